"""A memo or letter as a Word document: US Letter, Arial, readable in black and white. The same memo, the same bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, time
from typing import TYPE_CHECKING, Any, NamedTuple, assert_never

from lbpp_cli.render.column_widths import LINE, labels, widths
from lbpp_cli.render.document import Facts, Heading, Items, Paragraph, Signatures, Span, Table
from lbpp_cli.render.layout import safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from lbpp_cli.render.document import Block, Document, Text

FONT = "Arial"
_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_LONGEST_PROPERTY = 255  # characters of a document property
_LONGEST_FOOTER = 70
_FIRST_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_KEPT_TOGETHER = 8  # rows of a table that is not spread over two pages


class _Shape(NamedTuple):
    """The widths of a table's columns, those that hold figures, and the size of its letters in half points."""

    columns: Sequence[int]
    figures: frozenset[int] = frozenset()
    half_points: int | None = None


def render(document: Document) -> bytes:
    """The document as the bytes of a docx file."""
    import docx
    from docx.oxml import parse_xml

    made = docx.Document()
    _set_up(made, document)
    body = made.element.body
    following = [*document.blocks[1:], None]
    blocks = _paragraph(_runs([Span(document.heading)]), "Title")
    for block, after in zip(document.blocks, following, strict=True):
        blocks += _block(block, _size(document) - 2, keep=isinstance(after, Table))
    for element in list(parse_xml(f"<w:body {_NAMESPACE}>{blocks}</w:body>")):
        body.insert(len(body) - 1, element)  # the page setup stays last
    footer = made.sections[0].footer.paragraphs[0]._p  # noqa: SLF001  its XML is public
    footer.getparent().replace(footer, parse_xml(_footer(document.footer).replace("<w:p>", f"<w:p {_NAMESPACE}>", 1)))
    return saved(made, document.title, document.made)


def saved(made: Any, title: str, day: date | None) -> bytes:
    """A document of python-docx as bytes that are the same at any time."""
    properties = made.core_properties
    properties.title = "\n".join(map(safe, title.splitlines()))[:_LONGEST_PROPERTY]
    properties.author = properties.comments = properties.last_modified_by = ""
    properties.language = "en-US"
    if day is not None:
        properties.created = properties.modified = datetime.combine(day, time())
    written = io.BytesIO()
    made.save(written)
    return undated(written.getvalue())


