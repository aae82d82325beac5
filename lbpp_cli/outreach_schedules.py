"""Schedules A, B and C of a proposer: each listed firm with its dollars, what of them counts, and what has changed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from lbpp_cli.money import ZERO, show_money
from lbpp_cli.names import firm_key, same_bidder_key
from lbpp_cli.outreach_records import Listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from lbpp_cli.outreach import Credit, Program
    from lbpp_cli.outreach_records import Invoice, Payment, Proposer, Records, Rfp
    from lbpp_cli.parameters import Rules
    from lbpp_cli.participation import LedgerLine

A, B, C = "A", "B", "C"


class Row(NamedTuple):
    """A firm of a schedule. ``money``: its dollars, column by column, the last of which counts; None for a blank.

    ``lines``: what of it counts toward which group, ``credit`` whatever the group. ``text``: an explanation.
    """

    firm: Listed
    money: tuple[Decimal | None, ...]
    counts: int
    credit: Credit
    lines: tuple[LedgerLine, ...]
    text: str | None = None


class Difference(NamedTuple):
    """What a schedule has otherwise than the one before it. ``clause`` None where nothing is to be done."""

    firm: str
    text: str
    clause: str | None = None


class Schedule(NamedTuple):
    """A schedule. ``base``: the dollars that percentages are of, None where they are not stated.

    ``pledged``: the dollars of Schedule A that count, and its base, for Schedule C.
    """

    letter: str
    rfp: Rfp
    proposer: Proposer
    rows: tuple[Row, ...]
    base: Decimal | None
    differences: tuple[Difference, ...] = ()
    pledged: Schedule | None = None
    invoice: str | None = None


class UnknownError(ValueError):
    """A schedule cannot be made: a proposer, an invoice or a table that is needed is not there."""


def schedule(
    letter: str, records: Records, program: Program, rules: Rules, proposer: str, invoice: str | None
) -> Schedule:
    """A schedule of a proposer. ``invoice``: that of Schedule B.

    Raises:
        UnknownError: a table, the proposer or the invoice is not there.

    """
    key = same_bidder_key(proposer)
    one = next((one for one in records.proposers if same_bidder_key(one.name) == key), None)
    if one is None:
        names = "; ".join(other.name for other in records.proposers)
        raise UnknownError(f"there is no proposer {proposer!r}. The proposers are {names}.")
    listed = [row for row in records.listed or () if same_bidder_key(row.proposer) == key]
    if not listed:
        raise UnknownError(f"Schedule A lists no firm of {one.name}.")
    making = _Making(records.rfp, one, program, rules)
    first = Schedule(A, records.rfp, one, tuple(making.row(row, (row.amount,), 0) for row in listed), one.base_bid)
    if letter == A:
        return first
    if letter == B:
        found = [row for row in records.invoices or () if same_bidder_key(row.proposer) == key]
        return _utilization(first, found, making, invoice)
    return _final(first, [row for row in records.payments or () if same_bidder_key(row.proposer) == key], making)


class _Making:
    def __init__(self, rfp: Rfp, proposer: Proposer, program: Program, rules: Rules) -> None:
        if program.credit is None or program.ledger is None:
            raise ValueError("the program gives no credit")
        self._rfp, self._proposer, self._rules = rfp, proposer, rules
        self._credit, self._ledger = program.credit, program.ledger
        self.own = firm_key(proposer.name)

    def row(self, firm: Listed, money: Sequence[Decimal | None], counts: int, text: str | None = None) -> Row:
        """A row; the dollars of its column ``counts`` are those that count."""
        counted = firm._replace(amount=money[counts])
        lines = self._ledger([counted], self._proposer, self._rfp, self._rules)
        return Row(firm, tuple(money), counts, self._credit(counted, self._rules), lines, text)


def _utilization(first: Schedule, found: Sequence[Invoice], making: _Making, number: str | None) -> Schedule:
    """G.2: what each firm has by an invoice and to date, beside what was scheduled."""
    if not found:
        raise UnknownError(f"the table Invoices has no row of {first.proposer.name}.")
    order = sorted(found, key=lambda row: row.day or date.max)
    number = number or order[-1].number
    this = [row for row in found if row.number == number]
    if not this:
        known = ", ".join(dict.fromkeys(str(row.number) for row in order))
        raise UnknownError(f"there is no invoice {number!r} of {first.proposer.name}. Known: {known}.")
    until = this[0].day
    if until is None or any(row.day is None for row in found):
        raise UnknownError("every invoice needs its date: what is invoiced to date follows from it.")
    to_date = [row for row in found if row.day is not None and row.day <= until]
    rows = []
    for firm in _firms(first, found, making):
        now = _of(this, firm.firm)
        scheduled = [row.scheduled for row in now if row.scheduled is not None]
        money = (firm.amount, _sum(now), _sum(_of(to_date, firm.firm)), scheduled[-1] if scheduled else None)
        rows.append(making.row(firm, money, 2))
    base = _sum(_of(to_date, first.proposer.name)) if _of(to_date, first.proposer.name) else None
    return Schedule(B, first.rfp, first.proposer, tuple(rows), base, tuple(_behind(first, rows)), first, number)


def _final(first: Schedule, found: Sequence[Payment], making: _Making) -> Schedule:
    """G.3: the original amounts against the actual ones, each difference explained, pledged against achieved."""
    if not found:
        raise UnknownError(f"the table Final payments has no row of {first.proposer.name}.")
    rows = []
    for firm in _firms(first, found, making):
        paid = _of(found, firm.firm)
        texts = [row.explanation for row in paid if row.explanation]
        rows.append(making.row(firm, (firm.amount, _sum(paid) if paid else None), 1, "; ".join(texts) or None))
    own = _of(found, first.proposer.name)
    base = _sum(own) if own else None
    return Schedule(C, first.rfp, first.proposer, tuple(rows), base, tuple(_changed(first, rows)), first)


def _firms(first: Schedule, found: Sequence[Invoice | Payment], making: _Making) -> Iterator[Listed]:
    """The firms of Schedule A, each once, then those that it does not list.

    What a firm is paid says nothing of which of its rows it is for, so these must be alike but for work and amount.
    """
    by_firm: dict[str, Listed] = {}
    for row in first.rows:
        one, key = row.firm, firm_key(row.firm.firm)
        before = by_firm.setdefault(key, one)
        if before is one:
            continue
        if (before.groups, before.kind, before.counted_as) != (one.groups, one.kind, one.counted_as):
            raise UnknownError(f"{one.firm} stands on Schedule A twice, and not alike: what is paid fits neither row.")
        amounts = [each.amount for each in (before, one)]
        amount = None if None in amounts else sum(filter(None, amounts), ZERO)
        works = dict.fromkeys(filter(None, [before.work, one.work]))
        by_firm[key] = before._replace(amount=amount, work="; ".join(works) or None)
    yield from by_firm.values()
    known = {*by_firm, making.own}
    for paid in found:
        if firm_key(paid.firm) not in known:
            known.add(firm_key(paid.firm))
            yield Listed(paid.source, paid.proposer, paid.firm)


def _of(found: Iterable[Invoice | Payment], firm: str) -> list[Any]:
    return [row for row in found if firm_key(row.firm) == firm_key(firm)]


def _sum(found: Iterable[Invoice | Payment]) -> Decimal:
    return sum((row.amount for row in found if row.amount is not None), ZERO)


def _behind(first: Schedule, rows: Iterable[Row]) -> Iterator[Difference]:
    listed = {firm_key(row.firm.firm) for row in first.rows}
    for row in rows:
        original, _, to_date, scheduled = row.money
        name = row.firm.firm
        if firm_key(name) not in listed:
            yield Difference(name, "is not on Schedule A: an addition, or a substitution to be approved", "E.1.a")
        elif not to_date:
            yield Difference(name, "is on Schedule A, and nothing is invoiced for it to date")
        elif scheduled is not None and to_date < scheduled:
            yield Difference(name, f"has {show_money(to_date)} to date, {show_money(scheduled)} were scheduled")
        elif original is not None and to_date > original:
            yield Difference(name, f"has {show_money(to_date)} to date, more than the {show_money(original)} listed")


def _changed(first: Schedule, rows: Iterable[Row]) -> Iterator[Difference]:
    """E: a listed firm that is missing, or an amount that was reduced without approval, is an unauthorized change."""
    listed = {firm_key(row.firm.firm) for row in first.rows}
    for row in rows:
        original, actual = row.money
        why = f"explained as: {row.text}" if row.text else "not explained"
        name = row.firm.firm
        if firm_key(name) not in listed:
            yield Difference(name, f"was added: it is not on Schedule A; {why}", "E.1.a")
        elif not actual:
            yield Difference(name, f"is missing: {show_money(original or ZERO)} was listed, nothing paid; {why}", "E.1")
        elif original is not None and actual < original:
            less = show_money(original - actual)
            yield Difference(name, f"was reduced by {less}, from {show_money(original)}; {why}", "E.1")
        elif original is not None and actual > original:
            more = show_money(actual - original)
            yield Difference(
                name, f"was raised by {more}, from {show_money(original)}; {why}", None if row.text else "G.3"
            )
