"""What is wrong with figures that were changed on the Input sheet, as formulas: blank where nothing is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.formula import Formula, both, either, highest, is_number, literal, lowest, nearest_whole, when

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from lbpp_cli.formula import Range


# What makes a mark on the Input sheet, and all that may stand there.
MARKED, MARKS = ("x", "yes"), ("x", "yes", "no", "")


def marked(cell: Formula) -> Formula:
    """1 where a cell of the Input sheet has a mark."""
    return when(either(*(cell.equals(text) for text in MARKED)), 1, 0)


def marks_problem(cells: Sequence[Formula]) -> Formula:
    """What is wrong with marks that were changed; blank where nothing is."""
    known = [either(*(cell.equals(text) for text in MARKS)) for cell in cells]
    return when(both(*known), "", "a mark is neither x nor blank") if known else literal("")


def first_problem(checks: Sequence[Formula]) -> Formula:
    """The first of several that is not blank."""
    found = checks[-1]
    for check in reversed(checks[:-1]):
        found = when(check.equals(""), found, check)
    return found


def decimals_problem(number: Formula, scale: int, what: str) -> Formula:
    """What is wrong with a number that was changed to one with more decimals than the formulas count with."""
    return when(nearest_whole(number * scale).equals(number * scale), "", f"{what} has too many decimals")


def amount_problem(amount: Formula, what: str) -> Formula:
    """What is wrong with an amount that was changed; blank where nothing is."""
    inexact = decimals_problem(amount, 100, what)
    return when(is_number(amount), when(amount > 0, inexact, f"{what} is not above zero"), f"{what} is no number")


def score_problem(score: Formula, points: Formula, scale: int) -> Formula:
    """What is wrong with a score, or with the total points; ``scale``: a score times it is a whole number."""
    inexact = decimals_problem(score, scale, "the score")
    above = when(score > points, "the score is above the total points", inexact)
    below = when(score < 0, "the score is below zero", above)
    return when(both(is_number(score), is_number(points)), below, "the score or the total points are no number")


def spelling_problem(cell: Formula, known: Collection[str], what: str) -> Formula:
    """What is wrong with a text that was changed to one that means nothing."""
    return when(either(*(cell.equals(text) for text in known)), "", what)


def side_problem(stated: Formula | None, prices: Range, limit: Formula, problem: str, *, over: bool) -> Formula:
    """Whether a changed figure may put the contract on the other side of a limit.

    ``stated``: the contract value; where there is none, the prices decide.
    """
    lies = (stated or lowest(prices)) > limit if over else (stated or highest(prices)) <= limit
    return when(both(is_number(stated), lies) if stated else lies, "", problem)
