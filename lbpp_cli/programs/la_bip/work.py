"""Indicator 3: sufficient work identified; outreach in every work area that the City selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.outreach.decisions import FAIL, PASS, PERSON, Ground, Indicator, cited
from lbpp_cli.programs.la_bip.terms import NAMES, WORK, clause

if TYPE_CHECKING:
    from lbpp_cli.outreach.records import WorkArea
    from lbpp_cli.programs.la_bip.facts import Facts


def indicator(facts: Facts) -> Indicator:
    """C.3: one notice by the due date is outreach in an area; whether there were enough, and in time, is C.4."""
    outcomes = {area.code: _outcome(area, facts) for area in facts.areas}
    grounds = []
    done = sum(outcome == PASS for outcome in outcomes.values())
    if done == len(outcomes):
        grounds.append(Ground(PASS, clause(WORK), f"outreach in {_areas(done)}"))
    for outcome, said in ((FAIL, "no notice"), (PERSON, "not stated whether there was outreach")):
        left = [area for area in facts.areas if outcomes[area.code] == outcome]
        if left:
            names = "; ".join(area.name for area in left)
            text = f"{said} in {len(left)} of {_areas(len(outcomes))}: {names}"
            grounds.append(Ground(outcome, clause(WORK), text, cited((area.source for area in left), "code")))
    return Indicator(WORK, NAMES[WORK], clause(WORK), tuple(grounds))


def _outcome(area: WorkArea, facts: Facts) -> str:
    sent = facts.sent.get(area.code)
    if (sent is not None and sent.reached) or area.registered == 0:
        return PASS
    if area.registered is None or (sent is not None and sent.reached is None):
        return PERSON
    return FAIL


def _areas(number: int) -> str:
    return "the one work area" if number == 1 else f"{number} work areas"
