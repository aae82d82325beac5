"""What subcontractors earn, as formulas of a spreadsheet: 3.B, 4.B.3 and 4.B.4, under every reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.formula import Formula, least, literal, nearest_whole, rounded, total, when, whole
from lbpp_cli.formula_checks import amount_problem, first_problem, marked, marks_problem
from lbpp_cli.formula_inputs import CaseOnSheets
from lbpp_cli.formula_tables import Column
from lbpp_cli.programs.la_lbpp import readings as reading
from lbpp_cli.programs.la_lbpp.evidence import counted
from lbpp_cli.programs.la_lbpp.terms import CERTIFICATIONS, LSB, LTE, OVER_LIMIT
from lbpp_cli.readings import Readings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lbpp_cli.formula_tables import Grid
    from lbpp_cli.model import Bid, Subcontractor


class Setting(CaseOnSheets):
    """A case on its sheets, with what its procedure and readings make of subcontractors."""

    __slots__ = ()

    @property
    def over(self) -> bool:
        """Whether Procedure 4 applies."""
        return self.case.procedure.id == OVER_LIMIT

    @property
    def marks(self) -> tuple[str, ...]:
        """The certifications that the procedure looks at."""
        return CERTIFICATIONS if self.over else (LSB, LTE)

    @property
    def pooled(self) -> bool:
        """Whether the costs of subcontractors are added before whole steps are taken."""
        return self.chosen[reading.TENTHS] == "pooled"

    @property
    def shared(self) -> bool:
        """Whether the limit for a certification is counted once over all subcontractors of a local prime."""
        return self.over and not self.pooled and self.chosen[reading.SUB_CAP] == "per-certification"

    def mark(self, of: Bid | Subcontractor, name: str, provable: frozenset[str]) -> Formula:
        """1 where a certification is marked on the Input sheet and the evidence does not refute it."""
        cell = self.sheets.input(of.source, name)
        if cell is None or name not in provable:
            return literal(0)
        return marked(cell)

    def provable(self, bid: Bid, subcontractor: Subcontractor | None = None) -> frozenset[str]:
        """The certifications that would count if they were marked."""
        return counted(self.case, bid, subcontractor or bid, frozenset(CERTIFICATIONS), Readings(self.chosen))[0]


class Prime(NamedTuple):
    """What the subcontractors' credit takes from their bid's row.

    ``price`` in cents; ``local``: whether the prime has local standing; ``through``: for each certification, whether a
    subcontractor that holds it counts; ``room``: percent that all of them earn at most.
    """

    price: Formula
    local: Formula
    through: Mapping[str, Formula]
    room: Formula


def columns(setting: Setting) -> list[Column]:
    """The columns of the table of subcontractors."""
    over = setting.over
    working = [("cents", "Cost in cents"), *((f"as_{name}", f"Counts as {name}") for name in setting.marks)]
    working += [("counts", "Certifications that count"), ("earned", "Earns before limits")]
    if setting.pooled:
        working.append(("pooled", "Cents that count so far"))
        working += [(f"seen_{name}", f"{name} so far") for name in setting.marks]
    if setting.shared:
        working += [("only_lsb", "As LSB alone"), ("only_lte", "As LTE alone"), ("as_both", "As both")]
    working.append(("running", "So far, before the limit over all"))
    return [
        Column("bidder", "Bidder", "text"),
        Column("subcontractor", "Subcontractor", "text"),
        Column("work", "Work", "text"),
        *(Column(name, name, "flag", "2.A, 2.E") for name in setting.marks),
        Column("cost", "Cost", "money"),
        Column("share", "Of bid price", "share"),
        Column("tenths", "Whole tenths", "whole", "4.B.3.a" if over else "3.B.1"),
        Column("credited", "Earns", "percent", through_clause(setting)),
        *(Column(name, heading, "whole", working=True) for name, heading in working),
        Column("problem", "What is wrong", "text", working=True),
    ]


def through_clause(setting: Setting) -> str:
    """The clauses by which subcontractors earn a preference."""
    return "4.B.3, 4.B.4" if setting.over else "3.B"


def write_credits(setting: Setting, grid: Grid, first: int, bid: Bid, prime: Prime) -> Formula:
    """Write the subcontractors of a bid from row ``first`` on; gives the percent that they earn together."""
    writer = _Credits(setting, grid, first, prime)
    for row, sub in enumerate(bid.subcontractors, start=first):
        writer.row(row, bid, sub)
    last = first + len(bid.subcontractors) - 1
    return total(grid.column("credited", first, last)) if bid.subcontractors else literal(0)


class _Credits:
    """Writes the subcontractors of one bid: each earns what it adds to those listed before it."""

    def __init__(self, setting: Setting, grid: Grid, first: int, prime: Prime) -> None:
        self._setting, self._grid, self._first, self._prime = setting, grid, first, prime
        self._figure = setting.sheets.figures

    def row(self, row: int, bid: Bid, sub: Subcontractor) -> None:
        """Write the row of one of them."""
        put = self._grid.put
        self._names(row, bid, sub)
        cost = put(row, "cost", self._setting.sheets.input(sub.source, "cost") or literal(sub.cost))
        cents = put(row, "cents", nearest_whole(cost * 100))
        put(row, "problem", first_problem([amount_problem(cost, "the cost"), wrong_marks(self._setting, sub)]))
        # 4.B.3.a, 3.B.1: every whole step of the bid price, in whole cents, so that exactly 10% is 10%.
        tenths = put(row, "tenths", self._steps(cents))
        put(row, "share", self._share(cents, tenths))
        held = self._counting(row, bid, sub)
        counts = put(row, "counts", _sum(held))
        put(row, "earned", when(counts > 0, tenths * self._figure["share-credit"], 0))
        running = put(row, "running", self._running(row, held))
        # What a limit lets through is counted in the order listed.
        before = least(self._grid.at(row - 1, "running"), self._prime.room) if row > self._first else literal(0)
        put(row, "credited", least(running, self._prime.room) - before)

    def _names(self, row: int, bid: Bid, sub: Subcontractor) -> None:
        put, sheets = self._grid.put, self._setting.sheets
        put(row, "bidder", sheets.input(bid.source, "bidder") or literal(""))
        put(row, "subcontractor", sheets.input(sub.source, "name") or literal(""))
        put(row, "work", (sheets.input(sub.source, "work") if sub.work else None) or literal(""))

    def _steps(self, cents: Formula) -> Formula:
        """How often a whole step of the bid price goes into an amount in cents."""
        return whole(cents * 100 / (self._prime.price * self._figure["share-step"]))

    def _share(self, cents: Formula, tenths: Formula) -> Formula:
        """The part of the bid price, with more decimals where two would show a step that it does not reach."""
        part = cents / self._prime.price
        near = rounded(part, 4)
        return when(whole(near * 100 / self._figure["share-step"]).equals(tenths), near, whole(part * 10**8) / 10**8)

    def _counting(self, row: int, bid: Bid, sub: Subcontractor) -> list[Formula]:
        """Each certification through which the subcontractor counts, as 1."""
        setting = self._setting
        # 4.B.3.c, 4.B.4.a, 3.B: the bid must identify its work.
        stated = sub.work is not None or not setting.case.tabulation.work_recorded
        provable = setting.provable(bid, sub) if stated else frozenset[str]()
        found = []
        for name in setting.marks:
            mark = self._grid.put(row, name, setting.mark(sub, name, provable))
            found.append(self._grid.put(row, f"as_{name}", mark * self._prime.through[name]))
        return found

    def _running(self, row: int, held: Sequence[Formula]) -> Formula:
        """What the subcontractors up to this one earn before the limit over all of them."""
        grid, setting, limit = self._grid, self._setting, self._figure["subcontractor-certification-limit"]
        earned, counts = grid.at(row, "earned"), grid.at(row, "counts")
        if setting.pooled:
            return self._pooled(row)
        alone = earned
        if setting.over:
            alone = self._limited(earned, limit * counts)
        each = alone if row == self._first else grid.at(row - 1, "running") + alone
        if not setting.shared:
            return each
        return when(self._prime.local.equals(1), self._shared(row, held[2], held[3]), each)

    def _limited(self, earned: Formula, limit: Formula) -> Formula:
        """4.B.3: at most so much for each certification; 4.B.4.b leaves open whether that holds there."""
        if self._setting.chosen[reading.NONLOCAL_SUB_CAP] == "per-certification":
            return least(earned, limit)
        return when(self._prime.local.equals(1), least(earned, limit), earned)

    def _shared(self, row: int, small: Formula, transitional: Formula) -> Formula:
        """The limit for a certification once over all: the most that any way of counting toward the two allows."""
        grid, limit = self._grid, self._figure["subcontractor-certification-limit"]
        earned = grid.at(row, "earned")
        grid.put(row, "only_lsb", earned * small * (literal(1) - transitional))
        grid.put(row, "only_lte", earned * transitional * (literal(1) - small))
        grid.put(row, "as_both", earned * small * transitional)
        lsb, lte, any_of = (total(grid.column(name, self._first, row)) for name in ("only_lsb", "only_lte", "as_both"))
        return least(lsb + lte + any_of, limit + lte + any_of, limit + lsb + any_of, limit * 2)

    def _pooled(self, row: int) -> Formula:
        """Whole steps of the costs of all that count, added up."""
        grid, first = self._grid, self._first
        counts = when(grid.at(row, "counts") > 0, grid.at(row, "cents"), 0)
        so_far = grid.put(row, "pooled", counts if row == first else grid.at(row - 1, "pooled") + counts)
        earned = self._steps(so_far) * self._figure["share-credit"]
        seen = [
            grid.put(row, f"seen_{name}", least(1, total(grid.column(f"as_{name}", first, row))))
            for name in self._setting.marks
        ]
        if not self._setting.over:
            return earned
        return self._limited(earned, self._figure["subcontractor-certification-limit"] * _sum(seen))


def _sum(terms: Sequence[Formula]) -> Formula:
    added = terms[0]
    for term in terms[1:]:
        added += term
    return added


def wrong_marks(setting: Setting, of: Bid | Subcontractor) -> Formula:
    """What is wrong with marks that were changed; blank where nothing is."""
    cells = (setting.sheets.input(of.source, name) for name in setting.marks)
    return marks_problem([cell for cell in cells if cell is not None])
