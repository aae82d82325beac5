"""What a schedule has otherwise than Schedule A: firms added and missing, amounts reduced and raised."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.money import ZERO, show_money
from lbpp_cli.names import firm_key
from lbpp_cli.outreach.decisions import ADDED, MISSING, REDUCED, SCHEDULE_A, SCHEDULE_B, SCHEDULE_C, cited

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from lbpp_cli.outreach.schedules import Row, Schedule

_ALIKE = 0.85  # of 1, from which on a name may be meant for another


class Difference(NamedTuple):
    """What is otherwise than it should be. ``clause`` None where nothing is to be done; ``cells``: where it stands."""

    firm: str
    text: str
    clause: str | None = None
    cells: tuple[str, ...] = ()


def above(made: Schedule, clauses: Mapping[str, str]) -> Iterator[Difference]:
    """Firms that have more together than there is in all."""
    amounts = [row.money[row.counts] for row in made.rows]
    together = sum(filter(None, amounts), ZERO)
    if made.base is not None and together > made.base:
        whole = {
            SCHEDULE_A: "the base bid",
            SCHEDULE_B: "it invoiced to date",
            SCHEDULE_C: "it was paid in all",
        }[made.letter]
        text = f"has firms with {show_money(together)} together, more than {whole}, {show_money(made.base)}"
        yield Difference(
            made.proposer.name, text, clauses[made.letter], cited([row.firm.source for row in made.rows], "amount")
        )


def so_far(made: Schedule, clauses: Mapping[str, str]) -> Iterator[Difference]:
    """Firms that were added, that have nothing to date, or less than was scheduled, or more than was listed."""
    for row in made.rows:
        original, _, to_date, scheduled = row.money
        name = row.firm.firm
        if not row.listed:
            yield _addition(row, made, clauses, "is not on Schedule A")
        elif not row.paid:
            text = "is on Schedule A, and nothing is invoiced for it to date"
            yield Difference(name, text, None, cited([row.firm.source], "firm"))
        elif to_date is not None and scheduled is not None and to_date < scheduled:
            less = show_money(scheduled - to_date)
            text = f"has {show_money(to_date)} to date, {less} less than the {show_money(scheduled)} scheduled"
            yield Difference(name, text, None, _cells(row))
        elif to_date is not None and original is not None and to_date > original:
            more = show_money(to_date - original)
            text = f"has {show_money(to_date)} to date, {more} more than the {show_money(original)} listed"
            yield Difference(name, text, None, _cells(row))


def changed(made: Schedule, invoiced: Mapping[str, Decimal], clauses: Mapping[str, str]) -> Iterator[Difference]:
    """A listed firm that is missing, or an amount that was reduced without approval, is an unauthorized change.

    ``invoiced``: what firms had by all invoices, by the key of their name.
    """
    for row in made.rows:
        yield from _change(row, made, clauses)
    paid: dict[str, Decimal] = {}
    explained = set()
    for row in made.rows:
        key = firm_key(row.firm.firm)
        paid[key] = paid.get(key, ZERO) + (row.money[1] or ZERO)
        explained |= {key} if row.text or row.money[1] is None else set()
    for key, sent in invoiced.items():
        of = [one for one in made.rows if firm_key(one.firm.firm) == key]
        if of and sent != paid[key] and key not in explained:
            text = f"has {show_money(sent)} by its invoices, and {show_money(paid[key])} in the end"
            yield Difference(of[0].firm.firm, text, None, _cells(of[0]))


def _change(row: Row, made: Schedule, clauses: Mapping[str, str]) -> Iterator[Difference]:
    original, actual = row.money
    why = f"explained as: {row.text}" if row.text else "not explained"
    name = row.firm.firm
    if not row.listed and not row.paid:
        yield _addition(row, made, clauses, "is not on Schedule A, was invoiced, and has no final payment")
    elif not row.listed:
        yield _addition(row, made, clauses, f"was added with {_stated(actual)}: it is not on Schedule A; {why}")
    elif not row.paid:
        yield _approval(
            row, f"is missing: {_stated(original)} was listed, and no payment is recorded", clauses[MISSING]
        )
    elif actual is None:
        yield Difference(name, "has a final payment whose amount is blank", clauses[SCHEDULE_C], _cells(row))
    elif original is None:
        yield Difference(
            name, f"has {show_money(actual)}, and its listed amount is blank", clauses[SCHEDULE_C], _cells(row)
        )
    elif actual < original:
        less = show_money(original - actual)
        yield _approval(
            row, f"was reduced by {less}, from {show_money(original)} to {show_money(actual)}; {why}", clauses[REDUCED]
        )
    elif actual > original:
        more = show_money(actual - original)
        text = f"was raised by {more}, from {show_money(original)} to {show_money(actual)}; {why}"
        yield Difference(name, text, None if row.text else clauses[SCHEDULE_C], _cells(row))


def _addition(row: Row, made: Schedule, clauses: Mapping[str, str], text: str) -> Difference:
    known = {firm_key(one.firm.firm): one.firm.firm for one in made.rows if one.listed}
    near = get_close_matches(firm_key(row.firm.firm), known, 1, _ALIKE)
    meant = f" (if {known[near[0]]} is meant, write that)" if near else ""
    return _approval(row, f"{text}{meant}", clauses[ADDED])


def _approval(row: Row, text: str, clause: str) -> Difference:
    """The change with what was said of its approval: only what was approved leaves nothing to decide."""
    said = row.approvals
    if True in said and False not in said:
        return Difference(row.firm.firm, f"{text}; approved", None, _cells(row))
    refused = "not approved: an unauthorized substitution" if False in said else "whether it was approved is not stated"
    return Difference(row.firm.firm, f"{text}; {refused}", clause, _cells(row))


def _cells(row: Row) -> tuple[str, ...]:
    return cited([one.source for one in row.paid] or [row.firm.source], "amount")


def _stated(amount: Decimal | None) -> str:
    return "a blank amount" if amount is None else show_money(amount)
