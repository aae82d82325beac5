"""Working days: Saturdays, Sundays and the City holidays that are stated are passed over; others are not known."""

from __future__ import annotations

from datetime import date, timedelta

_SATURDAY = 5


def is_working(day: date, holidays: tuple[date, ...] | None) -> bool:
    """Whether a day is a working day."""
    return day.weekday() < _SATURDAY and day not in (holidays or ())


def first_from(day: date, holidays: tuple[date, ...] | None) -> date:
    """A day, or the first working day after it."""
    while not is_working(day, holidays):
        day += timedelta(days=1)
    return day


def after(day: date, number: int, holidays: tuple[date, ...] | None) -> date:
    """The working day that is so many working days after a day, which is not counted itself."""
    for _ in range(number):
        day = first_from(day + timedelta(days=1), holidays)
    return day
