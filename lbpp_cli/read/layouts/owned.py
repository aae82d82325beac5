"""Headings that name a bidder and say what its column holds, in one cell: “Acme Paving Unit Price”, “Total (Acme)”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.read.layouts import price_words, terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_BRACKETED = re.compile(r"(.+?)\s*[(\[]\s*([^()\[\]]+?)\s*[)\]]\s*|[(\[]\s*([^()\[\]]+?)\s*[)\]]\s*(.+)")
_MARK = re.compile(r"\s+[-–—]\s*|\s*[-–—]\s+|\s*[–—:|_;>]\s*|\s*,\s+")
_EDGES = " -–—:|,_;/>"
_LUMP_SUM = re.compile(r"\s+(?:[-–—:|,/]\s*)?lump\s*sum$|^lump\s*sum\s+", re.IGNORECASE)
_JOINT = re.compile(r"(?:for|by|from|of|to)\s+", re.IGNORECASE)


class Owned(NamedTuple):
    """What a heading says of prices, its words for that, and the bidder that it names."""

    role: str
    words: str
    owner: str


def owners(headings: Mapping[int, str]) -> dict[int, Owned]:
    """The headings that name bidders, by column: those of a row that mean nothing as they stand.

    Empty where what they name are no bidders: the same name with the same word over several columns, as “Corrected
    total” under each bidder.
    """
    best: dict[int, Owned] = {}
    # All headings of a row name the bidder first, or all name it last.
    for price_first in (False, True):
        found = {column: one for column, text in headings.items() if (one := split(text, price_first=price_first))}
        if len(found) > len(best):
            best = found
    by_name: dict[str, str] = {}
    by_owner: dict[str, dict[int, Owned]] = {}
    for column, one in best.items():
        owner = by_name.setdefault(terms.heading_key(one.owner), one.owner)
        by_owner.setdefault(owner, {})[column] = one._replace(owner=owner)
    told = {column: one for of_owner in by_owner.values() for column, one in _resolved(of_owner).items()}
    return told if len({(one.owner, one.role) for one in told.values()}) == len(told) else {}


def _resolved(of_owner: dict[int, Owned]) -> dict[int, Owned]:
    """The headings of one bidder: beside a unit price, a word for any price is for the total."""
    units = [column for column, one in of_owner.items() if one.role == "unit_price"]
    if len(units) == 2 and len(of_owner) == 2:  # noqa: PLR2004  the one price and the other
        any_price = [column for column in units if price_words.is_any(of_owner[column].words)]
        if any_price and of_owner[units[0]].words.casefold() != of_owner[units[1]].words.casefold():
            return {**of_owner, any_price[-1]: of_owner[any_price[-1]]._replace(role="extension")}
    return of_owner


def split(heading: str, *, price_first: bool = False) -> Owned | None:
    """What a heading says of prices and whom it names; None where it does not do both."""
    text = " ".join((heading.replace("_", " ") if " " not in heading.strip() else heading).split())
    pairs = _by_words(text, price_first=price_first)
    for name, words in (*_marked(text, price_first=price_first), *pairs):
        role = price_words.role(words)
        owner = _JOINT.sub("", name, count=1) if price_first and _JOINT.match(name) else name
        owner = _LUMP_SUM.sub("", owner.strip(_EDGES)).strip(_EDGES)
        if role and owner and price_words.may_own(owner):
            return Owned(role, words, owner)
    return None


def _marked(text: str, *, price_first: bool) -> Iterator[tuple[str, str]]:
    """The two parts of a heading that brackets or a mark part, as a name and words about prices."""
    match = _BRACKETED.fullmatch(text)
    if match:
        one, two = (match[1], match[2]) if match[1] else (match[4], match[3])
        yield from ((one, two), (two, one))
    marks = list(_MARK.finditer(text))
    for mark in marks if price_first else reversed(marks):
        before, after = text[: mark.start()], text[mark.end() :]
        yield (after, before) if price_first else (before, after)


def _by_words(text: str, *, price_first: bool) -> Iterator[tuple[str, str]]:
    """A heading parted between two words: as many as possible go with the price."""
    words = text.split(" ")
    ends = range(len(words) - 1, 0, -1) if price_first else range(1, len(words))
    for at in ends:
        one, two = " ".join(words[:at]), " ".join(words[at:])
        name, price = (two, one) if price_first else (one, two)
        price = price.strip(_EDGES)
        if price_words.begins(price):
            yield name, price


def pairs_of(found: Mapping[int, Owned]) -> list[tuple[int | None, int | None]]:
    """The columns of unit prices and of totals of each bidder, in the order of their columns."""
    names = dict.fromkeys(found[column].owner for column in sorted(found))
    places = {(one.owner, one.role): column for column, one in found.items()}
    return [(places.get((name, "unit_price")), places.get((name, "extension"))) for name in names]
