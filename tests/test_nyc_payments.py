"""New York's plans against payments: i.7, i.8, i.10, i.12, j and o of section 6-129, with the figures worked out.

The contract is of 1,000,000 with the goals MBE 10% and WBE 5%; M has 100,000 of the plan, W 50,000, N (not certified)
300,000. The contractor is not certified unless a case says otherwise.
"""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_nyc import DUE, NOWHERE, PROGRAM, bid, evaluated, firm

from lbpp_cli import programs
from lbpp_cli.model import Certification, Register, Source
from lbpp_cli.payments.account import Plan
from lbpp_cli.payments.records import ChangeOrder, Contract, Payment, PlanChange, Records, Work

PART = programs.part("nyc-mwbe", "payments")
DEFAULTS = {one.id: one.default for one in PART.readings}
START, END, NOW = date(2026, 7, 1), date(2027, 6, 30), date(2027, 12, 31)


def named(sub, cell):
    """A firm of a plan with a record of its own, as each has in a file."""
    return sub._replace(source=Source("plan.xlsx", {"name": cell, "cost": cell}))


M, W, N = (
    named(firm("M", 100_000, "MBE"), "D2"), named(firm("W", 50_000, "WBE"), "D3"), named(firm("N", 300_000), "D4"),
)  # fmt: skip
PLAN = (M, W, N)


def plan_of(*subs, goals=None, solicitation=None, register=None, **own):
    made = bid(subs=subs, **own)
    result = evaluated(made, goals=goals, register=register, **(solicitation or {}))
    assert result.case, result.findings
    return Plan(result.case, made), result.bids[0].participation


def paid(firm_name, amount, on=date(2026, 10, 1), **more):
    return Payment(NOWHERE, firm_name, on, Decimal(amount), **more)


def work(firm_name, completed=None, owed=None, **stated):
    return Work(NOWHERE, firm_name, None, completed, None if owed is None else Decimal(owed), stated)


def order(number, amount, **more):
    more.setdefault("requested", date(2026, 12, 1))
    return ChangeOrder(NOWHERE, number, Decimal(amount), **more)


def change(kind, name=None, **more):
    more = {key: Decimal(value) if key in {"amount", "percent"} else value for key, value in more.items()}
    return PlanChange(NOWHERE, kind, name, **more)


def records(*payments, completed=None, amount=None, started=START, **more):
    amount = None if amount is None else Decimal(amount)
    return Records((), Contract(NOWHERE, "C-1", "Alpha", amount, started, completed), payments, **more)


def account(plan, recorded, day=NOW, **readings):
    chosen = DEFAULTS | {name.replace("_", "-"): value for name, value in readings.items()}
    return PART.account(plan, recorded, chosen, day)


def held(*payments, subs=PLAN, day=NOW, plan=None, readings=None, **more):
    """What comes of the plan of the head of this file, and of some payments."""
    plan = plan or {}
    return account(plan_of(*subs, **plan)[0], records(*payments, **more), day, **(readings or {}))


def goal(found, name):
    return next(one for one in found.goals if one.name == name)


def of(found, name):
    return next(one for one in found.firms if one.firm == name)


def clauses(found, *, only_open=False):
    return [one.clause for one in found.matters if one.is_open or not only_open]


IN_FULL = (paid("Alpha", 1_000_000), paid("M", 100_000), paid("W", 50_000), paid("N", 300_000))


def test_what_was_paid_is_credited_and_the_rest_of_the_plan_is_still_due():
    """i.7, j.1.b. MBE 10%: 100,000 asked for and planned; 40,000 paid: 4%; 60,000 due."""
    found = held(paid("Alpha", 200_000), paid("M", 40_000))
    mbe = goal(found, "MBE")
    assert (mbe.planned, mbe.paid, mbe.credited, mbe.due, mbe.lacking) == (100_000, 40_000, 40_000, 60_000, 60_000)
    assert (mbe.required_dollars, str(mbe.achieved), mbe.met) == (100_000, "4.00", False)
    assert of(found, "M")[2:8] == (100_000, 100_000, 40_000, 0, 40_000, 60_000)
    assert not found.needs_a_person  # while the contract runs, what is due is no shortfall


