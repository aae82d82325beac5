"""What an award hangs on: the same evaluation under other readings, and without what was taken for granted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.model import Assumption, ReadingUsed
from lbpp_cli.ranking import best
from lbpp_cli.readings import Readings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lbpp_cli.model import Adjustment, Award, Bid
    from lbpp_cli.programs import Case, Program


class Weighing:
    """The adjustment of bids under any readings; each is computed once for the answers that it asked for.

    An adjustment that asked for some answers alone is the same under all readings that agree on those.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        self._known: dict[tuple[object, ...], list[tuple[Bid, Mapping[str, str], Adjustment]]] = {}

    def adjustment(self, case: Case, bid: Bid, chosen: Mapping[str, str], *, explained: bool = False) -> Adjustment:
        """The adjustment of a bid; unless ``explained``, without its subcontractors."""
        tabulation = case.tabulation
        key = (id(bid), case.procedure.id, id(tabulation.solicitation), tabulation.work_recorded)
        known = self._known.setdefault(key, [])
        for _, asked, adjustment in known:
            if not explained and all(chosen[reading] == answer for reading, answer in asked.items()):
                return adjustment
        readings = Readings(chosen)
        adjustment = self._program.adjust(case, bid, readings, explained)
        # The bid is kept, so that no other can come to have its id.
        known.append((bid, {reading: chosen[reading] for reading in readings.consulted}, adjustment))
        return adjustment

    def asked(self) -> set[str]:
        """Every reading that any adjustment asked for."""
        return {reading for known in self._known.values() for _, asked, _ in known for reading in asked}

    def outcome(self, case: Case, chosen: Mapping[str, str]) -> tuple[str, ...]:
        """Who comes first under some readings: one bidder, or those that are tied."""
        bids, kind = case.tabulation.ranked, case.tabulation.solicitation.kind
        return best(bids, [self.adjustment(case, bid, chosen) for bid in bids], kind)


def readings_used(
    case: Case, program: Program, weighing: Weighing, chosen: Mapping[str, str], award: Award
) -> tuple[ReadingUsed, ...]:
    """Each reading of the program, and the other values of it under which the award would be another.

    A reading that the evaluation never asked for cannot have mattered to it.
    """
    asked = weighing.asked()
    used = []
    for reading in program.readings:
        others = [value for value in reading.values if value != chosen[reading.id]] if reading.id in asked else []
        changing = tuple(
            value for value in others if weighing.outcome(case, {**chosen, reading.id: value}) != award.outcome
        )
        used.append(ReadingUsed(reading.id, chosen[reading.id], changing))
    return tuple(used)


def assumptions(
    case: Case, program: Program, weighing: Weighing, chosen: Mapping[str, str], award: Award
) -> tuple[Assumption, ...]:
    """What was taken for granted, and whether the award would be another if it did not hold."""
    return tuple(
        Assumption(premise.fact, weighing.outcome(premise.otherwise, chosen) != award.outcome, premise.subject)
        for premise in program.premises(case)
    )
