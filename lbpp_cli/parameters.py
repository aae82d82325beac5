"""The figures of a program's rules, each with its clause and date, and the texts of its memo."""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.money import plain, show_money, show_percent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from lbpp_cli.model import InputFile


class Parameter(NamedTuple):
    """One figure of the rules: its value from a date on, its unit, the clause that prints it, and a paraphrase."""

    id: str
    value: Decimal
    unit: str
    since: date
    clause: str
    text: str

    @property
    def shown(self) -> str:
        """The figure for people."""
        if self.unit == "USD":
            return show_money(self.value)
        return show_percent(self.value) if self.unit.startswith("percent") else plain(self.value)


class RuleBook(NamedTuple):
    """All that is known of a program's rules over time, as read from ``file``."""

    file: InputFile
    title: str
    source: str
    known_since: date
    parameters: tuple[Parameter, ...]

    def in_force(self, day: date) -> Rules | None:
        """The rules on a day; None where no rules are known for it: a figure is never carried back."""
        if day < self.known_since:
            return None
        return _as_of(self, max([parameter.since for parameter in self.parameters if parameter.since <= day]))

    def __hash__(self) -> int:
        """By little of it, and quickly: there are few books."""
        return hash((self.title, self.known_since))


class Rules(NamedTuple):
    """The rules in force on a day. ``version``: the date of the newest figure among them."""

    book: RuleBook
    version: date
    parameters: Mapping[str, Parameter]

    def value(self, name: str) -> Decimal:
        """A figure, in the unit that its parameter names."""
        return self.parameters[name].value

    def clause(self, name: str) -> str:
        """The clause that prints a figure."""
        return self.parameters[name].clause

    def __hash__(self) -> int:
        """By little of them, and quickly: there are few."""
        return hash(self.version)


@lru_cache(maxsize=64)  # they are the same for many files
def _as_of(book: RuleBook, version: date) -> Rules:
    current: dict[str, Parameter] = {}
    for parameter in book.parameters:
        held = current.get(parameter.id)
        if parameter.since <= version and (held is None or held.since < parameter.since):
            current[parameter.id] = parameter
    return Rules(book, version, current)


class MemoTexts(NamedTuple):
    """What a program's award memo and letters say that only its rules and its authority can give.

    ``fields``: what a person has to fill in, each name with its meaning. ``statements`` and ``compliance`` hold texts
    in which ``{name}`` stands for a field or for a fact of the evaluation; figures are those in force. Each program has
    the statements ``authority_to_execute``, ``fiscal_impact``, ``checked``, ``not_checked``, ``evaluation_only``,
    ``introduction``, ``conditions`` and ``protest``; one that recovers a preference also ``next_bidder``,
    ``after_grounds``, ``no_preference``, ``no_next_bidder`` and ``no_next_proposer``; one that measures participation
    also ``participation``; and it may have ``conditions_of_subcontractors``. A statement whose name ends with the part
    of the rules that a contract falls under stands in place of that one, for such contracts. ``head``: lines that the
    head of its memo has besides those of every memo.
    ``letter_notes``: what a letter says, by the local status of its bidder, in place of the notes of the evaluation.
    """

    authority: str
    name: str
    short: str
    fields: Mapping[str, str]
    statements: Mapping[str, Sequence[str]]
    compliance: Mapping[str, str]
    letter_notes: Mapping[str, str]
    head: Mapping[str, str] = MappingProxyType({})

    @property
    def participation(self) -> bool:
        """Whether the program measures participation."""
        return "participation" in self.statements
