"""Each sentence of the Business Inclusion Program's outreach policy (paragraph C), with both sides of every boundary.

Figures are those of the policy as the City's boilerplate for an RFP prints it; what is not decided is never passed.
"""

from datetime import date, time

import pytest
from outreaches import (
    ALPHA,
    BIP,
    BOOK,
    DUE,
    ENGINEERING,
    GOOD,
    IN_TIME,
    SURVEYING,
    TOO_LATE,
    alpha,
    at,
    firms,
    indicator,
    judged,
    notices,
    outcome,
    records,
    texts,
)

from lbpp_cli.outreach.decisions import FAIL, NO, PASS, PERSON, YES
from lbpp_cli.outreach.records import Moment
from lbpp_cli.programs.la_bip.meeting import months_before
from lbpp_cli.programs.la_bip.notices import needed
from lbpp_cli.programs.la_bip.summary_sheet import deadline

RULES = BOOK.in_force(date(2026, 3, 30))
PRINTED = {"over-200": "printed-floor"}


def outcomes(decision):
    return {one.number: one.outcome for one in decision.indicators}


def test_all_indicators_passed_is_responsive():
    """C: all indicators 2 to 7 must be passed to be deemed responsive."""
    for decision in judged(records()).decisions:
        assert outcomes(decision) == dict.fromkeys(range(2, 8), PASS)
        assert decision.responsive == YES
        assert not decision.reasons


# 4: the table


@pytest.mark.parametrize(
    ("registered", "share", "number"),
    [
        (1, 100, 1), (10, 100, 10),  # prints 1-10
        (11, 80, 9), (20, 80, 16),  # 8.8 and 16: prints 9-16
        (21, 60, 13), (50, 60, 30),  # 12.6 and 30: prints 13-30
        (51, 40, 21), (100, 40, 40),  # 20.4 and 40: prints 21-40
        (101, 25, 26), (200, 25, 50),  # 25.25 and 50: prints 26-50
        (201, 10, 20), (209, 10, 20),  # 20.1 and 20.9: prints 20+
        (210, 10, 21), (211, 10, 22), (1000, 10, 100),  # 21, 21.1, 100
        (0, 100, 0),
    ],
)  # fmt: skip
def test_the_table(registered, share, number):
    """C.4: the three columns of the table; a share that is no whole number is rounded up, as its third column shows."""
    assert needed(registered, RULES, PRINTED) == number
    areas = [{"NAICS code": ENGINEERING, "Registered": registered}, GOOD["Work areas"][1]]
    rest = notices(ALPHA, SURVEYING, 6)
    enough = alpha(records(areas=areas, notices=[*notices(ALPHA, ENGINEERING, number), *rest]))
    assert enough.areas[0].needed == number
    assert enough.areas[0].share == share
    assert indicator(enough, 4).outcome == PASS
    if number:
        short = alpha(records(areas=areas, notices=[*notices(ALPHA, ENGINEERING, number - 1), *rest]))
        assert indicator(short, 4).outcome == FAIL
        assert short.responsive == NO


@pytest.mark.parametrize(("registered", "number"), [(200, 50), (201, 21), (209, 21), (210, 21)])
def test_the_reading_of_201_to_209(registered, number):
    """over-200=round-up: 20.1 to 20.9 is 21; elsewhere it changes nothing."""
    assert needed(registered, RULES, {"over-200": "round-up"}) == number


@pytest.mark.parametrize(("registered", "hangs"), [(200, False), (201, True), (209, True), (210, False)])
def test_a_decision_that_hangs_on_over_200(registered, hangs):
    """With 20 of 201 to 209 notified the other reading makes it not responsive; at 200 and 210 it is never asked."""
    areas = [{"NAICS code": ENGINEERING, "Registered": registered}, GOOD["Work areas"][1]]
    enough = needed(registered, RULES, PRINTED)
    made = records(areas=areas, notices=[*notices(ALPHA, ENGINEERING, enough), *notices(ALPHA, SURVEYING, 6)])
    decision = alpha(made)
    assert decision.responsive == YES
    assert [dict(one.readings) for one in decision.hangs] == ([{"over-200": "round-up"}] if hangs else [])
    assert judged(made).needs_a_person is hangs
    if hangs:
        assert decision.hangs[0].responsive == NO
        assert decision.hangs[0].outcomes == {4: FAIL}
        assert alpha(made, over_200="round-up").hangs[0].readings == {"over-200": "printed-floor"}
        assert alpha(made, over_200="round-up").responsive == NO


