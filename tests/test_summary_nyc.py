"""The report of subdivision l of New York's law: each breakdown and each goal of d.1 as a hand works it out.

The awards are those of ``awards_nyc.handful``; their agencies are Parks (once spelt " parks"), Transport and Schools.
"""

import json
import random
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from awards_nyc import ASIAN, BLACK, HISPANIC, bid, firm, handful, solicited
from build import bid as other_bid
from build import evaluated, tabulation
from kept import keep
from running import as_seen, lbpp

from lbpp_cli.commands.summary import known, read
from lbpp_cli.compliance.outcomes import Tables
from lbpp_cli.compliance.oversight import added, by_owner, rolled
from lbpp_cli.compliance.summary import summarise

CONSTRUCTION, PROFESSIONAL, STANDARD, GOODS = (
    "construction", "professional services", "standard services", "goods under $100,000",
)  # fmt: skip
MILLION = 1_000_000


def rows_of(evaluations, folder):
    found, wrong = read([keep(evaluations, folder / "results.csv")])
    assert not wrong
    return found[0]


def summed(*results):
    summary, wrong = summarise(results, known)
    assert not wrong
    return summary


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    return rows_of(handful(), tmp_path_factory.mktemp("awards"))


@pytest.fixture(scope="module")
def program(tables):
    (one,) = summed(tables).programs
    return one


@pytest.fixture
def of(tmp_path):
    """The breakdowns of evaluations."""
    return lambda *evaluations: summed(rows_of(evaluations, tmp_path)).programs[0].oversight


def shown(lines):
    return {line.key: (line.dollars.number, line.dollars.amount) for line in lines}


def reached(oversight, agency, industry, *, every=False):
    """Of an agency and an industry the base, and for each goal what is counted, open, achieved and whether it is met."""
    (year,) = [
        one
        for one in oversight.years.measured
        if (one.agency, one.year_of, one.every) == (agency, industry, every)
    ]  # fmt: skip
    return year.base.amount, {
        goal.name: (goal.counted, goal.open, str(goal.achieved), goal.met)
        for goal in year.goals
        if goal.counted or goal.open
    }


# d.1, j.1: agencies against the citywide goals


def test_a_certified_contractor_and_its_subcontractor(program):
    """j.1.a: Alpha, MBE, 1,000,000 - 100,000 - 150,000 = 750,000, Hispanic; j.1.b: Wira, WBE, 150,000 in full."""
    assert reached(program.oversight, "parks", CONSTRUCTION) == (
        Decimal(MILLION),
        {HISPANIC: (Decimal(750_000), 0, "75.00", True), "Women": (Decimal(150_000), 0, "15.00", False)},
    )


def test_a_joint_venture_and_an_indirect_subcontractor(program):
    """j.1.f: (1,000,000 - 200,000) x 30% = 240,000 for Uno; Tria's 200,000 in full, and nothing more for Quad's 50,000."""
    assert reached(program.oversight, "Transport", CONSTRUCTION) == (
        Decimal(MILLION),
        {BLACK: (Decimal(240_000), 0, "24.00", True), "Women": (Decimal(200_000), 0, "20.00", True)},
    )


def test_all_agencies_together(program):
    """240,000, 750,000 and 350,000 of 2,000,000; d.1: 8, 4 and 18 percent. One agency meets 18, both together do not."""
    assert reached(program.oversight, None, CONSTRUCTION, every=True) == (
        Decimal(2 * MILLION),
        {
            BLACK: (Decimal(240_000), 0, "12.00", True),
            HISPANIC: (Decimal(750_000), 0, "37.50", True),
            "Women": (Decimal(350_000), 0, "17.50", False),
        },
    )


def test_a_firm_that_is_both_is_open_where_its_contract_does_not_tell(program):
    """j.1.a: toward the goal for MBEs or that for WBEs. Its contract has a goal for both; 37% may be met or not."""
    base, goals = reached(program.oversight, "parks", PROFESSIONAL)
    assert base == Decimal(500_000)
    assert goals == {
        ASIAN: (0, Decimal(500_000), "0.00", None),  # d.1 has no goal for them
        "Women": (0, Decimal(500_000), "0.00", None),
    }


