"""The whole derivation of an evaluation in sentences: each clause, each cell, the arithmetic written out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.money import exact_percent_of, plain, round_cents, show_money, show_percent
from lbpp_cli.render import award_words, words
from lbpp_cli.render import participation_words as told
from lbpp_cli.render.citations import Citations
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
    from lbpp_cli.participation import LedgerLine
    from lbpp_cli.programs import Program
    from lbpp_cli.render.layout import Page


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
    participation: tuple[Sentence, ...] = ()
    steps: tuple[Sentence, ...] = ()
    subcontractors: tuple[Sentence, ...] = ()
    result: tuple[Sentence, ...] = ()

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All of them."""
        return (
            self.title,
            *self.price,
            *self.standing,
            *self.participation,
            *self.steps,
            *self.subcontractors,
            *self.result,
        )


class Derivation:
    """Writes out how an evaluation came about; ``clauses`` gives a paraphrase of each clause.

    It remembers which clauses it cited.
    """

    def __init__(self, evaluation: Evaluation, program: Program, clauses: Mapping[str, str]) -> None:
        self._evaluation, self._program = evaluation, program
        self._citations = Citations(clauses)

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
        yield self._say(f"{words.rules(rules)}. {words.procedure(procedure)}.")
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
        yield self._say(f"Readings used: {award_words.readings_chosen(self._evaluation)}.")
        for taken in self._evaluation.assumptions:
            if taken.subject is None:
                yield self._say(taken.fact)

    def bid(self, entry: EvaluatedBid) -> BidDerivation:
        """How a bid came to its rank, or why it has none."""
        bid, adjustment = entry.bid, entry.adjustment
        title = self._say(f"{bid.bidder}{_at(bid.source, 'bidder')}", style="bold")
        if adjustment is None:
            # What the rules or the outreach exclude rests on their own records; the reason of any other is a cell.
            elsewhere = entry.excluded or award_words.fails_outreach(self._evaluation, bid.bidder)
            at = "" if elsewhere else _at(bid.source, "reason")
            why = self._say(f"Not ranked: {entry.reason or 'no reason given'}{at}.", 2)
            price = tuple(self._quoted(entry)) if entry.excluded else ()
            return BidDerivation(entry, title, price, participation=tuple(self._participation(entry)), result=(why,))
        return BidDerivation(
            entry,
            title,
            tuple(self._price(entry, adjustment)),
            tuple(self._standing(entry, adjustment)),
            tuple(self._participation(entry)),
            tuple(self._steps(adjustment)),
            tuple(sentence for credit in adjustment.credits for sentence in self._credit(credit, adjustment)),
            (*self._percent(adjustment), *self._result(entry, adjustment)),
        )

    def award(self) -> list[Sentence]:
        """Who gets the award, and what it depends on."""
        sentences = [*award_words.sentences(self._evaluation, self._program), award_words.verdict(self._evaluation)]
        return [self._say(sentence, 2) for sentence in sentences if sentence]

    def cited(self) -> list[tuple[str, str]]:
        """The clauses that were cited up to now, each with what it says in short."""
        return self._citations.all

    def found(self, source: Source) -> Iterator[Sentence]:
        """What was found at the cells of a record."""
        for finding in self._evaluation.findings:
            if finding.file == source.file and finding.cell in source.cells.values():
                yield self._say(f"{finding.message} [{finding.cell}]", 4)

    def _say(self, text: str, indent: int = 0, style: str = "") -> Sentence:
        self._citations.of(text)
        return Sentence(text, indent, style)

    def _quoted(self, entry: EvaluatedBid) -> Iterator[Sentence]:
        quoted, at = words.quoted(self._evaluation), _at(entry.bid.source, "quoted_price")
        yield self._say(f"{quoted}: {words.amount(entry.bid.quoted_price)}{at}.", 2)

    def _price(self, entry: EvaluatedBid, adjustment: Adjustment) -> Iterator[Sentence]:
        bid = entry.bid
        yield from self._quoted(entry)
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

    def _participation(self, entry: EvaluatedBid) -> Iterator[Sentence]:
        """Each line of the ledger with the cell of its dollars, and the arithmetic of each goal."""
        participation = entry.participation
        if participation is None:
            return
        yield self._say(f"Participation: {told.standing(participation)}.", 2)
        for line in participation.ledger:
            self._citations.cite(line.clause)
            yield self._say(told.entry_line(line, _dollars(line, entry)), 4)
            if line.source is not None and line.source is not entry.bid.source:
                yield from self.found(line.source)
        for goal in participation.goals:
            self._citations.cite(goal.clause)
            yield self._say(told.arithmetic(goal, participation), 4)

    def _steps(self, adjustment: Adjustment) -> Iterator[Sentence]:
        for step in adjustment.steps:
            if not step.from_subcontractors:
                earned, detail = words.preference(step.percent, adjustment), f": {step.detail}" if step.detail else ""
                yield self._say(f"{earned}: {step.text} {self._citations.cite(step.clause)}{detail}.", 4)

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
        cited = self._citations.cite(credit.clause)
        yield self._say(
            f"It earns {show_percent(credit.credited)}{f': {credit.note}' if credit.note else f' {cited}'}.", 4
        )

    def _percent(self, adjustment: Adjustment) -> Iterator[Sentence]:
        if not self._program.has_preference:
            return
        if not adjustment.steps:
            yield self._say(f"Preference: {words.preference(adjustment.percent, adjustment)}.", 2)
            return
        parts = [words.preference(step.percent, adjustment) for step in adjustment.steps]
        total = " + ".join(parts).replace("+ -", "- ")
        total += f" = {words.preference(adjustment.percent, adjustment)}" if len(parts) > 1 else ""
        yield self._say(f"Preference: {total}.", 2)
        for step in adjustment.steps:
            self._citations.cite(step.clause)

    def _result(self, entry: EvaluatedBid, adjustment: Adjustment) -> Iterator[Sentence]:
        if not self._program.has_preference:
            yield self._say(f"Rank: {entry.rank_after}.", 2)
            return
        if adjustment.value is None or adjustment.evaluated_price is None:
            at = _at(entry.bid.source, "score")
            effect = words.effect(entry, self._evaluation)
            effect = f"{effect[:1].upper()}{effect[1:]}"
            yield self._say(f"Score: {words.number(entry.bid.score)}{at}. {effect}.", 2)
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


def _dollars(line: LedgerLine, entry: EvaluatedBid) -> str:
    """The dollars of a line with their cell; where they are what is left of the price, which that cell holds, so."""
    at = _at(line.source, line.field) if line.source else ""
    price = entry.bid.quoted_price
    if line.field != "quoted_price" or price is None or price == line.amount:
        return f"{show_money(line.amount)}{at}"
    return f"{show_money(line.amount)}, what is left of {show_money(price)}{at}"


def step_of_price(credit: SubcontractorCredit, adjustment: Adjustment) -> str:
    """The amount that a subcontractor's cost is measured by, with a fraction of a cent where there is one."""
    step = exact_percent_of(adjustment.bid_price, credit.step)
    shown = show_money(step) if step == round_cents(step) else f"${plain(step)}"
    return f"{show_percent(credit.step)} of the bid price is {shown}"


def _at(source: Source, field: str) -> str:
    """The cell of a field in brackets."""
    return f" [{source.cells[field]}]" if field in source.cells else ""