# 4: fifteen days


@pytest.mark.parametrize(("sent", "days", "expected"), [(IN_TIME, 15, PASS), (TOO_LATE, 14, FAIL)])
def test_fifteen_calendar_days(sent, days, expected):
    """C.4: not less than 15 calendar days before the date on which proposals are due, whatever the hour.

    Due 2026-03-30 14:00: 2026-03-15 23:59 is 15 days before, 2026-03-16 00:01 is 14.
    """
    made = records()
    made["Notices"][12]["Sent"] = sent
    decision = alpha(made)
    assert indicator(decision, 4).outcome == expected
    assert decision.areas[0].days == days
    assert (decision.areas[0].notified, decision.areas[0].late) == ((13, 0) if expected == PASS else (12, 1))


def test_the_figures_and_the_rows_are_named():
    """Sent 12 of 13 needed in 541330, latest notice 14 days before; with the cells of the figure and of the notices."""
    made = records()
    made["Notices"][12]["Sent"] = TOO_LATE
    ground = indicator(alpha(made), 4).grounds[0]
    assert "541330 Engineering services: sent to 12 of 13 needed (21 registered, 60%)" in ground.text
    assert "latest notice 14 days before the due date" in ground.text
    assert ground.cells == ("Work areas!C2", "Notices!C2:C14")


@pytest.mark.parametrize(("due", "sent"), [("2026-03-16", "2026-03-01"), ("2026-11-09", "2026-10-25")])
def test_days_across_a_change_of_the_clocks(due, sent):
    """15 calendar days are 15 dates, though 2026-03-08 has 23 hours and 2026-11-01 has 25."""
    made = records(rfp={"Due": due}, notices=notices(ALPHA, ENGINEERING, 13, sent) + notices(ALPHA, SURVEYING, 6, sent))
    assert outcome(made, 4) == PASS
    later = str(date.fromisoformat(sent).replace(day=date.fromisoformat(sent).day + 1))
    made["Notices"][0]["Sent"] = later
    assert outcome(made, 4) == FAIL


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ("2026-03-16T06:59:00Z", PASS),  # 23:59 of March 15 by summer time
        ("2026-03-16T07:00:00Z", FAIL),  # midnight
        ("2026-03-15 23:59 PDT", PASS),
        ("2026-03-16T02:59:00-04:00", PASS),
        ("2026-03-16T03:00:00-04:00", FAIL),
    ],
)
def test_offsets_are_converted_to_the_citys_time(sent, expected):
    made = records()
    made["Notices"][0]["Sent"] = sent
    assert outcome(made, 4) == expected


def test_a_firm_that_is_notified_twice_counts_once():
    made = records()
    made["Notices"][1]["Firm"] = made["Notices"][0]["Firm"]
    assert alpha(made).areas[0].notified == 12
    assert outcome(made, 4) == FAIL


def test_a_notice_after_the_due_date_does_not_count():
    made = records(notices=notices(ALPHA, ENGINEERING, 13) + notices(ALPHA, SURVEYING, 6, at("2026-04-02 09:00")))
    decision = alpha(made)
    assert outcomes(decision)[3] == FAIL
    assert outcomes(decision)[4] == FAIL
    assert "latest notice 3 days after the due date" in texts(decision, 4)


def test_notices_outside_the_network_do_not_count():
    """C.4: all notifications must be provided through the network; C.5, C.7: both offers are part of its notice."""
    made = records()
    for row in made["Notices"]:
        row["Through the network"] = "no"
    assert {number: outcomes(alpha(made))[number] for number in (3, 4, 5, 7)} == dict.fromkeys((3, 4, 5, 7), FAIL)


def test_what_is_not_stated_of_a_notice_needs_a_person():
    """Twelve are certain, the thirteenth has no date, or it is not said how it was sent: neither pass nor fail."""
    undated = records()
    undated["Notices"][0]["Sent"] = None
    assert outcome(undated, 4) == PERSON
    unsaid = records()
    for number, row in enumerate(unsaid["Notices"]):
        row["Through the network"] = "yes" if number else None
    assert outcome(unsaid, 4) == PERSON
    assert "sent to 12 of 13 needed" in texts(alpha(unsaid), 4)
    del undated["Notices"][1]
    assert outcome(undated, 4) == FAIL  # eleven and one that may count are twelve at most


