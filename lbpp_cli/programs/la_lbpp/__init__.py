"""The City of Los Angeles Local Business Preference Program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.columns import form_of
from lbpp_cli.programs import Program
from lbpp_cli.programs.la_lbpp.adjusting import adjust, prepare
from lbpp_cli.programs.la_lbpp.award import award_note
from lbpp_cli.programs.la_lbpp.checks import check, procedure
from lbpp_cli.programs.la_lbpp.evidence import refused
from lbpp_cli.programs.la_lbpp.premises import applications, premises
from lbpp_cli.programs.la_lbpp.readings import READINGS
from lbpp_cli.programs.la_lbpp.recovery import recovery, recovery_grounds
from lbpp_cli.programs.la_lbpp.terms import CERTIFICATIONS, FIGURES, NAMES, STANDINGS
from lbpp_cli.programs.la_lbpp.waiver import waiver_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lbpp_cli.arrays import Adjusted, Tables
    from lbpp_cli.formula_tables import Sheets, Worked
    from lbpp_cli.model import Case
    from lbpp_cli.parameters import Rules


def _worksheet(case: Case, chosen: Mapping[str, str], sheets: Sheets) -> Worked:
    """The rules as formulas; imported when a workbook is written, not at every start."""
    from lbpp_cli.programs.la_lbpp.worksheet import worksheet

    return worksheet(case, chosen, sheets)


def _adjust_all(tables: Tables, rules: Rules, chosen: Mapping[str, str]) -> Adjusted:
    """The rules over whole tables; imported where tables are evaluated, for it needs a library of arrays."""
    from lbpp_cli.programs.la_lbpp.frame import adjusted

    return adjusted(tables, rules, chosen)


PROGRAM = Program(
    id="la-lbpp",
    form=form_of(CERTIFICATIONS),
    readings=READINGS,
    procedure=procedure,
    check=check,
    adjust=adjust,
    premises=premises,
    applications=applications,
    waiver_text=waiver_text,
    refused=refused,
    recovery=recovery,
    recovery_grounds=recovery_grounds,
    standings=STANDINGS,
    award_note=award_note,
    worksheet=_worksheet,
    adjust_all=_adjust_all,
    figures=FIGURES,
    full_names=NAMES,
    prepare=prepare,
)
