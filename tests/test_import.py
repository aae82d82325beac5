"""``lbpp import`` and ``lbpp evaluate`` on tabulations, as a person at a terminal sees them."""

import json
import os
import pty
import subprocess
import sys

import openpyxl
import pytest
from make_tabulations import ESTIMATE, ITEMS, OFFERS, block, book, text
from running import ROOT, as_seen, lbpp

FIRMS = {name: prices for name, prices in OFFERS.items() if name != ESTIMATE}
SEEN = {
    ("tab_side_by_side.xlsx",): 0,
    ("tab_schedules.xlsx",): 1,
    ("tab_schedules.xlsx", "--basis", "all", "--governs", "unit-price", "--estimate-as-contract-value"): 0,
    ("tab_sheets.xlsx",): 0,
    ("tab_supplies.xlsx",): 0,
    ("tab_letting.csv",): 1,
    ("tab_letting.csv", "--governs", "stated-total"): 0,
    ("tab_chart.xlsx",): 0,
    ("tab_list.csv",): 0,
    ("tab_blank.xlsx",): 1,
}


@pytest.mark.parametrize("arguments", SEEN, ids=" ".join)
def test_as_seen(arguments, snapshot):
    run = lbpp("import", *arguments, cwd=ROOT / "sample_bids", PYTHONPATH=str(ROOT), columns=80)
    assert run.returncode == SEEN[arguments]
    assert as_seen(run) == snapshot


def test_layouts(snapshot):
    assert as_seen(lbpp("import", "--layouts", columns=80)) == snapshot


def written(tmp_path, *arguments):
    run = lbpp("import", *arguments, "-o", tmp_path / "bids.xlsx")
    assert run.returncode == 0, run.stderr
    return tmp_path / "bids.xlsx"


def test_the_workbook_has_the_source_of_each_figure(tmp_path):
    path = written(tmp_path, "sample_bids/tab_schedules.xlsx", "--basis", "all", "--governs", "unit-price")
    made = openpyxl.load_workbook(path)
    assert made.sheetnames == ["Solicitation", "Bids", "Subcontractors", "Imported items", "Imported from"]
    rows = {row[0].value: row for row in made["Bids"].iter_rows(min_row=2)}
    cell = rows["Echo Park Wrecking, Inc."][1]
    assert cell.value == 55023.15
    assert cell.comment.text.startswith(
        "tab_schedules.xlsx: Bid Tab Schedule 2!H8\nAs read $55,023.1548; corrected $55,023.15."
    )
    assert "“*” in Summary!B6" in cell.comment.text
    items = list(made["Imported items"].iter_rows(min_row=2, values_only=True))
    assert len(items) == 4 * 3
    riprap = next(row for row in items if row[2] == "Riprap" and row[5].startswith("Echo"))
    assert riprap[6:9] == (1310.37, 2673.1548, 2673.15)
    assert riprap[9] == "tab_schedules.xlsx: Bid Tab Schedule 1!C7, Bid Tab Schedule 1!G7, Bid Tab Schedule 1!H7"


