"""What another figure or reading would have meant over past solicitations, against the exact engine."""

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal
from unittest import mock

import many
import pytest
from build import LA, LA_RULES, TODAY, bid, tabulation
from kept import keep
from running import SAMPLES, as_seen, lbpp

from lbpp_cli.evaluate import evaluate
from lbpp_cli.from_files import Terms, evaluate_file
from lbpp_cli.model import TIE
from lbpp_cli.read.results import read_results
from lbpp_cli.render.kept_rows import kept_rows
from lbpp_cli.simulation import simulate

SAMPLE_NAMES = ("reference_chart", "proposal", "small_contract", "tie", "evidence", "many_errors", "value_limit")


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    """Results of the samples in each form; one sample cannot be evaluated."""
    folder = tmp_path_factory.mktemp("results")
    terms = Terms.of("la-lbpp", {}, {})
    made = [evaluate_file(SAMPLES / f"{name}.xlsx", terms, lambda path: path.name) for name in SAMPLE_NAMES]
    for ending in ("parquet", "csv", "xlsx", "jsonl"):
        keep(made, folder / f"results.{ending}")
    return folder


def with_figures(**figures):
    values = {name.replace("_", "-"): Decimal(value) for name, value in figures.items()}
    return LA_RULES._replace(
        parameters=tuple(one._replace(value=values.get(one.id, one.value)) for one in LA_RULES.parameters)
    )


def kept(tabulations, path, readings=None):
    """The tabulations evaluated, each as a file of its own, and kept."""
    evaluations = []
    for number, one in enumerate(tabulations):
        file = replace(one.files[0], file=f"bids {number}.xlsx", content=f"{number}".encode())
        evaluations.append(evaluate(replace(one, files=(file,)), LA, LA_RULES, TODAY, readings))
    return read_results(keep(evaluations, path), kept_rows)


@pytest.mark.parametrize(
    ("figures", "readings"),
    [
        ({"local_business": "8.5", "city_business": "0"}, {}),
        ({"share_step": "5", "share_credit": "0.5"}, {"tenths": "pooled"}),
        ({"additional_limit": "1", "city_limit": "9.25", "local_limit": "7"}, {}),
        ({"value_limit": "1000.05", "small_contract_limit": "2000000"}, {"value-limit": "local-bids"}),
        ({"own_certification": "3", "subcontractor_certification_limit": "1"}, {"own-certification": "fills-the-other"}),
        ({"small_contract_preference": "0", "small_contract_subcontractor_limit": "12"}, {"sub-cap": "per-certification"}),
        ({"local_work": "2.5", "nonlocal_subcontractor_limit": "7"}, {"nonlocal-sub-cap": "per-certification"}),
    ],
    ids=["rates", "tenths", "caps", "limits", "certifications", "procedure-3", "work"],
)  # fmt: skip
def test_same_as_evaluating_with_other_figures(figures, readings, tmp_path):
    """Every figure that decides a ranking: the awards before and after are those of the exact engine."""
    tabulations = many.solicitations("simulated", 500)
    book = with_figures(**figures)
    with (
        mock.patch("lbpp_cli.evaluate.changing_readings", return_value=(0, ())),
        mock.patch("lbpp_cli.evaluate.assumptions", return_value=()),
    ):
        given = kept(tabulations, tmp_path / "results.parquet")
        found = simulate([("results", given)], LA, LA_RULES, book, readings)
        after = [evaluate(one, LA, book, TODAY, readings) for one in tabulations]
    assert found.differing == []
    expected = {f"bids {number}.xlsx": one.award for number, one in enumerate(after)}
    left_out = {one.file for one in found.left_out}
    assert left_out == {file for file, award in expected.items() if award is None}
    for one in found.simulated:
        award = expected[one.file]
        assert one.after == (
            award.decision, award.bidder, award.tied, award.contract_amount, award.low_bidder_before,
            award.changed_by_preference, award.cost_of_preference,
        )  # fmt: skip
    assert len(found.simulated) + len(left_out) == found.total == len(tabulations)
    assert found.changed


def test_the_readings_that_were_recorded_hold_on(tmp_path):
    """Results that were made under another reading are evaluated again under it, not under the default."""
    tabulations = many.solicitations("recorded", 300)
    given = kept(tabulations, tmp_path / "results.parquet", {"tenths": "pooled", "value-limit": "local-bids"})
    found = simulate([("results", given)], LA, LA_RULES, LA_RULES, {})
    assert found.differing == []
    assert len(found.simulated) == len(tabulations)
    assert not found.changed
    assert simulate([("results", given)], LA, LA_RULES, LA_RULES, {"tenths": "each-subcontractor"}).changed


