"""New York City's programs for minority- and women-owned and emerging business enterprises (Admin. Code 6-129)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.programs import Program
from lbpp_cli.programs.nyc_mwbe.applications import applications
from lbpp_cli.programs.nyc_mwbe.award import award_note
from lbpp_cli.programs.nyc_mwbe.checks import check
from lbpp_cli.programs.nyc_mwbe.evidence import refused
from lbpp_cli.programs.nyc_mwbe.premises import premises
from lbpp_cli.programs.nyc_mwbe.readings import READINGS
from lbpp_cli.programs.nyc_mwbe.responsiveness import adjust
from lbpp_cli.programs.nyc_mwbe.terms import FIGURES, FORM, NAMES, STANDINGS
from lbpp_cli.programs.nyc_mwbe.terms_of_contract import firm_kinds, procedure
from lbpp_cli.programs.nyc_mwbe.turning import turning_points

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lbpp_cli.formula_tables import Sheets, Worked
    from lbpp_cli.model import Case


def _worksheet(case: Case, chosen: Mapping[str, str], sheets: Sheets) -> Worked:
    """The program as formulas; imported when a workbook is written, not at every start."""
    from lbpp_cli.programs.nyc_mwbe.worksheet import worksheet

    return worksheet(case, chosen, sheets)


PROGRAM = Program(
    id="nyc-mwbe",
    form=FORM,
    readings=READINGS,
    procedure=procedure,
    check=check,
    adjust=adjust,
    premises=premises,
    applications=applications,
    refused=refused,
    standings=STANDINGS,
    award_note=award_note,
    figures=FIGURES,
    full_names=NAMES,
    worksheet=_worksheet,
    turning_points=turning_points,
    firm_kinds=firm_kinds,
    has_preference=False,
)
