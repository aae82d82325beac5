"""The ledger of a bid as formulas: what each firm is certified as, and what its participation is worth (j.1, j.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.formula import Formula, both, either, least, literal, most, nearest_whole, when
from lbpp_cli.formula_checks import marked
from lbpp_cli.formula_inputs import amount_cell
from lbpp_cli.formula_tables import Column
from lbpp_cli.model import DIRECT, INDIRECT, VENTURE_PARTNER
from lbpp_cli.names import firm_key
from lbpp_cli.participation import INDIRECT_SUBCONTRACTOR, PARTNER, PRIME
from lbpp_cli.programs.nyc_mwbe import readings as reading
from lbpp_cli.programs.nyc_mwbe.evidence import judged
from lbpp_cli.programs.nyc_mwbe.terms import (
    CERTIFICATIONS,
    DIRECT_SUBCONTRACTOR,
    GOAL,
    GROUPS,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lbpp_cli.formula_tables import Grid
    from lbpp_cli.model import Bid, Source, Subcontractor
    from lbpp_cli.programs.nyc_mwbe.worksheet_setting import Setting, Units

_ROLES = {DIRECT: DIRECT_SUBCONTRACTOR, INDIRECT: INDIRECT_SUBCONTRACTOR, VENTURE_PARTNER: PARTNER}


def columns(setting: Setting) -> list[Column]:
    """The columns of the ledger that are this program's."""
    working = [(name, f"{name}, marked and not refuted") for name in CERTIFICATIONS]
    working += [("cents", "Amount in cents"), ("paid", "What counts of it, in cents")]
    subs = [one for bid in setting.case.tabulation.ranked for one in bid.subcontractors]
    if any(one.tier == INDIRECT for one in subs):
        working.append(("less", "Paid to its own, in cents"))
    if any(one.tier == VENTURE_PARTNER for one in subs):
        working.append(("share", "Share of profit, in parts"))
    working += [
        ("credit", "Its credit, in parts of a cent"),
        *((could(name), f"Could count toward {name}") for name in setting.goals),
    ]
    if setting.searches:
        working += [("open", "Its goal was searched for"), ("kinds", "Goals it could count toward, as bits")]
        working += [("credit_as", "Credit, as evaluated"), ("kinds_as", "Goals, as evaluated")]
        working += [("toward_as", "Counts toward, as evaluated"), ("same", "The same as evaluated")]
    return [
        Column("worth", "Its credit", "exact", "j.1, j.2"),
        Column("counted", "Dollars that count", "exact", "i.3"),
        Column("useful", "Useful function", "answer", "j.1.g"),
        Column("toward", "Counts toward", "word", "j.1.k; shaded: found by search"),
        Column("graduate", "Graduate", "answer", "j.1.j"),
        *(Column(name, heading, "whole", working=True) for name, heading in working),
        Column("problem", "What is wrong", "text", working=True),
    ]


class Firm(NamedTuple):
    """A row of the ledger: its record, its key as a company, and whether it is certified and may be credited.

    ``sub`` is None in the row of the bidder.
    """

    row: int
    of: Bid | Subcontractor
    sub: Subcontractor | None
    key: str
    certified: Formula
    entitled: Formula


