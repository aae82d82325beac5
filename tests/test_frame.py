"""The rules over whole tables are the exact engine's: every bid, every award, under every reading.

HYPOTHESIS_PROFILE=long compares a million bids.
"""

import os
import pickle
import random
import re
import textwrap
from datetime import date
from decimal import Decimal, localcontext
from itertools import product

import many
import pandas as pd
import pyarrow as pa
import pytest
from build import LA_RULES, TODAY, bid, sub, tabulation
from frames import READINGS, as_rows, expected, frames, the_evaluation_alone

import lbpp_cli.frame
from lbpp_cli.frame import FrameError, Problem, awards, evaluate_frame

COMBINATIONS = [dict(zip(READINGS, values, strict=True)) for values in product(*READINGS.values())]
BIDS = {"thousands": 50_000, "long": 1_000_000}.get(os.environ.get("HYPOTHESIS_PROFILE", ""), 6_000)
PARTS = 8


@pytest.fixture(autouse=True, scope="module")
def _only_the_evaluation():
    with the_evaluation_alone():
        yield


def assert_equal(tabulations, readings, *, in_cents, book=None):
    given = frames(tabulations, in_cents=in_cents)
    result = evaluate_frame(*given, date=TODAY, readings=readings, rules=book)
    bids, awarded = expected(tabulations, readings, book or LA_RULES)
    for found, wanted in zip(as_rows(result), bids, strict=True):
        assert {name: found[name] for name in wanted} == wanted
    for found, wanted in zip(as_rows(awards(result)), awarded, strict=True):
        assert found == wanted
    return result


@pytest.mark.parametrize("part", range(PARTS))
def test_same_as_the_exact_engine(part):
    """Random solicitations of all kinds, a share of them under each combination of the readings."""
    some = COMBINATIONS[part::PARTS]
    decisions = set()
    for number, readings in enumerate(some):
        left = BIDS // PARTS // len(some)
        while left > 0:
            tabulations = many.solicitations(f"{part} {number} {left}", min(left, 2_000))
            result = assert_equal(tabulations, readings, in_cents=number % 2 == 0)
            decisions |= set(result["decision"])
            left -= len(result)
    assert decisions == {"award", "tie", "none"}


def test_each_reading_matters_to_the_random_solicitations():
    """Else that comparison would say nothing of it."""
    given = frames(many.solicitations("each", 4_000))
    base = evaluate_frame(*given, date=TODAY, readings={})
    for name, values in READINGS.items():
        other = evaluate_frame(*given, date=TODAY, readings={name: values[1]})
        assert not other["preference_percent"].equals(base["preference_percent"]) or not other[
            "preference_value_cents"
        ].equals(base["preference_value_cents"]), name


def alone(*given, readings=None, **more):
    """The only row of a solicitation of one bid, compared with the exact engine."""
    tabulations = [tabulation(*given, **more)]
    assert_equal(tabulations, readings or {}, in_cents=True)
    (row,) = as_rows(assert_equal(tabulations, readings or {}, in_cents=False))
    return row


# 4.B.3.a: 10% of $1,000,000.00 is $100,000.00; a cent less is no whole tenth.
@pytest.mark.parametrize(("cost", "percent"), [("100000.00", 7), ("99999.99", 6), ("199999.99", 7), ("200000.00", 8)])
def test_a_cent_under_a_tenth(cost, percent):
    made = bid("A", "1000000.00", ["LBE"], [sub("S", cost, ["LSB"])])
    assert alone(made)["preference_percent"] == percent


# 4.B.5: two thirds lie between 66.666... and 66.667; a share is written with as many decimals as need be.
@pytest.mark.parametrize(
    ("share", "standing"),
    [
        ("66.66", "none"), ("66.67", "local"), ("66.6666666666666666", "none"), ("66.6666666666666667", "local"),
        ("100", "local"), ("0", "none"),
    ],
)  # fmt: skip
def test_two_thirds(share, standing):
    made = bid("A", "1000000.00", ["LBE"], county_work=Decimal(share))
    assert alone(made)["standing"] == standing


