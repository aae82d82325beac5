"""The report as a workbook that somebody else can recompute: live formulas from the input to the award."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.formula import Formula, count, literal, rank, when
from lbpp_cli.formula_tables import Column, Grid
from lbpp_cli.render import words
from lbpp_cli.render.sheets import Sheet
from lbpp_cli.render.workbook_input import InputSheet
from lbpp_cli.render.workbook_participation import accounts, participation
from lbpp_cli.render.workbook_summary import summary
from lbpp_cli.render.workbook_texts import findings, readings, receipt
from lbpp_cli.report_layout import CREDITS, SUBCONTRACTORS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from lbpp_cli.formula_tables import Accounts, Worked
    from lbpp_cli.model import Adjustment, EvaluatedBid, Evaluation, InputCell, Source
    from lbpp_cli.parameters import Rules
    from lbpp_cli.programs import Program

_WHY = "why"
_LEAST_COLUMNS = 6
_TOP = 5  # the row, from 0, at which a table of formulas begins


def plan(evaluation: Evaluation, program: Program, cells: Sequence[InputCell]) -> list[Sheet]:
    """The sheets of the report. ``cells`` are those of the input.

    Raises:
        ValueError: nothing was evaluated.

    """
    if evaluation.case is None or evaluation.rules is None or evaluation.solicitation is None:
        raise ValueError("nothing was evaluated")
    input_sheet = InputSheet(cells)
    tables = Tables(evaluation, evaluation.rules, input_sheet, program)
    chosen = {used.id: used.chosen for used in evaluation.readings}
    if program.worksheet is None:
        raise ValueError(f"the program {program.id} has no formulas")
    worked = program.worksheet(evaluation.case, chosen, tables)
    _rank(worked, evaluation)
    sheets = [summary(evaluation, program, worked, input_sheet.changes())]
    sheets.append(_credits(evaluation, program, worked, tables))
    if worked.subcontractors is not None:
        sheets.append(_subcontractors(evaluation, worked.subcontractors))
    if worked.participation is not None:
        sheets.append(participation(evaluation, worked.participation))
    sheets += [
        readings(evaluation, program),
        findings(evaluation),
        input_sheet.finished(live=worked.inexact is None),
        receipt(evaluation, cells),
    ]
    return [sheet.settled() for sheet in sheets] if worked.inexact else sheets


class Tables:
    """Where a program's formulas stand: the Input sheet, the figures of the rules and the tables on Credits."""

    def __init__(self, evaluation: Evaluation, rules: Rules, input_sheet: InputSheet, program: Program) -> None:
        self._input, self._program = input_sheet, program
        self._count = len(compared(evaluation))
        self.sheet = Sheet(CREDITS)
        self.figures: Mapping[str, Formula] = self._write_figures(rules)

    @property
    def figures_at(self) -> int:
        """The row of the headings of the figures of the rules."""
        return _TOP + self._count + 2

    def _write_figures(self, rules: Rules) -> dict[str, Formula]:
        top, sheet = self.figures_at, self.sheet
        sheet.write(top, 0, f"Figures of the rules in force from {rules.version}", "section")
        sheet.line(top + 1, ("Clause", "Value", "What it is"), "head")
        found, known = {}, rules.parameters
        if not self._program.has_preference:
            # Of a program that sets goals, many figures are of a year's contracts together, and decide nothing in one.
            known = {name: one for name, one in known.items() if name in self._program.figures}
        for row, one in enumerate(known.values(), start=top + 2):
            style = "money" if one.unit == "USD" else "percent" if one.unit.startswith("percent") else "whole"
            sheet.write(row, 0, one.clause)
            found[one.id] = sheet.write(row, 1, one.value, style)
            sheet.write(row, 2, f"{one.unit}: {one.text}", "plain")
        return found

    def input(self, source: Source, field: str, spelt: Collection[str] | None = None) -> Formula | None:
        """The cell of a field of a record on the Input sheet."""
        return self._input.reference(source, field, spelt)

    def bids(self, columns: Sequence[Column]) -> Grid:
        """The table of bids, with the ranks after what the program works out and before its working columns."""
        own = [column for column in columns if not column.working]
        working = [column for column in columns if column.working]
        if not self._program.has_preference:
            # There is no rank before a preference.
            own += [Column("rank_after", "Rank", "whole")]
            # Room on paper for the texts below a table of few columns.
            own += [Column(f"blank {number}", "", "money") for number in range(_LEAST_COLUMNS - len(own))]
            added = [("place_after", "Place"), ("first", "First, so far")]
        else:
            own += [Column("rank_before", "Rank before", "whole"), Column("rank_after", "Rank after", "whole")]
            added = [
                ("place_before", "Place before"),
                ("place_after", "Place after"),
                ("low", "First before, so far"),
                ("first", "First after, so far"),
            ]
        working += [Column(name, heading, "whole", working=True) for name, heading in added]
        return Grid(CREDITS, _TOP, [*own, *working])

    def subcontractors(self, columns: Sequence[Column]) -> Grid:
        """The table of subcontractors, with why each earns what it does before the working columns."""
        own = [column for column in columns if not column.working]
        working = [column for column in columns if column.working]
        return Grid(SUBCONTRACTORS, _TOP, [*own, Column(_WHY, "Why, as evaluated", "text"), *working])

    def participation(self, ledger: Sequence[Column], columns: Sequence[Column], goals: int) -> Accounts:
        """The tables of goals and of firms, one below the other."""
        return accounts(ledger, columns, _TOP, self._count * goals)


