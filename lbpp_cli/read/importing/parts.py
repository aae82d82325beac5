"""Splits one table into schedules: at the rows that add up a part of it, where nothing adds up the whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.imported import Column, Overall, Schedule, Subtotal
from lbpp_cli.names import firm_key
from lbpp_cli.read.importing import sums
from lbpp_cli.read.layouts import terms

if TYPE_CHECKING:
    from lbpp_cli.imported import Figure
    from lbpp_cli.read.layouts.tabulated import Table, TotalRow


class _Part(NamedTuple):
    """Some rows of a table that have a total of their own."""

    start: int
    end: int
    row: TotalRow | None


def split(table: Table, names: dict[str, tuple[str, str]]) -> tuple[list[Schedule], list[Overall]]:
    """The schedules of one table: one, or one for each part where nothing adds its parts up."""
    parts, grand, over = _parts(table)
    if len(parts) == 1 and (apart := _by_section(table)):
        return _of_sections(table, apart, grand or parts[0].row, names)
    keys = [firm_key(names.get(offer.name, (offer.name, ""))[0]) for offer in table.offers]
    overalls = [_overall(table, row, keys) for row in over]
    labels = [_part_label(table, part) for part in parts]
    optional = any(terms.OPTIONAL.search(label) for label in labels) and len(parts) > 1
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


def _by_section(table: Table) -> list[tuple[str, int, int]]:
    """The label, start and end of the base and of each alternate, where the sections of items alone tell them apart.

    Empty where no section is an alternate, or the items of one are mixed with others.
    """
    runs: list[tuple[str, int, int]] = []
    for number, item in enumerate(table.items):
        optional = terms.OPTIONAL.search(item.section) is not None
        label = item.section if optional else ""
        if runs and runs[-1][0] == label:
            runs[-1] = (label, runs[-1][1], number + 1)
        else:
            runs.append((label, number, number + 1))
    if len(runs) < 2 or len({label for label, _, _ in runs}) < len(runs):  # noqa: PLR2004  a base and an alternate
        return []
    return [(label or table.items[start].section or "Base", start, end) for label, start, end in runs]


def _of_sections(
    table: Table, runs: list[tuple[str, int, int]], row: TotalRow | None, names: dict[str, tuple[str, str]]
) -> tuple[list[Schedule], list[Overall]]:
    """A schedule for each section; the stated total is that of the first, if it is its sum, else of several."""
    keys = [firm_key(names.get(offer.name, (offer.name, ""))[0]) for offer in table.offers]
    _, start, end = runs[0]
    prices = [offer.prices[start:end] for offer in table.offers]
    of_first = row is not None and sums.are_sums(row.figures, table.items[start:end], prices)
    schedules = [
        _schedule(table, _Part(start, end, row if of_first and not start else None), label, keys, names, ())
        for label, start, end in runs
    ]
    return schedules, [] if row is None or of_first else [_overall(table, row, keys)]


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
