"""Results as CSV: one row a bid of evaluations, and the rows of any results table."""

from __future__ import annotations

from functools import lru_cache
from itertools import repeat
from operator import itemgetter
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


# Each shows the values of a column, all at once: many are the same, or nothing, and most can stand as they are.


def _texts(values: Sequence[Any]) -> Iterable[str]:
    if values[0] == values[-1] and values.count(values[0]) == len(values):  # such as the file, and many a blank
        return (_remembered(values[0]),) * len(values)
    shown = dict(zip(values, values, strict=True))
    shown.pop(None, None)
    shown.pop("", None)
    told = "".join(shown)
    if not (told.isprintable() and "".join(map(_FIRST, shown)).isalnum()):
        shown = {text: _text(text) for text in shown}
    elif "," in told or '"' in told:  # as no formula begins, with nothing to be made safe
        shown = {text: _quoted(text) for text in shown}
    return map(shown.get, values, repeat(""))


def _objects(values: Sequence[Any]) -> Iterable[str]:
    return [_text(value) if value else "" for value in values] if any(values) else ("",) * len(values)


def _figures(values: Sequence[Any]) -> Iterable[str]:
    if all(values):
        return values
    return [value or "" for value in values] if any(values) else ("",) * len(values)


def _whole(values: Sequence[Any]) -> Iterable[str]:
    return map(_count, values)


@lru_cache(maxsize=1_000)  # most are ranks and counts of a few
def _count(value: int | None) -> str:
    return "" if value is None else str(value)


def _yes_no(values: Sequence[Any]) -> Iterable[str]:
    return map(_YES_NO.__getitem__, values)


def _text(text: str | None) -> str:
    """A text that is never run as a formula, in quotes where it has a comma or a quote; it has no other line."""
    return _quoted(unformula(safe(text))) if text else ""


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if "," in text or '"' in text else text


_FIRST = itemgetter(0)
_YES_NO = {None: "", True: "yes", False: "no"}
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
