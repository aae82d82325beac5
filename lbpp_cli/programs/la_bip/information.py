"""Indicators 5 and 7: plans and requirements, and help with bonds, credit and insurance, as each notice offers them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.outreach.decisions import FAIL, PASS, PERSON, Ground, Indicator, cited
from lbpp_cli.outreach.records import LIMITS, NO_WORDING
from lbpp_cli.programs.la_bip.terms import NAMES, clause

if TYPE_CHECKING:
    from lbpp_cli.programs.la_bip.facts import Facts


def indicator(number: int, facts: Facts) -> Indicator:
    """C.5, C.7: the network's notice holds it; a wording of the proposer's own, judged to limit responses, fails it."""
    return Indicator(number, NAMES[number], clause(number), (_notice(number, facts), _wording(number, facts)))


def _notice(number: int, facts: Facts) -> Ground:
    reached = [sent.reached for sent in facts.sent.values()]
    if any(reached):
        return Ground(PASS, clause(number), "part of the network's notice, which was sent")
    if None in reached:
        return Ground(PERSON, clause(number), "not stated whether any notice was sent through the network in time")
    if all(area.registered == 0 for area in facts.areas):
        return Ground(PERSON, clause(number), "no firm is registered in any work area, so there was none to notify")
    return Ground(FAIL, clause(number), "no notice was sent through the network, and it would be part of one")


def _wording(number: int, facts: Facts) -> Ground:
    wording, cells = facts.proposer.wording, cited([facts.proposer.source], "wording")
    if wording == LIMITS:
        return Ground(
            FAIL, clause(number), "the wording that it added to its notices was judged to limit responses", cells
        )
    if wording is None:
        text = "not stated whether it added a wording of its own to its notices, and how that was judged"
        return Ground(PERSON, clause(number), text, cells)
    text = "no wording of its own" if wording == NO_WORDING else "its own wording was judged not to limit responses"
    return Ground(PASS, clause(number), text, cells)
