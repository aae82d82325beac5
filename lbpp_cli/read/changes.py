"""Changes to a tabulation as a user types them: ``Bidder C.LBE=no``, ``Bidder A.Sub 1.Amount=200000``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from lbpp_cli.model import Source
from lbpp_cli.names import same_bidder_key
from lbpp_cli.read import columns
from lbpp_cli.read.columns import Column, by_name, squeezed
from lbpp_cli.read.headings import nearest
from lbpp_cli.read.tabulation import solicitation_values
from lbpp_cli.read.values import CellError, read_value

if TYPE_CHECKING:
    from lbpp_cli.model import Bid, Tabulation


class ChangeError(ValueError):
    """A change that says nothing that is known; ``hint`` says what to write instead."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def changed(tabulation: Tabulation, change: str, certifications: tuple[str, ...]) -> Tabulation:
    """The tabulation with one field of a bid, of a subcontractor or of the solicitation changed.

    Raises:
        ChangeError: the change names no bidder, subcontractor or field, or its value cannot be read.

    """
    target, equals, text = change.partition("=")
    holder, dot, heading = target.strip().rpartition(".")
    if not equals or not dot:
        hint = 'Such as "Bidder C.LBE=no" or "Bidder A.Sub 1.Amount=200000".'
        raise ChangeError(f"“{change}” is not BIDDER.FIELD=VALUE.", hint)
    marks = columns.mark_columns(certifications)
    if same_bidder_key(holder) == same_bidder_key(columns.SOLICITATION):
        field, value = _value(heading, text, columns.SOLICITATION_FIELDS)
        values = solicitation_values({field: value})
        return replace(tabulation, solicitation=_replaced(tabulation.solicitation, values, change))
    for bid in tabulation.bids:
        if same_bidder_key(holder) == same_bidder_key(bid.bidder):
            return _with(tabulation, bid, _changed(bid, heading, text, (*columns.BID_COLUMNS, *marks), change))
    for bid in tabulation.bids:
        prefix = same_bidder_key(bid.bidder) + "."
        if not same_bidder_key(holder).startswith(prefix):
            continue
        name = same_bidder_key(holder)[len(prefix) :]
        for sub in bid.subcontractors:
            if same_bidder_key(sub.name) == name:
                other = _changed(sub, heading, text, (*columns.SUBCONTRACTOR_COLUMNS, *marks), change)
                subs = tuple(other if one is sub else one for one in bid.subcontractors)
                return _with(tabulation, bid, replace(bid, subcontractors=subs))
    known = [bid.bidder for bid in tabulation.bids]
    known += [f"{bid.bidder}.{sub.name}" for bid in tabulation.bids for sub in bid.subcontractors]
    near = nearest(holder, known, cutoff=0.6)
    raise ChangeError(
        f"“{holder}” is no bidder, and no bidder with a subcontractor.",
        f"Did you mean “{near}”?" if near else f"The bidders are {'; '.join(bid.bidder for bid in tabulation.bids)}.",
    )


def _with(tabulation: Tabulation, bid: Bid, other: Bid) -> Tabulation:
    return replace(tabulation, bids=tuple(other if one is bid else one for one in tabulation.bids))


def _value(heading: str, text: str, known: tuple[Column, ...]) -> tuple[str, object]:
    column = by_name(known).get(squeezed(heading))
    if column is None:
        near = nearest(heading, [one.heading for one in known], cutoff=0.6)
        hint = f"Did you mean “{near}”?" if near else f"Known: {', '.join(one.heading for one in known)}."
        raise ChangeError(f"“{heading}” is no field.", hint)
    try:
        return column.field, read_value(text, column.kind)
    except CellError as error:
        raise ChangeError(f"{column.heading}: {error}", error.hint) from None


def _changed(record: Any, heading: str, text: str, known: tuple[Column, ...], change: str) -> Any:
    field, value = _value(heading, text, known)
    if field in {column.field for column in known if column.kind == columns.MARK}:
        held = record.certifications
        return _replaced(record, {"certifications": held | {field} if value else held - {field}}, change)
    if field == "responsive":
        value = value is not False
    if value is None and field in {column.field for column in known if column.required}:
        raise ChangeError(f"{heading} cannot be blank.", "Give it a value.")
    return _replaced(record, {field: value}, change)


def _replaced(record: Any, values: dict[str, Any], change: str) -> Any:
    """The record with other values, and the change in the place of their cells."""
    cells = {**record.source.cells, **dict.fromkeys(values, f'--set "{change}"')}
    return replace(record, source=Source(record.source.file, cells), **values)