def test_shares_of_very_different_precision():
    """100% and a share of 17 decimals: in units of the finer one the coarser would have more than 64 bits."""
    made = bid("A", "1000000.00", ["LBE", "CBE"], county_work=Decimal(100), city_work=Decimal("66.66666666666666667"))
    assert alone(made)["standing"] == "city"


def test_the_callers_context_changes_nothing():
    """What a caller sets as the context of its decimals must not change an award."""
    tabulations = many.solicitations("context", 300)
    base = evaluate_frame(*frames(tabulations), date=TODAY, readings={})
    with localcontext(prec=2):
        other = evaluate_frame(*frames(tabulations), date=TODAY, readings={})
    pd.testing.assert_frame_equal(other, base)


# 3, 4: Procedure 3 up to $150,000.00, where LBE earns nothing; Procedure 4 from a cent more, where it earns 6%.
@pytest.mark.parametrize(("value", "percent"), [("150000.00", 0), ("150000.01", 6)])
@pytest.mark.parametrize("stated", [True, False])
def test_the_limit_between_the_procedures(value, percent, stated):
    made = bid("A", value, ["LBE"])
    assert alone(made, contract_value=value if stated else None)["preference_percent"] == percent


# 4.B.6: 10% of $10,000,000.00 is $1,000,000.00 exactly; 10% of five cents more would be half a cent more.
@pytest.mark.parametrize(
    ("price", "value"), [("9999999.94", "999999.99"), ("9999999.95", "1000000.00"), ("10000000.05", "1000000.00")]
)
def test_the_limit_on_the_value(price, value):
    made = bid("A", price, ["LBE", "CBE"])
    assert alone(made, contract_value="20000000.00")["preference_value"] == Decimal(value)


def test_the_largest_amounts_are_exact():
    """The most that is read as an amount: 9,999,999,999,999.99, where a binary number no longer holds every cent."""
    made = bid("A", "9999999999999.99", ["LBE"], [sub("S", "9999999999999.98", ["LSB", "LTE"])], cash_discount=Decimal("0.12345"), cash_discount_days=30)  # fmt: skip
    row = alone(
        made, cash_discount_counted=True, contract_value="9999999999999.99", readings={"value-limit": "all-bids"}
    )
    # 9,999,999,999,999.99 x 0.0012345 = 12,344,999,999.999987655, rounded to 12,345,000,000.00.
    assert row["bid_price"] == Decimal("9999999999999.99") - Decimal("12345000000.00")


def test_rules_by_the_due_date_of_each_row():
    """Two versions of a figure: each solicitation by the one in force on its own day, or on the given one."""
    older = next(one for one in LA_RULES.parameters if one.id == "local-business")
    newer = older._replace(value=Decimal("6.5"), since=date(2025, 7, 1))
    book = LA_RULES._replace(parameters=(*LA_RULES.parameters, newer))
    made = [
        tabulation(bid("A", "1000.00", ["LBE"]), bid("B", "1001.00", []), due=due)
        for due in (date(2025, 6, 30), date(2025, 7, 1), None)
    ]
    result = assert_equal(made, {}, in_cents=True, book=book)
    assert result["preference_percent"].tolist()[::2] == [Decimal(6), Decimal("6.5"), Decimal("6.5")]
    assert_equal([*made, *many.solicitations("versions", 500)], {}, in_cents=False, book=book)


def test_the_limit_on_top_bounds_a_primes_own_certifications():
    """4.B with another figure: LSB and LTE would be 2% each, and 3% is the most on top."""
    parameters = tuple(
        one._replace(value=Decimal(3)) if one.id == "additional-limit" else one for one in LA_RULES.parameters
    )
    book = LA_RULES._replace(parameters=parameters)
    for subs in ([], [sub("S", "500.00", ["LSB"])]):
        made = tabulation(bid("A", "1000.00", ["LBE", "LSB", "LTE"], subs))
        (row,) = as_rows(assert_equal([made], {}, in_cents=True, book=book))
        assert row["preference_percent"] == 9


