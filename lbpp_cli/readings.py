"""Readings: what a program's rules leave open, and which way each was read in an evaluation."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping


class Reading(NamedTuple):
    """A question that the rules leave open. ``values`` gives each answer with what it means, the default first.

    ``of_register``: only a register of certifications answers it; what it counted bears the answer in it already.
    """

    id: str
    clause: str
    question: str
    values: Mapping[str, str]
    of_register: bool = False

    @property
    def default(self) -> str:
        """The answer taken where the user chooses none."""
        return next(iter(self.values))


class Readings:
    """The chosen answer to each question.

    It remembers which questions were asked (``consulted``): the others cannot have mattered to what was computed.
    """

    def __init__(self, chosen: Mapping[str, str]) -> None:
        self._chosen = chosen
        self.consulted: set[str] = set()

    def __getitem__(self, reading: str) -> str:
        self.consulted.add(reading)
        return self._chosen[reading]


# What a rule asks: with or without remembering what it asked.
Answers: TypeAlias = "Readings | Mapping[str, str]"
