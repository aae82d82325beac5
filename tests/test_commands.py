"""What a person sees of explain, whatif and rules; and the ends of the program: closed, full and broken outputs."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from make_samples import SAMPLE_BIDS
from running import ROOT, as_seen, lbpp

CHART = "sample_bids/reference_chart.xlsx"
PROGRAM = [sys.executable, "-m", "lbpp_cli"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("explain", CHART, "--bidder", "bidder b"),
        ("explain", "sample_bids/small_contract.xlsx"),
        ("explain", "sample_bids/proposal.xlsx", "--bidder", "Terravane Geotechnical, Inc."),
        ("explain", "sample_bids/many_errors.xlsx"),
        ("whatif", CHART),
        ("whatif", "sample_bids/proposal.xlsx"),
        ("whatif", "sample_bids/tie.xlsx"),
        ("whatif", CHART, "--set", "Bidder C.LBE=no", "--set", "Bidder A.Sub 1.Amount=200000"),
        ("whatif", CHART, "--set", "Bidder C.Bid amount=1"),
        ("rules", "--date", "2025-06-01"),
        ("rules", "--readings"),
        ("rules", "--findings"),
        ("recover", CHART, "--bidder", "Bidder C", "--paid", "1,020,000"),
    ],
    ids=" ".join,
)
def test_as_seen(arguments, snapshot):
    assert as_seen(lbpp(*arguments, columns=80)) == snapshot


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("explain", CHART, "--bidder", "Bidder X"), "there is no bidder 'Bidder X'. Did you mean"),
        (("whatif", CHART, "--set", "Bidder C.LBE"), "is not BIDDER.FIELD=VALUE"),
        (("whatif", CHART, "--set", "Bidder Z.LBE=no"), "is no bidder"),
        (("whatif", CHART, "--set", "Bidder C.LBEE=no"), "Did you mean “LBE”?"),
        (("whatif", CHART, "--set", "Bidder C.Bid amount=1.234,50"), "can be read in two ways"),
        (("whatif", CHART, "--set", "Bidder C.Bid amount="), "cannot be blank"),
        (("rules", "--date", ""), "the date is blank"),
        (("rules", "--date", "2024-03-26"), "no rules are known for dates before 2024-03-27"),
    ],
    ids=str,
)
def test_usage(arguments, said):
    run = lbpp(*arguments, columns=300, TERM="dumb")
    assert run.returncode == 2
    assert said in " ".join(run.stderr.replace("│", " ").split())


def test_explain_names_the_cell_of_each_figure_of_the_input():
    """Someone who never saw the rules can redo it by hand: every amount of the bid with its cell, every clause with words."""
    text = lbpp("explain", CHART, "--bidder", "Bidder C", columns=500).stdout
    entry = next(
        one
        for one in json.loads(lbpp("evaluate", CHART, "--format", "json").stdout)["bids"]
        if one["bidder"] == "Bidder C"
    )
    for cell in (entry["cells"]["quoted_price"], *(sub["cells"]["cost"] for sub in entry["subcontractors"])):
        assert f"[{cell}]" in text
    for clause in ("4.A", "4.B.3"):
        assert f"\n  {clause}: " in text


def shell(script):
    environment = {**os.environ, "LBPP": " ".join(PROGRAM), "FILE": str(SAMPLE_BIDS / "reference_chart.xlsx")}
    return subprocess.run(
        ["bash", "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_a_reader_that_leaves_early_changes_nothing():
    run = shell("$LBPP evaluate $FILE | true; echo ${PIPESTATUS[0]}")
    assert (run.stdout, run.stderr) == ("0\n", "")


def test_a_closed_output_is_no_traceback():
    for closed in (">&-", "2>&-", ">&- 2>&-"):
        run = shell(f"$LBPP evaluate $FILE {closed}; echo status $? >/dev/tty 2>/dev/null; exit 0")
        assert "Traceback" not in run.stderr + run.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_said():
    run = shell("$LBPP evaluate $FILE >/dev/full; echo $?")
    assert run.stdout == "2\n"
    assert "cannot be written" in run.stderr
    assert "Traceback" not in run.stderr


def test_an_output_file_is_whole_or_not_there(tmp_path):
    target = tmp_path / "result.json"
    assert lbpp("evaluate", CHART, "-o", target).returncode == 0
    assert json.loads(target.read_text())["schema"] == "lbpp.evaluation/1"
    target.write_text("mine")
    run = lbpp("evaluate", CHART, "-o", target)
    assert run.returncode == 2
    assert target.read_text() == "mine"
    assert lbpp("evaluate", CHART, "-o", target, "--force").returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["result.json"]


def test_nothing_is_written_where_nothing_was_evaluated(tmp_path):
    target = tmp_path / "report.md"
    target.write_text("the last good report")
    run = lbpp("evaluate", "sample_bids/many_errors.xlsx", "-o", target, "--force")
    assert run.returncode == 1
    assert target.read_text() == "the last good report"
    assert "was not written" in run.stderr


def test_a_further_input_is_never_the_output(tmp_path):
    subs = tmp_path / "subs.csv"
    subs.write_text("Bidder,Subcontractor,Amount\n")
    run = lbpp("evaluate", "sample_bids/csv_bids.csv", "--subcontractors", subs, "-o", subs, "--force")
    assert run.returncode == 2
    assert subs.read_text().startswith("Bidder")


def test_an_input_is_never_the_output(tmp_path):
    mine = tmp_path / "bids.csv"
    mine.write_text("Bidder,Bid amount\nA,200000.00\n")
    run = lbpp("evaluate", mine, "-o", mine, "--force")
    assert run.returncode == 2
    assert mine.read_text().startswith("Bidder")


@pytest.mark.parametrize("columns", ["²", "0", "-1", "x", "20"])
def test_any_width_is_survived(columns):
    run = lbpp("evaluate", CHART, COLUMNS=columns)
    assert run.returncode == 0
    assert "Bidder C" in run.stdout


def test_colour_is_off_where_it_is_not_wanted():
    assert "\x1b" in lbpp("evaluate", CHART, FORCE_COLOR="1").stdout
    assert "\x1b" not in lbpp("evaluate", CHART, FORCE_COLOR="1", NO_COLOR="1").stdout
    assert "\x1b" not in lbpp("evaluate", CHART).stdout
