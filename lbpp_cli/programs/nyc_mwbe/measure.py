"""The participation of a bid: which firm counts toward which goal, and whether each goal is met (i.5, j.1.k, j.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.money import EXACT, ZERO, exact_percent_of
from lbpp_cli.names import firm_key
from lbpp_cli.participation import LedgerLine, Participation, counted_toward, goal_of
from lbpp_cli.programs.nyc_mwbe.assignment import best
from lbpp_cli.programs.nyc_mwbe.firms import firms_of
from lbpp_cli.programs.nyc_mwbe.terms_of_contract import Required, contract_dollars, required

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from lbpp_cli.model import Bid, Case
    from lbpp_cli.programs.nyc_mwbe.firms import Firm
    from lbpp_cli.readings import Readings


class Choice(NamedTuple):
    """A firm that could count toward several goals, and what it would count toward each, in dollars.

    A firm that a plan lists in several places is one: its participation counts toward one goal (j.1.k).
    """

    name: str
    worth: Mapping[str, Decimal]
    stated: bool = False


class Assigned(NamedTuple):
    """The goal of each firm by its key, and of the search: the firms it was for, whether another way is as good."""

    goals: Mapping[str, str]
    open: tuple[tuple[str, str], ...] = ()
    only: bool | None = True
    proved: bool = True


class Measured(NamedTuple):
    """The participation of a bid, what it is held to, and how its firms came to count toward goals."""

    participation: Participation
    required: Required
    assigned: Assigned


def measure(
    case: Case, bid: Bid, readings: Readings, held_to: Required | None = None, of: tuple[Decimal, str] | None = None
) -> Measured:
    """What of a bid counts toward which goal, and whether each is met.

    ``held_to``: goals that took the place of those of the bid. ``of``: the dollars that percentages are of, and what
    they are, where a bid holds what was paid so far.
    """
    held_to = held_to or required(case, bid, readings)
    base, base_text = of or contract_dollars(bid, readings)
    firms = firms_of(case, bid, readings)
    assigned = assign(choices(firms, list(held_to.goals)), held_to.goals, base)
    ledger = tuple(_line(firm, assigned, held_to) for firm in firms)
    goals = tuple(
        goal_of(name, percent, counted_toward(ledger, name), base, "i.5", None if percent is not None else held_to.note)
        for name, percent in held_to.goals.items()
    )
    return Measured(Participation(base, base_text, goals, ledger), held_to, assigned)


def choices(firms: Iterable[Firm], goals: Sequence[str]) -> dict[str, Choice]:
    """For each firm with credit, by its key, what it could count toward each goal: what the plan states, or any."""
    found: dict[str, Choice] = {}
    by_key: dict[str, list[Firm]] = {}
    for firm in firms:
        if firm.credit > 0:
            by_key.setdefault(firm_key(firm.name), []).append(firm)
    for key, rows in by_key.items():
        # j.1.k: the plan says which goal the firm is meant for.
        meant = next((row.meant_for for row in rows if row.meant_for is not None), None)
        worth = {
            goal: sum((row.credit for row in rows if row.counts_toward(goal)), ZERO)
            for goal in goals
            if meant in (None, goal)
        }
        found[key] = Choice(
            rows[0].name, {goal: dollars for goal, dollars in worth.items() if dollars > 0}, bool(meant)
        )
    return found


def assign(firms: Mapping[str, Choice], goals: Mapping[str, Decimal | None], base: Decimal) -> Assigned:
    """The goal that each firm counts toward: its only one, or the one by which the plan does best."""
    settled = {key: next(iter(firm.worth)) for key, firm in firms.items() if len(firm.worth) == 1}
    undecided = {key: firm for key, firm in firms.items() if len(firm.worth) > 1}
    if not undecided:
        return Assigned(settled)
    needs = {name: ZERO if percent is None else exact_percent_of(base, percent) for name, percent in goals.items()}
    for key, goal in settled.items():
        needs[goal] -= firms[key].worth[goal]
    found = best(*in_whole([firm.worth for firm in undecided.values()], needs))
    names = list(goals)
    chosen = {key: names[place] for key, place in zip(undecided, found.goals, strict=True)}
    named = tuple((firm.name, chosen[key]) for key, firm in undecided.items())
    return Assigned({**settled, **chosen}, named, found.only, found.proved)


def in_whole(
    worths: Sequence[Mapping[str, Decimal]], needs: Mapping[str, Decimal]
) -> tuple[list[dict[int, int]], list[int]]:
    """Dollars as whole numbers of the finest unit among them, and goals by their place: nothing is rounded."""
    amounts = [*needs.values(), *(dollars for worth in worths for dollars in worth.values())]
    finest = max(0, *(-int(dollars.as_tuple().exponent) for dollars in amounts))
    places = {name: place for place, name in enumerate(needs)}
    whole = [{places[goal]: int(dollars.scaleb(finest, EXACT)) for goal, dollars in worth.items()} for worth in worths]
    return whole, [int(need.scaleb(finest, EXACT)) for need in needs.values()]


def _line(firm: Firm, assigned: Assigned, held_to: Required) -> LedgerLine:
    """The line of a firm: what counts toward its goal, or why nothing does."""
    toward, note, counted = assigned.goals.get(firm_key(firm.name)), firm.note, firm.credit
    clause = firm.clause
    if firm.credit > 0 and (toward is None or not firm.counts_toward(toward)):
        counted, clause = ZERO, "j.1.k" if toward else firm.clause
        note = _why_toward_none(firm, toward, held_to)
        toward = None
    elif firm.credit <= 0:
        toward = None
    return LedgerLine(
        firm.name,
        firm.role,
        firm.amount,
        counted,
        toward,
        clause,
        note,
        firm.source,
        firm.field,
        firm.held,
        _told(firm),
    )


def _told(firm: Firm) -> tuple[tuple[str, object], ...]:
    """l.1: what reports tell of a firm, and (j.1) the dollars that the year of its agency is credited with."""
    told = {"group": firm.group, "gender": firm.gender, "credit": firm.credit, "qualified": firm.qualified or None}
    return tuple((name, value) for name, value in told.items() if value is not None)


def _why_toward_none(firm: Firm, toward: str | None, held_to: Required) -> str:
    if toward is not None:
        return f"the firm counts toward {toward} alone"
    if not held_to.goals:
        return "certified; the contract has no goals"
    if firm.meant_for is not None:
        return f"the plan means it for {firm.meant_for}, which is not for its certification or group"
    return "no goal of the contract is for its certification or group"
