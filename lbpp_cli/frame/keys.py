"""Which rows belong together: keys that are texts or whole numbers, joined without a loop over rows."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from lbpp_cli.frame.columns import ColumnError, filled, in_arrow, is_numpy

if TYPE_CHECKING:
    from lbpp_cli.arrays import Flags, Ints


def places(keys: pd.Series, wanted: pd.Series) -> Ints:
    """The row of each wanted key among keys that differ from each other; -1 where it is not there.

    Raises:
        ColumnError: two keys are the same, or the two columns are of different kinds.

    """
    if is_numpy(keys, "iu") and is_numpy(wanted, "iu"):
        return whole_places(keys.to_numpy(), wanted.to_numpy())
    held, asked = _same_kind(keys, wanted)
    if pc.count_distinct(held, mode="all").as_py() < len(held):
        raise ColumnError("has the same key twice")
    if held.null_count:
        raise ColumnError("is blank")
    return filled(pc.index_in(asked, value_set=held), -1)


def codes(first: pd.Series, second: pd.Series) -> tuple[Ints, Ints]:
    """Whole numbers from 0 on that are the same where the texts or numbers of two columns are; -1 for a blank.

    Raises:
        ColumnError: the two columns are of different kinds.

    """
    held = _same_kind(first, second)
    together = pa.chunked_array(held).dictionary_encode().unify_dictionaries()
    kept = iter(together.chunks)
    of_first, of_second = (filled(next(kept).indices, -1) if len(one) else np.zeros(0, np.int32) for one in held)
    return of_first, of_second


def _same_kind(first: pd.Series, second: pd.Series) -> tuple[pa.Array, pa.Array]:
    """Two columns of keys as arrays of one kind, texts or whole numbers.

    Raises:
        ColumnError: they are of different kinds.

    """
    held, other = (
        one.dictionary_decode() if pa.types.is_dictionary(one.type) else one
        for one in (in_arrow(first), in_arrow(second))
    )
    if pa.types.is_null(other.type) or pa.types.is_null(held.type):
        kind = held.type if pa.types.is_null(other.type) else other.type
        return held.cast(kind), other.cast(kind)
    if pa.types.is_integer(held.type) != pa.types.is_integer(other.type):
        raise ColumnError("is a number in one table and a text in another")
    kind = pa.int64() if pa.types.is_integer(held.type) else pa.string()
    try:
        return held.cast(kind), other.cast(kind)
    except pa.ArrowException:
        raise ColumnError(f"holds {held.type} and {other.type}, neither texts nor whole numbers") from None


def whole_places(keys: Ints, wanted: Ints) -> Ints:
    """The row of each wanted number among numbers that differ from each other; -1 where it is not there.

    Raises:
        ColumnError: two numbers are the same.

    """
    if not keys.size:
        return np.full(wanted.size, -1, np.int64)
    low, high = int(keys.min()), int(keys.max())
    if high - low < 4 * keys.size + 1024:
        table: Ints = np.full(high - low + 1, -1, np.int32 if keys.size < 2**31 else np.int64)
        table[keys - low] = np.arange(keys.size)
        if np.count_nonzero(table >= 0) < keys.size:
            raise ColumnError("has the same key twice")
        if wanted.size and low <= int(wanted.min()) and int(wanted.max()) <= high:
            return table[wanted - low]
        inside = (wanted >= low) & (wanted <= high)
        found = np.full(wanted.size, -1, table.dtype)
        found[inside] = table[wanted[inside] - low]
        return found
    index = pd.Index(keys)
    if not index.is_unique:
        raise ColumnError("has the same key twice")
    return np.asarray(index.get_indexer(wanted))


def shown(column: pd.Series, rows: Flags, most: int = 5) -> str:
    """Some values of a column, for a message."""
    some = list(dict.fromkeys(map(str, column[rows].head(most * 4))))
    more = int(rows.sum()) - most
    return ", ".join(chain(some[:most], [f"and {more} more"] if more > 0 else []))
