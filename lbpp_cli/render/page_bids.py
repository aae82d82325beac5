"""The bids of a page: the ranking, those that are not ranked, and how each preference came about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.money import show_money, show_percent
from lbpp_cli.render import award_words, words
from lbpp_cli.render import participation_words as told
from lbpp_cli.render.derivation import step_of_price
from lbpp_cli.render.html import Element, element, name
from lbpp_cli.render.page_tables import Column, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lbpp_cli.model import Adjustment, EvaluatedBid, Evaluation, Source
    from lbpp_cli.programs import Program
    from lbpp_cli.render.derivation import Derivation, Sentence
    from lbpp_cli.render.html import Prose
    from lbpp_cli.render.page_tables import Cell

_TEXTS = {"Move", "Certified"}


def ranking(evaluation: Evaluation, program: Program) -> Element:
    """The table of the ranked bids; those that are first stand out."""
    headings, rows = words.ranking(evaluation, program)
    columns = [Column(one, figures=one not in _TEXTS | {"Bidder"}, names=one == "Bidder") for one in headings]
    at = headings.index("Bidder")
    cells: list[list[Cell]] = [[*row[:at], name(row[at]), *row[at + 1 :]] for row in rows]
    leading = sum(row[0] == "1" for row in rows)
    return table(["Ranking"], columns, cells, scrolls="Ranking", strong=leading)


def not_ranked(evaluation: Evaluation) -> Element | None:
    """The bids that take no part in the ranking, each with its reason."""
    amount = words.quoted(evaluation)
    columns = [Column("Bidder", names=True), Column(amount, figures=True), Column("Reason"), Column("Cell")]
    rows: list[list[Cell]] = [
        [
            name(entry.bid.bidder),
            words.amount(entry.bid.quoted_price),
            entry.reason or "no reason given",
            "the outreach"
            if award_words.fails_outreach(evaluation, entry.bid.bidder)
            else _cell(entry.bid.source, "quoted_price" if entry.excluded else "reason"),
        ]
        for entry in evaluation.bids
        if entry.adjustment is None
    ]
    return table(["Not ranked"], columns, rows, scrolls="Not ranked") if rows else None


class Folded:
    """The derivation of each bid, folded until somebody opens it."""

    def __init__(self, evaluation: Evaluation, program: Program, derivation: Derivation, prose: Prose) -> None:
        self._evaluation, self._program, self._derivation, self._prose = evaluation, program, derivation, prose

    def all(self) -> list[Element]:
        """Those of the ranked bids, in their order after the preference, and of those that the rules exclude."""
        shown = [self._one(entry) for entry in words.by_rank(self._evaluation)]
        return [one for one in shown if one is not None]

    def _one(self, entry: EvaluatedBid) -> Element | None:
        adjustment = entry.adjustment
        if adjustment is None and not entry.excluded:
            return None
        derived = self._derivation.bid(entry)
        if adjustment is None:
            summary = element("summary", element("h3", name(entry.bid.bidder)), " ", element("span", "not ranked"))
            measured = self._participation(entry)
            return element(
                "details", summary, self._sentences(derived.price), *measured, self._sentences(derived.result)
            )
        return element(
            "details",
            self._summary(entry, adjustment),
            self._price(entry, adjustment),
            self._sentences(derived.standing),
            *self._participation(entry),
            *self._subcontractors(entry, adjustment),
            *([self._steps(entry, adjustment)] if self._program.has_preference else []),
            self._sentences(derived.result),
        )

    def _participation(self, entry: EvaluatedBid) -> Iterable[Element]:
        """The goals, and the ledger with the cell of each amount."""
        participation = entry.participation
        if participation is None:
            return
        headings, cells = told.goals(participation)
        yield _table_of(entry, f"Participation: {told.standing(participation)}", _columns(headings, "Goal"), cells)
        notes = told.notes(participation)
        if notes:
            yield element("ul", *(element("li", *self._prose(note)) for note in notes), class_="aside")
        headings, cells = told.ledger(participation)
        rows: list[list[Cell]] = [
            [name(row[0]), *row[1:], _cell(line.source, line.field) if line.source else ""]
            for row, line in zip(cells, participation.ledger, strict=True)
        ]
        yield _table_of(entry, "What counts toward the goals", _columns([*headings, "Cell"], "Firm"), rows)

    def _summary(self, entry: EvaluatedBid, adjustment: Adjustment) -> Element:
        row = words.standing_cells(entry)
        standing = self._program.standings[adjustment.standing]
        facts = f"rank {row[0]}, was {entry.rank_before} · {row[1]} · {row[2]} · {standing}"
        if not self._program.has_preference:
            facts = f"rank {row[0]} · {row[2]} · {standing}"
        return element("summary", element("h3", name(entry.bid.bidder)), " ", element("span", facts))

    def _price(self, entry: EvaluatedBid, adjustment: Adjustment) -> Element:
        """From the quoted price to the bid price, a discount a row."""
        source = entry.bid.source
        quoted: list[Cell] = [words.quoted(self._evaluation), "", "", "", words.amount(entry.bid.quoted_price)]
        rows = [[*quoted, _cell(source, "quoted_price")]]
        rows += [
            [
                f"{step.text}, not counted: {step.not_counted}" if step.not_counted else step.text,
                step.clause,
                show_percent(step.percent),
                show_money(step.amount),
                show_money(step.price),
                _cell(source, step.field),
            ]
            for step in adjustment.price_steps
        ]
        rows.append(["Bid price", "", "", "", show_money(adjustment.bid_price), ""])
        columns = [Column("Step", names=True), Column("Clause"), Column("Percent", figures=True)]
        columns += [Column("Discount", figures=True), Column("Price", figures=True), Column("Cell")]
        if not adjustment.price_steps:
            columns, rows = columns[:1] + columns[4:], [row[:1] + row[4:] for row in rows]
        return _table_of(entry, "Price", columns, rows)

    def _subcontractors(self, entry: EvaluatedBid, adjustment: Adjustment) -> Iterable[Element]:
        if not adjustment.credits:
            return
        columns = [Column("Subcontractor", names=True), Column("Work"), Column("Certified"), Column("Cell")]
        columns += [Column(heading, figures=True) for heading in ("Cost", "Of price", "Times", "Earns")]
        columns.append(Column("Why"))
        rows: list[list[Cell]] = [
            [
                name(credit.subcontractor.name),
                credit.subcontractor.work or "–",
                words.certified(credit.subcontractor.certifications, self._program),
                _cell(credit.subcontractor.source, "cost"),
                show_money(credit.subcontractor.cost),
                f"{credit.share}%",
                str(credit.tenths),
                show_percent(credit.credited),
                credit.note or credit.clause,
            ]
            for credit in adjustment.credits
        ]
        yield _table_of(entry, "Subcontractors", columns, rows)
        steps = words.listed(list(dict.fromkeys(step_of_price(credit, adjustment) for credit in adjustment.credits)))
        yield element("p", f"{steps}; Times is how often that goes into the cost.", class_="aside")
        found = [
            found for credit in adjustment.credits for found in self._derivation.found(credit.subcontractor.source)
        ]
        if found:
            yield self._sentences(found)

    def _steps(self, entry: EvaluatedBid, adjustment: Adjustment) -> Element:
        rows: list[list[Cell]] = [
            [
                f"{step.text}: {step.detail}" if step.detail else step.text,
                step.clause,
                words.preference(step.percent, adjustment),
            ]
            for step in adjustment.steps
        ]
        unit = "Points" if adjustment.in_points else "Percent"
        columns = [Column("Step", names=True), Column("Clause"), Column(unit, figures=True)]
        foot = ["Preference", "", words.preference(adjustment.percent, adjustment)]
        return _table_of(entry, "Preference", columns, rows, foot)

    def _sentences(self, told: Sequence[Sentence]) -> Element:
        return element("ul", *(element("li", *self._prose(sentence.text)) for sentence in told))


def _table_of(
    entry: EvaluatedBid, what: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], foot: Sequence[Cell] = ()
) -> Element:
    bidder = entry.bid.bidder
    # On paper and screen the bidder stands above; in a list of tables it does not.
    caption = (element("span", name(bidder), ": ", class_="unseen"), what)
    return table(caption, columns, rows, foot=foot, scrolls=f"{bidder}: {what}")


def _columns(headings: Iterable[str], names: str) -> list[Column]:
    return [Column(one, figures=one in told.FIGURES, names=one == names) for one in headings]


def _cell(source: Source, field: str) -> str:
    return source.cells.get(field, "")
