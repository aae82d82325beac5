"""The City of Oakland Local and Small Local Business Enterprise Program (L/SLBE)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.programs import Program
from lbpp_cli.programs.oakland_lslbe.award import award_note
from lbpp_cli.programs.oakland_lslbe.checks import check
from lbpp_cli.programs.oakland_lslbe.evidence import refused
from lbpp_cli.programs.oakland_lslbe.preference import adjust
from lbpp_cli.programs.oakland_lslbe.premises import premises
from lbpp_cli.programs.oakland_lslbe.readings import READINGS
from lbpp_cli.programs.oakland_lslbe.terms import FIGURES, FORM, NAMES, STANDINGS
from lbpp_cli.programs.oakland_lslbe.terms_of_contract import procedure
from lbpp_cli.programs.oakland_lslbe.turning import turning_points

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lbpp_cli.formula_tables import Sheets, Worked
    from lbpp_cli.model import Case


def _worksheet(case: Case, chosen: Mapping[str, str], sheets: Sheets) -> Worked:
    """The program as formulas; imported when a workbook is written, not at every start."""
    from lbpp_cli.programs.oakland_lslbe.worksheet import worksheet

    return worksheet(case, chosen, sheets)


if TYPE_CHECKING:
    from collections.abc import Mapping

    from lbpp_cli.arrays import Adjusted, Tables
    from lbpp_cli.parameters import Rules


def _adjust_all(tables: Tables, rules: Rules, chosen: Mapping[str, str]) -> Adjusted:
    """The rules over whole tables; imported where tables are evaluated, for it needs a library of arrays."""
    from lbpp_cli.programs.oakland_lslbe.frame import adjusted

    return adjusted(tables, rules, chosen)


PROGRAM = Program(
    id="oakland-lslbe",
    form=FORM,
    readings=READINGS,
    procedure=procedure,
    check=check,
    adjust=adjust,
    premises=premises,
    refused=refused,
    standings=STANDINGS,
    award_note=award_note,
    adjust_all=_adjust_all,
    figures=FIGURES,
    worksheet=_worksheet,
    full_names=NAMES,
    modes={"developer": {"assisted": True}},
    turning_points=turning_points,
)
