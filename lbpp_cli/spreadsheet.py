"""What a spreadsheet holds beside its values: what is hidden, merged, calculated, linked, protected.

Rows and columns count from 0 everywhere. What a kind of file does not tell is left empty, and said in ``not_checked``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from array import array
    from collections.abc import Mapping

    from lbpp_cli.findings import Finding

    Place = tuple[int, int]

VISIBLE, HIDDEN, VERY_HIDDEN = "visible", "hidden", "veryHidden"
UNCALCULATED = "uncalculated"


class Span(NamedTuple):
    """Rows or columns side by side that are not seen; ``how`` ends the words "are hidden"."""

    first: int
    last: int
    how: str = ""


class Area(NamedTuple):
    """Cells side by side, the last row and column included."""

    top: int
    left: int
    bottom: int
    right: int


class Look(NamedTuple):
    """How a style shows numbers.

    ``decimals``: how many of them it shows, negative where it leaves out thousands; None where it depends on the
    number. ``invisible``: why nothing of the cell is seen, blank where something is. ``signless``: whether a number
    below zero looks like one above.
    """

    decimals: int | None = None
    percent: bool = False
    invisible: str = ""
    signless: bool = False


class Remark(NamedTuple):
    """A comment or note on a cell."""

    place: Place
    author: str
    text: str


class Link(NamedTuple):
    """Something outside of the workbook: where it is named (blank for the workbook itself), how, and what."""

    place: str
    how: str
    target: str


class Protection(NamedTuple):
    """What is protected, and whether by a password."""

    what: str
    password: bool


@dataclass(frozen=True, eq=False, repr=False)
class SheetFacts:
    """A sheet: its values from A1 on, a blank being an empty text, and what a glance at it does not show.

    ``odd``: the cells that hold an error (its text) or a formula that was never calculated. ``fixed_formulas``: those
    that belong to a table of answers at once, so that no cell of them stands alone. ``styles``: for each row the style
    of each cell, a number into ``looks``. ``printed``: the cells that the print area takes in, None for all.
    ``links``: the formulas of conditions and of what may be typed that name another file, by their cells.
    """

    name: str
    rows: list[list[object]]
    odd: Mapping[Place, str]
    state: str = VISIBLE
    formulas: Mapping[Place, str] = field(default_factory=dict)
    fixed_formulas: frozenset[Place] = frozenset()
    hidden_rows: tuple[Span, ...] = ()
    hidden_columns: tuple[Span, ...] = ()
    merged: tuple[Area, ...] = ()
    styles: Mapping[int, array[int]] = field(default_factory=dict)
    looks: tuple[Look, ...] = ()
    remarks: tuple[Remark, ...] = ()
    hiding_conditions: tuple[str, ...] = ()
    protection: Protection | None = None
    zeros_shown: bool = True
    printed: Area | None = None
    links: Mapping[str, str] = field(default_factory=dict)

    def look(self, row: int, column: int) -> Look:
        """How the style of a cell shows what it holds."""
        styles = self.styles.get(row)
        style = styles[column] if styles is not None and column < len(styles) else 0
        return self.looks[style] if style < len(self.looks) else Look()

    def value(self, row: int, column: int) -> object:
        """What a cell holds; an empty text where it holds nothing."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return ""


class BidTable(NamedTuple):
    """A table that an evaluation reads: the bidder of each row, and the columns with amounts."""

    sheet: str
    bidders: Mapping[int, str]
    amounts: tuple[int, ...]
    what: str


class Name(NamedTuple):
    """A name that the workbook gives to cells or a formula; ``sheet`` where it holds there alone."""

    name: str
    text: str
    sheet: str = ""


@dataclass(frozen=True, eq=False, repr=False)
class SpreadsheetFacts:
    """A workbook or text file as an auditor sees it. ``unread``: sheets without cells of their own, with their state.

    ``found``: what was noticed when it was read. ``not_checked``: what could not be looked at, each a sentence.
    """

    file: str
    kind: str
    sheets: tuple[SheetFacts, ...]
    tables: tuple[BidTable, ...] = ()
    names: tuple[Name, ...] = ()
    unread: Mapping[str, str] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    connections: tuple[str, ...] = ()
    macros: tuple[str, ...] = ()
    protections: tuple[Protection, ...] = ()
    manual: bool = False
    as_shown: bool = False
    iterative: bool = False
    from_1904: bool = False
    tabs_hidden: bool = False
    found: tuple[Finding, ...] = ()
    not_checked: tuple[str, ...] = ()