def test_a_firm_that_is_both_counts_once_as_its_contract_says(of):
    """j.1.k: the contract has a goal for WBEs alone, and Bea counts toward it."""
    found = of(
        solicited("one", bid("Bea", MILLION, ["MBE", "WBE"], group=BLACK), goals=(("goal_wbe", 10),), agency="Parks")
    )
    assert reached(found, "Parks", CONSTRUCTION)[1] == {"Women": (Decimal(MILLION), 0, "100.00", True)}


def test_where_the_goals_are_waived_it_is_open_toward_which_a_firm_counts(of):
    """j.1.a: no goal is left to meet, so that the one which the search names for Bea tells nothing."""
    sub = firm("Bea", 100_000, "MBE", "WBE", group=ASIAN)
    asked = bid("Plain", MILLION, subs=[sub], waiver="full", waiver_by="CCPO", waiver_on=date(2026, 5, 1))
    found = of(solicited("one", asked, goals=(("goal_mbe", 10), ("goal_wbe", 5)), agency="Parks"))
    assert reached(found, "Parks", CONSTRUCTION)[1] == {
        ASIAN: (0, Decimal(100_000), "0.00", None), "Women": (0, Decimal(100_000), "0.00", False),
    }  # fmt: skip


def test_a_firm_counts_toward_the_year_whatever_the_goals_of_its_contract(of):
    """j.1: the contract asks for MBEs alone; Wendy, WBE, is credited toward the agency's year all the same."""
    found = of(
        solicited("one", bid("Plain", MILLION, subs=[firm("M", 100_000, "MBE", group=ASIAN), firm("Wendy", 7, "WBE")]))
    )
    assert reached(found, "Parks", CONSTRUCTION)[1] == {
        ASIAN: (Decimal(100_000), 0, "10.00", True), "Women": (Decimal(7), 0, "0.00", False),
    }  # fmt: skip


def test_an_mbe_whose_group_is_not_stated_is_open(of):
    found = of(solicited("one", bid("M", MILLION, ["MBE"])))
    assert reached(found, "Parks", CONSTRUCTION)[1] == {
        name: (0, Decimal(MILLION), "0.00", None) for name in (BLACK, ASIAN, HISPANIC)
    }


def test_an_mbe_of_another_group_counts_toward_none(of):
    """c.26: the commissioner may add groups; d.1 has no goal for them."""
    assert reached(of(solicited("one", bid("M", MILLION, ["MBE"], group="Other"))), "Parks", CONSTRUCTION)[1] == {}


@pytest.mark.parametrize("stated", [{"graduate": True}, {"useful": False}])
def test_what_earns_no_credit_earns_none_in_the_year(of, stated):
    """j.1.g, j.1.j."""
    made = bid("Plain", MILLION, subs=[firm("M", 100_000, "MBE", group=ASIAN), firm("W", 9, "WBE", **stated)])
    assert set(reached(of(solicited("one", made)), "Parks", CONSTRUCTION)[1]) == {ASIAN}


@pytest.mark.parametrize(
    ("dollars", "achieved", "met"), [("180000.00", "18.00", True), ("179999.99", "17.999999", False)]
)
def test_a_goal_of_the_year_is_tested_to_the_cent(of, dollars, achieved, met):
    """18% of 1,000,000 is 180,000; the share is never shown as if it reached a goal that it misses."""
    found = of(solicited("one", bid("Plain", MILLION, subs=[firm("W", dollars, "WBE")]), goals=()))
    assert reached(found, "Parks", CONSTRUCTION)[1]["Women"] == (Decimal(dollars), 0, achieved, met)


