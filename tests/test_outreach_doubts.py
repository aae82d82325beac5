"""Records of an outreach that say two things, or less than they seem to: never passed, never failed on a guess."""

import pytest
from outreaches import (
    ALPHA,
    ENGINEERING,
    GOOD,
    SURVEYING,
    alpha,
    indicator,
    judged,
    notices,
    outcome,
    read,
    records,
    texts,
)

from lbpp_cli.outreach.decisions import FAIL, NO, PASS, PERSON, YES


def codes(made):
    return [one.code for one in judged(made).findings]


def responses(index, **changes):
    made = records()
    made["Responses"][index] |= changes
    return made


# Whom a notice reaches (C.4: potential subconsultants that are registered)


@pytest.mark.parametrize(
    ("firm", "said"),
    [(ALPHA, "is the proposer itself"), ("ALPHA ENGINEERS", "is the proposer itself")],
    ids=["itself", "spelt otherwise"],
)
def test_a_notice_to_itself_is_not_certain_to_count(firm, said):
    """13 of 21 are needed (60% is 12.6): twelve others and itself may be enough or not."""
    made = records()
    made["Notices"][0]["Firm"] = firm
    decision = alpha(made)
    assert indicator(decision, 4).outcome == PERSON
    assert f"sent to 12 of 13 needed (21 registered, 60%); up to 13 may have been ({firm} {said})" in texts(decision, 4)
    assert decision.areas[0].doubtful == (f"{firm} {said}",)


def test_a_notice_to_a_firm_that_is_not_registered_is_not_certain_to_count():
    """The network notifies registered firms alone; where Responses says that one is not, the records say two things."""
    made = responses(0, Registered="no")
    decision = alpha(made)
    assert indicator(decision, 4).outcome == PERSON
    assert "Firm 1 of 541330 is not registered, as Responses says" in texts(decision, 4)
    made["Notices"] += notices(ALPHA, ENGINEERING, 14)[13:]  # a fourteenth firm: thirteen are certain
    assert alpha(made).responsive == YES


def test_notices_to_itself_alone_are_no_certain_outreach():
    made = records(notices=[{**notices(ALPHA, SURVEYING, 1)[0], "Firm": ALPHA}, *notices(ALPHA, ENGINEERING, 13)])
    assert (outcome(made, 3), outcome(made, 4)) == (PERSON, FAIL)


def test_where_nobody_is_registered_at_all_no_notice_could_be_sent():
    """It has no notice in any area, and none was possible: 5 and 7 are for a person, as no text decides them."""
    areas = [{"NAICS code": "541380", "Registered": 0}]
    sent = [row for row in GOOD["Notices"] if row["Proposer"] != ALPHA]
    decision = alpha(records(areas=areas, notices=sent))
    assert [indicator(decision, number).outcome for number in (3, 4, 5, 7)] == [PASS, PASS, PERSON, PERSON]


# Work areas


@pytest.mark.parametrize(
    "text", ["541330 - Engineering svcs", "541330: civil", "541330", "541330 Engineering services"]
)
def test_a_code_with_other_words_is_that_code(text):
    made = records()
    made["Notices"][0]["Work area"] = text
    assert outcome(made, 4) == PASS


def test_a_description_of_two_areas_is_the_name_of_neither():
    made = records()
    made["Work areas"][1]["Description"] = "ENGINEERING services"
    assert alpha(made).responsive == YES
    made["Notices"][0]["Work area"] = "Engineering services"
    found = [one for one in read(made).findings if one.code == "area-unclear"]
    assert [(one.severity, one.cell) for one in found] == [("error", "Notices!B2")]
    assert "541330, 541370" in found[0].message


# Responses that contradict themselves, and reasons that are none (C.6)


@pytest.mark.parametrize("reason", ["-", "n/a", "N.A.", "none", "?", "TBD", "yes"])
def test_what_stands_for_a_reason_and_is_none(reason):
    decision = alpha(responses(1, Reason=reason))
    assert indicator(decision, 6).outcome == PERSON
    assert f"has no reason: “{reason}” is none" in texts(decision, 6)


def test_a_lower_bid_that_was_rejected_with_a_dash_is_found():
    assert codes(responses(1, Reason="-", Amount=80_000)) == ["lower-bid-rejected"]


@pytest.mark.parametrize(
    ("index", "changes", "said"),
    [
        (1, {"No bid": "yes"}, "stated as no bid, and as one that has an amount"),
        (1, {"No bid": "yes", "Amount": None, "Selected": "yes"}, "stated as no bid, and as one that was selected"),
        (0, {"No bid": "yes", "Amount": None}, "stated as no bid, and as one that was selected"),  # on Schedule A
    ],
)
def test_no_bid_that_is_one_after_all(index, changes, said):
    decision = alpha(responses(index, **changes))
    assert indicator(decision, 6).outcome == PERSON
    assert said in texts(decision, 6)


