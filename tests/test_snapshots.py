"""What a person sees: exit status, standard output and standard error of each sample. `pytest --snapshot-update` renews."""

import pytest
from running import as_seen, lbpp

from lbpp_cli import programs

KNOWN = f"Known: {', '.join(programs.names())}."

SAMPLES = {
    "reference_chart.xlsx": 0,
    "small_contract.xlsx": 0,
    "proposal.xlsx": 0,
    "value_limit.xlsx": 0,
    "evidence.xlsx": 0,
    "tie.xlsx": 3,
    "many_errors.xlsx": 1,
}


@pytest.mark.parametrize("columns", [80, 200, None])
@pytest.mark.parametrize("sample", SAMPLES)
def test_for_reading(sample, columns, snapshot):
    run = lbpp("evaluate", f"sample_bids/{sample}", columns=columns)
    assert run.returncode == SAMPLES[sample]
    assert as_seen(run) == snapshot


@pytest.mark.parametrize("form", ["json", "csv", "markdown"])
@pytest.mark.parametrize("sample", ["reference_chart.xlsx", "proposal.xlsx", "small_contract.xlsx"])
def test_other_forms(sample, form, snapshot):
    assert as_seen(lbpp("evaluate", f"sample_bids/{sample}", "--format", form)) == snapshot


CSV_PAIR = ("sample_bids/csv_bids.csv", "--subcontractors", "sample_bids/csv_subcontractors.csv")


def test_csv_pair(snapshot):
    run = lbpp("evaluate", *CSV_PAIR, "--contract-value", "$1,200,000", "--due", "2025-06-02", columns=100)
    assert as_seen(run) == snapshot


def test_several_files(snapshot):
    names = [f"sample_bids/{name}" for name in ("tie.xlsx", "many_errors.xlsx", "proposal.xlsx")]
    assert as_seen(lbpp("evaluate", *names, "--format", "csv")) == snapshot


def test_colour(snapshot):
    assert as_seen(lbpp("evaluate", "sample_bids/tie.xlsx", columns=80, FORCE_COLOR="1")) == snapshot


TIE = "sample_bids/tie.xlsx"


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        ((), 2, "Evaluate bids under local business preference rules"),
        (("--help",), 0, "whatif"),
        (("--version",), 0, "lbpp 0."),
        (("evaluate", "--help"), 0, "lbpp evaluate bids.csv --subcontractors subs.csv --contract-value 1,000,000"),
        (("evaluate", "--help"), 0, "Exit status: 0 evaluated, one award"),
        (("evaluate",), 2, "Missing argument"),
        (("evaluate", TIE, "--program", "nowhere"), 2, f"there is no program 'nowhere'. {KNOWN}"),
        (("evaluate", TIE, "--reading", "sub-cap=twice"), 2, "Known: per-subcontractor, per-certification."),
        (("evaluate", TIE, "--reading", "subcap=twice"), 2, "Known: sub-cap, nonlocal-sub-cap,"),
        (("evaluate", TIE, "--reading", "sub-cap"), 2, "is not ID=VALUE"),
        (("evaluate", TIE, "--due", "June 2"), 2, "write year-month-day, such as 2025-06-01"),
        (("evaluate", TIE, "--due", "06/02/2025"), 2, "Write 2025-06-02 or 2025-02-06."),
        (("evaluate", TIE, "--contract-value", "1.234,50"), 2, "can be read in two ways"),
        (("evaluate", TIE, "--contract-value", ""), 2, "the value is blank"),
        (("evaluate", TIE, "--field", "Total posible points=100"), 2, "Did you mean 'Total possible points'?"),
        (("evaluate", TIE, "--kind", "bid", "--field", "Kind=Bid"), 2, "kind is given twice"),
        (("evaluate", TIE, "sample_bids/proposal.xlsx", "--format", "json"), 2, "--format jsonl"),
        (("evaluate", TIE, "-o", "README.md"), 2, "README.md exists already. Give --force to replace it."),
        (("evaluate", TIE, "-o", "nowhere/out.json"), 2, "There is no folder nowhere."),
        (("evaluate", TIE, "-o", "out.xlsx"), 2, "Choose a form with --format."),
    ],
    ids=str,
)
def test_usage(arguments, status, said):
    """Help and usage errors are laid out by Typer, so only their words are held fast here."""
    run = lbpp(*arguments, columns=300, TERM="dumb")
    assert run.returncode == status
    assert said in " ".join((run.stdout + run.stderr).replace("│", " ").split())
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize("name", ["no_such_file.xlsx", "sample_bids/reference_chrt.xlsx", "sample_bids", "README.md"])
def test_files_that_cannot_be_read(name, snapshot):
    run = lbpp("evaluate", name, columns=100)
    assert run.returncode == 2
    assert as_seen(run) == snapshot
