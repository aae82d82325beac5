"""The ledger of a bid as formulas: what each firm does in dollars, what it counts as, and toward what it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.formula import Formula, both, either, least, literal, most, nearest_whole, total, when, whole
from lbpp_cli.formula_checks import amount_problem, first_problem, marks_problem, spelling_problem
from lbpp_cli.formula_inputs import mark_cells
from lbpp_cli.formula_tables import Column
from lbpp_cli.participation import BANKED, PARTNER, PRIME, SUBCONTRACTOR
from lbpp_cli.programs.oakland_lslbe.banked import why_not
from lbpp_cli.programs.oakland_lslbe.terms import (
    BROKERS,
    CERTIFICATIONS,
    FORMAL,
    LBE,
    LOCAL,
    LOCAL_PART,
    LPG,
    PARTNER_ROLE,
    REQUIREMENT,
    ROLES,
    SLBE,
    SMALL,
    SMALL_PART,
    STANDINGS,
    VERY_SMALL,
    VSLBE,
)
from lbpp_cli.programs.oakland_lslbe.worksheet_setting import Parts
from lbpp_cli.stated import amount, day

if TYPE_CHECKING:
    from lbpp_cli.formula_tables import Grid
    from lbpp_cli.model import Bid, Source, Subcontractor
    from lbpp_cli.programs.oakland_lslbe.worksheet_setting import Setting

_ROLES = frozenset({*ROLES.values(), ""})
_KINDS = {"very": VERY_SMALL, "small": SMALL, "local": LOCAL}


class Sums(NamedTuple):
    """The cents of the firms of a bid by what they count as."""

    very: Formula
    small: Formula
    local: Formula

    @property
    def all(self) -> Formula:
        """What goes to certified firms."""
        return self.local + self.small + self.very


def columns(setting: Setting) -> list[Column]:
    """The columns of the ledger that are this program's."""
    shown = list[Column]()
    working = [*((name, f"{name}, marked and not refuted") for name in CERTIFICATIONS), ("cents", "Amount in cents")]
    working += [*((f"as_{kind}", f"Cents that count as {kind}") for kind in _KINDS)]
    if setting.asked.whole is not None and setting.beyond_covers:
        working += [("very_so_far", "Very small so far"), ("small_so_far", "Small so far")]
        working += [("beyond_so_far", "Beyond the small part so far, in parts of a cent")]
    if any(amount(bid, "banked") is not None for bid in setting.case.tabulation.ranked):
        working += [("banked_local", "Banked toward LBE, in parts"), ("banked_small", "Banked toward SLBE, in parts")]
        if setting.whole_apart:
            shown = [Column("toward_whole", f"Toward {REQUIREMENT} alone", "exact", "Incentives")]
            working += [("banked_whole", "Banked toward L/SLBE alone, in parts")]
    return [
        Column("toward_local", f"Toward {LOCAL_PART}", "exact", "Requirements"),
        Column("toward_small", f"Toward {SMALL_PART}", "exact", "Requirements, Action 3"),
        *shown,
        Column("useful", "Useful function", "answer", "Definition 7"),
        *(Column(name, heading, "whole", working=True) for name, heading in working),
        Column("problem", "What is wrong", "text", working=True),
    ]