def test_a_plan_that_is_paid_in_full_leaves_nothing_due_and_is_credited_as_evaluated():
    plan, evaluated_as = plan_of(*PLAN)
    found = account(plan, records(*IN_FULL, completed=END))
    assert [(one.due, one.lacking) for one in found.goals] == [(0, 0), (0, 0)]
    assert [one.achieved for one in found.goals] == [one.achieved for one in evaluated_as.goals]
    assert [one.due for one in found.firms] == [0, 0, 0, 0]
    assert not found.matters


@pytest.mark.parametrize(("dollars", "met"), [("100000.00", True), ("99999.99", False)])
def test_a_goal_is_missed_by_a_cent_when_the_contract_is_completed(dollars, met):
    """i.3, i.13; and i.8, for the payment is below the plan."""
    found = held(paid("Alpha", 1_000_000), paid("M", dollars), paid("W", 50_000), paid("N", 300_000), completed=END)
    assert goal(found, "MBE").met == met
    assert clauses(found) == ([] if met else ["i.8", "i.13"])


def test_it_is_a_shortfall_only_on_the_day_on_which_the_contract_is_completed():
    recorded = {"completed": END}
    before = held(paid("M", 10_000), day=date(2027, 6, 29), **recorded)
    assert "i.13" not in clauses(before)
    assert "i.13" in clauses(held(paid("M", 10_000), day=END, **recorded))


def test_payments_after_the_day_are_left_out():
    payments = [paid("M", 40_000, date(2026, 10, 1)), paid("M", 60_000, date(2026, 10, 2))]
    assert goal(held(*payments, day=date(2026, 10, 1)), "MBE").credited == 40_000
    assert goal(held(*payments, day=date(2026, 10, 2)), "MBE").credited == 100_000


# i.8: less than the plan, without a modification


@pytest.mark.parametrize(("dollars", "told"), [("100000.00", []), ("99999.99", ["i.8"])])
def test_payments_below_the_plan_when_the_work_is_completed(dollars, told):
    found = held(paid("Alpha", 500_000), paid("M", dollars), work=(work("M", date(2027, 1, 20)),))
    assert clauses(found, only_open=True) == told
    for one in found.matters:
        assert "action under o" in one.decide
        assert "violat" not in one.text
        assert one.places == ("D2",)


def test_an_approved_modification_takes_the_place_of_the_plan():
    """i.8, i.12: 80,000 instead of 100,000; what is approved by whom is stated."""
    lower = change("amount", "M", amount=80_000, approved=date(2026, 12, 20), approved_by="CCPO")
    found = held(paid("Alpha", 500_000), paid("M", 80_000), work=(work("M", date(2027, 1, 20)),), changes=(lower,))
    assert of(found, "M").planned == 80_000
    assert not found.matters


@pytest.mark.parametrize("decided", [{}, {"denied": date(2026, 12, 20)}, {"approved": date(2028, 1, 1)}])
def test_a_modification_that_is_not_approved_by_then_changes_nothing(decided):
    lower = change("amount", "M", amount=80_000, requested=date(2026, 12, 1), approved_by="CCPO", **decided)
    found = held(paid("Alpha", 500_000), paid("M", 80_000), work=(work("M", date(2027, 1, 20)),), changes=(lower,))
    assert "i.8" in clauses(found)
    assert ("i.12" in clauses(found)) == ("denied" not in decided)


def test_firms_are_removed_and_added_by_approved_changes():
    """M is substituted by S, MBE, for 100,000: the planned credit stays, and S is credited."""
    day = date(2026, 12, 20)
    changes = (
        change("removed", "M", approved=day, approved_by="CCPO"),
        change("added", "S", amount=100_000, approved=day, approved_by="CCPO", certifications=frozenset({"MBE"})),
    )
    found = held(paid("Alpha", 1_000_000), paid("S", 100_000), changes=changes)
    assert [one.firm for one in found.firms] == ["Alpha", "W", "N", "S"]
    assert goal(found, "MBE")[3:6] == (100_000, 100_000, 100_000)


