"""A plan against its payments as one page of HTML that needs nothing else: no script, no request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli import __version__
from lbpp_cli.render import page_notes
from lbpp_cli.render import payments_tables as told
from lbpp_cli.render.html import Prose, document, element, name
from lbpp_cli.render.page_frame import Section, contents, head, section
from lbpp_cli.render.page_tables import Column, pairs, table
from lbpp_cli.render.summary_tables import TEXT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lbpp_cli.payments.account import Account, Held
    from lbpp_cli.render.html import Child, Element
    from lbpp_cli.render.summary_tables import Table


def render(held: Held) -> str:
    """The whole page; blank where the input has errors."""
    account = held.account
    if account is None:
        return ""
    prose = Prose([held.contractor, *(one.firm for one in account.firms)])
    first, *more = told.head(held)
    sections = [one for one in _sections(held, account, prose) if any(one.children)]
    made = Section("receipt", "Receipt", "What it was made from", (_receipt(held),))
    return document(
        head(first),
        element(
            "body",
            element("a", "Skip to the goals", href=f"#{sections[0].id}", class_="skip"),
            element("header", element("h1", *prose(first)), *(element("p", *prose(one)) for one in more)),
            contents([*sections, made]),
            element("main", *map(section, sections)),
            element("footer", section(made)),
        ),
        lang="en",
    )


def _sections(held: Held, account: Account, prose: Prose) -> Iterator[Section]:
    verdict = element("p", told.verdict(held), class_="lead")
    yield Section("goals", "Goals", "Goals", (verdict, _table(told.goals(held))))
    yield Section(
        "firms",
        "Firms",
        "Firms",
        (_table(told.firms(account)), element("p", told.own_part(account), class_="aside"), _table(told.why(account))),
    )
    matters = page_notes.sentences(map(told.matter, account.matters), prose)
    yield Section("matters", "For a person", "What the rules attach to it", (matters,))
    requests: list[Child] = []
    for heading, evidence in told.requests(account):
        requests += [element("h3", *prose(heading)), page_notes.sentences(evidence, prose)]
    yield Section("requests", "Changes", "Changes of the plan", tuple(requests))
    contested = page_notes.sentences(map(told.contested, account.contested), prose)
    yield Section("readings", "Readings", "Depends on how the rules are read", (contested,))
    assumed = page_notes.sentences(account.assumptions, prose)
    yield Section("assumptions", "Assumptions", "What was taken for granted", (assumed,))
    yield Section("notes", "Notes", "Notes", (page_notes.sentences(told.notes(account), prose),))
    yield Section("findings", "Findings", "Findings", (page_notes.findings(held.findings),))


def _table(made: Table) -> Element:
    columns = [Column(one.heading, one.kind != TEXT, not place) for place, one in enumerate(made.heads)]
    rows = [
        [
            name(str(value)) if head.kind == TEXT and value is not None else told.shown(value, head.kind)
            for value, head in zip(row, made.heads, strict=True)
        ]
        for row in made.rows
    ]
    return table([made.title], columns, rows, scrolls=made.title)


def _receipt(held: Held) -> Element:
    rows = [("Program", f"{held.program}, {told.rules(held)}")]
    rows += [("Readings", told.readings(held)), *((f"Input {one.file}", f"SHA-256 {one.sha256}") for one in held.files)]
    return pairs("Receipt", [*rows, ("Tool", f"lbpp {__version__}")], "receipt")
