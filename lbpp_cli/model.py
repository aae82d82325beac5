"""What goes into an evaluation and what comes out of it. Money and percent are Decimal; money has two decimals.

Small results are named tuples: to define a frozen dataclass costs six times as much, which is felt at every start.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from lbpp_cli import __version__
from lbpp_cli.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, time
    from decimal import Decimal

    from lbpp_cli.findings import Finding
    from lbpp_cli.parameters import Rules
    from lbpp_cli.participation import Participation

BID, PROPOSAL = "bid", "proposal"
RANKED, NOT_RANKED = "ranked", "not-ranked"
AWARD, TIE, NO_AWARD = "award", "tie", "none"
# What an input file gives.
BIDS, SUBCONTRACTORS, CERTIFICATIONS, OUTREACH = "bids", "subcontractors", "certifications", "outreach"
OUTREACH_HEADINGS = f"{OUTREACH} columns"  # a table of an outreach in a file of its own is “outreach Notices”
# What a firm that a bid lists is to the bidder, where a program asks for it; blank is direct.
DIRECT, INDIRECT, VENTURE_PARTNER = "direct", "indirect", "joint venture partner"


class Source(NamedTuple):
    """Where a record came from: the file, and the cell of each field (``{"quoted_price": "Bids!C4"}``).

    The records of a table share the places of its columns (``{"quoted_price": "Bids!C"}``), and each has its ``row``.
    """

    file: str
    places: Mapping[str, str]
    row: int | str = ""

    @property
    def cells(self) -> Mapping[str, str]:
        """The cell of each field."""
        return {field: f"{place}{self.row}" for field, place in self.places.items()}

    def cell(self, field: str) -> str:
        """The cell of a field, or the first cell of its record where the field has none."""
        place = self.places.get(field) or next(iter(self.places.values()), "")
        return f"{place}{self.row}"


@dataclass(frozen=True)
class Solicitation:
    """What the buyer asked for, and the terms on which bids are compared.

    ``stated``: the fields that are a program's own, by their name; so too for bids and subcontractors.
    """

    source: Source
    number: str | None = None
    title: str | None = None
    department: str | None = None
    kind: str = BID
    category: str | None = None
    contract_value: Decimal | None = None
    due: date | None = None
    due_time: time | None = None
    total_points: Decimal | None = None
    cash_discount_counted: bool = False
    cash_discount_minimum_days: int | None = None
    combined_discount_allowed: bool = False
    items: int = 1
    waiver: str | None = None
    waiver_document: str | None = None
    program: str | None = None
    stated: Mapping[str, object] = field(default_factory=dict)


class Subcontractor(NamedTuple):
    """A subcontractor that a bid names, with the cost of its work in dollars and its marked certifications."""

    source: Source
    name: str
    cost: Decimal
    work: str | None
    certifications: frozenset[str]
    account: str | None = None
    stated: Mapping[str, object] = MappingProxyType({})

    @property
    def tier(self) -> str:
        """What it is to the bidder."""
        return str(self.stated.get("tier") or DIRECT)


class Bid(NamedTuple):
    """A bid as submitted: the quoted price (of a proposal, the proposed total cost) in dollars, and its claims."""

    source: Source
    bidder: str
    quoted_price: Decimal | None
    certifications: frozenset[str]
    subcontractors: tuple[Subcontractor, ...] = ()
    score: Decimal | None = None
    responsive: bool = True
    reason: str | None = None
    submitted: date | None = None
    county_work: Decimal | None = None
    city_work: Decimal | None = None
    role: str | None = None
    cash_discount: Decimal | None = None
    cash_discount_days: int | None = None
    combined_discount: Decimal | None = None
    account: str | None = None
    local_status: str | None = None
    stated: Mapping[str, object] = MappingProxyType({})

    @property
    def subcontracted(self) -> Decimal:
        """The dollars that the bidder pays to others: a subcontractor pays its own, and a partner is of the bidder."""
        return sum([one.cost for one in self.subcontractors if not one.stated or one.tier == DIRECT], ZERO)


@dataclass(frozen=True)
class Certification:
    """A row of a register: a firm's certification, or its application for one (``granted`` is None)."""

    source: Source
    firm: str
    certification: str
    applied: date | None = None
    granted: date | None = None
    expires: date | None = None
    account: str | None = None


