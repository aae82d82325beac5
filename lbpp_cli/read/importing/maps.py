"""A map of a layout that is not known: a TOML file that says where the items, the prices and the names stand."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any, NamedTuple

from lbpp_cli.findings import Finding, finding
from lbpp_cli.read.guard import column_number
from lbpp_cli.read.headings import nearest, place_of
from lbpp_cli.read.importing.gather import grids_of
from lbpp_cli.read.layouts import terms
from lbpp_cli.read.layouts.block import Block, Group
from lbpp_cli.read.layouts.blocks import read_block
from lbpp_cli.read.layouts.tabulated import Entry, Layout, Listing, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lbpp_cli.model import InputFile
    from lbpp_cli.read.importing.gather import Find
    from lbpp_cli.read.layouts.grid import Grid

MAPPED = Layout("map", "as the map says", "What a map describes.")
ITEM_FIELDS = ("number", "description", "quantity", "unit")
_TABLE = {"sheet", "heading_row", "first_row", "last_row", "total_row", "columns", "bidder"}
_BIDDER = {"name", "called", "unit_price", "total"}
_LIST = {"sheet", "first_row", "last_row", "bidder", "total"}


class MapError(Exception):
    """A map that cannot be used; ``findings`` says all that is wrong with it."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("the map cannot be used")
        self.findings = tuple(findings)


class _Reader:
    """Reads the parts of a map and collects what is wrong with them."""

    def __init__(self, file: str, sheets: dict[str, Grid]) -> None:
        self.file, self.sheets = file, sheets
        self.findings: list[Finding] = []

    def wrong(self, where: str, message: str, hint: str) -> None:
        self.findings.append(finding("map-unreadable", f"{where}: {message}", hint, self.file))

    def known(self, where: str, given: Any, keys: set[str], needed: set[str]) -> bool:
        """Whether a part of the map is a table of keys; those that are not known or missing are reported."""
        if not isinstance(given, dict):
            self.wrong(where, "this is no table of keys and values.", f"Write its keys: {', '.join(sorted(keys))}.")
            return False
        for key in given.keys() - keys:
            near = nearest(key, keys)
            hint = f"Did you mean “{near}”?" if near else f"Known: {', '.join(sorted(keys))}."
            self.wrong(where, f"“{key}” is not known.", hint)
        for key in sorted(needed - given.keys()):
            self.wrong(where, f"“{key}” is missing.", "Add it; lbpp import --map FILE.toml --ask writes a whole map.")
        return True

    def row(self, where: str, given: dict[str, Any], key: str) -> int | None:
        """A row, from 0."""
        value = given.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            self.wrong(where, f"“{key}” is {value!r}, which is no row.", "Write its number, such as 8.")
            return None
        return value - 1

    def column(self, where: str, given: dict[str, Any], key: str) -> int | None:
        """A column, from 0."""
        value = given.get(key)
        if value is None:
            return None
        if not isinstance(value, str) or not (value.isascii() and value.isalpha() and len(value) <= 3):  # noqa: PLR2004
            self.wrong(where, f"“{key}” is {value!r}, which is no column.", 'Write its letters, such as "E".')
            return None
        return column_number(value.upper()) - 1

    def in_order(self, where: str, first: int | None, last: int | None) -> None:
        if first is not None and last is not None and last < first:
            self.wrong(where, "“last_row” stands above “first_row”.", "Exchange them.")

    def grid(self, where: str, given: dict[str, Any]) -> Grid | None:
        name = given.get("sheet")
        if name is None and len(self.sheets) == 1:
            return next(iter(self.sheets.values()))
        if name not in self.sheets:
            sheets = ", ".join(filter(None, self.sheets)) or "none: the file is text"
            self.wrong(where, f"the sheet {name!r} is not in the tabulation.", f"Its sheets: {sheets}.")
            return None
        return self.sheets[name]

    def table(self, where: str, given: Any) -> tuple[str, Table] | None:
        if not self.known(where, given, _TABLE, {"first_row", "last_row", "columns", "bidder"}):
            return None
        grid = self.grid(where, given)
        first, last = self.row(where, given, "first_row"), self.row(where, given, "last_row")
        heading, total = self.row(where, given, "heading_row"), self.row(where, given, "total_row")
        columns = given.get("columns", {})
        found: dict[str, int] = {}
        if self.known(f"{where}.columns", columns, set(ITEM_FIELDS), set()):
            read = {key: self.column(f"{where}.columns", columns, key) for key in ITEM_FIELDS if key in columns}
            found = {key: column for key, column in read.items() if column is not None}
            if not found.keys() & {"number", "description"}:
                self.wrong(f"{where}.columns", "neither “number” nor “description” is given.", "Add one of them.")
        groups = self.groups(where, given.get("bidder", []), grid)
        self.in_order(where, first, last)
        if self.findings or grid is None or first is None or last is None:
            return None
        left = min(column for group in groups for column in (group.unit, group.extension) if column is not None)
        totals = () if total is None else (total,)
        end = max(last, *totals, 0) + 1
        heading = max(first - 1, 0) if heading is None else heading
        block = Block(grid, heading, found, groups, first, end, left, total_rows=totals)
        return grid.sheet.name, read_block(block, MAPPED.id)

    def groups(self, where: str, given: Any, grid: Grid | None) -> tuple[Group, ...]:
        if not isinstance(given, list) or not given:
            self.wrong(where, "no bidder is described.", f"Add [[table.bidder]] with {', '.join(sorted(_BIDDER))}.")
            return ()
        return tuple(
            group
            for number, one in enumerate(given, start=1)
            if (group := self.group(f"{where}.bidder {number}", one, grid)) is not None
        )

    def group(self, where: str, given: Any, grid: Grid | None) -> Group | None:
        if not self.known(where, given, _BIDDER, set()):
            return None
        unit, total = self.column(where, given, "unit_price"), self.column(where, given, "total")
        if unit is None and total is None:
            self.wrong(where, "neither “unit_price” nor “total” is given.", 'Add a column, such as unit_price = "E".')
        name, cell = str(given.get("called", "")), str(given.get("name", ""))
        if not name and cell and grid is not None:
            try:
                row, column = place_of(cell.upper())
            except ValueError:
                self.wrong(where, f"“name” is {cell!r}, which is no cell.", 'Write one, such as "E1".')
                return None
            text = grid.raw(row, column)
            name, cell = str(text).strip(), grid.cell(row, column)
        if not name and grid is not None:
            self.wrong(
                where, "there is no name.", 'Write name = "E1", the cell of the name, or called = "Acme Paving".'
            )
        name, mark = terms.without_marks(name)
        name, left_off = terms.name_lines(name)
        return Group(name, cell, unit, total, None, mark, left_off)

    def listing(self, where: str, given: Any) -> tuple[str, Listing] | None:
        if not self.known(where, given, _LIST, {"first_row", "last_row", "bidder", "total"}):
            return None
        grid = self.grid(where, given)
        first, last = self.row(where, given, "first_row"), self.row(where, given, "last_row")
        bidder, total = self.column(where, given, "bidder"), self.column(where, given, "total")
        self.in_order(where, first, last)
        if self.findings or grid is None or first is None or last is None or bidder is None or total is None:
            return None
        entries = []
        for row in range(first, last + 1):
            name, mark = terms.without_marks(grid.shown(row, bidder))
            if name:
                entries.append(Entry(name, grid.cell(row, bidder), (grid.figure(row, total),), mark=mark))
        rows = range(first, last + 1)
        cell = grid.cell(first, bidder)
        return grid.sheet.name, Listing(MAPPED.id, grid.file, grid.sheet.name, cell, rows, ("Total",), tuple(entries))