class Ledger:
    """Writes the rows of a bid in the ledger: the bidder, then its partners and subcontractors."""

    def __init__(self, setting: Setting, grid: Grid, first: int, bid: Bid, units: Units) -> None:
        self._setting, self.grid, self._bid, self._units = setting, grid, bid, units
        self.first, self.last = first, first + len(bid.subcontractors)
        self.records: list[tuple[Source, str]] = [(bid.source, "quoted_price")]
        self.records += [(one.source, "cost") for one in bid.subcontractors]
        self.firms: list[Firm] = []

    def write(self, bidder: Formula, quoted: Formula) -> None:
        """Write what each firm is: its dollars, its certifications, and what was said of it."""
        put, bid = self.grid.put, self._bid
        for row, sub in enumerate((None, *bid.subcontractors), start=self.first):
            of, name = (bid, bid.bidder) if sub is None else (sub, sub.name)
            put(row, "bidder", bidder)
            # j.1.k: which rows are one company hangs on their names, so that those of firms are fixed.
            put(row, "firm", bidder if sub is None else name)
            put(row, "role", PRIME if sub is None else _ROLES[sub.tier])
            dollars = quoted if sub is None else self._setting.sheets.input(sub.source, "cost") or literal(sub.cost)
            cents = put(row, "cents", nearest_whole(put(row, "amount", dollars) * 100))
            put(row, "paid", cents if sub is None else self._paid(sub, cents))
            of_bidder = sub is None or sub.tier == VENTURE_PARTNER
            certified = self._certified(row, of, name, of_bidder=of_bidder)
            useful, graduate = self._useful(row, of), self._graduate(row, of)
            entitled = both(certified, useful.equals(1), graduate.equals(0))
            self.firms.append(Firm(row, of, sub, firm_key(name), certified, entitled))

    def _paid(self, of: Subcontractor, cents: Formula) -> Formula:
        """j.1.b, j.1.i: what a subcontractor is paid, as far as it counts."""
        commission = amount_cell(self._setting.sheets, of, "commission")
        if commission is None or self._setting.chosen[reading.COMMISSION_OF_SUBCONTRACTORS] != "commission":
            return cents
        return nearest_whole(commission * 100)

    def _certified(self, row: int, of: Bid | Subcontractor, name: str, *, of_bidder: bool) -> Formula:
        """j.1.h, j.2.c: its marks on the Input sheet, as far as register and dates do not refute them."""
        case, claimed = self._setting.case, of._replace(certifications=frozenset(CERTIFICATIONS))
        provable = judged(case, name, claimed, self._setting.readings, of_bidder=of_bidder)
        held = {}
        for mark in CERTIFICATIONS:
            cell = self._setting.sheets.input(of.source, mark)
            claim = marked(cell) if cell and provable[mark].counts else literal(0)
            held[mark] = self.grid.put(row, mark, self._unless_venture(of, claim))
        shown, any_so_far = literal(""), literal(0)
        for mark, cell in held.items():
            name_ = when(any_so_far.equals(0), mark, f", {mark}") if not any_so_far.fixed else literal(mark)
            one = when(cell.equals(1), name_, "")
            shown = one if any_so_far.fixed else shown & one
            any_so_far = cell if any_so_far.fixed else any_so_far + cell
        self.grid.put(row, "counts_as", when(any_so_far > 0, shown, "–"))
        return any_so_far > 0

    def _unless_venture(self, of: Bid | Subcontractor, claim: Formula) -> Formula:
        """j.2.d: the marks of a joint venture itself are not used."""
        venture = self._setting.answer(of, "venture")
        return claim if claim.fixed or (venture.fixed and not venture.value) else when(venture.equals(0), claim, 0)

    def _useful(self, row: int, of: Bid | Subcontractor) -> Formula:
        """j.1.g: whether it performs a commercially useful function; what is not stated is assumed."""
        cell = self._setting.answer_cell(of, "useful")
        if cell is not None:
            return self.grid.put(row, "useful", when(cell.equals("no"), 0, 1))
        stated = of.stated.get("useful") is not False
        assumed = stated and "useful" not in of.stated and bool(of.certifications)
        return self.grid.put(row, "useful", int(stated), "assumed" if assumed else None)

    def _graduate(self, row: int, of: Bid | Subcontractor) -> Formula:
        """j.1.j: whether it is a graduate; where that is not stated, it may be changed."""
        graduate = self._setting.answer(of, "graduate")
        assumed = "graduate" not in of.stated and bool(of.certifications)
        return self.grid.put(row, "graduate", graduate, "answer live" if assumed else None)

    @property
    def listed(self) -> Formula:
        """What goes to the direct subcontractors that are listed, in cents."""
        return self._cents([firm for firm in self.firms if firm.sub and firm.sub.tier == DIRECT])

    def _cents(self, firms: Sequence[Firm]) -> Formula:
        """The dollars of several firms, in cents."""
        found = literal(0)
        for firm in firms:
            cents = self.grid.at(firm.row, "cents")
            found = cents if found.fixed else found + cents
        return found

    def shares(self) -> tuple[Formula, Formula] | None:
        """c.30: the shares of profit of all partners and of the certified ones, in parts; None where none is listed."""
        partners = [firm for firm in self.firms if firm.sub and firm.sub.tier == VENTURE_PARTNER]
        whole, certified = literal(0), literal(0)
        for firm in partners:
            cell = amount_cell(self._setting.sheets, firm.of, "share") or literal(0)
            share = self.grid.put(firm.row, "share", nearest_whole(cell * self._units.share))
            counts = when(firm.certified, share, 0)
            whole, certified = (share, counts) if whole.fixed else (whole + share, certified + counts)
        return (whole, certified) if partners else None

    def credit(self, own: Formula, venture: Formula, qualified: Formula) -> None:
        """Write what the participation of each firm is worth, and toward which goals it could count.

        ``own``: what the bidder does itself, in parts of direct work; ``venture``: whether the bid is a joint venture.
        """
        units, less = self._units, dict[str, Formula]()
        counted = self._setting.answer(self._setting.solicitation, "indirect_counted").equals(1)
        for firm in self.firms:
            if firm.sub is None:
                # i.3, j.2.b; j.2.d: of a joint venture its certified partners count.
                worth, counts = own * (units.cent // units.work), both(firm.entitled, venture.equals(0))
            elif firm.sub.tier == VENTURE_PARTNER:
                # j.1.f, j.2.d: the remainder times the share of profit.
                part = own * self.grid.at(firm.row, "share")
                worth = part * (units.cent // (units.work * units.share))
                counts = both(firm.entitled, qualified)
            elif firm.sub.tier == INDIRECT:
                # j.1.d, j.1.l.
                worth, counts = self.grid.at(firm.row, "paid") * units.cent, both(firm.entitled, counted)
            else:
                worth, counts = self._of_direct(firm, counted, less) * units.cent, firm.entitled
            credit = self.grid.put(firm.row, "credit", when(counts, most(worth, 0), 0))
            self.grid.put(firm.row, "worth", credit / (100 * units.cent))
            self._could_count(firm, credit)

    def _of_direct(self, firm: Firm, counted: Formula, less: dict[str, Formula]) -> Formula:
        """j.1.b; j.1.c: less what it pays to its own subcontractors. ``less``: so far, by its firm."""
        paid = self.grid.at(firm.row, "paid")
        own = [one for one in self.firms if one.sub and one.sub.tier == INDIRECT and under(one.sub) == firm.key]
        given = self._cents(own)
        if given.fixed:
            return paid
        left = given - less[firm.key] if firm.key in less else given
        taken = self.grid.put(firm.row, "less", when(counted, least(left, paid), 0))
        less[firm.key] = less[firm.key] + taken if firm.key in less else taken
        return paid - taken

    def _could_count(self, firm: Firm, credit: Formula) -> None:
        """i.1, i.3: its credit beside each goal that is for its certification, and for its group."""
        for name in self._setting.goals:
            kind = GOAL[name]
            held = [self.grid.at(firm.row, mark).equals(1) for mark in CERTIFICATIONS if mark in kind.certifications]
            is_for = either(*held) if len(held) > 1 else held[0]
            if kind.group is not None:
                is_for = both(is_for, self._setting.choice(firm.of, "group", GROUPS).equals(kind.group))
            self.grid.put(firm.row, could(name), when(is_for, credit, 0))


def could(goal: str) -> str:
    """The column of what firms could count toward a goal."""
    return f"could {goal}"


def under(one: Subcontractor) -> str:
    """The key of the direct subcontractor that an indirect one works for."""
    return firm_key(str(one.stated.get("under") or ""))
