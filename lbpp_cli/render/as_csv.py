"""Results as CSV: one row a bid of evaluations, and the rows of any results table."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from lbpp_cli.names import remembered
from lbpp_cli.render.escape import unformula
from lbpp_cli.render.layout import safe
from lbpp_cli.render.result_rows import bid_rows
from lbpp_cli.results import BIDS, EVALUATE_COLUMNS, JSON, TEXT, YES_NO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from lbpp_cli.model import Evaluation
    from lbpp_cli.render.result_rows import Row, Value
    from lbpp_cli.results import Column


def render(evaluations: Sequence[Evaluation]) -> str:
    """The bids of all evaluations under one heading. What the input holds is never run as a formula."""
    columns = BIDS[:EVALUATE_COLUMNS]
    rows = [row[:EVALUATE_COLUMNS] for evaluation in evaluations for row in bid_rows(evaluation)]
    return heading(columns) + lines(columns, rows)


def heading(columns: Sequence[Column]) -> str:
    """The line of headings."""
    return ",".join(column.name for column in columns) + "\n"


def lines(columns: Sequence[Column], rows: Iterable[Row]) -> str:
    """Rows of a results table."""
    return "".join([_plain_line(row) or _line(columns, row) for row in rows])


def _plain_line(row: Row) -> str | None:
    """A row in which there is nothing to quote, to escape or to show otherwise, as nearly all are; None for others.

    It is what ``_line`` gives, in a fraction of the time.
    """
    cells = [cell if cell.__class__ is str else "" if cell is None else _plain(cell) for cell in row]
    line = ",".join(cells)
    if line.count(",") >= len(cells) or '"' in line or not line.isascii() or not line.isprintable():
        return None
    # What begins with a blank or a sign might be a formula.
    if ",-" in line or ",=" in line or ",+" in line or ",@" in line or ", " in line or line.startswith(_SIGNS):
        return None
    return line + "\n"


def _plain(cell: str | int) -> str:
    return _yes_no(cell) if isinstance(cell, bool) else str(cell)


def _line(columns: Sequence[Column], row: Row) -> str:
    out = io.StringIO()
    shown = [(at, _SHOWN[column.kind]) for at, column in enumerate(columns) if column.kind in _SHOWN]
    csv.writer(out, lineterminator="\n").writerow(_shown(row, shown))
    return out.getvalue()


def _shown(row: Row, shown: Sequence[tuple[int, Callable[[Any], str]]]) -> list[Value]:
    cells = list(row)
    for at, show in shown:
        if cells[at] is not None:
            cells[at] = show(cells[at])
    return cells


def _yes_no(value: Value) -> str:
    return "yes" if value else "no"


@remembered
def _text(text: str) -> str:
    return unformula(safe(text))


_SIGNS = (" ", "-", "=", "+", "@")
# How values of a kind are shown; those of other kinds as they are.
_SHOWN: dict[str, Callable[[Any], str]] = {TEXT: _text, JSON: _text, YES_NO: _yes_no}
