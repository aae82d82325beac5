"""Outreach to subconsultants: what the records of a request for proposals say, and what is decided from them.

A program that judges outreach gives, for each proposer, its indicators with what each rests on. What the records do not
say is None, never zero or no; what cannot be decided from them is for a person, never passed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date, time
    from decimal import Decimal

    from lbpp_cli.findings import Finding
    from lbpp_cli.model import InputFile, Source
    from lbpp_cli.parameters import Rules
    from lbpp_cli.readings import Reading

PASS, FAIL, PERSON = "pass", "fail", "needs a person"
YES, NO = "yes", "no"
# A wording that a proposer added to its notices, as it was judged.
NO_WORDING, HARMLESS, LIMITS = "none", "does not limit", "limits"


class Moment(NamedTuple):
    """A day and, where it is known, the time of that day; both as a clock at the buyer's place showed them."""

    day: date
    time: time | None = None

    def __str__(self) -> str:
        """The moment for people, with seconds only where there are any."""
        if self.time is None:
            return str(self.day)
        return f"{self.day} {self.time:%H:%M:%S}" if self.time.second else f"{self.day} {self.time:%H:%M}"


class Rfp(NamedTuple):
    """The request for proposals. ``levels``: the anticipated percent of groups. ``holidays``: None if not stated."""

    source: Source
    due: Moment
    number: str | None = None
    title: str | None = None
    department: str | None = None
    meeting: Moment | None = None
    mandatory: bool | None = None
    levels: Mapping[str, Decimal] = {}
    holidays: tuple[date, ...] | None = None


class WorkArea(NamedTuple):
    """A work area that the buyer selected, and how many firms are registered in it: in all, and of each group."""

    source: Source
    code: str
    description: str | None = None
    registered: int | None = None
    by_group: Mapping[str, int | None] = {}

    @property
    def name(self) -> str:
        """The code with what it stands for."""
        return f"{self.code} {self.description}" if self.description else self.code


class Proposer(NamedTuple):
    """A proposer, and what it submitted beside its notices.

    ``sent``: when its summary sheet was sent; ``never_sent``: it is stated that it was not. ``certified``: it certifies
    in writing that it is informed. ``event``: the day of a matchmaking event that it took part in, ``evidence`` whether
    the documents of that event show it. ``own_forces``: the work areas that it performs itself. ``bids_received``: how
    many its summary sheet lists. ``wording``: its own words in its notices, as they were judged. ``own_name``: whether
    the outreach was submitted under its name. ``pledged``: percent of each group.
    """

    source: Source
    name: str
    sent: Moment | None = None
    never_sent: bool = False
    certified: bool | None = None
    event: date | None = None
    evidence: bool | None = None
    own_forces: tuple[str, ...] | None = None
    bids_received: int | None = None
    wording: str | None = None
    own_name: bool | None = None
    pledged: Mapping[str, Decimal] = {}


class Notice(NamedTuple):
    """A written notice to a firm in a work area. ``network``: whether it went through the network."""

    source: Source
    proposer: str
    area: str
    firm: str
    groups: frozenset[str] | None = None
    sent: Moment | None = None
    network: bool | None = None


class Response(NamedTuple):
    """A bid or offer that a firm sent to a proposer, as its summary sheet lists it.

    ``reason``: why it was taken or not; ``accepted``: whether a person found a reason good enough, or accepts that
    there is none. ``registered``: whether the firm is registered with the network. ``declined``: it offered no bid.
    """

    source: Source
    proposer: str
    area: str
    firm: str
    amount: Decimal | None = None
    solicited: bool | None = None
    selected: bool | None = None
    reason: str | None = None
    answered: bool | None = None
    registered: bool | None = None
    accepted: bool | None = None
    declined: bool = False


class Attendance(NamedTuple):
    """Somebody on the roster of the meeting. ``arrived``: when; ``signed``: whether the roster was signed."""

    source: Source
    proposer: str
    attendee: str | None = None
    employee: bool | None = None
    arrived: Moment | None = None
    signed: bool | None = None


class Listed(NamedTuple):
    """A firm on a proposer's Schedule A, as the form lists it; ``amount`` in dollars, None where it is blank."""

    source: Source
    proposer: str
    firm: str
    area: str | None = None
    work: str | None = None
    groups: frozenset[str] | None = None
    agency: str | None = None
    certificate: str | None = None
    amount: Decimal | None = None


class Records(NamedTuple):
    """All that was read. A table that there is none of is None: nothing is known, not that there was nothing.

    ``network_stated``: whether any notice says how it was sent.
    """

    files: tuple[InputFile, ...]
    rfp: Rfp
    areas: tuple[WorkArea, ...]
    proposers: tuple[Proposer, ...]
    notices: tuple[Notice, ...]
    responses: tuple[Response, ...] | None = None
    meeting: tuple[Attendance, ...] | None = None
    listed: tuple[Listed, ...] | None = None
    network_stated: bool = False


class Ground(NamedTuple):
    """One thing that an outcome rests on: what follows from it, the clause, the figures in words, the cells."""

    outcome: str
    clause: str
    text: str
    cells: tuple[str, ...] = ()


