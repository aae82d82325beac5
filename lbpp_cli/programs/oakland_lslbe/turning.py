"""At which prices or subcontracts a bid may earn more or less: where a condition of the program begins to hold or ends.

Each condition compares sums of the firms' dollars with percentages of the contract dollars. Both are linear in the
price, or in the cost of a subcontract, so a condition turns at one amount. Amounts at which nothing turns do no harm:
all combinations are taken, whether the rules compare them or not.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.money import CENT, EXACT, ZERO
from lbpp_cli.programs.oakland_lslbe.firms import firms_of
from lbpp_cli.programs.oakland_lslbe.terms import FORMAL, LOCAL, SMALL, VERY_SMALL
from lbpp_cli.programs.oakland_lslbe.terms_of_contract import price_of, required
from lbpp_cli.stated import amount

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lbpp_cli.model import Bid, Case

_HUNDRED, _TWO = Decimal(100), Decimal(2)


class _Dollars(NamedTuple):
    """What a bid's conditions are made of, at one amount."""

    price: Decimal
    local: Decimal
    small: Decimal
    very_small: Decimal
    open_price: Decimal  # less what the specifications restrict
    banked: Decimal
    spare: Decimal  # what a joint venture performs itself beyond what it has to


def turning_points(case: Case, bid_at: Callable[[Decimal], Bid], low: Decimal, high: Decimal) -> set[Decimal]:
    """The amounts from ``low`` to ``high`` at which what a bid earns may change, each with the cents around it."""
    if case.procedure.id != FORMAL or high <= low:
        return set()
    solicitation, found = case.tabulation.solicitation, set()
    if solicitation.contract_value is None:
        # The bids themselves then say whether the contract is over the limit.
        found.add(case.rules.value(f"{solicitation.category}-limit") + CENT)
    below, above = (_dollars(case, bid_at(end)) for end in (low, high))
    for at_low, at_high in set(_conditions(case, below, above)):
        if at_low * at_high <= 0 and at_low != at_high:
            turn = EXACT.add(low, EXACT.divide(EXACT.multiply(at_low, high - low), at_low - at_high)).quantize(CENT)
            # The turn is rounded, and banked credit is cut to the cent: a few cents around it are taken by themselves.
            near = 3 if below.banked else 1
            found |= {turn + CENT * cents for cents in range(-near, near + 1)}
    return found


def _dollars(case: Case, bid: Bid) -> _Dollars:
    kinds = dict.fromkeys((LOCAL, SMALL, VERY_SMALL), ZERO)
    for firm in firms_of(case, bid):
        if firm.counts_as in kinds:
            kinds[firm.counts_as] += firm.dollars
    price = price_of(bid)
    others = sum((one.cost for one in bid.subcontractors), ZERO)
    restricted, manufactured, banked = (
        amount(bid, field) or ZERO for field in ("restricted", "manufactured", "banked")
    )
    least = EXACT.multiply(price - manufactured, case.rules.value("venture-work")) / _HUNDRED
    spare = price - others - least if bid.stated.get("venture") else ZERO
    return _Dollars(price, kinds[LOCAL], kinds[SMALL], kinds[VERY_SMALL], price - restricted, banked, spare)


def _conditions(case: Case, below: _Dollars, above: _Dollars) -> Iterator[tuple[Decimal, Decimal]]:
    """What the program compares with nothing, at the lowest and at the highest amount."""
    asked, rules = required(case.tabulation.solicitation, case.rules), case.rules
    if asked.whole is None or asked.local is None or asked.small is None:
        return
    yield below.spare, above.spare
    yield below.open_price, above.open_price
    most = int((rules.value("discount-limit") - rules.value("base-discount")) // rules.value("step-discount"))
    limits = {asked.local, asked.small, asked.whole, asked.local + asked.small, asked.small / _TWO}
    limits.add(asked.local + asked.small / _TWO)
    shares = {limit + rules.value("step-part") * number for limit in limits for number in range(2 * most + 1)}
    banked_limit = rules.value("banked-limit")
    if below.banked:
        shares |= {share - banked_limit for share in shares} | {banked_limit}
    held = [
        (0, 1) if below.local or above.local else (0,),
        (0, 1) if below.small or above.small else (0,),
        (0, 1, 2) if below.very_small or above.very_small else (0,),
    ]
    credits_ = {ZERO, below.banked}
    for (local, small, very_small), credit in product(product(*held), credits_):
        low, high = (
            end.local * local + end.small * small + end.very_small * very_small + credit for end in (below, above)
        )
        for share in shares:
            for base in {(below.price, above.price), (below.open_price, above.open_price)}:
                yield low - EXACT.multiply(base[0], share) / _HUNDRED, high - EXACT.multiply(base[1], share) / _HUNDRED
