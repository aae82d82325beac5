"""The letters to bidders that are not recommended for award: one page each, and nothing of other bidders but what is public."""

import itertools
import re
from datetime import date

import pytest
from build import with_register
from memos import HOSTILE, bid, draft, hanging, hostile, made, memo, none_left, pieces, undecided, waived
from openpyxl import load_workbook
from running import SAMPLES

from lbpp_cli.commands.letters import file_names
from lbpp_cli.render.letters import letters

CHART = SAMPLES / "reference_chart.xlsx"


def written(path, folder, *more):
    run = memo(path, "-o", folder / "memo.md", "--letters", folder / "letters", *more)
    assert run.returncode == 0, run.stderr
    return {one.name: "\n".join(pieces(one)) for one in sorted((folder / "letters").iterdir())}


def test_the_chart(tmp_path):
    """The appendix: Bidder B, 1,000,500.00, gets 5% through its subcontractors, 50,025.00, and is fourth."""
    found = written(CHART, tmp_path, "--set", "contact=Ana <ana@lacity.org>")
    assert list(found) == [f"Letter to Bidder {name}.docx" for name in "ABD"]
    text = found["Letter to Bidder B.docx"]
    for words in (
        "4 bids were received.",
        "is recommended for award to Bidder C at its quoted price of $1,020,000.00, subject to",
        "5%, $50,025.00",
        "$950,475.00, for evaluation only",
        "4 of 4 after the preference, 2 before it",
        "Subcontractors: 5% (4.B.4).",
        "1% cut off: at most 5% through subcontractors (4.B.4)",
        "Questions about this evaluation: Ana <ana@lacity.org>.",
        "goes to the awarding authority of the project (Procedure 7). Deadline and form: [fill in: protest_deadline].",
        "1149 S. Broadway, Suite 300",
        "bca.biphelp@lacity.org",
    ):
        assert words in text


FIGURE = re.compile(r"\$[\d,]+\.\d\d")


@pytest.mark.parametrize("sample", ["reference_chart.xlsx", "proposal.xlsx", "value_limit.xlsx", "small_contract.xlsx"])
def test_nothing_of_other_bidders(sample, tmp_path):
    """Neither the name of another unsuccessful bidder nor a figure that is its own stands in a letter."""
    given = draft(SAMPLES / sample)
    found = written(SAMPLES / sample, tmp_path)
    entries = {entry.bid.bidder: entry for entry in given.evaluation.bids}
    texts = dict(
        zip(
            [letter.bidder for letter in letters(given)],
            map(found.get, file_names(one.bidder for one in letters(given))),
            strict=True,
        )
    )
    assert set(texts) == set(entries) - {given.first.bid.bidder}

    def figures(name):
        entry = entries[name]
        adjustment = entry.adjustment
        money = [entry.bid.quoted_price, *(sub.cost for sub in entry.bid.subcontractors)]
        money += [adjustment.bid_price, adjustment.value, adjustment.evaluated_price] if adjustment else []
        return {f"${one:,.2f}" for one in money if one}

    evaluated = given.first.adjustment.evaluated_price
    allowed = {f"${one:,.2f}" for one in (given.first.bid.quoted_price, evaluated) if one}
    for name, other in itertools.permutations(entries, 2):
        if name not in texts:
            continue
        public = allowed if other == given.first.bid.bidder else set()
        assert not (figures(other) - figures(name) - public) & set(FIGURE.findall(texts[name])), (name, other)
        if other != given.first.bid.bidder:
            assert other not in texts[name]
        own = {sub.name for sub in entries[name].bid.subcontractors}
        for sub in entries[other].bid.subcontractors:
            assert sub.name in own or sub.name not in texts[name]


def test_a_bid_that_was_not_responsive(tmp_path):
    found = written(SAMPLES / "small_contract.xlsx", tmp_path)
    text = next(text for text in found.values() if "was not ranked" in text)
    assert "Your bid was not ranked. The reason that the tabulation records: " in text
    assert "Evaluated price" not in text


