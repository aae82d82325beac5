"""Numbers and dates that are kept as text."""

from __future__ import annotations

import re
import unicodedata
from itertools import islice
from typing import TYPE_CHECKING

from lbpp_cli.audit.exact import number_in
from lbpp_cli.audit.places import MOST_HITS, Hit, cell, reported
from lbpp_cli.audit.sums import covered, sums
from lbpp_cli.money import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lbpp_cli.audit.subject import Subject
    from lbpp_cli.audit.sums import Sum
    from lbpp_cli.findings import Finding
    from lbpp_cli.spreadsheet import SheetFacts

_LONGEST = 40
_MOST_SUMS = 50  # that are looked through for one that a text is left out of
# A sign that points to a footnote may follow.
_FIGURE = re.compile(r"'?[(-]?\s*\$?\s*[(-]?(?:\d{1,3}(?:[, ]\d{3})+|\d+)?(?:\.\d*)?\s*\)?\s*[*†‡]{0,3}", re.ASCII)
_AS_MONEY = re.compile(r"\$|\d[, ]\d{3}(?!\d)|\.\d{2}(?!\d)", re.ASCII)
_CODE = re.compile(r"'?0\d", re.ASCII)
_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2}", re.ASCII)
_OF_MONEY = re.compile(r"am(?:oun)?t|price|total|cost|extension|score", re.IGNORECASE)


def numbers_as_text(subject: Subject) -> Iterator[Finding]:
    """Texts that are numbers to a reader, but not to a sum."""
    hint = "Type the number anew in a cell that is formatted as a number, without signs beside it."
    for sheet in subject.sheets:
        places = list(islice(_figures(subject, sheet), MOST_HITS))
        if not places:
            continue
        ranges: dict[int, list[Sum]] = {}
        for one in (one for other in subject.sheets for one in sums(subject, other) if one.target is sheet):
            ranges.setdefault(one.column, []).append(one)
        hits = []
        for row, column in places:
            over = next((one for one in ranges.get(column, [])[:_MOST_SUMS] if one.first <= row <= one.last), None)
            left_out = f", which {_named(over.sheet, over.place, sheet)} leaves out" if over else ""
            shown = quoted(sheet.rows[row][column])
            hits.append(Hit(row, column, f"{cell(row, column)} holds {shown} as text{left_out}"))
        yield from reported(
            "number-as-text", subject.file, sheet.name, hits, "Sums and comparisons pass it over.", hint
        )


def _named(sheet: SheetFacts, at: tuple[int, int], seen_from: SheetFacts) -> str:
    return cell(*at) if sheet is seen_from else f"{sheet.name}!{cell(*at)}"


def _figures(subject: Subject, sheet: SheetFacts) -> Iterator[tuple[int, int]]:
    """The cells with a text that is an amount by its look, or a number by what stands around it."""
    added = covered(subject)
    headings: dict[int, str] = {}
    for row, cells in enumerate(sheet.rows):
        for column, value in enumerate(cells):
            if not isinstance(value, str) or not value:
                continue
            text = unicodedata.normalize("NFKC", value).strip() if not value.isascii() else value.strip()
            if len(value) > _LONGEST or not _FIGURE.fullmatch(text) or not any(map(str.isdigit, text)):
                headings[column] = value
                continue
            if (sheet.name, column) in added and added[sheet.name, column].has(row):
                yield row, column
            elif (row, column) not in sheet.formulas and not _CODE.match(text):
                of_money = _AS_MONEY.search(text) or _OF_MONEY.search(headings.get(column, "")[:_LONGEST])
                if of_money or _is_among_numbers(sheet, row, column):
                    yield row, column


def _is_among_numbers(sheet: SheetFacts, row: int, column: int) -> bool:
    """Whether a text stands below a number or, formatted as one, above it; over numbers it may be a heading."""
    above, below = (number_in(sheet.value(row + step, column)) is not None for step in (-1, 1))
    return above or (below and sheet.look(row, column).decimals is not None)


def dates_as_text(subject: Subject) -> Iterator[Finding]:
    """Texts that are dates to a reader, but not to a comparison."""
    hint = "Type the date anew in a cell that is formatted as a date."
    for sheet in subject.sheets:
        hits = (
            Hit(row, column, f"{cell(row, column)} holds {quoted(value)} as text")
            for row, cells in enumerate(sheet.rows)
            for column, value in enumerate(cells)
            if isinstance(value, str) and value and len(value) <= _LONGEST and _DATE.fullmatch(value.strip())
        )
        yield from reported(
            "date-as-text", subject.file, sheet.name, hits, "It sorts and compares as a text does.", hint
        )
