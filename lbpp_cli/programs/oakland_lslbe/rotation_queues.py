"""The queues of the rotation while the history is carried out on them: who stands where, and what put it there."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from lbpp_cli.columns import squeezed
from lbpp_cli.money import ZERO
from lbpp_cli.names import firm_key
from lbpp_cli.programs.oakland_lslbe import rotation_terms as terms
from lbpp_cli.rotation import Cause, Listed, Problem, Roster, Standing

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from lbpp_cli.rotation import Entry

NOTHING = Cause(None, None, "")


@dataclass(eq=False)
class Firm:
    """A firm on the list of a trade, as it changes."""

    listed: Listed
    put: Cause
    ahead: list[Cause] = field(default_factory=list)
    certification_lapsed: Cause | None = None
    licence_lapsed: Cause | None = None
    awarded: Decimal = ZERO
    declined: set[str] = field(default_factory=set)

    @cached_property
    def key(self) -> tuple[str, str]:
        """By what the firm and its trade are known, which never change."""
        return firm_key(self.listed.firm), squeezed(self.listed.trade)

    @property
    def queue(self) -> tuple[str, int]:
        """The trade and the tier that it belongs to."""
        return self.key[1], terms.tier_of(self.listed.certification)


class Queues:
    """The firms of each trade and tier in their order, and those that are off the list."""

    def __init__(self) -> None:
        self.queues: dict[tuple[str, int], list[Firm]] = {}
        self.trades: dict[str, str] = {}
        self.out: list[tuple[Firm, Cause]] = []
        self.problems: list[Problem] = []

    def start(self, entry: Entry) -> None:
        """Begin with a list: the firms of each trade and tier in the order of their rows."""
        for listed in entry.listed:
            firm = Firm(listed, NOTHING)
            queue = self.queue(firm)
            firm.put = Cause(None, None, f"number {len(queue) + 1} on the list")
            queue.append(firm)

    def queue(self, firm: Firm) -> list[Firm]:
        """The queue of the firm's trade and tier."""
        self.trades.setdefault(squeezed(firm.listed.trade), firm.listed.trade)
        return self.queues.setdefault(firm.queue, [])

    def on_list(self, name: str | None, trade: str | None) -> list[Firm]:
        """The places of a firm: in a trade, or in all."""
        wanted = firm_key(name or "")
        return [
            firm
            for (of, _), queue in self.queues.items()
            if trade is None or of == squeezed(trade)
            for firm in queue
            if firm.key[0] == wanted
        ]

    def off_list(self, name: str | None, trade: str | None) -> list[Firm]:
        """What was dropped of a firm: in a trade, or in all."""
        wanted = firm_key(name or "")
        return [
            firm for firm, _ in self.out if firm.key[0] == wanted and (trade is None or firm.key[1] == squeezed(trade))
        ]

    def everywhere(self, name: str | None, trade: str | None) -> list[Firm]:
        """A firm on the list and off it."""
        return self.on_list(name, trade) + self.off_list(name, trade)

    def take_out(self, firm: Firm, entry: Entry, what: str) -> None:
        """Take a firm out of its queue: those behind it move up."""
        queue = self.queues[firm.queue]
        at = next(place for place, one in enumerate(queue) if one is firm)
        del queue[at]
        cause = Cause(entry.number, entry.on, f"{firm.listed.firm}: {what}")
        for behind in queue[at:]:
            behind.ahead.append(cause)

    def append(self, firm: Firm, entry: Entry, what: str) -> None:
        """Put a firm at the end of its queue."""
        firm.put, firm.ahead = Cause(entry.number, entry.on, what), []
        self.queue(firm).append(firm)

    def to_end(self, firm: Firm, entry: Entry, what: str) -> None:
        """Move a firm to the end of its queue."""
        self.take_out(firm, entry, what)
        self.append(firm, entry, what)

    def drop(self, entry: Entry, what: str, trade: str | None) -> str | None:
        """Take a firm off the list, in a trade or in all; gives why that cannot be."""
        firms = self.on_list(entry.firm, trade)
        for firm in firms:
            self.take_out(firm, entry, what)
            self.out.append((firm, Cause(entry.number, entry.on, what)))
        return None if firms else not_listed(entry)

    def roster(self, day: date) -> Roster:
        """What came of it, as it is shown."""
        order = list(self.trades)
        queues = {
            (self.trades[trade], tier): tuple(_standing(firm, place) for place, firm in enumerate(queue, start=1))
            for (trade, tier), queue in sorted(self.queues.items(), key=lambda one: (order.index(one[0][0]), one[0][1]))
        }
        out = tuple((firm.listed, cause) for firm, cause in self.out)
        return Roster(day, queues, out, tuple(sorted(self.problems)))


def not_listed(entry: Entry) -> str:
    """That the firm of an entry has no place from which it could be taken."""
    return f"{entry.firm} is not on the list" + (f" of {entry.trade}" if entry.trade else "")


def _standing(firm: Firm, place: int) -> Standing:
    lapsed = tuple(cause for cause in (firm.certification_lapsed, firm.licence_lapsed) if cause is not None)
    return Standing(place, firm.listed, firm.put, tuple(firm.ahead), lapsed, firm.awarded, frozenset(firm.declined))
