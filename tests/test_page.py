"""The page of ``lbpp report``: it says what JSON says, any name is only text in it, and it is a good page by itself."""

import json
import re
from collections import Counter
from decimal import Decimal
from functools import cache
from itertools import pairwise

import pytest
from build import LA, bid, evaluated, sub, tabulation
from pages import read, tables
from running import SAMPLES, lbpp

from lbpp_cli import programs
from lbpp_cli.model import PROPOSAL
from lbpp_cli.money import plain, show_money, show_percent
from lbpp_cli.read.rulebook import read_clauses
from lbpp_cli.render import page, slope_chart
from lbpp_cli.render.html import document, element
from lbpp_cli.render.shorten import shortened, width

RTL = "شركة البناء الحديثة المحدودة"
HOSTILE = {
    "<script>alert(1)</script>": "<script>alert(1)</script>",
    'A & B "Ltd"': 'A & B "Ltd"',
    "</style><img src=http://a.example/x onerror=alert(1)>": "</style><img src=http://a.example/x onerror=alert(1)>",
    "Right\u202eto left": "Right<U+202E>to left",
    "Bell\x07 and null\x00": "Bell␇ and null␀",
    "Two\nlines": "Two␊lines",
    "Nun\u0303ez & Sons": "Nun\u0303ez & Sons",
    RTL: RTL,
    "{{ 7 * 7 }}{% raw %}": "{{ 7 * 7 }}{% raw %}",
}


def long_named(many):
    """Bidders whose names are long and begin alike; every third has a subcontractor."""
    return [
        bid(
            f"Consolidated Municipal Paving and Grading Company number {index}, A California Corporation",
            f"{1_000_000 + index * 7_919 % 90_000}.00",
            ["LBE"] if index % 2 else [],
            [sub("Hauling", "150000.00", ["LSB"])] if index % 3 == 0 else [],
        )
        for index in range(many)
    ]


TWO = (bid("Bidder A", "1000000.00", ["LBE"], [sub("Sub 1", "200000.00", ["LSB"])]), bid("Bidder B", "990000.00"))
NOT_RANKED = [bid(name, "100.00", responsive=False, reason="No bid bond") for name in ("Late", "Later")]
SCORED = [bid("P", "100000.00", ["LBE"], score=Decimal(80)), bid("Q", "90000.00", score=Decimal("85.125"))]
CASES = {
    "two bids": tabulation(*TWO),
    "25 bidders": tabulation(*long_named(25)),
    "100 bidders": tabulation(*long_named(100)),
    "tie": tabulation(bid("One", "100.00"), bid("Two", "100.00"), bid("Three", "101.00")),
    "one bid": tabulation(bid("Alone", "100.00", ["LBE"])),
    "none ranked": tabulation(*NOT_RANKED),
    "proposal": tabulation(*SCORED, kind=PROPOSAL, total_points=Decimal(100)),
    "waiver": tabulation(*TWO, waiver="restricted funds", waiver_document="Council File 26-0114"),
    "hostile names": tabulation(*(bid(name, f"{100_000 + at}.00", ["LBE"]) for at, name in enumerate(HOSTILE))),
    "largest amounts": tabulation(
        bid("A", "9999999999999.99", ["LBE"]), bid("B", "9999999999999.98"), contract_value=None
    ),
}


@cache
def page_of(case):
    evaluation = evaluated(CASES[case])
    return page.render(evaluation, LA, read_clauses(programs.folder("la-lbpp"), evaluation.rules))


@cache
def tree_of(case):
    return read(page_of(case))


every_case = pytest.mark.parametrize("case", CASES)


# As a document


