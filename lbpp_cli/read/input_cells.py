"""The cells of an input, each with its address, what stands there, and what was read from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli import columns
from lbpp_cli.columns import MARK, TEXT
from lbpp_cli.model import InputCell
from lbpp_cli.money import is_blank
from lbpp_cli.read.headings import address, find_headings, place_of
from lbpp_cli.read.values import CellError, read_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lbpp_cli.columns import Column, Form
    from lbpp_cli.model import Source, Tabulation
    from lbpp_cli.read.tabulation import Tables
    from lbpp_cli.read.workbook import Sheet

# Whose a cell is, and the column of what it says.
_Owner = tuple[str, "Column"]


def input_cells(tables: Tables, tabulation: Tabulation, form: Form) -> tuple[InputCell, ...]:
    """Every cell of the tables that is not blank, in their order; and the blank ones that could hold a mark.

    Of a register only the rows that concern the tabulation's firms, or firms of a similar name, and its headings.
    """
    owners = dict(_owners(tabulation, form))
    found: list[InputCell] = []
    for name, table in (
        (columns.SOLICITATION, tables.solicitation),
        (columns.BIDS, tables.bids),
        (columns.SUBCONTRACTORS, tables.subcontractors),
        (columns.CERTIFICATIONS, tables.register),
    ):
        if table is not None:
            rows = None if name != columns.CERTIFICATIONS else _register_rows(table[1], tabulation)
            found += _cells(name, *table, owners, rows)
    return tuple(found)


def _owners(tabulation: Tabulation, form: Form) -> Iterator[tuple[tuple[str, str], _Owner]]:
    """Whose the cells are that were read."""
    yield from _owner(tabulation.solicitation.source, "Solicitation", form.solicitation)
    for bid in tabulation.bids:
        yield from _owner(bid.source, bid.bidder, form.bids)
        for sub in bid.subcontractors:
            yield from _owner(sub.source, f"{bid.bidder}: {sub.name}", form.subcontractors)
    if tabulation.register is not None:
        for row in tabulation.register.rows:
            yield from _owner(row.source, row.firm, columns.REGISTER_COLUMNS)


def _owner(source: Source, name: str, known: tuple[Column, ...]) -> Iterator[tuple[tuple[str, str], _Owner]]:
    for column in known:
        cell = source.cells.get(column.field)
        if cell is not None:
            yield (source.file, cell), (name, column)


def _register_rows(sheet: Sheet, tabulation: Tabulation) -> set[int]:
    """The rows of a register that matter: its headings, the tabulation's firms, and firms of similar names."""
    register, headings = tabulation.register, find_headings(sheet, columns.REGISTER_COLUMNS, "")[0]
    if register is None:
        return set()
    found = set(range(headings.row + 1))
    found |= {place_of(row.source.cells["firm"].rpartition("!")[2])[0] for row in register.rows}
    similar = {name for names in register.similar.values() for name in names}
    firm = next((place for place, column in headings.found.items() if column.field == "firm"), 0)
    if similar:
        found |= {
            number for number, cells in enumerate(sheet.rows) if firm < len(cells) and str(cells[firm]) in similar
        }
    return found


def _cells(
    table: str, file: str, sheet: Sheet, owners: Mapping[tuple[str, str], _Owner], rows: set[int] | None
) -> Iterator[InputCell]:
    for number, cells in enumerate(sheet.rows):
        if rows is not None and number not in rows:
            continue
        for place in range(len(cells)):
            name = address(sheet.name, number, place)
            owner, column = owners.get((file, name), ("", None))
            raw: object = sheet.odd.get((number, place)) or cells[place]
            if is_blank(raw) and (column is None or column.kind != MARK):
                continue
            percent = sheet.is_percent(number, place)
            yield InputCell(
                file=file,
                table=table,
                sheet=sheet.name,
                cell=name.rpartition("!")[2],
                of=owner,
                heading=column.heading if column else "",
                field=column.field if column else "",
                kind=column.kind if column and isinstance(column.kind, str) else TEXT,
                raw=raw,
                value=_value(raw, column, percent=percent),
                percent=percent,
            )


def _value(raw: object, column: Column | None, *, percent: bool) -> object:
    """What was read from a cell; what stands there, where that is not read or is text."""
    if column is None or is_blank(raw) or isinstance(column.kind, dict):
        return raw
    try:
        return read_value(raw, column.kind, formatted_as_percent=percent)
    except CellError:
        return raw
