"""Splits one table into schedules: at the rows that add up a part of it, where nothing adds up the whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.columns import squeezed
from lbpp_cli.imported import Column, Overall, Schedule, Subtotal
from lbpp_cli.names import firm_key
from lbpp_cli.read.importing import sums
from lbpp_cli.read.layouts import terms

if TYPE_CHECKING:
    from lbpp_cli.imported import Figure, Item, Price
    from lbpp_cli.read.layouts.tabulated import Table, TotalRow


_BASE = "Base"  # what the items are called that are of no alternate


class _Part(NamedTuple):
    """Some rows of a table that have a total of their own."""

    start: int
    end: int
    row: TotalRow | None


def split(table: Table, names: dict[str, tuple[str, str]]) -> tuple[list[Schedule], list[Overall]]:
    """The schedules of one table: one, or one for each part where nothing adds its parts up."""
    parts, grand, over = _parts(table)
    apart = _by_section(table) or (_of_one_section(table, parts[0].row) if len(parts) == 1 and not grand else {})
    if apart and (len(parts) == 1 or any(_is_mixed(apart, part) for part in parts)):
        rows = [*(part.row for part in parts if part.row is not None), *([grand] if grand else []), *over]
        return _of_sections(table, apart, rows, names)
    keys = [firm_key(names.get(offer.name, (offer.name, ""))[0]) for offer in table.offers]
    overalls = [_overall(table, row, keys) for row in over]
    labels = [_part_label(table, part) for part in parts]
    optional = bool(apart) or (any(terms.OPTIONAL.search(label) for label in labels) and len(parts) > 1)
    if len(parts) == 1 or (grand is not None and not optional):
        row = grand or parts[0].row
        subtotals = tuple(
            Subtotal(part.row.label, part.start, part.end, _figures(part.row, keys)) for part in parts if part.row
        )
        whole = _Part(0, len(table.items), row)
        return [_schedule(table, whole, table.label, keys, names, subtotals if grand else ())], overalls
    if grand is not None:
        overalls.append(_overall(table, grand, keys))
    return [_schedule(table, part, label, keys, names, ()) for part, label in zip(parts, labels, strict=True)], overalls


def _by_section(table: Table) -> dict[str, list[int]]:
    """The items of the base and of each alternate, where what is said of the items tells them apart, in any order.

    Empty where nothing is an alternate, or everything is the same one.
    """
    found: dict[str, list[int]] = {}
    labels: dict[str, list[str]] = {}
    for number, item in enumerate(table.items):
        label = _part_of(item)
        key = squeezed(label)
        found.setdefault(key, []).append(number)
        labels.setdefault(key, []).append(label or item.section)
    if len(found) < 2:  # noqa: PLR2004  a base and an alternate
        return {}
    return {of[0] if key or (of[0] and len(set(of)) == 1) else _BASE: found[key] for key, of in labels.items()}


def _of_one_section(table: Table, row: TotalRow | None) -> dict[str, list[int]]:
    """The items of each section, where the stated total is the sum of one of them alone."""
    found: dict[str, list[int]] = {}
    for number, item in enumerate(table.items):
        found.setdefault(item.section, []).append(number)
    if row is None or len(found) < 2 or "" in found or _fits(table, row, 0):  # noqa: PLR2004  several sections
        return {}
    of_one = [numbers for numbers in found.values() if sums.are_sums(row.figures, *_only(table, numbers))]
    return found if of_one else {}


def _only(table: Table, numbers: list[int]) -> tuple[tuple[Item, ...], list[tuple[Price, ...]]]:
    """Some of the items, and their prices of each bidder."""
    prices = [tuple(offer.prices[at] for at in numbers) for offer in table.offers]
    return tuple(table.items[at] for at in numbers), prices


def _part_of(item: Item) -> str:
    """Which alternate an item belongs to, by its section, else by how its own words begin; nothing for the base."""
    if terms.PART.search(item.section):
        return item.section if terms.OPTIONAL.search(item.section) else ""
    return terms.alternate(item.number) or terms.alternate(item.description)


def _is_mixed(apart: dict[str, list[int]], part: _Part) -> bool:
    """Whether the rows above a stated sum are of several parts of the bid."""
    rows = set(range(part.start, part.end))
    return sum(not rows.isdisjoint(numbers) for numbers in apart.values()) > 1


def _of_sections(
    table: Table, apart: dict[str, list[int]], rows: list[TotalRow], names: dict[str, tuple[str, str]]
) -> tuple[list[Schedule], list[Overall]]:
    """A schedule for each part of the bid. A stated sum is that of the one it adds up, else of several."""
    keys = [firm_key(names.get(offer.name, (offer.name, ""))[0]) for offer in table.offers]
    left = list(dict.fromkeys(rows))
    schedules = []
    for label, numbers in apart.items():
        items, prices = _only(table, numbers)
        offers = tuple(one._replace(prices=own) for one, own in zip(table.offers, prices, strict=True))
        own = table._replace(items=items, offers=offers)
        row = next((one for one in left if _is_total_of(one, own, label, list(apart))), None)
        left = [one for one in left if one is not row]
        part = _Part(0, len(numbers), row)
        called = (
            _part_label(own, part) if label == _BASE and row is not None and terms.PART.search(row.label) else label
        )
        schedules.append(_schedule(own, part, called, keys, names, ()))
    starts = {row: max((one.after for one in rows if one.after < row.after), default=0) for row in left}
    # A subtotal of several parts that is right says nothing of any of them.
    said = [row for row, start in starts.items() if row.after == len(table.items) or not _fits(table, row, start)]
    return schedules, [_overall(table, row, keys) for row in said]


def _is_total_of(row: TotalRow, own: Table, label: str, labels: list[str]) -> bool:
    """Whether a stated sum is that of one part: it adds it up, or says its name and no other's."""
    if sums.are_sums(row.figures, own.items, [offer.prices for offer in own.offers]):
        return any(row.figures)
    return [one for one in labels if _words(one) in _words(row.label)] == [label]


