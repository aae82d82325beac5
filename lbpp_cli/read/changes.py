"""Changes to a tabulation as a user types them: ``Bidder C.LBE=no``, ``Bidder A.Sub 1.Amount=200000``."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from lbpp_cli import columns
from lbpp_cli.columns import Column, by_name, squeezed
from lbpp_cli.model import Solicitation, Source
from lbpp_cli.names import same_bidder_key
from lbpp_cli.read.headings import nearest
from lbpp_cli.read.solicitation import solicitation_values
from lbpp_cli.read.values import CellError, read_value

if TYPE_CHECKING:
    from lbpp_cli.columns import Form
    from lbpp_cli.model import Bid, Subcontractor, Tabulation


_CHANGE = re.compile(r"\s*(.+)\.([^.=]+)=(.*)", re.DOTALL)


class ChangeError(ValueError):
    """A change that says nothing that is known; ``hint`` says what to write instead."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def changed(tabulation: Tabulation, change: str, form: Form) -> Tabulation:
    """The tabulation with one field of a bid, of a subcontractor or of the solicitation changed.

    Raises:
        ChangeError: the change names no bidder, subcontractor or field, or its value cannot be read.

    """
    # A name may hold dots and equals signs of its own; a field holds neither.
    match = _CHANGE.fullmatch(change)
    holder, heading, text = match.groups() if match else ("", "", "")
    if not match:
        hint = 'Such as "Bidder C.LBE=no" or "Bidder A.Sub 1.Amount=200000".'
        raise ChangeError(f"“{change}” is not BIDDER.FIELD=VALUE.", hint)
    if same_bidder_key(holder) == same_bidder_key(columns.SOLICITATION):
        field, value = _value(heading, text, form.solicitation)
        if field in form.own:
            return _solicited(tabulation, {field: value}, change, form)
        # A field that is cleared is as if it had never been filled in.
        values = solicitation_values({field: value}) or {field: getattr(Solicitation(Source("", {})), field)}
        return _solicited(tabulation, values, change, form)
    bidders = [bid for bid in tabulation.bids if same_bidder_key(bid.bidder) == same_bidder_key(holder)]
    named = [(bid, sub) for bid in tabulation.bids for sub in bid.subcontractors if _names(holder, bid, sub)]
    if len(bidders) + len(named) > 1:
        raise ChangeError(f"“{holder}” names more than one row.", "Change it in the file itself.")
    for bid in bidders:
        _refuse_another_firm(_value(heading, text, form.bids)[0], tabulation)
        return _with(tabulation, bid, _changed(bid, heading, text, form.bids, change, form))
    for bid, sub in named:
        _refuse_another_firm(_value(heading, text, form.subcontractors)[0], tabulation)
        other = _changed(sub, heading, text, form.subcontractors, change, form)
        subs = tuple(other if one is sub else one for one in bid.subcontractors)
        return _with(tabulation, bid, bid._replace(subcontractors=subs))
    names = [bid.bidder for bid in tabulation.bids]
    names += [f"{bid.bidder}.{sub.name}" for bid in tabulation.bids for sub in bid.subcontractors]
    near = nearest(holder, names, cutoff=0.6)
    raise ChangeError(
        f"“{holder}” is no bidder, and no bidder with a subcontractor.",
        f"Did you mean “{near}”?" if near else f"The bidders are {'; '.join(bid.bidder for bid in tabulation.bids)}.",
    )


def _names(holder: str, bid: Bid, sub: Subcontractor) -> bool:
    return same_bidder_key(holder) == f"{same_bidder_key(bid.bidder)}.{same_bidder_key(sub.name)}"


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


def _refuse_another_firm(field: str, tabulation: Tabulation) -> None:
    if tabulation.register is not None and field in {"bidder", "name", "account"}:
        message = "The register was read for the firms of the file; another firm cannot be looked up in it."
        raise ChangeError(message, "Change the name or account in the file itself.")


def _changed(record: Any, heading: str, text: str, known: tuple[Column, ...], change: str, form: Form) -> Any:
    field, value = _value(heading, text, known)
    if field in {column.field for column in known if column.kind == columns.MARK}:
        held = record.certifications
        held = held | {field} if value else held - {field}
        return record._replace(**_instead(record, {"certifications": held}, change, form))
    if field == "responsive":
        value = value is not False
    if value is None and field in {column.field for column in known if column.required}:
        raise ChangeError(f"{heading} cannot be blank.", "Give it a value.")
    return record._replace(**_instead(record, {field: value}, change, form))


def _solicited(tabulation: Tabulation, values: dict[str, Any], change: str, form: Form) -> Tabulation:
    solicitation = tabulation.solicitation
    return replace(tabulation, solicitation=replace(solicitation, **_instead(solicitation, values, change, form)))


def _instead(record: Any, values: dict[str, Any], change: str, form: Form) -> dict[str, Any]:
    """Other values for a record, and the change in the place of their cells."""
    cells = {**record.source.cells, **dict.fromkeys(values, f'--set "{change}"')}
    own = {field: values.pop(field) for field in form.own.intersection(values)}
    if own:
        stated = {field: value for field, value in {**record.stated, **own}.items() if value is not None}
        values["stated"] = stated
    return {"source": Source(record.source.file, cells), **values}
