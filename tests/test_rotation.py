"""The Contractor Rotation Program of Oakland, a sentence at a time (Program Incentives; OMC 2.04.050.A.1)."""

from datetime import date
from decimal import Decimal

import pytest
from rotations import FAR, ROTATION, RULES, award, day, history, invitation, invited, listed, places, roster

from lbpp_cli.columns import squeezed
from lbpp_cli.rotation import INVITATION, Job, other_answers

FIVE = ["Ash", "Birch", "Cedar", "Elm", "Fir"]
SMALL = listed(["Gum", "Holly", "Ivy", "Larch"], "SLBE")


def serious(entries, **readings):
    return [(one.entry, one.message) for one in roster(entries, **readings).problems if one.serious]


# "The first three companies listed for that trade will be invited to bid."
def test_the_first_three_are_invited():
    assert invited(history(listed(FIVE))) == ["Ash", "Birch", "Cedar"]


def test_each_trade_has_a_list_of_its_own():
    rows = listed(["Ash", "Birch", "Cedar"]) + listed(["Elm", "Ash", "Fir", "Gum"], trade="Roofing")
    entries = history(rows, award("Ash", "1"))
    assert places(entries) == ["Birch", "Cedar", "Ash"]
    assert invited(entries, trade="roofing") == ["Elm", "Ash", "Fir"]


# "The firm awarded the bid will then drop to the end of the list. When the next project comes up for award, then the
# next three firms listed (the two unsuccessful bidders from the previous solicitation plus the next firm listed)".
@pytest.mark.parametrize(
    ("winner", "following"), [("Ash", "Birch Cedar Elm"), ("Birch", "Ash Cedar Elm"), ("Cedar", "Ash Birch Elm")]
)
def test_the_winner_drops_to_the_end_and_the_others_keep_their_place(winner, following):
    entries = history(listed(FIVE), award(winner, "1"))
    assert invited(entries) == following.split()
    assert places(entries)[-1] == winner


# "The sizes of the jobs are under $50,000 … up to $250,000."
@pytest.mark.parametrize(
    ("amount", "tier"),
    [("0.01", 1), ("49999.99", 1), ("50000.00", 2), ("50000.01", 2), ("250000.00", 2), ("250000.01", None)],
)
def test_the_tier_follows_from_the_size_of_the_job(amount, tier):
    assert invitation(history(listed(FIVE) + SMALL), amount).tier == tier


@pytest.mark.parametrize(("amount", "tier"), [("49999.99", 1), ("50000.00", 1), ("50000.01", 2)])
def test_the_ordinance_has_jobs_up_to_the_amount_in_the_first_tier(amount, tier):
    """2.04.050.A.1.b: "up to $50,000.00"."""
    assert invitation(history(listed(FIVE) + SMALL), amount, tier_one_limit="up-to").tier == tier


def test_exactly_the_limit_is_for_a_person_to_decide():
    entries, on = history(listed(FIVE) + SMALL), date(2025, 6, 1)
    for amount, readings in (("50000.00", [{"tier-one-limit": "up-to"}]), ("49999.99", []), ("50000.01", [])):
        job = Job("Concrete", Decimal(amount))
        assert [one.readings for one in other_answers(ROTATION, entries, on, job, RULES, {})] == readings


def test_above_the_limit_there_is_no_rotation():
    found = invitation(history(listed(FIVE) + SMALL), "250000.01")
    assert found.firms == ()
    assert found.needs_a_person


# "The first tier is for very small local business enterprises … The second tier is for small local business
# enterprises and local business enterprises." Very small businesses are *moved* to it, so they are not in both.
def test_who_is_in_which_tier():
    rows = listed(["Ash"]) + listed(["Gum"], "SLBE") + listed(["Holly"], "LBE") + listed(["Ivy"], "LBE-LPG")
    assert invited(history(rows), "49999.99") == ["Ash"]
    assert invited(history(rows), "50000.00") == ["Gum", "Holly", "Ivy"]
    assert invited(history(rows), "50000.00", tier_two="slbe") == ["Gum", "Ivy"]


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_fewer_than_three_are_said(count):
    found = invitation(history(listed(FIVE[:count]) + SMALL))
    assert len(found.firms) == count
    assert found.needs_a_person == (count < 3)


