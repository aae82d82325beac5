"""Writes small xlsb workbooks, for which there is no library."""

import struct

from hostile import relations, zipped


def record(kind, content=b""):
    """A record: its kind and size in as many bytes of seven bits as they need."""
    return variable(kind) + variable(len(content)) + content


def variable(number):
    written = b""
    while number >= 0x80:
        written += bytes([number & 0x7F | 0x80])
        number >>= 7
    return written + bytes([number])


def text(value):
    return struct.pack("<L", len(value)) + value.encode("utf-16-le")


def row(number):
    return record(0, struct.pack("<LLHBBBL", number, 0, 300, 0, 0, 0, 0))


def cell(kind, column, content):
    return record(kind, struct.pack("<LL", column, 0) + content)


def number(column, value):
    return cell(5, column, struct.pack("<d", value))


def string(column, value):
    return cell(6, column, text(value))


def error(column, code):
    return cell(3, column, bytes([code]))


def formula_error(column, code):
    return cell(11, column, bytes([code]) + struct.pack("<HLL", 0, 0, 0))


def xlsb(*sheets):
    """A workbook of sheets, each a name and records of its rows."""
    bundles = b"".join(
        record(156, struct.pack("<LL", 0, at) + text(f"rId{at}") + text(name)) for at, (name, _) in enumerate(sheets, 1)
    )
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations(("officeDocument", "xl/workbook.bin")),
        "xl/workbook.bin": record(131) + record(143) + bundles + record(144) + record(132),
        "xl/_rels/workbook.bin.rels": relations(
            *(("worksheet", f"worksheets/sheet{at}.bin") for at in range(1, len(sheets) + 1))
        ),
    }
    for at, (_, rows) in enumerate(sheets, 1):
        extent = record(148, struct.pack("<4L", 0, 0, 0, 0))
        parts[f"xl/worksheets/sheet{at}.bin"] = record(129) + extent + record(145) + rows + record(146) + record(130)
    return zipped(parts)
