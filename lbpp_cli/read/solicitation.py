"""The solicitation: what its sheet says, and what options say in its place."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from lbpp_cli import columns
from lbpp_cli.columns import squeezed
from lbpp_cli.findings import Finding, finding
from lbpp_cli.model import Solicitation, Source
from lbpp_cli.money import is_blank
from lbpp_cli.read.field_sheets import read_fields
from lbpp_cli.read.headings import address
from lbpp_cli.read.table import TableReader
from lbpp_cli.read.values import read_value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lbpp_cli.columns import Form
    from lbpp_cli.read.workbook import Sheet


def read_solicitation(
    table: tuple[str, Sheet] | None,
    file: str,
    form: Form,
    options: Mapping[str, object],
    findings: list[Finding],
) -> Solicitation:
    """The solicitation, from its sheet if there is one; what is wrong or odd in it is added to ``findings``.

    ``file``: the input, where there is no sheet. ``options``: parsed values that take the place of what the sheet says.
    """
    values: dict[str, Any] = {}
    cells: dict[str, str] = {"": ""}  # what has no cell of its own is at the sheet
    if table is not None:
        file, sheet = table
        reader = TableReader(file)
        unused = form.unused[columns.SOLICITATION]
        values, found = read_fields(reader, sheet, form.solicitation, unused)
        cells = {"": sheet.name, **found}
        findings += reader.findings
    for field, value in options.items():
        column = form.solicitation_field(field)
        if values.get(field) not in (None, value):
            findings.append(
                finding(
                    "option-overrides",
                    f"{column.heading} is {value} by option; the sheet says {values[field]}.",
                    "Correct the sheet if the option is right.",
                    file,
                    cells[field],
                )
            )
        values[field] = value
        own = field in {"contract_value", "kind", "due"}
        cells[field] = f"--{field.replace('_', '-')}" if own else f'--field "{column.heading}"'
    given = solicitation_values(values)
    return Solicitation(Source(file, cells), stated=stated_of(given, form), **given)


def solicitation_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that are given, as the model holds them: a date with a time is two of them."""
    given = {field: value for field, value in values.items() if value is not None}
    if isinstance(given.get("due"), datetime):
        given |= {"due": given["due"].date(), "due_time": given["due"].time()}
    return given


def named_program(table: tuple[str, Sheet]) -> tuple[str, str, str] | None:
    """The program that a Solicitation sheet names, with the file and the cell of it."""
    file, sheet = table
    names = columns.by_name((columns.PROGRAM,))
    for row, content in enumerate(sheet.rows):
        index = next((index for index, cell in enumerate(content) if not is_blank(cell)), None)
        if index is None or squeezed(content[index]) not in names:
            continue
        if index + 1 < len(content) and not is_blank(content[index + 1]):
            return str(content[index + 1]).strip(), file, address(sheet.name, row, index + 1)
    return None


def read_option(field: str, text: str, form: Form) -> object:
    """The value of a field of the solicitation that was given as an option.

    Raises:
        CellError: the text is no such value.

    """
    return read_value(text, form.solicitation_field(field).kind)


def stated_of(values: dict[str, Any], form: Form) -> dict[str, object]:
    """Takes the fields that are the program's own out of the values, and gives those that are filled in."""
    # In the order of the sheet: a set has another in each process, and the same input gives the same bytes.
    own = [field for field in values if field in form.own] if form.own else ()
    return {field: value for field in own if (value := values.pop(field)) is not None}
