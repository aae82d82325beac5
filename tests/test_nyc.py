"""New York's program: a test for each sentence of subdivisions i, j and q of section 6-129 that decides something.

The source has no worked examples; the figures are worked out beside each case. A contract is of 1,000,000 with the
goals MBE 10% and WBE 5% unless a case says otherwise.
"""

from datetime import date
from decimal import Decimal

import pytest

from lbpp_cli import programs
from lbpp_cli.evaluate import evaluate
from lbpp_cli.model import Bid, Certification, InputFile, Register, Solicitation, Source, Subcontractor, Tabulation
from lbpp_cli.read.rulebook import read_clauses, read_memo_texts, read_rulebook

PROGRAM = programs.load("nyc-mwbe")
BOOK = read_rulebook(programs.folder("nyc-mwbe"))
NOWHERE = Source("made.xlsx", {})
DUE = date(2026, 6, 1)
GOALS = {"goal_mbe": Decimal(10), "goal_wbe": Decimal(5)}


def firm(name, cost, *marks, work="Paving", **stated):
    return Subcontractor(NOWHERE, name, Decimal(cost), work, frozenset(marks), stated=stated)


def bid(name="Alpha", price=1_000_000, marks=(), subs=(), **stated):
    return Bid(NOWHERE, name, Decimal(price), frozenset(marks), tuple(subs), stated=stated)


def evaluated(*bids, goals=None, readings=None, register=None, category="construction", kind="bid", **stated):
    stated = {**(GOALS if goals is None else goals), **stated}
    solicitation = Solicitation(NOWHERE, kind=kind, category=category, due=DUE, stated=stated)
    held = None if register is None else Register("register.xlsx", tuple(register), {})
    tabulation = Tabulation((InputFile("made.xlsx", b""),), solicitation, bids, True, held)  # noqa: FBT003
    return evaluate(tabulation, PROGRAM, BOOK, DUE, readings)


def goals_of(entry):
    return {goal.name: (goal.dollars, goal.met) for goal in entry.participation.goals}


def line_of(entry, name):
    return next(line for line in entry.participation.ledger if line.firm == name)


def counted(
    *subs, marks=(), price=1_000_000, name=None, readings=None, register=None, goals=None, solicitation=None, **own
):
    """What the last firm (or the named one) counts, toward what, and by which clause."""
    result = evaluated(
        bid(price=price, marks=marks, subs=subs, **own), readings=readings, register=register, goals=goals,
        **(solicitation or {}),
    )  # fmt: skip
    assert result.bids, result.findings
    line = line_of(result.bids[0], name or (subs[-1].name if subs else "Alpha"))
    return line.counted, line.toward, line.clause


M = firm("M", 100_000, "MBE")
W = firm("W", 50_000, "WBE")


# i.3, i.5: responsiveness


@pytest.mark.parametrize(("dollars", "responsive"), [("100000.00", True), ("99999.99", False), ("100000.01", True)])
def test_a_plan_below_a_goal_by_a_cent_is_not_responsive(dollars, responsive):
    """i.5. 10% of 1,000,000 is 100,000."""
    entry = evaluated(bid(subs=[firm("M", dollars, "MBE"), W])).bids[0]
    assert (entry.rank_after == 1) == responsive
    if not responsive:
        assert entry.reason == "not responsive: its utilization plan is below the goals: MBE 9.999999% of 10% (i.5)"


def test_every_goal_has_to_be_met():
    """i.5. 100,000 to MBE meets 10%; 49,999 to WBE is below 50,000."""
    entry = evaluated(bid(subs=[M, firm("W", 49_999, "WBE")])).bids[0]
    assert goals_of(entry) == {"MBE": (Decimal(100_000), True), "WBE": (Decimal(49_999), False)}
    assert entry.status == "not-ranked"


