"""An independent naive implementation of the rules page's sections, written without looking at the program.

These are sections 1, 3, 4, 5 and 8. It is slow and plain on purpose: the tests compare the program with it. Every
figure is a Fraction; percents are Fractions too (7 means 7%). Numbers in the comments name the sentences of the rules
page. Bid prices are above zero, costs are not below zero, and no two bids have the same bidder.
"""

from fractions import Fraction
from itertools import product
from math import floor

# The first value in the table of readings.
DEFAULT_READINGS = {
    "sub-cap": "per-subcontractor",
    "nonlocal-sub-cap": "overall",
    "own-certification": "excludes-subcontractors",
    "value-limit": "all-bids",
    "proposal-cap": "applies",
    "tenths": "each-subcontractor",
}

PROCEDURE_LIMIT = Fraction(150000)
VALUE_LIMIT = Fraction(1000000)
SMALL = {"LSB", "LTE"}
ALL_FOUR = {"LBE", "CBE", "LSB", "LTE"}


def evaluate(solicitation: dict, readings: dict[str, str]) -> dict:
    """Evaluate every bid of a solicitation, rank them and name the award."""
    readings = DEFAULT_READINGS | readings
    # 8, first: only responsive and responsible bids are ranked.
    ranked = [bid for bid in solicitation["bids"] if bid["responsive"]]
    procedure = which_procedure(solicitation["contract_value"], ranked)
    if procedure is None:
        return {"refused": "contract-value"}
    results = {bid["bidder"]: unranked_result() for bid in solicitation["bids"]}
    for bid in ranked:
        results[bid["bidder"]] = evaluate_bid(bid, procedure, solicitation, readings)
    is_proposal = solicitation["kind"] == "proposal"
    add_ranks(ranked, results, is_proposal=is_proposal)
    return {"procedure": procedure, "bids": results, "award": award(ranked, results, is_proposal=is_proposal)}


def unranked_result() -> dict:
    """Say nothing about a bid that is not ranked."""
    return {
        "percent": None,
        "value": None,
        "evaluated": None,
        "points_added": None,
        "evaluated_score": None,
        "before": None,
        "after": None,
        "credited": [],
    }


# Section 1


def which_procedure(contract_value: Fraction | None, ranked: list[dict]) -> int | None:
    """Return 3 or 4, or None where the contract value has to be asked for."""
    # 1, first: up to and including $150,000.00 Procedure 3, above it Procedure 4.
    if contract_value is not None:
        return 3 if contract_value <= PROCEDURE_LIMIT else 4
    # 1, second: not stated, every ranked bid must lie on one side.
    if all(bid["price"] <= PROCEDURE_LIMIT for bid in ranked):
        return 3
    if all(bid["price"] > PROCEDURE_LIMIT for bid in ranked):
        return 4
    return None


# Sections 3, 4 and 5: one bid


def evaluate_bid(bid: dict, procedure: int, solicitation: dict, readings: dict[str, str]) -> dict:
    """Work out one bid's preference and what it does to the price or the score."""
    is_proposal = solicitation["kind"] == "proposal"
    work_column = solicitation["work_column"]
    if procedure == 3:
        own, credited = procedure_3(bid, readings, work_column=work_column)
    elif local_standing(bid) is None:
        own, credited = procedure_4_without_standing(bid, readings, work_column=work_column)
    else:
        own, credited = procedure_4_local(bid, readings, work_column=work_column, is_proposal=is_proposal)
    result = unranked_result()
    result["credited"] = credited
    result["percent"] = own + sum(credited, Fraction(0))
    if is_proposal:
        # 5: taken of the total possible points and added to the score; nothing is rounded; no limit of $1,000,000.
        result["points_added"] = result["percent"] / 100 * solicitation["total_points"]
        result["evaluated_score"] = bid["score"] + result["points_added"]
    else:
        # 3.7, 4.3
        result["value"] = dollar_value(bid, result["percent"], readings)
        result["evaluated"] = bid["price"] - result["value"]
    return result


def dollar_value(bid: dict, percent: Fraction, readings: dict[str, str]) -> Fraction:
    """3.7: percent x bid price, rounded half-up to the cent, at most $1,000,000.00."""
    cents = floor(percent / 100 * bid["price"] * 100 + Fraction(1, 2))
    value = Fraction(cents, 100)
    # Reading value-limit: every bid, or only a Local or City Business.
    limited = readings["value-limit"] == "all-bids" or local_standing(bid) is not None
    return min(value, VALUE_LIMIT) if limited else value


