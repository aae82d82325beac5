"""What the participation of each firm of a bid is worth: i.3, j.1 and j.2."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.model import INDIRECT, VENTURE_PARTNER
from lbpp_cli.money import ZERO, exact_percent_of, show_exact, show_money, show_percent
from lbpp_cli.names import firm_key
from lbpp_cli.participation import INDIRECT_SUBCONTRACTOR, PARTNER, PRIME
from lbpp_cli.programs.nyc_mwbe import readings as reading
from lbpp_cli.programs.nyc_mwbe.evidence import judged
from lbpp_cli.programs.nyc_mwbe.terms import ANY_GROUP, DIRECT_SUBCONTRACTOR, GOAL
from lbpp_cli.programs.nyc_mwbe.terms_of_contract import contract_dollars, price_of
from lbpp_cli.stated import amount

if TYPE_CHECKING:
    from lbpp_cli.model import Bid, Case, Source, Subcontractor
    from lbpp_cli.readings import Readings

_HUNDRED = Decimal(100)


class Firm(NamedTuple):
    """A firm of a bid, what its participation is worth (``credit``), by which clause, or why nothing.

    ``amount``: the dollars of its record; ``held``: the certifications that count; ``group``: of its owners;
    ``meant_for``: the goal that the plan states. ``credit`` is exact: a share of profit can leave a fraction of a cent.
    ``gender``: of its owners. ``qualified``: of a bidder, whether it is a qualified joint venture.
    """

    name: str
    role: str
    amount: Decimal
    credit: Decimal
    held: frozenset[str]
    group: str | None
    meant_for: str | None
    clause: str
    note: str | None
    source: Source
    field: str
    gender: str | None = None
    qualified: bool = False

    def counts_toward(self, goal: str) -> bool:
        """Whether it is a firm that a goal is for."""
        kind = GOAL[goal]
        return bool(self.held & kind.certifications) and (kind.group is None or self.group in {kind.group, ANY_GROUP})


class _Why(NamedTuple):
    clause: str
    text: str


def firms_of(case: Case, bid: Bid, readings: Readings) -> list[Firm]:
    """The bidder with its own participation, then its partners and subcontractors in their order."""
    remainder, how = own_participation(bid, readings)
    partners = [one for one in bid.subcontractors if one.tier == VENTURE_PARTNER]
    unqualified = _why_not_qualified(case, bid, partners, readings)
    venture = bool(partners) and unqualified is None
    firms = [_prime(case, bid, remainder, how, readings)._replace(qualified=venture)]
    reductions = _paid_by_direct(bid)
    for one in bid.subcontractors:
        if one.tier == VENTURE_PARTNER:
            firms.append(_partner(case, one, remainder, how, unqualified, readings))
        elif one.tier == INDIRECT:
            firms.append(_indirect(case, one, readings))
        else:
            firms.append(_direct(case, one, reductions, readings))
    return firms


def own_participation(bid: Bid, readings: Readings) -> tuple[Decimal, str]:
    """What the bidder does itself, and how it comes about.

    i.3, j.2.b: the total value of the contract less any amounts that the contractor pays to direct subcontractors.
    """
    dollars, _ = contract_dollars(bid, readings)
    paid = paid_to_direct(bid)
    return max(dollars - paid, ZERO), f"{show_money(dollars)} - {show_exact(paid)} to direct subcontractors"


def paid_to_direct(bid: Bid) -> Decimal:
    """What the bidder pays to direct subcontractors: those it lists, or more where its plan states a larger share."""
    share = amount(bid, "direct_work")
    return bid.subcontracted if share is None else max(bid.subcontracted, exact_percent_of(price_of(bid), share))


def certified_share(case: Case, bid: Bid, readings: Readings) -> Decimal:
    """The percentage of profit or loss of the certified partners of a joint venture."""
    partners = [one for one in bid.subcontractors if one.tier == VENTURE_PARTNER]
    held = [one for one in partners if _held(case, one.name, one, readings, of_bidder=True)]
    return sum((amount(one, "share") or Decimal(0) for one in held), Decimal(0))


def _held(
    case: Case, name: str, holder: Bid | Subcontractor, readings: Readings, *, of_bidder: bool = False
) -> frozenset[str]:
    found = judged(case, name, holder, readings, of_bidder=of_bidder)
    return frozenset(mark for mark, one in found.items() if one.counts)


def _why_nothing(
    case: Case, name: str, holder: Bid | Subcontractor, readings: Readings, *, of_bidder: bool = False
) -> _Why | None:
    """Why a firm is credited with nothing, whatever its dollars are."""
    found = judged(case, name, holder, readings, of_bidder=of_bidder)
    if not found:
        # j.1.h: no credit for any company that has not been certified.
        return _Why("j.1.h", "not certified")
    if not any(one.counts for one in found.values()):
        whys = [one.why for one in found.values()]
        why = next((one for one in whys if "(j.2.c)" in one), whys[0])  # certified after all, but too late
        return _Why("j.2.c" if "(j.2.c)" in why else "j.1.h", f"its certification {why}")
    if holder.stated.get("graduate"):
        # j.1.j: no credit for participation by a graduate MBE, WBE or EBE.
        return _Why("j.1.j", "a graduate firm")
    if holder.stated.get("useful") is False:
        # j.1.g: no credit for one that does not perform a commercially useful function.
        return _Why("j.1.g", "performs no commercially useful function")
    return None


def _firm(
    case: Case,
    name: str,
    role: str,
    holder: Bid | Subcontractor,
    worth: tuple[Decimal, Decimal, str, str | None],
    why: _Why | None,
    readings: Readings,
) -> Firm:
    """A firm with its ``worth``: the dollars of its record, its credit, the clause and how the credit came about."""
    dollars, credit, clause, note = worth
    held = _held(case, name, holder, readings, of_bidder=role in {PRIME, PARTNER})
    if why is None and credit <= 0:
        why = _Why(clause, "no dollars are left for it" + (f": {note}" if note else ""))
    if why is not None:
        credit, clause, note = ZERO, why.clause, why.text
    group, gender, meant = (_text(holder, field) for field in ("group", "gender", "toward"))
    return Firm(
        name, role, dollars, credit, held, group, meant, clause, note, holder.source,
        "quoted_price" if role == PRIME else "cost", gender,
    )  # fmt: skip


def _text(holder: Bid | Subcontractor, field: str) -> str | None:
    value = holder.stated.get(field)
    return None if value is None else str(value)


def _prime(case: Case, bid: Bid, remainder: Decimal, how: str, readings: Readings) -> Firm:
    why = _why_nothing(case, bid.bidder, bid, readings, of_bidder=True)
    if bid.stated.get("venture"):
        # j.2.d: of a joint venture, the shares of its certified partners count.
        why = _Why("j.2.d", "a joint venture: its certified partners count by their shares of profit")
    firm = _firm(case, bid.bidder, PRIME, bid, (price_of(bid), remainder, "j.2.b", how), why, readings)
    return firm._replace(held=frozenset()) if bid.stated.get("venture") else firm


def _why_not_qualified(case: Case, bid: Bid, partners: list[Subcontractor], readings: Readings) -> _Why | None:
    """c.30: the certified firms of a qualified joint venture share at least 25% of the total profit or loss."""
    if not partners:
        return None
    if not bid.stated.get("venture"):
        return _Why("j.2.d", "the bid is not marked as a qualified joint venture")
    share, least = certified_share(case, bid, readings), case.rules.value("venture-share")
    if share >= least:
        return None
    clause = case.rules.clause("venture-share")
    return _Why(
        clause, f"no qualified joint venture: certified partners share {show_percent(share)} of {show_percent(least)}"
    )


def _partner(
    case: Case, one: Subcontractor, remainder: Decimal, how: str, unqualified: _Why | None, readings: Readings
) -> Firm:
    share = amount(one, "share") or Decimal(0)
    why = _why_nothing(case, one.name, one, readings, of_bidder=True) or unqualified
    # j.1.f, j.2.d: the remainder times the percentage of total profit to which the certified firm is entitled.
    note = f"{show_percent(share)} of ({how})"
    return _firm(
        case, one.name, PARTNER, one, (one.cost, exact_percent_of(remainder, share), "j.2.d", note), why, readings
    )


def _paid_by_direct(bid: Bid) -> dict[str, Decimal]:
    """What each direct subcontractor pays to its own, by its firm."""
    paid: dict[str, Decimal] = {}
    for one in bid.subcontractors:
        if one.tier == INDIRECT:
            under = firm_key(str(one.stated.get("under") or ""))
            paid[under] = paid.get(under, ZERO) + one.cost
    return paid


def _direct(case: Case, one: Subcontractor, reductions: dict[str, Decimal], readings: Readings) -> Firm:
    why = _why_nothing(case, one.name, one, readings)
    paid, clause, note = _paid_to(one, readings), "j.1.b", None
    if paid != one.cost:
        clause, note = "j.1.i", "its commission"
    key = firm_key(one.name)
    if case.tabulation.solicitation.stated.get("indirect_counted") and reductions.get(key):
        # j.1.c: in the types of contracts identified under j.1.l, less what it pays its indirect subcontractors.
        less = min(reductions[key], paid)
        reductions[key] -= less
        clause, note = "j.1.c", f"{show_money(paid)} - {show_money(less)} to its own subcontractors"
        paid -= less
    return _firm(case, one.name, DIRECT_SUBCONTRACTOR, one, (one.cost, paid, clause, note), why, readings)


def _indirect(case: Case, one: Subcontractor, readings: Readings) -> Firm:
    why = _why_nothing(case, one.name, one, readings)
    if why is None and not case.tabulation.solicitation.stated.get("indirect_counted"):
        why = _Why("j.1.l", "payments to indirect subcontractors are not credited in this type of contract")
    paid = _paid_to(one, readings)
    clause, note = ("j.1.d", None) if paid == one.cost else ("j.1.i", "its commission")
    return _firm(case, one.name, INDIRECT_SUBCONTRACTOR, one, (one.cost, paid, clause, note), why, readings)


def _paid_to(one: Subcontractor, readings: Readings) -> Decimal:
    """What a subcontractor is paid, as far as it counts."""
    commission = amount(one, "commission")
    if commission is not None and readings[reading.COMMISSION_OF_SUBCONTRACTORS] == "commission":
        return commission
    return one.cost
