"""An independent naive account of a contract's payments under subdivisions i.6 to i.13 and j of section 6-129.

Written from the law alone, slow and plain on purpose: the tests compare the program with it. Money is a Fraction.

A contract: {"goals": {name: percent}, "indirect", "requirements", "register", "price", "commission", "due", "venture",
"prime": a firm, "firms": [firm...], "payments": [{"to", "on", "by", "amount", "commission"}],
"work": {name: {"completed", "owed", "useful"}}, "completed", "orders": [{"number", "amount", "requested", "approved"}],
"changes": [{"kind", "firm", "approved", "amount", "goal", "percent", "new"}]}
A firm: {"name", "tier": "prime" | "direct" | "indirect" | "partner", "under", "amount", "certs": {kind: day granted or
None, which is long ago}, "group", "toward": the goal that the plan names, "graduate", "useful", "commission", "share"}
"""

from fractions import Fraction

GROUPS = ("Black American", "Asian American", "Hispanic American")
NOTHING = Fraction(0)


def kinds_for(goal):
    """The certifications that a goal is for (i.1); that of a group is for MBEs of it (c.26)."""
    return {"MBE"} if goal in GROUPS else set(goal.replace("M/WBE", "MBE/WBE").split("/"))


def happened(day, when):
    return when is not None and when <= day


def completed_on(contract, firm, day):
    """When it completed its work: its own day, else that of the contract; None: not by then."""
    own = contract["work"].get(firm["name"], {}).get("completed")
    when = contract["completed"] if own is None else own
    return when if happened(day, when) else None


def certified_as(contract, firm, day):
    """Its kinds of certification that count on a day."""
    done = completed_on(contract, firm, day)
    kinds = set()
    for kind, granted in firm["certs"].items():
        if granted is None:
            kinds.add(kind)  # long before
        elif firm["tier"] in {"prime", "partner"}:  # i.5.a: the plan says so, and comes with the bid
            if granted <= contract["due"]:
                kinds.add(kind)
        elif granted <= day and (done is None or granted < done):  # j.2.c: before the day of completion
            kinds.add(kind)
    return kinds


def could_count(contract, firm, day):
    """The certifications for which it earns credit: j.1.g, j.1.h, j.1.j, j.2.c."""
    seen = contract["work"].get(firm["name"], {}).get("useful")
    useful = firm["useful"] if seen is None else seen
    return certified_as(contract, firm, day) if useful and not firm["graduate"] else set()


def plan_on(contract, day):
    """The firms of the plan as modified by what is approved by then (i.12), and its goals (i.12.c)."""
    firms = {firm["name"]: dict(firm) for firm in contract["firms"]}
    goals = dict(contract["goals"])
    for change in sorted((one for one in contract["changes"] if happened(day, one["approved"])),
                         key=lambda one: one["approved"]):  # fmt: skip
        if change["kind"] == "amount":
            firms[change["firm"]]["amount"] = change["amount"]
        elif change["kind"] == "removed":
            firms[change["firm"]]["amount"] = NOTHING
            firms[change["firm"]]["removed"] = True
        elif change["kind"] == "added":
            firms[change["firm"]] = dict(change["new"])
        else:
            goals[change["goal"]] = change["percent"]
    for change in contract["changes"]:  # what is not, or not yet, approved: a direct subcontractor all the same
        if change["kind"] == "added" and change["new"]["name"] not in firms:
            known = change["new"]["certs"] if contract["register"] else {}
            unknown = {"amount": NOTHING, "certs": known, "group": None, "graduate": False, "toward": None}
            firms[change["firm"]] = change["new"] | unknown
    return list(firms.values()), goals


def received(contract, firm, day):
    return sum((one["amount"] for one in contract["payments"] if one["to"] == firm["name"] and one["on"] <= day),
               NOTHING)  # fmt: skip


def owed(contract, firm, day):
    """j.1.a, b: "or is obligated to pay ... upon their completion of work"."""
    work = contract["work"].get(firm["name"], {})
    if work.get("completed") is not None and work["completed"] > day:
        return NOTHING
    return work.get("owed") or NOTHING


def counted_dollars(contract, firm, day):
    """What it has been paid, and what it is owed except in a requirements contract (j.1.e)."""
    return received(contract, firm, day) + (NOTHING if contract["requirements"] else owed(contract, firm, day))


def commission_part(contract, firm, day):
    return sum((one["commission"] or NOTHING for one in contract["payments"]
                if one["to"] == firm["name"] and one["on"] <= day), NOTHING)  # fmt: skip