def test_an_accepted_reason_is_still_to_be_told():
    """Reason accepted says that the reason is good; that the firm was told it is another question (C.6)."""
    told = {"Reason accepted": "yes", "Amount": 80_000}
    assert outcome(responses(1, **told, Answered="no"), 6) == PERSON
    assert outcome(responses(1, **told, Answered="yes"), 6) == PASS


@pytest.mark.parametrize(("received", "expected"), [(3, FAIL), (4, PERSON)])
def test_a_bid_that_may_be_among_those_that_are_not_listed(received, expected):
    """Of four bids three are listed: the one that Schedule A rests on may be the fourth."""
    listed = [{"Proposer": ALPHA, "Subconsultant": "Nobody Known"}]
    made = records(alpha={"Bids received": received}, schedule_a=listed)
    del made["Responses"][3]
    assert outcome(made, 6) == expected


@pytest.mark.parametrize(("received", "expected"), [(2, FAIL), (3, PERSON)])
def test_an_own_bid_that_may_be_among_those_that_are_not_listed(received, expected):
    made = records(alpha={"Own forces": SURVEYING, "Bids received": received}, schedule_a=GOOD["Schedule A"][:1])
    made["Responses"] = [row for row in made["Responses"] if row["Work area"] == ENGINEERING]
    assert outcome(made, 6) == expected


@pytest.mark.parametrize(
    ("table", "heading", "value"),
    [
        ("Responses", "Amount", 0), ("Responses", "Amount", -5), ("Responses", "Amount", "(5.00)"), ("Proposers", "Base bid", 0),
        ("Schedule A", "Amount", -1), ("Schedule A", "Broker fee", -1),
    ],
)  # fmt: skip
def test_amounts_that_are_none(table, heading, value):
    """An export's zero is no bid of nothing, and a negative amount would come off a proposer's participation."""
    made = records()
    made[table][0][heading] = value
    assert [one.code for one in read(made).findings] == ["amount-not-positive"]


# The event that takes the place of the meeting (C.2)


@pytest.mark.parametrize("written", ["none", "No"])
def test_no_event_is_stated(written):
    """Certified, but it took part in no event: the meeting is not made up for. A blank leaves that open."""
    stated = {"Certified informed": "yes", "Event documents": "yes"}
    for event, expected in ((written, FAIL), (None, PERSON), ("2025-12-01", PASS)):
        made = records(meeting=GOOD["Meeting"][1:], alpha={**stated, "Matchmaking event": event})
        assert outcome(made, 2) == expected


# What is taken for granted is said


def test_what_is_taken_for_granted_is_said():
    """C: only outreach under the proposer's own name; C.6: all bids that the summary sheet lists."""
    stated = [{**row, "Under own name": "yes"} for row in GOOD["Proposers"]]
    assert not [one for one in judged(records(proposers=stated)).assumptions if "own name" in one or "all that" in one]
    blank = [{**row, "Under own name": None, "Bids received": None} for row in GOOD["Proposers"]]
    said = judged(records(proposers=blank)).assumptions
    assert [one for one in said if "Under own name is blank" in one]
    assert [one for one in said if "Bids received is blank" in one]


# Schedule A beside the bids that were taken


def schedule_a(**changes):
    made = records()
    made["Schedule A"][0] |= changes
    return made


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (schedule_a(Subconsultant="Firm 2 of 541330"), ["but its bid was not selected", "does not list that firm there"]),
        (schedule_a(Amount=50_000), ["is listed by Alpha Engineers, Inc. at $50,000.00; it bid $90,000.00"]),
        (records(schedule_a=GOOD["Schedule A"][1:]), ["selected the bid of Firm 1 of 541330 in 541330; its Schedule A does not"]),
        (schedule_a(Amount=None), []),
        (schedule_a(**{"Work area": None}), []),
    ],
    ids=["not selected", "other amount", "not listed", "no amount", "no area"],
)  # fmt: skip
def test_schedule_a_and_the_bids_that_were_taken(made, said):
    """They decide nothing by themselves (C.6 asks for a bid, which there is); a person should know."""
    found = [one for one in judged(made).findings if one.code == "schedule-a-differs"]
    assert len(found) == len(said)
    assert all(text in one.message for one, text in zip(found, said, strict=True))
    assert alpha(made).responsive == YES


def test_an_area_that_nobody_is_named_for():
    made = records(alpha={"Bids received": 2})
    for table in ("Responses", "Schedule A"):
        made[table] = [row for row in made[table] if (row["Proposer"], row["Work area"]) != (ALPHA, SURVEYING)]
    assert codes(made) == ["area-without-firm"]
    made["Proposers"][0]["Own forces"] = None
    assert codes(made) == []  # then indicator 6 is open anyway
    assert alpha(made).responsive == PERSON


def test_a_fail_elsewhere_still_decides():
    """A doubt is no excuse: eleven others and itself are twelve at most."""
    made = records(notices=[*notices(ALPHA, ENGINEERING, 11), *notices(ALPHA, SURVEYING, 6)])
    made["Notices"].append({**made["Notices"][0], "Firm": ALPHA})
    assert alpha(made).responsive == NO