def test_a_share_of_the_work_that_is_no_whole_number():
    """2.499 thirds are 83.3%: 83% is too little, 84% enough."""
    parameters = tuple(
        one._replace(value=Decimal("2.499")) if one.id == "local-work" else one for one in LA_RULES.parameters
    )
    made = [tabulation(bid("A", "1000.00", ["LBE"], county_work=Decimal(share))) for share in (83, 84)]
    result = assert_equal(made, {}, in_cents=True, book=LA_RULES._replace(parameters=parameters))
    assert result["standing"].tolist() == ["none", "local"]


@pytest.mark.parametrize("in_cents", [True, False])
def test_order_does_not_matter(in_cents):
    """The rows of the three tables in any order give the same for each bid, in the order and with the index of bids."""
    files, bids, subs = frames(many.solicitations("order", 400), in_cents=in_cents)
    base = evaluate_frame(files, bids, subs, date=TODAY, readings={})
    mixed = bids.sample(frac=1, random_state=1)
    result = evaluate_frame(
        files.sample(frac=1, random_state=2), mixed, subs.sample(frac=1, random_state=3), date=TODAY, readings={}
    )
    assert result.index.equals(mixed.index)
    pd.testing.assert_frame_equal(result.sort_index(), base)


@pytest.mark.parametrize("in_cents", [True, False])
def test_parts_give_the_same_as_the_whole(in_cents):
    """Grouped by solicitation, or in any parts that keep solicitations whole."""
    files, bids, subs = frames(many.solicitations("parts", 200), in_cents=in_cents)
    subs = subs.merge(bids[["file", "bid"]], on="bid") if in_cents else subs
    base = evaluate_frame(files, bids, subs, date=TODAY, readings={})
    for size in (1, 7):
        keys = files["file"].tolist()
        parts = [keys[at : at + size] for at in range(0, len(keys), size)]
        found = [
            evaluate_frame(
                files[files["file"].isin(part)], bids[bids["file"].isin(part)], subs[subs["file"].isin(part)],
                date=TODAY, readings={},
            )
            for part in parts
        ]  # fmt: skip
        assert as_rows(pd.concat(found)) == as_rows(base)


def test_the_tables_are_not_modified():
    given = frames(many.solicitations("kept", 200))
    before = [one.copy(deep=True) for one in given]
    result = evaluate_frame(*given, date=TODAY, readings={"tenths": "pooled"})
    result["file"] = -1
    result.loc[:, "quoted_price_cents"] = 0
    for one, other in zip(given, before, strict=True):
        pd.testing.assert_frame_equal(one, other)


@pytest.mark.parametrize("in_cents", [True, False])
def test_empty_tables(in_cents):
    files, bids, subs = frames(many.solicitations("empty", 10), in_cents=in_cents)
    whole = evaluate_frame(files, bids, subs, date=TODAY, readings={})
    empty = evaluate_frame(files, bids.head(0), subs.head(0), date=TODAY, readings={})
    assert empty.columns.tolist() == whole.columns.tolist()
    assert (len(empty), len(awards(empty))) == (0, 0)
    assert len(evaluate_frame(files.head(0), bids.head(0), subs.head(0), date=TODAY, readings={})) == 0
    alone = evaluate_frame(files, bids, subs.head(0), date=TODAY, readings={})
    assert len(alone) == len(bids)


def small(*, in_cents=True, **more):
    made = [
        tabulation(bid("A", "1000.00", ["LBE"], [sub("S", "100.00", ["LSB"])]), bid("B", "1010.00"), **more),
        tabulation(bid("A", "1000.00"), **more),
    ]
    return frames(made, in_cents=in_cents)


def refused(files, bids, subs, readings=None):
    with pytest.raises((FrameError, ValueError)) as caught:
        evaluate_frame(files, bids, subs, date=TODAY, readings=readings or {})
    return str(caught.value)


def test_what_is_wrong_is_named_all_at_once():
    files, bids, subs = small()
    bids["quoted_price_cents"] = [0, 101000, 100000]
    bids["county_work_percent"] = [Decimal(101), None, None]
    subs["cost_cents"] = [-5]
    files["due"] = pd.array([None, date(2024, 3, 26)], dtype=pd.ArrowDtype(pa.date32()))
    said = refused(files, bids, subs).splitlines()
    assert said == [
        "0: a bid's price is zero or negative",
        "0: a share of the work lies below 0% or above 100%",
        "0: the cost of a subcontractor is zero or negative",
        "1: bids were due on 2024-03-26; no rules are known for dates before 2024-03-27",
    ]