def test_goods_count_under_the_limit_alone(program):
    """d.1: goods contracts under 100,000: 99,999.99 is, 100,000.00 is not."""
    assert reached(program.oversight, "Schools", GOODS) == (
        Decimal("99999.99"), {"Women": (Decimal("99999.99"), 0, "100.00", True)},
    )  # fmt: skip


def test_what_is_left_out_of_the_year_is_said(program):
    """d.1 has no goal for goods of 100,000 and more; q.2 by g.1."""
    assert [(why, tuple(dollars)) for why, dollars in program.oversight.years.left_out] == [
        ("no goals of the year: goods, not under $100,000", (1, Decimal(100_000))),
        ("participation requirements of others: federal or state participation requirements (q.2)", (1, Decimal(2 * MILLION))),
    ]  # fmt: skip


def test_the_citywide_goals_are_those_of_the_law(program):
    """d.1, line by line."""
    found = {}
    for year in program.oversight.years.measured:
        found[year.year_of] = [goal.required for goal in year.goals]
    assert found == {
        CONSTRUCTION: [8, 8, 4, 18, 6],
        PROFESSIONAL: [12, None, 8, 37, 6],
        STANDARD: [12, 3, 6, 10, 6],
        GOODS: [7, 8, 5, 25, 6],
    }


# l.1.a, l.1.b: breakdowns


def test_contracts_by_agency_industry_and_size(program):
    """l.1.a. Sizes by their place: up to 20,000; 100,000; 1,000,000; 5,000,000."""
    assert shown(program.oversight.awarded) == {
        ("parks", "construction", 2): (1, Decimal(MILLION)),
        ("parks", "professional services", 2): (1, Decimal(500_000)),
        ("Schools", "goods", 1): (2, Decimal("199999.99")),
        ("Schools", "construction", 3): (1, Decimal(2 * MILLION)),
        ("Transport", "construction", 2): (1, Decimal(MILLION)),
        ("Transport", "standard services", 0): (1, Decimal(20_000)),
        ("Transport", "standard services", 1): (1, Decimal("20000.01")),
    }


def test_contracts_with_goals_by_firm(program):
    """l.1.b.i: not those of goods and of q.2, which have none, and not the joint venture."""
    assert shown(by_owner(program.oversight.firms)) == {
        ("MBE", HISPANIC, "male"): (1, Decimal(MILLION)),
        ("MBE WBE", ASIAN, "female"): (1, Decimal(500_000)),
        (None, None, None): (2, Decimal("40000.01")),
    }


def test_joint_ventures(program):
    """l.1.b.ii: the contract, and what is attributed to the certified partner; Duo is not certified."""
    assert shown(program.oversight.ventures) == {("Transport", "construction", 2): (1, Decimal(MILLION))}
    assert shown(program.oversight.partners) == {
        ("Transport", "construction", 2, "MBE", BLACK, "female"): (1, Decimal(240_000)),
    }


@pytest.mark.parametrize(("share", "qualified"), [("25", True), ("24.99", False)])
def test_a_venture_below_a_quarter_is_none(of, share, qualified):
    """c.30. The marks of the venture itself are not used."""
    partners = [
        firm("Uno", 1, "WBE", tier="joint venture partner", share=Decimal(share)),
        firm("Duo", 1, tier="joint venture partner", share=100 - Decimal(share)),
        firm("M", 200_000, "MBE", group=ASIAN),
    ]
    found = of(solicited("one", bid("Joint", MILLION, ["WBE"], partners, venture=True)))
    assert bool(found.ventures) == bool(found.partners) == qualified
    assert shown(by_owner(found.firms)) == ({} if qualified else {(None, None, None): (1, Decimal(MILLION))})


def test_subcontracts(program):
    """l.1.b.iii: by their own size. A partner is no subcontractor, and Quad's dollars are a part of Tria's."""
    assert shown(program.oversight.subcontracts) == {
        ("parks", "construction", 1, None, None, None): (1, Decimal(100_000)),
        ("parks", "construction", 2, "WBE", None, "female"): (1, Decimal(150_000)),
        ("Transport", "construction", 2, "WBE", None, "female"): (1, Decimal(200_000)),
        ("Transport", "standard services", 0, "MBE", BLACK, None): (1, Decimal(2_000)),
    }
    assert shown(by_owner(program.oversight.indirect)) == {("WBE", None, "female"): (1, Decimal(50_000))}


