"""New York's program on random plans against an independent naive implementation, and its search against enumeration."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import product
from random import Random

import naive_nyc as naive
import pytest

from lbpp_cli import programs
from lbpp_cli.evaluate import evaluate
from lbpp_cli.model import Bid, InputFile, Solicitation, Source, Subcontractor, Tabulation
from lbpp_cli.programs.nyc_mwbe import assignment
from lbpp_cli.programs.nyc_mwbe.measure import measure
from lbpp_cli.programs.nyc_mwbe.terms import GOAL
from lbpp_cli.read.rulebook import read_rulebook
from lbpp_cli.readings import Readings

PROGRAM = programs.load("nyc-mwbe")
BOOK = read_rulebook(programs.folder("nyc-mwbe"))
DUE = date(2026, 6, 1)
NOWHERE = Source("", {})
GROUPS = ["Black American", "Asian American", "Hispanic American", "Other"]
CERTS = [(), ("MBE",), ("WBE",), ("EBE",), ("MBE", "WBE"), ("MBE", "EBE"), ("MBE", "WBE", "EBE")]
SETS_OF_GOALS = [
    ["MBE", "WBE"], ["MBE", "WBE", "EBE"], ["M/WBE"], ["M/WBE", "EBE"], ["Black American", "Hispanic American", "WBE"],
    ["M/WBE/EBE", "MBE"], ["Black American", "Asian American", "Hispanic American", "WBE", "EBE"], ["MBE", "M/WBE", "WBE"],
]  # fmt: skip


def enumerated(firms, needs):
    """The best of every way, one by one, and how many ways are as good."""
    values = []
    for way in product(*(list(firm) for firm in firms)):
        lacking = list(needs)
        for firm, goal in zip(firms, way, strict=True):
            lacking[goal] -= firm[goal]
        values.append((sum(one <= 0 for one in lacking), -sum(max(one, 0) for one in lacking)))
    best = max(values)
    return best[0], -best[1], values.count(best)


def some_problem(chance):
    """Amounts so small that ties and exact hits are frequent, or so large that they are not."""
    goals = chance.randrange(1, 5)
    most = chance.choice([3, 10, 1000, 10**9])
    firms = []
    for _ in range(chance.randrange(8)):
        options = chance.sample(range(goals), chance.randrange(1, goals + 1))
        same = chance.randrange(1, most + 1)
        firms.append({goal: same if chance.random() < 0.8 else chance.randrange(1, most + 1) for goal in options})
    return firms, [chance.randrange(-most // 2, most * 3) for _ in range(goals)]


@pytest.mark.parametrize("seed", range(20))
def test_the_search_finds_what_enumeration_finds(seed):
    """Met, missing, and whether another way is as good; the way that it gives is worth what it says."""
    chance = Random(seed)  # noqa: S311
    for _ in range(100):
        firms, needs = some_problem(chance)
        found = assignment.best(firms, needs)
        met, missing, ways = enumerated(firms, needs)
        assert (found.met, found.missing, found.only, found.proved) == (met, missing, ways == 1, True)
        lacking = list(needs)
        for firm, goal in zip(firms, found.goals, strict=True):
            lacking[goal] -= firm[goal]
        assert (sum(one <= 0 for one in lacking), sum(max(one, 0) for one in lacking)) == (met, missing)
        assert assignment.can_meet_all(firms, needs) == (met == len(needs))


def test_a_search_that_is_too_long_says_so(monkeypatch):
    """Not proved, and not called the only one; with enough steps it is."""
    chance = Random(1)  # noqa: S311
    firms = [{0: (amount := chance.randrange(10**6)), 1: amount} for _ in range(12)]
    half = sum(firm[0] for firm in firms) // 2
    needs = [half, half + 5]
    assert assignment.best(firms, needs).proved
    monkeypatch.setattr(assignment, "MOST_STEPS", 10)
    found = assignment.best(firms, [half, half + 6])
    assert (found.proved, found.only) == (False, None)


def test_a_way_that_is_proved_stays_so_where_the_search_for_another_is_too_long(monkeypatch):
    """All goals are met at once, so none is better; 24 firms of 3 that fit in many ways take more steps to compare."""
    monkeypatch.setattr(assignment, "MOST_STEPS", 10)
    firms = [{0: 100 + place, 1: 99 + place} for place in range(24)]
    found = assignment.best(firms, [1000, 1000])
    assert (found.met, found.proved, found.only) == (2, True, None)


def test_hundreds_of_firms_are_no_crash():
    firms = [{0: 100 + place, 1: 100 + place} for place in range(1500)]
    assert assignment.best(firms, [1000, 1000]).met == 2
    assert not assignment.best(firms, [10**9, 10**9]).met


def money(chance, most):
    return Decimal(chance.randrange(1, most)).scaleb(-2)


def facts(chance, goals, *, of_bidder=False):
    found = {}
    if chance.random() < 0.7:
        found["group"] = chance.choice(GROUPS)
    if chance.random() < 0.15:
        found["graduate"] = chance.random() < 0.5
    if chance.random() < 0.15:
        found["useful"] = chance.random() < 0.5
    if chance.random() < 0.2:
        found["certified_on"] = DUE + timedelta(days=chance.choice([-100, -1, 0, 1, 49, 50, 51, 200]))
    if chance.random() < 0.25:
        found["toward"] = chance.choice(goals)
    if not of_bidder and chance.random() < 0.5:
        found["ends"] = DUE + timedelta(days=50)
    return found


def some_bid(chance, name, goals):
    price = money(chance, 100_000)
    stated = facts(chance, goals, of_bidder=True)
    subs, left = [], price
    for number in range(chance.randrange(6)):
        cost = min(money(chance, 40_000), left)
        if cost <= 0:
            break
        left -= cost
        own = facts(chance, goals)
        if chance.random() < 0.15:
            own["commission"] = min(cost, money(chance, 20_000))
        if chance.random() < 0.2:
            own["tier"] = "direct"
        certs = frozenset(chance.choice(CERTS))
        subs.append(Subcontractor(Source("", {}), f"{name} {number}", cost, "work", certs, stated=own))
        if chance.random() < 0.4:
            paid = Decimal(chance.randrange(1, int(cost.scaleb(2)) + 1)).scaleb(-2)
            own = {**facts(chance, goals), "tier": "indirect", "under": f"{name} {number}"}
            certs = frozenset(chance.choice(CERTS))
            subs.append(Subcontractor(Source("", {}), f"{name} {number}i", paid, "work", certs, stated=own))
    if chance.random() < 0.25:
        stated["venture"] = True
        subs += some_partners(chance, name, goals)
    if chance.random() < 0.2:
        stated["direct_work"] = Decimal(chance.randrange(101))
    if chance.random() < 0.1:
        stated["commission"] = min(price, money(chance, 50_000))
    if chance.random() < 0.15:
        stated |= {"waiver": "full"}
    return Bid(Source("", {}), name, price, frozenset(chance.choice(CERTS)), tuple(subs), stated=stated)


def some_partners(chance, name, goals):
    shares = chance.choice([[100], [30, 70], [10, 15, 75], [Decimal("24.99"), Decimal("75.01")], [12, 13, 33]])
    for number, share in enumerate(shares):
        own = {**facts(chance, goals), "tier": "joint venture partner", "share": Decimal(share)}
        certs = frozenset(chance.choice(CERTS))
        yield Subcontractor(Source("", {}), f"{name} p{number}", Decimal("1.00"), "work", certs, stated=own)


def some_case(seed):
    chance = Random(seed)  # noqa: S311
    goals = chance.choice(SETS_OF_GOALS)
    stated = {GOAL[name].field: Decimal(chance.randrange(1, 120)) / 4 for name in goals}
    if chance.random() < 0.5:
        stated["indirect_counted"] = True
    bids = []
    for name in ("Alpha", "Beta", "Gamma", "Delta")[: chance.randrange(1, 5)]:
        bid = some_bid(chance, name, goals)
        if bid.stated.get("waiver") is None and chance.random() < 0.15:
            lowered = chance.choice(goals)
            text = f"{lowered} {stated[GOAL[lowered].field] / 2}%"
            bid = Bid(bid.source, name, bid.quoted_price, bid.certifications, bid.subcontractors,
                      stated={**bid.stated, "waiver": "partial", "waiver_goals": text})  # fmt: skip
        bids.append(bid)
    solicitation = Solicitation(Source("", {}), category="construction", due=DUE, stated=stated)
    return Tabulation((InputFile("bids.xlsx", b""),), solicitation, tuple(bids))


TIERS = {"joint venture partner": "partner"}


def as_naive(tabulation):
    stated = tabulation.solicitation.stated
    goals = {name: Fraction(stated[goal.field]) for name, goal in GOAL.items() if goal.field in stated}
    contract = {"goals": goals, "indirect": bool(stated.get("indirect_counted")), "exempt": False, "due": DUE}
    bids = {}
    for bid in tabulation.bids:
        waiver = bid.stated.get("waiver")
        if waiver == "partial":
            name, _, percent = bid.stated["waiver_goals"].rpartition(" ")
            waiver = {name: Fraction(percent.removesuffix("%"))}
        bids[bid.bidder] = {
            **naive_facts(bid), "price": Fraction(bid.quoted_price), "venture": bool(bid.stated.get("venture")),
            "direct_percent": Fraction(bid.stated.get("direct_work", 0)), "waiver": waiver,
            "firms": [
                {
                    **naive_facts(one), "name": one.name, "amount": Fraction(one.cost),
                    "tier": TIERS.get(one.tier, one.tier), "under": one.stated.get("under"),
                    "share": Fraction(one.stated.get("share", 0)),
                }
                for one in bid.subcontractors
            ],
        }  # fmt: skip
    return contract, bids


def naive_facts(holder):
    stated, commission = holder.stated, holder.stated.get("commission")
    return {
        "certs": holder.certifications, "group": stated.get("group"), "toward": stated.get("toward"),
        "graduate": stated.get("graduate", False), "useful": stated.get("useful", True),
        "certified": stated.get("certified_on"), "ends": stated.get("ends"),
        "commission": None if commission is None else Fraction(commission),
    }  # fmt: skip


def compared(seed):
    """One random case: what the program says of each bid is what the naive implementation says; how many bids."""
    tabulation = some_case(seed)
    result = evaluate(tabulation, PROGRAM, BOOK, DUE)
    assert not [one for one in result.findings if one.severity == "error"], (seed, result.findings)
    contract, bids = as_naive(tabulation)
    ranks = naive.award(contract, bids)
    readings = Readings({one.id: one.default for one in PROGRAM.readings})
    for entry in result.bids:
        expected = naive.judge(contract, bids[entry.bid.bidder])
        needs = naive.needs_of(contract, bids[entry.bid.bidder])
        goals = entry.participation.goals
        assert sum(goal.met for goal in goals) == expected["met"], seed
        missing = sum(max(needs[goal.name] - Fraction(goal.dollars), Fraction(0)) for goal in goals)
        assert missing == expected["missing"], seed
        assert (entry.rank_after is not None) == expected["responsive"], seed
        assert entry.rank_after == entry.rank_before == ranks.get(entry.bid.bidder), seed
        assigned = measure(result.case, entry.bid, readings).assigned
        if assigned.open and any(goal.required is not None for goal in goals):
            assert assigned.only == (expected["ways"] == 1), seed
    return len(result.bids)


@pytest.mark.parametrize("seed", range(12))
def test_random_plans_are_judged_as_the_law_is_read_naively(seed):
    assert sum(compared(seed * 1000 + number) for number in range(25))
