"""Reading the records of an outreach: moments, headings, text files, and every way in which they can be wrong."""

import csv
from datetime import date, datetime, time, timedelta

import pytest
from broken_outreaches import OUTREACH
from hypothesis import given
from hypothesis import strategies as st
from outreaches import ALPHA, BIP, COLUMNS, ENGINEERING, alpha, at, judged, read, records, rows_of, workbook
from running import lbpp

from lbpp_cli.findings import CATALOGUE, ERROR
from lbpp_cli.from_outreach import Terms, judge_files
from lbpp_cli.outreach.decisions import YES, cited
from lbpp_cli.outreach.records import Moment
from lbpp_cli.read.moments import Clock
from lbpp_cli.read.outreach import MOST_ALIKE
from lbpp_cli.read.outreach_columns import SHEETS
from lbpp_cli.read.outreach_files import read_headings
from lbpp_cli.read.outreach_values import read_groups
from lbpp_cli.read.values import CellError
from lbpp_cli.read.workbook import Sheet

CLOCK, AMERICAN = Clock("America/Los_Angeles"), Clock("America/Los_Angeles", month_first=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-09", (date(2026, 3, 9), None)),
        ("2026-03-09 16:30", (date(2026, 3, 9), time(16, 30))),
        (" 2026-3-9T16:30:05 ", (date(2026, 3, 9), time(16, 30, 5))),
        ("2026-03-09 4:30 PM", (date(2026, 3, 9), time(16, 30))),
        ("2026-03-09, 12:05 a.m.", (date(2026, 3, 9), time(0, 5))),
        ("2026-03-09 12:00 pm", (date(2026, 3, 9), time(12, 0))),
        ("2026-03-09 00:00", (date(2026, 3, 9), None)),  # midnight is how a workbook stores a day alone
        ("2026-03-09T07:00:00Z", (date(2026, 3, 9), time(0, 0))),  # but this is a time
        ("2026-03-09T23:30:00.250Z", (date(2026, 3, 9), time(16, 30))),
        ("2026-03-09 23:30 UTC", (date(2026, 3, 9), time(16, 30))),
        ("2026-03-08T09:59:59Z", (date(2026, 3, 8), time(1, 59, 59))),  # the second before the clocks go forward
        ("2026-03-08T10:00:00Z", (date(2026, 3, 8), time(3, 0))),
        ("2026-11-01T08:30:00Z", (date(2026, 11, 1), time(1, 30))),  # 1:30 twice: by summer time
        ("2026-11-01T09:30:00Z", (date(2026, 11, 1), time(1, 30))),  # and by standard time
        ("2026-03-09T16:30:00-0700", (date(2026, 3, 9), time(16, 30))),
        ("2026-03-10T08:30:00+09", (date(2026, 3, 9), time(16, 30))),
        ("2026-03-09 16:30 PDT", (date(2026, 3, 9), time(16, 30))),
        ("2026-01-09 16:30 PST", (date(2026, 1, 9), time(16, 30))),
        (at("2026-03-09 16:30"), (date(2026, 3, 9), time(16, 30))),
        (at("2026-03-09 16:29:59.999600"), (date(2026, 3, 9), time(16, 30))),  # a binary part of a day
        (at("2026-03-09 16:30:00.000400"), (date(2026, 3, 9), time(16, 30))),
        (at("2026-03-09"), (date(2026, 3, 9), None)),
        (date(2026, 3, 9), (date(2026, 3, 9), None)),
    ],
)
def test_moments(text, expected):
    assert CLOCK.moment(text) == Moment(*expected)


@pytest.mark.parametrize(
    "text",
    [
        "soon", "2026-02-29", "2026-03-09 25:00", "2026-03-09 13:00 PM", "2026-03-09 0:30 AM", "2026-03-09 16:60", "9.3.2026",
        "3/9/2026", "3/25/2026 2:15 PM", "2026-07-09 16:30 PST", "2026-03-09 16:30 EST", "2026-03-09T16:30+15:00", "16:30", 46090.5,
    ],
)  # fmt: skip
def test_what_is_no_moment_or_can_be_read_in_two_ways(text):
    with pytest.raises(CellError) as error:
        CLOCK.moment(text)
    assert error.value.code == "date-unreadable"
    assert error.value.hint