# "Only businesses with a current certification … must possess the proper license": the day of expiry is the last.
@pytest.mark.parametrize("field", ["certification_expires", "licence_expires"])
@pytest.mark.parametrize(("on", "first"), [(date(2025, 6, 30), "Ash"), (date(2025, 7, 1), "Birch")])
def test_a_firm_whose_certification_or_licence_expired_is_passed_over(field, on, first):
    rows = listed(FIVE)
    rows[0] = rows[0]._replace(**{field: date(2025, 6, 30)})
    found = invitation(history(rows), on=on)
    assert found.firms[0] == first
    assert [one.passed_over is not None for one in found.looked[:1]] == [first != "Ash"]


def test_a_day_of_expiry_that_is_not_recorded_is_said():
    found = invitation(history(listed(FIVE, expires=None)))
    assert all(len(one.remarks) == 2 for one in found.looked if one.invited)


@pytest.mark.parametrize("what", ["certification", "licence"])
def test_a_lapse_is_passed_over_and_a_renewal_ends_it(what):
    lapsed = (f"{what}-lapsed", {"firm": "Ash"})
    renewed = (f"{what}-renewed", {"firm": "Ash", "expires": FAR})
    assert invited(history(listed(FIVE), lapsed)) == ["Birch", "Cedar", "Elm"]
    assert invited(history(listed(FIVE), lapsed, renewed)) == ["Ash", "Birch", "Cedar"]
    assert places(history(listed(FIVE), lapsed, renewed), lapse="removed") == ["Birch", "Cedar", "Elm", "Fir", "Ash"]


def test_a_renewal_in_time_keeps_the_place_however_it_is_read():
    rows = [*listed(["Ash"], expires=day(2)), *listed(["Birch"])]
    assert places(history(rows, ("certification-renewed", {"firm": "Ash", "expires": FAR})), lapse="removed") == [
        "Ash",
        "Birch",
    ]
    rows = [*listed(["Ash"], expires=day(1)), *listed(["Birch"])]
    assert places(history(rows, ("certification-renewed", {"firm": "Ash", "expires": FAR})), lapse="removed") == [
        "Birch",
        "Ash",
    ]


def test_a_certification_is_the_firms_in_every_trade_and_a_licence_of_one():
    rows = listed(["Ash"]) + listed(["Ash"], trade="Roofing")
    entries = history(rows, ("certification-lapsed", {"firm": "Ash", "trade": None}))
    assert (invited(entries), invited(entries, trade="Roofing")) == ([], [])
    entries = history(rows, ("licence-lapsed", {"firm": "Ash", "trade": "Roofing"}))
    assert (invited(entries), invited(entries, trade="Roofing")) == (["Ash"], [])


# "Non responsive or non-performing participants will be dropped from the list and will forfeit the privilege of
# pre-qualification."
@pytest.mark.parametrize("kind", ["no-response", "non-performance"])
def test_who_does_not_respond_or_perform_is_dropped(kind):
    rows = listed(FIVE) + listed(["Ash"], trade="Roofing")
    entries = history(rows, (kind, {"firm": "Ash", "reason": "no answer"}))
    assert places(entries) == FIVE[1:]
    assert places(entries, trade="Roofing") == []
    assert places(entries, trade="Roofing", dropped_from="that-trade") == ["Ash"]


# 2.04.050.A.1.g: "Businesses that become unqualified to perform construction work … shall be removed".
def test_who_becomes_unqualified_is_removed():
    rows = listed(FIVE) + listed(["Ash"], trade="Roofing")
    assert (
        places(history(rows, ("unqualified", {"firm": "Ash", "trade": None, "reason": "closed"})), trade="Roofing")
        == []
    )


def test_who_is_reinstated_comes_to_the_end():
    entries = history(
        listed(FIVE), ("no-response", {"firm": "Ash"}), ("reinstated", {"firm": "Ash", "reason": "appeal upheld"})
    )
    assert places(entries) == ["Birch", "Cedar", "Elm", "Fir", "Ash"]


def test_a_further_firm_comes_to_the_end_of_its_tier():
    fields = {"firm": "Oak", "certification": "VSLBE", "expires": FAR, "licence_expires": FAR}
    assert places(history(listed(FIVE), award("Ash", "1"), ("qualified", fields))) == [
        "Birch",
        "Cedar",
        "Elm",
        "Fir",
        "Ash",
        "Oak",
    ]


