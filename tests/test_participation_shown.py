"""What people read of a program with participation: goals, ledgers, points, bids that it excludes, modes, memo, letters."""

import json
import re
import tomllib
from decimal import Decimal

import openpyxl
import pytest
from memos import pieces
from pages import read
from running import as_seen, lbpp

from lbpp_cli import programs
from lbpp_cli.read.rulebook import read_memo_texts, read_rulebook

PROGRAM = "oakland-lslbe"
SCORES = (90, 88.5, 84)
HASH = re.compile(r"[0-9a-f]{64}")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The example of the program as it comes, and as a solicitation of proposals for services.

    Its figures are worked out beside it, in example.toml; the proposals score 90, 88.5 and 84.
    """
    path = tmp_path_factory.mktemp("shown")
    lbpp("template", "bids.xlsx", "--program", PROGRAM, cwd=path)
    book = openpyxl.load_workbook(path / "bids.xlsx")
    for name, value in book["Solicitation"].iter_rows(max_col=2):
        value.value = {"Kind": "Proposal", "Category": "Services"}.get(name.value, value.value)
    book["Solicitation"].append(["Total possible points", 100])
    bids = book["Bids"]
    column = bids.max_column + 1
    for row, cell in enumerate(("Score", *SCORES), start=1):
        bids.cell(row, column, cell)
    book.save(path / "proposals.xlsx")
    return path


def seen(run):
    return HASH.sub("<SHA-256>", as_seen(run))


def result(folder, *arguments):
    return json.loads(lbpp("evaluate", *arguments, "--format", "json", cwd=folder).stdout)


def dollars(plain):
    return f"${Decimal(plain):,}"


@pytest.mark.parametrize("columns", [80, 200, None])
@pytest.mark.parametrize("file", ["bids.xlsx", "proposals.xlsx"])
def test_for_reading(folder, file, columns, snapshot):
    assert as_seen(lbpp("evaluate", file, cwd=folder, columns=columns)) == snapshot


@pytest.mark.parametrize("file", ["bids.xlsx", "proposals.xlsx"])
def test_the_derivation(folder, file, snapshot):
    assert as_seen(lbpp("explain", file, cwd=folder, columns=100)) == snapshot


def test_markdown(folder, snapshot):
    assert as_seen(lbpp("evaluate", "bids.xlsx", "--format", "markdown", cwd=folder)) == snapshot


def test_a_change_side_by_side(folder, snapshot):
    """Concrete at 200,000 leaves Builders, 1,010,000, with 19.80% small: below 25%, so it is not ranked any more."""
    change = "Example Builders, Inc..Example Concrete.Amount=200000"
    assert as_seen(lbpp("whatif", "bids.xlsx", "--set", change, cwd=folder, columns=80)) == snapshot


def test_a_bid_that_is_excluded_is_defended_by_its_own_cells(folder):
    """Example Works: 940,000.00 in Bids!B4, 100,000.00 small; its blank cell for a reason, Bids!I4, says nothing."""
    text = lbpp("explain", "bids.xlsx", "--bidder", "Example Works LLC", cwd=folder, columns=1000).stdout
    assert "Bids!I4" not in text
    assert "Quoted price: $940,000.00 [Bids!B4]." in text
    assert "$840,000.00, what is left of $940,000.00 [Bids!B4]: counts nothing (Requirements): not certified." in text
    assert "$100,000.00 [Subcontractors!D7]: counts $100,000.00 toward SLBE (Requirements)." in text
    assert "25% is required, $235,000.00: missed by $135,000.00 (Requirements)." in text


def test_a_reason_of_the_tabulation_has_its_cell(folder, tmp_path):
    book = openpyxl.load_workbook(folder / "bids.xlsx")
    book["Bids"]["H4"], book["Bids"]["I4"] = "no", "No bid bond"
    book.save(tmp_path / "left.xlsx")
    text = lbpp("explain", "left.xlsx", cwd=tmp_path, columns=1000).stdout
    assert "Not ranked: No bid bond [Bids!I4]." in text


def test_every_clause_that_is_cited_is_explained(folder):
    """The headings of the source stand in brackets; each that has a paraphrase is paraphrased at the end."""
    known = tomllib.loads((programs.folder(PROGRAM) / "clauses.toml").read_text(encoding="utf-8"))
    text = lbpp("explain", "bids.xlsx", cwd=folder, columns=1000).stdout
    body, _, explained = text.partition("What the clauses say, in short")
    cited = {one for inside in re.findall(r"\(([^()]+)\)", body) for one in re.split("[,;] ", inside)} & set(known)
    assert cited == {"Requirements", "Incentives", "Action 3"}
    assert {line.split(":")[0].strip() for line in explained.splitlines() if line.strip()} == cited


def test_points_are_never_a_percentage(folder):
    """Builders earns 2 + 3 points on 88.5: no output says that of a percentage, which only goals and rules have."""
    for arguments in (("evaluate",), ("evaluate", "--format", "markdown"), ("explain",), ("memo",)):
        text = lbpp(*arguments, "proposals.xlsx", cwd=folder, columns=1000).stdout
        assert "88.5 + 5 points = 93.5" in text
        assert "2 points" in text
        assert not re.search(r"(?<![\d.])5%(?! local)", text.partition("What the clauses say")[0]), arguments


def test_the_page_has_the_goals_and_the_ledger_of_every_bid(folder, tmp_path):
    """Against the JSON, which is written by other code."""
    page = tmp_path / "page.html"
    assert lbpp("report", "bids.xlsx", "-o", page, cwd=folder).returncode == 0
    folded = {one.one("h3").text: one for one in read(page.read_text(encoding="utf-8")).all("details")}
    bids = result(folder, "bids.xlsx")["bids"]
    assert set(folded) == {bid["bidder"] for bid in bids}
    for bid in bids:
        rows = [[cell.text for cell in row.all("th", "td")] for row in folded[bid["bidder"]].all("tr")]
        for goal in bid["participation"]["goals"]:
            met = "yes" if goal["met"] else "no"
            figures = [f"{goal['required_percent']}%", f"{goal['achieved_percent']}%", dollars(goal["dollars"])]
            assert [goal["goal"], *figures, met, goal["clause"]] in rows
        for line in bid["participation"]["ledger"]:
            why = line["clause"] + (f": {line['note']}" if line["note"] else "")
            figures = [dollars(line["amount"]), dollars(line["counted"])]
            assert [line["firm"], line["role"], *figures, line["toward"] or "–", why, line["cell"]] in rows
    run = lbpp("verify", page, "bids.xlsx", cwd=folder)
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize("file", ["bids.xlsx", "proposals.xlsx"])
def test_the_memo(folder, file, snapshot):
    run = lbpp("memo", file, cwd=folder)
    assert seen(run) == snapshot
    for alien in ("Los Angeles", "lacity", "5.B.1", "LBPP", "Council district", "Charter"):
        assert alien not in run.stdout


def test_the_letters(folder, tmp_path, snapshot):
    """Each bidder reads its own goals and ledger, and of other firms what is public: who is recommended, at what."""
    run = lbpp("memo", "bids.xlsx", "-o", tmp_path / "memo.md", "--letters", tmp_path / "letters", cwd=folder)
    assert run.returncode == 0
    letters = {path.name: "\n".join(pieces(path)) for path in sorted((tmp_path / "letters").iterdir())}
    assert letters == snapshot
    works = letters["Letter to Example Works LLC.docx"]
    assert "The reason under the program: participation below the requirement" in works
    assert "Example Landscape Company" in works
    for other in ("Paving", "Trucking", "Concrete", "81.19%", "56.00%", "tabulation records"):
        assert other not in works


def test_the_fields_of_its_templates(folder):
    """The lists of goals and ledger lines: of a program that measures participation alone."""
    own = lbpp("memo", "bids.xlsx", "--fields", cwd=folder).stdout
    assert re.search(r"^goals +lbpp .* 9 rows$", own, re.MULTILINE)
    assert re.search(r"^ledger +lbpp .* 9 rows$", own, re.MULTILINE)
    assert "council_district" not in own
    assert not re.search(r"^ledger ", lbpp("memo", "--fields").stdout, re.MULTILINE)


@pytest.mark.parametrize("program", programs.names())
def test_the_texts_of_a_program_name_nothing_that_is_not_known(program):
    """Each place in its texts is a field, a figure, or a fact that the memo fills in; each field has a place."""
    folder = programs.folder(program)
    raw, figures = read_memo_texts(folder), {one.id for one in read_rulebook(folder).parameters}
    texts = [text for texts in raw.statements.values() for text in texts]
    texts += [*raw.compliance.values(), *raw.head.values(), *raw.letter_notes.values()]
    places = {place for text in texts for place in re.findall(r"\{([^}]*)\}", text)}
    facts = {"awardee", "contract_amount", "register", "due", "procedure", "award_note", "rules_since"}
    common = {"to", "from", "date", "background", "outreach", "bid_opening", "signatory"}
    common |= {"prepared_by", "reviewed_by", "approved_by"}
    assert places <= set(raw.fields) | figures | facts
    assert common <= set(raw.fields) <= places | common
    needed = {"authority_to_execute", "fiscal_impact", "checked", "not_checked", "evaluation_only", "introduction"}
    needed |= {"conditions", "protest"}
    if programs.load(program).recovery is not None:
        needed |= {"next_bidder", "after_grounds", "no_preference", "no_next_bidder", "no_next_proposer"}
    assert needed <= set(raw.statements)


def test_a_mode_is_the_fields_that_it_states(folder, tmp_path):
    """Private Developments: local firms get 2%, 1,010,000.00 less 20,200.00; and it can be verified."""
    mode = result(folder, "bids.xlsx", "--mode", "developer")
    field = result(folder, "bids.xlsx", "--program", PROGRAM, "--field", "City-assisted development=yes")
    assert mode == field
    assert {bid["bidder"]: bid["evaluated_price"] for bid in mode["bids"]}["Example Builders, Inc."] == "989800.00"
    assert mode["receipt"]["options"] == {"City-assisted development": "yes"}
    for command, ending in (("report", "html"), ("evaluate", "json")):
        made = tmp_path / f"made.{ending}"
        lbpp(command, "bids.xlsx", "--mode", "developer", "-o", made, cwd=folder)
        assert lbpp("verify", made, "bids.xlsx", cwd=folder).returncode == 0
    for command in ("explain", "memo", "whatif"):
        run = lbpp(command, "bids.xlsx", "--mode", "developer", cwd=folder, columns=1000)
        assert run.returncode == 0, run.stderr
        assert "Requirement achieved" not in run.stdout


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("--mode", "devloper"), 2, "there is no mode 'devloper'. Known: developer (oakland-lslbe)."),
        (("--mode", "developer", "--program", "la-lbpp"), 2, "no mode 'developer' of la-lbpp. Known: none."),
        (
            ("--mode", "developer", "--program", PROGRAM, "--field", "City-assisted development=no"),
            2,
            "it states City-assisted development, which is given by another option.",
        ),
    ],
)
def test_a_mode_that_cannot_be(folder, arguments, status, said):
    run = lbpp("evaluate", "bids.xlsx", *arguments, cwd=folder, columns=300, TERM="dumb")
    assert run.returncode == status
    assert said in " ".join(run.stderr.replace("│", " ").split())


def test_a_mode_of_another_program_than_the_sheet_names():
    run = lbpp("evaluate", "sample_bids/tie.xlsx", "--mode", "developer", columns=300)
    assert run.returncode == 1
    assert "option-not-of-program: sample_bids/tie.xlsx: --mode developer means nothing under la-lbpp" in run.stderr
