"""From whom an award goes away for its outreach where several fail or are open, and what the memo asks for."""

import csv

import openpyxl
import pytest
from make_samples import save
from outreaches import ALPHA, BETA, ENGINEERING, records, rows_of
from outreaches import workbook as outreach_workbook
from running import ROOT, as_seen, lbpp
from test_outreach_bids import bids

from lbpp_cli.commands import options
from lbpp_cli.from_files import Terms, evaluate_file
from lbpp_cli.render import award_words
from lbpp_cli.status import exit_status

GAMMA, DELTA = "Gamma Design Group", "Delta Survey"
NAMES = (ALPHA, BETA, GAMMA, DELTA)  # from the lowest price to the highest
TABLES = ("Proposers", "Notices", "Responses", "Meeting", "Schedule A")


def four(failing=(), undecided=()):
    """Four proposers: some sent 12 of the 13 notices that C.4 asks for; of some nobody noted the summary sheet's time."""
    made = records()
    for table in TABLES:
        of_one = [row for row in made[table] if row["Proposer"] == BETA]
        made[table] = [{**row, "Proposer": name} for name in NAMES for row in of_one]
    for name in failing:
        made["Notices"].remove(next(row for row in made["Notices"] if row["Proposer"] == name))
    for row in made["Proposers"]:
        row["Summary sheet sent"] = None if row["Proposer"] in undecided else row["Summary sheet sent"]
    return made


@pytest.fixture
def folder(tmp_path):
    prices = (900_000, 920_000, 950_000, 990_000)
    save(bids(*((name, price, {}) for name, price in zip(NAMES, prices, strict=True))), tmp_path / "bids.xlsx")
    return tmp_path


def evaluation(folder, made):
    save(outreach_workbook(made), folder / "outreach.xlsx")
    given, _ = options.outreach_of([str(folder / "outreach.xlsx")], [])
    return evaluate_file(
        folder / "bids.xlsx", Terms.of("la-lbpp", {}, {})._replace(outreach=given), lambda one: one.name
    )


@pytest.mark.parametrize(
    ("failing", "awardee", "away", "then"),
    [
        ((ALPHA,), BETA, (ALPHA,), ()),
        ((BETA,), ALPHA, (), ()),  # it would not have been first
        ((ALPHA, GAMMA), BETA, (ALPHA,), ()),
        ((BETA, GAMMA), ALPHA, (), ()),
        ((ALPHA, BETA), GAMMA, (ALPHA, BETA), (BETA,)),
        ((BETA, ALPHA, GAMMA), DELTA, (ALPHA, BETA, GAMMA), (BETA, GAMMA)),
        (NAMES, None, NAMES, (BETA, GAMMA, DELTA)),
    ],
)  # fmt: skip
def test_from_whom_the_award_goes_away(failing, awardee, away, then, folder):
    """D: who would be first but for its outreach; of several the one that is first of all, then those after it."""
    found = evaluation(folder, four(failing))
    assert (found.award.bidder, found.outreach.away_from, found.outreach.away_next) == (awardee, away, then)
    said = award_words.verdict(found)
    assert ("may present further evidence at a hearing (D)" in said) is bool(away)
    if len(away) == 1:
        assert f"The award goes away from {ALPHA} for its outreach. Before" in said
    if then:
        assert (
            f"The award goes away from {ALPHA} for its outreach. If {ALPHA} stays left out, it goes away from" in said
        )


def test_a_tie_of_those_who_failed(folder):
    """Both would be tied for first: the award goes away from both at once."""
    prices = ((ALPHA, 900_000), (BETA, 900_000), (GAMMA, 950_000), (DELTA, 990_000))
    save(bids(*((name, price, {}) for name, price in prices)), folder / "bids.xlsx")
    found = evaluation(folder, four([ALPHA, BETA]))
    assert (found.outreach.away_from, found.outreach.away_next) == ((ALPHA, BETA), ())
    assert f"The award goes away from {ALPHA} and {BETA} for their outreach." in award_words.verdict(found)


@pytest.mark.parametrize(
    ("undecided", "turning", "then", "said"),
    [
        ((ALPHA,), (ALPHA,), (), f"Depends on: the outreach of {ALPHA}, which needs a person."),
        ((BETA,), (), (), f"decide on the outreach of {BETA}; the award does not turn on it."),
        ((ALPHA, BETA), (ALPHA,), (BETA,), f"If that is decided the other way, it depends on the outreach of {BETA} too."),
        ((ALPHA, GAMMA), (ALPHA,), (), f"decide on the outreach of {GAMMA}; the award does not turn on it."),
        ((ALPHA, BETA, GAMMA), (ALPHA,), (BETA, GAMMA), f"the outreach of {BETA} and {GAMMA} too."),
    ],
)  # fmt: skip
def test_on_whose_open_outreach_the_award_turns(undecided, turning, then, said, folder):
    """The second matters once the first is left out, and not before; the third only after both."""
    found = evaluation(folder, four(undecided=undecided))
    assert (found.outreach.turning, found.outreach.turning_next) == (turning, then)
    assert said in award_words.verdict(found)
    assert exit_status(found) == 3


