"""A compliance summary as tables, which its terminal, workbook and page forms show alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from lbpp_cli.compliance.participation import by_certification
from lbpp_cli.compliance.participation import totals as totals_of
from lbpp_cli.compliance.summary import BREAKDOWNS
from lbpp_cli.money import ZERO, show_exact, show_percent
from lbpp_cli.render.summary_words import NO_REASON, NOT_STATED, meaning, why

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from decimal import Decimal

    from lbpp_cli.compliance.figures import Figures, Held
    from lbpp_cli.compliance.outcomes import Outcome
    from lbpp_cli.compliance.summary import Group, ProgramSummary
    from lbpp_cli.render.summary_words import Labels

# A percent is a share of the two figures before it; a rate is stated.
WHOLE, MONEY, PERCENT, RATE, TEXT = "whole", "money", "percent", "rate", "text"
_GROUPS = dict(zip(BREAKDOWNS, ("Department", "Category", "Procedure", "Size of contract"), strict=True))
TITLES = dict(zip(BREAKDOWNS, ("By department", "By category", "By procedure", "By size of contract"), strict=True))

Value: TypeAlias = "str | int | Decimal | None"


class Head(NamedTuple):
    """The heading of a column, the kind of its values, and what they are called where they stand alone."""

    heading: str
    kind: str = WHOLE
    alone: str = ""


class Table(NamedTuple):
    """A table; None is a figure that there is not. ``total`` is its last row, if it has one."""

    title: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[Value, ...], ...]
    total: tuple[Value, ...] = ()


def shown(value: Value, kind: str) -> str:
    """A value for people."""
    if value is None:
        return "–"
    if kind == MONEY:
        return show_exact(value)  # type: ignore[arg-type]
    if kind == PERCENT:
        return f"{value}%"
    if kind == RATE:
        return show_percent(value)  # type: ignore[arg-type]
    return f"{value:,}" if kind == WHOLE else str(value)


def certifications(program: ProgramSummary, labels: Labels) -> Table:
    """Dollars to firms and to subcontractors, by certification."""
    heads = (
        Head("Certification", TEXT),
        Head("Full name", TEXT),
        Head("Awards"),
        Head("To firms", MONEY),
        Head("Subcontracts"),
        Head("To subcontractors", MONEY),
    )
    firms, subcontractors = program.total.firms, program.total.subcontractors
    rows: list[tuple[Value, ...]] = [
        (name, labels.full_names.get(name, ""), *firms.by_certification[name], *subcontractors.by_certification[name])
        for name in program.certifications
    ]
    rows.append(("any", "one or more", *firms.any_held, *subcontractors.any_held))
    rows.append(("none", "no certification", *firms.none_held, *subcontractors.none_held))
    return Table(
        "Dollars by certification", heads, tuple(rows), ("Total", "any and none", *firms.total, *subcontractors.total)
    )


def participation(program: ProgramSummary) -> tuple[Table, ...]:
    """What the awards come to under the goals of their contracts; no table where the program has none."""
    goals = totals_of(goal for one in program.outcomes for goal in one.goals)
    counted = by_certification([line for one in program.outcomes for line in one.counted])
    heads = (Head("Goal", TEXT), Head("Awards"), Head("With a requirement"), Head("Met"))
    names = [one.goal for one in goals if any(one.goal in dollars for dollars in counted.values())]
    rows = tuple(
        (held or "credit of no firm", *(dollars.get(name) for name in names)) for held, dollars in counted.items()
    )
    total = tuple(sum((dollars.get(name, ZERO) for dollars in counted.values()), ZERO) for name in names)
    dollars = Table(
        "Dollars counted toward the goals", (Head("Certifications", TEXT), *(Head(one, MONEY) for one in names)), rows,
        ("Total", *total),
    )  # fmt: skip
    made = (Table("Participation in the awards", heads, tuple(goals)), *((dollars,) if rows else ()))
    return made if goals else ()


def breakdown(program: ProgramSummary, name: str) -> tuple[Table, ...]:
    """The tables of a breakdown: counts, dollars and cost, dollars to firms and dollars to subcontractors."""
    counts, costs = _heads(program)
    groups = (_GROUPS[name], program.breakdowns[name])
    held = (*(Head(one, MONEY) for one in program.certifications), Head("any", MONEY), Head("none", MONEY))
    return (
        _table(
            "Solicitations and awards", counts, groups, program.total,
            lambda one: _only(_COUNTS, counts, _counts(one)),
        ),
        _table(
            "Dollars awarded, and the cost of the preference" if program.has_preference else "Dollars awarded",
            costs, groups, program.total, lambda one: _only(_COSTS, costs, _costs(one)),
        ),
        _table("Dollars to firms by certification", held, groups, program.total, lambda one: _dollars(one.firms)),
        _table(
            "Dollars to subcontractors by certification", held, groups, program.total,
            lambda one: _dollars(one.subcontractors),
        ),
    )  # fmt: skip


_COUNTS = (
    Head("Solicitations"),
    Head("Inputs refused"),
    Head("No award"),
    Head("Awards"),
    Head("Changed", alone="Awards changed by the preference"),
    Head("A person decides", alone="Solicitations that a person decides"),
    Head("Depends", alone="Awards that depend on a reading or assumption"),
    Head("Bids"),
    Head("Bids refused"),
)
_COSTS = (
    Head("Awarded", MONEY, "Dollars awarded"),
    Head("By price", alone="Awards by price"),
    Head("Low bids", MONEY, "Low bids of the awards by price"),
    Head("Cost", MONEY, "Cost of the preference"),
    Head("Share", PERCENT, "Cost as a share of those low bids"),
)


def _counts(found: Figures) -> tuple[Value, ...]:
    return (
        *(found.solicitations, found.not_evaluated, found.without_award, found.awards, found.changed),
        *(found.needs_person, found.hanging, found.bids, found.refused),
    )


def _costs(found: Figures) -> tuple[Value, ...]:
    compared = (found.lowest, found.cost) if found.compared else (None, None)
    return (found.awarded if found.awards else None, found.compared, *compared, found.share)


def _dollars(held: Held) -> tuple[Value, ...]:
    amounts = (*held.by_certification.values(), held.any_held, held.none_held)
    return tuple(one.amount if held.total.number else None for one in amounts)


def _table(
    title: str,
    heads: tuple[Head, ...],
    named: tuple[str, Sequence[Group]],
    total: Figures,
    values: Callable[[Figures], tuple[Value, ...]],
) -> Table:
    kind, groups = named
    rows = tuple((one.name or NOT_STATED, *values(one.figures)) for one in groups)
    return Table(title, (Head(kind, TEXT), *heads), rows, ("Total", *values(total)))


def totals(program: ProgramSummary) -> list[tuple[Head, Value]]:
    """The figures of all solicitations, each under the heading that it has in a breakdown."""
    found = program.total
    every = [*zip(_COUNTS, _counts(found), strict=True), *zip(_COSTS, _costs(found), strict=True)]
    shown = {head for heads in _heads(program) for head in heads}
    return [(head, value) for head, value in every if head in shown]


# What there is no word of where a program has no preference.
_OF_PREFERENCE = {"Changed", "By price", "Low bids", "Low bid", "Cost", "Share"}


def _heads(program: ProgramSummary) -> tuple[tuple[Head, ...], tuple[Head, ...]]:
    """The headings of counts and of costs that mean something under a program."""
    if program.has_preference:
        return _COUNTS, _COSTS
    counts, costs = (tuple(head for head in heads if head.heading not in _OF_PREFERENCE) for heads in (_COUNTS, _COSTS))
    return counts, costs


def _only(heads: Sequence[Head], kept: Sequence[Head], values: Sequence[Value]) -> tuple[Value, ...]:
    return tuple(value for head, value in zip(heads, values, strict=True) if head in kept)


def refusals(program: ProgramSummary, chosen: Sequence[str]) -> Table:
    """Why bids were refused and inputs not evaluated, in each group."""
    heads = (Head("By", TEXT), Head("Group", TEXT), Head("What", TEXT), Head("Reason or code", TEXT), Head("Number"))
    rows: list[tuple[Value, ...]] = []
    for name in chosen:
        for one in program.breakdowns[name]:
            key = (name, one.name or NOT_STATED)
            found = one.figures
            rows += [(*key, "bids", reason or NO_REASON, number) for reason, number in found.reasons.items()]
            rows += [(*key, "inputs", code, number) for code, number in found.codes.items()]
    return Table("Refused, by group", heads, tuple(rows))


def solicitations(program: ProgramSummary) -> Table:
    """Each solicitation with what is counted of it."""
    heads = (
        *(Head(name, TEXT) for name in ("Solicitation", "File", "Department", "Category", "Procedure", "Status")),
        *(Head("Contract value", MONEY), Head("Awarded to", TEXT), Head("Awarded", MONEY), Head("Changed", TEXT)),
        *(Head("Low bid", MONEY), Head("Cost", MONEY), Head("Why a person, or on what it depends", TEXT)),
    )
    rows = tuple(
        (
            *(one.number, one.file, one.department, one.category, one.procedure, one.status, one.contract_value),
            *(one.awarded_to, one.contract_amount, ("yes" if one.changed else "no") if one.is_award else None),
            *(one.lowest, one.cost, why(one) or ", ".join(one.codes)),
        )
        for one in program.outcomes
    )
    if program.has_preference:
        return Table("Solicitations", heads, rows)
    kept = tuple(head for head in heads if head.heading not in _OF_PREFERENCE)
    return Table("Solicitations", kept, tuple(_only(heads, kept, row) for row in rows))


def undecided(outcomes: Iterable[Outcome]) -> Table:
    """The solicitations that a person decides, and the awards that depend on something, each with why."""
    named = (Head(name, TEXT) for name in ("Solicitation", "File", "Awarded to"))
    heads = (*named, Head("Awarded", MONEY), Head("Why", TEXT))
    rows = tuple((one.number, one.file, one.awarded_to, one.contract_amount, why(one)) for one in outcomes if why(one))
    return Table("For a person, or depending on something", heads, rows)


def reasons(found: Figures) -> Table:
    """Why bids were refused, as it is written."""
    rows = tuple((reason or NO_REASON, number) for reason, number in found.reasons.items())
    return Table("Bids refused", (Head("Reason", TEXT), Head("Bids")), rows, ("Total", found.refused))


def codes(found: Figures) -> Table:
    """For which errors inputs were not evaluated."""
    rows = tuple((code, meaning(code), number) for code, number in found.codes.items())
    heads = (Head("Code", TEXT), Head("What it means", TEXT), Head("Inputs"))
    return Table("Inputs refused", heads, rows)
