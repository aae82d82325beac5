"""New York's account of payments on random contracts, against an independent naive implementation of the law."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random

import naive_nyc_payments as naive
import pytest
from test_nyc import DUE
from test_nyc import firm as listed
from test_nyc_payments import PART, account, change, granted, named, order, paid, plan_of, records, work

from lbpp_cli.model import Register
from lbpp_cli.programs.nyc_mwbe.terms import GOAL

START = date(2026, 7, 1)
CERTS = [(), ("MBE",), ("WBE",), ("EBE",), ("MBE", "WBE"), ("MBE", "EBE")]
GROUPS = [None, "Black American", "Hispanic American", "Other"]
SETS_OF_GOALS = [["MBE", "WBE"], ["MBE", "WBE", "EBE"], ["M/WBE", "EBE"], ["Black American", "WBE"], ["WBE"]]
PRIME = "Alpha"


def a_day(chance):
    return START + timedelta(days=chance.randrange(-10, 400))


def maybe(chance, likely, value):
    return value if chance.random() < likely else None


def money(chance, most=20_000_000):
    return Fraction(chance.randrange(1, most), 100)


def some_firm(chance, goals, name, tier, *, under=None, register=False):
    own = dict.fromkeys(chance.choice(CERTS))
    group = chance.choice(GROUPS) if "MBE" in own else None
    if tier in {"prime", "partner"}:
        days = [DUE + timedelta(days=number) for number in (-100, 0, 1, 100)]
    else:
        days = [DUE - timedelta(days=100), *(START + timedelta(days=number) for number in (99, 100, 101, 200, 300))]
    if register:
        own = {kind: chance.choice(days) for kind in own}
    elif chance.random() < 0.4:
        own = dict.fromkeys(own, chance.choice(days))
    firm = {
        "name": name, "tier": tier, "under": under, "amount": money(chance), "certs": own, "group": group,
        "graduate": chance.random() < 0.1, "useful": chance.random() < 0.9, "share": Fraction(0), "toward": None,
        "commission": None,
    }  # fmt: skip
    if tier == "direct" and chance.random() < 0.15:
        firm["commission"] = min(firm["amount"], money(chance, 100_000))
    for_it = [goal for goal in goals if naive.kinds_for(goal) & set(own) and (goal not in GROUPS or goal == group)]
    if len(for_it) > 1 or (for_it and chance.random() < 0.3):
        firm["toward"] = chance.choice(for_it)
    return firm


def some_contract(seed):
    chance = Random(seed)  # noqa: S311
    goals = chance.choice(SETS_OF_GOALS)
    register = chance.random() < 0.4
    price = chance.choice([Fraction(1_000_000), Fraction(5_000_000), Fraction(8_000_000)])
    firms = []
    for number in range(chance.randrange(1, 5)):
        firms.append(some_firm(chance, goals, f"Direct{number}", "direct", register=register))
        if chance.random() < 0.4:
            name = f"Indirect{number}"
            below = some_firm(chance, goals, name, "indirect", under=f"Direct{number}", register=register)
            firms.append(below | {"amount": min(below["amount"], firms[-1]["amount"])})
    venture = chance.random() < 0.25
    if venture:
        for number, share in enumerate(chance.choice([[30, 70], [10, 15, 75], [Fraction("24.99"), Fraction("75.01")]])):
            partner = some_firm(chance, goals, f"Partner{number}", "partner", register=register)
            firms.append(partner | {"share": Fraction(share)})
    contract = {
        "goals": {name: Fraction(chance.randrange(1, 80), 4) for name in goals}, "price": price, "due": DUE,
        "indirect": chance.random() < 0.5, "requirements": chance.random() < 0.2, "venture": venture,
        "commission": money(chance) if chance.random() < 0.1 and not venture else None, "register": register,
        "prime": some_firm(chance, goals, PRIME, "prime", register=register) | {"amount": price},
        "firms": firms, "completed": maybe(chance, 0.5, START + timedelta(days=chance.choice([200, 350]))),
    }  # fmt: skip
    contract["changes"] = list(some_changes(chance, contract, goals))
    happen(chance, contract)
    return contract


def some_changes(chance, contract, goals):
    for firm in contract["firms"]:
        if firm["tier"] != "partner" and chance.random() < 0.25:
            kind = chance.choice(["amount", "amount", "removed"])
            yield {"kind": kind, "firm": firm["name"], "approved": maybe(chance, 0.7, a_day(chance)),
                   "amount": money(chance) if kind == "amount" else None}  # fmt: skip
    if chance.random() < 0.3:
        new = some_firm(chance, goals, "Added", "direct", register=contract["register"])
        new |= {"commission": None, "useful": True, "certs": dict(list(new["certs"].items())[:1])}
        new["toward"] = None
        yield {"kind": "added", "firm": "Added", "approved": maybe(chance, 0.7, a_day(chance)), "new": new,
               "amount": new["amount"]}  # fmt: skip
    if chance.random() < 0.2:
        yield {"kind": "goal", "goal": chance.choice(goals), "approved": maybe(chance, 0.7, a_day(chance)),
               "percent": Fraction(chance.randrange(1, 80), 4)}  # fmt: skip


def happen(chance, contract):
    """Payments, work and change orders. What was added is only paid where it is in the plan by then, or is known."""
    known = [*contract["firms"], *(one["new"] for one in contract["changes"] if one["kind"] == "added")]
    paid_ones = [one for one in known if one["tier"] != "partner"]
    contract["payments"], contract["work"], contract["orders"] = [], {}, []
    for number in range(chance.randrange(1, 6)):
        contract["payments"].append({"to": PRIME, "on": a_day(chance), "by": None, "amount": money(chance, 60_000_000),
                                     "commission": money(chance, 5_000_000) if contract["commission"] else None})  # fmt: skip
        if chance.random() < 0.2:
            value = chance.choice([Fraction(500_000), Fraction(500_001), Fraction(800_000), Fraction(-900_000)])
            day = a_day(chance)
            contract["orders"].append({"number": str(number), "amount": value, "requested": day,
                                       "approved": maybe(chance, 0.6, day + timedelta(days=40))})  # fmt: skip
    for firm in paid_ones:
        for _ in range(chance.randrange(4)):
            amount = chance.choice([firm["amount"], firm["amount"] - Fraction(1, 100), money(chance)])
            if amount <= 0:
                continue
            commission = min(amount, money(chance, 50_000)) if firm["commission"] is not None else None
            contract["payments"].append({"to": firm["name"], "on": a_day(chance), "by": firm["under"] or PRIME,
                                         "amount": amount, "commission": commission})  # fmt: skip
        if chance.random() < 0.4:
            contract["work"][firm["name"]] = {
                "completed": maybe(chance, 0.7, START + timedelta(days=chance.choice([100, 200]))),
                "owed": maybe(chance, 0.4, money(chance, 1_000_000)) if firm["commission"] is None else None,
                "useful": False if chance.random() < 0.15 else None,
            }  # fmt: skip


def dec(value):
    return None if value is None else Decimal(value.numerator) / Decimal(value.denominator)


def stated_of(firm, *, register):
    found = {"toward": firm["toward"], "group": firm["group"], "commission": dec(firm["commission"])}
    found |= {"graduate": True} if firm["graduate"] else {}
    found |= {} if firm["useful"] else {"useful": False}
    found |= {"tier": "indirect", "under": firm["under"]} if firm["tier"] == "indirect" else {}
    found |= {"tier": "joint venture partner", "share": dec(firm["share"])} if firm["tier"] == "partner" else {}
    days = set(firm["certs"].values()) - {None}
    if days and not register:
        (found["certified_on"],) = days
    return {name: value for name, value in found.items() if value is not None}


def held(contract, day, **readings):
    """What the program makes of it."""
    register = contract["register"]
    rows = [*contract["firms"], contract["prime"], *(one["new"] for one in contract["changes"] if "new" in one)]
    known = tuple(granted(one["name"], on, certification=kind) for one in rows for kind, on in one["certs"].items())
    subs = [
        named(listed(one["name"], dec(one["amount"]), *one["certs"], **stated_of(one, register=register)), f"D{place}")
        for place, one in enumerate(contract["firms"], 2)
    ]
    own = stated_of(contract["prime"] | {"commission": contract["commission"]}, register=register)
    solicitation = {name: True for name, key in (("indirect_counted", "indirect"),
                    ("requirements_contract", "requirements")) if contract[key]}  # fmt: skip
    plan, _ = plan_of(
        *subs, goals={GOAL[name].field: dec(percent) for name, percent in contract["goals"].items()},
        price=dec(contract["price"]), marks=list(contract["prime"]["certs"]),
        solicitation=solicitation, **own, **({"venture": True} if contract["venture"] else {}),
    )  # fmt: skip
    changes = []
    for one in contract["changes"]:
        facts = {key: dec(one.get(key)) for key in ("amount", "percent") if one.get(key) is not None}
        new = one.get("new")
        if new:
            facts |= {"certifications": frozenset(new["certs"]), "stated": stated_of(new, register=register)}
        changes.append(change(one["kind"], one.get("firm"), goal=one.get("goal"), approved=one["approved"],
                              approved_by="CCPO", requested=START, **facts))  # fmt: skip
    recorded = records(
        *(paid(one["to"], dec(one["amount"]), one["on"], paid_by=one["by"], commission=dec(one["commission"]))
          for one in contract["payments"]),
        completed=contract["completed"],
        work=tuple(
            work(name, one["completed"], dec(one["owed"]), **({} if one["useful"] is None else {"useful": False}))
            for name, one in contract["work"].items()
        ),
        orders=tuple(order(one["number"], dec(one["amount"]), requested=one["requested"], approved=one["approved"])
                     for one in contract["orders"]),
        changes=tuple(changes), register=Register("payments.xlsx", known, {}) if register else None,
    )  # fmt: skip
    return account(plan, recorded, day, **readings)


def compared(seed):
    """One random contract on one day: the program's account is the naive one."""
    contract = some_contract(seed)
    day = a_day(Random(-seed))  # noqa: S311
    found, expected = held(contract, day), naive.account(contract, day)
    assert {one.firm: Fraction(one.credited) for one in found.firms if one.credited} == {
        name: dollars for name, dollars in expected["firms"].items() if dollars
    }
    assert Fraction(found.base) == expected["base"]
    assert {
        one.name: (Fraction(one.required_dollars), Fraction(one.credited), Fraction(one.lacking)) for one in found.goals
    } == expected["goals"]
    due = {one.firm: Fraction(one.due) for one in found.firms if one.due and one.firm in expected["due"]}
    assert due == {name: dollars for name, dollars in expected["due"].items() if dollars}
    told = [one.text.partition(":")[0] for one in found.matters if one.clause == "i.10"]
    assert sorted(told) == sorted(f"Change order {number}" for number in expected["over"])
    below = [one.text.partition(":")[0] for one in found.matters if one.clause == "i.8"]
    assert sorted(below) == sorted(expected["below"])
    missed = {one.text.partition(":")[0] for one in found.matters if one.clause == "i.13"}
    done = contract["completed"] is not None and contract["completed"] <= day
    assert missed == {name for name, (_, _, lacking) in expected["goals"].items() if lacking and done}


@pytest.mark.parametrize("start", range(0, 400, 50))
def test_random_contracts_are_accounted_for_as_the_law_is_read_naively(start):
    for seed in range(start + 1, start + 51):
        compared(seed)


def test_the_program_that_is_compared():
    """The readings of the defaults are those that the naive account follows."""
    defaults = {one.id: one.default for one in PART.readings}
    assert (defaults["change-orders"], defaults["change-order-base"], defaults["requirements-base"]) == (
        "each", "awarded", "contract",
    )  # fmt: skip
