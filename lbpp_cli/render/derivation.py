"""The whole derivation of an evaluation in sentences: each clause, each cell, the arithmetic written out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.money import exact_percent_of, plain, round_cents, show_money, show_percent
from lbpp_cli.render import words
from lbpp_cli.render.layout import safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lbpp_cli.model import (
        Adjustment,
        EvaluatedBid,
        Evaluation,
        Source,
        SubcontractorCredit,
    )
    from lbpp_cli.programs import Program
    from lbpp_cli.render.layout import Page


_CLAUSE = re.compile(r"\b\d\.[A-Z](?:\.\d+)?(?:\.[a-z])?\b|\bDefinitions\b")


class Sentence(NamedTuple):
    """A sentence of a derivation; ``indent`` says how far it stands below those that it belongs to."""

    text: str
    indent: int = 0
    style: str = ""


class BidDerivation(NamedTuple):
    """How a bid came to its rank: sentences in the order in which they are told, by what they are about."""

    entry: EvaluatedBid
    title: Sentence
    price: tuple[Sentence, ...] = ()
    standing: tuple[Sentence, ...] = ()
    steps: tuple[Sentence, ...] = ()
    subcontractors: tuple[Sentence, ...] = ()
    result: tuple[Sentence, ...] = ()

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All of them."""
        return (self.title, *self.price, *self.standing, *self.steps, *self.subcontractors, *self.result)


