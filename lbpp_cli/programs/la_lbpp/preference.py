"""How much preference a bid or proposal gets: Procedures 3 and 4."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from lbpp_cli.model import PROPOSAL, Adjustment, Step
from lbpp_cli.money import exact_percent_of, percent_of, show_money, show_percent
from lbpp_cli.programs.la_lbpp import readings as reading
from lbpp_cli.programs.la_lbpp.bid_price import bid_price
from lbpp_cli.programs.la_lbpp.eligibility import Eligibility, eligibility
from lbpp_cli.programs.la_lbpp.evidence import claim_of, counted
from lbpp_cli.programs.la_lbpp.subcontractors import CreditTerms, counting, credited, running_totals
from lbpp_cli.programs.la_lbpp.terms import CBE, CERTIFICATIONS, CITY, LBE, LSB, LTE, NAMES, NONE, UP_TO_LIMIT
from lbpp_cli.programs.la_lbpp.waiver import GROUNDS

if TYPE_CHECKING:
    from lbpp_cli.model import Bid, Case, Solicitation
    from lbpp_cli.parameters import Rules
    from lbpp_cli.readings import Readings

SMALL = frozenset({LSB, LTE})


def adjust(case: Case, bid: Bid, readings: Readings, explained: bool) -> Adjustment:  # noqa: FBT001
    """The preference of one bid, from its own certifications to its evaluated price or score.

    Unless ``explained``, what each subcontractor earned is left out of the result.

    Raises:
        ValueError: the bid has no price; only bids that passed the checks are adjusted.

    """
    rules, solicitation = case.rules, case.tabulation.solicitation
    price, price_steps = bid_price(bid, solicitation)
    prime = eligibility(bid, case, readings)
    proved, notes = _subcontractors(bid, case, readings)
    steps, terms = terms_of(case, bid, prime, proved, readings)
    held = [
        counting(one, names, terms, work_recorded=case.tabulation.work_recorded)
        for one, names in zip(bid.subcontractors, proved, strict=True)
    ]
    totals = running_totals(held, [one.cost for one in bid.subcontractors], price, terms, rules)
    through_subcontractors = min(totals[-1], terms.limit) if totals else Decimal(0)
    if through_subcontractors:
        steps.append(Step(through_subcontractors, terms.clause, "Subcontractors", from_subcontractors=True))
    percent = sum((step.percent for step in steps), Decimal(0))
    value = evaluated_price = points = evaluated_score = note = None
    if solicitation.kind == PROPOSAL:
        # 4.A.2, 3.A.2: the score is increased by a percentage of the total possible points; nothing is rounded.
        if solicitation.total_points is None or bid.score is None:
            raise ValueError(f"{bid.bidder} has no score to evaluate")
        points = exact_percent_of(solicitation.total_points, percent)
        evaluated_score = bid.score + points
    else:
        # 4.A.1, 3.A.1: the bid price is reduced, solely to evaluate the bid.
        value, note = _value(price, percent, prime, rules, readings)
        evaluated_price = price - value
    return Adjustment(
        bid_price=price,
        standing=prime.standing,
        percent=percent,
        steps=tuple(steps),
        credits=credited(bid.subcontractors, proved, held, totals, price, terms, rules) if explained else (),
        price_steps=price_steps,
        proved=prime.proved,
        notes=(*prime.notes, *notes),
        value=value,
        value_note=note,
        evaluated_price=evaluated_price,
        points=points,
        evaluated_score=evaluated_score,
    )


def _subcontractors(bid: Bid, case: Case, readings: Readings) -> tuple[list[frozenset[str]], list[str]]:
    """The certifications of each subcontractor that are proved, and notes on those that were approved late."""
    if case.tabulation.register is None:
        return [one.certifications for one in bid.subcontractors], []
    proved: list[frozenset[str]] = []
    notes: list[str] = []
    for one in bid.subcontractors:
        held, late = counted(case.tabulation.register, claim_of(bid, case, one), one.certifications, readings)
        proved.append(held)
        notes += late
    return proved, notes


def terms_of(
    case: Case, bid: Bid, prime: Eligibility, proved: list[frozenset[str]], readings: Readings
) -> tuple[list[Step], CreditTerms]:
    """The prime's own steps, and how its subcontractors earn credit.

    ``proved``: the certifications of each subcontractor that count.
    """
    rules, solicitation = case.rules, case.tabulation.solicitation
    if solicitation.waiver is not None:
        # 6.B: the Article does not apply, or is not applied.
        clause, ground = GROUNDS[solicitation.waiver]
        return [], CreditTerms(clause, frozenset(), Decimal(0), clause, barred=f"no preference: {ground} ({clause})")
    if prime.barred:
        return [], CreditTerms("4.B.8.a", frozenset(), Decimal(0), "4.B.8.a", barred="no preference at all (4.B.8.a)")
    if case.procedure.id == UP_TO_LIMIT:
        return _small_contract(prime, proved, solicitation, rules, readings)
    if prime.standing == NONE:
        return _without_local_standing(bid, proved, rules, readings)
    return _local_prime(prime, proved, solicitation, rules, readings)


def _value(
    price: Decimal, percent: Decimal, prime: Eligibility, rules: Rules, readings: Readings
) -> tuple[Decimal, str | None]:
    """The dollar value of a bid's preference, and what limited it."""
    value, limit = percent_of(price, percent), rules.value("value-limit")
    # 4.B.6: the value of the combined preferences shall not exceed $1,000,000.
    if value <= limit or (prime.standing == NONE and readings[reading.VALUE_LIMIT] == "local-bids"):
        return value, None
    clause = rules.clause("value-limit")
    return limit, f"{show_percent(percent)} is {show_money(value)}, limited to {show_money(limit)} ({clause})"


