"""What an award hangs on: the same evaluation under other readings, and without what was taken for granted."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from lbpp_cli.model import Assumption, ChangedBy, Pending, ReadingUsed
from lbpp_cli.ranking import best, figure
from lbpp_cli.readings import Readings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from lbpp_cli.model import Adjustment, Award, Bid, Case
    from lbpp_cli.programs import Program


class Weighing:
    """The adjustment of bids under any readings; each is computed once for the answers that it asked for.

    An adjustment that asked for some answers alone is the same under all readings that agree on those.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        self._figures: dict[tuple[object, ...], dict[int, Decimal | None]] = {}
        self._known: dict[tuple[object, ...], list[tuple[object, Mapping[str, str], Adjustment]]] = {}

    def adjustment(self, case: Case, bid: Bid, chosen: Mapping[str, str], *, explained: bool = False) -> Adjustment:
        """The adjustment of a bid; unless ``explained``, without its subcontractors."""
        return self._adjustment(case, _circumstances(case), bid, chosen, explained=explained)

    def _adjustment(
        self, case: Case, circumstances: tuple[object, ...], bid: Bid, chosen: Mapping[str, str], *, explained: bool
    ) -> Adjustment:
        known = self._known.setdefault((id(bid), circumstances), [])
        for _, asked, adjustment in known:
            if not explained and asked.items() <= chosen.items():
                return adjustment
        readings = Readings(chosen)
        adjustment = self._program.adjust(case, bid, readings, explained)
        # What the key is made of is kept, so that nothing else can come to have its id.
        known.append(((bid, case.tabulation), {reading: chosen[reading] for reading in readings.consulted}, adjustment))
        return adjustment

    def asked(self) -> set[str]:
        """Every reading that any adjustment asked for."""
        return {reading for known in self._known.values() for _, asked, _ in known for reading in asked}

    def outcome(self, case: Case, chosen: Mapping[str, str]) -> tuple[str, ...]:
        """Who comes first under some readings: one bidder, or those that are tied."""
        bids, kind = case.tabulation.ranked, case.tabulation.solicitation.kind
        circumstances = _circumstances(case)
        known = self._figures.setdefault((circumstances, frozenset(chosen.items())), {})
        for bid in bids:
            if id(bid) not in known:
                adjustment = self._adjustment(case, circumstances, bid, chosen, explained=False)
                known[id(bid)] = None if adjustment.excluded is not None else figure(adjustment, kind)
        ranked = [(bid, compared) for bid in bids if (compared := known[id(bid)]) is not None]
        return best([bid for bid, _ in ranked], [compared for _, compared in ranked], kind)


def _circumstances(case: Case) -> tuple[object, ...]:
    """What an adjustment depends on beside the bid and the readings."""
    tabulation = case.tabulation
    return case.procedure.id, id(tabulation.solicitation), id(tabulation.register), tabulation.work_recorded


def changing_readings(
    case: Case, program: Program, weighing: Weighing, chosen: Mapping[str, str], award: Award
) -> tuple[int, tuple[ChangedBy, ...]]:
    """Every combination of readings that matters is tried: how many, and the smallest ones that change the award.

    A reading that no adjustment asks for cannot matter; asking may lead to further questions.
    """
    asked: set[str] = set()
    outcomes: dict[frozenset[tuple[str, str]], tuple[str, ...]] = {}
    while asked != weighing.asked():
        asked = weighing.asked()
        answers = [[(one.id, value) for value in one.values] for one in program.readings if one.id in asked]
        for combination in product(*answers):
            changes = frozenset((name, value) for name, value in combination if chosen[name] != value)
            if changes not in outcomes:
                outcomes[changes] = weighing.outcome(case, {**chosen, **dict(changes)})
    smallest: list[frozenset[tuple[str, str]]] = []
    for changes in sorted(outcomes, key=lambda some: (len(some), sorted(some))):
        if outcomes[changes] != award.outcome and not any(fewer <= changes for fewer in smallest):
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
