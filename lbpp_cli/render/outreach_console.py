"""The decisions on an outreach for a person at a terminal, or for a text file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.outreach.decisions import FAIL, NO, PASS, PERSON, YES
from lbpp_cli.render import console
from lbpp_cli.render import outreach_words as words
from lbpp_cli.render.layout import Column, safe

if TYPE_CHECKING:
    from lbpp_cli.outreach.decisions import Decision, Decisions, Judged
    from lbpp_cli.render.layout import Page

MOST = 8  # grounds of an indicator that are shown, unless all are asked for
_STYLES = {PASS: "green", FAIL: "bold red", PERSON: "bold yellow", YES: "bold green", NO: "bold red"}


def render(judged: Judged, page: Page, *, everything: bool = False) -> str:
    """All decisions; ``everything``: with every work area, also those that pass."""
    decisions = judged.decisions
    if decisions is None:
        return ""
    most = None if everything else MOST
    blocks = [
        _header(decisions, page),
        _table(decisions, page),
        *(_why(one, page, most, title=number == 0) for number, one in enumerate(decisions.decisions)),
        _levels(decisions, page),
        _said("READINGS OF WHAT THE RULES LEAVE OPEN", _readings(decisions), page),
        _said("WHAT FOLLOWS", words.remedies(judged), page),
        _said("ASSUMPTIONS", list(decisions.assumptions), page),
        console.findings(judged.findings, page),
    ]
    return "\n\n".join("\n".join(lines) for lines in blocks if lines) + "\n"


def complaint(judged: Judged, page: Page) -> str:
    """What is wrong with an input, and that nothing was decided."""
    lines = console.findings(judged.findings, page)[1:]
    errors = sum(one.severity == "error" for one in judged.findings)
    count = "1 error" if errors == 1 else f"{errors} errors"
    lines += page.paragraph(safe(f"{judged.files[0].file}: nothing was decided: {count}."), style="bold")
    return "\n".join(lines) + "\n"


def _header(decisions: Decisions, page: Page) -> list[str]:
    rfp = decisions.records.rfp
    lines = page.paragraph(safe(words.heading(rfp)), style="bold")
    lines += page.paragraph(safe(words.circumstances(rfp)))
    lines += page.paragraph(words.rules(decisions))
    areas, notices = len(decisions.records.areas), len(decisions.records.notices)
    return lines + page.paragraph(f"{areas:,} work areas · {notices:,} notices")


def _table(decisions: Decisions, page: Page) -> list[str]:
    first = decisions.decisions[0]
    columns = [Column("Proposer", least=14, style="bold")]
    columns += [Column(str(one.number)) for one in first.indicators]
    columns.append(Column("Responsive"))
    rows = [[safe(one.proposer.name), *words.outcome_row(one)] for one in decisions.decisions]
    lines = [page.paint("DECISIONS", "bold"), *page.table(columns, rows, title="Proposer")]
    lines += page.paragraph(words.legend(first.indicators), style="dim")
    if any(PERSON in row or "person" in row for row in rows):
        lines += page.paragraph(words.LEGEND, style="dim")
    if any(one.hangs for one in decisions.decisions):
        lines += page.paragraph("* would be another under another reading: see below", style="dim")
    return lines + page.paragraph(words.in_all(decisions), style="bold")


def _why(decision: Decision, page: Page, most: int | None, *, title: bool) -> list[str]:
    lines = [page.paint("WHY", "bold")] if title else []
    standing = words.STANDING[decision.responsive]
    style = _STYLES[decision.responsive]
    lines += page.paragraph(safe(f"{decision.proposer.name}: {standing}"), hanging=2, style=style)
    for ground in decision.general:
        lines += page.paragraph(
            safe(f"{ground.text} ({ground.clause}){words.place(ground.cells)}"), indent=2, hanging=2
        )
    for one in decision.indicators:
        shown, rest = words.shown_grounds(one, decision, most)
        heading = page.paragraph(words.indicator_heading(one), indent=2, hanging=2)
        lines += [heading[0].replace(one.outcome, page.paint(one.outcome, _STYLES[one.outcome]), 1), *heading[1:]]
        for ground in shown:
            mark = f"{words.SHORT[ground.outcome]}: " if ground.outcome != one.outcome else ""
            lines += page.paragraph(safe(f"{mark}{ground.text}{words.place(ground.cells)}"), indent=4, hanging=2)
        lines += page.paragraph(rest, indent=4, hanging=2, style="dim")
    for sentence in words.depends(decision):
        lines += page.paragraph(safe(sentence), indent=2, hanging=2, style="bold yellow")
    return lines


def _levels(decisions: Decisions, page: Page) -> list[str]:
    found = words.levels(decisions)
    if found is None:
        return []
    headings, rows = found
    columns = [Column(headings[0], least=20), *(Column(one, right=True) for one in headings[1:])]
    table = page.table(columns, [[safe(cell) for cell in row] for row in rows], indent=2)
    return [page.paint("ANTICIPATED LEVELS", "bold"), *table, *page.paragraph(words.LEVELS_NOTE, indent=2)]


def _readings(decisions: Decisions) -> list[str]:
    hangs = [one for one in decisions.decisions if one.hangs]
    said = (
        "No other reading would change a decision."
        if not hangs
        else "Another reading would change a decision: see above."
    )
    return [said, f"Readings used: {words.readings_chosen(decisions)}."]


def _said(title: str, sentences: list[str], page: Page) -> list[str]:
    lines = [line for one in sentences for line in page.paragraph(safe(one), indent=2, hanging=2)]
    return [page.paint(title, "bold"), *lines] if lines else []
