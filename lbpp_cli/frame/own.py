"""The columns that are a program's own: as columns by their field, or as they stand in results, in one text of JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import json

from lbpp_cli.columns import COUNT, DATE, MONEY, TEXT, YES_NO
from lbpp_cli.frame import columns as read
from lbpp_cli.money import LARGEST, cents

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lbpp_cli.arrays import Own
    from lbpp_cli.columns import Column
    from lbpp_cli.frame.tables import Reader

_BLOCK = 16 * 1024 * 1024  # bytes of JSON that are read at once; a longer row is refused
_MOST = cents(LARGEST)


def own_columns(reader: Reader) -> dict[str, Own]:
    """The program's own columns of a table that are there, by their field; texts decide nothing and are left out."""
    wanted = [column for column in reader.own if column.kind != TEXT]
    if not wanted:
        return {}
    held = reader.get("own", lambda one: _expanded(one, wanted))
    found: dict[str, Own] = {}
    for column in wanted:
        in_cents = reader.has(f"{column.field}_cents") and column.kind == MONEY
        name = f"{column.field}_cents" if in_cents else column.field
        inside = held is not None and column.field in held
        if inside and reader.has(name):
            reader.problem(f"{column.field} stands in a column of its own and in the column own")
        how = _how(column, in_cents=in_cents)
        try:
            one = how(held[column.field]) if held is not None and inside else reader.get(name, how)
        except (read.ColumnError, ValueError) as error:
            reader.problem(f"{column.field} in the column own {error}")
            continue
        if one is not None:
            found[column.field] = one
    return found


def _expanded(column: pd.Series, wanted: Sequence[Column]) -> dict[str, pd.Series]:
    """The fields that stand in a column of JSON, each as a column; without a loop over rows."""
    array = read.in_arrow(column)
    if not array.null_count < len(array):
        return {}
    kinds = {YES_NO: pa.bool_(), COUNT: pa.int64()}
    schema = pa.schema(
        [(one.field, kinds.get(one.kind, pa.string()) if isinstance(one.kind, str) else pa.string()) for one in wanted]
    )
    try:
        lines = "\n".join(pc.fill_null(array.cast(pa.string()), "{}").to_pylist()).encode()
        table = json.read_json(
            pa.BufferReader(lines),
            json.ReadOptions(block_size=_BLOCK),
            json.ParseOptions(explicit_schema=schema, unexpected_field_behavior="ignore"),
        )
    except pa.ArrowException as error:
        raise read.ColumnError(f"holds what is no object of JSON ({error})") from None
    if len(table) != len(array):
        raise read.ColumnError("holds what is no object of JSON")
    return {
        name: pd.Series(pd.arrays.ArrowExtensionArray(table.column(name)))
        for name in table.column_names
        if table.column(name).null_count < len(table)
    }


def _how(column: Column, *, in_cents: bool) -> Callable[[pd.Series], Own]:
    """How a column of that kind is read."""
    if column.kind == MONEY:
        return lambda one: _money(one, in_cents=in_cents)
    if isinstance(column.kind, dict):
        choices = set(column.kind.values())
        return lambda one: _choice(one, choices)
    kinds: dict[str, Callable[[pd.Series], Own]] = {
        COUNT: read.whole_numbers,
        YES_NO: read.answers,
        DATE: read.days,
    }
    return kinds.get(str(column.kind), read.numbers)


def _money(column: pd.Series, *, in_cents: bool) -> Own:
    found = read.cents(column, in_cents=in_cents)
    if found.units.size and max(int(found.units.max()), -int(found.units.min())) > _MOST:
        raise read.ColumnError("holds an amount that is too large")
    return found


def _choice(column: pd.Series, choices: set[str]) -> Own:
    found = read.names(column)
    unknown = sorted({name for name in found.names if name and name not in choices})
    if unknown:
        raise read.ColumnError(f"holds {', '.join(unknown[:5])}, which is none of {', '.join(sorted(choices))}")
    return found
