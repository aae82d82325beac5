"""``lbpp verify``: what agrees, what differs and where, and what is no report."""

import json
import random
import re
import shutil

import hostile
import pytest
from openpyxl import Workbook, load_workbook
from recalculated import OFFICE, recalculate
from reports import EVALUATING, differing, make, terms_of, verified
from running import SAMPLES, as_seen, lbpp

from lbpp_cli.from_files import evaluate_file
from lbpp_cli.render import as_json

CHART = SAMPLES / "reference_chart.xlsx"
SUBS = SAMPLES / "csv_subcontractors.csv"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The reports of the sample of the rules, by their ending."""
    folder = tmp_path_factory.mktemp("verify")
    found = {}
    for ending in ("xlsx", "html"):
        found[ending] = folder / f"report.{ending}"
        make(CHART, found[ending])
    found["json"] = folder / "result.json"
    found["json"].write_text(as_json.render(evaluate_file(CHART, terms_of(CHART))))
    return found


def inputs_of(sample):
    return (SAMPLES / sample, SUBS) if sample.endswith(".csv") else (SAMPLES / sample,)


@pytest.mark.parametrize("sample", EVALUATING)
@pytest.mark.parametrize("ending", ["xlsx", "html", "json", "jsonl"])
def test_a_report_agrees_with_what_it_was_made_from(sample, ending, tmp_path):
    report = tmp_path / f"report.{ending}"
    if ending in {"xlsx", "html"}:
        make(SAMPLES / sample, report)
    else:
        render = as_json.render if ending == "json" else lambda one: as_json.render_lines([one, one])
        report.write_text(render(evaluate_file(SAMPLES / sample, terms_of(SAMPLES / sample))))
    if ending != "jsonl":
        assert verified(report, *reversed(inputs_of(sample)))[0] == 0
    for path in inputs_of(sample):
        shutil.copy(path, tmp_path)
    status, said = verified(report)
    assert (status, differing(said)) == (0, []), said


@pytest.mark.parametrize("ending", ["xlsx", "html"])
def test_options_readings_and_a_register_are_in_the_receipt(ending, tmp_path):
    """And the day, where no due date is stated."""
    (tmp_path / "bids.csv").write_text("Bidder,Bid amount,LBE\nA,900000,x\nB,950000,x\n")
    (tmp_path / "register.csv").write_text("Firm,Certification,Granted,Expires\nA,LBE,2025-01-15,2027-01-14\n")
    report = tmp_path / f"report.{ending}"
    given = {"fields": ("Title=A & B", "Contract value=$1,000,000"), "readings": ("tenths=pooled",)}
    make(tmp_path / "bids.csv", report, **given)
    assert verified(report)[0] == 0
    given["fields"] += ("Bid due date=2025-06-02",)
    make(tmp_path / "bids.csv", report, certifications=tmp_path / "register.csv", **given)
    assert verified(report)[0] == 0
    assert verified(report, tmp_path / "register.csv", tmp_path / "bids.csv")[0] == 0


def tampered(made, tmp_path, change):
    book = load_workbook(made["xlsx"])
    change(book)
    book.save(tmp_path / "changed.xlsx")
    return tmp_path / "changed.xlsx"


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("Summary!A7", "Award to Bidder A at $1,000,000.00, its quoted price."),
        ("Summary!B13", 5),
        ("Credits!B6", 999_999),
        ("Credits!B6", "=Input!$G$30"),
        ("Credits!A6", "=1+1"),
        ("Subcontractors!K6", 0.5),
        ("Readings and assumptions!D5", "per-certification"),
        ("Input!G22", 1),
        ("Input!A6", "other.xlsx"),
        ("Receipt!B7", "0" * 64),
        ("Receipt!B9", "other.xlsx"),
        ("Receipt!B20", "0" * 64),
    ],
    ids=lambda value: str(value)[:30],
)
@pytest.mark.parametrize("inputs", [(), (CHART,)], ids=["itself", "file"])
def test_what_was_typed_over_is_named(cell, value, inputs, made, tmp_path):
    title, _, place = cell.partition("!")
    report = tampered(made, tmp_path, lambda book: book[title].__setitem__(place, value))
    status, said = verified(report, *inputs)
    assert status == 1
    assert cell in differing(said), said


def test_a_changed_raw_cell_or_hash_does_not_agree(made, tmp_path):
    """Without the file the report cannot tell what stood there, but that something is not what it was."""
    for cell in ("H22", "H9"):
        status, said = verified(tampered(made, tmp_path, lambda book, cell=cell: book["Input"].__setitem__(cell, "x")))
        assert (status, differing(said)) != (0, [])
    changed = tampered(made, tmp_path, lambda book: book["Receipt"].__setitem__("B10", "0" * 64))
    assert "Receipt!B20" in differing(verified(changed)[1])


def test_a_note_by_hand_is_no_difference(made, tmp_path):
    def note(book):
        book["Summary"]["A60"] = "Checked by R. M."
        book.create_sheet("Notes")["A1"] = "mine"

    status, said = verified(tampered(made, tmp_path, note))
    assert (status, differing(said)) == (0, [])
    assert "note Summary!A60: is not part of the report: “Checked by R. M.”" in said
    assert "note Notes: the sheet is not part of the report" in said


def test_removed_sheets_and_inserted_rows(made, tmp_path):
    for title in ("Credits", "Findings"):
        assert differing(verified(tampered(made, tmp_path, lambda book, title=title: book.remove(book[title])))[1]) == [
            title
        ]
    for title in ("Summary", "Input", "Receipt"):
        assert verified(tampered(made, tmp_path, lambda book, title=title: book.remove(book[title])))[0] == 2
    for title in ("Summary", "Input", "Receipt"):
        assert verified(tampered(made, tmp_path, lambda book, title=title: book[title].insert_rows(7, 2)))[0] in {1, 2}


@pytest.mark.parametrize("address", ["hello", "ZZZ9999999", "A9999999", None, 5.5])
def test_an_address_that_is_none_is_refused(address, made, tmp_path):
    """A table as far as a cell that somebody typed would fill the memory."""
    report = tampered(made, tmp_path, lambda book: book["Input"].__setitem__("D8", address))
    assert verified(report)[0] == 2
    status, said = verified(report, CHART)
    assert (status, differing(said)) == (1, ["Input!D8"])


def test_a_page_by_table_row_and_column(made, tmp_path):
    page = made["html"].read_text()
    ranking = page.index("Ranking</caption>")
    figure = re.search(r"\$[0-9,.]+(?=</td>)", page[page.index("Bidder C", ranking) :])[0]
    start = page.index(figure, page.index("Bidder C", ranking))
    (tmp_path / "page.html").write_text(page[:start] + "$1.00" + page[start + len(figure) :])
    status, said = verified(tmp_path / "page.html", CHART)
    assert (status, differing(said)) == (1, ["Ranking, Bidder C, Bid price"])
    for old, new, place in (
        ("<main", "<?php 1 ?><main", ""),
        ("</body>", "<script>1</script></body>", "Receipt"),
    ):
        assert old in page
        (tmp_path / "page.html").write_text(page.replace(old, new, 1))
        status, said = verified(tmp_path / "page.html", CHART)
        assert status == 1
        assert place in differing(said)[0], said


def test_json_by_its_path(made, tmp_path):
    result = json.loads(made["json"].read_text())
    result["bids"][2]["evaluated_price"] = "1.00"
    result["award"]["tied"] = ["Bidder A"]
    result["mine"] = 1
    (tmp_path / "result.json").write_text(json.dumps(result))
    status, said = verified(tmp_path / "result.json", CHART)
    assert (status, differing(said)) == (1, ["bids[2].evaluated_price", "award.tied"])
    assert "note mine: is not part of the result" in said


def test_another_hash_is_named_once(made, tmp_path):
    """The file has another one, and all that it gives is the same."""
    book = load_workbook(CHART)
    book.save(tmp_path / "again.xlsx")
    for report in made.values():
        status, said = verified(report, tmp_path / "again.xlsx")
        assert (status, len(differing(said))) == (1, 1), said
        assert differing(said)[0].startswith("input ")


@pytest.mark.parametrize("ending", ["xlsx", "html", "json"])
def test_two_spaces_in_the_name_of_a_file_are_two(ending, tmp_path):
    shutil.copy(CHART, tmp_path / "two  spaces.xlsx")
    report = tmp_path / f"report.{ending}"
    if ending == "json":
        report.write_text(as_json.render(evaluate_file(tmp_path / "two  spaces.xlsx", terms_of(CHART))))
    else:
        make(tmp_path / "two  spaces.xlsx", report)
    status, said = verified(report)
    assert (status, differing(said)) == (0, []), said


def test_lines_that_cannot_be_verified_are_named_and_the_others_verified(tmp_path):
    """One of an input with errors, and one whose input is gone; a figure that differs is found beside them."""
    (tmp_path / "gone.csv").write_text("Bidder,Bid amount\nA,900000\n")
    terms = terms_of(CHART, fields=("Bid due date=2025-06-02", "Contract value=$1,000,000"))
    paths = (CHART, SAMPLES / "many_errors.xlsx", tmp_path / "gone.csv", SAMPLES / "tie.xlsx")
    found = [evaluate_file(path, terms if path.suffix == ".csv" else terms_of(path)) for path in paths]
    lines = as_json.render_lines(found)
    (tmp_path / "gone.csv").unlink()
    (tmp_path / "results.jsonl").write_text(lines)
    status, said = verified(tmp_path / "results.jsonl")
    said = " ".join(said.split())
    assert status == 2
    assert "agrees line 1 the result" in said
    assert "unverified line 2: " in said
    assert "nothing was evaluated, so it has no receipt." in said
    assert "unverified line 3: " in said
    assert "is needed and not here" in said
    assert "agrees line 4 the result" in said
    assert said.endswith(": 2 results cannot be verified; all else agrees with its input.")
    (tmp_path / "results.jsonl").write_text(lines.replace("468900.00", "438900.00"))
    status, said = verified(tmp_path / "results.jsonl")
    assert status == 2
    assert differing(said)
    assert "2 results cannot be verified; " in " ".join(said.split())


def test_a_memo_is_no_report(tmp_path):
    """It is there to be edited; what can be verified instead is said."""
    for name in ("memo.docx", "memo.md"):
        lbpp("memo", CHART, "-o", tmp_path / name)
        status, said = verified(tmp_path / name)
        said = " ".join(said.split())
        assert status == 2
        assert "error not-a-report: " in said
        assert "hint: Name a file that lbpp report wrote, or a result of lbpp evaluate as JSON." in said
        if name.endswith("docx"):
            assert "a memo or a letter is edited, and cannot be verified." in said


def test_another_input(made):
    for report in made.values():
        status, said = verified(report, SAMPLES / "tie.xlsx")
        assert status == 1
        assert any(place.startswith("input ") for place in differing(said))
        assert "was made from" in verified(report, CHART, CHART)[1]
        assert verified(report, SAMPLES / "nowhere.xlsx")[0] == 2


@pytest.mark.parametrize(
    "name", ["nowhere.xlsx", "x" * 5_000, "a\0b", "\x1b[31m[red]"], ids=["away", "long", "zero", "escape"]
)
def test_an_input_that_is_not_here(name, made, tmp_path):
    result = json.loads(made["json"].read_text())
    result["receipt"]["inputs"][0]["file"] = name
    (tmp_path / "result.json").write_text(json.dumps(result))
    status, said = verified(tmp_path / "result.json")
    assert status == 2
    assert "is needed and not here" in said
    assert "\x1b" not in said


def with_receipt(**changes):
    def change(text):
        result = json.loads(text)
        result["receipt"] |= changes
        return json.dumps(result)

    return change


# What stands in the place of a result, given the text of a good one.
NO_RESULTS = {
    "deep": lambda _: '{"a":' * 100_000,
    "huge number": lambda _: f'{{"receipt":{"9" * 5_000}}}',
    "twice": lambda text: text.replace('"award": {', '"award": {"bidder": "Bidder A"}, "award": {', 1),
    "list": lambda _: "[1]",
    "lines": lambda text: text.replace("\n", " ") + "\n5\n",
    "none": with_receipt(inputs=None),
    "no inputs": with_receipt(inputs=[]),
    "roles": with_receipt(inputs=[{"file": "a", "role": [], "sha256": "b"}]),
    "no bids": with_receipt(inputs=[{"file": "a", "role": "subcontractors", "sha256": "b"}]),
    "date": with_receipt(date=5),
    "no date": with_receipt(date="x"),
    "options": with_receipt(options=[]),
    "option": with_receipt(options={"Kind": 5}),
    "readings": with_receipt(readings="x"),
    "program": with_receipt(program="\x1b[31m"),
    "version": with_receipt(version=None),
}


@pytest.mark.parametrize("kind", NO_RESULTS)
def test_json_that_is_no_result(kind, made, tmp_path):
    (tmp_path / "result.json").write_text(NO_RESULTS[kind](made["json"].read_text()))
    status, said = verified(tmp_path / "result.json", CHART)
    assert status == 2
    assert said.startswith("error not-a-report")
    assert "\x1b" not in said


def plain_workbook(path):
    Workbook().save(path)
    return path.read_bytes()


NO_REPORTS = {
    "a workbook": lambda path, _: plain_workbook(path),
    "csv": lambda *_: b"Bidder,Bid amount\nA,1\n",
    "bytes": lambda *_: random.Random(1).randbytes(5_000),  # noqa: S311  no secret
    "cut": lambda _, made: made["xlsx"].read_bytes()[:3_000],
    "bomb": lambda *_: hostile.bomb(),
    "document": lambda *_: hostile.zipped(
        {"word/document.xml": "<w/>", "_rels/.rels": hostile.relations(("officeDocument", "word/document.xml"))}
    ),
    "page": lambda *_: b"<html></html>",
    "half a page": lambda _, made: made["html"].read_bytes()[:20_000],
    "declaration": lambda _, made: made["html"].read_bytes().replace(b"<main", b"<![x<main"),
    "tags": lambda *_: b"<td>" * 20_000,
    "empty": lambda *_: b"",
}


@pytest.mark.parametrize("kind", NO_REPORTS)
def test_what_is_no_report(kind, made, tmp_path):
    (tmp_path / "file").write_bytes(NO_REPORTS[kind](tmp_path / "file", made))
    status, said = verified(tmp_path / "file")
    assert status == 2
    assert said.startswith("error ")
    assert "hint:" in said


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_what_libreoffice_saved_agrees(tmp_path):
    """Also where it spells a formula in another way, and where names have blanks and ends of lines."""
    book = load_workbook(CHART)
    book["Bids"]["A2"], book["Bids"]["H1"], book["Bids"]["H2"] = "  Bidder\r\n A ", "Phone", True
    book["Subcontractors"]["A2"] = "Bidder A"
    book.save(tmp_path / "bids.xlsx")
    assert make(tmp_path / "bids.xlsx", tmp_path / "report.xlsx") == 0
    assert verified(tmp_path / "report.xlsx")[0] == 0
    status, said = verified(recalculate(tmp_path, [tmp_path / "report.xlsx"]) / "report.xlsx")
    assert (status, differing(said)) == (0, []), said


def test_as_seen(tmp_path, snapshot):
    """A person at a terminal: agreement, a figure typed over, and what is no report."""
    shutil.copy(CHART, tmp_path / "bids.xlsx")
    lbpp("report", "bids.xlsx", "-o", "report.xlsx", cwd=tmp_path)
    seen = [lbpp("verify", "report.xlsx", *given, cwd=tmp_path, columns=80) for given in ((), ("bids.xlsx",))]
    book = load_workbook(tmp_path / "report.xlsx")
    book["Credits"]["B6"] = 999_999
    book.save(tmp_path / "report.xlsx")
    seen.append(lbpp("verify", "report.xlsx", cwd=tmp_path, columns=80))
    seen.append(lbpp("verify", "bids.xlsx", cwd=tmp_path, columns=80))
    assert [run.returncode for run in seen] == [0, 0, 1, 2]
    text = "\n".join(map(as_seen, seen))
    for line in (tmp_path / "bids.xlsx",):
        text = text.replace(str(line), "bids.xlsx")
    assert text == snapshot
