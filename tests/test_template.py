"""`lbpp template`: what it writes evaluates at once, guides whoever fills it in, and reads back as what it asks for."""

import io
import json
import re
import zipfile
from datetime import date, datetime
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
import typer
from openpyxl import load_workbook
from recalculated import OFFICE, recalculate
from running import as_seen, lbpp

from lbpp_cli import columns, programs
from lbpp_cli.columns import BIDS, CERTIFICATIONS, GUIDE, SOLICITATION, SUBCONTRACTORS, form_of
from lbpp_cli.commands.template import MOST_BIDDERS, Options, run, workbook
from lbpp_cli.from_files import Terms, evaluate_file
from lbpp_cli.read.rulebook import read_example
from lbpp_cli.read.source import read_tables
from lbpp_cli.read.table import TableReader
from lbpp_cli.read.tabulation import read_tabulation
from lbpp_cli.render.template_entries import LOOKS
from lbpp_cli.status import exit_status

MARKS = ("LBE", "CBE", "LSB", "LTE")
DECLARED = {
    SOLICITATION: columns.SOLICITATION_FIELDS,
    BIDS: columns.BID_COLUMNS + columns.mark_columns(MARKS),
    SUBCONTRACTORS: columns.SUBCONTRACTOR_COLUMNS + columns.mark_columns(MARKS),
    CERTIFICATIONS: columns.REGISTER_COLUMNS,
}
NAMESPACE = {"": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def written(kind="proposal", bidders=10, *, example=True, register=True, program="la-lbpp"):
    return workbook(programs.load(program), Options(kind, bidders, example, register), "bids.xlsx")


def saved(folder, content, name="bids.xlsx"):
    path = folder / name
    path.write_bytes(content)
    return path


def evaluated(path, program="la-lbpp"):
    return evaluate_file(path, Terms.of(program, {}, {}))


def codes(evaluation):
    return {one.code for one in evaluation.findings}


# It evaluates at once


@pytest.mark.parametrize("program", programs.names())
@pytest.mark.parametrize("kind", ["bid", "proposal"])
@pytest.mark.parametrize("bidders", [1, 2, 3, 10, 200])
@pytest.mark.parametrize("register", [False, True])
def test_it_evaluates_at_once(tmp_path, program, kind, bidders, register):
    """Without a finding; and the award does not hang on a reading or on an assumption, which would puzzle a beginner."""
    evaluation = evaluated(saved(tmp_path, written(kind, bidders, register=register, program=program)), program)
    assert not evaluation.findings
    assert exit_status(evaluation, strict=True) == 0
    assert not evaluation.assumptions
    # Where a program has a preference, its example shows one that decides.
    assert evaluation.award.changed_by_preference == programs.load(program).has_preference
    assert len(evaluation.bids) == 3
    ranked = [entry for entry in evaluation.bids if entry.adjustment]
    credited = any(credit.credited for entry in ranked for credit in entry.adjustment.credits)
    assert credited or all(entry.participation.ledger for entry in evaluation.bids)


def test_the_arithmetic_of_the_example(tmp_path):
    """93% of 1,184,300.00, 90% of 1,240,000.00, 98% of 1,150,000.00; and 7, 10 and 2 of 100 points."""
    evaluation = evaluated(saved(tmp_path, written("bid")))
    prices = {entry.bid.bidder: str(entry.adjustment.evaluated_price) for entry in evaluation.bids}
    assert prices == {
        "Example Builders, Inc.": "1101399.00",
        "Example Facility Services LLC": "1116000.00",
        "Example Maintenance Company": "1127000.00",
    }
    evaluation = evaluated(saved(tmp_path, written("proposal")))
    scores = [entry.adjustment.evaluated_score for entry in evaluation.bids]
    assert sorted(scores, reverse=True) == [Decimal("95.5"), 94, 92]


@pytest.mark.parametrize("program", programs.names())
def test_every_heading_of_an_example_is_declared(program):
    """What is not would be left out without a word."""
    form = programs.load(program).form
    declared = {
        SOLICITATION: form.solicitation,
        BIDS: form.bids,
        SUBCONTRACTORS: form.subcontractors,
        CERTIFICATIONS: columns.REGISTER_COLUMNS,
    }
    for sheet, rows in read_example(programs.folder(program)).items():
        known = {column.heading for column in declared[sheet]}
        assert all(row.keys() <= known for row in rows)


@pytest.mark.parametrize("program", programs.names())
def test_an_example_is_told_from_a_buyers_own(program):
    """By the word that its names begin with, whatever the program."""
    example = read_example(programs.folder(program))
    (solicitation,) = example[SOLICITATION]
    names = [solicitation[field] for field in ("Solicitation number", "Title", "Department")]
    names += [row["Bidder"] for row in example[BIDS]] + [row["Subcontractor"] for row in example[SUBCONTRACTORS]]
    assert all(re.match(r"example\b", name, re.IGNORECASE) for name in names)


@pytest.mark.parametrize("program", programs.names())
def test_a_program_has_all_that_a_command_reads(program):
    files = {path.name for path in programs.folder(program).iterdir()}
    assert files >= {"parameters.toml", "clauses.toml", "memo.toml", "example.toml", "README.md"}


def test_a_program_without_an_example(tmp_path, monkeypatch):
    """A new folder: what is missing is said; without the example there is a workbook."""
    monkeypatch.setattr(programs, "folder", lambda _: tmp_path)
    options = Options("bid", 3, example=True, register=False)
    with pytest.raises(typer.BadParameter, match="has no example"):
        run("la-lbpp", tmp_path / "bids.xlsx", options, force=False)
    assert not (tmp_path / "bids.xlsx").exists()
    assert run("la-lbpp", tmp_path / "bids.xlsx", options._replace(example=False), force=False) == 0


def test_a_report_of_it_can_be_verified(tmp_path):
    assert lbpp("template", "bids.xlsx", "--register", cwd=tmp_path).returncode == 0
    assert lbpp("report", "bids.xlsx", "-o", "report.xlsx", cwd=tmp_path).returncode == 0
    assert lbpp("verify", "report.xlsx", "bids.xlsx", cwd=tmp_path).returncode == 0


# Without the example


@pytest.mark.parametrize("bidders", [1, 10, MOST_BIDDERS])
@pytest.mark.parametrize("register", [False, True])
def test_a_blank_one_says_what_is_missing(tmp_path, bidders, register):
    """And nothing else: no blank row is taken for a bid, a subcontractor or a certification."""
    missing = {"no-bids", "due-date-missing"} | ({"due-date-needed"} if register else set())
    for kind, more in (("bid", set()), ("proposal", {"total-points-missing"})):
        content = written(kind, bidders, example=False, register=register)
        evaluation = evaluated(saved(tmp_path, content))
        assert codes(evaluation) == missing | more
        assert exit_status(evaluation) == 1
        assert evaluation.solicitation.kind == kind
        assert not evaluation.bids


@pytest.mark.parametrize("way", ["cleared", "rows taken away"])
def test_the_example_can_be_removed_as_the_guide_says(tmp_path, way):
    """Whether cleared or taken away with its rows, what is left is a blank one with the solicitation of the example."""
    book = load_workbook(saved(tmp_path, written("bid")))
    told = " ".join(str(cell.value) for row in book[GUIDE].iter_rows() for cell in row)
    ranges = re.findall(r"(A2:[A-Z]+\d+) on (\w+)", told)
    assert [sheet for _, sheet in ranges] == [BIDS, SUBCONTRACTORS, CERTIFICATIONS]
    for place, sheet in ranges:
        if way == "cleared":
            for row in book[sheet][place]:
                for cell in row:
                    cell.value = None
        else:
            book[sheet].delete_rows(2, len(book[sheet][place]))
    book.save(tmp_path / "bids.xlsx")
    assert codes(evaluated(tmp_path / "bids.xlsx")) == {"no-bids"}


def test_what_is_left_of_the_example_is_named(tmp_path):
    """A buyer's own bids beside the number and title of the example, and an example's bid beside the buyer's own."""
    path = saved(tmp_path, written("bid", example=False))
    book = load_workbook(path)
    book[BIDS]["A2"], book[BIDS]["B2"] = "Mine", 1_000_000
    book[SOLICITATION]["B2"], book[SOLICITATION]["B3"] = "EXAMPLE-001", "Examples of joinery"
    book.save(path)
    found = [(one.code, one.cell) for one in evaluated(path).findings]
    assert ("example-left", "Solicitation!B2") in found
    assert ("example-left", "Solicitation!B3") not in found
    path = saved(tmp_path, written("bid"))
    book = load_workbook(path)
    book[BIDS]["A4"] = "Mine"
    book.save(path)
    cells = [one.cell for one in evaluated(path).findings if one.code == "example-left"]
    assert cells == [*("Solicitation!B2", "Solicitation!B3", "Solicitation!B4"), *("Bids!A2", "Bids!A3"),
                     *("Subcontractors!B2", "Subcontractors!B3", "Subcontractors!B4")]  # fmt: skip


# It reads back as what it asks for


def test_it_has_every_declared_column(tmp_path):
    """And no other; those of proposals alone only for proposals."""
    for kind in ("bid", "proposal"):
        book = load_workbook(saved(tmp_path, written(kind)))
        assert book.sheetnames == [GUIDE, *DECLARED]
        for sheet, declared in DECLARED.items():
            cells = [cell for (cell,) in book[sheet]["A2:A40"]] if sheet == SOLICITATION else book[sheet][1]
            headings = [cell.value for cell in cells if cell.value]
            assert sorted(headings) == sorted(
                column.heading for column in declared if kind == "proposal" or not column.proposals
            )


VALUES = {
    "text": [("007", "007"), (25, "25"), ("Núñez & Sons, Inc. [JV]", "Núñez & Sons, Inc. [JV]")],
    "money": [(1234567.8, Decimal("1234567.80")), (0.01, Decimal("0.01")), (9999999999999.99, Decimal("9999999999999.99"))],
    "percent": [(0.667, Decimal("66.7")), (1, Decimal(100)), (0.01, Decimal(1)), ("66.7%", Decimal("66.7"))],
    "number": [(87.5, Decimal("87.5")), (0, Decimal(0))],
    "count": [(30, 30), (0, 0)],
    "mark": [("x", True), ("X", True)],
    "yes-no": [("yes", True), ("no", False)],
    "date": [(date(2026, 5, 1), date(2026, 5, 1))],
    "date-time": [
        (date(2026, 5, 1), date(2026, 5, 1)),
        (datetime.fromisoformat("2026-05-01T14:30"), datetime.fromisoformat("2026-05-01T14:30")),
    ],
}  # fmt: skip


def values_of(column):
    """What is typed into a column, with what is read."""
    if isinstance(column.kind, dict):
        return [(text, value or None) for text, value in column.kind.items()]
    return VALUES[column.kind]


def place_of(page, heading):
    """Where a value is typed: beside the field, or in the first row that is ready for it."""
    if page.title == SOLICITATION:
        return next(row for row in range(1, 40) if page.cell(row, 1).value == heading), 2
    return 2, next(cell.column for cell in page[1] if cell.value == heading)


@pytest.mark.parametrize("turn", range(5))
def test_what_is_typed_is_read(tmp_path, turn):
    """Every kind of value in every column: the cells are formatted so that a value means what it looks like."""
    path = saved(tmp_path, written(example=False, bidders=1))
    book = load_workbook(path)
    typed = {
        (sheet, column.field): values_of(column)[turn % len(values_of(column))]
        for sheet, declared in DECLARED.items()
        for column in declared
    }
    for sheet, declared in DECLARED.items():
        for column in declared:
            book[sheet].cell(*place_of(book[sheet], column.heading)).value = typed[sheet, column.field][0]
    book.save(path)
    tables = read_tables(path)
    solicitation = read_tabulation(tables, form_of(MARKS), {})[0].solicitation
    for column in columns.SOLICITATION_FIELDS:
        expected = typed[SOLICITATION, column.field][1]
        if isinstance(expected, datetime):
            assert solicitation.due_time == expected.time()
            expected = expected.date()
        assert getattr(solicitation, column.field) == expected
    others = {BIDS: tables.bids, SUBCONTRACTORS: tables.subcontractors, CERTIFICATIONS: tables.register}
    for sheet, (_, table) in others.items():
        (record,), _ = TableReader("bids.xlsx").read(table, DECLARED[sheet])
        assert record.values == {column.field: typed[sheet, column.field][1] for column in DECLARED[sheet]}


def test_a_filled_in_template_is_evaluated(tmp_path):
    """A bid typed into the last ready row, with a subcontractor in the last ready row, and one beyond each."""
    path = saved(tmp_path, written("bid", 4, example=False, register=False))
    book = load_workbook(path)
    book[SOLICITATION]["B7"] = 500_000
    for row, name in ((5, "One"), (9, "Two")):
        book[BIDS].cell(row, 1).value, book[BIDS].cell(row, 2).value = name, 400_000 + row
    for row, name in ((21, "One"), (30, "Two")):
        for column, value in enumerate((name, f"Sub {row}", "Paving", 50_000), start=1):
            book[SUBCONTRACTORS].cell(row, column).value = value
    book.save(path)
    evaluation = evaluated(path)
    assert [(entry.bid.bidder, len(entry.bid.subcontractors)) for entry in evaluation.bids] == [("One", 1), ("Two", 1)]


def test_the_guide_is_passed_over_without_a_note(tmp_path):
    book = load_workbook(saved(tmp_path, written()))
    book[GUIDE].title = "Notes of mine"
    book.save(tmp_path / "renamed.xlsx")
    assert codes(evaluated(tmp_path / "bids.xlsx")) == set()
    assert codes(evaluated(tmp_path / "renamed.xlsx")) == {"sheet-not-read"}


# What guides whoever fills it in


def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def sheets(content):
    """The XML of each sheet by its name."""
    found = parts(content)
    names = re.findall(r'<sheet name="([^"]+)"', found["xl/workbook.xml"])
    return {name: found[f"xl/worksheets/sheet{number}.xml"] for number, name in enumerate(names, start=1)}


TYPE_OF_KIND = {
    "mark": "list", "yes-no": "list", "choice": "list", "money": "custom", "percent": "decimal", "number": "decimal",
    "count": "whole", "date": "date", "date-time": "date",
}  # fmt: skip


@pytest.mark.parametrize("example", [False, True])
@pytest.mark.parametrize("bidders", [1, 7, 200])
def test_what_may_be_typed(tmp_path, bidders, example):
    """A validation for every column but those of texts, over every row that is formatted, those of the example too."""
    content = written("proposal", bidders, example=example)
    book = load_workbook(saved(tmp_path, content))
    for name, xml in sheets(content).items():
        rules = {rule.get("sqref"): rule for rule in ET.fromstring(xml).iterfind(".//dataValidation", NAMESPACE)}  # noqa: S314
        declared = {column.heading: column for column in DECLARED.get(name, ())}
        page = book[name]
        depth = {BIDS: 1, SUBCONTRACTORS: 5, CERTIFICATIONS: 10}.get(name, 0) * bidders
        if name == SOLICITATION:
            areas = {page.cell(row, 1).value: f"B{row}" for row in range(2, page.max_row + 1)}
        else:
            last = max(depth + 1, page.max_row)
            to = ":{}" + str(last) if last > 2 else ""
            areas = {cell.value: f"{cell.column_letter}2{to.format(cell.column_letter)}" for cell in page[1]}
        for heading, column in declared.items():
            kind = column.kind if isinstance(column.kind, str) else "choice"
            rule = rules.pop(areas[heading], None)
            listed = (name, column.field) in {(SUBCONTRACTORS, "bidder"), (CERTIFICATIONS, "certification")}
            expected = "list" if listed else TYPE_OF_KIND.get(kind)
            assert (rule.get("type") if rule is not None else None) == expected
            if rule is not None:
                assert (rule.get("allowBlank"), rule.get("showErrorMessage")) == ("1", "1")
                assert 0 < len(rule.get("error")) <= 255
                assert rule.get("errorTitle") == heading
                assert len(heading) <= 32
        assert not rules, "a validation of nothing that is declared"


def test_what_the_drop_downs_offer(tmp_path):
    """Each choice once, in the words that are declared first; every one is read."""
    book = load_workbook(saved(tmp_path, written()))
    offered = {
        rule.errorTitle: rule.formula1
        for page in book
        for rule in page.data_validations.dataValidation
        if rule.type == "list"
    }
    assert {name: texts.strip('"') for name, texts in offered.items() if name != "Bidder"} == {
        "Kind": "Bid,Proposal",
        "Category": "Services,Goods,Construction",
        "Cash discount counted": "yes,no",
        "Combined award discount allowed": "yes,no",
        "Preference waived": "Restricted funds,Conflict of law,Best interest,No",
        **dict.fromkeys(MARKS, "x"),
        "Role": "Manufacturer,Dealer,Supplier,Broker,Services",
        "Responsive": "yes,no",
        "Local status": "Not qualified,False claim",
        "Certification": "LBE,CBE,LSB,LTE",
    }  # fmt: skip
    assert offered["Bidder"].startswith("OFFSET(Bids!$A$1,1,0,")


def test_a_comment_on_each_heading(tmp_path):
    """It says what the column means; of a mark also what the letters stand for."""
    book = load_workbook(saved(tmp_path, written()))
    for name, declared in DECLARED.items():
        page = book[name]
        cells = [page.cell(row, 1) for row in range(2, page.max_row + 1)] if name == SOLICITATION else page[1]
        told = {cell.value: cell.comment.text for cell in cells if cell.value}
        assert all(column.about and told[column.heading].endswith(column.about) for column in declared)
    assert book[BIDS]["D1"].comment.text.startswith("Local Business: x if")


def test_every_kind_has_a_look():
    kinds = {column.kind if isinstance(column.kind, str) else "choice" for one in DECLARED.values() for column in one}
    assert kinds <= LOOKS.keys()


def test_there_is_no_formula_and_nothing_foreign():
    for name, text in parts(written()).items():
        assert "<f>" not in text
        assert "http" not in re.sub(r'(xmlns[^=]*|Type)="[^"]*"', "", text), name


def test_how_it_prints():
    """On US Letter, headings on each page; they stay in sight on the screen.

    One page across, but for the bids: so many columns are legible on two alone, with the names on both.
    """
    content = written()
    assert "Bids!$A:$A,Bids!$1:$1" in parts(content)["xl/workbook.xml"]
    for name, xml in sheets(content).items():
        assert 'paperSize="1"' in xml
        assert ('fitToHeight="0"' in xml) == (name != BIDS)
        assert ('orientation="landscape"' in xml) == (name != GUIDE)
        assert ('state="frozen"' in xml) == (name != GUIDE)


# The command


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--kind", "proposal", "--register"),
        ("--empty", "--bidders", "2"),
        ("--empty", "--kind", "proposal", "--register"),
    ],
    ids=" ".join,
)
def test_what_a_person_sees(tmp_path, snapshot, arguments):
    """What is said, then every cell that holds something, with its comment, and what may be typed where."""
    made = lbpp("template", "my bids.xlsx", *arguments, cwd=tmp_path)
    lines = [as_seen(made)]
    for page in load_workbook(tmp_path / "my bids.xlsx"):
        lines.append(f"=== {page.title}: {page.dimensions}")
        for row in page.iter_rows():
            for cell in row:
                if cell.value is not None:
                    comment = f" <<{cell.comment.text}>>" if cell.comment else ""
                    lines.append(f"{cell.coordinate}: {cell.value}{comment}")
        for rule in page.data_validations.dataValidation:
            between = f" to {rule.formula2}" if rule.formula2 else ""
            lines.append(f"{rule.sqref} {rule.type} {rule.formula1}{between} | {rule.prompt or ''} | {rule.error}")
    assert made.returncode == 0
    assert "\n".join(lines) == snapshot


