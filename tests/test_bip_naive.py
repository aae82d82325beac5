"""Participation of the Business Inclusion Program against a naive implementation, and laws that it keeps."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import naive_bip
from hypothesis import given, settings
from hypothesis import strategies as some
from outreaches import ALPHA, BIP, BOOK

from lbpp_cli.model import Source
from lbpp_cli.outreach.decisions import SCHEDULE_A, SCHEDULE_C
from lbpp_cli.outreach.records import BROKER, MADE, MATERIALS, WORK, Listed, Moment, Payment, Proposer, Records, Rfp
from lbpp_cli.outreach.schedules import dollars, schedule

RULES = BOOK.in_force(date(2026, 3, 30))
SOURCE = Source("outreach.xlsx", {"": "Schedule A"})
AWARD = date(2026, 6, 1)
KINDS = {WORK: "work", MATERIALS: "materials", MADE: "made", BROKER: "broker", None: "work"}
MONEY = some.one_of(some.none(), some.sampled_from(["0.00", "0.01", "100000.01"]), some.integers(0, 10**9).map(lambda cents: f"{cents / 100:.2f}"))  # fmt: skip
DOLLARS = MONEY.map(lambda text: None if text is None else Decimal(text))
AGENCIES = some.one_of(some.none(), some.sampled_from([*naive_bip.CERTIFIERS, "City of Pasadena", "none", "CalTrans; State of California"]))  # fmt: skip
LISTED = some.builds(
    Listed,
    some.just(SOURCE),
    some.just(ALPHA),
    some.one_of(some.just(ALPHA), some.integers(1, 4).map(lambda number: f"Firm {number}")),
    groups=some.frozensets(some.sampled_from(naive_bip.GROUPS)),
    agency=AGENCIES,
    amount=DOLLARS,
    kind=some.sampled_from(list(KINDS)),
    fee=DOLLARS,
    useful=some.sampled_from([None, True, False]),
    partner=some.sampled_from([None, True, False]),
    counted_as=some.sampled_from([None, "MBE", "WBE"]),
    until=some.sampled_from([None, date(2026, 5, 31), AWARD]),
)
FIRMS = some.lists(LISTED, min_size=1, max_size=6)
AWARDS = some.sampled_from([None, AWARD])


def as_naive(firm):
    numbers = {name: None if (value := getattr(firm, name)) is None else Fraction(value) for name in ("amount", "fee")}
    more = {name: getattr(firm, name) for name in ("agency", "groups", "useful", "counted_as", "until")}
    return {**numbers, **more, "partner": firm.partner is True, "prime": firm.firm == ALPHA, "kind": KINDS[firm.kind]}


def made(firms, award, letter=SCHEDULE_A, payments=None, base=None):
    rfp = Rfp(SOURCE, Moment(date(2026, 3, 30)), award=award)
    prime = Proposer(SOURCE, ALPHA, base_bid=base)
    records = Records((), rfp, (), (prime,), (), listed=tuple(firms), payments=payments)
    return schedule(letter, records, BIP.forms, RULES, ALPHA, None)


def by_group(found):
    return {group: Fraction(dollars(found, group)) for group in BIP.groups}


@given(FIRMS, AWARDS)
@settings(max_examples=400, deadline=None)
def test_against_the_naive_implementation(firms, award):
    assert by_group(made(firms, award)) == naive_bip.participation(map(as_naive, firms), award)


@given(FIRMS, AWARDS, some.randoms())
@settings(max_examples=100, deadline=None)
def test_the_order_of_rows_changes_nothing(firms, award, chance):
    shuffled = chance.sample(firms, len(firms))
    assert by_group(made(firms, award)) == by_group(made(shuffled, award))


@given(FIRMS, AWARDS)
@settings(max_examples=200, deadline=None)
def test_no_dollar_counts_twice_among_mbe_wbe_and_obe(firms, award):
    """B.15.e and B.5: so the three are never above what is listed, nor above 100% of a base bid that holds it."""
    found = by_group(made(firms, award))
    assert found["MBE"] + found["WBE"] + found["OBE"] <= sum(Fraction(one.amount or 0) for one in firms)


@given(FIRMS, AWARDS)
@settings(max_examples=150, deadline=None)
def test_what_is_paid_as_listed_is_achieved_as_pledged(firms, award):
    """Where every firm is paid what it is listed with, Schedule C achieves what Schedule A pledges."""
    alone = {(one.firm, KINDS[one.kind]): one for one in firms if one.amount is not None}.values()
    alike = [one._replace(kind=one.kind or WORK) for one in alone if one.kind is not None or one.firm != ALPHA]
    paid = [
        Payment(SOURCE, ALPHA, one.firm, one.amount, own=one.amount, kind=one.kind)
        for one in alike
        if one.firm != ALPHA
    ]
    own = [one for one in alike if one.firm == ALPHA][:1]
    alike = [one for one in alike if one.firm != ALPHA] + own
    if not alike:
        return
    whole = Payment(SOURCE, ALPHA, ALPHA, Decimal(10**9), own=own[0].amount if own else None)
    base = Decimal(10**9)
    found = made(alike, award, SCHEDULE_C, (whole, *paid), base)
    assert by_group(found) == by_group(made(alike, award, base=base)) == by_group(found.pledged)
    assert [one.text for one in found.differences if "Schedule C" not in one.firm] == []
