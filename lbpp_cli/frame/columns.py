"""Columns of a frame as arrays of whole numbers and names, and back: exactly, without a loop over rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from lbpp_cli.arrays import LARGEST_WHOLE, MOST_DECIMALS, DoesNotFitError, Names, Numbers
from lbpp_cli.read.results import decimals_of

if TYPE_CHECKING:
    from lbpp_cli.arrays import Flags, Ints

CENTS = 2
_WIDEST = 38  # digits of a decimal of 128 bits


class ColumnError(ValueError):
    """A column holds what it cannot be read as."""


def is_numpy(column: pd.Series, kinds: str) -> bool:
    """Whether a column is a plain array of one of these kinds, of which every row is known."""
    return isinstance(column.dtype, np.dtype) and column.dtype.kind in kinds


def in_arrow(column: pd.Series) -> pa.Array:
    """A column as one array of Arrow.

    Raises:
        ColumnError: its values are of several kinds.

    """
    try:
        array = pa.array(column, from_pandas=True)
    except (pa.ArrowException, TypeError, ValueError) as error:
        raise ColumnError(f"holds values of several kinds ({error})") from None
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
        array = array if isinstance(array, pa.Array) else pa.concat_arrays(array.chunks)
    # pandas makes a column that holds nothing one of binary numbers.
    blank = pa.types.is_floating(array.type) and array.null_count == len(array)
    return pa.nulls(len(array)) if blank else array


def whole_numbers(column: pd.Series) -> Numbers:
    """A column of whole numbers.

    Raises:
        ColumnError: it holds anything else.

    """
    if is_numpy(column, "iu"):
        if column.dtype == np.uint64 and (column > LARGEST_WHOLE).any():
            raise ColumnError("holds numbers that do not fit")
        return Numbers(column.to_numpy().astype(np.int64, copy=False), 0, np.ones(len(column), np.bool_))
    array = in_arrow(column)
    try:
        array = array.cast(pa.int64())
    except (pa.ArrowException, NotImplementedError):
        raise ColumnError(f"holds {array.type}, not whole numbers") from None
    return Numbers(filled(array, 0), 0, _known(array))


def cents(column: pd.Series, *, in_cents: bool) -> Numbers:
    """A column of money: whole cents, or dollars as decimals with at most two decimals.

    Raises:
        ColumnError: it holds binary numbers, fractions of a cent, or no amounts.

    """
    if in_cents:
        if is_numpy(column, "f"):
            raise ColumnError("holds binary numbers, which are not exact; give whole cents as integers (int64, Int64)")
        return whole_numbers(column)._replace(scale=CENTS)
    array = _decimals(column)
    try:
        array = array.cast(pa.decimal128(_WIDEST, CENTS))
    except pa.ArrowException:
        raise ColumnError("holds an amount with more than two decimals, or too large") from None
    return Numbers(_unscaled(array), CENTS, _known(array))


def numbers(column: pd.Series) -> Numbers:
    """A column of exact numbers, with as few decimals as they need.

    Raises:
        ColumnError: it holds binary numbers, or no numbers.
        DoesNotFitError: it has too many decimals.

    """
    array = _decimals(column)
    scale = array.type.scale
    for fewer in range(scale):
        try:
            array = array.cast(pa.decimal128(_WIDEST, fewer))
        except pa.ArrowException:
            continue
        break
    if array.type.scale > MOST_DECIMALS:
        raise DoesNotFitError(f"holds a number with too many decimals: at most {MOST_DECIMALS} are exact")
    return Numbers(_unscaled(array), array.type.scale, _known(array))


def _decimals(column: pd.Series) -> pa.Array:
    array = in_arrow(column)
    if pa.types.is_floating(array.type):
        raise ColumnError("holds binary numbers, which are not exact; give decimals")
    if pa.types.is_decimal(array.type) and array.type.scale >= 0 and array.type.bit_width <= 128:  # noqa: PLR2004
        return array
    try:
        return array.cast(pa.decimal128(_WIDEST, min(decimals_of(array), _WIDEST)))
    except (pa.ArrowException, NotImplementedError):
        raise ColumnError(f"holds {array.type}, not decimals") from None


def _unscaled(array: pa.Array) -> Ints:
    """The whole values behind decimals.

    Raises:
        DoesNotFitError: one is too large.

    """
    array = array.cast(pa.decimal128(_WIDEST, array.type.scale))
    buffer = array.buffers()[1]
    if buffer is None or not len(array):
        return np.zeros(len(array), np.int64)
    # 128 bits each, the lower half first.
    halves = np.frombuffer(buffer, np.int64).reshape(-1, 2)[array.offset : array.offset + len(array)]
    low, high = halves[:, 0].copy(), halves[:, 1]
    known = _known(array)
    if ((high != low >> 63) & known).any():
        raise DoesNotFitError("holds a number that is too large, or has too many decimals, for exact whole numbers")
    low[~known] = 0
    return low


def flags(column: pd.Series, *, blank: bool) -> Flags:
    """A column of yes and no.

    Raises:
        ColumnError: it holds anything else.

    """
    if is_numpy(column, "b"):
        return np.asarray(column.to_numpy(), np.bool_)
    array = in_arrow(column)
    if not (pa.types.is_boolean(array.type) or pa.types.is_null(array.type)):
        raise ColumnError(f"holds {array.type}, not true and false")
    return np.asarray(filled(array.cast(pa.bool_()), blank))


def answers(column: pd.Series) -> Numbers:
    """A column of yes and no that may be blank: 1 and 0."""
    array = in_arrow(column)
    known = np.asarray(array.is_valid().to_numpy(zero_copy_only=False))
    return Numbers(flags(column, blank=False).astype(np.int64), 0, known)


def days(column: pd.Series) -> Numbers:
    """A column of days, as days since 1970."""
    try:
        array = in_arrow(column).cast(pa.date32()).cast(pa.int32())
    except pa.ArrowException as error:
        raise ColumnError(f"holds what is no date ({error})") from None
    return Numbers(filled(array, 0).astype(np.int64), 0, _known(array))


def stated(column: pd.Series) -> Flags:
    """Whether something stands in each row of a column of texts; a column of true and false says so itself."""
    if is_numpy(column, "b"):
        return np.asarray(column.to_numpy(), np.bool_)
    if isinstance(column.dtype, pd.CategoricalDtype):
        named = names(column)
        return named.given(lambda name: bool(name.strip())).astype(np.bool_)
    array = in_arrow(column)
    if pa.types.is_null(array.type) or pa.types.is_boolean(array.type):
        return np.asarray(filled(array.cast(pa.bool_()), value=False))
    if not (pa.types.is_string(array.type) or pa.types.is_large_string(array.type)):
        raise ColumnError(f"holds {array.type}, not texts")
    return np.asarray(filled(pc.greater(pc.binary_length(array), 0), value=False))


def names(column: pd.Series) -> Names:
    """A column of names.

    Raises:
        ColumnError: it holds anything but texts.

    """
    if isinstance(column.dtype, pd.CategoricalDtype):
        known = column.cat.categories
        if not all(isinstance(one, str) for one in known):
            raise ColumnError("holds categories that are not texts")
        return Names(column.cat.codes.to_numpy(), tuple(known))
    array = in_arrow(column)
    if pa.types.is_null(array.type):
        return Names(np.full(len(array), -1, np.int8), ())
    if not pa.types.is_dictionary(array.type):
        if not (pa.types.is_string(array.type) or pa.types.is_large_string(array.type)):
            raise ColumnError(f"holds {array.type}, not texts")
        array = array.dictionary_encode()
    return Names(filled(array.indices, -1), tuple(array.dictionary.to_pylist()))


def _known(array: pa.Array) -> Flags:
    if not array.null_count:
        return np.ones(len(array), np.bool_)
    return np.asarray(array.is_valid().to_numpy(zero_copy_only=False))


def filled(array: pa.Array, value: int | bool) -> Ints:  # noqa: FBT001
    """An array of Arrow as one of numbers, with a value for blanks."""
    if array.null_count:
        array = pc.fill_null(array, pa.scalar(value, array.type))
    return np.asarray(array.to_numpy(zero_copy_only=False))


def as_numbers(values: Ints, scale: int, known: Flags | None = None) -> pd.Series:
    """Whole values with so many decimals as exact decimals; blank where they are not known."""
    halves = np.empty((len(values), 2), np.int64)
    halves[:, 0] = values
    np.right_shift(halves[:, 0], 63, out=halves[:, 1])
    kind = pa.decimal128(_WIDEST, scale)
    return _series(pa.Array.from_buffers(kind, len(values), [_validity(known), pa.py_buffer(halves)]))


def as_whole(values: Ints, known: Flags | None = None) -> pd.Series:
    """Whole numbers; blank where they are not known."""
    held = np.ascontiguousarray(values, np.int64)
    return _series(pa.Array.from_buffers(pa.int64(), len(held), [_validity(known), pa.py_buffer(held)]))


def as_names(named: Names) -> pd.Series:
    """Names as texts."""
    codes = pa.array(named.codes, mask=named.codes < 0)
    return _series(pa.DictionaryArray.from_arrays(codes, pa.array(named.names, pa.string())).cast(pa.string()))


def as_flags(values: Flags, known: Flags | None = None) -> pd.Series:
    """True and false; blank where they are not known."""
    return _series(pa.array(values, mask=None if known is None else ~known))


def _validity(known: Flags | None) -> pa.Buffer | None:
    return None if known is None or known.all() else pa.py_buffer(np.packbits(known, bitorder="little"))


def _series(array: pa.Array) -> pd.Series:
    return pd.Series(pd.arrays.ArrowExtensionArray(array))
