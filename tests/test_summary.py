"""The compliance report: each figure is what a hand works out, groups add up to the whole, nothing is dropped or counted twice."""

import json
import random
import re
from collections import Counter
from dataclasses import fields, replace
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from build import bid, evaluated, sub, tabulation
from kept import keep
from running import SAMPLES, as_seen, lbpp

from lbpp_cli import programs
from lbpp_cli.commands.summary import known, read
from lbpp_cli.compliance.figures import Dollars, Held
from lbpp_cli.compliance.outcomes import Tables
from lbpp_cli.compliance.sizes import size_name, size_of
from lbpp_cli.compliance.summary import BREAKDOWNS, summarise
from lbpp_cli.findings import finding
from lbpp_cli.from_files import Terms, evaluate_file
from lbpp_cli.model import PROPOSAL, InputFile
from lbpp_cli.render import summary_page
from lbpp_cli.render.summary_words import Labels

ENGINEERING = "Bureau of Engineering"
SERVICES, CONSTRUCTION = "services", "construction"


def solicited(name, *bids, **more):
    """An evaluation of a file of its own."""
    given = tabulation(*bids, **more)
    return evaluated(replace(given, files=(InputFile(f"{name}.xlsx", name.encode()),)))


def handful():
    """Six solicitations: changed, of points, unchanged, a tie, none left, and one that is not evaluated.

    changed: over $150,000, so Vera gets 6% as a Local Business and 1% for Near, whose 105,000.00 is a tenth of her
    1,050,000.00: 73,500.00, and stands at 976,500.00 before Acme's 1,000,000.00, whose Far has less than a tenth. The
    cost is 1,050,000.00 - 1,000,000.00 = 50,000.00.
    points: Nova's 86 + 6 of 100 points for a Local Business pass 90; its contract is 400,000.00, its cost in dollars none.
    unchanged: one bid of 20,000.00 and one of 25,000.00, no contract value.
    """
    changed = solicited(
        "changed",
        bid("Acme", "1000000.00", [], [sub("Far", "50000.00", ["LTE"])]),
        bid("Vera", "1050000.00", ["LBE"], [sub("Near", "105000.00", ["LSB", "LBE"]), sub("Out", "50000.00")]),
        number="B-1", department=ENGINEERING, category=CONSTRUCTION,
    )  # fmt: skip
    points = solicited(
        "points",
        bid("Peak", "300000.00", score=Decimal(90)),
        bid("Nova", "400000.00", ["LBE"], score=Decimal(86)),
        number="P-1", department=" bureau  OF engineering", category=SERVICES, kind=PROPOSAL, total_points=Decimal(100),
        contract_value="500000.00",
    )  # fmt: skip
    unchanged = solicited(
        "unchanged", bid("Low", "20000.00", ["LSB", "LBE"]), bid("High", "25000.00"), contract_value=None
    )
    tie = solicited(
        "tie", bid("One", "200000.00"), bid("Two", "200000.00"), contract_value="200000.00", department=ENGINEERING
    )
    nobody = solicited(
        "nobody",
        bid("Late", "90000.00", responsive=False, reason="Late"),
        bid("Mute", "91000.00", responsive=False),
        bid("Tardy", "92000.00", responsive=False, reason="Late"),
        contract_value="100000.00",
    )
    sides = solicited("sides", bid("Small", "100000.00"), bid("Large", "200000.00"), contract_value=None)
    return [changed, points, unchanged, tie, nobody, sides]


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    """The handful as rows of the tables."""
    found, wrong = read([keep(handful(), tmp_path_factory.mktemp("handful") / "results.parquet")])
    assert not wrong
    return found[0]


