"""Tables of formulas on the sheets of a workbook: what a program fills, cell by cell, and builds on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from lbpp_cli.formula import Formula, Range, literal

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from lbpp_cli.model import Source


class Column(NamedTuple):
    """A column of a table of formulas: what its cells hold, and the clause that it carries out.

    ``style`` says how cells look: money, percent, whole, flag, text. ``working``: a step that only the formulas need.
    """

    id: str
    heading: str
    style: str
    clause: str = ""
    working: bool = False


class Grid:
    """A table of formulas on a sheet. What is put into a cell comes back as a reference to it, to build on."""

    def __init__(self, sheet: str, top: int, columns: Sequence[Column]) -> None:
        self.sheet, self.top, self.columns = sheet, top, tuple(columns)
        self.cells: dict[tuple[int, str], Formula] = {}
        self.styles: dict[tuple[int, str], str] = {}
        self.choices: dict[tuple[int, str], tuple[str, ...]] = {}
        self._place = {column.id: place for place, column in enumerate(columns)}

    def put(
        self,
        row: int,
        column: str,
        formula: Formula | int | str,
        style: str | None = None,
        choices: tuple[str, ...] = (),
    ) -> Formula:
        """Put a formula or a fixed value into a row (from 0) of the table; gives the reference.

        ``style``: how the cell looks, where not as its column does. ``choices``: all that may be typed there.
        """
        self.cells[row, column] = literal(formula)
        if style is not None:
            self.styles[row, column] = style
        if choices:
            self.choices[row, column] = choices
        return self.at(row, column)

    def __contains__(self, column: str) -> bool:
        """Whether the table has a column."""
        return column in self._place

    def at(self, row: int, column: str) -> Formula:
        """A reference to what was put into a cell."""
        return Formula(f"{self.sheet}!{self._name(row, column)}", self.cells[row, column].value)

    def column(self, column: str, first: int, last: int) -> Range:
        """The cells of a column from one row to another, both included."""
        values = tuple(self.cells[row, column].value for row in range(first, last + 1))
        return Range(f"{self.sheet}!{self._name(first, column)}:{self._name(last, column)}", values)

    def _name(self, row: int, column: str) -> str:
        return f"${column_letters(self._place[column])}${self.top + row + 1}"


def column_letters(index: int) -> str:
    """The letters of a column, counted from 0: A, B ... Z, AA."""
    letters = ""
    index += 1
    while index:
        index, letter = divmod(index - 1, 26)
        letters = chr(65 + letter) + letters
    return letters


class Sheets(Protocol):
    """Where a program's formulas stand: the cells of the input and of the rules, and the tables to fill."""

    def input(self, source: Source, field: str, spelt: Collection[str] | None = None) -> Formula | None:
        """The cell of a field of a record; None where the input has no such column.

        ``spelt``: texts, in small letters; None also where the cell holds none of them.
        """

    @property
    def figures(self) -> Mapping[str, Formula]:
        """The cells of the figures of the rules, by their names."""

    def bids(self, columns: Sequence[Column]) -> Grid:
        """The table of the responsive bids, one a row, in their order in the tabulation."""

    def subcontractors(self, columns: Sequence[Column]) -> Grid:
        """The table of the subcontractors of those bids, one a row, bid by bid."""

    def participation(self, ledger: Sequence[Column], columns: Sequence[Column], goals: int) -> Accounts:
        """The tables of the participation of those bids, each of which has so many goals.

        ``ledger``: the columns of the ledger beside ``bidder``, ``firm``, ``role``, ``counts_as`` and ``amount``;
        ``columns``: those of the goals beside ``bidder``, ``goal``, ``required``, ``achieved``, ``dollars``, ``base``,
        ``short`` and ``met``. The clauses and reasons, as evaluated, are added to both.
        """


class Accounts(NamedTuple):
    """The tables of participation: the goals of each bid, and its ledger, a firm a row.

    ``records``: for each row of the ledger the record that its amount was read from, and its field.
    """

    goals: Grid
    ledger: Grid
    records: tuple[tuple[Source, str], ...] = ()


class Worked(NamedTuple):
    """The tables of formulas that a program filled.

    The table of bids has the columns ``bidder``, ``quoted``, ``cents`` and, as whole numbers to rank by, ``after`` and,
    where the program has a preference, ``before``; then also of bids ``percent``, ``value`` and ``evaluated``, of
    proposals ``score``, ``points`` and ``evaluated_score``. It may have ``price``, where that is not the quoted one,
    ``participation``, ``short``, what a bid lacks of its goals, and ``takes_part``: 1 where a bid is ranked, 0
    where its own figures leave it out.
    ``problems``: texts that say why the formulas do not hold for a changed input, blank where they do. ``inexact`` says
    why a spreadsheet cannot work this input out exactly, if it cannot. ``parts`` says what else than whole cents the
    working columns count in.
    """

    bids: Grid
    problems: tuple[Formula, ...]
    subcontractors: Grid | None = None
    participation: Accounts | None = None
    inexact: str | None = None
    parts: str = ""
