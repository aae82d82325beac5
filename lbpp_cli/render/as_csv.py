"""Results as CSV: one row a bid of evaluations, and the rows of any results table."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from lbpp_cli.names import remembered
from lbpp_cli.render.as_json import as_object
from lbpp_cli.render.escape import unformula
from lbpp_cli.render.layout import safe
from lbpp_cli.render.result_rows import rows_of
from lbpp_cli.results import BIDS, EVALUATE_COLUMNS, JSON, TEXT, YES_NO
from lbpp_cli.status import exit_status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from lbpp_cli.model import Evaluation
    from lbpp_cli.render.result_rows import Row, Value
    from lbpp_cli.results import Column


def render(evaluations: Sequence[Evaluation]) -> str:
    """The bids of all evaluations under one heading. What the input holds is never run as a formula."""
    columns = BIDS[:EVALUATE_COLUMNS]
    rows = (
        row[:EVALUATE_COLUMNS]
        for evaluation in evaluations
        for row in rows_of(as_object(evaluation), exit_status(evaluation)).bids
    )
    return heading(columns) + lines(columns, rows)


def heading(columns: Sequence[Column]) -> str:
    """The line of headings."""
    return ",".join(column.name for column in columns) + "\n"


def lines(columns: Sequence[Column], rows: Iterable[Row]) -> str:
    """Rows of a results table."""
    out = io.StringIO()
    shown = [(at, _SHOWN[column.kind]) for at, column in enumerate(columns) if column.kind in _SHOWN]
    csv.writer(out, lineterminator="\n").writerows(_shown(row, shown) for row in rows)
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


# How values of a kind are shown; those of other kinds as they are.
_SHOWN: dict[str, Callable[[Any], str]] = {TEXT: _text, JSON: _text, YES_NO: _yes_no}
