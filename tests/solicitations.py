"""Random solicitations: Hypothesis strategies that dwell on the edges of the rules."""

from decimal import Decimal

from build import bid, sub, tabulation
from hypothesis import strategies as st

from lbpp_cli.model import BID, PROPOSAL

MARKS = ("LBE", "CBE", "LSB", "LTE")
READINGS = {
    "sub-cap": ("per-subcontractor", "per-certification"),
    "nonlocal-sub-cap": ("overall", "per-certification"),
    "own-certification": ("excludes-subcontractors", "fills-the-other"),
    "value-limit": ("all-bids", "local-bids"),
    "proposal-cap": ("applies", "bids-only"),
    "tenths": ("each-subcontractor", "pooled"),
}

marks = st.sets(st.sampled_from(MARKS)).map(frozenset)
readings = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in READINGS.items()})


def cents(low, high):
    return st.integers(low, high).map(lambda number: Decimal(number).scaleb(-2))


# Prices on both sides of what the rules print: $150,000.00, and $1,000,000.00 / 12%, 10%, 5%.
prices = st.one_of(
    cents(100, 30_000_00),
    cents(149_999_90, 150_000_10),
    cents(8_333_333_00, 8_333_334_00),
    cents(9_999_999_90, 10_000_000_10),
    cents(19_999_999_00, 20_000_001_00),
    cents(1_00, 30_000_000_00),
)
WORK_PLACES = {"city": (None, None), "county": (Decimal(100), Decimal(0)), "none": (Decimal("66.66"), Decimal("66.66"))}


@st.composite
def subcontractors(draw, price):
    """Costs at, just under and just over whole tenths of the price, never more than the price in all."""
    left, found = price, []
    for number in range(draw(st.integers(0, 5))):
        tenths = draw(st.integers(0, 6))
        near = (price * tenths / 10).quantize(Decimal("0.01")) + draw(st.sampled_from([0, 1, -1, 5000])) * Decimal(
            "0.01"
        )
        cost = min(left, max(Decimal("0.01"), near))
        if cost <= 0:
            break
        left -= cost
        work = draw(st.sampled_from(["Paving", "Paving", "Paving", None]))
        found.append(sub(f"Sub {number}", cost, draw(marks), work))
    return found


@st.composite
def tabulations(draw, *, kinds=(BID, PROPOSAL), least=0, all_responsive=False):
    kind = draw(st.sampled_from(kinds))
    bids = []
    for number in range(draw(st.integers(max(least, 1), 6))):
        price = draw(prices)
        county, city = WORK_PLACES[draw(st.sampled_from(["city", "city", "county", "none"]))]
        score = draw(cents(0, 100_00)) if kind == PROPOSAL else None
        bids.append(
            bid(
                f"Bidder {number}", price, draw(marks), draw(subcontractors(price)), score=score,
                responsive=all_responsive or draw(st.sampled_from([True, True, True, False])),
                county_work=county, city_work=city,
            )
        )  # fmt: skip
    value = draw(st.sampled_from([None, "150000.00", "150000.01", "2000000.00"]))
    total = Decimal(100) if kind == PROPOSAL else None
    recorded = draw(st.sampled_from([True, True, False]))
    return tabulation(*bids, contract_value=value, kind=kind, total_points=total, work_recorded=recorded)
