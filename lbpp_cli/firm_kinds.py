"""Kinds of firms that are only imagined, to say what would have won: which certifications, and what else of them."""

from __future__ import annotations

from itertools import combinations
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


class FirmKind(NamedTuple):
    """A kind of firm: its certifications, and what a program would have to find of it in fields of its own.

    ``text`` says the latter in words.
    """

    certifications: tuple[str, ...]
    stated: Mapping[str, object] = MappingProxyType({})
    text: str = ""

    def is_part_of(self, other: FirmKind) -> bool:
        """Whether the other asks for all that this asks for."""
        return set(self.certifications) <= set(other.certifications) and self.stated.items() <= other.stated.items()


def every_kind(certifications: Sequence[str]) -> Iterator[FirmKind]:
    """The kinds of firms of a program that knows certifications alone: all sets of them, the smallest first."""
    for size in range(1, len(certifications) + 1):
        yield from map(FirmKind, combinations(certifications, size))
