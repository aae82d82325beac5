"""The columns of a table that an import does not use, so that nobody takes them for read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.findings import Finding, finding
from lbpp_cli.money import quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from lbpp_cli.read.layouts.grid import Grid

_SHOWN = 5


def columns_not_used(grid: Grid, row: int, used: Collection[int], below: Iterable[int]) -> tuple[Finding, ...]:
    """The note of columns whose heading, in ``row``, has no meaning here, though something stands ``below`` it."""
    rows = list(below)
    places: dict[str, list[str]] = {}
    for column in _beside(grid, row, used):
        heading = grid.text(row, column)
        if heading and any(not grid.is_blank(at, column) for at in rows):
            places.setdefault(heading, []).append(grid.cell(row, column))
    if not places:
        return ()
    named = [f"{quoted(heading)} in {', '.join(cells[:3])}{' …' if len(cells) > 3 else ''}"  # noqa: PLR2004
             for heading, cells in places.items()]  # fmt: skip
    more = f"; and {len(named) - _SHOWN} more" if len(named) > _SHOWN else ""
    return (
        finding(
            "columns-not-used",
            f"What stands in these columns is not used: {'; '.join(named[:_SHOWN])}{more}.",
            "Nothing to do, if none of them is a price, a quantity or a bidder. Else rename the heading, or describe "
            "the table: lbpp import --map FILE.toml --ask.",
            grid.file,
            next(iter(places.values()))[0],
        ),
    )


def _beside(grid: Grid, row: int, used: Collection[int]) -> list[int]:
    """The other columns of a table: what a column without a heading parts from it is another table's."""
    filled = set(grid.filled(row))
    first, last = min(used), max(used)
    while first - 1 in filled:
        first -= 1
    while last + 1 in filled:
        last += 1
    return [column for column in range(first, last + 1) if column in filled and column not in used]
