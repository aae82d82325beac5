"""What an award hangs on: readings, assumptions, pending approvals; and the verdict and exit status that follow."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product

import pytest
import solicitations
from build import LA, LA_RULES, TODAY, bid, certification, evaluated, register, sub, tabulation
from hypothesis import given, settings
from hypothesis import strategies as st
from running import SAMPLES

from lbpp_cli.evaluate import evaluate
from lbpp_cli.from_files import Terms, evaluate_file
from lbpp_cli.readings import ByReadings, Readings
from lbpp_cli.render import award_words
from lbpp_cli.status import exit_status

ALL_READINGS = {reading.id: tuple(reading.values) for reading in LA.readings}
ALL_DEFAULTS = {reading.id: reading.default for reading in LA.readings}
LOCAL = {"county_work": Decimal(100), "city_work": Decimal(100)}
STABLE = "Stable: no reading, assumption or pending approval changes it."


def changing(result):
    return [(dict(one.readings), one.first) for one in result.changed_by]


def under(result):
    """The other values of each reading that change the award by themselves."""
    return {used.id: used.award_changes_under for used in result.readings if used.award_changes_under}


# Each reading alone, where it decides the award. The contract is over $150,000 unless it says otherwise.


def sub_cap():
    """4.B.3: Alpha is LBE, 6%, with two LSB of two tenths: 2% + 2% = 4%, or 2% over both.

    1,090,000.00 less 10% = 981,000.00, less 8% = 1,002,800.00; Beta 1,000,000.00.
    """
    subs = [sub("Gamma", "218000.00", ["LSB"]), sub("Delta", "218000.00", ["LSB"])]
    return tabulation(bid("Alpha", "1090000.00", ["LBE"], subs, **LOCAL), bid("Beta", "1000000.00"))


def nonlocal_sub_cap():
    """4.B.4.b: Alpha is not local; one LSB of five tenths earns 5%, or 2% for its one certification.

    1,040,000.00 less 5% = 988,000.00, less 2% = 1,019,200.00; Beta 1,000,000.00.
    """
    subs = [sub("Gamma", "520000.00", ["LSB"])]
    return tabulation(bid("Alpha", "1040000.00", (), subs), bid("Beta", "1000000.00"))


def own_certification():
    """4.B.3: Beta is LBE and LSB, 8%; its LTE of two tenths earns nothing, or the 2% for the LTE that it lacks.

    1,100,000.00 less 8% = 1,012,000.00, less 10% = 990,000.00; Alpha 1,000,000.00.
    """
    subs = [sub("Gamma", "220000.00", ["LTE"])]
    return tabulation(bid("Alpha", "1000000.00"), bid("Beta", "1100000.00", ["LBE", "LSB"], subs, **LOCAL))


def value_limit():
    """4.B.6: Beta is not local; 5% of 24,000,000.00 = 1,200,000.00, or 1,000,000.00 by the limit.

    22,800,000.00 or 23,000,000.00; Alpha 22,900,000.00.
    """
    subs = [sub("Gamma", "12000000.00", ["LBE"])]
    return tabulation(bid("Alpha", "22900000.00"), bid("Beta", "24000000.00", (), subs))


def proposal_cap():
    """4.B.6 names bids: Beta is LBE and CBE, 10%, LSB and LTE, 4%: 12 points of 100 by the cap, 14 without it.

    80 + 12 = 92 or 80 + 14 = 94; Alpha 93.
    """
    alpha = bid("Alpha", "1000000.00", score=Decimal(93))
    beta = bid("Beta", "1000000.00", ["LBE", "CBE", "LSB", "LTE"], score=Decimal(80), **LOCAL)
    return tabulation(alpha, beta, kind="proposal", total_points=Decimal(100))


def tenths():
    """The appendix, Bidder A, Sub 2: Beta has two LSB of 9% each: nothing alone, one tenth together.

    1,005,000.00, or less 1% = 994,950.00; Alpha 1,000,000.00.
    """
    subs = [sub("Gamma", "90450.00", ["LSB"]), sub("Delta", "90450.00", ["LSB"])]
    return tabulation(bid("Alpha", "1000000.00"), bid("Beta", "1005000.00", (), subs))


def late_approval():
    """2.A against 2.E: Alpha's LBE was applied for in time and granted late: 6%, or nothing.

    1,050,000.00 less 6% = 987,000.00; Beta 1,000,000.00.
    """
    row = certification("Alpha", "LBE", date(2025, 7, 1), applied=date(2025, 1, 15))
    alpha = bid("Alpha", "1050000.00", ["LBE"], submitted=date(2025, 6, 2), **LOCAL)
    return tabulation(alpha, bid("Beta", "1000000.00"), certifications=[row])


def broker():
    """2.C.2.c against 4.B.5: Alpha is a broker of goods, LBE: 6%, or nothing.

    1,050,000.00 less 6% = 987,000.00; Beta 1,000,000.00.
    """
    return tabulation(
        bid("Alpha", "1050000.00", ["LBE"], role="broker"), bid("Beta", "1000000.00"), category="goods"
    )  # fmt: skip


DECIDING = [
    (sub_cap, "sub-cap", "per-certification", "Alpha", "Beta"),
    (nonlocal_sub_cap, "nonlocal-sub-cap", "per-certification", "Alpha", "Beta"),
    (own_certification, "own-certification", "fills-the-other", "Alpha", "Beta"),
    (value_limit, "value-limit", "local-bids", "Alpha", "Beta"),
    (proposal_cap, "proposal-cap", "bids-only", "Alpha", "Beta"),
    (tenths, "tenths", "pooled", "Alpha", "Beta"),
    (late_approval, "late-approval", "must-be-current", "Alpha", "Beta"),
    (broker, "broker-over-150k", "does-not-count", "Alpha", "Beta"),
]
deciding = pytest.mark.parametrize(
    ("make", "reading", "value", "first", "other"), DECIDING, ids=[case[1] for case in DECIDING]
)


def test_every_reading_of_an_evaluation_has_a_case():
    """The table of readings; recovery-base is about what happens after the award."""
    assert {case[1] for case in DECIDING} == set(ALL_READINGS) - {"recovery-base"}
    assert all(ALL_READINGS[reading][1] == value for _, reading, value, _, _ in DECIDING)


@deciding
def test_a_reading_that_changes_the_award_is_listed_with_who_would_be_first(make, reading, value, first, other):
    """Each evaluation "says whether the award would change under any other" reading; figures: each case above."""
    result = evaluated(make())
    assert result.award.bidder == first
    assert ({reading: value}, (other,)) in changing(result)
    assert under(result)[reading] == (value,)
    assert exit_status(result) == 3
    assert f"the reading {reading}={value}" in award_words.verdict(result)


@deciding
def test_the_other_reading_can_be_chosen_and_names_the_default_in_turn(make, reading, value, first, other):
    """With --reading ID=VALUE the award follows, and the default is now what would change it."""
    result = evaluated(make(), {reading: value})
    assert result.award.bidder == other
    default = ALL_READINGS[reading][0]
    assert ({reading: default}, (first,)) in changing(result)
    assert {used.id: used.chosen for used in result.readings}[reading] == value


def test_every_evaluation_lists_all_readings_with_their_value():
    """The readings: "every evaluation lists the readings it used", all nine, the first value where none is chosen."""
    result = evaluated(tabulation(bid("Alpha")))
    assert {used.id: used.chosen for used in result.readings} == {
        name: values[0] for name, values in ALL_READINGS.items()
    }
    assert len(result.readings) == 9


# Two readings that only together change the award


def pair():
    """4.B.4 with "in the same manner" and the tenths; no reading alone changes the award, these two together do.

    Alpha is not local. Gamma, CBE, has three tenths; Delta, CBE and LTE, has four.
    Default: 3% + 4% = 7%, at most 5%. At most 2% a certification: 2% + 4% = 6%, at most 5%. Pooled: seven tenths, 5%.
    Both: seven tenths together, at most 2% for each of CBE and LTE: 4%.
    1,000,000.00 less 5% = 950,000.00, less 4% = 960,000.00; Beta 955,000.00.
    """
    subs = [sub("Gamma", "300000.00", ["CBE"]), sub("Delta", "400000.00", ["CBE", "LTE"])]
    return tabulation(bid("Alpha", "1000000.00", (), subs), bid("Beta", "955000.00"))


def test_two_readings_that_only_together_change_the_award_are_found():
    """The readings: "whether the award would change under any other"; trying each of them alone would miss it."""
    result = evaluated(pair())
    assert result.award.bidder == "Alpha"
    assert changing(result) == [({"nonlocal-sub-cap": "per-certification", "tenths": "pooled"}, ("Beta",))]
    assert under(result) == {}
    assert exit_status(result) == 3
    assert award_words.verdict(result) == (
        "Depends on: the reading nonlocal-sub-cap=per-certification with tenths=pooled."
    )  # fmt: skip
    assert award_words.readings_sentences(result) == [
        "Read nonlocal-sub-cap=per-certification with tenths=pooled, the award would be Beta."
    ]


def test_with_one_of_the_pair_chosen_the_other_alone_changes_the_award():
    """The pair above: what changes an award depends on the readings that were chosen."""
    result = evaluated(pair(), {"tenths": "pooled"})
    assert changing(result) == [({"nonlocal-sub-cap": "per-certification"}, ("Beta",))]
    assert under(result) == {"nonlocal-sub-cap": ("per-certification",)}


def test_both_of_the_pair_chosen():
    """The pair above: with 4% Beta is first, and going back on either reading makes it Alpha again."""
    result = evaluated(pair(), {"tenths": "pooled", "nonlocal-sub-cap": "per-certification"})
    assert result.award.bidder == "Beta"
    assert changing(result) == [
        ({"nonlocal-sub-cap": "overall"}, ("Alpha",)),
        ({"tenths": "each-subcontractor"}, ("Alpha",)),
    ]


def test_a_combination_that_holds_a_smaller_one_is_not_listed_again():
    """The sub-cap case: what sub-cap alone changes is listed once, not with every reading beside it."""
    for changed in evaluated(sub_cap()).changed_by:
        assert len(changed.readings) == 1


def test_a_reading_may_lead_to_a_tie():
    """Section 8: equal first places are a tie. 1,000,000.00 less 1% = 990,000.00, which is Alpha's price."""
    subs = [sub("Gamma", "90000.00", ["LSB"]), sub("Delta", "90000.00", ["LSB"])]
    result = evaluated(tabulation(bid("Alpha", "990000.00"), bid("Beta", "1000000.00", (), subs)))
    assert changing(result) == [({"tenths": "pooled"}, ("Alpha", "Beta"))]
    assert award_words.readings_sentences(result) == ["Read tenths=pooled, the award would be a tie of Alpha and Beta."]


