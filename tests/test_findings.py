"""A broken input for every finding code: it is found, at its cell, with a remedy, and the exit status is as documented."""

import copy
from datetime import date

import openpyxl
import pytest
from broken_outreaches import OUTREACH
from broken_tabulations import BROKEN_TABULATIONS, OTHERS
from build import with_register
from make_samples import SAMPLE_BIDS, workbook
from running import lbpp
from test_nyc_findings import BROKEN as NEW_YORK
from test_payments_findings import BROKEN as PAYMENTS

from lbpp_cli.findings import CATALOGUE, UNREADABLE
from lbpp_cli.from_files import Terms, evaluate_file
from lbpp_cli.status import exit_status

GOOD = {
    "solicitation": {
        "Solicitation number": "B-1", "Kind": "Bid", "Contract value": 1_000_000, "Bid due date": date(2025, 6, 2),
    },
    "bids": [
        {"Bidder": "Alpha", "Bid amount": 900_000, "LBE": "x", "CBE": None, "LSB": None, "LTE": None, "Responsive": None, "Reason": None},
        {"Bidder": "Beta", "Bid amount": 950_000, "LBE": "x", "CBE": "x", "LSB": None, "LTE": None, "Responsive": None, "Reason": None},
    ],
    "subcontractors": [
        {"Bidder": "Alpha", "Subcontractor": "Gamma", "Work": "Paving", "Amount": 100_000, "LBE": None, "CBE": None, "LSB": "x", "LTE": None},
    ],
}  # fmt: skip


def book(solicitation=None, bid=None, sub=None, bids=None, subs=None, drop=()):
    """A good workbook with something changed: fields of the solicitation, of the first bid, of the first subcontractor."""
    given = copy.deepcopy(GOOD)
    given["solicitation"] |= solicitation or {}
    given["bids"][0] |= bid or {}
    given["subcontractors"][0] |= sub or {}
    given["bids"] = given["bids"] if bids is None else bids
    given["subcontractors"] += subs or []
    for heading in drop:
        for rows in (given["solicitation"], *given["bids"], *given["subcontractors"]):
            rows.pop(heading, None)
    return workbook(given["solicitation"], given["bids"], given["subcontractors"])


def proposal(**changes):
    bids = [{"Bidder": "Alpha", "Bid amount": 900_000, "Score": 80, "LBE": "x"} | changes.pop("bid", {})]
    return book(
        {"Kind": "Proposal", "Total possible points": 100} | changes.pop("solicitation", {}), bids=bids, **changes
    )


def renamed(sheet, name):
    made = book()
    made[sheet].title = name
    return made


def heading(sheet, cell, text):
    made = book()
    made[sheet][cell] = text
    return made


def more_fields(*rows):
    made = book()
    for row in rows:
        made["Solicitation"].append(row)
    return made


def error_cell():
    made = book(bid={"Bid amount": "#REF!"})
    made["Bids"]["B2"].data_type = "e"
    return made


def beside(cell, text, title="Bids"):
    """A good workbook with a heading that is not known and something in another cell."""
    made = heading("Bids", "H1", "Telephone")
    made[title][cell] = text
    return made


def certified(*rows, **changes):
    """A good workbook with a register that proves what is marked, but for the firms that ``rows`` speak of."""
    marked = [("Alpha", "LBE"), ("Beta", "LBE"), ("Beta", "CBE"), ("Gamma", "LSB")]
    rows = {(firm, name): date(2025, 1, 15) for firm, name in marked} | dict(rows)
    last = date(2027, 1, 14)
    held = [
        {"Firm": firm, "Certification": name, "Granted": day, "Expires": last}
        for (firm, name), day in rows.items()
        if day
    ]
    return with_register(book(**changes), held)


def registered(**row):
    """A good workbook with one further row in its register, about Alpha; the register's rows are 2 to 5."""
    made = certified()
    full = {"Firm": "Alpha", "Certification": "LTE", "Granted": date(2025, 1, 15), "Expires": date(2027, 1, 14)} | row
    made["Certifications"].append([
        full.get(name) for name in ("Firm", "Certification", "Applied", "Granted", "Expires", "RAMP account")
    ])  # fmt: skip
    return made


