"""A workbook as a plan: which cell of which sheet holds what, and how it looks. What writes it is elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.formula import Formula
from lbpp_cli.formula_tables import column_letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lbpp_cli.formula_tables import Column, Grid

# How wide a column is that holds what a style shows, in characters.
WIDTHS = {"money": 14.5, "percent": 9.0, "flag": 7.5, "whole": 6.5, "number": 11.0, "share": 8.5, "text": 26.0}
WIDTHS |= {"exact": 16.0, "word": 17.0, "long text": 44.0, "answer": 11.0, "answer count": 9.0, "wide share": 13.0}
TEXTS = {"text", "word", "long text"}  # styles of tables for words, of which some need more room
WORKING_WIDTH = 13.0
_LINE_HEIGHT = 12.5  # points, of a line of text
_WRAPPED = {
    "text",
    "word",
    "long text",
    "note",
    "label",
    "value",
    "entry",
    "clause",
    "head",
    "head right",
    "working head",
}
_WRAPPED |= {"strong note", "strong text"}
_WRAPPED |= {"light head", "light head right", "light head centre"}
PIXELS = 20  # the height of a row that nothing makes higher
LONGEST_TEXT = 32_767  # characters, which a cell of a workbook holds


class Cell(NamedTuple):
    """What a cell holds and how it looks: a formula with its value, or a value."""

    content: object
    style: str

    @property
    def formula(self) -> str | None:
        """The text of the formula, if it is one."""
        live = isinstance(self.content, Formula) and not self.content.fixed
        return self.content.text if live and isinstance(self.content, Formula) else None

    @property
    def value(self) -> object:
        """What it shows."""
        value = self.content.value if isinstance(self.content, Formula) else self.content
        if isinstance(value, str) and len(value) > LONGEST_TEXT:
            return value[: LONGEST_TEXT - 1] + "…"
        return value


class Slope(NamedTuple):
    """A drawing of two rankings: for each line the row, and the columns of its places and its label."""

    at: tuple[int, int]
    rows: tuple[int, ...]
    places: tuple[int, int]
    label: int
    heading_row: int

    @property
    def height(self) -> int:
        """How high the drawing is, in pixels."""
        return max(340, 110 + 26 * len(self.rows))


class Bars(NamedTuple):
    """A drawing of columns of a table as bars: the first and the last row, the names, the figures, the headings.

    ``form``: how the figure at each bar is shown; ``width``: in pixels; ``of``: the sheet of the table, if another;
    ``shades``: which of the shades each column has, if not in their order.
    """

    at: tuple[int, int]
    title: str
    rows: tuple[int, int]
    names: int
    figures: tuple[int, ...]
    heading_row: int
    form: str
    width: int = 900
    of: str = ""
    shades: tuple[int, ...] = ()

    @property
    def height(self) -> int:
        """How high the drawing is, in pixels."""
        return 110 + (self.rows[1] - self.rows[0] + 1) * (14 + 18 * len(self.figures))


class Entry(NamedTuple):
    """What may be typed into a block of cells, and what is said to somebody who types there.

    ``area``: its first row and column and its last. ``kind``: list, whole, decimal, date or custom, as spreadsheet
    programs have it. ``allowed``: the choices of a list, the least and the most, or a formula without its equals sign.
    ``title`` heads both texts; a blank ``prompt`` is not shown. ``firm``: nothing else can be typed.
    """

    area: tuple[int, int, int, int]
    kind: str
    allowed: tuple[object, ...] | str
    title: str
    refusal: str
    prompt: str = ""
    firm: bool = True


@dataclass
class Sheet:
    """A sheet: its cells by row and column from 0, and how it is laid out on the screen and on paper.

    ``repeat``: the rows that each printed page begins with. ``printed``: the columns that are printed, if not all.
    ``column_break``: the column with which a second page across begins, after the first column once more.
    ``comments`` are shown where the pointer rests on a cell. ``spans``: the last column of a text over several columns.
    """

    name: str
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    freeze: tuple[int, int] = (0, 0)
    repeat: tuple[int, int] | None = None
    printed: int | None = None
    landscape: bool = True
    page_breaks: tuple[int, ...] = ()
    column_break: int | None = None
    slope: Slope | None = None
    bars: list[Bars] = field(default_factory=list)
    comments: dict[tuple[int, int], str] = field(default_factory=dict)
    spans: dict[tuple[int, int], int] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)

    def write(self, row: int, column: int, content: object, style: str = "text") -> Formula:
        """Put something into a cell; gives the reference to it."""
        self.cells[row, column] = Cell(content, style)
        value = content.value if isinstance(content, Formula) else content
        return Formula(f"{self.name}!${column_letters(column)}${row + 1}", value)  # type: ignore[arg-type]

    def line(self, row: int, contents: Iterable[object], styles: Sequence[str] | str = "text") -> None:
        """Write contents side by side from the first column on."""
        for column, content in enumerate(contents):
            self.write(row, column, content, styles if isinstance(styles, str) else styles[column])

    def line_from(self, row: int, column: int, contents: Iterable[object], style: str) -> None:
        """Write contents side by side from a column on."""
        for number, content in enumerate(contents, start=column):
            self.write(row, number, content, style)

    @property
    def last_row(self) -> int:
        """The last row that something stands in."""
        drawn = self.slope.at[0] + self.slope.height // PIXELS if self.slope else 0
        return max(drawn, *(row for row, _ in self.cells))

    def heights(self) -> dict[int, float]:
        """How high the rows are, in points, that hold more than one line: spreadsheet programs do not all find out."""
        found: dict[int, float] = {}
        for (row, column), cell in self.cells.items():
            if cell.style.removesuffix(" live") in _WRAPPED and isinstance(cell.value, str):
                over = range(column, self.spans.get((row, column), column) + 1)
                lines = lines_of(cell.value, sum(self.widths.get(one, 8.43) for one in over))
                if lines > 1:
                    found[row] = max(found.get(row, 0), min(lines * _LINE_HEIGHT + 2, 400))
        return found

    def settled(self) -> Sheet:
        """The same with values alone, without formulas."""
        cells = {place: Cell(cell.value, cell.style.removesuffix(" live")) for place, cell in self.cells.items()}
        return replace(self, cells=cells, entries=[])

    def set_widths(self, *widths: float) -> None:
        """How wide the columns are, from the first on."""
        self.widths = dict(enumerate(widths))

    def table(self, grid: Grid) -> None:
        """Write a table of formulas, with its headings and the clauses of its columns above it."""
        place = {column.id: number for number, column in enumerate(grid.columns)}
        for number, column in enumerate(grid.columns):
            style = "working head" if column.working else "head" if column.style in TEXTS else "head right"
            self.write(grid.top - 2, number, column.heading, style)
            self.write(grid.top - 1, number, column.clause, "clause")
            # A sheet of several tables has room for the widest.
            width = WORKING_WIDTH if column.working else WIDTHS.get(column.style, 0)
            self.widths[number] = max(width, self.widths.get(number, 0))
        for (row, name), formula in grid.cells.items():
            self.write(
                grid.top + row, place[name], formula, grid.styles.get((row, name)) or _style(grid.columns[place[name]])
            )
        for (row, name), choices in grid.choices.items():
            at = grid.top + row, place[name]
            refusal = f"Choose one of: {', '.join(choices)}."
            self.entries.append(Entry((*at, *at), "list", choices, grid.columns[place[name]].heading, refusal))
        self.repeat = (grid.top - 2, grid.top - 1)
        self.freeze = (grid.top, 1)
        self.printed = max(self.printed or 0, sum(not column.working for column in grid.columns))


def _style(column: Column) -> str:
    return "working" if column.working else column.style


def lines_of(text: str, width: float) -> int:
    """How many lines a text needs in a column so wide, broken at spaces."""
    room, lines, used = max(int(width * 1.35) - 2, 1), 1, 0
    for word in text.split():
        if used and used + 1 + len(word) > room:
            lines, used = lines + 1, 0
        lines += max(0, len(word) - 1) // room
        used += len(word) + (1 if used else 0)
    return lines