# Brute force


# recovery-base is about what happens after the award.
BEFORE = {name: values for name, values in ALL_READINGS.items() if name != "recovery-base"}
COMBINATIONS = [dict(zip(BEFORE, values, strict=True)) for values in product(*BEFORE.values())]


def first_under(given, result, readings):
    """Who is first, each bid adjusted afresh: nothing is remembered, and no reading is taken for one without effect."""
    adjustments = [LA.adjust(result.case, one, Readings(readings), False) for one in given.ranked]  # noqa: FBT003
    if given.solicitation.kind == "proposal":
        compared = [-adjustment.evaluated_score for adjustment in adjustments]
    else:
        compared = [adjustment.evaluated_price for adjustment in adjustments]
    return tuple(one.bidder for one, figure in zip(given.ranked, compared, strict=True) if figure == min(compared))


def brute_force(given, result, chosen):
    """The smallest changes of readings that change who is first, among all combinations of values."""
    base, found = first_under(given, result, chosen), []
    changes = [{name: value for name, value in one.items() if value != chosen[name]} for one in COMBINATIONS]
    for change in sorted(changes, key=len):
        outcome = first_under(given, result, {**chosen, **change})
        if outcome != base and not any(smaller.items() <= change.items() for smaller, _ in found):
            found.append((change, outcome))
    return found


