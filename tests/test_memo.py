"""The award memo: what it says, that every form says the same, and that no figure in it differs from the JSON."""

import json
import re
import zipfile

import pytest
from docx import Document
from memos import HOSTILE, SITUATIONS, bid, draft, hanging, hostile, made, memo, none_left, pieces, template, waived
from running import SAMPLES, as_seen, lbpp

from lbpp_cli import programs
from lbpp_cli.read.rulebook import read_memo_texts
from lbpp_cli.render import memo_docx, memo_fields, memo_markdown
from lbpp_cli.render.document import Facts, Items, Paragraph, Signatures, Table, Text
from lbpp_cli.render.escape import markdown
from lbpp_cli.render.memo import memo as memo_of

CHART, TIE = SAMPLES / "reference_chart.xlsx", SAMPLES / "tie.xlsx"


@pytest.mark.parametrize("situation", SITUATIONS)
def test_what_it_says(situation, tmp_path, snapshot):
    path, status = SITUATIONS[situation]
    run = memo(path(tmp_path), columns=100)
    assert run.returncode == status
    # The bytes of a workbook that is made for a test differ from run to run.
    assert re.sub(r"\b[0-9a-f]{64}\b", "…", as_seen(run)) == snapshot


def said(text: Text):
    return "".join(span.text for span in text)


def texts_of(document):
    """Every sentence and cell of the document model."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield said(block.text)
        elif isinstance(block, Items):
            yield from map(said, block.items)
        elif isinstance(block, (Facts, Signatures)):
            yield from (said(value) for _, value in block.rows)
        elif isinstance(block, Table):
            yield from (cell for row in (block.headings, *block.rows) for cell in row)
        else:
            yield block.text


@pytest.mark.parametrize("situation", SITUATIONS)
def test_word_and_markdown_say_the_same(situation, tmp_path):
    document = memo_of(draft(SITUATIONS[situation][0](tmp_path)))
    in_word, in_markdown = pieces(memo_docx.render(document)), memo_markdown.render(document).replace("**", "")
    for text in texts_of(document):
        assert text in in_word
        plain = text if text.startswith("[fill in") else markdown(text).replace(r"\[fill in: ", "[fill in: ")
        assert re.sub(r"\\(.)", r"\1", plain) in re.sub(r"\\(.)", r"\1", in_markdown)


@pytest.mark.parametrize("situation", SITUATIONS)
def test_every_figure_is_that_of_the_json(situation, tmp_path):
    path = SITUATIONS[situation][0](tmp_path)
    result = json.loads(lbpp("evaluate", path, "--format", "json").stdout)
    document = memo_of(draft(path))
    text = "\n".join(texts_of(document))
    for one in result["bids"]:
        figures = ["quoted_price", "bid_price"]
        figures += [] if result["solicitation"]["waiver"] else ["preference_value", "evaluated_price"]
        for figure in [one[name] for name in figures if one[name]] + [sub["cost"] for sub in one["subcontractors"]]:
            assert f"${float(figure):,.2f}" in text
        scores = [one[name] for name in ("score", "points_added", "evaluated_score") if one[name]]
        for score in [*scores, *(sub["share_percent"] for sub in one["subcontractors"])]:
            assert score in text
        table = ranking(document)
        if one["rank_after"] and not result["solicitation"]["waiver"]:
            row = next(row for row in table if row[2] == one["bidder"])
            assert row[:2] == (str(one["rank_after"]), str(one["rank_before"]))
            assert f"{one['preference_percent']}%" in row
    # And no dollar figure that an evaluation does not have, but for those of 5.B.1: the difference of two prices.
    known = set(re.findall(r"\$[\d,]+\.\d\d", lbpp("evaluate", path).stdout + lbpp("explain", path).stdout))
    award = result["award"]
    if award["contract_amount"]:
        paid = lbpp("recover", path, "--bidder", award["bidder"], "--paid", award["contract_amount"]).stdout
        known |= set(re.findall(r"\$[\d,]+\.\d\d", paid))
    assert set(re.findall(r"\$[\d,]+\.\d\d", text)) <= known


def ranking(document):
    """The rows of the ranking after the preference."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    return next((table.rows for table in tables if table.headings[0] == "Rank after"), ())


