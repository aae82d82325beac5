"""The samples of the outreach program hold what outreach_samples.py makes, and come out as its docstrings say."""

import json

import docx
import pytest
from make_samples import save
from outreach_samples import CYPRESS, LARCHMONT, OUTREACH, TUJUNGA
from running import SAMPLES, lbpp
from test_samples_current import cells

RECORDS, PROPOSALS, CONTRACT = (SAMPLES / name for name in OUTREACH)


@pytest.mark.parametrize("name", OUTREACH)
def test_sample_is_current(name, tmp_path):
    save(OUTREACH[name](), tmp_path / name)
    assert cells(SAMPLES / name) == cells(tmp_path / name)


def test_one_is_responsive_one_is_not_and_one_needs_a_person():
    run = lbpp("bip", "check", RECORDS, "--format", "json")
    result = json.loads(run.stdout)
    assert run.returncode == 3
    assert [(one["proposer"], one["responsive"]) for one in result["proposers"]] == [
        (CYPRESS, "yes"), (LARCHMONT, "no"), (TUJUNGA, "needs a person"),
    ]  # fmt: skip
    assert result["findings"] == []


def test_the_first_by_its_score_is_left_out():
    result = json.loads(lbpp("evaluate", PROPOSALS, "--outreach", RECORDS, "--format", "json").stdout)
    figures = [(one["bidder"], one["evaluated_score"], one["rank_after"]) for one in result["bids"]]
    assert figures == [(CYPRESS, "92", 1), (LARCHMONT, None, None), (TUJUNGA, "89", 2)]


@pytest.mark.parametrize(
    ("letter", "status", "expected"),
    [
        ("a", 0, {"MBE": ["$212,000.00", "27.18%"], "WBE": ["$96,500.00", "12.37%"], "SBE": ["$239,000.00", "30.64%"], "DVBE": ["$27,000.00", "3.46%"]}),
        ("b", 3, {"MBE": ["$110,000.00", "28.21%"], "WBE": ["$40,000.00", "10.26%"], "DVBE": ["$27,000.00", "6.92%"]}),
        # Of 802,400.00: 218,000 is 27.17%; beside it what was pledged.
        ("c", 3, {"MBE": ["$218,000.00", "27.17%", "$212,000.00", "27.18%"]}),
    ],
)  # fmt: skip
def test_the_schedules(letter, status, expected, tmp_path):
    run = lbpp("bip", f"schedule-{letter}", CONTRACT, "--proposer", CYPRESS, "-o", tmp_path / "form.docx")
    assert run.returncode == status
    rows = [[cell.text for cell in row.cells] for row in docx.Document(tmp_path / "form.docx").tables[2].rows]
    found = {row[0].removeprefix("Total ").removesuffix(" participation"): row[1:] for row in rows}
    assert expected.items() <= found.items()