def test_what_a_firm_was_paid_before_it_was_removed_stays_credited():
    """j.1.b: what is paid to an MBE is credited, whatever the plan became. M had 40,000, S has 60,000 in its place."""
    day = date(2026, 12, 20)
    gone = change("removed", "M", approved=day, approved_by="CCPO")
    new = change("added", "S", amount=60_000, approved=day, approved_by="CCPO", certifications=frozenset({"MBE"}))
    payments = (paid("Alpha", 500_000), paid("M", 40_000), paid("S", 60_000, date(2027, 1, 5)))
    for changes in ((gone, new), (new, gone)):
        found = held(*payments, changes=changes)
        assert (of(found, "M").planned, of(found, "M").credited, of(found, "M").due) == (None, 40_000, 0)
        assert goal(found, "MBE").credited == 100_000
    marked_later = M._replace(stated={"certified_on": date(2027, 3, 1)})
    found = held(*payments, subs=(marked_later, W, N), changes=(gone, new), day=date(2027, 2, 28))
    assert of(found, "M").credited == 0


def test_what_a_removed_firm_paid_to_its_own_stays_paid():
    """j.1.c, j.1.d: M paid I 15,000 of its 40,000 before it was removed."""
    own = named(firm("I", 15_000, "MBE", tier="indirect", under="M"), "D5")
    gone = change("removed", "M", approved=date(2026, 12, 20), approved_by="CCPO")
    found = held(
        paid("M", 40_000), paid("I", 15_000, paid_by="M"), subs=(*PLAN, own), changes=(gone,),
        plan={"solicitation": {"indirect_counted": True}},
    )  # fmt: skip
    assert (of(found, "M").credited, of(found, "I").credited) == (25_000, 15_000)


@pytest.mark.parametrize(
    "other",
    [
        named(firm("O", 20_000, "EBE"), "D7"),  # no goal of the contract is for EBEs
        named(firm("O", 20_000, "MBE", graduate=True), "D7"),
        named(firm("O", 20_000, "MBE", certified_on=date(2027, 1, 20)), "D7"),  # not before it completes its work
    ],
    ids=["no goal", "graduate", "certified late"],
)
def test_less_than_the_plan_is_told_of_each_mbe_wbe_or_ebe_that_it_specifies_whatever_counts(other):
    """i.8: payments made to MBEs, WBEs or EBEs less than the amount specified in the plan; credit is another question."""
    for amount, told in ((20_000, []), (Decimal("19999.99"), ["i.8"])):
        found = held(paid("O", amount), subs=(*PLAN, other), work=(work("O", date(2027, 1, 20)),))
        assert [one.clause for one in found.matters if one.clause == "i.8"] == told


def test_less_than_the_plan_is_not_told_of_firms_that_are_not_certified_or_whose_tier_does_not_count():
    done = (work("N", date(2027, 1, 20)), work("I", date(2027, 1, 20)))
    assert "i.8" not in clauses(held(subs=(*PLAN, INDIRECT), work=done))


def test_what_is_owed_to_a_firm_that_is_in_no_plan_and_was_never_paid_is_owed_all_the_same():
    """j.1.b, j.2.b: it comes off the own participation of a certified contractor: 400,000 - 25,000."""
    found = held(paid("Alpha", 400_000), subs=(W,), plan={"marks": ["MBE"]}, work=(work("New", owed=25_000),))
    assert (of(found, "New").owed, of(found, "Alpha").credited) == (25_000, 375_000)


def test_the_goal_that_the_evaluation_found_stays_when_the_plan_is_changed():
    """j.1.k: B is both, and was found toward WBE; that W is added with 50,000 does not move it to MBE."""
    both = named(firm("B", 50_000, "MBE", "WBE"), "D2")
    new = change(
        "added", "S", amount=50_000, approved=date(2026, 12, 20), approved_by="CCPO", certifications=frozenset({"WBE"})
    )
    gone = change("removed", "M", approved=date(2026, 12, 20), approved_by="CCPO")
    found = held(paid("B", 30_000), subs=(M, both), changes=(gone, new))
    assert of(found, "B").toward == "WBE"


