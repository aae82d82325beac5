"""The Participation sheet: the goals of each bid and what was reached of them, and the ledger of its firms, live."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.formula_tables import Accounts, Column, Grid
from lbpp_cli.render import words
from lbpp_cli.render.sheets import Sheet
from lbpp_cli.report_layout import PARTICIPATION

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lbpp_cli.model import Evaluation

_GOALS = (
    Column("bidder", "Bidder", "text"),
    Column("goal", "Goal", "text"),
    Column("required", "Required", "percent"),
    Column("achieved", "Achieved", "share"),
    Column("dollars", "Dollars that count", "exact"),
    Column("base", "Of", "money"),
    Column("short", "Short by", "exact"),
    Column("met", "Met", "answer"),
)
_LEDGER = (
    Column("bidder", "Bidder", "text"),
    Column("firm", "Firm", "text"),
    Column("role", "Role", "word"),
    Column("counts_as", "Counts as", "word"),
    Column("amount", "Amount", "money"),
)
_WHY = (Column("clause", "Clause", "word"), Column("why", "Why, as evaluated", "long text"))
_BETWEEN = 5  # rows from the last goal to the first line of the ledger


def accounts(ledger: Sequence[Column], goals: Sequence[Column], top: int, count: int) -> Accounts:
    """The two tables, one below the other: ``count`` rows of goals from row ``top`` on, then the ledger."""
    own, rest = _parted(ledger)
    own_of_goals, working = _parted(goals)
    # What is printed of both tables stands side by side; the working columns begin beyond it.
    firms, of_goals = [*_LEDGER, *own], [*_GOALS, *own_of_goals]
    wide = max(len(firms), len(of_goals))
    return Accounts(
        Grid(PARTICIPATION, top, [*_filled_up(of_goals, wide), *_WHY, *working]),
        Grid(PARTICIPATION, top + count + _BETWEEN, [*_filled_up(firms, wide), *_WHY, *rest]),
    )


def _parted(columns: Sequence[Column]) -> tuple[list[Column], list[Column]]:
    """The columns that are printed, and the working ones."""
    return [one for one in columns if not one.working], [one for one in columns if one.working]


def _filled_up(columns: Sequence[Column], wide: int) -> list[Column]:
    return [*columns, *(Column(f"blank {number}", "", "plain") for number in range(wide - len(columns)))]


def participation(evaluation: Evaluation, tables: Accounts) -> Sheet:
    """The sheet, with the clauses and reasons of the evaluation beside the figures."""
    sheet, goals, ledger = Sheet(PARTICIPATION), tables.goals, tables.ledger
    measured = [entry.participation for entry in evaluation.bids if entry.participation is not None]
    for row, goal in enumerate(goal for one in measured for goal in one.goals):
        goals.put(row, "clause", goal.clause)
        goals.put(row, "why", goal.note or "")
    lines = [line for one in measured for line in one.ledger]
    for row, (source, field) in enumerate(tables.records):
        found = [line for line in lines if line.field == field and line.source == source]
        ledger.put(row, "clause", _joined(line.clause for line in found))
        ledger.put(row, "why", _joined(line.note or "" for line in found))
    sheet.table(goals)
    sheet.table(ledger)
    sheet.freeze = (0, 1)
    sheet.write(0, 0, "Participation: what counts toward each goal, and whether it is reached", "title")
    if evaluation.solicitation:
        sheet.write(1, 0, words.heading(evaluation.solicitation), "subtitle")
    about = "Figures follow the sheet Input; clauses and reasons are those of the evaluation."
    if "assumed" in ledger.styles.values():
        about += " A shaded “assumed” may be set to 0."
    if any(style.endswith(" live") for style in (*goals.styles.values(), *ledger.styles.values())):
        about += " Other shaded cells may be changed." if "assumed" in about else " Shaded cells may be changed."
    sheet.write(2, 0, about, "plain")
    title = "Ledger: each firm with the dollars of its work, and toward what they count"
    sheet.write(ledger.top - 3, 0, title, "section")
    return sheet


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(filter(None, texts)))