# "Very Small Businesses will be moved from competing at tier one to tier two".
def test_who_outgrows_the_first_tier_moves_to_the_end_of_the_second():
    entries = history(listed(FIVE) + SMALL, ("outgrown", {"firm": "Birch", "expires": FAR}))
    assert places(entries) == ["Ash", "Cedar", "Elm", "Fir"]
    assert places(entries, tier=2) == ["Gum", "Holly", "Ivy", "Larch", "Birch"]
    assert roster(entries).queues["Concrete", 2][-1].listed.certification == "SLBE"


# A refusal is not spoken of: it is a response.
def test_who_declines_keeps_its_place_but_is_not_asked_again_for_that_job():
    entries = history(listed(FIVE), ("refusal", {"firm": "Ash", "job": "J-1"}))
    assert invited(entries) == ["Ash", "Birch", "Cedar"]
    assert invited(entries, number="J-1") == ["Birch", "Cedar", "Elm"]
    assert invited(entries, declined="dropped") == ["Birch", "Cedar", "Elm"]


def test_the_other_readings_are_named_with_who_would_be_invited():
    entries = history(listed(FIVE), ("refusal", {"firm": "Ash", "job": "J-1"}))
    found = other_answers(ROTATION, entries, date(2025, 6, 1), Job("Concrete", Decimal(1000)), RULES, {})
    assert [(one.readings, one.firms) for one in found] == [({"declined": "dropped"}, ("Birch", "Cedar", "Elm"))]


def test_an_answer_that_was_chosen_was_decided():
    on, job = date(2025, 6, 1), Job("Concrete", Decimal(90_000))
    entries = history([*SMALL[:2], *listed(["Moss"], "LBE"), *SMALL[2:]])
    assert [one.readings for one in other_answers(ROTATION, entries, on, job, RULES, {})] == [{"tier-two": "slbe"}]
    assert other_answers(ROTATION, entries, on, job, RULES, {"tier-two": "slbe-and-lbe"}) == []


def test_two_answers_that_change_it_only_together_are_named_together():
    """A rule by which nobody is invited where two questions, and no fewer, are answered otherwise."""

    def invite(found, job, rules, readings):
        invitation = ROTATION.invite(found, job, rules, readings)
        both = readings["declined"] == "dropped" and readings["lapse"] == "removed"
        return invitation._replace(looked=()) if both else invitation

    part, on, job = ROTATION._replace(invite=invite), date(2025, 6, 1), Job("Concrete", Decimal(1000))
    found = other_answers(part, history(listed(FIVE)), on, job, RULES, {})
    assert [(one.readings, one.firms) for one in found] == [({"declined": "dropped", "lapse": "removed"}, ())]


# 2.04.050.A.1.b and d: work up to $50,000.00 over the term of the contract; increases up to $100,000.00.
@pytest.mark.parametrize(("amount", "over"), [("10000.00", False), ("10000.01", True)])
def test_work_above_the_limit_of_the_term_is_for_a_person_to_decide(amount, over):
    found = invitation(history(listed(["Ash", "Birch", "Cedar"]), award("Ash", "1", "40000.00")), amount)
    assert found.firms == ("Birch", "Cedar", "Ash")
    assert [bool(one.decide) for one in found.looked] == [False, False, over]
    assert found.needs_a_person == over


def test_a_new_term_begins_with_a_reinstatement():
    entries = history(
        listed(["Ash", "Birch", "Cedar"]), award("Ash", "1", "40000.00"), ("no-response", {"firm": "Ash"}),
        ("reinstated", {"firm": "Ash", "reason": "new term"}),
    )  # fmt: skip
    assert not invitation(entries, "49999.99").needs_a_person


# Why a firm stands where it does.
def test_each_place_is_explained_by_what_put_it_there():
    entries = history(listed(FIVE), award("Ash", "1"), award("Cedar", "2"), ("no-response", {"firm": "Birch"}))
    ash, elm = (
        next(one for one in roster(entries).queues["Concrete", 1] if one.listed.firm == name) for name in ("Ash", "Elm")
    )
    assert (ash.put.entry, [cause.entry for cause in ash.ahead]) == (2, [3, 4])
    assert elm.put.text == "number 4 on the list"
    assert [(cause.entry, cause.text.split(":")[0]) for cause in elm.ahead] == [(2, "Ash"), (3, "Cedar"), (4, "Birch")]


