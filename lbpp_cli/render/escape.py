"""Keeps text from the input text: what a spreadsheet would run, or Markdown would format, is escaped."""

from __future__ import annotations

import re

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER = re.compile(r"-\d+(?:\.\d+)?", re.ASCII)
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~$])")


def unformula(text: str) -> str:
    """A text that a spreadsheet takes as text. A true negative number stays one."""
    return f"'{text}" if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text


def markdown(text: str) -> str:
    """A text that Markdown prints as it is, in one line."""
    plain = " ".join(unformula(text).split()).replace("&", "&amp;")
    return _MARKDOWN.sub(r"\\\1", plain)
