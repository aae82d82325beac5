"""Participation in the contracts of the awards: which goals they meet, and the dollars that count, by certification."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from lbpp_cli.money import EXACT, ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal


class Asked(NamedTuple):
    """A goal of an awarded contract; whether something is required, and whether it is met."""

    goal: str
    required: bool
    met: bool


class Counted(NamedTuple):
    """Dollars that a ledger counts toward a goal, of a firm with these certifications."""

    certifications: str
    goal: str
    dollars: Decimal


class GoalTotal(NamedTuple):
    """A goal over all awards: how many have it, how many of those require something, and how many meet it."""

    goal: str
    awards: int
    required: int
    met: int


def goals_of(bid: Mapping[str, Any] | None) -> tuple[Asked, ...]:
    """The goals of an awarded bid, as results hold them."""
    found = json.loads(bid["goals"]) if bid and bid.get("goals") else []
    return tuple(Asked(one["goal"], one["required_percent"] is not None, one["met"]) for one in found)


def counted_of(lines: Iterable[Mapping[str, Any]]) -> tuple[Counted, ...]:
    """What the ledger of an awarded bid counts."""
    found = [Counted(one["certifications"] or "", one["toward"], one["counted"]) for one in lines if one["toward"]]
    return tuple(sorted(found))


def reason_of(bid: Mapping[str, Any]) -> str | None:
    """Why a bid was not ranked; of those below a requirement, the goals alone, so that like stands with like."""
    if bid.get("excluded"):
        below = [one.goal for one in goals_of(bid) if one.required and not one.met]
        if below:
            return f"below the requirement: {', '.join(below)}"
    return bid["reason"] if bid["reason"] and bid["reason"].strip() else None


def totals(goals: Iterable[Asked]) -> tuple[GoalTotal, ...]:
    """Each goal over all awards, in the order in which they first appear."""
    by_name: dict[str, list[Asked]] = {}
    for one in goals:
        by_name.setdefault(one.goal, []).append(one)
    return tuple(
        GoalTotal(
            name, len(found), sum(one.required for one in found), sum(one.met for one in found if one.required)
        )
        for name, found in by_name.items()
    )  # fmt: skip


def by_certification(counted: Sequence[Counted]) -> dict[str, dict[str, Decimal]]:
    """The dollars toward each goal by the certifications of the firms; blank for credit of no firm."""
    found: dict[str, dict[str, Decimal]] = {}
    for one in sorted(counted):
        dollars = found.setdefault(one.certifications, {})
        dollars[one.goal] = EXACT.add(dollars.get(one.goal, ZERO), one.dollars)
    return found
