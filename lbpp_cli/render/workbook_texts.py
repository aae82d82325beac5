"""The sheets of the report that hold words: readings and assumptions, findings, the receipt."""

from __future__ import annotations

from datetime import datetime, time
from hashlib import sha256
from typing import TYPE_CHECKING

from lbpp_cli.render import award_words, words
from lbpp_cli.render.receipt import lines, receipt_of
from lbpp_cli.render.sheets import Sheet
from lbpp_cli.report_layout import (
    FINDING_HEADINGS,
    FINDINGS,
    FINDINGS_TOP,
    INPUT_RECEIPT,
    READINGS,
    RECEIPT,
    RECEIPT_TOP,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lbpp_cli.model import Evaluation, InputCell, InputFile
    from lbpp_cli.programs import Program


def readings(evaluation: Evaluation, program: Program) -> Sheet:
    """What the rules leave open and how it was read; what was assumed; what is not decided."""
    sheet = Sheet(READINGS)
    sheet.set_widths(20, 12, 46, 20, 40, 26)
    sheet.write(0, 0, "Readings and assumptions", "title")
    sheet.write(1, 0, award_words.verdict(evaluation), "plain")
    headings = ("Reading", "Clause", "What the rules leave open", "Read as", "Which means", "Another award under")
    sheet.line(3, headings, "head")
    sheet.freeze, sheet.repeat = (4, 0), (3, 3)
    known = {reading.id: reading for reading in program.readings}
    row = 4
    for used in evaluation.readings:
        reading = known[used.id]
        changes = ", ".join(used.award_changes_under) or "–"
        sheet.line(row, (used.id, reading.clause, reading.question, used.chosen, reading.values[used.chosen], changes))
        row += 1
    row = _paragraphs(sheet, row + 1, "Together", award_words.readings_sentences(evaluation))
    row = _paragraphs(sheet, row, "Assumptions", award_words.assumptions(evaluation.assumptions))
    row = _paragraphs(sheet, row, "Applications not decided", award_words.pending(evaluation))
    waived = words.waiver(evaluation, program)
    _paragraphs(sheet, row, "Waiver", [waived] if waived else [])
    return sheet


def _paragraphs(sheet: Sheet, row: int, title: str, sentences: list[str]) -> int:
    sheet.write(row, 0, title, "section")
    for sentence in sentences or ["None."]:
        row += 1
        sheet.write(row, 0, sentence, "note")
        sheet.spans[row, 0] = len(sheet.widths) - 1
    return row + 2


def findings(evaluation: Evaluation) -> Sheet:
    """What is missing or odd in the input."""
    sheet = Sheet(FINDINGS)
    sheet.set_widths(10, 24, 22, 20, 60, 50)
    sheet.write(0, 0, "Findings: what is missing or odd in the input", "title")
    sheet.line(FINDINGS_TOP - 1, FINDING_HEADINGS, "head")
    sheet.freeze, sheet.repeat = (FINDINGS_TOP, 0), (FINDINGS_TOP - 1, FINDINGS_TOP - 1)
    for row, one in enumerate(evaluation.findings, start=FINDINGS_TOP):
        sheet.line(row, (one.severity, one.code, one.file, one.cell, one.message, one.hint))
    if not evaluation.findings:
        sheet.write(FINDINGS_TOP, 0, "None.", "plain")
    return sheet


def receipt(evaluation: Evaluation, cells: Sequence[InputCell]) -> Sheet:
    """What the report was made from, and how to check it."""
    sheet, made_from = Sheet(RECEIPT), receipt_of(evaluation)
    sheet.set_widths(34, 80)
    sheet.write(0, 0, "Receipt: what this report was made from", "title")
    sheet.write(
        1, 0, "lbpp verify REPORT evaluates again from the Input sheet; lbpp verify REPORT BIDS from the file.", "plain"
    )
    found = [*(lines(made_from) if made_from else []), (INPUT_RECEIPT, input_hash(cells, evaluation.files))]
    for row, line in enumerate(found, start=RECEIPT_TOP):
        sheet.line(row, line, ("label", "text"))
    return sheet


def input_hash(cells: Sequence[InputCell], files: Sequence[InputFile]) -> str:
    """The SHA-256 of all that stands in the input, cell by cell, and of the hashes of its files."""
    texts = ["\t".join((file.role, file.sha256 or "")) for file in files]
    texts += ["\t".join((cell.file, cell.table, cell.sheet, cell.cell, canonical(cell.raw))) for cell in cells]
    return sha256("\n".join(texts).encode(errors="backslashreplace")).hexdigest()


def canonical(value: object) -> str:
    """What a cell holds as a text, whichever program stored it: 7 is 7.0, midnight is no time of day.

    Numbers have the 15 digits that every spreadsheet keeps, texts the ends of lines that it writes.
    """
    if isinstance(value, bool) or value is None:
        return str(value or "").upper()
    if isinstance(value, (int, float)):
        return f"{float(value):.15g}"
    if isinstance(value, datetime) and value.time() == time():
        return str(value.date())
    return str(value).replace("\r\n", "\n")
