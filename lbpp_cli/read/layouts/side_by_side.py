"""Items down, bidders side by side: each has a column of unit prices and one of totals, under its name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.findings import finding
from lbpp_cli.read.layouts import terms
from lbpp_cli.read.layouts.blocks import Block, Group, read_block
from lbpp_cli.read.layouts.tabulated import Layout, Listing, Table

if TYPE_CHECKING:
    from lbpp_cli.read.layouts.grid import Grid

# A heading that names its bidder: “Acme Paving (Unit Price)”, “Acme Paving - Total”.
_OWNED = re.compile(r"\s*(.+?)\s*(?:\(\s*([^()]+?)\s*\)|\s[-–—:|]\s*([^-–—:|()]+?)|\n\s*([^\n]+?))\s*", re.DOTALL)
_ITEM = ("number", "description", "quantity", "unit", "section")


class _Heading(NamedTuple):
    """A row of headings: where what is said of items stands, and the columns of each group of prices."""

    row: int
    columns: dict[str, int]
    pairs: tuple[tuple[int | None, int | None], ...]
    owners: tuple[str, ...]
    ranks: tuple[int, ...]
    left: int


def find(grid: Grid, certifications: tuple[str, ...]) -> list[Table | Listing]:
    """The blocks of a sheet."""
    del certifications
    headings = [found for row in range(grid.height) if (found := _heading(grid, row)) is not None]
    layout = STACKED.id if len(headings) > 1 else SIDE_BY_SIDE.id
    tables: list[Table | Listing] = []
    above = 0
    for number, heading in enumerate(headings):
        below = headings[number + 1].row if number + 1 < len(headings) else grid.height
        end = _end(grid, heading, below) if below < grid.height else grid.height
        block, unnamed = _block(grid, heading, above, end)
        table = read_block(block, layout)
        if unnamed:
            table = _without_name(table, block, unnamed)
        tables.append(table)
        above = table.rows.stop
    return tables


def _heading(grid: Grid, row: int) -> _Heading | None:
    """The headings in a row, if it is one of a table of items with groups of prices."""
    roles: dict[int, str] = {}
    owners: dict[int, str] = {}
    for column in grid.filled(row):
        value = grid.raw(row, column)
        role = terms.item_role(value)
        if role is None and isinstance(value, str):
            role, owner = _owned(value)
            owners |= {column: owner} if role else {}
        if terms.bidder_role(value):
            return None  # one row a bidder: another layout
        if role:
            roles[column] = role
    columns: dict[str, int] = {}
    for column, role in roles.items():
        if role in _ITEM and column not in owners:
            columns.setdefault(role, column)
    if not {"number", "description"} & columns.keys():
        return None
    pairs, names = _owned_pairs(roles, owners) if owners else (_pairs(roles), [])
    if not any(unit is not None and extension is not None for unit, extension in pairs):
        return None
    first = min(column for pair in pairs for column in pair if column is not None)
    left = max([column for column in columns.values() if column < first], default=-1) + 1
    ranks = tuple(column for column, role in roles.items() if role == "rank")
    return _Heading(row, columns, tuple(pairs), tuple(names), ranks, left)


def _owned(heading: str) -> tuple[str | None, str]:
    """What a heading says that names a bidder, and the bidder."""
    match = _OWNED.fullmatch(heading)
    if match is None:
        return None, ""
    role = terms.item_role(match[2] or match[3] or match[4] or "")
    name = " ".join(match[1].split())
    if role not in {"unit_price", "extension"} or terms.item_role(name):
        return None, ""
    return role, name


def _owned_pairs(
    roles: dict[int, str], owners: dict[int, str]
) -> tuple[list[tuple[int | None, int | None]], list[str]]:
    names = list(dict.fromkeys(owners.values()))
    pairs = []
    for name in names:
        own = {roles[column]: column for column, owner in reversed(owners.items()) if owner == name}
        pairs.append((own.get("unit_price"), own.get("extension")))
    return pairs, names


def _pairs(roles: dict[int, str]) -> list[tuple[int | None, int | None]]:
    """Each column of unit prices with the column of totals that follows it before the next."""
    pairs: list[tuple[int | None, int | None]] = []
    for column, role in roles.items():
        if role == "unit_price":
            pairs.append((column, None))
        elif role == "extension":
            if pairs and pairs[-1][1] is None:
                pairs[-1] = (pairs[-1][0], column)
            else:
                pairs.append((None, column))
    return pairs


def _end(grid: Grid, heading: _Heading, below: int) -> int:
    """Where a block ends above another: after its last row that adds up, else at a blank row after its items."""
    totals = [
        row
        for row in range(heading.row + 1, below)
        if any(terms.is_total_row(grid.text(row, column)) for column in grid.filled(row)[:3])
        and any(grid.figure(row, column) for pair in heading.pairs for column in pair)
    ]
    if totals:
        return totals[-1] + 1
    blank = (row for row in range(heading.row + 2, below) if not grid.filled(row))
    return next(blank, below)


def _spans(heading: _Heading) -> list[range]:
    """The columns above which the name of each group may stand: from behind the one before it to its own last."""
    spans, start = [], heading.left
    for pair in heading.pairs:
        end = max(column for column in pair if column is not None)
        spans.append(range(start, end + 1))
        start = end + 1
    return spans


def _block(grid: Grid, heading: _Heading, above: int, end: int) -> tuple[Block, list[int]]:
    """The block under a heading, and which of its groups have prices but no name."""
    first = heading.row + 1
    spans = _spans(heading)
    priced = [_has_prices(grid, pair, first, end) for pair in heading.pairs]
    names: list[tuple[str, str]]
    questions: tuple[int, ...] = ()
    if heading.owners:
        names = [
            (owner, grid.cell(heading.row, min(column for column in pair if column is not None)))
            for owner, pair in zip(heading.owners, heading.pairs, strict=True)
        ]
    else:
        row = _name_row(grid, heading, spans, priced, above)
        names = [_name(grid, row, span) if row is not None else ("", "") for span in spans]
        questions = tuple(range(row + 1, heading.row)) if row is not None else ()
    groups: list[Group] = []
    unnamed: list[int] = []
    for number, ((text, cell), (unit, extension)) in enumerate(zip(names, heading.pairs, strict=True)):
        name, mark = terms.without_marks(text)
        name, address = terms.name_lines(name)
        if name or priced[number]:
            if not name:
                unnamed.append(len(groups))
            rank = next((column for column in heading.ranks if column in spans[number]), None)
            groups.append(Group(name, cell, unit, extension, rank, mark, address))
    return Block(grid, heading.row, heading.columns, tuple(groups), first, end, heading.left, questions), unnamed


def _has_prices(grid: Grid, pair: tuple[int | None, int | None], first: int, end: int) -> bool:
    """Whether any price but zero stands in the columns of a group."""
    found = (grid.figure(row, column) for row in range(first, end) for column in pair)
    return any(figure is not None and (figure.value or figure.value is None) for figure in found)


def _name_row(grid: Grid, heading: _Heading, spans: list[range], priced: list[bool], above: int) -> int | None:
    """The topmost row in which every group has a text; one that merely numbers the bidders gives way to the next.

    A row whose label says that it names bidders goes before all. Where no group has a price, all must be named.
    """
    needed = [span for span, has in zip(spans, priced, strict=True) if has] or spans
    candidates = []
    most: tuple[int, int | None] = (len(needed) // 2, None)
    for row in range(above, heading.row):
        texts = [_name(grid, row, span)[0] for span in needed]
        if all(any(one.isalpha() for one in text) for text in texts):
            label = next((grid.raw(row, column) for column in grid.filled(row) if column < heading.left), "")
            if terms.bidder_role(str(label).strip(" :")):
                return row
            candidates.append((row, all(terms.is_ordinal(text) for text in texts)))
        count = sum(any(one.isalpha() for one in text) for text in texts)
        most = (count, row) if count > most[0] else most
    named = [row for row, is_ordinal in candidates if not is_ordinal]
    # Where one name is missing it is an error in any case; it is better said of that one than of all.
    return named[0] if named else candidates[0][0] if candidates else most[1]


def _name(grid: Grid, row: int, span: range) -> tuple[str, str]:
    """The name that stands above a group in a row, with its lines, and its cell."""
    for column in span:
        value = grid.raw(row, column)
        if isinstance(value, str) and value.strip() and not terms.bidder_role(value.strip(" :")):
            return value, grid.cell(row, column)
    return "", ""


def _without_name(table: Table, block: Block, unnamed: list[int]) -> Table:
    """A table without the groups that no name stands above; that is an error, for they hold prices."""
    found = []
    for number in unnamed:
        column = block.groups[number].unit if block.groups[number].unit is not None else block.groups[number].extension
        found.append(
            finding(
                "bidder-unnamed",
                "Prices stand here, but no bidder's name stands above them.",
                "Write the name above the columns; or describe the table: lbpp import --map FILE.toml --ask.",
                block.grid.file,
                block.grid.cell(block.heading_row, column or 0),
            )
        )
    kept = [number for number in range(len(table.offers)) if number not in unnamed]
    totals = tuple(row._replace(figures=tuple(row.figures[number] for number in kept)) for row in table.totals)
    offers = tuple(table.offers[number] for number in kept)
    return table._replace(offers=offers, totals=totals, findings=(*table.findings, *found))


SIDE_BY_SIDE = Layout(
    "side-by-side",
    "bidders side by side",
    "Items down, bidders across: each bidder's name above a column of unit prices and one of totals.",
    find,
)
STACKED = Layout(
    "stacked-blocks",
    "bidders in stacked blocks",
    "Several blocks of items and bidders, one below the other on the same sheet.",
)
