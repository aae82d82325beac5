"""A schedule as a sheet whose totals follow the dollars above them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.formula import Formula, Range, both, is_number, least, literal, total, when
from lbpp_cli.formula_tables import column_letters
from lbpp_cli.money import ZERO
from lbpp_cli.outreach.decisions import SCHEDULE_C
from lbpp_cli.render.schedules import SIGNED, TO_SIGN, cells_of, filled
from lbpp_cli.render.sheets import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lbpp_cli.outreach.decisions import Forms
    from lbpp_cli.outreach.schedules import Row, Schedule
    from lbpp_cli.render.schedules import Filled

_HUNDRED = Decimal(100)
_WIDTHS = {"name": 26, "firm": 26, "work": 18, "groups": 15, "certificate": 20}
_UNSTATED = "not stated"


class _Block(NamedTuple):
    """The columns in which the dollars of a column of money are spread over the groups, and the rows they are of."""

    money: int
    counts: int
    first_group: int
    rows: int


def workbook(schedule: Schedule, forms: Forms, groups: Sequence[str]) -> Sheet:
    """A schedule as a sheet; the signature is left blank."""
    form = filled(schedule, forms)
    made = _Making(schedule, forms, groups)
    sheet = made.sheet
    sheet.write(0, 0, form.title, "title")
    top, bases = made.facts(form)
    made.headings(top)
    end = made.rows(top)
    sums = made.sums(top, end)
    # Percentages are of the last of the amounts; of what was pledged, of the first.
    after = _totals(sheet, groups, end + 3, list(zip(sums, (bases[-1], bases[0]), strict=False)))
    _texts(sheet, form, after + 1, made.last)
    sheet.repeat, sheet.freeze = (top, top), (top + 1, 1)
    return sheet


class _Making:
    """The table of a schedule: the firms, their dollars, what of them counts, and beside it, unprinted, the groups."""

    def __init__(self, schedule: Schedule, forms: Forms, groups: Sequence[str]) -> None:
        self._schedule, self._groups = schedule, groups
        self._fields, self._money = forms.columns[schedule.letter], forms.money[schedule.letter]
        self._share = len(self._fields) + len(self._money)
        self.last = last = self._share + 2
        counted = schedule.rows[0].counts if schedule.rows else 0
        self._blocks = [_Block(counted, self._share + 1, last + 1, len(schedule.rows))]
        if schedule.pledged is not None:
            first_group = last + 2 + len(groups)
            self._blocks.append(_Block(0, first_group - 1, first_group, len(schedule.pledged.rows)))
        self._explained = schedule.letter == SCHEDULE_C
        self._spread: list[dict[str, list[Formula]]] = [{group: [] for group in groups} for _ in self._blocks]
        self._totals: list[list[Formula]] = [[] for _ in self._money]
        self.sheet = Sheet(f"Schedule {schedule.letter}")
        widths = [_WIDTHS[field] for field, _ in self._fields] + [15.5] * len(self._money)
        self.sheet.set_widths(*widths, 9, 14, 26, *([13] * (len(self._blocks) * (len(groups) + 1) - 1)))
        self.sheet.printed = last + 1

    def facts(self, form: Filled) -> tuple[int, list[Formula]]:
        """The head of the form; gives the row of the headings below it, and the amounts."""
        top = 2
        for label, value in form.facts:
            self.sheet.line(top, (label, value), ("label", "text"))
            self.sheet.spans[top, 1] = len(self._fields)
            top += 1
        bases = []
        for label, amount in form.amounts:
            self.sheet.write(top, 0, label, "label")
            bases.append(self.sheet.write(top, 1, _UNSTATED if amount is None else amount, "money live"))
            top += 1
        return top + 1, bases

    def headings(self, top: int) -> None:
        """The headings of the table."""
        sheet = self.sheet
        sheet.line_from(top, 0, [heading for _, heading in self._fields], "head")
        sheet.line_from(top, len(self._fields), [*self._money, "Share that counts", "Counts"], "head right")
        sheet.write(top, self.last, "Explanation" if self._explained else "Notes", "head")
        for block, word in zip(self._blocks, ("", "Pledged "), strict=False):
            sheet.line_from(top, block.first_group, [f"{word}{group}" for group in self._groups], "working head")
            if word:
                sheet.write(top, block.counts, "Pledged, counts", "working head")

    def rows(self, top: int) -> int:
        """The firms; gives the last of their rows."""
        for number, row in enumerate(self._schedule.rows, start=top + 1):
            self._row(number, row, number - top)
        return top + len(self._schedule.rows)

    def _row(self, number: int, row: Row, place: int) -> None:
        sheet = self.sheet
        sheet.line_from(number, 0, cells_of(row, self._fields, self._groups), "text")
        cells = []
        for at, one in enumerate(row.money):
            cell = sheet.write(number, len(self._fields) + at, one, "money live")
            cells.append(Formula(cell.text, one or ZERO))
            self._totals[at].append(cells[-1])
        percent = _share(sheet, row, (number, self._share))
        for block, columns in zip(self._blocks, self._spread, strict=True):
            if place <= block.rows:
                _spread(sheet, row, cells[block.money], percent, (number, block, columns))
        notes = [one.note for one in row.lines if one.note and one.toward not in row.toward]
        notes += [row.credit.note] if row.credit.note and not all(row.toward.values()) else []
        sheet.write(number, self.last, row.text if self._explained else "; ".join(dict.fromkeys(notes)), "text")

    def sums(self, top: int, end: int) -> list[dict[str, Formula]]:
        """The row of totals below the table; gives those of the groups, block by block."""
        sheet = self.sheet
        sheet.line_from(end + 1, 0, ["Total", *("" for _ in self._fields[1:])], "total")
        for at, cells in enumerate(self._totals, start=len(self._fields)):
            sheet.write(end + 1, at, _sum(at, (top + 1, end), sheet, cells), "total money")
        sheet.line_from(end + 1, self._share, ["", "", ""], "total")
        found: list[dict[str, Formula]] = []
        for block, columns in zip(self._blocks, self._spread, strict=True):
            found.append({})
            for at, (group, cells) in enumerate(columns.items(), start=block.first_group):
                formula = _sum(at, (top + 1, top + block.rows), sheet, cells)
                found[-1][group] = sheet.write(end + 1, at, formula, "total money")
        return found


def _share(sheet: Sheet, row: Row, place: tuple[int, int]) -> Formula | None:
    """The share of a firm's dollars that counts; None where it is a fee."""
    if not row.toward:
        return sheet.write(*place, Decimal(0), "percent")
    if all(row.toward.values()):
        return sheet.write(*place, _HUNDRED, "percent")
    if row.credit.share is None:
        sheet.write(*place, "fee", "text")
        return None
    return sheet.write(*place, row.credit.share, "percent")


