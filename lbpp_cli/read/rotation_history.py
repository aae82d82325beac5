"""Reads the history of a rotation, and checks that nothing in it was changed by hand.

A line is an entry, as JSON, with the check sum of the line before it and its own: whoever changes, inserts or removes
a line breaks the chain there. What was removed from the end is found by comparing the last check sum with the one
that was printed before.
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from lbpp_cli.findings import finding
from lbpp_cli.money import plain_money
from lbpp_cli.rotation import Entry, History, Listed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lbpp_cli.findings import Finding

SCHEMA = "lbpp.rotation-history/1"
_DATES = {"on", "expires", "licence_expires", "qualified", "certification_expires"}


def parse(content: bytes, file: str) -> History:
    """The entries of a history, up to the first line that is not as it was written."""
    entries: list[Entry] = []
    check = ""
    lines = content.split(b"\n")
    if lines.pop() != b"":
        message = "The last line is not complete."
        return History((), "", (_broken(message, file, len(lines) + 1),), content)
    for number, line in enumerate(lines, start=1):
        try:
            made = json.loads(line)
            told = made.pop("check")
            entry = _entry(made)
        except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError):
            return History(tuple(entries), check, (_broken("This is no entry.", file, number),), content)
        if told != _check(made) or made["before"] != check or entry.number != number:
            message = (
                f"Entry {number} is not as it was written, or one before it is missing: its check sum does not fit."
            )
            return History(tuple(entries), check, (_broken(message, file, number),), content)
        entries.append(entry)
        check = told
    return History(tuple(entries), check, (), content)


def lines(entries: Sequence[Entry], check: str) -> tuple[bytes, str]:
    """Entries as lines that go on from a check sum, and the check sum that they end with."""
    written = []
    for entry in entries:
        made = {"schema": SCHEMA, **_object(entry), "before": check}
        check = _check(made)
        written.append(json.dumps({**made, "check": check}, ensure_ascii=False).encode() + b"\n")
    return b"".join(written), check


def _check(made: Mapping[str, object]) -> str:
    text = json.dumps(made, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def _object(entry: Entry) -> dict[str, Any]:
    """An entry in the types of JSON; what it does not have is left out."""
    made: dict[str, Any] = {}
    for name, value in entry._asdict().items():
        if name == "listed":
            value = [_fields(one) for one in value]  # noqa: PLW2901  as JSON has it
        if value not in (None, (), []):
            made[name] = _plain(value)
    return made


def _fields(listed: Listed) -> dict[str, Any]:
    return {name: _plain(value) for name, value in listed._asdict().items() if value is not None}


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return plain_money(value)
    if isinstance(value, date):
        return str(value)
    return list(value) if isinstance(value, tuple) else value


def _entry(made: Mapping[str, Any]) -> Entry:
    """An entry from what JSON gave.

    Raises:
        ValueError, KeyError, TypeError, ArithmeticError: it is none.

    """
    values = {name: _value(name, value) for name, value in made.items() if name not in {"schema", "before", "listed"}}
    if made["schema"] != SCHEMA:
        raise ValueError(made["schema"])
    values["firms"] = tuple(made.get("firms", ()))
    listed = tuple(
        Listed(**{name: _value(name, value) for name, value in one.items()}) for one in made.get("listed", ())
    )
    return Entry(**values, listed=listed)


def _value(name: str, value: Any) -> Any:
    if name in _DATES:
        return date.fromisoformat(value)
    return Decimal(value) if name == "amount" else value


def _broken(message: str, file: str, line: int) -> Finding:
    hint = "Put the file back from a backup; lines are never changed by hand: --record withdrawal takes one back."
    return finding("history-broken", message, hint, file, f"line {line}")
