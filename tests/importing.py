"""Imports sheets of rows in the process, for tests that are about layouts."""

from __future__ import annotations

import io

from make_tabulations import book, text

from lbpp_cli.imported import Choices
from lbpp_cli.model import InputFile
from lbpp_cli.read.importing.run import import_files

MARKS = ("LBE", "CBE", "LSB", "LTE")


def file_of(sheets, name="tab.xlsx"):
    """A workbook of sheets of rows; rows alone make a text file."""
    if isinstance(sheets, list):
        return InputFile("tab.csv", text(sheets).encode())
    content = io.BytesIO()
    book(sheets, merged=False).save(content)
    return InputFile(name, content.getvalue())


def imported(*sheets, basis=(), governs=None, estimate=False):
    """What an import of one or several files gives."""
    files = [file_of(one, f"tab{number}.xlsx") for number, one in enumerate(sheets)]
    return import_files(files, MARKS, Choices(tuple(basis), governs, estimate))


def amounts(result):
    """The amount of each bid."""
    return {bid.bidder: bid.amount for bid in result.bids}


def codes(result):
    return {finding.code for finding in result.findings}


def found(result, code):
    return [(finding.cell, finding.message) for finding in result.findings if finding.code == code]
