"""The frame of a page: its head with the stylesheet, its sections, and the list that leads to them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.render.html import Element, element

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lbpp_cli.render.html import Child

_STYLE = Path(__file__).with_name("page.css")
# A browser that finds anything else in the page does not run or fetch it.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


class Section(NamedTuple):
    """A part of the page under a heading; ``short`` is its name in the list of contents."""

    id: str
    short: str
    heading: str
    children: tuple[Child, ...]


def head(title: str) -> Element:
    """The head; ``title`` is what the window is called."""
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", title),
        element("style", _STYLE.read_text(encoding="utf-8")),
    )


def contents(sections: Sequence[Section]) -> Element:
    """The list of contents."""
    items = [element("li", element("a", one.short, href=f"#{one.id}")) for one in sections]
    return element("nav", element("ul", *items), aria_label="Contents")


def section(one: Section) -> Element:
    """A section under its heading."""
    heading = element("h2", one.heading, id=f"{one.id}-heading")
    return element("section", heading, *one.children, id=one.id, aria_labelledby=f"{one.id}-heading", tabindex=-1)
