"""What the policy leaves open. The first value of each reading is the default."""

from __future__ import annotations

from lbpp_cli.readings import Reading

OVER_200, PRINTED_FLOOR, ROUND_UP = "over-200", "printed-floor", "round-up"
FIRST_DAY_AFTER, CALENDAR, NEXT_WORKING = "first-day-after", "calendar", "next-working"
EVENT_BEFORE, DUE_DATE, MEETING = "event-before", "due-date", "meeting"

READINGS = (
    Reading(
        OVER_200,
        "C.4",
        "Of 201 to 209 registered firms, 10% is a little more than the 20 that the table prints: how many are needed?",
        {PRINTED_FLOOR: "20, as the table prints", ROUND_UP: "21, rounded up as in the other rows of the table"},
    ),
    Reading(
        FIRST_DAY_AFTER,
        "C.6",
        "The summary sheet is due on the “first calendar day following” the due day: also on a Saturday, Sunday or "
        "City holiday?",
        {CALENDAR: "on the next calendar day, as written", NEXT_WORKING: "on the next working day"},
    ),
    Reading(
        EVENT_BEFORE,
        "C.2",
        "A matchmaking event counts “in the prior 12 months”: before which day?",
        {DUE_DATE: "before the day on which proposals are due", MEETING: "before the pre-proposal meeting"},
    ),
)