@pytest.mark.parametrize(
    ("table", "column", "values", "said"),
    [
        (1, "quoted_price_cents", [100000.0, 101000.0, 1.0], "bids: quoted_price_cents holds binary numbers"),
        (1, "quoted_price_cents", [10**15, 1, 1], "quoted_price_cents holds an amount that is too large"),
        (1, "counted", ["LBE", "LBX", ""], "bids: counted holds LBX; known are LBE, CBE, LSB, LTE"),
        (1, "county_work_percent", [66.7, None, None], "county_work_percent holds binary numbers"),
        (1, "county_work_percent", [Decimal("66.6666666666666666666"), None, None], "too many decimals"),
        (1, "role", ["baker", None, None], "role holds baker, which is none of"),
        (1, "bid", [1, 1, 2], "bids: bid has the same key twice"),
        (1, "file", [0, 0, 7], "the table of files has no row for 7"),
        (1, "status", ["ranked", None, "ranked"], "the status of 1 rows is blank"),
        (0, "file", [0, 0], "file has the same key twice"),
        (0, "kind", ["bid", "auction"], "kind holds auction, which is none of bid, proposal"),
        (0, "items", [1.5, 1.0], "items holds double, not whole numbers"),
        (2, "bid", [9], "there is no bid for 9"),
        (2, "bid", pd.array([None], "Int64"), "bid is blank in some rows"),
        (1, "file", ["0", "0", "1"], "file is a number in one table and a text in another"),
        (1, "status", ["ranked", "", "ranked"], "the status of 1 rows is blank"),
        (2, "cost_cents", pd.array([None], "Int64"), "the cost of 1 rows is blank"),
    ],
)  # fmt: skip
def test_a_column_that_cannot_be_taken(table, column, values, said):
    given = list(small())
    given[table] = given[table].assign(**{column: values})
    assert said in refused(*given)


def test_a_column_that_is_missing_or_misspelt():
    files, bids, subs = small()
    assert "bids: the column counted is missing" in refused(files, bids.drop(columns="counted"), subs)
    said = refused(files.rename(columns={"category": "catgory"}), bids, subs)
    assert "files: there is no column catgory: is category meant?" in said


def test_the_same_bidder_twice_in_a_file():
    files, bids, subs = small(in_cents=False)
    bids["bidder"] = ["A", "A", "A"]
    assert "bids: bidder stands twice in one file: A" in refused(files, bids, subs)


def test_dollars_with_half_a_cent():
    files, bids, subs = small(in_cents=False)
    bids["quoted_price"] = [Decimal("1.005"), Decimal(2), Decimal(3)]
    assert "quoted_price holds an amount with more than two decimals" in refused(files, bids, subs)


def test_bids_on_both_sides_of_the_limit_need_a_contract_value():
    made = [tabulation(bid("A", "150000.00"), bid("B", "150000.01"), contract_value=None)]
    assert "no contract value is stated, and the bids lie on both sides of $150,000.00" in refused(*frames(made))


@pytest.mark.parametrize("responsive", [True, False])
def test_discounts_that_leave_no_price(responsive):
    """99.99% of a cent is a cent, rounded: as for the exact engine, also of a bid that is not ranked."""
    made = bid("A", "0.01", cash_discount=Decimal("99.99"), cash_discount_days=30, responsive=responsive)
    said = refused(*frames([tabulation(made, bid("B", "1.00"), cash_discount_counted=True)]))
    assert said == "0: the discounts leave no price"


@pytest.mark.parametrize(
    ("score", "said"),
    [
        ("80.1234567890123456", "too large, or have too many decimals"),
        ("80.123456789012345678", "too large, or has too many decimals"),
        ("80.12345678901234567891", "at most 18 are exact"),
    ],
    ids=["sum", "score", "decimals"],
)
def test_scores_that_do_not_fit_are_refused_not_rounded(score, said):
    """6% of ten million points, in units of the score's sixteen decimals, has more than 64 bits; so has the score."""
    made = bid("A", "100.00", ["LBE"], score=Decimal(score))
    tabulations = [tabulation(made, kind="proposal", total_points=Decimal(10_000_000))]
    assert said in refused(*frames(tabulations))


