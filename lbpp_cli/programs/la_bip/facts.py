"""What the records say of one proposer, gathered once for all its indicators."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from lbpp_cli.names import firm_key, same_bidder_key
from lbpp_cli.outreach.decisions import cited

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lbpp_cli.outreach.records import Attendance, Listed, Moment, Notice, Proposer, Records, Response, Rfp, WorkArea

_Row = TypeVar("_Row", "Notice", "Response", "Attendance", "Listed")


class Sent(NamedTuple):
    """The notices of a proposer in an area, by the firms that they went to.

    ``certain``: the firms that were notified in time and through the network, each once however its name is written.
    ``possible``: the spellings of those and of firms for which that is not stated. ``late``: the firms that were
    notified too late alone. ``reached``: whether any notice through the network was sent by the due date, None where
    that is not stated. ``counted``: the notices that were counted. ``doubtful``: why notices to a firm are not counted,
    though they were in time: it is the proposer, or not registered. ``cells``: those of all.
    """

    certain: frozenset[str]
    possible: frozenset[str]
    late: frozenset[str]
    reached: bool | None
    latest: Moment | None
    counted: tuple[Notice, ...]
    doubtful: tuple[str, ...]
    notices: tuple[Notice, ...]
    cells: tuple[str, ...]


class Facts(NamedTuple):
    """The records of one proposer. A table that there is none of is None."""

    rfp: Rfp
    areas: tuple[WorkArea, ...]
    proposer: Proposer
    sent: Mapping[str, Sent]
    responses: tuple[Response, ...] | None
    attendance: tuple[Attendance, ...] | None
    roster: bool
    listed: tuple[Listed, ...] | None

    def is_own(self, firm: str) -> bool:
        """Whether a firm is the proposer itself."""
        return firm_key(firm) == firm_key(self.proposer.name)


def gather(records: Records, notice_days: int) -> Iterator[Facts]:
    """The facts of each proposer, in the order in which they are listed."""
    notices = _by_proposer(records.notices)
    responses = None if records.responses is None else _by_proposer(records.responses)
    meeting = None if records.meeting is None else _by_proposer(records.meeting)
    listed = None if records.listed is None else _by_proposer(records.listed)
    unregistered = {firm_key(one.firm) for one in records.responses or () if one.registered is False}
    for proposer in records.proposers:
        key = same_bidder_key(proposer.name)
        by_area: dict[str, list[Notice]] = {}
        for notice in notices.get(key, ()):
            by_area.setdefault(notice.area, []).append(notice)
        doubts = dict.fromkeys(unregistered, "is not registered, as Responses says")
        doubts[firm_key(proposer.name)] = "is the proposer itself"
        yield Facts(
            records.rfp,
            records.areas,
            proposer,
            {area: _sent(found, records, notice_days, doubts) for area, found in by_area.items()},
            None if responses is None else tuple(responses.get(key, ())),
            None if meeting is None else tuple(meeting.get(key, ())),
            bool(records.meeting),
            None if listed is None else tuple(listed.get(key, ())),
        )  # fmt: skip


def _by_proposer(rows: Iterable[_Row]) -> dict[str, list[_Row]]:
    found: dict[str, list[_Row]] = {}
    for row in rows:
        found.setdefault(same_bidder_key(row.proposer), []).append(row)
    return found


def _sent(notices: list[Notice], records: Records, notice_days: int, doubts: Mapping[str, str]) -> Sent:
    """C.4: not less than so many calendar days before the due date; a firm that is notified twice counts once.

    Notices go to potential subconsultants that are registered: ``doubts`` says of which firms that is not certain.
    """
    certain: set[str] = set()
    possible: set[str] = set()
    late: set[str] = set()
    doubtful: dict[str, str] = {}
    reached: bool | None = False
    counted = []
    moments = []
    for notice in notices:
        through = notice.network if records.network_stated else True
        if through is False:
            continue
        doubt = doubts.get(firm_key(notice.firm))
        if notice.sent is not None:
            moments.append(notice.sent)
        days = None if notice.sent is None else (records.rfp.due.day - notice.sent.day).days
        if days is not None and days < notice_days:
            late.add(firm_key(notice.firm))
        elif days is not None and through and doubt is None:
            certain.add(firm_key(notice.firm))
            possible.add(same_bidder_key(notice.firm))
            counted.append(notice)
        else:
            possible.add(same_bidder_key(notice.firm))
            if doubt is not None:
                doubtful[firm_key(notice.firm)] = f"{notice.firm} {doubt}"
        if days is None or (days >= 0 and (through is None or doubt is not None)):
            reached = reached or None
        elif days >= 0:
            reached = True
    keys = certain | {firm_key(name) for name in possible}
    latest = max(moments, key=lambda one: one.day, default=None)
    return Sent(
        frozenset(certain),
        frozenset(possible),
        frozenset(late - keys),
        reached,
        latest,
        tuple(counted),
        tuple(doubtful[key] for key in sorted(doubtful)),
        tuple(notices),
        cited((notice.source for notice in notices), "firm"),
    )
