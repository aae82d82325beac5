"""Sections 6.1, 6.2 and 6.4 of the rules: which certifications count (Procedure 2.A, 2.B, 2.D, 2.E; Definitions).

Bids are due on June 2, 2025. Where nothing else is said, the contract is over $150,000 and the price is 100.00, so a
percentage is also the dollars of it.
"""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from build import DUE, bid, by_bidder, certification, codes, evaluated, one, sub, tabulation
from make_samples import workbook

from lbpp_cli.from_files import Terms, evaluate_file
from lbpp_cli.programs.la_lbpp.evidence import is_joint_venture
from lbpp_cli.render import award_words

DAY = timedelta(days=1)
EARLIER, LATER = date(2025, 1, 15), date(2025, 7, 1)
SMALL = "150000.00"


def percent(*rows, marks=("LBE",), readings=None, subs=(), contract_value="1000000.00", **more):
    """The percent of a bid of Alpha, due on June 2, 2025, by a register with these rows."""
    offer = bid("Alpha", "100.00", marks, subs, **more)
    return one(offer, certifications=rows, readings=readings, contract_value=contract_value).percent


def lbe(granted=EARLIER, **more):
    return certification("Alpha", "LBE", granted, **more)


# 2.A: granted before the bid due date


@pytest.mark.parametrize(
    ("name", "contract_value", "marks", "worth"),
    [("LBE", None, ["LBE"], 6), ("CBE", None, ["CBE"], 10), ("LSB", SMALL, ["LSB"], 10), ("LTE", SMALL, ["LTE"], 10)],
)
@pytest.mark.parametrize(("granted", "counts"), [(DUE - DAY, True), (DUE, False)], ids=["the day before", "that day"])
def test_a_certification_is_granted_before_the_due_date(name, contract_value, marks, worth, granted, counts):
    """2.A: "certified prior to bid due date". June 1 is before June 2; June 2 is not. No application is on record."""
    value = contract_value or "1000000.00"
    row = certification("Alpha", name, granted)
    assert percent(row, marks=marks, contract_value=value) == (worth if counts else 0)


def test_what_is_not_granted_in_time_is_a_finding_and_not_an_error():
    """2.A: the claim is not credited, and the reason has the two days; the evaluation goes on."""
    result = evaluated(
        tabulation(
            bid("Alpha", marks=["LSB"]), contract_value=SMALL, certifications=[certification("Alpha", "LSB", DUE)]
        )
    )
    (finding,) = result.findings
    assert finding.code == "claim-without-evidence"
    assert "granted on 2025-06-02, not before the due date 2025-06-02 (2.A)" in finding.message
    assert result.award.bidder == "Alpha"


# 2.E: in force on the day of submission


@pytest.mark.parametrize(
    ("expires", "counts"), [(DUE - DAY, False), (DUE, True), (None, True)], ids=["the day before", "that day", "never"]
)
def test_a_certification_that_expires_on_the_day_of_submission_still_counts(expires, counts):
    """2.E: "must be current on the date the bid is submitted", here June 2; it is current on its last day."""
    assert percent(lbe(expires=expires), submitted=DUE) == (6 if counts else 0)


@pytest.mark.parametrize(
    ("expires", "counts"),
    [(date(2025, 5, 27), False), (date(2025, 5, 28), True), (date(2025, 5, 30), True)],
    ids=["the day before", "that day", "between submission and due date"],
)
def test_the_day_of_submission_decides_and_not_the_due_date(expires, counts):
    """2.E: the bid was submitted on May 28, five days before it was due; what expires after that counts."""
    assert percent(lbe(expires=expires), submitted=date(2025, 5, 28)) == (6 if counts else 0)


@pytest.mark.parametrize(
    ("granted", "counts"), [(date(2025, 5, 28), True), (date(2025, 5, 29), False)], ids=["that day", "the day after"]
)
def test_a_certification_is_in_force_when_the_bid_is_submitted(granted, counts):
    """2.E: granted before the due date is not enough; on May 28, when the bid came in, it has to be in force."""
    row = certification("Alpha", "LSB", granted)
    assert percent(row, marks=["LSB"], contract_value=SMALL, submitted=date(2025, 5, 28)) == (10 if counts else 0)


