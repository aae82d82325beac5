"""The figures of all solicitations, and of each group: by department, category, procedure and size of contract."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.compliance.figures import figures
from lbpp_cli.compliance.outcomes import outcomes_of
from lbpp_cli.compliance.oversight import oversight_of
from lbpp_cli.compliance.sizes import SIZES, size_name, size_of
from lbpp_cli.findings import finding
from lbpp_cli.names import same_bidder_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from lbpp_cli.compliance.figures import Figures
    from lbpp_cli.compliance.outcomes import Outcome, Tables
    from lbpp_cli.compliance.oversight import Oversight
    from lbpp_cli.compliance.reporting import OwnGoal, Reporter
    from lbpp_cli.findings import Finding

DEPARTMENT, CATEGORY, PROCEDURE, SIZE = "department", "category", "procedure", "size"
BREAKDOWNS = (DEPARTMENT, CATEGORY, PROCEDURE, SIZE)
# Which result, and which name of the file, says nothing of what came of it.
_NOT_COMPARED = {"source", "file", "readings", "rules_version"}


class Known(NamedTuple):
    """What is known of a program: its certifications in their order, whether it has a preference, what it reports.

    ``own``: the goals of a year that agencies set themselves.
    """

    certifications: Sequence[str] = ()
    has_preference: bool = True
    reporter: Reporter | None = None
    own: tuple[OwnGoal, ...] = ()


class Group(NamedTuple):
    """A group and its figures; it has no name where what it is grouped by is not stated."""

    name: str | None
    figures: Figures


class SizesFrom(NamedTuple):
    """How often the size of a contract was told by its value, by the amount of the award, and not at all."""

    value: int
    award: int
    nothing: int


class Repeated(NamedTuple):
    """A file that stands in the results more than once and is counted once: each place as result and file."""

    places: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ProgramSummary:
    """What the solicitations under one preference program come to.

    ``due``: the first and the last day on which bids were due, of those that state one; ``undated`` do not.
    ``readings``: under how many sets of readings they were evaluated. ``same_number``: different files that state the
    same solicitation number; each is counted. ``oversight``: what the law of the program has reports tell besides.
    """

    program: str
    certifications: tuple[str, ...]
    total: Figures
    breakdowns: Mapping[str, tuple[Group, ...]]
    sizes_from: SizesFrom
    due: tuple[date, date] | None
    undated: int
    rules_versions: tuple[date, ...]
    readings: int
    same_number: Mapping[str, tuple[str, ...]]
    outcomes: tuple[Outcome, ...]
    has_preference: bool = True
    oversight: Oversight | None = None


@dataclass(frozen=True)
class Summary:
    """The figures of each program, apart: their rules differ, and so do their certifications."""

    programs: tuple[ProgramSummary, ...]
    repeated: tuple[Repeated, ...]


def summarise(results: Iterable[Tables], known: Callable[[str], Known]) -> tuple[Summary | None, list[Finding]]:
    """Sum the results up; or the findings, where they contradict one another and nothing can be summed up.

    ``known`` tells of a program; other certifications that a result names follow its own.
    """
    outcomes, wrong = [], []
    for tables in results:
        found, contradictions = outcomes_of(tables, lambda program: known(program).reporter)
        outcomes += found
        wrong += contradictions
    by_content: dict[tuple[str, str], list[Outcome]] = defaultdict(list)
    for one in outcomes:
        by_content[one.program, one.sha256 or f"no content: {one.file}"].append(one)
    alike = [sorted(found, key=lambda one: (one.source, one.file)) for found in by_content.values()]
    wrong += [one for found in alike for one in _differences(found)]
    if wrong:
        return None, wrong
    kept = sorted((found[0] for found in alike), key=lambda one: (one.number is None, one.number, one.file, one.source))
    programs = sorted({one.program for one in kept})
    repeated = [Repeated(tuple((one.source, one.file) for one in found)) for found in alike if len(found) > 1]
    return Summary(
        tuple(_of_program(name, [one for one in kept if one.program == name], known(name)) for name in programs),
        tuple(sorted(repeated)),
    ), []


def _differences(alike: Sequence[Outcome]) -> Iterator[Finding]:
    """One file of which results say different things: none of them can be taken for the right one."""
    first = alike[0]
    for other in alike[1:]:
        different = [
            _difference(field.name, getattr(first, field.name), getattr(other, field.name))
            for field in fields(first)
            if field.name not in _NOT_COMPARED and getattr(first, field.name) != getattr(other, field.name)
        ]
        if different:
            yield finding(
                "results-disagree",
                f"{first.file} in {first.source} and {other.file} in {other.source} are the same file, evaluated to "
                f"different results: {'; '.join(different)}.",
                "Leave one of the results out, or evaluate the file once more for all of them.",
                other.source,
            )


def _difference(name: str, one: object, other: object) -> str:
    """What two results say of the same; of lists, only which."""
    shown = name.replace("_", " ")
    if isinstance(one, (tuple, frozenset)):
        return shown
    return f"{shown} ({', '.join('blank' if value is None else str(value) for value in (one, other))})"


def _of_program(name: str, outcomes: list[Outcome], about: Known) -> ProgramSummary:
    held = {one for outcome in outcomes for one in outcome.certifications}
    held |= {one for outcome in outcomes for work in outcome.subcontracts for one in work.certifications}
    own = tuple(about.certifications)
    shown = (*own, *sorted(held - set(own)))
    due = sorted(one.due for one in outcomes if one.due)
    by_number: dict[str, list[str]] = defaultdict(list)
    for one in outcomes:
        if one.number:
            by_number[same_bidder_key(one.number)].append(one.file)
    spelt = _spellings(one.number for one in outcomes)
    by_award = sum(one.contract_value is None and one.size is not None for one in outcomes)
    return ProgramSummary(
        program=name,
        certifications=shown,
        total=figures(outcomes, shown),
        breakdowns={breakdown: _groups(breakdown, outcomes, shown) for breakdown in BREAKDOWNS},
        sizes_from=SizesFrom(
            sum(one.contract_value is not None for one in outcomes), by_award, sum(one.size is None for one in outcomes)
        ),
        due=(due[0], due[-1]) if due else None,
        undated=len(outcomes) - len(due),
        rules_versions=tuple(sorted({one.rules_version for one in outcomes if one.rules_version})),
        readings=len({one.readings for one in outcomes if one.readings}),
        same_number={spelt[key]: tuple(sorted(files)) for key, files in by_number.items() if len(files) > 1},
        outcomes=tuple(outcomes),
        has_preference=about.has_preference,
        oversight=_oversight(outcomes, about, shown),
    )


def _oversight(outcomes: Sequence[Outcome], about: Known, certifications: tuple[str, ...]) -> Oversight | None:
    reporter = about.reporter
    if reporter is None:
        return None
    agencies = _spellings(one.department for one in outcomes)
    newest = max((one.rules_version for one in outcomes if one.rules_version), default=reporter.book.known_since)
    rules = reporter.book.in_force(newest)
    return oversight_of(
        outcomes,
        lambda one: None if one.department is None else agencies[same_bidder_key(one.department)],
        reporter.reporting,
        certifications,
        reporter.reporting.goals(rules) if rules else (),
        [one._replace(agency=agencies.get(same_bidder_key(one.agency), one.agency)) for one in about.own],
    )


def _groups(breakdown: str, outcomes: Sequence[Outcome], certifications: Sequence[str]) -> tuple[Group, ...]:
    """Every solicitation in one group. Names that differ in case and spaces alone are one."""
    found: dict[str | None, list[Outcome]] = defaultdict(list)
    if breakdown == SIZE:
        names: Mapping[str | None, str | None] = {size_name(at): size_name(at) for at in range(len(SIZES) + 1)}
        for one in outcomes:
            found[None if one.size is None else size_name(size_of(one.size))].append(one)
    else:
        stated = [getattr(one, breakdown) for one in outcomes]
        names = dict(sorted(_spellings(stated).items()))
        for one, name in zip(outcomes, stated, strict=True):
            found[None if name is None else same_bidder_key(name)].append(one)
    groups = [Group(shown, figures(found[key], certifications)) for key, shown in names.items()]
    if None in found:
        groups.append(Group(None, figures(found[None], certifications)))
    return tuple(groups)


def _spellings(names: Iterable[str | None]) -> dict[str, str]:
    """How each name is shown: as it is written most often."""
    counts = Counter(name for name in names if name is not None)
    shown: dict[str, str] = {}
    for name in sorted(counts, key=lambda name: (-counts[name], name)):
        shown.setdefault(same_bidder_key(name), " ".join(name.split()))
    return shown