@pytest.fixture(scope="module")
def samples(tmp_path_factory):
    """The samples of bid workbooks as rows of the tables."""
    terms = Terms.of("la-lbpp", {}, {})
    names = ("reference_chart", "proposal", "small_contract", "tie", "evidence", "many_errors", "value_limit")
    made = [evaluate_file(SAMPLES / f"{name}.xlsx", terms, lambda path: path.name) for name in names]
    found, _ = read([keep(made, tmp_path_factory.mktemp("samples") / "results.jsonl")])
    return found[0]


def summed(*results):
    summary, wrong = summarise(results, known)
    assert not wrong
    return summary


def of_one(*results):
    (program,) = summed(*results).programs
    return program


def summary_page_of():
    """The page of the handful, with a department whose name is long and in one word."""
    with TemporaryDirectory() as folder:
        (found,), _ = read([keep(handful(), Path(folder) / "results.jsonl")])
    long = Tables("long", [{**row, "department": "Straßenbauverwaltung" * 4} for row in found.files], *found[2:])
    labels = {"la-lbpp": Labels("Local Business Preference Program", programs.load("la-lbpp").full_names)}
    return summary_page.render(summed(long), labels, {"results.jsonl": "0" * 64}, BREAKDOWNS)


def refused(*results):
    summary, wrong = summarise(results, known)
    assert summary is None
    assert {one.code for one in wrong} <= {"results-contradictory", "results-disagree"}
    return [one.message for one in wrong]


def test_figures_by_hand(tables):
    total = of_one(tables).total
    assert (total.solicitations, total.awards, total.ties, total.without_bids, total.not_evaluated) == (6, 3, 1, 1, 1)
    assert total.changed == 2  # changed and points
    assert total.awarded == Decimal("1470000.00")  # 1,050,000.00 + 400,000.00 + 20,000.00
    assert total.compared == 2  # not the proposal
    assert total.cost == Decimal("50000.00")  # 50,000.00 + 0.00
    assert total.lowest == Decimal("1020000.00")  # 1,000,000.00 + 20,000.00
    assert total.share == Decimal("4.90")  # 50,000 / 1,020,000 = 0.049019...
    assert (total.bids, total.refused) == (11, 3)  # 2 + 2 + 2 + 2 + 3
    assert total.reasons == {"Late": 2, None: 1}
    assert total.codes == {"contract-value-needed": 1}
    assert total.needs_person == 2  # the tie, and nobody left
    assert total.awards_for_person == 0
    assert total.hanging == 2  # Vera and Nova need two thirds of the work to be local, which is not stated


def test_dollars_by_certification_by_hand(tables):
    """Vera holds LBE, Nova LBE, Low LBE and LSB; of Vera's subcontractors Near holds both and Out nothing."""
    total = of_one(tables).total
    nothing = Dollars(0, Decimal("0.00"))
    assert total.firms == Held(
        {
            "LBE": Dollars(3, Decimal("1470000.00")),
            "CBE": nothing,
            "LSB": Dollars(1, Decimal("20000.00")),
            "LTE": nothing,
        },
        any_held=Dollars(3, Decimal("1470000.00")),
        none_held=nothing,
    )
    near = Dollars(1, Decimal("105000.00"))
    assert total.subcontractors == Held(
        {"LBE": near, "CBE": nothing, "LSB": near, "LTE": nothing},  # not Far's LTE: its bid was not awarded
        any_held=near,
        none_held=Dollars(1, Decimal("50000.00")),
    )
    assert total.subcontractors.total == Dollars(2, Decimal("155000.00"))


