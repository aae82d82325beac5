"""The goals of agencies for a year, from a file that ``lbpp summary --goals`` names."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from lbpp_cli.compliance.reporting import OwnGoal
from lbpp_cli.findings import Finding, finding, in_order
from lbpp_cli.names import same_bidder_key
from lbpp_cli.read.one_table import read_one_table

if TYPE_CHECKING:
    from pathlib import Path

    from lbpp_cli.columns import Column

_SHEET = "Goals"
_HUNDRED = 100
_NEEDED = {"agency": "Agency", "industry": "Industry", "name": "Goal for", "percent": "Goal %"}


def read_goals(path: Path, columns: tuple[Column, ...]) -> tuple[tuple[OwnGoal, ...], tuple[Finding, ...]]:
    """The goals that a file gives, one a row, and all that is wrong with them.

    Raises:
        UnreadableFileError: the file cannot be read.

    """
    table = read_one_table(path, _SHEET, columns)
    found, goals = list(table.findings), []
    seen: dict[tuple[object, ...], str] = {}
    for record in table.records:
        values: dict[str, Any] = dict(record.values)
        missing = [field for field in _NEEDED if values.get(field) is None and field not in record.unreadable]
        place = record.source.cell("percent")
        if missing:
            lacking = ", ".join(_NEEDED[field] for field in missing)
            message, hint = (
                f"The row does not state: {lacking}.",
                "State it, or remove the row; a blank is no goal of 0%.",
            )
            found.append(finding("yearly-goal-incomplete", message, hint, table.file.file, place))
        if missing or record.unreadable:
            continue
        given: dict[str, Any] = {field: values.get(field) for field in OwnGoal._fields}
        goal = OwnGoal(**given)
        if not Decimal(0) <= goal.percent <= _HUNDRED:
            message = f"The goal is {goal.percent}%, which is below 0% or above 100%."
            found.append(finding("percent-out-of-range", message, "Correct the goal.", table.file.file, place))
        key = (same_bidder_key(goal.agency), *goal[1:3], goal.at_or_below)
        if (earlier := seen.setdefault(key, place)) != place:
            message = f"The goal of {goal.agency} for {goal.name} in {goal.industry} stands in {earlier} too."
            found.append(finding("yearly-goal-twice", message, "Keep the one that holds.", table.file.file, place))
        goals.append(goal)
    return tuple(goals), tuple(in_order(found))
