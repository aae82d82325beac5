"""The decisions on an outreach as one page of HTML that needs nothing else: no script, no request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli import __version__
from lbpp_cli.outreach.decisions import PASS
from lbpp_cli.render import outreach_words as words
from lbpp_cli.render import page_notes
from lbpp_cli.render.html import Prose, document, element, name
from lbpp_cli.render.page_frame import Section, contents, head, section
from lbpp_cli.render.page_tables import Column, pairs, table
from lbpp_cli.render.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lbpp_cli.outreach.decisions import AreaNotices, Decision, Decisions, Ground, Judged
    from lbpp_cli.render.html import Child, Element
    from lbpp_cli.render.page_tables import Cell


def render(judged: Judged) -> str:
    """The whole page; blank where nothing was decided."""
    decisions = judged.decisions
    if decisions is None:
        return ""
    rfp = decisions.records.rfp
    sections = [one for one in _sections(judged, decisions) if any(one.children)]
    made = Section("receipt", "Receipt", "What it was made from", (_receipt(judged, decisions),))
    top = element("h1", element("span", rfp.number, class_="number") if rfp.number else None, rfp.title or words.TITLE)
    return document(
        head(f"{words.TITLE}: {words.heading(rfp)}"),
        element(
            "body",
            element("a", "Skip to the decisions", href=f"#{sections[0].id}", class_="skip"),
            element("header", top, element("p", words.circumstances(rfp)), element("p", words.rules(decisions))),
            contents([*sections, made]),
            element("main", *map(section, sections)),
            element("footer", section(made)),
        ),
        lang="en",
    )


def _sections(judged: Judged, decisions: Decisions) -> Iterator[Section]:
    names = [one.proposer.name for one in decisions.decisions]
    names += {notice.firm for notice in decisions.records.notices}
    names += [one.firm for one in decisions.records.responses or ()]
    names += [one.firm for one in decisions.records.listed or ()]
    prose = Prose(names)
    callout = [
        element("p", *prose(sentence)) for one in decisions.decisions if one.hangs for sentence in words.depends(one)
    ]
    yield Section(
        "decisions",
        "Decisions",
        "Decisions",
        (
            element("p", words.in_all(decisions), class_="lead"),
            _decisions(decisions),
            element("p", f"{words.legend(decisions.decisions[0].indicators)}. {words.LEGEND}.", class_="aside"),
            *(element("p", one) for one in words.remedies(judged)),
            element("div", *callout, class_="callout") if callout else None,
        ),
    )
    yield Section("why", "Why", "Why", tuple(_proposer(one, prose) for one in decisions.decisions))
    levels = words.levels(decisions)
    if levels:
        headings, rows = levels
        columns = [Column(headings[0], names=True), *(Column(one, figures=True) for one in headings[1:])]
        made = table(
            ["Anticipated levels"], columns, [[name(row[0]), *row[1:]] for row in rows], scrolls="Anticipated levels"
        )
        yield Section("levels", "Levels", "Anticipated levels", (made, element("p", words.LEVELS_NOTE, class_="aside")))
    yield Section("readings", "Readings", "What the rules leave open", (_readings(judged, decisions),))
    told = page_notes.sentences(decisions.assumptions, prose)
    yield Section("assumptions", "Assumptions", "What was taken for granted", (told,))
    yield Section("findings", "Findings", "Findings", (page_notes.findings(judged.findings),))


def _decisions(decisions: Decisions) -> Element:
    first = decisions.decisions[0]
    columns = [
        Column("Proposer", names=True),
        *(Column(str(one.number)) for one in first.indicators),
        Column("Responsive"),
    ]
    rows: list[list[Cell]] = [
        [element("a", name(one.proposer.name), href=f"#{_id(one)}"), *(_mark(cell) for cell in words.outcome_row(one))]
        for one in decisions.decisions
    ]
    return table(["Indicators 2 to 7 of each proposer"], columns, rows, scrolls="Decisions")


def _mark(cell: str) -> Child:
    return cell if cell in {PASS, "yes"} else element("strong", cell)


def _id(decision: Decision) -> str:
    return f"row-{decision.proposer.source.cell('name').rpartition('!')[2]}"


def _proposer(decision: Decision, prose: Prose) -> Element:
    standing = words.STANDING[decision.responsive]
    inside: list[Child] = []
    if decision.general:
        inside.append(element("ul", *(_ground(one, prose) for one in decision.general)))
    for one in decision.indicators:
        inside.append(element("p", element("strong", words.indicator_heading(one))))
        shown = one.grounds
        if one.by_area:
            shown = shown[len(decision.areas) :]
            inside.append(_areas(decision))
        inside.append(element("ul", *(_ground(ground, prose) for ground in shown)) if shown else None)
    inside += [element("p", *prose(sentence)) for sentence in words.depends(decision)]
    title = element("summary", element("h3", name(decision.proposer.name)), element("span", standing))
    return element("details", title, *inside, id=_id(decision), open="open" if decision.responsive != "yes" else None)


def _ground(ground: Ground, prose: Prose) -> Element:
    mark = element("strong", f"{ground.outcome}: ") if ground.outcome != PASS else None
    cells = element("span", words.place(ground.cells), class_="aside") if ground.cells else None
    return element("li", mark, *prose(ground.text), cells)


def _areas(decision: Decision) -> Element:
    columns = [Column("Work area", names=True)]
    columns += [
        Column(one, figures=True) for one in ("Registered", "Needed", "Notified", "Only later", "Latest notice")
    ]
    columns += [Column("Outcome"), Column("Rows")]
    return table(["Notices by work area"], columns, map(_area, decision.areas), scrolls="Notices by work area")


def _area(one: AreaNotices) -> list[Cell]:
    figures = (one.area.registered, one.needed, one.notified, one.late)
    latest = "–" if one.latest is None or one.days is None else f"{one.latest.day}, {words.before(one.days)}"
    outcome = one.outcome if one.outcome == PASS else element("strong", one.outcome)
    shown = ["not stated" if figure is None else f"{figure:,}" for figure in figures]
    return [name(one.area.name), *shown, latest, outcome, words.place(one.cells, most=3).strip(" []") or "–"]


def _readings(judged: Judged, decisions: Decisions) -> Element:
    columns = [Column("Question", names=True), Column("Clause"), Column("Read as"), Column("Otherwise")]
    rows: list[list[Cell]] = []
    for reading in judged.program.readings:
        chosen = decisions.readings[reading.id]
        changed = [
            one.proposer.name for one in decisions.decisions if any(reading.id in other.readings for other in one.hangs)
        ]
        others = "; ".join(meaning for value, meaning in reading.values.items() if value != chosen)
        effect = f"{others}: another decision on {listed(changed)}" if changed else f"{others}: the same decisions"
        rows.append(
            [
                (reading.question, element("code", reading.id)),
                reading.clause,
                (f"{reading.values[chosen]} ", element("code", chosen)),
                effect,
            ]
        )
    return table(["Readings"], columns, rows, scrolls="Readings")


def _receipt(judged: Judged, decisions: Decisions) -> Element:
    book = decisions.rules.book
    rows: list[tuple[str, Cell]] = [
        ("Program", f"{judged.program.id}, rules in force from {decisions.rules.version}, SHA-256 {book.file.sha256}"),
        ("Source", book.source),
        ("Readings", words.readings_chosen(decisions)),
        *((f"Input {file.file}", f"SHA-256 {file.sha256}") for file in judged.files),
        ("Tool", f"lbpp {__version__}"),
    ]
    return pairs("Receipt", rows, "receipt")