def test_the_chart():
    """The appendix: Bidder C at 1,020,000.00 against the low bid of 1,000,000.00, next is Bidder D."""
    text = "\n".join(texts_of(memo_of(draft(CHART))))
    for sentence in (
        "to Bidder C at its quoted price of $1,020,000.00. To be confirmed before the award: Bidder C: Two thirds",
        "The contract amount is $1,020,000.00, the quoted price.",
        "It costs $20,000.00.",
        "A preference does not reduce the contract amount (4.B.7).",
        "Next in the ranking after Bidder C: Bidder D at $1,050,000.00.",
        "They were not checked against a register of certifications",
        "replace it within 60 days (5.A.2)",
    ):
        assert sentence in text


DISCOUNTED = {"Cash discount counted": "yes", "Cash discount minimum days": 20, "Contract value": 400_000}


def discounted(folder):
    """Local 388,000.00 less 2% = 380,240.00, less 6% = 357,425.60, before Plain's 379,000.00."""
    offer = bid("Local", 388_000, LBE="x", **{"Cash discount %": "2%", "Cash discount days": 30})
    return made(folder, [offer, bid("Plain", 379_000)], **DISCOUNTED)


def test_a_cost_in_bid_prices_is_said_to_be_one(tmp_path):
    """380,240.00 - 379,000.00 = 1,240.00; a reader who subtracts what was quoted finds 388,000.00 - 379,000.00."""
    path = discounted(tmp_path)
    cost = "It costs $1,240.00 in bid prices, after the discounts: $380,240.00 - $379,000.00."
    assert cost in " ".join(lbpp("evaluate", path).stdout.split())
    text = "\n".join(texts_of(memo_of(draft(path))))
    assert f"{cost} In quoted prices the award is $9,000.00 above Plain: $388,000.00 - $379,000.00." in text


@pytest.mark.parametrize(
    ("sample", "note", "other"),
    [
        ("reference_chart", "A preference does not reduce the contract amount (4.B.7).", "3.A"),
        ("small_contract", "solely to evaluate the bid (3.A.1): the contract is at the quoted price.", "4.B.7"),
        ("proposal", "solely to evaluate the proposal (4.A.2): the contract is at the proposed", "4.B.7"),
    ],
)
def test_what_a_preference_does_to_the_contract(sample, note, other):
    text = "\n".join(texts_of(memo_of(draft(SAMPLES / f"{sample}.xlsx"))))
    assert note in text
    assert other not in text


def test_a_waived_contract_speaks_of_no_preference_of_a_bid(tmp_path):
    text = "\n".join(texts_of(memo_of(draft(waived(tmp_path)))))
    assert (
        "the tabulation states that the contract spends funds that are not entirely within the City's control" in text
    )
    for words in ("Cost of the preference", "first without it", "Rank before", "Rank after"):
        assert words not in text


def test_what_is_not_recorded_is_not_asserted():
    text = "\n".join(texts_of(memo_of(draft(CHART))))
    assert "4 bids were received; the tabulation records none as not responsive or not to be ranked." in text
    assert "no date of checking is recorded" in text


def test_a_certification_that_is_not_credited_has_its_reason():
    """A refusal without a reason invites a protest."""
    text = "\n".join(texts_of(memo_of(draft(SAMPLES / "evidence.xlsx"))))
    assert re.search(r"L[BS][EB]: not credited: it (expired on|was granted on|is )", text)
    assert "marked but not proved" not in text


def test_findings_of_non_responsiveness_come_first(tmp_path):
    bids = [bid("Low", 90_000, Responsive="no", Reason="Bond missing"), bid("High", 100_000)]
    document = memo_of(draft(made(tmp_path, bids)))
    first, second, _ = (said(item) for item in next(b for b in document.blocks if isinstance(b, Items)).items)
    assert (
        first
        == "Find the bid of Low of $90,000.00, the lowest quoted price, not responsive or not responsible, as the "
        "tabulation records it: Bond missing."
    )
    assert second == "Award the contract for Curbs & gutters (RFB-7) to High at its quoted price of $100,000.00."
    assert "Low, $90,000.00: Bond missing." in list(texts_of(document))


