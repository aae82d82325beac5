"""``lbpp evaluate``: from bid files to rankings and awards."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from lbpp_cli import programs
from lbpp_cli.commands.output import check_target, chosen_form, emit, page_settings, write
from lbpp_cli.from_files import evaluate_file
from lbpp_cli.names import same_bidder_key
from lbpp_cli.read.headings import nearest
from lbpp_cli.render.layout import Page
from lbpp_cli.status import exit_status

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from lbpp_cli.from_files import Terms
    from lbpp_cli.model import Evaluation

# What each ending of an output file means.
FORM_OF_SUFFIX = {".json": "json", ".jsonl": "jsonl", ".csv": "csv", ".md": "markdown", ".txt": "console"}


def bidder_named(evaluation: Evaluation, name: str) -> str:
    """The bidder of that name, as the tabulation writes it.

    Raises:
        typer.BadParameter: there is no such bidder.

    """
    names = [entry.bid.bidder for entry in evaluation.bids]
    found = next((one for one in names if same_bidder_key(one) == same_bidder_key(name)), None)
    if found is None:
        near = nearest(name, names, cutoff=0.6)
        hint = f"Did you mean {near!r}?" if near else f"The bidders are {'; '.join(names)}."
        raise typer.BadParameter(f"there is no bidder {name!r}. {hint}", param_hint="--bidder")
    return found


def run(
    paths: Sequence[Path],
    terms: Terms,
    form: str | None,
    output: Path | None,
    *,
    force: bool,
    strict: bool,
) -> int:
    """Evaluate the inputs and write the results in a form; gives the exit status.

    Results go to standard output or to ``output``; what could not be evaluated is said on standard error.
    """
    output = None if output is not None and str(output) == "-" else output
    form = chosen_form(form, output, FORM_OF_SUFFIX, len(paths))
    if output is not None:
        check_target(output, (*paths, *terms.further), force=force)
    evaluations = [evaluate_file(path, terms) for path in paths]
    page = Page(*page_settings(sys.stdout)) if output is None else Page()
    machine = form in {"json", "jsonl"}
    if machine or any(evaluation.award is not None for evaluation in evaluations):
        write(render(evaluations, form or "console", page), output, force=force)
    elif output is not None:
        not_written(output)
    if not machine:
        complain([evaluation for evaluation in evaluations if form == "csv" or evaluation.award is None])
    return max(exit_status(evaluation, strict=strict) for evaluation in evaluations)


def render(evaluations: Sequence[Evaluation], form: str, page: Page) -> str:
    """The evaluations in a form. A form's module is imported when it is asked for."""
    if form == "json":
        from lbpp_cli.render import as_json

        return "".join(as_json.render(evaluation) for evaluation in evaluations)
    if form == "jsonl":
        from lbpp_cli.render import as_json

        return as_json.render_lines(evaluations)
    if form == "csv":
        from lbpp_cli.render import as_csv

        return as_csv.render(evaluations)
    evaluated = [evaluation for evaluation in evaluations if evaluation.award is not None]
    if form == "markdown":
        from lbpp_cli.render import as_markdown

        return "\n".join(as_markdown.render(evaluation, programs.load(evaluation.program)) for evaluation in evaluated)
    from lbpp_cli.render import console

    rule = "\n" + "─" * min(page.width or 80, 80) + "\n\n"
    return rule.join(console.render(evaluation, programs.load(evaluation.program), page) for evaluation in evaluated)


def not_written(output: Path) -> None:
    """Say that there is no result to write."""
    emit(f"{output} was not written: nothing was evaluated.\n", error=True)


def complain(evaluations: Sequence[Evaluation]) -> None:
    """Say on standard error what is wrong with inputs."""
    from lbpp_cli.render import console

    page = Page(*page_settings(sys.stderr))
    for evaluation in evaluations:
        if evaluation.findings:
            emit(console.complaint(evaluation, page), error=True)
