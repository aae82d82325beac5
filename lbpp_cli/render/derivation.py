"""The whole derivation of an evaluation in sentences: each clause, each cell, the arithmetic written out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lbpp_cli.money import exact_percent_of, plain, round_cents, show_money, show_percent
from lbpp_cli.render import words
from lbpp_cli.render.layout import Page, safe

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from lbpp_cli.model import (
        Adjustment,
        EvaluatedBid,
        Evaluation,
        Procedure,
        Solicitation,
        Source,
        SubcontractorCredit,
    )
    from lbpp_cli.parameters import Rules
    from lbpp_cli.programs import Program


_CLAUSE = re.compile(r"\b\d\.[A-Z](?:\.\d+)?(?:\.[a-z])?\b|\bDefinitions\b")


class Derivation:
    """Writes out how an evaluation came about; ``clauses`` gives a paraphrase of each clause."""

    def __init__(self, evaluation: Evaluation, program: Program, clauses: Mapping[str, str], page: Page) -> None:
        self._evaluation, self._program, self._clauses, self._page = evaluation, program, clauses, page
        self._cited: dict[str, str] = {}
        self._lines: list[str] = []

    def render(self, bidders: Sequence[str]) -> str:
        """The derivation for some bidders, and what the clauses say that it cites."""
        evaluation = self._evaluation
        solicitation = evaluation.solicitation
        if solicitation is None or evaluation.procedure is None or evaluation.rules is None:
            raise ValueError("nothing was evaluated")
        self._terms(solicitation, evaluation.rules, evaluation.procedure)
        for entry in words.by_rank(evaluation):
            if entry.bid.bidder in bidders:
                self._bid(entry)
        self._lines.append("")
        self._say("The award", style="bold")
        for sentence in [*words.award_sentences(evaluation, self._program), words.verdict(evaluation)]:
            if sentence:
                self._say(sentence, 2)
        self._clause_texts()
        return "\n".join(self._lines) + "\n"

    def _terms(self, solicitation: Solicitation, rules: Rules, procedure: Procedure) -> None:
        """What holds for all bids."""
        self._say(words.heading(solicitation), style="bold")
        self._say(f"{words.rules(rules)}. {procedure.text}.")
        for field, name in (
            ("contract_value", "Contract value"),
            ("due", "Bid due date"),
            ("total_points", "Total points"),
        ):
            value = getattr(solicitation, field)
            if value is not None:
                shown = show_money(value) if field == "contract_value" else str(value)
                self._say(f"{name}: {shown}{_at(solicitation.source, field)}.")
        waived = words.waiver(self._evaluation, self._program)
        if waived:
            self._say(f"{waived}{_at(solicitation.source, 'waiver')}")
        self._say(f"Readings used: {words.readings_chosen(self._evaluation)}.")
        for taken in self._evaluation.assumptions:
            if taken.subject is None:
                self._say(taken.fact)

    def _say(self, text: str, indent: int = 0, style: str = "") -> None:
        for clause in _CLAUSE.findall(text):
            self._cite(clause)
        self._lines += self._page.paragraph(safe(text), indent=indent, hanging=2 if indent else 0, style=style)

    def _cite(self, clause: str) -> str:
        """A clause in brackets; what it says is added at the end."""
        for one in clause.split(", "):
            known = one
            while known and known not in self._clauses:
                known = known.rpartition(".")[0]
            if known:
                self._cited[known] = self._clauses[known]
        return f"({clause})"

    def _bid(self, entry: EvaluatedBid) -> None:
        bid, adjustment = entry.bid, entry.adjustment
        self._lines.append("")
        self._say(f"{bid.bidder}{_at(bid.source, 'bidder')}", style="bold")
        if adjustment is None:
            self._say(f"Not ranked: {entry.reason or 'no reason given'}{_at(bid.source, 'reason')}.", 2)
            return
        what = "Proposed total cost" if words.is_proposal(self._evaluation) else "Quoted price"
        self._say(f"{what}: {words.amount(bid.quoted_price)}{_at(bid.source, 'quoted_price')}.", 2)
        for step in adjustment.price_steps:
            self._say(f"{words.price_step(step)}{_at(bid.source, step.field)}.", 2)
        self._say(f"Bid price: {show_money(adjustment.bid_price)}.", 2)
        self._standing(entry, adjustment)
        for credit in adjustment.credits:
            self._credit(credit, adjustment)
        self._percent(adjustment)
        self._result(entry, adjustment)

    def _standing(self, entry: EvaluatedBid, adjustment: Adjustment) -> None:
        bid = entry.bid
        marks = [
            f"{name}{_at(bid.source, name)}" for name in self._program.certifications if name in bid.certifications
        ]
        self._say(f"Certifications marked: {', '.join(marks) or 'none'}.", 2)
        if adjustment.proved != bid.certifications:
            self._say(f"Counted: {words.certified(adjustment.proved, self._program)}.", 2)
        if bid.role is not None:
            self._say(f"Role: {bid.role}{_at(bid.source, 'role')}.", 2)
        for field, place in (("county_work", "the County"), ("city_work", "the City")):
            share = getattr(bid, field)
            if share is not None:
                self._say(f"Work performed in {place}: {plain(share)}%{_at(bid.source, field)}.", 2)
        self._findings(bid.source)
        for note in adjustment.notes:
            self._say(words.ended(note), 2)
        for taken in self._evaluation.assumptions:
            if taken.subject == bid.bidder:
                self._say(taken.fact, 2)
        self._say(f"Standing: {self._program.standings[adjustment.standing]}.", 2)
        for step in adjustment.steps:
            if not step.from_subcontractors:
                self._say(f"{show_percent(step.percent)}: {step.text} {self._cite(step.clause)}.", 4)

    def _credit(self, credit: SubcontractorCredit, adjustment: Adjustment) -> None:
        sub = credit.subcontractor
        marks = words.certified(sub.certifications, self._program)
        work = f"for “{sub.work}”{_at(sub.source, 'work')}, " if sub.work else ""
        tenth = exact_percent_of(adjustment.bid_price, credit.step)
        self._say(
            f"Subcontractor {sub.name}{_at(sub.source, 'name')}, {work}costs {show_money(sub.cost)}"
            f"{_at(sub.source, 'cost')}; marked {marks}.",
            2,
        )
        self._say(
            f"Share: {show_money(sub.cost)} of {show_money(adjustment.bid_price)} is {credit.share}%; "
            f"{show_percent(credit.step)} of the bid price is {_exact_money(tenth)}, which goes into the cost "
            f"{credit.tenths} {'time' if credit.tenths == 1 else 'times'}.",
            4,
        )
        self._findings(sub.source)
        cited = self._cite(credit.clause)
        self._say(f"It earns {show_percent(credit.credited)}{f': {credit.note}' if credit.note else f' {cited}'}.", 4)

    def _findings(self, source: Source) -> None:
        """What was found at the cells of a record."""
        for finding in self._evaluation.findings:
            if finding.file == source.file and finding.cell in source.cells.values():
                self._say(f"{finding.message} [{finding.cell}]", 4)

    def _percent(self, adjustment: Adjustment) -> None:
        if not adjustment.steps:
            self._say("Preference: 0%.", 2)
            return
        parts = " + ".join(show_percent(step.percent) for step in adjustment.steps).replace("+ -", "- ")
        total = f"{parts} = {show_percent(adjustment.percent)}" if len(adjustment.steps) > 1 else parts
        self._say(f"Preference: {total}.", 2)
        for step in adjustment.steps:
            self._cite(step.clause)

    def _result(self, entry: EvaluatedBid, adjustment: Adjustment) -> None:
        if adjustment.value is None or adjustment.evaluated_price is None:
            at = _at(entry.bid.source, "score")
            self._say(f"Score: {words.number(entry.bid.score)}{at}. {words.effect(entry, self._evaluation)}.", 2)
        else:
            exact = exact_percent_of(adjustment.bid_price, adjustment.percent)
            rounded = "" if exact == adjustment.value or adjustment.value_note else f" (exactly {plain(exact)})"
            value = adjustment.value_note or (
                f"{show_percent(adjustment.percent)} of {show_money(adjustment.bid_price)} is "
                f"{show_money(adjustment.value)}{rounded}"
            )
            self._say(f"Value of the preference: {value}.", 2)
            subtraction = f"{show_money(adjustment.bid_price)} - {show_money(adjustment.value)}"
            self._say(f"Evaluated price: {subtraction} = {show_money(adjustment.evaluated_price)}.", 2)
        self._say(f"Rank before the preference: {entry.rank_before}. After it: {entry.rank_after}.", 2)

    def _clause_texts(self) -> None:
        if self._cited:
            self._lines.append("")
            self._say("What the clauses say, in short", style="bold")
            for clause, text in sorted(self._cited.items()):
                self._say(f"{clause}: {text}", 2)


def _exact_money(amount: Decimal) -> str:
    """Dollars with a fraction of a cent where there is one."""
    return show_money(amount) if amount == round_cents(amount) else f"${plain(amount)}"


def _at(source: Source, field: str) -> str:
    """The cell of a field in brackets."""
    return f" [{source.cells[field]}]" if field in source.cells else ""