def test_spellings_of_one_firm_are_said_and_not_guessed():
    """Twelve firms in thirteen spellings: one firm, if punctuation is all that differs; so nothing is passed or failed."""
    made = records()
    made["Notices"][1]["Firm"] = made["Notices"][0]["Firm"].replace("Firm 1", "FIRM 1,") + ", Inc."
    found = judged(made)
    assert indicator(found.decisions[0], 4).outcome == PERSON
    assert found.decisions[0].areas[0].notified == 12
    assert found.decisions[0].areas[0].possible == 13
    assert [one.code for one in found.findings] == ["names-alike"]


def test_how_many_are_registered_is_not_stated():
    """A blank is neither zero nor a number: for a person, however many were notified, or none."""
    areas = [{**GOOD["Work areas"][0], "Registered": None}, GOOD["Work areas"][1]]
    assert outcome(records(areas=areas), 4) == PERSON
    nothing = records(areas=areas, notices=notices(ALPHA, SURVEYING, 6))
    assert outcome(nothing, 4) == PERSON
    assert outcome(nothing, 3) == PERSON


def test_nobody_is_registered():
    """No firm of an area can be notified: it fails nobody, and a finding says so."""
    areas = [*GOOD["Work areas"], {"NAICS code": "541380", "Registered": 0}]
    found = judged(records(areas=areas))
    assert found.decisions[0].responsive == YES
    assert "541380: sent to 0; none is registered" in texts(found.decisions[0], 4)
    assert [one.code for one in found.findings] == ["none-registered"]


def test_more_were_notified_than_are_registered():
    areas = [{**GOOD["Work areas"][0], "Registered": 12}, GOOD["Work areas"][1]]
    found = judged(records(areas=areas))
    assert found.decisions[0].responsive == YES  # 13 of the 10 needed of 12
    assert {one.code for one in found.findings} == {"more-than-registered"}


def test_a_group_that_is_left_out():
    """C.4: firms comprised of all groups: a finding where one with registered firms is not among the notified."""
    areas = [{**GOOD["Work areas"][0], "DVBE": 2, "WBE": 0, "EBE": None}, GOOD["Work areas"][1]]
    made = records(areas=areas)
    found = judged(made)
    assert found.decisions[0].areas[0].left_out == ("DVBE",)
    assert found.decisions[0].responsive == YES
    assert [one.code for one in found.findings] == ["group-left-out", "group-left-out"]
    made["Notices"][0]["Groups"] = "DVBE/SBE"
    made["Notices"][19]["Groups"] = "dvbe"
    assert not judged(made).findings


def test_a_late_notice_does_not_bring_a_group_in():
    areas = [{**GOOD["Work areas"][0], "Registered": 20, "DVBE": 2}, GOOD["Work areas"][1]]
    made = records(areas=areas, notices=notices(ALPHA, ENGINEERING, 16) + notices(ALPHA, SURVEYING, 6))
    made["Notices"].append({**made["Notices"][0], "Firm": "Other", "Groups": "DVBE", "Sent": TOO_LATE})
    assert alpha(made).areas[0].left_out == ("DVBE",)


# 3


def test_an_area_without_any_notice():
    """C.3: outreach in all of the work areas that the City selected."""
    decision = alpha(records(notices=notices(ALPHA, ENGINEERING, 13)))
    assert (outcomes(decision)[3], outcomes(decision)[4]) == (FAIL, FAIL)
    assert "no notice in 1 of 2 work areas: 541370 Surveying" in texts(decision, 3)
    assert indicator(decision, 3).grounds[0].cells == ("Work areas!A3",)


def test_outreach_that_is_late_is_outreach():
    """Late notices identify the work (C.3); that they are late is C.4."""
    decision = alpha(records(notices=notices(ALPHA, ENGINEERING, 13, TOO_LATE) + notices(ALPHA, SURVEYING, 6)))
    assert (outcomes(decision)[3], outcomes(decision)[4]) == (PASS, FAIL)


