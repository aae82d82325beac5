"""A memo or letter as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from lbpp_cli.render.document import Facts, Heading, Items, Paragraph, Signatures, Table
from lbpp_cli.render.escape import markdown
from lbpp_cli.render.layout import safe

if TYPE_CHECKING:
    from lbpp_cli.render.document import Block, Document, Span, Text


def render(document: Document) -> str:
    """The document as Markdown; the places to fill in are bold."""
    lines = [f"# {_plain(document.heading)}"]
    for block in document.blocks:
        lines += ["", *_block(block)]
    return "\n".join(lines) + "\n"


def _block(block: Block) -> list[str]:
    match block:
        case Heading(words, level):
            return [f"{'#' * (level + 1)} {_plain(words)}"]
        case Paragraph(text):
            return [_text(text)]
        case Items(items, numbered):
            return [f"{f'{number}.' if numbered else '-'} {_text(item)}" for number, item in enumerate(items, start=1)]
        case Facts(rows):
            return [f"- **{_plain(label)}:** {_text(value)}" for label, value in rows]
        case Signatures(rows):
            blank = r"\_" * 24
            return [f"- **{_plain(label)}:** {_text(value)} {blank} Date: {blank}" for label, value in rows]
        case Table():
            return _table(block)
        case _:
            assert_never(block)


def _table(table: Table) -> list[str]:
    rule = ["---:" if index in table.figures else "---" for index in range(len(table.headings))]
    rows = [[_plain(cell) for cell in row] for row in table.rows]
    return [f"| {' | '.join(cells)} |" for cells in (table.headings, rule, *rows)]


def _text(text: Text) -> str:
    return "".join(map(_span, text))


def _span(span: Span) -> str:
    if span.fill_in:
        return f"**{span.text}**"  # the name of a field holds nothing that Markdown would format
    words = _plain(span.text)
    before = " " if span.text[:1].isspace() else ""
    after = " " if span.text[-1:].isspace() else ""
    return f"{before}**{words}**{after}" if span.bold else f"{before}{words}{after}"


def _plain(words: str) -> str:
    return markdown("\n".join(map(safe, words.splitlines())))
