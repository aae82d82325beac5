"""How much preference a kind of bid or proposal gets, and through what: Procedures 3 and 4."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.model import PROPOSAL, Step
from lbpp_cli.money import show_percent
from lbpp_cli.programs.la_lbpp import readings as reading
from lbpp_cli.programs.la_lbpp.subcontractors import CreditTerms
from lbpp_cli.programs.la_lbpp.terms import CBE, CERTIFICATIONS, CITY, LBE, LSB, LTE, NAMES, NONE, UP_TO_LIMIT
from lbpp_cli.programs.la_lbpp.waiver import GROUNDS

if TYPE_CHECKING:
    from lbpp_cli.parameters import Rules
    from lbpp_cli.readings import Readings

SMALL = frozenset({LSB, LTE})


class Contract(NamedTuple):
    """What of a solicitation decides how much preference there is.

    ``procedure``: its name. ``kind``: whether bids or proposals are asked for. ``waiver``: the ground on which the
    preference is waived.
    """

    rules: Rules
    procedure: str
    kind: str
    waiver: str | None = None


class Kind(NamedTuple):
    """What of a bid decides how much preference it earns by itself and how its subcontractors count.

    ``standing`` and ``own``: as in :class:`Eligibility`. ``local``: whether LBE was proved; ``found_not_local``: after
    the deadline; ``barred``: from any preference. ``through``: the certifications that any of its
    subcontractors proved.
    """

    standing: str
    own: tuple[str, ...]
    through: frozenset[str]
    local: bool = False
    found_not_local: bool = False
    barred: bool = False


def terms_of(contract: Contract, bid: Kind, readings: Readings) -> tuple[tuple[Step, ...], CreditTerms]:
    """The prime's own steps, and how its subcontractors earn credit."""
    if contract.waiver is not None:
        # 6.B: the Article does not apply, or is not applied.
        clause, ground = GROUNDS[contract.waiver]
        return (), CreditTerms(clause, frozenset(), Decimal(0), clause, barred=f"no preference: {ground} ({clause})")
    if bid.barred:
        return (), CreditTerms("4.B.8.a", frozenset(), Decimal(0), "4.B.8.a", barred="no preference at all (4.B.8.a)")
    if contract.procedure == UP_TO_LIMIT:
        return _small_contract(bid, contract, readings)
    if bid.standing == NONE:
        return _without_local_standing(bid, contract.rules, readings)
    return _local_prime(bid, contract, readings)


def _form(contract: Contract) -> int:
    """Where 3.A, 3.B and 4.A tell bids and proposals apart, item 1 is for bids and item 2 for proposals."""
    return 2 if contract.kind == PROPOSAL else 1


def _small_contract(prime: Kind, contract: Contract, readings: Readings) -> tuple[tuple[Step, ...], CreditTerms]:
    # 3.B: up to 5% through subcontractors, where the contractor does not qualify itself.
    rules, form = contract.rules, _form(contract)
    clause = f"{rules.clause('small-contract-subcontractor-limit')}.{form}"
    limit = rules.value("small-contract-subcontractor-limit")
    if not prime.own:
        return (), CreditTerms(clause, SMALL, limit, clause, pooled=_pooled(prime, SMALL, readings))
    # 3.A: 10% to a Local Small Business or Local Transitional Employer; being both earns it once.
    holder = " and ".join(NAMES[name] for name in prime.own)
    step = Step(rules.value("small-contract-preference"), f"{rules.clause('small-contract-preference')}.{form}", holder)
    return (step,), CreditTerms(clause, SMALL, limit, clause, barred=f"the prime itself qualifies ({clause})")


def _without_local_standing(bid: Kind, rules: Rules, readings: Readings) -> tuple[tuple[Step, ...], CreditTerms]:
    # 4.B.4: up to 5% through subcontractors that hold any of the four certifications.
    # 4.B.8 gives the same to a prime that was found after the deadline not to be local.
    clause = "4.B.8" if bid.found_not_local else rules.clause("nonlocal-subcontractor-limit")
    qualifying = frozenset(CERTIFICATIONS)
    # 4.B.4.b: "in the same manner as applied in Procedure 4B" leaves open whether its 2% a certification holds here.
    two_percent = bid.through & qualifying and readings[reading.NONLOCAL_SUB_CAP] == "per-certification"
    return (), CreditTerms(
        clause,
        qualifying,
        rules.value("nonlocal-subcontractor-limit"),
        clause,
        certification_limit=rules.value("subcontractor-certification-limit") if two_percent else None,
        pooled=_pooled(bid, qualifying, readings),
    )


def _local_prime(prime: Kind, contract: Contract, readings: Readings) -> tuple[tuple[Step, ...], CreditTerms]:
    # 4.A: 6% to a Local Business, a further 4% to one that is also a City Business.
    rules, form = contract.rules, _form(contract)
    # Definitions: a City Business is a Local Business, also where only CBE is marked or proved.
    local = NAMES[LBE] if prime.local else f"{NAMES[LBE]}, as every {NAMES[CBE]} is (Definitions)"
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
    if left < room and (contract.kind != PROPOSAL or readings[reading.PROPOSAL_CAP] == "applies"):
        room, room_clause = max(left, Decimal(0)), rules.clause(limit_name)
        if left < 0:
            steps.append(Step(left, room_clause, f"Limit of {show_percent(rules.value(limit_name))}"))

    # 4.B.3: through subcontractors that are LSB or LTE, for a prime that is not eligible for 4.B.2 itself.
    clause, qualifying, barred = rules.clause("subcontractor-certification-limit"), SMALL, None
    if prime.own and prime.through & SMALL:
        lacking = SMALL - set(prime.own)
        if lacking and readings[reading.OWN_CERTIFICATION] == "fills-the-other":
            qualifying = lacking
        else:
            barred = f"the prime is itself {' and '.join(prime.own)} ({clause})"
    counted = not barred and bool(prime.through & qualifying)
    pooled = counted and _pooled(prime, qualifying, readings)
    return tuple(steps), CreditTerms(
        clause,
        qualifying,
        room,
        room_clause,
        certification_limit=rules.value("subcontractor-certification-limit"),
        shared=counted and not pooled and readings[reading.SUB_CAP] == "per-certification",
        pooled=pooled,
        barred=barred,
    )


def _pooled(prime: Kind, qualifying: frozenset[str], readings: Readings) -> bool:
    """Whether costs are added before whole tenths are taken; asked only where it can matter."""
    return bool(prime.through & qualifying) and readings[reading.TENTHS] == "pooled"
