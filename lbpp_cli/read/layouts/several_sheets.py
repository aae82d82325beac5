"""Bidders spread over several sheets, or several files: the same items again with other bidders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.columns import squeezed
from lbpp_cli.read.layouts.tabulated import Layout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lbpp_cli.imported import Item

SEVERAL_SHEETS = Layout(
    "several-sheets",
    "bidders spread over several sheets",
    "The same items on several sheets, or in several files, each with other bidders side by side.",
)


def same_order(items: Sequence[Item], others: Sequence[Item]) -> list[int] | None:
    """Where each of ``items`` stands among ``others``; None where they are not the same items.

    The rows may come in another order. An item is known by its number and description; where one table has numbers
    alone and the other descriptions alone, nothing tells.
    """
    for fields in (("number", "description"), ("description",), ("number",)):
        keys = [tuple(squeezed(getattr(item, field)) for field in fields) for item in items]
        other_keys = [tuple(squeezed(getattr(item, field)) for field in fields) for item in others]
        if not all(any(key) for key in (*keys, *other_keys)):
            continue
        if keys == other_keys:
            return list(range(len(keys)))
        if len(set(keys)) == len(keys) and sorted(keys) == sorted(other_keys):
            place = {key: number for number, key in enumerate(other_keys)}
            return [place[key] for key in keys]
        if all(all(key) for key in (*keys, *other_keys)):
            return None
    return None


def same_quantities(items: Sequence[Item], others: Sequence[Item]) -> bool:
    """Whether two tables, of which one numbers and the other describes its items, ask for the same quantities."""
    mine, theirs = ([item.quantity.value if item.quantity else None for item in one] for one in (items, others))
    return mine == theirs and None not in mine