def test_a_name_comes_out_as_it_went_in(tmp_path):
    found = written(hostile(tmp_path), tmp_path)
    assert list(found) == [f"Letter to A & B Sons Ltd x 7 7 _ _ 1+1 _x_ {number}.docx" for number in (2, 3)]
    first, second = found.values()
    assert f"{HOSTILE} 2" in first.splitlines()
    assert f"Your bid was not ranked. The reason that the tabulation records: {HOSTILE}." in second


def test_none_are_written_where_the_award_hangs_on_an_application(tmp_path):
    """A third party decides on it; the memo recommends the award as before, and names what is to be confirmed."""
    arguments = (undecided(tmp_path), "-o", tmp_path / "memo.md", "--letters", tmp_path / "letters")
    run = memo(*arguments, columns=300)
    assert run.returncode == 3
    assert "No letters were written" in run.stderr
    assert "Depends on: LBE of Waiting, which is not decided." in run.stderr
    assert not (tmp_path / "letters").exists()
    assert "to Plain at its quoted price of" in (tmp_path / "memo.md").read_text()
    with pytest.raises(ValueError, match="no award"):
        letters(draft(tmp_path / "undecided.xlsx"))


@pytest.mark.parametrize("path", [lambda _: SAMPLES / "tie.xlsx", none_left, hanging], ids=["tie", "none", "hanging"])
def test_none_are_written_where_no_award_is_recommended(path, tmp_path):
    folder = tmp_path / "letters"
    run = memo(path(tmp_path), "-o", tmp_path / "memo.md", "--letters", folder)
    assert run.returncode == 3
    assert "No letters were written: no award is recommended" in run.stderr
    assert not folder.exists()
    assert (tmp_path / "memo.md").exists()
    with pytest.raises(ValueError, match="no award"):
        letters(draft(path(tmp_path)))


def test_what_has_to_be_confirmed_before_they_go_out(tmp_path):
    run = memo(CHART, "-o", tmp_path / "memo.md", "--letters", tmp_path / "letters", columns=200)
    assert "3 letters were written" in run.stderr
    assert "Before the letters go out: Depends on: two thirds of the work being local (Bidder C)." in run.stderr
    for letter in (tmp_path / "letters").iterdir():
        said = "\n".join(pieces(letter))
        assert "$1,020,000.00, subject to confirmation of two thirds of the work being local (Bidder C)." in said


def test_nothing_is_overwritten(tmp_path):
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "Letter to Bidder B.docx").write_text("signed")
    arguments = (CHART, "-o", tmp_path / "memo.md", "--letters", folder)
    run = memo(*arguments, columns=300, TERM="dumb")
    assert run.returncode == 2
    assert "exists already" in " ".join(run.stderr.split())
    assert not (tmp_path / "memo.md").exists()
    assert [one.name for one in folder.iterdir()] == ["Letter to Bidder B.docx"]
    assert memo(*arguments, "--force").returncode == 0
    assert len(list(folder.iterdir())) == 3


@pytest.mark.parametrize("source", [CHART, SAMPLES / "tie.xlsx"], ids=["award", "tie"])
@pytest.mark.parametrize("more", [(), ("--force",)], ids=["", "force"])
def test_letters_of_another_evaluation_are_refused_and_stay(source, more, tmp_path):
    folder = tmp_path / "letters"
    folder.mkdir()
    for name in ("Letter to Bidder C.docx", "Letter to Somebody.docx", "notes.docx"):
        (folder / name).write_text("signed")
    run = memo(source, "-o", tmp_path / "memo.md", "--letters", folder, *more, columns=400, TERM="dumb")
    assert run.returncode == 2
    said = " ".join(run.stderr.replace("│", " ").split())
    assert "does not write: Letter to Bidder C.docx and Letter to Somebody.docx." in said
    assert "Empty the folder, or name another." in said
    assert "--letters" in said
    assert len(list(folder.iterdir())) == 3
    assert not (tmp_path / "memo.md").exists()


