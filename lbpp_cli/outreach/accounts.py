"""Which records of invoices and payments belong to which firm of Schedule A."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from lbpp_cli.money import ZERO
from lbpp_cli.names import firm_key
from lbpp_cli.outreach.decisions import cited
from lbpp_cli.outreach.records import WORK, Invoice, Listed, Payment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

Paid: TypeAlias = Invoice | Payment


class UnknownError(ValueError):
    """A schedule cannot be made: a proposer, an invoice or a table that is needed is not there, or fits nothing."""


def accounts(
    listed: Sequence[Listed], found: Sequence[Paid], own: str, also: Sequence[Invoice] = ()
) -> Iterator[tuple[Listed, list[Paid]]]:
    """The firms of Schedule A, each once, then those that it does not list, with their records.

    ``own``: the key of the consultant, whose record is of the whole invoice; of its own work, what that record says of
    it. ``also``: invoices, whose firms are to be there too.

    Raises:
        UnknownError: a firm is listed for several kinds of work, and a record does not say for which it is.

    """
    firms = merged(listed)
    records, others = _records(firms, found, own)
    yield from zip(firms, records, strict=True)
    known = {own, *(firm_key(firm.firm) for firm in firms)}
    added: dict[str, list[Paid]] = {}
    for one in (*others, *also):
        if firm_key(one.firm) not in known:
            added.setdefault(firm_key(one.firm), [])
    for one in others:
        if firm_key(one.firm) in added:
            added[firm_key(one.firm)].append(one)
    names = {firm_key(one.firm): one for one in reversed((*others, *also))}
    for key, paid in added.items():
        yield Listed(names[key].source, names[key].proposer, names[key].firm), paid


def merged(listed: Iterable[Listed]) -> list[Listed]:
    """The firms of Schedule A; rows of one firm that count in the same way are one."""
    found: dict[tuple[object, ...], Listed] = {}
    for one in listed:
        kind = one.kind or WORK
        key = (firm_key(one.firm), one.groups, kind, one.counted_as, one.agency, one.useful, one.partner, one.until)
        before = found.get(key)
        if before is None:
            found[key] = one
            continue
        works = "; ".join(dict.fromkeys(filter(None, [before.work, one.work]))) or None
        amount, fee = _added(before.amount, one.amount), _added(before.fee, one.fee)
        found[key] = before._replace(amount=amount, fee=fee, work=works)
    return list(found.values())


def _added(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one + other


def _records(firms: Sequence[Listed], found: Iterable[Paid], own: str) -> tuple[list[list[Paid]], list[Paid]]:
    """The records of each firm, and those of firms that are not listed."""
    at: dict[str, list[int]] = {}
    for number, firm in enumerate(firms):
        at.setdefault(firm_key(firm.firm), []).append(number)
    records: list[list[Paid]] = [[] for _ in firms]
    others, unclear = [], []
    for one in found:
        key = firm_key(one.firm)
        rows = at.get(key, [])
        if len(rows) > 1:
            rows = [row for row in rows if one.kind is not None and (firms[row].kind or WORK) == one.kind]
        if key in at and len(rows) != 1:
            unclear.append(one)
        elif key == own:
            for row in rows:
                records[row].append(one._replace(amount=one.own))
        elif rows:
            records[rows[0]].append(one)
        else:
            others.append(one)
    if unclear:
        where = ", ".join(cited([one.source for one in unclear], "kind") or [unclear[0].source.cell("firm")])
        names = "; ".join(dict.fromkeys(one.firm for one in unclear))
        raise UnknownError(
            f"{names}: on Schedule A for several kinds of work, which count in different ways; say by Kind of work for "
            f"which of them each amount is: {where}."
        )
    return records, others


def sum_of(found: Iterable[Paid]) -> Decimal | None:
    """The dollars of records; None where one of them is blank."""
    amounts = [one.amount for one in found]
    return None if None in amounts else sum(filter(None, amounts), ZERO)
