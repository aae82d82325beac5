"""``--outreach``: the result of an outreach in the ranking of bids, in each form, and what is found on the way."""

import json
import re
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from make_samples import save
from make_samples import workbook as bid_workbook
from outreaches import ALPHA, BETA, ENGINEERING, GOOD, SURVEYING, judged, notices, records
from outreaches import workbook as outreach_workbook
from running import ROOT, as_seen, lbpp

from lbpp_cli.commands import options
from lbpp_cli.from_files import Terms, evaluate_file
from lbpp_cli.model import AWARD, NO_AWARD, NOT_RANKED, RANKED, Bid, Solicitation, Source, Tabulation
from lbpp_cli.outreach.bids import screened
from lbpp_cli.outreach.decisions import NO, PERSON, YES
from lbpp_cli.render import as_json
from lbpp_cli.render.kept_rows import kept_rows
from lbpp_cli.render.result_rows import rows_of
from lbpp_cli.status import exit_status

DUE = date(2026, 3, 30)


def tabulation(*bids, **solicitation):
    """Bids by bidder and price, the lowest first unless said."""
    source = Source("bids.xlsx", {"bidder": "Bids!A2"})
    made = tuple(
        one if isinstance(one, Bid) else Bid(source, one[0], Decimal(one[1]), frozenset()) for one in bids
    )  # fmt: skip
    return Tabulation((), Solicitation(source, **({"due": DUE} | solicitation)), made)


def failing():
    """Alpha notified 12 of the 13 firms in time that C.4 asks for of 21 (60% is 12.6); all else is good."""
    sent = [
        *notices(ALPHA, ENGINEERING, 12),
        *notices(ALPHA, SURVEYING, 6),
        *(row for row in GOOD["Notices"] if row["Proposer"] == BETA),
    ]
    return records(notices=sent)


def open_one():
    """Nobody wrote down when Alpha sent its summary sheet: that needs a person."""
    return records(alpha={"Summary sheet sent": None})


def bids(*rows, **solicitation):
    fields = {
        "Solicitation number": "RFP-1",
        "Title": "Design services",
        "Contract value": 1_000_000,
        "Bid due date": DUE,
    }
    headings = ("LBE", "CBE", "LSB", "LTE", "Responsive", "Reason")
    made = [{"Bidder": name, "Bid amount": amount, **dict.fromkeys(headings), **more} for name, amount, more in rows]
    return bid_workbook(fields | solicitation, made, [])


@pytest.fixture
def folder(tmp_path):
    save(bids((ALPHA, 900_000, {}), (BETA, 970_000, {"LBE": "x"})), tmp_path / "bids.xlsx")
    for name, made in (("failing", failing()), ("open", open_one()), ("good", records())):
        save(outreach_workbook(made), tmp_path / f"{name}.xlsx")
    return tmp_path


def evaluation(folder, outreach, *readings, file="bids.xlsx"):
    records_of, _ = options.outreach_of([str(folder / outreach)], readings)
    return evaluate_file(folder / file, Terms.of("la-lbpp", {}, {})._replace(outreach=records_of), lambda one: one.name)


def codes(found):
    return [(one.code, one.severity) for one in found]


def test_a_failing_proposer_is_not_ranked(folder):
    """C: all indicators must be passed to be responsive. Alpha is lowest and loses to Beta, at Beta's own price."""
    found = evaluation(folder, "failing.xlsx")
    alpha, beta = found.bids
    assert (alpha.status, beta.status) == (NOT_RANKED, RANKED)
    assert alpha.reason == (
        "outreach not responsive: indicator 4, Written notices (C.4): 541330 Engineering services: sent to 12 of 13 "
        "needed (21 registered, 60%); latest notice 15 days before the due date [Work areas!C2, Notices!C2:C13]"
    )
    assert (found.award.decision, found.award.bidder, found.award.contract_amount) == (
        AWARD,
        BETA,
        Decimal("970000.00"),
    )
    assert found.outreach.away_from == (ALPHA,)
    assert exit_status(found) == 0
    assert exit_status(found, strict=True) == 3


def test_a_good_outreach_changes_nothing(folder):
    without = evaluate_file(folder / "bids.xlsx", Terms.of("la-lbpp", {}, {}))
    found = evaluation(folder, "good.xlsx")
    assert found.award == without.award
    assert [one.responsive for one in found.outreach.outcomes] == [YES, YES]
    assert (found.outreach.away_from, found.outreach.turning, exit_status(found)) == ((), (), 0)


def test_one_that_needs_a_person_stays_ranked(folder):
    """It is named, and a person must decide: the award turns on the lowest bidder."""
    found = evaluation(folder, "open.xlsx")
    assert [entry.status for entry in found.bids] == [RANKED, RANKED]
    assert (found.award.bidder, found.outreach.turning, exit_status(found)) == (ALPHA, (ALPHA,), 3)
    assert ("outreach-open", "warning") in codes(found.findings)