@settings(max_examples=60)
@given(solicitations.tabulations(least=1), st.lists(st.sampled_from(COMBINATIONS), min_size=2, max_size=12))
def test_a_prepared_bid_gives_what_a_bid_gives_that_is_adjusted_afresh(given, combinations):
    """What was worked out under some readings is kept, and must be what any others give that it is used for.

    Each bid is prepared once and asked under many readings, by turns for the figure alone and for all of it.
    """
    case = evaluated(given).case
    if case is None:
        return
    prepare = LA.prepare(case)
    for one in given.ranked:
        prepared = prepare(one)
        for place, readings in enumerate(combinations):
            asked = Readings(readings)
            fresh = LA.adjust(case, one, asked, True)  # noqa: FBT003
            compared = fresh.evaluated_score if given.solicitation.kind == "proposal" else fresh.evaluated_price
            again = Readings(readings)
            if place % 2:
                assert prepared.adjustment(again, explained=True) == fresh
            else:
                assert prepared.figure(again) == compared
            assert again.consulted == asked.consulted


@settings(max_examples=40)
@given(
    solicitations.tabulations(least=1),
    st.fixed_dictionaries({name: st.sampled_from(values) for name, values in ALL_READINGS.items()}),
)
def test_a_program_need_not_prepare_bids(given, chosen):
    """Readings tried, what changes the award, assumptions: the same where each bid is adjusted anew each time."""
    without = evaluate(given, LA._replace(prepare=None), LA_RULES, TODAY, chosen)
    assert evaluated(given, chosen) == without