def test_a_renewal_is_taken_beside_the_certification_that_ran_out():
    """2.E: an expired row does not undo another one of the same certification that is in force."""
    expired = lbe(date(2023, 5, 1), expires=date(2025, 4, 30))
    assert percent(expired) == 0
    assert percent(expired, lbe(date(2025, 5, 1))) == 6
    assert percent(lbe(date(2025, 5, 1)), expired) == 6


def test_a_submission_that_is_not_dated_is_taken_as_of_the_due_date():
    """2.E: the day is not stated, so it is an assumption; it matters where Alpha is first by its certification alone.

    Alpha 105.00 less 6% = 98.70; Beta 100.00.
    """
    given = tabulation(bid("Alpha", "105.00", ["LBE"], county_work=Decimal(100)), bid("Beta"), certifications=[lbe()])
    (assumption,) = evaluated(given).assumptions
    assert "submitted on the due date (2.E)" in assumption.text
    assert (assumption.subject, assumption.award_changes_without_it) == ("Alpha", True)
    dated = replace(given, bids=(given.bids[0]._replace(submitted=DUE), given.bids[1]))
    assert evaluated(dated).assumptions == ()


# 2.A: the exception for LBE and CBE


@pytest.mark.parametrize(
    ("name", "marks", "otherwise", "worth"), [("LBE", ["LBE"], 0, 6), ("CBE", ["LBE", "CBE"], 6, 10)]
)
@pytest.mark.parametrize(
    ("applied", "in_time"), [(DUE - DAY, True), (DUE, False), (None, False)], ids=["before", "that day", "not stated"]
)
def test_an_lbe_or_cbe_application_filed_before_the_due_date_counts_if_it_is_approved_later(
    name, marks, otherwise, worth, applied, in_time
):
    """2.A: "or have submitted an LBE and/or CBE application prior to bid due date and subsequently approved".

    An LBE alone is worth 6%, with the CBE 10%. An application of June 2 was not filed before June 2.
    """
    rows = [certification("Alpha", name, LATER, applied=applied)]
    rows += [lbe()] if name == "CBE" else []
    assert percent(*rows, marks=marks) == (worth if in_time else otherwise)


def test_a_late_approval_is_read_by_2_e_too():
    """The reading late-approval: by 2.E the certification must be current on the day of submission, so it is not."""
    row = lbe(LATER, applied=EARLIER)
    assert percent(row, readings={"late-approval": "counts"}) == 6
    assert percent(row, readings={"late-approval": "must-be-current"}) == 0


def test_a_late_approval_that_decides_the_award_is_named_with_its_reading():
    """2.A against 2.E. Alpha 105.00 less 6% = 98.70 beats 100.00; without the certification Beta is first."""
    given = tabulation(
        bid("Alpha", "105.00", ["LBE"], submitted=DUE, county_work=Decimal(100)),
        bid("Beta"),
        certifications=[lbe(LATER, applied=EARLIER)],
    )
    result = evaluated(given)
    assert result.award.bidder == "Alpha"
    assert [(one.readings, one.first) for one in result.changed_by] == [
        ({"late-approval": "must-be-current"}, ("Beta",))
    ]
    (note,) = by_bidder(result)["Alpha"].adjustment.notes
    assert "was applied for on 2025-01-15 and granted on 2025-07-01 (2.A, 2.E): counts" in note
    assert award_words.verdict(result) == "Depends on: the reading late-approval=must-be-current."


@pytest.mark.parametrize("name", ["LSB", "LTE"])
@pytest.mark.parametrize("reading", ["counts", "must-be-current"])
def test_lsb_and_lte_have_no_such_exception(name, reading):
    """2.A names LBE and CBE alone: an LSB or LTE approved after the due date never counts."""
    row = certification("Alpha", name, LATER, applied=EARLIER)
    assert percent(row, marks=[name], contract_value=SMALL, readings={"late-approval": reading}) == 0


def test_a_late_approval_that_had_expired_by_the_submission_does_not_count():
    """2.E: the exception of 2.A is about the day it was granted, not about one that ran out."""
    assert percent(lbe(LATER, applied=EARLIER, expires=DUE - DAY), submitted=DUE) == 0


# Applied for and undecided


def undecided(name="LBE", *, alpha="105.00", beta="100.00", marks=("LBE",), applied=EARLIER, rows=(), readings=None):
    given = tabulation(
        bid("Alpha", alpha, marks, submitted=DUE, county_work=Decimal(100), city_work=Decimal(100)),
        bid("Beta", beta),
        certifications=[certification("Alpha", name, applied=applied), *rows],
    )
    return evaluated(given, readings)


