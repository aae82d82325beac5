"""Elements of a page, written out with every text escaped: there is no way to put markup in by a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, TypeAlias
from unicodedata import bidirectional

from lbpp_cli.render.layout import safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_VOID = {"meta", "line", "circle", "rect"}
_LINES = {
    *("html", "head", "body", "header", "nav", "main", "footer", "section", "figure", "div", "details", "ul", "dl"),
    *("table", "thead", "tbody", "tfoot", "tr", "svg", "g"),
}
_PHRASES = {"a", "b", "bdi", "code", "span", "strong"}
_RIGHT_TO_LEFT = {"R", "AL", "AN"}


@dataclass(frozen=True)
class Element:
    """An element with its attributes and what is in it; made by :func:`element`."""

    tag: str
    attributes: dict[str, str]
    children: tuple[Child, ...]


Child: TypeAlias = "Element | str | None"


def element(tag: str, *children: Child, **attributes: str | int | None) -> Element:
    """An element. ``class_`` stands for class and ``_`` for ``-``; an attribute that is None is left out."""
    named = {name.rstrip("_").replace("_", "-"): str(value) for name, value in attributes.items() if value is not None}
    return Element(tag, named, children)


def document(*children: Child, lang: str) -> str:
    """A whole page."""
    return "<!DOCTYPE html>\n" + "".join(_written(element("html", *children, lang=lang)))


def name(text: str) -> Element:
    """A name from the input, which may run in either direction without moving what stands beside it."""
    return element("bdi", text)


class Prose:
    """Sets the names that run from right to left apart in sentences, as :func:`name` does for a name alone."""

    def __init__(self, names: Iterable[str]) -> None:
        turned = {one for one in names if any(bidirectional(character) in _RIGHT_TO_LEFT for character in one)}
        longest_first = sorted(turned, key=lambda one: (-len(one), one))
        self._names = re.compile("|".join(map(re.escape, longest_first))) if turned else None

    def __call__(self, sentence: str) -> tuple[Child, ...]:
        """A sentence in parts."""
        if self._names is None:
            return (sentence,)
        parts: list[Child] = []
        end = 0
        for found in self._names.finditer(sentence):
            parts += [sentence[end : found.start()], name(found[0])]
            end = found.end()
        return (*parts, sentence[end:])


def _written(one: Element) -> Iterator[str]:
    tag = one.tag
    attributes = "".join(f' {name}="{escape(safe(value))}"' for name, value in one.attributes.items())
    yield f"<{tag}{attributes}>"
    if tag in _VOID:
        yield f"</{tag}>\n" if tag != "meta" else "\n"
        return
    yield "\n" if tag in _LINES else ""
    for child in one.children:
        if isinstance(child, Element):
            yield from _written(child)
        elif child is not None:
            yield _style(child) if tag == "style" else escape(safe(child), quote=False)
    yield f"</{tag}>" if tag in _PHRASES else f"</{tag}>\n"


def _style(sheet: str) -> str:
    """A stylesheet, whose text a browser takes as it is."""
    if "<" in sheet:
        raise ValueError("a stylesheet cannot hold markup")
    return f"\n{sheet}"