def test_ranking_is_by_price_alone_and_the_same_before_and_after():
    """The program has no price preference: the lowest of the responsive is first; a lower one is left out."""
    result = evaluated(
        bid("A", 1_000_000, subs=[M, W]), bid("B", (999_999.99).__str__(), subs=[M, W]), bid("C", 900_000)
    )
    found = {entry.bid.bidder: (entry.rank_before, entry.rank_after) for entry in result.bids}
    assert found == {"A": (2, 2), "B": (1, 1), "C": (None, None)}
    assert (result.award.bidder, result.award.changed_by_preference) == ("B", False)
    assert result.bids[0].adjustment.percent == 0


def test_proposals_are_ranked_by_score_and_gain_no_points():
    first, second = (
        Bid(NOWHERE, name, Decimal(1_000_000), frozenset(), (M, W), score=Decimal(score))
        for name, score in (("A", 80), ("B", 81))
    )
    solicitation = Solicitation(NOWHERE, kind="proposal", total_points=Decimal(100), due=DUE, stated=GOALS)
    result = evaluate(Tabulation((InputFile("made.xlsx", b""),), solicitation, (first, second)), PROGRAM, BOOK, DUE)
    assert result.award.bidder == "B"
    assert [entry.adjustment.evaluated_score for entry in result.bids] == [80, 81]


def test_citywide_goals_are_never_the_goals_of_a_contract():
    """d.3: not summarily adopted. Without stated goals nobody is held to any, and that is said."""
    result = evaluated(bid(), goals={})
    assert (result.procedure.id, result.bids[0].rank_after) == ("no-goals", 1)
    assert [one.code for one in result.findings] == ["goals-not-stated"]
    assert any("d.3" in one.fact for one in result.assumptions)


# i.3, j.2.b: the bidder itself


def test_a_certified_contractor_counts_what_it_does_not_pay_to_direct_subcontractors():
    """i.3: 1,000,000 - 300,000 - 50,000 = 650,000, also what goes to firms that are not certified."""
    assert counted(firm("N", 300_000), W, marks=["MBE"], name="Alpha") == (Decimal(650_000), "MBE", "j.2.b")


def test_a_stated_share_of_direct_subcontracts_is_taken_off_where_it_is_more_than_what_is_listed():
    """i.5.b: 60% of 1,000,000 is 600,000; 50,000 is listed. 400,000 is left."""
    assert counted(W, marks=["MBE"], name="Alpha", direct_work=Decimal(60))[0] == 400_000
    assert counted(W, marks=["MBE"], name="Alpha", direct_work=Decimal(2))[0] == 950_000


def test_a_contractor_that_is_both_counts_toward_one_goal_alone():
    """j.2.b. MBE 60% and WBE 40%: its 1,000,000 meets either, never both."""
    result = evaluated(bid(marks=["MBE", "WBE"]), goals={"goal_mbe": Decimal(60), "goal_wbe": Decimal(40)})
    assert sorted(goals_of(result.bids[0]).values()) == [(Decimal(0), False), (Decimal(1_000_000), True)]
    assert result.bids[0].status == "not-ranked"


# i.3, j.1.f, j.2.d, c.30: joint ventures


def venture(*shares, marks=("MBE",), **more):
    partners = [
        firm(f"P{number}", 1000, *(marks if number == 0 else ()), tier="joint venture partner", share=Decimal(share))
        for number, share in enumerate(shares)
    ]
    return bid(subs=[firm("N", 200_000), *partners], venture=True, **more)


def test_a_joint_venture_counts_its_certified_share_of_the_remainder():
    """j.2.d: (1,000,000 - 200,000) x 30% = 240,000; amounts of partners are not paid to others."""
    entry = evaluated(venture(30, 70)).bids[0]
    line = line_of(entry, "P0")
    assert (line.counted, line.toward, line.clause) == (Decimal(240_000), "MBE", "j.2.d")
    assert line.note == "30% of ($1,000,000.00 - $200,000.00 to direct subcontractors)"
    assert line_of(entry, "P1").counted == 0


