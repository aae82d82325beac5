"""A plan against its payments as a workbook: goals and firms, what a person decides, what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli import __version__
from lbpp_cli.render import payments_tables as told
from lbpp_cli.render.sheets import Sheet
from lbpp_cli.render.summary_tables import MONEY, TEXT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lbpp_cli.payments.account import Account, Held
    from lbpp_cli.render.summary_tables import Table

_STYLES = {MONEY: "exact", TEXT: "text", told.SHARE: "number"}


def plan(held: Held) -> list[Sheet]:
    """The sheets; none where the input has errors."""
    account = held.account
    if account is None:
        return []
    return [_goals(held, account), _why(account), _person(account), _findings(held), _notes(held, account)]


def _goals(held: Held, account: Account) -> Sheet:
    sheet = Sheet("Participation")
    sheet.set_widths(30, 16, 16, 16, 16, 16, 16, 16)
    first, *more = told.head(held)
    sheet.write(0, 0, first, "title")
    for row, sentence in enumerate(more, start=1):
        sheet.write(row, 0, sentence, "subtitle" if row == 1 else "plain")
    row = len(more) + 2
    row = _table(sheet, row, told.goals(held))
    sheet.write(row, 0, told.verdict(held), "section")
    row = _table(sheet, row + 2, told.firms(account))
    sheet.write(row, 0, told.own_part(account), "plain")
    return sheet


def _why(account: Account) -> Sheet:
    sheet = Sheet("Why")
    sheet.set_widths(30, 24, 14, 14, 60)
    _table(sheet, 0, told.why(account))
    sheet.freeze, sheet.repeat = (1, 1), (0, 0)
    return sheet


def _person(account: Account) -> Sheet:
    sheet = Sheet("For a person")
    sheet.set_widths(11, 60, 52, 24)
    rows: list[Sequence[object]] = [
        (one.clause, one.text, one.decide or "nothing: it follows from the rules", ", ".join(one.places))
        for one in account.matters
    ]
    rows += [
        (
            one.clause,
            f"{one.what}: {one.standing}. {' '.join(told.evidence(one))}",
            "what the evidence is worth",
            one.place,
        )
        for one in account.asked
    ]
    rows += [("", told.contested(one), "which reading holds", "") for one in account.contested]
    _rows(sheet, 0, ("Clause", "What", "What a person decides", "Cells"), rows or [("", "nothing", "", "")])
    sheet.freeze, sheet.repeat = (1, 0), (0, 0)
    return sheet


def _findings(held: Held) -> Sheet:
    sheet = Sheet("Findings")
    sheet.set_widths(10, 22, 30, 50, 40)
    rows = [(one.severity, one.code, one.place, one.message, one.hint) for one in held.findings]
    _rows(sheet, 0, ("Severity", "Code", "Place", "What", "What to do"), rows or [("none", "", "", "", "")])
    sheet.freeze, sheet.repeat = (1, 0), (0, 0)
    return sheet


def _notes(held: Held, account: Account) -> Sheet:
    sheet = Sheet("Notes", landscape=False)
    sheet.set_widths(28, 90)
    sheet.write(0, 0, "What the account rests on", "title")
    rows = [("Assumption", one) for one in account.assumptions]
    rows += [("Note", one) for one in told.notes(account)]
    rows += [("Readings", told.readings(held)), ("Rules", told.rules(held))]
    rows += [("Input", f"{one.file}, SHA-256 {one.sha256}") for one in held.files]
    for row, (label, text) in enumerate([*rows, ("Tool", f"lbpp {__version__}")], start=2):
        sheet.write(row, 0, label, "label")
        sheet.write(row, 1, text, "text")
    return sheet


def _table(sheet: Sheet, top: int, table: Table) -> int:
    """A table with its title above it; gives the row after it."""
    for column, one in enumerate(table.heads):
        sheet.write(top, column, one.heading, "head" if one.kind == TEXT else "head right")
    for row, values in enumerate(table.rows, start=top + 1):
        for column, (value, one) in enumerate(zip(values, table.heads, strict=True)):
            content = "–" if value is None else value
            sheet.write(row, column, content, "text" if value is None and one.kind == TEXT else _STYLES[one.kind])
    return top + 1 + len(table.rows)


def _rows(sheet: Sheet, top: int, headings: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    sheet.line(top, headings, "head")
    for row, values in enumerate(rows, start=top + 1):
        sheet.line(row, values, "text")
