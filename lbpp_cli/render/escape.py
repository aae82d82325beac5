"""Keeps text from the input text: what a spreadsheet would run, or Markdown would format, is escaped."""

from __future__ import annotations

import re

# Spreadsheet programs of East Asia take the wide signs too.
_FORMULA = re.compile(r"[\s\u200b\ufeff]*[-=+@＝＋－＠]|[\t\r\n]")
_NUMBER = re.compile(r"-\$?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?", re.ASCII)
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~$])")
_LINK = re.compile(r":(?=//)|(?<=\bwww)\.", re.IGNORECASE)  # Markdown would make one of it by itself
_LIST = re.compile(r"^(\d{1,9})([.)])(?=\s)", re.ASCII)


def unformula(text: str) -> str:
    """A text that a spreadsheet takes as text. A true negative number stays one."""
    if text[:1].isalnum():  # as nearly all texts begin
        return text
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def markdown(text: str) -> str:
    """A text that Markdown prints as it is, in one line."""
    plain = " ".join(unformula(text).split()).replace("&", "&amp;")
    return _LIST.sub(r"\1\\\2", _LINK.sub(r"\\\g<0>", _MARKDOWN.sub(r"\\\1", plain)))


def writable(text: str) -> str:
    """A text without what no file can hold, such as the half of a character in a damaged name of a file."""
    return text.encode(errors="backslashreplace").decode()
