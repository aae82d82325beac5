"""No file ends the program, fills the memory, or gives values that are not in it: each is read or refused by name."""

import io
import re

import hostile
import openpyxl
import pytest
import python_calamine
from hypothesis import example, given
from hypothesis import strategies as st
from xlsb_writer import number, row, xlsb

from lbpp_cli.findings import UnreadableFileError
from lbpp_cli.read import xlsx
from lbpp_cli.read.guard import cell_name, column_number
from lbpp_cli.read.workbook import open_workbook
from lbpp_cli.read.xlsx import without_false_counts


def contents(data):
    """All that a workbook says, sheet by sheet."""
    workbook = open_workbook(data, "bids.xlsx")
    sheets = [workbook.sheet(name) for name in workbook.sheet_names]
    return [(sheet.name, sheet.rows, dict(sheet.odd)) for sheet in sheets]


def refused(data):
    """Why a workbook is not read; the reason is whole, so that a person can act on it."""
    with pytest.raises(UnreadableFileError) as error:
        contents(data)
    found = error.value.finding
    assert found.file == "bids.xlsx"
    assert found.severity == "error"
    assert found.message.endswith(".")
    assert found.hint.endswith(".")
    return found


@pytest.fixture(scope="module")
def bids():
    """A workbook as a library writes it: texts, numbers, a percentage, and three sheets."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Bids"
    for line in (["Bidder", "Amount", "LBE"], ["Acme & Sons", 1234567.89, "Yes"], ["Zeta", 1200000, "No"]):
        sheet.append(line)
    shares = book.create_sheet("Subcontractors")
    shares.append(["Zeta", "Pipe Co", 0.08])
    shares["C1"].number_format = "0.0%"
    book.create_sheet("Notes")["D4"] = "left blank above"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "code", "word"),
    [
        (b"", "file-empty", "empty"),
        (b"Bidder,Amount\nAcme,1\n", "not-a-spreadsheet", "not known"),
        (b"%PDF-1.7 ...", "not-a-spreadsheet", "PDF"),
        (b"\xef\xbb\xbf\n <html><table>", "not-a-spreadsheet", "web page"),
        (b"\x09\x08\x10\x00\x00\x06", "not-a-spreadsheet", "before 1997"),
        (hostile.zipped({}), "not-a-spreadsheet", "empty ZIP"),
        (hostile.zipped({"bids.csv": "a,b"}), "not-a-spreadsheet", "without sheets"),
        (
            hostile.zipped(
                {"_rels/.rels": hostile.relations(("officeDocument", "word/document.xml")), "word/document.xml": "<d/>"}
            ),
            "not-a-spreadsheet",
            "another Office program",
        ),
        (
            hostile.zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<d/>"}),
            "not-a-spreadsheet",
            "another OpenDocument program",
        ),
        (
            bytes.fromhex("d0cf11e0a1b11ae1").ljust(512, b"\0") + "WordDocument".encode("utf-16-le"),
            "not-a-spreadsheet",
            "another Office program",
        ),
        (bytes.fromhex("d0cf11e0a1b11ae1").ljust(2000, b"\0"), "file-damaged", "broke off"),
        (b"PK", "file-damaged", "first bytes"),
        (b"PK\x03\x04" + bytes(100), "file-damaged", "end is missing"),
    ],
)
def test_other_files_are_called_what_they_are(data, code, word):
    found = refused(data)
    assert found.code == code
    assert word in found.message


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("XFD1048576", "<v>7</v>"),
        ("A1048576", "<is><t> </t></is>"),
        ("A300000", "<v>7</v>"),
        ("XFD1", "<v>7</v>"),
        ("AMK1", "<v>7</v>"),
        ("AZ99999", "<v>7</v>"),
        ("B1048576", "<f>1+1</f>"),
    ],
)
def test_a_stray_far_cell_is_refused_by_name(cell, value):
    """Twelve kilobytes with one value in XFD1048576 make the parser end the process."""
    found = refused(hostile.far_cell(cell, value))
    assert found.code == "range-absurd"
    assert found.cell == f"Bids!{cell}"
    assert cell in found.message
    assert "“Bids”" in found.message
    assert "delete" in found.hint


@pytest.mark.parametrize(
    "cell",
    [
        '<c s="0" r="XFD1048576"><v>7</v></c>',
        "<c r='XFD1048576'><v>7</v></c>",
        '<c r = "XFD1048576" ><v>7</v></c>',
        '<c\nr="XFD1048576"><v>7</v></c>',
        '<c r="xfd1048576"><v>7</v></c>',
        '<c r="&#88;FD1048576"><v>7</v></c>',
        '<c r="XFD1048576"><!-- --><v>7</v></c>',
        '<c r="XFD1048576"><v><![CDATA[7]]></v></c>',
        f'<x:c xmlns:x="{hostile.MAIN}" r="XFD1048576"><x:v>7</x:v></x:c>',
        '<c r="XFD1048576" t="inlineStr"><is><r><t>a</t></r></is></c>',
    ],
)
def test_a_far_cell_cannot_hide_behind_how_it_is_written(cell):
    found = refused(hostile.xlsx(f'{hostile.ONE_CELL}<row r="1048576">{cell}</row>'))
    assert found.code == "range-absurd"
    assert found.cell == "Bids!XFD1048576"


def test_a_second_place_of_a_cell_is_no_way_around():
    """The parser takes the last of two attributes of one name."""
    assert refused(hostile.xlsx('<row r="1"><c r="A1" r="XFD1048576"><v>1</v></c></row>')).code == "file-damaged"


@pytest.mark.parametrize(
    "place", ["A4294967298", "A0", "A01", "AAAA1", "XFE1", "A1048577", "1", "A", "", "A1:B2", "Ä1"]
)
def test_a_place_outside_any_sheet_is_refused(place):
    """A row number beyond 32 bits comes around to a small one in the parser."""
    found = refused(hostile.xlsx(f'<row r="1"><c r="{place}"><v>1</v></c></row>'))
    assert found.code in {"file-damaged", "range-absurd"}


@pytest.mark.parametrize(
    ("rows", "columns", "cell"), [(250_001, 1, "A250001"), (1_048_576, 2, "B1048576"), (0, 1025, "AMK1")]
)
def test_cells_are_counted_where_they_name_no_place(rows, columns, cell):
    found = refused(hostile.far_without_places(rows, columns))
    assert found.code == "range-absurd"
    assert found.cell == f"Bids!{cell}"


def test_what_merely_looks_far_is_read():
    """Formats down to the last row, a false extent and absurd merged ranges are in many sound workbooks."""
    sheet = hostile.worksheet(
        '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="0"/></row><row r="1048576"><c r="A1048576" s="0"></c></row>',
        before='<dimension ref="A1:XFD1048576"/>',
        after='<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="nonsense"/></mergeCells>',
    )
    assert contents(hostile.xlsx(sheet)) == [("Bids", [[1.0]], {})]
    for extent in ('<dimension ref=""/>', "<dimension/>", '<dimension ref="J9:A1"/>'):
        assert contents(hostile.xlsx(hostile.worksheet(before=extent))) == [("Bids", [[1.0]], {})]


@pytest.mark.parametrize(
    ("build", "word"),
    [
        (hostile.bomb, "times its size"),
        (hostile.lying_bomb, "more data than it declares"),
        (hostile.repeated_texts, "fill the memory"),
        (hostile.many_texts, "texts"),
        (hostile.with_twins, "two parts"),
        (hostile.with_utf16, "encoding"),
        (lambda: hostile.with_utf16("xl/workbook.xml"), "encoding"),
        (lambda: hostile.xlsx(hostile.worksheet("\0")), "encoding"),
        (lambda: hostile.xlsx(*[hostile.ONE_CELL] * 501), "501 sheets"),
        (lambda: hostile.zipped(hostile.xlsx_parts() | {f"{n}": "" for n in range(5001)}), "parts"),
        (lambda: hostile.with_size(hostile.xlsx(), "[Content_Types].xml", 2**31), "parts unpack"),
        (lambda: hostile.with_size(hostile.xlsx(), "xl/workbook.xml", 90 * 1024**2), "90 MB"),
    ],
)
def test_a_bomb_is_not_lit(build, word):
    found = refused(build())
    assert found.code == "file-harmful"
    assert word in found.message


@pytest.mark.parametrize(
    "part",
    [
        "_rels/.rels",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/worksheets/sheet1.xml",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
    ],
)
def test_entities_are_refused_in_every_part(part):
    found = refused(hostile.with_document_type(part))
    assert found.code == "file-harmful"
    assert "document type" in found.message


@pytest.mark.parametrize(
    "data",
    [
        hostile.encrypted_office(),
        hostile.with_flag(hostile.xlsx()),
        hostile.ods("", manifest="<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"),
    ],
)
def test_a_password_is_named_as_the_reason(data):
    found = refused(data)
    assert found.code == "password"
    assert "password" in found.hint


def test_every_cut_of_a_workbook_is_noticed(bids):
    """A transfer that broke off must not leave a shorter list of bids."""
    for end in range(1, len(bids)):
        assert refused(bids[:end]).code == "file-damaged"


@given(st.data())
def test_a_flipped_bit_never_changes_a_value(bids, data):
    at = data.draw(st.integers(0, len(bids) - 1))
    changed = bytearray(bids)
    changed[at] ^= 1 << data.draw(st.integers(0, 7))
    try:
        read = contents(bytes(changed))
    except UnreadableFileError:
        return
    assert read == contents(bids)


def test_a_size_that_is_a_lie_is_noticed(bids):
    part = "xl/worksheets/sheet1.xml"
    real = len(contents_of_part(bids, part))
    for size in (0, 1, real - 1, real + 1, 2 * real):
        assert refused(hostile.with_size(bids, part, size)).code in {"file-damaged", "file-harmful"}


def contents_of_part(data, part):
    import zipfile

    return zipfile.ZipFile(io.BytesIO(data)).read(part)


def test_bytes_after_the_end_are_no_second_directory(bids):
    """Programs differ in which of two ends they believe, and so in which sheets they show."""
    other = hostile.xlsx('<row r="1"><c r="A1"><v>2</v></c></row>')
    assert refused(bids + b"x").code == "file-damaged"
    assert refused(bids + other).code == "file-damaged"


@pytest.mark.parametrize("only_there", [True, False])
def test_a_workbook_in_the_large_format_is_read(bids, only_there):
    assert contents(hostile.in_large_format(bids, only_there=only_there)) == contents(bids)


def test_the_name_of_a_part_cannot_write_over_the_terminal():
    parts = hostile.xlsx_parts() | {"a\x1b[2J": "", "A\x1b[2J": ""}
    assert refused(hostile.zipped(parts)).message.isprintable()


def test_a_part_in_another_packing_is_refused():
    import zipfile

    assert refused(hostile.zipped(hostile.xlsx_parts(), zipfile.ZIP_BZIP2)).code == "file-damaged"
    assert contents(hostile.zipped(hostile.xlsx_parts(), zipfile.ZIP_STORED)) == [("Bids", [[1.0]], {})]


PARTS = hostile.xlsx_parts(
    '<row r="1" spans="1:4"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><f>1/12.5</f><v>0.08</v></c>'
    '<c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="D1" t="inlineStr"><is><t>x</t></is></c></row>',
    hostile.ONE_CELL,
    texts="<si><t>Acme &amp; Sons</t></si><si><r><t>rich</t></r></si>",
    styles=hostile.PERCENT_STYLES,
    settings='<calcPr fullCalcOnLoad="1"/>',
)
PIECES = [
    b"",
    b"<",
    b">",
    b'"',
    b"'",
    b"&",
    b"\0",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"<c r=",
    b"r=",
    b"</c>",
    b"<row/>",
    b"9",
]


@given(st.sampled_from([name for name in PARTS if name != "[Content_Types].xml"]), st.data())
@example("xl/workbook.xml", None)
def test_garbled_xml_gives_a_finding_and_never_a_failure(part, data):
    """The checksum is right here, so that the damage reaches what reads the XML."""
    content = PARTS[part].encode()
    for _ in range(data.draw(st.integers(1, 4)) if data else 0):
        at = data.draw(st.integers(0, len(content)))
        cut = data.draw(st.integers(0, 5))
        piece = data.draw(st.sampled_from(PIECES) | st.binary(max_size=3))
        content = content[:at] + piece + content[at + cut :]
    try:
        read = contents(hostile.zipped(PARTS | {part: content}))
    except UnreadableFileError:
        return
    assert all(isinstance(line, list) for _, rows, _ in read for line in rows)


def test_whatever_the_parser_throws_is_a_finding(monkeypatch):
    """A panic in the parser is no Exception."""

    class PanicError(BaseException):
        pass

    for error, code in (
        (PanicError("index out of bounds"), "file-damaged"),
        (python_calamine.CalamineError("odd"), "file-damaged"),
        (python_calamine.PasswordError("locked"), "password"),
        (MemoryError(), "file-harmful"),
    ):

        class Parser:
            thrown = error

            @classmethod
            def from_filelike(cls, _):
                raise cls.thrown

        monkeypatch.setattr(python_calamine, "CalamineWorkbook", Parser)
        assert refused(hostile.xlsx()).code == code


def test_an_interruption_stays_one(monkeypatch):
    class Parser:
        @classmethod
        def from_filelike(cls, _):
            raise KeyboardInterrupt

    monkeypatch.setattr(python_calamine, "CalamineWorkbook", Parser)
    with pytest.raises(KeyboardInterrupt):
        contents(hostile.xlsx())


FAR_ROWS = row(0) + number(0, 1.0) + row(1_048_575) + number(16_383, 7.0)


@pytest.mark.parametrize(
    ("data", "cell"),
    [
        (hostile.ods(hostile.ods_row(hostile.ods_number(1), times=1_048_576)), "A1048576"),
        (hostile.ods(hostile.ods_row(hostile.ods_number(1, 16_384))), "XFD1"),
        (hostile.ods(hostile.ods_row(hostile.ods_number(1, 16_384), times=1_048_576)), "XFD1048576"),
        (
            hostile.ods(
                hostile.ods_row(hostile.ods_number(1))
                + hostile.ods_row(hostile.ods_blank(16_384), times=1_048_574)
                + hostile.ods_row(hostile.ods_blank(9), hostile.ods_text(" "))
            ),
            "J1048576",
        ),
        (xlsb(("Bids", FAR_ROWS)), "XFD1048576"),
    ],
)
def test_a_far_cell_is_refused_in_the_other_kinds(data, cell):
    found = refused(data)
    assert found.code == "range-absurd"
    assert found.cell == f"Bids!{cell}"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (hostile.ods(hostile.ods_row(hostile.ods_text("x" * 100_000, 900), times=900)), "fill the memory"),
        (hostile.ods(hostile.ods_row(hostile.ods_text('<text:s text:c="999999999"/>'))), "repeats"),
        (hostile.ods(hostile.ods_row(hostile.ods_number(1), times=10**9 - 1)), "repeats"),
        (hostile.ods("", head='<!DOCTYPE x [<!ENTITY a "a">]>'), "document type"),
        (hostile.ods("", content=hostile.ods("").decode("latin-1").encode("utf-16")), "encoding"),
        (
            hostile.ods(
                hostile.ods_row(
                    '<table:table-cell table:formula="of:=1" table:number-columns-repeated="9"/>', times=200_000
                )
            ),
            "errors",
        ),
    ],
)
def test_an_ods_bomb_is_not_lit(data, word):
    found = refused(data)
    assert found.code == "file-harmful"
    assert word in found.message


@pytest.mark.parametrize("name", ["A1", "Z1", "AA10", "AZ99", "ZZ702", "AAA1", "XFD1048576"])
def test_names_of_cells_and_their_numbers_agree(name):
    letters = name.rstrip("0123456789")
    assert cell_name(int(name[len(letters) :]), column_number(letters)) == name


@given(st.text(st.sampled_from([*"count=uniqueC \t\n0123\"'"]), max_size=60), st.integers(0, 3))
def test_a_false_count_is_found_wherever_it_stands(around, digits):
    """The parser makes room for as many texts as are announced: a part must not announce more than it can hold."""
    xml = f'<sst {around} count="{"9" * (digits + 7)}" {around}>'.encode()
    announced = [found[1] for found in re.finditer(rb"""\s(?:uniqueC|c)ount\s*=\s*["']([^"'<>]*)["']""", xml)]
    assert [found[1] for found in re.finditer(xlsx._ANY_COUNT, xml)] == announced  # noqa: SLF001
    assert (without_false_counts(xml) == xml) == all(
        count.isdigit() and len(count) < 10 and int(count) <= len(xml) for count in announced
    )
