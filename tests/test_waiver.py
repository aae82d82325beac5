"""Section 7 of the rules: when no preference applies (Procedure 6.B)."""

import json
from datetime import date
from decimal import Decimal

import pytest
from build import LA, bid, by_bidder, certification, codes, evaluated, sub, tabulation
from make_samples import workbook

from lbpp_cli.from_files import Terms, evaluate_file
from lbpp_cli.model import BID, PROPOSAL
from lbpp_cli.render import as_json, award_words, words
from lbpp_cli.render.console import render
from lbpp_cli.render.layout import Page
from lbpp_cli.status import exit_status

GROUNDS = {
    "restricted funds": ("6.B.1", "not entirely within the City's control"),
    "conflict of law": ("6.B.2", "conflict with federal or state law"),
    "best interest": ("6.B.3", "not in the City's best interest"),
}
grounds = pytest.mark.parametrize("ground", GROUNDS)


def waived(ground, document="Memo of May 5, 2025", **more):
    """A City Business, a bid with a certified subcontractor, and a bid without anything; the dearest has the most."""
    return tabulation(
        bid("Alpha", "110000.00", ["LBE", "CBE", "LSB"]),
        bid("Beta", "105000.00", subs=[sub("Gamma", "60000.00", ["LBE", "LSB"])]),
        bid("Delta", "100000.00"),
        waiver=ground,
        waiver_document=document,
        **more,
    )


@pytest.mark.parametrize("contract_value", ["150000.00", "1000000.00"])
@pytest.mark.parametrize("kind", [BID, PROPOSAL])
@grounds
def test_no_bid_has_a_preference(ground, kind, contract_value):
    """6.B: "The Article applies only to", "shall not apply", "without applying a preference": 0% for each bid.

    Without a waiver all but Delta would have one.
    """
    given = waived(ground, contract_value=contract_value)
    if kind == PROPOSAL:
        scored = [
            bid(one.bidder, one.quoted_price, one.certifications, one.subcontractors, score=Decimal(80))
            for one in given.bids
        ]
        given = tabulation(
            *scored,
            kind=kind,
            total_points=Decimal(100),
            waiver=ground,
            waiver_document="Memo",
            contract_value=contract_value,
        )
    for entry in evaluated(given).bids:
        assert (entry.adjustment.percent, entry.adjustment.steps) == (0, ())
        assert (entry.adjustment.value or 0, entry.adjustment.points or 0) == (0, 0)
        assert entry.rank_before == entry.rank_after


@grounds
def test_the_ranking_is_the_one_without_preference(ground):
    """Section 7: "the ranking without preference": by price Delta, Beta, Alpha, and the award at 100,000.00.

    With the preference Alpha would be first: 12% of 110,000.00 = 13,200.00, 96,800.00.
    """
    result = evaluated(waived(ground))
    ranks = {name: (entry.rank_before, entry.rank_after) for name, entry in by_bidder(result).items()}
    assert ranks == {"Alpha": (3, 3), "Beta": (2, 2), "Delta": (1, 1)}
    award = result.award
    assert (award.bidder, award.contract_amount) == ("Delta", Decimal("100000.00"))
    assert (award.changed_by_preference, award.cost_of_preference) == (False, Decimal("0.00"))
    assert evaluated(waived(None, None)).award.bidder == "Alpha"


@grounds
def test_the_ground_and_the_document_are_shown(ground):
    """Section 7: "the ground, and the document that states it"; the clause is the item of 6.B."""
    clause, text = GROUNDS[ground]
    result = evaluated(waived(ground))
    shown = words.waiver(result, LA)
    assert clause in shown
    assert text in shown
    assert "Memo of May 5, 2025" in shown
    assert all(part in " ".join(render(result, LA, Page()).split()) for part in (clause, text, "Memo of May 5, 2025"))
    machine = json.loads(as_json.render(result))
    assert (machine["solicitation"]["waiver"], machine["solicitation"]["waiver_document"]) == (
        ground,
        "Memo of May 5, 2025",
    )
    assert clause in by_bidder(result)["Beta"].adjustment.credits[0].note


@grounds
def test_nothing_is_assumed_and_no_reading_matters(ground):
    """Section 7: without a preference nothing hangs on where work is performed, who is certified, or how 4.B is read."""
    given = waived(
        ground,
        certifications=[
            certification("Alpha", "LBE", date(2025, 7, 1), applied=date(2025, 1, 1)),
            certification("Alpha", "CBE", applied=date(2025, 1, 1)),
        ],
    )
    result = evaluated(given)
    assert result.assumptions == ()
    assert result.changed_by == ()
    assert all(pending.first_if_approved is None for pending in result.pending)
    assert exit_status(result, strict=True) == 0
    assert award_words.verdict(result).startswith("Stable")


