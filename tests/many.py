"""Solicitations by chance, as many as need be: every kind, on the edges of the rules, all of them valid."""

import random
from datetime import date
from decimal import Decimal

from build import bid, sub, tabulation

CENT = Decimal("0.01")
MARKS = ("LBE", "CBE", "LSB", "LTE")
# On both sides of what the rules print: $150,000.00, and $1,000,000.00 over 12%, 10%, 7% and 5%.
EDGES = (15_000_000, 833_333_333, 1_000_000_000, 1_428_571_429, 2_000_000_000)
# Exactly two thirds is written by no percent: the least that is enough has a 7 at its end, the most that is not a 6.
SHARES = tuple(map(Decimal, ("100", "66.67", "66.66", "66.666666666666667", "66.666666666666666", "0", "70.5")))
DISCOUNTS = tuple(map(Decimal, ("2", "0.125", "1.5", "0.3333", "10", "99.99")))
ROLES = ("manufacturer", "dealer", "supplier", "broker", "services")


def solicitations(seed, bids):
    """So many bids or a few more, in solicitations of up to seven."""
    chance, made, count = random.Random(seed), [], 0  # noqa: S311  no secret
    while count < bids:
        one = _solicitation(chance)
        made.append(one)
        count += len(one.bids)
    return made


def _maybe(chance, part, value):
    return value if chance.random() < part else None


def _solicitation(chance):
    kind = "proposal" if chance.random() < 0.2 else "bid"
    total = chance.choice([Decimal(100), Decimal("87.5"), Decimal("1000.125")]) if kind == "proposal" else None
    value = chance.choice([None, Decimal("150000.00"), Decimal("150000.01"), Decimal(2_000_000)])
    # Where no contract value is stated, every bid lies on one side of the limit, its discounts taken off.
    most = 15_000_000 if value is None and chance.random() < 0.5 else None
    least = 16_000_000 if value is None and most is None else 100_00
    items = chance.choice([1, 1, 2])
    discounts = chance.random() < 0.3
    found = []
    base = _price(chance, least, most)
    for number in range(chance.randint(1, 7)):
        # Prices near each other, so that a preference changes ranks, and equal ones, so that there are ties.
        price = min(
            max(base * chance.choice([100, 100, 101, 104, 107, 112]) // 100 + chance.choice([0, 0, 1]), least),
            most or 10**13,
        )
        found.append(_bid(chance, number, Decimal(price) * CENT, total, discounts=discounts, deep=value is not None))
    return tabulation(
        *found,
        contract_value=value,
        kind=kind,
        total_points=total,
        work_recorded=chance.random() < 0.7,
        due=chance.choice([None, date(2024, 3, 27), date(2025, 6, 2)]),
        category=chance.choice([None, "goods", "goods", "services", "construction"]),
        cash_discount_counted=chance.random() < 0.5,
        cash_discount_minimum_days=_maybe(chance, 0.5, 20),
        combined_discount_allowed=chance.random() < 0.5,
        items=items,
        waiver=_maybe(chance, 0.1, chance.choice(["restricted funds", "conflict of law", "best interest"])),
    )  # fmt: skip


def _price(chance, least, most):
    if most is None and chance.random() < 0.3:
        return max(chance.choice(EDGES) + chance.randint(-1, 1), least)
    return chance.randint(least, most or chance.choice([30_000_000, 3_000_000_000, 10**13]))


def _marks(chance):
    return [name for name in MARKS if chance.random() < 0.4]


def _bid(chance, number, price, total, *, discounts, deep):
    county, city = _maybe(chance, 0.5, chance.choice(SHARES)), _maybe(chance, 0.5, chance.choice(SHARES))
    if county is not None and city is not None and city > county:
        county, city = city, county
    made = bid(
        f"Bidder {number}", price, _marks(chance), list(_subs(chance, price)),
        score=None if total is None else total * chance.choice([Decimal("0.8"), Decimal("0.75"), Decimal("0.801"), Decimal(1)]),
        responsive=chance.random() < 0.9, county_work=county, city_work=city,
        role=_maybe(chance, 0.4, chance.choice(ROLES)),
        local_status=_maybe(chance, 0.1, chance.choice(["not qualified", "false claim"])),
    )  # fmt: skip
    if discounts:
        offered = DISCOUNTS if deep else DISCOUNTS[:2]
        made = made._replace(cash_discount=_maybe(chance, 0.6, chance.choice(offered)), cash_discount_days=chance.choice([10, 20, 30]),
            combined_discount=_maybe(chance, 0.4, chance.choice(offered[:-1])),
        )  # fmt: skip
    return made


def _subs(chance, price):
    """Costs at, just under and just over whole tenths of the price, never more than the price in all."""
    left = price
    for number in range(chance.choice([0, 1, 2, 3, 4, 6])):
        near = (price * chance.randint(0, 5) / 10).quantize(CENT) + chance.choice([0, 0, 1, -1]) * CENT
        cost = min(left, max(CENT, near))
        if cost <= 0:
            return
        left -= cost
        yield sub(f"Sub {number}", cost, _marks(chance), chance.choice(["Paving", "Paving", "Paving", None]))