def test_month_first_is_an_option():
    assert AMERICAN.moment("3/9/2026 4:30 PM") == Moment(date(2026, 3, 9), time(16, 30))
    assert AMERICAN.moment("12/31/2025") == Moment(date(2025, 12, 31))
    with pytest.raises(CellError):
        AMERICAN.moment("31/12/2025")
    with pytest.raises(CellError, match="not written year-month-day") as error:
        CLOCK.moment("3/9/2026 4:30 PM")
    assert "2026-03-09 or 2026-09-03" in error.value.hint
    assert "--month-first" in error.value.hint


@given(st.datetimes(datetime(2000, 1, 1), datetime(2037, 12, 31)))  # noqa: DTZ001  what clocks here showed
def test_a_moment_reads_back(moment):
    """What is written without an offset is local time as it stands, on the days of a change of the clocks too."""
    moment = moment.replace(microsecond=0)
    found = CLOCK.moment(moment.isoformat())
    assert found.day == moment.date()
    assert found.time == (None if moment.time() == time.min else moment.time())


@pytest.mark.parametrize("value", [time(10, 5), timedelta(hours=10, minutes=5), "10:05", "10:05 AM"])
def test_a_time_alone_is_of_the_day_of_the_meeting(value):
    assert CLOCK.arrival(value) == time(10, 5)
    made = records()
    made["Meeting"][0]["Arrived"] = "9:55"
    assert read(made).records.meeting[0].arrived == Moment(date(2026, 3, 5), time(9, 55))


@pytest.mark.parametrize("text", ["MBE,SBE", "mbe / sbe", "MBE;SBE", "MBE and SBE", "SBE\nMBE", "MBE & SBE"])
def test_groups(text):
    assert read_groups(BIP.groups, text) == {"MBE", "SBE"}


@pytest.mark.parametrize("code", [code for code in OUTREACH if OUTREACH[code][0]])
def test_broken_input(code, tmp_path):
    """Each finding stands at its cell, with a remedy; with an error nothing is decided, and the exit status says so."""
    make, cell = OUTREACH[code]
    workbook(make()).save(tmp_path / "outreach.xlsx")
    found = judge_files([tmp_path / "outreach.xlsx"], Terms(BIP))
    ours = [one for one in found.findings if one.code == code]
    assert [one.cell for one in ours][:1] == [cell], found.findings
    assert all(one.hint.endswith((".", "?")) for one in ours)
    assert (found.decisions is None) == any(one.severity == ERROR for one in found.findings)
    run = lbpp("bip", "check", tmp_path / "outreach.xlsx")
    assert run.returncode == (1 if CATALOGUE[code][0] == ERROR else 3 if found.decisions.needs_a_person else 0)
    assert code in (run.stderr if run.returncode == 1 else run.stdout)


def test_all_errors_come_out_at_once():
    made = records(rfp={"Due": "3/30/2026"})
    made["Work areas"][0]["Registered"] = "many"
    made["Notices"][0] |= {"Groups": "XBE", "Sent": "soon"}
    made["Proposers"][0] |= {"Custom wording": "perhaps", "Summary sheet sent": "31.3.2026"}
    made["Responses"][0] |= {"Amount": "1.234,50", "Selected": "maybe"}
    found = read(made)
    assert {(one.code, one.cell) for one in found.findings} == {
        ("date-unreadable", "RFP!B4"), ("number-unreadable", "Work areas!C2"), ("group-unknown", "Notices!D2"),
        ("date-unreadable", "Notices!E2"), ("choice-unknown", "Proposers!H2"), ("date-unreadable", "Proposers!B2"),
        ("amount-unreadable", "Responses!D2"), ("choice-unknown", "Responses!F2"),
    }  # fmt: skip
    assert found.records is None