BROKEN = {
    "certification-unknown": (lambda: registered(Certification="LBE, LSB"), "Certifications!B6"),
    "certification-undated": (lambda: registered(Granted=None), "Certifications!D6"),
    "expiry-missing": (lambda: registered(Expires=None), "Certifications!E6"),
    "dates-contradict": (lambda: registered(Expires=date(2025, 1, 14)), "Certifications!E6"),
    "account-of-another": (
        lambda: (made := registered(Firm="Delta", **{"RAMP account": "R-9"}), made["Bids"].cell(1, 9, "RAMP account"),
                 made["Bids"].cell(2, 9, "R-9"))[0],
        "Bids!I2",
    ),
    "example-left": (lambda: book({"Solicitation number": "EXAMPLE-001"}), "Solicitation!B2"),
    "role-not-used": (lambda: book(bid={"Role": "dealer"}), "Bids!G2"),
    "submitted-late": (lambda: book(bid={"Submitted": date(2025, 6, 3)}), "Bids!G2"),
    "sheet-missing": (lambda: renamed("Bids", "Prices"), ""),
    "sheet-misspelt": (lambda: renamed("Subcontractors", "Subcontactors"), "Subcontactors"),
    "sheet-not-read": (lambda: (made := book(), made.create_sheet("Phone numbers"))[0], "Phone numbers"),
    "column-missing": (lambda: heading("Bids", "B1", "Phone"), "Bids!A1"),
    "column-misspelt": (lambda: heading("Bids", "E1", "LSBE"), "Bids!E1"),
    "column-not-read": (lambda: heading("Bids", "H1", "Telephone"), "Bids!H1"),
    "marks-not-read": (lambda: book(bid={"Union shop": "x"}), "Bids!I1"),
    "value-without-heading": (lambda: beside("J2", "call back"), "Bids!J2"),
    "row-not-read": (lambda: beside("H4", "213-555-0100"), "Bids!H4"),
    "column-twice": (lambda: heading("Bids", "H1", "Bid amt"), "Bids!H1"),
    "certification-not-recorded": (lambda: book(drop=["LTE"]), "Bids!A1"),
    "field-unknown": (lambda: more_fields(["Contract valeu", 5]), "Solicitation!A6"),
    "field-twice": (lambda: more_fields(["Contract value", 5]), "Solicitation!A6"),
    "cell-error": (error_cell, "Bids!B2"),
    "formula-uncalculated": (lambda: book(bid={"Bid amount": "=450000*2"}), "Bids!B2"),
    "amount-missing": (lambda: book(bid={"Bid amount": None}), "Bids!B2"),
    "amount-unreadable": (lambda: book(bid={"Bid amount": "1.234,50"}), "Bids!B2"),
    "amount-not-positive": (lambda: book(bid={"Bid amount": 0}), "Bids!B2"),
    "percent-unreadable": (lambda: book(bid={"County work %": 1}), "Bids!G2"),
    "number-unreadable": (lambda: proposal(bid={"Score": "high"}), "Bids!C2"),
    "mark-unreadable": (lambda: book(bid={"LSB": "maybe"}), "Bids!E2"),
    "date-unreadable": (lambda: book({"Bid due date": "June 2, 2025"}), "Solicitation!B5"),
    "choice-unknown": (lambda: book({"Kind": "Quote"}), "Solicitation!B3"),
    "text-unreadable": (lambda: book(bid={"Bidder": date(2025, 6, 2)}), "Bids!A2"),
    "no-bids": (lambda: book(bids=[], subs=[]), "Bids"),
    "bidder-missing": (lambda: book(bid={"Bidder": None}), "Bids!A2"),
    "bidder-twice": (lambda: book(bid={"Bidder": "  BETA "}), "Bids!A3"),
    "bidder-unknown": (lambda: book(sub={"Bidder": "Alfa"}), "Subcontractors!A2"),
    "no-bidder": (lambda: book(bid={"Bidder": "Engineer's Estimate"}, sub={"Bidder": "Beta"}), "Bids!A2"),
    "subcontractor-is-bidder": (lambda: book(sub={"Subcontractor": "ALPHA, Inc."}), "Subcontractors!B2"),
    "subcontractor-missing": (lambda: book(sub={"Subcontractor": None}), "Subcontractors!B2"),
    "subcontractor-twice": (lambda: book(subs=[GOOD["subcontractors"][0]]), "Subcontractors!B3"),
    "subcontractors-exceed-bid": (lambda: book(sub={"Amount": 900_000.01}), "Bids!B2"),
    "work-missing": (lambda: book(sub={"Work": None}, subs=[GOOD["subcontractors"][0] | {"Bidder": "Beta"}]), "Subcontractors!C2"),
    "work-not-recorded": (lambda: book(drop=["Work"]), "Subcontractors!B2"),
    "reason-missing": (lambda: book(bid={"Responsive": "no"}), "Bids!H2"),
    "reason-without-answer": (lambda: book(bid={"Reason": "no bid bond"}), "Bids!H2"),
    "score-missing": (lambda: proposal(bid={"Score": None}, subs=[]), "Bids!C2"),
    "score-above-total": (lambda: proposal(bid={"Score": 100.5}), "Bids!C2"),
    "score-not-used": (lambda: book(bid={"Score": 80}), "Bids!C2"),
    "total-points-missing": (lambda: proposal(solicitation={"Total possible points": None}), "Solicitation!B6"),
    "cbe-without-lbe": (lambda: book(bid={"LBE": None, "CBE": "x"}), "Bids!D2"),
    "claim-without-evidence": (lambda: certified((("Alpha", "LBE"), date(2025, 6, 2))), "Bids!C2"),
    "certified-but-not-marked": (lambda: certified((("Alpha", "LSB"), date(2025, 1, 15))), "Bids!E2"),
    "due-date-needed": (lambda: certified(drop=["Bid due date"]), "Solicitation"),
    "discount-not-counted": (lambda: book(bid={"Cash discount %": "2%"}), "Bids!G2"),
    "cash-discount-days-missing": (lambda: book({"Cash discount counted": "yes"}, {"Cash discount %": "2%", "Cash discount days": None}), "Bids!H2"),
    "work-shares-contradict": (lambda: book(bid={"County work %": "50%", "City work %": "50.01%"}), "Bids!H2"),
    "percent-out-of-range": (lambda: book(bid={"County work %": "100.01%"}), "Bids!G2"),
    "waiver-document-missing": (lambda: book({"Preference waived": "Best interest", "Waiver document": None}), "Solicitation!B7"),
    "contract-value-needed": (lambda: book(bid={"Bid amount": 150_000}, sub={"Amount": 1}, drop=["Contract value"]), "Solicitation"),
    "due-date-missing": (lambda: book(drop=["Bid due date"]), "Solicitation"),
    "rules-unknown": (lambda: book({"Bid due date": date(2024, 3, 26)}), "Solicitation!B5"),
}  # fmt: skip
# What lbpp check alone finds.
AUDITED = list(CATALOGUE)[list(CATALOGUE).index("bid-hidden") : list(CATALOGUE).index("encoding-mixed") + 1]
ELSEWHERE = {
    **dict.fromkeys(
        ["program-unknown", "program-differs", "option-not-of-program", "not-of-the-program"],
        "the tests of the choice of a program, in the tests of programs",
    ),
    **dict.fromkeys(
        [
            "category-needed",
            "availability-missing",
            "parts-not-stated",
            "parts-do-not-add-up",
            "requirement-not-used",
            "part-exceeds-bid",
            "venture-not-marked",
            "partners-missing",
            "mentor-date-missing",
            "banked-not-counted",
            "too-few-solicited",
            "local-work-below",
            "very-small-as-small",
        ],
        "the tests of findings, in the tests of Oakland's program",
    ),
    **dict.fromkeys(PAYMENTS, "the tests of findings, in the tests of payments"),
    **dict.fromkeys(
        [code for code in NEW_YORK if code not in {"venture-not-marked", "partners-missing", *BROKEN}],
        "the tests of findings, in the tests of New York's program",
    ),
    "table-twice": "test_as_seen, in the tests of an award that goes away for an outreach",
    "option-overrides": "test_an_option_overrides_the_sheet",
    "encoding-assumed": "test_windows_text_is_read_with_a_warning",
    **dict.fromkeys(AUDITED, "test_fault_and_twin and the tests of text files in test_check.py"),
    **dict.fromkeys([*BROKEN_TABULATIONS, *OTHERS], "the tests of imports"),
    **dict.fromkeys(UNREADABLE, "the tests of files below, of the guard and of the workbook reader"),
    "tabulation-not-imported": "test_a_tabulation_is_imported_before_a_report, in the tests of the workbook",
    "not-a-report": "test_what_is_no_report, in the tests of verify",
    "not-results": "the tests of results",
    "not-bids": "test_other_tables_are_no_bids, in the tests of batches",
    **dict.fromkeys(
        ["file-changing", "timed-out", "broke-off", "figure-too-fine", "findings-left-off"], "the tests of batches"
    ),
    "results-contradictory": "test_tables_that_contradict_one_another_are_refused, in the tests of the summary",
    "results-disagree": "test_a_file_that_two_results_judge_differently_is_refused, in the same",
    **dict.fromkeys(["yearly-goal-incomplete", "yearly-goal-twice"], "the tests of New York's summary"),
    **dict.fromkeys(["row-unnamed", "contract-twice", "facts-contradict"], "the tests of penalty"),
    **dict.fromkeys(
        ["no-firms", "firm-twice", "order-unclear", "list-changed", "history-broken", "history-contradicts"],
        "the tests of the commands of the rotation",
    ),
    **dict.fromkeys(["invitation-differs", "entry-late"], "the same"),
    **dict.fromkeys(OUTREACH, "the tests of reading an outreach"),
    **dict.fromkeys(
        ["outreach-differs", "outreach-name-differs", "outreach-missing", "outreach-without-bid", "outreach-open"],
        "the tests of an outreach in the ranking of bids",
    ),
    **dict.fromkeys(
        ["pledged-differs", "group-not-counted", "listed-above-base"], "the tests of participation and schedules"
    ),
    "template-without-fields": "test_a_template_without_anything_of_the_evaluation, in the tests of the memo",
}
TERMS = Terms.of("la-lbpp", {}, {})


