"""A plan against its payments for a person at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.render import console
from lbpp_cli.render import payments_tables as told
from lbpp_cli.render.layout import Column, Page, safe
from lbpp_cli.render.summary_tables import TEXT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lbpp_cli.payments.account import Account, Held
    from lbpp_cli.render.summary_tables import Table

_LEAST = {"Firm": 16, "Role": 12, "Work completed": 10, "Why": 24}  # how narrow the columns may become


def render(held: Held, page: Page) -> str:
    """The whole account."""
    account = held.account
    if account is None:
        return ""
    first, *more = told.head(held)
    lines = page.paragraph(safe(first), style="bold")
    for sentence in more:
        lines += page.paragraph(safe(sentence))
    blocks = [lines, *_blocks(held, account, page), console.findings(tuple(held.findings), page)]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _blocks(held: Held, account: Account, page: Page) -> Iterator[list[str]]:
    verdict = page.paragraph(told.verdict(held), style="bold")
    yield [page.paint("GOALS", "bold"), *_table(told.goals(held), page), *verdict]
    yield [
        page.paint("FIRMS", "bold"),
        *_table(told.firms(account), page),
        *page.paragraph(told.own_part(account), indent=2, style="dim"),
    ]
    yield [page.paint("WHY", "bold"), *_table(told.why(account), page)]
    matters = [told.matter(one) for one in account.matters]
    yield _sentences("WHAT THE RULES ATTACH TO IT", matters, page)
    requests = []
    for heading, evidence in told.requests(account):
        requests += page.paragraph(safe(heading), indent=2, hanging=2)
        for line in evidence:
            requests += page.paragraph(safe(line), indent=4, hanging=2)
    yield [page.paint("CHANGES OF THE PLAN", "bold"), *requests] if requests else []
    yield _sentences("DEPENDS ON HOW THE RULES ARE READ", map(told.contested, account.contested), page)
    yield _sentences("ASSUMPTIONS", account.assumptions, page)
    yield _sentences("NOTES", told.notes(account), page)


def _sentences(title: str, sentences: Iterable[str], page: Page) -> list[str]:
    lines: list[str] = []
    for sentence in sentences:
        lines += page.paragraph(safe(sentence), indent=2, hanging=2)
    return [page.paint(title, "bold"), *lines] if lines else []


def _table(table: Table, page: Page) -> list[str]:
    if not table.rows:
        return []
    columns = [Column(one.heading, right=one.kind != TEXT, least=_LEAST.get(one.heading)) for one in table.heads]
    rows = [
        [safe(told.shown(value, head.kind)) for value, head in zip(row, table.heads, strict=True)] for row in table.rows
    ]
    return page.table(columns, rows, indent=2, title=table.heads[0].heading)