def test_groups_by_hand(tables):
    """One department in two spellings is one group; what is not stated is one of its own, and last."""
    found = of_one(tables).breakdowns
    named = {name: [(one.name, one.figures.solicitations, one.figures.awards) for one in found[name]] for name in found}
    assert named["department"] == [(ENGINEERING, 3, 2), (None, 3, 1)]
    assert named["category"] == [(CONSTRUCTION, 1, 1), (SERVICES, 1, 1), (None, 4, 1)]
    assert named["procedure"] == [("over-150000", 3, 2), ("up-to-150000", 2, 1), (None, 1, 0)]
    assert named["size"] == [
        ("at or below $20,000", 1, 1),  # unchanged, by its award
        ("above $20,000 to $100,000", 1, 0),  # nobody
        ("above $100,000 to $1,000,000", 3, 2),  # changed at the limit, points, the tie
        ("above $1,000,000 to $5,000,000", 0, 0),
        ("above $5,000,000 to $25,000,000", 0, 0),
        ("above $25,000,000", 0, 0),
        (None, 1, 0),  # sides
    ]
    assert of_one(tables).sizes_from == (4, 1, 1)


LIMITS = ("20000", "100000", "1000000", "5000000", "25000000")


@pytest.mark.parametrize("place", range(5))
def test_a_size_at_a_limit_belongs_below_it(place):
    """Section 6-129.l(1)(a): valued at or below twenty thousand, above it and at or below one hundred thousand ..."""
    limit = Decimal(f"{LIMITS[place]}.00")
    assert size_of(limit) == place
    assert size_of(limit + Decimal("0.01")) == place + 1
    assert size_name(place).endswith(f"{'to' if place else 'below'} ${int(limit):,}")
    assert size_name(place + 1).startswith(f"above ${int(limit):,}")


@pytest.mark.parametrize(
    ("cost", "lowest", "share"),
    [("0.05", "1000.00", "0.01"), ("0.04", "1000.00", "0.00"), ("12.45", "1000.00", "1.25"), ("0.00", "0.00", None)],
)
def test_the_share_is_rounded_half_up(tables, cost, lowest, share):
    """0.05 of 1,000 is 0.005%, and 12.45 is 1.245%: both are halves."""
    found = replace(of_one(tables).total, cost=Decimal(cost), lowest=Decimal(lowest))
    assert found.share == (None if share is None else Decimal(share))


def added(groups):
    """The figures of groups as if they were one."""
    found = Counter()
    for one in groups:
        for field in fields(one.figures):
            value = getattr(one.figures, field.name)
            if isinstance(value, Held):
                named = {**value.by_certification, "any": value.any_held, "none": value.none_held}
                for name, dollars in named.items():
                    found[field.name, name, "number"] += dollars.number
                    found[field.name, name, "amount"] += dollars.amount
            elif isinstance(value, dict):
                for name, number in value.items():
                    found[field.name, name] += number
            else:
                found[field.name] += value
    return {name: number for name, number in found.items() if number}


class Whole:
    def __init__(self, figures):
        self.figures = figures


@pytest.mark.parametrize("breakdown", BREAKDOWNS)
@pytest.mark.parametrize("which", ["tables", "samples"])
def test_the_groups_add_up_to_the_total(which, breakdown, request):
    program = of_one(request.getfixturevalue(which))
    assert added(program.breakdowns[breakdown]) == added([Whole(program.total)])
    total = program.total
    assert total.solicitations == total.awards + total.without_award + total.not_evaluated
    assert total.firms.total == Dollars(total.awards, total.awarded)


def without_names(program):
    """A program's summary but for which of its results held what."""
    return replace(program, outcomes=tuple(replace(one, source="") for one in program.outcomes))


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_rows_and_results_does_not_matter(tables, samples, seed):
    chance = random.Random(seed)  # noqa: S311

    def shuffled(one):
        return Tables(one.name, *(chance.sample(list(rows), len(rows)) for rows in one[1:]))

    results = [shuffled(tables), shuffled(samples)]
    chance.shuffle(results)
    assert summed(*results) == summed(tables, samples)


@pytest.mark.parametrize("seed", range(5))
def test_a_result_in_two_parts_comes_to_the_same(samples, seed):
    chance = random.Random(seed)  # noqa: S311
    first = {row["file"] for row in samples.files if chance.random() < 0.5}
    parts = [
        Tables(name, *([row for row in rows if (row["file"] in first) == inside] for rows in samples[1:]))
        for name, inside in (("one", True), ("two", False))
    ]
    assert without_names(of_one(*parts)) == without_names(of_one(samples))