def test_findings_that_are_alike_are_counted():
    """38 dates that can be read in two ways: ten of them, and how many more there are."""
    made = records()
    for row in made["Notices"]:
        row["Sent"] = "3/9/2026"
    found = [one for one in read(made).findings if one.code == "date-unreadable"]
    assert len(found) == MOST_ALIKE + 1
    assert "The same of 28 more cells, down to this one" in found[-1].message
    assert found[-1].cell == "Notices!E39"


def test_a_known_proposer_in_another_spelling_is_asked_about():
    """A legal form more makes it another name: nothing is guessed, and nothing decided."""
    made = records()
    made["Notices"][0]["Proposer"] = "ALPHA ENGINEERS"
    (found,) = read(made).findings
    assert found.code == "proposer-unknown"
    assert "Write “Alpha Engineers, Inc.”" in found.hint
    made["Notices"][0]["Proposer"] = "alpha  engineers, inc."
    assert not read(made).findings


def test_who_came_and_did_not_propose_is_one_finding():
    """A roster has many who do not propose: they are named together, with how many rows each has."""
    made = records()
    made["Meeting"] += [{"Proposer": name, "Signed": "yes"} for name in ("Zeta", "Kappa", "Omicron", "Upsilon", "Zeta")]
    (found,) = read(made).findings
    assert (found.code, found.cell) == ("proposer-not-listed", "Meeting!A4")
    assert "“Zeta” (2 on Meeting); “Kappa” (1 on Meeting); “Omicron” (1 on Meeting); and 1 more." in found.message


def csv_files(made, folder, names=None):
    paths = []
    for name, rows in made.items():
        paths.append(folder / f"{(names or {}).get(name, name)}.csv")
        with paths[-1].open("w", newline="") as file:
            csv.writer(file).writerows(rows_of(rows))
    return paths


def test_text_files_say_the_same_as_a_workbook(tmp_path):
    made = records()
    made["Notices"][0]["Sent"] = at("2026-03-16 08:00")
    workbook(made).save(tmp_path / "outreach.xlsx")
    of_book = judge_files([tmp_path / "outreach.xlsx"], Terms(BIP)).decisions
    of_text = judge_files(csv_files(made, tmp_path), Terms(BIP)).decisions
    for one, other in zip(of_book.decisions, of_text.decisions, strict=True):
        assert one.responsive == other.responsive
        assert [(each.outcome, [ground.text for ground in each.grounds]) for each in one.indicators] == [
            (each.outcome, [ground.text for ground in each.grounds]) for each in other.indicators
        ]
    assert of_text.decisions[0].areas[0].cells == (f"{tmp_path / 'Notices.csv'}: C2:C14",)


def test_other_headings(tmp_path):
    """An export with its own headings, its own name and UTC; and a sheet of another name."""
    made = records()
    export = [
        {
            "Prime": row["Proposer"],
            "Code": row["Work area"],
            "Vendor Legal Name": row["Firm"],
            "Stamp": "2026-03-15T20:00:00Z",
        }
        for row in made.pop("Notices")
    ]
    made["Areas selected"] = made.pop("Work areas")
    workbook(made).save(tmp_path / "outreach.xlsx")
    csv_files({"bavn": export}, tmp_path)
    headings = tmp_path / "headings.toml"
    headings.write_text(
        '[Notices]\nCode = "Work area"\n"Vendor Legal Name" = "Firm"\nStamp = "Sent"\n["work areas"]\nsheet = "Areas selected"\n'
    )
    terms = Terms(BIP, {"Notices": tmp_path / "bavn.csv"}, headings)
    found = judge_files([tmp_path / "outreach.xlsx"], terms)
    assert [one.responsive for one in found.decisions.decisions] == [YES, YES]
    run = lbpp(
        "bip", "check", "outreach.xlsx", "--table", "notices=bavn.csv", "--columns", "headings.toml", cwd=tmp_path
    )
    assert run.returncode == 0


