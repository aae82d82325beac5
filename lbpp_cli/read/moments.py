"""Days with a time, as exports of a network write them: with an offset or in UTC, with a.m. and p.m., or as cells."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING

from lbpp_cli.columns import DATE
from lbpp_cli.money import quoted
from lbpp_cli.outreach.records import Moment
from lbpp_cli.read.values import CellError, read_value

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_TIME = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d{1,9})?)?(?:\s*(?P<half>[AaPp])\.?[Mm]\.?)?"
_OFFSET = r"(?:\s*(?P<offset>[Zz]|UTC|GMT|[+-]\d{2}(?::?\d{2})?)|\s+(?P<letters>[A-Z]{2,5}))?"
_ISO = re.compile(
    rf"(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})(?:(?:[T,]\s*|\s+){_TIME}{_OFFSET})?", re.ASCII
)
_AMERICAN = re.compile(
    rf"(?P<month>\d{{1,2}})[/.-](?P<day>\d{{1,2}})[/.-](?P<year>\d{{4}})(?:,?\s+(?:at\s+)?{_TIME}{_OFFSET})?", re.ASCII
)
_CLOCK = re.compile(_TIME, re.ASCII)
_NOON = 12
_HINT = "Write year-month-day with the time, such as 2026-03-09 16:30."
_TO_THE_SECOND = 500_000  # microseconds: a workbook stores a time of day as a binary part of a day


class Clock:
    """Reads moments as the clocks of a time zone showed them.

    ``month_first``: dates such as 3/9/2026 are month, day, year; otherwise they are refused, as everywhere.
    """

    def __init__(self, zone: str, *, month_first: bool = False) -> None:
        self._name, self._month_first = zone, month_first

    def moment(self, value: object) -> Moment:
        """A day, with its time where one is given; an offset or UTC is converted, with the summer time of that day.

        Midnight is what a workbook stores for a day alone; midnight with an offset is a time.

        Raises:
            CellError: it is no such moment, or can be read in two ways.

        """
        if isinstance(value, datetime):
            return self._from_cell(value)
        if isinstance(value, date):
            return Moment(value)
        found = _ISO.fullmatch(str(value).strip())
        if found is None and self._month_first:
            found = _AMERICAN.fullmatch(str(value).strip())
        return self._from_text(found, value) if found else self._refused(value)

    def arrival(self, value: object) -> Moment | time:
        """A moment; or a time alone, whose day is that of the meeting.

        Raises:
            CellError: it is neither.

        """
        if isinstance(value, time):
            return value.replace(microsecond=0)
        if isinstance(value, timedelta) and timedelta(0) <= value < timedelta(days=1):
            minutes, second = divmod(value.seconds, 60)  # a time of day in some kinds of workbooks
            return time(*divmod(minutes, 60), second)
        found = _CLOCK.fullmatch(str(value).strip())
        return _time(found, value) if found else self.moment(value)

    def day(self, value: object) -> date:
        """A day alone.

        Raises:
            CellError: it is none.

        """
        return self.moment(value).day

    def days(self, value: object) -> tuple[date, ...]:
        """Several days in one cell, with semicolons, commas or line breaks between them.

        Raises:
            CellError: one of them is none.

        """
        if not isinstance(value, str):
            return (self.day(value),)
        return tuple(self.day(part) for part in re.split(r"[;,\n]", value) if part.strip())

    @property
    def _zone(self) -> ZoneInfo:
        from zoneinfo import ZoneInfo  # few records have an offset

        return ZoneInfo(self._name)

    @staticmethod
    def _from_cell(value: datetime) -> Moment:
        if value.microsecond >= _TO_THE_SECOND:
            value += timedelta(seconds=1)
        value = value.replace(microsecond=0)
        return Moment(value.date(), None if value.time() == time.min else value.time())

    def _from_text(self, found: re.Match[str], value: object) -> Moment:
        try:
            day = date(*(int(found[part]) for part in ("year", "month", "day")))
        except ValueError:
            raise CellError("date-unreadable", f"{quoted(value)} is no day of the calendar.", "Check it.") from None
        if found["hour"] is None:
            return Moment(day)
        at = _time(found, value)
        if found["offset"]:
            local = datetime.combine(day, at, _offset(found["offset"], value)).astimezone(self._zone)
            return Moment(local.date(), local.time())
        if found["letters"]:
            self._check_letters(datetime.combine(day, at), found["letters"], value)
        return Moment(day, None if at == time.min else at)

    def _check_letters(self, local: datetime, letters: str, value: object) -> None:
        """Letters such as PST are those of the local time on that day; no others are known for certain."""
        known = {self._zone.tzname(local.replace(fold=fold)) for fold in (0, 1)}
        if letters not in known:
            held = min(filter(None, known))
            message = f"{quoted(value)}: {letters} is not the time that held here on that day; that was {held}."
            raise CellError("date-unreadable", message, "Write the offset, such as -08:00, or the local time alone.")

    def _refused(self, value: object) -> Moment:
        american = _AMERICAN.fullmatch(str(value).strip())
        if american is None:
            raise CellError("date-unreadable", f"{quoted(value)} is no date.", _HINT)
        try:
            read_value("/".join(american[part] for part in ("month", "day", "year")), DATE)
        except CellError as error:
            hint = (
                f"{error.hint} Or give --month-first (--outreach-month-first, where bids are evaluated) if all dates "
            )
            hint += "of the input are month, day, year."
            raise CellError(error.code, f"{quoted(value)} is not written year-month-day.", hint) from None
        raise AssertionError(value)  # pragma: no cover  such a date is always refused


def _time(found: re.Match[str], value: object) -> time:
    hour, minute, second = (int(found[part] or 0) for part in ("hour", "minute", "second"))
    if found["half"]:
        if not 1 <= hour <= _NOON:
            raise CellError("date-unreadable", f"{quoted(value)} is no time of day.", _HINT)
        hour = hour % _NOON + (_NOON if found["half"] in "Pp" else 0)
    try:
        return time(hour, minute, second)
    except ValueError:
        raise CellError("date-unreadable", f"{quoted(value)} is no time of day.", _HINT) from None


def _offset(text: str, value: object) -> timezone:
    if text[0] not in "+-":
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    if offset > timedelta(hours=14):
        raise CellError("date-unreadable", f"{quoted(value)} has no offset that is used anywhere.", _HINT)
    return timezone(-offset if text[0] == "-" else offset)
