"""The goals of a contract and of a bid: i.2, i.3, i.11 and q."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.firm_kinds import FirmKind
from lbpp_cli.model import Procedure
from lbpp_cli.money import AmountError, parse_percent, show_percent
from lbpp_cli.programs.nyc_mwbe import readings as reading
from lbpp_cli.programs.nyc_mwbe.terms import (
    CERTIFICATIONS,
    EXEMPT,
    EXEMPTIONS,
    FULL,
    GOAL,
    GOALS,
    GOODS,
    NO_GOALS,
    PARTIAL,
    WITH_GOALS,
)
from lbpp_cli.stated import amount

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from lbpp_cli.model import Bid, Case, Solicitation, Tabulation
    from lbpp_cli.parameters import Rules
    from lbpp_cli.readings import Readings

_PARTS = re.compile(r"[;,]")
_GOAL = re.compile(r"\s*(?P<name>.+?)(?:\s+goal)?\s*[:=]?\s+(?P<percent>[\d.]+\s*%)\s*", re.IGNORECASE)
_GROUNDS = {clause: ground for ground, clause in EXEMPTIONS.items()}


class Required(NamedTuple):
    """What a bid has to reach: each goal of the contract by its name, in percent; None where it was waived."""

    goals: Mapping[str, Decimal | None]
    note: str | None = None

    @property
    def asked(self) -> dict[str, Decimal]:
        """The goals that are left."""
        return {name: percent for name, percent in self.goals.items() if percent is not None}


def stated_goals(solicitation: Solicitation) -> dict[str, Decimal]:
    """The goals that the solicitation states, in the order of the law's categories (i.1)."""
    found = {goal.name: amount(solicitation, goal.field) for goal in GOALS}
    return {name: percent for name, percent in found.items() if percent is not None}


def procedure(tabulation: Tabulation, rules: Rules) -> Procedure:  # noqa: ARG001
    """Whether the contract has goals, and why not."""
    solicitation = tabulation.solicitation
    exempt = solicitation.stated.get("exempt")
    if exempt is not None:
        clause = str(exempt)
        return Procedure(EXEMPT, clause, f"No participation requirements: {_GROUNDS[clause].lower()} ({clause})")
    goals = stated_goals(solicitation)
    if not goals:
        return Procedure(NO_GOALS, "i.2", "No participation goals are stated for the contract (i.2)")
    shown = ", ".join(f"{name} {show_percent(percent)}" for name, percent in goals.items())
    return Procedure(WITH_GOALS, "i.3", f"Participation goals of the contract: {shown} (i.3)")


def firm_kinds(case: Case) -> list[FirmKind]:
    """The kinds of firms that could count toward goals, those of which least is asked first.

    j.1.k: a firm counts toward one goal, so that a second certification adds nothing to it.
    """
    goals = [GOAL[name] for name in stated_goals(case.tabulation.solicitation)]
    groups = [(kind.certifications, kind.group) for kind in goals if kind.group is not None]
    return [FirmKind((name,)) for name in CERTIFICATIONS] + [
        FirmKind(tuple(held), {"group": group}, group) for held, group in groups
    ]


def required(case: Case, bid: Bid, readings: Readings) -> Required:
    """The goals that a bid is held to: those of the contract, as the agency changed them for this bidder (i.11)."""
    if case.procedure.id != WITH_GOALS:
        return Required({})
    goals = stated_goals(case.tabulation.solicitation)
    if case.tabulation.solicitation.category == GOODS and readings[reading.GOODS_GOALS] == "none":
        return Required(dict.fromkeys(goals), "subdivision i has no goals for goods")
    waiver = bid.stated.get("waiver")
    if waiver not in {FULL, PARTIAL}:
        return Required(dict(goals))
    approved = "".join(
        f"{word}{bid.stated[field]}" for field, word in (("waiver_by", ", by "), ("waiver_on", ", on "))
        if bid.stated.get(field)
    )  # fmt: skip
    if waiver == FULL:
        return Required(dict.fromkeys(goals), f"the goals are waived in full for this bidder{approved} (i.11)")
    changed = waiver_goals(bid)
    if isinstance(changed, str):
        raise TypeError(changed)  # refused by the checks
    after: dict[str, Decimal | None] = {name: changed.get(name, percent) for name, percent in goals.items()}
    shown = ", ".join(f"{name} {show_percent(changed[name])}" for name in goals if name in changed)
    return Required(after, f"the goals are changed for this bidder to {shown}{approved} (i.11)")


def waiver_goals(bid: Bid) -> dict[str, Decimal] | str:
    """The goals that a partial waiver states, or what is wrong with how they are written."""
    stated = str(bid.stated.get("waiver_goals") or "")
    found: dict[str, Decimal] = {}
    names = {goal.name.casefold(): goal.name for goal in GOALS}
    for part in filter(str.strip, _PARTS.split(stated)):
        matched = _GOAL.fullmatch(part)
        name = names.get(matched["name"].casefold()) if matched else None
        if matched is None or name is None:
            return f"“{part.strip()}” is no goal with its percentage"
        if name in found:
            return f"{name} stands there twice"
        try:
            percent = parse_percent(matched["percent"], formatted_as_percent=False)
        except AmountError as error:
            return str(error)
        if percent is None:
            return f"“{part.strip()}” is no goal with its percentage"
        found[name] = percent
    return found


def price_of(bid: Bid) -> Decimal:
    """The price of a bid. The program counts no discounts from it.

    Raises:
        ValueError: the bid has none; only bids that passed the checks are adjusted.

    """
    if bid.quoted_price is None:
        raise ValueError(f"{bid.bidder} has no price")
    return bid.quoted_price


def contract_dollars(bid: Bid, readings: Readings) -> tuple[Decimal, str]:
    """The total value of the contract, which percentages are of, and what it is in words."""
    commission = amount(bid, "commission")
    # j.1.i: the contractor is paid on a commission basis.
    if commission is not None and readings[reading.COMMISSION_BASE] == "commission":
        return commission, "the commission that the contract earns (j.1.i)"
    return price_of(bid), "the total value of the contract (i.3)"