def test_what_is_asked_only_to_explain_a_bid_misleads_nobody():
    """A program may ask more, and in another order, where it explains: tenths decides here, sub-cap explains alone."""
    asks = {True: ("sub-cap", "tenths"), False: ("tenths",)}

    def adjust(case, one, readings, explained):
        answers = [readings[name] for name in asks[explained]]
        price = one.quoted_price - (50 if one.bidder == "Beta" and answers[-1] == "pooled" else 0)
        return LA.adjust(case, one, Readings(ALL_DEFAULTS), False)._replace(evaluated_price=price)  # noqa: FBT003

    program = LA._replace(prepare=None, adjust=adjust)
    given = tabulation(bid("Alpha", "1000.00", **LOCAL), bid("Beta", "1040.00", **LOCAL))
    result = evaluate(given, program, LA_RULES, TODAY)
    assert changing(result) == [({"tenths": "pooled"}, ("Beta",))]
    assert result.readings_tried == 4


def test_where_nothing_is_asked_nothing_is_tried():
    """6.B: without a preference no reading matters."""
    result = evaluated(tabulation(bid("Alpha", "1000.00", **LOCAL), waiver="best interest"))
    assert (result.award.bidder, result.readings_tried, result.changed_by) == ("Alpha", 0, ())


def test_what_a_function_of_readings_gave_is_kept_by_the_answers_it_asked_for():
    """The second question is asked only after the answer "b" to the first; the third never."""
    calls = []

    def function(readings):
        calls.append(readings.chosen)
        return "a" if readings["first"] == "a" else f"b, {readings['second']}"

    kept = ByReadings(function)
    for first, second, third in product("ab", "xy", "pq"):
        readings = Readings({"first": first, "second": second, "third": third})
        assert kept.under(readings) == ("a" if first == "a" else f"b, {second}")
        assert readings.consulted == {"first": first} | ({"second": second} if first == "b" else {})
    assert len(calls) == 3
    answers = {"first": "ab", "second": "xy", "third": "pq"}
    assert dict(kept.courses({"first": "b", "second": "x", "third": "p"}, answers)) == {
        frozenset({("first", "a")}): "a",
        frozenset({("first", "b"), ("second", "x")}): "b, x",
        frozenset({("first", "b"), ("second", "y")}): "b, y",
    }
    assert len(calls) == 3


DAYS = [date(2025, 1, 15), date(2025, 6, 1), date(2025, 6, 2), date(2025, 7, 1)]
CENT = Decimal("0.01")


def scaled(given, price):
    """A bid at another price, its subcontractors with the same shares of it."""
    factor = price / given.quoted_price
    subs = tuple(one._replace(cost=max(CENT, (one.cost * factor).quantize(CENT))) for one in given.subcontractors)
    return given._replace(quoted_price=price, subcontractors=subs)