@pytest.mark.parametrize(("share", "counts"), [("25", True), ("24.99", False)])
def test_a_qualified_joint_venture_has_certified_partners_of_25_percent(share, counts):
    """c.30: at least 25% of the total profit or loss."""
    line = line_of(evaluated(venture(share, 50)).bids[0], "P0")
    assert (line.counted > 0) == counts
    if not counts:
        assert (line.clause, line.note) == (
            "c.30",
            "no qualified joint venture: certified partners share 24.99% of 25%",
        )


def test_certified_partners_make_the_25_percent_together():
    """c.30: the certified firm or firms. 15% + 10%: 800,000 x 15% = 120,000 and x 10% = 80,000."""
    partners = [
        firm("PM", 1, "MBE", tier="joint venture partner", share=Decimal(15)),
        firm("PW", 1, "WBE", tier="joint venture partner", share=Decimal(10)),
    ]
    entry = evaluated(bid(subs=[firm("N", 200_000), *partners], venture=True)).bids[0]
    assert goals_of(entry) == {"MBE": (Decimal(120_000), True), "WBE": (Decimal(80_000), True)}


def test_a_partner_that_is_both_counts_toward_one_goal():
    """j.2.d, last words."""
    entry = evaluated(venture(50, 50, marks=("MBE", "WBE"))).bids[0]
    assert sorted(dollars for dollars, _ in goals_of(entry).values()) == [0, 400_000]


# j.1.b to j.1.d, j.1.l: subcontractors


def test_a_direct_subcontractor_counts_in_full_also_what_it_passes_on():
    """j.1.b: the total dollar amount, in types of contracts that nobody identified."""
    under = firm("I", 40_000, "WBE", tier="indirect", under="M")
    assert counted(M, under, name="M") == (Decimal(100_000), "MBE", "j.1.b")
    assert counted(M, under) == (Decimal(0), None, "j.1.l")


def test_in_identified_types_a_direct_subcontractor_is_reduced_and_the_indirect_one_counts():
    """j.1.c: 100,000 - 40,000 - 5,000 = 55,000; j.1.d: 40,000 to the certified one."""
    subs = [M, firm("N", 5_000, tier="indirect", under="m"), firm("I", 40_000, "WBE", tier="indirect", under="M")]
    identified = {"indirect_counted": True}
    assert counted(*subs, name="M", solicitation=identified) == (Decimal(55_000), "MBE", "j.1.c")
    assert counted(*subs, solicitation=identified) == (Decimal(40_000), "WBE", "j.1.d")
    assert counted(*subs, name="N", solicitation=identified) == (Decimal(0), None, "j.1.h")


def test_an_indirect_subcontractor_counts_also_under_a_firm_that_is_not_certified():
    """j.1.d asks for the certification of the indirect one alone."""
    subs = [firm("N", 90_000), firm("I", 40_000, "WBE", tier="indirect", under="N")]
    assert counted(*subs, solicitation={"indirect_counted": True})[0] == 40_000


def test_what_indirect_subcontractors_get_is_not_taken_off_the_bidders_own_work():
    """i.3 takes off what goes to direct subcontractors: 1,000,000 - 100,000; and the list may come to more than the bid."""
    subs = [M, firm("D", 850_000), firm("I", 800_000, tier="indirect", under="D")]
    assert counted(*subs, marks=["WBE"], name="Alpha")[0] == 50_000


# j.1.e to j.1.j


def test_requirements_contracts_count_what_is_paid_so_the_plan_is_an_assumption():
    """j.1.e."""
    plain, other = evaluated(bid(subs=[M, W])), evaluated(bid(subs=[M, W]), requirements_contract=True)
    assert not any("j.1.e" in one.fact for one in plain.assumptions)
    assert any("j.1.e" in one.fact for one in other.assumptions)


def test_no_credit_without_a_commercially_useful_function():
    """j.1.g."""
    assert counted(firm("M", 100_000, "MBE", useful=False)) == (0, None, "j.1.g")


def test_no_credit_for_a_firm_that_is_not_certified():
    """j.1.h."""
    assert counted(firm("N", 100_000)) == (0, None, "j.1.h")


def test_no_credit_for_a_graduate():
    """j.1.j, of the contractor too."""
    assert counted(firm("M", 100_000, "MBE", graduate=True)) == (0, None, "j.1.j")
    assert counted(marks=["MBE"], graduate=True) == (0, None, "j.1.j")