class Derivation:
    """Writes out how an evaluation came about; ``clauses`` gives a paraphrase of each clause.

    It remembers which clauses it cited.
    """

    def __init__(self, evaluation: Evaluation, program: Program, clauses: Mapping[str, str]) -> None:
        self._evaluation, self._program, self._clauses = evaluation, program, clauses
        self._cited: dict[str, str] = {}

    def render(self, bidders: Sequence[str], page: Page) -> str:
        """The derivation for some bidders on a page, and what the clauses say that it cites."""
        shown = [entry for entry in words.by_rank(self._evaluation) if entry.bid.bidder in bidders]
        blocks = [[*self.terms(), *self.taken()], *(list(self.bid(entry).sentences) for entry in shown)]
        blocks.append([Sentence("The award", style="bold"), *self.award()])
        cited = [Sentence(f"{clause}: {text}", 2) for clause, text in self.cited()]
        blocks += [[Sentence("What the clauses say, in short", style="bold"), *cited]] if cited else []
        return "\n\n".join("\n".join(_lines(block, page)) for block in blocks) + "\n"

    def terms(self) -> Iterator[Sentence]:
        """What holds for all bids.

        Raises:
            ValueError: nothing was evaluated.

        """
        solicitation, rules, procedure = (
            self._evaluation.solicitation,
            self._evaluation.rules,
            self._evaluation.procedure,
        )
        if solicitation is None or procedure is None or rules is None:
            raise ValueError("nothing was evaluated")
        yield self._say(words.heading(solicitation), style="bold")
        yield self._say(f"{words.rules(rules)}. {procedure.text}.")
        stated = {"contract_value": ("Contract value", words.amount(solicitation.contract_value))}
        stated |= {"due": ("Bid due date", str(solicitation.due))}
        stated |= {"total_points": ("Total points", words.number(solicitation.total_points))}
        for field, (name, shown) in stated.items():
            if getattr(solicitation, field) is not None:
                yield self._say(f"{name}: {shown}{_at(solicitation.source, field)}.")
        waived = words.waiver(self._evaluation, self._program)
        if waived:
            yield self._say(f"{waived}{_at(solicitation.source, 'waiver')}")

    def taken(self) -> Iterator[Sentence]:
        """How the rules were read, and what was taken for granted about all bids."""
        yield self._say(f"Readings used: {words.readings_chosen(self._evaluation)}.")
        for taken in self._evaluation.assumptions:
            if taken.subject is None:
                yield self._say(taken.fact)

    def bid(self, entry: EvaluatedBid) -> BidDerivation:
        """How a bid came to its rank, or why it has none."""
        bid, adjustment = entry.bid, entry.adjustment
        title = self._say(f"{bid.bidder}{_at(bid.source, 'bidder')}", style="bold")
        if adjustment is None:
            why = self._say(f"Not ranked: {entry.reason or 'no reason given'}{_at(bid.source, 'reason')}.", 2)
            return BidDerivation(entry, title, result=(why,))
        return BidDerivation(
            entry,
            title,
            tuple(self._price(entry, adjustment)),
            tuple(self._standing(entry, adjustment)),
            tuple(self._steps(adjustment)),
            tuple(sentence for credit in adjustment.credits for sentence in self._credit(credit, adjustment)),
            (*self._percent(adjustment), *self._result(entry, adjustment)),
        )

    def award(self) -> list[Sentence]:
        """Who gets the award, and what it depends on."""
        sentences = [*words.award_sentences(self._evaluation, self._program), words.verdict(self._evaluation)]
        return [self._say(sentence, 2) for sentence in sentences if sentence]

    def cited(self) -> list[tuple[str, str]]:
        """The clauses that were cited up to now, each with what it says in short."""
        return sorted(self._cited.items())

    def found(self, source: Source) -> Iterator[Sentence]:
        """What was found at the cells of a record."""
        for finding in self._evaluation.findings:
            if finding.file == source.file and finding.cell in source.cells.values():
                yield self._say(f"{finding.message} [{finding.cell}]", 4)

    def _say(self, text: str, indent: int = 0, style: str = "") -> Sentence:
        for clause in _CLAUSE.findall(text):
            self._cite(clause)
        return Sentence(text, indent, style)

    def _cite(self, clause: str) -> str:
        """A clause in brackets; what it says is added at the end."""
        for one in clause.split(", "):
            known = one
            while known and known not in self._clauses:
                known = known.rpartition(".")[0]
            if known:
                self._cited[known] = self._clauses[known]
        return f"({clause})"

    def _price(self, entry: EvaluatedBid, adjustment: Adjustment) -> Iterator[Sentence]:
        bid = entry.bid
        quoted = words.quoted(self._evaluation)
        yield self._say(f"{quoted}: {words.amount(bid.quoted_price)}{_at(bid.source, 'quoted_price')}.", 2)
        for step in adjustment.price_steps:
            yield self._say(f"{words.price_step(step)}{_at(bid.source, step.field)}.", 2)
        yield self._say(f"Bid price: {show_money(adjustment.bid_price)}.", 2)

    def _standing(self, entry: EvaluatedBid, adjustment: Adjustment) -> Iterator[Sentence]:
        bid = entry.bid
        marks = [
            f"{name}{_at(bid.source, name)}" for name in self._program.certifications if name in bid.certifications
        ]
        yield self._say(f"Certifications marked: {', '.join(marks) or 'none'}.", 2)
        if adjustment.proved != bid.certifications:
            yield self._say(f"Counted: {words.certified(adjustment.proved, self._program)}.", 2)
        if bid.role is not None:
            yield self._say(f"Role: {bid.role}{_at(bid.source, 'role')}.", 2)
        for field, place in (("county_work", "the County"), ("city_work", "the City")):
            share = getattr(bid, field)
            if share is not None:
                yield self._say(f"Work performed in {place}: {plain(share)}%{_at(bid.source, field)}.", 2)
        yield from self.found(bid.source)
        for note in adjustment.notes:
            yield self._say(words.ended(note), 2)
        for taken in self._evaluation.assumptions:
            if taken.subject == bid.bidder:
                yield self._say(taken.fact, 2)
        yield self._say(f"Standing: {self._program.standings[adjustment.standing]}.", 2)

    def _steps(self, adjustment: Adjustment) -> Iterator[Sentence]:
        for step in adjustment.steps:
            if not step.from_subcontractors:
                yield self._say(f"{show_percent(step.percent)}: {step.text} {self._cite(step.clause)}.", 4)

    def _credit(self, credit: SubcontractorCredit, adjustment: Adjustment) -> Iterator[Sentence]:
        sub = credit.subcontractor
        marks = words.certified(sub.certifications, self._program)
        work = f"for “{sub.work}”{_at(sub.source, 'work')}, " if sub.work else ""
        yield self._say(
            f"Subcontractor {sub.name}{_at(sub.source, 'name')}, {work}costs {show_money(sub.cost)}"
            f"{_at(sub.source, 'cost')}; marked {marks}.",
            2,
        )
        yield self._say(
            f"Share: {show_money(sub.cost)} of {show_money(adjustment.bid_price)} is {credit.share}%; "
            f"{step_of_price(credit, adjustment)}, which goes into the cost "
            f"{credit.tenths} {'time' if credit.tenths == 1 else 'times'}.",
            4,
        )
        yield from self.found(sub.source)
        cited = self._cite(credit.clause)
        yield self._say(
            f"It earns {show_percent(credit.credited)}{f': {credit.note}' if credit.note else f' {cited}'}.", 4
        )

    def _percent(self, adjustment: Adjustment) -> Iterator[Sentence]:
        if not adjustment.steps:
            yield self._say("Preference: 0%.", 2)
            return
        parts = " + ".join(show_percent(step.percent) for step in adjustment.steps).replace("+ -", "- ")
        total = f"{parts} = {show_percent(adjustment.percent)}" if len(adjustment.steps) > 1 else parts
        yield self._say(f"Preference: {total}.", 2)
        for step in adjustment.steps:
            self._cite(step.clause)

    def _result(self, entry: EvaluatedBid, adjustment: Adjustment) -> Iterator[Sentence]:
        if adjustment.value is None or adjustment.evaluated_price is None:
            at = _at(entry.bid.source, "score")
            yield self._say(f"Score: {words.number(entry.bid.score)}{at}. {words.effect(entry, self._evaluation)}.", 2)
        else:
            exact = exact_percent_of(adjustment.bid_price, adjustment.percent)
            rounded = "" if exact == adjustment.value or adjustment.value_note else f" (exactly {plain(exact)})"
            value = adjustment.value_note or (
                f"{show_percent(adjustment.percent)} of {show_money(adjustment.bid_price)} is "
                f"{show_money(adjustment.value)}{rounded}"
            )
            yield self._say(f"Value of the preference: {value}.", 2)
            subtraction = f"{show_money(adjustment.bid_price)} - {show_money(adjustment.value)}"
            yield self._say(f"Evaluated price: {subtraction} = {show_money(adjustment.evaluated_price)}.", 2)
        yield self._say(f"Rank before the preference: {entry.rank_before}. After it: {entry.rank_after}.", 2)


def _lines(block: Iterable[Sentence], page: Page) -> Iterator[str]:
    for text, indent, style in block:
        yield from page.paragraph(safe(text), indent=indent, hanging=2 if indent else 0, style=style)


def step_of_price(credit: SubcontractorCredit, adjustment: Adjustment) -> str:
    """The amount that a subcontractor's cost is measured by, with a fraction of a cent where there is one."""
    step = exact_percent_of(adjustment.bid_price, credit.step)
    shown = show_money(step) if step == round_cents(step) else f"${plain(step)}"
    return f"{show_percent(credit.step)} of the bid price is {shown}"


def _at(source: Source, field: str) -> str:
    """The cell of a field in brackets."""
    return f" [{source.cells[field]}]" if field in source.cells else ""