@pytest.mark.parametrize(
    "arguments",
    [
        ("tab_side_by_side.xlsx",), ("tab_sheets.xlsx",), ("tab_chart.xlsx",), ("tab_supplies.xlsx",),
        ("tab_schedules.xlsx", "--basis", "all", "--governs", "unit-price"), ("tab_letting.csv", "--governs", "unit-price"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_what_is_written_is_evaluated_without_complaint(arguments, tmp_path):
    path = written(tmp_path, f"sample_bids/{arguments[0]}", *arguments[1:])
    run = lbpp("evaluate", path, "--contract-value", "1000000", "--format", "json")
    assert run.returncode in {0, 3}
    found = {one["code"] for one in json.loads(run.stdout)["findings"]}
    assert found <= {"due-date-missing", "work-not-recorded"}


@pytest.mark.parametrize("raw", [True, False])
def test_the_chart_ranks_as_the_rules_print_it(raw, tmp_path):
    """Appendix of the Rules and Procedures: C, D, A, B."""
    path = "sample_bids/tab_chart.xlsx" if raw else written(tmp_path, "sample_bids/tab_chart.xlsx")
    result = json.loads(lbpp("evaluate", path, "--format", "json").stdout)
    ranks = {
        bid["bidder"][-1]: (bid["rank_before"], bid["rank_after"], bid["evaluated_price"]) for bid in result["bids"]
    }
    assert ranks == {
        "A": (1, 3, "930000.00"), "B": (2, 4, "950475.00"), "C": (3, 1, "918000.00"), "D": (4, 2, "924000.00"),
    }  # fmt: skip


@pytest.mark.parametrize("sample", ["tab_sheets.xlsx", "tab_schedules.xlsx", "tab_blank.xlsx"])
def test_evaluate_on_a_raw_tabulation(sample, snapshot):
    assert as_seen(lbpp("evaluate", f"sample_bids/{sample}", columns=80)) == snapshot


def test_a_raw_tabulation_is_cited_by_its_own_cells():
    run = lbpp("explain", "sample_bids/tab_sheets.xlsx", "--bidder", "Boyle Heights Paving")
    assert run.returncode == 0
    assert "Boyle Heights Paving [Bid Tab (1-2)!G1]" in run.stdout
    assert "Quoted price: $85,392.50 [Bid Tab (1-2)!H11]." in run.stdout


def test_a_raw_tabulation_with_subcontractors_in_a_file_of_their_own(tmp_path):
    (tmp_path / "subs.csv").write_text("Bidder,Subcontractor,Work,Amount,LSB\nBoyle Heights Paving,Sub,Signs,20000,x\n")
    run = lbpp("evaluate", "sample_bids/tab_sheets.xlsx", "--subcontractors", tmp_path / "subs.csv", "--format", "json")
    bids = {bid["bidder"]: bid["preference_percent"] for bid in json.loads(run.stdout)["bids"]}
    assert bids["Boyle Heights Paving"] != "0"


def test_a_bid_workbook_does_not_load_the_layouts():
    code = (
        "import sys; sys.argv = ['lbpp', 'evaluate', 'sample_bids/many_errors.xlsx'];\n"
        "from lbpp_cli.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(*(name for name in sys.modules if 'importing' in name or 'layouts' in name), file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "lbpp_cli.read.layouts" not in run.stderr


def test_several_files_are_one_tabulation(tmp_path):
    names = list(FIRMS)
    for number, part in enumerate((names[:1], names[1:])):
        book({"Tab": block(ITEMS, {name: FIRMS[name] for name in part})}).save(tmp_path / f"{number}.xlsx")
    run = lbpp("import", tmp_path / "0.xlsx", tmp_path / "1.xlsx", columns=100)
    assert run.returncode == 0
    assert "   2  Boyle Heights Paving" in run.stdout
    assert "bidders spread over several sheets" in run.stdout.casefold()


ODD = [
    ["Kostenvergleich"], [None, None, None, "Harbor Yard", None, "Mesa Works"],
    ["Pos", "Leistung", "Menge", "EP", "GP", "EP", "GP"],
    [1, "Fence", 10, 12.5, 125, 13, 130], [2, "Gate", 2, 400, 800, 390, 780], [None, "Summe", None, None, 925, None, 910],
]  # fmt: skip
MAP = """
[[table]]
first_row = 4
last_row = 5
total_row = 6
[table.columns]
number = "A"
description = "B"
quantity = "C"
[[table.bidder]]
name = "D2"
unit_price = "D"
total = "E"
[[table.bidder]]
called = "Mesa Works, Inc."
unit_price = "F"
total = "G"
"""


def odd(tmp_path, **files):
    (tmp_path / "odd.csv").write_text(text(ODD))
    for name, content in files.items():
        (tmp_path / f"{name}.toml").write_text(content)


def test_a_map_describes_what_is_not_known(tmp_path):
    odd(tmp_path, map=MAP)
    assert "no-bids" in lbpp("import", "odd.csv", cwd=tmp_path, PYTHONPATH=str(ROOT)).stderr
    run = lbpp("import", "odd.csv", "--map", "map.toml", cwd=tmp_path, PYTHONPATH=str(ROOT))
    assert run.returncode == 0
    assert "Mesa Works, Inc.  $910.00    $910.00  $910.00  G6" in run.stdout
    assert "Harbor Yard       $925.00    $925.00  $925.00  E6" in run.stdout


def test_a_map_is_checked_as_a_whole(tmp_path, snapshot):
    wrong = '[[table]]\nsheet = "Bids"\nfirst_row = 0\nlastrow = 5\n[table.columns]\nquantity = "C1"\n[[table.bidder]]\nname = "2D"\n'
    odd(tmp_path, map=wrong)
    run = lbpp("import", "odd.csv", "--map", "map.toml", cwd=tmp_path, columns=100, PYTHONPATH=str(ROOT))
    assert run.returncode == 2
    assert as_seen(run) == snapshot


@pytest.mark.parametrize("content", ["[[table", "# nothing", "x = 1"])
def test_a_map_that_is_none(content, tmp_path):
    odd(tmp_path, map=content)
    run = lbpp("import", "odd.csv", "--map", "map.toml", cwd=tmp_path, PYTHONPATH=str(ROOT))
    assert run.returncode == 2
    assert "map-unreadable" in run.stderr


def asked(tmp_path, answers, *arguments):
    """A run whose standard input is a terminal, with the answers typed into it."""
    controller, terminal = pty.openpty()
    os.write(controller, answers.encode())
    command = [sys.executable, "-m", "lbpp_cli", "import", *arguments]
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT)}
    try:
        return subprocess.run(
            command,
            cwd=tmp_path,
            env=environment,
            stdin=terminal,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    finally:
        os.close(controller)
        os.close(terminal)


def test_a_map_is_asked_for_and_used_again(tmp_path):
    """What is proposed is taken with Enter; an answer that makes no sense is asked for again."""
    odd(tmp_path)
    run = asked(tmp_path, "\nfour\n4\n6\n\nA\nB\nC\n-\n\nE\n\n2\n\n", "odd.csv", "--map", "new.toml", "--ask")
    assert run.returncode == 0, run.stderr
    assert "In which row are the headings? [3]" in run.stderr
    assert "Write the number of a row, from 1 to 6." in run.stderr
    assert "In which column does each bidder begin? [D F]" in run.stderr
    assert "$910.00" in run.stdout
    again = lbpp("import", "odd.csv", "--map", "new.toml", cwd=tmp_path, PYTHONPATH=str(ROOT))
    assert (again.returncode, again.stdout) == (0, run.stdout)


def test_a_map_is_asked_for_bidders_that_are_not_evenly_apart_and_for_two_tables(tmp_path):
    """Harbor 12.50 x 10 + 400 x 2 = 925.00 in D:E, Mesa 13 x 10 + 390 x 2 = 910.00 in G:H; then 1,050.00 and 1,040.00."""
    apart = [[*row[:5], None, *row[5:]] if len(row) > 5 else row for row in ODD]
    more = [list(row) for row in apart]
    more[3][1:] = ["Sign", 20, 12.5, 250, None, 13, 260]
    more[5][4::3] = [1050, 1040]
    (tmp_path / "odd.csv").write_text(text([*apart, *more]))
    table = "{0}\n{1}\n{3}\n{2}\nA\nB\nC\n-\nD\nE\n{5}\n{4}\n"
    first = table.format(3, 4, 5, 6, 2, "x\nE\nD G") + "maybe\nyes\n"
    second = table.format(9, 10, 11, 12, 8, "D G") + "no\n"
    run = asked(tmp_path, first + second, "odd.csv", "--map", "new.toml", "--ask")
    assert "Write the letters of the columns, from D on" in run.stderr
    assert "Write yes or no." in run.stderr
    assert "basis-needed" in run.stderr, run.stderr
    again = lbpp("import", "odd.csv", "--map", "new.toml", "--basis", "all", cwd=tmp_path, PYTHONPATH=str(ROOT))
    assert again.returncode == 0, again.stderr
    assert "$1,975.00" in again.stdout
    assert "$1,950.00" in again.stdout


LISTED = """
[[list]]
first_row = 2
last_row = 4
bidder = "B"
total = "D"
"""


def test_a_map_of_a_list(tmp_path):
    """What stands in the column of totals is the bid; a footnote mark is kept, words in place of a total are said."""
    rows = [
        ["", "Firma", "Ort", "Summe"],
        ["", "Harbor Yard*", "LA", 925],
        ["", "Mesa", "LA", "$910.00"],
        ["", "Sol", "LA", "Withdrawn"],
    ]
    odd(tmp_path, map=LISTED)
    (tmp_path / "list.csv").write_text(text(rows))
    assert "no-bids" in lbpp("import", "list.csv", cwd=tmp_path, PYTHONPATH=str(ROOT)).stderr
    run = lbpp("import", "list.csv", "--map", "map.toml", cwd=tmp_path, PYTHONPATH=str(ROOT), columns=100)
    assert run.returncode == 0, run.stderr
    assert "   1  Mesa         $910.00    $910.00    $910.00  D3" in run.stdout
    assert "   2  Harbor Yard  $925.00    $925.00    $925.00  D2" in run.stdout
    assert "“*” stands in B2; no legend says what it means" in " ".join(run.stdout.split())
    assert "Sol: “Withdrawn”" in run.stdout


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("last_row = 4", ""), "list 1: “last_row” is missing."),
        (('total = "D"', 'total = "4"'), "list 1: “total” is '4', which is no column."),
        (("first_row = 2", "firstrow = 2"), "Did you mean “first_row”?"),
        (("last_row = 4", "last_row = 1"), "“last_row” stands above “first_row”."),
    ],
    ids=str,
)
def test_a_map_of_a_list_is_checked(change, said, tmp_path):
    odd(tmp_path, map=LISTED.replace(*change))
    run = lbpp("import", "odd.csv", "--map", "map.toml", cwd=tmp_path, PYTHONPATH=str(ROOT), columns=200)
    assert run.returncode == 2
    assert said in run.stderr


