"""What is wrong or odd in a tabulation, whatever the program. Each check is a small function; all always run."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.findings import Finding, finding
from lbpp_cli.model import PROPOSAL
from lbpp_cli.money import CENT, ZERO, plain, show_money
from lbpp_cli.names import TOTALS, firm_key, firm_keys, same_bidder_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from decimal import Decimal

    from lbpp_cli.model import Bid, Source, Subcontractor, Tabulation


class Side(NamedTuple):
    """On which side of a limit a contract is, and how that is known."""

    over: bool
    why: str


def over_limit(tabulation: Tabulation, limit: Decimal, price_of: Callable[[Bid], Decimal]) -> Side | Finding:
    """Whether a contract is over a limit: by its value, or where none is stated by the bids; or what is missing."""
    solicitation = tabulation.solicitation
    if solicitation.contract_value is not None:
        return Side(solicitation.contract_value > limit, f"contract value {show_money(solicitation.contract_value)}")
    prices = [price_of(bid) for bid in tabulation.ranked if bid.quoted_price is not None]
    sides = {price > limit for price in prices}
    if len(sides) > 1:
        return finding_at(
            solicitation.source,
            "contract_value",
            "contract-value-needed",
            f"No contract value is stated, and the bids lie on both sides of {show_money(limit)}: from "
            f"{show_money(min(prices))} to {show_money(max(prices))}. Which part of the rules applies depends on it.",
            "Fill in Contract value on the Solicitation sheet, or give --contract-value.",
        )
    if not prices:
        return Side(over=False, why="contract value not stated; no bid is ranked")
    over = sides == {True}
    side = "over" if over else "up to"
    return Side(over, f"contract value not stated; every ranked bid is {side} {show_money(limit)}")


def check(tabulation: Tabulation) -> Iterator[Finding]:
    """All findings of all checks."""
    for one_check in CHECKS:
        yield from one_check(tabulation)


def finding_at(source: Source, field: str, code: str, message: str, hint: str) -> Finding:
    """A finding at the cell of a field."""
    return finding(code, message, hint, source.file, source.cell(field))


def _no_bids(tabulation: Tabulation) -> Iterator[Finding]:
    if not tabulation.bids:
        message, hint = "There are no bids.", "Fill in one row a bid below the headings of the Bids sheet."
        yield finding("no-bids", message, hint, tabulation.solicitation.source.file, "Bids")


HUNDRED = 100
_EXAMPLE = re.compile(r"example\b", re.IGNORECASE)  # what every name in the example of a template begins with
_NO_FIRMS = {*TOTALS, "average", "estimate", "low bid", "median"}
_NO_FIRMS |= {"engineers estimate", "engineer estimate", "department estimate", "city estimate", "cost estimate"}


def _bidders(tabulation: Tabulation) -> Iterator[Finding]:
    keys = firm_keys(tabulation.of_bids["bidder"])
    if len(set(keys)) == len(keys) and _NO_FIRMS.isdisjoint(keys):
        return  # what has not the same firm's name looks different all the more
    first: dict[str, Bid] = {}
    for bid, key in zip(tabulation.bids, keys, strict=True):
        if key in _NO_FIRMS:
            yield finding_at(
                bid.source, "bidder", "no-bidder",
                f"“{bid.bidder}” is no firm; it would be ranked as a bid.",
                "Take the row away. An estimate belongs under Contract value on the Solicitation sheet.",
            )  # fmt: skip
        earlier = first.setdefault(same_bidder_key(bid.bidder), bid)
        if earlier is not bid:
            yield finding_at(
                bid.source, "bidder", "bidder-twice",
                f"{bid.bidder} has a bid already, in {earlier.source.cell('bidder')}.",
                "Keep one bid a bidder, or tell the two apart by name.",
            )  # fmt: skip


def _examples(tabulation: Tabulation) -> Iterator[Finding]:
    """What is left of a template's example beside a buyer's own entries; an example that is whole is no mistake."""
    solicitation = tabulation.solicitation
    texts = [solicitation.number, solicitation.title, solicitation.department]
    texts += [*tabulation.of_bids["bidder"], *tabulation.of_subcontractors["name"]]
    if "example" not in "\n".join(filter(None, texts)).lower():
        return
    named = [(solicitation.source, field, getattr(solicitation, field)) for field in ("number", "title", "department")]
    for bid in tabulation.bids:
        named.append((bid.source, "bidder", bid.bidder))
        named += [(one.source, "name", one.name) for one in bid.subcontractors]
    left = [entry for entry in named if (text := entry[2]) and text[0] in "Ee" and _EXAMPLE.match(text)]
    if left and tabulation.bids and len(left) < sum(bool(text) for _, _, text in named):
        for source, field, text in left:
            yield finding_at(
                source, field, "example-left",
                f"“{text}” is of the example of lbpp template; other entries are your own.",
                "Write your own, or clear the row; look also at what stands beside it.",
            )  # fmt: skip


def _prices(tabulation: Tabulation) -> Iterator[Finding]:
    quoted = [price for price in tabulation.of_bids["quoted_price"] if price is not None]
    least = min([*quoted, *tabulation.of_subcontractors["cost"]], default=CENT)
    for bid in tabulation.bids if least <= ZERO else ():
        if bid.quoted_price is not None and bid.quoted_price <= 0:
            yield _not_positive(bid.source, "quoted_price", f"The bid of {bid.bidder}", bid.quoted_price)
        for sub in bid.subcontractors:
            if sub.cost <= ZERO:
                yield _not_positive(sub.source, "cost", f"The cost of {sub.name}", sub.cost)
    value = tabulation.solicitation.contract_value
    if value is not None and value <= 0:
        yield _not_positive(tabulation.solicitation.source, "contract_value", "The contract value", value)


def _not_positive(source: Source, field: str, what: str, amount: Decimal) -> Finding:
    hint = "Correct the amount, or clear the row."
    return finding_at(source, field, "amount-not-positive", f"{what} is {show_money(amount)}.", hint)


def _scores(tabulation: Tabulation) -> Iterator[Finding]:
    solicitation, total = tabulation.solicitation, tabulation.solicitation.total_points
    if solicitation.kind != PROPOSAL:
        scored = next((bid for bid in tabulation.bids if bid.score is not None), None)
        if scored:
            yield finding_at(
                scored.source, "score", "score-not-used",
                "There are scores, but the kind of the solicitation is Bid: bids are compared by price.",
                "Write Proposal as Kind if the scores are to decide; otherwise clear them.",
            )  # fmt: skip
        return
    if total is None or total <= 0:
        yield finding_at(
            solicitation.source, "total_points", "total-points-missing",
            "The total possible points are not stated; a preference for a proposal is a percentage of them.",
            "Fill in Total possible points on the Solicitation sheet.",
        )  # fmt: skip
    for bid in tabulation.ranked:
        if bid.score is None:
            yield finding_at(bid.source, "score", "score-missing", f"{bid.bidder} has no score.", "Fill it in.")
        elif total is not None and bid.score > total > 0:
            yield finding_at(
                bid.source, "score", "score-above-total",
                f"{bid.bidder} has a score of {plain(bid.score)}, more than the {plain(total)} possible points.",
                "Correct the score or the total possible points.",
            )  # fmt: skip


def _subcontractors(tabulation: Tabulation) -> Iterator[Finding]:
    keys = iter(
        firm_keys([name for bid in tabulation.bids for name in (bid.bidder, *[sub.name for sub in bid.subcontractors])])
    )
    for bid in tabulation.bids:
        total = bid.subcontracted
        if bid.quoted_price is not None and total > bid.quoted_price > 0:
            yield finding_at(
                bid.source, "quoted_price", "subcontractors-exceed-bid",
                f"The subcontractors of {bid.bidder} cost {show_money(total)} in all, more than its bid of "
                f"{show_money(bid.quoted_price)}.",
                "Correct the bid amount or the costs of its subcontractors.",
            )  # fmt: skip
        of_bid = [*islice(keys, 1 + len(bid.subcontractors))]
        if len(set(of_bid)) < len(of_bid):
            yield from _named_twice(bid)


def _named_twice(bid: Bid) -> Iterator[Finding]:
    """A bid that names a firm twice; “Alpha Inc.” and “Alpha LLC” are two subcontractors, but neither is the bidder."""
    seen: dict[str, Subcontractor] = {}
    for sub in bid.subcontractors:
        if firm_key(sub.name) == firm_key(bid.bidder):
            yield finding_at(
                sub.source, "name", "subcontractor-is-bidder",
                f"{bid.bidder} is named as its own subcontractor; what it does itself is no subcontract.",
                "Take the row away, or correct the name.",
            )  # fmt: skip
        earlier = seen.setdefault(same_bidder_key(sub.name), sub)
        if earlier is not sub:
            yield finding_at(
                sub.source, "name", "subcontractor-twice",
                f"{bid.bidder} names {sub.name} here and in {earlier.source.cell('name')}; each row is counted by "
                "itself.",
                "If both rows are one subcontract, add them up in one row.",
            )  # fmt: skip


def _percents(tabulation: Tabulation) -> Iterator[Finding]:
    whole, discount = "lies between 0 and 100", "lies between 0 and 100, and leaves a price"
    bounds = {"county_work": whole, "city_work": whole, "cash_discount": discount, "combined_discount": discount}
    stated = {field: bound for field, bound in bounds.items() if any(tabulation.of_bids[field])}
    for bid in tabulation.bids if stated else ():
        for field, bound in stated.items():
            percent = getattr(bid, field)
            if percent is None or 0 <= percent < HUNDRED or (percent == HUNDRED and bound is whole):
                continue
            message = f"{bid.bidder} has {plain(percent)}%; the percentage {bound}."
            yield finding_at(bid.source, field, "percent-out-of-range", message, "Correct it.")


def _late(tabulation: Tabulation) -> Iterator[Finding]:
    due = tabulation.solicitation.due
    for bid in tabulation.ranked if any(tabulation.of_bids["submitted"]) else ():
        if due is not None and bid.submitted is not None and bid.submitted > due:
            yield finding_at(
                bid.source, "submitted", "submitted-late",
                f"{bid.bidder} submitted its bid on {bid.submitted}, after it was due on {due}; it is ranked.",
                "Write no under Responsive, with the reason, if a late bid is not accepted.",
            )  # fmt: skip


def _reasons(tabulation: Tabulation) -> Iterator[Finding]:
    for bid in tabulation.bids if not all(tabulation.of_bids["responsive"]) else ():
        if not bid.responsive and bid.reason is None:
            yield finding_at(
                bid.source, "reason", "reason-missing",
                f"{bid.bidder} is not responsive, but no reason is given.",
                "Write the reason: the award memo and a protest will ask for it.",
            )  # fmt: skip


CHECKS = (_no_bids, _bidders, _examples, _prices, _scores, _subcontractors, _percents, _late, _reasons)
