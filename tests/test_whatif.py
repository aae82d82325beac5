"""Break-evens are exact: applied they win, one cent, or one certification, less they do not."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from build import LA, LA_RULES, NOWHERE, TODAY, bid, certification, evaluated, sub, tabulation
from hypothesis import assume, given
from solicitations import readings, tabulations

from lbpp_cli.evaluate import evaluate
from lbpp_cli.firm_kinds import FirmKind
from lbpp_cli.model import Subcontractor
from lbpp_cli.read.changes import ChangeError, changed
from lbpp_cli.whatif import NEW_SUBCONTRACTOR, WhatIf

CENT = Decimal("0.01")


def awarded(given_tabulation, chosen):
    """Who the award goes to by the whole evaluation, not by the search itself; None where it is refused."""
    award = evaluate(given_tabulation, LA, LA_RULES, TODAY, chosen).award
    return award and award.bidder


def kinds(*names):
    """Each certification by itself."""
    return [FirmKind((name,)) for name in names]


def instead(given_tabulation, old, new):
    return replace(given_tabulation, bids=tuple(new if one is old else one for one in given_tabulation.bids))


@given(tabulations(least=2), readings)
def test_every_break_even_wins_and_a_cent_less_does_not(given_tabulation, chosen):  # noqa: C901  one search, every break-even
    result = evaluate(given_tabulation, LA, LA_RULES, TODAY, chosen)
    assume(result.award is not None)
    what = WhatIf(result, LA)

    def wins(old, new):
        return awarded(instead(given_tabulation, old, new), chosen) == old.bidder

    for entry in result.bids:
        one = entry.bid
        if entry.adjustment is None:
            continue
        if one.bidder == result.award.bidder:
            top = what.headroom(one).price
            if top is None:
                assert len(given_tabulation.ranked) == 1 or given_tabulation.solicitation.kind == "proposal"
                continue
            assert wins(one, one._replace(quoted_price=top))
            assert not wins(one, one._replace(quoted_price=top + CENT))
            continue
        chances = what.chances(one)
        if chances.price is not None:
            assert wins(one, one._replace(quoted_price=chances.price))
            assert not wins(one, one._replace(quoted_price=chances.price + CENT))
        if chances.subcontract is not None:
            held = frozenset(chances.subcontract.firm.certifications)

            def with_sub(cost, one=one, held=held):
                further = Subcontractor(NOWHERE, NEW_SUBCONTRACTOR, cost, "Work", held)
                return one._replace(subcontractors=(*one.subcontractors, further))

            assert wins(one, with_sub(chances.subcontract.cost))
            if chances.subcontract.cost > CENT:
                assert not wins(one, with_sub(chances.subcontract.cost - CENT))
            for name in held:
                assert not wins(one, one._replace(subcontractors=(
                    *one.subcontractors,
                    Subcontractor(NOWHERE, NEW_SUBCONTRACTOR, chances.subcontract.cost, "Work", held - {name}),
                )))  # fmt: skip
        for names in (kind.certifications for kind in chances.certifications):
            assert wins(one, one._replace(certifications=one.certifications | set(names)))
            for name in names:
                assert not wins(one, one._replace(certifications=one.certifications | (set(names) - {name})))


@given(tabulations(least=2))
def test_where_no_price_is_named_none_wins(given_tabulation):
    """Not a cent less, not the cost of its subcontractors, nothing between."""
    result = evaluated(given_tabulation)
    assume(result.award is not None)
    what = WhatIf(result, LA)
    for entry in result.bids:
        one = entry.bid
        if entry.adjustment is None or one.bidder == result.award.bidder or what.winning_price(one) is not None:
            continue
        floor = max(CENT, sum((sub.cost for sub in one.subcontractors), Decimal(0)))
        for price in {floor, (floor + one.quoted_price).quantize(CENT) / 2, one.quoted_price - CENT}:
            rounded = price.quantize(CENT)
            if floor <= rounded < one.quoted_price:
                cheaper = one._replace(quoted_price=rounded)
                assert awarded(instead(given_tabulation, one, cheaper), None) != one.bidder


def test_figures_by_hand():
    """Low at $100,000.00 without preference; the Local Business at $107,000.00 is at 107,000.00 - 6,420.00 = $100,580.00.

    To win it must be below $100,000.00 after 6%: $106,382.97 gives 106,382.97 - 6,382.98 = $99,999.99, and
    $106,382.98 gives 106,382.98 - 6,382.98 = $100,000.00, a tie. The winner may rise to below $100,580.00.
    """
    low, local = bid("Low", "100000.00"), bid("Local", "107000.00", ["LBE"])
    what = WhatIf(evaluated(tabulation(low, local)), LA)
    assert what.winning_price(local) == Decimal("106382.97")
    assert what.headroom(low).price == Decimal("100579.99")
    # 7% of 107,000.00 is 7,490.00: $99,510.00 wins, so one tenth of an LSB subcontractor is enough.
    assert what.winning_subcontract(local) == (Decimal("10700.00"), FirmKind(("LSB",)))
    assert list(what.winning_certifications(local)) == kinds("CBE", "LSB", "LTE")


@pytest.mark.parametrize("count", [1, 2])
def test_the_only_bid_wins_at_any_price(count):
    bids = [bid("Only", "100.00"), bid("Out", "50.00", responsive=False)][:count]
    assert WhatIf(evaluated(tabulation(*bids)), LA).headroom(bids[0]).price is None


def test_a_proposal_is_told_how_many_points_it_is_behind():
    """80 + 6 = 86 against 90: four points behind."""
    bids = [bid("A", "100.00", ["LBE"], score=Decimal(80)), bid("B", "100.00", score=Decimal(90))]
    given_tabulation = tabulation(*bids, kind="proposal", total_points=Decimal(100))
    chances = WhatIf(evaluated(given_tabulation), LA).chances(bids[0])
    assert chances.points == 4
    assert chances.price is None
    assert chances.certifications == (FirmKind(("CBE", "LSB")), FirmKind(("CBE", "LTE")))


def test_the_price_cannot_fall_below_its_subcontractors():
    low, high = bid("Low", "100.00"), bid("High", "200.00", subs=[sub("S", "150.00")])
    assert WhatIf(evaluated(tabulation(low, high)), LA).winning_price(high) is None


# With a register


def test_a_certification_is_proved_under_the_spelling_of_the_register():
    """8% of 1,000,000.00 leaves 920,000.00, below 925,000.00: LSB or LTE on top of the LBE that the register proves."""
    acme, zed = bid("Acme, Inc.", "1000000.00", ["LBE"]), bid("Zed", "925000.00")
    given_tabulation = tabulation(acme, zed, certifications=[certification("ACME INC", "LBE", date(2025, 1, 15))])
    assert list(WhatIf(evaluated(given_tabulation), LA).winning_certifications(acme)) == kinds("CBE", "LSB", "LTE")


def test_a_certification_that_is_marked_but_not_proved_is_one_that_would_win():
    acme, zed = bid("Acme", "1000000.00", ["LBE"]), bid("Zed", "950000.00")
    what = WhatIf(evaluated(tabulation(acme, zed, certifications=[certification("Zed", "LSB", date(2025, 1, 15))])), LA)
    assert list(what.winning_certifications(acme)) == kinds("LBE", "CBE")


# Changes


def change(given_tabulation, *changes):
    for one in changes:
        given_tabulation = changed(given_tabulation, one, LA.form)
    return given_tabulation


PRIME = bid("Alpha, Inc.", "100.00", ["LBE"], [sub("Sub 1", "20.00", ["LSB"])])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Alpha, Inc..LBE=no", lambda one: one.certifications == frozenset()),
        ("alpha,  inc..Bid amount=$1,234.50", lambda one: one.quoted_price == Decimal("1234.50")),
        ("Alpha, Inc..Responsive=no", lambda one: one.responsive is False),
        ("Alpha, Inc..Responsive=", lambda one: one.responsive is True),
        ("Alpha, Inc..Sub 1.Amount=30", lambda one: one.subcontractors[0].cost == 30),
        ("Alpha, Inc..Sub 1.LTE=x", lambda one: one.subcontractors[0].certifications == {"LSB", "LTE"}),
        ("Alpha, Inc..Reason=a=b.c", lambda one: one.reason == "a=b.c"),
    ],
)
def test_a_change(text, found):
    assert found(change(tabulation(PRIME), text).bids[0])


def test_a_field_of_the_solicitation_is_cleared():
    waived = tabulation(PRIME, waiver="best interest")
    for text in ("Solicitation.Preference waived=no", "Solicitation.Preference waived="):
        assert change(waived, text).solicitation.waiver is None
    assert change(waived, "Solicitation.Contract value=").solicitation.contract_value is None


@pytest.mark.parametrize(
    ("given_tabulation", "text", "why"),
    [
        (tabulation(bid(subs=[sub("S"), sub("S")])), "Bidder.S.Amount=5", "more than one row"),
        (tabulation(bid("A", subs=[sub("B")]), bid("A.B")), "A.B.LSB=no", "more than one row"),
        (tabulation(PRIME, certifications=[]), "Alpha, Inc..RAMP account=7", "another firm"),
        (tabulation(PRIME, certifications=[]), "Alpha, Inc..Bidder=Beta", "another firm"),
        (tabulation(PRIME), "Alpha, Inc..LBE", "is not BIDDER.FIELD=VALUE"),
        (tabulation(PRIME), "Beta.LBE=x", "no bidder"),
        (tabulation(PRIME), "Alpha, Inc..LBE=maybe", "no mark"),
    ],
    ids=[
        "two rows of a subcontractor",
        "two ways to read a name",
        "account",
        "name",
        "no value",
        "no bidder",
        "no mark",
    ],
)
def test_a_change_that_says_nothing_known_is_refused(given_tabulation, text, why):
    with pytest.raises(ChangeError, match=why) as error:
        change(given_tabulation, text)
    assert error.value.hint
