"""From named files to the tables of an outreach: a workbook with its sheets, text files with a table each, or both."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.columns import by_name, squeezed
from lbpp_cli.findings import Finding, UnreadableFileError, finding
from lbpp_cli.model import OUTREACH, OUTREACH_HEADINGS
from lbpp_cli.read.delimited import read_delimited
from lbpp_cli.read.files import read_file
from lbpp_cli.read.headings import nearest
from lbpp_cli.read.outreach_columns import NEEDED, RFP, SHEETS, Declared
from lbpp_cli.read.source import TEXT_SUFFIXES, is_workbook, known_sheets, refuse_other_text
from lbpp_cli.read.workbook import open_workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from lbpp_cli.model import InputFile
    from lbpp_cli.read.workbook import Sheet

_SHEET = "sheet"  # in a file of headings: what a sheet is called


class Tables(NamedTuple):
    """The tables of an outreach by the name of their sheet, each with its file, and what was found on the way."""

    files: tuple[InputFile, ...]
    tables: Mapping[str, tuple[str, Sheet]]
    findings: tuple[Finding, ...]


class Headings(NamedTuple):
    """What a file of headings says: other headings and other names of sheets, and what is wrong with it."""

    declared: Declared
    sheets: Mapping[str, tuple[str, ...]]
    findings: tuple[Finding, ...] = ()
    file: InputFile | None = None


def read_outreach_tables(
    paths: Sequence[Path],
    named: Mapping[str, Path],
    headings: Headings,
    shown: Callable[[Path], str] = str,
    wanted: tuple[Sequence[str], Sequence[str]] | None = None,
) -> Tables:
    """Read the tables. ``named``: text files, or workbooks with that sheet, by the table that they hold.

    ``wanted``: the tables that are needed, and those that are used where they are there; the others are left alone.
    By default all tables are used, and those are needed that outreach is judged by.

    A text file that is not among those is the table that its name says: ``notices.csv``, ``Work areas.csv``. A table in
    a file of its own takes the place of a sheet. ``shown`` gives the name of a file in results.

    Raises:
        UnreadableFileError: a file cannot be read, or does not say which table it is.

    """
    needed, used = wanted or (NEEDED, tuple(SHEETS))
    gathering = _Gathering(headings, shown, {*needed, *used})
    for path in sorted(paths, key=lambda path: path.suffix.lower() in TEXT_SUFFIXES):
        gathering.add(path)
    for table, path in named.items():
        gathering.add(path, table)
    gathering.check(needed)
    tables = {name: table for name, table in gathering.tables.items() if name in {*needed, *used}}
    return Tables(tuple(gathering.files), tables, tuple(gathering.findings))


class _Gathering:
    def __init__(self, headings: Headings, shown: Callable[[Path], str], used: set[str]) -> None:
        self._headings, self._shown, self._used = headings, shown, used
        self.files: list[InputFile] = []
        self._books = 0
        self.tables: dict[str, tuple[str, Sheet]] = {}
        self.findings: list[Finding] = [*headings.findings]

    def add(self, path: Path, table: str | None = None) -> None:
        file = read_file(path, self._shown(path))
        if is_workbook(file):
            self._books += table is None
            self.files.append(replace(file, role=_role(table or (str(self._books) if self._books > 1 else ""))))
            self._workbook(file, table)
            return
        refuse_other_text(path, file.file)
        table = table or _table_of(path, self._headings.sheets, file.file)
        self._look_for_second(table, file.file)
        self.files.append(replace(file, role=_role(table)))
        declared = self._headings.declared.of(table)
        known = [name for column in declared for name in (column.heading, *column.also)]
        known += ["Field", "Value"] if table == RFP else []
        sheet, assumed = read_delimited(file, known)
        self.findings += assumed
        self._take(table, file.file, sheet)

    def _look_for_second(self, table: str, file: str) -> None:
        before = next((one.file for one in self.files if one.role == _role(table)), None)
        if before is not None:
            message = f"The table {table} is that of {before}, and that of {file}."
            self.findings.append(finding("table-twice", message, "Put the rows of both into one file.", file))

    def _workbook(self, file: InputFile, table: str | None) -> None:
        workbook = open_workbook(file.content or b"", file.file)
        found, odd = known_sheets(workbook.sheet_names, file.file, self._headings.sheets)
        if table is not None:
            only = workbook.sheet_names[0] if len(workbook.sheet_names) == 1 else None
            name = found.get(table, only)
            if name is None:
                message = f"There is no sheet “{table}”; the sheets are {', '.join(workbook.sheet_names)}."
                raise UnreadableFileError(finding("sheet-missing", message, f"Name the sheet {table}.", file.file))
            self._take(table, file.file, workbook.sheet(name))
            return
        if len(self._used) < len(SHEETS):
            # A sheet that is none of these may be any other; only one that is nearly called as one of them may be it.
            others = tuple(one.cell for one in odd)
            missing = {name: also for name, also in self._headings.sheets.items() if name in self._used - found.keys()}
            odd = [one for one in known_sheets(others, file.file, missing)[1] if one.code == "sheet-misspelt"]
        self.findings += odd
        for known, name in found.items():
            self._take(known, file.file, workbook.sheet(name))

    def _take(self, table: str, file: str, sheet: Sheet) -> None:
        if table in self.tables and not any(one.code == "table-twice" for one in self.findings):
            before, other = self.tables[table]
            message = f"The table {table} of {before} is replaced by that of {file}."
            hint = "Name each table once if that is not meant."
            self.findings.append(finding("option-overrides", message, hint, before, other.name))
        self.tables[table] = (file, sheet)

    def check(self, needed: Iterable[str]) -> None:
        """Say which of the tables that are needed are not there."""
        if any(one.code == "sheet-misspelt" for one in self.findings):
            return
        for table in needed:
            if table not in self.tables:
                message = f"There is no table “{table}”."
                hint = f"Add a sheet “{table}”, or a file: --table “{table}=FILE.csv” (--outreach, where bids are "
                hint += "evaluated). lbpp bip template makes one."
                self.findings.append(finding("sheet-missing", message, hint, self.files[0].file))


def _role(part: str) -> str:
    """What a file of an outreach is called among the inputs of a result: it differs from file to file."""
    return f"{OUTREACH} {part}".strip()


def roles(files: Mapping[str, Path]) -> tuple[tuple[Path, ...], dict[str, Path], Path | None]:
    """From files by their roles: workbooks, files by the table that they hold, and the file of headings."""
    parts = {role.removeprefix(OUTREACH).strip(): path for role, path in files.items() if role.startswith(OUTREACH)}
    headings = parts.pop(OUTREACH_HEADINGS.removeprefix(OUTREACH).strip(), None)
    books = tuple(path for part, path in parts.items() if not part or part.isdigit())
    return books, {part: path for part, path in parts.items() if part and not part.isdigit()}, headings


def _table_of(path: Path, sheets: Mapping[str, tuple[str, ...]], shown: str) -> str:
    names = {squeezed(name): table for table, others in sheets.items() for name in (*others, table)}
    table = names.get(squeezed(path.stem))
    if table is None:
        message = "The name of the file does not say which table it is."
        hint = f"Name it after one of {', '.join(sheets)}; or say it: --table “Notices={path.name}” (--outreach, "
        hint += "where bids are evaluated)."
        raise UnreadableFileError(finding("not-a-spreadsheet", message, hint, shown))
    return table


def table_named(text: str) -> str | None:
    """The table that a name means; None where it means none."""
    names = {squeezed(name): table for table, others in SHEETS.items() for name in (*others, table)}
    return names.get(squeezed(text))


def own_headings(declared: Declared) -> Headings:
    """The headings and sheets as they are declared."""
    return Headings(declared, SHEETS)


def read_headings(path: Path, declared: Declared, shown: Callable[[Path], str] = str) -> Headings:
    """Other headings from a TOML file: for each sheet, ``"Other heading" = "Heading"``, and ``sheet = "Other name"``.

    Raises:
        UnreadableFileError: the file cannot be read.

    """
    file = shown(path)
    wrong: list[Finding] = []

    def report(message: str, hint: str) -> None:
        wrong.append(finding("headings-unreadable", message, hint, file))

    read = read_file(path, file, OUTREACH_HEADINGS)
    try:
        given = tomllib.loads((read.content or b"").decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        report(f"This is no TOML: {error}.", 'Write [Notices] and below it "Other heading" = "Firm".')
        given = {}
    sheets = dict(SHEETS)
    fields, columns = declared.fields, dict(declared.columns)
    for name, entries in given.items():
        table = table_named(name)
        if table is None or not isinstance(entries, dict):
            near = nearest(name, SHEETS)
            report(
                f"“{name}” is none of the tables.",
                f"Did you mean “{near}”?" if near else f"Known: {', '.join(SHEETS)}.",
            )
            continue
        known = by_name(declared.of(table))
        more: dict[str, list[str]] = {}
        for other, heading in entries.items():
            if not isinstance(heading, str):
                report(f"{name}: “{other}” is given no text.", 'Write "Other heading" = "Heading".')
            elif other == _SHEET:
                sheets[table] = (*sheets[table], heading)
            elif squeezed(heading) in known:
                more.setdefault(known[squeezed(heading)].field, []).append(other)
            else:
                near = nearest(heading, [column.heading for column in declared.of(table)])
                hint = (
                    f"Did you mean “{near}”?"
                    if near
                    else f"Known: {', '.join(one.heading for one in declared.of(table))}."
                )
                report(f"{name}: “{heading}” is no heading of {table}.", hint)
        changed = tuple(
            one._replace(also=(*one.also, *more[one.field])) if one.field in more else one for one in declared.of(table)
        )
        if table == RFP:
            fields = changed
        else:
            columns[table] = changed
    return Headings(Declared(fields, columns), sheets, tuple(wrong), read)