def test_notices_in_other_areas_count_for_none():
    made = records()
    made["Notices"][0]["Work area"] = "541310"
    found = judged(made)
    assert outcomes(found.decisions[0])[4] == FAIL
    assert [(one.code, one.cell) for one in found.findings] == [("area-unknown", "Notices!B2")]


def test_a_proposer_without_rows():
    """It sent no notice (3, 4, 5, 7), nobody of it was at the meeting (2); of the rest nothing is known (6)."""
    made = records()
    made["Proposers"].append({"Proposer": "Gamma"})
    decision = judged(made).decisions[2]
    assert outcomes(decision) == {2: PERSON, 3: FAIL, 4: FAIL, 5: FAIL, 6: PERSON, 7: FAIL}
    assert decision.responsive == NO


def test_a_work_area_is_found_by_its_description_too():
    made = records()
    made["Notices"][0]["Work area"] = "541330 - Engineering services"
    made["Notices"][1]["Work area"] = "engineering services"
    made["Notices"][2]["Work area"] = 541330.0
    assert outcome(made, 4) == PASS


# 2


def attendance(**changes):
    made = records()
    made["Meeting"][0] |= changes
    return made


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"Arrived": "2026-03-05 10:00"}, PASS),
        ({"Arrived": "2026-03-05 10:01"}, FAIL),
        ({"Arrived": "10:00 AM"}, PASS),
        ({"Arrived": "10:01 a.m."}, FAIL),
        ({"Arrived": time(9, 59)}, PASS),
        ({"Arrived": "2026-03-05T18:00:00Z"}, PASS),  # standard time: 10:00
        ({"Arrived": "2026-03-05T18:01:00Z"}, FAIL),
        ({"Arrived": "2026-03-06 09:00"}, FAIL),
        ({"Signed": "no"}, FAIL),
        ({"Employee": "no"}, FAIL),
        ({"Arrived": None}, PERSON),
        ({"Arrived": "2026-03-05"}, PERSON),
        ({"Signed": None}, PERSON),
        ({"Employee": None}, PERSON),
    ],
)
def test_the_meeting(changes, expected):
    """C.2: an employee attends; no credit if late or not signed. The others of the policy's routes are closed here."""
    made = attendance(**changes)
    made["RFP"]["Meeting mandatory"] = "yes"
    assert outcome(made, 2) == expected


def test_one_of_several_who_came_is_enough():
    made = attendance(Signed="no")
    made["Meeting"].append({**GOOD["Meeting"][0], "Attendee": "Another"})
    assert outcome(made, 2) == PASS


def waiver(event="2025-09-01", mandatory="no", **changes):
    alpha_changes = {"Certified informed": "yes", "Matchmaking event": event, "Event documents": "yes", **changes}
    made = records(rfp={"Meeting mandatory": mandatory}, alpha=alpha_changes)
    made["Meeting"] = made["Meeting"][1:]
    return made


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (waiver(), PASS),
        (waiver(mandatory="yes"), FAIL),
        (waiver(mandatory=None), PERSON),
        (waiver(**{"Certified informed": "no"}), FAIL),
        (waiver(**{"Certified informed": None}), PERSON),
        (waiver(**{"Event documents": "no"}), FAIL),
        (waiver(**{"Event documents": None}), PERSON),
        (waiver(event=None), PERSON),
    ],
)
def test_certification_and_event_instead_of_the_meeting(made, expected):
    """C.2: both the written certification and the event with its documents; not where the meeting was mandatory."""
    assert outcome(made, 2) == expected


@pytest.mark.parametrize(
    ("event", "by_due_date", "by_meeting"),
    [
        ("2025-03-30", PASS, PASS),  # twelve months before the due date of 2026-03-30
        ("2025-03-29", FAIL, PASS),  # a day more
        ("2025-03-05", FAIL, PASS),  # twelve months before the meeting of 2026-03-05
        ("2025-03-04", FAIL, FAIL),  # a day more
        ("2026-03-05", PASS, PASS),
        ("2026-03-06", PASS, FAIL),  # not before the meeting
        ("2026-03-31", FAIL, FAIL),
    ],
)
def test_twelve_months(event, by_due_date, by_meeting):
    """C.2: “in the prior 12 months”, which does not say before which day: a reading, asked where it matters."""
    assert outcome(waiver(event), 2) == by_due_date
    assert outcome(waiver(event), 2, event_before="meeting") == by_meeting
    assert bool(alpha(waiver(event)).hangs) == (by_due_date != by_meeting)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-03-30", "2025-03-30"),
        ("2028-02-29", "2027-02-28"),
        ("2029-02-28", "2028-02-28"),
        ("2026-01-31", "2025-01-31"),
    ],
)
def test_months_before(day, expected):
    assert months_before(date.fromisoformat(day), 12) == date.fromisoformat(expected)
    assert months_before(date(2026, 1, 31), 2) == date(2025, 11, 30)


