"""The words of tabulations: what their columns are called, and what stands where a figure might."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import combining, normalize

from lbpp_cli.columns import by_name, squeezed
from lbpp_cli.read.layouts.headed import BIDDER, ITEM_COLUMNS, NUMBER_OF_BIDDER, TOTAL

# A column of a list that holds one of several parts of a bid, such as “Alternate 1”.
PART = re.compile(r"\b(base|alternates?|alt|schedules?|options?|additive|deductive|add|deduct)\b", re.IGNORECASE)
OPTIONAL = re.compile(r"\b(alternates?|alt|options?|optional|additive|deductive|deduct)\b", re.IGNORECASE)

# How an item of an alternate begins: “Alternate 2: Signs”, “ALT-1”.
_ALTERNATE = re.compile(
    r"\W*((?:(?:bid|additive|deductive|add|deduct)\W+)*(?:alternate|alt\.?|option)\W*(?:no\.?|number|bid|item)?\W*(?:\d+|[A-Z]))\b",
    re.IGNORECASE,
)

_ALTERNATES = re.compile(
    r"\W*(?:(?:bid|add|deduct|additive|deductive)\W+)*(?:alternates?|alt|options?|optional|additive|deductive)\W*",
    re.IGNORECASE,
)

# The words of headings about prices, whatever their order.
_WORD = re.compile(r"[^\W\d_]+|\$")
_UNIT_WORDS = {"unit", "each", "per", "rate", "ea"}
_WHOLE_WORDS = {"total", "totals", "extended", "extension", "ext", "extd", "subtotal", "ttl"}
_AMOUNT_WORDS = {"price", "prices", "cost", "costs", "amount", "amounts", "bid", "rate", "value", "$"}
_PRICE_WORDS = _UNIT_WORDS | _WHOLE_WORDS | _AMOUNT_WORDS | {
    *("item", "items", "line", "of", "the", "in", "usd", "us", "dollars", "figures", "s", "bidder", "bidders"),
}  # fmt: skip

LONGEST_HEADING = 120
MARKS = "*^†‡§¹²³"
_LEGEND = re.compile(rf"\s*([{MARKS}]+)\s*[-–—:=.]?\s*(\S.*)", re.DOTALL)
_MARKED = re.compile(rf"\s*([{MARKS}]*)\s*(.*?)\s*([{MARKS}]*)\s*", re.DOTALL)

_TOTAL_ROW = re.compile(r"\b(sub\s?-?\s?)?totals?\b|\bbasis of award\b|\bgrand sum\b|\bbid sum\b", re.IGNORECASE)
_SUM = re.compile(
    r"\b(?:sum|amount|bid|base|schedule|section|division|part|project|overall|net|price)\b", re.IGNORECASE
)
_DELETED = re.compile(r"\bdeleted\b|\bomitted\b|\bnot used\b", re.IGNORECASE)
_OUT = re.compile(
    r"\bnon[- ]?responsive\b|\bunresponsive\b|\bnot responsive\b|\bwithdr[ae]wn?\b|\brejected\b|\bdisqualified\b|"
    r"\bnon[- ]?responsible\b|\bdeclined\b",
    re.IGNORECASE,
)
_NONE = {
    *("nobid", "nb", "nobids", "didnotbid", "notbid", "noquote", "nq", "notprovided", "na", "tbd", "noresponse"),
    *("nooffer", "notapplicable", "notquoted", "noprice", "blank", "none", "notsubmitted", "unabletobid"),
}
_FREE = {"nocharge", "nc", "included", "incl", "nocost", "free", "inc", "atnocost", "atnocharge"}
_EMPTY = re.compile(r"[\s$_.\-–—/]*")
_ESTIMATES = {
    *("ee", "engineers", "engineer", "engest", "engrest", "engsest", "engineersest", "engrsest", "architectsest"),
    *("estimate", "estimates", "opcc", "opc", "eopc", "eopcc", "opinionofcost"),
}
_ESTIMATE = re.compile(
    r"\b(?:engineer|architect|designer|consultant|city|county|agency|owner|a/e|independent|construction)(?:[’']?s[’']?)?"
    r"\s+(?:\w+\s+)?(?:est\b\.?|estimate[sd]?\b)|\bestimate of probable\b|\bprobable (?:\w+ )?costs?\b",
    re.IGNORECASE,
)
_ROUND_ABOUT = {
    *("total", "totals", "grandtotal", "subtotal", "average", "averagebid", "median", "lowbid", "lowbidder", "mean"),
    *(
        "averageofbids",
        "averageprice",
        "highbid",
        "high",
        "low",
        "lowestbid",
        "variance",
        "difference",
        "percentofestimate",
    ),
}
_PLACEHOLDER = re.compile(
    r"(?:name of )?(?:bidder|contractor|vendor|company|proposer|firm)(?:'s)?(?: name)?\s*(?:no\.?|number|#)?\s*\d*",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"(?:bidder|contractor|vendor|bid|company)?\s*(?:no\.?|number|#)?\s*\d+"
    r"|(?:apparent\s+)?(?:(?:1st|2nd|3rd|\d+th|first|second|third|fourth|fifth|sixth|next)\s*)?"
    r"(?:low(?:est)?|high(?:est)?)?\s*(?:responsive\s+)?(?:bidder|bid)?",
    re.IGNORECASE,
)
_TITLE = re.compile(r"\btabulation\b|\bbid tab\b|\bbids? open|\bopened\b|\bbid date\b|\bdate:", re.IGNORECASE)
_ADDRESS = re.compile(
    r"\s*(?:#?\d+[\w-]*\s+\S|p\.?\s*o\.?\s*box|post office box|suite\b|ste\.?\s|attn|tel\b|phone|\(\d{3}\)"
    r"|.*\b\d{5}(?:-\d{4})?\s*$)",
    re.IGNORECASE,
)


def may_be_heading(text: str) -> bool:
    """Whether a text can be a heading at all: it is short, and has a letter or the sign for numbers."""
    return len(text) <= LONGEST_HEADING and ("#" in text or any(map(str.isalpha, text)))


# Every cell of a sheet may be asked by every layout.
@lru_cache(maxsize=2**17)
def heading_key(value: object) -> str:
    """A heading without accents, case, spaces and punctuation; nothing for a text that is too long to be one."""
    text = str(value)
    if len(text) > LONGEST_HEADING:
        return ""
    if not text.isascii():
        text = "".join(one for one in normalize("NFD", text) if not combining(one))
    return squeezed(text)


_ITEM_NAMES = by_name(ITEM_COLUMNS)
# “Unit” alone is what an item is measured in; above a group of prices, beside a total, it is the unit price.
_BIDDER_NAMES = by_name((BIDDER, NUMBER_OF_BIDDER))
_TOTAL_NAMES = by_name((TOTAL,))


def item_role(value: object) -> str | None:
    """What a heading says of an item: the field of one of ``ITEM_COLUMNS``."""
    if not isinstance(value, str) or len(value) > LONGEST_HEADING:
        return None
    column = _ITEM_NAMES.get(heading_key(value))
    return column.field if column else _price_role(value)


@lru_cache(maxsize=2**14)
def _price_role(heading: str) -> str | None:
    """What a heading of words about prices alone says: “Bid Unit Price”, “TOTAL $”, “Extended Bid Amount”."""
    words = set(_WORD.findall(heading.casefold()))
    if not words or re.search(r"[^\W\d]", heading) is None or not words <= _PRICE_WORDS or re.search(r"\d", heading):
        return None
    whole, each = words & _WHOLE_WORDS, words & _UNIT_WORDS
    if bool(whole) == bool(each):
        # “Unit total” may be either; of “Bid price” its neighbour decides.
        return "unit_price" if _is_price(heading) else None
    return "extension" if whole else "unit_price" if words & _AMOUNT_WORDS else None


def _is_price(heading: str) -> bool:
    """Whether a heading says that a price stands below, and not whether it is that of a unit: “Price”, “Bid price”."""
    words = set(_WORD.findall(heading.casefold()))
    return bool(words & {"price", "prices"}) and words <= {"price", "prices", "bid", "bidder", "bidders", "$", "the"}


def bidder_role(value: object) -> str | None:
    """``bidder`` or ``bidder_number`` where a heading says that the column names bidders."""
    column = _BIDDER_NAMES.get(heading_key(value)) if isinstance(value, str) else None
    return column.field if column else None


def is_total_heading(value: object) -> bool:
    """Whether a heading of a list names the total of a bid."""
    return isinstance(value, str) and heading_key(value) in _TOTAL_NAMES


def is_total_row(text: str) -> bool:
    """Whether the label of a row says that it adds up."""
    return _TOTAL_ROW.search(text) is not None


def is_sum(text: str) -> bool:
    """Whether the label of a row goes with a sum, though it does not say so: “Bid amount”, “Schedule A”."""
    return _SUM.search(text) is not None


def alternate(text: str) -> str:
    """The alternate that a text begins with, or nothing."""
    match = _ALTERNATE.match(text)
    return match[1] if match else ""


def is_alternate(text: str) -> bool:
    """Whether a text is no more than the name of an alternate, or begins with it."""
    return bool(alternate(text)) or _ALTERNATES.fullmatch(text) is not None


def is_deleted(text: str) -> bool:
    """Whether a text says that an item was taken out."""
    return _DELETED.search(text) is not None


def is_out(text: str) -> bool:
    """Whether a text says that a bid is out: not responsive, withdrawn, rejected."""
    return _OUT.search(text) is not None


def is_no_price(text: str) -> bool:
    """Whether a text says that no price is offered."""
    return heading_key(text) in _NONE


def is_free(text: str) -> bool:
    """Whether a text says that nothing is charged."""
    return heading_key(text) in _FREE


def is_empty_form(text: str) -> bool:
    """Whether a text is the line of a blank form, ``$______``, or the dash that a spreadsheet shows for nothing."""
    return _EMPTY.fullmatch(text) is not None


def is_estimate(name: str) -> bool:
    """Whether a name says that the figures are an estimate and not a bid."""
    key = heading_key(name)
    return key in _ESTIMATES or key.endswith(("estimate", "estimates")) or _ESTIMATE.search(name) is not None


def is_no_firm(name: str) -> bool:
    """Whether a name is a total or an average, not a firm."""
    return heading_key(name) in _ROUND_ABOUT


def is_placeholder(name: str) -> bool:
    """Whether a name is what a blank form says in place of one: “Name of Contractor 1”."""
    return _PLACEHOLDER.fullmatch(name.strip()) is not None


def is_ordinal(name: str) -> bool:
    """Whether a text numbers a bidder and does not name it: “Bidder No. 2”."""
    return _ORDINAL.fullmatch(name.strip()) is not None


def legend(text: str) -> tuple[str, str] | None:
    """The mark and the words of a footnote: ``*Corrected total`` gives ``*`` and ``Corrected total``."""
    match = _LEGEND.fullmatch(text)
    return (match[1], " ".join(match[2].split())) if match else None


def without_marks(text: str) -> tuple[str, str]:
    """A text without the footnote marks at its ends, and the marks."""
    match = _MARKED.fullmatch(text)
    return (match[2], match[1] + match[3]) if match else (text, "")


def is_title(text: str) -> bool:
    """Whether a text is a line of a title: “Bid tabulation”, “Opened March 3”."""
    return _TITLE.search(text) is not None


def is_address(text: str) -> bool:
    """Whether a text is an address or a telephone number."""
    return _ADDRESS.match(text) is not None


def name_lines(text: str) -> tuple[str, str]:
    """A bidder's name, and the address that stands under it in the same cell."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    at = next((number for number, line in enumerate(lines) if number and _ADDRESS.match(line)), len(lines))
    return " ".join(" ".join(lines[:at]).split()), ", ".join(lines[at:])
