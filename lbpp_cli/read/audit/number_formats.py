"""What a number format shows of a number: how many decimals, whether as a percentage, or nothing at all."""

from __future__ import annotations

import re
from functools import cache

from lbpp_cli.spreadsheet import Look

# What stands in quotes or brackets, or is escaped, is shown as it is or not at all.
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_DIGITS = re.compile(r"[0#?][0#?, ]*(?:\.([0#?]*))?")
# A date, a time, a fraction or a power of ten, of which the decimals say nothing.
_OTHER = re.compile(r"[dmyhs/eE@]|general", re.IGNORECASE)
_BUILT_IN = {
    **dict.fromkeys((1, 3, 5, 6, 37, 38, 41, 42), Look(0)),
    **dict.fromkeys((2, 4, 7, 8, 39, 40, 43, 44), Look(2)),
    9: Look(2, percent=True),
    10: Look(4, percent=True),
}
_LONGEST = 500
_NOTHING = "a number format that shows nothing"
_OTHER_FIGURE = "a number format that shows digits of its own"
# Digits in quotes where a figure stands alone, or right beside the digits of the number.
_LITERAL_DIGITS = re.compile(r'^[^0#?"]*"[^"]*\d[^"]*"[^0#?]*$|[0#?][.,]?(?:"[\d.,]|\\\d)|(?:[\d.,]"|\\\d)[0#?]')


def built_in(number: int) -> Look:
    """How one of the formats that every spreadsheet program knows shows numbers."""
    return _BUILT_IN.get(number, Look())


@cache
def look_of(code: str) -> Look:
    """How a format shows numbers that are above zero."""
    code = code[:_LONGEST]
    sections = _LITERAL.sub("", code).split(";")
    # A quoted text is seen, a colour in brackets is not.
    shown = re.sub(r"\[[^\]]*\]|_.|\*.", "", code).split(";")
    if len(sections) > 1 and not any(section.strip() for section in shown):
        return Look(invisible=_NOTHING)
    first = sections[0]
    if _LITERAL_DIGITS.search(code.partition(";")[0]) and not _OTHER.search(first):
        return Look(invisible=_OTHER_FIGURE)
    digits = _DIGITS.search(first)
    if digits is None or _OTHER.search(first):
        return Look()
    decimals = len(digits[1] or "")
    thousands = len(digits[0]) - len(digits[0].rstrip(" ").rstrip(",")) if not digits[1] else 0
    if digits[1] is not None:
        thousands = len(first[digits.end() :]) - len(first[digits.end() :].lstrip(","))
    percent = "%" in first
    return Look(decimals - 3 * thousands + (2 if percent else 0), percent, signless=_is_signless(code))


def _is_signless(code: str) -> bool:
    """Whether the section for numbers below zero shows digits, but no sign, colour or word that says so."""
    below = [*code.split(";"), ""][1]
    return any(digit in below for digit in "0#?") and not re.search(r"[-(a-z]", below, re.IGNORECASE)
