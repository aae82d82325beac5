"""The breakdowns that the law of a program asks for as tables, which the forms of a summary show alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.compliance.oversight import added, by_owner, holding, rolled
from lbpp_cli.compliance.reporting import AWARDED, FIRMS, OWN, SUBCONTRACTS, VENTURES, WAIVERS, YEAR
from lbpp_cli.compliance.sizes import size_name
from lbpp_cli.money import show_percent
from lbpp_cli.render.summary_tables import MONEY, PERCENT, RATE, TEXT, Head, Table
from lbpp_cli.render.summary_words import NOT_STATED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lbpp_cli.compliance.oversight import Key, Line, Oversight
    from lbpp_cli.compliance.reporting import Waiver
    from lbpp_cli.compliance.year import Reached, Year
    from lbpp_cli.render.summary_tables import Value

EVERY = "all agencies"
NOTHING = "nothing awarded"
MOST_DRAWN = 40
_WHERE = (Head("Agency", TEXT), Head("Industry", TEXT), Head("Size", TEXT))
_WHOSE = (Head("Certified as", TEXT), Head("Group", TEXT), Head("Gender", TEXT))
_NONE_HELD = "not certified"
MORE = (
    "Each by agency, industry and size: in a workbook or a page, with charts, or as data: "
    "-o FILE.xlsx, .html, .csv, .json."
)
_TITLES = {
    OWN: "Agencies and their own goals",
    YEAR: "Agencies and citywide goals",
    AWARDED: "Contracts awarded",
    FIRMS: "Contracts with goals",
    VENTURES: "Qualified joint ventures",
    SUBCONTRACTS: "Direct subcontracts of contracts with goals",
    WAIVERS: "Waivers asked for",
}


def title(found: Oversight, table: str, more: str = "") -> str:
    """What a table is called, with the clause that asks for it."""
    return f"{_TITLES[table]}{more} ({found.reporting.clauses[table]})"


def years(found: Oversight) -> Table:
    """Each agency, industry and goal in a row."""
    heads = (
        *(Head("Agency", TEXT), Head("Industry", TEXT), Head("Goal for", TEXT), Head("Awarded", MONEY)),
        *(Head("Counted", MONEY), Head("Achieved", PERCENT), Head("Goal", RATE), Head("Open", MONEY)),
        *(Head("At most", RATE), Head("Met", TEXT)),
    )
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            *(agency_of(one), kind_of(one), goal.name, one.base.amount, goal.counted),
            *(goal.achieved if one.base.amount else None, goal.required, goal.open, goal.at_most, met(goal)),
        )
        for one in found.years.measured
        for goal in one.goals
    )
    return Table(title(found, YEAR), heads, rows)


def years_by_industry(found: Oversight) -> Iterator[Table]:
    """For each industry a row an agency, with the share that each goal is reached by."""
    for name in dict.fromkeys(one.year_of for one in found.years.measured if not one.own):
        measured = [one for one in found.years.measured if one.year_of == name and not one.own]
        goals = [(goal.name, goal.required) for goal in measured[0].goals]
        heads = (Head("Agency", TEXT), Head("Awarded", MONEY), *(Head(goal, TEXT) for goal, _ in goals))
        asked: tuple[Value, ...] = (
            "Goal",
            None,
            *("no goal" if one is None else show_percent(one) for _, one in goals),
        )
        rows: list[tuple[Value, ...]] = [(agency_of(one), one.base.amount, *map(share, one.goals)) for one in measured]
        yield Table(name, heads, (asked, *rows))


def drawn(found: Oversight) -> list[Year]:
    """Which are drawn, in their order: where there are many, all agencies together and those with the most dollars."""
    with_awards = [one for one in found.years.measured if one.base.amount]
    chosen = sorted(with_awards, key=lambda one: (not one.every, -one.base.amount))[:MOST_DRAWN]
    places = set(map(id, chosen))
    return [one for one in found.years.measured if id(one) in places]


def drawn_note(found: Oversight) -> str:
    """Which are drawn, where not all are."""
    return f"Of {len(found.years.measured)} the {MOST_DRAWN} with the most dollars are drawn; the table has all."


def own_years(found: Oversight) -> Table:
    """Each agency against the goals that it set itself."""
    heads = (
        *(Head("Agency", TEXT), Head("Industry", TEXT), Head("Awarded", MONEY), Head("Goal for", TEXT)),
        *(Head("Goal", RATE), Head("Achieved", TEXT)),
    )
    rows: list[tuple[Value, ...]] = [
        (agency_of(one), one.year_of, one.base.amount, goal.name, goal.required, _achieved(one, goal))
        for one in found.years.measured
        if one.own
        for goal in one.goals
    ]
    return Table(title(found, OWN), heads, tuple(rows))


def _achieved(one: Year, goal: Reached) -> str:
    return share(goal) if one.base.amount else NOTHING


def kind_of(one: Year) -> str:
    """The contracts that a goal is of, and whether the agency set it itself."""
    return f"{one.year_of}, own goals" if one.own else one.year_of


def agency_of(one: Year) -> str:
    """How the agency of a row is shown."""
    return EVERY if one.every else one.agency or NOT_STATED


def met(goal: Reached) -> str:
    """Whether a goal of the year is met."""
    if goal.required is None:
        return "no goal"
    if goal.met is None and not goal.open:
        return NOTHING
    return "depends" if goal.met is None else "met" if goal.met else "below"


def share(goal: Reached) -> str:
    """The share that counts toward a goal, and whether that meets it."""
    return reached(goal) if goal.required is None else f"{reached(goal)} {met(goal)}"


def reached(goal: Reached) -> str:
    """The share that counts toward a goal; with dollars that are open, from and to."""
    return f"{goal.achieved}" + (f"–{goal.at_most}%" if goal.open else "%")


def left_out(found: Oversight) -> Table:
    """What is not measured against goals of the year, and why."""
    rows = tuple((why, *dollars) for why, dollars in found.years.left_out)
    heads = (Head("Why", TEXT), Head("Awards"), Head("Dollars", MONEY))
    return Table("Awards not measured against citywide goals", heads, rows)


def at_a_glance(found: Oversight) -> Table:
    """Contracts and subcontracts by certification; a firm with two stands under both."""
    of = (found.firms, found.subcontracts)
    heads = (
        *(Head("Certified as", TEXT), Head("Contracts"), Head("Dollars", MONEY)),
        *(Head("Subcontracts"), Head("To subcontractors", MONEY)),
    )

    def row(label: str, *held: str) -> tuple[Value, ...]:
        return (label, *(figure for lines in of for figure in holding(lines, *held)))

    both = found.reporting.both
    rows = [row(name, name) for name in found.certifications]
    rows += [row(f"both {both[0]} and {both[1]}", *both), row(_NONE_HELD)]
    ventures = added(line.dollars for line in found.ventures)
    if found.ventures:
        rows.append(("qualified joint ventures", *ventures, None, None))
    contracts, subcontracts = (added(line.dollars for line in lines) for lines in of)
    # Not a sum of the rows above: a firm with two certifications stands under both.
    rows.append(("Total, each once", *added([contracts, ventures]), *subcontracts))
    return Table(title(found, FIRMS, ", by certification"), heads, tuple(rows))


def owners(found: Oversight) -> list[Table]:
    """Contracts, partners and subcontracts by certification, group and gender; each once, so that they add up."""
    return [
        _table(name, _WHOSE, [line._replace(key=_whose(line.key)) for line in by_owner(lines)], figure)
        for name, lines, figure in _of_firms(found)
        if lines
    ]


def _of_firms(found: Oversight) -> list[tuple[str, Sequence[Line], str]]:
    return [
        (title(found, FIRMS, ": to single firms"), found.firms, "Contracts"),
        (title(found, VENTURES, ": attributed to partners"), found.partners, "Partners"),
        (title(found, SUBCONTRACTS), found.subcontracts, "Subcontracts"),
        ("Indirect subcontracts, a part of the direct ones", found.indirect, "Subcontracts"),
    ]


def awarded(found: Oversight) -> Table:
    """All awards by industry and size."""
    lines = rolled(found.awarded, 1, 2)
    return _table(
        title(found, AWARDED), _WHERE[1:], [one._replace(key=_sized(one.key, 1)) for one in lines], "Contracts"
    )


def full(found: Oversight) -> list[Table]:
    """Every breakdown by agency, industry and size, with certification, group and gender where it is of firms."""
    made = [_table(title(found, AWARDED), _WHERE, _where(found.awarded), "Contracts")]
    for name, lines, figure in _of_firms(found):
        shown = [one._replace(key=(*_sized(one.key[:3], 2), *_whose(one.key[3:]))) for one in lines]
        made.append(_table(name, (*_WHERE, *_WHOSE), shown, figure))
    made.insert(2, _table(title(found, VENTURES), _WHERE, _where(found.ventures), "Contracts"))
    return [one for one in made if one.rows]


def every(found: Oversight) -> list[Table]:
    """All there is to tell, in full."""
    made = [years(found), left_out(found), *full(found), requests(found), waived(found, by_agency=True)]
    return [one for one in made if one.rows]


def requests(found: Oversight, *, short: bool = False) -> Table:
    """Each request for a waiver; ``short``: without the industry, for which a page may be too narrow."""
    names = ("Agency", "Industry", "Solicitation", "Bidder", "Decision", "Goals after", "Approved")
    rows: list[tuple[Value, ...]] = [
        (
            *(one.agency or NOT_STATED, one.industry or NOT_STATED, one.solicitation or one.file, one.waiver.bidder),
            *(one.waiver.decided, one.waiver.goals, _approved(one.waiver), one.amount),
        )
        for one in found.requests
    ]
    heads = (*(Head(name, TEXT) for name in names), Head("Awarded", MONEY))
    if short:
        heads, rows = (heads[0], *heads[2:]), [(row[0], *row[2:]) for row in rows]
    return Table(title(found, WAIVERS), heads, tuple(rows))


def _approved(waiver: Waiver) -> str | None:
    """By whom, and on which day."""
    return ", ".join(filter(None, (waiver.approved_by, waiver.approved_on))) or None


def waived(found: Oversight, *, by_agency: bool = False) -> Table:
    """Contracts that were awarded with a waiver, by industry."""
    heads = _WHERE[:2] if by_agency else _WHERE[1:2]
    lines = found.waived if by_agency else rolled(found.waived, 1)
    shown = [one._replace(key=tuple(part or NOT_STATED for part in one.key)) for one in lines]
    return _table(title(found, WAIVERS).replace(_TITLES[WAIVERS], "Contracts with a waiver"), heads, shown, "Contracts")


def _where(lines: Sequence[Line]) -> list[Line]:
    return [one._replace(key=_sized(one.key, 2)) for one in lines]


def _sized(key: Key, at: int) -> Key:
    """A key with its size in words."""
    return tuple(
        NOT_STATED if part is None else size_name(part) if number == at and isinstance(part, int) else part
        for number, part in enumerate(key)
    )  # fmt: skip


def _whose(key: Key) -> Key:
    held, group, gender = key
    return (str(held).replace(" ", " and ") if held else _NONE_HELD, group or "–", gender or "–")


def _table(name: str, heads: tuple[Head, ...], lines: Sequence[Line], figure: str) -> Table:
    rows = tuple((*line.key, *line.dollars) for line in lines)
    total = added(line.dollars for line in lines)
    blank = ("",) * (len(heads) - 1)
    return Table(name, (*heads, Head(figure), Head("Dollars", MONEY)), rows, ("Total", *blank, *total) if rows else ())