def test_wrong_headings_are_said_all_at_once(tmp_path):
    headings = tmp_path / "headings.toml"
    headings.write_text('[Notice]\nCode = "Wrk area"\n[Bananas]\nA = "B"\n[Responses]\nA = 1\n')
    found = read_headings(headings, COLUMNS).findings
    assert [one.code for one in found] == ["headings-unreadable"] * 3
    assert "Did you mean “Work area”?" in found[0].hint
    headings.write_text("[Notices\n")
    assert "This is no TOML" in read_headings(headings, COLUMNS).findings[0].message
    workbook(records()).save(tmp_path / "outreach.xlsx")
    run = lbpp("bip", "check", tmp_path / "outreach.xlsx", "--columns", headings)
    assert run.returncode == 2
    assert "headings-unreadable" in run.stderr


def test_headings_without_distinction_of_case_and_their_other_names():
    made = records()
    made["Notices"] = [
        {
            "PROPOSER NAME": row["Proposer"],
            "naics_code": row["Work area"],
            "Company": row["Firm"],
            "Date sent": row["Sent"],
        }
        for row in made["Notices"]
    ]
    assert judged(made).decisions[0].responsive == YES


def test_a_file_that_does_not_say_which_table_it_is(tmp_path):
    (tmp_path / "export.csv").write_text("Proposer,Firm\nA,B\n")
    run = lbpp("bip", "check", "export.csv", cwd=tmp_path)
    assert run.returncode == 2
    assert "--table" in run.stderr


def test_a_table_that_is_not_there(tmp_path):
    made = records()
    del made["Notices"]
    workbook(made).save(tmp_path / "outreach.xlsx")
    run = lbpp("bip", "check", tmp_path / "outreach.xlsx", columns=300)
    assert run.returncode == 1
    assert "There is no table “Notices”" in run.stderr


def test_a_file_takes_the_place_of_a_sheet(tmp_path):
    """The later one counts, and a note says so."""
    made = records()
    workbook(made).save(tmp_path / "outreach.xlsx")
    csv_files({"notices": made["Notices"][:5]}, tmp_path)
    found = judge_files([tmp_path / "outreach.xlsx", tmp_path / "notices.csv"], Terms(BIP))
    assert found.decisions.decisions[0].areas[0].notified == 5
    assert "option-overrides" in {one.code for one in found.findings}


def test_a_due_date_before_the_rules(tmp_path):
    workbook(records(rfp={"Due": "2010-03-30"})).save(tmp_path / "outreach.xlsx")
    found = judge_files([tmp_path / "outreach.xlsx"], Terms(BIP))
    assert found.decisions is None
    assert [one.code for one in found.findings if one.severity == ERROR] == ["rules-unknown"]


def test_schedule_a_is_read_as_the_form_has_it():
    """Firm, work, groups, agency, number and dollars, each with its cell, for whoever reckons with them."""
    row = {
        "Proposer": ALPHA, "Subconsultant": "Firm 1 of 541330", "Work area": ENGINEERING, "Description of work or supply": "Plans",
        "Groups": "MBE, SBE", "Agency": "Metro", "Certification number": "M-1", "Dollar value of subcontract": "$90,000.50",
    }  # fmt: skip
    (listed,) = read(records(schedule_a=[row])).records.listed
    assert (listed.firm, listed.work, listed.agency, listed.certificate) == (
        "Firm 1 of 541330",
        "Plans",
        "Metro",
        "M-1",
    )
    assert listed.groups == {"MBE", "SBE"}
    assert str(listed.amount) == "90000.50"
    assert listed.source.cell("amount") == "Schedule A!H2"
    (blank,) = read(records(schedule_a=[row | {"Dollar value of subcontract": None}])).records.listed
    assert blank.amount is None


def test_cells_that_are_neighbours_are_one():
    made = records()
    sources = [notice.source for notice in read(made).records.notices]
    assert cited([sources[0], *sources[2:5], sources[1], sources[9]], "firm") == ("Notices!C2:C6", "Notices!C11")
    assert alpha(made).areas[0].cells == ("Notices!C2:C14",)


def test_the_template_sheet_names_are_known():
    first = ["RFP", "Work areas", "Proposers", "Notices", "Responses", "Meeting", "Schedule A"]
    assert list(SHEETS) == [*first, "Contracts", "Invoices", "Final payments"]
    assert Sheet("Notices", [], {}).name in SHEETS