def test_the_award_does_not_turn_on_one_that_is_not_first(folder):
    """It needs a person all the same, and the status says so."""
    save(bids((ALPHA, 999_000, {}), (BETA, 950_000, {})), folder / "bids.xlsx")
    found = evaluation(folder, "open.xlsx")
    assert (found.award.bidder, found.outreach.turning, exit_status(found)) == (BETA, (), 3)


@pytest.mark.parametrize("outreach", ["open.xlsx", "failing.xlsx", "good.xlsx"])
def test_kept_as_json_it_tells_the_same_exit_status(outreach, folder):
    """Results that are read again, as lbpp summary does, say of an open outreach too that a person is needed."""
    found = evaluation(folder, outreach)
    assert kept_rows(json.loads(as_json.render(found))) == rows_of(found, exit_status(found))


def test_nobody_is_left(folder):
    save(bids((ALPHA, 900_000, {})), folder / "bids.xlsx")
    found = evaluation(folder, "failing.xlsx")
    assert (found.award.decision, found.outreach.away_from, exit_status(found)) == (NO_AWARD, (ALPHA,), 3)


def test_a_reading_of_the_outreach_is_chosen_by_its_name(folder):
    """Of 201 registered firms 20 were notified: enough as the table prints it, one too few rounded up (C.4)."""
    areas = [{**GOOD["Work areas"][0], "Registered": 201}, GOOD["Work areas"][1]]
    sent = [row for name in (ALPHA, BETA) for row in notices(name, ENGINEERING, 20 if name == ALPHA else 21)]
    sent += [row for name in (ALPHA, BETA) for row in notices(name, SURVEYING, 6)]
    save(outreach_workbook(records(areas=areas, notices=sent)), folder / "hangs.xlsx")
    printed = evaluation(folder, "hangs.xlsx")
    rounded = evaluation(folder, "hangs.xlsx", "over-200=round-up")
    assert [one.award.bidder for one in (printed, rounded)] == [ALPHA, BETA]
    assert [exit_status(one) for one in (printed, rounded)] == [3, 3]
    assert rounded.outreach.readings["over-200"] == "round-up"
    assert "read over-200=round-up, it would not be responsive" in printed.outreach.outcomes[0].reason


def test_explicitly_responsive_is_no_contradiction(folder):
    """The tabulation speaks of the bid; the outreach is judged beside it."""
    save(bids((ALPHA, 900_000, {"Responsive": "yes"}), (BETA, 950_000, {})), folder / "bids.xlsx")
    found = evaluation(folder, "failing.xlsx")
    assert found.bids[0].status == NOT_RANKED
    assert [one.severity for one in found.findings if one.code.startswith("outreach")] == []


def test_a_reason_of_the_tabulation_stays():
    """Who is out already is not said to lose the award for its outreach."""
    bid = Bid(Source("bids.xlsx", {}), ALPHA, Decimal(9), frozenset(), responsive=False, reason="no bond")
    found = screened(tabulation(bid, (BETA, 10)), judged(failing()))
    assert found.tabulation.bids[0].reason.startswith("no bond; outreach not responsive: indicator 4")
    assert [(one.responsive, one.was_ranked) for one in found.outcomes] == [(NO, False), (YES, True)]


def test_names_in_another_case_are_the_same_bidder():
    found = screened(tabulation((ALPHA.upper(), 9), (f" {BETA} ", 10)), judged(failing()))
    assert [one.responsive for one in found.outcomes] == [NO, YES]
    assert found.findings == ()


@pytest.mark.parametrize(
    ("bidders", "fields", "expected"),
    [
        ((ALPHA, BETA), {}, []),
        ((ALPHA, BETA), {"due": date(2026, 3, 31)}, [("outreach-differs", "error")]),
        ((ALPHA, BETA), {"number": "RFP-2"}, [("outreach-differs", "error")]),
        ((ALPHA, BETA), {"number": "rfp 1"}, []),
        ((ALPHA, BETA), {"due": None}, []),
        ((ALPHA,), {}, [("outreach-without-bid", "warning")]),
        ((ALPHA, BETA, "Gamma"), {}, [("outreach-missing", "warning")]),
        (("Alpha Engineers Inc", BETA), {}, [("outreach-name-differs", "error")]),
    ],
    ids=["good", "due", "number", "number-spelt", "no-due", "no-bid", "no-records", "nearly"],
)
def test_found_between_the_two_files(bidders, fields, expected):
    given = tabulation(*((name, 9) for name in bidders), **fields)
    assert codes(screened(given, judged(records())).findings) == expected


def test_without_records_stays_ranked_and_needs_a_person():
    """That nobody wrote anything down is not taken for a failure (B.9 is about what was not submitted)."""
    found = screened(tabulation((ALPHA, 9), (BETA, 10), ("Gamma", 8)), judged(records()))
    assert found.tabulation.bids[2].responsive
    assert (found.outcomes[2].responsive, found.outcomes[2].open) == (PERSON, True)


