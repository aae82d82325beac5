"""Text in columns and paragraphs for a terminal.

Rich would do this, but importing its console takes as long as all else that this program adds to a bare Typer command.
Its measure of how many cells a character takes is used where a text needs it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

# Characters of our own that take one cell each; most texts hold no others beyond ASCII.
_NARROW = dict.fromkeys(map(ord, "→▲▼·–—“”…−×½"), "")
# How far a paragraph runs where the width is not known, as in a file.
PROSE_WIDTH = 100
# Joiners that scripts need; no other character that is not printable reaches the terminal.
_JOINERS = {"\u200c", "\u200d"}

_T = TypeVar("_T")

_STYLES = {"bold": "1", "dim": "2", "green": "32", "yellow": "33", "red": "31", "cyan": "36"}


def width_of(text: str) -> int:
    """How many cells a text takes in a terminal."""
    if text.isascii() or text.translate(_NARROW).isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def safe(text: str) -> str:
    """A text from the input as it can be shown: control characters and marks of direction are shown, never obeyed."""
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() or one in _JOINERS else _shown(one) for one in text)


def _shown(character: str) -> str:
    code = ord(character)
    return chr(0x2400 + code) if code < 0x20 else f"<U+{code:04X}>"  # noqa: PLR2004  the pictures of control codes


class Page(NamedTuple):
    """Where text is going: its width in cells (None: as wide as need be), and whether it may be coloured."""

    width: int | None = None
    colour: bool = False

    def paint(self, text: str, style: str) -> str:
        """The text in a style, where the page has styles."""
        if not self.colour or not style or not text.strip():
            return text
        codes = ";".join(_STYLES[name] for name in style.split())
        return f"\x1b[{codes}m{text}\x1b[0m"

    def paragraph(self, text: str, indent: int = 0, hanging: int = 0, style: str = "") -> list[str]:
        """A text in lines no wider than the page; all but the first are indented by ``hanging`` more."""
        room = max((self.width or PROSE_WIDTH) - indent, 20)
        lines = wrap(text, room, max(room - hanging, 20)) if text else []
        return [
            " " * (indent + (hanging if number else 0)) + self.paint(line, style) for number, line in enumerate(lines)
        ]

    def table(
        self, columns: Sequence[Column], rows: Sequence[Sequence[str]], indent: int = 0, title: str | None = None
    ) -> list[str]:
        """Rows under headings. Where the page is too narrow, the columns that may wrap do; nothing is ever cut off.

        Where even that would break words, the ``title`` column moves to a line of its own above each row.
        """
        at = next((index for index, column in enumerate(columns) if column.heading == title), None)
        widths, gap, fits = self._fit(columns, rows, indent)
        if fits:
            at = None
        shown, shown_rows = columns, rows
        if at is not None:
            shown, shown_rows = _without(columns, at), [_without(row, at) for row in rows]
            widths, gap, _ = self._fit(shown, shown_rows, indent)
        headings = [column.heading for column in shown]
        lines = self._row(headings, shown, widths, gap, indent, ["bold"] * len(shown))
        for row, cells in zip(rows, shown_rows, strict=True):
            if at is not None:
                lines += self.paragraph(row[at], indent, hanging=2, style=columns[at].style)
            lines += self._row(cells, shown, widths, gap, indent, [column.style for column in shown])
        return lines

    def _fit(
        self, columns: Sequence[Column], rows: Sequence[Sequence[str]], indent: int
    ) -> tuple[list[int], int, bool]:
        """The widths of the columns, the gap between them, and whether that fits without breaking a word."""
        cells = list(zip([column.heading for column in columns], *rows, strict=True))
        widths = [max(map(width_of, column)) for column in cells]
        if self.width is None or sum(widths) + 2 * (len(widths) - 1) <= self.width - indent:
            return widths, 2, True
        room = self.width - indent - (len(widths) - 1)
        longest = [max(width_of(word) for cell in column for word in cell.split() or [""]) for column in cells]
        widths = _shrunk(columns, widths, longest, room)
        if sum(widths) <= room:
            return widths, 1, True
        return _shrunk(columns, widths, [column.least or 0 for column in columns], room), 1, False

    def _row(
        self, cells: Sequence[str], columns: Sequence[Column], widths: Sequence[int], gap: int, indent: int,
        styles: Sequence[str],
    ) -> list[str]:  # fmt: skip
        wrapped = [wrap(cell, width, width) for cell, width in zip(cells, widths, strict=True)]
        lines = []
        for number in range(max(map(len, wrapped))):
            parts = []
            for column, lines_of_cell, width, style in zip(columns, wrapped, widths, styles, strict=True):
                text = lines_of_cell[number] if number < len(lines_of_cell) else ""
                padding = " " * (width - width_of(text))
                parts.append(padding + self.paint(text, style) if column.right else self.paint(text, style) + padding)
            lines.append((" " * indent + (" " * gap).join(parts)).rstrip())
        return lines


class Column(NamedTuple):
    """A column of a table: figures stand at the right; a column that may wrap is never narrower than ``least``."""

    heading: str
    right: bool = False
    least: int | None = None
    style: str = ""


def _without(cells: Sequence[_T], index: int) -> list[_T]:
    return [*cells[:index], *cells[index + 1 :]]


def _shrunk(columns: Sequence[Column], natural: list[int], least: Sequence[int], room: int) -> list[int]:
    """Widths that fit into the room, as far as the columns that may wrap allow it: the widest gives way first."""
    widths = list(natural)
    while sum(widths) > room:
        able = [i for i, column in enumerate(columns) if column.least is not None and widths[i] > least[i]]
        if not able:
            break
        widths[max(able, key=lambda i: widths[i])] -= 1
    return widths


def wrap(text: str, first: int | None, rest: int | None) -> list[str]:
    """A text in lines of at most so many cells; a word that is longer than a line is broken."""
    if first is None or rest is None or (width_of(text) <= first and "\n" not in text):
        return [text]
    lines, line, room = [], "", first
    for word in text.split():
        candidate = f"{line} {word}" if line else word
        if width_of(candidate) <= room:
            line = candidate
            continue
        if line:
            lines.append(line)
            room = rest
        left = word
        while width_of(left) > room:
            head = _head(left, room)
            lines.append(head)
            left, room = left[len(head) :], rest
        line = left
    return [*lines, line] if line or not lines else lines


def _head(word: str, room: int) -> str:
    """The longest beginning of a word that fits, at least one character."""
    end = 1
    while end < len(word) and width_of(word[: end + 1]) <= room:
        end += 1
    return word[:end]
