"""What an evaluation takes for granted, each with the case as it would be otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from lbpp_cli.model import INDIRECT, VENTURE_PARTNER, Bid
from lbpp_cli.names import firm_key
from lbpp_cli.participation import PARTNER, PRIME
from lbpp_cli.programs import Instead, Premise
from lbpp_cli.programs.nyc_mwbe.evidence import judged
from lbpp_cli.programs.nyc_mwbe.measure import measure
from lbpp_cli.programs.nyc_mwbe.terms import (
    ANY_GROUP,
    FULL,
    GOAL,
    MBE,
    NO_GOALS,
    PARTIAL,
    REQUESTED,
    WITH_GOALS,
)
from lbpp_cli.readings import Readings
from lbpp_cli.stated import amount, answer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from lbpp_cli.model import Case, Subcontractor
    from lbpp_cli.programs.nyc_mwbe.measure import Measured

_ALL = Decimal(100)


def premises(case: Case, chosen: Mapping[str, str]) -> Iterator[Premise]:
    """What was taken for granted."""
    tabulation, solicitation = case.tabulation, case.tabulation.solicitation
    if solicitation.due is None:
        fact = "The rules in force today apply: no bid due date is stated, and no other rules are known."
        yield Premise(fact, "the rules of today", case)
    if case.procedure.id == NO_GOALS:
        fact = "The contract has no participation goals: none is stated (i.2), and citywide ones are never taken (d.3)."
        yield Premise(fact, "the contract having no goals", case)
    if case.procedure.id != WITH_GOALS:
        return
    if answer(solicitation, "requirements_contract"):
        fact = "What the plans state will be paid: under a requirements contract what is paid is credited (j.1.e)."
        yield Premise(fact, "what is paid under a requirements contract", case)
    indirect = any(one.tier == INDIRECT for bid in tabulation.ranked for one in bid.subcontractors)
    if indirect and answer(solicitation, "indirect_counted") is None:
        fact = "Indirect subcontractors earn no credit: no identification of such contracts is stated (j.1.l)."
        other = replace(solicitation, stated={**solicitation.stated, "indirect_counted": True})
        otherwise = replace(case, tabulation=replace(tabulation, solicitation=other))
        yield Premise(fact, "no credit for indirect subcontractors", otherwise)
    for bid in tabulation.ranked:
        yield from _about_its_waiver(bid)
        measured = measure(case, bid, Readings(chosen))
        if measured.required.asked:
            yield from _about_its_plan(case, bid, measured, chosen)


def _about_its_waiver(bid: Bid) -> Iterator[Premise]:
    waiver = bid.stated.get("waiver")
    if waiver == REQUESTED:
        fact = "The change of goals that the bidder asked for is not granted: no decision is stated (i.11)."
        granted = _with_facts(bid, lambda one: one is bid, waiver=FULL)
        yield Premise(fact, "a waiver that is not decided", Instead(bid, granted), bid.bidder)
    if waiver in {FULL, PARTIAL} and not (bid.stated.get("waiver_by") and bid.stated.get("waiver_on")):
        fact = "The waiver was approved before the award, by whom the law asks (i.5, i.11.d): not all of it is stated."
        denied = _with_facts(bid, lambda one: one is bid, waiver=None)
        yield Premise(fact, "the approval of the waiver", Instead(bid, denied), bid.bidder)


def _about_its_plan(case: Case, bid: Bid, measured: Measured, chosen: Mapping[str, str]) -> Iterator[Premise]:
    credited = [line for line in measured.participation.ledger if line.counted > 0]
    firms = {firm_key(line.firm) for line in credited}

    def counts(one: Bid | Subcontractor) -> bool:
        return firm_key(one.bidder if isinstance(one, Bid) else one.name) in firms

    if measured.assigned.open:
        yield _assignment(bid, measured)
    yield from _about_groups(bid, measured)
    if amount(bid, "direct_work") is None and any(line.role in {PRIME, PARTNER} for line in credited):
        fact = "All direct subcontractors are listed: what they get is taken off the bidder's own participation (i.3)."
        others = _with_facts(bid, lambda one: one is bid, direct_work=_ALL)
        yield Premise(fact, "all direct subcontractors being listed", Instead(bid, others), bid.bidder)
    for field, otherwise, fact, short in (
        ("useful", False, "Firms perform a commercially useful function (j.1.g)", "a commercially useful function"),
        ("graduate", True, "Firms are no graduates (j.1.j)", "no firm being a graduate"),
    ):

        def unstated(one: Bid | Subcontractor, field: str = field) -> bool:
            return counts(one) and field not in one.stated

        other = _with_facts(bid, unstated, **{field: otherwise})
        if other is not bid:
            yield Premise(f"{fact}: not stated, taken as met.", short, Instead(bid, other), bid.bidder)
    yield from _about_late_certifications(case, bid, counts, chosen)


def _about_groups(bid: Bid, measured: Measured) -> Iterator[Premise]:
    if any(GOAL[name].group for name in measured.required.asked):
        ungrouped = _with_facts(bid, _without_group, group=ANY_GROUP)
        if ungrouped is not bid:
            fact = "An MBE whose group is not stated counts toward no goal for a group (d.1, i.1)."
            yield Premise(fact, "the group of an MBE that is not stated", Instead(bid, ungrouped), bid.bidder)


def _about_late_certifications(
    case: Case, bid: Bid, counts: Callable[[Bid | Subcontractor], bool], chosen: Mapping[str, str]
) -> Iterator[Premise]:
    due = case.tabulation.solicitation.due
    early = case.rules.version if due is None else due + timedelta(days=1)

    def undated(one: Bid | Subcontractor) -> bool:
        """j.2.c hangs on the day on which the work is completed."""
        if isinstance(one, Bid) or "ends" in one.stated or not counts(one):
            return False
        ended = one._replace(stated={**one.stated, "ends": early})
        now, then = (
            judged(case, one.name, way, Readings(chosen), of_bidder=one.tier == VENTURE_PARTNER)
            for way in (one, ended)
        )  # fmt: skip
        return any(now[name].counts and not then[name].counts for name in now)

    late = _with_facts(bid, undated, ends=early)
    if late is not bid:
        fact = "Firms certified after the bid due date were so before their work ends (j.2.c): its end is not stated."
        yield Premise(fact, "certification before the work ends", Instead(bid, late), bid.bidder)


def _without_group(one: Bid | Subcontractor) -> bool:
    return MBE in one.certifications and "group" not in one.stated


def _assignment(bid: Bid, measured: Measured) -> Premise:
    """j.1.k: where the plan does not say toward which goal a firm counts, the best way for the contractor is taken."""
    assigned = measured.assigned
    named = "; ".join(f"{name} toward {goal}" for name, goal in assigned.open)
    fact = f"Where the plan does not say, firms count toward one goal as it meets the most (j.1.k): {named}."
    if not assigned.proved:
        fact += " Too many ways are possible to prove that none is better."
    elif assigned.only is None:
        fact += " Too many ways are possible to tell whether another is as good."
    elif not assigned.only:
        fact += " Other ways are as good; the plan is to say which is meant."
    keys = {firm_key(name) for name, _ in assigned.open}
    none = _with_facts(
        bid, lambda one: firm_key(one.bidder if isinstance(one, Bid) else one.name) in keys, useful=False
    )
    return Premise(fact, "the goal that a firm counts toward", Instead(bid, none), bid.bidder)


def _with_facts(bid: Bid, which: Callable[[Bid | Subcontractor], bool], **facts: object) -> Bid:
    """A bid with other facts of itself or of the firms that it lists; the bid itself where none of them is meant."""
    subs = tuple(one._replace(stated=_stated(one, facts)) if which(one) else one for one in bid.subcontractors)
    own = _stated(bid, facts) if which(bid) else bid.stated
    if own is bid.stated and subs == bid.subcontractors:
        return bid
    return bid._replace(subcontractors=subs, stated=own)


def _stated(holder: Bid | Subcontractor, facts: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in {**holder.stated, **facts}.items() if value is not None}