def test_costs_and_ties(tmp_path):
    """$1,000.00 is local, $1,060.00 and so on; figures worked out by hand.

    At 6%: A is 1060.00 - 63.60 = 996.40 and wins over 1000.00 at a cost of 60.00. At 5%: 1060.00 - 53.00 = 1007.00, so B
    wins and nothing is paid more. C at 1000.00 less 6% is 940.00, a tie with D once C's preference is gone at 0%.
    """
    tabulations = [
        tabulation(bid("A", "1060.00", ["LBE"]), bid("B", "1000.00")),
        tabulation(bid("C", "1000.00", ["LBE"]), bid("D", "1000.00")),
    ]
    given = [("results", kept(tabulations, tmp_path / "results.csv"))]
    found = simulate(given, LA, LA_RULES, with_figures(local_business=5), {})
    assert (found.cost_before, found.cost_after) == (Decimal("60.00"), Decimal("0.00"))
    assert [(one.before.bidder, one.after.bidder) for one in found.changed] == [("A", "B")]
    none = simulate(given, LA, LA_RULES, with_figures(local_business=0), {})
    assert [one.after.tied for one in none.ties_appearing] == [("C", "D")]
    assert none.ties_appearing[0].after.decision == TIE
    # The tie has no cost, so what the other one cost is all that is compared.
    assert (len(none.compared), none.cost_before, none.cost_after) == (1, Decimal("60.00"), Decimal("0.00"))


def test_bids_that_a_changed_limit_leaves_undecided_are_named(tmp_path):
    """Both bids are over $150,000.00; with the limit between them, the procedure depends on a value that nobody stated."""
    given = kept([tabulation(bid("A", "200000.00"), bid("B", "300000.00"), contract_value=None)], tmp_path / "r.csv")
    found = simulate([("results", given)], LA, LA_RULES, with_figures(small_contract_limit=250000), {})
    (left,) = found.left_out
    assert left.why == ("with the change: no contract value is stated, and the bids lie on both sides of $250,000.00")
    assert found.simulated == []


@pytest.mark.parametrize("ending", ["parquet", "csv", "xlsx", "jsonl"])
def test_every_form_of_results_gives_the_same(results, ending):
    said = lbpp("simulate", f"results.{ending}", "--set", "local-business=8", cwd=results, columns=80)
    assert said.returncode == 0, said.stderr
    expected = lbpp("simulate", "results.parquet", "--set", "local-business=8", cwd=results, columns=80)
    assert said.stdout == expected.stdout.replace("results.parquet", f"results.{ending}")


def test_for_reading(results, snapshot):
    assert (
        as_seen(lbpp("simulate", "results.parquet", "--set", "local-business=8", cwd=results, columns=80)) == snapshot
    )


def test_without_a_change_it_verifies(results, snapshot):
    assert as_seen(lbpp("simulate", "results.csv", cwd=results, columns=80)) == snapshot


def test_as_json(results, snapshot):
    said = lbpp("simulate", "results.parquet", "--set", "local-business=8", "-f", "json", cwd=results)
    assert json.loads(said.stdout)["cost_of_preference"]["change"] == "-20000.00"
    assert as_seen(said) == snapshot


def test_as_csv_every_solicitation_has_a_row(results):
    said = lbpp("simulate", "results.parquet", "--set", "local-business=8", "-f", "csv", cwd=results)
    rows = list(csv.DictReader(io.StringIO(said.stdout)))
    assert sorted(row["file"] for row in rows) == sorted(f"{name}.xlsx" for name in SAMPLE_NAMES)
    refused = next(row for row in rows if row["file"] == "many_errors.xlsx")
    assert (refused["simulated"], refused["why_not"]) == ("no", "nothing was evaluated (refused)")


def test_a_recorded_award_that_its_bids_do_not_give_is_named(results, tmp_path, snapshot):
    for path in results.glob("results*.csv"):
        (tmp_path / path.name).write_text(path.read_text())
    bids = tmp_path / "results.csv"
    bids.write_text(bids.read_text().replace("Bidder C,ranked,1020000.00", "Bidder C,ranked,1000000.00", 1))
    said = lbpp("simulate", "results.csv", "--set", "local-business=8", cwd=tmp_path, columns=80)
    assert said.returncode == 1
    assert as_seen(said) == snapshot


