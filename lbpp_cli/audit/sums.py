"""Sums that leave out rows, and sums that count a figure twice."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from decimal import Decimal
from itertools import groupby, islice
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.audit.exact import number_in
from lbpp_cli.audit.places import Hit, area_name, cell, joined, reported
from lbpp_cli.formula_text import Reference
from lbpp_cli.formula_tree import Call, summed
from lbpp_cli.money import plain
from lbpp_cli.spreadsheet import Area

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lbpp_cli.audit.subject import Subject
    from lbpp_cli.findings import Finding
    from lbpp_cli.formula_tree import Expression
    from lbpp_cli.spreadsheet import SheetFacts

    Place = tuple[int, int]

_MOST_LOOKED_AT = 200_000  # cells beside the ranges of sums
_MOST_BESIDE = 1_000
_WIDEST = 256
_FEWEST_NAMED = 3  # cells that a sum names one by one
_YEARS = range(1900, 2101)


class Sum(NamedTuple):
    """A formula that does nothing but add: where it stands, and a stretch of one column that it adds."""

    sheet: SheetFacts
    place: Place
    target: SheetFacts
    column: int
    first: int
    last: int
    reads_subtotals: bool
    gaps: tuple[int, ...] = ()  # rows in between that it does not add

    @property
    def range(self) -> str:
        """The stretch as a spreadsheet names it."""
        name = area_name(Area(self.first, self.column, self.last, self.column))
        return name if self.sheet is self.target else f"{self.target.name}!{name}"

    @property
    def below_itself(self) -> bool:
        """Whether it stands in the column that it adds, below what it adds."""
        return self.in_column and self.place[0] > self.last

    @property
    def in_column(self) -> bool:
        """Whether it stands in the column that it adds."""
        return self.sheet is self.target and self.place[1] == self.column


class _Covered(NamedTuple):
    """What the sums of a workbook add of one column, as stretches in order that do not meet."""

    first: list[int]
    last: list[int]

    def has(self, row: int) -> bool:
        at = bisect_right(self.first, row) - 1
        return at >= 0 and row <= self.last[at]


def sums(subject: Subject, sheet: SheetFacts) -> Iterator[Sum]:
    """The stretches of columns that the formulas of a sheet add; not what a row adds of itself."""
    for place, expression, added in subject.figures.adding(sheet):
        for reference in added:
            target = subject.figures.sheet_of(reference, sheet)
            top, left, bottom, right = reference.at(*place)
            bottom = min(bottom, len(target.rows) - 1) if target else bottom
            in_row = target is sheet and top == bottom == place[0]
            if target is None or in_row or top < 0 or left < 0 or right - left > _WIDEST:
                continue
            for column in range(left, right + 1):
                yield Sum(sheet, place, target, column, top, bottom, expression.name != "SUBTOTAL")


def covered(subject: Subject) -> dict[tuple[str, int], _Covered]:
    """What sums add, by sheet and column."""
    stretches: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for sheet in subject.sheets:
        for one in sums(subject, sheet):
            stretches.setdefault((one.target.name, one.column), []).append((one.first, one.last))
    found = {}
    for key, pairs in stretches.items():
        first: list[int] = []
        last: list[int] = []
        for start, end in sorted(set(pairs)):
            if last and start <= last[-1] + 1:
                last[-1] = max(last[-1], end)
            else:
                first.append(start)
                last.append(end)
        found[key] = _Covered(first, last)
    return found


def missing_rows(subject: Subject) -> Iterator[Finding]:
    """Sums whose range ends before the figures beside it do, where no other sum adds those."""
    hint = "Extend the range of the sum, or say in the sheet why the rows are left out."
    added = covered(subject)
    left = _MOST_LOOKED_AT
    for sheet in subject.sheets:
        hits = []
        for one in _stretches(subject, sheet):
            if left <= 0:
                break
            candidates = [*one.gaps, *_beside(one)]
            left -= len(candidates) + 1
            rows = [
                row
                for row in candidates
                if not added[one.target.name, one.column].has(row) and _belongs(subject, one, row)
            ]
            if rows:
                names = joined([cell(row, one.column) for row in sorted(rows)], 4)
                what = f"cells from {one.range}" if one.gaps else one.range
                hits.append(Hit(*one.place, f"{cell(*one.place)} adds {what} and leaves out {names}"))
        yield from reported("sum-misses-rows", subject.file, sheet.name, hits, "No other sum adds that.", hint)


def _stretches(subject: Subject, sheet: SheetFacts) -> Iterator[Sum]:
    """What the formulas of a sheet add: each range, and cells named one by one, as one stretch with its gaps."""
    for _, found in groupby(sums(subject, sheet), key=lambda one: one.place):
        single: dict[tuple[str, int], list[Sum]] = {}
        for one in islice(found, _MOST_BESIDE):
            if one.first < one.last:
                yield one
            elif one.first == one.last:
                single.setdefault((one.target.name, one.column), []).append(one)
        for cells in single.values():
            rows = {one.first for one in cells}
            first, last = min(rows), max(rows)
            if len(rows) < _FEWEST_NAMED or last - first >= 2 * len(rows):
                continue  # totals of sections lie further apart
            holds = cells[0].target.value
            gaps = [
                row
                for row in range(first, last)
                if row not in rows and number_in(holds(row, cells[0].column)) is not None and row != cells[0].place[0]
            ]
            yield cells[0]._replace(first=first, last=last, gaps=tuple(gaps))


def _beside(one: Sum) -> list[int]:
    """The rows with numbers right above and below a range, and those between it and its sum."""

    def holds(row: int) -> bool:
        return number_in(one.target.value(row, one.column)) is not None and not (one.in_column and row == one.place[0])

    found: list[int] = []
    for step, start in ((-1, one.first - 1), (1, one.last + 1)):
        row = start
        while row >= 0 and holds(row) and len(found) < _MOST_BESIDE:
            found.append(row)
            row += step
    if one.below_itself:
        between = range(one.last + 1, min(one.place[0], one.last + _MOST_BESIDE))
        found += [row for row in between if row not in found and holds(row)]
    return sorted(found)


def _belongs(subject: Subject, one: Sum, row: int) -> bool:
    """Whether a number beside a range is of the kind that the range adds: no total, heading or percentage."""
    sheet, place = one.target, (row, one.column)
    edge = (one.last if row > one.last else one.first, one.column)
    look, usual = sheet.look(*place), sheet.look(*edge)
    if look.percent != usual.percent:
        return False
    if place in sheet.formulas:
        patterns = subject.figures.patterns(sheet)
        return patterns.get(place) == patterns.get(edge) is not None
    value = number_in(sheet.value(*place))
    if row < one.first and (look != usual or (value in _YEARS and look.decimals is None)):
        return False
    total = subject.figures.total(sheet, one.column, one.first, one.last)
    return total is not None and value is not None and not total.agrees(value) and total.value != 0


def counted_twice(subject: Subject) -> Iterator[Finding]:
    """Sums that add a subtotal and also what it consists of, or that add themselves."""
    why = "What is counted twice makes the total too large."
    hint = "Let the sum add either the items or the subtotals; SUBTOTAL leaves other subtotals out."
    by_column: dict[tuple[str, int], dict[int, list[Sum]]] = {}
    everything = [one for sheet in subject.sheets for one in sums(subject, sheet) if one.last > one.first]
    for one in everything:
        if one.in_column:
            by_column.setdefault((one.sheet.name, one.column), {}).setdefault(one.place[0], []).append(one)
    rows = {key: sorted(found) for key, found in by_column.items()}
    hits: dict[str, list[Hit]] = {}
    left = _MOST_LOOKED_AT
    for one in everything:
        key = (one.target.name, one.column)
        known = rows.get(key, [])
        inside = known[bisect_left(known, one.first) : bisect_right(known, one.last)]
        left -= len(inside) + 1
        if left < 0:
            break
        twice = [row for row in inside if any(_overlaps(one, other) for other in by_column[key][row])]
        if twice:
            own = one.in_column and one.place[0] in twice
            what = (
                "itself" if own else f"{joined([cell(row, one.column) for row in twice], 4)}, a sum of the same cells"
            )
            hit = Hit(*one.place, f"{cell(*one.place)} adds {one.range}, and with it {what}")
            hits.setdefault(one.sheet.name, []).append(hit)
    for name, found in hits.items():
        yield from reported("sum-counts-twice", subject.file, name, found, why, hint)


def _overlaps(one: Sum, other: Sum) -> bool:
    """Whether what the other adds is also added by the one."""
    if not one.reads_subtotals and not other.reads_subtotals:
        return False
    same = one.place == other.place and one.sheet is other.sheet
    return same or (one.first <= other.last and other.first <= one.last)


def added_numbers(subject: Subject) -> Iterator[Finding]:
    """Sums that add a number which stands in the formula alone."""
    why = "It stands in no cell, so nobody who reads the sheet sees it."
    hint = "Write the number into a cell of its own, with a word that says what it is."
    for sheet in subject.sheets:
        expressions = subject.figures.expressions(sheet)
        hits = [
            Hit(*place, f"{cell(*place)} adds {plain(number)} to a sum within its formula, ={sheet.formulas[place]}")
            for place, expression in expressions.items()
            if isinstance(expression, Call)
            and (number := _number_added(expression))
            and any(is_total(term) or (isinstance(term, Reference) and not term.single) for term in expression.terms)
        ]
        yield from reported("sum-adds-number", subject.file, sheet.name, hits, why, hint)


def _number_added(expression: Call) -> Decimal:
    """What the numbers in a formula add to it, 0 where there are none."""
    if expression.name not in ("+", "-", "SUM"):
        return Decimal(0)
    found = Decimal(0)
    for at, term in enumerate(expression.terms):
        sign = -1 if at and expression.name == "-" else 1
        if isinstance(term, Call) and term.name == "negative" and isinstance(term.terms[0], Decimal):
            found -= sign * term.terms[0]
        elif isinstance(term, Decimal):
            found += sign * term
        elif isinstance(term, Call) and expression.name != "SUM":
            found += sign * _number_added(term)
    return found


def is_total(expression: Expression | None) -> bool:
    """Whether a formula does nothing but add, and not only cells of its own row."""
    return isinstance(expression, Call) and any(
        one.first.row_fixed or one.first.row or one.last.row for one in summed(expression)
    )
