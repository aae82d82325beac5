"""Writes the tables of results, row after row, into files that appear under their names only when all are complete."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol

from lbpp_cli.batch.chunks import CSV, JSONL, MOST_DECIMALS, PARQUET, tables_in
from lbpp_cli.render import as_csv
from lbpp_cli.render.escape import writable
from lbpp_cli.results import DATE, MONEY, NUMBER, TABLES, WHOLE, YES_NO, companion

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from lbpp_cli.batch.task import Done
    from lbpp_cli.results import Column

_AT_ONCE = 2**18  # bytes of a text that are written together
_ROWS_AT_ONCE = 20_000  # rows of a parquet file that are kept until they are written together
_FIRST_DAY = "1900-03-01"  # before it the days of a workbook are not those of the calendar
_SHEET_ROWS = 1_048_575  # rows that a sheet holds below its headings
_MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # the same results are the same bytes on any day
# Digits of a decimal, and how many of them stand behind the point. Percent and scores have as many as a cell can hold.
_DECIMALS = {MONEY: (38, 2), NUMBER: (38, MOST_DECIMALS)}


class Writer(Protocol):
    """Takes the rows of one evaluation after the other."""

    def add(self, chunks: Sequence[bytes]) -> None:
        """Take the rows of an evaluation for each table."""

    def close(self) -> None:
        """Complete the files."""


def places_of(output: Path, form: str) -> list[Path]:
    """The files that results of a form are, the first that which was named."""
    return [output] if form == "xlsx" else [companion(output, table) for table in tables_in(form)]


def unfinished(place: Path) -> Path:
    """Where results stand until they are complete."""
    return place.with_name(f".{place.name}.lbpp.part")


def write_results(records: Iterable[Done], output: Path, form: str) -> None:
    """Write the results of a batch; each file appears under its name when all are complete.

    Raises:
        OSError: they cannot be written, as on a full disk. What stood there before is left as it was.

    """
    places = [place.resolve() for place in places_of(output, form)]
    parts = [unfinished(place) for place in places]
    try:
        writer: Writer
        if form in {CSV, JSONL}:
            writer = _Text(parts, form)
        elif form == PARQUET:
            writer = _Parquet(parts)
        else:
            writer = _Workbook(parts[0])
        try:
            for record in records:
                writer.add(record.chunks)
        finally:
            writer.close()
        for part in parts:
            _keep(part)
        # The one that was named appears last: where it stands, the others stand.
        for part, place in reversed(list(zip(parts, places, strict=True))):
            part.replace(place)
    except BaseException:
        for part in parts:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        raise


def _keep(path: Path) -> None:
    """Have the disk keep what was written."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


class _Text:
    """CSV and JSON lines: the rows stand in their chunks as they stand in the file."""

    def __init__(self, places: Sequence[Path], form: str) -> None:
        self._files = [place.open("wb", buffering=_AT_ONCE) for place in places]
        if form == CSV:
            for file, columns in zip(self._files, TABLES.values(), strict=True):
                file.write(as_csv.heading(columns).encode())

    def add(self, chunks: Sequence[bytes]) -> None:
        for file, chunk in zip(self._files, chunks, strict=True):
            file.write(chunk)

    def close(self) -> None:
        for file in self._files:
            file.close()


