"""The whole way from the files of a tabulation to an import."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lbpp_cli.findings import ERROR, Finding, finding, in_order
from lbpp_cli.imported import Choices, Imported, Line, Used
from lbpp_cli.names import firm_key
from lbpp_cli.read.importing import checks, sums
from lbpp_cli.read.importing.bids import governs_needed, listed, make_bids
from lbpp_cli.read.importing.gather import footnotes, gather
from lbpp_cli.read.importing.schedules import Joined, join, of_list
from lbpp_cli.read.layouts import tables_in, terms
from lbpp_cli.read.layouts.several_sheets import SEVERAL_SHEETS
from lbpp_cli.read.layouts.stacked_tables import names_by_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lbpp_cli.imported import Footnote, ImportedBid, Overall, Question, Schedule
    from lbpp_cli.model import InputFile
    from lbpp_cli.read.importing.gather import Find, Gathered
    from lbpp_cli.read.layouts.grid import Grid
    from lbpp_cli.read.layouts.tabulated import Listing, Table


def import_files(
    files: Sequence[InputFile],
    certifications: tuple[str, ...],
    choices: Choices | None = None,
    find: Find | None = None,
) -> Imported:
    """Import a tabulation. ``find`` gives the tables of a sheet where a map describes them; else the known layouts do.

    Raises:
        UnreadableFileError: a file cannot be read.

    """
    choices = choices or Choices()

    def by_layouts(grid: Grid) -> list[Table | Listing]:
        return tables_in(grid, certifications)

    gathered = gather(files, find or by_layouts)
    joined, summaries = _joined(gathered, choices)
    lists = listed(summaries)
    made = make_bids(joined.schedules, joined.overalls, lists, choices)
    notes = footnotes(gathered)
    marked = any(one.marked for one in gathered.listings)
    imported = Imported(
        tuple(files), _used(gathered, joined), joined.schedules, joined.overalls,
        tuple(schedule.label for schedule in made.basis), choices.governs, made.bids, made.estimate,
        facts=tuple({fact.field: fact for fact in reversed(gathered.facts)}.values()), footnotes=notes,
        questions=tuple(_questions(gathered.tables)), lines=tuple(_lines(joined.schedules)),
        marked=marked,
    )  # fmt: skip
    findings = [*gathered.findings, *joined.findings, *made.findings, *checks.check(imported, made.basis)]
    findings += [*governs_needed(made.bids, choices.governs), *_no_bids(imported), *_twice(joined.schedules, summaries)]
    findings += [
        *_noted(notes),
        *_asked(imported),
        *_left_off(joined.schedules),
        *_facts(gathered),
        *_out(made.bids),
        *_unnamed(made.bids),
    ]
    value = None
    if choices.estimate_is_contract_value:
        value = made.estimate.corrected if made.estimate else None
        findings += _estimate_missing(imported) if value is None else []
    return replace(imported, contract_value=value, findings=in_order(dict.fromkeys(findings)))


def _joined(gathered: Gathered, choices: Choices) -> tuple[Joined, Sequence[Listing]]:
    """The schedules, and the lists that summarise them; a list alone is a schedule itself."""
    names = names_by_number(gathered.listings)
    if gathered.tables:
        return join(gathered.tables, names, choices.basis), gathered.listings
    schedules: list[Schedule] = []
    overalls: list[Overall] = []
    # A chart with subcontractors says more than the summary below it.
    lists = sorted(gathered.listings, key=lambda one: not any(entry.subcontracts for entry in one.entries))
    for one in lists:
        found, over = of_list(one)
        known = {key for schedule in schedules for key in schedule.columns}
        if not schedules:
            schedules, overalls = found, over
        elif len(found) == len(schedules) == 1 and not known & found[0].columns.keys():
            schedules = [schedules[0]._replace(columns={**schedules[0].columns, **found[0].columns})]
    # Of a list in parts the total is a stated sum like any other, not a summary of something else.
    alone = [one._replace(total=None) if len(one.parts) > 1 else one for one in lists]
    return Joined(tuple(schedules), tuple(overalls), ()), alone


def _lines(schedules: Iterable[Schedule]) -> Iterator[Line]:
    """Every price of every schedule, also of those that are no part of the bid."""
    for schedule in schedules:
        for number, item in enumerate(schedule.items):
            for column in schedule.columns.values():
                price = column.prices[number]
                yield Line(schedule.label, item, column.name, column.file, price, sums.corrected(item, price))


def _used(gathered: Gathered, joined: Joined) -> tuple[Used, ...]:
    """The layouts, with tables on several sheets that were joined under the name of that."""
    used = []
    joins = len(gathered.tables) > len(joined.schedules)
    for one in gathered.used:
        spread = one.layout == "side-by-side" and len(one.places) > 1 and joins
        used.append(Used(SEVERAL_SHEETS.id, SEVERAL_SHEETS.title, one.places) if spread else one)
    return tuple(used)


def _no_bids(imported: Imported) -> Iterator[Finding]:
    if imported.bids or any(one.severity == ERROR for one in imported.findings):
        return
    file = imported.files[0].file
    yield finding(
        "no-bids",
        "No bids were found: no known layout fits, or what fits holds no prices.",
        "lbpp import --layouts lists the layouts; lbpp import --map FILE.toml --ask describes another.",
        file,
    )


def _twice(schedules: Iterable[Schedule], listings: Iterable[Listing]) -> Iterator[Finding]:
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


def _out(bids: Iterable[ImportedBid]) -> Iterator[Finding]:
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


def _unnamed(bids: Iterable[ImportedBid]) -> Iterator[Finding]:
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


def _noted(notes: Iterable[Footnote]) -> Iterator[Finding]:
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


def _asked(imported: Imported) -> Iterator[Finding]:
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


def _questions(tables: Iterable[Table]) -> Iterator[tuple[Question, tuple[str, ...]]]:
    for table in tables:
        for question in table.questions:
            yield question, tuple(offer.name for offer in table.offers)


def _left_off(schedules: Iterable[Schedule]) -> Iterator[Finding]:
    """Addresses that stand under names in the same cell."""
    columns = [column for schedule in schedules for column in schedule.columns.values() if column.left_off]
    if columns:
        first = columns[0]
        yield finding(
            "name-shortened",
            f"The cells of {len(columns)} names hold more lines: of {first.name} “{first.left_off}” was left off.",
            "Nothing to do, if what was left off is the address.",
            first.file,
            first.cell,
        )


def _facts(gathered: Gathered) -> Iterator[Finding]:
    """Sheets that state different numbers or titles."""
    first: dict[str, object] = {}
    for fact in gathered.facts:
        known = first.setdefault(fact.field, fact.value)
        if known != fact.value:
            message = f"The {fact.field} is stated as “{known}” and as “{fact.value}”; the first was taken."
            yield finding("fact-differs", message, "Check the Solicitation sheet.", fact.file, fact.cell)


def _estimate_missing(imported: Imported) -> list[Finding]:
    message = "There is no estimate to take as the contract value."
    hint = "Leave --estimate-as-contract-value away, and write the contract value on the Solicitation sheet."
    return [finding("estimate-missing", message, hint, imported.files[0].file)]


def placeholders(imported: Imported) -> bool:
    """Whether every bidder's name is what a blank form says in place of one."""
    return all(terms.is_placeholder(bid.bidder) for bid in imported.bids)
