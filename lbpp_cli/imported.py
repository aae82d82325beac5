"""What an import gives: the bids of a tabulation, as read and as corrected, with the cell of each figure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.money import show_exact

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from lbpp_cli.findings import Finding
    from lbpp_cli.model import InputFile

# Which figure is the bid where a stated total is not what its prices come to.
UNIT_PRICE, STATED_TOTAL = "unit-price", "stated-total"
# What stands where a figure might.
AMOUNT, FREE, NO_PRICE, OUT, DELETED, UNREADABLE = "amount", "free", "no price", "out", "deleted", "unreadable"


class Figure(NamedTuple):
    """A figure with the cell it stands in, as read: ``value`` is exact and None where there is none.

    ``kind`` is one of the kinds above. ``words``: what stands there in place of a number, or why it cannot be read.
    ``mark``: a footnote mark beside it.
    """

    kind: str
    value: Decimal | None
    file: str
    cell: str
    words: str = ""
    mark: str = ""

    @property
    def shown(self) -> str:
        """What stands there, as a message shows it."""
        return f"“{self.words}”" if self.value is None or self.kind == FREE else show_exact(self.value)


class Item(NamedTuple):
    """An item that was to be priced, and where it stands. ``deleted``: the words that took it out."""

    number: str
    description: str
    quantity: Figure | None
    unit: str
    section: str
    cell: str
    deleted: str = ""

    @property
    def name(self) -> str:
        """How a message calls the item."""
        text = self.description if len(self.description) <= 40 else self.description[:39] + "…"  # noqa: PLR2004
        return " ".join(part for part in (self.number, text) if part) or self.cell


class Price(NamedTuple):
    """What a bidder asks for an item; where something is blank, None."""

    unit: Figure | None = None
    extension: Figure | None = None
    rank: Figure | None = None


class Question(NamedTuple):
    """A question to the bidders, such as whether a discount is offered, with what each answered."""

    text: str
    cell: str
    answers: tuple[str, ...]


class Subcontract(NamedTuple):
    """A subcontractor that a chart lists, with its amount and marked certifications."""

    name: str
    cell: str
    amount: Figure | None
    held: frozenset[str]
    work: str = ""


class Choices(NamedTuple):
    """What the user decided: which schedules add up to the bid, which figure governs, what the estimate is for."""

    basis: tuple[str, ...] = ()
    governs: str | None = None
    estimate_is_contract_value: bool = False


class Column(NamedTuple):
    """What a bidder asks in a schedule: a price an item, and the total that the tabulation states."""

    name: str
    file: str
    cell: str
    prices: tuple[Price, ...] = ()
    stated: Figure | None = None
    mark: str = ""
    comment: str = ""
    left_off: str = ""
    rank: Figure | None = None


class Subtotal(NamedTuple):
    """A stated sum of some of a schedule's items: those from ``start`` to before ``end``, by bidder."""

    label: str
    start: int
    end: int
    figures: Mapping[str, Figure]


class Schedule(NamedTuple):
    """A part of what was to be priced. Bidders are by the key of their name; a list alone has no items."""

    label: str
    file: str
    cell: str
    items: tuple[Item, ...]
    columns: dict[str, Column]
    subtotals: tuple[Subtotal, ...] = ()


class Overall(NamedTuple):
    """A stated total of several schedules, by bidder."""

    label: str
    file: str
    cell: str
    figures: Mapping[str, Figure]


class Listed(NamedTuple):
    """What a list says of a bidder beside its total."""

    name: str
    file: str
    cell: str
    figure: Figure | None
    rank: Figure | None = None
    mark: str = ""
    comment: str = ""
    held: frozenset[str] = frozenset()
    subcontracts: tuple[Subcontract, ...] = ()


class Used(NamedTuple):
    """A layout that was recognised, and where."""

    layout: str
    title: str
    places: tuple[str, ...]


class Footnote(NamedTuple):
    """A mark, the words of its legend if there is one, and the cells that carry it."""

    mark: str
    text: str
    cell: str
    file: str
    at: tuple[str, ...]


class Fact(NamedTuple):
    """A field of the solicitation that the tabulation states, with its cell."""

    field: str
    value: object
    file: str
    cell: str


@dataclass(frozen=True)
class ImportedBid:
    """A bid. ``stated``: its total as read, exact; ``corrected``: the sum of quantity times unit price to the cent.

    ``amount``: what is taken as the bid, None where that is not decided or there is none; ``cell`` is its source.
    """

    bidder: str
    file: str
    name_cell: str
    stated: Decimal | None
    corrected: Decimal | None
    amount: Decimal | None
    cell: str
    listed: Figure | None = None
    rank: int | None = None
    responsive: bool = True
    reason: str = ""
    marks: tuple[tuple[str, str], ...] = ()
    held: frozenset[str] = frozenset()
    subcontracts: tuple[Subcontract, ...] = ()


class Filled(NamedTuple):
    """A sheet that an import fills in: its rows, headings first, and the file, cell and account of its figures."""

    name: str
    rows: list[list[object]]
    origins: Mapping[tuple[int, int], tuple[str, str, str]]


class Line(NamedTuple):
    """What a bidder asks for an item, as read, and what that comes to."""

    schedule: str
    item: Item
    bidder: str
    file: str
    price: Price
    corrected: Decimal | None


@dataclass(frozen=True)
class Imported:
    """Everything that an import found. ``basis``: the labels of the schedules that add up to the bid."""

    files: tuple[InputFile, ...]
    used: tuple[Used, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    overalls: tuple[Overall, ...] = ()
    basis: tuple[str, ...] = ()
    governs: str | None = None
    bids: tuple[ImportedBid, ...] = ()
    estimate: ImportedBid | None = None
    contract_value: Decimal | None = None
    facts: tuple[Fact, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    questions: tuple[tuple[Question, tuple[str, ...]], ...] = ()
    lines: tuple[Line, ...] = ()
    marked: bool = False
    findings: tuple[Finding, ...] = field(default=())