@pytest.mark.parametrize(("reading", "base", "met"), [("commission", 60_000, True), ("price", 1_000_000, False)])
def test_a_contract_on_commission_may_be_of_the_commission(reading, base, met):
    """j.1.i: may. 10% of 60,000 is 6,000, which a subcontract of 6,000 reaches; 10% of 1,000,000 it does not."""
    subs = [firm("M", 6_000, "MBE"), firm("W", 3_000, "WBE")]
    entry = evaluated(bid(subs=subs, commission=Decimal(60_000)), readings={"commission-base": reading}).bids[0]
    assert (entry.participation.base, entry.participation.met) == (base, met)


@pytest.mark.parametrize(
    ("reading", "dollars", "clause"), [("commission", 9_000, "j.1.i"), ("amount", 100_000, "j.1.b")]
)
def test_a_subcontractor_on_commission(reading, dollars, clause):
    """j.1.i speaks of the contractor; a reading carries it over."""
    one = firm("M", 100_000, "MBE", commission=Decimal(9_000))
    assert counted(one, readings={"subcontractor-commission": reading}) == (dollars, "MBE", clause)


# j.2.c: certified before the work is completed


@pytest.mark.parametrize(("day", "dollars"), [(date(2026, 9, 29), 100_000), (date(2026, 9, 30), 0)])
def test_certified_before_the_date_that_the_work_is_completed(day, dollars):
    """j.2.c: before the date; on the day itself is too late."""
    one = firm("M", 100_000, "MBE", certified_on=day, ends=date(2026, 9, 30))
    assert counted(one) == (dollars, "MBE" if dollars else None, "j.1.b" if dollars else "j.2.c")


@pytest.mark.parametrize(
    ("granted", "expires", "reading", "dollars"),
    [
        (date(2026, 9, 29), None, {}, 100_000),
        (date(2026, 9, 30), None, {}, 0),
        (date(2025, 1, 1), date(2026, 6, 1), {}, 100_000),
        (date(2025, 1, 1), date(2026, 5, 31), {}, 0),
        (date(2025, 1, 1), date(2026, 9, 29), {"certified-until": "completion"}, 0),
        (date(2025, 1, 1), date(2026, 9, 30), {"certified-until": "completion"}, 100_000),
        (date(2025, 1, 1), date(2024, 1, 1), {}, 0),
    ],
)
def test_a_register_proves_the_certification(granted, expires, reading, dollars):
    """j.1.h, j.2.c; the work ends on September 30, bids are due on June 1."""
    row = Certification(NOWHERE, "M", "MBE", None, granted, expires)
    one = firm("M", 100_000, "MBE", ends=date(2026, 9, 30))
    assert counted(one, register=[row], readings=reading)[0] == dollars


@pytest.mark.parametrize(
    ("day", "reading", "dollars"),
    [
        (date(2026, 6, 1), "due-date", 1_000_000),
        (date(2026, 6, 2), "due-date", 0),
        (date(2026, 6, 2), "any", 1_000_000),
    ],
)
def test_a_bidder_is_certified_when_its_plan_is_due(day, reading, dollars):
    """i.5.a, and the reading of it."""
    assert counted(marks=["MBE"], certified_on=day, readings={"prime-certified": reading})[0] == dollars


def test_an_application_that_is_not_decided_is_pending():
    """j.2.c: approval before the work is completed would count, and decides the award here."""
    row = Certification(NOWHERE, "M", "MBE", date(2026, 3, 1))
    proof = Certification(NOWHERE, "W", "WBE", None, date(2025, 1, 1))
    result = evaluated(bid(subs=[M, W]), register=[row, proof])
    assert result.bids[0].status == "not-ranked"
    assert [(one.firm, one.first_if_approved) for one in result.pending] == [("M", ("Alpha",))]
    late = evaluated(
        bid(marks=["MBE"], subs=[W]), register=[Certification(NOWHERE, "Alpha", "MBE", date(2026, 3, 1)), proof]
    )
    assert [(one.firm, one.first_if_approved) for one in late.pending] == [("Alpha", None)]


