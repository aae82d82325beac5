"""Records of an outreach, broken in one way for each finding that only they can have."""

from outreaches import ALPHA, ENGINEERING, GOOD, SURVEYING, TOO_LATE, notices, records

from lbpp_cli.read.outreach_columns import NOTICES, PROPOSERS


def _row(table, **values):
    """The good records with another row in a table."""
    made = records()
    made[table].append(values)
    return made


def _changed(table, **values):
    made = records()
    made[table][0] |= values
    return made


def _many():
    """A spelling that differs in punctuation alone, beside the other."""
    more = notices(ALPHA, ENGINEERING, 1)
    return records(notices=[*GOOD["Notices"], {**more[0], "Firm": "FIRM 1, of 541330"}])


def _same_description():
    """Two work areas with one description, by which a notice names one of them."""
    made = _changed(NOTICES, **{"Work area": "Surveying"})
    made["Work areas"][0]["Description"] = "Surveying"
    return made


def _nobody_named():
    """No bid and no listed firm in a work area, and no own forces."""
    made = records(alpha={"Bids received": 2})
    for table in ("Responses", "Schedule A"):
        made[table] = [row for row in made[table] if (row["Proposer"], row["Work area"]) != (ALPHA, SURVEYING)]
    return made


# The code, the records, and the cell where it is said.
OUTREACH = {
    "proposer-missing": (lambda: _row(NOTICES, **{"Work area": ENGINEERING, "Firm": "A"}), "Notices!A40"),
    "proposer-twice": (lambda: _row(PROPOSERS, Proposer="BETA  consultants"), "Proposers!A4"),
    "proposer-unknown": (lambda: _row(NOTICES, **{"Proposer": "Beta Consultant", "Work area": ENGINEERING, "Firm": "A"}), "Notices!A40"),
    "proposer-not-listed": (lambda: _row(NOTICES, **{"Proposer": "Zeta", "Work area": ENGINEERING, "Firm": "A"}), "Notices!A40"),
    "no-proposers": (lambda: records(proposers=[{"Proposer": None}]), "Proposers"),
    "no-work-areas": (lambda: records(areas=[{"NAICS code": None, "Registered": None}]), "Work areas"),
    "no-notices": (lambda: records(notices=[dict.fromkeys(GOOD[NOTICES][0])]), "Notices"),
    "due-missing": (lambda: records(rfp={"Due": None}), "RFP!B4"),
    "area-missing": (lambda: _row(NOTICES, Proposer=ALPHA, Firm="A"), "Notices!B40"),
    "area-twice": (lambda: _row("Work areas", **{"NAICS code": 541330, "Registered": 5}), "Work areas!A4"),
    "area-unknown": (lambda: _row(NOTICES, **{"Proposer": ALPHA, "Work area": "541310", "Firm": "A", "Sent": TOO_LATE}), "Notices!B40"),
    "area-unclear": (_same_description, "Notices!B2"),
    "firm-missing": (lambda: _row(NOTICES, **{"Proposer": ALPHA, "Work area": ENGINEERING}), "Notices!C40"),
    "group-unknown": (lambda: _changed(NOTICES, Groups="MBE, XBE"), "Notices!D2"),
    "registered-missing": (lambda: _changed("Work areas", Registered=None), "Work areas!C2"),
    "registered-contradict": (lambda: _changed("Work areas", MBE=22), "Work areas!D2"),
    "none-registered": (lambda: _row("Work areas", **{"NAICS code": "541380", "Registered": 0}), "Work areas!C4"),
    "more-than-registered": (lambda: records(areas=[{"NAICS code": ENGINEERING, "Registered": 12}, GOOD["Work areas"][1]]), "Proposers!A2"),
    "group-left-out": (lambda: _changed("Work areas", DVBE=2), "Proposers!A2"),
    "names-alike": (_many, "Notices!C40"),
    "lower-bid-rejected": (lambda: records(responses=[GOOD["Responses"][0], {**GOOD["Responses"][1], "Amount": 80_000, "Reason": None}]), "Responses!G3"),
    "schedule-a-differs": (lambda: _changed("Schedule A", Amount=1), "Schedule A!F2"),
    "area-without-firm": (_nobody_named, "Proposers!F2"),
    "holidays-unknown": (lambda: records(alpha={"Summary sheet sent": "2026-03-31 16:31"}), "Proposers!B2"),
    "table-not-given": (lambda: records(meeting=None), ""),
    "headings-unreadable": (None, ""),  # of a file of headings: test_wrong_headings_are_said_all_at_once
}  # fmt: skip