def compared(evaluation: Evaluation) -> list[EvaluatedBid]:
    """The bids that have a row of formulas: all that are responsive, also those that their own figures leave out."""
    return [entry for entry in evaluation.bids if entry.bid.responsive]


def _rank(worked: Worked, evaluation: Evaluation) -> None:
    """Standard competition ranks; the place of each bid, no two alike; and who is first, one name after another.

    A bid that takes no part has no rank; its place is after those that do.
    """
    grid, last = worked.bids, len(compared(evaluation)) - 1
    highest_first = words.is_proposal(evaluation)
    part = grid.column("takes_part", 0, last) if "takes_part" in grid and last >= 0 else None
    for when_, name in (("before", "low"), ("after", "first")):
        if name not in grid:
            continue
        for row in range(last + 1):
            figures = grid.column(when_, 0, last)
            reached = rank(grid.at(row, when_), figures, highest_first=highest_first, counting=part)
            if part is not None:
                reached = when(grid.at(row, "takes_part").equals(1), reached, "")
            place = reached = grid.put(row, f"rank_{when_}", reached)
            if row:
                place = place + count(grid.column(f"rank_{when_}", 0, row - 1), reached)
            if part is not None:
                left_out = count(part, 1) + count(grid.column("takes_part", 0, row), 0)
                place = when(grid.at(row, "takes_part").equals(1), place, left_out)
            grid.put(row, f"place_{when_}", place)
            bidder = grid.at(row, "bidder")
            earlier = grid.at(row - 1, name) if row else literal("")
            joined = when(earlier.equals(""), bidder, (earlier & "; ") & bidder) if row else bidder
            grid.put(row, name, when(reached.equals(1), joined, earlier))


def _credits(evaluation: Evaluation, program: Program, worked: Worked, tables: Tables) -> Sheet:
    sheet, styles = tables.sheet, set(worked.bids.styles.values())
    sheet.table(worked.bids)
    what = "what each bid earns, step by step with its clause"
    title = what if program.has_preference else "how each bid is evaluated, with the clause of each step"
    _headings(sheet, f"Credits: {title}", evaluation)
    shaded = "a shaded “assumed” may be set to 0" if "assumed" in styles else "shaded cells may be changed"
    may_be_changed = "assumed" in styles or any(style.endswith(" live") for style in styles)
    # A table of few columns leaves less room on paper than these texts need in one line.
    text_style, last = ("plain", 0) if program.has_preference else ("note", (sheet.printed or 1) - 1)
    if last:
        sheet.spans[2, 0] = last
    by, ranks = (", what it is compared by", "ranks") if program.has_preference else ("", "rank")
    sheet.write(
        2, 0,
        f"A row is a bid. From left to right: what it says (sheet Input), each step{by}, its {ranks}. "
        f"Grey columns further right are the working steps, in whole cents{worked.parts}"
        + (f"; {shaded}." if may_be_changed else "."),
        text_style,
    )  # fmt: skip
    row = tables.figures_at + len(tables.figures) + 4
    sheet.write(row - 1, 0, "Each step with its clause, as evaluated", "section")
    entries = [(entry, entry.adjustment) for entry in compared(evaluation) if entry.adjustment is not None]
    in_points = any(adjustment.in_points for _, adjustment in entries)
    earned_in = "" if not program.has_preference else "Points" if in_points else "Percent"
    sheet.line(row, ("Bidder", earned_in, "Step"), "head")
    for entry, adjustment in entries:
        for text, earned, clause in _steps(adjustment, program):
            row += 1
            step = f"{text} ({clause})" if clause else text
            sheet.line(
                row, (entry.bid.bidder, earned, step), ("text", "number" if in_points else "percent", text_style)
            )
            if last:
                sheet.spans[row, 2] = last
    for entry in evaluation.bids:
        if entry.adjustment is None:
            row += 1
            reason = f"Not ranked: {entry.reason or 'no reason given'}"
            sheet.line(row, (entry.bid.bidder, "", reason), ("text" if last else "plain", "plain", text_style))
            if last:
                sheet.spans[row, 2] = last
    return sheet


class _StepLine(NamedTuple):
    text: str
    percent: object
    clause: str


def _steps(adjustment: Adjustment, program: Program) -> list[_StepLine]:
    """The steps of a bid in words: discounts, percents, notes, what limited the value."""
    lines = [_StepLine(words.price_step(step), "", step.clause) for step in adjustment.price_steps]
    lines += [_StepLine(step.text, step.percent, step.clause) for step in adjustment.steps]
    lines += [_StepLine(note, "", "") for note in adjustment.notes]
    lines += [_StepLine(adjustment.value_note, "", "")] if adjustment.value_note else []
    if not program.has_preference:
        return [_StepLine(program.standings[adjustment.standing], "", ""), *lines]
    return lines or [_StepLine("no preference", 0, "")]


def _subcontractors(evaluation: Evaluation, grid: Grid) -> Sheet:
    sheet = Sheet(SUBCONTRACTORS)
    earned = [one for entry in compared(evaluation) if entry.adjustment for one in entry.adjustment.credits]
    for row, credit in enumerate(earned):
        grid.put(row, _WHY, words.earned(credit))
    sheet.table(grid)
    _headings(sheet, "Subcontractors: what each earns for the bid that names it", evaluation)
    if not earned:
        sheet.write(grid.top, 0, "No ranked bid names a subcontractor.", "plain")
    return sheet


def _headings(sheet: Sheet, title: str, evaluation: Evaluation) -> None:
    sheet.write(0, 0, title, "title")
    if evaluation.solicitation:
        sheet.write(1, 0, words.heading(evaluation.solicitation), "subtitle")
