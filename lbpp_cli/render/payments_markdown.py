"""A plan against its payments as Markdown, for a wiki, a ticket or a mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.render import payments_tables as told
from lbpp_cli.render.escape import markdown
from lbpp_cli.render.layout import safe
from lbpp_cli.render.summary_tables import TEXT
from lbpp_cli.render.words import finding_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lbpp_cli.payments.account import Held
    from lbpp_cli.render.summary_tables import Table


def render(held: Held) -> str:
    """The whole account; blank where the input has errors."""
    account = held.account
    if account is None:
        return ""
    first, *more = told.head(held)
    lines = [f"# {_text(first)}", "", *(f"{_text(one)}  " for one in more)]
    for table in (told.goals(held), told.firms(account), told.why(account)):
        lines += ["", f"## {table.title}", "", *_table(table)]
        lines += ["", f"**{_text(told.verdict(held))}**"] if table.title == told.GOALS else []
        lines += ["", _text(told.own_part(account))] if table.title == told.FIRMS and told.own_part(account) else []
    lines += _listed("What the rules attach to it", map(told.matter, account.matters))
    requests = [f"{heading}. {' '.join(evidence)}" for heading, evidence in told.requests(account)]
    lines += _listed("Changes of the plan", requests)
    lines += _listed("Depends on how the rules are read", map(told.contested, account.contested))
    lines += _listed("Assumptions", account.assumptions)
    lines += _listed("Notes", told.notes(account))
    lines += _listed("Findings", (" ".join(finding_lines(one)) for one in held.findings))
    return "\n".join(lines) + "\n"


def _listed(title: str, sentences: Iterable[str]) -> list[str]:
    items = [f"- {_text(one)}" for one in sentences]
    return ["", f"## {title}", "", *items] if items else []


def _table(table: Table) -> list[str]:
    headings = [_text(one.heading) for one in table.heads]
    rule = ["---" if one.kind == TEXT else "---:" for one in table.heads]
    rows = [
        [_text(told.shown(value, head.kind)) for value, head in zip(row, table.heads, strict=True)]
        for row in table.rows
    ]
    return [f"| {' | '.join(row)} |" for row in (headings, rule, *rows)]


def _text(text: str) -> str:
    return markdown(safe(text))
