"""Break-evens where a lower price or a further subcontract can also lose: they are held to a search of every cent.

The bids are tiny, so that every cent can be tried; the contract value says that the requirement applies.
"""

from datetime import date
from decimal import Decimal
from random import Random

import pytest

from lbpp_cli import programs
from lbpp_cli.evaluate import evaluate
from lbpp_cli.model import Bid, InputFile, Solicitation, Source, Subcontractor, Tabulation
from lbpp_cli.read.rulebook import read_rulebook
from lbpp_cli.whatif import NEW_SUBCONTRACTOR, WhatIf

NAME = "oakland-lslbe"
PROGRAM = programs.load(NAME)
BOOK = read_rulebook(programs.folder(NAME))
SETS = [(), ("LBE",), ("SLBE",), ("VSLBE",)]


def dollars(cents):
    return Decimal(cents).scaleb(-2)


def some_bid(name, chance):
    price = chance.randrange(400, 900)
    costs = [chance.randrange(1, price // 2) for _ in range(chance.randrange(3))]
    while sum(costs) > price:
        costs.pop()
    subs = tuple(
        Subcontractor(Source("", {}), f"{name} {number}", dollars(cost), "work", frozenset(chance.choice(SETS)))
        for number, cost in enumerate(costs)
    )
    stated = {}
    if chance.random() < 0.3:
        stated = {"banked": dollars(chance.randrange(1, 30)), "banked_on": date(2026, 1, 1)}
    if chance.random() < 0.3:
        stated |= {"restricted": dollars(chance.randrange(1, 200))}
    if chance.random() < 0.2:
        stated |= {"venture": True, "manufactured": dollars(chance.randrange(1, 200))}
    held = frozenset(chance.choice(SETS))
    return Bid(Source("", {}), name, dollars(price), held, subs, stated=stated)


def some_case(seed):
    chance = Random(seed)  # noqa: S311
    bids = tuple(some_bid(name, chance) for name in ("Alpha", "Beta", "Gamma")[: chance.randrange(2, 4)])
    solicitation = Solicitation(
        Source("", {}), category="construction", contract_value=Decimal("500000.00"), due=date(2026, 6, 1),
        stated=chance.choice([{}, {"requirement": Decimal(30), "availability_analysis": "A-1"}]),
    )  # fmt: skip
    readings = {one.id: chance.choice(list(one.values)) for one in PROGRAM.readings}
    tabulation = Tabulation((InputFile("bids.xlsx", b""),), solicitation, bids)
    return evaluate(tabulation, PROGRAM, BOOK, date(2026, 6, 1), readings)


@pytest.mark.parametrize("seed", range(8))
def test_break_evens_are_those_of_a_search_of_every_cent(seed):
    evaluation = some_case(seed)
    assert evaluation.award is not None, evaluation.findings
    what = WhatIf(evaluation, PROGRAM)
    for entry in evaluation.bids:
        bid = entry.bid
        own = int(bid.quoted_price.scaleb(2))
        floor = max(1, sum(int(one.cost.scaleb(2)) for one in bid.subcontractors))

        def wins(cents, bid=bid):
            return what.wins(bid, bid._replace(quoted_price=dollars(cents)))

        if evaluation.award.bidder == bid.bidder:
            first_loss = next((cents for cents in range(own, own + 1500) if not wins(cents)), None)
            price = what.headroom(bid).price
            if first_loss is None:
                assert price is None or price >= dollars(own + 1499)
            else:
                assert price == dollars(first_loss - 1)
            continue
        best = next((dollars(cents) for cents in range(own - 1, floor - 1, -1) if wins(cents)), None)
        assert what.winning_price(bid) == best
        found = what.winning_subcontract(bid)
        least = [cost for names in SETS[1:] if (cost := least_subcontract(what, bid, names)) is not None]
        assert (found.cost if found else None) == min(least, default=None)


def least_subcontract(what, bid, names):
    """The least further subcontract to a firm so certified that would win."""
    room = int((bid.quoted_price - sum((one.cost for one in bid.subcontractors), Decimal(0))).scaleb(2))
    for cents in range(1, room + 1):
        further = Subcontractor(Source("", {}), NEW_SUBCONTRACTOR, dollars(cents), "work", frozenset(names))
        if what.wins(bid, bid._replace(subcontractors=(*bid.subcontractors, further))):
            return dollars(cents)
    return None
