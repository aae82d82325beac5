"""Items down, bidders side by side: each has a column of unit prices, or of totals, or both, under its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.findings import finding
from lbpp_cli.money import quoted
from lbpp_cli.read.layouts import price_words, terms
from lbpp_cli.read.layouts.bidder_names import names_of, spans_of
from lbpp_cli.read.layouts.block import Block, Group
from lbpp_cli.read.layouts.blocks import read_block
from lbpp_cli.read.layouts.one_column import read_single
from lbpp_cli.read.layouts.price_headings import headings
from lbpp_cli.read.layouts.tabulated import Layout, Listing, Table
from lbpp_cli.read.layouts.unused import columns_not_used

if TYPE_CHECKING:
    from lbpp_cli.findings import Finding
    from lbpp_cli.read.layouts.grid import Grid
    from lbpp_cli.read.layouts.price_headings import Heading, Pair


def find(grid: Grid, certifications: tuple[str, ...]) -> list[Table | Listing]:
    """The blocks of a sheet."""
    del certifications
    found = headings(grid)
    layout = STACKED.id if len(found) > 1 else SIDE_BY_SIDE.id
    tables: list[Table | Listing] = []
    above = 0
    for number, heading in enumerate(found):
        below = found[number + 1].top if number + 1 < len(found) else grid.height
        end = _end(grid, heading, below) if below < grid.height else grid.height
        block, unnamed, doubtful = _block(grid, heading, above, end)
        table = read_single(block, layout) if _is_wordless(heading) else read_block(block, layout)
        unused = columns_not_used(grid, heading.row, heading.known, range(block.first, table.rows.stop))
        table = table._replace(findings=(*table.findings, *doubtful, *unused))
        if unnamed:
            table = _without_name(table, block, unnamed)
        tables.append(table)
        above = table.rows.stop
    return tables


def _end(grid: Grid, heading: Heading, below: int) -> int:
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


def _block(grid: Grid, heading: Heading, above: int, end: int) -> tuple[Block, list[int], tuple[Finding, ...]]:
    """The block under a heading, which of its groups have prices but no name, and what is doubtful about names."""
    first = heading.row + 1
    spans = spans_of(heading)
    priced = [_has_prices(grid, pair, first, end) for pair in heading.pairs]
    names = names_of(grid, heading, priced, above)
    first = max(first, names.row + 1) if names.row is not None else first
    questions = () if names.row is None else tuple(range(names.row + 1, heading.top))
    groups: list[Group] = []
    unnamed: list[int] = []
    for number, ((text, cell), (unit, extension)) in enumerate(zip(names.names, heading.pairs, strict=True)):
        name, mark = terms.without_marks(text)
        name, address = terms.name_lines(name)
        if name or priced[number]:
            if not name:
                unnamed.append(len(groups))
            rank = next((column for column in heading.ranks if column in spans[number]), None)
            lines = ", ".join(filter(None, (address, *names.below[number : number + 1])))
            said = "".join(names.said[number : number + 1])
            groups.append(Group(name, cell, unit, extension, rank, mark, lines, said))
    rows = tuple(range(above, first))
    block = Block(grid, heading.row, heading.columns, tuple(groups), first, end, heading.left, questions, above=rows)
    return block, unnamed, (*names.findings, *_uneven(grid, heading))


def _uneven(grid: Grid, heading: Heading) -> tuple[Finding, ...]:
    """The error where headings name bidders of which some have a unit price and a total, and others one of the two."""
    shapes: dict[tuple[bool, bool], tuple[str, int]] = {}
    for owner, (unit, extension) in zip(heading.owners, heading.pairs, strict=False):
        if owner and not terms.is_estimate(owner):
            column = min(column for column in (unit, extension) if column is not None)
            shapes.setdefault((unit is None, extension is None), (owner, column))
    if len(shapes) < 2:  # noqa: PLR2004  as all have
        return ()
    named = " and ".join(f"{quoted(owner)} in {grid.cell(heading.row, column)}" for owner, column in shapes.values())
    return (
        finding(
            "layout-ambiguous",
            f"The headings name bidders that do not have the same columns: {named}. They may be one bidder.",
            "Write the name of each bidder alike in the headings of its columns; or describe the table: lbpp import "
            "--map FILE.toml --ask.",
            grid.file,
            grid.cell(heading.row, list(shapes.values())[1][1]),
        ),
    )


def _is_wordless(heading: Heading) -> bool:
    """Whether each bidder has one column, and its heading says neither that it is of unit prices nor of totals."""
    alone = [pair for pair in heading.pairs if None in pair]
    columns = [unit if extension is None else extension for unit, extension in alone]
    texts = [heading.words[column] for column in columns if column is not None]
    return len(texts) == len(heading.pairs) and all(map(price_words.is_any, texts))


def _has_prices(grid: Grid, pair: Pair, first: int, end: int) -> bool:
    """Whether any price but zero stands in the columns of a group."""
    found = (grid.figure(row, column) for row in range(first, end) for column in pair)
    return any(figure is not None and (figure.value or figure.value is None) for figure in found)


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