def test_nothing_is_overwritten(tmp_path):
    path = tmp_path / "bids.xlsx"
    assert lbpp("template", path).returncode == 0
    path.write_bytes(b"mine")
    made = lbpp("template", path, columns=300, TERM="dumb")
    assert made.returncode == 2
    assert "exists already. Give --force to replace it." in made.stderr
    assert path.read_bytes() == b"mine"
    assert lbpp("template", path, "--force").returncode == 0
    assert evaluated(path).award


def test_the_same_options_give_the_same_bytes(tmp_path):
    for options in ((), ("--kind", "proposal", "--register", "--bidders", "30")):
        for folder in ("one", "two"):
            (tmp_path / folder).mkdir(exist_ok=True)
            made = lbpp(
                "template",
                "bids.xlsx",
                "--force",
                *options,
                cwd=tmp_path / folder,
                PYTHONHASHSEED="1" if folder == "one" else "2",
            )
            assert made.returncode == 0
        assert (tmp_path / "one/bids.xlsx").read_bytes() == (tmp_path / "two/bids.xlsx").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Missing argument 'FILE'"),
        (("bids.xls",), "bids.xls does not end in .xlsx. Name it bids.xlsx."),
        (("bids",), "bids does not end in .xlsx. Name it bids.xlsx."),
        (("bids.csv",), "Name it bids.xlsx."),
        (("-",), "a workbook needs a file: give it a name, such as bids.xlsx."),
        ((".",), ". is a folder. Name a file in it."),
        (("",), "is a folder. Name a file in it."),
        (("nowhere/bids.xlsx",), "There is no folder nowhere."),
        (("bids.xlsx", "--bidders", "0"), "Invalid value for '--bidders'"),
        (("bids.xlsx", "--bidders", "501"), "Invalid value for '--bidders'"),
        (("bids.xlsx", "--kind", "quote"), "'quote' is not one of 'bid', 'proposal'"),
        (("bids.xlsx", "--program", "nowhere"), f"there is no program 'nowhere'. Known: {', '.join(programs.names())}"),
    ],
    ids=str,
)
def test_usage(tmp_path, arguments, said):
    made = lbpp("template", *arguments, cwd=tmp_path, columns=300, TERM="dumb")
    assert made.returncode == 2
    assert said in " ".join(made.stderr.replace("│", " ").split())
    assert "--output" not in made.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not here")
