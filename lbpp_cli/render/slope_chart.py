"""The ranking before and after the preference as a slope chart: a line a bid, drawn as SVG.

Names are cut to fit; the table beside the chart has them in full. All coordinates are whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.render import words
from lbpp_cli.render.html import Element, element
from lbpp_cli.render.layout import safe
from lbpp_cli.render.shorten import shortened, width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lbpp_cli.model import EvaluatedBid, Evaluation
    from lbpp_cli.programs import Program

# So many fit on a printed page; where there are more, those that came first on either side are drawn.
MOST_DRAWN = 40
TITLE = "Ranks before and after the preference"


class Slope(NamedTuple):
    """A bid in the chart: its row, its rank and what it is compared by, on each side."""

    name: str
    ranks: tuple[int, int]
    figures: tuple[str, str]
    rows: tuple[int, int]


class Layout(NamedTuple):
    """The measures of a drawing. ``stacked``: the figure stands below the name, not beside it."""

    id: str
    width: int
    middle: int
    row: int
    size: int
    gap: int
    stacked: bool


WIDE = Layout("wide", width=960, middle=190, row=28, size=14, gap=12, stacked=False)
NARROW = Layout("narrow", width=360, middle=60, row=42, size=12, gap=7, stacked=True)


def chart(evaluation: Evaluation, program: Program) -> Element | None:
    """The chart, once wide and once narrow; a stylesheet shows one of the two. None where no bid is ranked."""
    drawn = slopes(evaluation)
    if not drawn:
        return None
    ranked = sum(entry.adjustment is not None for entry in evaluation.bids)
    left_out = (
        f" Of {ranked} bids those are drawn that were among the first before or after; the table has all."
        if ranked > len(drawn)
        else ""
    )
    by = ("score", "evaluated score") if words.is_proposal(evaluation) else ("bid price", "evaluated price")
    headings = (f"Before, by {by[0]}", f"After, by {by[1]}")
    return element(
        "figure",
        *(_drawing(drawn, headings, _description(drawn, evaluation, program), layout) for layout in (WIDE, NARROW)),
        element("figcaption", f"The thick line is the bid that is first after the preference.{left_out}"),
        class_="slopes",
    )


def slopes(evaluation: Evaluation) -> list[Slope]:
    """The bids that are drawn, each with a row of its own on each side; those of the same rank are neighbours."""
    ranked = [entry for entry in words.by_rank(evaluation) if entry.adjustment is not None]
    first = sorted(ranked, key=lambda entry: min(_ranks(entry)))[:MOST_DRAWN]
    after = sorted(first, key=lambda entry: (_ranks(entry)[1], _ranks(entry)[0]))
    before = sorted(after, key=lambda entry: _ranks(entry)[0])
    rows = {entry.bid.bidder: row for row, entry in enumerate(before)}
    return [
        Slope(safe(entry.bid.bidder), _ranks(entry), _figures(entry), (rows[entry.bid.bidder], row))
        for row, entry in enumerate(after)
    ]


def _ranks(entry: EvaluatedBid) -> tuple[int, int]:
    return entry.rank_before or 0, entry.rank_after or 0


def _figures(entry: EvaluatedBid) -> tuple[str, str]:
    adjustment = entry.adjustment
    if adjustment is None:
        return "", ""
    if adjustment.evaluated_score is not None:
        return words.number(entry.bid.score), words.number(adjustment.evaluated_score)
    return words.amount(adjustment.bid_price), words.amount(adjustment.evaluated_price)


def _description(drawn: Sequence[Slope], evaluation: Evaluation, program: Program) -> str:
    ranks = "; ".join(f"{one.name} {one.ranks[1]} (was {one.ranks[0]})" for one in drawn)
    return " ".join([*words.award_sentences(evaluation, program), f"Ranks after the preference: {ranks}."])


def _drawing(drawn: Sequence[Slope], headings: tuple[str, str], description: str, layout: Layout) -> Element:
    title, desc = f"slopes-{layout.id}-title", f"slopes-{layout.id}-text"
    return element(
        "svg",
        element("title", TITLE, id=title),
        element("desc", description, id=desc),
        *(_text(layout, side, 0, layout.size, headings[side], "heading") for side in (0, 1)),
        # What is drawn last lies above the rest.
        *(_slope(one, drawn, layout) for one in reversed(drawn)),
        class_=layout.id,
        role="img",
        aria_labelledby=f"{title} {desc}",
        viewBox=f"0 0 {layout.width} {(len(drawn) + 1) * layout.row}",
    )


def _slope(one: Slope, drawn: Sequence[Slope], layout: Layout) -> Element:
    ends = [(_axis(layout, side), one.rows[side] * layout.row + layout.row * 3 // 2) for side in (0, 1)]
    said = (
        f"{one.name}: rank {one.ranks[0]} at {one.figures[0]}, after the preference {one.ranks[1]} at {one.figures[1]}"
    )
    (x1, y1), (x2, y2) = ends
    leads = one.ranks[1] == 1
    return element(
        "g",
        element("title", said),
        element("line", x1=x1, y1=y1, x2=x2, y2=y2),
        *(element("circle", cx=x, cy=y, r=6 if leads else 4) for x, y in ends),
        *(label for side in (0, 1) for label in _labels(one, side, drawn, layout)),
        class_="leads" if leads else None,
    )


def _labels(one: Slope, side: int, drawn: Sequence[Slope], layout: Layout) -> list[Element]:
    """Rank, figure and name, from the line outwards; stacked, the figure stands below the name."""
    size, gap = layout.size, layout.gap
    base = one.rows[side] * layout.row + layout.row * 3 // 2 + size * 3 // 8
    base -= size * 5 // 8 if layout.stacked else 0
    beside_rank = gap + max(width(str(other.ranks[side]), size) for other in drawn) + gap
    longest = max(width(other.figures[side], size) for other in drawn)
    beyond = beside_rank if layout.stacked else beside_rank + longest + gap + gap // 2
    name = shortened(one.name, (layout.width - layout.middle) // 2 - beyond, size)
    return [
        _text(layout, side, gap, base, str(one.ranks[side]), "rank"),
        _text(layout, side, beside_rank, base + (size * 5 // 4 if layout.stacked else 0), one.figures[side], "figure"),
        _text(layout, side, beyond, base, name, "name"),
    ]


def _axis(layout: Layout, side: int) -> int:
    return (layout.width + (layout.middle if side else -layout.middle)) // 2


def _text(layout: Layout, side: int, away: int, y: int, text: str, kind: str) -> Element:
    """A text that starts so far away from the axis of its side and runs outwards."""
    x = _axis(layout, side) + (away if side else -away)
    return element("text", text, x=x, y=y, text_anchor="start" if side else "end", class_=kind)
