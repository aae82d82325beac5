"""Indicator 6, the last part: the summary sheet is sent by 4:30 p.m. of the first calendar day after the due day."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

from lbpp_cli.outreach.decisions import FAIL, PASS, PERSON, Ground, cited
from lbpp_cli.outreach.records import Moment
from lbpp_cli.programs.la_bip.readings import CALENDAR, FIRST_DAY_AFTER, NEXT_WORKING
from lbpp_cli.programs.la_bip.terms import GOOD_FAITH, clause
from lbpp_cli.programs.la_bip.working_days import first_from

if TYPE_CHECKING:
    from lbpp_cli.outreach.records import Rfp
    from lbpp_cli.parameters import Rules
    from lbpp_cli.programs.la_bip.facts import Facts
    from lbpp_cli.readings import Answers


def deadline(rfp: Rfp, rules: Rules, reading: str) -> Moment:
    """When the summary sheet is due at the latest.

    The next working day passes over Saturdays, Sundays and the City holidays that the RFP states; others are not known.
    """
    day = rfp.due.day + timedelta(days=int(rules.value("summary-sheet-days")))
    if reading == NEXT_WORKING:
        day = first_from(day, rfp.holidays)
    hour, minute = divmod(int(rules.value("summary-sheet-time") * 60), 60)
    return Moment(day, time(hour, minute))


def ground(facts: Facts, rules: Rules, readings: Answers) -> Ground:
    """C.6: in time, late, or not stated. The reading is asked where it matters."""
    proposer, cells = facts.proposer, cited([facts.proposer.source], "sent")
    if proposer.never_sent and proposer.sent is not None:
        text = f"stated that no summary sheet was submitted, and that it was sent {proposer.sent}"
        return Ground(PERSON, clause(GOOD_FAITH), text, cells)
    if proposer.never_sent:
        return Ground(FAIL, clause(GOOD_FAITH), "no summary sheet was submitted", cited([proposer.source], "submitted"))
    if proposer.sent is None:
        return Ground(PERSON, clause(GOOD_FAITH), "not stated when the summary sheet was sent", cells)
    ends = {reading: deadline(facts.rfp, rules, reading) for reading in (CALENDAR, NEXT_WORKING)}
    outcomes = {reading: in_time(proposer.sent, end) for reading, end in ends.items()}
    alike = len(set(outcomes.values())) == 1
    reading = CALENDAR if alike else readings[FIRST_DAY_AFTER]
    outcome, end = outcomes[reading], ends[reading]
    said = {PASS: "in time", FAIL: "late", PERSON: "at what time is not stated"}[outcome]
    text = f"summary sheet sent {proposer.sent}, due by {end}: {said}"
    if reading == NEXT_WORKING and facts.rfp.holidays is None:
        text += " (by Saturdays and Sundays alone: the City's holidays are not stated)"
    return Ground(outcome, clause(GOOD_FAITH), text, cells)


def in_time(sent: Moment, end: Moment) -> str:
    """Whether something was sent by a time of a day, that minute included and nothing after it."""
    if sent.day != end.day:
        return PASS if sent.day < end.day else FAIL
    if sent.time is None or end.time is None:
        return PERSON
    return PASS if sent.time <= end.time else FAIL
