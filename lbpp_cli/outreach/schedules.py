"""Schedules A, B and C of a proposer: each listed firm with its dollars, what of them counts, and what has changed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from lbpp_cli.money import ZERO, show_money
from lbpp_cli.names import firm_key, same_bidder_key
from lbpp_cli.outreach.accounts import UnknownError, accounts, merged, sum_of
from lbpp_cli.outreach.changes import Difference, above, changed, so_far
from lbpp_cli.outreach.decisions import SCHEDULE_A, SCHEDULE_B, SCHEDULE_C, cited
from lbpp_cli.outreach.invoices import until
from lbpp_cli.outreach.records import Invoice, Listed, Payment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lbpp_cli.outreach.accounts import Paid
    from lbpp_cli.outreach.decisions import Credit, Forms
    from lbpp_cli.outreach.records import Contract, Proposer, Records, Rfp
    from lbpp_cli.parameters import Rules
    from lbpp_cli.participation import LedgerLine

_Row = TypeVar("_Row", Listed, Invoice, Payment, "Contract")
_MUCH = Decimal(10**12)  # dollars, more than any fee


class Row(NamedTuple):
    """A firm of a schedule. ``money``: its dollars, column by column; None for a blank.

    ``counts``: the column whose dollars count, and ``lines`` toward which group; ``credit`` whatever the group.
    ``toward``: the groups that dollars of it count toward, and whether all of them do. ``paid``: the records of what it
    was invoiced or paid, ``approvals`` what they say of the approval of a change. ``text``: an explanation. ``listed``:
    whether it is on Schedule A.
    """

    firm: Listed
    money: tuple[Decimal | None, ...]
    counts: int
    credit: Credit
    lines: tuple[LedgerLine, ...]
    toward: Mapping[str, bool]
    paid: tuple[Paid, ...] = ()
    text: str | None = None
    listed: bool = True
    approvals: frozenset[bool | None] = frozenset()


class Schedule(NamedTuple):
    """A schedule. ``base``: the dollars that percentages are of, None where they are not stated.

    ``pledged``: Schedule A with each firm once, in the order of Schedule C. ``this``: the whole invoice of Schedule B.
    ``assumed``: what was taken for granted. ``report``: when it is due, and whether it was in time.
    """

    letter: str
    rfp: Rfp
    proposer: Proposer
    rows: tuple[Row, ...]
    base: Decimal | None
    differences: tuple[Difference, ...] = ()
    assumed: tuple[str, ...] = ()
    pledged: Schedule | None = None
    contract: Contract | None = None
    invoice: str | None = None
    this: Decimal | None = None
    report: str | None = None

    @property
    def firms(self) -> tuple[Listed, ...]:
        """The firms of the rows."""
        return tuple(row.firm for row in self.rows)


def schedule(letter: str, records: Records, forms: Forms, rules: Rules, proposer: str, invoice: str | None) -> Schedule:
    """A schedule of a proposer. ``invoice``: that of Schedule B.

    Raises:
        UnknownError: a table, the proposer or the invoice is not there, or what is paid fits no row.

    """
    key = same_bidder_key(proposer)
    one = next((one for one in records.proposers if same_bidder_key(one.name) == key), None)
    if one is None:
        names = "; ".join(other.name for other in records.proposers)
        raise UnknownError(f"there is no proposer {proposer!r}; the proposers are: {names}")
    listed = _its(records.listed, key)
    if not listed:
        raise UnknownError(f"no firm of {one.name} is on Schedule A.")
    making = _Making(records.rfp, one, forms, rules)
    contract = next(iter(_its(records.contracts, key)), None)
    assumed = forms.assumptions(records.rfp, listed)
    rows = tuple(making.row(row, (row.amount,), 0) for row in listed)
    first = Schedule(SCHEDULE_A, records.rfp, one, rows, one.base_bid, assumed=assumed, contract=contract)
    if letter == SCHEDULE_A:
        return first._replace(differences=tuple(above(first, forms.clauses)))
    invoices = _its(records.invoices, key)
    if letter == SCHEDULE_B:
        return _utilization(first, invoices, making, invoice)
    return _final(first, _its(records.payments, key), invoices, making)


def _its(rows: Iterable[_Row] | None, key: str) -> list[_Row]:
    return [row for row in rows or () if same_bidder_key(row.proposer) == key]


class _Making:
    def __init__(self, rfp: Rfp, proposer: Proposer, forms: Forms, rules: Rules) -> None:
        self._rfp, self._proposer = rfp, proposer
        self.forms, self.rules = forms, rules
        self.own = firm_key(proposer.name)

    def row(self, firm: Listed, money: Sequence[Decimal | None], counts: int, paid: Sequence[Paid] = ()) -> Row:
        """A row; the dollars of its column ``counts`` are those that count."""
        # What it counts toward, and by which rule, does not hang on its dollars, which may be none yet.
        much = firm._replace(amount=_MUCH)
        toward = {one.toward: one.counted == _MUCH for one in self._ledger(much) if one.counted and one.toward}
        lines = self._ledger(firm._replace(amount=money[counts]))
        return Row(firm, tuple(money), counts, self.forms.credit(much, self.rules), lines, toward, tuple(paid))

    def _ledger(self, firm: Listed) -> tuple[LedgerLine, ...]:
        return self.forms.ledger([firm], self._proposer, self._rfp, self.rules)


def _utilization(first: Schedule, found: Sequence[Invoice], making: _Making, number: str | None) -> Schedule:
    """What each firm has by an invoice and to date, beside what was scheduled."""
    if not found:
        raise UnknownError(f"{first.proposer.name} has no row in the table Invoices.")
    number, to_date = until(found, number, first.proposer.name)
    rows = []
    for firm, paid in accounts(first.firms, to_date, making.own):
        now = [one for one in paid if isinstance(one, Invoice) and one.number == number]
        scheduled = {one.scheduled for one in now if one.scheduled is not None}
        money = (firm.amount, sum_of(now), sum_of(paid), scheduled.pop() if len(scheduled) == 1 else None)
        rows.append(_known(making.row(firm, money, 2, paid), first, to_date))
    whole = [one for one in to_date if firm_key(one.firm) == making.own]
    this = [one for one in whole if one.number == number]
    made = first._replace(
        letter=SCHEDULE_B,
        rows=tuple(rows),
        base=sum_of(whole) if whole else None,
        invoice=number,
        this=sum_of(this) if this else None,
    )
    return made._replace(differences=(*so_far(made, making.forms.clauses), *above(made, making.forms.clauses)))


def _final(first: Schedule, found: Sequence[Payment], invoices: Sequence[Invoice], making: _Making) -> Schedule:
    """The original amounts against the actual ones, each difference explained, pledged against achieved."""
    if not found:
        raise UnknownError(f"{first.proposer.name} has no row in the table Final payments.")
    clauses = making.forms.clauses
    rows = []
    for firm, paid in accounts(first.firms, found, making.own, invoices):
        texts = [one.explanation for one in paid if isinstance(one, Payment) and one.explanation]
        row = making.row(firm, (firm.amount, sum_of(paid) if paid else None), 1, paid)
        rows.append(_known(row._replace(text="; ".join(texts) or None), first, (*found, *invoices)))
    whole = [one for one in found if firm_key(one.firm) == making.own]
    pledged = first._replace(rows=tuple(making.row(firm, (firm.amount,), 0) for firm in merged(first.firms)))
    made = first._replace(letter=SCHEDULE_C, rows=tuple(rows), base=sum_of(whole) if whole else None, pledged=pledged)
    told = making.forms.report(made.contract, making.rules)
    late = [Difference("Schedule C", told.text, told.clause, told.cells)] if told.clause else []
    billed: dict[str, list[Paid]] = {}
    for one in invoices:
        billed.setdefault(firm_key(one.firm), []).append(one)
    sums = {key: total for key, each in billed.items() if key != making.own and (total := sum_of(each)) is not None}
    differences = (*late, *changed(made, sums, clauses), *above(made, clauses))
    return made._replace(differences=differences, report=told.text)


def _known(row: Row, first: Schedule, records: Iterable[Paid]) -> Row:
    """The row with whether Schedule A has its firm, and what all records say of the approval of a change."""
    key = firm_key(row.firm.firm)
    listed = key in {firm_key(one.firm.firm) for one in first.rows}
    approvals = frozenset(one.approved for one in records if firm_key(one.firm) == key)
    return row._replace(listed=listed, approvals=approvals)


def dollars(made: Schedule, group: str) -> Decimal:
    """The dollars of a schedule that count toward a group."""
    return sum((line.counted for row in made.rows for line in row.lines if line.toward == group), ZERO)


def blanks(made: Schedule) -> Iterator[str]:
    """What of the rows is left to fill in, and what that does to the totals."""
    for row in made.rows:
        if row.listed and row.firm.amount is None:
            yield f"{row.firm.firm}: its amount is blank and not in the totals"
        if row.listed and row.firm.groups is None:
            yield f"{row.firm.firm}: its group is blank and counts as none that is certified"
        if row.listed and not row.firm.work and made.letter != SCHEDULE_B:
            yield f"{row.firm.firm}: its description of work is blank"
        blank = [one for one in row.paid if one.amount is None]
        if blank:
            own = firm_key(row.firm.firm) == firm_key(made.proposer.name)
            what = "what of it is for its own work" if own else "its amount"
            where = ", ".join(cited([one.source for one in blank], "own" if own else "amount"))
            yield f"{row.firm.firm}: {what} is blank and not in the totals [{where}]"


def shown(money: Decimal | None) -> str:
    """Dollars of a form, blank where they are not stated."""
    return "" if money is None else show_money(money)