def test_an_approval_names_who_approved_it():
    """i.12.b: the agency's officer does not approve without the City chief procurement officer."""
    lower = change("amount", "M", amount=80_000, approved=date(2026, 12, 20))
    assert clauses(held(changes=(lower,)), only_open=True) == ["i.12.b"]


def test_the_eight_kinds_of_evidence_are_listed_given_or_missing():
    """i.12.a.i to viii."""
    asked = change(
        "amount", "M", amount=80_000, stated={"advertised": "ENR, 2026-11-02", "meetings": "N/A", "notices": "no"}
    )
    found = held(changes=(asked,))
    (request,) = found.asked
    assert len(request.evidence) == 8
    assert [kind.partition(" (")[2] for kind, _ in request.evidence] == [
        f"i.12.a.{number})" for number in ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii")
    ]
    assert len(request.missing) == 6  # a plain no is nothing that is given
    assert dict(request.evidence)["Meetings (i.12.a.v)"] == "n/a"
    assert clauses(found, only_open=True) == ["i.12"]


def test_a_goal_that_the_agency_modified_is_the_one_that_is_held():
    """i.12.c: MBE 8% instead of 10% of 1,000,000."""
    lower = change("goal", goal="MBE", percent=8, approved=date(2026, 12, 20), approved_by="CCPO")
    found = held(paid("M", 80_000), changes=(lower,))
    assert goal(found, "MBE")[1:3] == (8, 80_000)
    assert goal(found, "MBE").met


# i.10: change orders


@pytest.mark.parametrize(
    ("contract", "value", "over"),
    [
        (1_000_000, "500000.00", False),  # 10% is 100,000: 500,000 is the greater
        (1_000_000, "500000.01", True),
        (5_000_000, "500000.00", False),  # 10% is 500,000 too
        (5_000_000, "500000.01", True),
        (8_000_000, "800000.00", False),  # 10% is 800,000, the greater
        (8_000_000, "800000.01", True),
        (8_000_000, "500000.01", False),
        (8_000_000, "-900000.00", False),  # a deduction exceeds nothing
    ],
)
def test_a_change_order_over_the_greater_of_ten_percent_and_500000(contract, value, over):
    found = held(orders=(order("1", value),), amount=contract)
    assert clauses(found, only_open=True) == (["i.10"] if over else [])


def test_the_request_counts_whether_or_not_it_is_approved():
    """i.10: “submits a request for a change order”."""
    for more in ({}, {"approved": date(2026, 12, 9)}):
        assert "i.10" in clauses(held(orders=(order("1", "500000.01", **more),)))


def test_goals_that_were_reviewed_are_no_open_matter():
    found = held(orders=(order("1", "500000.01", reviewed=date(2026, 12, 15)),))
    assert (clauses(found), clauses(found, only_open=True)) == (["i.10"], [])


def test_each_change_order_or_all_together():
    """300,000 twice: neither is over 500,000, both are; so it hangs on the reading."""
    orders = (order("1", 300_000), order("2", 300_000, requested=date(2026, 12, 2)))
    assert clauses(held(orders=orders)) == []
    found = held(orders=orders, readings={"change_orders": "together"})
    assert clauses(found) == ["i.10"]
    assert "Change order 2" in found.matters[0].text
    assert [one.reading for one in held(orders=orders).contested] == ["change-orders"]
    assert held(orders=orders).needs_a_person


def test_of_the_contract_as_awarded_or_as_changed():
    """8,000,000 and 1,000,000 approved: 10% of 8,000,000 is 800,000, of 9,000,000 it is 900,000; the order is 850,000."""
    orders = (
        order("1", 1_000_000, approved=date(2026, 12, 5), reviewed=date(2026, 12, 5)),
        order("2", 850_000, requested=date(2026, 12, 10)),
    )
    assert clauses(held(orders=orders, amount=8_000_000), only_open=True) == ["i.10"]
    changed = held(orders=orders, amount=8_000_000, readings={"change_order_base": "changed"})
    assert clauses(changed, only_open=True) == []