def worth_of(contract, firm, firms, day):
    """What a subcontractor's participation is worth."""
    worth = counted_dollars(contract, firm, day)
    if firm["commission"] is not None:
        worth = commission_part(contract, firm, day)  # j.1.i
    if firm["tier"] == "direct" and contract["indirect"]:  # j.1.c
        under = [one for one in firms if one["tier"] == "indirect" and one["under"] == firm["name"]]
        worth = max(worth - sum((counted_dollars(contract, one, day) for one in under), NOTHING), NOTHING)
    return worth


def worth_of_all(contract, day):
    """Dollars of credit by firm, before it is asked toward which goal."""
    firms, _ = plan_on(contract, day)
    found = {}
    prime = contract["prime"]
    direct = [one for one in firms if one["tier"] == "direct"]
    paid = (commission_part if contract["commission"] is not None else received)(contract, prime, day)
    own = max(paid - sum((counted_dollars(contract, one, day) for one in direct), NOTHING), NOTHING)  # j.1.a, j.2.b
    if contract["venture"]:
        partners = [one for one in firms if one["tier"] == "partner"]
        certified = [one for one in partners if certified_as(contract, one, day)]
        if sum(one["share"] for one in certified) >= 25:  # c.30
            for one in partners:
                if could_count(contract, one, day):
                    found[one["name"]] = own * one["share"] / 100  # j.1.f, j.2.d
    elif could_count(contract, prime, day):
        found[prime["name"]] = own
    for one in firms:
        counted = one["tier"] == "direct" or (one["tier"] == "indirect" and contract["indirect"])  # j.1.b to d, j.1.l
        if counted and could_count(contract, one, day):
            found[one["name"]] = worth_of(contract, one, firms, day)
    return found


def goal_of(firm, goals):
    """The one goal of a firm (j.1.k): the one that the plan names, else the only one that is for it."""
    for_it = [
        name for name in goals
        if kinds_for(name) & set(firm["certs"]) and (name not in GROUPS or firm["group"] == name)
    ]  # fmt: skip
    if firm["toward"] is not None:
        return firm["toward"] if firm["toward"] in for_it else None
    assert len(for_it) < 2, "the caller names the goal of a firm that could count toward several"
    return for_it[0] if for_it else None


def contract_value(contract, day):
    """What percentages are of: the contract, or its commission (j.1.i), with the change orders approved by then."""
    if contract["commission"] is not None:
        return contract["commission"]
    return contract["price"] + sum(
        (one["amount"] for one in contract["orders"] if happened(day, one["approved"])), NOTHING
    )


def account(contract, day):
    """Per firm what is credited and toward what; per goal what is asked for, credited, and missing."""
    firms, goals = plan_on(contract, day)
    worth = worth_of_all(contract, day)
    by_firm, by_goal = {}, dict.fromkeys(goals, NOTHING)
    for firm in [contract["prime"], *firms]:
        goal = goal_of(firm, goals)
        counts = goal is not None and bool(kinds_for(goal) & could_count(contract, firm, day))
        by_firm[firm["name"]] = (worth.get(firm["name"], NOTHING) if counts else NOTHING, goal)
        if counts:
            by_goal[goal] += by_firm[firm["name"]][0]
    base = contract_value(contract, day)
    needs = {name: base * percent / 100 for name, percent in goals.items()}
    return {
        "firms": {name: dollars for name, (dollars, _) in by_firm.items()},
        "base": base,
        "goals": {name: (needs[name], by_goal[name], max(needs[name] - by_goal[name], NOTHING)) for name in goals},
        "due": {
            one["name"]: max(one["amount"] - received(contract, one, day) - owed(contract, one, day), NOTHING)
            for one in firms if one["tier"] in {"direct", "indirect"}
        },
        "over": over_the_limit(contract, day),
        "below": below_the_plan(contract, day),
    }  # fmt: skip


def over_the_limit(contract, day):
    """i.10: requests by then for a change order over the greater of 10% of the contract and $500,000."""
    limit = max(contract["price"] / 10, Fraction(500_000))
    return {one["number"] for one in contract["orders"]
            if one["amount"] > limit and happened(day, one["requested"])}  # fmt: skip


def below_the_plan(contract, day):
    """i.8: MBEs, WBEs and EBEs whose work is done, and for whom payments and what is owed are below the plan.

    Indirect ones count in the plan where the contract is of a type that credits them (j.1.l).
    """
    firms, _ = plan_on(contract, day)
    return {
        one["name"] for one in firms
        if one["tier"] in ({"direct", "indirect"} if contract["indirect"] else {"direct"})
        and any(granted is None or granted <= day for granted in one["certs"].values())
        and completed_on(contract, one, day) is not None
        and received(contract, one, day) + owed(contract, one, day) < one["amount"]
    }  # fmt: skip
