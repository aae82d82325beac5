"""The whole way from the files of a tabulation to an import."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lbpp_cli.findings import ERROR, Finding, finding, in_order
from lbpp_cli.imported import Choices, Imported, Line, Used
from lbpp_cli.read.importing import checks, notes, sums
from lbpp_cli.read.importing.bids import governs_needed, listed, make_bids
from lbpp_cli.read.importing.gather import footnotes, gather
from lbpp_cli.read.importing.schedules import Joined, join, of_list
from lbpp_cli.read.layouts import lists_without_words, tables_in, tables_without_words
from lbpp_cli.read.layouts.several_sheets import SEVERAL_SHEETS
from lbpp_cli.read.layouts.stacked_tables import names_by_number
from lbpp_cli.read.other_tables import refuse_other_tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lbpp_cli.imported import Overall, Question, Schedule
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
        if not grid.sheet.name:
            refuse_other_tables(grid.file, grid.sheet)
        return tables_in(grid, certifications)

    def by_parts(grid: Grid) -> list[Table | Listing]:
        return lists_without_words(grid, certifications)

    gathered = gather(files, find or by_layouts, () if find else (tables_without_words, by_parts))
    joined, summaries = _joined(gathered, choices)
    lists = listed(summaries)
    made = make_bids(joined.schedules, joined.overalls, lists, choices)
    marks = footnotes(gathered)
    marked = any(one.marked for one in gathered.listings)
    imported = Imported(
        tuple(files), _used(gathered, joined), joined.schedules, joined.overalls,
        tuple(schedule.label for schedule in made.basis), choices.governs, made.bids, made.estimate,
        facts=tuple({fact.field: fact for fact in reversed(gathered.facts)}.values()), footnotes=marks,
        questions=tuple(_questions(gathered.tables)), lines=tuple(_lines(joined.schedules)),
        marked=marked,
    )  # fmt: skip
    findings = [*gathered.findings, *joined.findings, *made.findings, *checks.check(imported, made.basis)]
    findings += [
        *governs_needed(made.bids, choices.governs),
        *_no_bids(imported, gathered),
        *notes.twice(joined.schedules, summaries),
    ]
    findings += [
        *notes.noted(marks),
        *notes.asked(imported),
        *notes.left_off(joined.schedules),
        *notes.facts(gathered),
        *notes.out(made.bids),
        *notes.unnamed(made.bids),
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


def _no_bids(imported: Imported, gathered: Gathered) -> Iterator[Finding]:
    if imported.bids or any(one.severity == ERROR for one in gathered.findings):
        return
    file = imported.files[0].file
    blank = any(one.code == "form-blank" for one in gathered.findings)
    yield finding(
        "no-bids",
        "There are no bids in it: it is a blank form, whose tables hold no prices."
        if blank
        else "No bids were found: no known layout fits.",
        "lbpp import --layouts lists the layouts; lbpp import --map FILE.toml --ask describes another.",
        file,
    )


def _questions(tables: Iterable[Table]) -> Iterator[tuple[Question, tuple[str, ...]]]:
    for table in tables:
        for question in table.questions:
            yield question, tuple(offer.name for offer in table.offers)


def _estimate_missing(imported: Imported) -> list[Finding]:
    message = "There is no estimate to take as the contract value."
    hint = "Leave --estimate-as-contract-value away, and write the contract value on the Solicitation sheet."
    return [finding("estimate-missing", message, hint, imported.files[0].file)]
