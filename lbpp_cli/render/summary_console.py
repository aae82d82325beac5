"""A compliance summary for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.compliance.summary import SIZE
from lbpp_cli.render import summary_tables as tables
from lbpp_cli.render import summary_words
from lbpp_cli.render.layout import Column, safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lbpp_cli.compliance.summary import ProgramSummary, Summary
    from lbpp_cli.render.layout import Page

# How narrow columns may be made; headings give way to the names of the groups.
_LEAST = {
    "Department": 14,
    "Category": 12,
    "Procedure": 12,
    "Size of contract": 14,
    "Full name": 12,
    "What it means": 30,
    "Reason": 30,
    "To subcontractors": 14,
}
_LEAST |= {"Inputs refused": 7, "No award": 5, "Bids refused": 7, "A person decides": 7, "By price": 5}
_SHORT = {"Solicitations": "All"}  # under the title of its table


def render(
    summary: Summary,
    labels: Mapping[str, summary_words.Labels],
    page: Page,
    results: Iterable[str],
    chosen: Sequence[str],
) -> str:
    """The whole summary; ``results`` names the files that it is of, ``chosen`` the breakdowns that are shown."""
    lines = page.paragraph(safe(f"Compliance summary of {'; '.join(results)}"), hanging=2, style="bold")
    for program in summary.programs:
        lines += _program(summary, program, labels[program.program], page, chosen)
    return "\n".join(lines) + "\n"


def _program(
    summary: Summary, program: ProgramSummary, labels: summary_words.Labels, page: Page, chosen: Sequence[str]
) -> Iterator[str]:  # fmt: skip
    yield from page.paragraph(safe(f"{labels.title} ({program.program})"), hanging=2)
    yield ""
    width = max(len(label) for label, _ in summary_words.overview(program))
    for label, text in summary_words.overview(program):
        first, *more = page.paragraph(text, indent=width + 2)
        yield page.paint(f"{label:<{width}}", "bold") + first[width:]
        yield from more
    for note in summary_words.notes(summary, program):
        yield ""
        yield from page.paragraph(safe(f"note: {note}"), hanging=2, style="yellow")
    yield from _headed(page, "Dollars by certification")
    yield from _table(tables.certifications(program, labels), page)
    for name in chosen:
        yield from _headed(page, tables.TITLES[name])
        for number, table in enumerate(tables.breakdown(program, name)):
            yield from ([""] if number else [])
            yield from page.paragraph(table.title, style="cyan")
            yield from _table(table, page)
        if name == SIZE:
            yield from page.paragraph(summary_words.sizes_from(program), indent=2)
    for table in (tables.reasons(program.total), tables.codes(program.total)):
        if table.rows:
            yield from _headed(page, table.title)
            yield from _table(table, page)
    yield from _headed(page, "What the figures mean")
    for name, text in summary_words.definitions(program).items():
        yield from page.paragraph(f"{name}: {text}", indent=2, hanging=2)
    yield from page.paragraph(summary_words.unknown(), indent=2, hanging=2)


def _headed(page: Page, title: str) -> list[str]:
    return ["", page.paint(title.upper(), "bold")]


def _table(table: tables.Table, page: Page) -> list[str]:
    columns = [
        Column(_SHORT.get(head.heading, head.heading), right=head.kind != tables.TEXT, least=_LEAST.get(head.heading))
        for head in table.heads
    ]
    rows = [
        [safe(tables.shown(value, head.kind)) for value, head in zip(row, table.heads, strict=True)]
        for row in (*table.rows, *([table.total] if table.total else []))
    ]
    return page.table(columns, rows, indent=2, title=table.heads[0].heading)