def test_dollars_to_subcontractors_hold_no_partner_and_nothing_twice(program):
    """Of all awards: 100,000 + 150,000 + 200,000 + 2,000; not Uno's and Duo's contributions, nor Quad's 50,000."""
    assert program.total.subcontractors.total == (4, Decimal(452_000))
    held = program.total.subcontractors.by_certification
    assert (held["MBE"], held["WBE"]) == ((1, Decimal(2_000)), (2, Decimal(350_000)))


def test_requests_for_waivers(program):
    """l.1.b.iv: of all bidders, with what was decided; and the contracts with one, by industry."""
    assert [(one.solicitation, *one.waiver, one.amount) for one in program.oversight.requests] == [
        ("full", "None", "granted in full", True, "none", "City chief procurement officer", "2025-05-01", True, Decimal(20_000)),
        ("partial", "Asks", "not decided", False, None, None, None, False, None),
        ("partial", "Part", "granted in part", True, "MBE 5%", "Agency", None, True, Decimal("20000.01")),
        ("prime", "Low", "denied", False, None, None, None, False, None),
    ]  # fmt: skip
    assert shown(program.oversight.waived) == {("Transport", "standard services"): (2, Decimal("40000.01"))}


def test_everything_adds_up_to_the_awards(program):
    found, total = program.oversight, program.total
    assert added(line.dollars for line in found.awarded) == (total.awards, total.awarded)
    with_goals = added(line.dollars for line in (*found.firms, *found.ventures))
    assert with_goals == (5, Decimal("2540000.01"))
    measured = [one.base for one in found.years.measured if not one.every]
    assert added([*measured, *(dollars for _, dollars in found.years.left_out)]) == (total.awards, total.awarded)
    for lines in (found.awarded, found.firms, found.subcontracts):
        assert added(line.dollars for line in rolled(lines, 1)) == added(line.dollars for line in lines)


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_rows_does_not_matter(tables, seed):
    chance = random.Random(seed)  # noqa: S311
    mixed = Tables(tables.name, *(chance.sample(list(rows), len(rows)) for rows in tables[1:]))
    assert summed(mixed) == summed(tables)


@pytest.mark.parametrize(
    "broken", [{"own": "[1]"}, {"own": '{"credit": "much"}'}, {"role": "direct subcontractor"}, {"toward": "XBE"}]
)
def test_a_ledger_that_does_not_tell_is_refused(tables, broken):
    """Nothing is summed up of a part of the results."""
    ledger = [{**row, **broken} if row["firm"] == "Alpha" else row for row in tables.ledger]
    summary, wrong = summarise([tables._replace(ledger=ledger)], known)
    assert summary is None
    assert [one.message for one in wrong] == ["prime.xlsx: its ledger does not hold what the program's reports tell."]


# g.1, g.2: agencies' own goals

OWN = """Agency,Industry,Goal for,Goal %,At or below
PARKS,Construction,Hispanic Americans,75,
PARKS,construction,Women,15.01%,
Transport,Standard services,Black American,5,"$20,000"
Transport,Standard services,Black American,5,"$20,000.01"
Health,Goods,Women,10,
"""


