"""Evaluations kept as results, in each of the four forms, for tests of what reads them."""

from decimal import Decimal

import pyarrow as pa

from lbpp_cli.batch.chunks import chunks_of
from lbpp_cli.batch.task import Done
from lbpp_cli.batch.writers import write_results
from lbpp_cli.render.result_rows import rows_of
from lbpp_cli.results import DATE, MONEY, NUMBER, TABLES, WHOLE, YES_NO
from lbpp_cli.status import exit_status

TYPES = {
    MONEY: pa.decimal128(38, 2), NUMBER: pa.decimal128(38, 18), WHOLE: pa.int64(), YES_NO: pa.bool_(), DATE: pa.date32(),
}  # fmt: skip


def rows(evaluations, table):
    return [row for evaluation in evaluations for row in getattr(rows_of(evaluation, exit_status(evaluation)), table)]


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
    """Write evaluations as results in the form that the ending of the path means, as a batch does."""
    form = path.suffix.removeprefix(".")
    records = [
        Done(f"{number}", None, 0, "", changed=False, why="", chunks=chunks_of(one, exit_status(one), form))
        for number, one in enumerate(evaluations)
    ]  # fmt: skip
    write_results(records, path, form)
    return path
