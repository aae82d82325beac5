"""A compliance summary as a workbook: real numbers, totals that are formulas, charts that follow them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from lbpp_cli.compliance.summary import SIZE
from lbpp_cli.formula import Range, rounded, total
from lbpp_cli.formula_tables import column_letters
from lbpp_cli.render import oversight_workbook, summary_words
from lbpp_cli.render import summary_tables as tables
from lbpp_cli.render.sheets import Bars, Sheet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lbpp_cli.compliance.summary import ProgramSummary, Summary
    from lbpp_cli.formula import Formula

_STYLES = {tables.WHOLE: "count", tables.MONEY: "money", tables.PERCENT: "rounded share", tables.TEXT: "text"}
_STYLES[tables.RATE] = "share"
_TOTALS = {tables.WHOLE: "total whole", tables.MONEY: "total money", tables.PERCENT: "total share"}
_TOTALS[tables.TEXT] = "total"
_NAMES, _FIGURES = 42, 15.5  # widths of columns
_LONGEST_NAME = 31  # characters of a sheet's name
_MOST_ROWS = 1_000_000  # of a sheet, for solicitations
_SHOWN = 2  # decimals of a share
_SECOND = 5  # the column at which a second drawing begins
_DOLLARS, _COUNT = "$#,##0.00;;", "0;;"  # labels of bars: none at zero


def plan(
    summary: Summary, labels: Mapping[str, summary_words.Labels], results: Mapping[str, str], chosen: Sequence[str]
) -> list[Sheet]:  # fmt: skip
    """The sheets; where there are several programs, each has its own."""
    sheets = []
    for program in summary.programs:
        after = f" {program.program}" if len(summary.programs) > 1 else ""

        def named(name: str, after: str = after) -> str:
            return f"{name[: _LONGEST_NAME - len(after)]}{after}"

        sheets += [
            _overview(named("Summary"), summary, program, labels[program.program]),
            *(oversight_workbook.sheets(program.oversight, named, _table) if program.oversight else ()),
            *(_breakdown(named(tables.TITLES[name]), program, name) for name in chosen),
            _refused(named("Refused"), program, chosen),
            _solicitations(named("Solicitations"), program),
            _notes(named("Notes"), summary, program, results),
        ]
    return sheets


def _overview(name: str, summary: Summary, program: ProgramSummary, labels: summary_words.Labels) -> Sheet:
    sheet = Sheet(name, landscape=False)
    sheet.set_widths(_NAMES, 24, 10, _FIGURES, 13, 19)
    sheet.write(0, 0, "Compliance summary", "title")
    sheet.write(1, 0, f"{labels.title} ({program.program})", "subtitle")
    sheet.write(2, 0, f"Bids due {summary_words.due(program)}", "plain")
    row = 4
    cells: dict[str, Formula] = {}
    for head, value in tables.totals(program):
        sheet.write(row, 0, head.alone or head.heading, "label")
        content: object = value
        if head.kind == tables.PERCENT and value is not None:
            content = rounded(cells["Cost"] / cells["Low bids"], 4)
        cells[head.heading] = sheet.write(row, 1, content, _STYLES[head.kind])
        row += 1
    for note in summary_words.notes(summary, program):
        row = _said(sheet, row + 1, note, 5)
    top = row + 2
    row = _table(sheet, top - 1, tables.certifications(program, labels))
    last = top + 1 + len(program.certifications) + 1
    for table in tables.participation(program):
        row = _table(sheet, row + 1, table)
    bars = Bars((row + 1, 0), "Dollars by certification", (top + 1, last), 0, (3, 5), top, _DOLLARS)
    sheet.bars.append(bars)
    return sheet


def _breakdown(title: str, program: ProgramSummary, name: str) -> Sheet:
    sheet = Sheet(title)
    sheet.set_widths(_NAMES, *[_FIGURES] * max(9, len(program.certifications) + 2))
    sheet.write(0, 0, tables.TITLES[name], "title")
    row = 2
    if name == SIZE:
        row = _said(sheet, 1, summary_words.sizes_from(program), 9) + 1
    tops = []
    for table in tables.breakdown(program, name):
        tops.append(row + 1)
        row = _table(sheet, row, table) + 1
    counts, costs, *_ = tops
    rows = len(program.breakdowns[name])
    sheet.page_breaks = (row,)
    drawn: tuple[tuple[str, tuple[int, ...]], ...] = (
        ("Solicitations, awards, and awards that the preference changed", (1, 4, 5)),
        ("Cost of the preference", (4,)),
    )
    if not program.has_preference:
        drawn = (("Solicitations and awards", (1, 4)), ("Dollars awarded", (1,)))
    for at, top, (heading, figures), form in zip((0, _SECOND), (counts, costs), drawn, (_COUNT, _DOLLARS), strict=True):
        sheet.bars.append(Bars((row, at), heading, (top + 1, top + rows), 0, figures, top, form, 720 if at else 700))
    return sheet


def _refused(name: str, program: ProgramSummary, chosen: Sequence[str]) -> Sheet:
    sheet = Sheet(name)
    sheet.set_widths(_NAMES, 44, 12, 44, 12)
    sheet.write(0, 0, "Bids and inputs refused", "title")
    row = 2
    for table in (tables.reasons(program.total), tables.codes(program.total), tables.refusals(program, chosen)):
        if table.rows:
            row = _table(sheet, row, table) + 1
    if row == 2:  # noqa: PLR2004  nothing was written below the title
        sheet.write(2, 0, "No bid was refused, and every input was evaluated.", "plain")
    return sheet


def _solicitations(name: str, program: ProgramSummary) -> Sheet:
    sheet = Sheet(name, freeze=(2, 1), repeat=(1, 1))
    sheet.set_widths(20, 32, 26, 13, 15, 14, 16, 30, 16, 9, 16, 15, 50)
    if len(program.outcomes) > _MOST_ROWS:
        sheet.write(0, 0, "More solicitations than a sheet holds: they stand in the results.", "section")
        return sheet
    _table(sheet, 0, tables.solicitations(program))
    return sheet


def _notes(name: str, summary: Summary, program: ProgramSummary, results: Mapping[str, str]) -> Sheet:
    sheet = Sheet(name, landscape=False)
    sheet.set_widths(28, 90)
    sheet.write(0, 0, "What the figures mean", "title")
    rows = [*summary_words.definitions(program).items(), ("Size of contract", summary_words.sizes_from(program))]
    rows.append(("What is not here", summary_words.unknown(program)))
    rows += [("Note", note) for note in summary_words.notes(summary, program)]
    rows += [("Results", f"{file}, SHA-256 {sha256}") for file, sha256 in results.items()]
    for row, (label, text) in enumerate(rows, start=2):
        sheet.write(row, 0, label, "label")
        sheet.write(row, 1, text, "text")
    return sheet


def _said(sheet: Sheet, row: int, text: str, last: int) -> int:
    """A sentence over several columns; gives the row after it."""
    sheet.write(row, 0, text, "note")
    sheet.spans[row, 0] = last
    return row + 1


def _table(sheet: Sheet, row: int, table: tables.Table) -> int:
    """A table under its title; the last row adds the others up, where they add up. Gives the row after it."""
    sheet.write(row, 0, table.title, "section")
    for column, head in enumerate(table.heads):
        sheet.write(row + 1, column, head.heading, "head" if head.kind == tables.TEXT else "head right")
    first = row + 2
    for number, values in enumerate(table.rows, start=first):
        _row(sheet, number, table, values)
    last = first + len(table.rows) - 1
    if not table.total:
        return last + 1
    _total_row(sheet, table, first, last)
    return last + 2


def _row(sheet: Sheet, row: int, table: tables.Table, values: Sequence[tables.Value]) -> None:
    for column, (head, value) in enumerate(zip(table.heads, values, strict=True)):
        content: object = value
        style = _STYLES[head.kind]
        if isinstance(value, Decimal):
            if head.kind == tables.PERCENT:
                content = _share(sheet, row, column, value)
                style = "share" if _decimals(value) > _SHOWN else style
            elif head.kind == tables.RATE:
                content = value / 100
        sheet.write(row, column, content, style)


def _share(sheet: Sheet, row: int, column: int, percent: Decimal) -> Formula:
    """The column before it as a share of the one before that, as exact as the percentage that is shown elsewhere."""
    low, cost = (sheet.write(row, at, *sheet.cells[row, at]) for at in (column - 2, column - 1))
    return rounded(cost / low, 2 + _decimals(percent))


def _decimals(percent: Decimal) -> int:
    return -int(percent.as_tuple().exponent)


def _total_row(sheet: Sheet, table: tables.Table, first: int, last: int) -> None:
    added_twice = "any" in {row[0] for row in table.rows}  # the certifications overlap: any and none add up
    start = last - 1 if added_twice else first
    for column, (head, value) in enumerate(zip(table.heads, table.total, strict=True)):
        content: object = value
        if head.kind == tables.PERCENT and isinstance(value, Decimal):
            content = _share(sheet, last + 1, column, value)
        elif head.kind != tables.TEXT and value is not None:
            letters = column_letters(column)
            values = tuple(Decimal(row[column] or 0) for row in table.rows[start - first :])
            content = total(Range(f"{sheet.name}!${letters}${start + 1}:${letters}${last + 1}", values))
        sheet.write(last + 1, column, content, _TOTALS[head.kind])
