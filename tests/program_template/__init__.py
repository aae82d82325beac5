"""Fill in: the name of the program and whose it is."""

from __future__ import annotations

from lbpp_cli.programs import Program
from lbpp_cli.programs.new_program.preference import adjust, award_note
from lbpp_cli.programs.new_program.terms import FIGURES, FORM, NAMES, STANDINGS
from lbpp_cli.programs.new_program.terms_of_contract import check, procedure

PROGRAM = Program(
    id="new-program",
    form=FORM,
    # Fill in: what the rules leave open (readings.py, as the other programs have it); none so far.
    readings=(),
    procedure=procedure,
    check=check,
    adjust=adjust,
    standings=STANDINGS,
    award_note=award_note,
    figures=FIGURES,
    full_names=NAMES,
)
