"""Builds small workbooks cell by cell, with stored results and formats, and audits them in this process."""

import re

import hostile

from lbpp_cli.audit.checks import audit
from lbpp_cli.model import InputFile
from lbpp_cli.read.audit.facts import read_facts

# Style 1 shows two decimals, 2 nothing, 3 whole percent; 4 has white letters, 5 white letters on blue, 6 tiny letters;
# 7 letters of nearly white, 8 of grey, 9 is black; 10 shows another figure, 11 a unit, 12 digits beside those of the
# number; 13 shows no sign, 14 parentheses.
STYLES = (
    f'<styleSheet xmlns="{hostile.MAIN}"><numFmts count="6"><numFmt numFmtId="164" formatCode=";;;"/>'
    '<numFmt numFmtId="165" formatCode="&quot;2,000.00&quot;"/><numFmt numFmtId="166" formatCode="0&quot; m2&quot;"/>'
    '<numFmt numFmtId="167" formatCode="0&quot;00&quot;"/><numFmt numFmtId="168" formatCode="0.00;0.00"/>'
    '<numFmt numFmtId="169" formatCode="0.00_);(0.00)"/></numFmts>'
    '<fonts><font><sz val="11"/></font><font><sz val="11"/><color rgb="FFFFFFFF"/></font><font><sz val="1"/></font>'
    '<font><sz val="11"/><color rgb="FFFEFEFE"/></font><font><sz val="11"/><color rgb="FF999999"/></font></fonts>'
    '<fills><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FF1F4E78"/></patternFill></fill>'
    '<fill><patternFill patternType="solid"><fgColor indexed="8"/></patternFill></fill></fills>'
    '<cellXfs><xf numFmtId="0" fontId="0" fillId="0"/><xf numFmtId="2" fontId="0" fillId="0"/>'
    '<xf numFmtId="164" fontId="0" fillId="0"/><xf numFmtId="9" fontId="0" fillId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0"/><xf numFmtId="0" fontId="1" fillId="1"/>'
    '<xf numFmtId="0" fontId="2" fillId="0"/><xf numFmtId="0" fontId="3" fillId="0"/>'
    '<xf numFmtId="0" fontId="4" fillId="0"/><xf numFmtId="0" fontId="0" fillId="2"/>'
    '<xf numFmtId="165" fontId="0" fillId="0"/><xf numFmtId="166" fontId="0" fillId="0"/>'
    '<xf numFmtId="167" fontId="0" fillId="0"/><xf numFmtId="168" fontId="0" fillId="0"/>'
    '<xf numFmtId="169" fontId="0" fillId="0"/></cellXfs>'
    '<dxfs><dxf><font><color rgb="FFFFFFFF"/></font></dxf><dxf><font><color rgb="FFFF0000"/></font></dxf></dxfs>'
    "</styleSheet>"
)


def rows(cells, styles=None, attributes=None):
    """The rows of a sheet: a number, a text, or a formula with its result (``("B2*C2", 5)``) for each named cell."""
    lines = {}
    for name, value in cells.items():
        letters, row = re.fullmatch(r"([A-Z]+)(\d+)", name).groups()
        style = f' s="{styles[name]}"' if styles and name in styles else ""
        lines.setdefault(int(row), []).append((len(letters), letters, _cell(name, style, value)))
    written = ""
    for row in sorted(lines):
        more = (attributes or {}).get(row, "")
        written += f'<row r="{row}"{more}>{"".join(cell for *_, cell in sorted(lines[row]))}</row>'
    return written


def _cell(name, style, value):
    if isinstance(value, tuple):
        formula, result = value
        stored = "" if result is None else f"<v>{result}</v>"
        kind = ' t="str"' if isinstance(result, str) else ""
        return f'<c r="{name}"{style}{kind}><f>{formula}</f>{stored}</c>'
    if isinstance(value, str):
        return f'<c r="{name}"{style} t="inlineStr"><is><t>{value}</t></is></c>'
    return f'<c r="{name}"{style}><v>{value}</v></c>'


def sheet(cells, styles=None, attributes=None, before="", after=""):
    """A worksheet of cells, with what stands before and after them."""
    return hostile.worksheet(rows(cells, styles, attributes), before, after)


def book(*sheets, names=("Prices", "Other"), settings="", more=None):
    """A workbook of worksheets as bytes, with further parts."""
    parts = hostile.xlsx_parts(*sheets, names=names, settings=settings, styles=STYLES)
    return hostile.zipped(parts | (more or {}))


def audited(data, name="bids.xlsx"):
    """What is found in a file, and what was not looked at."""
    return audit(read_facts(InputFile(name, data)))


def found(data, name="bids.xlsx"):
    """The codes and places of what is found in a file."""
    return [(one.code, one.cell) for one in audited(data, name).findings]


def message(data, code, name="bids.xlsx"):
    """What the first finding of a code says."""
    return next(one.message for one in audited(data, name).findings if one.code == code)
