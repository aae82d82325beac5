"""l.1: what the quarterly reports tell of the awards, and d.1, j.1: the goals of a year and what counts toward them."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from lbpp_cli.columns import MONEY, PERCENT, Column
from lbpp_cli.compliance.reporting import (
    AWARDED,
    FIRMS,
    OWN,
    SUBCONTRACTS,
    VENTURES,
    WAIVERS,
    YEAR,
    Account,
    Part,
    Reporting,
    Waiver,
    YearlyGoal,
)
from lbpp_cli.money import show_money
from lbpp_cli.participation import PRIME
from lbpp_cli.programs.nyc_mwbe.terms import (
    ASIAN,
    BLACK,
    CERTIFICATIONS,
    CONSTRUCTION,
    DENIED,
    EBE,
    EXEMPTIONS,
    FULL,
    GOAL,
    GOODS,
    HISPANIC,
    MBE,
    PARTIAL,
    PROFESSIONAL,
    REQUESTED,
    STANDARD,
    WAIVED,
    WBE,
    WITH_GOALS,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lbpp_cli.parameters import Rules

    Row = Mapping[str, Any]

WOMEN, EMERGING = "Women", "Emerging"
# d.1: the categories of the citywide goals, in the order of the law, and how their figures are named.
_FIGURES = {BLACK: "black", ASIAN: "asian", HISPANIC: "hispanic", WOMEN: "wbe", EMERGING: "ebe"}
_INDUSTRIES = {CONSTRUCTION: "construction", PROFESSIONAL: "professional-services", STANDARD: "standard-services"}
# g.1: the portfolio of which an agency's goals are does not hold contracts described in paragraph two of q.
_NOT_IN_PORTFOLIO = "q.2"
_DECIDED = {
    FULL: "granted in full", PARTIAL: "granted in part", REQUESTED: "not decided", DENIED: "denied",
}  # fmt: skip


def account(row: Row, bids: Sequence[Row], ledger: Sequence[Row], rules: Rules) -> Account:
    """What the rows of a solicitation tell.

    Raises:
        ValueError: an award without the line of its contractor, or with fields that are none of the program's.

    """
    awarded = next((bid for bid in bids if bid["awarded"]), None)
    # The marks of a joint venture itself are not used: its certified partners are.
    venture = bool(awarded and _own(awarded).get("venture"))
    # Where no goal is left to meet, toward which one a firm was counted decides nothing, and no law tells it.
    asked = bool(awarded and awarded["standing"] != WAIVED)
    parts = tuple(sorted((_part(line, venture=venture, asked=asked) for line in ledger), key=repr)) if awarded else ()
    prime = [line for line in ledger if line["role"] == PRIME]
    if awarded and len(prime) != 1:
        raise ValueError("the ledger of an award has one line of its contractor")
    has_goals = row["procedure"] == WITH_GOALS
    exempt = _own(row).get("exempt")
    return Account(
        has_goals,
        row["category"] or None,
        row["contract_amount"] if row["contract_value"] is None else row["contract_value"],
        _year_of(row, rules) if awarded else None,
        # j.1.i: the dollar amount of a contract on commission may be the commission, as its percentages are measured.
        (awarded["participation_base"] or awarded["quoted_price"]) if awarded else None,
        f"participation requirements of others: {_ground(exempt)} ({exempt})" if exempt == _NOT_IN_PORTFOLIO else None,
        bool(awarded and _own(prime[0]).get("qualified")),
        parts,
        tuple(sorted(filter(None, map(_waiver, bids if has_goals else ())))),
    )


def _own(row: Row) -> dict[str, Any]:
    return json.loads(row["own"]) if row["own"] else {}


def _ground(exempt: str) -> str:
    return next(ground.lower() for ground, clause in EXEMPTIONS.items() if clause == exempt)


def _year_of(row: Row, rules: Rules) -> str | None:
    """The contracts of which a citywide goal is a percentage (d.1): those of an industry, of goods under a value."""
    if row["category"] != GOODS:
        return row["category"] or None
    value = row["contract_amount"] if row["contract_value"] is None else row["contract_value"]
    return _goods_under(rules) if value < rules.value("goods-limit") else f"goods, not under {_limit(rules)}"


def _limit(rules: Rules) -> str:
    return show_money(rules.value("goods-limit")).removesuffix(".00")


def _goods_under(rules: Rules) -> str:
    return f"goods under {_limit(rules)}"


def _part(line: Row, *, venture: bool, asked: bool) -> Part:
    own = _own(line)
    held = [] if venture and line["role"] == PRIME else (line["certifications"] or "").split()
    group, credit = own.get("group"), Decimal(own.get("credit", 0))
    return Part(
        line["role"],
        line["amount"],
        credit,
        tuple(name for name in CERTIFICATIONS if name in held),
        group,
        own.get("gender"),
        _toward(held, group, line["toward"] if asked else None) if credit > 0 else (),
    )


def _toward(held: Sequence[str], group: str | None, toward: str | None) -> tuple[str, ...]:
    """The categories of d.1 that a firm may be credited toward, as far as its contract does not tell the goal.

    j.1: one that is both an MBE and a WBE is credited toward the one or the other; j.1.k: toward one goal alone.
    """
    kind = GOAL[toward] if toward else None
    counts_as = [name for name in CERTIFICATIONS if name in held and (kind is None or name in kind.certifications)]
    groups = (BLACK, ASIAN, HISPANIC) if group is None else tuple(one for one in _FIGURES if one == group)
    found: tuple[str, ...] = ()
    for name in counts_as:
        found += {MBE: groups, WBE: (WOMEN,), EBE: (EMERGING,)}[name]
    return found


def _waiver(bid: Row) -> Waiver | None:
    own = _own(bid)
    asked = own.get("waiver")
    if not asked:
        return None
    return Waiver(
        bid["bidder"],
        _DECIDED[asked],
        asked in {FULL, PARTIAL},
        "none" if asked == FULL else str(own["waiver_goals"]) if asked == PARTIAL else None,
        own.get("waiver_by"),
        own.get("waiver_on"),
        bool(bid["awarded"]),
    )


def goals(rules: Rules) -> tuple[YearlyGoal, ...]:
    """The citywide goals of d.1."""
    kinds = {**_INDUSTRIES, _goods_under(rules): "goods"}
    return tuple(
        YearlyGoal(
            kind,
            name,
            rules.value(f"{part}-{short}") if f"{part}-{short}" in rules.parameters else None,
            rules.clause("goods-limit"),
        )
        for kind, part in kinds.items()
        for name, short in _FIGURES.items()
    )


# As d.1 prints them, and as firms are marked.
_CATEGORIES = {name: name for name in _FIGURES} | {f"{name}s": name for name in (BLACK, ASIAN, HISPANIC)}
# g.1, g.2: what an agency's utilization plan sets; for purchases at or below an amount goals of their own.
OWN_GOALS = (
    Column("agency", "Agency", also=("Department",), required=True, about="The agency, as its solicitations name it."),
    Column("industry", "Industry", {one.capitalize(): one for one in (*_INDUSTRIES, GOODS)}, ("Category",),
           required=True, about="The industry of the contracts."),
    Column("name", "Goal for", _CATEGORIES, ("Group",),
           required=True, about="The category of firms."),
    Column("percent", "Goal %", PERCENT, ("Goal", "Participation goal"), required=True,
           about="The goal, in percent of what the agency awards in the industry in the year."),
    Column("at_or_below", "At or below", MONEY, about="Of a goal for small purchases, their limit. Blank: no limit."),
)  # fmt: skip

REPORTING = Reporting(
    account=account,
    goals=goals,
    own_goals=OWN_GOALS,
    both=(MBE, WBE),
    clauses={
        YEAR: "d.1, j.1",
        OWN: "g.1, g.2, j.1",
        AWARDED: "l.1.a",
        FIRMS: "l.1.b.i",
        VENTURES: "l.1.b.ii",
        SUBCONTRACTS: "l.1.b.iii",
        WAIVERS: "l.1.b.iv",
    },
    definitions={
        "Agencies and citywide goals": "What each agency awarded in an industry, and the share of it that is credited "
        "to firms of each category of d.1, by j.1: a certified contractor's contract less what it pays direct "
        "subcontractors, a certified partner's share of profit of that remainder, a certified direct subcontract in "
        "full; nothing for graduate firms, firms without a commercially useful function, or certified too late. This "
        "does not hang on the goals of the contract. The citywide goals are of all agencies together; an agency's own "
        "goals (g.1, g.2) may be higher or lower, and are measured beside them where a file gives them (--goals).",
        "Toward which": "Each dollar counts once (j.1.k). A firm that is both MBE and WBE counts as the goal of its "
        "contract says; where that does not tell, its dollars are shown as open: they may count toward the one or the "
        "other, and “at most” adds them to each. So are those of an MBE whose group is not stated.",
        "Left out of the year": "Contracts under participation requirements of federal or state law (q.2, by g.1), and "
        "those for which d.1 has no goal: human services, goods not under its limit, and what states no industry. Of a "
        "contract on commission the commission is measured (j.1.i).",
        "Contracts with goals": "Awards for which the agency set participation goals (i), also where they were waived. "
        "Firms stand under the certifications that count, which may be two; those of MBE and WBE are also told alone. "
        "Of a qualified joint venture the contract stands apart, with the dollars attributed to each certified "
        "partner. Subcontracts are those that the awarded bids list, in the industry of their contract; those of "
        "indirect subcontractors are a part of the direct ones, and are never added to them.",
        "Waivers": "The requests that bids state, of all bidders, with what was decided before the award (i.11).",
    },
    unknown=(
        "what was paid, change orders, and credit for requirements contracts, which is for what is paid (j.1.e)",
        "the goals of the agencies' own utilization plans, but for those of --goals (g.1, g.2)",
        "subcontracts approved after the award, or under contracts of earlier periods (l.1.b.iii)",
        "requests to modify the requirements after the award (l.1.b.v)",
        "complaints (l.1.c) and findings of non-compliance (l.1.d)",
        "contracts audited (l.1.f)",
        "efforts to reduce barriers (l.1.g)",
        "solicitations submitted for division into smaller contracts (l.1.h)",
        "other information that the director or the commissioner requires (l.1.i)",
        "whether progress is substantial (l.2), and the plans of agencies to improve (l.3)",
        "whether a contract was executed, protested or cancelled",
        "which firms were solicited or could have bid",
    ),
)
