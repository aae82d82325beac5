"""Figures that are more precise than they are shown, and totals that their shown parts do not add up to."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from lbpp_cli.audit.exact import as_kept, number_in
from lbpp_cli.audit.places import Hit, cell, reported
from lbpp_cli.audit.sums import sums
from lbpp_cli.formula_tree import Call
from lbpp_cli.money import EXACT, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lbpp_cli.audit.subject import Subject
    from lbpp_cli.findings import Finding
    from lbpp_cli.formula_tree import Expression
    from lbpp_cli.spreadsheet import SheetFacts

    Place = tuple[int, int]

_MOST_ADDED = 500_000
_MOST_FINER = 50_000  # cells of a sheet that hold more than they show
_LARGEST = Decimal("1e15")


def shown(sheet: SheetFacts, row: int, column: int) -> tuple[Decimal, Decimal] | None:
    """A number as it is and as its format shows it; None where there is none, or the format depends on the number."""
    number = number_in(sheet.value(row, column))
    decimals = sheet.look(row, column).decimals
    if number is None or decimals is None or abs(number) > _LARGEST:
        return None
    number = as_kept(number)
    return number, number.quantize(Decimal(1).scaleb(-decimals), context=EXACT)


def _finer(subject: Subject, sheet: SheetFacts) -> dict[Place, tuple[Decimal, Decimal]]:
    """The cells that hold more than they show, with the number that they hold and the one that they show."""
    kept = subject.kept.get(sheet.name)
    if kept is None:
        kept = subject.kept[sheet.name] = _found_finer(sheet)
    return kept


def _found_finer(sheet: SheetFacts) -> dict[Place, tuple[Decimal, Decimal]]:
    decimals = [look.decimals for look in sheet.looks]
    found: dict[Place, tuple[Decimal, Decimal]] = {}
    for row, styles in sheet.styles.items():
        cells = sheet.rows[row] if row < len(sheet.rows) else []
        for column, (style, value) in enumerate(zip(styles, cells, strict=False)):
            places = decimals[style] if style < len(decimals) else None
            if places is None or not isinstance(value, float) or _is_short(value, places):
                continue
            both = shown(sheet, row, column)
            if both is not None and both[0] != both[1]:
                found[row, column] = both
        if len(found) > _MOST_FINER:
            break
    return found


def _is_short(value: float, places: int) -> bool:
    """Whether a number plainly has no more decimals than are shown; most have not, and this is quick."""
    if places < 0:
        return False
    text = repr(value)
    return value.is_integer() or ("e" not in text and len(text.partition(".")[2]) <= places)


def hidden_decimals(subject: Subject) -> Iterator[Finding]:
    """Amounts of which the format hides a part; where a figure is a share or an average, only a note."""
    for sheet in subject.sheets:
        expressions = subject.figures.expressions(sheet)
        amounts: list[Hit] = []
        others: list[Hit] = []
        for place, (number, seen) in _finer(subject, sheet).items():
            look = sheet.look(*place)
            shown_as = f"{plain(seen * 100)}%" if look.percent else plain(seen) if seen else "0"
            held = f"{plain(number * 100)}%" if look.percent else plain(number)
            hit = Hit(*place, f"{cell(*place)} holds {held} and shows {shown_as}")
            is_share = look.percent or (place in sheet.formulas and _divides(expressions.get(place)))
            (others if is_share else amounts).append(hit)
        why = "What is added and compared is not what is seen."
        hint = "Round it in the workbook, =ROUND(…, 2), or show more decimals, and compare it with the bid."
        yield from reported("amount-rounded-by-format", subject.file, sheet.name, amounts, why, hint)
        hint = "Show more decimals where the figure decides something, such as a limit in percent."
        yield from reported("figure-rounded-by-format", subject.file, sheet.name, others, "", hint)


def _divides(expression: Expression | None) -> bool:
    """Whether a formula divides, or does what is not understood here: its results have decimals without end."""
    if expression is None:
        return True
    if not isinstance(expression, Call):
        return False
    known = {"+", "-", "*", "negative", "SUM", "MIN", "MAX", "ABS", "ROUND", "SUBTOTAL"}
    return expression.name not in known or any(_divides(term) for term in expression.terms)


def shown_totals(subject: Subject) -> Iterator[Finding]:
    """Totals that differ, as shown, from the sum of their parts as shown."""
    why = "Whoever adds the figures on paper comes to another total."
    hint = "Round the parts in the workbook, =ROUND(…, 2), so that they add up to the total."
    finer = {sheet.name: _finer(subject, sheet) for sheet in subject.sheets}
    left = _MOST_ADDED
    for sheet in subject.sheets:
        hits = []
        for one in sums(subject, sheet):
            parts = finer[one.target.name]
            left -= one.last - one.first + 1
            if left <= 0 or one.place in sheet.fixed_formulas or not parts:
                continue
            difference = sum(
                (
                    parts[row, one.column][1] - parts[row, one.column][0]
                    for row in range(one.first, one.last + 1)
                    if (row, one.column) in parts
                ),
                Decimal(0),
            )
            total = shown(sheet, *one.place)
            if not difference or total is None or _terms(subject, sheet, one.place) != 1:
                continue
            exact = subject.figures.results(sheet)[one.place]
            if exact is None or abs(exact.value) > _LARGEST:
                continue
            unit = Decimal(1).scaleb(-(sheet.look(*one.place).decimals or 0))
            added = (exact.value + difference).quantize(unit, context=EXACT)
            if added != total[1] and exact.value.quantize(unit, context=EXACT) == total[1]:
                what = f"{cell(*one.place)} shows {plain(total[1])}, but the figures shown in {one.range} add up to"
                hits.append(Hit(*one.place, f"{what} {plain(added)}"))
        yield from reported("shown-total-differs", subject.file, sheet.name, hits, why, hint)


def _terms(subject: Subject, sheet: SheetFacts, place: Place) -> int:
    """How many references a sum adds; several are not looked at."""
    expression = subject.figures.expressions(sheet)[place]
    return len(expression.terms) if isinstance(expression, Call) and expression.name == "SUM" else 0
