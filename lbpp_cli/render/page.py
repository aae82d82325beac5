"""An evaluation as one page of HTML that needs nothing else: no script, no request, its own stylesheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.model import AWARD
from lbpp_cli.render import award_words, page_bids, page_notes, slope_chart, words
from lbpp_cli.render.derivation import Derivation
from lbpp_cli.render.html import Element, Prose, document, element, name
from lbpp_cli.render.page_frame import Section, contents, head, section
from lbpp_cli.render.page_tables import pairs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lbpp_cli.model import Evaluation, Solicitation
    from lbpp_cli.programs import Program
    from lbpp_cli.render.html import Child
    from lbpp_cli.render.page_tables import Cell


def render(evaluation: Evaluation, program: Program, clauses: Mapping[str, str]) -> str:
    """The whole page; ``clauses`` gives a paraphrase of each clause.

    Raises:
        ValueError: nothing was evaluated.

    """
    if evaluation.solicitation is None:
        raise ValueError("nothing was evaluated")
    sections = [one for one in _sections(evaluation, program, clauses) if any(one.children)]
    *before, receipt = [section(one) for one in sections]
    return document(
        head(f"{words.heading(evaluation.solicitation)} · Evaluation of bids"),
        element(
            "body",
            element("a", "Skip to the award", href="#award", class_="skip"),
            _header(evaluation, evaluation.solicitation),
            contents(sections),
            element("main", *before),
            element("footer", receipt),
        ),
        lang="en",
    )


def _header(evaluation: Evaluation, solicitation: Solicitation) -> Element:
    facts = [element("div", element("dt", term), element("dd", *said)) for term, said in _facts(evaluation)]
    number = element("span", name(solicitation.number), class_="number") if solicitation.number else None
    title = solicitation.title or ("" if number else words.heading(solicitation))
    return element(
        "header", element("h1", number, " " if number else None, name(title)), element("dl", *facts, class_="facts")
    )


def _facts(evaluation: Evaluation) -> Iterator[tuple[str, tuple[Child, ...]]]:
    solicitation = evaluation.solicitation
    if solicitation is None:
        return
    if solicitation.department:
        yield "Department", (name(solicitation.department),)
    yield "Kind", (f"{solicitation.kind.capitalize()}s",)
    if solicitation.category:
        yield "Category", (name(solicitation.category.capitalize()),)
    yield "Bids due", (words.due(solicitation),)
    yield "Contract value", (words.amount(solicitation.contract_value),)
    if solicitation.total_points is not None:
        yield "Total possible points", (words.number(solicitation.total_points),)
    if evaluation.procedure:
        yield "Procedure", (words.procedure(evaluation.procedure),)
    if evaluation.rules:
        yield "Rules", (words.rules(evaluation.rules),)


def _sections(evaluation: Evaluation, program: Program, clauses: Mapping[str, str]) -> Iterator[Section]:
    """The parts of the page; the derivations come before the clauses that they cite."""
    prose = Prose(_names(evaluation))
    derivation = Derivation(evaluation, program, clauses)
    yield Section("award", "Award", "Award", tuple(_award(evaluation, program, prose)))
    yield Section(
        "ranking",
        "Ranking",
        slope_chart.TITLE if program.has_preference else "Ranking",
        tuple(_ranking(evaluation, program)),
    )
    left_out = page_bids.not_ranked(evaluation)
    yield Section("not-ranked", "Not ranked", "Bids that are not ranked", (left_out,))
    folded = page_bids.Folded(evaluation, program, derivation, prose).all()
    _, *terms = derivation.terms()
    derivation.award()  # the clauses that it cites are explained too
    common = page_notes.sentences([sentence.text for sentence in terms], prose)
    how = words.how_it_came(program)
    yield Section("derivations", "Derivations", how, (common, *folded) if folded else ())
    yield Section("clauses", "Clauses", "What the clauses say, in short", (_clauses(derivation),))
    read = (
        page_notes.sentences(award_words.readings_sentences(evaluation), prose),
        page_notes.readings(evaluation, program, prose),
    )
    yield Section("readings", "Readings", "Readings of what the rules leave open", read)
    taken = page_notes.sentences(award_words.assumptions(evaluation.assumptions), prose)
    yield Section("assumptions", "Assumptions", "Assumptions", (taken,))
    pending = page_notes.sentences(award_words.pending(evaluation), prose)
    yield Section("pending", "Pending", "Pending certifications", (pending,))
    yield Section("findings", "Findings", "Findings", (page_notes.findings(evaluation.findings),))
    yield Section("receipt", "Receipt", "Receipt", (page_notes.receipt(evaluation),))


def _names(evaluation: Evaluation) -> Iterator[str]:
    for entry in evaluation.bids:
        yield entry.bid.bidder
        yield from (subcontractor.name for subcontractor in entry.bid.subcontractors)
    yield from (one.firm for one in evaluation.pending)


def _award(evaluation: Evaluation, program: Program, prose: Prose) -> Iterator[Element]:
    waived = words.waiver(evaluation, program)
    if waived:
        yield element("p", *prose(waived), class_="callout")
    first, *more = award_words.sentences(evaluation, program)
    note = award_words.award_note(evaluation, program)
    if note and first.endswith(note):
        first, more = first.removesuffix(note).rstrip(), [note, *more]
    award = evaluation.award
    decided = award is not None and award.decision == AWARD
    yield element("p", *prose(first), class_="lead" if decided else "lead callout")
    verdict = award_words.verdict(evaluation)
    if verdict:
        stands, colon, why = verdict.partition(":")
        stable = "callout" if evaluation.changed_by or stands.startswith("Depends") else "callout stable"
        yield element("p", element("strong", f"{stands}{colon}"), *prose(why), class_=stable)
    if more:
        yield element("p", *prose(" ".join(more)))
    if decided and award is not None and award.bidder is not None:
        rows: list[tuple[str, Cell]] = [
            ("Award to", name(award.bidder)),
            ("Contract amount", words.amount(award.contract_amount)),
        ]
        if program.has_preference:
            rows.append(("First without the preference", _listed(award_words.first_before(evaluation))))
            rows.append(("Cost of the preference", words.amount(award.cost_of_preference)))
        yield pairs("Award", rows, "award")


def _listed(names: Sequence[str]) -> tuple[Child, ...]:
    """Names with a semicolon between them."""
    return tuple(part for one in names for part in ("; ", name(one)))[1:]


def _ranking(evaluation: Evaluation, program: Program) -> Iterator[Element]:
    chart = slope_chart.chart(evaluation, program)
    if chart is not None and not program.has_preference:
        yield page_bids.ranking(evaluation, program)
        return
    if chart is None:
        yield element("p", "There is no chart and no table: no responsive bid is left to rank.")
        return
    yield chart
    yield page_bids.ranking(evaluation, program)


def _clauses(derivation: Derivation) -> Element | None:
    said = [element("div", element("dt", clause), element("dd", text)) for clause, text in derivation.cited()]
    return element("dl", *said, class_="clauses") if said else None
