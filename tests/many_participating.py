"""Solicitations by chance under a program with a participation requirement: on the edges of its rules, all valid."""

import random
from datetime import date
from decimal import Decimal

from build import bid, sub, tabulation

CENT = Decimal("0.01")
MARKS = ("LBE", "SLBE", "VSLBE", "LPG")
DUE = date(2025, 2, 28)
ROLES = ("subcontractor", "supplier", "manufacturer", "broker", "referral", "joint venture partner")
# Shares at which a part, the whole, or a step above it is just reached; very small firms reach the half of one.
SHARES = tuple(map(Decimal, ("25", "12.5", "50", "10", "5", "30", "35", "2", "20", "6.25", "60", "0.01", "48", "23")))


def solicitations(seed, bids):
    """So many bids or a few more, in solicitations of up to six."""
    chance, made, count = random.Random(seed), [], 0  # noqa: S311  no secret
    while count < bids:
        one = _solicitation(chance)
        made.append(one)
        count += len(one.bids)
    return made


def _maybe(chance, part, value):
    return value if chance.random() < part else None


def _said(chance, **facts):
    """Each fact with its share of the time, where it is stated at all."""
    return {name: chance.choice(values) for name, (part, values) in facts.items() if chance.random() < part}


def _solicitation(chance):
    kind = "proposal" if chance.random() < 0.25 else "bid"
    category = chance.choice(["construction", "construction", "services", "goods"])
    value = chance.choice([None, Decimal(2_000_000), Decimal("100000.00"), Decimal("100000.01"), Decimal("50000.00")])
    stated = _said(
        chance,
        requirement=(0.3, [Decimal(40), Decimal("12.5"), Decimal(0), Decimal("33.33")]),
        local_part=(0.2, [Decimal(20), Decimal("7.25"), Decimal(0)]),
        small_part=(0.2, [Decimal(20), Decimal("6.25"), Decimal(50)]),
        requirement_waived=(0.15, [True, False]),
        brokerage_asked=(0.2, [True, False]),
        emergency=(0.1, [True]),
        assisted=(0.15, [True, False]),
        local_solicited=(0.2, [2, 3]),
    )
    # Where no contract value is stated, every bid lies on one side of the limits.
    least, most = (11_000_000, 10**9) if chance.random() < 0.8 or value else (100, 5_000_000)
    if chance.random() < 0.1:
        least, most = 10**11, 10**12
    base = chance.randint(least, most) // 100 * chance.choice([1, 100])
    base = max(base, least)
    total = None if kind == "bid" else Decimal(100)
    found = [_bid(chance, number, base, total, most) for number in range(chance.randint(1, 6))]
    return tabulation(
        *found, contract_value=value, kind=kind, total_points=total, category=category, stated=stated,
        due=chance.choice([None, DUE, DUE, date(2025, 3, 1)]),
    )  # fmt: skip


def _bid(chance, number, base, total, most):
    price = Decimal(min(base * chance.choice([100, 100, 101, 102, 104]) // 100 + chance.choice([0, 0, 1]), most)) * CENT
    subs = list(_subs(chance, price))
    stated = _said(
        chance,
        own_role=(0.2, ROLES),
        restricted=(
            0.3,
            [(price * share / 100).quantize(CENT) for share in (Decimal(10), Decimal("33.3"), Decimal(0))],
        ),
        banked=(
            0.4,
            [(price * share / 100).quantize(CENT) for share in (Decimal(1), Decimal(2), Decimal(5), Decimal(0))],
        ),
        banked_on=(0.8, [date(2024, 2, 29), date(2024, 2, 28), date(2024, 2, 27), date(2024, 12, 1), date(2025, 4, 1)]),
        banked_toward=(0.4, ["LBE", "SLBE"]),
        venture=(0.2, [True, False]),
        venture_approved=(0.3, [True, False]),
        manufactured=(0.2, [(price * share / 100).quantize(CENT) for share in (Decimal(60), Decimal(5))]),
        mentor_approved=(0.1, [True, False]),
        mentor_submitted=(0.6, [DUE, date(2025, 2, 27), date(2025, 3, 1), date(2025, 3, 2)]),
    )
    score = None if total is None else chance.choice([Decimal(80), Decimal("77.5"), Decimal("79.125"), Decimal(100)])
    marks = [name for name in MARKS if chance.random() < 0.25]
    made = bid(f"Bidder {number}", price, marks, subs, score=score, responsive=chance.random() < 0.9)
    return made._replace(stated=stated)


def _subs(chance, price):
    """Costs at, just under and just over the shares that decide something, never more than the price in all."""
    left = price
    for number in range(chance.choice([0, 1, 2, 3, 4])):
        near = (price * chance.choice(SHARES) / 100).quantize(CENT) + chance.choice([0, 0, 1, -1]) * CENT
        cost = min(left, max(CENT, near))
        if cost <= 0:
            return
        left -= cost
        marks = chance.choice(
            [[], ["LBE"], ["LBE"], ["SLBE"], ["SLBE"], ["VSLBE"], ["VSLBE"], ["LPG"], ["LBE", "SLBE"]]
        )
        stated = _said(chance, role=(0.3, ROLES), useful=(0.3, [True, True, False]))
        yield sub(f"Sub {number}", cost, marks)._replace(stated=stated)