def _spread(
    sheet: Sheet, row: Row, amount: Formula, percent: Formula | None, at: tuple[int, _Block, dict[str, list[Formula]]]
) -> None:
    """What counts of a firm's dollars, and toward which groups, live."""
    number, block, columns = at
    counted = least(amount, literal(row.firm.fee or ZERO)) if percent is None else amount * percent / 100
    counts = sheet.write(number, block.counts, counted, "money")
    for place, (group, cells) in enumerate(columns.items()):
        whole = row.toward.get(group)
        content = literal(0) if whole is None else amount + 0 if whole else counts + 0
        cells.append(sheet.write(number, block.first_group + place, content, "money"))


def _sum(column: int, rows: tuple[int, int], sheet: Sheet, cells: Sequence[Formula]) -> Formula:
    letters = column_letters(column)
    values = tuple(one.value if isinstance(one.value, Decimal) else ZERO for one in cells)
    return total(Range(f"'{sheet.name}'!${letters}${rows[0] + 1}:${letters}${rows[1] + 1}", values))


def _totals(sheet: Sheet, groups: Sequence[str], top: int, of: Sequence[tuple[dict[str, Formula], Formula]]) -> int:
    """Dollars and percent of each group, achieved beside pledged where there are two; gives the next row."""
    headings = ["Dollars", "Percent"] if len(of) == 1 else ["Achieved", "Achieved level", "Pledged", "Pledged level"]
    sheet.write(top, 0, "Participation", "head")
    sheet.line_from(top, 1, headings, "head right")
    for number, group in enumerate(groups, start=top + 1):
        sheet.write(number, 0, f"Total {group} amount", "label")
        for at, (sums, base) in enumerate(of):
            amount = sheet.write(number, 1 + 2 * at, sums[group] + 0, "money")
            sheet.write(number, 2 + 2 * at, _level(amount, base), "rounded share")
    return top + len(groups) + 1


def _level(amount: Formula, base: Formula) -> Formula:
    """A share of the base; in words where that is not stated."""
    stated = isinstance(base.value, Decimal) and base.value > 0
    live = Formula(base.text, base.value if stated else Decimal(1))
    found = when(both(is_number(live), live > 0), amount / live, _UNSTATED)
    return found if stated else Formula(found.text, _UNSTATED)


def _texts(sheet: Sheet, form: Filled, top: int, last: int) -> None:
    sheet.write(top, 0, form.note, "note")
    sheet.spans[top, 0] = last
    top += 2
    for label in (SIGNED, *TO_SIGN, "Date"):
        sheet.line(top, (label, ""), ("label", "text"))
        sheet.spans[top, 1] = 3
        top += 1
    top += 1
    for heading, lines in form.lists:
        if lines:
            sheet.write(top, 0, heading, "section")
            for number, line in enumerate(lines, start=top + 1):
                sheet.write(number, 0, line, "note")
                sheet.spans[number, 0] = last
            top += len(lines) + 2
