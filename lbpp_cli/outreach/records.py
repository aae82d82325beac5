"""The records of an outreach to subconsultants, as they were read.

What the records do not say is None, never zero or no.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, time
    from decimal import Decimal

    from lbpp_cli.model import InputFile, Source

# A wording that a proposer added to its notices, as it was judged.
NO_WORDING, HARMLESS, LIMITS = "none", "does not limit", "limits"
# What a firm does for a proposer.
WORK, MATERIALS, MADE, BROKER = "work", "materials", "materials that it makes or alters", "broker"


class Moment(NamedTuple):
    """A day and, where it is known, the time of that day; both as a clock at the buyer's place showed them."""

    day: date
    time: time | None = None

    def __str__(self) -> str:
        """The moment for people, with seconds only where there are any."""
        if self.time is None:
            return str(self.day)
        return f"{self.day} {self.time:%H:%M:%S}" if self.time.second else f"{self.day} {self.time:%H:%M}"


class Rfp(NamedTuple):
    """The request for proposals. ``levels``: the anticipated percent of groups. ``holidays``: None if not stated."""

    source: Source
    due: Moment
    number: str | None = None
    title: str | None = None
    department: str | None = None
    meeting: Moment | None = None
    mandatory: bool | None = None
    levels: Mapping[str, Decimal] = {}
    holidays: tuple[date, ...] | None = None
    award: date | None = None


class WorkArea(NamedTuple):
    """A work area that the buyer selected, and how many firms are registered in it: in all, and of each group."""

    source: Source
    code: str
    description: str | None = None
    registered: int | None = None
    by_group: Mapping[str, int | None] = {}

    @property
    def name(self) -> str:
        """The code with what it stands for."""
        return f"{self.code} {self.description}" if self.description else self.code


class Proposer(NamedTuple):
    """A proposer, and what it submitted beside its notices.

    ``sent``: when its summary sheet was sent; ``never_sent``: it is stated that it was not. ``certified``: it certifies
    in writing that it is informed. ``event``: the day of a matchmaking event that it took part in; ``no_event``: it is
    stated that there was none; ``evidence``: whether the documents of that event show it. ``own_forces``: the work
    areas that it performs itself. ``bids_received``: how many its summary sheet lists. ``wording``: its own words in
    its notices, as they were judged. ``own_name``: whether the outreach was submitted under its name. ``pledged``:
    percent of each group. ``base_bid``: in dollars. ``address``, ``contact`` and ``telephone`` are for its forms.
    """

    source: Source
    name: str
    sent: Moment | None = None
    never_sent: bool = False
    certified: bool | None = None
    event: date | None = None
    evidence: bool | None = None
    own_forces: tuple[str, ...] | None = None
    bids_received: int | None = None
    wording: str | None = None
    own_name: bool | None = None
    pledged: Mapping[str, Decimal] = {}
    base_bid: Decimal | None = None
    address: str | None = None
    contact: str | None = None
    telephone: str | None = None
    no_event: bool = False


class Notice(NamedTuple):
    """A written notice to a firm in a work area. ``network``: whether it went through the network."""

    source: Source
    proposer: str
    area: str
    firm: str
    groups: frozenset[str] | None = None
    sent: Moment | None = None
    network: bool | None = None


class Response(NamedTuple):
    """A bid or offer that a firm sent to a proposer, as its summary sheet lists it.

    ``reason``: why it was taken or not; ``accepted``: whether a person found a reason good enough, or accepts that
    there is none. ``registered``: whether the firm is registered with the network. ``declined``: it offered no bid.
    """

    source: Source
    proposer: str
    area: str
    firm: str
    amount: Decimal | None = None
    solicited: bool | None = None
    selected: bool | None = None
    reason: str | None = None
    answered: bool | None = None
    registered: bool | None = None
    accepted: bool | None = None
    declined: bool = False


class Attendance(NamedTuple):
    """Somebody on the roster of the meeting. ``arrived``: when; ``signed``: whether the roster was signed."""

    source: Source
    proposer: str
    attendee: str | None = None
    employee: bool | None = None
    arrived: Moment | None = None
    signed: bool | None = None


class Listed(NamedTuple):
    """A firm on a proposer's Schedule A, as the form lists it; ``amount`` in dollars, None where it is blank.

    ``kind``: work, materials, materials that it makes, or a broker's service, whose ``fee`` counts. ``useful``: whether
    it performs a commercially useful function. ``partner``: it is a partner of the joint venture that proposes.
    ``counted_as``: which of two groups that exclude each other it was declared for. ``until``: its certification.
    """

    source: Source
    proposer: str
    firm: str
    area: str | None = None
    work: str | None = None
    groups: frozenset[str] | None = None
    agency: str | None = None
    certificate: str | None = None
    amount: Decimal | None = None
    address: str | None = None
    kind: str | None = None
    fee: Decimal | None = None
    useful: bool | None = None
    partner: bool | None = None
    counted_as: str | None = None
    until: date | None = None


class Contract(NamedTuple):
    """The contract of a consultant. ``amount``: with its amendments. ``completed``: the day of its completion.

    ``reported``: the day on which the last schedule was received. ``holidays``: after completion, None if not stated.
    """

    source: Source
    proposer: str
    number: str | None = None
    amount: Decimal | None = None
    completed: date | None = None
    reported: date | None = None
    holidays: tuple[date, ...] | None = None


class Invoice(NamedTuple):
    """What a firm has coming by an invoice of the consultant; of the consultant itself, the whole invoice.

    ``own``: of the consultant, what of it is for the work of its own workforce. ``kind``: for which of a firm's rows on
    Schedule A it is, where they count in different ways. ``approved``: whether the buyer approved that the firm was
    added, or its amount reduced.
    """

    source: Source
    proposer: str
    firm: str
    number: str | None = None
    day: date | None = None
    amount: Decimal | None = None
    scheduled: Decimal | None = None
    own: Decimal | None = None
    kind: str | None = None
    approved: bool | None = None


class Payment(NamedTuple):
    """What a firm was paid in all, and why that is another amount; of the consultant itself, the whole contract.

    ``own``, ``kind`` and ``approved`` are as in :class:`Invoice`.
    """

    source: Source
    proposer: str
    firm: str
    amount: Decimal | None = None
    explanation: str | None = None
    own: Decimal | None = None
    kind: str | None = None
    approved: bool | None = None


class Records(NamedTuple):
    """All that was read. A table that there is none of is None: nothing is known, not that there was nothing.

    ``network_stated``: whether any notice says how it was sent.
    """

    files: tuple[InputFile, ...]
    rfp: Rfp
    areas: tuple[WorkArea, ...]
    proposers: tuple[Proposer, ...]
    notices: tuple[Notice, ...]
    responses: tuple[Response, ...] | None = None
    meeting: tuple[Attendance, ...] | None = None
    listed: tuple[Listed, ...] | None = None
    network_stated: bool = False
    invoices: tuple[Invoice, ...] | None = None
    payments: tuple[Payment, ...] | None = None
    contracts: tuple[Contract, ...] | None = None
