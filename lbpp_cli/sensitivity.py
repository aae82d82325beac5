"""What an award hangs on: the same evaluation under other readings, and without what was taken for granted."""

from __future__ import annotations

from functools import partial
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.model import Assumption, ChangedBy, Pending, ReadingUsed
from lbpp_cli.ranking import best, figure_if_ranked
from lbpp_cli.readings import ByReadings, Readings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from decimal import Decimal

    from lbpp_cli.model import Adjustment, Award, Bid, Case
    from lbpp_cli.programs import Prepared, Program


class Weighing:
    """The adjustment of bids under any readings; each is computed once for the answers that it asked for.

    An adjustment that asked for some answers alone is the same under all readings that agree on those.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        self._scales: dict[tuple[object, ...], _Scale] = {}

    def adjustment(self, case: Case, bid: Bid, chosen: Mapping[str, str], *, explained: bool = False) -> Adjustment:
        """The adjustment of a bid; unless ``explained``, without its subcontractors."""
        return self._scale(case).adjustment(bid, chosen, explained=explained)

    def asked(self) -> set[str]:
        """Every reading that any adjustment asked for."""
        return {reading for scale in self._scales.values() for figures in scale.kept() for reading in figures.asked}

    def outcome(self, case: Case, chosen: Mapping[str, str]) -> tuple[str, ...]:
        """Who comes first under some readings: one bidder, or those that are tied."""
        bids = case.tabulation.ranked
        return best(bids, self._scale(case).figures(bids, chosen), case.tabulation.solicitation.kind)

    def _scale(self, case: Case) -> _Scale:
        # What an adjustment depends on beside the bid and the readings.
        tabulation = case.tabulation
        key = (case.procedure.id, id(tabulation.solicitation), id(tabulation.register), tabulation.work_recorded)
        return self._scales.get(key) or self._scales.setdefault(key, _Scale(self._program, case))


class _Scale:
    """Weighs the bids of a case, and of the cases that differ from it in bids alone."""

    def __init__(self, program: Program, case: Case) -> None:
        # The case is kept, so that nothing else can come to have the id of a part of it; so are the bids.
        self._case = case
        self._kind = case.tabulation.solicitation.kind
        self._prepare = program.prepare(case) if program.prepare else partial(_Unprepared, program, case)
        self._bids: dict[int, tuple[Bid, Prepared, ByReadings[Decimal | None]]] = {}

    def adjustment(self, bid: Bid, chosen: Mapping[str, str], *, explained: bool) -> Adjustment:
        _, prepared, figures = self._entry(bid)
        readings = Readings(chosen)
        adjustment = prepared.adjustment(readings, explained=explained)
        figures.learn(readings.consulted, figure_if_ranked(adjustment, self._kind))
        return adjustment

    def figures(self, bids: Iterable[Bid], chosen: Mapping[str, str]) -> list[Decimal | None]:
        """What bids are compared by after the preference; None where one is excluded."""
        entries = [self._bids.get(id(bid)) or self._entry(bid) for bid in bids]
        return [figures.given(chosen, prepared.figure) for _, prepared, figures in entries]

    def kept(self) -> Iterator[ByReadings[Decimal | None]]:
        """The figures of each bid that was weighed."""
        return (figures for _, _, figures in self._bids.values())

    def _entry(self, bid: Bid) -> tuple[Bid, Prepared, ByReadings[Decimal | None]]:
        entry = self._bids.get(id(bid))
        if entry is None:
            entry = self._bids[id(bid)] = (bid, self._prepare(bid), ByReadings())
        return entry


class _Unprepared(NamedTuple):
    """A bid of a program that prepares none."""

    program: Program
    case: Case
    bid: Bid

    def adjustment(self, readings: Readings, *, explained: bool) -> Adjustment:
        return self.program.adjust(self.case, self.bid, readings, explained)

    def figure(self, readings: Readings) -> Decimal | None:
        return figure_if_ranked(self.adjustment(readings, explained=False), self.case.tabulation.solicitation.kind)


def changing_readings(
    case: Case, program: Program, weighing: Weighing, chosen: Mapping[str, str], award: Award
) -> tuple[int, tuple[ChangedBy, ...]]:
    """Every combination of readings that matters is tried: how many, and the smallest ones that change the award.

    A reading that no adjustment asks for cannot matter; asking may lead to further questions.
    """
    asked: set[str] = set()
    outcomes: dict[frozenset[tuple[str, str]], tuple[str, ...]] = {}
    while asked != (now := weighing.asked()):
        asked = now
        answers = [[(one.id, value) for value in one.values] for one in program.readings if one.id in asked]
        for combination in product(*answers):
            changes = frozenset((name, value) for name, value in combination if chosen[name] != value)
            if changes not in outcomes:
                outcomes[changes] = weighing.outcome(case, {**chosen, **dict(changes)})
    smallest: list[frozenset[tuple[str, str]]] = []
    same = award.outcome
    changing = [changes for changes, outcome in outcomes.items() if outcome != same]
    for changes in sorted(changing, key=lambda some: (len(some), sorted(some))):
        if not any(fewer <= changes for fewer in smallest):
            smallest.append(changes)
    found = tuple(ChangedBy(dict(sorted(changes)), outcomes[changes]) for changes in smallest)
    return len(outcomes), found


def readings_used(
    program: Program, chosen: Mapping[str, str], changed_by: tuple[ChangedBy, ...]
) -> tuple[ReadingUsed, ...]:
    """Each reading of the program, and the other values of it that change the award by themselves."""
    alone = [next(iter(one.readings.items())) for one in changed_by if len(one.readings) == 1]
    return tuple(
        ReadingUsed(
            reading.id,
            chosen[reading.id],
            tuple(value for value in reading.values if (reading.id, value) in alone),
        )
        for reading in program.readings
    )


def assumptions(
    case: Case, program: Program, weighing: Weighing, chosen: Mapping[str, str], award: Award
) -> tuple[Assumption, ...]:
    """What was taken for granted, and whether the award would be another if it did not hold."""
    return tuple(
        Assumption(
            premise.fact,
            premise.short,
            weighing.outcome(premise.otherwise, chosen) != award.outcome,
            premise.subject,
        )
        for premise in program.premises(case, chosen)
    )


def pending(
    case: Case, program: Program, weighing: Weighing, chosen: Mapping[str, str], award: Award
) -> tuple[Pending, ...]:
    """The applications for certifications that are not decided, and what their approval would change."""
    found = []
    for application in program.applications(case, chosen):
        first = None if application.approved is None else weighing.outcome(application.approved, chosen)
        changed = None if first == award.outcome else first
        found.append(
            Pending(application.bidder, application.firm, application.certification, application.text, changed)
        )
    return tuple(found)