@dataclass(frozen=True)
class Register:
    """The rows of a register that concern the firms of a tabulation.

    ``similar``: for a firm that is not in it, names in it that might have been meant.
    """

    file: str
    rows: tuple[Certification, ...]
    similar: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class InputFile:
    """A file, the bytes that were read from it (None where they are not at hand), and what it gives."""

    file: str
    content: bytes | None = field(repr=False)
    role: str = BIDS
    known_sha256: str | None = None

    @cached_property
    def sha256(self) -> str | None:
        """The SHA-256 of what was read; where that is not at hand, what is known of it."""
        if self.content is None:
            return self.known_sha256
        from hashlib import sha256  # OpenSSL takes long to load, and most output shows no hash

        return sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Tabulation:
    """A solicitation with all its bids, as read. ``work_recorded``: whether there was a column for the work."""

    files: tuple[InputFile, ...]
    solicitation: Solicitation
    bids: tuple[Bid, ...]
    work_recorded: bool = True
    register: Register | None = None

    @cached_property
    def ranked(self) -> tuple[Bid, ...]:
        """The bids that take part in the ranking."""
        return tuple(bid for bid in self.bids if bid.responsive)

    @cached_property
    def of_bids(self) -> Mapping[str, tuple[Any, ...]]:
        """What all bids have in a field, by its name: what nobody states needs no look at each of them."""
        return _by_field(Bid._fields, self.bids)

    @cached_property
    def of_subcontractors(self) -> Mapping[str, tuple[Any, ...]]:
        """The same of the subcontractors of all bids."""
        return _by_field(Subcontractor._fields, [sub for bid in self.bids for sub in bid.subcontractors])


def _by_field(fields: Sequence[str], records: Sequence[tuple[Any, ...]]) -> Mapping[str, tuple[Any, ...]]:
    return dict(zip(fields, zip(*records, strict=True), strict=True)) if records else dict.fromkeys(fields, ())


class InputCell(NamedTuple):
    """A cell of an input that is not blank, or that is blank and could hold a mark.

    ``table``: the table that it is part of. ``of``: whose it is, ``heading`` what it says of that: both blank for a
    heading and for a cell that is not used. ``raw``: as it stands in the file; ``value``: as it was read. ``kind`` is
    that of its column. ``percent``: whether the cell is shown as a percentage.
    """

    file: str
    table: str
    sheet: str
    cell: str
    of: str
    heading: str
    field: str
    kind: str
    raw: object
    value: object
    percent: bool


class PriceStep(NamedTuple):
    """A discount from the quoted price: percent, dollars, and the price after it; or why it was not counted."""

    text: str
    field: str
    percent: Decimal
    amount: Decimal
    price: Decimal
    clause: str
    not_counted: str | None = None


class Step(NamedTuple):
    """One step of a preference, and the clause it follows from.

    ``percent`` of the bid price or of the total points; where the adjustment is ``in_points``, as many points.
    ``detail``: the figures that it was measured by, in words.
    """

    percent: Decimal
    clause: str
    text: str
    from_subcontractors: bool = False
    detail: str | None = None


class SubcontractorCredit(NamedTuple):
    """What a subcontractor earned for the bid that names it, and why no more.

    ``share``: percent of the bid price. ``tenths``: how often the ``step``, a percent of the bid price, goes into it.
    ``proved``: its certifications that counted.
    """

    subcontractor: Subcontractor
    share: Decimal
    step: Decimal
    tenths: int
    credited: Decimal
    clause: str
    note: str | None = None
    proved: frozenset[str] = frozenset()


class Adjustment(NamedTuple):
    """What a program does to one bid: the preference and how it came about.

    ``value`` and ``evaluated_price`` are dollars and stand for bids; ``points`` and ``evaluated_score`` for proposals.
    ``proved``: the bidder's certifications that counted. ``notes`` say what else decided it: a certification that was
    approved late, a standing that was lost. ``in_points``: the program gives a proposal points, not a percentage of
    them; then ``percent`` and those of the steps are points. ``participation``: of a program that measures it.
    ``excluded``: why the bid cannot be ranked under the program's rules, with the clause.
    """

    bid_price: Decimal
    standing: str
    percent: Decimal
    steps: tuple[Step, ...]
    credits: tuple[SubcontractorCredit, ...]
    price_steps: tuple[PriceStep, ...] = ()
    proved: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()
    value: Decimal | None = None
    evaluated_price: Decimal | None = None
    points: Decimal | None = None
    evaluated_score: Decimal | None = None
    value_note: str | None = None
    in_points: bool = False
    participation: Participation | None = None
    excluded: str | None = None


class EvaluatedBid(NamedTuple):
    """A bid with its preference and its ranks; one that is not ranked has neither, and says why.

    ``participation``: also of a bid that is not ranked for want of it.
    """

    bid: Bid
    status: str
    reason: str | None = None
    adjustment: Adjustment | None = None
    rank_before: int | None = None
    rank_after: int | None = None
    participation: Participation | None = None

    @property
    def excluded(self) -> bool:
        """Whether the program's rules exclude it, not what the tabulation records of it."""
        return self.status == NOT_RANKED and self.bid.responsive


