"""An evaluation for a person at a terminal, or for a text file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.money import show_money, show_percent
from lbpp_cli.render import award_words, words
from lbpp_cli.render.layout import Column, Page, safe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lbpp_cli.findings import Finding
    from lbpp_cli.model import EvaluatedBid, Evaluation
    from lbpp_cli.programs import Program

_SEVERITY_STYLE = {"error": "bold red", "warning": "bold yellow", "note": "cyan"}


def render(evaluation: Evaluation, program: Program, page: Page) -> str:
    """The whole evaluation of one solicitation."""
    blocks = [_header(evaluation, page), page.paragraph(safe(words.waiver(evaluation, program)), style="bold yellow")]
    if evaluation.bids:
        blocks += [
            _ranking(evaluation, program, page),
            _not_ranked(evaluation, page),
            _participation(evaluation, page),
            _derivations(evaluation, program, page),
            _award(evaluation, program, page),
            _readings(evaluation, page),
            _assumptions(evaluation, page),
            _pending(evaluation, page),
        ]
    blocks.append(findings(evaluation.findings, page))
    return "\n\n".join("\n".join(lines) for lines in blocks if lines) + "\n"


def complaint(evaluation: Evaluation, page: Page) -> str:
    """What is wrong with an input, and that it was not evaluated."""
    lines = findings(evaluation.findings, page)[1:]
    errors = sum(finding.severity == "error" for finding in evaluation.findings)
    if evaluation.award is None:
        count = "1 error" if errors == 1 else f"{errors} errors"
        lines += page.paragraph(safe(f"{evaluation.files[0].file} was not evaluated: {count}."), style="bold")
    return "\n".join(lines) + "\n"


def findings(found: Iterable[Finding], page: Page) -> list[str]:
    """Findings, each with its place and what to do about it."""
    lines = []
    for finding in found:
        what, hint = words.finding_lines(finding)
        first, *more = page.paragraph(safe(what), hanging=2)
        severity = finding.severity
        lines += [first.replace(severity, page.paint(severity, _SEVERITY_STYLE[severity]), 1), *more]
        lines += page.paragraph(safe(hint), indent=2, hanging=2, style="dim")
    return [page.paint("FINDINGS", "bold"), *lines] if lines else []


def _header(evaluation: Evaluation, page: Page) -> list[str]:
    lines = []
    if evaluation.solicitation:
        lines += page.paragraph(safe(words.heading(evaluation.solicitation)), style="bold")
        lines += page.paragraph(safe(words.circumstances(evaluation.solicitation)))
    if evaluation.rules:
        lines += page.paragraph(words.rules(evaluation.rules))
    if evaluation.procedure:
        lines += page.paragraph(words.procedure(evaluation.procedure))
    return lines


def _ranking(evaluation: Evaluation, program: Program, page: Page) -> list[str]:
    headings, rows = words.ranking(evaluation, program)
    shapes = {"Rank": Column("Rank", right=True), "Was": Column("Was", right=True), "Move": Column("Move")}
    shapes |= {"Bidder": Column("Bidder", least=8, style="bold"), "Certified": Column("Certified", least=9)}
    columns = [shapes.get(heading) or Column(heading, right=True) for heading in headings]
    table = page.table(columns, [[safe(cell) for cell in row] for row in rows], title="Bidder")
    return [page.paint("RANKING", "bold"), *table] if rows else []


def _not_ranked(evaluation: Evaluation, page: Page) -> list[str]:
    lines = []
    for entry in evaluation.bids:
        if entry.adjustment is None:
            lines += page.paragraph(safe(words.not_ranked(entry)), indent=2, hanging=2)
    return [page.paint("NOT RANKED", "bold"), *lines] if lines else []


def _participation(evaluation: Evaluation, page: Page) -> list[str]:
    if not any(entry.participation for entry in evaluation.bids):
        return []
    # Not every program measures it: an evaluation without it does not load the words for it.
    from lbpp_cli.render import participation_console

    return participation_console.lines(evaluation, page)


def _derivations(evaluation: Evaluation, program: Program, page: Page) -> list[str]:
    lines: list[str] = []
    for entry in words.by_rank(evaluation):
        if entry.adjustment is not None:
            lines += [*([""] if lines else []), *_derivation(entry, evaluation, program, page)]
    return [page.paint(words.how_it_came(program).upper(), "bold"), *lines] if lines else []


def _derivation(entry: EvaluatedBid, evaluation: Evaluation, program: Program, page: Page) -> list[str]:
    adjustment = entry.adjustment
    if adjustment is None:
        return []
    standing = program.standings[adjustment.standing]
    lines = page.paragraph(safe(f"{entry.bid.bidder}: {standing}"), hanging=2, style="bold")
    for discount in adjustment.price_steps:
        lines += page.paragraph(words.price_step(discount), indent=2, hanging=2)
    for note in adjustment.notes:
        lines += page.paragraph(safe(note), indent=2, hanging=2)
    for step in adjustment.steps:
        earned = words.preference(step.percent, adjustment)
        lines += page.paragraph(f"{earned:>4}  {step.text} ({step.clause})", indent=2, hanging=6)
    if not program.has_preference:
        return lines
    if not adjustment.steps:
        lines += page.paragraph(f"{words.preference(adjustment.percent, adjustment):>4}  no preference", indent=2)
    if adjustment.credits:
        columns = [
            Column("Subcontractor", least=13),
            Column("Certified", least=9),
            Column("Cost", right=True),
            Column("Of price", right=True),
            Column("Earns", right=True),
            Column("Why", least=18),
        ]
        rows = [
            [
                safe(credit.subcontractor.name),
                words.certified(credit.subcontractor.certifications, program),
                show_money(credit.subcontractor.cost),
                f"{credit.share}%",
                show_percent(credit.credited),
                words.earned(credit),
            ]
            for credit in adjustment.credits
        ]
        lines += page.table(columns, rows, indent=4, title="Subcontractor")
    return lines + page.paragraph(words.effect(entry, evaluation), indent=2, hanging=2)


def _award(evaluation: Evaluation, program: Program, page: Page) -> list[str]:
    lines: list[str] = []
    for number, sentence in enumerate(award_words.sentences(evaluation, program)):
        lines += page.paragraph(safe(sentence), style="" if number else "bold green")
    verdict = award_words.verdict(evaluation)
    lines += page.paragraph(safe(verdict), style="bold yellow" if verdict.startswith("Depends") else "bold")
    return [page.paint("AWARD", "bold"), *lines]


def _readings(evaluation: Evaluation, page: Page) -> list[str]:
    lines: list[str] = []
    used = f"Readings used: {award_words.readings_chosen(evaluation)}."
    for sentence in [*award_words.readings_sentences(evaluation), used]:
        lines += page.paragraph(safe(sentence), indent=2, hanging=2)
    return [page.paint("READINGS OF WHAT THE RULES LEAVE OPEN", "bold"), *lines]


def _pending(evaluation: Evaluation, page: Page) -> list[str]:
    lines: list[str] = []
    for sentence in award_words.pending(evaluation):
        lines += page.paragraph(safe(sentence), indent=2, hanging=2)
    return [page.paint("PENDING CERTIFICATIONS", "bold"), *lines] if lines else []


def _assumptions(evaluation: Evaluation, page: Page) -> list[str]:
    lines = []
    for sentence in award_words.assumptions(evaluation.assumptions):
        lines += page.paragraph(safe(sentence), indent=2, hanging=2)
    return [page.paint("ASSUMPTIONS", "bold"), *lines] if lines else []
