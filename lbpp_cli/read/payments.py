"""Reads what is recorded during a contract: a workbook with its sheets, or text files with a table each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from lbpp_cli.columns import CERTIFICATIONS, squeezed
from lbpp_cli.findings import Finding, UnreadableFileError, finding
from lbpp_cli.model import Source
from lbpp_cli.money import is_blank
from lbpp_cli.names import TOTALS, firm_key
from lbpp_cli.payments.records import ChangeOrder, Contract, Payment, PlanChange, Records, Work
from lbpp_cli.read.delimited import read_delimited
from lbpp_cli.read.field_sheets import read_fields
from lbpp_cli.read.files import read_file
from lbpp_cli.read.payments_columns import (
    CHANGE_ORDERS,
    CHANGES,
    CONTRACT,
    PAYMENTS,
    SHEETS,
    WORK,
    Declared,
)
from lbpp_cli.read.source import is_workbook, known_sheets, refuse_other_text
from lbpp_cli.read.table import TableReader
from lbpp_cli.read.workbook import open_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from lbpp_cli.columns import Column
    from lbpp_cli.model import InputFile
    from lbpp_cli.read.table import Record
    from lbpp_cli.read.workbook import Sheet

# What a row must have: its field, what is said where it is blank, and what to do.
_NEEDED = {
    PAYMENTS: ("firm", "paid_on", "amount"),
    WORK: ("firm",),
    CHANGE_ORDERS: ("number", "amount"),
    CHANGES: ("kind",),
}
_MISSING = {
    "firm": ("row-unnamed", "The row names no firm.", "Write its name, or clear the row."),
    "number": ("row-unnamed", "The change order has no number.", "Write it, or clear the row."),
    "amount": ("amount-missing", "There is no amount. A blank is never taken as zero.", "Write it, or clear the row."),
    "paid_on": ("payment-undated", "The payment has no date.", "Write the day on which it was paid."),
    "kind": ("change-incomplete", "It is not said what is changed.", "Write Amount, Added, Removed or Goal."),
}


_FIELDS = {
    PAYMENTS: Payment._fields,
    WORK: Work._fields,
    CHANGE_ORDERS: ChangeOrder._fields,
    CHANGES: PlanChange._fields,
}


class Recorded(NamedTuple):
    """What is recorded, the sheet of certifications if there is one, and what was found in reading it."""

    records: Records
    register: tuple[str, Sheet] | None
    findings: tuple[Finding, ...]


def read_payments(paths: Sequence[Path], declared: Declared) -> Recorded:
    """Read what is recorded. A text file is the table that its name says, such as ``work.csv``; else the payments.

    What could not be read is left out, and an error is among the findings.

    Raises:
        UnreadableFileError: a file cannot be read, or no payments are among them.

    """
    reading = _Reading(declared)
    for path in paths:
        reading.add(path)
    if PAYMENTS not in reading.tables:
        message = f"There is no sheet “{PAYMENTS}”."
        hint = "lbpp participation PLAN FILE --template makes a workbook for them."
        raise UnreadableFileError(finding("sheet-missing", message, hint, reading.files[0].file))
    records = Records(
        tuple(reading.files),
        reading.contract(),
        tuple(Payment(**values) for values in reading.rows(PAYMENTS)),
        tuple(Work(**values) for values in reading.rows(WORK)),
        tuple(ChangeOrder(**values) for values in reading.rows(CHANGE_ORDERS)),
        tuple(PlanChange(**values) for values in reading.rows(CHANGES)),
    )
    return Recorded(records, reading.register(), tuple(reading.findings))


class _Reading:
    def __init__(self, declared: Declared) -> None:
        self._declared = declared
        self.files: list[InputFile] = []
        self.tables: dict[str, tuple[str, Sheet]] = {}
        self.findings: list[Finding] = []

    def add(self, path: Path) -> None:
        """Take the tables of a file."""
        file = read_file(path, str(path))
        self.files.append(file)
        if is_workbook(file):
            workbook = open_workbook(file.content or b"", file.file)
            found, odd = known_sheets(workbook.sheet_names, file.file, SHEETS)
            self.findings += odd
            for known, name in found.items():
                self._take(known, file.file, workbook.sheet(name))
            return
        refuse_other_text(path, file.file)
        names = {squeezed(name): table for table, others in SHEETS.items() for name in (*others, table)}
        table = names.get(squeezed(path.stem), PAYMENTS)
        headings = [name for column in self._declared.of(table) for name in (column.heading, *column.also)]
        sheet, assumed = read_delimited(file, [*headings, *(["Field", "Value"] if table == CONTRACT else [])])
        self.findings += assumed
        self._take(table, file.file, sheet)

    def _take(self, table: str, file: str, sheet: Sheet) -> None:
        if table in self.tables:
            before, other = self.tables[table]
            message = f"The table {table} of {before} is replaced by that of {file}."
            hint = "Name each table once if that is not meant."
            self.findings.append(finding("option-overrides", message, hint, before, other.name))
        self.tables[table] = (file, sheet)

    def contract(self) -> Contract:
        """The fields of the Contract sheet."""
        if CONTRACT not in self.tables:
            return Contract(Source(self.files[0].file, {"": ""}))
        file, sheet = self.tables[CONTRACT]
        reader = TableReader(file)
        values, cells = read_fields(reader, sheet, self._declared.fields)
        self.findings += reader.findings
        given: dict[str, Any] = {field: value for field, value in values.items() if value is not None}
        return Contract(Source(file, {"": sheet.name, **cells}), **given)

    def register(self) -> tuple[str, Sheet] | None:
        """The sheet of certifications; none where nothing is filled in on it, as in a template."""
        found = self.tables.get(CERTIFICATIONS)
        filled = [row for row in found[1].rows if not all(map(is_blank, row))] if found else []
        return found if len(filled) > 1 else None

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """The rows of a table that have what they need, each with where it stands."""
        if table not in self.tables:
            return
        file, sheet = self.tables[table]
        reader = TableReader(file)
        columns = self._declared.of(table)
        records, _ = reader.read(sheet, columns)
        self.findings += reader.findings
        for record in records:
            firm = record.values.get("firm")
            if table == PAYMENTS and isinstance(firm, str) and firm_key(firm) in TOTALS:
                message = f"“{firm}” is no firm; it would be counted as a payment beside those that it sums up."
                place = record.source.cell("firm")
                self.findings.append(finding("payment-is-total", message, "Take the row away.", file, place))
                continue
            missing = [field for field in _NEEDED[table] if record.values[field] is None]
            for field in missing:
                if field not in record.unreadable:
                    code, message, hint = _MISSING[field]
                    self.findings.append(finding(code, message, hint, file, record.source.cell(field)))
            if not missing:
                yield {"source": record.source, **_values(table, record, columns)}


def _values(table: str, record: Record, columns: Iterable[Column]) -> dict[str, Any]:
    """The values of a row as its record holds them: marks together, and the program's own under ``stated``."""
    common = _FIELDS[table]
    values = {field: value for field, value in record.values.items() if value is not None}
    found: dict[str, Any] = {field: value for field, value in values.items() if field in common}
    marks = {column.field for column in columns if column.kind == "mark"}
    if "certifications" in common:
        found["certifications"] = frozenset(field for field in marks if values.get(field))
    if "stated" in common:
        found["stated"] = {
            field: value for field, value in values.items() if field not in common and field not in marks
        }
    return found