def test_nobody_is_told_to_expedite_what_cannot_count():
    """6.B and 2.A.1: under a waiver approval would not make a certification count, so the text must not say so."""
    given = waived("restricted funds", certifications=[certification("Alpha", "LBE", applied=date(2025, 1, 1))])
    assert not any("would make it count" in pending.text for pending in evaluated(given).pending)


def test_false_claims_and_lost_standing_change_nothing_further():
    """6.B comes first: there is no preference to lose."""
    given = tabulation(
        bid("Alpha", "110000.00", ["LBE"], local_status="false claim"),
        bid("Beta", "105000.00", ["LBE"], local_status="not qualified"),
        waiver="best interest", waiver_document="Memo",
    )  # fmt: skip
    assert {entry.adjustment.percent for entry in evaluated(given).bids} == {0}


def test_discounts_still_make_the_bid_price():
    """Definitions, "Bid Price": discounts are not a preference. 105,000.00 less 5% = 99,750.00 is below 100,000.00."""
    given = tabulation(
        bid("Alpha", "105000.00", combined_discount=Decimal(5)), bid("Beta", "100000.00", ["LBE", "CBE"]),
        waiver="best interest", waiver_document="Memo", combined_discount_allowed=True, items=2,
    )  # fmt: skip
    award = evaluated(given).award
    assert (award.bidder, award.contract_amount) == ("Alpha", Decimal("105000.00"))


def test_an_award_that_rests_on_a_discount_says_so_under_a_waiver_too():
    """Section 2: no minimum of days is stated, so the discount is taken to count; a waiver does not make that certain.

    Alpha 105,000.00 less 5% = 99,750.00 beats 100,000.00 by the discount alone.
    """
    given = tabulation(
        bid("Alpha", "105000.00", cash_discount=Decimal(5), cash_discount_days=10), bid("Beta", "100000.00"),
        waiver="best interest", waiver_document="Memo", cash_discount_counted=True,
    )  # fmt: skip
    result = evaluated(given)
    assert result.award.bidder == "Alpha"
    assert [taken.award_changes_without_it for taken in result.assumptions] == [True]


@pytest.mark.parametrize(("document", "found"), [(None, ["waiver-document-missing"]), ("Memo", [])])
def test_the_document_is_asked_for(document, found):
    """Section 7, 6.B.3 "makes a written determination": without the document a warning asks for it, and says "not named"."""
    result = evaluated(waived("best interest", document))
    assert codes(result) == found
    assert ("Document: not named" in words.waiver(result, LA)) == bool(found)
    assert result.award.bidder == "Delta"


def test_without_a_waiver_nothing_is_said_of_one():
    assert words.waiver(evaluated(waived(None, None)), LA) == ""


@pytest.mark.parametrize("written", ["Restricted funds", "conflict of LAW", "Best interest"])
def test_the_ground_is_read_from_the_sheet(written, tmp_path):
    """Section 7, as a buyer writes it: the three grounds by their names, whatever the case."""
    solicitation = {
        "Kind": "Bid", "Contract value": 1_000_000, "Bid due date": date(2025, 6, 2),
        "Preference waived": written, "Waiver document": "Grant agreement 7, section 3",
    }  # fmt: skip
    workbook(solicitation, [{"Bidder": "Alpha", "Bid amount": 100_000, "LBE": "x"}], []).save(tmp_path / "bids.xlsx")
    result = evaluate_file(tmp_path / "bids.xlsx", Terms.of("la-lbpp", {}, {}))
    assert result.solicitation.waiver == written.lower()
    assert result.bids[0].adjustment.percent == 0
    assert "Grant agreement 7, section 3" in words.waiver(result, LA)


def test_an_unknown_ground_is_refused(tmp_path):
    """6.B has three grounds; anything else is not a waiver, and must not quietly be none."""
    solicitation = {"Kind": "Bid", "Bid due date": date(2025, 6, 2), "Preference waived": "yes"}
    workbook(solicitation, [{"Bidder": "Alpha", "Bid amount": 100_000}], []).save(tmp_path / "bids.xlsx")
    result = evaluate_file(tmp_path / "bids.xlsx", Terms.of("la-lbpp", {}, {}))
    assert result.award is None
    assert "choice-unknown" in codes(result)
