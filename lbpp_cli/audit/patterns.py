"""Formulas that break the pattern of their neighbours, and numbers that stand where the neighbours have formulas."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from lbpp_cli.audit.exact import as_kept, number_in
from lbpp_cli.audit.places import Hit, cell, reported
from lbpp_cli.audit.sums import is_total
from lbpp_cli.formula_text import Reference
from lbpp_cli.formula_tree import references
from lbpp_cli.money import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lbpp_cli.audit.exact import Figure
    from lbpp_cli.audit.subject import Subject
    from lbpp_cli.findings import Finding
    from lbpp_cli.formula_text import Token
    from lbpp_cli.formula_tree import Expression
    from lbpp_cli.spreadsheet import SheetFacts

    Place = tuple[int, int]
    Patterns = dict[Place, tuple[Token, ...]]

_FEWEST_COPIES, _MOST_TYPED = 3, 20  # of a formula, and cells between them
_NEAR = 3  # columns: a table of bidders side by side has unit prices in between


def typed_over(subject: Subject) -> Iterator[Finding]:
    """Numbers that stand where the cells above and below, or the other totals of the row, have formulas."""
    hint = "Copy the formula from the neighbour; if the number is meant, say so in the cell beside it."
    why = "It does not follow when the figures that it depends on change."
    for sheet in subject.sheets:
        hits = []
        expected = _expected(subject, sheet) if sheet.formulas else {}
        for place, (neighbour, figure) in expected.items():
            value = number_in(sheet.value(*place))
            if value is None:
                continue
            same = "the same today" if figure.agrees(value) else f"which would give {plain(as_kept(figure.value))}"
            what = f"{cell(*place)} holds {plain(value)} as a number where {cell(*neighbour)} has a formula, {same}"
            hits.append(Hit(*place, what))
        yield from reported("formula-typed-over", subject.file, sheet.name, hits, why, hint)


def _expected(subject: Subject, sheet: SheetFacts) -> dict[Place, tuple[Place, Figure]]:
    """The numbers in whose cells a neighbour's formula would stand: the neighbour, and what its formula would give."""
    patterns = subject.figures.patterns(sheet)
    expressions = subject.figures.expressions(sheet)
    found: dict[Place, tuple[Place, Figure]] = {}

    def consider(place: Place, neighbour: Place) -> None:
        expression = expressions.get(neighbour)
        if place in found or place in sheet.formulas or number_in(sheet.value(*place)) is None:
            return
        if expression is None or not references(expression) or isinstance(expression, Reference):
            return
        figure = subject.figures.worked_out(expression, sheet, place, filled=True)
        if figure is not None:
            found[place] = (neighbour, figure)

    totals = {id(expression) for expression in expressions.values() if is_total(expression)}
    copies = {place: pattern for place, pattern in patterns.items() if id(expressions[place]) not in totals}
    for neighbour, places in (
        *_next_to(sheet, patterns, copies),
        *_between(sheet, copies, down=True),
        *_between(sheet, copies, down=False),
        *_beside_totals(sheet, patterns, expressions),
    ):
        for place in places:
            consider(place, neighbour)
    return found


def _next_to(sheet: SheetFacts, patterns: Patterns, copies: Patterns) -> Iterator[tuple[Place, list[Place]]]:
    """The cell above or below a formula, where the next one beyond or on the other side is a copy of the formula."""
    for (row, column), pattern in copies.items():
        for step in (-1, 1):
            place = (row + step, column)
            if place not in sheet.formulas and pattern in (
                patterns.get((row + 2 * step, column)),
                patterns.get((row - step, column)),
            ):
                yield (row, column), [place]


def _between(sheet: SheetFacts, copies: Patterns, *, down: bool) -> Iterator[tuple[Place, list[Place]]]:
    """The numbers between copies of a formula in a column, or in a row at the steps in which its copies stand there."""
    lines: dict[tuple[int, int], list[int]] = {}
    for place, pattern in copies.items():
        line, at = (place[1], place[0]) if down else place
        lines.setdefault((line, id(pattern)), []).append(at)
    for (line, _), found in lines.items():
        if len(found) < _FEWEST_COPIES:
            continue
        found.sort()
        gaps = [after - before for before, after in pairwise(found)]
        step, most = (1, _MOST_TYPED) if down else (min(gaps), 2)
        for before, gap in zip(found, gaps, strict=False):
            if not step < gap <= most * step or gap % step:
                continue
            places = [(at, line) if down else (line, at) for at in range(before + step, before + gap, step)]
            if all(number_in(sheet.value(*place)) is not None and place not in sheet.formulas for place in places):
                yield ((before, line) if down else (line, before)), places


def _beside_totals(
    sheet: SheetFacts, patterns: Patterns, expressions: dict[Place, Expression | None]
) -> Iterator[tuple[Place, list[Place]]]:
    """For each row of totals, a total and the numbers of the row: sums that each add their own column."""
    rows: dict[int, Place] = {}
    for place in patterns:
        expression = expressions.get(place)
        own = is_total(expression) and all(
            not one.sheet and not one.first.column_fixed and one.first.column == one.last.column == 0 and not one.single
            for one in references(expression)
        )
        if own:
            rows.setdefault(place[0], place)
    for row, place in rows.items():
        cells = sheet.rows[row] if row < len(sheet.rows) else []
        yield place, [(row, column) for column in range(len(cells)) if (row, column) not in patterns]


def inconsistent(subject: Subject) -> Iterator[Finding]:
    """Formulas that differ from those on both sides, which are alike."""
    hint = "Copy the neighbour's formula; if it is meant to differ, say why beside it."
    for sheet in subject.sheets:
        patterns, expressions = subject.figures.patterns(sheet), subject.figures.expressions(sheet)
        hits: list[Hit] = []
        for (row, column), pattern in patterns.items():
            if pattern in (patterns.get((row - 1, column)), patterns.get((row + 1, column))):
                continue
            sides = _sides(patterns, row, column, in_row_alone=is_total(expressions[row, column]))
            if sides is not None and pattern not in (patterns[sides[0]], patterns[sides[1]]):
                name = f"{cell(*sides[0])} and {cell(*sides[1])}"
                hits.append(Hit(row, column, f"{cell(row, column)} has another formula than {name}, which agree"))
        yield from reported("formula-inconsistent", subject.file, sheet.name, hits, "", hint)


def _sides(patterns: Patterns, row: int, column: int, *, in_row_alone: bool) -> tuple[Place, Place] | None:
    """The formulas on both sides of one, in its row or its column, if those agree with each other."""
    in_row: list[Place | None] = [
        next(
            ((row, column + sign * step) for step in range(1, _NEAR + 1) if (row, column + sign * step) in patterns),
            None,
        )
        for sign in (-1, 1)
    ]
    if any(place is not None and patterns[place] == patterns[row, column] for place in in_row):
        return None
    sides: list[list[Place | None]] = [[(row - 1, column), (row + 1, column)], in_row]
    for one, other in sides[1:] if in_row_alone else sides:
        if one is not None and other is not None and patterns.get(one) == patterns.get(other) is not None:
            return one, other
    return None
