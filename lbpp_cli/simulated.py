"""What comes out of a simulation: each solicitation before and after the change, and what could not be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.model import TIE
from lbpp_cli.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal


class Outcome(NamedTuple):
    """What became of a solicitation: the decision, who, at what amount, and what the preference cost, in dollars."""

    decision: str
    bidder: str | None
    tied: tuple[str, ...]
    contract_amount: Decimal | None
    low_bidder_before: str | None
    changed_by_preference: bool
    cost_of_preference: Decimal | None

    @property
    def first(self) -> tuple[str, ...]:
        """Who is first; more than one where they are tied."""
        return self.tied if self.bidder is None else (self.bidder,)


class Simulated(NamedTuple):
    """A solicitation before the change and after it."""

    results: str
    file: str
    number: str | None
    before: Outcome
    after: Outcome

    @property
    def changes(self) -> bool:
        """Whether the award is another, or a tie appears or ends."""
        return set(self.before.first) != set(self.after.first)


class LeftOut(NamedTuple):
    """A solicitation that could not be simulated, and why."""

    results: str
    file: str
    number: str | None
    why: str


class Differing(NamedTuple):
    """A solicitation whose recorded award is not the one that its recorded bids give."""

    results: str
    file: str
    number: str | None
    recorded: Outcome
    evaluated: Outcome


class Simulation(NamedTuple):
    """All of it; ``total`` is how many solicitations the results hold."""

    total: int
    simulated: list[Simulated]
    left_out: list[LeftOut]
    differing: list[Differing]

    @property
    def changed(self) -> list[Simulated]:
        """Those whose award changes."""
        return [one for one in self.simulated if one.changes]

    @property
    def ties_appearing(self) -> list[Simulated]:
        """Those that are tied with the change and were not before."""
        return [one for one in self.simulated if one.after.decision == TIE != one.before.decision]

    @property
    def numbers_twice(self) -> dict[str, list[str]]:
        """The numbers of solicitations that several files of those simulated have, with these files."""
        files: dict[str, list[str]] = {}
        for one in self.simulated:
            if one.number is not None:
                files.setdefault(one.number, []).append(one.file)
        return {number: some for number, some in files.items() if len(some) > 1}

    @property
    def compared(self) -> list[Simulated]:
        """Those whose costs can be compared: bids with one award before and after. Proposals have no cost."""
        return [
            one for one in self.simulated if None not in {one.before.cost_of_preference, one.after.cost_of_preference}
        ]

    @property
    def cost_before(self) -> Decimal:
        """What the preference cost over what can be compared, as it was."""
        return sum((one.before.cost_of_preference or ZERO for one in self.compared), ZERO)

    @property
    def cost_after(self) -> Decimal:
        """What it would cost with the change."""
        return sum((one.after.cost_of_preference or ZERO for one in self.compared), ZERO)


def reasons(left_out: Sequence[LeftOut]) -> Iterator[tuple[str, list[LeftOut]]]:
    """Those left out by why, the most common first."""
    found: dict[str, list[LeftOut]] = {}
    for one in left_out:
        found.setdefault(one.why, []).append(one)
    yield from sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
