"""The layouts of tabulations that are known. Each is a module: what it is called, and what finds it in a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.read.layouts import items_across, one_column
from lbpp_cli.read.layouts.items_across import ITEMS_ACROSS
from lbpp_cli.read.layouts.list_across import LIST_ACROSS
from lbpp_cli.read.layouts.long_form import LONG_FORM
from lbpp_cli.read.layouts.names_checked import no_prices_as_names
from lbpp_cli.read.layouts.one_column import ONE_COLUMN
from lbpp_cli.read.layouts.plain_list import PLAIN_LIST
from lbpp_cli.read.layouts.reference_chart import REFERENCE_CHART
from lbpp_cli.read.layouts.several_sheets import SEVERAL_SHEETS
from lbpp_cli.read.layouts.side_by_side import SIDE_BY_SIDE, STACKED
from lbpp_cli.read.layouts.stacked_tables import STACKED_TABLES

if TYPE_CHECKING:
    from lbpp_cli.read.layouts.grid import Grid
    from lbpp_cli.read.layouts.tabulated import Listing, Table

LAYOUTS = (
    SIDE_BY_SIDE,
    ONE_COLUMN,
    SEVERAL_SHEETS,
    STACKED,
    LONG_FORM,
    STACKED_TABLES,
    REFERENCE_CHART,
    ITEMS_ACROSS,
    PLAIN_LIST,
    LIST_ACROSS,
)
TITLES = {layout.id: layout.title for layout in LAYOUTS}


def tables_in(grid: Grid, certifications: tuple[str, ...]) -> list[Table | Listing]:
    """The tables that the known layouts find in a sheet, from the top down.

    Where one lies within another, as a summary beside a chart, the one that holds more is taken.
    """
    found = [one for layout in LAYOUTS if layout.find for one in layout.find(grid, certifications)]
    found.sort(key=lambda one: (-len(one.rows), one.rows.start))
    kept: list[Table | Listing] = []
    for one in found:
        # The items of a layout that has them across come with the list of its totals.
        with_it = {other.layout for other in kept if other.rows == one.rows and type(other) is not type(one)}
        if one.layout in with_it or not any(one.rows.start in other.rows for other in kept):
            kept.append(one)
    return [no_prices_as_names(one) for one in sorted(kept, key=lambda one: one.rows.start)]


def tables_without_words(grid: Grid) -> list[Table | Listing]:
    """Tables whose prices no heading calls prices. Any figures under names look like them: they are the last resort."""
    found = one_column.find(grid, ())
    return [no_prices_as_names(one) for one in found]


def lists_without_words(grid: Grid, certifications: tuple[str, ...]) -> list[Table | Listing]:
    """Lists of bidders that state no total: their amounts may be parts of the bid, where no sheet has anything else."""
    return [no_prices_as_names(one) for one in items_across.find_parts(grid, certifications)]