def test_the_same_file_in_two_results_counts_once(results):
    said = lbpp("simulate", "results.parquet", "results.csv", "-f", "json", cwd=results)
    found = json.loads(said.stdout)
    assert (found["solicitations"], found["simulated"]) == (14, 6)
    assert [one["why"] for one in found["not_simulated"]].count("the same file is counted already, as tie.xlsx") == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--set", "local-busines=8"], "Did you mean local-business?"),
        (["--set", "local-business"], "is not NAME=VALUE"),
        (["--set", "local-business=8", "--set", "local-business=9"], "given twice"),
        (["--set", "standing-grace=30"], "decides no ranking"),
        (["--set", "local-business=-1"], "is no number"),
        (["--set", "value-limit=1,00"], "can be read in two ways"),
        (["--set", "share-step=12.5"], "no whole number of percent"),
        (["--reading", "late-approval=must-be-current"], "late-approval cannot be simulated from results"),
        (["-o", "results.csv"], "exists already"),
        (["-o", "results.doc"], "ends in none of"),
        (["-o", "results.csv", "--force"], "is an input"),
    ],
    ids=["near", "no-value", "twice", "no-ranking", "negative", "ambiguous", "step", "register", "exists", "ending", "input"],
)  # fmt: skip
def test_what_cannot_be_asked(results, arguments, said):
    run = lbpp("simulate", "results.csv", *arguments, cwd=results)
    assert run.returncode == 2
    assert said in " ".join(run.stderr.replace("│", " ").split())


def test_results_that_are_not_there(results):
    run = lbpp("simulate", "result.csv", "other.parquet", cwd=results)
    assert run.returncode == 2
    assert run.stdout == ""
    assert run.stderr.count("file-missing") == 2


# The example of the program's own template: A has 26% local and 30% small local dollars, B 45.5% and 35.6%, the third
# 10.6% small alone, so that it is not responsive, and at $940,000.00 the lowest bid.
@pytest.fixture(scope="module")
def participating(tmp_path_factory):
    tmp_path = tmp_path_factory.mktemp("participating")
    lbpp("template", "oak.xlsx", "--program", "oakland-lslbe", cwd=tmp_path)
    lbpp("template", "other.xlsx", cwd=tmp_path)
    assert lbpp("batch", "oak.xlsx", "other.xlsx", "-o", "results.csv", cwd=tmp_path).returncode in {0, 3}
    return tmp_path


def test_a_program_with_a_requirement_for_reading(participating, snapshot):
    """What the rules excluded takes part again: at 10% small and nothing local Example Works is lowest, and first."""
    figures = ("--set", "requirement=10", "--set", "local-part=0", "--set", "small-part=10")
    run = lbpp("simulate", "results.csv", "--program", "oakland-lslbe", *figures, cwd=participating)
    assert as_seen(run) == snapshot


@pytest.mark.parametrize(
    ("arguments", "awarded"),
    [
        # 100,000 of the third bid's 940,000 are small, 10.638...%: 10.63% is reached, 10.64% is not. Then Example Paving,
        # 41% above 10%, earns the most, 5%: 950,000.00 before the 959,500.00 of Example Builders.
        (("--set", "requirement=10", "--set", "local-part=0", "--set", "small-part=10.63"), ["Example Works LLC"]),
        (("--set", "requirement=10", "--set", "local-part=0", "--set", "small-part=10.64"), ["Example Paving Company"]),
        # At 5% for the requirement alone Example Paving has 980,000.00 x 0.95 of 1,000,000: 950,000.00 and wins.
        (("--set", "base-discount=5"), ["Example Paving Company"]),
        (("--reading", "double-beyond=also-discounts"), []),
        (("--set", "requirement=40"), []),
    ],
    ids=["reached", "not-reached", "discount", "reading", "whole"],
)  # fmt: skip
def test_a_program_with_a_requirement(arguments, awarded, participating):
    run = lbpp(
        "simulate", "results.csv", "--program", "oakland-lslbe", *arguments, "--format", "json", cwd=participating
    )
    assert run.returncode == 0, run.stderr
    made = json.loads(run.stdout)
    assert (made["simulated"], made["not_as_recorded"]) == (1, [])
    assert [one["after"]["bidder"] for one in made["changes"]] == awarded
    assert [one["why"] for one in made["not_simulated"]] == ["it was evaluated under the program la-lbpp"]
