"""From the files of an outreach to the decisions on its proposers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli import programs
from lbpp_cli.findings import ERROR, finding, in_order
from lbpp_cli.outreach.decisions import Judged
from lbpp_cli.read.moments import Clock
from lbpp_cli.read.outreach import read_outreach
from lbpp_cli.read.outreach_columns import OF_SCHEDULE, declared
from lbpp_cli.read.outreach_files import own_headings, read_headings, read_outreach_tables
from lbpp_cli.read.rulebook import read_rulebook

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from lbpp_cli.findings import Finding
    from lbpp_cli.model import InputFile
    from lbpp_cli.outreach.decisions import Program
    from lbpp_cli.outreach.records import Records
    from lbpp_cli.parameters import Rules


class Terms(NamedTuple):
    """On what terms an outreach is judged.

    ``named``: files by the table that they hold; ``headings``: a file of other headings; ``month_first``: how dates
    such as 3/9/2026 are read; ``readings``: the answers that were chosen; ``shown``: the name of a file in results.
    """

    program: Program
    named: Mapping[str, Path] = {}
    headings: Path | None = None
    month_first: bool = False
    readings: Mapping[str, str] = {}
    shown: Callable[[Path], str] = str


class Read(NamedTuple):
    """The records of an outreach and the rules in force when it was due, None where the input has errors."""

    files: tuple[InputFile, ...]
    records: Records | None
    rules: Rules | None
    findings: tuple[Finding, ...]


def read_files(paths: Sequence[Path], terms: Terms, schedule: str | None = None) -> Read:
    """Read the records; for a schedule, those alone that it is made from.

    Raises:
        UnreadableFileError: a file cannot be read.

    """
    program = terms.program
    columns = declared(program.groups, program.levels, Clock(program.zone, month_first=terms.month_first))
    headings = read_headings(terms.headings, columns, terms.shown) if terms.headings else own_headings(columns)
    wanted = None if schedule is None else OF_SCHEDULE[schedule]
    tables = read_outreach_tables(paths, terms.named, headings, terms.shown, wanted)
    files = tables.files if headings.file is None else (*tables.files, headings.file)
    records, found = read_outreach(tables, headings.declared, program.groups, program.levels)
    rules = None
    if records is not None:
        book = read_rulebook(programs.folder(program.id))
        rules = book.in_force(records.rfp.due.day)
        if rules is None:
            message = f"Proposals are due {records.rfp.due.day}; the rules are known from {book.known_since} on."
            source = records.rfp.source
            hint = "Correct the date, or decide by the rules that were in force then."
            found = (*found, finding("rules-unknown", message, hint, source.file, source.cell("due")))
    if rules is None or any(one.severity == ERROR for one in found):
        records = None
    return Read(files, records, rules, in_order(found))


def judge_files(paths: Sequence[Path], terms: Terms) -> Judged:
    """Read the records and decide on every proposer; on none where anything of the input is an error.

    Raises:
        UnreadableFileError: a file cannot be read.

    """
    files, records, rules, found = read_files(paths, terms)
    if records is None or rules is None:
        return Judged(terms.program, files, None, found)
    decisions = terms.program.check(records, rules, terms.readings)
    return Judged(terms.program, files, decisions, in_order((*found, *decisions.findings)))