def evaluation_of(made, tmp_path, terms=TERMS):
    made.save(tmp_path / "bids.xlsx")
    return evaluate_file(tmp_path / "bids.xlsx", terms)


@pytest.mark.parametrize("code", BROKEN)
def test_broken_input(code, tmp_path):
    make, cell = BROKEN[code]
    result = evaluation_of(make(), tmp_path)
    found = [finding for finding in result.findings if finding.code == code]
    assert found, [finding.code for finding in result.findings]
    assert found[0].cell == cell
    assert found[0].file.endswith("bids.xlsx")
    assert found[0].message
    assert found[0].hint
    refused = CATALOGUE[code][0] == "error"
    assert (result.award is None) == refused
    assert exit_status(result) == (1 if refused else 0)


@pytest.mark.parametrize("make", [book, certified], ids=["alone", "with a register"])
def test_the_good_workbook_has_no_findings(make, tmp_path):
    assert evaluation_of(make(), tmp_path).findings == ()


@pytest.mark.parametrize("name", ["TOTAL", "Engineer\N{RIGHT SINGLE QUOTATION MARK}s Estimate", "Grand total:"])
def test_a_total_is_no_bidder(name, tmp_path):
    """A row below the table would be ranked as a bid, and an estimate is often the lowest of all."""
    result = evaluation_of(book(bid={"Bidder": name}, sub={"Bidder": "Beta"}), tmp_path)
    assert [finding.code for finding in result.findings] == ["no-bidder"]


