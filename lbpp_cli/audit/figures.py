"""The formulas of a workbook worked out exactly from the values that stand in their cells, where they are simple.

A spreadsheet calculates with binary numbers, so each result comes with how far binary arithmetic may be off it.
"""

from __future__ import annotations

from decimal import localcontext
from typing import TYPE_CHECKING

from lbpp_cli.audit.exact import Figure, UnknownError
from lbpp_cli.audit.working import Working
from lbpp_cli.formula_text import Copies, Corner, Reference, tokens
from lbpp_cli.formula_tree import Call, Named, parsed, summed
from lbpp_cli.money import EXACT

if TYPE_CHECKING:
    from lbpp_cli.formula_text import Token
    from lbpp_cli.formula_tree import Expression
    from lbpp_cli.spreadsheet import SheetFacts, SpreadsheetFacts

    Place = tuple[int, int]

# How many cells are read to work out formulas; then the rest is left, and that is said.
MAX_CELLS_READ = 2_000_000
MAX_CHARACTERS = 1_000_000  # of formulas that are not copies of one another


class Figures:
    """The values and the formulas of all sheets of a workbook."""

    def __init__(self, facts: SpreadsheetFacts) -> None:
        self.sheets = {sheet.name.casefold(): sheet for sheet in facts.sheets}
        self._names = {(name.sheet.casefold(), name.name.upper()): name.text.removeprefix("=") for name in facts.names}
        self._expressions: dict[str, dict[Place, Expression | None]] = {}
        self._patterns: dict[str, dict[Place, tuple[Token, ...]]] = {}
        self._adding: dict[str, list[tuple[Place, Call, tuple[Reference, ...]]]] = {}
        self._results: dict[str, dict[Place, Figure | None]] = {}
        self._left = MAX_CELLS_READ
        self._room = MAX_CHARACTERS

    @property
    def gave_up(self) -> bool:
        """Whether there was more to read than is read."""
        return self._left <= 0

    def patterns(self, sheet: SheetFacts) -> dict[Place, tuple[Token, ...]]:
        """What each formula consists of as seen from its own cell: the same for copies of it."""
        if sheet.name not in self._patterns:
            shared: dict[tuple[Token, ...], tuple[Token, ...]] = {}
            patterns = self._patterns[sheet.name] = {}
            above: dict[int, tuple[Copies, tuple[Token, ...]]] = {}
            for place, text in sheet.formulas.items():
                copies, found = above.get(place[1], (None, ()))
                # Most formulas are copies of the one above, which is told far faster than it is taken apart.
                if copies is None or copies.text(place[0]) != text:
                    found = tokens(text, *place)
                    if found and found not in shared:
                        self._room -= len(text)
                        if self._room > 0:
                            shared[found] = found
                    if found not in shared:
                        continue
                    found = shared[found]
                    above[place[1]] = Copies(text, place[0]), found
                patterns[place] = found
        return self._patterns[sheet.name]

    def expressions(self, sheet: SheetFacts) -> dict[Place, Expression | None]:
        """The expression that each formula is, None where it is not understood."""
        if sheet.name not in self._expressions:
            known: dict[int, Expression | None] = {}
            expressions = self._expressions[sheet.name] = {}
            for place, found in self.patterns(sheet).items():
                if id(found) not in known:
                    known[id(found)] = parsed(found)
                expressions[place] = None if place in sheet.fixed_formulas else known[id(found)]
        return self._expressions[sheet.name]

    def adding(self, sheet: SheetFacts) -> list[tuple[Place, Call, tuple[Reference, ...]]]:
        """The formulas of a sheet that do nothing but add, and what each adds apart from cells of its own row."""
        if sheet.name not in self._adding:
            known: dict[int, tuple[Reference, ...]] = {}
            adding = self._adding[sheet.name] = []
            for place, expression in self.expressions(sheet).items():
                if not isinstance(expression, Call):
                    continue
                if id(expression) not in known:
                    known[id(expression)] = tuple(one for one in summed(expression) if not one.in_own_row)
                if known[id(expression)]:
                    adding.append((place, expression, known[id(expression)]))
        return self._adding[sheet.name]

    def results(self, sheet: SheetFacts) -> dict[Place, Figure | None]:
        """What each formula gives, None where that is not known."""
        if sheet.name not in self._results:
            with localcontext(EXACT):
                self._results[sheet.name] = {
                    place: self._worked_out(expression, sheet, place, filled=False)
                    for place, expression in self.expressions(sheet).items()
                }
        return self._results[sheet.name]

    def repeated_text(self, expression: Expression | None, sheet: SheetFacts, place: Place) -> str | None:
        """The text that a formula takes over from another cell, None where it does something else."""
        if not isinstance(expression, (Reference, Named)):
            return None
        try:
            return Working(self, sheet, place, filled=False).text(expression)
        except UnknownError:
            return None

    def sheet_of(self, reference: Reference, own: SheetFacts) -> SheetFacts | None:
        """The sheet that a reference means; None where it is not in this workbook."""
        return self.sheets.get(reference.sheet.casefold()) if reference.sheet else own

    def worked_out(
        self, expression: Expression | None, sheet: SheetFacts, place: Place, *, filled: bool = False
    ) -> Figure | None:
        """What a formula gives in a cell, None where that is not known. ``filled``: blank cells give nothing either."""
        with localcontext(EXACT):
            return self._worked_out(expression, sheet, place, filled=filled)

    def _worked_out(
        self, expression: Expression | None, sheet: SheetFacts, place: Place, *, filled: bool
    ) -> Figure | None:
        if expression is None:
            return None
        try:
            return Working(self, sheet, place, filled=filled).figure(expression, 0)
        except (UnknownError, ArithmeticError):
            return None

    def total(self, sheet: SheetFacts, column: int, first: int, last: int) -> Figure | None:
        """The sum of a stretch of a column, None where it is not known."""
        top = Corner(first, row_fixed=True, column=column, column_fixed=True)
        reference = Reference("", top, top._replace(row=last), single=False)
        return self.worked_out(Call("SUM", (reference,)), sheet, (0, 0))

    def spend(self, cells: int) -> None:
        """Count cells that are read.

        Raises:
            UnknownError: it is enough.

        """
        self._left -= cells
        if self._left <= 0:
            raise UnknownError

    def meaning(self, name: str, sheet: SheetFacts) -> Expression | None:
        """What a name of the workbook stands for."""
        for scope in (sheet.name.casefold(), ""):
            text = self._names.get((scope, name))
            if text is not None:
                return parsed(tokens(text, 0, 0))
        return None
