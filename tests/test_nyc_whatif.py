"""New York's break-evens: a lower price or a further subcontract can lose too. They are held to a search of every cent.

The bids are tiny, so that every cent can be tried.
"""

from datetime import date
from decimal import Decimal
from random import Random

import pytest

from lbpp_cli import programs
from lbpp_cli.evaluate import evaluate
from lbpp_cli.firm_kinds import FirmKind
from lbpp_cli.model import Bid, InputFile, Solicitation, Source, Subcontractor, Tabulation
from lbpp_cli.read.rulebook import read_rulebook
from lbpp_cli.whatif import NEW_SUBCONTRACTOR, WhatIf

PROGRAM = programs.load("nyc-mwbe")
BOOK = read_rulebook(programs.folder("nyc-mwbe"))
GROUPS = (None, "Black American", "Asian American")
SETS = [("MBE",), ("WBE",), ("EBE",), ("MBE", "WBE"), ("MBE", "EBE"), ("WBE", "EBE"), ("MBE", "WBE", "EBE")]


def dollars(cents):
    return Decimal(cents).scaleb(-2)


def some_firms(chance, name, price):
    costs = [chance.randrange(1, price // 2) for _ in range(chance.randrange(4))]
    while sum(costs) > price:
        costs.pop()
    for number, cost in enumerate(costs):
        held = frozenset(chance.choice([(), *SETS]))
        own = {"group": chance.choice(GROUPS)}
        yield Subcontractor(Source("", {}), f"{name} {number}", dollars(cost), "work", held, stated=own)


def some_bid(name, chance):
    price = chance.randrange(150, 400)
    subs, stated, held = list(some_firms(chance, name, price)), {}, frozenset(chance.choice([(), *SETS]))
    if chance.random() < 0.3:
        stated["direct_work"] = Decimal(chance.randrange(0, 100, 5))
    if chance.random() < 0.2:
        stated["commission"] = dollars(chance.randrange(100, price))
    if chance.random() < 0.25:
        stated["venture"] = True
        for share in (30, 20):
            own = {"tier": "joint venture partner", "share": Decimal(share)}
            one = frozenset(chance.choice(SETS))
            subs.append(Subcontractor(Source("", {}), f"{name} p{share}", dollars(1), "work", one, stated=own))
    return Bid(Source("", {}), name, dollars(price), held, tuple(subs), stated=stated)


def some_case(seed):
    chance = Random(seed)  # noqa: S311
    bids = tuple(some_bid(name, chance) for name in ("Alpha", "Beta", "Gamma")[: chance.randrange(2, 4)])
    goals = chance.choice(
        [
            ("goal_mbe", "goal_wbe"),
            ("goal_mbe",),
            ("goal_mwbe", "goal_ebe"),
            ("goal_mbe", "goal_wbe", "goal_ebe"),
            ("goal_black", "goal_wbe"),
            ("goal_mbe", "goal_asian"),
        ]
    )
    stated = {goal: Decimal(chance.randrange(4, 100)) / 2 for goal in goals}
    readings = {one.id: chance.choice(list(one.values)) for one in PROGRAM.readings}
    solicitation = Solicitation(Source("", {}), category="construction", due=date(2026, 6, 1), stated=stated)
    tabulation = Tabulation((InputFile("bids.xlsx", b""),), solicitation, bids)
    return evaluate(tabulation, PROGRAM, BOOK, date(2026, 6, 1), readings)


@pytest.mark.parametrize("seed", range(10))
def test_break_evens_are_those_of_a_search_of_every_cent(seed):
    compared(seed)


def compared(seed):
    evaluation = some_case(seed)
    assert evaluation.award is not None, evaluation.findings
    what = WhatIf(evaluation, PROGRAM)
    for entry in evaluation.bids:
        bid = entry.bid
        own, floor = int(bid.quoted_price.scaleb(2)), max(1, int(bid.subcontracted.scaleb(2)))

        def wins(cents, bid=bid):
            return what.wins(bid, bid._replace(quoted_price=dollars(cents)))

        if evaluation.award.bidder == bid.bidder:
            first_loss = next((cents for cents in range(own, own + 600) if not wins(cents)), None)
            price = what.headroom(bid).price
            if first_loss is None:
                assert price is None or price >= dollars(own + 599), seed
            else:
                assert price == dollars(first_loss - 1), seed
            continue
        best = next((dollars(cents) for cents in range(own - 1, floor - 1, -1) if wins(cents)), None)
        assert what.winning_price(bid) == best, seed
        found = what.winning_subcontract(bid)
        kinds = [(names, group) for names in SETS for group in GROUPS]
        least = [cost for names, group in kinds if (cost := least_subcontract(what, bid, names, group)) is not None]
        assert (found.cost if found else None) == min(least, default=None), seed


def least_subcontract(what, bid, names, group):
    """The least further subcontract to a firm so certified, of such a group, that would win."""
    room = int((bid.quoted_price - bid.subcontracted).scaleb(2))
    for cents in range(1, room + 1):
        further = Subcontractor(
            Source("", {}), NEW_SUBCONTRACTOR, dollars(cents), "work", frozenset(names), stated={"group": group}
        )
        if what.wins(bid, bid._replace(subcontractors=(*bid.subcontractors, further))):
            return dollars(cents)
    return None


def test_a_goal_for_a_group_is_met_by_a_firm_of_that_group():
    """i.1, c.26. Beta lacks 1.00 of 8% of 100.00 toward Black American; an MBE of another group would not do."""
    own = {"group": "Black American"}
    seven, eight = (
        Subcontractor(Source("", {}), f"Harlem {cost}", Decimal(cost), "work", frozenset(["MBE"]), stated=own)
        for cost in (7, 8)
    )
    bids = (
        Bid(Source("", {}), "Alpha", Decimal(101), frozenset(), (eight._replace(cost=Decimal(9)),)),
        Bid(Source("", {}), "Beta", Decimal(100), frozenset(), (seven,)),
    )
    solicitation = Solicitation(
        Source("", {}), category="construction", due=date(2026, 6, 1), stated={"goal_black": Decimal(8)}
    )
    tabulation = Tabulation((InputFile("bids.xlsx", b""),), solicitation, bids)
    what = WhatIf(evaluate(tabulation, PROGRAM, BOOK, date(2026, 6, 1)), PROGRAM)
    kind = FirmKind(("MBE",), own, "Black American")
    assert what.winning_subcontract(bids[1]) == (Decimal("1.00"), kind)
    assert list(what.winning_certifications(bids[1])) == [kind]
