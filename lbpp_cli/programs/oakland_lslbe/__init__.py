"""The City of Oakland Local and Small Local Business Enterprise Program (L/SLBE)."""

from __future__ import annotations

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
    figures=FIGURES,
    full_names=NAMES,
    modes={"developer": {"assisted": True}},
    turning_points=turning_points,
)