@pytest.mark.parametrize(
    ("failing", "undecided"),
    [((ALPHA, BETA), ()), ((), (ALPHA, BETA)), ((ALPHA,), (BETA,)), (NAMES, ())],
    ids=["two fail", "two open", "one fails one open", "all fail"],
)
def test_what_the_memo_recommends(failing, undecided, folder, snapshot):
    """Who is to be heard is a step of its own before the award; what a person has to do is said, and what turns on it."""
    save(outreach_workbook(four(failing, undecided)), folder / "outreach.xlsx")
    run = lbpp("memo", "bids.xlsx", "--outreach", "outreach.xlsx", cwd=folder, PYTHONPATH=str(ROOT))
    start, end = run.stdout.index("## Recommendations"), run.stdout.index("## Fiscal impact")
    assert (run.returncode, run.stdout[start:end]) == snapshot


def test_a_memo_that_is_strict_asks_for_the_hearing(folder):
    save(outreach_workbook(four([ALPHA])), folder / "outreach.xlsx")
    run = lbpp("memo", "bids.xlsx", "--outreach", "outreach.xlsx", "--strict", cwd=folder)
    assert run.returncode == 3
    assert "is first only if the following holds" not in run.stdout
    assert "**Before an award:** The award goes away from" in run.stdout


def test_whatif_works_out_the_hearing_anew(folder):
    """With Alpha at a price that is not first, the award does not go away from it."""
    save(outreach_workbook(four([ALPHA])), folder / "outreach.xlsx")
    change = f"{ALPHA}.Bid amount=999000"
    run = lbpp("whatif", "bids.xlsx", "--outreach", "outreach.xlsx", "--set", change, cwd=folder)
    assert run.stdout.count("The award goes away") == 1  # as it was
    unchanged = lbpp(
        "whatif", "bids.xlsx", "--outreach", "outreach.xlsx", "--set", f"{ALPHA}.Bid amount=899000", cwd=folder
    )
    assert unchanged.stdout.count("The award goes away") == 2


# The forms in which an outreach is given


@pytest.fixture
def exported(folder):
    """The outreach of a failing Alpha as CSV files called as their tables, in a folder; its notices as another export."""
    made = four([ALPHA])
    (folder / "exports").mkdir()
    for name, rows in made.items():
        write(folder / "exports" / f"{name.lower()}.csv", rows_of(rows))
    notices = rows_of(made["Notices"])
    stamped = [["Vendor", *notices[0][:2], "Stamp"], *([row[2], *row[:2], "3/15/2026 11:59 PM"] for row in notices[1:])]
    write(folder / "export.csv", stamped)
    (folder / "headings.toml").write_text('[Notices]\nVendor = "Firm"\nStamp = "Sent"\n')
    save(outreach_workbook(made), folder / "outreach.xlsx")
    return folder


def write(path, rows):
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(rows)


OTHER = ("--outreach", "Notices=export.csv", "--outreach-columns", "headings.toml", "--outreach-month-first")
FORMS = {
    "workbook": ("--outreach", "outreach.xlsx"),
    "folder": ("--outreach", "exports"),
    "workbook and export": ("--outreach", "outreach.xlsx", *OTHER),
    "workbook and file": ("--outreach", "exports/notices.csv", "--outreach", "outreach.xlsx"),
}


@pytest.mark.parametrize("form", FORMS)
def test_each_form_gives_the_same_award(form, exported):
    """A workbook, a folder of exports, and an export with headings and dates of its own."""
    run = lbpp("evaluate", "bids.xlsx", *FORMS[form], cwd=exported)
    assert run.returncode == 0, run.stderr
    assert "sent to 12 of 13 needed" in run.stdout
    assert f"Award to {BETA}" in run.stdout


