"""An independent naive implementation of Oakland's rules page, written without looking at the program.

These are its sections 1 to 4 and its readings. It is slow and plain on purpose: the tests compare the program with it.
Every figure is a Fraction; percents are Fractions too (5 means 5%). Numbers in the comments are sections of the rules
page; "README" is the page of the program, for what the rules page leaves open. Prices are above zero, costs are not
below zero and no more in all than their bid, and no two bids have the same bidder.
"""

from fractions import Fraction
from math import floor

DEFAULT_READINGS = {
    "small-covers-local": "yes",
    "extra-split": "any",
    "double-beyond": "requirement-only",
    "base": "contract",
}
LIMITS = {"construction": Fraction(100000), "services": Fraction(50000)}
BROKERAGE = {"broker", "referral", "temporary employment"}


def evaluate(solicitation: dict, readings: dict[str, str]) -> dict:
    """Evaluate every bid; name the part of the rules, and who is first."""
    readings = DEFAULT_READINGS | readings
    part = which_part(solicitation)
    if part is None:
        return {"refused": "contract-value"}
    results = {}
    for bid in solicitation["bids"]:
        if bid["responsive"]:
            results[bid["bidder"]] = evaluate_bid(bid, part, solicitation, readings)
    return {"part": part, "bids": results, "first": first(results, solicitation["kind"])}


def first(results: dict, kind: str) -> list[str]:
    """The bidders that come first: the lowest evaluated price, or the highest evaluated score."""
    left = {name: one["evaluated"] for name, one in results.items() if one["responsive"]}
    if not left:
        return []
    best = max(left.values()) if kind == "proposal" else min(left.values())
    return sorted(name for name, figure in left.items() if figure == best)


# 1. Which contracts


def which_part(solicitation: dict) -> str | None:
    if solicitation["assisted"]:
        return "developer"
    limit = LIMITS.get(solicitation["category"])
    if limit is None:
        return "not-covered"  # goods
    value = solicitation["contract_value"]
    values = [bid["price"] for bid in solicitation["bids"] if bid["responsive"]] if value is None else [value]
    if all(one <= limit for one in values):
        return "informal"
    return "requirement" if all(one > limit for one in values) else None


def evaluate_bid(bid: dict, part: str, solicitation: dict, readings: dict[str, str]) -> dict:
    if part == "developer":
        # 4: 5% off for SLBE and 2% off for LBE. README: no points there.
        held = bid["certifications"]
        discount = 5 if held & {"SLBE", "LPG", "VSLBE"} else 2 if "LBE" in held else 0
        discount = 0 if solicitation["kind"] == "proposal" else discount
        return outcome(bid, solicitation, responsive=True, discount=discount)
    if part != "requirement":
        return outcome(bid, solicitation, responsive=True, discount=0)  # 1: at or below, no discount
    asked = requirement(solicitation)
    mentor = 5 if mentor_counts(bid, solicitation) else 0
    if asked is None:
        return outcome(bid, solicitation, responsive=True, discount=mentor)
    sums = dollars_by_kind(bid, solicitation)
    base = bid["price"]
    if readings["base"] == "subcontractable":
        base -= bid["restricted"]
    need = {name: base * percent / 100 for name, percent in asked.items()}
    if not meets(bid, sums, need, base, solicitation, readings):
        return outcome(bid, solicitation, responsive=False, discount=0)
    if mentor or not venture_earns(bid, solicitation):
        return outcome(bid, solicitation, responsive=True, discount=mentor)
    return outcome(bid, solicitation, responsive=True, discount=2 + further_steps(sums, need, base, readings))


def outcome(bid: dict, solicitation: dict, *, responsive: bool, discount: int) -> dict:
    if solicitation["kind"] == "proposal":
        evaluated = bid["score"] + discount
    else:
        # 3: bid x (100 - discount)%, half-up to the cent.
        evaluated = Fraction(floor(bid["price"] * (100 - discount) + Fraction(1, 2)), 100)
    return {"responsive": responsive, "discount": Fraction(discount), "evaluated": evaluated}


# 2. Participation


def requirement(solicitation: dict) -> dict | None:
    """2.1: the whole, the local and the small part in percent; None where it was waived."""
    if solicitation["waived"]:
        return None
    whole, local, small = solicitation["whole"], solicitation["local"], solicitation["small"]
    # README: a part that is not stated is what the other leaves of the whole, or half.
    if local is None and small is None:
        local = small = (Fraction(50) if whole is None else whole) / 2
    elif local is None:
        local = max(Fraction(0), (Fraction(50) if whole is None else whole) - small)
        whole = Fraction(50) if whole is None else whole
    elif small is None:
        small = max(Fraction(0), (Fraction(50) if whole is None else whole) - local)
        whole = Fraction(50) if whole is None else whole
    return {"whole": local + small if whole is None else whole, "local": local, "small": small}


