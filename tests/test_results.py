"""Results that were kept are read back exactly, the same from each form; what is no results is refused with its place."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from build import bid, evaluated, sub, tabulation
from kept import arrow_table, keep
from running import SAMPLES

from lbpp_cli.findings import UnreadableFileError
from lbpp_cli.from_files import Terms, evaluate_file
from lbpp_cli.read.results import read_results
from lbpp_cli.render.kept_rows import kept_rows

FORMS = ("results.parquet", "results.csv", "results.xlsx", "results.jsonl")


@pytest.fixture(scope="module")
def evaluations():
    """The samples with proposals, refusals, a tie and evidence; and names that a spreadsheet would run as formulas."""
    terms = Terms.of("la-lbpp", {}, {})
    names = ("reference_chart", "proposal", "small_contract", "tie", "evidence", "many_errors", "value_limit")
    named = tabulation(
        bid("=Bidder", "999.99", ["LBE"], [sub("-Sub", "99.99", ["LSB"]), sub("@Sub", "100.00")]),
        bid("+Bidder", "1000.00", responsive=False, reason="No bond"),
        contract_value=None,
    )
    named = replace(named, files=(replace(named.files[0], file="made, too.xlsx"),))
    return [
        *(evaluate_file(SAMPLES / f"{name}.xlsx", terms, lambda path: path.name) for name in names),
        evaluated(named),
    ]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_reads_back_as_what_was_kept(evaluations, form, tmp_path):
    read = read_results(keep(evaluations, tmp_path / form), kept_rows)
    for table, frame in read._asdict().items():
        expected = arrow_table(evaluations, table)
        assert frame.columns.tolist() == expected.column_names
        for name in expected.column_names:
            assert frame[name].tolist() == expected.column(name).to_pandas(types_mapper=pd.ArrowDtype).tolist() or (
                [None if pd.isna(value) else value for value in frame[name]] == expected.column(name).to_pylist()
            ), (table, name)


def test_the_types_are_exact(evaluations, tmp_path):
    read = read_results(keep(evaluations, tmp_path / "results.csv"), kept_rows)
    assert read.bids["quoted_price"].dtype == pd.ArrowDtype(pa.decimal128(38, 2))
    assert read.bids["quoted_price"].iloc[-2] == Decimal("999.99")
    assert read.files["due"].iloc[0] == date(2025, 6, 2)
    assert read.bids["bidder"].iloc[-2] == "=Bidder"
    # A bid that is ranked and holds nothing counted nothing; for one that is not ranked nothing was decided.
    assert read.bids["counted"].iloc[-2] == "LBE"
    assert pd.isna(read.bids["counted"].iloc[-1])
    assert (read.bids["counted"] == "").sum() > 0


@pytest.mark.parametrize("name", ["=Bidder", "-Bidder", "-5", "@B", "  =B", "＝B", "'B' and Sons", "B", "+1 (555)"])
def test_what_was_escaped_reads_back(name, tmp_path):
    """What csv keeps from being run as a formula, by the escape that writes it."""
    given = evaluated(tabulation(bid(name, "1000.00")))
    assert read_results(keep([given], tmp_path / "results.csv"), kept_rows).bids["bidder"].tolist() == [name]


def refused(path):
    with pytest.raises(UnreadableFileError) as caught:
        read_results(path, kept_rows)
    return caught.value.finding


def test_a_table_that_is_missing_is_named(evaluations, tmp_path):
    path = keep(evaluations, tmp_path / "results.csv")
    (tmp_path / "results.files.csv").unlink()
    assert refused(path).code == "file-missing"
    assert refused(path).file.endswith("results.files.csv")


def test_a_table_beside_the_bids_points_to_them(evaluations, tmp_path):
    keep(evaluations, tmp_path / "results.csv")
    found = refused(tmp_path / "results.subcontractors.csv")
    assert found.code == "not-results"
    assert f"Name {tmp_path / 'results.csv'};" in found.hint


def test_binary_numbers_are_no_money(evaluations, tmp_path):
    path = keep(evaluations, tmp_path / "results.parquet")
    table = pq.read_table(path)
    at = table.column_names.index("quoted_price")
    pq.write_table(table.set_column(at, "quoted_price", table.column(at).cast(pa.float64())), path)
    assert "quoted_price in row 1 is the binary number 1000000.0, which is no money" in refused(path).message


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ((",quoted_price,", ",quoted_prize,"), "lacks the columns: quoted_price (there is quoted_prize)"),
        (("1000000.00", "1000000.005"), "quoted_price in row 1 is “1000000.005”, which is no money"),
        (("1000000.00", "a million"), "quoted_price in row 1 is “a million”, which is no money"),
        ((",no\n", ",maybe\n"), "which is no yes-no"),
    ],
    ids=["column", "half-cent", "words", "yes-no"],
)  # fmt: skip
def test_what_was_changed_is_named_with_its_row(evaluations, tmp_path, change, said):
    path = keep(evaluations, tmp_path / "results.csv")
    if change[1] == ",maybe\n":
        change = (",no,", ",maybe,")
    path.write_text(path.read_text().replace(*change, 1))
    found = refused(path)
    assert found.code == "not-results"
    assert said in found.message
    assert found.file == str(path)


def test_a_line_that_is_no_evaluation_is_named(evaluations, tmp_path):
    path = keep(evaluations[:2], tmp_path / "results.jsonl")
    path.write_text(path.read_text() + '{"a": 1}\n')
    assert (refused(path).cell, refused(path).code) == ("line 3", "not-results")


def test_another_ending_is_no_results():
    assert "ending" in refused(SAMPLES / "csv_bids.txt").message


def test_damaged_parquet_is_refused(tmp_path):
    for name in ("results.parquet", "results.files.parquet", "results.subcontractors.parquet"):
        (tmp_path / name).write_bytes(b"PAR1 no parquet PAR1")
    assert refused(tmp_path / "results.parquet").code == "not-results"
