"""Evaluations kept as results, in each of the four forms, for tests of what reads them."""

from decimal import Decimal

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

from lbpp_cli.render import as_csv, as_json
from lbpp_cli.render.result_rows import rows_of
from lbpp_cli.results import DATE, MONEY, NUMBER, TABLES, WHOLE, YES_NO, companion
from lbpp_cli.status import exit_status

TYPES = {
    MONEY: pa.decimal128(38, 2), NUMBER: pa.decimal128(38, 18), WHOLE: pa.int64(), YES_NO: pa.bool_(), DATE: pa.date32(),
}  # fmt: skip


def rows(evaluations, table):
    return [
        row
        for evaluation in evaluations
        for row in getattr(rows_of(as_json.as_object(evaluation), exit_status(evaluation)), table)
    ]


def arrow_table(evaluations, table):
    found = rows(evaluations, table)
    arrays = {}
    for at, column in enumerate(TABLES[table]):
        values = [row[at] for row in found]
        if column.kind in {MONEY, NUMBER}:
            values = [None if value is None else Decimal(value) for value in values]
        kind = TYPES.get(column.kind, pa.string())
        texts = column.kind == DATE
        arrays[column.name] = pa.array(values, pa.string()).cast(kind) if texts else pa.array(values, kind)
    return pa.table(arrays)


def keep(evaluations, path):
    """Write evaluations as results in the form that the ending of the path means."""
    if path.suffix == ".jsonl":
        path.write_text(as_json.render_lines(evaluations))
    elif path.suffix == ".xlsx":
        book = openpyxl.Workbook()
        book.remove(book.active)
        for table, columns in TABLES.items():
            sheet = book.create_sheet(table.capitalize())
            sheet.append([column.name for column in columns])
            numbers = [column.kind in {MONEY, NUMBER} for column in columns]
            for row in rows(evaluations, table):
                sheet.append(
                    [
                        float(value) if number and value is not None else value
                        for value, number in zip(row, numbers, strict=True)
                    ]
                )
                for cell in sheet[sheet.max_row]:
                    if isinstance(cell.value, str):
                        cell.data_type = "s"
        book.save(path)
    else:
        for table, columns in TABLES.items():
            place = companion(path, table)
            if path.suffix == ".csv":
                place.write_text(as_csv.heading(columns) + as_csv.lines(columns, rows(evaluations, table)))
            else:
                pq.write_table(arrow_table(evaluations, table), place)
    return path
