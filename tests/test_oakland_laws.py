"""Laws that hold for every solicitation under Oakland's rules, and the two that need a condition."""

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

from build import by_bidder
from hypothesis import given
from hypothesis import strategies as st
from oakland import COMBINATIONS, OAKLAND, RULES, TODAY, earns, solicitations, sub

from lbpp_cli.evaluate import evaluate

readings = st.sampled_from(COMBINATIONS)


def run(tabulation, chosen=None):
    return evaluate(tabulation, OAKLAND, RULES, TODAY, chosen or {})


def outcome(evaluation):
    """What must not depend on the order of the rows."""
    entries = {
        name: (entry.rank_before, entry.rank_after, entry.reason, entry.adjustment and entry.adjustment.percent)
        for name, entry in by_bidder(evaluation).items()
    }
    award = evaluation.award
    return entries, award and (award.decision, award.bidder, set(award.tied), award.contract_amount)


@given(solicitations(), readings, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_never_matters(tabulation, chosen, random):
    """Neither of the bids, nor of a bid's subcontractors."""
    bids = [
        one._replace(subcontractors=tuple(random.sample(one.subcontractors, len(one.subcontractors))))
        for one in tabulation.bids
    ]
    random.shuffle(bids)
    shuffled = replace(tabulation, bids=tuple(bids))
    assert outcome(run(shuffled, chosen)) == outcome(run(tabulation, chosen))


@given(solicitations(), readings)
def test_no_limit_is_passed(tabulation, chosen):
    """Incentives: no more than 5%; Earning Credits: no more than 2% of what percentages are of."""
    for entry in run(tabulation, chosen).bids:
        if entry.adjustment is not None:
            assert 0 <= entry.adjustment.percent <= 5
            if entry.adjustment.evaluated_price is not None:
                assert entry.adjustment.evaluated_price + entry.adjustment.value == entry.bid.quoted_price
        if entry.participation is not None:
            lines = [line for line in entry.participation.ledger if line.role == "banked credit"]
            assert sum(line.counted for line in lines) * 100 <= entry.participation.base * 2


@given(solicitations(), readings)
def test_the_ledger_holds_every_dollar_and_the_goals_add_it_up(tabulation, chosen):
    """Each firm has one amount, however many goals it counts toward; together they are the bid."""
    for entry in run(tabulation, chosen).bids:
        if entry.participation is None:
            continue
        amounts, counted = defaultdict(set), defaultdict(Decimal)
        for line in entry.participation.ledger:
            if line.role != "banked credit":
                amounts[line.firm].add(line.amount)
            counted[line.toward] += line.counted
        assert {len(found) for found in amounts.values()} == {1}
        assert set(amounts) == {entry.bid.bidder, *(one.name for one in entry.bid.subcontractors)}
        assert sum(amount for (amount,) in amounts.values()) == entry.bid.quoted_price
        assert counted[None] == 0
        by_goal = {goal.name: goal for goal in entry.participation.goals}
        for name in ("LBE", "SLBE"):
            if name in by_goal:
                assert by_goal[name].dollars == counted[name]
        asked = [goal for name, goal in by_goal.items() if name in {"L/SLBE", "LBE", "SLBE"}]
        if entry.reason and entry.bid.responsive:
            assert not all(goal.met for goal in asked)
        elif entry.bid.responsive:
            assert all(goal.met for goal in asked)


def rank_of_reward(entry):
    """Below the requirement is less than any discount."""
    return -1 if entry.adjustment is None else entry.adjustment.percent


@given(solicitations(formal=True), readings, st.data())
def test_more_certified_dollars_never_earn_less(tabulation, chosen, data):
    """Dollars that move from work of nobody certified to a certified firm, all else equal; a venture is another law."""
    chosen_bid = data.draw(st.sampled_from(tabulation.bids))
    own = chosen_bid.quoted_price - sum(one.cost for one in chosen_bid.subcontractors)
    if not (own > 0 and chosen_bid.subcontractors and chosen_bid.responsive):
        return
    facts = {name: value for name, value in chosen_bid.stated.items() if name != "venture"}
    plain = chosen_bid._replace(certifications=frozenset(), stated=facts)
    tabulation = replace(tabulation, bids=tuple(plain if one is chosen_bid else one for one in tabulation.bids))
    chosen_bid = plain
    place = data.draw(st.integers(0, len(chosen_bid.subcontractors) - 1))
    more = data.draw(st.sampled_from([own, own / 2, own / 5, Decimal("0.01")])).quantize(Decimal("0.01"))
    firms = list(chosen_bid.subcontractors)
    firms[place] = firms[place]._replace(cost=firms[place].cost + min(more, own))
    other = chosen_bid._replace(subcontractors=tuple(firms))
    bids = tuple(other if one is chosen_bid else one for one in tabulation.bids)
    before = by_bidder(run(tabulation, chosen))[chosen_bid.bidder]
    after = by_bidder(run(replace(tabulation, bids=bids), chosen))[chosen_bid.bidder]
    assert rank_of_reward(after) >= rank_of_reward(before)


def test_a_venture_can_earn_less_for_more_certified_dollars():
    """What it gives to certified firms is no work of its own: at 25% of its own work a cent more costs its discount."""
    venture = {"venture": True, "venture_approved": True}
    for own, small, percent in (("250000.00", "500000.00", 4), ("249999.99", "500000.01", 0)):
        partner = sub(own, "", role="joint venture partner")
        assert earns(partner, sub("250000.00", "LBE"), sub(small, "SLBE"), **venture) == percent


def test_a_further_certification_can_leave_the_local_part_short():
    """A firm counts as what counts for most. Where each part stands alone, a local firm that is also small is small."""
    small = sub("250000.00", "SLBE")
    for marks, alone in (("LBE", 2), ("LBE SLBE", None)):
        assert earns(sub("250000.00", marks), small) == 2
        assert earns(sub("250000.00", marks), small, readings={"small-covers-local": "no"}) == alone
