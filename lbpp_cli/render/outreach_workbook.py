"""The decisions on an outreach as a workbook: decisions, what they rest on, the notices of each work area, findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli import __version__
from lbpp_cli.outreach.decisions import FAIL, NO, PERSON
from lbpp_cli.render import outreach_words as words
from lbpp_cli.render.sheets import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lbpp_cli.outreach.decisions import Decisions, Ground, Judged

_MOST_ROWS = 1_000_000  # of a sheet
_STRONG = {FAIL, PERSON, NO}  # outcomes that a reader looks for


def plan(judged: Judged) -> list[Sheet]:
    """The sheets; none where nothing was decided."""
    decisions = judged.decisions
    if decisions is None:
        return []
    return [
        _decisions(judged, decisions),
        _grounds(decisions),
        _areas(decisions),
        _findings(judged),
        _notes(judged, decisions),
    ]


def _decisions(judged: Judged, decisions: Decisions) -> Sheet:
    rfp, first = decisions.records.rfp, decisions.decisions[0]
    sheet = Sheet("Decisions")
    sheet.set_widths(30, *[12] * len(first.indicators), 14, 28)
    sheet.write(0, 0, words.heading(rfp), "title")
    sheet.write(1, 0, words.circumstances(rfp), "subtitle")
    sheet.write(2, 0, words.rules(decisions), "plain")
    sheet.write(3, 0, words.in_all(decisions), "section")
    headings = [
        "Proposer",
        *(f"{one.number} {one.name}" for one in first.indicators),
        "Responsive",
        "Under another reading",
    ]
    rows = [
        [
            one.proposer.name,
            *(indicator.outcome for indicator in one.indicators),
            one.responsive,
            " ".join(words.depends(one)) or "the same",
        ]
        for one in decisions.decisions
    ]
    row = _table(sheet, 5, headings, rows)
    sheet.freeze, sheet.repeat = (6, 1), (5, 5)
    found = words.levels(decisions)
    if found:
        row = _table(sheet, row + 1, *found)
        sheet.write(row, 0, words.LEVELS_NOTE, "plain")
    for number, sentence in enumerate(words.remedies(judged), start=row + 2):
        sheet.write(number, 0, sentence, "plain")
    return sheet


def _grounds(decisions: Decisions) -> Sheet:
    sheet = Sheet("Why")
    sheet.set_widths(27, 22, 8, 14, 46, 24)
    rows: list[Sequence[object]] = []
    for decision in decisions.decisions:
        rows += [(decision.proposer.name, "In general", *_shown(ground)) for ground in decision.general]
        for one in decision.indicators:
            rows += [(decision.proposer.name, f"{one.number} {one.name}", *_shown(ground)) for ground in one.grounds]
    _table(sheet, 0, ["Proposer", "Indicator", "Clause", "Outcome", "What it rests on", "Cells"], rows[:_MOST_ROWS])
    sheet.freeze, sheet.repeat = (1, 1), (0, 0)
    return sheet


def _shown(ground: Ground) -> tuple[str, str, str, str]:
    return ground.clause, ground.outcome, ground.text, ", ".join(ground.cells)


def _areas(decisions: Decisions) -> Sheet:
    sheet = Sheet("Notices")
    sheet.set_widths(27, 10, 22, 11, 9, 9, 10, 9, 11, 9, 11, 14, 17)
    headings = [
        "Proposer",
        "Work area",
        "Description",
        "Registered",
        "Needed",
        "Notified",
        "Possibly notified",
        "Only later",
    ]
    headings += ["Latest", "Days before", "Groups left out", "Outcome", "Cells"]
    rows: list[Sequence[object]] = [
        (
            decision.proposer.name,
            one.area.code,
            one.area.description,
            one.area.registered,
            one.needed,
            one.notified,
            one.possible,
            one.late,
            None if one.latest is None else one.latest.day,
            one.days,
            ", ".join(one.left_out),
            one.outcome,
            ", ".join(one.cells),
        )
        for decision in decisions.decisions
        for one in decision.areas
    ]
    _table(sheet, 0, headings, rows[:_MOST_ROWS])
    sheet.freeze, sheet.repeat = (1, 2), (0, 0)
    return sheet


def _findings(judged: Judged) -> Sheet:
    sheet = Sheet("Findings")
    sheet.set_widths(10, 20, 24, 46, 38)
    rows = [(one.severity, one.code, one.place, one.message, one.hint) for one in judged.findings]
    _table(sheet, 0, ["Severity", "Code", "Place", "What", "What to do"], rows or [("none", "", "", "", "")])
    sheet.freeze, sheet.repeat = (1, 0), (0, 0)
    return sheet


def _notes(judged: Judged, decisions: Decisions) -> Sheet:
    sheet = Sheet("Notes", landscape=False)
    sheet.set_widths(28, 90)
    sheet.write(0, 0, "What the decisions rest on", "title")
    rows = [
        (f"Reading {one.id}", f"{one.question} {one.values[decisions.readings[one.id]]}.")
        for one in judged.program.readings
    ]
    rows += [("Assumption", text) for text in decisions.assumptions]
    rows.append(("Rules", f"{decisions.rules.book.source}; SHA-256 {decisions.rules.book.file.sha256}"))
    rows += [("Input", f"{file.file}, SHA-256 {file.sha256}") for file in judged.files]
    rows.append(("Tool", f"lbpp {__version__}"))
    for row, (label, text) in enumerate(rows, start=2):
        sheet.write(row, 0, label, "label")
        sheet.write(row, 1, text, "text")
    return sheet


def _table(sheet: Sheet, top: int, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    """A table; gives the row after it."""
    for column, heading in enumerate(headings):
        sheet.write(top, column, heading, "head")
    row = top + 1
    for values in rows:
        for column, value in enumerate(values):
            sheet.write(row, column, value, _style(value))
        row += 1
    return row


def _style(value: object) -> str:
    if isinstance(value, int):
        return "count"
    if value in _STRONG:
        return "strong text"
    return "date" if hasattr(value, "isoformat") else "text"
