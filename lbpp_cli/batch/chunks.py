"""The rows of one evaluation as bytes: made where it was evaluated, put together where the results are written.

For CSV and JSON lines they are what stands in the results; for parquet and xlsx, rows as JSON.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from lbpp_cli.findings import finding
from lbpp_cli.render import as_csv
from lbpp_cli.render.as_json import as_object, finding_object
from lbpp_cli.render.result_rows import file_row, in_json, rows_of
from lbpp_cli.results import FILES, JSON, NUMBER, TABLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lbpp_cli.model import Evaluation
    from lbpp_cli.render.result_rows import Row
    from lbpp_cli.results import Column

CSV, JSONL, PARQUET, XLSX = "csv", "jsonl", "parquet", "xlsx"
FORMS = (CSV, JSONL, PARQUET, XLSX)
MOST_LETTERS = 32_767  # of a text in a cell of a workbook
MOST_DECIMALS = 18  # of a number in parquet, such as a percent or a score


class TooFineError(ValueError):
    """A figure has more decimals, or a text more letters, than the form holds; nothing is rounded or cut."""


def tables_in(form: str) -> tuple[str, ...]:
    """The tables that results of a form have; an evaluation as JSON holds subcontractors and ledgers itself."""
    return ("bids", "files") if form == JSONL else tuple(TABLES)


def chunks_of(evaluation: Evaluation, exit_status: int, form: str) -> tuple[bytes, ...]:
    """The rows of an evaluation for each table of a form.

    Raises:
        TooFineError: a figure has more decimals than the form holds.

    """
    if form == JSONL:
        return _line(as_object(evaluation)), _line(file_object(file_row(evaluation, exit_status)))
    rows = rows_of(evaluation, exit_status)
    if form == CSV:
        found = zip(TABLES.values(), rows, strict=True)
        return tuple(as_csv.lines(columns, table).encode(errors="backslashreplace") for columns, table in found)
    if form == PARQUET:
        for columns, table in zip(TABLES.values(), rows, strict=True):
            _check_decimals(columns, table)
    if form == XLSX:
        rows = rows._replace(files=[_fitting(row) for row in rows.files])
        for columns, table in zip(TABLES.values(), rows, strict=True):
            _check_lengths(columns, table)
    return tuple(map(_line, rows))


def _fitting(row: Row) -> Row:
    """A row of the table of files whose findings fit into a cell; the last one says how many were left off."""
    values = list(row)
    at = next(at for at, column in enumerate(FILES) if column.name == "findings")
    text = values[at]
    if isinstance(text, str) and len(text) > MOST_LETTERS:
        findings = json.loads(text)
        kept = findings
        while len(text) > MOST_LETTERS:
            kept = kept[: len(kept) * 9 // 10]
            left = finding(
                "findings-left-off", f"{len(findings) - len(kept)} more findings do not fit into a cell.", ""
            )
            text = in_json([*kept, finding_object(left)])
        values[at] = text
    return tuple(values)


def _check_lengths(columns: Sequence[Column], table: Sequence[Row]) -> None:
    for row in table:
        for column, value in zip(columns, row, strict=True):
            if isinstance(value, str) and len(value) > MOST_LETTERS:
                what = f"{column.name} has {len(value):,} letters; a cell of a workbook holds {MOST_LETTERS:,}."
                raise TooFineError(what)


def _check_decimals(columns: Sequence[Column], table: Sequence[Row]) -> None:
    for row in table:
        for column, value in zip(columns, row, strict=True):
            if column.kind == NUMBER and isinstance(value, str) and len(value.partition(".")[2]) > MOST_DECIMALS:
                raise TooFineError(f"{column.name} is {value}; parquet holds {MOST_DECIMALS} decimals.")


def file_object(row: Row) -> dict[str, object]:
    """A row of the table of files in the types of JSON."""
    return {
        column.name: json.loads(value) if column.kind == JSON and isinstance(value, str) else value
        for column, value in zip(FILES, row, strict=True)
    }


def _line(value: object) -> bytes:
    return in_json(value).encode(errors="backslashreplace") + b"\n"