def test_errors_of_both_files_come_out_at_once(folder):
    made = records()
    made["Notices"][0]["Groups"] = "XBE"
    save(outreach_workbook(made), folder / "wrong.xlsx")
    save(bids((ALPHA, None, {}), (BETA, 950_000, {})), folder / "bids.xlsx")
    found = evaluation(folder, "wrong.xlsx")
    assert found.award is None
    assert {(one.file, one.code) for one in found.findings if one.severity == "error"} == {
        ("bids.xlsx", "amount-missing"), ("wrong.xlsx", "group-unknown"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "arguments",
    [
        ("evaluate", "bids.xlsx", "--outreach", "failing.xlsx"),
        ("evaluate", "bids.xlsx", "--outreach", "open.xlsx"),
        ("evaluate", "bids.xlsx", "--outreach", "missing.xlsx"),
        ("evaluate", "bids.xlsx", "bids.xlsx", "--outreach", "good.xlsx"),
        ("evaluate", "bids.xlsx", "--outreach", "good.xlsx", "--reading", "over-200=up"),
        ("report", "bids.xlsx", "--outreach", "good.xlsx", "-o", "good.xlsx", "--force"),
        ("explain", "bids.xlsx", "--outreach", "failing.xlsx", "--bidder", ALPHA),
        ("whatif", "bids.xlsx", "--outreach", "failing.xlsx"),
        ("memo", "bids.xlsx", "--outreach", "failing.xlsx"),
        ("memo", "bids.xlsx", "--outreach", "open.xlsx"),
    ],
    ids=" ".join,
)
def test_as_seen(arguments, folder, snapshot):
    """Exit status, standard output and standard error at 80 columns."""
    run = lbpp(*arguments, cwd=folder, columns=80, PYTHONPATH=str(ROOT))
    assert re.sub("[0-9a-f]{64}", "SHA-256", as_seen(run)) == snapshot


def _hash(path):
    from hashlib import sha256

    return sha256(path.read_bytes()).hexdigest()


def test_json_says_it_and_names_the_file(folder):
    run = lbpp("evaluate", "bids.xlsx", "--outreach", "failing.xlsx", "--format", "json", cwd=folder)
    made = json.loads(run.stdout)
    assert [one["file"] for one in made["input"]] == ["bids.xlsx", "failing.xlsx"]
    assert [(one["role"], one["sha256"]) for one in made["receipt"]["inputs"]] == [
        ("bids", _hash(folder / "bids.xlsx")), ("outreach", _hash(folder / "failing.xlsx")),
    ]  # fmt: skip
    assert made["outreach"]["award_goes_away_from"] == [ALPHA]
    assert [one["responsive"] for one in made["outreach"]["bidders"]] == [NO, YES]
    assert made["outreach"]["remedies"][0]["clause"] == "D"
    assert made["receipt"]["readings"]["over-200"] == "printed-floor"


@pytest.mark.parametrize("name", ["report.xlsx", "report.html", "result.json"])
def test_verified_with_its_outreach(name, folder):
    """What was made with an outreach agrees with it, and differs with another."""
    command = "evaluate" if name.endswith("json") else "report"
    assert lbpp(command, "bids.xlsx", "--outreach", "failing.xlsx", "-o", name, cwd=folder).returncode == 0
    assert lbpp("verify", name, cwd=folder).returncode == 0
    made = openpyxl.load_workbook(folder / "failing.xlsx")
    made["Work areas"]["C2"] = 20  # 80% of 20 registered firms are 16
    made.save(folder / "failing.xlsx")
    run = lbpp("verify", name, cwd=folder)
    assert run.returncode == 1
    assert "input failing.xlsx" in run.stdout


def test_no_letters_before_a_hearing(folder):
    """D: it may present further evidence before the award goes away from it; a letter would announce that award."""
    run = lbpp("memo", "bids.xlsx", "--outreach", "failing.xlsx", "-o", "memo.md", "--letters", "letters", cwd=folder)
    assert run.returncode == 3
    assert not (folder / "letters").exists()
    assert "may present further evidence at a hearing (D)" in (folder / "memo.md").read_text()


def test_works_with_another_program(folder):
    """Whoever fails is left out whatever program ranks the rest."""
    for program in ("la-lbpp", "oakland-lslbe"):
        run = lbpp(
            "evaluate", "bids.xlsx", "--outreach", "failing.xlsx", "--program", program, "--format", "json", cwd=folder
        )
        made = json.loads(run.stdout)
        assert made["program"] == program
        if made["award"] is not None:
            assert made["bids"][0]["status"] == NOT_RANKED
            assert "indicator 4" in made["bids"][0]["reason"]
        else:
            assert all(not one["code"].startswith("outreach") for one in made["findings"])
