"""The sheet of a template that says how to fill it in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.formula_tables import column_letters
from lbpp_cli.render.sheets import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lbpp_cli.render.template import Table


class _Line(NamedTuple):
    about: str
    text: str


class Tables(NamedTuple):
    """The sheets that are to be filled in; ``register`` is None where none is asked for."""

    solicitation: Table
    bids: Table
    subcontractors: Table
    register: Table | None = None

    @property
    def of_rows(self) -> tuple[Table, ...]:
        """Those with a row for each record."""
        return tuple(table for table in (self.bids, self.subcontractors, self.register) if table)


def guide(name: str, tables: Tables, marks: Mapping[str, str], file: str) -> Sheet:
    """The sheet. ``marks``: the certifications, each with its full name. ``file``: what the workbook is called."""
    sheet = Sheet(name)
    sheet.set_widths(19, 90)
    sheet.landscape = False
    sheet.write(0, 0, "How to fill in this workbook", "title")
    sheet.write(
        1,
        0,
        "Fill in the shaded cells. Rest the pointer on a heading, or on a field, to see what it means.",
        "subtitle",
    )
    for row, line in enumerate(_lines(tables, marks, file), start=3):
        sheet.line(row, line, ("label", "text"))
    return sheet


def _lines(tables: Tables, marks: Mapping[str, str], file: str) -> Iterator[_Line]:
    solicitation, bids, subcontractors, register = tables
    wanted = [blank.heading for blank in solicitation.blanks if blank.needed]
    needed = f" {_and(wanted)} must be filled in." if wanted else ""
    yield _Line(solicitation.name, f"A value beside each field.{needed} Leave blank what does not apply.")
    yield _Line(
        bids.name,
        f"A row for each bid, responsive or not. Headings in bold must be filled in: {_and(_needed(bids))}. All else "
        f"may stay blank. There is room for {bids.depth}; for more, copy a shaded row downwards.",
    )
    yield _Line(
        subcontractors.name,
        "A row for each subcontractor that a bid names, with its bidder chosen from the list. It may stay blank.",
    )
    yield _evidence(register, file)
    shown = ", ".join(f"{mark} ({full})" if full else mark for mark, full in marks.items())
    yield _Line("Marks", f"Write x where the bid claims a certification for the firm: {shown}. Blank: it does not.")
    yield _Line(
        "Figures",
        "Amounts in dollars with at most two decimals; dates such as 2026-06-01; percentages such as 70%. A blank "
        "amount is never taken as zero.",
    )
    if bids.example:
        yield _Line("The example", _example(tables))
    yield _Line(
        "When it is filled in",
        f"Save it and run: lbpp evaluate {file}. What is missing or odd is said with its cell, all at once. Keep the "
        "names of the sheets and the headings; this sheet may be deleted.",
    )


def _evidence(register: Table | None, file: str) -> _Line:
    if register is None:
        return _Line(
            "Evidence",
            "The marks are taken as they stand. To have them proved by a register of certifications: "
            f"lbpp evaluate {file} --certifications FILE.",
        )
    return _Line(
        register.name,
        f"A row for each certification of a firm, as the register has it: {_and(_needed(register))}. As long as this "
        "sheet is there, a mark that it does not prove is not credited; without a register delete the sheet.",
    )


def _example(tables: Tables) -> str:
    places = [f"{_filled(table)} on {table.name}" for table in tables.of_rows if table.example]
    return (
        f"All that is filled in is invented. To remove it, select {_and(places)}, press Delete each time, and type "
        f"over the values on {tables.solicitation.name}. Shading and drop-downs stay. lbpp template FILE --empty makes "
        "a workbook without it."
    )


def _filled(table: Table) -> str:
    return f"A2:{column_letters(len(table.blanks) - 1)}{len(table.example) + 1}"


def _needed(table: Table) -> list[str]:
    return [blank.heading for blank in table.blanks if blank.needed]


def _and(words: Sequence[str]) -> str:
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last
