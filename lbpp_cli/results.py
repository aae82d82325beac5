"""The results of many evaluations as tables: one row a file, a bid, a subcontractor, a line of a participation ledger.

The tables of a batch are a projection of its evaluations (``lbpp.evaluation/1``). Money and percent are decimal texts
here, as in JSON; a writer gives them the type of its form. ``own`` holds what the fields of a program alone state, as
an object in JSON: each program has others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

TEXT, MONEY, NUMBER, WHOLE, YES_NO, DATE, JSON = "text", "money", "number", "whole", "yes-no", "date", "json"

# What became of a file, by the exit status it leads to; those that say why nothing was evaluated follow.
EVALUATED, NEEDS_A_PERSON, REFUSED, UNREADABLE = "evaluated", "needs-person", "refused", "unreadable"
TIMED_OUT, BROKE_OFF = "timed-out", "broke-off"


class Column(NamedTuple):
    """A column of a results table, with the kind of its values: text, money in dollars, a number, a whole number ..."""

    name: str
    kind: str = TEXT


FILES = (
    Column("file"),
    Column("sha256"),
    Column("status"),
    Column("exit_status", WHOLE),
    Column("program"),
    Column("rules_version", DATE),
    Column("solicitation"),
    Column("title"),
    Column("department"),
    Column("kind"),
    Column("category"),
    Column("procedure"),
    Column("contract_value", MONEY),
    Column("due", DATE),
    Column("rules_as_of", DATE),
    Column("total_points", NUMBER),
    Column("items", WHOLE),
    Column("cash_discount_counted", YES_NO),
    Column("cash_discount_minimum_days", WHOLE),
    Column("combined_discount_allowed", YES_NO),
    Column("waiver"),
    Column("work_recorded", YES_NO),
    Column("own", JSON),
    Column("bids", WHOLE),
    Column("ranked", WHOLE),
    Column("decision"),
    Column("awarded_to"),
    Column("tied", JSON),
    Column("contract_amount", MONEY),
    Column("low_bidder_before"),
    Column("changed_by_preference", YES_NO),
    Column("cost_of_preference", MONEY),
    Column("verdict"),
    Column("readings", JSON),
    Column("errors", WHOLE),
    Column("warnings", WHOLE),
    Column("findings", JSON),
)
BIDS = (
    Column("file"),
    Column("solicitation"),
    Column("bidder"),
    Column("status"),
    Column("quoted_price", MONEY),
    Column("bid_price", MONEY),
    Column("score", NUMBER),
    Column("preference_percent", NUMBER),
    Column("preference_value", MONEY),
    Column("evaluated_price", MONEY),
    Column("evaluated_score", NUMBER),
    Column("rank_before", WHOLE),
    Column("rank_after", WHOLE),
    Column("awarded", YES_NO),
    # The columns above are those of ``evaluate --format csv``.
    Column("program"),
    Column("reason"),
    # Left out by the rules of the program, not by the buyer.
    Column("excluded", YES_NO),
    Column("standing"),
    Column("marked"),
    Column("counted"),
    Column("submitted", DATE),
    Column("county_work_percent", NUMBER),
    Column("city_work_percent", NUMBER),
    Column("role"),
    Column("cash_discount_percent", NUMBER),
    Column("cash_discount_days", WHOLE),
    Column("combined_discount_percent", NUMBER),
    Column("local_status"),
    Column("points_added", NUMBER),
    Column("participation_base", MONEY),
    Column("goals", JSON),
    Column("own", JSON),
)
EVALUATE_COLUMNS = 14
SUBCONTRACTORS = (
    Column("file"),
    Column("solicitation"),
    Column("bidder"),
    Column("subcontractor"),
    Column("work"),
    Column("cost", MONEY),
    Column("marked"),
    Column("counted"),
    Column("share_percent", NUMBER),
    Column("tenths", WHOLE),
    Column("credited_percent", NUMBER),
    Column("clause"),
    Column("note"),
    Column("own", JSON),
)
# What counts toward goals of participation, and why no more: a firm has a row for each goal that it was looked at for.
LEDGER = (
    Column("file"),
    Column("solicitation"),
    Column("bidder"),
    Column("firm"),
    Column("role"),
    Column("amount", MONEY),
    Column("counted", NUMBER),
    Column("toward"),
    Column("certifications"),
    Column("clause"),
    Column("note"),
    Column("own", JSON),
)
# The tables by name; each beside the first has a file of its own, or a sheet of the same workbook.
TABLES = {"bids": BIDS, "files": FILES, "subcontractors": SUBCONTRACTORS, "ledger": LEDGER}


def companion(results: Path, table: str) -> Path:
    """Where a table stands beside the results: ``results.csv`` holds the bids, ``results.files.csv`` the files."""
    return results if table == "bids" else results.with_name(f"{results.stem}.{table}{results.suffix}")