def test_agencies_against_their_own_goals(folder):
    """75% of 1,000,000 to the cent; 2,000 of 20,000.00 + 20,000.01 just misses 5%; up to 20,000 there is one contract."""
    (folder / "goals.csv").write_text(OWN)
    run = lbpp("summary", "results.csv", "--goals", "goals.csv", "--format", "json", cwd=folder)
    assert (run.returncode, run.stderr) == (0, "")
    made = json.loads(run.stdout)
    rows = [one for one in made["programs"][0]["oversight"] if one.get("Industry", "").endswith("own goals")]
    heads = ("Agency", "Industry", "Goal for", "Awarded", "Counted", "Achieved", "Goal", "Met")
    assert [tuple(one[head] for head in heads) for one in rows] == [
        ("parks", "construction, own goals", HISPANIC, "1000000.00", "750000.00", "75.00", "75.00", "met"),
        ("parks", "construction, own goals", "Women", "1000000.00", "150000.00", "15.00", "15.01", "below"),
        ("Transport", "standard services at or below $20,000, own goals", BLACK, "20000.00", "0.00", "0.00", "5.00", "below"),
        ("Transport", "standard services at or below $20,000.01, own goals", BLACK, "40000.01", "2000.00", "4.999999", "5.00",
         "below"),
        ("Health", "goods, own goals", "Women", "0.00", "0.00", None, "10.00", "nothing awarded"),
    ]  # fmt: skip
    assert "goals.csv" in {one["file"] for one in made["results"]}
    text = lbpp("summary", "results.csv", "--goals", "goals.csv", cwd=folder, columns=200).stdout
    assert "AGENCIES AND THEIR OWN GOALS (g.1, g.2, j.1)" in text
    page = lbpp("summary", "results.csv", "--goals", "goals.csv", "--format", "html", cwd=folder).stdout
    assert page.count('role="img"') == 9  # six, and three own; what nothing was awarded of is not drawn
    assert "4.999999% of 5%, below" in page
    lbpp("summary", "results.csv", "--goals", "goals.csv", "-o", "own.xlsx", "--force", cwd=folder)
    sheet = openpyxl.load_workbook(folder / "own.xlsx", data_only=True)["Goals"]
    (just,) = [row[5] for row in sheet.iter_rows() if row[4].value == 2000 and "own goals" in row[1].value]
    assert (just.value, just.number_format) == (0.04999999, "0.00######%")  # not shown as 5.00%


def test_what_is_wrong_with_a_file_of_goals(folder, snapshot):
    """All at once, each at its cell; nothing is summed up."""
    (folder / "bad.csv").write_text(
        "Agency,Industry,Goal for,Goal %\nParks,Construction,Hispanics,75\n,construction,Women,15\n"
        "Parks,Goods,Women,100.01\nParks,Standard services,Women,0\nparks,standard services,Women,12\n"
    )
    run = lbpp("summary", "results.csv", "--goals", "bad.csv", "-o", "none.html", cwd=folder, columns=100)
    assert not (folder / "none.html").exists()
    assert as_seen(run) == snapshot


def test_goals_of_a_year_need_a_program_that_has_them(folder):
    (folder / "goals.csv").write_text(OWN)
    run = lbpp("summary", "other.jsonl", "--goals", "goals.csv", cwd=folder)
    assert run.returncode == 2
    assert "no program of these results has goals of a year" in run.stderr
    assert lbpp("summary", "results.csv", "--goals", "nowhere.csv", cwd=folder).returncode == 2
    assert (
        lbpp("summary", "results.csv", "--goals", "goals.csv", "-o", "goals.csv", "--force", cwd=folder).returncode == 2
    )


# The forms


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("forms")
    keep(handful(), made / "results.csv")
    changed = tabulation(other_bid("Acme", "1000.00"), other_bid("Vera", "1050.00", ["LBE"]), contract_value="1050.00")
    keep([evaluated(changed)], made / "other.jsonl")
    return made


@pytest.mark.parametrize("columns", [80, 200])
def test_the_summary_in_a_terminal(folder, snapshot, columns):
    run = lbpp("summary", "results.csv", "--by", "size", cwd=folder, columns=columns)
    assert as_seen(run) == snapshot


@pytest.mark.parametrize("form", ["console", "csv", "html", "json"])
def test_nothing_is_said_of_a_preference_that_there_is_not(folder, form):
    text = lbpp("summary", "results.csv", "--format", form, cwd=folder).stdout
    assert text
    if form == "json":
        total = json.loads(text)["programs"][0]["total"]
        assert {total[name] for name in ("changed", "cost", "low_bids", "share_percent", "compared")} == {None}
    else:
        for word in ("reference", "Changed", "Low bid", "low_bids"):
            assert word not in text, word


