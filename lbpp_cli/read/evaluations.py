"""Reads results of an evaluation back from JSON."""

from __future__ import annotations

import json
from typing import Any


def read_evaluations(text: str) -> list[dict[str, Any]]:
    """The results in a text: one, or one a line.

    Raises:
        ValueError: it is no JSON, or none of results; says why.

    """
    try:
        try:
            found = [_loaded(text)]
        except json.JSONDecodeError:
            found = [_loaded(line) for line in text.split("\n") if line.strip()]
    except (ValueError, RecursionError) as error:
        raise ValueError(f"It is no JSON ({error}).") from None
    if not all(isinstance(one, dict) for one in found):
        raise ValueError("It is JSON, but no result of an evaluation.")
    return found


def _loaded(text: str) -> Any:
    """What JSON says.

    Raises:
        ValueError: it is none, or says something twice, so that its readers do not all find the same in it.
        RecursionError: it is nested without end.

    """

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            names = [name for name, _ in pairs]
            twice = next(name for name in names if names.count(name) > 1)
            raise ValueError(f"it says {twice!r} twice")
        return found

    return json.loads(text, object_pairs_hook=once)
