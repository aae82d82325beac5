"""Section 6.1 and 6.2 of the rules need to know which firm a row of a register is about: when two names are one firm."""

import unicodedata
from datetime import date

import pytest
from build import bid, certification, codes, evaluated, tabulation
from hypothesis import given
from hypothesis import strategies as st
from make_samples import workbook

from lbpp_cli.from_files import Terms, evaluate_file
from lbpp_cli.names import firm_key, firm_keys, same_bidder_key
from lbpp_cli.read.register import read_register
from lbpp_cli.read.workbook import Sheet

EARLIER = date(2025, 1, 15)
SAME = [
    ("Núñez & Sons Paving, Inc.", "NÚÑEZ AND SONS PAVING"),
    ("West Coast Arborists, Inc.", "West Coast Arborists"),
    ("Canopy West Tree Service, LLC", "Canopy West Tree Service L.L.C."),
    ("Canopy West Tree Service", "canopy  west   tree service"),
    ("Pico-Union Survey", "Pico Union Survey"),
    ("Figueroa Hardscape Co.", "Figueroa Hardscape Company"),
    ("Griffith Grading Corp.", "Griffith Grading Corporation"),
    ("O'Malley Contractors", "OMalley Contractors"),
    ("O'Malley Contractors", "O\N{RIGHT SINGLE QUOTATION MARK}Malley Contractors"),
    ("A.C. Martin Partners", "AC Martin Partners"),
    ("Garabedian Bros., Ltd.", "Garabedian Bros Limited"),
    (unicodedata.normalize("NFD", "Núñez Paving"), unicodedata.normalize("NFC", "Núñez Paving")),
]
DIFFERENT = [
    ("West Coast Arborists", "East Coast Arborists"),
    ("Alpha Builders", "Alpha Builders West"),
    ("Alpha Builders 1", "Alpha Builders 2"),
    ("Alpha Builders", "Alpha Builder"),
    ("Alpha Builders", "Alpha Builders / Beta Paving, a Joint Venture"),
    ("Inc.", "LLC"),
    ("Nunez Paving", "Núñez Paving"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_firm_but_for_case_punctuation_and_legal_form(one, other):
    """Case, punctuation and legal form are how a clerk wrote a name, not which firm it is."""
    assert firm_key(one) == firm_key(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_a_similar_name_is_another_firm(one, other):
    """A certification is one firm's (2.B): taking a similar name for it would give a preference to another."""
    assert firm_key(one) != firm_key(other)


def test_a_legal_form_alone_is_a_name():
    """A name of nothing but a legal form keeps it: otherwise two such firms would be one."""
    assert (firm_key("Company"), firm_key("The Co.")) == ("company", "the")


WORDS = st.lists(st.sampled_from(["alpha", "núñez", "sons", "2nd", "paving"]), min_size=1, max_size=5)


@given(WORDS, st.data())
def test_neither_case_nor_separators_nor_a_legal_form_change_the_firm(words, data):
    """Whatever a clerk puts between the words of a name and after them, the firm is the same."""
    separator = st.sampled_from([" ", ", ", "-", " / ", " (", ") ", ". ", "  "])
    written = "".join(
        data.draw(st.sampled_from([word, word.upper(), word.title()])) + data.draw(separator) for word in words
    )
    written += data.draw(st.sampled_from(["", "Inc.", "LLC", "L.L.C.", "CO.", "Corp", "Company, Inc."]))
    assert firm_key(written) == " ".join(words)


ODD = [name for pair in (*SAME, *DIFFERENT) for name in pair] + [
    "",
    "\n",
    "The\nCo.",
    "Inc",
    "Co. Inc",
    "İnc_x",
    "\xa0&\x85",
]


@given(st.lists(st.sampled_from(ODD) | st.text("aZé.&' \n,_\u0301\u200b’", max_size=8), max_size=6))
def test_the_keys_of_many_firms_are_those_of_each(names):
    """Names are looked at all at once, a line each: a name of two lines, or of nothing, must not shift the others."""
    assert firm_keys(names) == [firm_key(name) for name in names]


def test_bidders_of_one_tabulation_differ_by_more_than_case_and_spaces():
    """Two bids of "Alpha Inc." and "Alpha LLC" are two bidders: they are never thrown together."""
    assert same_bidder_key("  ALPHA   Paving ") == same_bidder_key("Alpha Paving")
    assert same_bidder_key("Alpha, Inc.") != same_bidder_key("Alpha Inc")


def suggested(name, *known):
    """What is suggested for a bidder by a register of these firms."""
    rows = [["Firm", "Certification", "Granted"], *([firm, "LBE", ""] for firm in known)]
    register, _ = read_register("register.csv", Sheet("", rows, {}), [bid(name)], ("LBE", "CBE", "LSB", "LTE"))
    return register.similar.get(name, ())


def test_similar_names_share_a_word_and_come_nearest_first():
    """A suggestion is for a person to check, so it has to be near; at most three, the nearest first."""
    known = ["Beta Paving", "Coast Arborists", "West Coast Arborists of Reno", "East Coast Arborists", "Coast Arborist"]
    found = suggested("West Coast Arborists", *known)
    assert found[0] == "East Coast Arborists"
    assert "Beta Paving" not in found
    assert len(found) == 3
    assert suggested("Wxst Cxast", "West Coast") == ()


def test_nothing_is_suggested_for_a_firm_that_is_in_the_register():
    assert suggested("West Coast Arborists", "West Coast Arborists, Inc.", "East Coast Arborists") == ()


# In an evaluation


@pytest.mark.parametrize(("one", "other"), SAME)
def test_a_certification_counts_under_another_spelling(one, other):
    """2.B: the register's "West Coast Arborists, Inc." proves the certification of the bid's West Coast Arborists."""
    result = evaluated(tabulation(bid(one, marks=["LBE"]), certifications=[certification(other, "LBE", EARLIER)]))
    assert result.bids[0].adjustment.percent == 6
    assert codes(result) == []


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_a_certification_of_a_similar_name_does_not_count(one, other):
    """2.B: it is another firm's. 6% of an LBE is not granted, and a finding says that the claim is not proved."""
    result = evaluated(tabulation(bid(one, marks=["LBE"]), certifications=[certification(other, "LBE", EARLIER)]))
    assert result.bids[0].adjustment.percent == 0
    assert codes(result) == ["claim-without-evidence"]


def test_two_firms_that_differ_in_legal_form_alone_cannot_be_told_apart():
    """2.B: the bid names neither of the two; one is certified and the other is not, so nothing is guessed."""
    held = [certification("Alpha, Inc.", "LBE", EARLIER), certification("Alpha LLC", "LSB", EARLIER)]
    result = evaluated(tabulation(bid("Alpha", marks=["LBE"]), certifications=held))
    assert result.bids[0].adjustment.percent == 0
    assert "give the RAMP account" in result.findings[0].message


def test_the_exact_spelling_is_preferred_to_another_legal_form():
    """2.B: where the register has the name as it stands in the bid, that row is meant."""
    held = [certification("Alpha, Inc.", "LBE", EARLIER), certification("Alpha LLC", "CBE", EARLIER)]
    result = evaluated(tabulation(bid("Alpha, Inc.", marks=["LBE", "CBE"]), certifications=held))
    assert result.bids[0].adjustment.percent == 6


def test_a_similar_firm_is_suggested_and_not_taken(tmp_path):
    """2.B: "West Coast Arborists" is not in the register; "East Coast Arborists" is named for a person to check."""
    made = workbook(
        {"Kind": "Bid", "Contract value": 1_000_000, "Bid due date": date(2025, 6, 2)},
        [{"Bidder": "West Coast Arborists", "Bid amount": 900_000, "LBE": "x"}],
        [],
    )
    made.save(tmp_path / "bids.xlsx")
    (tmp_path / "register.csv").write_text(
        "Firm,Certification,Granted\nEast Coast Arborists,LBE,2025-01-15\nBeta Paving,LBE,2025-01-15\n"
    )
    terms = Terms.of("la-lbpp", {}, {})._replace(certifications=tmp_path / "register.csv")
    result = evaluate_file(tmp_path / "bids.xlsx", terms)
    (finding,) = [found for found in result.findings if found.code == "claim-without-evidence"]
    assert "is not in the register" in finding.message
    assert "East Coast Arborists" in finding.hint
    assert "Beta Paving" not in finding.hint
    assert result.bids[0].adjustment.percent == 0


@given(st.text(st.sampled_from([*map(chr, range(128))]), max_size=12))
def test_a_name_in_ascii_is_parted_as_any_other_is(name):
    """What is no letter, digit or underscore parts words, but for the apostrophe; a word outside ASCII changes nothing."""
    assert firm_key(f"{name} é") == f"{firm_key(f'{name} e')[:-1]}é"