@pytest.mark.parametrize("path", [lambda _: TIE, none_left, hanging], ids=["tie", "none", "hanging"])
def test_where_a_person_must_decide_nothing_is_recommended(path, tmp_path):
    text = "\n".join(texts_of(memo_of(draft(path(tmp_path)))))
    assert "No award is recommended in this memo: a person must decide first." in text
    assert "Award the contract" not in text
    assert "Authorize" not in text
    fields = memo_fields.context(draft(path(tmp_path)))
    assert fields["awardee"] == fields["contract_amount"] == "[no award is recommended]"
    assert fields["award_recommended"] is False
    assert not any("Award to" in sentence for sentence in fields["award"])


def test_strict_withholds_what_rests_on_an_assumption():
    assert memo(CHART).returncode == 0
    run = memo(CHART, "--strict")
    assert run.returncode == 3
    assert "No award is recommended" in run.stdout
    assert "Bidder C is first only if the following holds:" in run.stdout


@pytest.mark.parametrize("suffix", ["docx", "md"])
def test_a_name_comes_out_as_it_went_in(suffix, tmp_path):
    output = tmp_path / f"memo.{suffix}"
    assert memo(hostile(tmp_path), "-o", output).returncode == 0
    if suffix == "docx":
        found = pieces(output)
        assert {HOSTILE, f"{HOSTILE} 2", f"{HOSTILE} 3"} <= set(found)
        assert Document(output).core_properties.title == f"Award of contract: RFB-7 – {HOSTILE}"
    else:
        assert markdown(HOSTILE) in output.read_text()
        assert "49" not in re.findall(r"\w+", output.read_text())


def test_what_xml_cannot_hold_is_shown():
    path = draft(CHART, to="a\x00b\x1b[31m\ud800\u202e\nsecond line")
    found = pieces(memo_docx.render(memo_of(path)))
    assert "a␀b␛[31m<U+D800><U+202E>\nsecond line" in found


def test_the_same_input_gives_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        assert memo(CHART, "-o", tmp_path / f"{name}.docx").returncode == 0
    one, two = ((tmp_path / f"{name}.docx").read_bytes() for name in ("one", "two"))
    assert one == two
    with zipfile.ZipFile(tmp_path / "one.docx") as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = package.read("docProps/core.xml").decode()
    assert "2025-06-02T00:00:00Z" in core  # the bid due date, not the clock
    assert "python-docx" not in core


def test_how_it_is_laid_out(tmp_path):
    output = tmp_path / "memo.docx"
    memo(CHART, "-o", output)
    document = Document(output)
    section = document.sections[0]
    assert (section.page_width.inches, section.page_height.inches, section.left_margin.inches) == (8.5, 11, 1)
    assert {"Title", "Heading 1", "Heading 2", "List Number"} <= {one.style.name for one in document.paragraphs}
    xml = document.element.xml
    tables = xml.count("TableGrid")
    assert xml.count("<w:tblHeader/>") == tables
    assert xml.count("<w:cantSplit/>") == xml.count("<w:tr>")
    footer = section.footer.part.element.xml
    assert 'w:instr="PAGE"' in footer
    assert 'w:instr="NUMPAGES"' in footer
    assert "RFB-BCA-2025-001" in footer
    assert max(sum(cell.width.twips for cell in table.rows[0].cells) for table in document.tables) <= 9360  # 6.5 inches


# What a person fills in


def test_places_to_fill_in_are_marked_and_counted(tmp_path):
    output = tmp_path / "memo.docx"
    run = memo(CHART, "-o", output)
    assert "25 fields are left to fill in" in run.stderr
    marked = re.findall(
        r'<w:highlight w:val="yellow"/></w:rPr><w:t[^>]*>([^<]*)',
        Document(output).element.xml.replace("\n", "").replace("  ", ""),
    )
    assert "[fill in: fund]" in marked
    assert len(set(marked)) == 25