def dollars_by_kind(bid: dict, solicitation: dict) -> dict:
    """2.2 to 2.4: what local, small and very small firms do."""
    own = bid["price"] - sum(sub["cost"] for sub in bid["subcontractors"])
    firms = [(bid["certifications"], own, bid["own_role"], True)]
    firms += [(sub["certifications"], sub["cost"], sub["role"], sub["useful"]) for sub in bid["subcontractors"]]
    sums = {"local": Fraction(0), "small": Fraction(0), "very small": Fraction(0)}
    for held, dollars, role, useful in firms:
        # 2.4: no commercially useful function; brokerage unless that was asked for.
        if not useful or (role in BROKERAGE and not solicitation["brokerage_asked"]):
            continue
        # README: a firm counts as what counts for most.
        if "VSLBE" in held:
            sums["very small"] += dollars
        elif held & {"SLBE", "LPG"}:
            sums["small"] += dollars
        elif "LBE" in held:
            sums["local"] += dollars
    return sums


def meets(bid: dict, sums: dict, need: dict, base: Fraction, solicitation: dict, readings: dict[str, str]) -> bool:
    """2.1, 2.3, 2.5, 2.6: whether a bid reaches both parts and the whole."""
    small = sums["small"] + 2 * sums["very small"]
    # How much of the very small firms' work the small part takes, each dollar for two; then of the small firms'.
    very_small_used = min(sums["very small"], need["small"] / 2)
    small_used = min(sums["small"], need["small"] - 2 * very_small_used)
    local = sums["local"]
    if readings["small-covers-local"] == "yes":
        local += sums["very small"] - very_small_used + sums["small"] - small_used
    whole = sum(sums.values()) + very_small_used
    credit = banked(bid, base, solicitation)
    if bid["banked_toward"] == "LBE":
        local, whole = local + credit, whole + credit
    elif bid["banked_toward"] == "SLBE":
        small, whole = small + credit, whole + credit
    else:
        lacking = max(Fraction(0), need["local"] - local) + max(Fraction(0), need["small"] - small)
        return lacking <= credit and whole + credit >= need["whole"]
    return local >= need["local"] and small >= need["small"] and whole >= need["whole"]


def banked(bid: dict, base: Fraction, solicitation: dict) -> Fraction:
    """2.5: at most 2%, within 12 months of the completion that earned it. README: cut to the cent."""
    earned, due = bid["banked_on"], solicitation["due"]
    if bid["banked"] is None or earned is None or earned > due:
        return Fraction(0)
    later = (due.year - earned.year) * 12 + due.month - earned.month
    if later > 12 or (later == 12 and due.day > earned.day):
        return Fraction(0)
    return min(bid["banked"], Fraction(floor(base * 2), 100))


# 3. Bid discount and points


def further_steps(sums: dict, need: dict, base: Fraction, readings: dict[str, str]) -> int:
    """Each whole 10% above the requirement: 1% more, at most 3 of them."""
    very_small = sums["very small"] * (2 if readings["double-beyond"] == "also-discounts" else 1)
    above = sums["local"] + sums["small"] + very_small - need["whole"]
    tenth = base / 10
    local_above = max(Fraction(0), sums["local"] - need["local"])
    small_above = sums["small"] + very_small - need["small"] - max(Fraction(0), need["local"] - sums["local"])
    for steps in (3, 2, 1):
        if above < tenth * steps:
            continue
        if readings["extra-split"] == "any":
            return steps
        for split in range(steps + 1):
            by_small = steps - split
            if local_above >= split * tenth / 2 and max(small_above, 0) >= split * tenth / 2 + by_small * tenth:
                return steps
    return 0


def mentor_counts(bid: dict, solicitation: dict) -> bool:
    """Only where the buyer records the approval; submitted before the bid date (services: by the due date)."""
    submitted = bid["mentor_submitted"]
    if not bid["mentor_approved"] or submitted is None:
        return bid["mentor_approved"]
    if solicitation["category"] == "construction":
        return submitted < solicitation["due"]
    return submitted <= solicitation["due"]


def venture_earns(bid: dict, solicitation: dict) -> bool:
    """A venture that was not approved, or that does too little of a construction contract itself, earns nothing."""
    if not bid["venture"]:
        return True
    if bid["venture_approved"] is False:
        return False
    itself = bid["price"] - sum(sub["cost"] for sub in bid["subcontractors"] if sub["role"] != "joint venture partner")
    return solicitation["category"] != "construction" or itself >= (bid["price"] - bid["manufactured"]) / 4
