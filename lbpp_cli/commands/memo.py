"""``lbpp memo``: the award memo as a Word document, in a department's own template, or as Markdown; and the letters."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

import typer

from lbpp_cli import programs
from lbpp_cli.commands.evaluate import complain
from lbpp_cli.commands.letters import check_folder, plan, refuse_stale, write_letters
from lbpp_cli.commands.output import check_target, emit, page_settings, refuse_inputs, write
from lbpp_cli.findings import UnreadableFileError, finding
from lbpp_cli.from_files import Terms, evaluate_file
from lbpp_cli.money import quoted
from lbpp_cli.read.details import DetailsError, read_details, read_template, typed_details, unknown
from lbpp_cli.read.rulebook import read_memo_texts
from lbpp_cli.render import award_words, console
from lbpp_cli.render.document import to_fill_in
from lbpp_cli.render.drafting import STATED, Draft, conditions
from lbpp_cli.render.layout import Column, Page, safe
from lbpp_cli.status import NEEDS_A_PERSON, exit_status

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from lbpp_cli.commands.letters import Plan
    from lbpp_cli.findings import Finding

DOCX, MARKDOWN = ".docx", ".md"
_FEW = 5  # fields that are named where they are left to fill in


class Options(NamedTuple):
    """What a user asked for: where the memo and the letters go, the template, and what was filled in."""

    output: Path | None = None
    template: Path | None = None
    letters: Path | None = None
    details: Path | None = None
    assignments: Sequence[str] = ()
    force: bool = False
    strict: bool = False


def run(path: Path, terms: Terms, options: Options) -> int:
    """Evaluate an input and write its memo and letters; gives the exit status.

    Raises:
        typer.BadParameter: an option cannot be followed; nothing is written then.

    """
    if options.output is not None and str(options.output) == "-":
        options = options._replace(output=None)
    _check(path, terms, options)
    template = _template(options.template)
    draft = _draft(path, terms, options)
    evaluation = draft.evaluation
    if evaluation.award is None:
        if options.output is not None:
            emit(f"{options.output} was not written: nothing was evaluated.\n", error=True)
        complain([evaluation])
        return exit_status(evaluation)
    content, left, findings = _memo(draft, options, template)
    letters = _letters(draft, options)
    for file in letters.files if letters else ():
        refuse_inputs(file, [*_inputs(path, terms, options), options.output])
    write(content, options.output, force=options.force)
    write_letters(letters, force=options.force)
    page = Page(*page_settings(sys.stderr))
    lines = [line for one in _remarks(draft, options, left, letters) for line in page.paragraph(safe(one), hanging=2)]
    if findings:
        lines += console.findings(findings, page)[1:]
    if lines:
        emit("\n".join(lines) + "\n", error=True)
    if options.letters is not None and letters is None:
        return NEEDS_A_PERSON
    return exit_status(evaluation, strict=options.strict)


def fields(path: Path | None, terms: Terms, options: Options) -> int:
    """Print the fields of a template, with their present values where there is an input; gives the exit status."""
    from lbpp_cli.render import memo_fields

    values: Mapping[str, object] = {}
    if path is None:
        texts = read_memo_texts(programs.folder(terms.program.id))
    else:
        draft = _draft(path, terms, options)
        texts = draft.texts
        if draft.evaluation.award is None:
            complain([draft.evaluation])
            return exit_status(draft.evaluation)
        values = memo_fields.context(draft)
    columns = [Column("Field", least=12), Column("From"), Column("Meaning", least=20)]
    columns += [Column("Value", least=16)] if values else []
    rows = [
        [
            field.name,
            "you" if field.yours else "lbpp",
            field.meaning,
            *([_shown(values.get(field.name))] if values else []),
        ]
        for field in memo_fields.listed(texts)
    ]
    page = Page(*page_settings(sys.stdout))
    head = page.paragraph(
        "In a template a field is {{ name }}; the rows of a list are {%tr for bid in bids %} … {{ bid.bidder }} … "
        "{%tr endfor %}. The fields from you are filled in with --details or --set."
    )
    emit("\n".join([*head, "", *page.table(columns, rows)]) + "\n")
    return 0


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        if not value or isinstance(value[0], dict):
            return f"{len(value)} {'row' if len(value) == 1 else 'rows'}"
        return safe(" ".join(value))
    return safe(" ".join(str(value).split()))


def _check(path: Path, terms: Terms, options: Options) -> None:
    """Refuse what cannot be written, before anything is evaluated."""
    ending = options.output.suffix.lower() if options.output is not None else MARKDOWN
    if options.output is not None:
        if ending not in {DOCX, MARKDOWN}:
            message = f"{options.output} ends in neither {DOCX} nor {MARKDOWN}."
            raise typer.BadParameter(message, param_hint="--output")
        check_target(options.output, _inputs(path, terms, options), force=options.force)
    if options.template is not None and ending != DOCX:
        raise typer.BadParameter("a template makes a Word document: -o FILE.docx.", param_hint="--template")
    if options.letters is not None:
        check_folder(options.letters)


def _inputs(path: Path, terms: Terms, options: Options) -> list[Path | None]:
    return [path, *terms.further, options.template, options.details]


def _template(path: Path | None) -> bytes | None:
    if path is None:
        return None
    try:
        return read_template(path)
    except UnreadableFileError as error:
        found = error.finding
        why = {
            "file-damaged": "It is no Word document (docx), or is damaged.",
            "password": "It is protected by a password.",
            "file-harmful": "It is built so that reading it would do harm.",
        }.get(found.code, f"{found.message} {found.hint}")
        raise typer.BadParameter(f"{path}: {why}", param_hint="--template") from None


def _draft(path: Path, terms: Terms, options: Options) -> Draft:
    evaluation = evaluate_file(path, terms, shown=lambda one: one.name)
    folder = programs.folder(evaluation.program)
    known = {*read_memo_texts(folder).fields, *STATED}
    try:
        given = read_details(options.details, known) if options.details is not None else {}
    except UnreadableFileError as error:
        message = f"{options.details}: {error.finding.message} {error.finding.hint}"
        raise typer.BadParameter(message, param_hint="--details") from None
    except DetailsError as error:
        raise typer.BadParameter(str(error), param_hint="--details") from None
    try:
        given |= typed_details(options.assignments, known, _own_fields())
    except DetailsError as error:
        raise typer.BadParameter(str(error), param_hint="--set") from None
    program = programs.load(evaluation.program)
    draft = Draft(evaluation, program, read_memo_texts(folder, evaluation.rules), given, options.strict)
    if evaluation.award is not None:
        _refuse_stated(draft)
    return draft


def _refuse_stated(draft: Draft) -> None:
    """Let nobody contradict in a memo what the tabulation states.

    Raises:
        typer.BadParameter: a detail is given of what it states.

    """
    stated = {name: draft.stated(name) for name in STATED if name in draft.details}
    wrong = [
        f"The tabulation states {name}: {quoted(found)}. Correct it there." for name, found in stated.items() if found
    ]
    if wrong:
        raise typer.BadParameter(" ".join(wrong), param_hint="--set or --details")


def _own_fields() -> Collection[str]:
    from lbpp_cli.render.memo_fields import ALL_LISTS, FACTS

    return {*FACTS, *ALL_LISTS} - STATED.keys()


class _Memo(NamedTuple):
    """The memo, the fields that are left to fill in, and what was found in its template."""

    content: str | bytes
    left: list[str]
    findings: tuple[Finding, ...] = ()


def _memo(draft: Draft, options: Options, template: bytes | None) -> _Memo:
    if template is not None:
        return _from_template(template, draft, options)
    from lbpp_cli.render.memo import memo

    document = memo(draft)
    left = to_fill_in(document)
    if options.output is not None and options.output.suffix.lower() == DOCX:
        from lbpp_cli.render import memo_docx

        return _Memo(memo_docx.render(document), left)
    from lbpp_cli.render import memo_markdown

    return _Memo(memo_markdown.render(document), left)


def _from_template(template: bytes, draft: Draft, options: Options) -> _Memo:
    from lbpp_cli.render import memo_fields
    from lbpp_cli.render.memo_template import TemplateUseError, UnknownFieldsError, fill

    try:
        filled = fill(template, memo_fields.context(draft))
    except UnknownFieldsError as error:
        known = [field.name for field in memo_fields.listed(draft.texts)]
        message = " ".join(unknown(name, known) for name in error.names)
        raise typer.BadParameter(f"{options.template}: {message}", param_hint="--template") from None
    except TemplateUseError as error:
        raise typer.BadParameter(f"{options.template} cannot be used: {error}", param_hint="--template") from None
    if filled.evaluated:
        return _Memo(filled.content, filled.left)
    message = f"No field of the evaluation stands in it, so nothing of the evaluation is in {options.output}."
    hint = "Write fields such as {{ awardee }} into the template; lbpp memo --fields lists them."
    without = finding("template-without-fields", message, hint, str(options.template))
    return _Memo(filled.content, filled.left, (without,))


def _letters(draft: Draft, options: Options) -> Plan | None:
    """The letters that are to be written; None where none are asked for, or no award can be announced."""
    if options.letters is None:
        return None
    if not draft.announced:
        refuse_stale(options.letters)
        return None
    return plan(draft, options.letters, force=options.force)


def _remarks(draft: Draft, options: Options, left: list[str], letters: Plan | None) -> list[str]:
    remarks = []
    if left:
        count = "1 field is" if len(left) == 1 else f"{len(left)} fields are"
        named = f": {', '.join(left)}" if len(left) <= _FEW else " (lbpp memo --fields lists them)"
        remarks.append(f"{count} left to fill in{named}.")
    if letters is not None:
        count = "1 letter was" if len(letters.files) == 1 else f"{len(letters.files)} letters were"
        remarks.append(f"{count} written to {letters.folder}.")
        if conditions(draft):
            remarks.append(f"Before the letters go out: {award_words.verdict(draft.evaluation)}")
    elif options.letters is not None and draft.recommended:
        remarks.append(
            f"No letters were written, and a letter would announce an award. {award_words.verdict(draft.evaluation)}"
        )
    elif options.letters is not None:
        remarks.append("No letters were written: no award is recommended, and a letter would announce one.")
    return remarks