def test_a_reading_that_a_register_answers_cannot_be_chosen():
    assert "late-approval cannot be chosen here" in refused(*small(), readings={"late-approval": "must-be-current"})
    assert "no reading 'tenth'" in refused(*small(), readings={"tenth": "pooled"})
    assert "tenths has no value 'none'" in refused(*small(), readings={"tenths": "none"})


def test_plain_pandas_columns_are_taken():
    """As pandas.read_parquet gives them: objects of Decimal and date, blanks as NaN, whole numbers with blanks as floats."""
    files, bids, subs = frames(many.solicitations("plain", 300), in_cents=False)
    base = evaluate_frame(files, bids, subs, date=TODAY, readings={})
    plain = []
    for one in (files, bids, subs):
        table = pa.Table.from_pandas(one, preserve_index=False)
        plain.append(table.to_pandas(ignore_metadata=True))
    assert plain[1]["cash_discount_days"].dtype == "float64"
    assert plain[1]["quoted_price"].dtype == "object"
    result = evaluate_frame(*plain, date=TODAY, readings={})
    assert as_rows(result) == as_rows(base)


def test_categories_and_flags_are_taken():
    """The lean forms: names as categories, the work as true or false."""
    files, bids, subs = frames(many.solicitations("lean", 300))
    base = evaluate_frame(files, bids, subs, date=TODAY, readings={})
    lean = [
        files.astype({"kind": "category", "category": "category", "waiver": "category"}),
        bids.astype({"counted": "category", "role": "category", "status": "category", "local_status": "category"}),
        subs.assign(work=subs["work"].notna()).astype({"counted": "category"}),
    ]
    pd.testing.assert_frame_equal(evaluate_frame(*lean, date=TODAY, readings={}), base)


def test_keys_of_several_kinds_are_joined():
    """Names as categories or plain texts, numbers of pandas, of numpy and of Arrow: in one table or the other."""
    files, bids, subs = frames(many.solicitations("kinds", 300), in_cents=False)
    base = evaluate_frame(files, bids, subs, date=TODAY, readings={})
    named = evaluate_frame(
        files.astype({"file": "category"}), bids.astype({"bidder": "category"}), subs.astype({"file": "category"}),
        date=TODAY, readings={},
    )  # fmt: skip
    assert named["rank_after"].equals(base["rank_after"])
    chance = random.Random(6)  # noqa: S311  no secret
    number = {file: chance.getrandbits(62) for file in files["file"]}
    bidder = {one: chance.getrandbits(62) for one in bids["bidder"].unique()}
    numbered = [
        one.assign(
            file=one["file"].map(number), **({} if "bidder" not in one else {"bidder": one["bidder"].map(bidder)})
        )
        for one in (files, bids, subs)
    ]
    numbered[1] = numbered[1].astype({"file": "int64[pyarrow]", "bidder": "Int64"})
    found = evaluate_frame(*numbered, date=TODAY, readings={})
    assert found["preference_value"].equals(base["preference_value"])
    assert found["rank_after"].equals(base["rank_after"])


def test_a_blank_name_is_nobodys():
    """A subcontractor without a bidder belongs to no bid, and certainly not to that of the row before."""
    files, bids, subs = small(in_cents=False)
    assert "there is no bid for" in refused(files, bids, subs.assign(bidder=pd.Series([None], dtype="str")))
    blank = pd.Series([None, "B", "A"], dtype="str")
    assert "bidder is blank in some rows" in refused(files, bids.assign(bidder=blank), subs)


