"""``lbpp verify``: evaluates again what a report was made from, and says what in the report agrees with that."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import typer

from lbpp_cli import __version__, programs
from lbpp_cli.commands import options
from lbpp_cli.commands.inputs import find_inputs
from lbpp_cli.commands.output import emit, page_settings
from lbpp_cli.findings import UnreadableFileError, finding
from lbpp_cli.from_files import OutreachFiles, evaluate_tables, tables_of
from lbpp_cli.model import CERTIFICATIONS, OUTREACH, SUBCONTRACTORS, InputFile
from lbpp_cli.read.archive import is_word_document
from lbpp_cli.read.evaluations import read_evaluations
from lbpp_cli.read.files import read_file
from lbpp_cli.read.guard import starts_as_workbook
from lbpp_cli.read.outreach_files import roles
from lbpp_cli.render import console
from lbpp_cli.render.agreement import (
    AGREES,
    DIFFERS,
    NOTE,
    UNVERIFIED,
    Line,
    compare_objects,
    compare_pieces,
    compare_sheets,
)
from lbpp_cli.render.layout import Page, safe
from lbpp_cli.render.receipt import MONTH_FIRST, Receipt, of_object, read_lines
from lbpp_cli.status import EVALUATED, INPUT_ERRORS, UNUSABLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from lbpp_cli.from_files import Terms
    from lbpp_cli.model import Evaluation
    from lbpp_cli.read.tabulation import Tables

_MEMO = " A memo says under Made from, with their SHA-256, which files to make one of."
_STYLES = {AGREES: "green", DIFFERS: "bold red", UNVERIFIED: "bold yellow", NOTE: "cyan"}


def run(report: Path, inputs: Sequence[Path]) -> int:
    """Print what agrees and what differs; gives the exit status.

    0 all agrees, 1 something differs, 2 something cannot be read, or has nothing that it could be compared with.
    """
    page = Page(*page_settings(sys.stdout))
    try:
        found = list(_verify(report, inputs))
    except UnreadableFileError as error:
        lines = console.findings((error.finding,), Page(*page_settings(sys.stderr)))[1:]
        emit("\n".join(lines) + "\n", error=True)
        return UNUSABLE
    shown: list[str] = []
    for line in found:
        first, *more = page.paragraph(safe(f"{line.verdict} {line.place}: {line.text}"), hanging=2)
        shown += [first.replace(line.verdict, page.paint(line.verdict, _STYLES[line.verdict]), 1), *more]
    differing, unverified = (sum(line.verdict == one for line in found) for one in (DIFFERS, UNVERIFIED))
    places = "1 place differs" if differing == 1 else f"{differing} places differ"
    verdict = f"{report}: {places}." if differing else f"{report} agrees with its input."
    if unverified:
        results = "1 result" if unverified == 1 else f"{unverified} results"
        rest = places if differing else "all else agrees with its input"
        verdict = f"{report}: {results} cannot be verified; {rest}."
    emit("\n".join([*shown, "", *page.paragraph(safe(verdict), style="bold")]) + "\n")
    return UNUSABLE if unverified else INPUT_ERRORS if differing else EVALUATED


def _verify(report: Path, inputs: Sequence[Path]) -> Iterator[Line]:
    content = read_file(report, str(report)).content or b""
    if starts_as_workbook(content):
        if is_word_document(content, str(report)):
            raise _no_report(
                report, "It is a Word document; a memo or a letter is edited, and cannot be verified.", _MEMO
            )
        yield from _verify_workbook(content, report, inputs)
        return
    text = content.decode("utf-8-sig", errors="replace").lstrip()
    if text.startswith("<"):
        yield from _verify_page(text, report, inputs)
    elif text.startswith("{"):
        yield from _verify_objects(text, report, inputs)
    else:
        raise _no_report(report, "It is neither a workbook, nor a page, nor JSON.")


def _no_report(report: Path, why: str, more: str = "") -> UnreadableFileError:
    hint = f"Name a file that lbpp report wrote, or a result of lbpp evaluate as JSON.{more}"
    return UnreadableFileError(finding("not-a-report", why, hint, str(report)))


def _verify_workbook(content: bytes, report: Path, inputs: Sequence[Path]) -> Iterator[Line]:
    from lbpp_cli.read.filed import read_filed
    from lbpp_cli.read.input_cells import input_cells
    from lbpp_cli.render.workbook import plan

    filed = read_filed(content, str(report))
    receipt = _receipt(dict(filed.receipt), report)
    # A name stands once in the receipt and many times on the Input sheet: what differs is the one.
    named = (one._replace(file=filed.names.get(one.role, one.file)) for one in receipt.inputs)
    receipt = receipt._replace(inputs=tuple(named))
    terms = _terms(receipt, report)
    # The Input sheet holds the bids; the records of an outreach are in their own file alone.
    from_files = bool(inputs) or terms.outreach is not None
    if from_files:
        terms, tables = _tables(receipt, terms, report, inputs)
    else:
        files = tuple(InputFile(one.file, None, one.role, one.sha256) for one in receipt.inputs)
        tables = filed.tables(files)
        yield Line(NOTE, "input", "taken from the sheet Input; name the input to compare it with the file itself")
    evaluation = _evaluated(tables, terms, receipt)
    yield from _origin(receipt, evaluation, from_files=from_files)
    if evaluation.award is None or evaluation.case is None:
        yield from _cannot_be_evaluated(evaluation)
        return
    cells = input_cells(tables, evaluation.case.tabulation, terms.program.form)
    yield from compare_sheets(plan(_with_hashes(evaluation, receipt), terms.program, cells), filed.sheets)


def _verify_page(text: str, report: Path, inputs: Sequence[Path]) -> Iterator[Line]:
    from lbpp_cli.read.pages import read_page, receipt_lines
    from lbpp_cli.read.rulebook import read_clauses
    from lbpp_cli.render import page

    try:
        actual = read_page(text)
    except ValueError as error:
        raise _no_report(report, f"It is no page ({error}).") from None
    receipt = _receipt(receipt_lines(actual), report)
    terms, tables = _tables(receipt, _terms(receipt, report), report, inputs)
    evaluation = _evaluated(tables, terms, receipt)
    yield from _origin(receipt, evaluation, from_files=True)
    rules = evaluation.rules
    if evaluation.award is None or rules is None:
        yield from _cannot_be_evaluated(evaluation)
        return
    evaluation = _with_hashes(evaluation, receipt)
    clauses = read_clauses(programs.folder(terms.program.id), rules)
    expected = read_page(page.render(evaluation, terms.program, clauses))
    differences = list(compare_pieces(expected, actual))
    yield from differences or [Line(AGREES, "the page", f"{len(expected)} texts and tags")]


def _verify_objects(text: str, report: Path, inputs: Sequence[Path]) -> Iterator[Line]:
    """One object, or one a line."""
    try:
        objects = read_evaluations(text)
    except ValueError as error:
        raise _no_report(report, str(error)) from None
    if len(objects) > 1 and inputs:
        raise typer.BadParameter("results of several files are compared with the files that they name.")
    for number, one in enumerate(objects, start=1):
        if len(objects) == 1:
            yield from _verify_object(one, report, inputs)
            return
        try:
            found = list(_verify_object(one, report, inputs))
        except UnreadableFileError as error:
            place = f"{error.finding.place}: " if error.finding.file != str(report) else ""
            found = [Line(UNVERIFIED, "", f"{place}{error.finding.message}")]
        except typer.BadParameter as error:
            found = [Line(UNVERIFIED, "", error.message)]
        for line in found:
            yield line._replace(place=f"line {number} {line.place}".rstrip())


def _verify_object(actual: dict[str, Any], report: Path, inputs: Sequence[Path]) -> Iterator[Line]:
    from lbpp_cli.render.as_json import as_object

    if actual.get("receipt", "") is None:
        raise _no_report(report, "It is of an input that had errors: nothing was evaluated, so it has no receipt.")
    try:
        receipt = of_object(actual["receipt"])
    except (KeyError, TypeError):
        raise _no_report(report, "It has no receipt, or a damaged one.") from None
    terms, tables = _tables(receipt, _terms(receipt, report), report, inputs)
    evaluation = _evaluated(tables, terms, receipt)
    yield from _origin(receipt, evaluation, from_files=True)
    evaluation = _with_hashes(evaluation, receipt)
    expected = json.loads(json.dumps(as_object(evaluation)))
    differences = list(compare_objects(expected, actual))
    yield from differences or [Line(AGREES, "the result", f"{len(expected)} keys, with all that they hold")]


def _receipt(found: dict[str, str], report: Path) -> Receipt:
    try:
        return read_lines(found)
    except KeyError as error:
        raise _no_report(report, f"Its receipt has no line {error}.") from None


def _terms(receipt: Receipt, report: Path) -> Terms:
    fields = [f"{name}={value}" for name, value in receipt.options.items() if (name, value) != MONTH_FIRST]
    readings = [f"{name}={value}" for name, value in receipt.readings.items()]
    try:
        date.fromisoformat(receipt.date)
        files = [one.file for one in receipt.inputs if one.role.startswith(OUTREACH)]
        month_first = MONTH_FIRST in receipt.options.items()
        outreach, readings = options.outreach_of(files, readings, month_first=month_first)
        return options.terms_of(receipt.program, {}, fields, readings)._replace(outreach=outreach)
    except (typer.BadParameter, ValueError) as error:
        why = error.message if isinstance(error, typer.BadParameter) else str(error)
        raise _no_report(report, f"Its receipt says what this program does not know: {why}") from None


def _tables(receipt: Receipt, terms: Terms, report: Path, inputs: Sequence[Path]) -> tuple[Terms, Tables]:
    """The tables of the input files, under the names that the receipt gives them."""
    paths = find_inputs(receipt, report, inputs)
    names = {path: one.file for one in receipt.inputs if (path := paths.get(one.role))}
    terms = terms._replace(subcontractors=paths.get(SUBCONTRACTORS), certifications=paths.get(CERTIFICATIONS))
    if terms.outreach is not None:
        books, named, headings = roles(paths)
        of_outreach = terms.outreach.terms._replace(named=named, headings=headings)
        terms = terms._replace(outreach=OutreachFiles(books, of_outreach))

    def shown(path: Path) -> str:
        return names.get(path, str(path))

    return terms.shown(shown), tables_of(paths["bids"], terms, shown)


def _evaluated(tables: Tables, terms: Terms, receipt: Receipt) -> Evaluation:
    """The evaluation, as the version of the program that the receipt names would have signed it."""
    return replace(evaluate_tables(tables, terms, date.fromisoformat(receipt.date)), version=receipt.version)


def _origin(receipt: Receipt, evaluation: Evaluation, *, from_files: bool) -> Iterator[Line]:
    """Program, rules and input files of a report against those at hand."""
    if receipt.version == __version__:
        yield Line(AGREES, "program", f"{receipt.tool} {receipt.version}")
    else:
        text = f"made by {receipt.tool} {receipt.version}; this is {__version__}, whose texts may be others"
        yield Line(NOTE, "program", text)
    rules = evaluation.rules
    if rules is not None:
        same = receipt.rules_sha256 == rules.book.file.sha256 and receipt.rules_version == str(rules.version)
        text = f"{receipt.program}, in force from {receipt.rules_version}, SHA-256 {receipt.rules_sha256}"
        yield Line(AGREES if same else DIFFERS, "rules", text if same else f"{text}; here they are other ones")
    if from_files:
        hashes = {file.role: file.sha256 for file in evaluation.files}
        for one in receipt.inputs:
            same = hashes.get(one.role) == one.sha256
            text = f"SHA-256 {one.sha256}" if same else f"SHA-256 {hashes.get(one.role)}; the receipt has {one.sha256}"
            yield Line(AGREES if same else DIFFERS, f"input {one.file}", text)


def _with_hashes(evaluation: Evaluation, receipt: Receipt) -> Evaluation:
    """With the hashes of the receipt: an input that is another file is said to be one once, not at each of them."""
    hashes = {one.role: one.sha256 for one in receipt.inputs}
    files = (replace(file, content=None, known_sha256=hashes.get(file.role, file.sha256)) for file in evaluation.files)
    return replace(evaluation, files=tuple(files))


def _cannot_be_evaluated(evaluation: Evaluation) -> Iterator[Line]:
    yield Line(DIFFERS, "input", "it has errors, so nothing can be evaluated from it")
    for one in evaluation.findings:
        if one.severity == "error":
            yield Line(NOTE, one.place, one.message)