def test_an_undecided_application_is_not_counted_and_says_what_its_approval_would_change():
    """2.A, 2.A.1: nothing for Alpha now, so Beta is first at 100.00; approved, 105.00 less 6% = 98.70 would be."""
    result = undecided()
    assert by_bidder(result)["Alpha"].adjustment.percent == 0
    assert result.award.bidder == "Beta"
    (pending,) = result.pending
    assert (pending.bidder, pending.firm, pending.certification) == ("Alpha", "Alpha", "LBE")
    assert pending.first_if_approved == ("Alpha",)
    assert "(2.A.1)" in pending.text
    assert "bca.certifications@lacity.org" in pending.text
    assert "expedited" in pending.text
    assert award_words.verdict(result) == "Depends on: LBE of Alpha, which is not decided."


def test_an_undecided_application_that_would_change_nothing_says_so():
    """2.A: 107.00 less 6% = 100.58, still more than 100.00: the award is the same, and the application is still listed."""
    result = undecided(alpha="107.00")
    (pending,) = result.pending
    assert pending.first_if_approved is None
    assert award_words.verdict(result) == "Stable: no reading, assumption or pending approval changes it."


def test_approval_may_lead_to_a_tie():
    """2.A, section 8: 50.00 less 6% = 47.00, which is Beta's price."""
    result = undecided(alpha="50.00", beta="47.00")
    (pending,) = result.pending
    assert pending.first_if_approved == ("Alpha", "Beta")
    assert "a tie of Alpha and Beta" in award_words.pending(result)[0]


def test_a_city_certification_that_is_not_decided():
    """2.A: the LBE counts, 6%: 110.00 less 6% = 103.40, Beta is first at 100.00; the CBE would make it 99.00."""
    result = undecided("CBE", alpha="110.00", marks=("LBE", "CBE"), rows=[lbe()])
    assert by_bidder(result)["Alpha"].adjustment.percent == 6
    (pending,) = result.pending
    assert (pending.certification, pending.first_if_approved) == ("CBE", ("Alpha",))


@pytest.mark.parametrize("name", ["LSB", "LTE"])
def test_the_approval_of_an_lsb_or_lte_comes_too_late(name):
    """2.A: no exception for them, so approval changes nothing, and nothing is said of expediting it."""
    result = undecided(name, marks=(name,))
    (pending,) = result.pending
    assert pending.first_if_approved is None
    assert "too late to count (2.A)" in pending.text
    assert "expedited" not in pending.text


def test_an_application_of_the_due_date_is_not_waited_for():
    """2.A: filed on June 2 it was not filed before June 2, so its approval cannot count."""
    assert undecided(applied=DUE).pending == ()
    assert len(undecided(applied=DUE - DAY).pending) == 1


def test_approval_does_not_count_where_the_certification_must_be_current():
    """2.E, the reading late-approval=must-be-current: approval changes nothing, and the text must not say it does."""
    (pending,) = undecided(readings={"late-approval": "must-be-current"}).pending
    assert pending.first_if_approved is None
    assert "approval would make it count" not in pending.text


def test_a_renewal_that_is_not_decided_does_not_undo_what_counts():
    """2.A, 2.E: the certification of January counts; to call it "not counted" for its pending renewal would be false."""
    result = undecided(rows=[lbe()])
    assert by_bidder(result)["Alpha"].adjustment.percent == 6
    assert not any("not counted" in pending.text for pending in result.pending)


def test_an_undecided_application_of_a_subcontractor():
    """2.A, 4.B.4: Gamma has 30.00 of 100.00, three tenths, 3% once it is LBE: 97.00 would beat 98.00."""
    given = tabulation(
        bid("Alpha", "100.00", subs=[sub("Gamma", "30.00", ["LBE"])], submitted=DUE),
        bid("Beta", "98.00"),
        certifications=[certification("Gamma", "LBE", applied=EARLIER)],
    )
    result = evaluated(given)
    assert result.award.bidder == "Beta"
    (pending,) = result.pending
    assert (pending.bidder, pending.firm, pending.first_if_approved) == ("Alpha", "Gamma", ("Alpha",))


