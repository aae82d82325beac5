"""What a reader of the sheet does not see: hidden rows, columns and sheets, and values that nothing shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.audit.exact import number_in
from lbpp_cli.audit.places import (
    Hit,
    area_name,
    cell,
    columns_name,
    count_of,
    joined,
    place,
    reported,
    rows_name,
    shown,
)
from lbpp_cli.audit.subject import filled_columns, filled_rows, quoted_row
from lbpp_cli.findings import Finding, finding
from lbpp_cli.money import is_blank, plain
from lbpp_cli.spreadsheet import VERY_HIDDEN, VISIBLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lbpp_cli.audit.subject import Subject
    from lbpp_cli.spreadsheet import SheetFacts, Span

MOST_SPANS = 6
MOST_COVERED = 1_000_000  # cells under merged ones that are looked at
_SHOW = {
    "row": "Select the rows around them and choose Unhide, or clear the filter; then decide whether they belong there.",
    "column": "Select the columns around them and choose Unhide; then decide whether they belong there.",
}
_BID_HINT = "Unhide it, and make sure that everybody who read the tabulation saw this bid."


def hidden_sheets(subject: Subject) -> Iterator[Finding]:
    """Sheets that are not in the row of tabs; very hidden ones are not in the menu that unhides sheets either."""
    for sheet in subject.sheets:
        if sheet.state == VISIBLE:
            continue
        very = sheet.state == VERY_HIDDEN
        hidden = "The sheet is hidden, and the menu does not list it" if very else "The sheet is hidden"
        hint = (
            "Show it in the Visual Basic editor (Alt+F11, Visible), or ask the sender for a copy without hidden sheets."
            if very
            else "Right-click a tab, choose Unhide, and read it."
        )
        bids = subject.bids(sheet)
        if bids:
            yield finding("bid-hidden", f"{hidden}; it holds {bids}.", _BID_HINT, subject.file, sheet.name)
        else:
            used = len(filled_rows(sheet, 0, len(sheet.rows)))
            message = f"{hidden}; it has {count_of(used, 'row')} with content."
            yield finding("sheet-hidden", message, hint, subject.file, sheet.name)
    for name, state in subject.facts.unread.items():
        if state != VISIBLE:
            message = "The sheet is hidden; it holds a chart, a dialog or macros."
            yield finding("sheet-hidden", message, "Unhide it and read it.", subject.file, name)


def hidden_rows(subject: Subject) -> Iterator[Finding]:
    """Hidden rows that hold something, whatever hides them."""
    for sheet in subject.sheets:
        found = [(span, rows) for span in sheet.hidden_rows if (rows := filled_rows(sheet, span.first, span.last))]
        yield from _spans(
            subject,
            sheet,
            "row",
            [(span, subject.bids(sheet, rows), f"{quoted_row(sheet, rows[0])}", len(rows)) for span, rows in found],
        )


def hidden_columns(subject: Subject) -> Iterator[Finding]:
    """Hidden columns that hold something."""
    for sheet in subject.sheets:
        table = subject.table(sheet)
        found = []
        filled = filled_columns(sheet) if sheet.hidden_columns else {}
        for span in dict.fromkeys(sheet.hidden_columns):
            inside = [filled[column] for column in filled if span.first <= column <= span.last]
            if not inside:
                continue
            amounts = table is not None and any(span.first <= column <= span.last for column in table.amounts)
            bids = "the amounts of " + subject.bids(sheet) if amounts else ""
            found.append((span, bids, shown(sheet.value(*inside[0][0])), sum(count for _, count in inside)))
        yield from _spans(subject, sheet, "column", found)


def _spans(
    subject: Subject, sheet: SheetFacts, what: str, found: list[tuple[Span, str, str, int]]
) -> Iterator[Finding]:
    """Findings for hidden rows or columns; those in which a bid stands come out each, the others up to a number."""
    name = rows_name if what == "row" else columns_name
    others = [one for one in found if not one[1]]
    for span, bids, first, count in found:
        where = name(span.first, span.last)
        several = span.last > span.first
        name_shown = where if several else where.partition(":")[0]
        hidden = (
            f"{what.capitalize()}{'s' if several else ''} {name_shown} {'are' if several else 'is'} hidden{span.how}"
        )
        at = place(sheet.name, where)
        if bids:
            yield finding("bid-hidden", f"{hidden}; {bids} {_stand(bids)} there.", _BID_HINT, subject.file, at)
        elif len(others) <= MOST_SPANS or (span, bids, first, count) in others[: MOST_SPANS - 1]:
            unit = "row" if what == "row" else "cell"
            held = f"{count_of(count, unit)} with content, the first: {first}"
            yield finding(f"{what}-hidden", f"{hidden}: {held}.", _SHOW[what], subject.file, at)
    if len(others) > MOST_SPANS:
        rest = others[MOST_SPANS - 1 :]
        count = sum(one[3] for one in rest)
        names = joined([name(span.first, span.last) for span, _, _, _ in rest])
        unit = "row" if what == "row" else "cell"
        message = f"More {what}s are hidden, with content in {count_of(count, unit)}: {names}."
        at = place(sheet.name, name(rest[0][0].first, rest[0][0].last))
        yield finding(f"{what}-hidden", message, _SHOW[what], subject.file, at)


def _stand(subject: str) -> str:
    return "stand" if subject.startswith(("the bids", "the subcontracts", "the amounts")) else "stands"


def invisible_values(subject: Subject) -> Iterator[Finding]:
    """Values in cells that show nothing: the colour of the letters, their size or the number format hides them."""
    hint = "Clear the format of the cell (Home, Clear, Clear Formats), and read what stands there."
    for sheet in subject.sheets:
        unseen = {number for number, look in enumerate(sheet.looks) if look.invisible}
        if not unseen:
            continue
        yield from reported("value-invisible", subject.file, sheet.name, _unseen(sheet, unseen), "", hint)


def _unseen(sheet: SheetFacts, styles_unseen: set[int]) -> Iterator[Hit]:
    """The cells with a value in one of the styles that let nothing be seen; a zero may be meant not to be."""
    for row, styles in sheet.styles.items():
        for column, style in enumerate(styles):
            value = sheet.value(row, column) if style in styles_unseen else ""
            if not is_blank(value) and not (value == 0 and "format" in sheet.looks[style].invisible):
                why = sheet.looks[style].invisible
                yield Hit(row, column, f"{cell(row, column)} holds {shown(value)}, but is not seen: {why}")


def hidden_signs(subject: Subject) -> Iterator[Finding]:
    """Numbers below zero that look like numbers above zero."""
    hint = "Choose a number format that shows a minus sign or parentheses."
    for sheet in subject.sheets:
        signless = {number for number, look in enumerate(sheet.looks) if look.signless}
        hits = (
            Hit(row, column, f"{cell(row, column)} holds {plain(number)}, but its number format shows no sign")
            for row, styles in (sheet.styles if signless else {}).items()
            for column, style in enumerate(styles)
            if style in signless and (number := number_in(sheet.value(row, column))) is not None and number < 0
        )
        yield from reported("sign-hidden", subject.file, sheet.name, hits, "A deduction looks like an amount.", hint)


def hidden_tabs(subject: Subject) -> Iterator[Finding]:
    """A workbook that opens without its tabs or its window, so that nobody sees how many sheets it has."""
    if subject.facts.tabs_hidden and len(subject.sheets) > 1:
        names = joined([f"“{sheet.name}”" for sheet in subject.sheets])
        message = f"The workbook is set to open without the tabs of its sheets, which are {names}."
        hint = "Choose View, Unhide, or File, Options, Advanced, Show sheet tabs; then read every sheet."
        yield finding("tabs-hidden", message, hint, subject.file)


def hidden_zeros(subject: Subject) -> Iterator[Finding]:
    """Zeros that look like cells nobody filled in."""
    for sheet in subject.sheets:
        if not sheet.zeros_shown:
            zeros = [
                (row, column)
                for row, cells in enumerate(sheet.rows)
                for column, value in enumerate(cells)
                if number_in(value) == 0
            ]
            if zeros:
                message = f"The sheet is set not to show zeros; {count_of(len(zeros), 'cell')} with 0 look blank."
                hint = "Choose File, Options, Advanced, Show a zero in cells that have zero value."
                at = place(sheet.name, cell(*zeros[0]))
                yield finding("zeros-not-shown", message, hint, subject.file, at)


def left_out_of_print(subject: Subject) -> Iterator[Finding]:
    """Rows with content that a print of the sheet does not show. Columns beside it are a usual place for workings."""
    hint = "Choose Page Layout, Print Area, Clear, if it is to be printed."
    for sheet in subject.sheets:
        area = sheet.printed
        if area is None:
            continue
        # What is hidden is said already.
        unseen = {row for span in sheet.hidden_rows for row in range(span.first, min(span.last, len(sheet.rows)) + 1)}
        filled = filled_rows(sheet, 0, len(sheet.rows))
        rows = [row for row in filled if not area.top <= row <= area.bottom and row not in unseen]
        if rows:
            bids = subject.bids(sheet, rows)
            named = f", and with it {bids}" if bids else ""
            what = f"{count_of(len(rows), 'row')} with content, the first row {rows[0] + 1}{named}"
            message = f"The print area {area_name(area)} leaves out {what}."
            yield finding("print-leaves-out", message, hint, subject.file, place(sheet.name, area_name(area)))


def values_under_merged_cells(subject: Subject) -> Iterator[Finding]:
    """Values that a merged cell covers: sums count them, and nobody sees them."""
    hint = "Unmerge the cells, and clear or move what comes to light."
    for sheet in subject.sheets:
        yield from reported("value-invisible", subject.file, sheet.name, _covered(sheet), "", hint)


def _covered(sheet: SheetFacts) -> Iterator[Hit]:
    """The cells with a value that a merged cell covers."""
    left = MOST_COVERED
    for area in sheet.merged:
        for row in range(area.top, min(area.bottom + 1, len(sheet.rows))):
            cells = sheet.rows[row][area.left : area.right + 1]
            left -= len(cells) + 1
            if left < 0:
                return
            for column, value in enumerate(cells, start=area.left):
                if (row, column) != (area.top, area.left) and not is_blank(value):
                    yield Hit(row, column, f"{cell(row, column)} holds {shown(value)} under a merged cell")


def hiding_conditions(subject: Subject) -> Iterator[Finding]:
    """Conditional formats under which a value is not seen."""
    for sheet in subject.sheets:
        if sheet.hiding_conditions:
            message = "A conditional format shows values in white or not at all when its condition holds."
            hint = "Look at Conditional Formatting, Manage Rules, and clear the rule."
            ranges = joined(sheet.hiding_conditions)
            yield finding("format-may-hide", message, hint, subject.file, place(sheet.name, ranges))