def local_standing(bid: dict) -> str | None:
    """3.1: "city" for a City Business, "local" for a Local Business, None without local standing."""
    certifications, two_thirds = bid["certifications"], bid["two_thirds"]
    # CBE with the test met in the City.
    if "CBE" in certifications and two_thirds == "city":
        return "city"
    # A CBE that meets it in the County only is a Local Business.
    if "CBE" in certifications and two_thirds == "county":
        return "local"
    # LBE with the test met in the County; work in the City is work in the County.
    if "LBE" in certifications and two_thirds in ("city", "county"):
        return "local"
    return None


# Section 4


def procedure_3(bid: dict, readings: dict[str, str], *, work_column: bool) -> tuple[Fraction, list[Fraction]]:
    """Section 4: the bid's own percent and the credit of each subcontractor."""
    # 4.1: LSB or LTE with the two-thirds test met, 10%, both still 10%.
    if bid["certifications"] & SMALL and bid["two_thirds"] in ("city", "county"):
        return Fraction(10), nothing_for_each(bid)
    # 4.2: otherwise each subcontractor that is LSB or LTE earns 1% a tenth, all of them at most 5%.
    if readings["tenths"] == "pooled":
        totals = pooled_totals(bid, SMALL, work_column=work_column, capped_by_certification=False)
    else:
        totals = totals_of_tenths(bid, SMALL, work_column=work_column, capped_by_certification=False)
    return Fraction(0), credits_from_totals(totals, Fraction(5))


# Section 3


def procedure_4_local(
    bid: dict, readings: dict[str, str], *, work_column: bool, is_proposal: bool
) -> tuple[Fraction, list[Fraction]]:
    """3.2 to 3.5: a prime with local standing."""
    is_city = local_standing(bid) == "city"
    # 3.2: City Business 6 + 4 = 10%, Local Business 6%.
    base = Fraction(10) if is_city else Fraction(6)
    # 3.3: LSB +2%, LTE +2%.
    own_small = bid["certifications"] & SMALL
    extra = Fraction(2 * len(own_small))
    # 3.4: all of this at most 4% (4.B).
    room = Fraction(4) - extra
    own = base + extra
    # 3.5: 12% or 10%; reading proposal-cap: for proposals too, or not.
    if not is_proposal or readings["proposal-cap"] == "applies":
        cap = Fraction(12) if is_city else Fraction(10)
        room = min(room, max(Fraction(0), cap - own))
        own = min(own, cap)
    counted = certifications_a_local_prime_may_use(own_small, readings)
    if readings["tenths"] == "pooled":
        totals = pooled_totals(bid, counted, work_column=work_column, capped_by_certification=True)
    else:
        totals = best_split_totals(bid, counted, readings, work_column=work_column)
    return own, credits_from_totals(totals, room)


def certifications_a_local_prime_may_use(own_small: set[str], readings: dict[str, str]) -> set[str]:
    """Say through which certifications of its subcontractors a local prime earns credit."""
    # 3.4: only where the prime is neither LSB nor LTE.
    if not own_small:
        return SMALL
    # Reading own-certification: credit for the certification it lacks (none is lacking where it holds both).
    if readings["own-certification"] == "fills-the-other":
        return SMALL - own_small
    return set()


def procedure_4_without_standing(
    bid: dict, readings: dict[str, str], *, work_column: bool
) -> tuple[Fraction, list[Fraction]]:
    """3.6: LBE, CBE, LSB or LTE subcontractors earn 1% a tenth, all of them at most 5%."""
    # Reading nonlocal-sub-cap: only the 5%, or also 2% for each certification.
    capped = readings["nonlocal-sub-cap"] == "per-certification"
    if readings["tenths"] == "pooled":
        totals = pooled_totals(bid, ALL_FOUR, work_column=work_column, capped_by_certification=capped)
    else:
        totals = totals_of_tenths(bid, ALL_FOUR, work_column=work_column, capped_by_certification=capped)
    return Fraction(0), credits_from_totals(totals, Fraction(5))


# Subcontractors. A list of totals has, for each subcontractor, the total of the list that ends with it.


def nothing_for_each(bid: dict) -> list[Fraction]:
    return [Fraction(0) for _ in bid["subcontractors"]]


def credits_from_totals(totals: list[Fraction], limit: Fraction) -> list[Fraction]:
    """3.8: credit goes to subcontractors in the order listed until a cap is reached."""
    credited = []
    before = Fraction(0)
    for total in totals:
        now = min(total, limit)
        credited.append(now - before)
        before = now
    return credited


def tenths_of(cost: Fraction, price: Fraction) -> int:
    """Words: tenths = floor(cost x 10 / bid price)."""
    return floor(cost * 10 / price)


