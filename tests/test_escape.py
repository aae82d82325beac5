"""Text from the input stays text, in CSV and in Markdown; negative numbers stay numbers."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make_samples import workbook
from running import lbpp

from lbpp_cli.render import as_csv
from lbpp_cli.render.escape import markdown, unformula
from lbpp_cli.render.layout import safe
from lbpp_cli.results import MONEY, TEXT, WHOLE, YES_NO, Column

# What one spreadsheet program or another runs: Excel, LibreOffice, and, for the wide signs, Excel of East Asia.
RUN = [
    "=1+1",
    "+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =1",
    "\u200b=1",
    "＝1+1",
    "＋1",
    "＠A",
    "-",
    "+cmd|' /C calc'!A0",
    "-1,23",
]
NUMBERS = ["-5", "-5.25", "-$1,234.50", "-12.5%", "-1234"]


@pytest.mark.parametrize("text", RUN)
def test_what_a_spreadsheet_would_run_is_text(text):
    assert unformula(text) == f"'{text}"
    assert markdown(text).startswith("'")


@pytest.mark.parametrize("text", [*NUMBERS, "Acme", "A=1", "1-2", "5"])
def test_a_number_and_a_plain_name_stay(text):
    assert unformula(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a|b", r"a\|b"), ("[x](y)", r"\[x\](y)"), ("`x`", r"\`x\`"), ("two\nlines", "two lines"), ("# x", r"\# x"), ("1. x", r"1\. x"), ("1.50", "1.50"),
        ("http://x.test", r"http\://x.test"), ("www.x.test", r"www\.x.test"), ("<b>", r"\<b\>"), ("&lt;", "&amp;lt;"), ("-$70,000.00", r"-\$70,000.00"),
    ],
)  # fmt: skip
def test_markdown_prints_a_text_as_it_is(text, shown):
    assert markdown(text) == shown


ODD = st.text(st.sampled_from([*"ab1 ,;\"'\r\n\t-=+@", "é", "＝", "\u200b", "\u202e", "\ud800"]), max_size=6)


@given(
    st.lists(
        st.tuples(ODD | st.sampled_from([None, "Acme", "-5.00", "-"]), st.sampled_from([None, "-5.00", "6", "2025-06-02"]), st.none() | st.integers(0, 12), st.sampled_from([None, True, False])),
        max_size=4,
    )
)  # fmt: skip
def test_rows_of_csv_are_those_of_the_writer_of_csv(rows):
    """They are put together without it, column by column: the bytes are its."""
    columns = (Column("text", TEXT), Column("money", MONEY), Column("whole", WHOLE), Column("said", YES_NO))
    out = io.StringIO()
    for text, money, whole, said in rows:
        shown = None if text is None else unformula(safe(text))
        answer = None if said is None else "yes" if said else "no"
        csv.writer(out, lineterminator="\n").writerow((shown, money, whole, answer))
    assert as_csv.lines(columns, rows) == out.getvalue()


def test_names_in_csv_and_in_markdown(tmp_path):
    """All the way from the workbook: no cell of the CSV is run, and each row of the table has its own bid."""
    names = [name for name in RUN if name.strip() == name and name.isprintable() and name != "-"]
    bids = [{"Bidder": name, "Bid amount": 900_000 + at} for at, name in enumerate(names)]
    solicitation = {
        "Solicitation number": "1",
        "Kind": "Bid",
        "Contract value": 1_000_000,
        "Bid due date": "2025-06-02",
    }
    book = workbook(solicitation, bids, [])
    for cells in book["Bids"].iter_rows():
        for cell in cells:
            cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
    book.save(tmp_path / "bids.xlsx")
    rows = list(csv.reader(io.StringIO(lbpp("evaluate", tmp_path / "bids.xlsx", "--format", "csv").stdout)))
    assert {row[2] for row in rows[1:]} == {f"'{name}" for name in names}
    table = lbpp("evaluate", tmp_path / "bids.xlsx", "--format", "markdown").stdout
    assert sum(line.startswith(tuple(f"| {place} |" for place in range(1, 20))) for line in table.splitlines()) >= len(
        names
    )
