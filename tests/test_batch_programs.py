"""A batch over files of several programs, each named on its sheet: what is each program's own survives every form."""

import json
from decimal import Decimal

import pandas as pd
import pytest
from kept import arrow_table, keep
from make_samples import workbook
from running import SAMPLES, lbpp

from lbpp_cli import programs
from lbpp_cli.batch import task
from lbpp_cli.batch.task import Settings
from lbpp_cli.from_files import Terms, evaluate_file
from lbpp_cli.read.results import read_results
from lbpp_cli.render.kept_rows import kept_rows

FORMS = ("results.parquet", "results.csv", "results.xlsx", "results.jsonl")
HEAD = {
    "Program": "oakland-lslbe",
    "Solicitation number": "OAK-1",
    "Category": "Construction",
    "Contract value": 1_000_000,
    "Bid due date": "2026-06-01",
    "Required participation %": "40%",
    "Availability analysis": "Memo 7",
}
# A: $1,000,000.00, LBE 300,000 and SLBE 250,000 are 55%: 2% and one step of 10% above 40%. B: 10% SLBE is too little.
BIDS = [
    {"Bidder": "A", "Bid amount": 1_000_000, "Score": 80, "Banked credit": "1,234.56", "Banked credit earned": "2026-01-15"},
    {"Bidder": "B", "Bid amount": 900_000, "Score": 90, "Joint venture": "yes", "SLBE": None},
    {"Bidder": "C", "Bid amount": 950_000, "Score": 70, "Responsive": "no", "Reason": "No bond"},
]  # fmt: skip
SUBS = [
    {"Bidder": "A", "Subcontractor": "-Local", "Amount": 300_000, "LBE": "x", "Role": "Trucker", "CUF": "yes"},
    {"Bidder": "A", "Subcontractor": "Small", "Amount": 250_000, "SLBE": "x"},
    {"Bidder": "B", "Subcontractor": "Small", "Amount": 90_000, "SLBE": "x"},
    {"Bidder": "C", "Subcontractor": "Other", "Amount": 10_000},
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("mixed")
    workbook(HEAD, BIDS, SUBS).save(made / "bids.xlsx")
    workbook(HEAD | {"Kind": "Proposal", "Total possible points": 100}, BIDS, SUBS).save(made / "proposals.xlsx")
    return made


@pytest.fixture(scope="module")
def evaluations(folder):
    terms = Terms.of("la-lbpp", {}, {})._replace(program_given=False)
    paths = [folder / "bids.xlsx", SAMPLES / "reference_chart.xlsx", folder / "proposals.xlsx", SAMPLES / "tie.xlsx"]
    return [evaluate_file(path, terms, lambda path: path.name) for path in paths]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_holds_what_is_each_programs_own(evaluations, form, tmp_path):
    read = read_results(keep(evaluations, tmp_path / form), kept_rows)
    for table, frame in read._asdict().items():
        expected = arrow_table(evaluations, table)
        for name in expected.column_names:
            found = [None if pd.isna(value) else value for value in frame[name]]
            assert found == expected.column(name).to_pylist(), (table, name)


def test_the_rows_by_hand(evaluations, tmp_path):
    bids, files, subs, ledger = read_results(keep(evaluations, tmp_path / "results.csv"), kept_rows)
    assert files["program"].tolist() == ["oakland-lslbe", "la-lbpp", "oakland-lslbe", "la-lbpp"]
    assert dict(zip(bids["file"], bids["program"], strict=True)) == dict(
        zip(files["file"], files["program"], strict=True)
    )
    # As it was stated, exactly: percent and money as decimals, dates in ISO form, marks as true and false.
    assert json.loads(files["own"].iloc[0]) == {"requirement": "40", "availability_analysis": "Memo 7"}
    assert pd.isna(files["own"].iloc[1])
    a, b, c = bids.head(3).to_dict("records")
    assert json.loads(a["own"]) == {"banked": "1234.56", "banked_on": "2026-01-15"}
    assert json.loads(b["own"]) == {"venture": True}
    assert [a["status"], b["status"], c["status"]] == ["ranked", "not-ranked", "not-ranked"]
    assert [a["excluded"], b["excluded"], c["excluded"]] == [False, True, False]
    # 90,000 of 900,000 is 10% small and nothing local, of 20% each and 40% in all.
    assert b["reason"] == (
        "participation below the requirement: L/SLBE 10.00% of 40%, LBE 0.00% of 20%, SLBE 10.00% of 20% (Requirements)"
    )
    assert c["reason"] == "No bond"
    goals = [(one["goal"], one["required_percent"], one["dollars"], one["met"]) for one in json.loads(b["goals"])]
    assert goals == [
        ("L/SLBE", "40", "90000.00", False),
        ("LBE", "20", "0.00", False),
        ("SLBE", "20", "90000.00", False),
    ]
    assert (a["preference_percent"], a["points_added"]) == (3, None)
    assert a["participation_base"] == Decimal("1000000.00")
    proposal = bids[bids["file"] == "proposals.xlsx"].iloc[0]
    # Points of a proposal are points, no percentage of them.
    assert pd.isna(proposal["preference_percent"])
    assert (proposal["points_added"], proposal["evaluated_score"]) == (3, 83)
    # No subcontractor is left away: not that of a bid that the rules exclude, nor of one that the buyer left out.
    own = subs[subs["file"] == "bids.xlsx"]
    assert own["subcontractor"].tolist() == ["-Local", "Small", "Small", "Other"]
    assert own["counted"].tolist() == ["LBE", "SLBE", "SLBE", ""]
    assert json.loads(own["own"].iloc[0]) == {"role": "trucker", "useful": True}
    lines = ledger[(ledger["file"] == "bids.xlsx") & (ledger["bidder"] == "B")]
    assert lines[["firm", "role", "amount", "counted", "toward"]].fillna("").to_numpy().tolist() == [
        ["B", "prime", Decimal("810000.00"), 0, ""],
        ["Small", "subcontractor", Decimal("90000.00"), 90000, "SLBE"],
    ]
    assert set(ledger["file"]) == {"bids.xlsx", "proposals.xlsx"}


@pytest.mark.parametrize(("given", "names"), [(True, ["la-lbpp"]), (False, list(programs.names()))])
def test_a_batch_is_gone_on_with_under_the_same_rules_of_every_program_that_a_sheet_may_name(given, names):
    settings = Settings("la-lbpp", given, readings=(), certifications=None, strict=False, form="csv", day="2026-01-02")
    assert sorted(task.key_of(settings)["rules"]) == names


def test_the_own_fields_of_a_program_stand_in_the_order_of_the_sheet():
    """Each process orders a set in its own way: the results of the same file would not be the same bytes."""
    sample = SAMPLES / "oakland_design.xlsx"
    runs = [lbpp("evaluate", sample, "--format", "json", PYTHONHASHSEED=seed).stdout for seed in "12345"]
    assert len(set(runs)) == 1
    # The sheet has Required participation %, Required LBE %, Required SLBE %, Availability analysis.
    own = ["requirement", "local_part", "small_part", "availability_analysis"]
    assert list(json.loads(runs[0])["solicitation"]["own"]) == own