def test_every_code_has_a_broken_input():
    assert set(BROKEN) | set(ELSEWHERE) == set(CATALOGUE)


def test_all_findings_come_out_at_once():
    """The sample with a dozen different errors names each of them, in one run."""
    result = evaluate_file(SAMPLE_BIDS / "many_errors.xlsx", TERMS)
    errors = {(finding.code, finding.cell) for finding in result.findings if finding.severity == "error"}
    assert errors == {
        ("choice-unknown", "Solicitation!B5"),
        ("date-unreadable", "Solicitation!B8"),
        ("amount-missing", "Bids!B3"),
        ("amount-unreadable", "Bids!B4"),
        ("amount-not-positive", "Bids!B5"),
        ("mark-unreadable", "Bids!E6"),
        ("subcontractors-exceed-bid", "Bids!B7"),
        ("bidder-twice", "Bids!A8"),
        ("bidder-missing", "Bids!A9"),
        ("reason-without-answer", "Bids!H10"),
        ("cell-error", "Bids!B11"),
        ("formula-uncalculated", "Bids!B12"),
        ("bidder-unknown", "Subcontractors!A4"),
        ("amount-missing", "Subcontractors!D5"),
    }


def test_the_nearest_known_name_is_suggested(tmp_path):
    result = evaluation_of(heading("Bids", "B1", "Bid ammount"), tmp_path)
    assert "Bid amount" in next(finding.message for finding in result.findings if finding.code == "column-misspelt")
    result = evaluation_of(book(sub={"Bidder": "Alfa"}), tmp_path)
    assert "Alpha" in next(finding.hint for finding in result.findings if finding.code == "bidder-unknown")