def test_details_fill_them_in(tmp_path):
    details = tmp_path / "memo.toml"
    details.write_text('fund = "Fund 100 & co."\naccount = "A"\nappropriation = ""\n')
    run = memo(CHART, "--details", details, "--set", "account=B=C")
    assert "from fund Fund 100 &amp; co., account B=C, appropriation **[fill in: appropriation]**." in run.stdout
    assert "23 fields are left to fill in" in run.stderr


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('fnd = "1"\nacount = "2"\nto = 5\n', ["Did you mean 'fund'?", "Did you mean 'account'?", 'to is no text. Write to = "…".']),
        ("date = 5\n", ["date is no text."]),
        ("fund = \n", ["is no TOML"]),
        ("\udcff", ["is not text in UTF-8"]),
        (None, ["There is no such file"]),
    ],
    ids=["unknown-and-wrong", "a-date", "broken", "not-text", "missing"],
)  # fmt: skip
def test_details_that_cannot_be_used(content, said, tmp_path):
    details = tmp_path / "memo.toml"
    if content is not None:
        details.write_bytes(content.encode(errors="surrogateescape"))
    refused(memo(CHART, "--details", details, columns=400, TERM="dumb"), *said)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--set", "fund"], "'fund' is not NAME=VALUE."),
        (["--set", "fnd=1"], "Did you mean 'fund'?"),
        (["--set", "awardee=X"], "awardee is filled in by lbpp."),
        (["--set", "fund=1", "--set", "fund=2"], "fund is given twice."),
        (["-o", "memo.pdf"], "ends in neither .docx nor .md."),
        (["-o", "README.md"], "README.md exists already. Give --force to replace it."),
        (["-o", "nowhere/memo.md"], "There is no folder nowhere."),
        (["--template", "x.docx"], "a template makes a Word document"),
        (["-o", "x.md", "--template", "x.docx"], "a template makes a Word document"),
        (["-o", "x.docx", "--template", "y.docx"], "There is no such file."),
        (["-o", "x.docx", "--template", "x.docx"], "x.docx is an input."),
        (["-o", "x.docx", "--template", "README.md"], "It is no Word document (docx), or is damaged."),
        (["-o", "x.docx", "--template", str(CHART)], "cannot be used: It is no Word document (docx)."),
    ],
    ids=lambda value: " ".join(value)[-30:].replace("/", "-") if isinstance(value, list) else "",
)
def test_usage(arguments, said):
    refused(memo(CHART, *arguments, columns=400, TERM="dumb"), said)


def test_a_file_is_named():
    refused(memo(columns=300, TERM="dumb"), "name a file of bids; or list the fields with --fields.")


def refused(run, *said):
    assert run.returncode == 2
    for words in said:
        assert words in " ".join(run.stderr.split())
    assert "Traceback" not in run.stderr
    assert run.stdout == ""


def test_input_errors_write_nothing(tmp_path):
    output = tmp_path / "memo.docx"
    run = memo(SAMPLES / "many_errors.xlsx", "-o", output, "--letters", tmp_path / "letters")
    assert run.returncode == 1
    assert "memo.docx was not written: nothing was evaluated." in run.stderr
    assert list(tmp_path.iterdir()) == []


def test_no_folder_is_named_in_it(tmp_path):
    assert str(tmp_path) not in memo(none_left(tmp_path)).stdout


# A department's own template

ROWS = (
    ("{%tr for bid in bids %}", ""),
    ("{{ bid.bidder }}", "{{ bid.evaluated_price }}"),
    ("{%tr endfor %}", ""),
)


