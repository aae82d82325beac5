"""Penalties and goals during and after a contract: what a compliance officer has in hand, and what follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from decimal import Decimal

    from lbpp_cli.columns import Column
    from lbpp_cli.model import Source
    from lbpp_cli.parameters import Rules
    from lbpp_cli.readings import Reading


class Facts(NamedTuple):
    """What is known of one contract; None is not known, and nothing is computed from it. Money is Decimal dollars.

    ``required``: the dollars that certified firms should have received, which may be given as a percentage of the
    contract's ``amount`` instead. ``paid``: what they did receive. ``due``: by when records were to be provided, where
    it is not the usual time after they were ``requested``. ``local_paid`` and ``small_paid``: of emergency work, the
    dollars to local firms, and those among them to small ones. ``source``: the row that the facts were read from.
    """

    contract: str | None = None
    amount: Decimal | None = None
    required_percent: Decimal | None = None
    required: Decimal | None = None
    paid: Decimal | None = None
    requested: date | None = None
    due: date | None = None
    received: date | None = None
    days_late: int | None = None
    emergency: bool | None = None
    local_paid: Decimal | None = None
    small_paid: Decimal | None = None
    closeout: date | None = None
    source: Source | None = None


class Fault(NamedTuple):
    """What is wrong with a fact: its field, the code of the finding, what is there, and what to do."""

    field: str
    code: str
    message: str
    hint: str


class Step(NamedTuple):
    """One step of a derivation, and the clause that it follows from."""

    text: str
    clause: str


class Otherwise(NamedTuple):
    """What would come out under another answer to the reading of a charge."""

    value: str
    meaning: str
    amount: Decimal | None
    met: bool | None


class Charge(NamedTuple):
    """What follows from the facts of one kind.

    ``amount``: the penalty in dollars; None where it could not be computed, or where the clause names none. ``met``:
    whether a goal is met, None where there is none. ``missing``: what would have to be known to compute it; ``begun``:
    whether some of it is known. ``reading``: what it rests on, with the ``chosen`` answer and what the ``others`` would
    give. ``rests``: what was assumed.
    """

    kind: str
    title: str
    clause: str
    amount: Decimal | None = None
    met: bool | None = None
    steps: tuple[Step, ...] = ()
    missing: tuple[str, ...] = ()
    begun: bool = True
    reading: str | None = None
    chosen: str | None = None
    others: tuple[Otherwise, ...] = ()
    notes: tuple[str, ...] = ()
    rests: str | None = None

    @property
    def contested(self) -> bool:
        """Whether another answer to its reading gives something else."""
        return any((one.amount, one.met) != (self.amount, self.met) for one in self.others)


class Assessment(NamedTuple):
    """All that follows from the facts of one contract."""

    facts: Facts
    charges: tuple[Charge, ...]

    @property
    def total(self) -> Decimal | None:
        """The penalties together; None where none was computed."""
        amounts = [one.amount for one in self.charges if one.amount is not None]
        return sum(amounts[1:], amounts[0]) if amounts else None

    @property
    def needs_a_person(self) -> bool:
        """Whether a penalty may be imposed, what is open in the rules decides, or something is missing."""
        nothing = all(one.missing for one in self.charges)
        return nothing or any(one.amount or one.contested or (one.missing and one.begun) for one in self.charges)


class PenaltyRules(NamedTuple):
    """What a program says about penalties. ``columns``: of a table with a contract a row, by the fields of the facts.

    ``check`` finds what is wrong in facts. ``assess`` says what follows from them; its last argument is the day up to
    which records that were never received are late.
    """

    readings: tuple[Reading, ...]
    columns: tuple[Column, ...]
    check: Callable[[Facts], list[Fault]]
    assess: Callable[[Facts, Rules, Mapping[str, str], date], Assessment]
