"""The clauses that a text cites, and what a program says of each in short."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Numbers of clauses are known for such anywhere; a clause that is a heading in words is one in brackets alone.
_NUMBERED = re.compile(r"\b\d+\.[A-Z](?:\.\d+)?(?:\.[a-z])?\b")
_IN_BRACKETS = re.compile(r"\(([^()]+)\)")
_BETWEEN = re.compile(r"[,;] ")


class Citations:
    """Remembers which clauses were cited; ``clauses`` has a paraphrase of each."""

    def __init__(self, clauses: Mapping[str, str]) -> None:
        self._clauses = clauses
        self._cited: dict[str, str] = {}

    def of(self, text: str) -> None:
        """Remember the clauses that a text cites."""
        for clause in _NUMBERED.findall(text):
            self.cite(clause)
        for inside in _IN_BRACKETS.findall(text):
            self.cite(inside)

    def cite(self, named: str) -> str:
        """Remember what is named as clauses; gives it in brackets."""
        for one in _BETWEEN.split(named):
            known = next((name for name in _wider(one) if name in self._clauses), None)
            if known is not None:
                self._cited[known] = self._clauses[known]
        return f"({named})"

    @property
    def all(self) -> list[tuple[str, str]]:
        """The clauses that were cited up to now, each with what it says in short."""
        return sorted(self._cited.items())


def _wider(named: str) -> Iterator[str]:
    """A clause and those that it is part of: what stands before its last dot or space, and so on."""
    yield named
    while True:
        shorter = max(named.rpartition("."), named.rpartition(" "), key=lambda parts: len(parts[0]))[0]
        if not shorter:
            return
        named = shorter
        yield named