@pytest.mark.parametrize("target", ["README.md", "nowhere/letters"])
def test_a_folder_that_cannot_be(target):
    run = memo(CHART, "--letters", target, columns=300, TERM="dumb")
    assert run.returncode == 2
    assert run.stdout == ""


def test_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        written(CHART, tmp_path / name)
    for one in (tmp_path / "one" / "letters").iterdir():
        assert one.read_bytes() == (tmp_path / "two" / "letters" / one.name).read_bytes()


def test_a_single_bid_has_no_letters(tmp_path):
    path = made(tmp_path, [bid("Only", 100_000)])
    run = memo(path, "-o", tmp_path / "memo.md", "--letters", tmp_path / "letters")
    assert run.returncode == 0
    assert "0 letters were written" in run.stderr


def test_names_of_files():
    """Safe on every system: no separators, no leading dots, no reserved names, not too long, unique without case."""
    names = [
        "A/B",
        "..",
        "CON",
        "acme",
        "ACME",
        "ACME",
        ".hidden",
        "x" * 400,
        "é" * 200,
        "a\x00b\nc",
        "Inc.",
        "…",
        "ＡＣＭＥ",
    ]
    found = file_names(names)
    assert found[:7] == [
        *("Letter to A B.docx", "Letter to a bidder.docx", "Letter to CON.docx", "Letter to acme.docx"),
        *("Letter to ACME (2).docx", "Letter to ACME (3).docx", "Letter to hidden.docx"),
    ]
    assert len({name.casefold() for name in found}) == len(names)
    assert all(len(name.encode()) <= 110 for name in found)
    assert all(re.fullmatch(r"Letter to [\w .,&'()+-]*[\w)]\.docx", name) for name in found), found


def test_no_bidder_is_accused(tmp_path):
    """The tabulation records a false claim; the program does not know it, and 5.A.3 leaves fraud to the DAA."""
    subs = [{"Bidder": "Accused", "Subcontractor": "S", "Work": "Paving", "Amount": 400_000, "LSB": "x"}]
    bids = [bid("Winner", 1_000_000), bid("Accused", 1_100_000, LBE="x", **{"Local status": "False claim"})]
    path = made(tmp_path, bids, subs)
    text = written(path, tmp_path)["Letter to Accused.docx"]
    assert "No preference (4.B.8.a), as recorded in the tabulation; [fill in: local_status]." in text
    assert not re.search(r"false|fraud|barred|ineligib|5\.A", text, re.IGNORECASE)
    in_memo = (tmp_path / "memo.md").read_text()
    assert "recorded in the tabulation as claimed by false statements: no preference at all (4.B.8.a)" in in_memo
    assert "ineligibility for local or city status where the DAA determines fraud" in in_memo
    assert "barred" not in in_memo


def test_it_introduces_the_program_and_says_what_it_did(tmp_path):
    text = written(CHART, tmp_path)["Letter to Bidder A.docx"]
    for words in (
        "Your bid is not recommended for award",
        "Local Business Preference Program (LBPP), by its Rules and Procedures in force from 2024-03-27.",
        "Local Business Enterprise (LBE)",
        "The evaluated price of Bidder C is $918,000.00, for evaluation only. The preference changed which bid is first.",
    ):
        assert words in text
    assert "not successful" not in text


def test_why_there_is_no_preference(tmp_path):
    small = made(tmp_path, [bid("Winner", 90_000), bid("Large", 100_000, LBE="x")], **{"Contract value": 100_000})
    text = written(small, tmp_path)["Letter to Large.docx"]
    assert "Why your bid received no preference" in text
    assert "LBE and CBE earn nothing on contracts up to $150,000.00: the preference is for LSB and LTE (3.A)." in text
    (tmp_path / "other").mkdir()
    plain = made(tmp_path, [bid("Winner", 900_000), bid("Plain", 1_000_000)], name="plain.xlsx")
    text = written(plain, tmp_path / "other")["Letter to Plain.docx"]
    assert "No certification of the bidder is marked, and no subcontractor is named: 0%." in text