def certifications_that_count(subcontractor: dict, counted: set[str], *, work_column: bool) -> set[str]:
    """3.9: a blank cell in the column for the work withholds the credit; without the column it counts."""
    work = subcontractor["work"]
    if work_column and (work is None or not work.strip()):
        return set()
    return subcontractor["certifications"] & counted


def totals_of_tenths(
    bid: dict, counted: set[str], *, work_column: bool, capped_by_certification: bool
) -> list[Fraction]:
    """3.6, 4.2: 1% a tenth of each subcontractor alone (3.8), at most 2% a certification where that is asked for."""
    total = Fraction(0)
    totals = []
    for subcontractor in bid["subcontractors"]:
        held = certifications_that_count(subcontractor, counted, work_column=work_column)
        earned = tenths_of(subcontractor["cost"], bid["price"]) if held else 0
        if capped_by_certification:
            earned = min(earned, 2 * len(held))
        total += earned
        totals.append(total)
    return totals


def best_split_totals(bid: dict, counted: set[str], readings: dict[str, str], *, work_column: bool) -> list[Fraction]:
    """3.4: the best total over every way to split each subcontractor's percents between LSB and LTE."""
    reachable = {(0, 0)}
    totals = []
    for subcontractor in bid["subcontractors"]:
        held = certifications_that_count(subcontractor, counted, work_column=work_column)
        splits = ways_to_split(tenths_of(subcontractor["cost"], bid["price"]), held)
        reachable = {
            (lsb_used + lsb, lte_used + lte) for (lsb_used, lte_used), (lsb, lte) in product(reachable, splits)
        }
        # Reading sub-cap: the 2% for a certification for each subcontractor alone, or once over all of them.
        if readings["sub-cap"] == "per-certification":
            reachable = {(lsb_used, lte_used) for lsb_used, lte_used in reachable if lsb_used <= 2 and lte_used <= 2}
        totals.append(Fraction(max(lsb_used + lte_used for lsb_used, lte_used in reachable)))
    return totals


def ways_to_split(tenths: int, held: set[str]) -> list[tuple[int, int]]:
    """3.4: at most 2% for each of the two certifications that the subcontractor holds, 1% a tenth together."""
    return [
        (lsb, lte)
        for lsb, lte in product(range(3), range(3))
        if lsb + lte <= tenths and (lsb == 0 or "LSB" in held) and (lte == 0 or "LTE" in held)
    ]


def pooled_totals(bid: dict, counted: set[str], *, work_column: bool, capped_by_certification: bool) -> list[Fraction]:
    """Below the readings: the costs of all qualifying subcontractors are added before taking tenths."""
    cost = Fraction(0)
    all_held = set()
    totals = []
    for subcontractor in bid["subcontractors"]:
        held = certifications_that_count(subcontractor, counted, work_column=work_column)
        if held:
            cost += subcontractor["cost"]
            all_held |= held
        total = tenths_of(cost, bid["price"])
        # ... each certification capped at 2% in all.
        if capped_by_certification:
            total = min(total, 2 * len(all_held))
        totals.append(Fraction(total))
    return totals


# Section 8


def add_ranks(ranked: list[dict], results: dict[str, dict], *, is_proposal: bool) -> None:
    """8, second: before on the bid price, after on the evaluated price; 5: a proposal's highest score is first."""
    for bid in ranked:
        result = results[bid["bidder"]]
        if is_proposal:
            higher = [other for other in ranked if other["score"] > bid["score"]]
            higher_after = [
                other for other in ranked if results[other["bidder"]]["evaluated_score"] > result["evaluated_score"]
            ]
            result["before"], result["after"] = 1 + len(higher), 1 + len(higher_after)
        else:
            lower = [other for other in ranked if other["price"] < bid["price"]]
            lower_after = [other for other in ranked if results[other["bidder"]]["evaluated"] < result["evaluated"]]
            result["before"], result["after"] = 1 + len(lower), 1 + len(lower_after)


def award(ranked: list[dict], results: dict[str, dict], *, is_proposal: bool) -> dict:
    """8, third and fourth: equal first places are a tie and have no winner; the cost of the preference."""
    answer = {"decision": "none", "bidder": None, "tied": [], "contract_amount": None, "cost": None}
    first = [bid for bid in ranked if results[bid["bidder"]]["after"] == 1]
    if len(first) > 1:
        answer["decision"] = "tie"
        answer["tied"] = sorted(bid["bidder"] for bid in first)
    if len(first) == 1:
        answer["decision"] = "award"
        answer["bidder"] = first[0]["bidder"]
        # 2, last: a preference never changes the contract amount.
        answer["contract_amount"] = first[0]["price"]
        if not is_proposal:
            answer["cost"] = first[0]["price"] - min(bid["price"] for bid in ranked)
    return answer
