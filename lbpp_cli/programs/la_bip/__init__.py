"""The City of Los Angeles Business Inclusion Program, for a request for proposals."""

from __future__ import annotations

from lbpp_cli.outreach import Program
from lbpp_cli.programs.la_bip.outreach import check
from lbpp_cli.programs.la_bip.readings import READINGS
from lbpp_cli.programs.la_bip.terms import GROUPS, LEVELS, NAMES, REMEDIES, ZONE

OUTREACH = Program("la-bip", GROUPS, LEVELS, ZONE, READINGS, NAMES, check, REMEDIES)