class Ledger:
    """Writes the rows of a bid in the ledger: the prime, the firms that it lists, its banked credit."""

    def __init__(self, setting: Setting, grid: Grid, first: int, bid: Bid) -> None:
        self._setting, self._grid, self._bid = setting, grid, bid
        self.first, self.last = first, first + len(bid.subcontractors)  # of the firms
        self.records: list[tuple[Source, str]] = []

    def firms(self, cents: Formula) -> Sums:
        """Write what each firm does and counts as; gives the sums. ``cents``: the price."""
        grid, bid = self._grid, self._bid
        rows = list(enumerate(bid.subcontractors, start=self.first + 1))
        for row, one in rows:
            cost = grid.put(row, "amount", self._setting.sheets.input(one.source, "cost") or literal(one.cost))
            grid.put(row, "cents", nearest_whole(cost * 100))
        others = total(grid.column("cents", self.first + 1, self.last)) if rows else literal(0)
        # Requirements: the prime's own work is the price less what every other firm is listed for.
        grid.put(self.first, "cents", cents - others)
        grid.put(self.first, "amount", grid.at(self.first, "cents") / 100)
        self._firm(self.first, bid, bid.bidder)
        for row, one in rows:
            self._firm(row, one, one.name)
        self.records = [(bid.source, "quoted_price"), *((one.source, "cost") for one in bid.subcontractors)]
        return Sums(*(total(grid.column(f"as_{kind}", self.first, self.last)) for kind in _KINDS))

    def _firm(self, row: int, of: Bid | Subcontractor, firm: str) -> None:
        setting, put, prime = self._setting, self._grid.put, of is self._bid
        put(row, "bidder", setting.sheets.input(self._bid.source, "bidder") or literal(self._bid.bidder))
        put(row, "firm", setting.sheets.input(of.source, "bidder" if prime else "name") or literal(firm))
        held = {name: put(row, name, setting.mark(of, firm, name)) for name in CERTIFICATIONS}
        work = self._role(row, of, prime=prime)
        useful = self._useful(row, of, work)
        cents = self._grid.at(row, "cents")
        counts = both(useful.equals(1), cents > 0)
        # Definitions 16, 22, 29: the certification that counts for most.
        very = held[VSLBE].equals(1)
        small = either(held[SLBE].equals(1), held[LPG].equals(1))
        local = when(held[LBE].equals(1), STANDINGS[LOCAL], "–")
        kind = when(very, STANDINGS[VERY_SMALL], when(small, STANDINGS[SMALL], local))
        shown = put(row, "counts_as", when(counts, kind, "–"))
        for name, standing in _KINDS.items():
            put(row, f"as_{name}", when(shown.equals(STANDINGS[standing]), cents, 0))
        checks = [
            marks_problem(mark_cells(setting.sheets, of, CERTIFICATIONS)),
            self._wrong_answer(of, work, prime=prime),
        ]
        if not prime:
            checks.append(amount_problem(self._grid.at(row, "amount"), "the amount"))
        put(row, "problem", first_problem(checks))

    def _role(self, row: int, of: Bid | Subcontractor, *, prime: bool) -> Formula:
        """Write what the firm is to the bid; gives the cell that says what its work is."""
        field = "own_role" if prime else "role"
        stated = str(of.stated.get(field) or "")
        cell = self._setting.sheets.input(of.source, field, _ROLES)
        work = cell if cell is not None else literal(stated)
        if prime:
            self._grid.put(row, "role", when(work.equals(""), PRIME, (literal(f"{PRIME}, ") & work)) if cell else PRIME)
        else:
            known = PARTNER if stated == PARTNER_ROLE else stated or SUBCONTRACTOR
            self._grid.put(row, "role", when(work.equals(""), SUBCONTRACTOR, work) if cell else known)
        return work

    def _useful(self, row: int, of: Bid | Subcontractor, work: Formula) -> Formula:
        """Definition 7: 1 where a firm performs a commercially useful function, by the answer and by its role."""
        cell = self._setting.sheets.input(of.source, "useful")
        assumed = False
        if cell is not None and isinstance(of.stated.get("useful"), bool):
            useful: Formula = when(cell.equals("no"), 0, 1)
        else:
            useful = literal(0 if of.stated.get("useful") is False else 1)
            formal = self._setting.case.procedure.id == FORMAL
            assumed = of is not self._bid and bool(of.certifications) and formal and bool(useful.value)
        if not self._setting.solicitation.stated.get("brokerage_asked") and not work.fixed:
            useful = when(either(*(work.equals(name) for name in BROKERS)), 0, useful)
        elif work.value in BROKERS and not self._setting.solicitation.stated.get("brokerage_asked"):
            useful, assumed = literal(0), False
        return self._grid.put(row, "useful", useful, "assumed" if assumed and useful.fixed else None)

    def _wrong_answer(self, of: Bid | Subcontractor, work: Formula, *, prime: bool) -> Formula:
        known = "a role is none of those that are known"
        role = literal("") if work.fixed else spelling_problem(work, sorted(_ROLES), known)
        cell = None if prime else self._setting.sheets.input(of.source, "useful")
        if cell is None:
            return role
        return first_problem([role, spelling_problem(cell, ("yes", "no"), "an answer is neither yes nor no")])

    def beyond(self, need_small: Formula) -> Formula:
        """What the small part does not need of the dollars of small firms, in parts of a cent; very small ones first.

        Write it for each firm so far; gives the sum. ``need_small``: what the small part requires, in parts.
        """
        grid, cent, factor = self._grid, self._setting.cent, self._setting.figure("very-small-factor")
        very = total(grid.column("as_very", self.first, self.last)) * cent
        rest = most(need_small - very * factor, 0)
        for row in range(self.first, self.last + 1):
            so_far = {
                kind: grid.put(row, f"{kind}_so_far", total(grid.column(f"as_{kind}", self.first, row)))
                for kind in ("very", "small")
            }
            used = least(so_far["very"] * cent, need_small / factor) + least(so_far["small"] * cent, rest)
            grid.put(row, "beyond_so_far", (so_far["very"] + so_far["small"]) * cent - used)
        return grid.at(self.last, "beyond_so_far")

    def toward(self, covers: Formula | None, *, doubles: bool) -> None:
        """Write what counts toward each part. ``covers``: 1 where what is beyond the small part fills the local one."""
        grid, cent = self._grid, self._setting.cent
        for row in range(self.first, self.last + 1):
            local = grid.at(row, "as_local") * cent
            if covers is not None:
                before = grid.at(row - 1, "beyond_so_far") if row > self.first else literal(0)
                local += (grid.at(row, "beyond_so_far") - before) * covers
            grid.put(row, "toward_local", local / (cent * 100))
            # Action 3: a very small local business counts double toward the small part.
            times = self._setting.figure("very-small-factor") if doubles else literal(1)
            small = grid.at(row, "as_small") + grid.at(row, "as_very") * times
            grid.put(row, "toward_small", small / 100)

    @property
    def has_credit(self) -> bool:
        """Whether the bid states banked credit."""
        return amount(self._bid, "banked") is not None

    def credit(self, base: Formula, lacking: Parts) -> Parts:
        """Earning Credits: write banked credit, at most 2%; gives the parts of a cent toward each part and the whole.

        Where it is not said with which part it was earned, it fills the part that lacks it, then the whole.
        """
        setting, put, row, bid = self._setting, self._grid.put, self.last + 1, self._bid
        put(row, "bidder", setting.sheets.input(bid.source, "bidder") or literal(bid.bidder))
        put(row, "firm", setting.sheets.input(bid.source, "bidder") or literal(bid.bidder))
        put(row, "role", BANKED)
        put(row, "counts_as", "–")
        stated = put(row, "amount", setting.sheets.input(bid.source, "banked") or literal(amount(bid, "banked") or 0))
        self.records.append((bid.source, "banked"))
        cents = put(row, "cents", nearest_whole(stated * 100))
        available = least(cents, whole(base * setting.figure("banked-limit") / 100)) * setting.cent
        toward = bid.stated.get("banked_toward")
        unused, fills = why_not(setting.case, day(bid, "banked_on")), toward is None
        given = {part: literal(0) if unused or toward != part else available for part in (LOCAL_PART, SMALL_PART)}
        if fills and not unused:
            given[LOCAL_PART] = least(available, lacking.local)
        local = put(row, "banked_local", given[LOCAL_PART])
        if fills and not unused:
            given[SMALL_PART] = least(available - local, lacking.small)
        small, apart = put(row, "banked_small", given[SMALL_PART]), literal(0)
        if "banked_whole" in self._grid:
            if fills and not unused:
                # Parts that are full may be less than the whole.
                apart = least(available - local - small, most(lacking.whole - local - small, 0))
            apart = put(row, "banked_whole", apart)
            put(row, "toward_whole", apart / (100 * setting.cent))
        put(row, "toward_local", local / (100 * setting.cent))
        put(row, "toward_small", small / (100 * setting.cent))
        return Parts(apart, local, small)