def renamed(tables, name, files=lambda file: file):
    return Tables(name, *([{**row, "file": files(row["file"])} for row in rows] for rows in tables[1:]))


def test_a_file_in_two_results_is_counted_once(tables):
    """It is known by its content, whatever it is called there."""
    again = renamed(tables, "later.parquet", lambda file: f"moved/{file}")
    summary = summed(tables, again)
    assert without_names(summary.programs[0]).total == of_one(tables).total
    assert [(tables.name, "changed.xlsx"), ("later.parquet", "moved/changed.xlsx")] in [
        sorted(one.places, key=lambda place: place[0] != tables.name) for one in summary.repeated
    ]
    assert len(summary.repeated) == 6


def test_a_file_that_two_results_judge_differently_is_refused(tables):
    """Neither can be taken for the right one, so nothing is summed up; each of them is named."""
    other = renamed(tables, "later.parquet")
    for row in other.files:
        if row["file"] in {"changed.xlsx", "tie.xlsx"}:
            row["department"] = "Bureau of Sanitation"
    messages = refused(renamed(tables, "early.parquet"), other)
    assert len(messages) == 2
    assert "changed.xlsx" in messages[0]
    assert messages[0].endswith(
        "evaluated to different results: department (Bureau of Engineering, Bureau of Sanitation)."
    )


def test_different_files_of_one_number_are_both_counted(tables, samples):
    later = [{**row, "solicitation": "b-1"} for row in samples.files if row["file"] == "tie.xlsx"]
    other = Tables("o", later, [row for row in samples.bids if row["file"] == "tie.xlsx"], [])
    found = of_one(tables, other)
    assert found.same_number == {"B-1": ("changed.xlsx", "tie.xlsx")}
    assert found.total.solicitations == 7


def test_a_file_without_content_is_known_by_its_name(tables):
    """One that could not be read has no hash; two of them are two."""
    lost = {
        **dict.fromkeys(tables.files[0]), "status": "unreadable", "program": "la-lbpp", "bids": 0, "ranked": 0,
        "findings": json.dumps([{"code": "file-missing", "severity": "error"}]),
    }  # fmt: skip
    found = of_one(Tables("r", [{**lost, "file": "a.xlsx"}, {**lost, "file": "b.xlsx"}], [], []))
    assert found.total.codes == {"file-missing": 2}
    assert (found.total.solicitations, found.total.not_evaluated, found.total.share) == (2, 2, None)


def test_programs_are_shown_apart(tables, samples):
    """Their rules differ; a program that this version does not have is summed up by what its results say."""
    others = Tables("o", [{**row, "program": "elsewhere"} for row in samples.files], *samples[2:])
    elsewhere, here = summed(tables, others).programs
    assert (elsewhere.program, here.program) == ("elsewhere", "la-lbpp")
    assert here.total == of_one(tables).total
    assert sorted(elsewhere.certifications) == sorted(
        {name for one in of_one(samples).outcomes for name in one.certifications}
        | {name for one in of_one(samples).outcomes for work in one.subcontracts for name in work.certifications}
    )


def changed_row(tables, table, file, **values):
    rows = [{**row, **values} if row["file"] == file else row for row in getattr(tables, table)]
    return tables._replace(**{table: rows})


