"""The words and tables in which every output form tells the participation of a bid: its goals, and its ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.money import exact_percent_of, show_exact, show_money, show_percent
from lbpp_cli.participation import counted_toward
from lbpp_cli.render.words import by_rank, ended, listed

if TYPE_CHECKING:
    from decimal import Decimal

    from lbpp_cli.model import EvaluatedBid, Evaluation
    from lbpp_cli.participation import Goal, LedgerLine, Participation

GOALS, LEDGER = "Goals", "Ledger"
# The headings under which figures stand, in both tables.
FIGURES = frozenset({"Required", "Achieved", "Dollars", "Counts"})
_NONE = "–"


def measured(evaluation: Evaluation) -> list[tuple[EvaluatedBid, Participation]]:
    """The bids whose participation was measured: in their order after the preference, those not ranked last."""
    return [(entry, entry.participation) for entry in by_rank(evaluation) if entry.participation is not None]


def standing(participation: Participation) -> str:
    """Whether the goals are met, in a few words, and of what the percentages are."""
    return f"{_met(participation)}; percent of {show_money(participation.base)}, {participation.base_text}"


def _met(participation: Participation) -> str:
    missed = [goal.name for goal in participation.goals if not goal.met]
    if missed:
        return f"{listed(missed)} not met"
    asked = [goal for goal in participation.goals if goal.required is not None]
    if not asked:
        return "nothing is required"
    return "all goals are met" if len(asked) > 1 else f"{asked[0].name} is met"


def goals(participation: Participation) -> tuple[list[str], list[list[str]]]:
    """The table of the goals."""
    return ["Goal", "Required", "Achieved", "Dollars", "Met", "Clause"], [
        [goal.name, required(goal), f"{goal.achieved}%", show_exact(goal.dollars), met(goal), goal.clause]
        for goal in participation.goals
    ]


def ledger(participation: Participation) -> tuple[list[str], list[list[str]]]:
    """The table of the ledger: each firm's dollars, what of them counts toward which goal, and why not or no more."""
    return ["Firm", "Role", "Dollars", "Counts", "Toward", "Why"], [
        [line.firm, line.role, show_money(line.amount), show_exact(line.counted), toward(line), why(line)]
        for line in participation.ledger
    ]


def notes(participation: Participation) -> list[str]:
    """What else there is to say of a goal."""
    return [ended(f"{goal.name}: {goal.note}") for goal in participation.goals if goal.note]


def required(goal: Goal) -> str:
    """What a goal asks for."""
    return "none" if goal.required is None else show_percent(goal.required)


def met(goal: Goal) -> str:
    """Whether a goal is met; a dash where nothing is required."""
    return _NONE if goal.required is None else "yes" if goal.met else "no"


def toward(line: LedgerLine) -> str:
    """The goal that a line counts toward."""
    return line.toward or _NONE


def why(line: LedgerLine) -> str:
    """The clause that a line follows, and why no more of it counts."""
    return f"{line.clause}: {line.note}" if line.note else line.clause


def changes(before: EvaluatedBid, after: EvaluatedBid | None) -> list[tuple[str, Goal | None, Goal | None]]:
    """The goals of a bid that are others after a change, by their name."""
    earlier, later = _by_name(before), _by_name(after)
    names = dict.fromkeys([*earlier, *later])
    pairs = [(name, earlier.get(name), later.get(name)) for name in names]
    return [(name, one, other) for name, one, other in pairs if _figures(one) != _figures(other)]


def _by_name(entry: EvaluatedBid | None) -> dict[str, Goal]:
    return {goal.name: goal for goal in entry.participation.goals} if entry and entry.participation else {}


def _figures(goal: Goal | None) -> tuple[Decimal | None, Decimal, bool] | None:
    return None if goal is None else (goal.required, goal.dollars, goal.met)


def entry_line(line: LedgerLine, dollars: str) -> str:
    """A line of the ledger as a sentence; ``dollars`` is its amount with where that comes from."""
    counted = f"{show_exact(line.counted)} toward {line.toward}" if line.toward else "nothing"
    why = f": {line.note}" if line.note else ""
    return f"{line.firm}, {line.role}, {dollars}: counts {counted} ({line.clause}){why}."


def arithmetic(goal: Goal, participation: Participation) -> str:
    """A goal with its sum, its quotient and what it is held against, written out."""
    base = participation.base
    counted = f"{_sum(goal, participation)} of {show_money(base)} is {goal.achieved}%"
    if goal.required is None:
        tested = "nothing is required"
    else:
        least = exact_percent_of(base, goal.required)
        gap = goal.dollars - least
        by = f" by {show_exact(abs(gap))}" if gap else " exactly"
        verdict = f"met{by}" if goal.met else f"missed{by}"
        tested = f"{show_percent(goal.required)} is required, {show_exact(least)}: {verdict}"
    text = f"{goal.name}: {counted}; {tested} ({goal.clause})."
    return f"{text} {ended(goal.note[:1].upper() + goal.note[1:])}" if goal.note else text


def _sum(goal: Goal, participation: Participation) -> str:
    """The dollars of a goal, as the sum of the lines that count toward it where they are what it is made of."""
    parts = [line.counted for line in participation.ledger if line.toward == goal.name and line.counted]
    if len(parts) > 1 and counted_toward(participation.ledger, goal.name) == goal.dollars:
        return f"{' + '.join(map(show_exact, parts))} = {show_exact(goal.dollars)}"
    return show_exact(goal.dollars)