class _Parquet:
    """Parquet: money and numbers as decimals, dates as dates."""

    def __init__(self, places: Sequence[Path]) -> None:
        import pyarrow as pa
        from pyarrow import parquet

        def type_of(column: Column) -> Any:
            if column.kind in _DECIMALS:
                return pa.decimal128(*_DECIMALS[column.kind])
            return {WHOLE: pa.int64(), YES_NO: pa.bool_(), DATE: pa.date32()}.get(column.kind, pa.string())

        self._arrow = pa
        self._schemas = [pa.schema([(one.name, type_of(one)) for one in columns]) for columns in TABLES.values()]
        self._writers = [
            parquet.ParquetWriter(place, schema) for place, schema in zip(places, self._schemas, strict=True)
        ]
        self._rows: list[list[list[Any]]] = [[] for _ in places]

    def add(self, chunks: Sequence[bytes]) -> None:
        for table, chunk in enumerate(chunks):
            self._rows[table] += json.loads(chunk)
            if len(self._rows[table]) >= _ROWS_AT_ONCE:
                self._flush(table)

    def close(self) -> None:
        for table, writer in enumerate(self._writers):
            self._flush(table)
            writer.close()

    def _flush(self, table: int) -> None:
        rows, self._rows[table] = self._rows[table], []
        if not rows:
            return
        pa, schema = self._arrow, self._schemas[table]
        arrays = []
        for field, values in zip(schema, zip(*rows, strict=True), strict=True):
            as_text = pa.types.is_decimal(field.type) or pa.types.is_date(field.type)
            try:
                array = pa.array(values, pa.string() if as_text else field.type)
            except UnicodeEncodeError:  # the name of a file that is no text
                array = pa.array([value and writable(value) for value in values], pa.string())
            arrays.append(array.cast(field.type) if as_text else array)
        self._writers[table].write_table(pa.Table.from_arrays(arrays, schema=schema))


class _Workbook:
    """One workbook with a sheet for each table; rows that do not fit on a sheet go on on another."""

    def __init__(self, place: Path) -> None:
        import xlsxwriter

        # What a kill left of an earlier run is cleared away with the folder that it stands in.
        self._folder = place.with_name(f"{place.name}.tmp")
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir()
        options = {
            "constant_memory": True,
            "tmpdir": str(self._folder),
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        }
        self._book = xlsxwriter.Workbook(str(place), options)
        self._book.set_properties({"title": "Results of a batch", "created": _MADE, "comments": "Made by lbpp."})
        self._bold = self._book.add_format({"bold": True, "bottom": 1})
        self._formats = {
            MONEY: self._book.add_format({"num_format": "#,##0.00"}),
            DATE: self._book.add_format({"num_format": "yyyy-mm-dd"}),
        }
        self._sheets = [self._sheet(name.capitalize(), columns) for name, columns in TABLES.items()]
        self._used = [0] * len(self._sheets)
        self._parts = [1] * len(self._sheets)

    def add(self, chunks: Sequence[bytes]) -> None:
        for table, ((name, columns), chunk) in enumerate(zip(TABLES.items(), chunks, strict=True)):
            for row in json.loads(chunk):
                if self._used[table] == _SHEET_ROWS:
                    self._parts[table] += 1
                    self._sheets[table] = self._sheet(f"{name.capitalize()} {self._parts[table]}", columns)
                    self._used[table] = 0
                self._used[table] += 1
                for number, (column, value) in enumerate(zip(columns, row, strict=True)):
                    self._cell(self._sheets[table], self._used[table], number, column.kind, value)

    def close(self) -> None:
        try:
            self._book.close()
        finally:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _sheet(self, name: str, columns: Sequence[Column]) -> Any:
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 3 if name.startswith("Bids") else 1)
        for number, column in enumerate(columns):
            sheet.set_column(number, number, 30 if column.name in {"file", "bidder", "title"} else 16)
            sheet.write_string(0, number, column.name, self._bold)
        return sheet

    def _cell(self, sheet: Any, row: int, column: int, kind: str, value: Any) -> None:
        from lbpp_cli.render.xlsx import as_number

        if value is None:
            return
        if kind in {MONEY, NUMBER, WHOLE}:
            number = as_number(Decimal(value))
            if Decimal(repr(number)) == Decimal(value):
                sheet.write_number(row, column, number, self._formats.get(kind))
            else:  # more digits than a spreadsheet holds: never rounded
                sheet.write_string(row, column, value)
        elif kind == DATE and value >= _FIRST_DAY:
            sheet.write_datetime(row, column, date.fromisoformat(value), self._formats[DATE])
        else:
            text = ("yes" if value else "no") if kind == YES_NO else writable(value)
            sheet.write_string(row, column, text)
