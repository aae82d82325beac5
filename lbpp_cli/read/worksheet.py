r"""What the XML of a worksheet holds: how far it reaches, where its formulas and errors are, which cells are percent.

The rows of nearly every workbook have one plain shape, which one pattern checks at the speed of C. What has another
shape is first written anew in the plain one. So all that is said here about a worksheet, and all that the parser later
reads in it, comes from rows whose every byte fits the pattern.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from lbpp_cli.read.guard import MAX_ODD, cell_name, check_extent, column_number, damaged
from lbpp_cli.read.markup import is_plain, refuse_wide, unescaped

if TYPE_CHECKING:
    from collections.abc import Iterator

    Place = tuple[int, int]

UNCALCULATED, UNKNOWN_ERROR = "uncalculated", "#UNKNOWN!"
ERRORS = rb"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)"

# Cells of A1 to Z99999 are within every limit, so that for most sheets the pattern alone settles the extent.
_NEAR, _ANY = rb"[A-Z][1-9][0-9]{0,4}", rb"[A-Z]{1,3}[1-9][0-9]{0,6}"
# No attribute's name begins with r: the parser takes the last of two places, and does not mind that there are two.
_ATTRIBUTES = rb'(?: [a-qs-z]++="[^"<>]*+")*+ ?'
_NOTING = rb'(?: (?:t="s"()|[a-qs-z]++="[^"<>]*+"))*+ ?'
_FORMULA = rb"<f[^<>']*+>(?:[^<>]*+</f>)?+"
_VALUE = rb"<(?:v>(?:-?[0-9]{1,300}+(?:\.[0-9]{1,300}+)?+(?=<)|([^<>]*+))</v>|is><t[^<>']*+>[^<>]*+</t></is>|v ?/>)"
# Most cells are like this; to try it first takes a third off the time. Whatever fits it fits the pattern for all cells.
_COMMON = (
    rb'<c r="[A-Z][1-9][0-9]{0,4}+"(?: s="[0-9]++")?+'
    rb'(?: t="s"><v>[0-9]{1,9}+|><v>-?[0-9]{1,300}+(?:\.[0-9]{1,300}+)?+)</v></c>'
)
# Three groups tell whether there is any cell that names a shared text in another way than most do, any formula, and
# any value that is no plain decimal number.
_ROWS = (
    rb'(?:%(common)b\s*+|<(?:c r="(?:%(used)b"%(noting)b(?<!/)>(%(formula)b)?+(?:%(value)b)?+</c>'
    rb'|[A-Z]+[0-9]+"%(attributes)b(?:/>|></c>))|/?row[^<>\']*+>)\s*+)*+'
) % {
    b"common": _COMMON,
    b"used": b"%b",
    b"attributes": _ATTRIBUTES,
    b"noting": _NOTING,
    b"formula": _FORMULA,
    b"value": _VALUE,
}
# A value, but not of a text, that is neither a number as spreadsheets write it nor an error that the parser knows.
_NUMBER = rb"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?0*[0-9]{1,2})?"
_MISREAD = rb'<c r="[^<>]*(?<!t="str")>(?:%b)?<v>(?!(?:%b|%b|)</v>)' % (_FORMULA, _NUMBER, ERRORS)
_OPENING, _CLOSING = b"<sheetData>", b"</sheetData>"
_SMALLEST = len('<c r="A1"><v>1</v></c>')


class Worksheet:
    """The rows of a worksheet in plain form, as a stretch of its XML."""

    def __init__(self, rows: re.Match[bytes]) -> None:
        self._content, self._start, self._end = rows.string, rows.start(), rows.end()
        self._has_formulas, self.has_words = rows[2] is not None, rows[3] is not None
        self._shared_otherwise = rows[1] is not None
        self._has_errors = self.has_words and self._has(b't="e"')

    @property
    def rows(self) -> memoryview:
        """What stands between the start tag and the end tag of ``sheetData``."""
        return memoryview(self._content)[self._start : self._end]

    @property
    def beside(self) -> bytes:
        """What stands around the rows, as a worksheet without any."""
        return self._content[: self._start] + self._content[self._end :]

    def cells_in_full(self) -> Iterator[re.Match[bytes]]:
        """Each cell that holds anything: its letters, its row, its attributes, and those and the text of its formula.

        The sixth group is the value of a cell with a formula.
        """
        rest = rb"([^<>]*)>(?:<f([^<>]*?)(?:/>|>([^<>]*)</f>)(?:<v>([^<>]*))?|(?=<))"
        return self._cells(rest)

    def rows_with(self, attribute: bytes) -> Iterator[bytes]:
        """The attributes of the rows that have a certain one."""
        if not self._has(attribute):
            return iter(())
        rows = re.compile(rb"<row\s([^<>]*%b[^<>]*)>" % attribute).finditer(self._content, self._start, self._end)
        return (row[1] for row in rows)

    @property
    def unreadable(self) -> bool:
        """Whether the parser would misread a value, as it does with spaces or references in a number."""
        return (self.has_words and self._finds(_MISREAD)) or (
            self._shared_otherwise and self._finds(rb't="s"[^<>]*><v>(?![0-9]{1,9}<)')
        )

    def size_of_wide_texts(self) -> int:
        """The bytes of texts in the cells themselves that hold a character of four bytes."""
        if not self._has(b"\xf0"):
            return 0
        texts = re.compile(rb">[^<>]*\xf0[^<>]*<").finditer(self._content, self._start, self._end)
        return sum(text.end() - text.start() for text in texts)

    def odd(self, *, stale: bool) -> dict[Place, str]:
        """The cells with an error (its text) or with a formula that was never calculated; places count from 0.

        ``stale``: the program that wrote the workbook left its calculation to the next one, and zeros as results.
        """
        found: dict[Place, str] = {}
        if self._has_formulas:
            for cell in self._some(rb"([^<>]*)>%b(<v ?/>|<v></v>)?</c>" % _FORMULA):
                # The result of a formula may be an empty text; only Excel's own form of that is one.
                if not (cell[4] and b't="str"' in cell[3]):
                    found[_place(cell)] = UNCALCULATED
            if stale:
                for cell in self._some(rb"[^<>]*>%b<v>[-+]?0*\.?0*</v></c>" % _FORMULA):
                    found[_place(cell)] = UNCALCULATED
        if self._has_errors:
            for cell in self._some(rb'[^<>]* t="e"[^<>]*>(?:%b)?<v>(%b)?</v>' % (_FORMULA, ERRORS)):
                found.setdefault(_place(cell), cell[3].decode() if cell[3] else UNKNOWN_ERROR)
        return found

    def formulas(self) -> dict[Place, str]:
        """The text of each formula, blank where it stands with another cell that shares it; places count from 0."""
        if not self._has_formulas:
            return {}
        cells = self._cells(rb"[^<>]*><f[^<>]*?(?:/>|>([^<>]*)</f>)")
        return {_place(cell): unescaped((cell[3] or b"").decode("utf-8", "replace")) for cell in cells}

    @property
    def has_shared_texts(self) -> bool:
        """Whether any cell has a shared text."""
        return self._has(b't="s"')

    @property
    def most_cells(self) -> int:
        """As many cells with a value as there is room for; there may be fewer."""
        return (self._end - self._start) // _SMALLEST

    def count_shared_texts(self) -> int:
        """How many cells have a shared text."""
        return self._content.count(b't="s"', self._start, self._end)

    def shared_texts(self) -> Iterator[int]:
        """The number of the shared text of each cell that has one."""
        cells = re.compile(rb't="s"[^<>]*><v>([0-9]{1,9})<').finditer(self._content, self._start, self._end)
        return (int(cell[1]) for cell in cells)

    def styled(self, styles: set[int], column: int) -> frozenset[int]:
        """The rows, from 0, in which a column has one of the styles; a cell that names no style has style 0."""
        named = rb'[^<>]* s="(?:%b)"' % b"|".join(b"%d" % style for style in styles)
        rest = rb'(?:%b|(?![^<>]* s="))' % named if 0 in styles else named
        letters = cell_name(1, column + 1)[:-1].encode()
        cells = re.compile(rb'<c r="%b([0-9]+)"%b' % (letters, rest)).finditer(self._content, self._start, self._end)
        return frozenset(int(cell[1]) - 1 for cell in cells)

    def reach(self) -> dict[int, int]:
        """The last column with content of each row that has any; rows and columns count from 1."""
        found: dict[int, int] = {}
        columns: dict[bytes, int] = {}
        for cell in self._cells(rb"(?![^<>]*(?:/>|></c>))"):
            letters, row = cell[1], int(cell[2])
            column = columns.get(letters) or columns.setdefault(letters, column_number(letters.decode()))
            if column > found.get(row, 0):
                found[row] = column
        return found

    def _has(self, text: bytes) -> bool:
        return self._content.find(text, self._start, self._end) >= 0

    def _finds(self, pattern: bytes) -> bool:
        return re.compile(pattern).search(self._content, self._start, self._end) is not None

    def _some(self, rest: bytes) -> Iterator[re.Match[bytes]]:
        """The first cells of the kind; one more than are taken, so that too many are noticed."""
        return islice(self._cells(rest), MAX_ODD + 1)

    def _cells(self, rest: bytes) -> Iterator[re.Match[bytes]]:
        """The cells whose start tag goes on as ``rest`` after the place; groups 1 and 2 are the place."""
        return re.compile(rb'<c r="([A-Z]+)([0-9]+)"%b' % rest).finditer(self._content, self._start, self._end)


def _place(cell: re.Match[bytes]) -> Place:
    return int(cell[2]) - 1, column_number(cell[1].decode()) - 1


def read_worksheet(xml: bytes, sheet: str, file: str) -> tuple[Worksheet, dict[Place, str]]:
    """The rows of a worksheet, and the errors in it that the plain form has no word for.

    Raises:
        UnreadableFileError: the sheet is damaged or disguised, or stretches over an absurd range.

    """
    found = plain_worksheet_of(xml, sheet, file)
    if found is not None:
        return found, {}
    from lbpp_cli.read.unusual import plain_worksheet

    content, errors = plain_worksheet(xml, sheet, file)
    found = _plain(content, sheet, file)
    if found is None:
        raise damaged(f"the sheet “{sheet}” has cells outside what a spreadsheet can hold.", file, sheet)
    return found, errors


def plain_worksheet_of(xml: bytes, sheet: str, file: str) -> Worksheet | None:
    """The rows as they stand, None where they have another than the plain form.

    Raises:
        UnreadableFileError: the sheet is disguised, or stretches over an absurd range.

    """
    refuse_wide(xml, f"“{sheet}”", file)
    found = _plain(xml, sheet, file)
    return None if found is None or found.unreadable else found


@cache
def _rows_of(used: bytes) -> re.Pattern[bytes]:
    """What rows with such places look like."""
    return re.compile(_ROWS % used)


def _plain(xml: bytes, sheet: str, file: str) -> Worksheet | None:
    """The rows, if every byte of them has the plain form."""
    start = xml.find(_OPENING)
    if start < 0 or not is_plain(xml[:start]):
        return None
    start += len(_OPENING)
    for used in (_NEAR, _ANY):
        rows = _rows_of(used).match(xml, start)
        if rows and xml.startswith(_CLOSING, rows.end()):
            worksheet = Worksheet(rows)
            if used is _ANY:
                check_extent(worksheet.reach(), sheet, file)
            return worksheet
    return None