def test_a_template(tmp_path):
    lines = (
        "Re: {{ solicitation_number }} & {{ subject }}",
        "Fund: {{ fund }}, {{ account }}",
        "{{ recommendations[0] }}",
    )
    output = tmp_path / "memo.docx"
    run = memo(CHART, "-o", output, "--template", template(tmp_path, *lines, table=ROWS), "--set", "account=1 < 2")
    assert run.returncode == 0
    found = pieces(output)
    assert found[0].startswith("Re: RFB-BCA-2025-001 & Award of contract: RFB-BCA-2025-001 – Reference chart")
    assert found[1] == "Fund: [fill in: fund], 1 < 2"
    assert found[2].startswith(
        "Award the contract for Reference chart: contracts over $150,000 (RFB-BCA-2025-001) to Bidder C"
    )
    assert found[3:] == [
        *("Bidder C", "$918,000.00", "Bidder D", "$924,000.00"),
        *("Bidder A", "$930,000.00", "Bidder B", "$950,475.00"),
    ]
    assert "1 field is left to fill in: fund." in run.stderr
    assert Document(output).paragraphs[1].runs[1].font.highlight_color is not None
    again = tmp_path / "again.docx"
    memo(CHART, "-o", again, "--template", tmp_path / "template.docx", "--set", "account=1 < 2")
    assert again.read_bytes() == output.read_bytes()


def test_a_name_comes_out_of_a_template_as_it_went_in(tmp_path):
    output = tmp_path / "memo.docx"
    page = template(tmp_path, "{{ solicitation_title }}", "{{ to }}", table=ROWS)
    assert memo(hostile(tmp_path), "-o", output, "--template", page, "--set", f"to={HOSTILE}\n\x07").returncode == 0
    found = pieces(output)
    assert found[:2] == [HOSTILE, f"{HOSTILE}\n␇"]
    assert {HOSTILE, f"{HOSTILE} 2", f"{HOSTILE} 3"} <= set(found[2:])


def test_a_field_of_several_sentences_comes_out_as_them(tmp_path):
    """Never as the list of a programming language."""
    output = tmp_path / "memo.docx"
    assert memo(CHART, "-o", output, "--template", template(tmp_path, "{{ recommendations }}")).returncode == 0
    (found,) = pieces(output)
    assert found.startswith("Award the contract for Reference chart")
    assert "\nAuthorize [fill in: executing_officer]" in found
    assert "['" not in found


def test_a_date_in_the_details(tmp_path):
    details = tmp_path / "memo.toml"
    details.write_text("date = 2025-06-02\n")
    assert "2025-06-02" in memo(CHART, "--details", details).stdout.split("Solicitation")[0]


def test_filters_and_margins(tmp_path):
    """What Jinja joins or escapes itself is escaped once; a header is filled in too, and none is added."""
    path = template(tmp_path, "{{ [to, to]|join(' & ')|e }}", "{% set x %}{{ to }}{% endset %}{{ x }}")
    document = Document(path)
    document.sections[0].header.paragraphs[0].text = "{{ solicitation_number }} {{ fund }}"
    document.save(path)
    output = tmp_path / "memo.docx"
    run = memo(CHART, "-o", output, "--template", path, "--set", "to=<A> {{ x }}")
    assert pieces(output) == ["<A> {{ x }} & <A> {{ x }}", "<A> {{ x }}"]
    assert Document(output).sections[0].header.paragraphs[0].text == "RFB-BCA-2025-001 [fill in: fund]"
    assert "1 field is left to fill in: fund." in run.stderr
    assert Document(output).sections[0].footer.is_linked_to_previous