class AreaNotices(NamedTuple):
    """The notices of a proposer in a work area.

    ``needed``: how many firms are to be notified, None where that is not known; ``share``: the percent it comes from.
    ``notified``: the firms that certainly were, in time; ``possible``: with those that may have been. ``late``: the
    firms that were notified too late alone. ``latest``: the last notice, ``days`` how long before the due date.
    ``left_out``: the groups with registered firms of which none is known to be among the notified.
    """

    area: WorkArea
    needed: int | None
    share: Decimal | None
    notified: int
    possible: int
    late: int
    latest: Moment | None
    days: int | None
    left_out: tuple[str, ...]
    outcome: str
    cells: tuple[str, ...]


class Indicator(NamedTuple):
    """An indicator of a proposer's outreach and what its outcome rests on.

    ``by_area``: whether its first grounds are the work areas, one each in their order.
    """

    number: int
    name: str
    clause: str
    grounds: tuple[Ground, ...]
    by_area: bool = False

    @property
    def outcome(self) -> str:
        """Fail where anything fails, for a person where anything is open, pass where all passes."""
        return worst(ground.outcome for ground in self.grounds)


class Changed(NamedTuple):
    """What other readings would make of a proposer: whether it is responsive, and the outcomes that differ."""

    readings: Mapping[str, str]
    responsive: str
    outcomes: Mapping[int, str]


class Decision(NamedTuple):
    """What is decided of a proposer. ``general``: what no single indicator is about."""

    proposer: Proposer
    responsive: str
    indicators: tuple[Indicator, ...]
    areas: tuple[AreaNotices, ...]
    general: tuple[Ground, ...] = ()
    changed_by: tuple[Changed, ...] = ()

    @property
    def hangs(self) -> tuple[Changed, ...]:
        """The readings under which the decision itself would be another."""
        return tuple(one for one in self.changed_by if one.responsive != self.responsive)

    @property
    def reasons(self) -> tuple[tuple[Indicator | None, Ground], ...]:
        """All that keeps the proposer from passing, with the indicator that it belongs to."""
        found = [(None, ground) for ground in self.general]
        return (*found, *((one, ground) for one in self.indicators for ground in one.grounds if ground.outcome != PASS))


class Decisions(NamedTuple):
    """The decisions on all proposers, by which rules and readings, on which assumptions, and what is odd."""

    records: Records
    rules: Rules
    readings: Mapping[str, str]
    decisions: tuple[Decision, ...]
    assumptions: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def needs_a_person(self) -> bool:
        """Whether any proposer is for a person, or hangs on a reading."""
        return any(one.responsive == PERSON or one.hangs for one in self.decisions)


class Program(NamedTuple):
    """What a program that judges outreach gives to reading and rendering.

    ``groups``: the groups of firms in the order of its forms; ``levels``: those with an anticipated level. ``zone``:
    the time zone of its clocks. ``check`` decides; ``names`` of its indicators by number. ``remedies``: what the rules
    give a proposer that is not responsive.
    """

    id: str
    groups: tuple[str, ...]
    levels: tuple[str, ...]
    zone: str
    readings: tuple[Reading, ...]
    names: Mapping[int, str]
    check: Callable[[Records, Rules, Mapping[str, str]], Decisions]
    remedies: tuple[tuple[str, str], ...] = ()


class Judged(NamedTuple):
    """What came of the files of an outreach: the decisions, None where the input has errors, and all findings."""

    program: Program
    files: tuple[InputFile, ...]
    decisions: Decisions | None
    findings: tuple[Finding, ...]


def worst(outcomes: Iterable[str]) -> str:
    """What several outcomes come to; for a person where there is none at all."""
    found = set(outcomes)
    return next((one for one in (FAIL, PERSON, PASS) if one in found), PERSON)


def responsive(outcomes: Iterable[str]) -> str:
    """Whether a proposer with such indicators is responsive."""
    return {FAIL: NO, PERSON: PERSON, PASS: YES}[worst(outcomes)]


_CELL = re.compile(r"(?:(?P<sheet>.*)!)?(?P<column>[A-Z]+)(?P<row>\d+)")


def cited(sources: Iterable[Source], field: str) -> tuple[str, ...]:
    """The cells of a field of several records, neighbours in one: ``Notices!C2:C14``; text files by their name."""
    rows: dict[tuple[str, str], list[int]] = {}
    for source in sources:
        cell = source.cell(field)
        found = _CELL.fullmatch(cell)
        if found is None:
            rows.setdefault((cell or source.file, ""), [])
            continue
        before = f"{source.file}: " if found["sheet"] is None else f"{found['sheet']}!"
        rows.setdefault((before, found["column"]), []).append(int(found["row"]))
    return tuple(
        text
        for (before, column), numbers in rows.items()
        for text in ([f"{before}{part}" for part in _ranges(column, sorted(set(numbers)))] if column else [before])
    )


def _ranges(column: str, rows: list[int]) -> list[str]:
    found: list[str] = []
    first = last = rows[0]
    for row in [*rows[1:], None]:
        if row is not None and row == last + 1:
            last = row
            continue
        found.append(f"{column}{first}" if first == last else f"{column}{first}:{column}{last}")
        if row is not None:
            first = last = row
    return found
