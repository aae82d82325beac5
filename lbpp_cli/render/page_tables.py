"""Tables of a page: each with a caption, each figure alone in its cell under a heading that names it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from lbpp_cli.render.html import Element, element

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lbpp_cli.render.html import Child

# From so many columns on, a table needs the width of a page.
_MANY = 4

Cell: TypeAlias = "Child | tuple[Child, ...]"


class Column(NamedTuple):
    """A column: figures stand at the right; the one that names the rows heads them."""

    heading: str
    figures: bool = False
    names: bool = False


def table(
    caption: Sequence[Child],
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    foot: Sequence[Cell] = (),
    scrolls: str | None = None,
    strong: int = 0,
) -> Element:
    """A table, of which the first ``strong`` rows stand out.

    ``scrolls``: what the area is called in which a table that may be wider than the page can be moved.
    """
    head = element("tr", *(element("th", one.heading, scope="col", class_=_class(one)) for one in columns))
    many = len(columns) >= _MANY
    made = element(
        "table",
        element("caption", *caption),
        element("thead", head),
        element("tbody", *(_row(columns, row, strong=number < strong) for number, row in enumerate(rows))),
        element("tfoot", _row(columns, foot)) if foot else None,
        class_="many" if many else None,
    )
    if scrolls is None:
        return made
    return element("div", made, class_="scrolls", role="region", aria_label=scrolls, tabindex=0)


def pairs(caption: str, rows: Iterable[tuple[str, Cell]], class_: str) -> Element:
    """A table of names and values."""
    body = [element("tr", element("th", name, scope="row"), element("td", *_children(value))) for name, value in rows]
    return element("table", element("caption", caption), element("tbody", *body), class_=f"pairs {class_}")


def _row(columns: Sequence[Column], cells: Sequence[Cell], *, strong: bool = False) -> Element:
    made = []
    for column, cell in zip(columns, cells, strict=True):
        tag, scope = ("th", "row") if column.names else ("td", None)
        made.append(element(tag, *_children(cell), scope=scope, class_=_class(column)))
    return element("tr", *made, class_="leads" if strong else None)


def _class(column: Column) -> str | None:
    return "figure" if column.figures else None


def _children(cell: Cell) -> tuple[Child, ...]:
    return cell if isinstance(cell, tuple) else (cell,)
