"""The words of headings about prices where a name stands beside them, and the names that they are no part of."""

from __future__ import annotations

import re

from lbpp_cli.read.layouts import terms


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_WORD = re.compile(r"[^\W\d_]+|\$")
_ANY_WORD = re.compile(r"[^\W_]+")
_NUMBERED = re.compile(
    r"(?:bidder|contractor|vendor|company|firm|proposer)\s*(?:no\.?|number|#)?\s*(?:\d+|[a-z])", re.IGNORECASE
)
_CORE = _set(
    "unit each per rate ea total totals extended extension ext extd subtotal ttl price prices cost costs amount "
    "amounts bid bids value line item"
)
_JOINED = _set("unitprice unitcost totalprice totalcost extendedprice extprice bidprice bidamount totalbid up")
# What alone says neither that the price is that of a unit nor that it is the whole.
_ANY = {"price", "prices", "bid", "bids", "cost", "costs"}
_WITH_ANY = _ANY | {"bidder", "bidders", "$", "the", "usd", "us", "dollars", "in"}
# What stands beside a price and names no bidder: a part of the bid, a kind of cost, a time, words of other columns.
_NO_OWNER = _set(
    "corrected adjusted adj revised net gross estimated est labor labour material materials equipment freight "
    "delivery delivered shipping tax taxes overhead profit markup monthly annual yearly hourly daily weekly "
    "fixed lump sum the and or of all year yr month fy phase site area zone district lot round my your our "
    "contract project item items line quantity qty budget budgeted prior previous last current historical "
    "proposed approved negotiated discount discounted list retail catalog base basis alternate alternates alt "
    "schedule schedules option options additive deductive add deduct part section grand sub overall federal "
    "state local participating pay spec bidder bidders contractor vendor company firm no number days weeks "
    "hours lead time weight warranty"
)
_QUALIFIERS = _set("corrected adjusted adj revised net gross extended labor labour material materials")
_YEAR = re.compile(r"(?:19|20)\d\d")
_PART_AT_END = re.compile(
    r"\b(?:base(?: bid)?|alternates?|alt|schedules?|options?|additive|deductive|phase|year|add|deduct)\W*(?:no\W*)?"
    r"(?:\d+|[a-z])?\W*$",
    re.IGNORECASE,
)
_ROUND_ABOUT = _set(
    "avg average mean median low lowest high highest min minimum max maximum percent variance difference spread"
)
_BESIDE_ROUND_ABOUT = _ROUND_ABOUT | _set(
    "of all the responsive bid bids bidder bidders unit price prices total totals cost amount item estimate "
    "from to engineer engineers s over under"
)
_TWO = re.compile(
    r"\b(?:unit|bid|total|extended|ext|extd|line|item)\.?\s+(?:price|cost|amount|bid|total|rate|value|ext)s?\b"
    r"|\b(?:price|cost|amount)\s+bid\b",
    re.IGNORECASE,
)
_AT_END = re.compile(r"\b(?:sub-?totals?|totals?|amounts?|extension|extended|extd?|ttl|unit)\W*$", re.IGNORECASE)
_AT_END_OF_HEADING = re.compile(r"\b(?:prices?|costs?|bids?|rates?|values?|each|ea)\W*$|\$\W*$", re.IGNORECASE)
_STREET = re.compile(
    r"\b(?:st|street|ave|avenue|blvd|boulevard|rd|road|dr|drive|ln|lane|hwy|highway|route)\.?\s*$", re.IGNORECASE
)


def role(words: str) -> str | None:
    """``unit_price`` or ``extension`` where words beside a name are about prices: “Unit”, “Bid”, “Ext. Amount”."""
    found = terms.item_role(words)
    if found == "unit" or (found is None and (is_any(words) or terms.heading_key(words) == "up")):
        return "unit_price"
    return found if found in {"unit_price", "extension"} else None


def is_any(words: str) -> bool:
    """Whether words say that a price stands below, and neither that of a unit nor a total: “Bid”, “Price”, “Cost”."""
    found = set(_WORD.findall(words.casefold()))
    return bool(found & _ANY) and found <= _WITH_ANY and not any(map(str.isdigit, words))


def begins(words: str) -> bool:
    """Whether words begin as those about prices do: “of” and “the” may stand among them only."""
    first = _WORD.match(words.casefold().lstrip("$"))
    return words.startswith("$") or (first is not None and first[0] in _CORE) or terms.heading_key(words) in _JOINED


def may_own(name: str) -> bool:
    """Whether what stands beside words about prices may be a bidder, or an estimate."""
    if terms.is_estimate(name):
        return True
    if is_no_name(name) or is_round_about(name) or terms.item_role(name) or role(name):
        return False
    return any(map(str.isalnum, name)) and _words(name)[-1:] not in [[one] for one in _QUALIFIERS]


def _words(name: str) -> list[str]:
    return _ANY_WORD.findall(name.casefold())


def is_round_about(name: str) -> bool:
    """Whether a name is that of a figure of several bids: an average, the lowest, a difference."""
    words = _words(name)
    return terms.is_no_firm(name) or (bool(words) and words[0] in _ROUND_ABOUT and set(words) <= _BESIDE_ROUND_ABOUT)


def says_price(name: str, *, heading: bool = False) -> bool:
    """Whether what stands as a bidder's name speaks of a price. ``heading``: it stands in the row of the headings."""
    if terms.is_estimate(name) or terms.is_no_firm(name):
        return False
    found = terms.item_role(name) in {"unit_price", "extension"} or _TWO.search(name) or _AT_END.search(name)
    return bool(found or (heading and _AT_END_OF_HEADING.search(name)))


def is_no_name(heading: str) -> bool:
    """Whether a heading over figures is clearly no bidder: a street, a year, a part of a bid, a kind of cost."""
    if terms.is_estimate(heading) or terms.is_no_firm(heading) or _NUMBERED.fullmatch(heading.strip()):
        return False
    words = _words(heading)
    others = [one for one in words if one not in _NO_OWNER and len(one) > 1 and not one.isdigit()]
    # Digits alone are the number of a bidder, if they are no year.
    plain = not others and any(one in _NO_OWNER for one in words)
    return bool(plain or _YEAR.fullmatch(heading.strip()) or _PART_AT_END.search(heading) or _STREET.search(heading))