def undated(package: bytes) -> bytes:
    """A ZIP with the same parts, none of which says when it was packed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, _FIRST_ZIP_DATE)
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return packed.getvalue()


def _set_up(made: Any, document: Document) -> None:
    """Page and styles."""
    from docx.shared import Inches

    section = made.sections[0]
    section.page_width, section.page_height = Inches(8.5), Inches(11)
    for side in ("left", "right", "top", "bottom"):
        setattr(section, f"{side}_margin", Inches(0.7 if document.compact and side in {"top", "bottom"} else 1))
    size = _size(document)
    _style(made, "Normal", size, after=4 if document.compact else 6)
    _style(made, "Title", size + 7, after=6, bold=True)
    _style(made, "Heading 1", size + 1, before=10 if document.compact else 14, after=4, bold=True)
    _style(made, "Heading 2", size, before=10, after=3, bold=True)
    for name in ("List Number", "List Bullet"):
        _style(made, name, size, after=3)
    for name in ("Header", "Footer"):
        _style(made, name, 9)


def _size(document: Document) -> int:
    """The size of the letters in points: a letter is to fit on one page, also where it has a long table."""
    tables = [len(block.rows) for block in document.blocks if isinstance(block, Table)]
    long = sum(tables) > _KEPT_TOGETHER or len(tables) > 1
    return (9 if long else 10) if document.compact else 11


def _style(made: Any, name: str, size: int, before: int = 0, after: int = 0, *, bold: bool = False) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style = made.styles[name]
    style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(size), bold, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.rPr.rFonts
    for attribute in [one for one in fonts.attrib if one.endswith("Theme")]:
        del fonts.attrib[attribute]
    for script in ("w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.08 if name == "Normal" else None
    if name == "Title":
        for border in style.element.pPr.findall(qn("w:pBdr")):
            style.element.pPr.remove(border)


def _block(block: Block, small: int, *, keep: bool) -> str:
    """A block; tables have ``small`` letters at most; ``keep`` has it stay on the page of what follows."""
    match block:
        case Heading(words, level):
            return _paragraph(_runs([Span(words)]), f"Heading{level}")
        case Paragraph(text, introduces):
            return _paragraph(_runs(text), keep=keep or introduces)
        case Items(items, numbered):
            style = "ListNumber" if numbered else "ListBullet"
            return "".join(_paragraph(_runs(item), style, keep=keep) for item in items)
        case Facts(rows):
            return _facts(rows)
        case Signatures(rows):
            lines = [
                _signature(label, name, keep=number < len(rows)) for number, (label, name) in enumerate(rows, start=1)
            ]
            return "".join(lines)
        case Table():
            return _table(block, small)
        case _:
            assert_never(block)


def _paragraph(runs: str, style: str = "", *, keep: bool = False, more: str = "") -> str:
    properties = (f'<w:pStyle w:val="{style}"/>' if style else "") + ("<w:keepNext/>" if keep else "") + more
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def _runs(text: Iterable[Span], size: int | None = None) -> str:
    return "".join(_run(span, size) for span in text)


def _run(span: Span, size: int | None) -> str:
    look = "<w:b/>" if span.bold else ""
    look += f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else ""
    look += '<w:highlight w:val="yellow"/>' if span.fill_in else ""
    lines = [f'<w:t xml:space="preserve">{_escaped(safe(line))}</w:t>' for line in span.text.splitlines()]
    return f"<w:r><w:rPr>{look}</w:rPr>{'<w:br/>'.join(lines)}</w:r>"


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _signature(label: str, name: Text, *, keep: bool) -> str:
    """A line to sign on with a date, and below it who signs."""
    tabs = f'<w:tabs><w:tab w:val="left" w:leader="underscore" w:pos="{LINE * 2 // 3}"/>'
    tabs += f'<w:tab w:val="left" w:pos="{LINE * 2 // 3 + 200}"/>'
    tabs += (
        f'<w:tab w:val="right" w:leader="underscore" w:pos="{LINE}"/></w:tabs><w:spacing w:before="320" w:after="0"/>'
    )
    tab = "<w:r><w:tab/></w:r>"
    line = f"{_runs([Span(f'{label}: ')])}{tab}{tab}{_runs([Span('Date: ')])}{tab}"
    return _paragraph(line, keep=True, more=tabs) + _paragraph(_runs(name), keep=keep)


def _footer(words: str) -> str:
    shown = words if len(words) <= _LONGEST_FOOTER else f"{words[: _LONGEST_FOOTER - 1]}…"
    cleared = "".join(f'<w:tab w:val="clear" w:pos="{position}"/>' for position in (4320, 4680, 8640))
    tabs = f'<w:tabs>{cleared}<w:tab w:val="right" w:pos="{LINE}"/></w:tabs>'
    page, pages = (f'<w:fldSimple w:instr="{name}">{_runs([Span("1")])}</w:fldSimple>' for name in ("PAGE", "NUMPAGES"))
    left, right = _runs([Span(shown)]), f"{_runs([Span('Page ')])}{page}{_runs([Span(' of ')])}{pages}"
    return _paragraph(f"{left}<w:r><w:tab/></w:r>{right}", "Footer", more=tabs)


def _table(table: Table, small: int) -> str:
    columns, points = widths(table, small)
    shape = _Shape(columns, table.figures, points * 2)
    rows = [_row([(Span(cell, bold=True),) for cell in table.headings], shape, head=True, keep=True)]
    for number, cells in enumerate(table.rows, start=1):
        together = number < len(table.rows) <= _KEPT_TOGETHER
        rows.append(_row([(Span(cell),) for cell in cells], shape, keep=together))
    return _grid(rows, columns, lines=True)


def _facts(rows: Sequence[tuple[str, Text]]) -> str:
    width = labels(rows, 11)
    columns = [width, LINE - width]
    cells = [[(Span(label, bold=True),), value] for label, value in rows]
    return _grid([_row(row, _Shape(columns)) for row in cells], columns, lines=False)


def _grid(rows: Sequence[str], columns: Sequence[int], *, lines: bool) -> str:
    style = '<w:tblStyle w:val="TableGrid"/>' if lines else ""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    indent = f'<w:tblInd w:w="{80 if lines else 0}" w:type="dxa"/>'
    properties = f'{style}<w:tblW w:w="{sum(columns)}" w:type="dxa"/>{indent}<w:tblLayout w:type="fixed"/>'
    margins = '<w:tblCellMar><w:left w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar>'
    after = _paragraph("", more='<w:spacing w:before="0" w:after="60" w:line="120" w:lineRule="exact"/>')
    return f"<w:tbl><w:tblPr>{properties}{margins}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>{after}"


def _row(cells: Sequence[Text], shape: _Shape, *, head: bool = False, keep: bool = False) -> str:
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="D9D9D9"/>' if head else ""
    made = []
    for index, (cell, width) in enumerate(zip(cells, shape.columns, strict=True)):
        side = '<w:jc w:val="right"/>' if index in shape.figures else ""
        spacing = f'<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>{side}'
        runs = _paragraph(_runs(cell, shape.half_points), keep=keep, more=spacing)
        made.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{runs}</w:tc>')
    properties = "<w:cantSplit/>" + ("<w:tblHeader/>" if head else "")
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(made)}</w:tr>"