@every_case
def test_nothing_in_it_runs_or_is_fetched(case):
    """No script, no handler, no address of anything but places in the page itself."""
    root = tree_of(case)
    assert not list(root.all("script", "link", "img", "iframe", "object", "form", "base", "animate", "use", "image"))
    for node in root.all():
        for name, value in node.attributes.items():
            assert not name.startswith("on"), node.tag
            assert name not in {"src", "srcset", "style", "action", "data", "xlink:href"}, node.tag
            assert name != "href" or value.startswith("#")
    (style,) = root.all("style")
    assert not re.search(r"url\(|@import|https?:|expression|</", style.text)
    policy = next(meta["content"] for meta in root.all("meta") if meta["http-equiv"] == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")


@every_case
def test_it_can_be_found_through_without_seeing_it(case):
    """Language, title, landmarks; headings without gaps; ids once; links that lead somewhere; named areas and charts."""
    root = tree_of(case)
    assert root.one("html")["lang"] == "en"
    assert root.one("head").one("title").text
    assert [len(list(root.all(tag))) for tag in ("header", "nav", "main", "footer", "h1")] == [1] * 5
    levels = [int(node.tag[1]) for node in root.all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = Counter(node["id"] for node in root.all() if node["id"])
    assert set(ids.values()) == {1}
    assert next(root.all("a"))["class"] == "skip"
    assert all(link["href"][1:] in ids for link in root.all("a"))
    for node in root.all():
        assert all(one in ids for one in (node["aria-labelledby"] or "").split())
        if node["role"] == "region":
            assert node["aria-label"]
            assert node["tabindex"] == "0"


@every_case
def test_tables_say_what_their_cells_are(case):
    """Each has a caption of its own, headings with a scope, and rows of one heading; figures stand at the right."""
    root = tree_of(case)
    tables(root)
    for table in root.all("table"):
        for heading in table.all("th"):
            assert heading["scope"] == ("col" if heading.parent.parent.tag == "thead" else "row")
        for cell in table.all("td"):
            is_figure = re.fullmatch(r"-?[$\d][\d,.]*%?", cell.text)
            assert not is_figure or cell["class"] == "figure" or "pairs" in (table["class"] or "")


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("theme", [0, 1, 2], ids=["light", "dark", "print"])
def test_colours_can_be_told_apart(theme):
    """WCAG AA: 4.5 to 1 for text, 3 to 1 for the lines of the chart."""
    blocks = re.findall(r":root \{(.*?)\}", tree_of("two bids").one("style").text, re.DOTALL)
    assert len(blocks) == 3
    colours = {}
    for block in (blocks[0], blocks[theme]):
        colours |= dict(re.findall(r"--([\w-]+): (#\w{6});", block))
    pairs = [(ink, "paper") for ink in ("ink", "quiet", "link", "lead", "care", "good", "bad")]
    pairs += [("ink", "care-paper"), ("care", "care-paper"), ("ink", "good-paper"), ("good", "good-paper")]
    for ink, paper in pairs:
        low, high = sorted(map(luminance, (colours[ink], colours[paper])))
        assert (high + 0.05) / (low + 0.05) >= 4.5, (ink, paper)


def test_the_same_input_gives_the_same_bytes():
    assert page_of("25 bidders") == page_of.__wrapped__("25 bidders")


# Names


@pytest.mark.parametrize("name", HOSTILE, ids=[f"name-{number}" for number in range(len(HOSTILE))])
def test_a_name_is_only_text(name):
    """Whatever a bidder is called, it stands in the table, in the folded derivation and in the award as it is written."""
    root, shown = tree_of("hostile names"), HOSTILE[name]
    assert shown in tables(root)["Ranking"]
    assert f"{shown}: Price" in tables(root)
    assert shown in {heading.text for heading in root.all("h3")}
    assert not re.search(r"[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", page_of("hostile names"))


def test_a_name_runs_in_its_own_direction():
    """In a cell of its own and within a sentence."""
    given = tabulation(bid(RTL, "100.00", ["LBE"]), bid("Other", "101.00"))
    root = read(page.render(evaluated(given), LA, {}))
    (lead,) = (node for node in root.all("p") if (node["class"] or "").startswith("lead"))
    assert lead.text == f"Award to {RTL} at $100.00, its quoted price."
    assert lead.one("bdi").text == RTL
    assert all(cell.one("bdi") for cell in root.all("th") if RTL in cell.text)


def test_a_text_cannot_become_markup():
    made = document(element("p", "<b>&amp;</b>", title='"><script>'), element("bdi", "\ud800"), lang='"')
    assert '<p title="&quot;&gt;&lt;script&gt;">&lt;b&gt;&amp;amp;&lt;/b&gt;</p>' in made
    assert "&lt;U+D800&gt;" in made
    assert made.encode()
    with pytest.raises(ValueError, match="markup"):
        document(element("style", "p { } </style>"), lang="en")


@pytest.mark.parametrize("text", ["A" * 99, "Nu\u0301n\u0303ez " * 9, "東京建設" * 9, RTL * 3, "👩‍🚒" * 30, "W" * 60])
@pytest.mark.parametrize("room", [20, 61, 150, 300])
def test_a_cut_name_fits_and_no_character_of_it_is_cut(text, room):
    cut = shortened(text, room, 14)
    assert width(cut, 14) <= room
    assert cut.endswith("…")
    assert text.startswith(cut[:-1])
    rest = text[len(cut) - 1 :].lstrip()
    assert not rest.startswith(("\u0301", "\u0303", "\u200d"))
    assert not cut[:-1].endswith("\u200d")


# The chart


def labels(svg, side, kind):
    """The texts of a kind on a side of a chart, from the top."""
    found = []
    for group in svg.all("g"):
        texts = [node for node in group.all("text") if node["class"] == kind]
        found.append((int(texts[side]["y"]), texts[side].text))
    return [text for _, text in sorted(found)]


@pytest.mark.parametrize("layout", [0, 1], ids=["wide", "narrow"])
def test_the_chart_shows_ranks_and_figures_on_both_sides(layout):
    svg = list(tree_of("two bids").all("svg"))[layout]
    assert labels(svg, 0, "name") == ["Bidder B", "Bidder A"]
    assert labels(svg, 0, "figure") == ["$990,000.00", "$1,000,000.00"]
    assert labels(svg, 1, "name") == ["Bidder A", "Bidder B"]
    assert labels(svg, 1, "figure") == ["$920,000.00", "$990,000.00"]
    assert labels(svg, 1, "rank") == ["1", "2"]
    (leading,) = (group for group in svg.all("g") if group["class"] == "leads")
    assert leading.one("title").text == (
        "Bidder A: rank 2 at $1,000,000.00; after the preference, rank 1 at $920,000.00"
    )
    assert svg["role"] == "img"
    assert "Award to Bidder A" in svg.one("desc").text
    assert "Bidder A 1 (was 2); Bidder B 2 (was 1)." in svg.one("desc").text


def test_tied_bids_share_a_rank_and_no_place():
    svg = next(tree_of("tie").all("svg"))
    assert labels(svg, 1, "rank") == ["1", "1", "3"]
    for kind in ("rank", "name", "figure"):
        places = Counter((node["x"], node["y"]) for node in svg.all("text") if node["class"] == kind)
        assert set(places.values()) == {1}
    assert sum(group["class"] == "leads" for group in svg.all("g")) == 2


def test_scores_are_compared_where_scores_decide():
    svg = next(tree_of("proposal").all("svg"))
    assert [node.text for node in svg.all("text") if node["class"] == "heading"] == [
        "Before, by score",
        "After, by evaluated score",
    ]
    assert labels(svg, 0, "figure") == ["85.125", "80"]
    assert labels(svg, 1, "figure") == ["86", "85.125"]


def test_long_names_are_cut_in_the_chart_alone():
    root = tree_of("25 bidders")
    svg = next(root.all("svg"))
    names = [node.text for node in svg.all("text") if node["class"] == "name"]
    assert len(names) == 50
    assert all(one.endswith("…") for one in names)
    full = {one.bidder for one in CASES["25 bidders"].bids}
    assert {group.one("title").text.partition(": ")[0] for group in svg.all("g")} == full
    assert set(tables(root)["Ranking"]) == full


def test_of_very_many_bids_the_first_are_drawn():
    """The table has all of them, and the page says so."""
    root = tree_of("100 bidders")
    assert len(list(next(root.all("svg")).all("g"))) == slope_chart.MOST_DRAWN
    assert "Of 100 bids those are drawn" in root.one("figcaption").text
    assert len(tables(root)["Ranking"]) == 100


# What is decided


def said(case):
    return tree_of(case).by_id("award").text


def test_what_must_be_decided_by_a_person_is_said():
    assert "Tie: One and Two have the same evaluated price." in said("tie")
    assert "No award: no responsive bid is left to rank." in said("none ranked")
    assert "(6.B.1). Document: Council File 26-0114." in said("waiver")
    assert "Depends on: two thirds of the work being local (P)." in said("proposal")
    assert "Stable: no reading" in said("two bids")


def test_without_ranked_bids_there_is_no_chart():
    root = tree_of("none ranked")
    assert not list(root.all("svg", "details"))
    assert "There is no chart and no table" in root.by_id("ranking").text
    assert tables(root)["Not ranked"]["Late"] == [
        {"Bidder": "Late", "Quoted price": "$100.00", "Reason": "No bid bond", "Cell": ""}
    ]


def test_a_reading_that_changes_the_award_says_to_whom():
    """7% and 2% of the subcontractor for A if each counts alone; pooled, B's two nines make a tenth."""
    nines = [sub("Nine", "90000.00", ["LSB"]), sub("Ninth", "90000.00", ["LTE"])]
    given = tabulation(bid("A", "1000000.00", ["LBE"]), bid("B", "1005000.00", ["LBE"], nines))
    root = read(page.render(evaluated(given), LA, {}))
    rows = tables(root)["Readings"]
    (tenths,) = (row for heading, (row,) in rows.items() if heading.endswith("tenths"))
    assert "the award would be B" in tenths["Otherwise"]
    assert "pooled" in tenths["Otherwise"]
    assert "Depends on: the reading tenths=pooled" in root.by_id("award").text


# Against JSON


@pytest.fixture(
    scope="module",
    params=[
        ("reference_chart.xlsx",),
        ("small_contract.xlsx",),
        ("proposal.xlsx",),
        ("value_limit.xlsx",),
        ("evidence.xlsx",),
        ("tie.xlsx",),
        ("csv_bids.csv", "--subcontractors", SAMPLES / "csv_subcontractors.csv", "--contract-value", "1,200,000"),
    ],
    ids=lambda given: given[0],
)
def both(request, tmp_path_factory):
    """A sample as JSON and as a page, with the exit status of each."""
    output = tmp_path_factory.mktemp("page") / "report.html"
    given = (SAMPLES / request.param[0], *request.param[1:])
    as_json = lbpp("evaluate", *given, "--format", "json")
    made = lbpp("report", *given, "-o", output)
    assert (made.returncode, made.stdout) == (as_json.returncode, "")
    assert "was written." in made.stderr
    return json.loads(as_json.stdout), read(output.read_text(encoding="utf-8"))


def money(figure):
    return "–" if figure is None else show_money(Decimal(figure))


def number(figure):
    return "–" if figure is None else plain(Decimal(figure))


def percent(figure):
    return show_percent(Decimal(figure))


def test_the_ranking_says_what_json_says(both):
    given, root = both
    found = tables(root)
    ranked = [entry for entry in given["bids"] if entry["status"] == "ranked"]
    assert len(found["Ranking"]) == len(ranked)
    proposal = given["solicitation"]["kind"] == PROPOSAL
    for entry in ranked:
        (row,) = found["Ranking"][entry["bidder"]]
        price = {
            "Bid price": money(entry["bid_price"]),
            "Value": money(entry["preference_value"]),
            "Evaluated": money(entry["evaluated_price"]),
        }
        score = {
            "Cost": money(entry["bid_price"]),
            "Score": number(entry["score"]),
            "Points": number(entry["points_added"]),
            "Evaluated": number(entry["evaluated_score"]),
        }
        expected = {"Rank": str(entry["rank_after"]), "Was": str(entry["rank_before"])}
        expected |= {"Pref.": percent(entry["preference_percent"])} | (score if proposal else price)
        assert expected.items() <= row.items()
    left_out = {
        entry["bidder"]: [money(entry["quoted_price"]), entry["reason"]]
        for entry in given["bids"]
        if entry["status"] != "ranked"
    }
    rows = found.get("Not ranked", {})
    assert {bidder: [row["Quoted price"], row["Reason"]] for bidder, (row,) in rows.items()} == left_out


def test_each_derivation_says_what_json_says(both):
    given, root = both
    found = tables(root)
    for entry in given["bids"]:
        if entry["status"] != "ranked":
            continue
        price = [one["Price"] for rows in found[f"{entry['bidder']}: Price"].values() for one in rows]
        steps = entry["price_steps"]
        assert price == [
            money(entry["quoted_price"]),
            *(money(one["price"]) for one in steps),
            money(entry["bid_price"]),
        ]
        rows = [row for rows in found[f"{entry['bidder']}: Price"].values() for row in rows][1:-1]
        for row, step in zip(rows, steps, strict=True):
            assert row["Percent"] == percent(step["percent"])
            assert row["Discount"] == money(step["amount"])
            assert row["Clause"] == step["clause"]
        rows = [list(row.values()) for rows in found[f"{entry['bidder']}: Preference"].values() for row in rows]
        expected = [[step["text"], step["clause"], percent(step["percent"])] for step in entry["steps"]]
        assert rows == [*expected, ["Preference", "", percent(entry["preference_percent"])]]


def test_each_subcontractor_is_as_json_has_it(both):
    given, root = both
    found = tables(root)
    for entry in given["bids"]:
        rows = found.get(f"{entry['bidder']}: Subcontractors", {})
        assert sum(map(len, rows.values())) == len(entry["subcontractors"])
        for one in entry["subcontractors"]:
            row = rows[one["name"]].pop(0)
            assert row["Cost"] == money(one["cost"])
            assert row["Of price"] == f"{one['share_percent']}%"
            assert row["Times"] == str(one["tenths"])
            assert row["Earns"] == percent(one["credited_percent"])
            assert row["Cell"] == one["cells"]["cost"]
            assert row["Why"] == (one["note"] or one["clause"])


def test_award_verdict_and_receipt_are_as_json_has_them(both):
    given, root = both
    found, award, receipt = tables(root), given["award"], given["receipt"]
    if award["decision"] == "award":
        rows = {name: row[""] for name, (row,) in found["Award"].items()}
        assert rows["Award to"] == award["bidder"]
        assert rows["Contract amount"] == money(award["contract_amount"])
        assert rows["Cost of the preference"] == money(award["cost_of_preference"])
        assert given["verdict"] in root.by_id("award").text
    facts = {node.one("dt").text: node.one("dd").text for node in root.one("header").all("div")}
    assert facts["Contract value"] == money(given["solicitation"]["contract_value"])
    rows = {name: row[""] for name, (row,) in found["Receipt"].items()}
    assert rows["Rules SHA-256"] == receipt["rules_sha256"]
    for one in receipt["inputs"]:
        # A result that is sent round names a file, not the folder that it lay in.
        assert rows[f"Input: {one['role']}"] == one["file"].rpartition("/")[2]
        assert rows[f"SHA-256: {one['role']}"] == one["sha256"]
    assert [rows[f"Reading: {name}"] for name in receipt["readings"]] == list(receipt["readings"].values())


def test_no_amount_stands_in_the_page_that_json_does_not_explain(both):
    """Every amount of the page is one of JSON, or one of the rules or of the arithmetic between two of them."""
    given, root = both
    known = {Decimal(figure) for figure in re.findall(r'"(-?\d+\.\d\d)"', json.dumps(given))}
    for node in (*root.all("td"), *root.all("svg")):
        texts = [node.text] if node.tag == "td" else [one.text for one in node.all("text")]
        for text in texts:
            if re.fullmatch(r"-?\$[\d,]+\.\d\d", text):
                assert Decimal(text.replace("$", "").replace(",", "")) in known


# The command


def test_a_page_is_written_where_a_person_must_decide(tmp_path):
    output = tmp_path / "tie.html"
    assert lbpp("report", SAMPLES / "tie.xlsx", "-o", output).returncode == 3
    first = output.read_bytes()
    assert lbpp("report", SAMPLES / "tie.xlsx", "-o", output, "--force").returncode == 3
    assert output.read_bytes() == first
    strict = lbpp("report", SAMPLES / "reference_chart.xlsx", "--strict", "-o", tmp_path / "strict.html")
    assert strict.returncode == 3
    assert (tmp_path / "strict.html").exists()


@pytest.mark.parametrize(
    ("file", "status", "message"),
    [
        (SAMPLES / "many_errors.xlsx", 1, "many_errors.xlsx was not evaluated: 14 errors."),
        (SAMPLES / "nowhere.xlsx", 2, "error file-missing: nowhere.xlsx"),
    ],
    ids=["errors", "no file"],
)
def test_without_an_evaluation_nothing_is_written(file, status, message, tmp_path):
    run = lbpp("report", file, "-o", tmp_path / "report.html")
    assert run.returncode == status
    assert "report.html was not written: nothing was evaluated." in run.stderr
    assert message in run.stderr
    assert run.stdout == ""
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("output", "message"),
    [
        ((), "Missing option '--output'"),
        (("-o", "report.pdf"), "report.pdf does not end in"),
        (("-o", "report.pdf"), ".html"),
        (("-o", "-"), "- does not end in"),
        (("-o", "there.html"), "there.html exists already. Give --force to replace it."),
        (("-o", "nowhere/report.html"), "There is no folder nowhere."),
        (("-o", "input.html", "--force"), "input.html is an input."),
    ],
    ids=["missing", "ending", "ending named", "standard output", "exists", "no folder", "input"],
)
def test_usage(output, message, tmp_path):
    """Said before anything is read; what is there stays."""
    (tmp_path / "there.html").write_text("mine")
    (tmp_path / "input.html").write_text("Bidder,Bid amount\nA,100\n")
    run = lbpp("report", "input.html", *output, cwd=tmp_path, columns=300, TERM="dumb")
    assert run.returncode == 2
    assert message in " ".join(run.stderr.replace("│", " ").split())
    assert (tmp_path / "there.html").read_text() == "mine"
    assert {path.name for path in tmp_path.iterdir()} == {"there.html", "input.html"}


def test_an_option_is_in_the_receipt(tmp_path):
    output = tmp_path / "report.html"
    lbpp("report", SAMPLES / "reference_chart.xlsx", "--contract-value", "2,000,000", "-o", output)
    root = read(output.read_text(encoding="utf-8"))
    assert tables(root)["Receipt"]["Option: Contract value"][0][""] == "2,000,000"
    assert "option-overrides" in root.by_id("findings").text
