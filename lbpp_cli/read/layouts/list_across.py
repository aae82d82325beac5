"""A list of bidders with the names across: one column a bidder, its total, or the parts of its bid, below its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.findings import Finding, finding
from lbpp_cli.imported import AMOUNT, UNREADABLE
from lbpp_cli.money import quoted
from lbpp_cli.read.layouts import terms
from lbpp_cli.read.layouts.tabulated import Entry, Layout, Listing, Table

if TYPE_CHECKING:
    from lbpp_cli.read.layouts.grid import Grid


def find(grid: Grid, certifications: tuple[str, ...]) -> list[Table | Listing]:
    """The lists of a sheet: a row that says that it names bidders, and rows that say what they bid."""
    del certifications
    return [one for row in range(grid.height) if (one := _read(grid, row)) is not None]


def _read(grid: Grid, row: int) -> Listing | None:
    filled = grid.filled(row)
    if len(filled) < 3 or terms.bidder_role(grid.text(row, filled[0]).strip(" :")) != "bidder":  # noqa: PLR2004
        return None
    label, names = filled[0], filled[1:]
    texts = [grid.text(row, column) for column in names]
    if any(terms.item_role(one) or terms.is_total_heading(one) or terms.PART.search(one) for one in texts):
        return None
    if not all(any(map(str.isalpha, one)) for one in texts):
        return None
    end = row + 1
    while end < grid.height and grid.text(end, label) and not _is_heading(grid, end):
        end += 1
    totals = [at for at in range(row + 1, end) if _is_total(grid.text(at, label)) and _is_priced(grid, at, names)]
    parts = [
        at
        for at in range(row + 1, end)
        if at not in totals and terms.PART.search(grid.text(at, label)) and _is_priced(grid, at, names)
    ]
    if not (totals or parts):
        return None
    findings = list(_not_used(grid, range(row + 1, end), label, names, {*totals, *parts}))
    if len(totals) > 1:
        findings.append(_several(grid, totals, label))
    rows = [*totals[:1], *parts]
    rank = next((at for at in range(row + 1, end) if terms.item_role(grid.text(at, label)) == "rank"), None)
    said = [at for at in range(row + 1, end) if terms.item_role(grid.text(at, label)) == "comment"]
    entries = tuple(_entry(grid, row, column, rows, rank, said, findings) for column in names)
    return Listing(
        LIST_ACROSS.id, grid.file, grid.sheet.name, grid.cell(row, label), range(row, end),
        tuple(grid.text(at, label) for at in rows), entries, 0 if totals else None, findings=tuple(findings),
    )  # fmt: skip


def _is_total(label: str) -> bool:
    return terms.is_total_heading(label.strip(" :"))


def _is_heading(grid: Grid, row: int) -> bool:
    """Whether a row has the headings of a table of items."""
    return sum(terms.item_role(grid.raw(row, column)) is not None for column in grid.filled(row)) > 1


def _is_priced(grid: Grid, row: int, columns: list[int]) -> bool:
    return any((figure := grid.figure(row, column)) is not None and figure.kind == AMOUNT for column in columns)


def _entry(
    grid: Grid, row: int, column: int, rows: list[int], rank: int | None, said: list[int], findings: list[Finding]
) -> Entry:
    name, mark = terms.without_marks(str(grid.raw(row, column)))
    name, _ = terms.name_lines(name)
    figures = tuple(grid.figure(at, column) for at in rows)
    for figure in figures:
        if figure is not None and figure.kind == UNREADABLE:
            message = f"{quoted(figure.words)} stands where the amount of {name} is expected."
            hint = "Write a figure; or words that say why there is none: no bid, withdrawn, non-responsive."
            findings.append(finding("figure-unreadable", message, hint, grid.file, figure.cell))
    comment = next((grid.shown(at, column) for at in said if not grid.is_blank(at, column)), "")
    stated = None if rank is None else grid.figure(rank, column)
    if stated is not None and stated.kind != AMOUNT:
        stated = None
    return Entry(name, grid.cell(row, column), figures, rank=stated, mark=mark, comment=comment)


def _several(grid: Grid, totals: list[int], label: int) -> Finding:
    named = " or ".join(f"{quoted(grid.text(row, label))} in {grid.cell(row, label)}" for row in totals)
    hint = "Rename the rows that do not; or describe the table: lbpp import --map FILE.toml --ask."
    message = f"More than one row may hold the total: {named}."
    return finding("layout-ambiguous", message, hint, grid.file, grid.cell(totals[1], label))


def _not_used(grid: Grid, rows: range, label: int, names: list[int], used: set[int]) -> list[Finding]:
    """Rows of amounts that no word says are a total or a part of the bid."""
    other = [
        row
        for row in rows
        if row not in used and terms.item_role(grid.text(row, label)) != "rank" and _is_priced(grid, row, names)
    ]
    if not other:
        return []
    shown = "; ".join(quoted(grid.text(row, label)) for row in other[:3])
    more = f" and {len(other) - 3} more" if len(other) > 3 else ""  # noqa: PLR2004
    return [
        finding(
            "row-unclear",
            f"Figures stand beside {shown}{more}, which is neither a total nor a named part of the bid; they were not "
            "used.",
            "Nothing to do, if the total holds them; else describe the table: lbpp import --map FILE.toml --ask.",
            grid.file,
            grid.cell(other[0], label),
        )
    ]


LIST_ACROSS = Layout(
    "list-across",
    "a list with the bidders across",
    "One column a bidder: its name beside a word such as Bidder, and below it the total or the parts of its bid.",
    find,
)
