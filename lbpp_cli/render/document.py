"""What a memo or a letter consists of, whatever file it ends up in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date


class Span(NamedTuple):
    """A piece of text. ``fill_in``: the name of the field that a person has to fill in here."""

    text: str
    bold: bool = False
    fill_in: str | None = None


Text: TypeAlias = tuple[Span, ...]


class Heading(NamedTuple):
    """A heading; level 1 opens a section."""

    text: str
    level: int = 1


class Paragraph(NamedTuple):
    """A paragraph. ``keep``: it introduces what follows and stays on its page."""

    text: Text
    keep: bool = False


class Items(NamedTuple):
    """A list with bullets or numbers."""

    items: tuple[Text, ...]
    numbered: bool = False


class Table(NamedTuple):
    """A table; the columns whose index is in ``figures`` stand at the right."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: frozenset[int] = frozenset()


class Facts(NamedTuple):
    """Labels with their values, such as the head of a memo."""

    rows: tuple[tuple[str, Text], ...]


class Signatures(NamedTuple):
    """Lines to sign on: what the signature is for, and who signs."""

    rows: tuple[tuple[str, Text], ...]


Block: TypeAlias = Heading | Paragraph | Items | Table | Facts | Signatures


class Document(NamedTuple):
    """A memo or a letter: its heading, and the title that the file carries.

    ``made``: the day that the file is marked with, never the clock's. ``compact``: it is to fit on one page.
    """

    heading: str
    title: str
    footer: str
    made: date | None
    blocks: tuple[Block, ...]
    compact: bool = False


def text(*pieces: str | Text) -> Text:
    """Pieces, one after the other; those that look the same are one."""
    joined: list[Span] = []
    for span in (span for piece in pieces for span in ((Span(piece),) if isinstance(piece, str) else piece)):
        if joined and not (span.fill_in or joined[-1].fill_in) and span.bold == joined[-1].bold:
            joined[-1] = Span(joined[-1].text + span.text, span.bold)
        else:
            joined.append(span)
    return tuple(joined)


def said(spans: Text) -> str:
    """A text without what stands out in it."""
    return "".join(span.text for span in spans)


def bold(words: str) -> Text:
    """A text that stands out."""
    return (Span(words, bold=True),)


def fill_in(name: str) -> Span:
    """A place where a person has to fill in a field."""
    return Span(f"[fill in: {name}]", fill_in=name)


def to_fill_in(document: Document) -> list[str]:
    """The fields that are left to fill in, each once, in the order of the document."""
    return list(dict.fromkeys(span.fill_in for span in _spans(document) if span.fill_in))


def _spans(document: Document) -> Iterator[Span]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield from block.text
        elif isinstance(block, Items):
            for item in block.items:
                yield from item
        elif isinstance(block, (Facts, Signatures)):
            for _, value in block.rows:
                yield from value
