"""What a person sees: exit status, standard output and standard error of each sample. `pytest --snapshot-update` renews."""

import pytest
from running import as_seen, lbpp

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


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--help",),
        ("--version",),
        ("evaluate", "--help"),
        ("evaluate",),
        ("evaluate", "no_such_file.xlsx"),
        ("evaluate", "sample_bids/reference_chrt.xlsx"),
        ("evaluate", "sample_bids"),
        ("evaluate", "README.md"),
        ("evaluate", "sample_bids/tie.xlsx", "--program", "nowhere"),
        ("evaluate", "sample_bids/tie.xlsx", "--reading", "sub-cap=twice"),
        ("evaluate", "sample_bids/tie.xlsx", "--reading", "subcap=twice"),
        ("evaluate", "sample_bids/tie.xlsx", "--due", "June 2"),
        ("evaluate", "sample_bids/tie.xlsx", "--contract-value", "1.234,50"),
        ("evaluate", "sample_bids/tie.xlsx", "--field", "Total points=100"),
        ("evaluate", "sample_bids/tie.xlsx", "sample_bids/proposal.xlsx", "--format", "json"),
        ("evaluate", "sample_bids/tie.xlsx", "-o", "README.md"),
        ("evaluate", "sample_bids/tie.xlsx", "-o", "nowhere/out.json"),
    ],
    ids=" ".join,
)
def test_usage(arguments, snapshot):
    assert as_seen(lbpp(*arguments, columns=100)) == snapshot