def test_the_texts_name_nothing_that_is_not_known():
    """Each place in the program's texts is a field, a figure in force, or a fact that the memo fills in."""
    given = draft(CHART)
    raw = read_memo_texts(programs.folder("la-lbpp"))
    texts = [text for texts in raw.statements.values() for text in texts] + list(raw.compliance.values())
    places = {place for text in texts for place in re.findall(r"\{([^}]*)\}", text)}
    facts = {"awardee", "contract_amount", "register", "due", "procedure", "award_note", "rules_since"}
    assert places <= set(raw.fields) | set(given.evaluation.rules.parameters) | facts


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{{ awardeee }} {{ fnd }}", "'awardeee' is no field. Did you mean 'awardee'? 'fnd' is no field. Did you mean 'fund'?"),
        ("{% for bid in bids %}{{ bid.biddr }}{% endfor %}", "'bids.biddr' is no field. Did you mean 'bids.bidder'?"),
        ("{% if award_recommended %}", "cannot be used: Unexpected end of template."),
        ("{{ 1 + }}", "cannot be used: "),
        ("Re: {{ awardee and more", "cannot be used: “{{ awardee and more” has no }} after it."),
        ("{% if award_recommended }", "cannot be used: “{% if award_recommended }” has no %} after it."),
        ("{{ ''.__class__.__mro__ }}", "cannot be used: access to attribute '__class__' of 'str' object is unsafe."),
        ("{{ bids[99].bidder }}", "cannot be used: "),
        ("{{ 1 / 0 }}", "cannot be used: division by zero"),
        ("{% include 'x' %}", "cannot be used: "),
        ("{{ to|safe }}", "cannot be used: No filter named 'safe'."),
        ("{{ 'x' * 10 ** 9 }}", "cannot be used: the operator ** is not for templates"),
        ("{{r fund }}", "fields are plain text"),
    ],
    ids=["unknown", "unknown-column", "open-if", "syntax", "unclosed", "unclosed-tag", "sandbox", "index", "zero", "include", "safe", "power", "rich"],
)  # fmt: skip
def test_a_template_that_cannot_be_used(line, said, tmp_path):
    output = tmp_path / "memo.docx"
    run = memo(CHART, "-o", output, "--template", template(tmp_path, line), columns=400, TERM="dumb")
    refused(run, said)
    assert not output.exists()


@pytest.mark.parametrize("line", ["Award of contract", "From {{ from }}, {{ fund }}"], ids=["no-field", "none-of-it"])
def test_a_template_without_anything_of_the_evaluation(line, tmp_path):
    """It is written as it is, and said to be so: whoever takes it for the memo would file an empty form."""
    run = memo(CHART, "-o", tmp_path / "memo.docx", "--template", template(tmp_path, line), columns=300)
    assert run.returncode == 0
    assert "warning template-without-fields: " in run.stderr
    assert "nothing of the evaluation is in" in run.stderr
    assert pieces(tmp_path / "memo.docx")
    header = template(tmp_path, line, "{% for bid in bids %}{{ bid.bidder }}{% endfor %}", name="with.docx")
    run = memo(CHART, "-o", tmp_path / "other.docx", "--template", header, columns=300)
    assert "template-without-fields" not in run.stderr


def test_a_brace_in_a_text_is_no_unclosed_tag(tmp_path):
    output = tmp_path / "memo.docx"
    assert memo(CHART, "-o", output, "--template", template(tmp_path, "{{ '{{' ~ awardee }}")).returncode == 0
    assert pieces(output) == ["{{Bidder C"]


# What the tabulation may leave to be filled in


def unnamed(folder):
    """A contract without number, title and department; Local is 105.00 less 6%, before Plain's 100.00."""
    bids = [bid("Local", 1_050_000, LBE="x"), bid("Plain", 1_000_000)]
    return made(folder, bids, **{"Solicitation number": None, "Title": None, "Department": None})


def test_what_is_not_stated_is_a_place_to_fill_in(tmp_path):
    path = unnamed(tmp_path)
    run = memo(path, "-o", tmp_path / "memo.docx", "--letters", tmp_path / "letters")
    found = pieces(tmp_path / "memo.docx")
    assert "[fill in: department]" in found
    assert "[fill in: solicitation_number] – [fill in: solicitation_title]" in found
    assert "Award of contract: [fill in: solicitation_number] – [fill in: solicitation_title]" in found
    assert not any("not stated in the tabulation" in piece for piece in found)
    assert Document(tmp_path / "memo.docx").core_properties.title == "Award of contract"
    assert "28 fields are left to fill in" in run.stderr
    (letter,) = (tmp_path / "letters").iterdir()
    assert "[fill in: solicitation_number] – [fill in: solicitation_title]" in pieces(letter)
    given = ("solicitation_number=RFB-9", "solicitation_title=Kerbs", "department=Public Works")
    run = memo(path, *(part for one in given for part in ("--set", one)))
    for text in (
        "**Award of contract: RFB-9 – Kerbs**",
        "**Department:** Public Works",
        "Award the contract for Kerbs (RFB-9) to Local",
    ):
        assert text in run.stdout
    assert "25 fields are left to fill in" in run.stderr
    page = template(tmp_path, "{{ solicitation_number }}, {{ department }}")
    memo(path, "-o", tmp_path / "own.docx", "--template", page, "--set", given[0])
    assert pieces(tmp_path / "own.docx") == ["RFB-9, [fill in: department]"]


