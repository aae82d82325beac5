"""What is odd in how a plan names its firms: j.1.k looks at a company, not at a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.checks import finding_at
from lbpp_cli.names import firm_key
from lbpp_cli.programs.nyc_mwbe.terms import CERTIFICATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lbpp_cli.findings import Finding
    from lbpp_cli.model import Bid, Subcontractor
    from lbpp_cli.participation import Participation

# Facts of a company, whatever its work: field, and how a finding calls it. Its gender is for reports alone.
_FACTS = {"group": "group", "graduate": "being a graduate", "certified_on": "day of certification"}
_NEAR, _MOST_COMPARED = 0.9, 200


def firms_of_bid(bid: Bid) -> list[tuple[str, Bid | Subcontractor]]:
    """The bidder and every firm that it lists, by name."""
    return [(bid.bidder, bid), *((one.name, one) for one in bid.subcontractors)]


def rows_that_differ(bid: Bid) -> Iterator[Finding]:
    """j.1.k: the rows of one firm are one company; they cannot say two things of it."""
    first: dict[str, Subcontractor] = {}
    for one in bid.subcontractors:
        before = first.setdefault(firm_key(one.name), one)
        differ = [what for field, what in _FACTS.items() if one.stated.get(field) != before.stated.get(field)]
        marked = sorted(one.certifications ^ before.certifications, key=CERTIFICATIONS.index)
        if not marked and not differ:
            continue
        what = " and ".join([*(["certifications"] if marked else []), *differ])
        field = marked[0] if marked else next(field for field, said in _FACTS.items() if said == differ[0])
        message = f"{one.name} stands in several rows of {bid.bidder} that differ in {what}; they are one firm (j.1.k)."
        hint = f"Write the same in all rows of {before.name}, or give another firm its own name."
        yield finding_at(one.source, field, "firm-rows-differ", message, hint)


def names_that_are_near(bid: Bid, participation: Participation) -> Iterator[Finding]:
    """j.1.k: two spellings of one firm would let it count toward two goals."""
    from difflib import get_close_matches

    toward = {firm_key(line.firm): line for line in participation.ledger if line.toward is not None}
    goals = {line.toward for line in toward.values()}
    if len(goals) <= 1 or len(toward) > _MOST_COMPARED:
        return
    keys = list(toward)
    for place, key in enumerate(keys):
        for near in get_close_matches(key, keys[:place], n=1, cutoff=_NEAR):
            one, other = toward[key], toward[near]
            if one.toward == other.toward or _digits(key) != _digits(near) or one.source is None:
                continue
            message = (
                f"{other.firm} and {one.firm} of {bid.bidder} count toward {other.toward} and {one.toward}; if they "
                "are one firm, it counts toward one goal alone (j.1.k)."
            )
            yield finding_at(one.source, "name", "firm-names-near", message, "If they are one firm, spell it the same.")


def _digits(name: str) -> str:
    return "".join(letter for letter in name if letter.isdigit())
