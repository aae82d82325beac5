"""Formulas that depend on their own results."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.audit.places import Hit, cell, joined, reported
from lbpp_cli.formula_tree import Call, references

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lbpp_cli.audit.subject import Subject
    from lbpp_cli.findings import Finding
    from lbpp_cli.formula_text import Reference
    from lbpp_cli.formula_tree import Expression
    from lbpp_cli.spreadsheet import SheetFacts

    Node = tuple[str, int, int]

_MOST_FOLLOWED = 1_000_000
_OF_PLACES = {"ROW", "ROWS", "COLUMN", "COLUMNS", "CELL", "OFFSET", "INDEX", "ADDRESS", "SHEET"}


def circles(subject: Subject) -> Iterator[Finding]:
    """Formulas that name themselves, or that name formulas which in the end name them."""
    why = "What it shows depends on how often it was calculated."
    hint = "Find out which of the formulas should hold a figure instead, and type that."
    search = _Search(subject)
    hits: dict[str, list[Hit]] = {}
    for circle in search.circles():
        name, row, column = circle[0]
        others = joined([place if sheet == name else f"{sheet}!{place}" for sheet, place in _named(circle[1:])], 4)
        through = f", through {others}" if others else ""
        what = f"The formula in {cell(row, column)} depends on its own result{through}"
        hits.setdefault(name, []).append(Hit(row, column, what))
    for name, found in hits.items():
        yield from reported("formula-circular", subject.file, name, found, why, hint)


def _named(circle: list[Node]) -> list[tuple[str, str]]:
    return [(name, cell(row, column)) for name, row, column in circle]


class _Search:
    """Follows what formulas name, deep first; a way that comes back to itself is a circle.

    A circle needs a formula that names a cell which is not read before its own (to the left, or above), so that only
    from such formulas anything is followed.
    """

    def __init__(self, subject: Subject) -> None:
        self._figures = subject.figures
        self._sheets = {sheet.name: sheet for sheet in subject.sheets}
        self._left = _MOST_FOLLOWED
        self._known: dict[int, tuple[Reference, ...]] = {}

    def circles(self) -> Iterator[list[Node]]:
        done: set[Node] = set()
        for sheet in self._sheets.values():
            for (row, column), expression in self._figures.expressions(sheet).items():
                start = (sheet.name, row, column)
                if start not in done and self._looks_ahead(expression, row, column):
                    yield from self._from(start, done)

    def _from(self, start: Node, done: set[Node]) -> Iterator[list[Node]]:
        way = [start]
        place_in_way = {start: 0}
        ahead = [self._named_by(start)]
        while way:
            following = next(ahead[-1], None)
            if following is None:
                done.add(way[-1])
                del place_in_way[way.pop()]
                ahead.pop()
            elif following in place_in_way:
                yield way[place_in_way[following] :]
            elif following not in done:
                place_in_way[following] = len(way)
                way.append(following)
                ahead.append(self._named_by(following))

    def _of(self, expression: Expression | None) -> tuple[Reference, ...]:
        found = self._known.get(id(expression))
        if found is None:
            found = () if _asks_for_places(expression) else references(expression)
            self._known[id(expression)] = found
        return found

    def _looks_ahead(self, expression: Expression | None, row: int, column: int) -> bool:
        for reference in self._of(expression):
            _, _, bottom, right = reference.at(row, column)
            if reference.sheet or (bottom, right) >= (row, column) or (bottom == row and right >= column):
                return True
        return False

    def _named_by(self, node: Node) -> Iterator[Node]:
        """The formulas among the cells that a formula names."""
        name, row, column = node
        own = self._sheets[name]
        for reference in self._of(self._figures.expressions(own).get((row, column))):
            sheet = self._figures.sheet_of(reference, own)
            if sheet is not None:
                yield from self._formulas_in(sheet, reference.at(row, column))

    def _formulas_in(self, sheet: SheetFacts, area: tuple[int, int, int, int]) -> Iterator[Node]:
        top, left, bottom, right = area
        bottom = min(bottom, len(sheet.rows) - 1)
        if (bottom - top + 1) * (right - left + 1) <= len(sheet.formulas):
            places = ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
        else:
            places = (place for place in sheet.formulas if top <= place[0] <= bottom and left <= place[1] <= right)
        for row, column in places:
            self._left -= 1
            if self._left < 0:
                return
            if (row, column) in sheet.formulas:
                yield sheet.name, row, column


def _asks_for_places(expression: Expression | None) -> bool:
    """Whether a formula has a function that asks where a cell is, not what it holds."""
    return isinstance(expression, Call) and (
        expression.name in _OF_PLACES or any(map(_asks_for_places, expression.terms))
    )
