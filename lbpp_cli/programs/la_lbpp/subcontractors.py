"""What a bid earns through its subcontractors: 3.B, 4.B.3 and 4.B.4.

What a list of subcontractors earns is defined by what its beginnings earn: a subcontractor is credited with what it
adds to those listed before it. So credit goes in the order listed until a limit is reached, and the sum never depends
on that order.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from itertools import accumulate, combinations
from operator import attrgetter, or_, sub
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.model import SubcontractorCredit
from lbpp_cli.money import (
    all_cents,
    cents,
    shares_of_cents,
    show_money,
    show_percent,
    whole_shares,
    whole_shares_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lbpp_cli.model import Case, Subcontractor

NOTHING: frozenset[str] = frozenset()
_NONE = Decimal(0)
_COST, _WORK = attrgetter("cost"), attrgetter("work")


class CreditTerms(NamedTuple):
    """How subcontractors earn credit for one bid.

    ``qualifying``: the certifications that count. ``limit``: percent that all of them earn at most, set by
    ``limit_clause``. ``certification_limit``: percent for one certification, if any; ``shared`` counts it once over all
    subcontractors. ``pooled`` takes whole steps of their costs together. ``barred``: why none of them earns anything.
    """

    clause: str
    qualifying: frozenset[str]
    limit: Decimal
    limit_clause: str
    certification_limit: Decimal | None = None
    shared: bool = False
    pooled: bool = False
    barred: str | None = None

    @property
    def through(self) -> frozenset[str]:
        """The certifications that earn anything."""
        return NOTHING if self.barred else self.qualifying


class Rate(NamedTuple):
    """What subcontractors of any bid of a case earn credit by.

    ``credit``: percent for each whole ``step``, a percent of the price. ``work_recorded``: as in a tabulation.
    """

    step: Decimal
    credit: Decimal
    work_recorded: bool


def rate_of(case: Case) -> Rate:
    """The rate of a case."""
    return Rate(case.rules.value("share-step"), case.rules.value("share-credit"), case.tabulation.work_recorded)


class _Counting(NamedTuple):
    """The certifications through which each counts for a bid, none where it does not; its credit by itself; the sums.

    ``totals``: what the first one, two, three ... earn without any limit.
    """

    held: Sequence[frozenset[str]]
    earned: list[Decimal]
    totals: list[Decimal]


class Listed:
    """The subcontractors that a bid of a certain price lists.

    ``proved``: the certifications of each that count; ``certifications``: of any. ``shares``: how often a whole step
    of the price goes into the cost of each. ``cents``, ``price_cents``: the costs and the price in cents; ``credit``:
    percent for a whole step.
    """

    def __init__(
        self, rate: Rate, subcontractors: Sequence[Subcontractor], price: Decimal, proved: Sequence[frozenset[str]]
    ) -> None:
        self.step, self.credit = rate.step, rate.credit
        self._whole_step = int(rate.step)
        self.subcontractors, self.price, self.proved = subcontractors, price, proved
        self.certifications = NOTHING.union(*proved)
        # 4.B.3.c, 4.B.4.a, 3.B: the bid must identify the subcontractor, its work and its cost.
        self._identified = proved
        if rate.work_recorded and None in map(_WORK, subcontractors):
            self._identified = [
                NOTHING if one.work is None else names for one, names in zip(subcontractors, proved, strict=True)
            ]
        self.cents, self.price_cents = all_cents(map(_COST, subcontractors)), cents(price)
        self.shares = whole_shares_of(self.cents, self.price_cents, self._whole_step)
        self._counting: dict[frozenset[str], _Counting] = {}
        self._together: dict[frozenset[str], list[Decimal]] = {}

    def counting(self, terms: CreditTerms) -> _Counting:
        """Those that count for a bid."""
        through = terms.through
        found = self._counting.get(through)
        if found is None:
            held = self._identified
            if not self.certifications <= through:
                held = [names & through for names in held]
            earned = [self.credit * times if names else _NONE for names, times in zip(held, self.shares, strict=True)]
            found = self._counting[through] = _Counting(held, earned, [*accumulate(earned)])
        return found

    def together(self, terms: CreditTerms) -> list[Decimal]:
        """The credit for the costs of the first one, two, three ... of those that count, added together."""
        through = terms.through
        found = self._together.get(through)
        if found is None:
            held = self.counting(terms).held
            costs = accumulate([cost if names else 0 for cost, names in zip(self.cents, held, strict=True)])
            tenths = whole_shares_of(costs, self.price_cents, self._whole_step)
            found = self._together[through] = [*map(self.credit.__mul__, tenths)]
        return found


def running_totals(listed: Listed, terms: CreditTerms) -> list[Decimal]:
    """What the first one, two, three ... subcontractors earn before the limit over all of them."""
    held, earned, totals = listed.counting(terms)
    if terms.pooled:
        totals = listed.together(terms)
    # What all of them earn within the limit for one certification is within it for any, however it is counted.
    limit = terms.certification_limit
    if not totals or limit is None or totals[-1] <= limit:
        return totals
    if terms.pooled:
        return _limited(totals, accumulate(held, or_), limit)
    if terms.shared:
        return _shared(held, earned, limit, terms.qualifying & listed.certifications)
    return [*accumulate(_limited(earned, held, limit))]


def earned_in_all(listed: Listed, terms: CreditTerms) -> Decimal:
    """What all subcontractors together earn, within the limit over all of them."""
    if terms.through.isdisjoint(listed.certifications):
        return _NONE
    return min(running_totals(listed, terms)[-1], terms.limit)


def _limited(earned: Sequence[Decimal], held: Iterable[frozenset[str]], limit: Decimal) -> list[Decimal]:
    """At most so much for each certification."""
    return [each if each <= limit else min(each, limit * len(names)) for each, names in zip(earned, held, strict=True)]


def _shared(
    held: Sequence[frozenset[str]], earned: Sequence[Decimal], limit: Decimal, names_held: frozenset[str]
) -> list[Decimal]:
    """The most that any way of counting the credits toward the certifications allows (max-flow, min-cut)."""
    cuts = []
    for group in _groups(names_held):
        within = limit * len(group)
        beyond = [_NONE if names <= group else each for names, each in zip(held, earned, strict=True)]
        cuts.append([within + more for more in accumulate(beyond)])
    return [min(cut) for cut in zip(*cuts, strict=True)]


@cache
def _groups(names: frozenset[str]) -> list[frozenset[str]]:
    return [frozenset(group) for size in range(len(names) + 1) for group in combinations(sorted(names), size)]


def credited(listed: Listed, totals: Sequence[Decimal], terms: CreditTerms) -> tuple[SubcontractorCredit, ...]:
    """What each subcontractor earns for a bid, in the order listed, and why no more."""
    share_step, limit, clause, pooled = listed.step, terms.limit, terms.clause, terms.pooled
    counting, step = listed.counting(terms), int(share_step)
    no_step = f"less than {step}% ({clause})"
    # What each adds to those before it, without the limit over all of them and with it.
    added = earned_of_each = [*map(sub, totals, (_NONE, *totals))]
    if totals and totals[-1] > limit:
        within = [min(total, limit) for total in totals]
        earned_of_each = [*map(sub, within, (_NONE, *within))]
    together, result = _NONE, []
    each = zip(
        listed.subcontractors,
        shares_of_cents(listed.cents, listed.price_cents, step),
        listed.proved,
        listed.shares,
        counting.held,
        counting.earned,
        added,
        earned_of_each,
        strict=True,
    )
    for subcontractor, share, shown, tenths, names, whole, alone, earned in each:
        note = None
        if not names:
            note = _nothing_counts(subcontractor, shown, terms)
        elif not whole == alone == earned:
            note = _cut_off(names, whole, alone, earned, terms)
        if pooled and names:
            together += subcontractor.cost
            times = whole_shares(together, listed.price, step)
            so_far = f"costs are added up: {show_money(together)} so far is {times} × {step}% ({clause})"
            note = f"{so_far}; {note}" if note else so_far
        elif note is None and tenths == 0:
            note = no_step
        result.append(SubcontractorCredit(subcontractor, share, share_step, tenths, earned, clause, note, shown))
    return tuple(result)


def _nothing_counts(subcontractor: Subcontractor, proved: frozenset[str], terms: CreditTerms) -> str:
    """Why a subcontractor does not count at all."""
    if terms.barred:
        return terms.barred
    if not proved & terms.qualifying and subcontractor.certifications & terms.qualifying:
        return "its certifications are not proved by the register (2.B)"
    if not subcontractor.certifications & terms.qualifying:
        return f"holds none of {', '.join(sorted(terms.qualifying))} ({terms.clause})"
    return f"withheld: its work is not stated ({terms.clause})"


def _cut_off(held: frozenset[str], whole: Decimal, alone: Decimal, credited: Decimal, terms: CreditTerms) -> str | None:
    """What limits took away. ``whole``: credit for all its tenths; ``alone``: before the limit over all."""
    parts = []
    if not terms.pooled and alone < whole and terms.certification_limit is not None:
        over = " over all subcontractors" if terms.shared else ""
        most = f"at most {show_percent(terms.certification_limit)} a certification{over}"
        parts.append(f"{show_percent(whole - alone)} cut off: {most}, {' '.join(sorted(held))} ({terms.clause})")
    if credited < alone:
        most = f"at most {show_percent(terms.limit)} through subcontractors"
        parts.append(f"{show_percent(alone - credited)} cut off: {most} ({terms.limit_clause})")
    return "; ".join(parts) or None
