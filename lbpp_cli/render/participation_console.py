"""The participation of each bid for a person at a terminal: its goals, and the ledger that they add up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.render import participation_words as told
from lbpp_cli.render.layout import Column, Page, safe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lbpp_cli.model import Evaluation

_LEAST = {"Firm": 12, "Role": 8, "Why": 18}  # how narrow the columns may become


def lines(evaluation: Evaluation, page: Page) -> list[str]:
    """Every bid of which participation is measured, also of those that are not ranked for want of it."""
    shown: list[str] = []
    for entry, participation in told.measured(evaluation):
        shown += [""] if shown else []
        title = f"{entry.bid.bidder}: {told.standing(participation)}"
        shown += page.paragraph(safe(title), hanging=2, style="bold")
        shown += _table(*told.goals(participation), page, "")
        for note in told.notes(participation):
            shown += page.paragraph(safe(note), indent=2, hanging=2)
        shown += ["", *_table(*told.ledger(participation), page, "Firm")]
    return [page.paint("PARTICIPATION", "bold"), *shown] if shown else []


def _table(headings: Iterable[str], rows: Iterable[Iterable[str]], page: Page, title: str) -> list[str]:
    """A table; where it is too narrow, the names of firms stand above their figures."""
    columns = [Column(one, right=one in told.FIGURES, least=_LEAST.get(one)) for one in headings]
    return page.table(columns, [[safe(cell) for cell in row] for row in rows], indent=2, title=title)
