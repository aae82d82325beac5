"""Follows a part of XML element by element, by the names that stand in it without their namespaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.read.markup import parse, refuse_wide

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Path = tuple[str, ...]
    Start = Callable[[Path, Mapping[str, str]], object]
    End = Callable[[Path, str], object]

_EXTENSION = "extLst"


def follow(xml: bytes, part: str, file: str, start: Start, end: End | None = None) -> None:
    """Call ``start`` with the path and the attributes of each element, ``end`` with its path and its own text.

    What programs add in extensions is passed over.

    Raises:
        UnreadableFileError: the part has a document type or is in UTF-16, or is no well-formed XML.

    """
    refuse_wide(xml, part, file)
    path: list[str] = []
    texts: list[list[str]] = []
    extensions = 0

    def on_start(name: str, values: dict[str, str]) -> None:
        nonlocal extensions
        local = name.rpartition(" ")[2]
        path.append(local)
        texts.append([])
        extensions += local == _EXTENSION
        if not extensions:
            start(tuple(path), {key.rpartition(" ")[2]: value for key, value in values.items()})

    def on_end(_: str) -> None:
        nonlocal extensions
        own = "".join(texts.pop())
        if not extensions and end is not None:
            end(tuple(path), own)
        extensions -= path.pop() == _EXTENSION

    def on_text(characters: str) -> None:
        if texts and end is not None:
            texts[-1].append(characters)

    parse(xml, part, file, start=on_start, end=on_end, text=on_text)


def says(value: str | None) -> bool:
    """Whether an attribute says yes."""
    return value in ("1", "true", "on")


def as_number(value: str | None, otherwise: float) -> float:
    """The number that an attribute holds; something else where it is missing or holds none."""
    try:
        return float(value) if value is not None and len(value) < 40 else otherwise  # noqa: PLR2004
    except ValueError:
        return otherwise


def as_whole(value: str | None, otherwise: int) -> int:
    """The whole number that an attribute holds; something else where it is missing or holds none."""
    return int(value) if value is not None and len(value) < 10 and value.isascii() and value.isdigit() else otherwise  # noqa: PLR2004