@pytest.mark.parametrize("rows", [None, []])
def test_no_roster(rows):
    """Without a roster nobody is known to have stayed away."""
    made = records(meeting=rows if rows is None else [{"Proposer": None, "Attendee": None}])
    assert outcome(made, 2) == PERSON


def test_not_on_the_roster():
    made = records()
    made["Meeting"] = made["Meeting"][1:]
    assert outcome(made, 2) == FAIL  # not certified either


# 5 and 7


@pytest.mark.parametrize(
    ("wording", "expected"), [("none", PASS), ("does not limit", PASS), ("limits", FAIL), (None, PERSON)]
)
def test_custom_wording(wording, expected):
    """C.7: a wording that limits responses; C.5 by the same. How a wording is to be judged no record says."""
    decision = alpha(records(alpha={"Custom wording": wording}))
    assert (outcomes(decision)[5], outcomes(decision)[7]) == (expected, expected)
    assert decision.responsive == {PASS: YES, FAIL: NO, PERSON: PERSON}[expected]


# 6: the summary sheet


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ("2026-03-31 16:30", PASS), ("2026-03-31 16:31", FAIL), ("2026-03-31 4:30 PM", PASS), ("2026-03-31 4:31 p.m.", FAIL),
        ("2026-03-31 16:30:01", FAIL), ("2026-03-30 23:59", PASS), ("2026-04-01 08:00", FAIL), ("2026-03-30", PASS),
        ("2026-03-31", PERSON), ("2026-04-01", FAIL), (None, PERSON),
        ("2026-03-31T23:30:00Z", PASS), ("2026-03-31T23:31:00Z", FAIL), (at("2026-03-31 16:31"), FAIL),
    ],
)  # fmt: skip
def test_half_past_four_of_the_first_day_after(sent, expected):
    """C.6: by 4:30 p.m. on the first calendar day following the due day, which is 2026-03-31 here."""
    assert outcome(records(alpha={"Summary sheet sent": sent}), 6) == expected


@pytest.mark.parametrize(
    ("due", "in_time", "late"),
    [
        ("2026-03-07 14:00", "2026-03-08T23:30:00Z", "2026-03-08T23:31:00Z"),  # summer time began that night: UTC-7
        ("2026-03-06 14:00", "2026-03-08T00:30:00Z", "2026-03-08T00:31:00Z"),  # the day before: UTC-8
        ("2026-10-31 14:00", "2026-11-02T00:30:00Z", "2026-11-02T00:31:00Z"),  # standard time began that night: UTC-8
        ("2026-10-30 14:00", "2026-10-31T23:30:00Z", "2026-10-31T23:31:00Z"),  # the day before: UTC-7
    ],
)
def test_half_past_four_when_the_clocks_change(due, in_time, late):
    """The same 4:30 p.m. is another hour of UTC on either side of the change."""
    sent = notices(ALPHA, ENGINEERING, 13, "2026-01-05") + notices(ALPHA, SURVEYING, 6, "2026-01-05")
    for moment, expected in ((in_time, PASS), (late, FAIL)):
        made = records(rfp={"Due": due}, notices=sent, alpha={"Summary sheet sent": moment})
        assert outcome(made, 6) == expected


def test_not_submitted():
    made = records(alpha={"Summary sheet submitted": "no", "Summary sheet sent": None})
    assert outcome(made, 6) == FAIL
    made["Proposers"][0]["Summary sheet sent"] = "2026-03-30 15:00"
    assert outcome(made, 6) == PERSON  # it says both


