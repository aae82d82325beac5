"""How far an agency reaches the goals of a year, as bars with a mark at each goal, drawn as SVG.

The table beside the drawing has every figure in full. All coordinates are whole.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from lbpp_cli.money import show_percent
from lbpp_cli.render.html import Element, element, name
from lbpp_cli.render.oversight_tables import agency_of, kind_of, met, reached

if TYPE_CHECKING:
    from lbpp_cli.compliance.year import Reached, Year

_LABEL, _BAR, _TEXT = 145, 130, 240  # widths of the three columns
_ROW, _THICK = 30, 14
CAPTION = (
    "A bar is the share of the dollars awarded that counts toward the goal; its light end may count toward this "
    "goal or another. The upright line is the goal."
)


def chart(one: Year, id_: str) -> Element:
    """The bars of an agency and an industry; ``id_`` is that of no other drawing of the page."""
    most = max(*(goal.at_most for goal in one.goals), *(goal.required or Decimal(0) for goal in one.goals), Decimal(1))
    title, wide, high = f"{agency_of(one)}: {kind_of(one)}", _LABEL + _BAR + _TEXT, _ROW * len(one.goals)
    told = "; ".join(f"{goal.name} {figure(goal)}" for goal in one.goals)
    return element(
        "figure",
        element("figcaption", name(agency_of(one)), f": {kind_of(one)}"),
        element(
            "svg",
            element("title", title, id=f"{id_}-title"),
            element("desc", told, id=f"{id_}-text"),
            *(part for row, goal in enumerate(one.goals) for part in _row(goal, row * _ROW, most)),
            role="img",
            aria_labelledby=f"{id_}-title {id_}-text",
            viewBox=f"0 0 {wide} {high}",
            width=wide,
            height=high,
        ),
    )


def figure(goal: Reached) -> str:
    """The share and its goal in words."""
    if goal.required is None:
        return f"{reached(goal)}, no goal"
    return f"{reached(goal)} of {show_percent(goal.required)}, {met(goal)}"


def _row(goal: Reached, top: int, most: Decimal) -> list[Element]:
    middle, bar = top + _ROW // 2, top + (_ROW - _THICK) // 2
    counted, open_ = (_x(part, most) for part in (goal.achieved, goal.at_most))
    made = [
        element("text", goal.name, x=_LABEL - 8, y=middle + 5, text_anchor="end"),
        element("rect", x=_LABEL, y=bar, width=counted, height=_THICK, class_="counted"),
    ]
    if open_ > counted:
        made.append(
            element("rect", x=_LABEL + counted, y=bar, width=open_ - counted, height=_THICK, class_="open")
        )  # fmt: skip
    if goal.required is not None:
        at = _LABEL + _x(goal.required, most)
        made.append(element("line", x1=at, x2=at, y1=top + 3, y2=top + _ROW - 3, class_="goal"))
    made.append(element("line", x1=_LABEL, x2=_LABEL, y1=top, y2=top + _ROW, class_="axis"))
    made.append(element("text", figure(goal), x=_LABEL + _BAR + 10, y=middle + 5, class_="figure"))
    return made


def _x(percent: Decimal, most: Decimal) -> int:
    return int(percent * _BAR / most)