@pytest.mark.parametrize(
    ("due", "refused"), [(date(2024, 3, 26), True), (date(2024, 3, 27), False)], ids=["day-before", "first-day"]
)
def test_rules_are_never_carried_back(due, refused, tmp_path):
    """Rules and Procedures: effective March 27, 2024."""
    assert (evaluation_of(book({"Bid due date": due}), tmp_path).award is None) == refused


@pytest.mark.parametrize(
    ("price", "other", "refused"),
    [("150000.00", "150000.01", True), ("150000.00", "149999.99", False), ("150000.01", "999999.99", False)],
)
def test_contract_value_is_needed_only_where_the_bids_straddle_the_limit(price, other, refused, tmp_path):
    bids = [{"Bidder": "Alpha", "Bid amount": price}, {"Bidder": "Beta", "Bid amount": other}]
    made = workbook({"Bid due date": date(2025, 6, 2)}, bids, [])
    assert (evaluation_of(made, tmp_path).award is None) == refused


def test_an_option_overrides_the_sheet(tmp_path):
    from decimal import Decimal

    result = evaluation_of(book(), tmp_path, Terms.of("la-lbpp", {"contract_value": Decimal("150000.00")}, {}))
    assert result.procedure.id == "up-to-150000"
    assert [(finding.code, finding.cell) for finding in result.findings] == [("option-overrides", "Solicitation!B4")]


def test_windows_text_is_read_with_a_warning(tmp_path):
    (tmp_path / "bids.csv").write_bytes('Bidder,Bid amount\nNúñez,"$200,000.00"\n'.encode("cp1252"))
    result = evaluate_file(tmp_path / "bids.csv", TERMS)
    assert [entry.bid.bidder for entry in result.bids] == ["Núñez"]
    assert "encoding-assumed" in {finding.code for finding in result.findings}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_text_tables(encoding, delimiter, tmp_path):
    text = delimiter.join(["Bidder", "Bid amount"]) + "\n" + delimiter.join(["Núñez", "200000.00"]) + "\n"
    (tmp_path / "bids.csv").write_bytes(text.encode(encoding))
    result = evaluate_file(tmp_path / "bids.csv", TERMS)
    assert [entry.bid.bidder for entry in result.bids] == ["Núñez"]
    assert result.bids[0].bid.source.cells["quoted_price"] == "B2"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.xlsx", b"", "file-empty"),
        ("notes.xlsx", b"Bidder,Bid amount\n", "not-a-spreadsheet"),
        ("page.xlsx", b"<html></html>", "not-a-spreadsheet"),
        ("scan.csv", b"%PDF-1.7\0\0\xff", "not-a-spreadsheet"),
        ("cut.xlsx", b"PK\x03\x04 cut off", "file-damaged"),
    ],
)
def test_files_that_are_no_spreadsheets(name, content, code, tmp_path):
    (tmp_path / name).write_bytes(content)
    run = lbpp("evaluate", tmp_path / name)
    assert (run.returncode, run.stdout) == (2, "")
    assert code in run.stderr
    assert "hint:" in run.stderr


def test_a_password_is_named(tmp_path):
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 512
    (tmp_path / "locked.xlsx").write_bytes(content)
    run = lbpp("evaluate", tmp_path / "locked.xlsx")
    assert run.returncode == 2
    assert "error password" in run.stderr


def test_missing_file_folder_and_device(tmp_path):
    for name, code in ((tmp_path / "nothing.xlsx", "file-missing"), (tmp_path, "file-not-regular")):
        run = lbpp("evaluate", name)
        assert run.returncode == 2
        assert code in run.stderr


def test_an_empty_workbook(tmp_path):
    openpyxl.Workbook().save(tmp_path / "bids.xlsx")
    result = evaluate_file(tmp_path / "bids.xlsx", TERMS)
    assert {finding.code for finding in result.findings} >= {"sheet-missing"}
    assert exit_status(result) == 1


def test_a_bid_that_is_not_responsive_needs_no_amount(tmp_path):
    """It is listed with its reason and not ranked; a responsive bid without amount is an error."""
    made = book(bid={"Bid amount": None, "Responsive": "no", "Reason": "no bid"}, sub={"Bidder": "Beta"})
    entries = {entry.bid.bidder: entry for entry in evaluation_of(made, tmp_path).bids}
    assert (entries["Alpha"].status, entries["Alpha"].reason, entries["Alpha"].rank_after) == (
        "not-ranked",
        "no bid",
        None,
    )
