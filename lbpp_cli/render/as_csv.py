"""Results as CSV: one row a bid of evaluations, and the rows of any results table."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from lbpp_cli.render.escape import unformula
from lbpp_cli.render.layout import safe
from lbpp_cli.render.result_rows import bid_rows
from lbpp_cli.results import BIDS, DATE, EVALUATE_COLUMNS, JSON, MONEY, NUMBER, TEXT, WHOLE, YES_NO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from lbpp_cli.model import Evaluation
    from lbpp_cli.render.result_rows import Row
    from lbpp_cli.results import Column


def render(evaluations: Sequence[Evaluation]) -> str:
    """The bids of all evaluations under one heading. What the input holds is never run as a formula."""
    columns = BIDS[:EVALUATE_COLUMNS]
    rows = [row[:EVALUATE_COLUMNS] for evaluation in evaluations for row in bid_rows(evaluation)]
    return heading(columns) + lines(columns, rows)


def heading(columns: Sequence[Column]) -> str:
    """The line of headings."""
    return ",".join(column.name for column in columns) + "\n"


def lines(columns: Sequence[Column], rows: Sequence[Row]) -> str:
    """Rows of a results table."""
    if not rows:
        return ""
    shown = [_SHOWN[column.kind](values) for column, values in zip(columns, zip(*rows, strict=True), strict=True)]
    return "\n".join([*map(",".join, zip(*shown, strict=True)), ""])


# Each shows the values of a column, all at once: most of a table is texts that stand in many of its rows.


def _texts(values: Sequence[Any]) -> Iterable[str]:
    if values[0] == values[-1] and values.count(values[0]) == len(values):  # such as the file, and many a blank
        return (_remembered(values[0]),) * len(values)
    return map(_remembered, values)


def _objects(values: Sequence[Any]) -> Iterable[str]:
    return [_text(value) if value else "" for value in values]  # few are the same, and some are long


def _figures(values: Sequence[Any]) -> Iterable[str]:
    return [value or "" for value in values]


def _whole(values: Sequence[Any]) -> Iterable[str]:
    return ["" if value is None else str(value) for value in values]


def _yes_no(values: Sequence[Any]) -> Iterable[str]:
    return ["" if value is None else "yes" if value else "no" for value in values]


def _text(text: str | None) -> str:
    """A text that is never run as a formula, in quotes where it has a comma or a quote; it has no other line."""
    if not text:
        return ""
    shown = unformula(safe(text))
    return '"' + shown.replace('"', '""') + '"' if "," in shown or '"' in shown else shown


_remembered = lru_cache(maxsize=2_000)(_text)
_SHOWN: dict[str, Callable[[Sequence[Any]], Iterable[str]]] = {
    TEXT: _texts,
    JSON: _objects,
    MONEY: _figures,
    NUMBER: _figures,
    DATE: _figures,
    WHOLE: _whole,
    YES_NO: _yes_no,
}
