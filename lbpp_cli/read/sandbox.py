"""Reads the rarer kinds of workbooks in a process of its own, which may fail without harm to the program.

The structure of xls, xlsb and ods workbooks can be checked beforehand only in part. A parser that allocates without
bound ends its process; here that process is a child, with little memory and little time, and its end is a finding.
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from lbpp_cli.findings import Finding, UnreadableFileError
from lbpp_cli.read.guard import MAX_ODD, check_extent, damaged, harmful, values_of
from lbpp_cli.read.workbook import Sheet, settled

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from lbpp_cli.read.facts import Facts

MAX_SECONDS = 30
MAX_MEMORY = 640 * 1024**2

_TO_TEXT: dict[type, tuple[str, Callable[[Any], Any]]] = {
    datetime: ("datetime", datetime.isoformat),
    date: ("date", date.isoformat),
    time: ("time", time.isoformat),
    timedelta: ("timedelta", lambda value: [value.days, value.seconds, value.microseconds]),
}
_FROM_TEXT: dict[str, Callable[[Any], object]] = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "timedelta": lambda parts: timedelta(*parts),
}


def read_apart(data: bytes, kind: str, file: str) -> list[Sheet]:
    """All sheets of an ``xls``, ``xlsb`` or ``ods`` workbook.

    Raises:
        UnreadableFileError: the workbook is damaged, harmful or encrypted, or a sheet is absurdly large.

    """
    import os

    # The child finds what this process finds, and nothing that merely lies in the current folder.
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry)}
    command = [sys.executable, "-P", "-m", "lbpp_cli.read.sandbox", kind]
    try:
        done = subprocess.run(  # noqa: S603  the program itself
            command, input=data, capture_output=True, env=environment, timeout=MAX_SECONDS, check=False
        )
        answer = json.loads(done.stdout) if done.returncode == 0 else None
    except subprocess.TimeoutExpired:
        raise harmful(f"reading it took longer than {MAX_SECONDS} seconds.", file) from None
    except (OSError, ValueError) as error:
        raise damaged(f"the process that reads it failed ({error}).", file) from None
    if answer is None:
        raise harmful("the process that reads it ran out of memory or broke off.", file)
    if "finding" in answer:
        raise UnreadableFileError(Finding(**(answer["finding"] | {"file": file})))
    return [_sheet(content) for content in answer["sheets"]]


def _sheet(content: dict[str, Any]) -> Sheet:
    percent = {column: frozenset(rows) for column, rows in content["percent"]}
    return settled(
        content["name"],
        [[_restored(value) for value in row] for row in content["rows"]],
        {(row, column): text for row, column, text in content["odd"]},
        lambda column: percent.get(column, frozenset()),
    )


def _restored(value: Any) -> object:
    if isinstance(value, dict):
        ((kind, content),) = value.items()
        return _FROM_TEXT[kind](content)
    return value


def _packed(value: object) -> dict[str, object]:
    """What JSON has no word for, as its kind and a text."""
    kind, to_text = _TO_TEXT[type(value)]
    return {kind: to_text(value)}


def read_here(data: bytes, kind: str) -> list[dict[str, object]]:
    """The sheets of a workbook as JSON can hold them.

    Raises:
        UnreadableFileError: the workbook is damaged, harmful or encrypted, or a sheet is absurdly large.

    """
    facts: list[Facts]
    if kind == "ods":
        from lbpp_cli.read.ods import read_ods

        content, facts = read_ods(data, "")
    elif kind == "xlsb":
        from lbpp_cli.read.xlsb import read_xlsb

        content, facts = read_xlsb(data, "")
    else:
        from lbpp_cli.read.xls import read_xls

        content, facts = data, read_xls(data, "")
    for sheet in facts:
        check_extent(sheet.reach, sheet.name, "")
        if len(sheet.odd) > MAX_ODD:
            raise harmful(f"the sheet “{sheet.name}” has more than {MAX_ODD:,} errors.", "", sheet.name)
    values = values_of(content, "")
    if len(values) != len(facts):
        raise damaged("its list of sheets can be read in two ways.", "")
    return [
        {
            "name": name,
            "rows": rows,
            "odd": [(row, column, text) for (row, column), text in sheet.odd.items()],
            "percent": [(column, list(rows)) for column, rows in sheet.percent.items()],
        }
        for (name, rows), sheet in zip(values, facts, strict=True)
    ]


def main() -> None:
    """Read a workbook of the kind that is named from the standard input; write the sheets or the finding as JSON."""
    gc.disable()  # nothing here refers to itself, and the process ends soon
    _limit()
    data = sys.stdin.buffer.read()
    answer: dict[str, object]
    try:
        answer = {"sheets": read_here(data, sys.argv[1])}
    except UnreadableFileError as error:
        answer = {"finding": vars(error.finding)}
    except MemoryError:
        answer = {"finding": vars(harmful("it asks for more memory than there is.", "").finding)}
    except Exception as error:  # noqa: BLE001  whatever it is, the workbook is what is wrong
        answer = {"finding": vars(damaged(f"{type(error).__name__} {error}.", "").finding)}
    # Far faster than to write piece by piece.
    sys.stdout.buffer.write(json.dumps(answer, default=_packed, ensure_ascii=False).encode())


def _limit() -> None:
    """Bound the memory of this process, where the platform can."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    except (ImportError, OSError, ValueError):
        return


if __name__ == "__main__":
    main()