@pytest.mark.parametrize("name", ["report.xlsx", "report.html", "result.json"])
@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_verified(form, name, exported):
    """The receipt names every file and how dates were read; a changed file is found."""
    command = "evaluate" if name.endswith("json") else "report"
    assert lbpp(command, "bids.xlsx", *FORMS[form], "-o", name, cwd=exported).returncode == 0
    inputs = ["bids.xlsx", *(f"exports/{one.name}" for one in sorted((exported / "exports").iterdir()))]
    inputs = (
        inputs
        if form == "folder"
        else ["exports/notices.csv"]
        if form.endswith("file") and name != "result.json"
        else []
    )
    run = lbpp("verify", name, *inputs, cwd=exported)
    assert run.returncode == 0, run.stdout + run.stderr
    changed = exported / (
        "exports/notices.csv"
        if "exports" in " ".join(FORMS[form])
        else FORMS[form][-2]
        if "export" in form
        else "outreach.xlsx"
    )
    changed = exported / "headings.toml" if "and export" in form else changed
    if changed.suffix != ".xlsx":
        changed.write_text(changed.read_text() + "\n")
        run = lbpp("verify", name, *inputs, cwd=exported)
        assert run.returncode == 1
        assert f"differs input {changed.name}" in run.stdout or f"differs input exports/{changed.name}" in run.stdout


@pytest.mark.parametrize("command", [("explain",), ("whatif",), ("memo",), ("report", "-o", "a.xlsx")], ids=" ".join)
def test_each_command_takes_it(command, exported):
    run = lbpp(command[0], "bids.xlsx", *command[1:], *FORMS["workbook and export"], cwd=exported)
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("--outreach-month-first",),
        ("--outreach-columns", "headings.toml"),
        ("--outreach", "nothing"),
        ("--outreach", "Notises=export.csv"),
        ("--outreach", "outreach.xlsx", "--outreach", "notices=a.csv", "--outreach", "Notices=b.csv"),
        ("--outreach", "exports", "--outreach", "Notices=export.csv"),
        ("--outreach", "outreach.xlsx", "--outreach", "Notices=export.csv"),
        ("--outreach", "empty"),
        ("--outreach", "export.csv"),
    ],
    ids=" ".join,
)
def test_as_seen(arguments, exported, snapshot):
    """Exit status, standard output and standard error at 80 columns."""
    (exported / "empty").mkdir()
    assert (
        as_seen(lbpp("evaluate", "bids.xlsx", *arguments, cwd=exported, columns=80, PYTHONPATH=str(ROOT))) == snapshot
    )


def test_bip_check_takes_a_folder_too(exported):
    run = lbpp("bip", "check", "exports", "--format", "json", cwd=exported)
    assert run.returncode == 0
    assert f'"{ENGINEERING}"' in run.stdout
    assert '"file": "exports/work areas.csv"' in run.stdout


def test_an_outreach_is_not_taken_for_bids(folder):
    """Its Proposers sheet is one of the names of a table of bids, and its RFP that of a solicitation."""
    save(outreach_workbook(four()), folder / "outreach.xlsx")
    run = lbpp("evaluate", "outreach.xlsx", cwd=folder, columns=300)
    assert run.returncode == 1
    assert "This is the workbook of an outreach, not of bids." in run.stderr
    assert "lbpp evaluate BIDS --outreach outreach.xlsx" in run.stderr


def test_a_batch_has_no_outreach(folder):
    save(outreach_workbook(four([ALPHA])), folder / "outreach.xlsx")
    run = lbpp("batch", "bids.xlsx", "-o", "a.csv", "--outreach", "outreach.xlsx", cwd=folder, columns=300, TERM="dumb")
    assert run.returncode == 2
    assert "an outreach is that of one request" in " ".join(run.stderr.replace("│", " ").split())


def test_nothing_is_cut_off_in_the_workbook(folder):
    """The verdict, with who is to be heard, and the reason stand over several columns and in several lines."""
    save(outreach_workbook(four([ALPHA])), folder / "outreach.xlsx")
    assert lbpp("report", "bids.xlsx", "--outreach", "outreach.xlsx", "-o", "a.xlsx", cwd=folder).returncode == 0
    sheet = openpyxl.load_workbook(folder / "a.xlsx")["Summary"]
    texts = [cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    long = [cell for cell in texts if cell.value.startswith(("Stable:", "outreach not responsive"))]
    assert len(long) == 2
    spans = {str(one).partition(":")[0] for one in sheet.merged_cells.ranges}
    for cell in long:
        assert cell.coordinate in spans
        assert cell.alignment.wrap_text
        assert sheet.row_dimensions[cell.row].height > 20


def test_the_page_names_no_cell_of_the_bids_for_a_reason_that_is_the_outreachs(folder):
    save(outreach_workbook(four([ALPHA])), folder / "outreach.xlsx")
    assert lbpp("report", "bids.xlsx", "--outreach", "outreach.xlsx", "-o", "a.html", cwd=folder).returncode == 0
    page = (folder / "a.html").read_text()
    section = page[page.index('id="not-ranked"') :][:2000]
    assert "the outreach</td>" in section
    assert "Bids!H2" not in section