def test_programs_stay_apart(folder):
    """One with a preference and one without: each is told what is its own."""
    alone = json.loads(lbpp("summary", "results.csv", "--format", "json", cwd=folder).stdout)["programs"]
    both = json.loads(lbpp("summary", "results.csv", "other.jsonl", "--format", "json", cwd=folder).stdout)["programs"]
    assert [one["program"] for one in both] == ["la-lbpp", "nyc-mwbe"]
    assert both[1:] == alone
    assert both[0]["oversight"] == []
    assert both[0]["total"]["changed"] is not None
    text = lbpp("summary", "results.csv", "other.jsonl", cwd=folder).stdout
    assert text.count("AGENCIES AND CITYWIDE GOALS") == text.count("Changed by the preference") == 1


def test_a_batch_says_nothing_of_a_preference_that_there_is_not(folder):
    lbpp("template", "nyc.xlsx", "--program", "nyc-mwbe", "--force", cwd=folder)
    said = lbpp("batch", "nyc.xlsx", "-o", "batch.csv", "--force", cwd=folder).stderr
    assert "1  evaluated, one award" in said
    assert "preference" not in said


def test_the_workbook(folder):
    """Shares are formulas of their dollars; a chart for each agency and industry follows the table of goals."""
    run = lbpp("summary", "results.csv", "-o", "report.xlsx", "--force", cwd=folder)
    assert (run.returncode, run.stderr) == (0, "")
    values, live = (openpyxl.load_workbook(folder / "report.xlsx", data_only=only) for only in (True, False))
    assert values.sheetnames[1:5] == ["Goals", "Goal charts", "Awards by agency", "Waivers"]
    rows = [row for row in values["Goals"].iter_rows() if row[2].value == "Women" and row[1].value == CONSTRUCTION]
    shown = [(row[0].value, row[3].value, row[4].value, row[5].value, row[6].value, row[9].value) for row in rows]
    assert shown == [
        ("parks", MILLION, 150_000, 0.15, 0.18, "below"),
        ("Transport", MILLION, 200_000, 0.2, 0.18, "met"),
        ("all agencies", 2 * MILLION, 350_000, 0.175, 0.18, "below"),
    ]
    assert all(str(live["Goals"][row[5].coordinate].value).startswith("=ROUND(") for row in rows)
    charts = live["Goal charts"]._charts  # noqa: SLF001
    assert len(charts) == 6
    # Of a firm that may count here or there also the most that it can come to is drawn.
    assert sorted(len(chart.series) for chart in charts) == [2, 2, 2, 2, 2, 3]
    first = charts[0].series[0].val.numRef.f
    assert first == "Goals!$F$3:$F$7"


def test_the_page(folder):
    """Bars of each agency and industry, with every figure in words beside them."""
    page = lbpp("summary", "results.csv", "--format", "html", cwd=folder).stdout
    assert page.count('role="img"') == 6
    assert "17.50% of 18%, below" in page
    assert "0.00–100.00% of 37%, depends" in page
    assert "0.00–100.00%, no goal" in page
    assert "<script" not in page
    assert page.count('id="year"') == page.count('id="waivers"') == 1


def test_the_long_form(folder):
    """One row a figure: where, what, of whom."""
    lines = lbpp("summary", "results.csv", "--format", "csv", cwd=folder).stdout.splitlines()
    assert (
        'nyc-mwbe,"Agencies and citywide goals (d.1, j.1)",Transport | construction,achieved,Women,percent,20.00'
        in lines
    )
    assert (
        'nyc-mwbe,Direct subcontracts of contracts with goals (l.1.b.iii),"parks | construction | above $100,000 to '
        '$1,000,000",dollars,WBE | – | female,USD,150000.00' in lines
    )