# j.1.k, j.2.a: one goal a firm


BOTH = ("MBE", "WBE")


def test_a_plan_says_toward_which_goal_a_firm_counts():
    """j.1.b: toward the goal for MBEs or the goal for WBEs; what the plan says holds also where it does worse."""
    subs = [firm("B", 100_000, *BOTH, toward="WBE"), firm("N", 1)]
    entry = evaluated(bid(subs=subs)).bids[0]
    assert goals_of(entry) == {"MBE": (Decimal(0), False), "WBE": (Decimal(100_000), True)}


def test_where_the_plan_does_not_say_the_way_that_meets_most_is_taken_and_said():
    """100,000 and 50,000: only the first toward MBE (10%) and the second toward WBE (5%) meets both."""
    result = evaluated(bid(subs=[firm("B1", 50_000, *BOTH), firm("B2", 100_000, *BOTH)]))
    assert result.bids[0].rank_after == 1
    fact = next(one.fact for one in result.assumptions if "j.1.k" in one.fact)
    assert fact == (
        "Where the plan does not say, firms count toward one goal as it meets the most (j.1.k): B1 toward WBE; "
        "B2 toward MBE."
    )


def test_a_tie_between_ways_is_said():
    """Either of two firms of 100,000 could be the one for MBE."""
    result = evaluated(bid(subs=[firm("B1", 100_000, *BOTH), firm("B2", 100_000, *BOTH)]))
    fact = next(one.fact for one in result.assumptions if "j.1.k" in one.fact)
    assert fact.endswith("Other ways are as good; the plan is to say which is meant.")


def test_of_ways_that_meet_as_many_goals_the_one_that_leaves_least_missing():
    """One firm of 40,000 meets neither: toward WBE 10,000 is missing there, 110,000 in all; toward MBE as well: a tie.

    With 70,000 toward WBE nothing is missing there and 100,000 in all; that way meets one goal.
    """
    entry = evaluated(bid(subs=[firm("B", 70_000, *BOTH)])).bids[0]
    assert goals_of(entry) == {"MBE": (Decimal(0), False), "WBE": (Decimal(70_000), True)}


def test_a_firm_that_is_listed_twice_counts_toward_one_goal():
    """j.1.k speaks of the company: 60,000 + 40,000 toward MBE, and nothing is left for WBE."""
    subs = [firm("B", 60_000, *BOTH), firm("B, Inc.", 40_000, *BOTH)]
    entry = evaluated(bid(subs=subs)).bids[0]
    assert sorted(goals_of(entry).values()) == [(Decimal(0), False), (Decimal(100_000), True)]


def test_goals_for_groups_and_for_combinations():
    """i.1: a goal for a type of certified firms, or for a combination; a firm counts toward one of them (j.1.k)."""
    goals = {"goal_black": Decimal(5), "goal_mwbe": Decimal(15)}
    subs = [firm("B", 50_000, "MBE", group="Black American"), firm("A", 100_000, "MBE", group="Asian American"), W]
    entry = evaluated(bid(subs=subs), goals=goals).bids[0]
    assert goals_of(entry) == {"M/WBE": (Decimal(150_000), True), "Black American": (Decimal(50_000), True)}
    entry = evaluated(bid(subs=subs[1:]), goals=goals).bids[0]
    assert not entry.participation.goals[1].met


def test_an_emerging_business_counts_toward_its_goal_alone():
    goals = {"goal_ebe": Decimal(6), "goal_all": Decimal(16)}
    entry = evaluated(
        bid(subs=[firm("E", 60_000, "EBE", toward="EBE"), M, firm("E2", 60_000, "EBE")]), goals=goals
    ).bids[0]
    assert goals_of(entry) == {"EBE": (Decimal(60_000), True), "M/WBE/EBE": (Decimal(160_000), True)}


# i.11: waivers


