"""When two spellings name the same firm."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_LEGAL_FORMS = {
    *("inc", "incorporated", "corp", "corporation", "co", "company", "llc", "ltd", "limited", "lp", "llp", "pc", "apc"),
    *("plc", "pllc", "gmbh"),
}
# What stands below a column in place of a name.
TOTALS = frozenset({"total", "totals", "grand total", "subtotal", "sub total"})
_DOTTED = re.compile(r"\b(?:\w\.){2,}")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_NO_WORD = re.compile(r"[^\w]+")
_WORDS = bytes(code if chr(code).isalnum() else ord(" ") for code in range(128)).ljust(256)  # of ASCII alone


# A name is asked for again and again; so few are kept that even absurdly long ones fill no memory.
remembered: Callable[[Callable[[str], str]], Callable[[str], str]] = lru_cache(maxsize=2_000)


@remembered
def same_bidder_key(name: str) -> str:
    """Two names within one tabulation mean the same bidder where they look the same but for case and spaces."""
    if not name.isascii():
        from unicodedata import normalize

        name = normalize("NFC", _INVISIBLE.sub("", name))
    return " ".join(name.split()).casefold()


@remembered
def firm_key(name: str) -> str:
    """Two names mean the same firm where they differ only in case, punctuation and legal form.

    ``L.L.C.`` is LLC, ``&`` is and; a name that is nothing but a legal form stays as it is. A merely similar name is
    another firm.
    """
    return firm_key_of(same_bidder_key(name))


def firm_key_of(key: str) -> str:
    """The same from the key of a bidder; it is not remembered, for those who ask once."""
    if "." in key:
        key = _DOTTED.sub(lambda match: match[0].replace(".", ""), key)
    key = key.replace("&", " and ")
    if key.isascii():
        words = key.encode().translate(_WORDS, b"'").decode().split()  # the same in a fraction of the time
    else:
        key = key.replace("'", "").replace("’", "")
        words = _NO_WORD.sub(" ", key.replace("_", " ")).split()
    if not _LEGAL_FORMS.isdisjoint(words):
        words = [word for word in words if word not in _LEGAL_FORMS] or words
    return " ".join(words)


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
