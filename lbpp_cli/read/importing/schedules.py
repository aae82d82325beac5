"""Joins tables to schedules: the same items with other bidders are one, other items another."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.columns import squeezed
from lbpp_cli.findings import Finding, finding
from lbpp_cli.imported import Column, Overall, Schedule
from lbpp_cli.names import firm_key
from lbpp_cli.read.importing import sums
from lbpp_cli.read.importing.parts import split
from lbpp_cli.read.layouts import terms
from lbpp_cli.read.layouts.several_sheets import same_order, same_quantities

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lbpp_cli.imported import Figure
    from lbpp_cli.read.layouts.tabulated import Listing, Table


class Joined(NamedTuple):
    """The schedules of a tabulation, and the totals that it states over several of them."""

    schedules: tuple[Schedule, ...]
    overalls: tuple[Overall, ...]
    findings: tuple[Finding, ...]


def join(tables: Iterable[Table], names: dict[str, tuple[str, str]], apart: Sequence[str] = ()) -> Joined:
    """The schedules that tables make up. ``names``: those of bidders that tables give by number.

    ``apart``: labels of schedules that the user tells apart, though their items are the same.
    """
    schedules: list[Schedule] = []
    overalls: list[Overall] = []
    findings: list[Finding] = []
    separate = {squeezed(label) for label in apart}
    for table in tables:
        found, over = split(table, names)
        overalls += over
        known = len(schedules)  # the parts of one table are never the same, though their items may be
        for schedule in found:
            at = None if squeezed(schedule.label) in separate else _same(schedules[:known], schedule)
            if at is None:
                schedules.append(schedule)
            else:
                schedules[at] = _merged(schedules[at], schedule, findings)
    return Joined(tuple(_labelled(schedules)), tuple(_joined(overalls)), tuple(findings))


def of_list(listing: Listing) -> tuple[list[Schedule], list[Overall]]:
    """The schedules of a list that stands alone: its total, or each of its parts."""
    found = []
    for number, part in enumerate(listing.parts):
        columns = {
            firm_key(entry.name): Column(
                entry.name, listing.file, entry.cell, (), entry.figures[number], entry.mark, entry.comment
            )
            for entry in listing.entries
        }
        found.append(Schedule(part, listing.file, listing.cell, (), columns))
    if listing.total is None or len(found) == 1:
        return found, []
    if all(terms.OPTIONAL.search(part) for at, part in enumerate(listing.parts) if at != listing.total):
        # Beside alternates alone the total may be that of the base, or hold them.
        return found, []
    whole = found.pop(listing.total)
    figures = {key: column.stated for key, column in whole.columns.items() if column.stated is not None}
    return found, [Overall(whole.label, whole.file, whole.cell, figures)]


def _same(schedules: list[Schedule], schedule: Schedule) -> int | None:
    """Which of the schedules asks for the same items."""
    for number, other in enumerate(schedules):
        if same_order(other.items, schedule.items) is not None or _same_figures(other, schedule):
            return number
    return None


def _same_figures(schedule: Schedule, other: Schedule) -> bool:
    """Whether two tables without a name of items in common hold the same prices of the same bidders."""
    if not schedule.items or not same_quantities(schedule.items, other.items):
        return False
    common = schedule.columns.keys() & other.columns.keys()
    return common == schedule.columns.keys() == other.columns.keys() and any(
        sums.sum_extended(schedule.items, schedule.columns[key].prices)
        == sums.sum_extended(other.items, other.columns[key].prices)
        for key in common
    )


def _merged(schedule: Schedule, other: Schedule, findings: list[Finding]) -> Schedule:
    """A schedule with the bidders of another table of its items; what both hold must agree."""
    order = same_order(schedule.items, other.items) or list(range(len(schedule.items)))
    for item, at in zip(schedule.items, order, strict=True):
        _compare_quantity(item.name, item.quantity, other.items[at].quantity, other, findings)
    columns = dict(schedule.columns)
    for key, column in other.columns.items():
        prices = tuple(column.prices[at] for at in order)
        known = columns.get(key)
        if known is None:
            columns[key] = column._replace(prices=prices)
            continue
        _compare(schedule, key, column._replace(prices=prices), findings)
        ranked = tuple(
            mine._replace(rank=mine.rank or theirs.rank) for mine, theirs in zip(known.prices, prices, strict=True)
        )
        columns[key] = known._replace(prices=ranked, stated=known.stated or column.stated)
    return schedule._replace(columns=columns, subtotals=schedule.subtotals or ())


def _compare_quantity(
    name: str, mine: Figure | None, theirs: Figure | None, other: Schedule, findings: list[Finding]
) -> None:
    if mine is not None and theirs is not None and mine.value != theirs.value:
        message = f"Item {name} has the quantity {mine.value} in {mine.cell} and {theirs.value} in {theirs.cell}."
        hint = "Every bidder prices the same quantity; correct the one that is wrong."
        findings.append(finding("quantity-differs", message, hint, other.file, theirs.cell))


def _compare(schedule: Schedule, key: str, column: Column, findings: list[Finding]) -> None:
    """What two tables say of the same bidder's prices and total."""
    known = schedule.columns[key]
    pairs = [("the total", known.stated, column.stated)]
    for item, mine, theirs in zip(schedule.items, known.prices, column.prices, strict=True):
        pairs.append((f"the unit price of item {item.name}", mine.unit, theirs.unit))
        pairs.append((f"the extension of item {item.name}", mine.extension, theirs.extension))
    for what, one, two in pairs:
        first, second = sums.amount(one), sums.amount(two)
        if one and two and first is not None and second is not None and first != second:
            findings.append(
                finding(
                    "tables-differ",
                    f"{known.name}: {what} is {one.shown} in {one.cell} and {two.shown} in {two.cell}.",
                    "Correct the table that is wrong. If the two are different parts of the bid, name both: --basis.",
                    column.file,
                    two.cell,
                )
            )


def _labelled(schedules: list[Schedule]) -> list[Schedule]:
    """Schedules whose labels tell them apart."""
    labels = [schedule.label for schedule in schedules]
    return [
        schedule._replace(label=f"{label} ({schedule.cell.rpartition('!')[2]})")
        if labels.count(label) > 1
        else schedule
        for schedule, label in zip(schedules, labels, strict=True)
    ]


def _joined(overalls: list[Overall]) -> list[Overall]:
    """Totals of one label on several sheets are one total of more bidders."""
    found: dict[str, Overall] = {}
    for one in overalls:
        known = found.get(one.label)
        if known is None or known.figures.keys() & one.figures.keys():
            found[one.label if known is None else f"{one.label} {one.cell}"] = one
        else:
            found[one.label] = known._replace(figures={**known.figures, **one.figures})
    return list(found.values())
