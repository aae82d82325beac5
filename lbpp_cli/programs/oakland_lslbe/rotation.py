"""The Contractor Rotation Program, as the commands see it."""

from __future__ import annotations

from lbpp_cli.programs.oakland_lslbe import rotation_terms as terms
from lbpp_cli.programs.oakland_lslbe.rotation_invite import invite
from lbpp_cli.programs.oakland_lslbe.rotation_replay import replay
from lbpp_cli.rotation import RotationRules

ROTATION = RotationRules(terms.READINGS, terms.COLUMNS, terms.KINDS, terms.TIERS, terms.tier_of, replay, invite)