class Award(NamedTuple):
    """Who is to be awarded the contract, and at what amount in dollars. A tie or an empty field names nobody."""

    decision: str
    bidder: str | None = None
    tied: tuple[str, ...] = ()
    contract_amount: Decimal | None = None
    low_bidder_before: str | None = None
    changed_by_preference: bool = False
    cost_of_preference: Decimal | None = None

    @property
    def outcome(self) -> tuple[str, ...]:
        """What makes two awards the same award: the firm, or the firms that are tied."""
        return (self.bidder,) if self.bidder is not None else self.tied


class ReadingUsed(NamedTuple):
    """A reading of the rules, the value it was given, and the other values under which the award would be another."""

    id: str
    chosen: str
    award_changes_under: tuple[str, ...]


class ChangedBy(NamedTuple):
    """Readings that together change the award, where fewer of them do not, and who would be first under them."""

    readings: Mapping[str, str]
    first: tuple[str, ...]


class Pending(NamedTuple):
    """An application for a certification that is not decided, and who would be first if it were approved.

    ``first_if_approved`` is None where the award would be the same.
    """

    bidder: str
    firm: str
    certification: str
    text: str
    first_if_approved: tuple[str, ...] | None


class Assumption(NamedTuple):
    """A fact that nobody stated, and whether the award would be another if it did not hold.

    ``short`` names the fact in a few words; ``subject`` is the bidder that it is about, if it is about one.
    """

    fact: str
    short: str
    award_changes_without_it: bool
    subject: str | None = None

    @property
    def text(self) -> str:
        """The fact in a sentence of its own."""
        return f"{self.subject}: {self.fact}" if self.subject else self.fact


class Procedure(NamedTuple):
    """The part of the rules that a contract falls under: a fixed name, its clause, and why it applies."""

    id: str
    clause: str
    text: str


class Recovery(NamedTuple):
    """What is to be recovered from a contractor under a reading: paid less the price of the next bid, in dollars."""

    clause: str
    reading: str
    order: str
    bidder: str
    price: Decimal
    amount: Decimal


class OutreachOutcome(NamedTuple):
    """What the outreach of a bidder comes to: responsive yes, no or needs a person, why, and whether that is open.

    ``is_open``: a person must decide, or another reading decides otherwise. ``was_ranked``: but for the outreach.
    """

    bidder: str
    responsive: str
    reason: str
    is_open: bool
    was_ranked: bool

    @property
    def open(self) -> bool:
        """Whether it is open and matters: the bid would be ranked but for its outreach."""
        return self.is_open and self.was_ranked


class OutreachUsed(NamedTuple):
    """The outreach that was looked at before the ranking: by which program, rules and readings, and its outcomes.

    ``away_from``: those from which the award goes away for their outreach; ``away_next``: those among them from which
    it does only if the others stay left out. ``turning``: those on whose open outreach the award turns;
    ``turning_next``: those on whose it turns only if the others are decided the other way. ``remedies``: what the rules
    give who is not responsive, each a clause and a text. ``month_first``: how the dates of its files were read.
    """

    program: str
    title: str
    rules_version: str
    rules_sha256: str | None
    readings: Mapping[str, str]
    outcomes: tuple[OutreachOutcome, ...]
    remedies: tuple[tuple[str, str], ...] = ()
    away_from: tuple[str, ...] = ()
    turning: tuple[str, ...] = ()
    away_next: tuple[str, ...] = ()
    turning_next: tuple[str, ...] = ()
    month_first: bool = False

    @property
    def open(self) -> tuple[OutreachOutcome, ...]:
        """The outcomes that a person must decide."""
        return tuple(one for one in self.outcomes if one.open)

    @property
    def left_out(self) -> frozenset[str]:
        """The bidders that are not ranked for their outreach alone."""
        return frozenset(one.bidder for one in self.outcomes if one.responsive == "no" and one.was_ranked)


@dataclass(frozen=True)
class Case:
    """A tabulation under the rules in force, with the procedure that its contract falls under."""

    tabulation: Tabulation
    rules: Rules
    procedure: Procedure


@dataclass(frozen=True)
class Evaluation:
    """The whole result. An input with errors has its findings, no bids and no award.

    ``readings_tried``: under how many combinations of readings the award was worked out; the others cannot matter.
    ``changed_by``: those that change it. ``version``: of the program that
    evaluated. ``as_of``: the day by which the rules were picked. ``options``: fields of the
    solicitation that were given in place of what the sheet says, as they were typed. ``outreach``: None where none was
    given.
    """

    files: tuple[InputFile, ...]
    program: str
    findings: tuple[Finding, ...]
    version: str = __version__
    as_of: date | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    rules: Rules | None = None
    solicitation: Solicitation | None = None
    procedure: Procedure | None = None
    case: Case | None = None
    bids: tuple[EvaluatedBid, ...] = ()
    award: Award | None = None
    readings: tuple[ReadingUsed, ...] = ()
    readings_tried: int = 0
    changed_by: tuple[ChangedBy, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    pending: tuple[Pending, ...] = ()
    outreach: OutreachUsed | None = None
