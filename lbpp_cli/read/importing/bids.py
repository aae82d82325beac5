"""From schedules and lists to bids: which schedules add up, which figure governs, who is out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.findings import Finding, finding
from lbpp_cli.imported import ImportedBid, Listed, Overall
from lbpp_cli.money import show_exact, show_money
from lbpp_cli.names import firm_key
from lbpp_cli.read.importing.basis import adds_up, choose
from lbpp_cli.read.importing.bid_maker import Maker, differs
from lbpp_cli.read.layouts import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lbpp_cli.imported import Choices, Schedule
    from lbpp_cli.read.layouts.tabulated import Listing


class Made(NamedTuple):
    """The bids of a tabulation, its estimate, and the schedules that were added up."""

    bids: tuple[ImportedBid, ...]
    estimate: ImportedBid | None
    basis: tuple[Schedule, ...]
    findings: tuple[Finding, ...]


def listed(listings: Iterable[Listing]) -> dict[str, list[Listed]]:
    """What lists say of each bidder: its total, its rank, and what stands beside them."""
    found: dict[str, list[Listed]] = {}
    for one in listings:
        for entry in one.entries:
            figure = entry.figures[one.total] if one.total is not None else None
            found.setdefault(firm_key(entry.name), []).append(
                Listed(
                    entry.name, one.file, entry.cell, figure, entry.rank, entry.mark, entry.comment, entry.held,
                    entry.subcontracts,
                )
            )  # fmt: skip
    return found


def make_bids(
    schedules: Sequence[Schedule],
    overalls: Sequence[Overall],
    lists: Mapping[str, Sequence[Listed]],
    choices: Choices,
) -> Made:
    """The bids. What a person must decide is an error among the findings, and leaves amounts undecided."""
    findings: list[Finding] = []
    basis = choose(schedules, overalls, choices.basis, findings)
    lists = _comparable(schedules, basis, lists, findings)
    # A bidder that a list alone names is a bidder all the same.
    names: dict[str, tuple[str, str, str]] = {}
    for schedule in schedules:
        for key, column in schedule.columns.items():
            names.setdefault(key, (column.name, column.file, column.cell))
    for key, ones in lists.items():
        names.setdefault(key, (ones[0].name, ones[0].file, ones[0].cell))
    over = [one for one in overalls if len(basis) > 1 and set(_labels(adds_up(one, schedules))) == set(_labels(basis))]
    bids: list[ImportedBid] = []
    estimate = None
    for key, (name, file, cell) in names.items():
        if terms.is_no_firm(name):
            continue
        bid = Maker(key, (name, file, cell), basis, over, lists.get(key, ()), choices.governs).make(findings)
        if terms.is_estimate(name):
            estimate = estimate or bid
        elif bid is not None:
            bids.append(bid)
    if len(schedules) and not basis:
        bids = [_undecided(bid) for bid in bids]
    return Made(tuple(bids), estimate, tuple(basis), tuple(findings))


def _labels(schedules: Iterable[Schedule]) -> list[str]:
    return [one.label for one in schedules]


def _comparable(
    schedules: Sequence[Schedule],
    basis: Sequence[Schedule],
    lists: Mapping[str, Sequence[Listed]],
    findings: list[Finding],
) -> Mapping[str, Sequence[Listed]]:
    """What lists say, without totals that add up other schedules than the basis."""
    given = [(key, one) for key, ones in lists.items() for one in ones[:1] if one.figure is not None]
    if len(schedules) < 2 or not basis or not given:  # noqa: PLR2004  of one there is no other set
        return lists
    first = given[0][1]
    figures = {key: one.figure for key, one in given if one.figure is not None}
    summed = adds_up(Overall("the list", first.file, first.cell, figures), schedules)
    labels = [one.label for one in summed]
    if not summed or set(labels) == {one.label for one in basis}:
        return lists
    message = f"The list of totals adds up {' and '.join(labels)}, which is not the basis; it was not compared."
    findings.append(finding("list-of-other-basis", message, "Check that the basis is right.", first.file, first.cell))
    return {key: [one._replace(figure=None) for one in ones] for key, ones in lists.items()}


def _undecided(bid: ImportedBid) -> ImportedBid:
    from dataclasses import replace

    return replace(bid, amount=None, stated=None, corrected=None)


def governs_needed(bids: Iterable[ImportedBid], governs: str | None) -> Iterable[Finding]:
    """The error that asks which figure governs, once for all bids that need it."""
    torn = [bid for bid in bids if bid.responsive and differs(bid.stated, bid.corrected, bid.listed)]
    if torn and governs is None:
        shown = "; ".join(
            f"{bid.bidder} {show_exact(bid.stated)} as read, {show_money(bid.corrected)} corrected"
            for bid in torn
            if bid.corrected is not None and bid.stated is not None
        )
        yield finding(
            "governs-needed",
            f"The total of {len(torn)} {'bid' if len(torn) == 1 else 'bids'} is not what its prices come to: {shown}.",
            "Say which is the bid: --governs unit-price (corrected) or --governs stated-total (as read, to the cent).",
            torn[0].file,
            torn[0].cell.split(" + ")[0],
        )
