"""Laws that hold for every solicitation."""

from dataclasses import replace
from decimal import Decimal, localcontext

from build import by_bidder, evaluated
from hypothesis import given
from hypothesis import strategies as st
from solicitations import readings, tabulations

from lbpp_cli.model import BID, PROPOSAL


def outcome(evaluation):
    """What must not depend on the order of the rows."""
    entries = {
        name: (entry.rank_before, entry.rank_after, entry.adjustment and entry.adjustment.percent)
        for name, entry in by_bidder(evaluation).items()
    }
    award = evaluation.award
    return entries, award and (award.decision, award.bidder, set(award.tied), award.contract_amount)


@given(tabulations(), readings, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_never_matters(tabulation, chosen, random):
    """Neither of the bids, nor of a bid's subcontractors (the credit moves between them, the sum does not)."""
    bids = [
        bid._replace(subcontractors=tuple(random.sample(bid.subcontractors, len(bid.subcontractors))))
        for bid in tabulation.bids
    ]
    random.shuffle(bids)
    shuffled = replace(tabulation, bids=tuple(bids))
    assert outcome(evaluated(shuffled, chosen)) == outcome(evaluated(tabulation, chosen))


@given(tabulations())
def test_no_cap_is_passed(tabulation):
    """4.B.6: 12% and 10%; 4.B.4 and 3.B: 5%; 3.A: 10%; $1,000,000 (for bids)."""
    result = evaluated(tabulation)
    for entry in result.bids:
        if entry.adjustment is None:
            continue
        cap = {"city": 12, "local": 10, "none": 5}[entry.adjustment.standing]
        if result.procedure.id == "up-to-150000":
            cap = 10
        assert 0 <= entry.adjustment.percent <= cap
        if tabulation.solicitation.kind == BID:
            assert 0 <= entry.adjustment.value <= Decimal("1000000.00")
            assert entry.adjustment.evaluated_price == entry.adjustment.bid_price - entry.adjustment.value


@given(tabulations(kinds=[BID], least=2, all_responsive=True), st.data())
def test_raising_a_bid_never_improves_its_rank(tabulation, data):
    """A dearer bid gets at most the percentage it had, of a higher price."""
    before = evaluated(tabulation)
    if before.award is None:
        return
    chosen = data.draw(st.sampled_from(tabulation.bids))
    dearer = chosen._replace(quoted_price=chosen.quoted_price + Decimal(data.draw(st.integers(1, 10**9))).scaleb(-2))
    bids = tuple(dearer if bid is chosen else bid for bid in tabulation.bids)
    # The contract value is stated, so that the procedure stays the same.
    solicitation = replace(tabulation.solicitation, contract_value=tabulation.solicitation.contract_value or Decimal(1))
    after = evaluated(replace(tabulation, bids=bids, solicitation=solicitation))
    before = evaluated(replace(tabulation, solicitation=solicitation))
    assert by_bidder(after)[chosen.bidder].rank_after >= by_bidder(before)[chosen.bidder].rank_after


@given(tabulations(), readings)
def test_the_contract_is_at_the_quoted_price(tabulation, chosen):
    """4.B.7: a bid preference does not reduce the contract amount."""
    award = evaluated(tabulation, chosen).award
    if award and award.bidder:
        assert award.contract_amount == {bid.bidder: bid.quoted_price for bid in tabulation.bids}[award.bidder]


@given(tabulations())
def test_no_bid_is_dropped(tabulation):
    result = evaluated(tabulation)
    if result.award:
        assert [entry.bid for entry in result.bids] == list(tabulation.bids)


@given(tabulations(kinds=[PROPOSAL]))
def test_points_are_exact(tabulation):
    """Section 5: nothing is rounded, and the score is increased by exactly the percentage of the total points."""
    for entry in evaluated(tabulation).bids:
        if entry.adjustment:
            assert entry.adjustment.points * 100 == entry.adjustment.percent * tabulation.solicitation.total_points
            assert entry.adjustment.evaluated_score == entry.bid.score + entry.adjustment.points


@given(tabulations(), readings)
def test_the_callers_context_changes_nothing(tabulation, chosen):
    """A thread's decimal context of three digits, rounding down, does not touch a cent."""
    expected = evaluated(tabulation, chosen)
    with localcontext() as context:
        context.prec, context.rounding = 3, "ROUND_DOWN"
        assert evaluated(tabulation, chosen) == expected