def _form(solicitation: Solicitation) -> int:
    """Where 3.A, 3.B and 4.A tell bids and proposals apart, item 1 is for bids and item 2 for proposals."""
    return 2 if solicitation.kind == PROPOSAL else 1


def _small_contract(
    prime: Eligibility, proved: list[frozenset[str]], solicitation: Solicitation, rules: Rules, readings: Readings
) -> tuple[list[Step], CreditTerms]:
    # 3.B: up to 5% through subcontractors, where the contractor does not qualify itself.
    form = _form(solicitation)
    clause = f"{rules.clause('small-contract-subcontractor-limit')}.{form}"
    limit = rules.value("small-contract-subcontractor-limit")
    if not prime.own:
        return [], CreditTerms(clause, SMALL, limit, clause, pooled=_pooled(proved, SMALL, readings))
    # 3.A: 10% to a Local Small Business or Local Transitional Employer; being both earns it once.
    holder = " and ".join(NAMES[name] for name in prime.own)
    step = Step(rules.value("small-contract-preference"), f"{rules.clause('small-contract-preference')}.{form}", holder)
    return [step], CreditTerms(clause, SMALL, limit, clause, barred=f"the prime itself qualifies ({clause})")


def _without_local_standing(
    bid: Bid, proved: list[frozenset[str]], rules: Rules, readings: Readings
) -> tuple[list[Step], CreditTerms]:
    # 4.B.4: up to 5% through subcontractors that hold any of the four certifications.
    # 4.B.8 gives the same to a prime that was found after the deadline not to be local.
    clause = "4.B.8" if bid.local_status else rules.clause("nonlocal-subcontractor-limit")
    qualifying = frozenset(CERTIFICATIONS)
    # 4.B.4.b: "in the same manner as applied in Procedure 4B" leaves open whether its 2% a certification holds here.
    two_percent = _any_counts(proved, qualifying) and readings[reading.NONLOCAL_SUB_CAP] == "per-certification"
    return [], CreditTerms(
        clause,
        qualifying,
        rules.value("nonlocal-subcontractor-limit"),
        clause,
        certification_limit=rules.value("subcontractor-certification-limit") if two_percent else None,
        pooled=_pooled(proved, qualifying, readings),
    )


def _local_prime(
    prime: Eligibility, proved: list[frozenset[str]], solicitation: Solicitation, rules: Rules, readings: Readings
) -> tuple[list[Step], CreditTerms]:
    # 4.A: 6% to a Local Business, a further 4% to one that is also a City Business.
    form = _form(solicitation)
    # Definitions: a City Business is a Local Business, also where only CBE is marked or proved.
    local = NAMES[LBE] if LBE in prime.proved else f"{NAMES[LBE]}, as every {NAMES[CBE]} is (Definitions)"
    steps = [Step(rules.value("local-business"), f"{rules.clause('local-business')}.{form}", local)]
    if prime.standing == CITY:
        steps.append(Step(rules.value("city-business"), f"{rules.clause('city-business')}.{form}", NAMES[CBE]))
    # 4.B.2: a further 2% for each of LSB and LTE.
    own_credit, own_clause = rules.value("own-certification"), rules.clause("own-certification")
    steps += [Step(own_credit, own_clause, NAMES[name]) for name in prime.own]
    # 4.B: at most 4% on top, through its own certifications and its subcontractors together.
    room, room_clause = rules.value("additional-limit") - own_credit * len(prime.own), rules.clause("additional-limit")
    if room < 0:
        steps.append(Step(room, room_clause, f"Limit of {show_percent(rules.value('additional-limit'))} on top"))
        room = Decimal(0)

    # 4.B.6: at most 12% for a City Business and 10% for a Local Business. The clause names bids alone.
    limit_name = "city-limit" if prime.standing == CITY else "local-limit"
    held = sum((step.percent for step in steps), Decimal(0))
    left = rules.value(limit_name) - held
    if left < room and (solicitation.kind != PROPOSAL or readings[reading.PROPOSAL_CAP] == "applies"):
        room, room_clause = max(left, Decimal(0)), rules.clause(limit_name)
        if left < 0:
            steps.append(Step(left, room_clause, f"Limit of {show_percent(rules.value(limit_name))}"))

    # 4.B.3: through subcontractors that are LSB or LTE, for a prime that is not eligible for 4.B.2 itself.
    clause, qualifying, barred = rules.clause("subcontractor-certification-limit"), SMALL, None
    if prime.own and _any_counts(proved, SMALL):
        lacking = SMALL - set(prime.own)
        if lacking and readings[reading.OWN_CERTIFICATION] == "fills-the-other":
            qualifying = lacking
        else:
            barred = f"the prime is itself {' and '.join(prime.own)} ({clause})"
    counted = not barred and _any_counts(proved, qualifying)
    pooled = counted and _pooled(proved, qualifying, readings)
    return steps, CreditTerms(
        clause,
        qualifying,
        room,
        room_clause,
        certification_limit=rules.value("subcontractor-certification-limit"),
        shared=counted and not pooled and readings[reading.SUB_CAP] == "per-certification",
        pooled=pooled,
        barred=barred,
    )


def _any_counts(proved: list[frozenset[str]], qualifying: frozenset[str]) -> bool:
    return any(held & qualifying for held in proved)


def _pooled(proved: list[frozenset[str]], qualifying: frozenset[str], readings: Readings) -> bool:
    """Whether costs are added before whole tenths are taken; asked only where it can matter."""
    return _any_counts(proved, qualifying) and readings[reading.TENTHS] == "pooled"