def test_a_full_waiver_leaves_no_goal():
    entry = evaluated(bid(waiver="full", waiver_by="CCPO", waiver_on=date(2026, 5, 1))).bids[0]
    assert (entry.rank_after, entry.adjustment.standing) == (1, "waived")
    assert entry.adjustment.notes[0] == "the goals are waived in full for this bidder, by CCPO, on 2026-05-01 (i.11)"


@pytest.mark.parametrize(("dollars", "responsive"), [("40000.00", True), ("39999.99", False)])
def test_a_partial_waiver_lowers_a_goal_and_leaves_the_others(dollars, responsive):
    """MBE 4% of 1,000,000 is 40,000; WBE stays at 5%."""
    one = bid(subs=[firm("M", dollars, "MBE"), W], waiver="partial", waiver_goals="MBE goal: 4%", waiver_by="CCPO")
    assert (evaluated(one).bids[0].rank_after == 1) == responsive
    without = bid(subs=[M], waiver="partial", waiver_goals="MBE 4%", waiver_by="CCPO")
    assert evaluated(without).bids[0].status == "not-ranked"


def test_a_waiver_that_is_asked_for_or_denied_is_none():
    asked, denied = evaluated(bid(waiver="requested")), evaluated(bid(waiver="denied"))
    assert [one.bids[0].status for one in (asked, denied)] == ["not-ranked", "not-ranked"]
    assert [one.award_changes_without_it for one in asked.assumptions] == [True]
    assert not denied.assumptions


def test_a_waiver_without_the_day_or_the_person_of_its_approval_is_an_assumption():
    """i.5: granted before the award; i.11.d: by whom the law asks."""
    for stated in ({"waiver_by": "CCPO"}, {"waiver_on": date(2026, 5, 1)}, {}):
        result = evaluated(bid(waiver="full", **stated))
        assert [one.short for one in result.assumptions if one.award_changes_without_it] == [
            "the approval of the waiver"
        ]
    assert not evaluated(bid(waiver="full", waiver_by="CCPO", waiver_on=date(2026, 5, 1))).assumptions


def test_the_award_note_asks_for_no_goal_that_is_waived():
    """i.3: a material term, unless the goals are waived or modified."""
    waived = evaluated(bid(waiver="full", waiver_by="CCPO", waiver_on=date(2026, 5, 1)))
    assert "as far as they are not waived" in PROGRAM.award_note(waived.case)
    assert "waived" not in PROGRAM.award_note(evaluated(bid(subs=[M, W])).case)


# q, and goods


@pytest.mark.parametrize("clause", ["q.1", "q.2", "q.3", "q.4", "q.5", "q.6", "q.7", "q.8"])
def test_exempt_contracts_have_no_goals(clause):
    result = evaluated(bid(subs=[M]), goals={}, exempt=clause)
    assert (result.procedure.clause, result.bids[0].rank_after) == (clause, 1)
    assert not result.findings or {one.code for one in result.findings} == {"plan-incomplete"}


@pytest.mark.parametrize(("reading", "ranked"), [("stated", False), ("none", True)])
def test_goals_on_a_contract_for_goods(reading, ranked):
    """Subdivision i is for construction and services."""
    entry = evaluated(bid(), category="goods", readings={"goods-goals": reading}).bids[0]
    assert (entry.rank_after == 1) == ranked


def test_a_group_that_is_not_stated_is_an_assumption_that_may_decide():
    """i.1, d.1. Two firms of 50,000 whose groups nobody states, of goals of 5% each: one for each would meet them."""
    goals = {"goal_black": Decimal(5), "goal_asian": Decimal(5)}
    subs = [firm("M1", 50_000, "MBE"), firm("M2", 50_000, "MBE")]
    result = evaluated(bid(subs=subs), goals=goals)
    assert result.bids[0].status == "not-ranked"
    assert [(one.short, one.award_changes_without_it) for one in result.assumptions] == [
        ("the group of an MBE that is not stated", True)
    ]
    other = [firm("M1", 50_000, "MBE", group="Other"), firm("M2", 50_000, "MBE", group="Other")]
    assert not evaluated(bid(subs=other), goals=goals).assumptions


