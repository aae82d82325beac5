"""Sheets of fields, such as Solicitation: a row for each, with its name and beside it its value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lbpp_cli import columns
from lbpp_cli.columns import Column, squeezed
from lbpp_cli.money import is_blank, quoted
from lbpp_cli.read.headings import address, nearest
from lbpp_cli.read.values import CellError

if TYPE_CHECKING:
    from lbpp_cli.read.table import TableReader
    from lbpp_cli.read.workbook import Sheet


def read_fields(
    reader: TableReader, sheet: Sheet, declared: tuple[Column, ...], unused: tuple[Column, ...] = ()
) -> tuple[dict[str, Any], dict[str, str]]:
    """A sheet of fields, such as Solicitation: a name in the first filled column, its value in the next.

    ``unused``: fields that are known, but have no meaning here.
    """
    names = columns.by_name((*declared, *unused))
    values: dict[str, Any] = {}
    cells: dict[str, str] = {}
    for row, content in enumerate(sheet.rows):
        index = next((index for index, cell in enumerate(content) if not is_blank(cell)), None)
        if index is None:
            continue
        name = squeezed(content[index])
        if name == "field" and [squeezed(cell) for cell in content[index + 1 : index + 2]] == ["value"]:
            continue
        column = names.get(name)
        if column is None:
            near = nearest(content[index], [field.heading for field in declared])
            reader.report(
                "field-unknown",
                f"The field {quoted(content[index])} is not known.",
                f"Did you mean “{near}”?" if near else "Take the row away, or correct the name.",
                address(sheet.name, row, index),
            )
        elif column.field in cells:
            place = address(sheet.name, row, index)
            reader.report("field-twice", f"{column.heading} is given twice.", "Keep one of the rows.", place)
        else:
            cells[column.field] = address(sheet.name, row, index + 1)
            rest = content[index + 1 :]
            beyond = next((at for at, cell in enumerate(rest) if not is_blank(cell)), 0) if len(rest) > 1 else 0
            if beyond:
                reader.report(
                    "value-without-heading",
                    f"{column.heading} is blank, but a value stands further to the right.",
                    "Move it to the cell next to the field.",
                    address(sheet.name, row, index + 1 + beyond),
                )
            try:
                values[column.field] = reader.cell(sheet, row, index + 1, column)
            except CellError as error:
                values[column.field] = None
                reader.report(error.code, f"{column.heading}: {error}", error.hint, cells[column.field])
    for column in unused:
        cell = cells.pop(column.field, "")
        if values.pop(column.field, None) is not None:
            say_unused(column, reader, cell)
    return values, cells


def say_unused(column: Column, reader: TableReader, cell: str) -> None:
    """Say that something stands in a field that has no meaning here."""
    reader.report(
        "not-of-the-program",
        f"{column.heading} is filled in, but has no meaning under this program; it is not used.",
        "Nothing to do, if the program is right: that of --program, or of Program on the Solicitation sheet.",
        cell,
    )