def test_random_keys_are_joined():
    """Whole numbers far apart, as hashes are."""
    files, bids, subs = frames(many.solicitations("keys", 300))
    base = evaluate_frame(files, bids, subs, date=TODAY, readings={})
    chance = random.Random(5)  # noqa: S311  no secret
    key = {one: chance.getrandbits(62) for one in range(len(bids))}
    result = evaluate_frame(
        files.assign(file=files["file"].map(key)), bids.assign(file=bids["file"].map(key), bid=bids["bid"].map(key)),
        subs.assign(bid=subs["bid"].map(key)), date=TODAY, readings={},
    )  # fmt: skip
    assert result["rank_after"].tolist() == base["rank_after"].tolist()
    assert result["preference_value_cents"].equals(base["preference_value_cents"])


def examples():
    """The code of the module's examples, by the library that each begins with."""
    blocks = re.findall(r"(?m)^(With \w+).*::\n\n((?:    .*\n|\n)+)", lbpp_cli.frame.__doc__)
    return {name.removeprefix("With "): textwrap.dedent(code) for name, code in blocks}


def from_file():
    """The three tables as they come from results."""
    files, bids, subs = frames(many.solicitations("examples", 300), in_cents=False)
    return {
        "files": files,
        "bids": bids,
        "subs": subs,
        "date": TODAY,
        "evaluate_frame": evaluate_frame,
        "awards": awards,
    }


def test_the_example_of_pandas(tmp_path, monkeypatch):
    given = from_file()
    for name, table in (("files.", "files"), ("", "bids"), ("subcontractors.", "subs")):
        given[table].to_parquet(tmp_path / f"results.{name}parquet")
    monkeypatch.chdir(tmp_path)
    exec(examples()["pandas"], namespace := {})  # noqa: S102  our own example
    expected = evaluate_frame(given["files"], given["bids"], given["subs"], date=TODAY, readings={"tenths": "pooled"})
    assert as_rows(namespace["evaluated"]) == as_rows(expected)
    assert 0 < len(namespace["changed"]) < len(given["files"])


def test_the_example_of_dask():
    given = from_file()
    exec(examples()["Dask"], given)  # noqa: S102  our own example
    expected = evaluate_frame(given["files"], given["bids"], given["subs"], date=TODAY, readings={})
    key = ["key", "bidder"]
    found = sorted(as_rows(given["evaluated"]), key=lambda row: [row[name] for name in key])
    assert found == sorted(as_rows(expected), key=lambda row: [row[name] for name in key])


class Grouped:
    """Spark's grouped map, as far as the example goes: each pair of groups goes through the function on its own."""

    def __init__(self, table, groups=None):
        self.table, self.groups = table, groups

    def groupby(self, key):
        return Grouped(self.table, dict(list(self.table.groupby(key))))

    def cogroup(self, other):
        none = other.table.head(0)
        return Grouped(self.table, {key: (part, other.groups.get(key, none)) for key, part in self.groups.items()})

    def applyInPandas(self, function, schema):  # noqa: N802  its name there
        columns = [part.split()[0] for part in schema.split(",")]
        made = []
        for pair in self.groups.values():
            # As a worker does it: plain pandas, sent there and back by pickle.
            plain = [pa.Table.from_pandas(one, preserve_index=False).to_pandas(ignore_metadata=True) for one in pair]
            found = function(*plain)
            assert found.columns.tolist() == columns
            made.append(found)
        return pd.concat(made, ignore_index=True)


def test_the_example_of_spark():
    """Its function, run through pandas: no Java here."""
    given = from_file()
    namespace = given | {"bids": Grouped(given["bids"]), "subs": Grouped(given["subs"])}
    exec(examples()["Spark"], namespace)  # noqa: S102  our own example
    expected = evaluate_frame(given["files"], given["bids"], given["subs"], date=TODAY, readings={})
    key = ["file", "bidder"]
    found = namespace["evaluated"].sort_values(key).to_dict("list")
    assert as_rows(pd.DataFrame(found)) == as_rows(
        expected.sort_values(key)[["file", "bidder", "rank_after", "awarded"]]
    )


def test_an_error_travels_from_a_worker():
    error = pickle.loads(pickle.dumps(FrameError([Problem("a.xlsx", "no price"), Problem(None, "no column")])))  # noqa: S301
    assert (str(error), error.problems[0].file) == ("a.xlsx: no price\nno column", "a.xlsx")