def test_percentages_are_of_the_contract_with_its_approved_change_orders():
    """1,000,000 + 200,000 approved, 50,000 asked for: 10% of 1,200,000 is 120,000."""
    orders = (order("1", 200_000, approved=date(2026, 12, 5)), order("2", 50_000))
    found = held(paid("M", 100_000), orders=orders)
    assert (found.value, found.base, goal(found, "MBE").lacking) == (1_200_000, 1_200_000, 20_000)
    assert held(orders=orders, day=date(2026, 12, 4)).value == 1_000_000


# j.1.h, j.2.c: certified before the work is completed


def granted(name, day, expires=None, certification="MBE"):
    return Certification(NOWHERE, name, certification, None, day, expires)


def certified(*rows, subs=(M, W), completed=date(2027, 1, 20), **readings):
    register = Register("payments.xlsx", (granted("W", date(2026, 1, 1), certification="WBE"), *rows), {})
    recorded = records(paid("M", 100_000), work=(work("M", completed),), register=register)
    found = account(plan_of(*subs)[0], recorded, **readings)
    return of(found, "M").credited, of(found, "M").clause, found


@pytest.mark.parametrize(
    ("day", "counts"), [(date(2027, 1, 19), 100_000), (date(2027, 1, 20), 0), (date(2027, 1, 21), 0)]
)
def test_a_firm_is_certified_before_the_day_on_which_it_completes_its_work(day, counts):
    """j.2.c: on the very day is not before."""
    credited, clause, found = certified(granted("M", day))
    assert credited == counts
    assert clause == ("j.1.b" if counts else "j.2.c")
    assert ("j.2.c" in clauses(found)) == (not counts)


def test_without_a_day_of_its_own_work_is_completed_with_the_contract():
    register = Register("payments.xlsx", (granted("M", END),), {})
    found = account(plan_of(*PLAN)[0], records(paid("M", 1_000), completed=END, register=register))
    assert of(found, "M").clause == "j.2.c"


def test_a_firm_certified_in_the_plan_and_not_until_completion_hangs_on_the_reading():
    """In force when bids were due, expired before the work was completed: certified-until decides."""
    row = granted("M", date(2025, 1, 1), date(2026, 12, 31))
    credited, _, found = certified(row)
    assert credited == 100_000
    assert "certified-until" in {one.reading for one in found.contested}
    assert certified(row, certified_until="completion")[0] == 0


def test_a_firm_certified_only_between_counts_by_the_letter():
    """j.2.c asks for the day before which; that it expired before completion is the same reading."""
    row = granted("M", date(2026, 9, 1), date(2026, 12, 31))
    credited, _, found = certified(row)
    assert credited == 100_000
    assert {one.value for one in found.contested if one.reading == "certified-until"} == {"completion"}


def test_a_firm_that_the_plan_does_not_mark_counts_once_it_is_certified():
    """j.2.c: certified during the work. Until then nothing counts (j.1.h)."""
    plain = M._replace(certifications=frozenset())
    subs = (named(firm("L", 100_000, "MBE"), "D9"), plain, W)
    row = granted("M", date(2026, 12, 1))
    register = Register("payments.xlsx", (row,), {})
    recorded = records(paid("M", 100_000), register=register)
    plan = plan_of(*subs)[0]
    assert of(account(plan, recorded, date(2026, 11, 30)), "M").credited == 0
    assert of(account(plan, recorded, date(2026, 12, 1)), "M").credited == 100_000
    assert of(account(plan, recorded), "M").certified == date(2026, 12, 1)


def test_the_day_that_a_plan_states_stands_where_there_is_no_register():
    late = M._replace(stated={"certified_on": date(2026, 12, 1)})
    plan = plan_of(late, W)[0]
    recorded = records(paid("M", 100_000), work=(work("M", date(2027, 1, 20)),))
    assert of(account(plan, recorded, date(2026, 11, 30)), "M").credited == 0
    assert of(account(plan, recorded), "M").credited == 100_000


# i.3, j.1.a to e, j.2.b, j.2.d: what counts


def test_a_certified_contractor_counts_what_it_was_paid_less_what_it_paid():
    """j.2.b: 400,000 - 30,000 to W - 120,000 to N, who is not certified: 250,000."""
    found = held(paid("Alpha", 400_000), paid("W", 30_000), paid("N", 120_000), subs=(W, N), plan={"marks": ["MBE"]})
    assert of(found, "Alpha")[2:7] == (650_000, 650_000, 250_000, 0, 250_000)


