"""What else a buyer should know of a tabulation: marks, questions, names, bids that are out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.findings import Finding, finding
from lbpp_cli.names import firm_key
from lbpp_cli.read.layouts import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lbpp_cli.imported import Footnote, Imported, ImportedBid, Schedule
    from lbpp_cli.read.importing.gather import Gathered
    from lbpp_cli.read.layouts.tabulated import Listing


def twice(schedules: Iterable[Schedule], listings: Iterable[Listing]) -> Iterator[Finding]:
    """The same name twice among the bidders of one table."""
    for schedule in schedules:
        for key, column in schedule.columns.items():
            if "\0" in key:
                first = schedule.columns[key.split("\0")[0]]
                message = f"{column.name} stands twice in the same table, in {first.cell} and in {column.cell}."
                yield finding("bidder-twice", message, "Tell the two apart by name.", column.file, column.cell)
    for listing in listings:
        seen: dict[str, str] = {}
        for entry in listing.entries:
            cell = seen.setdefault(firm_key(entry.name), entry.cell)
            if cell != entry.cell:
                message = f"{entry.name} stands twice in the same list, in {cell} and in {entry.cell}."
                yield finding("bidder-twice", message, "Tell the two apart by name.", listing.file, entry.cell)


def out(bids: Iterable[ImportedBid]) -> Iterator[Finding]:
    """Bids that the tabulation says are out."""
    for bid in bids:
        if not bid.responsive:
            yield finding(
                "bid-out",
                f"{bid.bidder}: “{bid.reason}”. It is kept, with no under Responsive and these words as the reason.",
                "Correct it on the Bids sheet if the bid takes part in the ranking.",
                bid.file,
                bid.name_cell,
            )


def unnamed(bids: Iterable[ImportedBid]) -> Iterator[Finding]:
    """Bidders that a tabulation gives by a number which no table names."""
    for bid in bids:
        if terms.is_ordinal(bid.bidder):
            yield finding(
                "bidder-by-number",
                f"Bidder {bid.bidder} has prices, but nothing says its name; it is kept under its number.",
                "Write its name on the Bids sheet.",
                bid.file,
                bid.name_cell,
            )


def noted(notes: Iterable[Footnote]) -> Iterator[Finding]:
    """The footnote marks, kept and not interpreted."""
    for note in notes:
        at = ", ".join(note.at[:3]) + (f" and {len(note.at) - 3} more" if len(note.at) > 3 else "")  # noqa: PLR2004
        says = f"the legend in {note.cell} says “{note.text}”" if note.text else "no legend says what it means"
        yield finding(
            "footnote",
            f"“{note.mark}” stands in {at}; {says}.",
            "It is kept and not interpreted: whether it changes a bid is for you to say.",
            note.file,
            note.at[0],
        )


def asked(imported: Imported) -> Iterator[Finding]:
    """What bidders were asked beside prices."""
    file = imported.files[0].file
    answers: dict[str, list[str]] = {}
    cells: dict[str, str] = {}
    for question, names in imported.questions:
        cells.setdefault(question.text, question.cell)
        answers.setdefault(question.text, []).extend(
            f"{name}: {answer or 'blank'}" for name, answer in zip(names, question.answers, strict=True)
        )
    discounts = [text for text in cells if "discount" in text.casefold()]
    for text in discounts:
        yield finding(
            "discount-asked",
            f"“{text}” {'; '.join(answers[text])}.",
            "It is not interpreted. A discount that counts is written under Cash discount % and days.",
            file,
            cells[text],
        )
    others = [text for text in cells if text not in discounts]
    if others:
        stand = "question to the bidders stands" if len(others) == 1 else "questions to the bidders stand"
        yield finding(
            "questions-not-used",
            f"{len(others)} {stand} above the prices, such as “{others[0]}”.",
            "The answers are kept out of the bids; read them in the tabulation.",
            file,
            cells[others[0]],
        )


def left_off(schedules: Iterable[Schedule]) -> Iterator[Finding]:
    """Addresses that stand under names in the same cell."""
    columns = [column for schedule in schedules for column in schedule.columns.values() if column.left_off]
    if columns:
        first = columns[0]
        yield finding(
            "name-shortened",
            f"More lines stand with {len(columns)} names: of {first.name} “{first.left_off}” was left off.",
            "Nothing to do, if what was left off is an address, and not a part of the name.",
            first.file,
            first.cell,
        )


def facts(gathered: Gathered) -> Iterator[Finding]:
    """Sheets that state different numbers or titles."""
    first: dict[str, object] = {}
    for fact in gathered.facts:
        known = first.setdefault(fact.field, fact.value)
        if known != fact.value:
            message = f"The {fact.field} is stated as “{known}” and as “{fact.value}”; the first was taken."
            yield finding("fact-differs", message, "Check the Solicitation sheet.", fact.file, fact.cell)
