"""The bid workbook that an import writes: the sheets to fill in, and beside them all that was read."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from lbpp_cli.render.sheets import Sheet
from lbpp_cli.report_layout import IMPORTED_FROM, IMPORTED_ITEMS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from lbpp_cli.imported import Figure, Filled, Imported

_WIDE, _NARROW = 34.0, 8.0
_WIDTHS = {"Bidder": _WIDE, "Value": 40.0, "Field": 24.0, "Subcontractor": _WIDE, "Work": _WIDE, "Reason": 30.0}


def plan(sheets: Sequence[Filled], imported: Imported) -> list[Sheet]:
    """The sheets that are evaluated, with the source of each figure as a comment; then the items, and the sources."""
    return [*(_filled(sheet) for sheet in sheets), _items(imported), _sources(imported)]


def _style(value: object) -> str:
    if isinstance(value, Decimal):
        return "money"
    from datetime import date, datetime

    if isinstance(value, datetime):
        return "datetime"
    return "date" if isinstance(value, date) else "text"


def _filled(given: Filled) -> Sheet:
    sheet = Sheet(given.name, freeze=(1, 1))
    for row, cells in enumerate(given.rows):
        sheet.line(row, cells, "head" if row == 0 else [_style(value) for value in cells])
    for place, (file, cell, account) in given.origins.items():
        sheet.comments[place] = f"{file}: {cell}" + (f"\n{account}" if account else "")
    sheet.widths = {
        column: _WIDTHS.get(str(heading), 14.0 if len(str(heading)) > 4 else _NARROW)  # noqa: PLR2004
        for column, heading in enumerate(given.rows[0])
    }
    return sheet


def _items(imported: Imported) -> Sheet:
    """Every item and price, as read and as corrected, with its cells."""
    sheet = Sheet(IMPORTED_ITEMS, freeze=(1, 0), repeat=(0, 0))
    headings = (
        *("Schedule", "Item", "Description", "Quantity", "Unit", "Bidder"),
        *("Unit price as read", "Extension as read", "Corrected", "Cells"),
    )
    sheet.line(0, headings, "head")
    for row, line in enumerate(imported.lines, start=1):
        item, price = line.item, line.price
        cells = [figure.cell for figure in (item.quantity, price.unit, price.extension) if figure is not None]
        quantity = item.deleted or (item.quantity.value if item.quantity else None)
        sheet.line(row, (line.schedule, item.number, item.description), "text")
        sheet.write(row, 3, quantity, "text" if isinstance(quantity, str) else "number")
        sheet.line_from(row, 4, (item.unit, line.bidder), "text")
        for column, figure in ((6, price.unit), (7, price.extension)):
            shown = _shown(figure)
            sheet.write(row, column, shown, "text" if isinstance(shown, str) else "number")
        sheet.write(row, 8, line.corrected, "money")
        sheet.write(row, 9, f"{line.file}: {', '.join(cells)}" if cells else line.file)
    sheet.set_widths(20, 9, 40, 10, 8, 30, 14, 14, 15, 44)
    return sheet


def _shown(figure: Figure | None) -> Decimal | str | date | None:
    if figure is None:
        return None
    return figure.value if figure.value is not None and not figure.words else figure.words


def _sources(imported: Imported) -> Sheet:
    """Where each bid came from: its totals as read and as corrected, their cells, the marks beside them."""
    sheet = Sheet(IMPORTED_FROM, freeze=(1, 1))
    headings = (
        "Bidder",
        "As read",
        "Corrected",
        "Bid amount",
        "Cells of the total",
        "Cell of the name",
        "Marks",
        "File",
    )
    sheet.line(0, headings, ("head", "head right", "head right", "head right", *("head",) * 4))
    row = 0
    for row, bid in enumerate([*imported.bids, *([imported.estimate] if imported.estimate else [])], start=1):
        marks = "; ".join(f"{mark} in {cell}" for mark, cell in bid.marks)
        amount = bid.amount if bid is not imported.estimate else None
        contents = (bid.bidder, bid.stated, bid.corrected, amount, bid.cell, bid.name_cell, marks, bid.file)
        sheet.line(row, contents, ("text", "number", "money", "money", *("text",) * 4))
    facts = [("Files", f"{one.file}, SHA-256 {one.sha256}") for one in imported.files]
    facts += [("Layout", f"{one.title}: {', '.join(one.places)}") for one in imported.used]
    facts += [("Schedules that add up to the bid", "; ".join(imported.basis))] if len(imported.schedules) > 1 else []
    facts += [("Governs", imported.governs)] if imported.governs else []
    facts += [
        (f"Mark {note.mark}", f"{note.text or 'no legend'} [{note.cell or note.at[0]}]") for note in imported.footnotes
    ]
    for number, (label, text) in enumerate(facts, start=row + 2):
        sheet.line(number, (label, text), ("label", "plain"))
    sheet.set_widths(38, 17, 15, 15, 40, 26, 24, 24)
    return sheet