def test_it_is_never_less_than_nothing_and_not_told_where_it_is_not_recorded():
    early = held(paid("Alpha", 10_000), paid("W", 30_000), subs=(W, N), plan={"marks": ["MBE"]})
    assert of(early, "Alpha").credited == 0
    unknown = held(paid("W", 30_000), subs=(W, N), plan={"marks": ["MBE"]})
    assert unknown.paid is None
    assert clauses(unknown, only_open=True) == ["j.2.b"]


def test_what_a_certified_contractor_paid_is_not_taken_as_nothing_where_it_is_not_recorded():
    """j.2.b: while the contract runs it is an assumption that N was paid nothing; when it is completed, an open matter."""
    more = {"subs": (W, N), "plan": {"marks": ["MBE"]}}
    running = held(paid("Alpha", 400_000), paid("W", 30_000), **more)
    assert any("Nothing was paid to N: no payment is recorded" in text for text in running.assumptions)
    assert not running.needs_a_person
    done = held(paid("Alpha", 1_000_000), paid("W", 50_000), completed=END, **more)
    assert [one.clause for one in done.matters if "what Alpha paid to N" in one.text and one.is_open] == ["j.2.b"]
    recorded = held(paid("Alpha", 1_000_000), paid("W", 50_000), paid("N", 300_000), completed=END, **more)
    assert not recorded.matters


def test_what_is_owed_for_work_that_is_done_counts_but_not_in_a_requirements_contract():
    """j.1.b: “has paid or is obligated to pay”; j.1.e: the actual dollar amount paid."""
    recorded = records(paid("M", 90_000), work=(work("M", date(2027, 1, 20), 10_000),))
    for stated, credited, due in (({}, 100_000, 0), ({"requirements_contract": True}, 90_000, 0)):
        found = account(plan_of(*PLAN, solicitation=stated)[0], recorded)
        assert (of(found, "M").credited, of(found, "M").due) == (credited, due)


def test_the_goals_of_a_requirements_contract_are_of_its_value_or_of_what_is_paid():
    """Half of it was ordered: 50,000 of 500,000 is 10%, of 1,000,000 it is 5%."""
    more = {"plan": {"solicitation": {"requirements_contract": True}}}
    payments = (paid("Alpha", 500_000), paid("M", 50_000), paid("W", 25_000))
    found = held(*payments, **more)
    assert (goal(found, "MBE").met, found.base) == (False, 1_000_000)
    assert "requirements-base" in {one.reading for one in found.contested}
    other = held(*payments, readings={"requirements_base": "paid"}, **more)
    assert (goal(other, "MBE").met, other.base) == (True, 500_000)


INDIRECT = named(firm("I", 40_000, "MBE", tier="indirect", under="N"), "D5")


@pytest.mark.parametrize("counted", [True, False])
def test_indirect_subcontractors_count_in_identified_contracts(counted):
    """j.1.c, j.1.d, j.1.l: I was paid 30,000 by N; N is not certified. M paid 15,000 to another: 100,000 - 15,000."""
    subs = (*PLAN, INDIRECT, named(firm("J", 20_000, tier="indirect", under="M"), "D6"))
    found = held(
        *IN_FULL, paid("I", 30_000, paid_by="N"), paid("J", 15_000, paid_by="M"), subs=subs,
        plan={"solicitation": {"indirect_counted": counted}},
    )  # fmt: skip
    assert of(found, "I").credited == (30_000 if counted else 0)
    assert of(found, "I").clause == ("j.1.d" if counted else "j.1.l")
    assert of(found, "M").credited == (85_000 if counted else 100_000)


def test_the_share_of_a_partner_is_of_what_the_venture_kept():
    """j.2.d: (400,000 - 100,000) x 40% = 120,000."""
    partner = named(firm("P", 10_000, "MBE", tier="joint venture partner", share=Decimal(40)), "D7")
    found = held(paid("Alpha", 400_000), paid("N", 100_000), subs=(partner, N, W), plan={"venture": True})
    assert (of(found, "P").credited, of(found, "P").due) == (120_000, 0)