class Map(NamedTuple):
    """What a map finds, by sheet."""

    found: tuple[tuple[str, Table | Listing], ...]

    def find(self, grid: Grid) -> list[Table | Listing]:
        """The tables of a sheet."""
        return [one for sheet, one in self.found if sheet == grid.sheet.name]


def read_map(content: bytes, file: str, tabulation: InputFile) -> Find:
    """What a map finds in a tabulation.

    Raises:
        MapError: the map cannot be used; all that is wrong is said at once.
        UnreadableFileError: the tabulation cannot be read.

    """
    reader = _Reader(file, {grid.sheet.name: grid for grid in grids_of(tabulation)[0]})
    try:
        given = tomllib.loads(content.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise MapError([finding("map-unreadable", f"This is no TOML: {error}.", "Correct it.", file)]) from None
    reader.known("the map", given, {"table", "list"}, set())
    if not given.keys() & {"table", "list"}:
        reader.wrong(
            "the map",
            "it describes nothing.",
            "Add [[table]] or [[list]]; lbpp import --map FILE.toml --ask writes one.",
        )
    found: list[tuple[str, Table | Listing] | None] = []
    for key, read in (("table", reader.table), ("list", reader.listing)):
        parts = given.get(key, [])
        for number, one in enumerate(parts if isinstance(parts, list) else [parts], start=1):
            found.append(read(f"{key} {number}", one))
    if reader.findings:
        raise MapError(reader.findings)
    return Map(tuple(one for one in found if one is not None)).find
