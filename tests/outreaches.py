"""Records of an outreach for tests: a good one, with something changed."""

import copy
from datetime import datetime

from openpyxl import Workbook

from lbpp_cli import programs
from lbpp_cli.findings import ERROR
from lbpp_cli.model import InputFile
from lbpp_cli.read.moments import Clock
from lbpp_cli.read.outreach import read_outreach
from lbpp_cli.read.outreach_columns import declared
from lbpp_cli.read.outreach_files import Tables
from lbpp_cli.read.rulebook import read_rulebook
from lbpp_cli.read.workbook import Sheet

BIP = programs.part("la-bip", "outreach")
BOOK = read_rulebook(programs.folder("la-bip"))
COLUMNS = declared(BIP.groups, BIP.levels, Clock(BIP.zone))

at = datetime.fromisoformat
ENGINEERING, SURVEYING = "541330", "541370"
# Due on a Monday; 15 calendar days before it is Sunday, March 15.
DUE = at("2026-03-30 14:00")
IN_TIME, TOO_LATE = at("2026-03-15 23:59"), at("2026-03-16 00:01")
ALPHA, BETA = "Alpha Engineers, Inc.", "Beta Consultants"


def firms(number, area=ENGINEERING):
    """So many names of firms."""
    return [f"Firm {one} of {area}" for one in range(1, number + 1)]


def notices(proposer, area, number, sent=IN_TIME, groups="MBE, SBE"):
    """Notices to so many firms of an area."""
    return [
        {"Proposer": proposer, "Work area": area, "Firm": firm, "Groups": groups, "Sent": sent}
        for firm in firms(number, area)
    ]


def responses(proposer):
    """A bid that was taken in each area, and a higher one that was not."""
    rows = []
    for area in (ENGINEERING, SURVEYING):
        first, second = firms(2, area)
        rows += [
            {"Proposer": proposer, "Work area": area, "Firm": first, "Amount": 90_000, "Solicited": "yes", "Selected": "yes", "Reason": "lowest", "Answered": "yes"},
            {"Proposer": proposer, "Work area": area, "Firm": second, "Amount": 95_000, "Solicited": "yes", "Selected": "no", "Reason": "higher", "Answered": "yes"},
        ]  # fmt: skip
    return rows


GOOD = {
    "RFP": {
        "RFP number": "RFP-1", "Title": "Design services", "Due": DUE, "Meeting": at("2026-03-05 10:00"),
        "Meeting mandatory": "no", "MBE level": "18%", "WBE level": "4%",
    },
    "Work areas": [
        {"NAICS code": ENGINEERING, "Description": "Engineering services", "Registered": 21, "MBE": 8, "SBE": 12},
        {"NAICS code": SURVEYING, "Description": "Surveying", "Registered": 6, "MBE": 2, "SBE": 4},
    ],
    "Proposers": [
        {
            "Proposer": name, "Summary sheet sent": at("2026-03-31 16:30"), "Certified informed": "no",
            "Matchmaking event": None, "Event documents": None, "Own forces": "none", "Bids received": 4, "Custom wording": "none",
        }
        for name in (ALPHA, BETA)
    ],
    "Notices": [row for name in (ALPHA, BETA) for area, number in ((ENGINEERING, 13), (SURVEYING, 6)) for row in notices(name, area, number)],
    "Responses": [row for name in (ALPHA, BETA) for row in responses(name)],
    "Meeting": [
        {"Proposer": name, "Attendee": "Somebody", "Employee": "yes", "Arrived": at("2026-03-05 09:55"), "Signed": "yes"}
        for name in (ALPHA, BETA)
    ],
    "Schedule A": [
        {"Proposer": name, "Subconsultant": firms(1, area)[0], "Work area": area, "Work": "Work", "Groups": "MBE", "Amount": 90_000}
        for name in (ALPHA, BETA)
        for area in (ENGINEERING, SURVEYING)
    ],
}  # fmt: skip


def records(**changes):
    """The good records; ``rfp``, ``alpha`` change fields, a table by name is replaced (None: left out)."""
    made = copy.deepcopy(GOOD)
    made["RFP"] |= changes.pop("rfp", {})
    made["Proposers"][0] |= changes.pop("alpha", {})
    for name, rows in changes.items():
        made[{"areas": "Work areas", "schedule_a": "Schedule A"}.get(name, name.capitalize())] = rows
    return {name: rows for name, rows in made.items() if rows is not None}


def workbook(made):
    """The records as a workbook."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in made.items():
        sheet = book.create_sheet(name)
        if isinstance(rows, dict):
            sheet.append(["Field", "Value"])
            for field, value in rows.items():
                sheet.append([field, value])
            continue
        headings = list(dict.fromkeys(heading for row in rows for heading in row))
        sheet.append(headings)
        for row in rows:
            sheet.append([row.get(heading) for heading in headings])
    return book


def rows_of(rows):
    """The rows of a table, headings first; of fields, each with its value."""
    if isinstance(rows, dict):
        return [["Field", "Value"], *([field, "" if value is None else value] for field, value in rows.items())]
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    values = [["" if row.get(heading) is None else row[heading] for heading in headings] for row in rows]
    return [headings, *values]


def read(made):
    """The records as they are read, and what was found."""
    tables = {name: ("outreach.xlsx", Sheet(name, rows_of(rows), {})) for name, rows in made.items()}
    return read_outreach(Tables((InputFile("outreach.xlsx", b""),), tables, ()), COLUMNS, BIP.groups, BIP.levels)


def judged(made, **readings):
    """The decisions on records without errors; ``over_200="round-up"`` chooses a reading."""
    found = read(made)
    assert not [one for one in found.findings if one.severity == ERROR], found.findings
    rules = BOOK.in_force(found.records.rfp.due.day)
    return BIP.check(found.records, rules, {name.replace("_", "-"): value for name, value in readings.items()})


def alpha(made, **readings):
    """The decision on the first proposer."""
    return judged(made, **readings).decisions[0]


def outcome(made, number, **readings):
    """The outcome of an indicator of the first proposer."""
    return indicator(alpha(made, **readings), number).outcome


def indicator(decision, number):
    """An indicator of a decision."""
    return next(one for one in decision.indicators if one.number == number)


def texts(decision, number):
    """What an indicator rests on, in words."""
    return "; ".join(ground.text for ground in indicator(decision, number).grounds)