CONTRADICTIONS = {
    "cost": (("files", "changed.xlsx", {"cost_of_preference": Decimal("1.00")}), "the bid prices give $50,000.00"),
    "amount": (("files", "changed.xlsx", {"contract_amount": Decimal("1.00")}), "not the quoted price"),
    "winner": (("files", "changed.xlsx", {"awarded_to": "Acme"}), "name different awards"),
    "two awards": (("bids", "changed.xlsx", {"awarded": True}), "name different awards"),
    "status": (("files", "tie.xlsx", {"status": "fine"}), "none that lbpp writes"),
    "program": (("files", "tie.xlsx", {"program": None}), "none that lbpp writes"),
    "decision": (("files", "tie.xlsx", {"decision": None}), "the decision blank"),
    "bids": (("files", "tie.xlsx", {"bids": 3}), "3 bids of which 2 are ranked"),
    "strangers": (("subcontractors", "changed.xlsx", {"bidder": "Nobody"}), "subcontractors of Nobody"),
    "no reason": (("files", "sides.xlsx", {"findings": None}), "do not say why"),
    "no JSON": (("files", "sides.xlsx", {"findings": "["}), "do not say why"),
    "a cost of points": (("files", "points.xlsx", {"cost_of_preference": Decimal(0)}), "where prices are compared"),
    "no cost": (("files", "changed.xlsx", {"cost_of_preference": None}), "where prices are compared"),
    "no price": (("bids", "changed.xlsx", {"bid_price": None}), "has no price"),
}


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_tables_that_contradict_one_another_are_refused(tables, name):
    (table, file, values), said = CONTRADICTIONS[name]
    messages = refused(changed_row(tables, table, file, **values))
    assert any(message.startswith(f"{file}: ") and said in message for message in messages), messages


def test_rows_without_their_file_are_refused(tables):
    """A row that went lost would change every figure; all of them are named at once."""
    messages = refused(tables._replace(files=[row for row in tables.files if row["file"] != "changed.xlsx"]))
    assert messages == [
        "changed.xlsx has rows in the table of bids, and none in the table of files.",
        "changed.xlsx has rows in the table of subcontractors, and none in the table of files.",
    ]
    (message, *_) = refused(Tables("joined", *(list(rows) * 2 for rows in tables[1:])))
    assert "changed.xlsx stands 2 times" in message


def test_every_finding_has_a_remedy():
    for code in ("results-contradictory", "results-disagree"):
        assert finding(code, "", "").severity == "error"


# As its user sees it


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    """A folder with results of the handful, and of the samples beside them."""
    folder = tmp_path_factory.mktemp("results")
    keep(handful(), folder / "results.csv")
    terms = Terms.of("la-lbpp", {}, {})
    names = ("reference_chart", "proposal", "small_contract", "tie", "value_limit")
    keep(
        [evaluate_file(SAMPLES / f"{name}.xlsx", terms, lambda path: path.name) for name in names],
        folder / "samples.jsonl",
    )
    return folder


@pytest.mark.parametrize("columns", [80, 200, None])
def test_for_reading(results, columns, snapshot):
    run = lbpp("summary", "results.csv", "samples.jsonl", cwd=results, columns=columns)
    assert as_seen(run) == snapshot


@pytest.mark.parametrize("form", ["csv", "json"])
def test_other_forms(results, form, snapshot):
    """Hashes of results change with every text that an evaluation has; that they are right is tested below."""
    seen = as_seen(lbpp("summary", "results.csv", "--format", form, "--by", "size", cwd=results))
    assert re.sub(r'("file": "results[\w.]*",\s*"sha256": ")\w{64}', r"\1…", seen) == snapshot


def test_the_results_are_named_with_their_hashes(results):
    run = lbpp("summary", "results.csv", "samples.jsonl", "--format", "json", cwd=results)
    made = json.loads(run.stdout)
    assert {one["file"]: one["sha256"] for one in made["results"]} == {
        name: sha256((results / name).read_bytes()).hexdigest()
        for name in (
            "results.csv",
            "results.files.csv",
            "results.subcontractors.csv",
            "results.ledger.csv",
            "samples.jsonl",
        )
    }


def test_colour_and_repeats(results, snapshot):
    """The same result under two names: counted once, and said."""
    keep(handful(), results / "again.xlsx")
    run = lbpp(
        "summary", "results.csv", "again.xlsx", "--by", "category", cwd=results, columns=100, FORCE_COLOR="1"
    )  # fmt: skip
    assert as_seen(run) == snapshot


