"""A rotation of contractors: who is listed, what has happened, and what follows for who is invited next.

The list gives the order in which firms start; the history is an account of what happened since, by entries that are
only ever added. Both together give the list as it stands on any day.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.readings import Reading, Readings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from lbpp_cli.columns import Column
    from lbpp_cli.findings import Finding
    from lbpp_cli.model import Source
    from lbpp_cli.parameters import Rules

# Kinds of entries that every history has: the list from which it starts, and that an entry does not count.
LIST, WITHDRAWAL, INVITATION = "list", "withdrawal", "invitation"
_MOST_COMBINATIONS = 4_096


class Listed(NamedTuple):
    """A firm that is prequalified for a trade. The last day of a certification or licence is the day it expires."""

    firm: str
    trade: str
    certification: str
    qualified: date | None = None
    certification_expires: date | None = None
    licence: str | None = None
    licence_expires: date | None = None


class Row(NamedTuple):
    """A row of the list, and where it was read."""

    listed: Listed
    source: Source


class Entry(NamedTuple):
    """What happened ``on`` a day, as ``by`` recorded it. What the kind does not ask for is None.

    ``number``: its place in the history, from 1. ``recorded``: when it was recorded, as ISO text. ``firms``: those that
    were invited. ``listed``: the list from which the history starts. ``withdraws``: the entry that does not count.
    """

    number: int
    on: date
    kind: str
    by: str
    recorded: str
    firm: str | None = None
    trade: str | None = None
    job: str | None = None
    amount: Decimal | None = None
    certification: str | None = None
    expires: date | None = None
    licence_expires: date | None = None
    reason: str | None = None
    withdraws: int | None = None
    firms: tuple[str, ...] = ()
    listed: tuple[Listed, ...] = ()


class History(NamedTuple):
    """The entries of a history, the check sum of the last, and what is wrong in it; ``content``: its bytes."""

    entries: tuple[Entry, ...] = ()
    check: str = ""
    findings: tuple[Finding, ...] = ()
    content: bytes = b""


class Kind(NamedTuple):
    """A kind of entry: what it means, which fields it needs, and which it may have beside them."""

    about: str
    needs: tuple[str, ...] = ()
    may: tuple[str, ...] = ()


class Cause(NamedTuple):
    """Why a firm stands where it does: the entry (None for the list itself), its day, and what happened."""

    entry: int | None
    on: date | None
    text: str


class Standing(NamedTuple):
    """A firm in its place. ``put``: what put it on the list, or at its end; ``ahead``: what moved it up since then.

    ``listed`` is as it stands after renewals. ``lapsed``: a certification or licence that was recorded as lapsed.
    ``awarded``: what it was awarded since it qualified, in dollars. ``declined``: the jobs that it declined.
    """

    place: int
    listed: Listed
    put: Cause
    ahead: tuple[Cause, ...] = ()
    lapsed: tuple[Cause, ...] = ()
    awarded: Decimal | None = None
    declined: frozenset[str] = frozenset()


class Problem(NamedTuple):
    """An entry that contradicts the list or another entry; ``serious``: it was not counted."""

    entry: int
    message: str
    serious: bool = True


class Roster(NamedTuple):
    """The list as it stands at the end of a day: the firms of each trade and tier, and those that are off the list."""

    day: date
    queues: Mapping[tuple[str, int], tuple[Standing, ...]]
    out: tuple[tuple[Listed, Cause], ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def trades(self) -> tuple[str, ...]:
        """The trades, in the order of the list."""
        return tuple(dict.fromkeys(trade for trade, _ in self.queues))


class Job(NamedTuple):
    """A job for which bids are invited: its trade, its estimate in dollars, and the number that it is known by."""

    trade: str
    amount: Decimal
    number: str | None = None


class Looked(NamedTuple):
    """A firm as it was looked at for a job. ``passed_over``: why it is not invited, though it stands in front.

    ``remarks``: what is odd in it; ``decide``: what a person must decide about it.
    """

    standing: Standing
    invited: bool
    passed_over: str | None = None
    clause: str | None = None
    remarks: tuple[str, ...] = ()
    decide: tuple[str, ...] = ()


class Invitation(NamedTuple):
    """Who is invited for a job. ``tier`` is None where there is no rotation for it; ``needed``: how many firms.

    ``steps``: how the tier follows, each with its clause. ``decide``: what a person must decide.
    """

    job: Job
    tier: int | None
    needed: int
    looked: tuple[Looked, ...]
    steps: tuple[tuple[str, str], ...]
    decide: tuple[str, ...] = ()

    @property
    def firms(self) -> tuple[str, ...]:
        """The firms that are invited, in their order."""
        return tuple(one.standing.listed.firm for one in self.looked if one.invited)

    @property
    def needs_a_person(self) -> bool:
        """Whether a person must decide something before bids are invited."""
        return bool(self.decide) or any(one.decide for one in self.looked if one.invited)


class RotationRules(NamedTuple):
    """What a program says about the rotation of contractors.

    ``columns``: of the list. ``kinds``: what can be recorded. ``tier_of``: of a certification. ``tiers``: what each
    tier is called. ``replay`` gives the list as it stands at the end of a day; ``invite`` who is invited for a job.
    """

    readings: tuple[Reading, ...]
    columns: tuple[Column, ...]
    kinds: Mapping[str, Kind]
    tiers: Mapping[int, str]
    tier_of: Callable[[str], int]
    replay: Callable[[Sequence[Entry], date, Rules, Readings], Roster]
    invite: Callable[[Roster, Job, Rules, Readings], Invitation]


class OtherAnswer(NamedTuple):
    """Answers to readings under which others would be invited, and who: no fewer of these answers would do."""

    readings: Mapping[str, str]
    firms: tuple[str, ...]


def answers(rules: RotationRules, chosen: Mapping[str, str]) -> dict[str, str]:
    """The answer to each reading: the chosen one, else the default."""
    return {one.id: chosen.get(one.id, one.default) for one in rules.readings}


def other_answers(
    part: RotationRules, entries: Sequence[Entry], day: date, job: Job, rules: Rules, chosen: Mapping[str, str]
) -> list[OtherAnswer]:
    """Every smallest change of answers to what the rules leave open under which other firms would be invited.

    An answer that was ``chosen`` was decided, and is not changed.
    """
    base = answers(part, chosen)

    def firms(given: Mapping[str, str]) -> tuple[tuple[int | None, tuple[str, ...]], set[str]]:
        readings = Readings(given)
        invitation = part.invite(part.replay(entries, day, rules, readings), job, rules, readings)
        return (invitation.tier, invitation.firms), set(readings.consulted)

    here, asked = firms(base)
    found: list[OtherAnswer] = []
    for changed in _changes([one for one in part.readings if one.id not in chosen], base):
        # A reading that was not asked for cannot change anything by itself; with another that was, it may.
        if not changed.keys() & asked or any(one.readings.items() <= changed.items() for one in found):
            continue
        there, _ = firms({**base, **changed})
        if there != here:
            found.append(OtherAnswer(changed, there[1]))
    return found


def _changes(readings: Sequence[Reading], base: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Every other combination of answers, those that change the fewest first."""
    combinations = list(product(*(tuple(one.values) for one in readings)))[:_MOST_COMBINATIONS]
    changed = [
        {one.id: value for one, value in zip(readings, values, strict=True) if value != base[one.id]}
        for values in combinations
    ]
    yield from sorted(filter(None, changed), key=len)