@pytest.mark.parametrize(
    ("due", "calendar", "working"),
    [
        (date(2026, 3, 30), date(2026, 3, 31), date(2026, 3, 31)),
        (date(2026, 3, 27), date(2026, 3, 28), date(2026, 3, 30)),  # a Friday
        (date(2026, 3, 28), date(2026, 3, 29), date(2026, 3, 30)),
    ],
)
def test_the_day_after(due, calendar, working):
    rfp = judged(records()).records.rfp._replace(due=Moment(due))
    assert deadline(rfp, RULES, "calendar") == Moment(calendar, time(16, 30))
    assert deadline(rfp, RULES, "next-working") == Moment(working, time(16, 30))


def test_a_saturday_hangs_on_the_reading():
    """Due on Friday 2026-03-27, sent on Monday: late as written, in time by the next working day."""
    sent = notices(ALPHA, ENGINEERING, 13, "2026-03-01") + notices(ALPHA, SURVEYING, 6, "2026-03-01")
    made = records(rfp={"Due": "2026-03-27 14:00"}, notices=sent, alpha={"Summary sheet sent": "2026-03-30 16:30"})
    found = judged(made)
    decision = found.decisions[0]
    assert decision.responsive == NO
    assert [(dict(one.readings), one.responsive, one.outcomes) for one in decision.hangs] == [
        ({"first-day-after": "next-working"}, YES, {6: PASS})
    ]
    assert found.needs_a_person
    assert "holidays-unknown" in {one.code for one in found.findings}
    assert alpha(made, first_day_after="next-working").responsive == YES
    made["Proposers"][0]["Summary sheet sent"] = "2026-03-30 16:31"
    assert not alpha(made).hangs


def test_stated_holidays_are_no_working_days():
    """A holiday on Tuesday 2026-03-31 moves the next working day to Wednesday; the calendar day stays."""
    made = records(rfp={"City holidays": "2026-03-31"}, alpha={"Summary sheet sent": "2026-04-01 16:30"})
    assert alpha(made).responsive == NO
    assert alpha(made, first_day_after="next-working").responsive == YES
    assert "holidays-unknown" not in {one.code for one in judged(made).findings}


# 6: offers, reasons, Schedule A, own forces


def answered(**changes):
    made = records(alpha={"Bids received": 5})
    offer = {
        "Proposer": ALPHA, "Work area": ENGINEERING, "Firm": "Unasked", "Amount": 99_000, "Solicited": "no", "Selected": "no",
        "Reason": "higher", "Answered": "yes", "Registered": None,
    }  # fmt: skip
    made["Responses"].append(offer | changes)
    return made


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, PASS),
        ({"Answered": "no"}, FAIL),
        ({"Answered": None}, PERSON),
        ({"Solicited": None}, PASS),
        ({"Solicited": None, "Answered": "no"}, PERSON),
        (
            {"Solicited": None, "Answered": "no", "Firm": "Firm 9 of 541330", "Selected": "yes", "Amount": 90_000},
            PASS,
        ),  # a notice to it: it was asked
        ({"Solicited": "yes", "Answered": "no"}, PERSON),  # it was asked, but not told why it was rejected
        ({"Solicited": "yes", "Answered": "no", "Selected": "yes", "Amount": 90_000}, PASS),
        (
            {"Answered": "no", "Registered": "no", "Selected": "yes", "Amount": 90_000},
            PASS,
        ),  # C.6 is about registered subcontractors
        ({"Answered": "no", "Firm": "ALPHA ENGINEERS INC"}, PASS),  # its own bid to compare
    ],
)
def test_every_unsolicited_offer_is_answered(changes, expected):
    assert outcome(answered(**changes), 6) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"Reason": None}, PERSON),  # of a higher bid
        ({"Selected": None}, PERSON),
        ({"Amount": None}, PERSON),  # cannot be compared
        ({"Amount": None, "No bid": "yes", "Reason": None}, PASS),
        ({"Amount": 80_000}, PERSON),  # a lower bid: whether the reason is good enough
        ({"Amount": 80_000, "Reason": None}, PERSON),
        ({"Amount": 80_000, "Reason accepted": "yes"}, PASS),
        ({"Amount": 80_000, "Reason": None, "Reason accepted": "yes"}, PASS),
        ({"Amount": 80_000, "Reason accepted": "no"}, FAIL),
        ({"Amount": 90_000}, PASS),  # the same as the one that was taken
        ({"Amount": "89999.99"}, PERSON),
    ],
)
def test_reasons(changes, expected):
    """C.6: a reason for each bid; rejecting a lower one is for a person, never a verdict, until a person has judged it."""
    assert outcome(answered(**changes), 6) == expected


