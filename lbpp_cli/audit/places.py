"""Places in words, and many findings of one kind as a few."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.audit.exact import number_in
from lbpp_cli.findings import Finding, finding
from lbpp_cli.formula_text import letters_of
from lbpp_cli.money import plain, quoted
from lbpp_cli.spreadsheet import Area

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Place = tuple[int, int]

MOST_PLACES = 5  # of one kind on a sheet, each a finding of its own
MOST_HITS = 20_000  # of one kind on a sheet
_LONGEST_NUMBER = 20  # digits
_MOST_NAMED = 8  # places in the finding that names the rest


class Hit(NamedTuple):
    """A cell that a check found something in, and what: a sentence without a full stop that names the cell."""

    row: int
    column: int
    what: str


def cell(row: int, column: int) -> str:
    """The name of a cell by its row and column from 0."""
    return f"{letters_of(column)}{row + 1}"


def shown(value: object) -> str:
    """What a cell holds: a text in quotes, a number as people write it."""
    number = number_in(value)
    return quoted(value) if number is None or abs(number.adjusted()) > _LONGEST_NUMBER else plain(number)


def area_name(area: Area) -> str:
    """Cells as a spreadsheet names them: ``C4``, or ``C4:C9``."""
    first, last = cell(area.top, area.left), cell(area.bottom, area.right)
    return first if first == last else f"{first}:{last}"


def rows_name(first: int, last: int) -> str:
    """Whole rows as a spreadsheet names them."""
    return f"{first + 1}:{last + 1}"


def columns_name(first: int, last: int) -> str:
    """Whole columns as a spreadsheet names them."""
    return f"{letters_of(first)}:{letters_of(last)}"


def count_of(number: int, one: str, many: str = "") -> str:
    """A number with what is counted: ``1 row``, ``2 rows``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def joined(names: Sequence[str], most: int = _MOST_NAMED) -> str:
    """Names one after the other, cut with a count where there are too many."""
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more:,} more" if more > 0 else "")


def areas(places: Iterable[Place]) -> list[Area]:
    """Cells as few areas: stretches of columns, and equal ones side by side as one."""
    runs: list[Area] = []
    for column, row in sorted((column, row) for row, column in places):
        last = runs[-1] if runs else None
        if last and last.left == column and last.bottom + 1 == row:
            runs[-1] = last._replace(bottom=row)
        else:
            runs.append(Area(row, column, row, column))
    wide: list[Area] = []
    open_at: dict[tuple[int, int, int], int] = {}
    for run in runs:
        before = open_at.get((run.top, run.bottom, run.left - 1))
        if before is not None:
            wide[before] = wide[before]._replace(right=run.right)
        else:
            before = len(wide)
            wide.append(run)
        open_at[run.top, run.bottom, run.left] = before
    return sorted(wide, key=lambda area: (area.top, area.left))


def reported(code: str, file: str, sheet: str, hits: Iterable[Hit], why: str, hint: str) -> list[Finding]:
    """Findings for cells of a sheet: one for each stretch of them, and where there are too many, one for the rest."""
    by_place = {(hit.row, hit.column): hit.what for hit in islice(hits, MOST_HITS)}
    if len(by_place) == MOST_HITS:
        why = f"{why} Only the first {MOST_HITS:,} were counted.".strip()
    found = areas(by_place)
    most = MOST_PLACES if len(found) > MOST_PLACES + 1 else len(found)
    findings = []
    for area in found[:most]:
        size = (area.bottom - area.top + 1) * (area.right - area.left + 1)
        more = f", and so on in {count_of(size, 'cell')}" if size > 1 else ""
        message = f"{by_place[area.top, area.left]}{more}. {why}".strip()
        findings.append(finding(code, message, hint, file, place(sheet, area_name(area))))
    if found[most:]:
        rest = found[most:]
        size = sum((area.bottom - area.top + 1) * (area.right - area.left + 1) for area in rest)
        others = joined([area_name(area) for area in rest])
        message = f"The same in {count_of(size, 'more cell')}: {others}. {why}".strip()
        findings.append(finding(code, message, hint, file, place(sheet, area_name(rest[0]))))
    return findings


def place(sheet: str, name: str) -> str:
    """A place in a sheet, or in a text file, which has none."""
    return f"{sheet}!{name}" if sheet else name
