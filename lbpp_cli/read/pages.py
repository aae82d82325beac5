"""Reads a page of a report back: its texts in order, each with the place that a reader would name it by."""

from __future__ import annotations

from html.parser import HTMLParser

from lbpp_cli.report_layout import PIECE_OF_MARKUP, Piece

_HEADINGS = {"h1", "h2", "h3", "h4", "summary", "caption"}
_RECEIPT = "Receipt"


def read_page(text: str) -> tuple[Piece, ...]:
    """The texts and the tags of a page, in their order.

    Raises:
        ValueError: it is no page.

    """
    reader = _Reader()
    try:
        reader.feed(text)
        reader.close()
    except AssertionError as error:  # what the parser says of a declaration that never ends
        raise ValueError(str(error)) from None
    return tuple(reader.pieces)


def receipt_lines(pieces: tuple[Piece, ...]) -> dict[str, str]:
    """The names and values of the receipt of a page."""
    found: dict[str, str] = {}
    name = ""
    for piece in pieces:
        if piece.kind == "th" and piece.heading == _RECEIPT:
            name = piece.text
        elif piece.kind == "td" and piece.heading == _RECEIPT and name:
            found[name] = found.get(name, "") + piece.text
    return found


class _Reader(HTMLParser):
    """Follows the headings, captions, rows and columns, so that each text has a place."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []
        self._heading = self._row = self._kind = ""
        self._columns: list[str] = []
        self._column = -1
        self._heads_row = False
        self._collecting: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag, and where the texts in it belong."""
        values = dict(attrs)
        if tag == "table":
            self._columns, self._row = [], ""
        elif tag == "tr":
            self._column, self._row = -1, ""
        elif tag in {"th", "td"}:
            self._column += 1
            self._kind = tag
        heads = tag in _HEADINGS or (tag == "th" and values.get("scope") in {"row", "col"})
        self._collecting = [] if heads else self._collecting
        if tag == "th":
            self._heads_row = values.get("scope") == "row"
        spelt = " ".join(f'{name}="{value}"' for name, value in sorted(values.items()))
        self._add(PIECE_OF_MARKUP, f"<{tag} {spelt}>")

    def handle_endtag(self, tag: str) -> None:
        """Take what a heading or the head of a row or column said."""
        if self._collecting is not None and (tag in _HEADINGS or tag == "th"):
            text = " ".join("".join(self._collecting).split())
            self._collecting = None
            if tag in _HEADINGS:
                self._heading = text
            elif self._heads_row:
                self._row = text
            else:
                self._columns.append(text)
        if tag in {"th", "td"}:
            self._kind = ""
        elif tag == "table":
            self._columns, self._row, self._column = [], "", -1
        self._add(PIECE_OF_MARKUP, f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """A text."""
        if self._collecting is not None:
            self._collecting.append(data)
        # A name in the receipt stands as it is: two spaces in the name of a file are not one.
        exact = self._heading == _RECEIPT and self._kind == "td"
        text = " ".join(data.split())
        if text:
            self._add(self._kind or "text", data if exact else text)

    def handle_comment(self, data: str) -> None:
        """A comment, which a page of the program has none of."""
        self._add(PIECE_OF_MARKUP, f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        """A declaration, such as the kind of the document."""
        self._add(PIECE_OF_MARKUP, f"<!{decl}>")

    def unknown_decl(self, data: str) -> None:
        """A declaration that HTML does not know."""
        self._add(PIECE_OF_MARKUP, f"<![{data}]>")

    def handle_pi(self, data: str) -> None:
        """An instruction to another program."""
        self._add(PIECE_OF_MARKUP, f"<?{data}>")

    def _add(self, kind: str, text: str) -> None:
        column = self._columns[self._column] if 0 <= self._column < len(self._columns) else ""
        self.pieces.append(Piece(kind, self._heading, self._row, column, text))
