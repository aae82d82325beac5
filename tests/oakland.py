"""Builds Oakland's solicitations in memory: given ones for its tests, and random ones that dwell on its edges."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import product

from build import NOWHERE, TODAY, register
from hypothesis import strategies as st

from lbpp_cli import programs
from lbpp_cli.evaluate import evaluate
from lbpp_cli.model import BID, PROPOSAL, Bid, InputFile, Solicitation, Subcontractor, Tabulation
from lbpp_cli.read.rulebook import read_rulebook

OAKLAND = programs.load("oakland-lslbe")
RULES = read_rulebook(programs.folder("oakland-lslbe"))
DUE = date(2026, 6, 1)
MILLION = Decimal("1000000.00")
READINGS = {reading.id: tuple(reading.values) for reading in OAKLAND.readings}
COMBINATIONS = [dict(zip(READINGS, values, strict=True)) for values in product(*READINGS.values())]


def sub(cost, marks="", name=None, **stated):
    """A firm that a bid lists, with its certifications in one text; what it is named for is what it is certified as."""
    held = frozenset(marks.split())
    return Subcontractor(NOWHERE, name or f"{marks or 'Other'} {cost}", Decimal(cost), "Work", held, stated=stated)


def bid(*subs, price=MILLION, marks="", bidder="Bidder", score=None, responsive=True, **stated):
    points = None if score is None else Decimal(score)
    return Bid(
        NOWHERE, bidder, Decimal(price), frozenset(marks.split()), subs, points, responsive,
        None if responsive else "late", stated=stated,
    )  # fmt: skip


def tabulation(
    *bids, category="construction", contract_value=MILLION, due=DUE, kind=BID, certifications=None, **stated
):
    value = None if contract_value is None else Decimal(contract_value)
    total = Decimal(100) if kind == PROPOSAL else None
    given = Solicitation(
        NOWHERE, category=category, contract_value=value, due=due, kind=kind, total_points=total, stated=stated
    )
    held = None if certifications is None else register(*certifications)
    return Tabulation((InputFile("made.xlsx", b""),), given, bids, register=held)


def evaluated(given, **readings):
    """The evaluation; a reading's name has underscores here."""
    return evaluate(given, OAKLAND, RULES, TODAY, {name.replace("_", "-"): value for name, value in readings.items()})


def one(*subs, readings=None, solicitation=None, **of_bid):
    """The only bid of a solicitation, evaluated."""
    (entry,) = evaluated(tabulation(bid(*subs, **of_bid), **(solicitation or {})), **(readings or {})).bids
    return entry


def earns(*subs, **more):
    """What the only bid of a solicitation earns, in percent or points; None where it is not responsive."""
    entry = one(*subs, **more)
    return None if entry.adjustment is None else entry.adjustment.percent


def goals(entry):
    return {goal.name: goal for goal in entry.participation.goals}


# Random solicitations


def cents(low, high):
    return st.integers(low, high).map(lambda number: Decimal(number).scaleb(-2))


CENT = Decimal("0.01")
PRICES = st.one_of(
    st.sampled_from([MILLION, Decimal("400000.00"), Decimal("1000.08"), Decimal("123456.78")]),
    cents(100_00, 5_000_000_00),
    cents(49_999_99, 50_000_01),
    cents(99_999_99, 100_000_01),
)
SHARES = [Decimal(share) for share in ("0.02", "0.05", "0.10", "0.125", "0.15", "0.20", "0.25", "0.30", "0.35")]
MARKS = ["", "LBE", "SLBE", "VSLBE", "LPG", "LBE SLBE", "LBE", "SLBE", "VSLBE", "LBE"]
ROLES = [None, None, None, None, "subcontractor", "supplier", "broker", "joint venture partner"]
DAYS = [None, DUE, DUE - timedelta(1), DUE + timedelta(1), date(2025, 6, 1), date(2025, 5, 31), date(2026, 1, 9)]


def _without_blanks(**stated):
    return {name: value for name, value in stated.items() if value is not None}


@st.composite
def bids(draw, number, kind):
    price = draw(PRICES)
    left, subs = price, []
    for place in range(draw(st.integers(0, 6))):
        near = (price * draw(st.sampled_from(SHARES))).quantize(CENT) + CENT * draw(st.sampled_from([0, 0, 0, 1, -1]))
        cost = min(left, max(CENT, near))
        if cost <= 0:
            break
        left -= cost
        role, useful = draw(st.sampled_from(ROLES)), draw(st.sampled_from([None, None, True, True, True, False]))
        marks = draw(st.sampled_from(MARKS))
        subs.append(sub(cost, marks, f"Firm {number}.{place}", **_without_blanks(role=role, useful=useful)))
    two = (price * Decimal("0.02")).quantize(CENT)
    some = [None, None, None, Decimal("0.01"), two, two + CENT, price]
    part = [None, None, None, None, (price / 4).quantize(CENT), (price / 10).quantize(CENT)]
    venture = any(one.stated.get("role") == "joint venture partner" for one in subs)
    stated = _without_blanks(
        own_role=draw(st.sampled_from([None] * 7 + ["broker"])),
        restricted=draw(st.sampled_from(part)),
        banked=draw(st.sampled_from(some)),
        banked_on=draw(st.sampled_from([*DAYS, date(2026, 1, 9)])),
        banked_toward=draw(st.sampled_from([None, None, "LBE", "SLBE"])),
        venture=venture or None,
        venture_approved=draw(st.sampled_from([None, True, True, False])),
        manufactured=draw(st.sampled_from(part)),
        mentor_approved=draw(st.sampled_from([None] * 9 + [True])),
        mentor_submitted=draw(st.sampled_from(DAYS)),
    )
    score = draw(cents(0, 100_00)) if kind == PROPOSAL else None
    return bid(
        *subs, price=price, marks=draw(st.sampled_from([*MARKS, "", "", ""])), bidder=f"Bidder {number}", score=score,
        responsive=draw(st.sampled_from([True] * 5 + [False])), **stated,
    )  # fmt: skip


@st.composite
def solicitations(draw, *, formal=False):
    """Any solicitation; ``formal``: one over the limits, so that a requirement holds unless it was waived."""
    kind = draw(st.sampled_from([BID, BID, PROPOSAL]))
    given = [draw(bids(number, kind)) for number in range(draw(st.integers(1, 4)))]
    percents = [None, None, None, Decimal(0), Decimal(10), Decimal("12.5"), Decimal(20), Decimal(25), Decimal(30)]
    stated = _without_blanks(
        requirement=draw(st.sampled_from([None, None, None, Decimal(19), Decimal(20), Decimal(50), Decimal(60)])),
        local_part=draw(st.sampled_from(percents)),
        small_part=draw(st.sampled_from(percents)),
        requirement_waived=draw(st.sampled_from([None] * 9 + [True])),
        brokerage_asked=draw(st.sampled_from([None, None, False, True])),
        assisted=None if formal else draw(st.sampled_from([None] * 9 + [True])),
    )
    values = [MILLION] if formal else [None, MILLION, MILLION, Decimal("100000.00"), Decimal("50000.01")]
    return tabulation(
        *given, kind=kind, contract_value=draw(st.sampled_from(values)),
        category=draw(st.sampled_from(["construction", "services"] + ([] if formal else ["goods"]))), **stated,
    )  # fmt: skip