def test_no_line_is_wider_than_the_terminal(results):
    run = lbpp("summary", "results.csv", "samples.jsonl", cwd=results, columns=80)
    assert max(map(len, run.stdout.splitlines())) <= 80


def test_each_form_of_results_gives_the_same_figures(tmp_path):
    """But for the names of the results and their hashes."""
    found = []
    for form in ("csv", "jsonl", "parquet", "xlsx"):
        keep(handful(), tmp_path / f"results.{form}")
        run = lbpp("summary", f"results.{form}", "--format", "csv", cwd=tmp_path)
        assert run.returncode == 0, run.stderr
        found.append(run.stdout)
    assert len(set(found)) == 1
    assert "la-lbpp,all,,awarded,,USD,1470000.00" in found[0]


BAD = {
    "no results": ("notes.txt",),
    "a companion alone": ("results.files.csv",),
    "a companion missing": ("alone.csv",),
    "another table": ("other.csv",),
    "nothing in it": ("empty.csv",),
    "contradiction": ("wrong.csv",),
    "disagreement": ("results.csv", "later.csv"),
    "several at once": ("notes.txt", "nowhere.parquet", "empty.csv"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input(results, tmp_path, name, snapshot):
    """Place and remedy, all at once, exit status 2, and nothing is written."""
    for path in results.glob("results.*"):
        text = path.read_text()
        for stem in ("results", "alone", "other", "empty", "wrong", "later"):
            made = text.splitlines(keepends=True)[0] if stem == "empty" else text
            made = made.replace("contract_amount", "amount") if stem == "other" else made
            made = made.replace("50000.00,Depends", "5.00,Depends") if stem == "wrong" else made
            made = made.replace("Bureau of Engineering", "Bureau of Sanitation") if stem == "later" else made
            (tmp_path / path.name.replace("results", stem, 1)).write_text(made)
    (tmp_path / "alone.subcontractors.csv").unlink()
    (tmp_path / "notes.txt").write_text("nothing")
    run = lbpp("summary", *BAD[name], "-o", "report.html", cwd=tmp_path, columns=100)
    assert run.returncode == 2
    assert not (tmp_path / "report.html").exists()
    assert as_seen(run) == snapshot


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-o", "report.pdf"), "ends in none of .txt, .csv, .json, .html, .xlsx"),
        (("--format", "xlsx"), "a workbook needs a file"),
        (("-o", "results.csv", "--force"), "is an input"),
        (("-o", "results.subcontractors.csv", "--force"), "is an input"),
        (("-o", "taken.html"), "exists already"),
        (("--by", "county"), "county"),
    ],
)
def test_usage(results, arguments, said):
    (results / "taken.html").write_text("mine")
    run = lbpp("summary", "results.csv", *arguments, cwd=results, columns=200)
    assert run.returncode == 2
    assert said in run.stderr
    assert (results / "taken.html").read_text() == "mine"


@pytest.fixture(scope="module")
def workbook(results):
    run = lbpp("summary", "results.csv", "-o", "report.xlsx", "--force", cwd=results)
    assert (run.returncode, run.stderr) == (0, "")
    return results / "report.xlsx"


