"""How wide the columns of a printed table are: figures never wrap, texts share what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.render.layout import width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lbpp_cli.render.document import Table

# In twentieths of a point, as Word counts.
LINE = 9360  # six and a half inches
_MARGINS = 200
_LARGEST, _SMALLEST = 9, 7  # points
_NARROWEST = 700  # of a column of text
_LINES = 3  # that a text takes in a table before smaller letters are tried
_BOLD = 108  # per cent: how much wider headings are

# How wide a character is in Arial, in thousandths of its size; the others are taken for small letters.
_WIDTHS = dict.fromkeys("ABEKPSVXYCDGHNOQRU&", 730) | dict.fromkeys("MW%@m", 900)
_WIDTHS |= dict.fromkeys("., :;'|!()[]-ijlftrI/", 320)
_OTHER = 556


def widths(table: Table, largest: int = _LARGEST) -> tuple[list[int], int]:
    """The width of each column, and the size of its letters in points, ``largest`` at most."""
    columns = list(zip(table.headings, *table.rows, strict=True))
    texts = [index for index in range(len(columns)) if index not in table.figures]
    for points in range(largest, _SMALLEST - 1, -1):
        least = [_least(column, points, figures=index in table.figures) for index, column in enumerate(columns)]
        widest = [max(_measure(cell, points) for cell in column) for column in columns]
        wanted = list(map(max, widest, least))
        shared = _shared(least, wanted, texts)
        few_lines = points < _LARGEST or all(wanted[index] <= _LINES * shared[index] for index in texts)
        if sum(least) <= LINE and few_lines:
            break
    return shared, points


def labels(rows: Sequence[tuple[str, object]], points: int) -> int:
    """The width of a column of bold labels, two fifths of the line at most."""
    return min(max(_measure(label, points) * _BOLD // 100 for label, _ in rows), LINE * 2 // 5)


def _least(column: Sequence[str], points: int, *, figures: bool) -> int:
    """A column of figures holds its longest figure and the longest word of its heading, a text its longest word."""
    heading, *cells = column
    pieces = cells if figures else [word for cell in cells for word in cell.split()]
    longest = max(_measure(piece, points) * _BOLD // 100 for piece in (heading[: len(heading) // 2], *heading.split()))
    longest = max([longest, *(_measure(piece, points) for piece in pieces)])
    return longest if figures else min(max(longest, _NARROWEST), LINE // 4)


def _measure(words: str, points: int) -> int:
    size = sum(_WIDTHS.get(one, _OTHER) for one in words) if words.isascii() else width_of(words) * 600
    return size * points * 20 // 1000 + _MARGINS


def _shared(least: list[int], wanted: list[int], texts: Sequence[int]) -> list[int]:
    """Each column its least; what is left goes to the texts by what they want beyond it, and then to all alike."""
    total = sum(least)
    if total > LINE:
        return [low * LINE // total for low in least]
    growing = texts or range(len(least))
    left = LINE - total
    beyond = {index: max(wanted[index] - least[index], 0) for index in growing}
    asked = sum(beyond.values())
    given = list(least)
    for index in growing:
        given[index] += beyond[index] * min(left, asked) // asked if asked else 0
    rest = LINE - sum(given)
    for index in growing:
        given[index] += rest // len(growing)
    return given
