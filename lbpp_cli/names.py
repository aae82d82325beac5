"""When two spellings name the same firm."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_LEGAL_FORM = re.compile(
    r" (?:inc|incorporated|corp|corporation|co|company|llc|ltd|limited|lp|llp|pc|apc|plc|pllc|gmbh)(?= )"
)
# What stands below a column in place of a name.
TOTALS = frozenset({"total", "totals", "grand total", "subtotal", "sub total"})
_DOTTED = re.compile(r"\b(?:\w\.){2,}")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_NO_WORD = re.compile(r"[^\w\n]+")
# Of ASCII alone: what is no letter, no figure and no end of a line is a space.
_WORDS = bytes(code if chr(code).isalnum() or chr(code) == "\n" else ord(" ") for code in range(128)).ljust(256)


# A name is asked for again and again; so few are kept that even absurdly long ones fill no memory.
remembered: Callable[[Callable[[str], str]], Callable[[str], str]] = lru_cache(maxsize=2_000)


@remembered
def same_bidder_key(name: str) -> str:
    """Two names within one tabulation mean the same bidder where they look the same but for case and spaces."""
    return " ".join(_folded(name).split())


def _folded(text: str) -> str:
    if not text.isascii():
        from unicodedata import normalize

        text = normalize("NFC", _INVISIBLE.sub("", text))
    return text.casefold()


@remembered
def firm_key(name: str) -> str:
    """Two names mean the same firm where they differ only in case, punctuation and legal form.

    ``L.L.C.`` is LLC, ``&`` is and; a name that is nothing but a legal form stays as it is. A merely similar name is
    another firm.
    """
    return firm_keys([name])[0]


def firm_keys(names: Sequence[str]) -> list[str]:
    """The same of many names, all at once and each in a line; they are not remembered, for those who ask once."""
    lines = "\n".join(names)
    if lines.count("\n") >= len(names):
        lines = "\n".join([name.replace("\n", " ") for name in names])
    lines = _folded(lines)
    if "." in lines:
        lines = _DOTTED.sub(lambda match: match[0].replace(".", ""), lines)
    lines = lines.replace("&", " and ")
    if lines.isascii():
        lines = lines.encode().translate(_WORDS, b"'").decode()  # the same in a fraction of the time
    else:
        lines = _NO_WORD.sub(" ", lines.replace("'", "").replace("’", "").replace("_", " "))
    bare = _LEGAL_FORM.sub("", f" {lines} ".replace("\n", " \n "))
    while "  " in bare:
        bare = bare.replace("  ", " ")
    keys = bare.replace(" \n", "\n").replace("\n ", "\n").strip(" ").split("\n")
    if not all(keys):  # nothing but a legal form
        keys = [key or " ".join(line.split()) for key, line in zip(keys, lines.split("\n"), strict=True)]
    return keys if names else []


class KnownNames:
    """Names among which one that might have been meant is looked for; there may be tens of thousands."""

    MOST_COMPARED = 200

    def __init__(self, names: Iterable[str]) -> None:
        self._names = {firm_key(name): name for name in names}
        self._by_word: dict[str, list[str]] = {}
        for key in self._names:
            for word in key.split():
                self._by_word.setdefault(word, []).append(key)

    def similar(self, name: str, most: int = 3) -> tuple[str, ...]:
        """The names nearest to a name among those that share a word with it, its rarest words first."""
        from difflib import get_close_matches

        key = firm_key(name)
        sharing: dict[str, None] = {}
        for word in sorted(key.split(), key=lambda one: len(self._by_word.get(one, ()))):
            sharing |= dict.fromkeys(self._by_word.get(word, ())[: self.MOST_COMPARED - len(sharing)])
        # A name that stands whole within the other may be the partner of a joint venture.
        within = [near for near in sharing if f" {near} " in f" {key} "]
        near = dict.fromkeys([*get_close_matches(key, sharing, n=most, cutoff=0.6), *within])
        return tuple(self._names[one] for one in near)[:most]