def test_what_is_stated_is_not_contradicted():
    run = memo(CHART, "--set", "department=Another", columns=300, TERM="dumb")
    refused(run, "The tabulation states department: “Bureau of Contract Administration”. Correct it there.")


# What holds for this contract alone


def test_a_tie_names_what_it_rests_on_where_it_asks_for_a_decision():
    """Both bids' assumption, and not only under the open points."""
    text = memo(TIE).stdout
    asked = text[text.index("## Recommendations") : text.index("## Fiscal impact")]
    rests = "not stated, taken as met. For Pueblo Lighting Supply Co.; Luz del Valle Distributors, Inc. The award"
    assert rests in asked
    assert asked.index("1. Confirm what is named above") < asked.index("2. Decide between")


def test_subcontractors_are_spoken_of_where_one_earned_the_preference(tmp_path):
    """5.A.2 binds a contractor whose preference a subcontractor earned."""
    subs = [{"Bidder": "Local", "Subcontractor": "S", "Work": "Paving", "Amount": 400_000, "LSB": "x"}]
    bids = [bid("Local", 1_050_000, LBE="x"), bid("Plain", 1_000_000)]
    for given, said_of_them in (((), False), (subs, True)):
        path = made(tmp_path, bids, given)
        assert ("5.A.2" in "\n".join(texts_of(memo_of(draft(path))))) == said_of_them
        assert ("5.A.2" in " ".join(memo_fields.context(draft(path))["conditions"])) == said_of_them
        run = lbpp("recover", path, "--bidder", "Local", "--paid", "1,050,000")
        assert ("5.A.2" in run.stdout) == said_of_them
        assert "Information that the Awarding Authority believes to be reliable" in run.stdout


@pytest.mark.parametrize(
    ("bids", "why", "other"),
    [
        ([bid("One", 90_000, LBE="x")], "there is no other responsive, responsible bid", "was granted"),
        ([bid("One", 90_000), bid("Two", 95_000)], "no preference was granted to", "no other responsive"),
    ],
    ids=["alone", "without"],
)
def test_why_there_is_no_figure_of_recovery(bids, why, other, tmp_path):
    """The reason that applies, and not the other one."""
    path = made(tmp_path, bids)
    run = lbpp("recover", path, "--bidder", "One", "--paid", "90,000")
    for text in ("\n".join(texts_of(memo_of(draft(path)))), run.stdout):
        (sentence,) = (line for line in text.splitlines() if "o figure" in line)
        assert why in sentence
        assert other not in sentence


def test_every_field_is_listed_and_has_a_value():
    context = memo_fields.context(draft(CHART))
    listed = [field.name for field in memo_fields.listed(draft(CHART).texts)]
    assert len(listed) == len(set(listed))
    columns = [f"{name}.{column}" for name, (_, columns) in memo_fields.LISTS.items() for column in columns]
    assert set(listed) == set(context) | set(columns)
    for name in ("bids", "subcontractors"):
        assert set(context[name][0]) == set(memo_fields.LISTS[name][1])


def test_the_list_of_fields():
    run = memo("--fields", columns=120)
    assert run.returncode == 0
    assert re.search(r"^fund +you +The fund that pays for the contract$", run.stdout, re.MULTILINE)
    assert re.search(r"^bids\.bidder +lbpp +Bidder$", run.stdout, re.MULTILINE)
    run = memo(CHART, "--fields", "--set", "fund=Fund 7", columns=200)
    assert re.search(r"^fund +you .* Fund 7$", run.stdout, re.MULTILINE)
    assert re.search(r"^awardee +lbpp .* Bidder C$", run.stdout, re.MULTILINE)
    assert re.search(r"^bids +lbpp .* 4 rows$", run.stdout, re.MULTILINE)
