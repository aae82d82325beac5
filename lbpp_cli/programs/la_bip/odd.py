"""What a person should know of the records beside the decisions, and what was taken for granted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.findings import finding
from lbpp_cli.names import firm_key, same_bidder_key
from lbpp_cli.outreach.decisions import FAIL
from lbpp_cli.programs.la_bip.compared import compared
from lbpp_cli.programs.la_bip.credit import odd_credit
from lbpp_cli.programs.la_bip.readings import CALENDAR
from lbpp_cli.programs.la_bip.reasons import by_area, gives_reason, rejected_for
from lbpp_cli.programs.la_bip.summary_sheet import deadline, in_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lbpp_cli.findings import Finding
    from lbpp_cli.model import Source
    from lbpp_cli.outreach.decisions import AreaNotices, Decision
    from lbpp_cli.outreach.records import Listed, Records, Rfp
    from lbpp_cli.parameters import Rules
    from lbpp_cli.programs.la_bip.facts import Facts

_SHOWN = 3  # examples in a finding that is about many rows


def assumptions(records: Records) -> tuple[str, ...]:
    """What the records do not say and nobody is asked for."""
    taken = [
        (
            "Each firm that was notified is taken as registered, unless Responses says otherwise: the network notifies "
            "no others (C.4)."
        )
    ]
    if any(one.own_name is None for one in records.proposers):
        taken.append("Where Under own name is blank, outreach is taken as submitted by the proposer itself (C).")
    if not records.network_stated:
        taken.append("The notices are taken as sent through the City's network: none of them says otherwise (C.4).")
    if any(one.selected is False and one.answered is None for one in records.responses or ()):
        taken.append("Where Answered is blank, a firm whose bid was rejected is taken as having been told why (C.6).")
    if records.responses:
        taken.append(
            "Responses are taken as sent by registered firms, except where Registered says no: only their offers must "
            "be answered (C.6)."
        )
    with_responses = {same_bidder_key(one.proposer) for one in records.responses or ()}
    if any(one.bids_received is None and same_bidder_key(one.name) in with_responses for one in records.proposers):
        taken.append("Where Bids received is blank, the responses are taken as all that the summary sheet lists (C.6).")
    pledging = {same_bidder_key(one.name) for one in records.proposers if one.base_bid is not None}
    listed = [one for one in records.listed or () if same_bidder_key(one.proposer) in pledging]
    return (*taken, *assumed_of_listed(records.rfp, listed))


def assumed_of_listed(rfp: Rfp, listed: Sequence[Listed]) -> tuple[str, ...]:
    """What is taken for granted of the firms on a Schedule A."""
    taken = []
    if any(one.kind is None or one.useful is None for one in listed):
        taken.append(
            "A firm on Schedule A is taken as doing work with a useful function where that is left blank (B.15)."
        )
    if any(one.until is None and one.agency for one in listed) or (listed and rfp.award is None):
        taken.append("A certification is taken as current on the day of the award where either day is blank (B.8).")
    return tuple(taken)


def odd(records: Records, rules: Rules, facts: Sequence[Facts], decisions: Sequence[Decision]) -> tuple[Finding, ...]:
    """The findings on records that can be read."""
    return (
        *_tables(records),
        *_areas(records),
        *_other_areas(records),
        *(found for one in decisions for found in _notices(one)),
        *(found for one in facts for found in (*_alike(one), *_lower(one), *compared(one))),
        *(found for one, its in zip(decisions, facts, strict=True) for found in odd_credit(one, its)),
        *_holidays(records, rules),
    )


def _at(source: Source, field: str) -> tuple[str, str]:
    return source.file, source.cell(field)


def _tables(records: Records) -> Iterator[Finding]:
    for table, name, needs in (
        (records.meeting, "Meeting", "attendance (C.2)"),
        (records.responses, "Responses", "whether offers were answered and bids explained (C.6)"),
        (records.listed, "Schedule A", "whether each listed subconsultant has a bid (C.6)"),
    ):
        if table is None:
            message = f"There is no table {name}: {needs} needs a person."
            yield finding(
                "table-not-given", message, f"Add a sheet {name}, or name its CSV file.", records.files[0].file
            )


def _areas(records: Records) -> Iterator[Finding]:
    for area in records.areas:
        if area.registered is None:
            message = f"How many firms are registered in {area.name} is blank: whether notices suffice needs a person."
            yield finding(
                "registered-missing",
                message,
                "Fill in the number, 0 if there are none.",
                *_at(area.source, "registered"),
            )
        elif area.registered == 0:
            message = f"No firm is registered in {area.name}: none is to be notified. The table of C.4 begins at 1."
            yield finding(
                "none-registered",
                message,
                "Check the number, and whether the area was to be selected.",
                *_at(area.source, "registered"),
            )


def _other_areas(records: Records) -> Iterator[Finding]:
    known = {area.code for area in records.areas}
    others: dict[tuple[str, str], list[Source]] = {}
    for table, rows in (("Notices", records.notices), ("Responses", records.responses), ("Schedule A", records.listed)):
        for row in rows or ():
            if row.area is not None and row.area not in known:
                others.setdefault((table, row.area), []).append(row.source)
    for (table, code), sources in others.items():
        number = f"{len(sources)} {'rows' if len(sources) > 1 else 'row'} of {table}"
        message = f"“{code}” is none of the work areas; {number} did not count for any."
        hint = "Correct the code if one of the work areas is meant; otherwise nothing is to be done."
        yield finding("area-unknown", message, hint, *_at(sources[0], "area"))


def _notices(decision: Decision) -> Iterator[Finding]:
    name, place = decision.proposer.name, _at(decision.proposer.source, "name")
    left = [one for one in decision.areas if one.left_out and one.notified]
    if left:
        told = _some(f"{' '.join(one.left_out)} in {one.area.code}" for one in left)
        message = f"{name}: groups with registered firms are not known to be among those notified: {told}."
        hint = "Look at the notices there; firms without a group on the sheet may belong to one of them (C.4)."
        yield finding("group-left-out", message, hint, *place)
    many = [one for one in decision.areas if one.area.registered is not None and _all(one) > one.area.registered]
    if many:
        told = _some(f"{_all(one)} of {one.area.registered} in {one.area.code}" for one in many)
        message = f"{name}: more firms were notified than are registered: {told}."
        hint = "Check the number of registered firms, and whether one firm stands under two names."
        yield finding("more-than-registered", message, hint, *place)


def _all(one: AreaNotices) -> int:
    return one.notified + one.late


def _alike(facts: Facts) -> Iterator[Finding]:
    """Spellings that were taken for one firm, where the number of firms in an area turns on it."""
    pairs: dict[str, dict[str, str]] = {}
    first = None
    for sent in facts.sent.values():
        here: dict[str, dict[str, str]] = {}
        for notice in sent.notices:
            here.setdefault(firm_key(notice.firm), {}).setdefault(same_bidder_key(notice.firm), notice.firm)
            if len(here[firm_key(notice.firm)]) > 1:
                first = first or notice.source
        for key, names in here.items():
            if len(names) > 1:
                pairs.setdefault(key, {}).update(names)
    if first is not None:
        told = _some(" and ".join(f"“{name}”" for name in names.values()) for names in pairs.values())
        message = f"{facts.proposer.name}: names that differ in punctuation or legal form count as one firm: {told}."
        hint = "Write a firm in one way; or tell two firms apart by more than that."
        yield finding("names-alike", message, hint, *_at(first, "firm"))


def _lower(facts: Facts) -> Iterator[Finding]:
    for area, rows in by_area(facts).items():
        for one in rows:
            if not gives_reason(one) and one.accepted is None and rejected_for(one, rows, facts) is not None:
                message = f"{facts.proposer.name} rejected the lower bid of {one.firm} in {area} without a reason."
                hint = "Ask for the reason (C.6); write yes or no under Reason accepted when a person has judged it."
                yield finding("lower-bid-rejected", message, hint, *_at(one.source, "reason"))


def _holidays(records: Records, rules: Rules) -> Iterator[Finding]:
    """Only a summary sheet that is late by the calendar can be saved by a holiday."""
    end = deadline(records.rfp, rules, CALENDAR)
    late = [one for one in records.proposers if one.sent is not None and in_time(one.sent, end) == FAIL]
    if late and records.rfp.holidays is None:
        message = (
            "A summary sheet is late, and the City's holidays are not stated: next-working passes over weekends alone."
        )
        hint = "If the day after the due day was a City holiday, state it under City holidays on the RFP sheet."
        yield finding("holidays-unknown", message, hint, *_at(late[0].source, "sent"))


def _some(parts: Iterable[str]) -> str:
    every = list(parts)
    more = f" and {len(every) - _SHOWN} more" if len(every) > _SHOWN else ""
    return "; ".join(every[:_SHOWN]) + more