def registered(folder, bids, subs, *rows):
    """A workbook with a register: each row a firm and its certification, with the day granted if it is decided."""
    path = made(folder, bids, subs, name="register.xlsx")
    book = load_workbook(path)
    held = [{"Firm": firm, "Certification": name, **more} for firm, name, more in rows]
    with_register(book, held).save(path)
    return path


IN_FORCE = {"Granted": date(2025, 1, 15), "Expires": date(2027, 1, 14)}


def test_with_a_register(tmp_path):
    """Certifications as of the due date, 2025-06-02, and why one is not credited (2.A, 2.E)."""
    bids = [bid("Winner", 900_000, LBE="x"), bid("Proved", 1_000_000, LBE="x"),
            bid("Expired", 1_010_000, LBE="x"), bid("Unknown", 1_020_000, LBE="x", LSB="x")]  # fmt: skip
    subs = [{"Bidder": "Proved", "Subcontractor": "Small", "Work": "Paving", "Amount": 100_000, "LSB": "x"}]
    expired = {"Granted": date(2023, 1, 15), "Expires": date(2025, 6, 1)}
    path = registered(tmp_path, bids, subs, ("Winner", "LBE", IN_FORCE), ("Proved", "LBE", IN_FORCE),
                      ("Small", "LSB", IN_FORCE), ("Expired", "LBE", expired))  # fmt: skip
    found = written(path, tmp_path)
    text = found["Letter to Proved.docx"]
    assert "Certifications: LBE, checked as of 2025-06-02, the bid due date." in text
    assert "7%, $70,000.00" in text
    text = found["Letter to Expired.docx"]
    assert "Certifications: –, checked as of 2025-06-02, the bid due date." in text
    assert "LBE: not credited: it expired on 2025-06-01, before the bid of 2025-06-02 (2.E)." in text
    assert "0%, $0.00" in text
    text = found["Letter to Unknown.docx"]
    for name in ("LBE", "LSB"):
        assert f"{name}: not credited: it is not in the register." in text


def test_a_reason_names_no_other_firm_of_the_register(tmp_path):
    """Where the register has firms of nearly the same name, the memo names them; the letter to one must not."""
    bids = [bid("Winner", 900_000), bid("Acme Paving", 1_000_000, LBE="x"), bid("Bolt", 1_010_000, LSB="x"),
            bid("Prime", 1_020_000, LBE="x")]  # fmt: skip
    subs = [{"Bidder": "Prime", "Subcontractor": "Cole", "Work": "Paving", "Amount": 400_000, "LSB": "x"}]
    path = registered(tmp_path, bids, subs, ("Acme Paving LLC", "LBE", IN_FORCE), ("Acme Paving, Inc.", "LBE", IN_FORCE),
                      ("Bolt Corp.", "LBE", IN_FORCE), ("Bolt Company", "LSB", IN_FORCE), ("Cole LLC", "LSB", IN_FORCE),
                      ("Cole, Inc.", "LSB", IN_FORCE), ("Prime", "LBE", IN_FORCE))  # fmt: skip
    found = written(path, tmp_path)
    for text in found.values():
        for firm in ("Acme Paving LLC", "Acme Paving, Inc.", "Bolt Corp.", "Bolt Company", "Cole LLC", "Cole, Inc."):
            assert firm not in text
    reason = "LBE: not credited: it cannot be told: the register has several firms of nearly that name, and no RAMP"
    assert reason in found["Letter to Acme Paving.docx"]
    assert "the register has Acme Paving LLC, Acme Paving, Inc.; give the RAMP account" in (
        tmp_path / "memo.md"
    ).read_text().replace("\\", "")


def test_a_letter_on_a_waived_contract(tmp_path):
    text = written(waived(tmp_path), tmp_path)["Letter to Local.docx"]
    assert "the tabulation states that" in text
    assert "2 of 2" in text
    for words in ("after the preference", "Evaluated price", "received no preference", "Where the preference"):
        assert words not in text