@pytest.mark.parametrize("marks", [["LBE"], []], ids=["marked", "not marked"])
def test_the_approval_of_a_subcontractor_of_two_bids_counts_in_both(marks):
    """2.A: one application is approved once, for every bid that names the firm.

    Gamma has three tenths in both: Alpha 100.00 less 3% = 97.00, Beta 98.00 less 3% = 95.06. Beta is first either way;
    only by approving it for Alpha alone would Alpha be.
    """
    given = tabulation(
        bid("Alpha", "100.00", subs=[sub("Gamma", "30.00", marks)], submitted=DUE),
        bid("Beta", "98.00", subs=[sub("Gamma", "30.00", marks)], submitted=DUE),
        certifications=[certification("Gamma", "LBE", applied=EARLIER)],
    )
    result = evaluated(given)
    assert result.award.bidder == "Beta"
    assert result.pending
    assert {pending.first_if_approved for pending in result.pending} == {None}


def test_pending_approvals_of_two_bidders_are_each_said():
    """2.A: both are asked about; each is weighed by itself. Alpha 98.70, Beta 104.00 less 6% = 97.76, Gamma 100.00."""
    given = tabulation(
        bid("Alpha", "105.00", ["LBE"]),
        bid("Beta", "104.00", ["LBE"]),
        bid("Gamma", "100.00"),
        certifications=[certification(name, "LBE", applied=EARLIER) for name in ("Alpha", "Beta")],
    )
    result = evaluated(given)
    assert [(one.firm, one.first_if_approved) for one in result.pending] == [("Alpha", ("Alpha",)), ("Beta", ("Beta",))]


# Subcontractors


@pytest.mark.parametrize(
    ("row", "earned"),
    [
        pytest.param(certification("Gamma", "LSB", DUE - DAY), 2, id="granted the day before"),
        pytest.param(certification("Gamma", "LSB", DUE), 0, id="granted on the due date"),
        pytest.param(certification("Gamma", "LSB", EARLIER, expires=DUE), 2, id="expires that day"),
        pytest.param(certification("Gamma", "LSB", EARLIER, expires=DUE - DAY), 0, id="expired the day before"),
        pytest.param(certification("Delta", "LSB", EARLIER), 0, id="another firm"),
    ],
)
def test_subcontractors_are_judged_as_bidders_are(row, earned):
    """2.E: "Bidders, Proposers and their Subcontractors": 30.00 of 100.00 is three tenths, at most 2% for the LSB."""
    subs = [sub("Gamma", "30.00", ["LSB"])]
    assert percent(lbe(), row, subs=subs, submitted=DUE) == 6 + earned


def test_a_subcontractor_that_is_not_proved_is_said_to_be_not_proved():
    """2.B: the credit of 0% is explained in its own line and in a finding."""
    result = evaluated(tabulation(bid("Alpha", subs=[sub("Gamma", "30.00", ["LSB"])]), certifications=[]))
    assert "not proved by the register" in by_bidder(result)["Alpha"].adjustment.credits[0].note
    assert codes(result) == ["claim-without-evidence"]


def test_a_late_approval_of_a_subcontractor():
    """2.A and 4.B.4: three tenths are 3% for a bid that is not local; by 2.E nothing."""
    row = certification("Gamma", "CBE", LATER, applied=EARLIER)
    subs = [sub("Gamma", "30.00", ["CBE"])]
    assert percent(row, marks=(), subs=subs) == 3
    assert percent(row, marks=(), subs=subs, readings={"late-approval": "must-be-current"}) == 0


# With a register, without one, and claims


def test_without_a_register_the_marks_are_taken_as_they_are():
    """2.B: the buyer has checked them; nothing is asked about and no day is needed."""
    result = evaluated(tabulation(bid("Alpha", marks=["LBE"]), due=None))
    assert by_bidder(result)["Alpha"].adjustment.percent == 6
    assert "claim-without-evidence" not in codes(result)


def test_an_empty_register_proves_nothing():
    """2.B: "based on possession of an approved certification"; a register without rows is not no register."""
    assert percent() == 0


def test_a_register_needs_a_due_date():
    """2.A: what counts depends on the day, so the evaluation is refused and asks for it."""
    result = evaluated(tabulation(bid("Alpha", marks=["LBE"]), due=None, certifications=[lbe()]))
    assert result.award is None
    assert "due-date-needed" in codes(result)