@st.composite
def solicitations_where_readings_matter(draw):
    """Two bids close to each other after the preference: goods with brokers, certifications that were approved late."""
    given = draw(solicitations.tabulations(least=2, all_responsive=True))
    roles = st.sampled_from([None, None, "broker", "dealer"])
    bids = tuple(one._replace(role=draw(roles)) for one in given.bids[:2])
    value = given.solicitation.contract_value or Decimal(draw(st.sampled_from([150000, 150001])))
    given = replace(given, bids=bids, solicitation=replace(given.solicitation, category="goods", contract_value=value))
    if draw(st.sampled_from([True, False, False])):
        held = {(one.bidder, name) for one in bids for name in one.certifications}
        held |= {(one.name, name) for offer in bids for one in offer.subcontractors for name in one.certifications}
        rows = [
            certification(firm, name, draw(st.sampled_from([*DAYS, None])), applied=draw(st.sampled_from(DAYS)))
            for firm, name in sorted(held)
        ]
        given = replace(given, register=register(*rows))
    near = Decimal(draw(st.integers(-25, 25))) / 1000
    first, second = (entry.adjustment.percent for entry in evaluated(given).bids)
    price = max(CENT, (bids[0].quoted_price * (100 - first) / (100 - second) * (1 + near)).quantize(CENT))
    other = scaled(bids[1], price)
    if other.score is not None:
        other = other._replace(score=min(Decimal(100), max(Decimal(0), bids[0].score + first - second + near * 100)))
    return replace(given, bids=(bids[0], other))


@settings(max_examples=60)
@given(
    solicitations_where_readings_matter(),
    st.fixed_dictionaries({name: st.sampled_from(values) for name, values in ALL_READINGS.items()}),
    st.data(),
)
def test_the_same_as_trying_every_combination_of_readings(given, chosen, data):
    """The whole of readings and changed_by against all 256 combinations, none of them left out.

    Two of them are evaluated as a user would, with the readings chosen.
    """
    result = evaluated(given, chosen)
    if result.award is None:
        return
    chosen = {name: value for name, value in chosen.items() if name in BEFORE}
    expected = brute_force(given, result, chosen)
    found = changing(result)
    assert len(found) == len(expected)
    assert all(one in expected for one in found)
    alone = {name: {value} for change, _ in expected if len(change) == 1 for name, value in change.items()}
    assert {name: set(values) for name, values in under(result).items()} == alone
    assert (exit_status(result) == 0) == (result.award.decision == "award" and not expected)
    for readings in data.draw(st.lists(st.sampled_from(COMBINATIONS), min_size=2, max_size=2)):
        award = evaluated(given, readings).award
        outcome = (award.bidder,) if award.decision == "award" else award.tied
        assert outcome == first_under(given, result, readings)


# Assumptions


def assumed(price, **more):
    """Alpha is LBE and does not say where its work is performed; Beta 100.00 is nothing."""
    return evaluated(tabulation(bid("Alpha", price, ["LBE"], **more), bid("Beta", "100.00")))


@pytest.mark.parametrize(
    ("price", "changes", "strict"), [("105.00", True, 3), ("110.00", False, 0), ("99.00", False, 0)]
)
def test_an_assumption_says_whether_the_award_rests_on_it(price, changes, strict):
    """Section 6.3, "listed as an assumption"; and the exit status: only with --strict does an assumption need a person.

    105.00 less 6% = 98.70 is below 100.00 by the assumption; 110.00 less 6% = 103.40 is not; 99.00 is without it.
    """
    result = assumed(price)
    assert [taken.award_changes_without_it for taken in result.assumptions] == [changes]
    assert exit_status(result) == 0
    assert exit_status(result, strict=True) == strict
    verdict = award_words.verdict(result)
    assert verdict == ("Depends on: two thirds of the work being local (Alpha)." if changes else STABLE)


def test_the_contract_value_is_an_assumption_where_the_bids_alone_decide_the_procedure():
    """Section 1. LSB alone: 10% up to $150,000, nothing above. 105.00 less 10% = 94.50 beats 100.00."""
    alpha = bid("Alpha", "105.00", ["LSB"], county_work=Decimal(100))
    result = evaluated(tabulation(alpha, bid("Beta", "100.00"), contract_value=None))
    (taken,) = result.assumptions
    assert taken.award_changes_without_it
    assert award_words.verdict(result) == "Depends on: the contract value."


def test_the_work_of_subcontractors_is_an_assumption_where_there_is_no_column():
    """4.B.3.c, section 3.9: 1,040,000.00 less 5% = 988,000.00 beats 1,000,000.00 by the subcontractor alone."""
    result = evaluated(replace(nonlocal_sub_cap(), work_recorded=False))
    (taken,) = result.assumptions
    assert taken.award_changes_without_it
    assert "the work of subcontractors" in award_words.verdict(result)


