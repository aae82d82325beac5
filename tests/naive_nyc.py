"""An independent naive implementation of subdivisions i.3, i.5, j and q of section 6-129, written from the law alone.

It is slow and plain on purpose: the tests compare the program with it. Money is a Fraction; every way in which firms
could count toward goals is tried. Letters in the comments name the sentences of the law.

A contract: {"goals": {name: percent}, "indirect": bool, "exempt": bool, "due": date}
A bid: {"price", "certs", "group", "toward", "graduate", "useful", "certified", "commission", "direct_percent",
"venture", "waiver": None | "full" | {goal: percent}, "firms": [...]}
A firm: {"name", "tier", "under", "amount", "certs", "group", "toward", "graduate", "useful", "certified", "ends",
"commission", "share"}
"""

from fractions import Fraction
from itertools import product

GROUPS = ("Black American", "Asian American", "Hispanic American")
QUALIFIED = Fraction(25)


def is_for(goal, certs, group):
    """Whether a goal is for a firm (i.1): for kinds of certified firms, or for one group of minority-owned ones."""
    if goal in GROUPS:
        return "MBE" in certs and group == goal
    return bool(set(goal.replace("M/WBE", "MBE/WBE").split("/")) & set(certs))


def certified_in_time(firm, due, *, of_bidder=False):
    """j.1.h: certified; j.2.c: before the work is completed; i.5.a: the bidder when the plan comes with the bid."""
    if not firm["certs"]:
        return False
    day = firm["certified"]
    if day is None:
        return True
    if firm.get("ends") is not None and not day < firm["ends"]:
        return False
    return not (of_bidder and day > due)


def may_be_credited(firm, due, *, of_bidder=False):
    return certified_in_time(firm, due, of_bidder=of_bidder) and not firm["graduate"] and firm["useful"]  # j.1.j, j.1.g


def credits_of(contract, bid):
    """What each firm's participation is worth: (firm key, certs, group, meant for, dollars)."""
    found = []
    value = total_value(bid)
    listed = sum((firm["amount"] for firm in bid["firms"] if firm["tier"] == "direct"), Fraction(0))
    stated = bid["price"] * (bid["direct_percent"] or 0) / 100
    own = max(value - max(listed, stated), Fraction(0))  # i.3: less any amounts paid to direct subcontractors
    if bid["venture"]:
        partners = [firm for firm in bid["firms"] if firm["tier"] == "partner"]
        certified = [firm for firm in partners if certified_in_time(firm, contract["due"], of_bidder=True)]
        if sum(firm["share"] for firm in certified) >= QUALIFIED:  # c.30
            credited = [firm for firm in partners if may_be_credited(firm, contract["due"], of_bidder=True)]
            found += [(firm, own * firm["share"] / 100) for firm in credited]  # j.1.f, j.2.d
    elif may_be_credited(bid, contract["due"], of_bidder=True):
        found.append((bid, own))  # j.1.a, j.2.b
    for firm in bid["firms"]:
        paid = firm["amount"] if firm.get("commission") is None else firm["commission"]
        if firm["tier"] == "direct" and may_be_credited(firm, contract["due"]):
            if contract["indirect"]:  # j.1.c
                under = [one for one in bid["firms"] if one["tier"] == "indirect" and one["under"] == firm["name"]]
                paid = max(paid - sum((one["amount"] for one in under), Fraction(0)), Fraction(0))
            found.append((firm, paid))  # j.1.b
        if firm["tier"] == "indirect" and contract["indirect"] and may_be_credited(firm, contract["due"]):
            found.append((firm, paid))  # j.1.d
    return [(firm, dollars) for firm, dollars in found if dollars > 0]


def total_value(bid):
    """The total value of the contract; j.1.i: of one that is paid by commission, the commission."""
    return bid["price"] if bid["commission"] is None else bid["commission"]


def needs_of(contract, bid):
    """The dollars that each goal asks for: i.11, none of them where they are waived."""
    if contract["exempt"]:
        return {}
    goals = dict(contract["goals"])
    if bid["waiver"] == "full":
        return dict.fromkeys(goals, Fraction(0))
    if bid["waiver"]:
        goals |= bid["waiver"]
    return {name: total_value(bid) * percent / 100 for name, percent in goals.items()}


def every_way(contract, bid):
    """Every way in which the firms of a bid could count toward its goals, one goal a firm (j.1.k)."""
    needs = needs_of(contract, bid)
    firms = credits_of(contract, bid)
    options = []
    for firm, dollars in firms:
        could = [name for name in needs if is_for(name, firm["certs"], firm["group"])]
        if firm["toward"] is not None:
            could = [name for name in could if name == firm["toward"]]
        options.append([(name, dollars) for name in could] or [(None, dollars)])
    for way in product(*options):
        counted = dict.fromkeys(needs, Fraction(0))
        for name, dollars in way:
            if name is not None:
                counted[name] += dollars
        yield needs, counted


def judge(contract, bid):
    """The most goals that can be met, the least that is then missing in all, how many ways do that, responsive or not."""
    values = []
    for needs, counted in every_way(contract, bid):
        met = sum(counted[name] >= need for name, need in needs.items())
        missing = sum((max(need - counted[name], Fraction(0)) for name, need in needs.items()), Fraction(0))
        values.append((met, -missing))
    best = max(values)
    return {
        "met": best[0],
        "missing": -best[1],
        "ways": values.count(best),
        "responsive": best[0] == len(contract["goals"]) or contract["exempt"],
    }


def award(contract, bids):
    """The responsive bids by price: their ranks, and who is lowest."""
    left = {name: bid["price"] for name, bid in bids.items() if judge(contract, bid)["responsive"]}
    return {name: 1 + sum(other < price for other in left.values()) for name, price in left.items()}