def test_a_certification_that_the_bid_does_not_claim_is_asked_about_and_not_counted():
    """2.B: the program does not claim for a bidder; it says what the register would prove."""
    result = evaluated(tabulation(bid("Alpha"), certifications=[lbe()]))
    assert by_bidder(result)["Alpha"].adjustment.percent == 0
    (finding,) = result.findings
    assert (finding.code, finding.severity) == ("certified-but-not-marked", "warning")


def test_only_the_certification_of_the_row_is_proved():
    """2.B: a firm certified as LBE is not LSB by that: 6% and no 2% more."""
    result = evaluated(tabulation(bid("Alpha", marks=["LBE", "LSB"]), certifications=[lbe()]))
    adjustment = by_bidder(result)["Alpha"].adjustment
    assert (adjustment.percent, adjustment.proved) == (6, {"LBE"})
    assert codes(result) == ["claim-without-evidence"]


# 2.D: RAMP accounts


@pytest.mark.parametrize(
    ("held_under", "bid_under", "counts"),
    [
        pytest.param("R-1", "R-1", True, id="same"),
        pytest.param("R-2", "R-1", False, id="other"),
        pytest.param(None, "R-1", True, id="the register has no account"),
        pytest.param("R-1", None, True, id="the bid states none, the firm has one"),
    ],
)
def test_a_certification_counts_for_the_account_of_the_bid(held_under, bid_under, counts):
    """2.D: "only the certification(s) related to the account used to submit their bid documentation"."""
    assert percent(lbe(account=held_under), account=bid_under) == (6 if counts else 0)


def test_the_other_account_is_named():
    """2.D: the finding says where the certification is held, so that the accounts can be combined."""
    result = evaluated(tabulation(bid("Alpha", marks=["LBE"], account="R-1"), certifications=[lbe(account="R-2")]))
    (finding,) = result.findings
    assert "held under the account R-2, not R-1 (2.D)" in finding.message


def test_several_accounts_and_the_one_of_the_bid_is_not_stated():
    """2.D: which account the bid was submitted with decides, so none is picked; stated, that one counts."""
    rows = [lbe(account="R-1"), certification("Alpha", "CBE", EARLIER, account="R-2")]
    result = evaluated(tabulation(bid("Alpha", marks=["LBE", "CBE"]), certifications=rows))
    assert by_bidder(result)["Alpha"].adjustment.percent == 0
    assert all("several accounts, R-1, R-2" in finding.message for finding in result.findings)
    assert percent(*rows, marks=["LBE", "CBE"], account="R-1") == 6
    assert percent(*rows, marks=["LBE", "CBE"], account="R-2") == 10


def test_each_certification_is_looked_for_under_the_account_of_the_bid():
    """2.D: LBE under the bid's account counts, LSB under another does not: 6% and no 2% more."""
    rows = [lbe(account="R-1"), certification("Alpha", "LSB", EARLIER, account="R-2")]
    assert percent(*rows, marks=["LBE", "LSB"], account="R-1") == 6


def test_the_account_comes_before_the_name():
    """2.D: the account is the firm; a name that was written otherwise in the register does not lose it."""
    renamed = certification("Alpha Holdings West", "LBE", EARLIER, account="R-1")
    assert percent(renamed, account="R-1") == 6
    assert percent(renamed) == 0


def test_an_account_of_a_subcontractor():
    """2.D: "Bidders, Proposers, including Subcontractors": three tenths, at most 2% for the LSB."""
    row = certification("Gamma", "LSB", EARLIER, account="R-7")
    assert percent(lbe(), row, subs=[sub("Gamma", "30.00", ["LSB"], account="R-7")]) == 8
    assert percent(lbe(), row, subs=[sub("Gamma", "30.00", ["LSB"], account="R-8")]) == 6


def test_an_undecided_application_under_another_account_is_not_waited_for():
    """2.D: approved, it would be held under another account than the bid's, and would not count."""
    given = tabulation(
        bid("Alpha", marks=["LBE"], account="R-1"),
        certifications=[certification("Alpha", "LBE", applied=EARLIER, account="R-2")],
    )
    assert evaluated(given).pending == ()


