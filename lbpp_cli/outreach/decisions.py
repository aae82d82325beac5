"""Outreach to subconsultants: what is decided on each proposer from its records.

A program that judges outreach gives, for each proposer, its indicators with what each rests on. What cannot be decided
from the records is for a person, never passed.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from lbpp_cli.findings import Finding
    from lbpp_cli.model import InputFile, Source
    from lbpp_cli.outreach.records import Contract, Listed, Moment, Proposer, Records, Rfp, WorkArea
    from lbpp_cli.parameters import Rules
    from lbpp_cli.participation import LedgerLine, Participation
    from lbpp_cli.readings import Reading

PASS, FAIL, PERSON = "pass", "fail", "needs a person"
YES, NO = "yes", "no"
SCHEDULE_A, SCHEDULE_B, SCHEDULE_C = "A", "B", "C"
# Changes of the listed firms that the rules are about.
ADDED, MISSING, REDUCED = "added", "missing", "reduced"


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
    ``left_out``: the groups with registered firms of which none is known to be among the notified. ``doubtful``: why
    firms that were notified in time are not certain to count.
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
    doubtful: tuple[str, ...] = ()


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


class Credit(NamedTuple):
    """What of a firm's dollars counts, whatever its group, by which clause, and why no more.

    ``share``: the percent that counts; None where it is a fee.
    """

    counted: Decimal
    clause: str
    note: str | None = None
    share: Decimal | None = Decimal(100)


class Decision(NamedTuple):
    """What is decided of a proposer. ``general``: what no single indicator is about.

    ``participation``: that of its Schedule A, None where it has no base bid or no listed firms.
    """

    proposer: Proposer
    responsive: str
    indicators: tuple[Indicator, ...]
    areas: tuple[AreaNotices, ...]
    general: tuple[Ground, ...] = ()
    changed_by: tuple[Changed, ...] = ()
    participation: Participation | None = None

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


class Told(NamedTuple):
    """Something to be said. ``clause``: that by which a person must look at it, None where nothing is to be done."""

    text: str
    clause: str | None = None
    cells: tuple[str, ...] = ()


class Forms(NamedTuple):
    """The schedules of participation of a program, by their letters.

    ``titles``; ``notes``: what stands at the end of each; ``columns``: the fields of a firm that each shows, with their
    headings; ``money``: the headings of its dollars; ``bases``: what percentages are of. ``clauses``: by which a person
    must look at a firm that is added or missing, an amount that is reduced, and at the dollars of each schedule.
    ``credit`` and ``ledger``: what of the dollars of listed firms counts. ``assumptions``: what is taken for granted
    there. ``report``: when the last schedule of a contract is due, and whether it was in time.
    """

    titles: Mapping[str, str]
    notes: Mapping[str, str]
    columns: Mapping[str, tuple[tuple[str, str], ...]]
    money: Mapping[str, tuple[str, ...]]
    bases: Mapping[str, str]
    clauses: Mapping[str, str]
    credit: Callable[[Listed, Rules], Credit]
    ledger: Callable[[Iterable[Listed], Proposer, Rfp, Rules], tuple[LedgerLine, ...]]
    assumptions: Callable[[Rfp, Sequence[Listed]], tuple[str, ...]]
    report: Callable[[Contract | None, Rules], Told]


class Program(NamedTuple):
    """What a program that judges outreach gives to reading and rendering.

    ``groups``: the groups of firms in the order of its forms; ``levels``: those with an anticipated level. ``zone``:
    the time zone of its clocks. ``check`` decides; ``names`` of its indicators by number. ``remedies``: what the rules
    give a proposer that is not responsive. ``forms``: its schedules, None where it has none.
    """

    id: str
    groups: tuple[str, ...]
    levels: tuple[str, ...]
    zone: str
    readings: tuple[Reading, ...]
    names: Mapping[int, str]
    check: Callable[[Records, Rules, Mapping[str, str]], Decisions]
    remedies: tuple[tuple[str, str], ...] = ()
    forms: Forms | None = None


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