def test_of_a_firm_paid_by_commission_the_commission_counts():
    """j.1.i: 5,000 of the 50,000 are commission; where that is not stated, nobody can tell."""
    broker = named(firm("M", 100_000, "MBE", commission=Decimal(10_000)), "D2")
    subs = (broker, named(firm("L", 100_000, "MBE"), "D8"), W)
    found = held(paid("M", 50_000, commission=Decimal(5_000)), subs=subs)
    assert (of(found, "M").credited, of(found, "M").clause) == (5_000, "j.1.i")
    unknown = held(paid("M", 50_000), subs=subs)
    assert clauses(unknown, only_open=True) == ["j.1.i"]


def test_a_firm_found_to_perform_no_useful_function_counts_nothing():
    """j.1.g; the agency notifies the commissioner (o.6)."""
    found = held(*IN_FULL, work=(work("M", useful=False),))
    assert of(found, "M").credited == 0
    assert clauses(found, only_open=True) == ["j.1.g"]


def test_a_firm_counts_toward_the_goal_that_it_was_evaluated_for():
    """j.1.k: B is both; the search meets both goals with B toward WBE, and so it stays, whatever was paid."""
    both = named(firm("B", 50_000, "MBE", "WBE"), "D2")
    found = held(paid("B", 30_000), subs=(M, both))
    assert (of(found, "B").toward, goal(found, "WBE").credited) == ("WBE", 30_000)
    assert any("B toward WBE" in text for text in found.assumptions)


def test_a_firm_that_is_not_in_the_plan_counts_where_it_is_proved():
    register = Register("payments.xlsx", (granted("X", date(2026, 1, 1)),), {})
    found = account(plan_of(*PLAN)[0], records(paid("X", 5_000), paid("Y", 5_000), register=register))
    assert [(of(found, name).planned, of(found, name).credited) for name in "XY"] == [(None, 5_000), (None, 0)]


# laws

FIRMS = ("Alpha", "M", "W", "N")
PAYMENTS = st.lists(
    st.tuples(st.sampled_from(FIRMS), st.integers(1, 10_000_000), st.integers(0, 500)), max_size=8
).map(
    lambda rows: [
        paid(name, Decimal(cents).scaleb(-2), date.fromordinal(START.toordinal() + days)) for name, cents, days in rows
    ]
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(PAYMENTS, st.randoms(use_true_random=False))
def test_the_order_of_rows_never_matters(payments, chance):
    shuffled = list(payments)
    chance.shuffle(shuffled)
    assert held(*payments) == held(*shuffled)


@settings(max_examples=40, deadline=None)
@given(PAYMENTS, st.sampled_from(["M", "W"]), st.integers(1, 10_000_000))
def test_a_further_payment_to_a_subcontractor_never_lowers_the_credit(payments, name, cents):
    """Where the contractor is not certified; else what it pays comes off its own participation (j.2.b)."""
    before = held(*payments)
    after = held(*payments, paid(name, Decimal(cents).scaleb(-2)))
    for was, would in zip(before.goals, after.goals, strict=True):
        assert would.credited >= was.credited


@settings(max_examples=40, deadline=None)
@given(PAYMENTS, st.integers(0, 600), st.integers(0, 600))
def test_credit_never_falls_from_day_to_day(payments, one, other):
    first, later = (date.fromordinal(START.toordinal() + days) for days in sorted((one, other)))
    for was, would in zip(held(*payments, day=first).goals, held(*payments, day=later).goals, strict=True):
        assert would.credited >= was.credited


@settings(max_examples=40, deadline=None)
@given(PAYMENTS)
def test_what_firms_are_credited_is_what_the_goals_are(payments):
    found = held(*payments, plan={"marks": ["MBE"]})
    for one in found.goals:
        assert sum(each.credited for each in found.firms if each.toward == one.name) == one.credited


def test_the_day_of_the_bids_is_before_the_contract():
    """The helpers of this file say what they are meant to."""
    assert DUE < START < END < NOW
    assert PROGRAM.id == "nyc-mwbe"