def test_after_a_spreadsheet_program_saved_it(tmp_path):
    """It evaluates to the same, blank rows stay blank, and what guides is still there."""
    files = [
        saved(tmp_path, written("bid", register=False), "bid.xlsx"),
        saved(tmp_path, written("proposal", 40), "proposal.xlsx"),
        saved(tmp_path, written("proposal", example=False), "blank.xlsx"),
    ]
    results = recalculate(tmp_path, files)
    for path in files:
        before, after = (
            json.loads(lbpp("evaluate", path.name, "--format", "json", cwd=folder).stdout)
            for folder in (tmp_path, results)
        )
        hashes = {"input", "receipt"}
        assert {key: before[key] for key in before.keys() - hashes} == {
            key: after[key] for key in after.keys() - hashes
        }
        own, kept = load_workbook(path), load_workbook(results / path.name)
        for page in own:
            rules = {rule.errorTitle for rule in page.data_validations.dataValidation}
            assert rules == {rule.errorTitle for rule in kept[page.title].data_validations.dataValidation}
            assert all(
                kept[page.title][cell.coordinate].comment for row in page.iter_rows() for cell in row if cell.comment
            )


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not here")
def test_the_drop_down_of_bidders_has_them_all(tmp_path):
    """Down to the last name, also where a row in between was cleared, and one cell where there is none."""
    book = load_workbook(saved(tmp_path, written("bid")))
    rule = next(one for one in book[SUBCONTRACTORS].data_validations.dataValidation if one.errorTitle == "Bidder")
    files = []
    for number, names in enumerate([{}, {3: "B"}, {2: "A", 3: "B"}, {2: "A", 6: "E", 40: "Z"}]):
        for row in range(2, 50):
            book[BIDS].cell(row, 1).value = names.get(row)
        book[BIDS]["AA1"] = f"=ROWS({rule.formula1})"
        files.append(tmp_path / f"{number}.xlsx")
        book.save(files[-1])
    results = recalculate(tmp_path, files)
    counted = [load_workbook(results / path.name, data_only=True)[BIDS]["AA1"].value for path in files]
    assert counted == [1, 2, 2, 39]