def test_the_workbook_holds_numbers_formulas_and_charts(workbook):
    values = openpyxl.load_workbook(workbook, data_only=True)
    live = openpyxl.load_workbook(workbook)
    assert values.sheetnames == [
        *("Summary", "By department", "By category", "By procedure", "By size of contract"),
        *("Refused", "Solicitations", "Notes"),
    ]
    rows = {row[0].value: row[1] for row in values["Summary"].iter_rows(max_col=2) if row[0].value}
    assert rows["Dollars awarded"].value == 1470000
    assert rows["Cost as a share of those low bids"].value == 0.049
    assert live["Summary"][rows["Cost as a share of those low bids"].coordinate].value.startswith("=ROUND(")
    for name in BREAKDOWNS:
        title = {"size": "By size of contract"}.get(name, f"By {name}")
        assert len(live[title]._charts) == 2  # noqa: SLF001
        totals = [row for row in live[title].iter_rows() if row[0].value == "Total"]
        assert len(totals) == 4
        assert all(str(row[1].value).startswith("=SUM(") for row in totals)
        shown = [row for row in values[title].iter_rows(values_only=True) if row[0] == "Total"]
        assert shown[0][1:10] == (6, 1, 2, 3, 2, 2, 2, 11, 3)
        assert shown[1][1:6] == (1470000, 2, 1020000, 50000, 0.049)
    assert len(live["Summary"]._charts) == 1  # noqa: SLF001


def test_the_page_needs_nothing_else(results):
    """No script and no request; what the input says is text, whatever it looks like."""
    keep([solicited("odd", bid("<script>", "1.00"), department="<b>&</b>")], results / "odd.jsonl")
    run = lbpp("summary", "results.csv", "odd.jsonl", "-o", "odd.html", "--force", cwd=results)
    assert run.returncode == 0, run.stderr
    page = (results / "odd.html").read_text()
    assert "default-src &#x27;none&#x27;" in page
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")
    assert "&lt;b&gt;&amp;&lt;/b&gt;" in page
    assert "$1,470,001.00" in page  # 1,470,000.00 + 1.00
    assert page.count("<h1>") == 1


@pytest.fixture(scope="module")
def mixed(tmp_path_factory):
    """Results of two programs: the example of a participation program's template, and two samples."""
    made = tmp_path_factory.mktemp("mixed")
    lbpp("template", "oak.xlsx", "--program", "oakland-lslbe", cwd=made)
    for name in ("reference_chart", "tie"):
        (made / f"{name}.xlsx").write_bytes((SAMPLES / f"{name}.xlsx").read_bytes())
    lbpp("batch", ".", "-o", "results.csv", cwd=made)
    return made


def test_programs_apart_with_participation(mixed, snapshot):
    """Awarded: Example Builders. Its own 460,000 count toward LBE, 360,000 toward SLBE; a bid is below the requirement."""
    run = lbpp("summary", "results.csv", "--by", "category", cwd=mixed, columns=100)
    assert as_seen(run) == snapshot


def test_participation_in_other_forms(mixed):
    made = json.loads(lbpp("summary", "results.csv", "--format", "json", cwd=mixed).stdout)
    la, oakland = made["programs"]
    assert (la["program"], la["participation"]) == ("la-lbpp", [])
    assert [one for one in oakland["participation"] if "Goal" in one] == [
        {"table": "Participation in the awards", "Goal": goal, "Awards": 1, "With a requirement": 1, "Met": 1}
        for goal in ("L/SLBE", "LBE", "SLBE")
    ]
    assert [one for one in oakland["participation"] if "Goal" not in one] == [
        {"table": "Dollars counted toward the goals", "Certifications": "LBE", "LBE": "460000.00", "SLBE": None},
        {"table": "Dollars counted toward the goals", "Certifications": "SLBE", "LBE": None, "SLBE": "360000.00"},
    ]
    assert oakland["total"]["reasons"] == [{"reason": "below the requirement: L/SLBE, LBE, SLBE", "bids": 1}]
    page = lbpp("summary", "results.csv", "--format", "html", cwd=mixed).stdout
    assert page.count("Dollars counted toward the goals") > 0
    assert lbpp("summary", "results.csv", "-o", "summary.xlsx", cwd=mixed).returncode == 0
    texts = {
        cell.value for row in openpyxl.load_workbook(mixed / "summary.xlsx")["Summary oakland-lslbe"] for cell in row
    }
    assert {"Participation in the awards", "Dollars counted toward the goals", "L/SLBE"} <= texts