def _words(text: str) -> str:
    words = re.findall(r"[^\W_]+", text.casefold())
    return f" {' '.join(words)} "


def _parts(table: Table) -> tuple[list[_Part], TotalRow | None, list[TotalRow]]:
    """The parts of a table by its rows that add up; the row that adds up all of them; and those that add up more.

    A row that has items of its own above it ends a part, unless its figures are the sum of everything above.
    """
    parts: list[_Part] = []
    grand: TotalRow | None = None
    over: list[TotalRow] = []
    start = 0
    for row in table.totals:
        whole = _fits(table, row, 0)
        if row.after == start:
            if whole:
                grand = row
            else:
                over.append(row)
            continue
        if parts and whole and not _fits(table, row, start):
            grand, row_of_part = row, None
        else:
            row_of_part = row
        parts.append(_Part(start, row.after, row_of_part))
        start = row.after
    if start < len(table.items) or not parts:
        parts.append(_Part(start, len(table.items), None))
        grand = None if len(parts) > 1 else grand
    return parts, grand, over


def _fits(table: Table, row: TotalRow, start: int) -> bool:
    """Whether the figures of a row are the sums of the items from ``start`` down to it, for most of the bidders."""
    prices = [offer.prices[start : row.after] for offer in table.offers]
    return sums.are_sums(row.figures, table.items[start : row.after], prices)


def _part_label(table: Table, part: _Part) -> str:
    if part.row is not None:
        words = re.sub(
            r"\(.*?\)|\b(grand|sub-?|total|totals|amount|bid total|of)\b|[:$]", " ", part.row.label, flags=re.IGNORECASE
        )
        label = " ".join(words.split()).removeprefix("Bid ").strip(" -–")
        if len(label) > 1:
            return label
    section = table.items[part.start].section if part.start < len(table.items) else ""
    return section or f"{table.label} rows {part.start + 1} to {part.end}"


def _figures(row: TotalRow, keys: list[str]) -> dict[str, Figure]:
    return {key: figure for key, figure in zip(keys, row.figures, strict=True) if figure is not None}


def _overall(table: Table, row: TotalRow, keys: list[str]) -> Overall:
    return Overall(row.label, table.file, row.cell, _figures(row, keys))


def _schedule(
    table: Table,
    part: _Part,
    label: str,
    keys: list[str],
    names: dict[str, tuple[str, str]],
    subtotals: tuple[Subtotal, ...],
) -> Schedule:
    columns: dict[str, Column] = {}
    for number, (key, offer) in enumerate(zip(keys, table.offers, strict=True)):
        stated = part.row.figures[number] if part.row else None
        name, cell = names.get(offer.name, (offer.name, offer.cell))
        prices = offer.prices[part.start : part.end]
        same = f"{key}\0{number}" if key in columns else key
        columns[same] = Column(
            name, table.file, cell, prices, stated, offer.mark, offer.comment, offer.left_off, offer.rank
        )
    return Schedule(label, table.file, table.cell, table.items[part.start : part.end], columns, subtotals)
