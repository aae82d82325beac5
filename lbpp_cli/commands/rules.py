"""``lbpp rules``: the figures in force, what the rules leave open, and every finding there is."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from lbpp_cli.commands.output import emit, page_settings
from lbpp_cli.findings import CATALOGUE
from lbpp_cli.render.layout import Column, Page

if TYPE_CHECKING:
    from datetime import date

    from lbpp_cli.from_files import Terms
    from lbpp_cli.parameters import Parameter


def run(terms: Terms, day: date, *, readings: bool, findings: bool) -> int:
    """Print the tables that were asked for; the figures where none was.

    Raises:
        typer.BadParameter: no rules are known for the day.

    """
    page = Page(*page_settings(sys.stdout))
    tables = []
    if readings:
        tables.append(_readings(terms, page))
    if findings:
        tables.append(_findings(page))
    if not tables:
        rules = terms.book.in_force(day)
        if rules is None:
            since = terms.book.known_since
            raise typer.BadParameter(f"no rules are known for dates before {since}.", param_hint="--date")
        head = page.paragraph(f"{terms.book.title}, rules in force on {day} (version {rules.version})", style="bold")
        head += page.paragraph(terms.book.source)
        columns = [Column("Figure"), Column("Clause"), Column("Since"), Column("What it is [name]", least=30)]
        rows = [
            [_figure(one), one.clause, str(one.since), f"{one.text} [{one.id}]"]
            for one in sorted(rules.parameters.values(), key=lambda one: one.clause)
        ]
        tables.append([*head, "", *page.table(columns, rows)])
    emit("\n\n".join("\n".join(table) for table in tables) + "\n")
    return 0


def _figure(one: Parameter) -> str:
    return one.shown if one.unit == "USD" or one.unit.startswith("percent") else f"{one.shown} {one.unit}"


def _readings(terms: Terms, page: Page) -> list[str]:
    lines = page.paragraph(
        "What the rules leave open; the first answer is taken unless --reading chooses another", style="bold"
    )
    for one in terms.program.readings:
        lines += ["", *page.paragraph(f"{one.id} ({one.clause})", style="bold")]
        lines += page.paragraph(one.question, indent=2)
        for value, meaning in one.values.items():
            lines += page.paragraph(f"--reading {one.id}={value}: {meaning}", indent=4, hanging=2)
    return lines


def _findings(page: Page) -> list[str]:
    columns = [Column("Code"), Column("Severity"), Column("Meaning", least=30)]
    return page.table(columns, [[code, severity, meaning] for code, (severity, meaning) in CATALOGUE.items()])