def test_a_place_is_what_the_list_gave_less_what_moved_it_up():
    entries = history(listed(FIVE), award("Ash", "1"), award("Cedar", "2"), award("Elm", "3"))
    for one in roster(entries).queues["Concrete", 1]:
        if one.put.entry is None:
            assert one.place == FIVE.index(one.listed.firm) + 1 - len(one.ahead)


# What contradicts.
CONTRADICTIONS = {
    "not listed": [award("Oak", "1")],
    "other trade": [award("Ash", "1", trade="Roofing")],
    "awarded twice": [award("Ash", "1"), award("Birch", "1")],
    "dropped before": [("no-response", {"firm": "Ash"}), award("Ash", "1")],
    "not invited": [(INVITATION, {"job": "1", "amount": "1.00", "firms": ("Ash", "Birch", "Cedar")}), award("Elm", "1")],
    "declined uninvited": [(INVITATION, {"job": "1", "amount": "1.00", "firms": ("Ash", "Birch", "Cedar")}), ("refusal", {"firm": "Elm", "job": "1"})],
    "silent uninvited": [(INVITATION, {"job": "1", "amount": "1.00", "firms": ("Ash", "Birch", "Cedar")}), ("no-response", {"firm": "Elm", "job": "1"})],
    "invited strangers": [(INVITATION, {"job": "1", "amount": "1.00", "firms": ("Ash", "Oak")})],
    "outgrown twice": [("outgrown", {"firm": "Ash"}), ("outgrown", {"firm": "Ash"})],
    "outgrown to the first tier": [("outgrown", {"firm": "Ash", "certification": "VSLBE"})],
    "listed already": [("qualified", {"firm": "ASH, Inc.", "certification": "VSLBE"})],
    "dropped, not new": [("no-response", {"firm": "Ash"}), ("qualified", {"firm": "Ash", "certification": "VSLBE"})],
    "reinstated without a drop": [("reinstated", {"firm": "Ash", "reason": "x"})],
    "renewed into the past": [("certification-renewed", {"firm": "Ash", "expires": day(1)})],
    "lapsed stranger": [("licence-lapsed", {"firm": "Oak"})],
    "withdraws nothing": [("withdrawal", {"withdraws": 9})],
    "withdraws the list": [("withdrawal", {"withdraws": 1})],
}  # fmt: skip


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_what_contradicts_is_said_and_not_counted(name):
    entries = history(listed(FIVE), *CONTRADICTIONS[name])
    assert [number for number, _ in serious(entries)] == [len(entries)]
    assert places(entries) == places(entries[:-1])


def test_an_invitation_that_the_list_does_not_give_is_said():
    entries = history(listed(FIVE), (INVITATION, {"job": "1", "amount": "1.00", "firms": ("Ash", "Birch", "Elm")}))
    (problem,) = roster(entries).problems
    assert (problem.entry, problem.serious) == (2, False)


def test_a_withdrawn_entry_does_not_count_from_the_day_of_the_withdrawal():
    entries = history(listed(FIVE), award("Ash", "1"), ("withdrawal", {"withdraws": 2}))
    assert places(entries, on=day(2))[-1] == "Ash"
    assert places(entries, on=day(3)) == FIVE


def test_what_happened_counts_by_its_day_and_not_by_its_number():
    entries = history(listed(FIVE), award("Ash", "1", on=day(9)), award("Birch", "2", on=day(5)))
    assert places(entries)[-2:] == ["Birch", "Ash"]
    assert places(entries, on=day(8)) == ["Ash", "Cedar", "Elm", "Fir", "Birch"]


def test_a_firm_is_known_however_its_name_is_written():
    rows = listed(["Ash & Sons, Inc.", "Birch"])
    assert places(history(rows, award("ASH AND SONS", "1"))) == ["Birch", "Ash & Sons, Inc."]
    assert squeezed("CONCRETE ") == squeezed("Concrete")
