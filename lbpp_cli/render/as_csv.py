"""Evaluations as CSV: one row a bid."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from lbpp_cli.money import plain, plain_money
from lbpp_cli.render.escape import unformula
from lbpp_cli.render.layout import safe

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from decimal import Decimal

    from lbpp_cli.model import Evaluation

COLUMNS = (
    "file", "solicitation", "bidder", "status", "quoted_price", "bid_price", "score", "preference_percent",
    "preference_value", "evaluated_price", "evaluated_score", "rank_before", "rank_after", "awarded",
)  # fmt: skip


def render(evaluations: Sequence[Evaluation]) -> str:
    """The bids of all evaluations under one heading. What the input holds is never run as a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for evaluation in evaluations:
        writer.writerows(_rows(evaluation))
    return out.getvalue()


def _rows(evaluation: Evaluation) -> list[list[object]]:
    number = evaluation.solicitation.number if evaluation.solicitation else None
    winner = evaluation.award.bidder if evaluation.award else None
    rows: list[list[object]] = []
    for entry in evaluation.bids:
        bid, adjustment = entry.bid, entry.adjustment
        bid_price, value, price = (
            (adjustment.bid_price, adjustment.value, adjustment.evaluated_price) if adjustment else (None, None, None)
        )
        rows.append(
            [
                _text(evaluation.files[0].file),
                _text(number or ""),
                _text(bid.bidder),
                entry.status,
                _shown(bid.quoted_price, plain_money),
                _shown(bid_price, plain_money),
                _shown(bid.score, plain),
                _shown(adjustment.percent if adjustment else None, plain),
                _shown(value, plain_money),
                _shown(price, plain_money),
                _shown(adjustment.evaluated_score if adjustment else None, plain),
                "" if entry.rank_before is None else entry.rank_before,
                "" if entry.rank_after is None else entry.rank_after,
                "yes" if bid.bidder == winner else "no",
            ]
        )
    return rows


def _text(text: str) -> str:
    return unformula(safe(text))


def _shown(figure: Decimal | None, show: Callable[[Decimal], str]) -> str:
    return "" if figure is None else show(figure)
