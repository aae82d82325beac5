"""The participation of a bid: which dollars count toward the requirement and its parts (Requirements; Action 3).

The small part counts small local businesses, very small ones double. Where small dollars also cover the local part,
very small ones are taken for the small part first, for there they count double; what is left over counts once.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.money import EXACT, ZERO, exact_percent_of, show_exact, show_money
from lbpp_cli.participation import PRIME, LedgerLine, Participation, counted_toward, goal_of
from lbpp_cli.programs.oakland_lslbe import readings as reading
from lbpp_cli.programs.oakland_lslbe.banked import banked_credit
from lbpp_cli.programs.oakland_lslbe.firms import firms_of
from lbpp_cli.programs.oakland_lslbe.terms import (
    FORMAL,
    INFORMAL,
    LOCAL,
    LOCAL_PART,
    LOCAL_WORK,
    REQUIREMENT,
    SMALL,
    SMALL_PART,
    SMALL_WORK,
    VERY_SMALL,
)
from lbpp_cli.programs.oakland_lslbe.terms_of_contract import Required, price_of, required
from lbpp_cli.stated import amount, answer

if TYPE_CHECKING:
    from lbpp_cli.model import Bid, Case
    from lbpp_cli.participation import Goal
    from lbpp_cli.programs.oakland_lslbe.firms import Firm
    from lbpp_cli.readings import Readings

_CONTRACT = "the contract dollars"
_OF_THE_BUYER = "asked of the buyer; no bid is left out for it"


class Measured(NamedTuple):
    """The participation of a bid, what was required, and its certified dollars by what their firms count as."""

    participation: Participation
    required: Required
    by_kind: dict[str, Decimal]


class Above(NamedTuple):
    """Certified dollars above the requirement: in all, and those of local and of small firms above their part."""

    whole: Decimal
    local: Decimal
    small: Decimal


def measure(case: Case, bid: Bid, readings: Readings, of: tuple[Decimal, str] | None = None) -> Measured:
    """What of a bid counts, toward what, and what is above the requirement.

    ``of``: the dollars that percentages are of, and what they are, where a bid holds what was paid so far.
    """
    asked = required(case.tabulation.solicitation, case.rules)
    if case.procedure.id != FORMAL:
        asked = Required(None)
    # Only a requirement can be of the dollars that the specifications leave open (Definition 23).
    base, base_text = (price_of(bid), _CONTRACT) if asked.whole is None else base_of(bid, readings)
    base, base_text = of or (base, base_text)
    firms = firms_of(case, bid)
    by_kind = {
        kind: sum((firm.dollars for firm in firms if firm.counts_as == kind and firm.dollars > 0), ZERO)
        for kind in (LOCAL, SMALL, VERY_SMALL)
    }
    ledger = [_line(firm, case) for firm in firms]
    if asked.local is None or asked.small is None or asked.whole is None:
        goals = (*_without_requirement(case, base, by_kind), *_emergency(case, base, by_kind))
        return Measured(Participation(base, base_text, goals, tuple(ledger)), asked, by_kind)
    need_local, need_small = exact_percent_of(base, asked.local), exact_percent_of(base, asked.small)
    factor = case.rules.value("very-small-factor")
    left = _left_over(firms, need_small, factor)
    beyond = sum((line.counted for line in left), ZERO)
    if by_kind[LOCAL] < need_local and beyond > 0 and readings[reading.SMALL_COVERS_LOCAL] == "yes":
        ledger += left
    # Action 3: double counting is for the small part alone, so the whole counts it as far as that part takes it.
    doubled = min(by_kind[VERY_SMALL], EXACT.divide(need_small, factor)) * (factor - 1)
    dollars = sum(by_kind.values(), ZERO)
    lacking = {
        LOCAL_PART: max(need_local - counted_toward(ledger, LOCAL_PART), ZERO),
        SMALL_PART: max(need_small - counted_toward(ledger, SMALL_PART), ZERO),
        REQUIREMENT: max(exact_percent_of(base, asked.whole) - dollars - doubled, ZERO),
    }
    credit = banked_credit(case, bid, base, lacking)
    ledger += credit.ledger
    counted = {part: counted_toward(ledger, part) for part in (LOCAL_PART, SMALL_PART)}
    whole = dollars + doubled + credit.counted
    note = f"{show_money(dollars)} to certified firms"
    if doubled:
        note += f" + {show_exact(doubled)} that very small ones count a second time toward the small part (Action 3)"
    if credit.counted:
        note += f" + {show_exact(credit.counted)} banked credit"
    clause = case.rules.clause("requirement")
    goals = (
        goal_of(REQUIREMENT, asked.whole, whole, base, clause, note),
        goal_of(LOCAL_PART, asked.local, counted[LOCAL_PART], base, clause),
        goal_of(SMALL_PART, asked.small, counted[SMALL_PART], base, clause),
    )
    participation = Participation(base, base_text, (*goals, *_emergency(case, base, by_kind)), tuple(ledger))
    return Measured(participation, asked, by_kind)


def above_requirement(measured: Measured, factor: Decimal, readings: Readings) -> Above:
    """Incentives: contract dollars over the requirement; banked credit is not among them (Earning Credits)."""
    asked, base, by_kind = measured.required, measured.participation.base, measured.by_kind
    if asked.local is None or asked.small is None or asked.whole is None:
        return Above(ZERO, ZERO, ZERO)
    dollars, small = sum(by_kind.values(), ZERO), by_kind[SMALL] + by_kind[VERY_SMALL]
    if by_kind[VERY_SMALL] and readings[reading.DOUBLE_BEYOND] == "also-discounts":
        again = by_kind[VERY_SMALL] * (factor - 1)
        dollars, small = dollars + again, small + again
    need_local, need_small = exact_percent_of(base, asked.local), exact_percent_of(base, asked.small)
    return Above(
        dollars - exact_percent_of(base, asked.whole),
        max(by_kind[LOCAL] - need_local, ZERO),
        # What local firms lack of their part is filled by small ones, or by credit that is no dollars of this contract.
        max(small - need_small - max(need_local - by_kind[LOCAL], ZERO), ZERO),
    )


def base_of(bid: Bid, readings: Readings) -> tuple[Decimal, str]:
    """The dollars that percentages are of, and what they are."""
    price, restricted = price_of(bid), amount(bid, "restricted")
    if restricted is not None and readings[reading.BASE] == "subcontractable":
        # Definition 23: the portion of the work that is not restricted by specifications.
        text = f"{show_money(price)} less {show_money(restricted)} that the specifications restrict (Definition 23)"
        return price - restricted, text
    return price, _CONTRACT


def _line(firm: Firm, case: Case) -> LedgerLine:
    own = "its own work: the price less what other firms are listed for" if firm.role == PRIME else None
    part = {LOCAL: LOCAL_PART, SMALL: SMALL_PART, VERY_SMALL: SMALL_PART}.get(firm.counts_as)
    record = (firm.source, firm.field, firm.certifications)
    if part is None or firm.dollars <= 0:
        return LedgerLine(firm.name, firm.role, firm.dollars, ZERO, None, firm.clause, firm.why_not, *record)
    if firm.counts_as == VERY_SMALL and case.procedure.id == FORMAL:
        factor = case.rules.value("very-small-factor")
        note = "a very small local business counts double"
        clause = case.rules.clause("very-small-factor")
        return LedgerLine(firm.name, firm.role, firm.dollars, firm.dollars * factor, part, clause, note, *record)
    return LedgerLine(firm.name, firm.role, firm.dollars, firm.dollars, part, firm.clause, own, *record)


def _left_over(firms: tuple[Firm, ...], need: Decimal, factor: Decimal) -> list[LedgerLine]:
    """What the small part does not need of the dollars of small firms, each counted once."""
    left = []
    ordered = [firm for firm in firms if firm.counts_as == VERY_SMALL]
    ordered += [firm for firm in firms if firm.counts_as == SMALL]
    for firm in ordered:
        if firm.dollars <= 0:
            continue
        times = factor if firm.counts_as == VERY_SMALL else Decimal(1)
        used = min(firm.dollars, EXACT.divide(need, times))
        need -= used * times
        if firm.dollars > used:
            note = "what the small part does not need of it also fills the local part"
            line = LedgerLine(firm.name, firm.role, firm.dollars, firm.dollars - used, LOCAL_PART, "Requirements", note)
            left.append(line._replace(source=firm.source, field=firm.field, certifications=firm.certifications))
    return left


def _without_requirement(case: Case, base: Decimal, by_kind: dict[str, Decimal]) -> tuple[Goal, ...]:
    dollars, rules = sum(by_kind.values(), ZERO), case.rules
    if case.procedure.id == INFORMAL and not answer(case.tabulation.solicitation, "emergency"):
        # Definitions 13, 14.
        return (goal_of(LOCAL_WORK, rules.value("informal-local"), dollars, base, "Definitions", _OF_THE_BUYER),)
    return (goal_of(REQUIREMENT, None, dollars, base, "Requirements", "nothing is required"),)


def _emergency(case: Case, base: Decimal, by_kind: dict[str, Decimal]) -> tuple[Goal, ...]:
    """Emergency Contracts: 75% local, and of that at least two thirds small."""
    if not answer(case.tabulation.solicitation, "emergency"):
        return ()
    dollars, small = sum(by_kind.values(), ZERO), by_kind[SMALL] + by_kind[VERY_SMALL]
    local, thirds = case.rules.value("emergency-local"), case.rules.value("emergency-small")
    clause = case.rules.clause("emergency-local")
    least = EXACT.divide(EXACT.multiply(local, thirds), Decimal(3))
    return (
        goal_of(LOCAL_WORK, local, dollars, base, clause, _OF_THE_BUYER),
        goal_of(SMALL_WORK, least, small, base, clause, _OF_THE_BUYER),
    )
