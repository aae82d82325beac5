"""A list of bidders with the total of each, or with the parts of each bid side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.findings import Finding, finding
from lbpp_cli.imported import AMOUNT, UNREADABLE
from lbpp_cli.money import quoted
from lbpp_cli.read.layouts import terms
from lbpp_cli.read.layouts.tabulated import Entry, Layout, Listing, Table
from lbpp_cli.read.layouts.unused import columns_not_used

if TYPE_CHECKING:
    from lbpp_cli.read.layouts.grid import Grid

_OTHER = {"rank", "comment"}


class Columns:
    """What the columns of a list hold."""

    def __init__(self, grid: Grid, row: int, certifications: tuple[str, ...]) -> None:
        self.bidders: list[int] = []
        self.totals: list[int] = []
        self.parts: list[int] = []
        self.other: dict[str, int] = {}
        self.marks: dict[str, int] = {}
        self.items = False
        for column in grid.worded(row):
            value = grid.raw(row, column)
            role = terms.bidder_role(value)
            mark = next((one for one in certifications if terms.heading_key(value) == terms.heading_key(one)), None)
            item = terms.item_role(value)
            if role == "bidder":
                self.bidders.append(column)
            elif mark:
                self.marks.setdefault(mark, column)
            elif role or item in _OTHER:
                self.other.setdefault(role or str(item), column)
            elif terms.is_total_heading(value):
                self.totals.append(column)
            elif isinstance(value, str) and terms.PART.search(value):
                self.parts.append(column)
            else:
                self.items |= item in {"description", "quantity", "unit", "unit_price"}
        if not self.bidders and "bidder_number" in self.other:
            self.bidders.append(self.other["bidder_number"])

    @property
    def used(self) -> set[int]:
        """The columns whose headings have a meaning."""
        return {*self.bidders, *self.totals, *self.parts, *self.other.values(), *self.marks.values()}

    @property
    def is_list(self) -> bool:
        """Whether bidders are named, and a total or parts of the bid."""
        return bool(self.bidders and (self.totals or self.parts)) and not self.items

    @property
    def is_nameless(self) -> bool:
        """Whether bidders are named, and neither a total nor a part of the bid is."""
        return len(self.bidders) == 1 and not (self.totals or self.parts or self.items)


def heads(grid: Grid, certifications: tuple[str, ...], *, whole: bool = True) -> list[tuple[int, Columns, int]]:
    """The rows of headings of the lists of a sheet, with their columns and the row before which each ends.

    ``whole``: those that name a total or parts of the bid; else those that name bidders alone.
    """
    found = [(row, Columns(grid, row, certifications)) for row in range(grid.height)]
    kept = [(row, one) for row, one in found if (one.is_list if whole else one.is_nameless)]
    ends = ([row for row, _ in kept] + [grid.height])[1:]
    return [(row, columns, end) for (row, columns), end in zip(kept, ends, strict=True)]


def read_lists(grid: Grid, certifications: tuple[str, ...]) -> list[tuple[Listing, Columns]]:
    """The lists of a sheet with what their columns hold."""
    return [(read_list(grid, *one), one[1]) for one in heads(grid, certifications)]


def find(grid: Grid, certifications: tuple[str, ...]) -> list[Table | Listing]:
    """The lists of a sheet."""
    return [listing for listing, _ in read_lists(grid, certifications)]


def read_list(grid: Grid, row: int, columns: Columns, end: int) -> Listing:
    """The list below a row of headings."""
    findings: list[Finding] = []
    for what, several in (("the bidder", columns.bidders), ("the total", columns.totals)):
        if len(several) > 1:
            named = " or ".join(f"{quoted(grid.raw(row, column))} in {grid.cell(row, column)}" for column in several)
            message = f"More than one column may hold {what}: {named}."
            hint = "Rename the columns that do not; or say which it is in a map: lbpp import --map FILE.toml --ask."
            findings.append(finding("layout-ambiguous", message, hint, grid.file, grid.cell(row, several[1])))
    figures = [*columns.totals[:1], *columns.parts]
    entries, last = [], row
    for at in range(row + 1, end):
        entry = _entry(grid, at, columns, figures, findings)
        if entry is not None:
            entries.append(entry)
            last = at
    findings += columns_not_used(grid, row, columns.used, range(row + 1, last + 1))
    return Listing(
        PLAIN_LIST.id, grid.file, grid.sheet.name, grid.cell(row, columns.bidders[0]), range(row, last + 1),
        tuple(grid.shown(row, column) for column in figures), tuple(entries),
        0 if columns.totals else None, bool(columns.marks), tuple(findings),
    )  # fmt: skip


def _entry(grid: Grid, row: int, columns: Columns, figures: list[int], findings: list[Finding]) -> Entry | None:
    """The bidder in a row, if there is one: a text that no figure stands beside is a remark after the list."""
    value = grid.raw(row, columns.bidders[0])
    text, mark = terms.without_marks(value if isinstance(value, str) else grid.shown(row, columns.bidders[0]))
    name, _ = terms.name_lines(text)
    found = tuple(grid.figure(row, column) for column in figures)
    if not name:
        first = next((figure for figure in found if figure is not None and figure.value), None)
        if first is not None:
            message = f"{first.shown} stands in a row that names no bidder; it was not used."
            findings.append(finding("row-unclear", message, "Name the bidder.", grid.file, first.cell))
        return None
    if terms.item_role(name) in {"quantity", "unit"}:
        findings.append(_quantities(grid, row, columns))
        return None
    beside = [column for column in grid.filled(row) if column != columns.bidders[0]]
    if (not beside and (mark or _after_blank(grid, row))) or terms.is_no_firm(name):
        return None
    for figure in found:
        if figure is not None and figure.kind == UNREADABLE:
            message = f"{quoted(figure.words)} stands where the amount of {name} is expected."
            hint = "Write a figure; or words that say why there is none: no bid, withdrawn, non-responsive."
            findings.append(finding("figure-unreadable", message, hint, grid.file, figure.cell))
    rank = grid.figure(row, columns.other.get("rank"))
    comment = grid.shown(row, columns.other["comment"]) if "comment" in columns.other else ""
    number = grid.shown(row, columns.other["bidder_number"]) if "bidder_number" in columns.other else ""
    held = frozenset(one for one, column in columns.marks.items() if _is_mark(grid.raw(row, column)))
    return Entry(
        name, grid.cell(row, columns.bidders[0]), found, number,
        rank if rank is not None and rank.kind == AMOUNT else None, mark, comment, held, row=row,
    )  # fmt: skip


def _quantities(grid: Grid, row: int, columns: Columns) -> Finding:
    """What is said of a row of quantities: beside totals it is not used; without them the prices cannot be added."""
    cell = grid.cell(row, columns.bidders[0])
    said = quoted(grid.shown(row, columns.bidders[0]))
    message = f"{said} stands among the bidders and is said of items; the row was not used."
    hint = "Check that the totals are right; or lay the table out with the items down and the bidders across."
    return finding("row-unclear" if columns.totals else "layout-ambiguous", message, hint, grid.file, cell)


def _is_mark(value: object) -> bool:
    from lbpp_cli.read.values import YES

    return str(value).strip().casefold() in YES


def _after_blank(grid: Grid, row: int) -> bool:
    return not grid.filled(row - 1) or grid.filled(row - 1) == grid.filled(row)


PLAIN_LIST = Layout(
    "list",
    "a list of bidders and totals",
    "One row a bidder, with the total of its bid, or with the parts of its bid in columns.",
    find,
)
