"""What stands behind the figures of a page: readings, findings, and the receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.render import award_words
from lbpp_cli.render.html import Element, element
from lbpp_cli.render.page_tables import Column, pairs, table
from lbpp_cli.render.receipt import lines, receipt_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lbpp_cli.findings import Finding
    from lbpp_cli.model import Evaluation, ReadingUsed
    from lbpp_cli.programs import Program
    from lbpp_cli.readings import Reading
    from lbpp_cli.render.html import Child, Prose
    from lbpp_cli.render.page_tables import Cell


def sentences(told: Iterable[str], prose: Prose) -> Element | None:
    """Sentences as a list."""
    items = [element("li", *prose(sentence)) for sentence in told]
    return element("ul", *items) if items else None


def readings(evaluation: Evaluation, program: Program, prose: Prose) -> Element:
    """Each question that the rules leave open: how it was read, and what every other answer would do."""
    known = {reading.id: reading for reading in program.readings}
    columns = [Column("Question", names=True), Column("Clause"), Column("Read as"), Column("Otherwise")]
    rows: list[list[Cell]] = [
        [
            (known[used.id].question, element("code", used.id)),
            known[used.id].clause,
            _answer(known[used.id], used.chosen),
            tuple(_otherwise(evaluation, known[used.id], used, prose)),
        ]
        for used in evaluation.readings
    ]
    return table(["Readings"], columns, rows, scrolls="Readings")


def _answer(reading: Reading, value: str) -> tuple[Child, ...]:
    return f"{reading.values[value]} ", element("code", value)


def _otherwise(evaluation: Evaluation, reading: Reading, used: ReadingUsed, prose: Prose) -> Iterator[Child]:
    """The other answers, each with what it would do to the award by itself."""
    first = {
        next(iter(changed.readings.items())): changed.first
        for changed in evaluation.changed_by
        if len(changed.readings) == 1
    }
    for value in reading.values:
        if value == used.chosen:
            continue
        effect = "the same result"
        if value in used.award_changes_under:
            effect = f"the award would be {award_words.outcome(first[reading.id, value])}"
        yield element("p", f"{reading.values[value]}: ", element("strong", *prose(effect)), element("code", value))


def findings(found: Sequence[Finding]) -> Element | None:
    """Findings, each with its severity in words, its place and what to do about it."""
    items = [
        element(
            "li",
            element("p", element("strong", one.severity.capitalize()), " ", element("code", one.code), f" {one.place}"),
            element("p", one.message),
            element("p", f"What to do: {one.hint}", class_="aside"),
            class_=one.severity,
        )
        for one in found
    ]
    return element("ul", *items, class_="findings") if items else None


def receipt(evaluation: Evaluation) -> Element | None:
    """What the page was made from."""
    made_from = receipt_of(evaluation)
    if made_from is None:
        return None
    return pairs("Receipt", lines(made_from), "receipt")
