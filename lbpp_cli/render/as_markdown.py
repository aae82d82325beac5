"""An evaluation as Markdown, for a wiki, a ticket or a mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.render import award_words, words
from lbpp_cli.render import participation_words as told
from lbpp_cli.render.escape import markdown
from lbpp_cli.render.layout import safe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lbpp_cli.model import EvaluatedBid, Evaluation
    from lbpp_cli.programs import Program


def render(evaluation: Evaluation, program: Program) -> str:
    """The whole evaluation of one solicitation."""
    lines = _header(evaluation)
    waived = words.waiver(evaluation, program)
    lines += ["", f"**{_text(waived)}**"] if waived else []
    if evaluation.bids:
        lines += ["", "## Ranking", "", *_ranking(evaluation, program)]
        left_out = [_left_out(entry) for entry in evaluation.bids if entry.adjustment is None]
        lines += ["", "## Not ranked", "", *left_out] if left_out else []
        lines += _participation(evaluation)
        lines += ["", f"## {words.how_it_came(program)}"]
        for entry in words.by_rank(evaluation):
            lines += _derivation(entry, evaluation, program)
        lines += ["", "## Award", "", *map(_text, award_words.sentences(evaluation, program))]
        verdict = award_words.verdict(evaluation)
        lines += ["", f"**{_text(verdict)}**"] if verdict else []
        lines += ["", "## Readings of what the rules leave open", ""]
        lines += [f"- {_text(sentence)}" for sentence in award_words.readings_sentences(evaluation)]
        lines.append(f"- Readings used: {_text(award_words.readings_chosen(evaluation))}.")
        taken = [f"- {_text(sentence)}" for sentence in award_words.assumptions(evaluation.assumptions)]
        lines += ["", "## Assumptions", "", *taken] if taken else []
        undecided = [f"- {_text(sentence)}" for sentence in award_words.pending(evaluation)]
        lines += ["", "## Pending certifications", "", *undecided] if undecided else []
    found = [f"- {_text(' '.join(words.finding_lines(finding)))}" for finding in evaluation.findings]
    lines += ["", "## Findings", "", *found] if found else []
    return "\n".join(lines) + "\n"


def _text(text: str) -> str:
    return markdown(safe(text))


def _header(evaluation: Evaluation) -> list[str]:
    lines = []
    if evaluation.solicitation:
        lines += [f"# {_text(words.heading(evaluation.solicitation))}", ""]
        lines += [_text(words.circumstances(evaluation.solicitation)), ""]
    if evaluation.rules:
        lines += [_text(words.rules(evaluation.rules)), ""]
    if evaluation.procedure:
        lines.append(_text(words.procedure(evaluation.procedure)))
    return lines


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]], right: int) -> list[str]:
    """A table whose columns from ``right`` on hold figures."""
    return _lines(headings, ["---:" if index >= right else "---" for index in range(len(headings))], rows)


def _lines(headings: Sequence[str], rule: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    return [f"| {' | '.join(cells)} |" for cells in (headings, rule, *rows)]


def _participation(evaluation: Evaluation) -> list[str]:
    lines: list[str] = []
    for entry, participation in told.measured(evaluation):
        lines += ["", f"### {_text(entry.bid.bidder)}: {_text(told.standing(participation))}"]
        lines += ["", *_figures(*told.goals(participation))]
        notes = [f"- {_text(note)}" for note in told.notes(participation)]
        lines += ["", *notes] if notes else []
        lines += ["", *_figures(*told.ledger(participation))]
    return ["", "## Participation", *lines] if lines else []


def _figures(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    rule = ["---:" if one in told.FIGURES else "---" for one in headings]
    return _lines(headings, rule, [[_text(cell) for cell in row] for row in rows])


def _ranking(evaluation: Evaluation, program: Program) -> list[str]:
    headings, rows = words.ranking(evaluation, program)
    return _table(headings, [[_text(cell) for cell in row] for row in rows], headings.index("Certified") + 1)


def _left_out(entry: EvaluatedBid) -> str:
    return f"- {_text(words.not_ranked(entry))}"


def _derivation(entry: EvaluatedBid, evaluation: Evaluation, program: Program) -> list[str]:
    adjustment = entry.adjustment
    if adjustment is None:
        return []
    lines = ["", f"### {_text(entry.bid.bidder)}: {program.standings[adjustment.standing]}", ""]
    lines += [f"- {_text(words.price_step(discount))}" for discount in adjustment.price_steps]
    lines += [f"- {_text(note)}" for note in adjustment.notes]
    lines += [
        f"- {words.preference(step.percent, adjustment)} {_text(step.text)} ({step.clause})"
        for step in adjustment.steps
    ]
    if not program.has_preference:
        return lines
    lines += [] if adjustment.steps else [f"- {words.preference(adjustment.percent, adjustment)} no preference"]
    lines.append(f"- {_text(words.effect(entry, evaluation))}")
    if adjustment.credits:
        headings, cells = words.credits_table(entry, program)
        rows = [[_text(cell) for cell in row] for row in cells]
        lines += ["", *_table(headings, rows, right=3)]
    return lines
