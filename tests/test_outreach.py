"""``lbpp bip``: what a person sees, each form of the result, and what must hold for any records."""

import copy
import json
import random
import re
import subprocess
import sys

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from make_samples import save
from outreaches import (
    ALPHA,
    BIP,
    DUE,
    ENGINEERING,
    GOOD,
    IN_TIME,
    SURVEYING,
    TOO_LATE,
    judged,
    notices,
    records,
    workbook,
)
from running import ROOT, as_seen, lbpp

from lbpp_cli.commands import outreach_template
from lbpp_cli.from_outreach import Terms, judge_files
from lbpp_cli.outreach.decisions import FAIL, NO, PASS, PERSON, YES
from lbpp_cli.render import outreach_page
from lbpp_cli.render.layout import Page
from lbpp_cli.render.outreach_console import render as as_text
from lbpp_cli.render.outreach_workbook import plan


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The example of the template, an outreach that hangs on a reading, and one with errors."""
    made = tmp_path_factory.mktemp("outreach")
    (made / "outreach.xlsx").write_bytes(outreach_template.workbook(BIP, "outreach.xlsx", example=True))
    save(workbook(hanging()), made / "hanging.xlsx")
    wrong = records(rfp={"Due": "3/30/2026"})
    wrong["Notices"][0] |= {"Groups": "XBE", "Firm": None}
    save(workbook(wrong), made / "wrong.xlsx")
    return made


def hanging():
    """Due on a Friday, the summary sheet sent on Monday; of 201 registered firms 20 were notified."""
    areas = [{**GOOD["Work areas"][0], "Registered": 201}, GOOD["Work areas"][1]]
    sent = notices(ALPHA, ENGINEERING, 20, "2026-03-01") + notices(ALPHA, SURVEYING, 6, "2026-03-01")
    made = records(
        rfp={"Due": "2026-03-27 14:00"}, areas=areas, notices=sent, alpha={"Summary sheet sent": "2026-03-30 09:00"}
    )
    made["Proposers"] = made["Proposers"][:1]
    for table in ("Responses", "Meeting", "Schedule A"):
        made[table] = [row for row in made[table] if row["Proposer"] == ALPHA]
    return made


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "outreach.xlsx"),
        ("check", "hanging.xlsx"),
        ("check", "hanging.xlsx", "--reading", "first-day-after=next-working", "--reading", "over-200=round-up"),
        ("check", "wrong.xlsx"),
        ("check", "missing.xlsx"),
        ("rules",),
        ("rules", "--readings"),
    ],
    ids=" ".join,
)
def test_as_seen(arguments, folder, snapshot):
    """Exit status, standard output and standard error at 80 columns."""
    dated = ("--date", "2026-03-30") if arguments == ("rules",) else ()
    assert as_seen(lbpp("bip", *arguments, *dated, cwd=folder, columns=80, PYTHONPATH=str(ROOT))) == snapshot


@pytest.mark.parametrize(("file", "form"), [("outreach.xlsx", "json"), ("wrong.xlsx", "json")])
def test_json(file, form, folder, snapshot):
    """Every key is always there; with errors there is no decision, and the findings say why."""
    run = lbpp("bip", "check", file, "--format", form, cwd=folder, PYTHONPATH=str(ROOT))
    made = json.loads(run.stdout)
    assert made["schema"] == "lbpp.outreach/1"
    for one in made["input"]:
        assert re.fullmatch("[0-9a-f]{64}", one.pop("sha256"))
    if made["rules"]:
        made["rules"].pop("sha256")
    assert (run.returncode, made) == snapshot


def test_no_number_of_the_json_is_a_float(folder):
    def refuse(text):
        raise AssertionError(text)

    run = lbpp("bip", "check", folder / "outreach.xlsx", "--format", "json")
    made = json.loads(run.stdout, parse_float=refuse)
    assert made["rfp"]["anticipated_percent"] == {"MBE": "18", "WBE": "4", "SBE": "25", "EBE": "8", "DVBE": "3"}
    assert made["proposers"][1]["areas"][0]["share_percent"] == "60"
    assert [one["responsive"] for one in made["proposers"]] == [YES, NO, PERSON]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("check", "outreach.xlsx", "--reading", "over-200"), "is not ID=VALUE"),
        (("check", "outreach.xlsx", "--reading", "over-20=x"), "is no reading. Known: over-200"),
        (("check", "outreach.xlsx", "--reading", "over-200=up"), "Known: printed-floor, round-up"),
        (("check", "outreach.xlsx", "--reading", "over-200=round-up", "--reading", "over-200=round-up"), "given twice"),
        (("check", "outreach.xlsx", "--table", "Notices"), "is not TABLE=FILE"),
        (("check", "outreach.xlsx", "--table", "Notises=a.csv"), "Did you mean 'Notices'?"),
        (("check", "outreach.xlsx", "--table", "Notices=a.csv", "--table", "notice=b.csv"), "Notices is given twice"),
        (("check", "outreach.xlsx", "--format", "xlsx"), "a workbook needs a file"),
        (("check", "outreach.xlsx", "-o", "outreach.xlsx", "--force"), "is an input"),
        (("check", "outreach.xlsx", "-o", "a.pdf"), "ends in none of"),
        (("check", "outreach.xlsx", "-o", "hanging.xlsx"), "--force"),
        (("template", "a.csv"), "does not end in .xlsx"),
        (("template", "outreach.xlsx"), "--force"),
        (("rules", "--date", "2011-01-18"), "no rules are known for dates before 2011-01-19"),
    ],
    ids=str,
)
def test_usage(arguments, said, folder):
    run = lbpp("bip", *arguments, cwd=folder, columns=300, TERM="dumb", PYTHONPATH=str(ROOT))
    assert run.returncode == 2
    assert said in " ".join(run.stderr.replace("│", " ").split())


def test_a_decision_that_needs_a_person_ends_with_3(folder):
    for file, status in (("outreach.xlsx", 3), ("hanging.xlsx", 3), ("wrong.xlsx", 1)):
        assert lbpp("bip", "check", folder / file, "--format", "json").returncode == status
    save(workbook(records()), folder / "good.xlsx")
    assert lbpp("bip", "check", folder / "good.xlsx").returncode == 0


@pytest.mark.parametrize("ending", ["txt", "json", "html", "xlsx"])
def test_results_in_files(ending, folder):
    """The ending says the form; the same input gives the same bytes; an existing file is never replaced unasked."""
    first, second = folder / f"first.{ending}", folder / f"second.{ending}"
    for path in (first, second):
        assert lbpp("bip", "check", folder / "outreach.xlsx", "-o", path).returncode == 3
    assert first.read_bytes() == second.read_bytes()
    assert lbpp("bip", "check", folder / "outreach.xlsx", "-o", first).returncode == 2
    run = lbpp("bip", "check", folder / "wrong.xlsx", "-o", folder / f"none.{ending}")
    assert run.returncode == 1
    assert (folder / f"none.{ending}").exists() == (ending == "json")


def test_the_workbook_holds_the_decisions(folder):
    lbpp("bip", "check", folder / "outreach.xlsx", "-o", folder / "decisions.xlsx")
    book = openpyxl.load_workbook(folder / "decisions.xlsx")
    assert book.sheetnames == ["Decisions", "Why", "Notices", "Findings", "Notes"]
    rows = [[cell.value for cell in row] for row in book["Decisions"].iter_rows(min_row=6, max_row=9)]
    assert rows[0][:3] == ["Proposer", "2 Pre-proposal meeting", "3 Sufficient work identified"]
    assert [row[7] for row in rows[1:]] == [YES, NO, PERSON]
    by_area = {
        (row[0].value, row[1].value): [cell.value for cell in row] for row in book["Notices"].iter_rows(min_row=2)
    }
    assert by_area["Sample Transportation Group", ENGINEERING][3:8] == [21, 13, 12, 12, 1]
    assert by_area["Sample Transportation Group", ENGINEERING][9] == 14
    assert by_area["Sample Transportation Group", ENGINEERING][11:] == [FAIL, "Notices!C33:C45"]


def hostile():
    """Names that a terminal, a page or a spreadsheet could take for something else."""
    name = '=HYPERLINK("http://x")<script>alert(1)</script>\u202eevil\x1b[31m'
    made = json.loads(json.dumps(records(), default=str).replace(ALPHA, "HOSTILE"))
    return json.loads(json.dumps(made).replace("HOSTILE", json.dumps(name)[1:-1]))


def judged_file(made):
    decisions = judged(made)
    from lbpp_cli.outreach.decisions import Judged

    return Judged(BIP, decisions.records.files, decisions, decisions.findings)


def outreach_page_of():
    """The page of an outreach with hostile names, where a decision hangs on a reading."""
    made = hostile()
    made["RFP"] |= {"Due": "2026-03-27"}
    made["Work areas"][0]["Description"] = "Straßenbauverwaltung" * 4
    return outreach_page.render(judged_file(made))


def test_hostile_names_are_only_names():
    found = judged_file(hostile())
    page = outreach_page.render(found)
    assert "<script" not in page
    assert "\u202e" not in page
    text = as_text(found, Page(80))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert all(cell.formula is None for sheet in plan(found) for cell in sheet.cells.values())


@pytest.mark.parametrize("width", [80, 200, None])
def test_nothing_is_cut_and_nothing_is_too_wide(width):
    """Also with forty work areas, of which a few are named and all others counted."""
    areas = [{"NAICS code": f"54{number:04}", "Description": "Work " * 8, "Registered": 4} for number in range(40)]
    made = records(areas=areas, notices=[row for area in areas[5:] for row in notices(ALPHA, area["NAICS code"], 4)])
    found = judged_file(made)
    text = as_text(found, Page(width))
    if width:
        assert max(map(len, text.splitlines())) <= width
    shown = " ".join(text.split())
    assert "And 35 that pass (the closest: 4 of 4 needed in 540005); --all shows them." in shown
    assert "And 32 more that do not pass; --all shows them." in shown  # the other proposer has no notice in any
    everything = " ".join(as_text(found, Page(width), everything=True).split())
    assert all(f"{area['NAICS code']} Work" in everything for area in areas)
    assert "--all shows them" not in everything


def test_colours_only_where_they_are_wanted(folder):
    coloured = lbpp("bip", "check", folder / "outreach.xlsx", FORCE_COLOR="1").stdout
    assert "\x1b[" in coloured
    plain = lbpp("bip", "check", folder / "outreach.xlsx", FORCE_COLOR="1", NO_COLOR="1").stdout
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


def test_the_template_without_an_example(tmp_path):
    """It has every sheet and heading, and what is missing is said."""
    run = lbpp("bip", "template", "empty.xlsx", "--empty", cwd=tmp_path, PYTHONPATH=str(ROOT))
    assert (run.returncode, run.stderr) == (0, "empty.xlsx was written. Fill it in, then: lbpp bip check empty.xlsx\n")
    book = openpyxl.load_workbook(tmp_path / "empty.xlsx")
    wanted = ["RFP", "Work areas", "Proposers", "Notices", "Responses", "Meeting", "Schedule A"]
    assert book.sheetnames[1:] == [*wanted, "Contracts", "Invoices", "Final payments"]
    checked = lbpp("bip", "check", tmp_path / "empty.xlsx")
    assert checked.returncode == 1
    assert "due-missing" in checked.stderr
    assert "no-proposers" in checked.stderr
    assert "no-work-areas" in checked.stderr


def test_the_example_says_what_it_shows(folder):
    """One passes; one sent 12 of 13 notices in time and one 14 days before; one rejected a lower bid for a person to judge."""
    found = judge_files([folder / "outreach.xlsx"], Terms(BIP))
    first, second, third = found.decisions.decisions
    assert (first.responsive, second.responsive, third.responsive) == (YES, NO, PERSON)
    assert [(one.number, ground.outcome) for one, ground in second.reasons] == [(4, FAIL)]
    assert (second.areas[0].notified, second.areas[0].needed, second.areas[0].days) == (12, 13, 14)
    assert [(one.number, ground.outcome) for one, ground in third.reasons] == [(6, PERSON)]
    assert not found.findings


def test_only_what_is_called_is_loaded(folder):
    """Neither a frame library nor a writer of workbooks to print decisions, and no other command's options."""
    code = (
        f"import sys; sys.argv = ['lbpp', 'bip', 'check', {str(folder / 'outreach.xlsx')!r}];\n"
        "from lbpp_cli.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(run.stderr.split())
    assert not loaded & {"pandas", "numpy", "openpyxl", "xlsxwriter", "docx", "rich.console"}
    assert not loaded & {
        "lbpp_cli.cli.many",
        "lbpp_cli.cli.evaluation",
        "lbpp_cli.render.html",
        "lbpp_cli.render.sheets",
    }
    assert "lbpp_cli.cli.outreach" in loaded


# What must hold for any records

SENT = st.sampled_from([IN_TIME, TOO_LATE, DUE, None])
ROWS = st.lists(
    st.builds(
        lambda area, firm, sent, network, groups: {
            "Proposer": ALPHA, "Work area": area, "Firm": f"Firm {firm} of {area}", "Groups": groups, "Sent": sent, "Through the network": network,
        },
        st.sampled_from([ENGINEERING, SURVEYING, "541999"]),
        st.integers(1, 16),
        SENT,
        st.sampled_from(["yes", "yes", "no", None]),
        st.sampled_from(["MBE", "SBE, DVBE", None]),
    ),
    min_size=1,
    max_size=40,
)  # fmt: skip
BETTER = (FAIL, PERSON, PASS)


def outcomes(made, **readings):
    decision = judged(made, **readings).decisions[0]
    return {one.number: one.outcome for one in decision.indicators}, decision.responsive


@given(ROWS, st.integers(0, 230), st.randoms(use_true_random=False))
def test_the_order_of_rows_never_matters(rows, registered, order):
    areas = [{"NAICS code": ENGINEERING, "Registered": registered, "DVBE": min(registered, 1)}, GOOD["Work areas"][1]]
    made = records(areas=areas, notices=rows)
    shuffled = copy.deepcopy(made)
    for table in ("Notices", "Responses", "Meeting", "Schedule A"):
        order.shuffle(shuffled[table])
    assert outcomes(made) == outcomes(shuffled)
    assert {one.code for one in judged(made).findings} == {one.code for one in judged(shuffled).findings}


@given(ROWS, st.integers(0, 230), st.integers(1, 30), st.sampled_from([ENGINEERING, SURVEYING]))
def test_a_notice_in_time_never_makes_a_proposer_worse(rows, registered, firm, area):
    """Whatever stands there, one more notice through the network and in time leaves every indicator as good or better."""
    areas = [{"NAICS code": ENGINEERING, "Registered": registered}, GOOD["Work areas"][1]]
    made = records(areas=areas, notices=rows)
    before, standing = outcomes(made)
    # Where no row says how its notice was sent, all were sent through the network; a row that does would change that.
    through = "yes" if any(row["Through the network"] for row in rows) else None
    more = {**notices(ALPHA, area, 1)[0], "Firm": f"Firm {firm} of {area}", "Through the network": through}
    made["Notices"].append(more)
    after, now = outcomes(made)
    assert all(BETTER.index(after[number]) >= BETTER.index(before[number]) for number in before)
    assert (NO, PERSON, YES).index(now) >= (NO, PERSON, YES).index(standing)


@given(ROWS, st.integers(0, 230))
def test_what_is_passed_is_certain(rows, registered):
    """Leaving out every row that does not state all it should never makes a passed indicator 4 another."""
    areas = [{"NAICS code": ENGINEERING, "Registered": registered}, GOOD["Work areas"][1]]
    certain = [row for row in rows if row["Sent"] and row["Through the network"]]
    before, _ = outcomes(records(areas=areas, notices=rows))
    if before[4] == PASS and any(row["Through the network"] for row in rows):
        after, _ = outcomes(records(areas=areas, notices=certain))
        assert after[4] == PASS


@pytest.mark.parametrize("seed", range(5))
def test_a_decision_is_the_worst_of_its_indicators(seed):
    chance = random.Random(seed)  # noqa: S311  for chance in tests
    for _ in range(20):
        made = records(
            rfp={"Meeting mandatory": chance.choice(["yes", "no", None])},
            alpha={
                "Summary sheet sent": chance.choice(["2026-03-31 16:30", "2026-03-31 16:31", "2026-03-31", None]),
                "Custom wording": chance.choice(["none", "limits", None]),
                "Own forces": chance.choice(["none", SURVEYING, None]),
            },
        )
        if chance.random() < 0.5:
            del made["Meeting"][0]
        found, responsive = outcomes(made)
        expected = NO if FAIL in found.values() else PERSON if PERSON in found.values() else YES
        assert responsive == expected
