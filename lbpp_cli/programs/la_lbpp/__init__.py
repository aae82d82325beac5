"""The City of Los Angeles Local Business Preference Program."""

from __future__ import annotations

from lbpp_cli.programs import Program
from lbpp_cli.programs.la_lbpp.checks import check, premises, procedure
from lbpp_cli.programs.la_lbpp.eligibility import CERTIFICATIONS, STANDINGS
from lbpp_cli.programs.la_lbpp.preference import adjust
from lbpp_cli.programs.la_lbpp.readings import READINGS

PROGRAM = Program(
    id="la-lbpp",
    certifications=CERTIFICATIONS,
    readings=READINGS,
    procedure=procedure,
    check=check,
    adjust=adjust,
    premises=premises,
    standings=STANDINGS,
    award_note="A preference does not reduce the contract amount (4.B.7).",
)
