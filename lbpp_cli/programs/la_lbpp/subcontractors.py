"""What a bid earns through its subcontractors: 3.B, 4.B.3 and 4.B.4.

What a list of subcontractors earns is defined by what its beginnings earn: a subcontractor is credited with what it
adds to those listed before it. So credit goes in the order listed until a limit is reached, and the sum never depends
on that order.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.model import SubcontractorCredit
from lbpp_cli.money import share_percent, show_money, show_percent, whole_shares

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lbpp_cli.model import Subcontractor
    from lbpp_cli.parameters import Rules


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


def counting(
    subcontractor: Subcontractor, proved: frozenset[str], terms: CreditTerms, *, work_recorded: bool
) -> frozenset[str]:
    """The certifications through which a subcontractor counts for a bid; none where it does not count."""
    # 4.B.3.c, 4.B.4.a, 3.B: the bid must identify the subcontractor, its work and its cost.
    if terms.barred or (work_recorded and subcontractor.work is None):
        return frozenset()
    return proved & terms.qualifying


def running_totals(
    held: Sequence[frozenset[str]], costs: Sequence[Decimal], price: Decimal, terms: CreditTerms, rules: Rules
) -> list[Decimal]:
    """What the first one, two, three ... subcontractors earn before the limit over all of them.

    ``held``: the certifications through which each counts.
    """
    return list(_totals(held, costs, price, terms, rules)) if any(held) else [Decimal(0)] * len(held)


def _totals(
    held: Sequence[frozenset[str]], costs: Sequence[Decimal], price: Decimal, terms: CreditTerms, rules: Rules
) -> Iterator[Decimal]:
    step, credit = int(rules.value("share-step")), rules.value("share-credit")
    limit = terms.certification_limit
    if terms.pooled:
        together, names = Decimal(0), frozenset[str]()
        for names_held, cost in zip(held, costs, strict=True):
            together, names = together + (cost if names_held else 0), names | names_held
            earned = credit * whole_shares(together, price, step)
            yield earned if limit is None else min(earned, limit * len(names))
    elif terms.shared and limit is not None:
        # The most that any way of counting the credits toward the certifications allows (max-flow, min-cut).
        groups = [
            frozenset(g) for n in range(len(terms.qualifying) + 1) for g in combinations(sorted(terms.qualifying), n)
        ]
        beyond = dict.fromkeys(groups, Decimal(0))
        for names_held, cost in zip(held, costs, strict=True):
            earned = credit * whole_shares(cost, price, step) if names_held else Decimal(0)
            for group in groups:
                beyond[group] += Decimal(0) if names_held <= group else earned
            yield min(limit * len(group) + beyond[group] for group in groups)
    else:
        total = Decimal(0)
        for names_held, cost in zip(held, costs, strict=True):
            shares = whole_shares(cost, price, step) if names_held else 0
            if shares:
                total += credit * shares if limit is None else min(credit * shares, limit * len(names_held))
            yield total


def credited(
    subcontractors: Sequence[Subcontractor],
    proved: Sequence[frozenset[str]],
    held: Sequence[frozenset[str]],
    totals: Sequence[Decimal],
    price: Decimal,
    terms: CreditTerms,
    rules: Rules,
) -> tuple[SubcontractorCredit, ...]:
    """What each subcontractor earns for a bid, in the order listed, and why no more."""
    step, rate = int(rules.value("share-step")), rules.value("share-credit")
    before = uncapped_before = together = Decimal(0)
    result = []
    for subcontractor, shown, names, uncapped in zip(subcontractors, proved, held, totals, strict=True):
        after, alone = min(uncapped, terms.limit), uncapped - uncapped_before
        tenths, earned = whole_shares(subcontractor.cost, price, step), after - before
        note = _nothing_counts(subcontractor, shown, names, terms) or _cut_off(
            names, tenths * rate, alone, earned, terms
        )
        if terms.pooled and names:
            together += subcontractor.cost
            times = whole_shares(together, price, step)
            added = f"costs are added up: {show_money(together)} so far is {times} × {step}% ({terms.clause})"
            note = f"{added}; {note}" if note else added
        elif note is None and tenths == 0:
            note = f"less than {step}% ({terms.clause})"
        share = share_percent(subcontractor.cost, price, step)
        result.append(
            SubcontractorCredit(
                subcontractor, share, rules.value("share-step"), tenths, earned, terms.clause, note, shown
            )
        )
        before, uncapped_before = after, uncapped
    return tuple(result)


def _nothing_counts(
    subcontractor: Subcontractor, proved: frozenset[str], held: frozenset[str], terms: CreditTerms
) -> str | None:
    """Why a subcontractor does not count at all, if it does not."""
    if terms.barred:
        return terms.barred
    if not proved & terms.qualifying and subcontractor.certifications & terms.qualifying:
        return "its certifications are not proved by the register (2.B)"
    if not subcontractor.certifications & terms.qualifying:
        return f"holds none of {', '.join(sorted(terms.qualifying))} ({terms.clause})"
    return None if held else f"withheld: its work is not stated ({terms.clause})"


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
