"""From files to their evaluation: what a user chose, the tables of a file, and what comes out of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli import programs
from lbpp_cli.columns import BID_COLUMNS, by_name, squeezed
from lbpp_cli.evaluate import evaluate
from lbpp_cli.findings import UnreadableFileError, finding
from lbpp_cli.model import Evaluation, InputFile
from lbpp_cli.money import quoted
from lbpp_cli.read.headings import has_headings
from lbpp_cli.read.rulebook import read_rulebook
from lbpp_cli.read.solicitation import named_program
from lbpp_cli.read.source import read_tables
from lbpp_cli.read.tabulation import read_tabulation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from lbpp_cli.findings import Finding
    from lbpp_cli.from_outreach import Terms as OutreachTerms
    from lbpp_cli.parameters import RuleBook
    from lbpp_cli.programs import Program
    from lbpp_cli.read.source import Separate
    from lbpp_cli.read.tabulation import Tables


class OutreachFiles(NamedTuple):
    """The records of an outreach to subconsultants, and on what terms they are judged.

    ``paths``: the files that are not named with their table among the terms.
    """

    paths: tuple[Path, ...]
    terms: OutreachTerms

    @property
    def every(self) -> tuple[Path, ...]:
        """All files, that of the headings too."""
        headings = () if self.terms.headings is None else (self.terms.headings,)
        return (*self.paths, *self.terms.named.values(), *headings)


class Terms(NamedTuple):
    """What a user chose for an evaluation: the program, fields of the solicitation, readings, and further files.

    ``register``: the certifications where they were read already. ``given``: the fields of the solicitation as they
    were typed, by their heading. ``program_given``: the program was chosen, so a sheet that names another is wrong.
    ``mode``: of the program that evaluates; what it states is added when that is known.
    ``outreach``: who fails it is left out of the ranking.
    """

    program: Program
    book: RuleBook
    solicitation: Mapping[str, object]
    readings: Mapping[str, str]
    subcontractors: Path | None = None
    certifications: Path | None = None
    register: Separate | None = None
    given: Mapping[str, str] = MappingProxyType({})
    program_given: bool = True
    mode: str | None = None
    outreach: OutreachFiles | None = None

    @classmethod
    def of(cls, program: str, solicitation: Mapping[str, object], given: Mapping[str, str]) -> Terms:
        """The terms of a program by its name, with the readings that are its defaults.

        Raises:
            LookupError: there is no such program.

        """
        return cls(
            programs.load(program), read_rulebook(programs.folder(program)), solicitation, readings={}, given=given
        )

    @property
    def further(self) -> tuple[Path | None, ...]:
        """The files beside that of the bids."""
        return self.subcontractors, self.certifications, *(self.outreach.every if self.outreach else ())

    def shown(self, names: Callable[[Path], str]) -> Terms:
        """These terms with the names that files have in results."""
        if self.outreach is None:
            return self
        terms = self.outreach.terms._replace(shown=names)
        return self._replace(outreach=self.outreach._replace(terms=terms))

    def named(self, program: str) -> Terms:
        """These terms under another program. Readings that it does not have are kept: they are refused later."""
        if program == self.program.id:
            return self
        return self._replace(program=programs.load(program), book=read_rulebook(programs.folder(program)))


def evaluate_file(
    path: Path, terms: Terms, shown: Callable[[Path], str] = str, today: date | None = None
) -> Evaluation:
    """Evaluate one input. A file that cannot be read gives an evaluation that holds nothing but why.

    ``shown`` gives the name of a file in results. A bid tabulation of a known layout is imported on the way. ``today``
    stands for the day where no due date is stated.
    """
    try:
        tables = tables_of(path, terms, shown)
        if is_no_bid_workbook(tables, terms):
            from lbpp_cli.read.importing.raw import raw_tables

            raw = raw_tables(tables, terms.program.certifications)
            if raw is not None and raw.bids is None:
                return Evaluation(raw.files, terms.program.id, raw.findings)
            tables = raw or tables
    except UnreadableFileError as error:
        return unreadable(error, terms)
    return evaluate_tables(tables, terms.shown(shown), today)


def _terms_for(tables: Tables, terms: Terms) -> tuple[Terms, tuple[Finding, ...]]:
    """The terms under the program that the tables name, where they name one; or why that cannot be."""
    named = named_program(tables.solicitation) if tables.solicitation else None
    if named is None:
        return terms, () if terms.program_given else _foreign(terms, tables.files[0].file, "")
    name, file, cell = named
    known = {squeezed(one): one for one in programs.names()}
    program = known.get(squeezed(name))
    if program is None:
        message = f"There is no program {quoted(name)}."
        return terms, (finding("program-unknown", message, f"Known: {', '.join(known.values())}.", file, cell),)
    if program != terms.program.id and terms.program_given:
        message = f"The sheet names the program {program}; by option it is {terms.program.id}."
        return terms, (finding("program-differs", message, "Leave --program away, or correct the sheet.", file, cell),)
    other = terms.named(program)
    return other, _foreign(other, file, cell)


def _foreign(terms: Terms, file: str, cell: str) -> tuple[Finding, ...]:
    """Readings and fields that were given by option and mean nothing under the program."""
    program = terms.program
    readings = {one.id: one.values for one in program.readings}
    wrong = [f"{name}={value}" for name, value in terms.readings.items() if value not in readings.get(name, ())]
    wrong += [heading for heading in terms.given if squeezed(heading) not in by_name(program.form.solicitation)]
    if not wrong:
        return ()
    message = f"{', '.join(wrong)}, given by option, means nothing under {program.id}, by which this is evaluated."
    hint = "Leave it away, or name its program: --program, or Program on the Solicitation sheet."
    return (finding("option-not-of-program", message, hint, file, cell),)


def _in_mode(tables: Tables, terms: Terms) -> tuple[Terms, tuple[Finding, ...]]:
    """The terms with the fields that their mode states, as if they had been given by option."""
    if terms.mode is None:
        return terms, ()
    fields = terms.program.modes.get(terms.mode)
    if fields is None:
        known = ", ".join(terms.program.modes) or "none"
        message = f"--mode {terms.mode} means nothing under {terms.program.id}, by which this is evaluated."
        hint = f"Modes of {terms.program.id}: {known}. Leave it away, or name its program: --program, or on the sheet."
        return terms, (finding("option-not-of-program", message, hint, tables.files[0].file),)
    form = terms.program.form
    typed = {form.solicitation_field(field).heading: _typed(value) for field, value in fields.items()}
    return terms._replace(solicitation={**terms.solicitation, **fields}, given={**terms.given, **typed}), ()


def _typed(value: object) -> str:
    """A value as a user would type it."""
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def is_no_bid_workbook(tables: Tables, terms: Terms) -> bool:
    """Whether a file has neither a table of bids nor another sheet of a bid workbook."""
    if tables.bids is not None and has_headings(tables.bids[1], BID_COLUMNS):
        return False
    return tables.solicitation is None and (tables.subcontractors is None or terms.subcontractors is not None)


def tables_of(path: Path, terms: Terms, shown: Callable[[Path], str]) -> Tables:
    """The tables of an input.

    Raises:
        UnreadableFileError: a file cannot be read.

    """
    return read_tables(
        path,
        terms.subcontractors,
        terms.certifications,
        shown=shown,
        solicitation_given=bool(terms.solicitation) or terms.mode is not None,
        register=terms.register,
    )


def unreadable(error: UnreadableFileError, terms: Terms) -> Evaluation:
    """What comes out of a file that cannot be read: nothing but why."""
    return Evaluation((InputFile(error.finding.file, None),), terms.program.id, (error.finding,))


def evaluate_tables(tables: Tables, terms: Terms, today: date | None = None) -> Evaluation:
    """Evaluate tables that were read; ``today`` stands for the day where no due date is stated."""
    terms, found = _terms_for(tables, terms)
    if not found:
        terms, found = _in_mode(tables, terms)
    if found:
        return Evaluation(tables.files, terms.program.id, (*tables.findings, *found))
    tabulation, findings = read_tabulation(tables, terms.program.form, terms.solicitation)
    if tables.origins is not None:
        from lbpp_cli.read.importing.raw import relocated

        tabulation, findings = relocated(tabulation, findings, tables.origins)
    day = today or date.today()  # noqa: DTZ011  the day at the buyer's place
    if terms.outreach is None:
        evaluation = evaluate(tabulation, terms.program, terms.book, day, terms.readings, findings)
    else:
        from lbpp_cli.from_outreach_bids import evaluate_with_outreach

        try:
            evaluation = evaluate_with_outreach(tabulation, terms, terms.outreach, day, findings)
        except UnreadableFileError as error:
            return unreadable(error, terms)
    return replace(evaluation, options=terms.given)
