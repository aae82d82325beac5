"""A column is read in a few steps where nothing is odd in it; what comes out is what each cell says by itself."""

from datetime import datetime
from itertools import combinations_with_replacement

import pytest

from lbpp_cli import columns
from lbpp_cli.read.values import CellError, read_column, read_value

CELLS = (
    *("", " ", "x", " X ", "✓", "no", "-"),
    *("Acme Paving", " Acme  Paving", "Acme\nPaving", "Acme\N{NO-BREAK SPACE}", "7"),
    *("$1,200", "1200.505", 0.0, -0.0, 1.0, 7.0, 7.5, 1e13, -5.0, True, False, datetime(2025, 6, 1)),  # noqa: DTZ001
)


def _outcome(read):
    try:
        return repr(read())
    except CellError as error:
        return error.code


@pytest.mark.parametrize("kind", [columns.TEXT, columns.MONEY, columns.MARK, columns.NUMBER, columns.COUNT])
def test_a_column_is_read_as_its_cells_are(kind):
    """Of every two cells together; the values come from reading each by itself."""
    for cells in combinations_with_replacement(CELLS, 2):
        one_by_one = _outcome(lambda cells=cells: [read_value(cell, kind) for cell in cells])
        together = _outcome(lambda cells=cells: list(read_column(cells, kind)))
        assert together == one_by_one, cells