def test_accounts_from_files(tmp_path):
    """2.D, as a buyer has them: numbers in the workbook, text in the register; firms by account first."""
    made = workbook(
        {"Kind": "Bid", "Contract value": 1_000_000, "Bid due date": DUE},
        [
            {"Bidder": "Alpha", "Bid amount": 900_000, "LBE": "x", "RAMP account": 4711},
            {"Bidder": "Beta", "Bid amount": 950_000, "LBE": "x", "RAMP account": 4712},
        ],
        [],
    )
    made.save(tmp_path / "bids.xlsx")
    (tmp_path / "register.csv").write_text(
        "Firm,Certification,Granted,RAMP account\nAlpha Holdings,LBE,2025-01-15,4711\nBeta,LBE,2025-01-15,9999\n"
    )
    terms = Terms.of("la-lbpp", {}, {})._replace(certifications=tmp_path / "register.csv")
    entries = by_bidder(evaluate_file(tmp_path / "bids.xlsx", terms))
    assert (entries["Alpha"].adjustment.percent, entries["Beta"].adjustment.percent) == (6, 0)


# Definitions, "Local Business" c: joint ventures

VENTURE = "Alpha/Beta Joint Venture"


@pytest.mark.parametrize("venture", [VENTURE, "Alpha-Beta JV", "Alpha & Beta, a Joint Venture", "Alpha (JV)"])
def test_a_partner_s_certification_is_not_the_joint_venture_s(venture):
    """Definitions, c: "certification by one or more of the joint venture partners will not be considered sufficient"."""
    rows = [certification(name, "LBE", EARLIER) for name in ("Alpha", "Beta")]
    result = evaluated(tabulation(bid(venture, marks=["LBE"]), certifications=rows))
    assert result.bids[0].adjustment.percent == 0
    assert codes(result) == ["claim-without-evidence"]


def test_a_joint_venture_with_a_certification_of_its_own():
    """Definitions, c: a legally established entity that is certified itself takes part: 6%."""
    rows = [certification("Alpha", "LBE", EARLIER), certification(VENTURE, "LBE", EARLIER)]
    assert one(bid(VENTURE, marks=["LBE"]), certifications=rows).percent == 6


def test_the_finding_says_that_a_partner_s_certification_does_not_count(tmp_path):
    """Definitions, c: the register has the partner, and a buyer would take it for the venture's."""
    made = workbook(
        {"Kind": "Bid", "Contract value": 1_000_000, "Bid due date": DUE},
        [{"Bidder": "Alpha Builders / Beta Paving, a Joint Venture", "Bid amount": 900_000, "LBE": "x"}],
        [],
    )
    made.save(tmp_path / "bids.xlsx")
    (tmp_path / "register.csv").write_text("Firm,Certification,Granted\nAlpha Builders,LBE,2025-01-15\n")
    terms = Terms.of("la-lbpp", {}, {})._replace(certifications=tmp_path / "register.csv")
    result = evaluate_file(tmp_path / "bids.xlsx", terms)
    (finding,) = [found for found in result.findings if found.code == "claim-without-evidence"]
    assert "partner's certification does not count (Definitions)" in finding.hint


@pytest.mark.parametrize(
    "name", ["Alpha/Beta JV", "Alpha Beta (J.V.)", "Alpha & Beta J/V", "A/B, a Joint Venture", "[JV] A"]
)
def test_names_of_joint_ventures(name):
    """Definitions, c: what is a joint venture needs a certification of its own."""
    assert is_joint_venture(name)


@pytest.mark.parametrize("name", ["Raj Verma Paving", "Venture Electric, Inc.", "Joint Sealing Venturers", "Alpha"])
def test_names_of_other_firms(name):
    assert not is_joint_venture(name)


def test_a_certification_under_a_nearly_equal_name_is_pointed_out():
    """The register knows the firm, and another spelling of it has the certification: neither taken nor kept silent."""
    rows = [certification("Alpha", "CBE", EARLIER), certification("Alpha Company", "LBE", EARLIER)]
    result = evaluated(tabulation(bid("Alpha", marks=["LBE"]), certifications=rows))
    (finding,) = (found for found in result.findings if found.code == "claim-without-evidence")
    assert "not in the register under that name, but under Alpha Company" in finding.message


def test_a_city_business_without_a_mark_as_local_is_said_to_be_one():
    """Definitions: a City Business is a Local Business; the step of 4.A says why it is earned without the mark."""
    adjustment = one(bid("Alpha", marks=["CBE"]))
    assert [step.text for step in adjustment.steps] == [
        "Local Business, as every City Business is (Definitions)",
        "City Business",
    ]
