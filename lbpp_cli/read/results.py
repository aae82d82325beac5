"""Reads the results of many evaluations back, as pandas tables: from parquet, CSV, a workbook or JSON lines.

All four forms give the same tables, exact: money and numbers are decimals that never pass through a binary number.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from lbpp_cli.findings import UnreadableFileError, finding
from lbpp_cli.money import plain
from lbpp_cli.read.files import read_file
from lbpp_cli.read.headings import nearest
from lbpp_cli.results import DATE, MONEY, NUMBER, TABLES, TEXT, WHOLE, YES_NO, companion

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    import pandas as pd
    import pyarrow as pa

    from lbpp_cli.results import Column

    # The rows that one evaluation, as an object of JSON, gives for each table.
    RowsOf = Callable[[Mapping[str, Any]], Any]

FORMS = (".parquet", ".csv", ".xlsx", ".jsonl")
LARGEST_RESULTS = 8 * 1024**3
# Lists of certifications: an empty one is blank, which is not the same as none that was decided.
_LISTS = {("bids", "marked"), ("bids", "counted"), ("subcontractors", "marked"), ("subcontractors", "counted")}
_LISTS |= {("ledger", "certifications")}


# What a spreadsheet would run as a formula is written with an apostrophe before it: the signs, and blanks before them.
_ESCAPED = r"\A'([\s\p{Z}\x{0b}\x{1c}-\x{1f}\x{85}\x{200b}\x{feff}]*[-=+@＝＋－＠]|[\t\r\n])"


class Results(NamedTuple):
    """The tables of results; their columns are those of :mod:`lbpp_cli.results`, in Arrow's types."""

    bids: pd.DataFrame
    files: pd.DataFrame
    subcontractors: pd.DataFrame
    ledger: pd.DataFrame


def read_results(path: Path, rows_of: RowsOf) -> Results:
    """Read the results that stand under the name of their bids; the tables beside it are found by its name.

    ``rows_of`` makes rows of an evaluation, for results that hold evaluations as JSON.

    Raises:
        UnreadableFileError: a file is missing, or holds no results.

    """
    form, shown = path.suffix.lower(), str(path)
    table = next((name for name in TABLES if path.stem.endswith(f".{name}")), None)
    if table is not None:
        main = path.with_name(path.stem.removesuffix(f".{table}") + path.suffix)
        raise _refused(shown, f"This is the table of {table} alone.", f"Name {main}; the tables beside it are found.")
    if form not in FORMS:
        hint = f"Name the results that lbpp batch wrote: a file ending in {', '.join(FORMS)}."
        raise _refused(shown, "The ending of this name is that of no results.", hint)
    if form == ".jsonl":
        arrays = _from_lines(_content(path), rows_of, shown)
    elif form == ".xlsx":
        arrays = _from_workbook(_content(path), shown)
    else:
        read = _from_parquet if form == ".parquet" else _from_csv
        arrays = {}
        for name in TABLES:
            place = companion(path, name)
            arrays[name] = read(_content(place), str(place))
    frames = {}
    for name, columns in TABLES.items():
        where = shown if form in {".jsonl", ".xlsx"} else str(companion(path, name))
        frames[name] = _frame(arrays[name], columns, where, name)
    return Results(**frames)


def _content(path: Path) -> bytes:
    return read_file(path, str(path), largest=LARGEST_RESULTS).content or b""


def _refused(file: str, message: str, hint: str, cell: str = "") -> UnreadableFileError:
    return UnreadableFileError(finding("not-results", message, hint, file, cell))


def _from_parquet(content: bytes, file: str) -> dict[str, pa.Array]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(pa.BufferReader(content)).combine_chunks()
    except (pa.ArrowException, OSError) as error:
        raise _refused(file, f"This is no parquet file: {error}.", "Run lbpp batch again.") from None
    return {name: _one(table.column(name)) for name in table.column_names}


def _from_csv(content: bytes, file: str) -> dict[str, pa.Array]:
    import pyarrow as pa
    import pyarrow.compute as pc
    from pyarrow import csv

    try:
        names = csv.open_csv(pa.BufferReader(content)).schema.names
        table = csv.read_csv(
            pa.BufferReader(content),
            parse_options=csv.ParseOptions(newlines_in_values=True),
            convert_options=csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
            ),
        )
    except pa.ArrowException as error:
        raise _refused(file, f"The text cannot be read as a table: {error}.", "Run lbpp batch again.") from None
    return {name: pc.replace_substring_regex(_one(table.column(name)), _ESCAPED, r"\1") for name in table.column_names}


def _from_workbook(content: bytes, file: str) -> dict[str, dict[str, pa.Array]]:
    import pyarrow as pa

    from lbpp_cli.read.workbook import open_workbook

    book = open_workbook(content, file)
    sheets = {name.casefold(): name for name in book.sheet_names}
    missing = [name for name in TABLES if name not in sheets]
    if missing:
        message = f"The workbook has no sheet {' and no sheet '.join(missing)}."
        raise _refused(file, message, "Name a workbook that lbpp batch wrote.")
    tables = {}
    for name in TABLES:
        rows = book.sheet(sheets[name]).rows
        heading = [str(cell) for cell in rows[0]] if rows else []
        columns = zip(*(row + [""] * (len(heading) - len(row)) for row in rows[1:]), strict=True)
        values = [list(map(_as_text, column)) for column in columns] or [[] for _ in heading]
        tables[name] = {name: pa.array(cells, pa.string()) for name, cells in zip(heading, values, strict=True)}
    return tables


