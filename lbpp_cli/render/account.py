"""The account of one bid's preference: its figures, the steps, what each subcontractor earned. For memo and letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.render import words
from lbpp_cli.render.document import Items, Table, said, text

if TYPE_CHECKING:
    from lbpp_cli.model import Adjustment, EvaluatedBid, Step
    from lbpp_cli.render.document import Block, Text
    from lbpp_cli.render.drafting import Draft


def account(entry: EvaluatedBid, draft: Draft, *, letter: bool = False) -> list[Block]:
    """How a bid's preference came about: its lines, and the table of its subcontractors if it names any.

    ``letter``: it is told to the bidder itself.
    """
    adjustment = entry.adjustment
    if adjustment is None:
        return []
    lines = _lines(entry, adjustment, draft, letter=letter)
    blocks: list[Block] = [Items(tuple(lines))] if lines else []
    waived = words.waiver(draft.evaluation, draft.program)
    return [*blocks, subcontractors(entry, draft)] if adjustment.credits and not waived else blocks


def steps(entry: EvaluatedBid, draft: Draft) -> list[str]:
    """From the quoted price to the evaluated price or score, each step with its clause."""
    adjustment = entry.adjustment
    return [] if adjustment is None else list(map(said, _lines(entry, adjustment, draft, letter=False)))


def _lines(entry: EvaluatedBid, adjustment: Adjustment, draft: Draft, *, letter: bool) -> list[Text]:
    waived = words.waiver(draft.evaluation, draft.program)
    if waived:
        return [text(words.ended(words.price_step(step))) for step in adjustment.price_steps]
    effect = words.effect(entry, draft.evaluation)
    before = [
        *_certifications(entry, adjustment, draft, letter=letter),
        *(words.ended(words.price_step(step)) for step in adjustment.price_steps),
    ]
    if not draft.program.has_preference:
        return [*map(text, before), *_notes(entry, adjustment, draft, letter=letter)]
    after = [
        *(_step(step, adjustment) for step in adjustment.steps),
        *([] if adjustment.steps else [_none(entry, adjustment)]),
        words.ended(effect[:1].upper() + effect[1:]),
    ]
    return [*map(text, before), *_notes(entry, adjustment, draft, letter=letter), *map(text, after)]


def _notes(entry: EvaluatedBid, adjustment: Adjustment, draft: Draft, *, letter: bool) -> list[Text]:
    instead = draft.texts.letter_notes.get(entry.bid.local_status or "") if letter else None
    if instead is not None:
        return [draft.filled(instead, {})]
    return [text(words.ended(note[:1].upper() + note[1:])) for note in adjustment.notes]


def _certifications(entry: EvaluatedBid, adjustment: Adjustment, draft: Draft, *, letter: bool) -> list[str]:
    """Which certifications counted, as of which day, and which that were marked did not."""
    marked, proved, program = entry.bid.certifications, adjustment.proved, draft.program
    case = draft.evaluation.case
    if case is None or not marked | proved:
        return []
    line = f"Certifications: {words.certified(proved, program)}"
    if case.tabulation.register is not None:
        day = entry.bid.submitted or draft.solicitation.due
        line += f", checked as of {day}" + ("" if entry.bid.submitted else ", the bid due date")
    refused = marked - proved
    why = program.refused(case, entry.bid, to_bidder=letter) if refused else {}
    return [f"{line}.", *(words.ended(f"{name}: not credited: it {why[name]}") for name in why if name in refused)]


def _none(entry: EvaluatedBid, adjustment: Adjustment) -> str:
    """That there is no preference, and why where nothing else in the account says so."""
    none = words.preference(adjustment.percent, adjustment)
    if entry.bid.certifications or adjustment.notes or entry.participation:
        return f"No preference: {none}."
    if adjustment.credits:
        return f"No certification of the bidder is marked, and its subcontractors earn nothing: {none}."
    if entry.bid.subcontractors:
        return f"No certification of the bidder is marked: {none}."
    return f"No certification of the bidder is marked, and no subcontractor is named: {none}."


def _step(step: Step, adjustment: Adjustment) -> str:
    detail = f": {step.detail}" if step.detail else ""
    return f"{step.text}: {words.preference(step.percent, adjustment)} ({step.clause}){detail}."


def subcontractors(entry: EvaluatedBid, draft: Draft) -> Table:
    """Each subcontractor's work, certifications, cost and credit."""
    headings, rows = words.credits_table(entry, draft.program)
    earned = entry.adjustment.credits if entry.adjustment else ()
    works = [credit.subcontractor.work or "not stated" for credit in earned]
    rows = [[row[0], work, *row[1:]] for row, work in zip(rows, works, strict=True)]
    return Table((headings[0], "Work", *headings[1:]), tuple(map(tuple, rows)), frozenset({4, 5, 6}))
