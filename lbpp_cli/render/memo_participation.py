"""Participation in a memo and in letters: the goals of each bid, and the ledger that they add up from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.render import participation_words as told
from lbpp_cli.render.document import Heading, Items, Paragraph, Table, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lbpp_cli.model import EvaluatedBid
    from lbpp_cli.participation import Participation
    from lbpp_cli.render.document import Block
    from lbpp_cli.render.drafting import Draft


def section(draft: Draft) -> list[Block]:
    """The participation of each bid, also of those not ranked for want of it; nothing where none is measured."""
    measured = told.measured(draft.evaluation)
    if not measured:
        return []
    blocks: list[Block] = [Heading("Participation"), *map(Paragraph, draft.statements("participation"))]
    for entry, participation in measured:
        rank = f"rank {entry.rank_after}" if entry.rank_after else "not ranked"
        blocks += [Heading(f"{entry.bid.bidder} – {rank}", 2), *_account(participation)]
    return blocks


def own(entry: EvaluatedBid) -> list[Block]:
    """A bid's own participation, for a letter to its bidder."""
    if entry.participation is None:
        return []
    return [Heading("Your participation"), *_account(entry.participation)]


def _account(participation: Participation) -> list[Block]:
    standing = told.standing(participation)
    notes = [text(note) for note in told.notes(participation)]
    return [
        Paragraph(text(f"{standing[:1].upper()}{standing[1:]}."), keep=True),
        _table(*told.goals(participation)),
        *([Items(tuple(notes))] if notes else []),
        Paragraph(text("What counts toward the goals:"), keep=True),
        _table(*told.ledger(participation)),
    ]


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    figures = frozenset(index for index, one in enumerate(headings) if one in told.FIGURES)
    return Table(tuple(headings), tuple(map(tuple, rows)), figures)
