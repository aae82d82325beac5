"""``lbpp rules``: the figures in force, what the rules leave open, and every finding there is."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from lbpp_cli.commands.output import emit, page_settings
from lbpp_cli.findings import CATALOGUE
from lbpp_cli.render.layout import Column, Page

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from lbpp_cli.from_files import Terms
    from lbpp_cli.parameters import Parameter, RuleBook
    from lbpp_cli.readings import Reading


def run(terms: Terms, day: date, *, readings: bool, findings: bool) -> int:
    """Print the tables that were asked for; the figures where none was.

    Raises:
        typer.BadParameter: no rules are known for the day.

    """
    page = Page(*page_settings(sys.stdout))
    tables = []
    if readings:
        tables.append(open_questions(terms.program.readings, page))
    if findings:
        tables.append(_findings(page))
    if not tables:
        tables.append(figures(terms.book, day, page))
    emit("\n\n".join("\n".join(table) for table in tables) + "\n")
    return 0


def figures(book: RuleBook, day: date, page: Page) -> list[str]:
    """The figures in force on a day.

    Raises:
        typer.BadParameter: no rules are known for the day.

    """
    rules = book.in_force(day)
    if rules is None:
        raise typer.BadParameter(f"no rules are known for dates before {book.known_since}.", param_hint="--date")
    head = page.paragraph(f"{book.title}, rules in force on {day} (version {rules.version})", style="bold")
    head += page.paragraph(book.source)
    columns = [Column("Figure"), Column("Clause"), Column("Since"), Column("What it is [name]", least=30)]
    rows = [
        [_figure(one), one.clause, str(one.since), f"{one.text} [{one.id}]"]
        for one in sorted(rules.parameters.values(), key=lambda one: one.clause)
    ]
    return [*head, "", *page.table(columns, rows)]


def _figure(one: Parameter) -> str:
    return one.shown if one.unit == "USD" or one.unit.startswith("percent") else f"{one.shown} {one.unit}"


def open_questions(readings: Iterable[Reading], page: Page) -> list[str]:
    """What the rules leave open, and each answer."""
    lines = page.paragraph(
        "What the rules leave open; the first answer is taken unless --reading chooses another", style="bold"
    )
    for one in readings:
        lines += ["", *page.paragraph(f"{one.id} ({one.clause})", style="bold")]
        lines += page.paragraph(one.question, indent=2)
        for value, meaning in one.values.items():
            lines += page.paragraph(f"--reading {one.id}={value}: {meaning}", indent=4, hanging=2)
    return lines


def _findings(page: Page) -> list[str]:
    columns = [Column("Code"), Column("Severity"), Column("Meaning", least=30)]
    return page.table(columns, [[code, severity, meaning] for code, (severity, meaning) in CATALOGUE.items()])