@pytest.mark.parametrize("end", [None, date(2026, 12, 1)])
def test_a_certification_of_the_register_after_the_due_date_hangs_on_when_the_work_ends(end):
    """j.2.c: a day that the plan does not state is an assumption, as it is where no register is given."""
    rows = [
        Certification(NOWHERE, "M", "MBE", None, date(2026, 7, 1), None),
        Certification(NOWHERE, "W", "WBE", None, date(2026, 1, 1), None),
    ]
    stated = {"useful": True, "graduate": False, **({} if end is None else {"ends": end})}
    late, known = firm("M", 100_000, "MBE", **stated), firm("W", 50_000, "WBE", useful=True, graduate=False)
    result = evaluated(bid(subs=[late, known]), register=rows)
    assert result.bids[0].rank_after == 1
    assert [(one.short, one.award_changes_without_it) for one in result.assumptions] == (
        [("certification before the work ends", True)] if end is None else []
    )


def test_the_marks_of_a_joint_venture_itself_are_not_shown_as_certifications():
    """j.2.d: its partners count. Reports would otherwise take the whole contract for one of an MBE."""
    partner = firm("Pa", 10, "MBE", tier="joint venture partner", share=Decimal(50))
    entry = evaluated(bid(marks=["MBE"], venture=True, subs=[partner, W])).bids[0]
    assert (entry.adjustment.proved, line_of(entry, "Alpha").certifications) == (frozenset(), frozenset())


def test_what_was_taken_for_granted_is_tried_otherwise():
    """A bidder whose award hangs on its own participation: each fact that nobody stated decides it."""
    result = evaluated(
        bid("A", 1_000_000, marks=["MBE"], subs=[W]),
        bid("B", 1_100_000, subs=[firm("M", 110_000, "MBE"), firm("W2", 55_000, "WBE")]),
    )
    changing = {one.short for one in result.assumptions if one.award_changes_without_it}
    assert changing == {
        "all direct subcontractors being listed",
        "a commercially useful function",
        "no firm being a graduate",
    }


# The figures


def test_the_citywide_goals_are_those_of_the_law():
    """d.1, as this copy prints them."""
    rules = BOOK.in_force(DUE)
    printed = {
        "construction": {"black": 8, "asian": 8, "hispanic": 4, "wbe": 18, "ebe": 6},
        "professional-services": {"black": 12, "hispanic": 8, "wbe": 37, "ebe": 6},
        "standard-services": {"black": 12, "asian": 3, "hispanic": 6, "wbe": 10, "ebe": 6},
        "goods": {"black": 7, "asian": 8, "hispanic": 5, "wbe": 25, "ebe": 6},
    }
    for kind, goals in printed.items():
        assert {name: rules.value(f"{kind}-{name}") for name in goals} == goals
        assert all(rules.clause(f"{kind}-{name}") == "d.1" for name in goals)
    assert "professional-services-asian" not in rules.parameters
    assert "37 is what this copy prints" in rules.parameters["professional-services-wbe"].text
    assert BOOK.in_force(date(2013, 6, 30)) is None


def test_every_text_can_be_filled():
    rules = BOOK.in_force(DUE)
    assert read_clauses(programs.folder("nyc-mwbe"), rules)["c.30"].endswith(
        "at least 25% of the total profit or loss."
    )
    assert read_memo_texts(programs.folder("nyc-mwbe"), rules).authority == "City of New York"


def test_the_ledger_says_which_certifications_of_a_firm_count():
    """j.1.h, j.2.c. Reports tell dollars by certification: all that count, whichever goal the firm counts toward."""
    late = firm("Late", 1_000, "WBE", ends=date(2026, 9, 1), certified_on=date(2026, 9, 2))
    entry = evaluated(bid(marks=["MBE"], subs=[firm("Both", 100_000, "MBE", "WBE"), late])).bids[0]
    assert [sorted(line.certifications) for line in entry.participation.ledger] == [["MBE"], ["MBE", "WBE"], []]
