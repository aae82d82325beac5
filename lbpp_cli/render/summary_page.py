"""A compliance summary as one page of HTML that needs nothing else: no script, no request, its own stylesheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.compliance.summary import SIZE
from lbpp_cli.render import oversight_page, summary_words
from lbpp_cli.render import summary_tables as tables
from lbpp_cli.render.html import Element, document, element, name
from lbpp_cli.render.page_frame import Section, contents, head, section
from lbpp_cli.render.page_tables import Column, pairs, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lbpp_cli.compliance.summary import ProgramSummary, Summary

_TITLE = "Compliance summary"


def render(
    summary: Summary,
    labels: Mapping[str, summary_words.Labels],
    results: Mapping[str, str],
    chosen: Sequence[str],
) -> str:
    """The whole page; ``results``: the SHA-256 of each file that it is of."""
    several = len(summary.programs) > 1
    sections = [
        one._replace(
            id=f"{one.id}-{program.program}" if several else one.id,
            short=f"{one.short} ({program.program})" if several else one.short,
            heading=f"{one.heading} ({program.program})" if several else one.heading,
        )
        for program in summary.programs
        for one in _sections(summary, program, labels[program.program], chosen)
        if any(one.children)
    ]
    rows = [(name(file), f"SHA-256 {sha256}") for file, sha256 in results.items()]
    titles = [f"{labels[one.program].title} ({one.program})" for one in summary.programs]
    made = Section("results", "Results", "Results", (_pairs("Results", rows, "receipt"),))
    return document(
        head(_TITLE),
        element(
            "body",
            element("a", "Skip to the figures", href=f"#{sections[0].id}", class_="skip"),
            element("header", element("h1", _TITLE), *(element("p", title) for title in titles)),
            contents([*sections, made]),
            element("main", *map(section, sections)),
            element("footer", section(made)),
        ),
        lang="en",
    )


def _pairs(caption: str, rows: Sequence[tuple[Element, str]], class_: str) -> Element:
    body = [element("tr", element("th", key, scope="row"), element("td", value)) for key, value in rows]
    return element("table", element("caption", caption), element("tbody", *body), class_=f"pairs {class_}")


def _sections(
    summary: Summary, program: ProgramSummary, labels: summary_words.Labels, chosen: Sequence[str]
) -> Iterator[Section]:  # fmt: skip
    notes = [element("p", one) for one in summary_words.notes(summary, program)]
    told = [element("div", *notes, class_="callout")] if notes else []
    yield Section("all", "All", "All solicitations", (pairs("All", summary_words.overview(program), "all"), *told))
    if program.oversight:
        yield from oversight_page.sections(program.oversight, program.program, _table, _folded)
    held = _table(tables.certifications(program, labels))
    yield Section("certifications", "Certifications", "Dollars by certification", (held,))
    goals = tuple(_table(one) for one in tables.participation(program))
    yield Section("participation", "Participation", "Participation in the awards", goals)
    for by in chosen:
        made = [_table(one) for one in tables.breakdown(program, by)]
        said = [element("p", summary_words.sizes_from(program), class_="aside")] if by == SIZE else []
        title = tables.TITLES[by]
        yield Section(by, title, title, (*said, *made))
    refused = [_table(one) for one in (tables.reasons(program.total), tables.codes(program.total)) if one.rows]
    grouped = tables.refusals(program, chosen)
    folded = [_folded(grouped.title, grouped)] if grouped.rows else []
    yield Section("refused", "Refused", "Bids and inputs refused", (*refused, *folded))
    watched = tables.undecided(program.outcomes)
    person = (_table(watched),) if watched.rows else ()
    yield Section("person", "For a person", "Solicitations for a person, or that depend on something", person)
    meanings = [
        element("div", element("dt", term), element("dd", text))
        for term, text in summary_words.definitions(program).items()
    ]
    told = [element("dl", *meanings, class_="clauses meanings"), element("p", summary_words.unknown(program))]
    yield Section("meaning", "What it means", "What the figures mean", tuple(told))


def _folded(title: str, found: tables.Table) -> Element:
    return element("details", element("summary", element("h3", title)), _table(found), class_="long")


def _table(found: tables.Table) -> Element:
    columns = [
        Column(head.heading, figures=head.kind != tables.TEXT, names=number == 0)
        for number, head in enumerate(found.heads)
    ]
    rows = [_cells(found, row) for row in found.rows]
    return table([found.title], columns, rows, _cells(found, found.total) if found.total else (), scrolls=found.title)


def _cells(found: tables.Table, row: Sequence[tables.Value]) -> list[Element | str]:
    """Texts may be names, which may run in either direction."""
    return [
        name(str(value)) if head.kind == tables.TEXT and value is not None else tables.shown(value, head.kind)
        for value, head in zip(row, found.heads, strict=True)
    ]
