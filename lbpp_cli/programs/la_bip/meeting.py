"""Indicator 2: the pre-proposal meeting, or a written certification together with a matchmaking event."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING

from lbpp_cli.outreach.decisions import FAIL, PASS, PERSON, Ground, Indicator, cited, worst
from lbpp_cli.programs.la_bip import readings as open_questions
from lbpp_cli.programs.la_bip.terms import MEETING, NAMES, clause

if TYPE_CHECKING:
    from lbpp_cli.outreach.records import Attendance, Moment, Rfp
    from lbpp_cli.parameters import Rules
    from lbpp_cli.programs.la_bip.facts import Facts
    from lbpp_cli.readings import Answers

_BEST = (PASS, PERSON, FAIL)


def indicator(facts: Facts, rules: Rules, readings: Answers) -> Indicator:
    """C.2. Where the meeting was mandatory, attendance is the only way to pass."""
    attended, said, cells = _attendance(facts)
    if attended == PASS:
        return _indicator(PASS, (said, cells))
    if facts.rfp.mandatory:
        place = cited([facts.rfp.source], "mandatory")
        return _indicator(attended, (f"{said}; the meeting was mandatory", (*cells, *place)))
    instead, otherwise, more = _instead(facts, rules, readings)
    outcome = min(attended, instead, key=_BEST.index)
    if facts.rfp.mandatory is None and outcome != FAIL:
        return _indicator(
            PERSON, (said, cells), (otherwise, more), ("not stated whether the meeting was mandatory", ())
        )
    return _indicator(outcome, (said, cells), (otherwise, more))


def _indicator(outcome: str, *told: tuple[str, tuple[str, ...]]) -> Indicator:
    """The parts of what is said share one outcome: each alone does not decide."""
    grounds = tuple(Ground(outcome, clause(MEETING), text, cells) for text, cells in told)
    return Indicator(MEETING, NAMES[MEETING], clause(MEETING), grounds)


def _attendance(facts: Facts) -> tuple[str, str, tuple[str, ...]]:
    if facts.attendance is None or not facts.roster:
        return PERSON, "no roster of the meeting was given", ()
    if not facts.attendance:
        return FAIL, "nobody of it is on the roster of the meeting", ()
    found = [(*_attended(one, facts.rfp), one) for one in facts.attendance]
    outcome, said, one = min(found, key=lambda entry: _BEST.index(entry[0]))
    return outcome, f"{one.attendee or 'an attendee'}: {said}", cited([one.source], "attendee")


def _attended(one: Attendance, rfp: Rfp) -> tuple[str, str]:
    """An employee, there in time, who signed. Credit may not be given for one who is late or does not sign."""
    tests = (
        (one.employee, "no employee of the proposer", "not stated whether an employee of the proposer"),
        (one.signed, "did not sign the roster", "not stated whether the roster was signed"),
        _in_time(one.arrived, rfp.meeting),
    )
    wrong = [no for holds, no, _ in tests if holds is False]
    if wrong:
        return FAIL, "; ".join(wrong)
    unknown = [unsaid for holds, _, unsaid in tests if holds is None]
    if unknown:
        return PERSON, "; ".join(unknown)
    return PASS, f"an employee, arrived {one.arrived} for the meeting of {rfp.meeting}, signed"


def _in_time(arrived: Moment | None, meeting: Moment | None) -> tuple[bool | None, str, str]:
    late = f"arrived {arrived}, after the meeting began ({meeting})"
    if arrived is None:
        return None, late, "not stated when it arrived"
    if meeting is None:
        return None, late, "not stated when the meeting began"
    if arrived.day != meeting.day:
        return False, f"was there on {arrived.day}, the meeting was on {meeting.day}", ""
    if arrived.time is None or meeting.time is None:
        return None, late, "not stated at what time it arrived, or the meeting began"
    return arrived.time <= meeting.time, late, ""


def _instead(facts: Facts, rules: Rules, readings: Answers) -> tuple[str, str, tuple[str, ...]]:
    """A written certification that it is informed, and a matchmaking event in the months before, with its documents."""
    proposer = facts.proposer
    tests = (
        _stated(proposer.certified, "certified in writing that it is informed"),
        _event(facts, rules, readings),
        _stated(proposer.evidence, "with documents of the event"),
    )
    source = [proposer.source]
    cells = tuple(place for field in ("certified", "event", "evidence") for place in cited(source, field))
    return worst(outcome for outcome, _ in tests), f"instead: {'; '.join(said for _, said in tests)}", cells


def _stated(holds: bool | None, what: str) -> tuple[str, str]:  # noqa: FBT001  a cell of a row
    if holds is None:
        return PERSON, f"{what}: not stated"
    return (PASS, what) if holds else (FAIL, f"not {what}")


def _event(facts: Facts, rules: Rules, readings: Answers) -> tuple[str, str]:
    """C.2: “in the prior 12 months”, which leaves open before which day; it is asked where it matters."""
    event = facts.proposer.event
    if facts.proposer.no_event:
        return FAIL, "no matchmaking event"
    if event is None:
        return PERSON, "matchmaking event: not stated"
    meeting = facts.rfp.meeting
    months = int(rules.value("event-months"))
    found = {
        open_questions.DUE_DATE: _within(event, facts.rfp.due.day, months, "the due date"),
        open_questions.MEETING: (PERSON, "the day of the meeting is not stated")
        if meeting is None
        else _within(event, meeting.day, months, "the meeting"),
    }
    alike = len({outcome for outcome, _ in found.values()}) == 1
    outcome, said = found[open_questions.DUE_DATE if alike else readings[open_questions.EVENT_BEFORE]]
    return outcome, f"matchmaking event on {event}, {said}"


def _within(event: date, day: date, months: int, what: str) -> tuple[str, str]:
    start = months_before(day, months)
    if event > day:
        return FAIL, f"after {what} ({day})"
    if event < start:
        return FAIL, f"more than {months} months before {what} ({day})"
    return PASS, f"within {months} months before {what} ({day})"


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier; the last day of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