def test_whether_the_reason_was_told_is_an_assumption_where_it_is_not_stated():
    """C.6: the explanation must have been communicated to the subcontractor."""
    assert not [one for one in judged(records()).assumptions if "told why" in one]
    found = judged(answered(Answered=None, Solicited="yes"))
    assert indicator(found.decisions[0], 6).outcome == PASS
    assert [one for one in found.assumptions if "told why" in one]


def test_a_lower_bid_without_a_reason_is_a_finding():
    found = judged(answered(Amount=80_000, Reason=None))
    assert [(one.code, one.cell) for one in found.findings] == [("lower-bid-rejected", "Responses!G10")]
    assert not judged(answered(Amount=99_000, Reason=None)).findings


def test_an_amount_that_was_taken_but_is_not_stated():
    made = records()
    made["Responses"][0]["Amount"] = None
    assert outcome(made, 6) == PERSON


def test_every_bid_of_an_area_rejected():
    made = records(schedule_a=[GOOD["Schedule A"][1]])
    made["Responses"][0] |= {"Selected": "no"}
    assert outcome(made, 6) == PERSON
    assert "none in that area was taken" in texts(alpha(made), 6)


@pytest.mark.parametrize(("stated", "expected"), [(4, PASS), (5, PERSON), (3, PERSON), (None, PASS)])
def test_bids_received(stated, expected):
    """The rows must be as many as the summary sheet lists, where that is stated."""
    assert outcome(records(alpha={"Bids received": stated}), 6) == expected


def test_no_responses():
    """None listed is not none received, until that is stated; and then Schedule A has subconsultants without bids."""
    made = records(responses=GOOD["Responses"][4:], alpha={"Bids received": None})
    assert "not stated that none came" in texts(alpha(made), 6)
    own = [{"Proposer": ALPHA, "Subconsultant": ALPHA}]
    made = records(responses=GOOD["Responses"][4:], schedule_a=own, alpha={"Bids received": 0})
    assert outcome(made, 6) == PASS
    assert outcome(records(responses=None), 6) == PERSON


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        ("Firm 1 of 541330", PASS),
        ("FIRM 1 of 541330, LLC", PASS),  # the same but for case, punctuation and legal form
        ("Frm 1 of 541330", PERSON),  # nearly a name: said, not guessed
        ("Nobody Known", FAIL),
        (ALPHA, PASS),  # it lists itself
    ],
)
def test_each_listed_subconsultant_has_a_bid(listed, expected):
    """C.6: a bid from each subconsultant on Schedule A."""
    made = records(schedule_a=[{"Proposer": ALPHA, "Subconsultant": listed, "Work area": ENGINEERING}])
    assert outcome(made, 6) == expected


def test_a_bid_in_another_area_or_without_an_amount():
    made = records(schedule_a=[{"Proposer": ALPHA, "Subconsultant": "Firm 1 of 541330", "Work area": SURVEYING}])
    assert outcome(made, 6) == PERSON
    made = records(schedule_a=[{"Proposer": ALPHA, "Subconsultant": "Firm 2 of 541330"}])
    made["Responses"][1] |= {"Amount": None, "Reason accepted": "yes"}
    assert outcome(made, 6) == PERSON
    made["Responses"][1] |= {"No bid": "yes"}
    assert outcome(made, 6) == FAIL


@pytest.mark.parametrize("rows", [None, GOOD["Schedule A"][2:]], ids=["no table", "no rows"])
def test_no_schedule_a(rows):
    assert outcome(records(schedule_a=rows), 6) == PERSON


OWN_BID = {
    "Proposer": ALPHA,
    "Work area": SURVEYING,
    "Firm": "Alpha Engineers",
    "Amount": 50_000,
    "Reason": "crew at hand",
}


