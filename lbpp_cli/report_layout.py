"""How the workbook of a report is laid out: what the program writes it by, and reads it back by."""

from __future__ import annotations

from typing import NamedTuple

SUMMARY, CREDITS, SUBCONTRACTORS, PARTICIPATION, READINGS, FINDINGS, INPUT, RECEIPT = (
    "Summary", "Credits", "Subcontractors", "Participation", "Readings and assumptions", "Findings", "Input", "Receipt",
)  # fmt: skip

# The columns of the Input sheet, and of Findings; rows count from 0.
INPUT_HEADINGS = ("File", "Table", "Sheet", "Cell", "Whose", "Field", "Value", "As in the file", "Formulas", "Changed")
FILE, TABLE, SHEET, CELL, WHOSE, FIELD, VALUE, RAW, FOLLOWED, CHANGED = range(len(INPUT_HEADINGS))
INPUT_TOP = 5
FINDING_HEADINGS = ("Severity", "Code", "File", "Cell", "What was found", "What to do")
FINDINGS_TOP = 3
RECEIPT_TOP = 3
INPUT_RECEIPT = "Input sheet SHA-256"


class FiledCell(NamedTuple):
    """What a cell of a report holds now. ``calculated``: False where it is a formula without a value."""

    value: object
    formula: str | None
    calculated: bool


PIECE_OF_MARKUP = "markup"


class Piece(NamedTuple):
    """A text of a page, or a tag of it: the heading and the row and column of a table that it stands under."""

    kind: str
    heading: str
    row: str
    column: str
    text: str

    @property
    def place(self) -> str:
        """The place as a reader would name it: ``Ranking, Bidder C, Evaluated price``."""
        return ", ".join(filter(None, (self.heading, self.row, self.column))) or "the page"


# The sheets of an imported bid workbook that say where it came from; an evaluation passes over them.
IMPORTED_ITEMS, IMPORTED_FROM = "Imported items", "Imported from"
