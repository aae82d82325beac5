"""Reads the files of a tabulation: every sheet, the tables in it, and what else it says."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.findings import ERROR, Finding, UnreadableFileError, finding
from lbpp_cli.imported import Fact, Footnote, Used
from lbpp_cli.money import quoted
from lbpp_cli.read.delimited import read_delimited
from lbpp_cli.read.guard import starts_as_workbook
from lbpp_cli.read.importing.facts import facts_in
from lbpp_cli.read.layouts import TITLES, terms
from lbpp_cli.read.layouts.grid import Grid
from lbpp_cli.read.layouts.headed import BIDDER, ITEM_COLUMNS
from lbpp_cli.read.layouts.stacked_tables import STACKED_TABLES, is_stacked
from lbpp_cli.read.layouts.tabulated import Listing, Table
from lbpp_cli.read.workbook import open_workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from lbpp_cli.imported import Figure
    from lbpp_cli.model import InputFile

    Find = Callable[[Grid], Sequence[Table | Listing]]


class Gathered(NamedTuple):
    """What stands in the files of a tabulation."""

    tables: tuple[Table, ...]
    listings: tuple[Listing, ...]
    used: tuple[Used, ...]
    facts: tuple[Fact, ...]
    legends: tuple[tuple[str, str, str, str], ...]  # mark, words, file, cell
    findings: tuple[Finding, ...]


def grids_of(file: InputFile) -> tuple[list[Grid], list[Finding]]:
    """The sheets of a file.

    Raises:
        UnreadableFileError: the file cannot be read.

    """
    if starts_as_workbook(file.content or b""):
        workbook = open_workbook(file.content or b"", file.file)
        return [Grid(file.file, workbook.sheet(name)) for name in workbook.sheet_names], []
    if not file.file.lower().endswith((".csv", ".txt", ".tsv")):
        message = "The content is no workbook, and the name does not say that it is CSV."
        hint = "Name an xlsx, xls, xlsb or ods workbook; give a text file the ending .csv."
        raise UnreadableFileError(finding("not-a-spreadsheet", message, hint, file.file))
    headings = [name for column in (*ITEM_COLUMNS, BIDDER) for name in (column.heading, *column.also)]
    sheet, assumed = read_delimited(file, headings)
    return [Grid(file.file, sheet)], assumed


def gather(files: Sequence[InputFile], find: Find, otherwise: Sequence[Find] = ()) -> Gathered:
    """What the files hold; ``find`` gives the tables of a sheet.

    Of ``otherwise`` the first does where no sheet has a table of items, the others where none has anything.

    Raises:
        UnreadableFileError: a file cannot be read.

    """
    tables: list[Table] = []
    listings: list[Listing] = []
    facts: list[Fact] = []
    legends: list[tuple[str, str, str, str]] = []
    findings: list[Finding] = []
    places: dict[str, list[str]] = {}
    several = len(files) > 1
    read = [grids_of(file) for file in files]
    sheets = [(grid, list(find(grid))) for grids, _ in read for grid in grids]
    findings += [one for _, assumed in read for one in assumed]
    sheets = _or_else(sheets, otherwise)
    for grid, found in sheets:
        facts += facts_in(grid, found)
        legends += _legends(grid)
        name = grid.sheet.name or grid.file
        if several and grid.sheet.name:
            name = f"{grid.file}: {name}"
        for one in found:
            findings += one.findings
            if isinstance(one, Listing) and _is_blank_list(one):
                findings.append(_blank_list(one))
            elif isinstance(one, Listing):
                listings.append(one)
                places.setdefault(one.layout, []).append(name)
            elif _is_blank_form(one):
                findings += _blank_form(one)
            else:
                tables.append(one)
                places.setdefault(one.layout, []).append(name)
        if not found and any(map(grid.filled, range(grid.height))):
            findings.append(_not_used(grid))
    used = [_used(layout, where) for layout, where in places.items()]
    if is_stacked([*tables, *listings]) and len(used) > 1:
        used = [Used(STACKED_TABLES.id, STACKED_TABLES.title, used[0].places)]
    return Gathered(
        tuple(tables), tuple(listings), tuple(used), tuple(facts), tuple(legends), tuple(dict.fromkeys(findings))
    )


def _or_else(
    sheets: list[tuple[Grid, list[Table | Listing]]], otherwise: Sequence[Find]
) -> list[tuple[Grid, list[Table | Listing]]]:
    for number, find in enumerate(otherwise):
        if not any(isinstance(one, Table) or number for _, found in sheets for one in found):
            sheets = [(grid, list(find(grid)) or found) for grid, found in sheets]
    return sheets


def _used(layout: str, places: Iterable[str]) -> Used:
    return Used(layout, TITLES.get(layout, "as the map says"), tuple(dict.fromkeys(places)))


def _is_blank_form(table: Table) -> bool:
    """Whether no bidder asks a price: a form to fill in, or a list of items. Zeros of formulas are no prices."""
    return not any(
        figure is not None and (figure.value or figure.words)
        for offer in table.offers
        for price in offer.prices
        for figure in price[:2]
    ) and not any(figure and figure.value for row in table.totals for figure in row.figures)


def _is_blank_list(listing: Listing) -> bool:
    """Whether a list holds no total and no words in place of one."""
    return not any(
        figure is not None and (figure.value or figure.words) for entry in listing.entries for figure in entry.figures
    ) and not any(entry.comment for entry in listing.entries)


def _blank_list(listing: Listing) -> Finding:
    return finding(
        "form-blank",
        f"{listing.sheet or 'The list'} names {len(listing.entries)} bidders but holds no total.",
        "A blank form holds no bids; nothing was taken from it.",
        listing.file,
        listing.cell,
    )


def _blank_form(table: Table) -> list[Finding]:
    # Where what stands for its names is an error, that is said, and it is no form.
    if not table.offers and any(one.severity == ERROR for one in table.findings):
        return []
    names = [offer.name for offer in table.offers]
    columns = f"; its columns are headed {', '.join(map(quoted, names[:3]))}" if names else ""
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""  # noqa: PLR2004
    return [
        finding(
            "form-blank",
            f"{table.sheet or 'The table'} lists {len(table.items)} items but holds no price{columns}{more}.",
            "A blank form or a list of items holds no bids; nothing was taken from it.",
            table.file,
            table.cell,
        )
    ]


def _not_used(grid: Grid) -> Finding:
    rows = sum(bool(grid.filled(row)) for row in range(grid.height))
    return finding(
        "sheet-not-used",
        f"{grid.sheet.name or 'The file'} has {rows} rows but no table of prices or of bidders that is known."
        f"{_nearest(grid)}",
        "If it holds bids, describe it: lbpp import --map FILE.toml --ask.",
        grid.file,
        grid.sheet.name,
    )


def _nearest(grid: Grid) -> str:
    """Which row looks most like headings, and what of it is not known."""
    known = {row: sum(_is_known(grid.text(row, column)) for column in grid.worded(row)) for row in range(grid.height)}
    row = max(known, key=known.__getitem__, default=0)
    if known.get(row, 0) < 2:  # noqa: PLR2004  one word may stand anywhere
        return ""
    texts = [grid.text(row, column) for column in grid.worded(row)]
    others = [quoted(text) for text in dict.fromkeys(texts) if not _is_known(text)]
    missing = (
        f"{', '.join(others[:5])} {'is' if len(others) == 1 else 'are'} no heading that is known"
        if others
        else ("there are no prices under bidders, and no bidders beside prices")
    )
    return f" Row {row + 1} looks like its headings, but {missing}."


def _is_known(text: str) -> bool:
    return bool(terms.item_role(text) or terms.bidder_role(text) or terms.is_total_heading(text))


def _legends(grid: Grid) -> list[tuple[str, str, str, str]]:
    """The footnotes of a sheet: a mark and its words."""
    found = []
    for row in range(grid.height):
        for column in grid.filled(row):
            legend = terms.legend(grid.text(row, column))
            if legend and any(one.isalpha() for one in legend[1]):
                found.append((*legend, grid.file, grid.cell(row, column)))
    return found


def footnotes(gathered: Gathered) -> tuple[Footnote, ...]:
    """The marks that stand beside names and figures, each with its legend."""
    at: dict[str, list[str]] = {}
    files: dict[str, str] = {}
    for mark, file, cell in _marks(gathered):
        at.setdefault(mark, []).append(cell)
        files.setdefault(mark, file)
    notes = []
    for mark, cells in at.items():
        words = [(text, cell) for one, text, _, cell in gathered.legends if one == mark]
        texts = "; ".join(dict.fromkeys(text for text, _ in words))
        notes.append(Footnote(mark, texts, words[0][1] if words else "", files[mark], tuple(dict.fromkeys(cells))))
    return tuple(notes)


def _marks(gathered: Gathered) -> Iterator[tuple[str, str, str]]:
    for table in gathered.tables:
        for offer in table.offers:
            yield from ((one, table.file, offer.cell) for one in offer.mark)
            for price in offer.prices:
                yield from _marks_of(price[:2])
        for row in table.totals:
            yield from _marks_of(row.figures)
    for listing in gathered.listings:
        for entry in listing.entries:
            yield from ((one, listing.file, entry.cell) for one in entry.mark)
            yield from _marks_of(entry.figures)


def _marks_of(figures: Iterable[Figure | None]) -> Iterator[tuple[str, str, str]]:
    yield from ((one, figure.file, figure.cell) for figure in figures if figure for one in figure.mark)