def test_what_is_not_known_of_the_headings_is_said(tmp_path):
    (tmp_path / "odd.csv").write_text(text([["Item", "Description", "Qty", "Prix"], [1, "Fence", 10, 12.5]]))
    run = lbpp("import", "odd.csv", cwd=tmp_path, PYTHONPATH=str(ROOT), columns=200)
    assert run.returncode == 1
    assert "Row 1 looks like its headings, but “Prix” is no heading that is known." in run.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "name a tabulation; or list the layouts with --layouts"),
        (("tab_list.csv", "-o", "bids.csv"), "bids.csv does not end in .xlsx"),
        (("tab_list.csv", "--ask"), "say where the map is to be written"),
        (("tab_list.csv", "--ask", "--map", "no/such.toml"), "standard input is no terminal"),
        (("tab_list.csv", "--program", "nowhere"), "there is no program 'nowhere'"),
        (("tab_list.csv", "--governs", "both"), "Invalid value for '--governs'"),
        (("nothing.xlsx",), "file-missing"),
    ],
    ids=str,
)
def test_usage(arguments, said):
    run = lbpp("import", *arguments, cwd=ROOT / "sample_bids", PYTHONPATH=str(ROOT), columns=300, TERM="dumb")
    assert run.returncode == 2
    assert said in " ".join(run.stderr.replace("│", " ").split())
    assert "Traceback" not in run.stderr
