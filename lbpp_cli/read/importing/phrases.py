"""Phrases that several findings of an import use."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHOWN = 3  # places that a note names
GOVERNS_HINT = "--governs unit-price or --governs stated-total says which is the bid."


def some(texts: Sequence[str]) -> str:
    """Some of the texts, and how many more there are."""
    more = f"; and {len(texts) - _SHOWN} more" if len(texts) > _SHOWN else ""
    return "; ".join(texts[:_SHOWN]) + more
