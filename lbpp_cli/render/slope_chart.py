"""The ranking before and after the preference as a slope chart: a line a bid, drawn as SVG.

Names are cut to fit; the table beside the chart has them in full. All coordinates are whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.render import award_words, words
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
    """The measures of a drawing.

    The middle gives way to long names as far as it may. ``stacked``: the figure stands below the name, not beside it.
    """

    id: str
    widest: int
    middle: int
    narrowest: int
    row: int
    size: int
    gap: int
    stacked: bool


WIDE = Layout("wide", widest=960, middle=240, narrowest=140, row=28, size=14, gap=14, stacked=False)
NARROW = Layout("narrow", widest=360, middle=60, narrowest=60, row=42, size=12, gap=7, stacked=True)


class Columns(NamedTuple):
    """How far from its axis each label of a side stands, how wide a side is, and what is between the sides."""

    figure: int
    name: int
    side: int
    middle: int


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
        element("figcaption", f"A thick line is a bid that is first after the preference.{left_out}"),
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
    return " ".join([*award_words.sentences(evaluation, program), f"Ranks after the preference: {ranks}."])


def _drawing(drawn: Sequence[Slope], headings: tuple[str, str], description: str, layout: Layout) -> Element:
    title, desc = f"slopes-{layout.id}-title", f"slopes-{layout.id}-text"
    pen = _Pen(layout, _columns(drawn, layout))
    wide, high = 2 * pen.columns.side + pen.columns.middle, pen.top + len(drawn) * layout.row
    return element(
        "svg",
        element("title", TITLE, id=title),
        element("desc", description, id=desc),
        *(pen.text(side, 0, layout.size, headings[side], "heading") for side in (0, 1)),
        # What is drawn last lies above the rest.
        *(pen.slope(one) for one in reversed(drawn)),
        class_=layout.id,
        role="img",
        aria_labelledby=f"{title} {desc}",
        viewBox=f"0 0 {wide} {high}",
        width=wide,
        height=high,
    )


def _columns(drawn: Sequence[Slope], layout: Layout) -> Columns:
    """Room for the longest rank and figure, and for names as far as the drawing may be wide."""
    bold = layout.size + 1
    ranks = max(width(str(rank), bold) for one in drawn for rank in one.ranks)
    figures = max(width(figure, bold) for one in drawn for figure in one.figures)
    names = max(width(one.name, bold) for one in drawn)
    figure = layout.gap + ranks + layout.gap
    name = figure if layout.stacked else figure + figures + layout.gap
    most = (layout.widest - layout.narrowest) // 2
    needed = max(name + names, width("Before, by evaluated price", layout.size))
    side = max(most if layout.stacked else min(needed, most), figure + figures)
    return Columns(figure, name, side, max(layout.narrowest, min(layout.middle, layout.widest - 2 * side)))


class _Pen(NamedTuple):
    """Draws in a layout; side 0 is before the preference, side 1 after it."""

    layout: Layout
    columns: Columns

    @property
    def top(self) -> int:
        """Where the rows begin, below the headings."""
        return self.layout.size * 2

    def slope(self, one: Slope) -> Element:
        ends = [
            (self._axis(side), self.top + one.rows[side] * self.layout.row + self.layout.row // 2) for side in (0, 1)
        ]
        (x1, y1), (x2, y2) = ends
        before, after = (f"rank {rank} at {figure}" for rank, figure in zip(one.ranks, one.figures, strict=True))
        leads = one.ranks[1] == 1
        return element(
            "g",
            element("title", f"{one.name}: {before}; after the preference, {after}"),
            element("line", x1=x1, y1=y1, x2=x2, y2=y2),
            *(element("circle", cx=x, cy=y, r=6 if leads else 4) for x, y in ends),
            *(label for side, (_, y) in enumerate(ends) for label in self._labels(one, side, y)),
            class_="leads" if leads else None,
        )

    def _labels(self, one: Slope, side: int, middle: int) -> list[Element]:
        """Rank, figure and name, from the line outwards; stacked, the figure stands below the name."""
        size, (figure, name, room, _) = self.layout.size, self.columns
        stacked = self.layout.stacked
        y = middle + size * 3 // 8 - (size * 5 // 8 if stacked else 0)
        below = y + (size * 5 // 4 if stacked else 0)
        # Beside each other, figures stand with their last digits in line.
        ends = name - self.layout.gap if side and not stacked else figure
        return [
            self.text(side, self.layout.gap, y, str(one.ranks[side]), "rank"),
            self.text(side, ends, below, one.figures[side], "figure", flush_right=not stacked),
            self.text(side, name, y, shortened(one.name, room - name, size + 1), "name"),
        ]

    def _axis(self, side: int) -> int:
        return self.columns.side + (self.columns.middle if side else 0)

    def text(self, side: int, away: int, y: int, text: str, kind: str, *, flush_right: bool = False) -> Element:
        """A text that starts so far away from the axis of its side and runs outwards, unless it is flush right."""
        x = self._axis(side) + (away if side else -away)
        anchor = "start" if side and not flush_right else "end"
        return element("text", text, x=x, y=y, text_anchor=anchor, class_=kind)