@pytest.mark.parametrize(("price", "changes"), [("105.00", True), ("110.00", False)])
def test_the_day_of_submission_is_an_assumption_where_a_register_is_given(price, changes):
    """2.E: the day decides whether the LBE is in force; figures as above."""
    rows = [certification("Alpha", "LBE", date(2025, 1, 15))]
    given = tabulation(bid("Alpha", price, ["LBE"], **LOCAL), bid("Beta", "100.00"), certifications=rows)
    (taken,) = evaluated(given).assumptions
    assert (taken.short, taken.award_changes_without_it) == ("the day of submission", changes)


def test_today_s_rules_are_an_assumption():
    """Section 1: "No due date stated: today's rules, and a note says so"."""
    result = evaluated(tabulation(bid("Alpha"), due=None))
    assert [taken.short for taken in result.assumptions] == ["the rules of today"]
    assert [finding.code for finding in result.findings] == ["due-date-missing"]


# Verdict and exit status


def test_the_verdict_of_an_award_that_nothing_changes():
    """One line that a buyer can rely on: no reading, no assumption, no pending approval."""
    result = evaluated(tabulation(bid("Alpha", "100.00", ["LBE"], **LOCAL), bid("Beta", "120.00")))
    assert award_words.verdict(result) == STABLE
    assert (exit_status(result), exit_status(result, strict=True)) == (0, 0)


def test_the_verdict_names_everything_that_the_award_depends_on():
    """A reading, an assumption and a pending approval in one line, none of them left out.

    Alpha 1,050,000.00, a broker by default: 987,000.00. Beta is LBE without a stated place of work: 1,060,000.00 less
    6% = 996,400.00. Gamma's LBE is not decided: 1,045,000.00 less 6% = 982,300.00.
    """
    submitted = date(2025, 6, 2)
    given = tabulation(
        bid("Alpha", "1050000.00", ["LBE"], role="broker", submitted=submitted),
        bid("Beta", "1060000.00", ["LBE"], submitted=submitted),
        bid("Gamma", "1045000.00", ["LBE"], submitted=submitted, **LOCAL),
        category="goods",
        certifications=[
            certification("Alpha", "LBE", date(2025, 1, 15)),
            certification("Beta", "LBE", date(2025, 1, 15)),
            certification("Gamma", "LBE", applied=date(2025, 1, 15)),
        ],
    )
    result = evaluated(given)
    assert result.award.bidder == "Alpha"
    assert award_words.verdict(result) == (
        "Depends on: the reading broker-over-150k=does-not-count; LBE of Gamma, which is not decided."
    )
    result = evaluated(given, {"broker-over-150k": "does-not-count"})
    assert result.award.bidder == "Beta"
    assert award_words.verdict(result) == (
        "Depends on: the reading broker-over-150k=counts; two thirds of the work being local (Beta); "
        "LBE of Gamma, which is not decided."
    )


def test_a_tie_needs_a_person_and_has_no_verdict():
    """Section 8: no winner, so nothing is stable or depends."""
    result = evaluated(tabulation(bid("Alpha", "100.00"), bid("Beta", "100.00")))
    assert (award_words.verdict(result), exit_status(result)) == ("", 3)


def test_no_bid_left_to_rank_needs_a_person():
    """Section 8: only responsive bids are ranked."""
    result = evaluated(tabulation(bid("Alpha", "100.00", responsive=False, reason="late")))
    assert (award_words.verdict(result), exit_status(result)) == ("", 3)


def test_a_refused_evaluation_has_no_verdict():
    """An input with an error is not evaluated: exit status 1, and nothing is said of an award."""
    result = evaluated(tabulation())
    assert (award_words.verdict(result), exit_status(result), exit_status(result, strict=True)) == ("", 1, 1)


def test_strict_asks_for_a_person_where_an_application_is_undecided():
    """Without --strict the award stands; with it, an award that an approval would move is for a person."""
    evaluation = evaluate_file(SAMPLES / "evidence.xlsx", Terms.of("la-lbpp", {}, {}))
    assert any(one.first_if_approved for one in evaluation.pending)
    assert (exit_status(evaluation), exit_status(evaluation, strict=True)) == (0, 3)
