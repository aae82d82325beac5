"""A compliance summary for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.compliance.reporting import YEAR
from lbpp_cli.compliance.summary import SIZE
from lbpp_cli.render import oversight_tables, summary_words
from lbpp_cli.render import summary_tables as tables
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
    "Certified as": 13,
    "Agency": 14,
}
_LEAST |= {"Inputs refused": 7, "No award": 5, "Bids refused": 7, "A person decides": 7, "By price": 5}
_LEAST_TEXT = 8  # of a column of words in a table that has several
_INDENT, _GROUP = 2, 20  # of a table, and the least that the names of groups are given where they need more
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


def _participation(program: ProgramSummary, page: Page) -> Iterator[str]:
    for table in tables.participation(program):
        yield from _headed(page, table.title)
        yield from _table(table, page)


def _oversight(program: ProgramSummary, page: Page) -> Iterator[str]:
    """What the law of the program asks for: first how far the goals are reached, then what was awarded to whom."""
    found = program.oversight
    if found is None:
        return
    years = list(oversight_tables.years_by_industry(found))
    if years:
        yield from _headed(page, oversight_tables.title(found, YEAR))
        for number, table in enumerate(years):
            yield from ([""] if number else [])
            yield from page.paragraph(table.title, style="cyan")
            yield from _table(table, page, _LEAST_TEXT)
    for table in (
        *(
            oversight_tables.own_years(found),
            oversight_tables.left_out(found),
            oversight_tables.at_a_glance(found),
            *oversight_tables.owners(found),
        ),
        *(
            oversight_tables.awarded(found),
            oversight_tables.requests(found, short=True),
            oversight_tables.waived(found),
        ),
    ):
        if table.rows:
            yield from _headed(page, table.title)
            yield from _table(table, page, _LEAST_TEXT)
    yield ""
    yield from page.paragraph(oversight_tables.MORE)


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
    yield from _oversight(program, page)
    yield from _headed(page, "Dollars by certification")
    yield from _table(tables.certifications(program, labels), page)
    yield from _participation(program, page)
    for name in chosen:
        yield from _headed(page, tables.TITLES[name])
        for number, table in enumerate(tables.breakdown(program, name)):
            yield from ([""] if number else [])
            yield from page.paragraph(table.title, style="cyan")
            for part in _parts(table, page):
                yield from _table(part, page)
        if name == SIZE:
            yield from page.paragraph(summary_words.sizes_from(program), indent=2)
    for table in (tables.reasons(program.total), tables.codes(program.total)):
        if table.rows:
            yield from _headed(page, table.title)
            yield from _table(table, page)
    yield from _headed(page, "What the figures mean")
    for name, text in summary_words.definitions(program).items():
        yield from page.paragraph(f"{name}: {text}", indent=2, hanging=2)
    yield from page.paragraph(summary_words.unknown(program), indent=2, hanging=2)


def _headed(page: Page, title: str) -> list[str]:
    """A title; the clause after it stays as it is cited."""
    name, clause, more = title.partition(" (")
    return ["", page.paint(f"{name.upper()}{clause}{more}", "bold")]


def _parts(table: tables.Table, page: Page) -> Iterator[tables.Table]:
    """The table; in parts where the page is too narrow for all its columns beside the names of the groups."""
    rows = (*table.rows, table.total)
    widths = [
        max(map(len, [*head.heading.split(), *(tables.shown(row[at], head.kind) for row in rows)]))
        for at, head in enumerate(table.heads)
    ]
    room = (page.width or sum(widths) * 2) - _INDENT - min(widths[0], _GROUP)
    parts = 1
    while parts < len(widths) - 1 and any(sum(part) + len(part) > room for part in _split(widths[1:], parts)):
        parts += 1
    for part in _split(range(1, len(widths)), parts):

        def kept(row: Sequence[tables.Value], part: Sequence[int] = part) -> tuple[tables.Value, ...]:
            return tuple(row[at] for at in (0, *part))

        heads = tuple(table.heads[at] for at in (0, *part))
        yield tables.Table(table.title, heads, tuple(map(kept, table.rows)), kept(table.total))


def _split(values: Sequence[int], parts: int) -> list[Sequence[int]]:
    """Values in so many parts, as even as can be."""
    each = -(-len(values) // parts)
    return [values[start : start + each] for start in range(0, len(values), each)]


def _table(table: tables.Table, page: Page, least: int | None = None) -> list[str]:
    columns = [
        Column(
            _SHORT.get(head.heading, head.heading),
            right=head.kind != tables.TEXT,
            least=_LEAST.get(head.heading, least if head.kind == tables.TEXT else None),
        )
        for head in table.heads
    ]
    rows = [
        [safe(tables.shown(value, head.kind)) for value, head in zip(row, table.heads, strict=True)]
        for row in (*table.rows, *([table.total] if table.total else []))
    ]
    return page.table(columns, rows, indent=_INDENT, title=table.heads[0].heading)