@pytest.mark.parametrize(
    ("own_forces", "bids", "expected"),
    [
        ("none", [], PASS),
        (None, [], PERSON),
        (SURVEYING, [], FAIL),  # nothing to compare with
        (SURVEYING, [OWN_BID], PASS),
        ("Surveying", [OWN_BID], PASS),
        (SURVEYING, [{**OWN_BID, "Amount": None}], PERSON),
        (SURVEYING, [{**OWN_BID, "Reason": None}], PERSON),
        (SURVEYING, [{**OWN_BID, "Firm": "Other", "Selected": "no", "Solicited": "yes"}], PERSON),  # not its own
        (SURVEYING, [OWN_BID, {**OWN_BID, "Firm": "Other", "Amount": 49_999, "Selected": "no", "Solicited": "yes"}], PERSON),
        (SURVEYING, [OWN_BID, {**OWN_BID, "Firm": "Other", "Amount": 50_000, "Selected": "no", "Solicited": "yes"}], PASS),
        ("541999", [OWN_BID], PERSON),  # none of the work areas
    ],
)  # fmt: skip
def test_own_forces(own_forces, bids, expected):
    """C.6: a listed work area performed with own forces needs a bid to compare, and an explanation."""
    made = records(
        alpha={"Own forces": own_forces, "Bids received": 2 + len(bids)},
        responses=[*GOOD["Responses"][:2], *bids, *GOOD["Responses"][4:]],
        schedule_a=[GOOD["Schedule A"][0]],
    )
    assert outcome(made, 6) == expected


# The whole


@pytest.mark.parametrize(("own_name", "expected"), [("yes", YES), (None, YES), ("no", NO)])
def test_a_third_party(own_name, expected):
    """C: submission by a third party will result in the bidder being deemed non-responsive."""
    decision = alpha(records(alpha={"Under own name": own_name}))
    assert decision.responsive == expected
    assert [(one, ground.clause) for one, ground in decision.reasons] == ([(None, "C")] if expected == NO else [])


def test_levels_fail_nobody():
    """C: failure to meet the anticipated levels will not by itself be the basis for noncompliance."""
    made = records(rfp={"MBE level": "90%"}, alpha={"MBE pledged": "0%"})
    assert alpha(made).responsive == YES


def test_a_fail_decides_though_other_things_are_open():
    made = records(alpha={"Custom wording": None, "Summary sheet sent": "2026-04-02"})
    assert alpha(made).responsive == NO
    assert {ground.outcome for _, ground in alpha(made).reasons} == {PERSON, FAIL}


def test_two_readings_together():
    """Late by the calendar and short by the printed floor are shown each alone and, where only that helps, together."""
    areas = [{"NAICS code": ENGINEERING, "Registered": 201}, GOOD["Work areas"][1]]
    sent = notices(ALPHA, ENGINEERING, 20, "2026-03-01") + notices(ALPHA, SURVEYING, 6, "2026-03-01")
    made = records(
        rfp={"Due": "2026-03-27"}, areas=areas, notices=sent, alpha={"Summary sheet sent": "2026-03-30 09:00"}
    )
    decision = alpha(made, over_200="round-up")
    assert decision.responsive == NO
    assert [(dict(one.readings), one.responsive) for one in decision.changed_by] == [
        ({"over-200": "printed-floor"}, NO),
        ({"first-day-after": "next-working"}, NO),
        ({"over-200": "printed-floor", "first-day-after": "next-working"}, YES),
    ]
    assert len(decision.hangs) == 1


def test_the_rules_are_those_of_the_source():
    """The share table, the days and the hour, each once, each with its clause."""
    figures = {name: (str(one.value), one.clause) for name, one in RULES.parameters.items()}
    assert figures == {
        "notice-days": ("15", "C.4"),
        "area-1-most": ("10", "C.4"), "area-1-share": ("100", "C.4"),
        "area-2-most": ("20", "C.4"), "area-2-share": ("80", "C.4"),
        "area-3-most": ("50", "C.4"), "area-3-share": ("60", "C.4"),
        "area-4-most": ("100", "C.4"), "area-4-share": ("40", "C.4"),
        "area-5-most": ("200", "C.4"), "area-5-share": ("25", "C.4"),
        "area-6-share": ("10", "C.4"), "area-6-least": ("20", "C.4"),
        "event-months": ("12", "C.2"),
        "summary-sheet-days": ("1", "C.6"), "summary-sheet-time": ("16.5", "C.6"),
        "materials-share": ("60", "B.15.c"), "final-report-days": ("15", "G.3"),
    }  # fmt: skip
    assert DUE.weekday() == 0
    assert BIP.groups == ("MBE", "WBE", "SBE", "EBE", "DVBE", "OBE")
    assert firms(2) == ["Firm 1 of 541330", "Firm 2 of 541330"]
