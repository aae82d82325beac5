"""Builds workbooks that are wrong, odd or hostile, each as bytes.

Every builder starts from parts as text, so that a test can put anything into them that no library would write. Files
that would end the process if a parser got them must be given to ``open_workbook`` only.
"""

import io
import struct
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
OASIS = "urn:oasis:names:tc:opendocument:xmlns:"

ONE_CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'
PERCENT_STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="3"><numFmt numFmtId="164" formatCode="0.0%"/>'
    '<numFmt numFmtId="165" formatCode="0&quot;%&quot;"/><numFmt numFmtId="166" formatCode="0\\%"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="10"/>'
    '<xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="14"/></cellXfs></styleSheet>'
)


def zipped(parts, method=zipfile.ZIP_DEFLATED):
    """A ZIP of parts by name; a part may be text or bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def relations(*targets):
    """A part of relations, numbered from rId1, each a kind and a target."""
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}">{listed}</Relationships>'


def worksheet(rows=ONE_CELL, before="", after=""):
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def xlsx_parts(*rows, texts=None, styles=None, settings="", names=("Bids", "Subcontractors", "Solicitation")):
    """The parts of a workbook with a sheet for each text of rows; whole worksheets are taken as they are."""
    sheets = [text if "sheetData" in text else worksheet(text) for text in (rows or (ONE_CELL,))]
    names = [*names, *(f"Sheet{number}" for number in range(len(sheets)))]
    listed = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(names[: len(sheets)], 1)
    )
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets>{settings}</workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            *(("worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(sheets) + 1)),
            ("styles", "styles.xml"),
            ("sharedStrings", "sharedStrings.xml"),
        ),
    }
    for number, sheet in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = sheet
    if texts is not None:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{texts}</sst>'
    if styles is not None:
        parts["xl/styles.xml"] = styles
    return parts


def xlsx(*rows, **options):
    """A workbook with a sheet for each text of rows."""
    return zipped(xlsx_parts(*rows, **options))


def far_cell(cell="XFD1048576", value="<v>7</v>"):
    """A small table, and one value far away from it, as a slip of the keyboard leaves it."""
    row = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return xlsx(f'{ONE_CELL}<row r="{row}"><c r="{cell}">{value}</c></row>')


def far_without_places(rows=0, columns=1):
    """Cells that name no place, so that only counting finds the last of too many."""
    before = f'<row r="{rows - 1}"/>' if rows else ""
    return xlsx(f"{before}<row>{'<c><v>1</v></c>' * columns}</row>")


def repeated_texts():
    """One long text in so many cells that its copies fill any memory."""
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 20_001))
    return xlsx(cells, texts=f"<si><t>{'x' * 1_000_000}</t></si>")


def many_texts():
    """More shared texts than any table has, each of them empty."""
    parts = xlsx_parts('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', texts="<si/>" * 1_100_000)
    return zipped(parts, zipfile.ZIP_STORED)


def bomb(size=60 * 1024**2):
    """A sheet of blanks that unpacks to a thousand times its size."""
    return xlsx(worksheet(" " * size))


def lying_bomb():
    """A sheet that unpacks to far more than the package declares."""
    return with_size(xlsx(worksheet(" " * 4_000_000)), "xl/worksheets/sheet1.xml", 1_000)


def with_size(data, part, size):
    """The same package with another declared size of one part, both where it is and in the list of parts."""
    changed = bytearray(data)
    at = -1
    while (at := data.find(part.encode(), at + 1)) >= 0:
        if data[at - 46 : at - 42] == b"PK\x01\x02":
            struct.pack_into("<L", changed, at - 46 + 24, size)
        elif data[at - 30 : at - 26] == b"PK\x03\x04":
            struct.pack_into("<L", changed, at - 30 + 22, size)
    return bytes(changed)


def with_flag(data, flag=1):
    """The same package with a flag of its first listed part set; flag 1 says that the part is encrypted."""
    changed = bytearray(data)
    changed[data.index(b"PK\x01\x02") + 8] |= flag
    return bytes(changed)


def in_large_format(data, *, only_there=True):
    """The same package ended as for large archives, as some programs do always, with or without the usual numbers."""
    end = data.rindex(b"PK\x05\x06")
    usual = data[end:]
    _, _, _, count, _, size, at, _ = struct.unpack("<4s4H2LH", usual)
    large = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, at)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    none = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return data[:end] + large + locator + (none if only_there else usual)


def with_twins():
    """Two sheets of one name: one program shows the first, another the second."""
    parts = xlsx_parts()
    parts["xl/worksheets/sheet1.xmL"] = worksheet('<row r="1"><c r="A1"><v>2</v></c></row>')
    return zipped(parts)


def with_document_type(part="xl/worksheets/sheet1.xml"):
    """Entities that multiply, in any part that is parsed."""
    parts = xlsx_parts(texts="<si><t>a</t></si>", styles=PERCENT_STYLES)
    parts["xl/worksheets/sheet1.xml"] = worksheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')
    entities = '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    parts[part] = entities + parts[part]
    return zipped(parts)


def with_utf16(part="xl/worksheets/sheet1.xml"):
    """A part in UTF-16, in which a check of bytes sees no markup."""
    parts = xlsx_parts()
    parts[part] = f'<?xml version="1.0" encoding="UTF-16"?>{parts[part]}'.encode("utf-16")
    return zipped(parts)


def encrypted_office():
    """The beginning of a workbook that a password protects: an OLE container with two streams of their own."""
    names = "".join(f"{name:\0<32}" for name in ("Root Entry", "EncryptionInfo", "EncryptedPackage"))
    return bytes.fromhex("d0cf11e0a1b11ae1").ljust(512, b"\0") + names.encode("utf-16-le")


def ods(rows, name="Bids", manifest="", head="", content=None):
    """An ods workbook with one table."""
    spaces = "".join(f' xmlns:{short}="{OASIS}{short}:1.0"' for short in ("office", "table", "text"))
    calcext = ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    written = (
        f'{head}<office:document-content{spaces}{calcext}><office:body><office:spreadsheet><table:table table:name="{name}">'
        f"{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    return zipped(
        {
            "mimetype": ODS_TYPE,
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{OASIS}manifest:1.0">{manifest}</manifest:manifest>',
            "content.xml": written if content is None else content,
        }
    )


def ods_row(*cells, times=1):
    again = f' table:number-rows-repeated="{times}"' if times != 1 else ""
    return f"<table:table-row{again}>{''.join(cells)}</table:table-row>"


def ods_number(value, times=1, attributes=""):
    again = f' table:number-columns-repeated="{times}"' if times != 1 else ""
    return f'<table:table-cell office:value-type="float" office:value="{value}"{again}{attributes}/>'


def ods_text(text, times=1):
    again = f' table:number-columns-repeated="{times}"' if times != 1 else ""
    return f'<table:table-cell office:value-type="string"{again}><text:p>{text}</text:p></table:table-cell>'


def ods_blank(times=1):
    return f'<table:table-cell table:number-columns-repeated="{times}"/>'


def with_bytes_at(data, at, new):
    """The same bytes with some of them replaced."""
    return data[:at] + new + data[at + len(new) :]
