"""Reads the prequalified list of a rotation: a workbook's sheet ``List``, or a CSV file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from lbpp_cli.columns import squeezed
from lbpp_cli.findings import Finding, finding, in_order
from lbpp_cli.names import firm_key
from lbpp_cli.read.one_table import read_one_table
from lbpp_cli.rotation import Listed, Row

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from lbpp_cli.model import InputFile
    from lbpp_cli.read.table import Record
    from lbpp_cli.rotation import RotationRules

SHEET = "List"


class FirmList(NamedTuple):
    """The file, its rows in the order in which the firms start, and what was found in them."""

    file: InputFile
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]


def read_list(path: Path, rules: RotationRules) -> FirmList:
    """The firms of a list, and all that is wrong with them.

    Raises:
        UnreadableFileError: the file cannot be read.

    """
    table = read_one_table(path, SHEET, rules.columns)
    file = table.file.file
    found = list(table.findings)
    rows: list[tuple[int | None, Row]] = []
    seen: dict[tuple[str, str], str] = {}
    for record in table.records:
        found += _unnamed(record, file)
        values: dict[str, Any] = dict(record.values)
        order = values.pop("order", None)
        if any(values[field] is None for field in ("firm", "trade", "certification")):
            continue
        listed = Listed(**values)
        place = record.source.cell("firm")
        earlier = seen.setdefault((firm_key(listed.firm), squeezed(listed.trade)), place)
        if earlier != place:
            message = f"“{listed.firm}” stands in {earlier} too, for the same trade."
            found.append(finding("firm-twice", message, "Keep one row for each trade of a firm.", file, place))
        rows.append((order, Row(listed, record.source)))
    if "order" in table.fields:
        found += _orders(rows, rules, file)
        rows.sort(key=lambda one: one[0] or 0)
    found += _unlimited([row for _, row in rows], table.fields, file)
    return FirmList(table.file, tuple(row for _, row in rows), in_order(found))


def _unnamed(record: Record, file: str) -> list[Finding]:
    wanted = {"firm": "firm", "trade": "trade", "certification": "certification"}
    return [
        finding("row-unnamed", f"The row names no {name}.", f"Fill in the {name}.", file, record.source.cell(field))
        for field, name in wanted.items()
        if record.values[field] is None and field not in record.unreadable
    ]


def _orders(rows: Sequence[tuple[int | None, Row]], rules: RotationRules, file: str) -> list[Finding]:
    """Within a trade and tier each firm has a place of its own."""
    found = []
    taken: dict[tuple[str, int, int], str] = {}
    for order, row in rows:
        place = row.source.cell("order")
        if order is None:
            message = f"“{row.listed.firm}” has no place in the order, though the list has a column for it."
            found.append(finding("order-unclear", message, "Fill it in, or take the column away.", file, place))
            continue
        key = (squeezed(row.listed.trade), rules.tier_of(row.listed.certification), order)
        earlier = taken.setdefault(key, place)
        if earlier != place:
            message = f"Place {order} of the same trade and tier stands in {earlier} too."
            found.append(finding("order-unclear", message, "Give each firm a place of its own.", file, place))
    return found


def _unlimited(rows: Sequence[Row], fields: frozenset[str], file: str) -> list[Finding]:
    """Where the list does not say until when a certification or licence is in force, it is taken as in force."""
    found = []
    for field, what in (("certification_expires", "certification"), ("licence_expires", "licence")):
        heading = f"{what.capitalize()} expires"
        if field not in fields:
            message = f"The list has no column for the day on which a {what} expires; all are taken as in force."
            place = rows[0].source.cell("firm") if rows else ""
            found.append(finding("expiry-missing", message, f"Add a column {heading}.", file, place))
            continue
        found += [
            finding(
                "expiry-missing",
                f"The {what} of {row.listed.firm} has no day on which it expires; it is taken as in force.",
                "Fill in when it expires.",
                file,
                row.source.cell(field),
            )
            for row in rows
            if getattr(row.listed, field) is None
        ]
    return found


def differences(rows: Sequence[Row], began: Sequence[Listed], file: str) -> list[Finding]:
    """How a list differs from the one that its history started from. What happens since belongs into the history."""
    found = []
    before = {(firm_key(one.firm), squeezed(one.trade)): one for one in began}
    now = {(firm_key(row.listed.firm), squeezed(row.listed.trade)): row for row in rows}

    def say(message: str, hint: str, place: str) -> None:
        found.append(finding("list-changed", message, hint, file, place))

    again = "Or accept the list as it is now, as a correction: --record list --reason TEXT."
    for key, row in now.items():
        place = row.source.cell("firm")
        if key not in before:
            message = f"{row.listed.firm} ({row.listed.trade}) was not on the list when its history began."
            say(message, f"Take the row away and record it: --record qualified. {again}", place)
            continue
        for field, was in before[key]._asdict().items():
            value = getattr(row.listed, field)
            if value != was:
                column = field.replace("_", " ")
                then = f"and was {_shown(was)} when the history began."
                message = f"{row.listed.firm}: {column} is {_shown(value)}, {then}"
                say(message, f"Put it back, and record what changed with --record. {again}", row.source.cell(field))
    for key, listed in before.items():
        if key not in now:
            message = f"{listed.firm} ({listed.trade}) was on the list when its history began, and is not now."
            say(message, f"Put the row back, and record why: --record unqualified. {again}", "")
    common = [key for key in before if key in now]
    if not found and [key for key in now if key in before] != common:
        message = "The firms stand in another order than when the history began."
        say(message, f"Put them back: the order follows from the history. {again}", rows[0].source.cell("firm"))
    return found


def _shown(value: object) -> str:
    return "blank" if value is None else str(value)