def _as_text(value: object) -> str | None:
    """A cell of a workbook as the same cell stands in a text file; a number by its shortest decimal."""
    if value == "" or value is None:
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return plain(Decimal(repr(value)))
    if isinstance(value, datetime):
        return str(value.date())
    return str(value)


def _from_lines(content: bytes, rows_of: RowsOf, file: str) -> dict[str, dict[str, pa.Array]]:
    import pyarrow as pa

    rows: dict[str, list[tuple[object, ...]]] = {name: [] for name in TABLES}
    for number, line in enumerate(content.splitlines(), start=1):
        try:
            given = rows_of(json.loads(line))
            for name in TABLES:
                rows[name] += getattr(given, name)
        except (ValueError, LookupError, TypeError, AttributeError):
            raise _refused(
                file, "This line is no evaluation.", "Name what lbpp batch wrote.", f"line {number}"
            ) from None
    native = {YES_NO: pa.bool_(), WHOLE: pa.int64()}
    return {
        name: {
            column.name: pa.array([_encodable(row[at]) for row in rows[name]], native.get(column.kind, pa.string()))
            for at, column in enumerate(columns)
        }
        for name, columns in TABLES.items()
    }


def _encodable(value: object) -> object:
    """A value as it is; of the name of a file that is no text, what can be written of it."""
    return value.encode(errors="backslashreplace").decode() if isinstance(value, str) and not value.isascii() else value


def _frame(arrays: Mapping[str, pa.Array], columns: Sequence[Column], file: str, table: str) -> pd.DataFrame:
    """The declared columns of a table, each in its type."""
    import pandas as pd
    import pyarrow as pa

    missing = [column.name for column in columns if column.name not in arrays]
    if missing:
        near = {name: nearest(name, arrays) for name in missing}
        shown = ", ".join(name if near[name] is None else f"{name} (there is {near[name]})" for name in missing)
        raise _refused(file, f"The table of {table} lacks the columns: {shown}.", "Run lbpp batch again.")
    typed, wrong = {}, []
    for column in columns:
        try:
            typed[column.name] = _typed(arrays[column.name], column.kind)
        except (pa.ArrowException, TypeError, ValueError) as error:
            wrong.append(_why(arrays[column.name], column, error))
    if wrong:
        raise _refused(file, f"In the table of {table}: {'; '.join(wrong)}.", "Run lbpp batch again.")
    _restore_lists(typed, table)
    return pa.table(typed).to_pandas(types_mapper=pd.ArrowDtype)


def _restore_lists(typed: dict[str, pa.Array], table: str) -> None:
    """Text and workbook cannot tell an empty list from a blank: it is blank only for bids that the buyer left out."""
    import pyarrow.compute as pc

    for _, name in (one for one in _LISTS if one[0] == table):
        if table == "bids" and name == "counted":
            judged = pc.or_(pc.equal(typed["status"], "ranked"), pc.fill_null(typed["excluded"], fill_value=False))
            typed[name] = pc.if_else(pc.and_(pc.is_null(typed[name]), judged), "", typed[name])
        else:
            typed[name] = pc.fill_null(typed[name], "")


def _typed(array: pa.Array, kind: str) -> pa.Array:
    """A column in the type of its kind, exactly, or an error."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    if pa.types.is_floating(array.type):
        raise TypeError("binary numbers")
    is_text = pa.types.is_string(array.type) or pa.types.is_large_string(array.type)
    if kind == YES_NO and is_text:
        known = pc.index_in(array, pa.array(["no", "yes"]))
        if pc.any(pc.and_(pc.is_null(known), pc.is_valid(array))).as_py():
            raise ValueError("neither yes nor no")
        return pc.equal(known, 1)
    if kind == NUMBER:
        return array.cast(pa.decimal128(38, decimals_of(array)))
    types = {TEXT: pa.string(), MONEY: pa.decimal128(38, 2), WHOLE: pa.int64(), YES_NO: pa.bool_(), DATE: pa.date32()}
    return array.cast(types.get(kind, pa.string()))


def decimals_of(array: pa.Array) -> int:
    """The most decimals that a number of a column of numbers, or of texts that are numbers, has."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_decimal(array.type):
        return int(array.type.scale)
    if not (pa.types.is_string(array.type) or pa.types.is_large_string(array.type)):
        return 0
    point = pc.find_substring(array, ".")
    after = pc.if_else(pc.equal(point, -1), 0, pc.subtract(pc.subtract(pc.utf8_length(array), point), 1))
    return int(pc.max(after).as_py() or 0)


def _why(array: pa.Array, column: Column, error: Exception) -> str:
    """Which value of a column cannot be taken, and where."""
    import pyarrow as pa

    for row, value in enumerate(array.to_pylist(), start=1):
        try:
            _typed(pa.array([value], array.type), column.kind)
        except (pa.ArrowException, TypeError, ValueError):
            return f"{column.name} in row {row} is {_brief(value)}, which is no {column.kind}"
    return f"{column.name}: {error}"


def _brief(value: object) -> str:
    from lbpp_cli.money import quoted

    return quoted(value) if isinstance(value, (str, int, Decimal, date)) else f"the binary number {value!r}"


def _one(column: pa.ChunkedArray) -> pa.Array:
    """A column in one piece."""
    import pyarrow as pa

    chunks = column.combine_chunks()
    return chunks if isinstance(chunks, pa.Array) else pa.concat_arrays(chunks.chunks)
