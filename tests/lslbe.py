"""Random solicitations under Oakland's program: Hypothesis strategies that dwell on the edges of its rules.

And the cells that each would have been read from, so that a report can be planned for it.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from lbpp_cli import programs
from lbpp_cli.columns import MARK, TEXT
from lbpp_cli.model import BID, PROPOSAL, Bid, InputCell, InputFile, Solicitation, Source, Subcontractor, Tabulation
from lbpp_cli.read.rulebook import read_rulebook

PROGRAM = programs.load("oakland-lslbe")
RULES = read_rulebook(programs.folder("oakland-lslbe"))
TODAY = date(2026, 1, 2)
DUE = date(2025, 6, 2)
MARKS = PROGRAM.certifications
FILE = "made.xlsx"
NOWHERE = Source(FILE, {})
READINGS = {reading.id: tuple(reading.values) for reading in PROGRAM.readings}
CENT = Decimal("0.01")

marks = st.sets(st.sampled_from(MARKS), max_size=2).map(frozenset)
readings = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in READINGS.items()})
roles = st.sampled_from([None, None, None, "trucker", "broker", "joint venture partner"])


def cents(low, high):
    return st.integers(low, high).map(lambda number: Decimal(number).scaleb(-2))


prices = st.one_of(cents(1_00, 90_000_00), cents(100_000_01, 3_000_000_00), cents(1_000_000_00, 1_000_000_00))


@st.composite
def subcontractors(draw, price, least=0):
    """Costs at, a cent under and a cent over what the rules ask for: a quarter, a half, steps of a tenth."""
    left, found = price, []
    for number in range(draw(st.integers(least, 5))):
        share = draw(st.sampled_from([5, 10, 15, 25, 25, 35, 50, 60, 80]))
        near = (price * share / 100).quantize(CENT) + draw(st.sampled_from([0, 0, 1, -1, 12_34])) * CENT
        cost = min(left, max(CENT, near))
        if cost <= 0:
            break
        left -= cost
        stated = {"role": draw(roles), "useful": draw(st.sampled_from([None, True, True, False]))}
        found.append(
            Subcontractor(NOWHERE, f"Firm {number}", cost, None, draw(marks), stated=_known(stated))
        )  # fmt: skip
    return tuple(found)


def _known(stated):
    return {name: value for name, value in stated.items() if value is not None}


@st.composite
def own_fields(draw, price):
    """What a bid states beside its price: banked credit, restricted dollars, ventures, teams of mentors."""
    stated = {"own_role": draw(st.sampled_from([None, None, None, "broker"]))}
    if draw(st.booleans()):
        stated["banked"] = (price * draw(st.sampled_from([0, 1, 2, 3])) / 100).quantize(CENT)
        stated["banked_on"] = draw(st.sampled_from([None, date(2025, 1, 2), date(2024, 6, 2), date(2024, 6, 1)]))
        stated["banked_toward"] = draw(st.sampled_from([None, None, "LBE", "SLBE"]))
    if draw(st.sampled_from([True, False, False])):
        stated["restricted"] = (price * draw(st.sampled_from([10, 40])) / 100).quantize(CENT)
    if draw(st.sampled_from([True, False, False, False])):
        stated |= {"venture": True, "venture_approved": draw(st.sampled_from([None, True, False]))}
        stated["manufactured"] = draw(st.sampled_from([None, (price / 4).quantize(CENT)]))
    if draw(st.sampled_from([True, False, False, False, False])):
        stated |= {"mentor_approved": True, "mentor_submitted": draw(st.sampled_from([None, DUE, date(2025, 6, 1)]))}
    return _known(stated)


@st.composite
def requirements(draw):
    """The requirement of a project: the usual one, another, with or without its parts, or none."""
    percents = st.sampled_from([Decimal(text) for text in ("20", "25", "33", "12.5", "50", "0")])
    kind = draw(st.sampled_from(["usual", "usual", "whole", "local", "small", "parts", "all", "all", "waived"]))
    if kind == "usual":
        return {}
    if kind == "waived":
        return {"requirement_waived": True}
    # With one part stated the other is what is left; with all three they need not add up.
    parts = {"local": ["local_part"], "small": ["small_part"], "whole": []}.get(kind, ["local_part", "small_part"])
    whole = kind in {"whole", "all"} or (kind != "parts" and draw(st.booleans()))
    return {name: draw(percents) for name in [*(["requirement"] if whole else []), *parts]}


@st.composite
def tabulations(draw, *, kinds=(BID, PROPOSAL), all_responsive=False, formal=False):
    kind = draw(st.sampled_from(kinds))
    bids = []
    for number in range(draw(st.integers(1, 4))):
        price = draw(prices)
        score = draw(cents(0, 100_00)) if kind == PROPOSAL else None
        responsive = all_responsive or draw(st.sampled_from([True, True, True, False]))
        subs = draw(subcontractors(price))
        bids.append(
            Bid(
                NOWHERE, f"Bidder {number}", price, draw(marks), subs, score=score, responsive=responsive,
                reason=None if responsive else "no bond", stated=draw(own_fields(price)),
            )
        )  # fmt: skip
    stated = draw(requirements())
    stated |= _known({
        "brokerage_asked": draw(st.sampled_from([None, None, True])),
        "emergency": draw(st.sampled_from([None, None, True])),
        "assisted": None if formal else draw(st.sampled_from([None, None, None, True])),
    })  # fmt: skip
    value = (
        Decimal(2_000_000) if formal else Decimal(draw(st.sampled_from(["50000", "100000", "100000.01", "2000000"])))
    )
    category = draw(st.sampled_from(["construction", "services"] + ([] if formal else ["goods"])))
    total = Decimal(100) if kind == PROPOSAL else None
    solicitation = Solicitation(
        NOWHERE, kind=kind, category=category, contract_value=value, due=DUE, total_points=total, stated=stated
    )
    return Tabulation((InputFile(FILE, b""),), solicitation, tuple(bids))


def placed(tabulation, program=PROGRAM):
    """The same tabulation with an address for every field that has a value, and for every mark."""
    bids, number = [], 1
    for row, bid in enumerate(tabulation.bids, start=2):
        subs = []
        for sub in bid.subcontractors:
            number += 1
            source = _source("Subcontractors", number, sub, program.form.subcontractors)
            subs.append(sub._replace(source=source))
        source = _source("Bids", row, bid, program.form.bids)
        bids.append(bid._replace(source=source, subcontractors=tuple(subs)))
    solicitation = tabulation.solicitation
    cells = {
        column.field: f"Solicitation!B{row}"
        for row, column in enumerate(program.form.solicitation, start=2)
        if _value(solicitation, column) is not None
    }
    return replace(tabulation, bids=tuple(bids), solicitation=replace(solicitation, source=Source(FILE, cells)))


def _source(sheet, row, record, known):
    letters = [chr(65 + at) if at < 26 else f"A{chr(39 + at)}" for at in range(len(known))]
    return Source(
        FILE,
        {
            column.field: f"{sheet}!{letter}{row}"
            for letter, column in zip(letters, known, strict=True)
            if column.kind == MARK or _value(record, column) is not None
        },
    )


def _value(record, column):
    if column.kind == MARK:
        return column.field in record.certifications or None
    return record.stated.get(column.field, getattr(record, column.field, None))


def cells_of(tabulation, program=PROGRAM):
    """The cells of a placed tabulation, as they would be read."""
    found = list(_cells(tabulation.solicitation, "Solicitation", "Solicitation", program.form.solicitation))
    for bid in tabulation.bids:
        found += _cells(bid, "Bids", bid.bidder, program.form.bids)
        for sub in bid.subcontractors:
            found += _cells(sub, "Subcontractors", f"{bid.bidder}: {sub.name}", program.form.subcontractors)
    return tuple(found)


def _cells(record, table, whose, known):
    for column in known:
        place = record.source.cells.get(column.field)
        if place is not None:
            value = _value(record, column)
            raw = "x" if value is True and column.kind == MARK else value
            kind = column.kind if isinstance(column.kind, str) else TEXT
            sheet, _, cell = place.partition("!")
            yield InputCell(
                FILE, table, sheet, cell, whose, column.heading, column.field, kind, raw, value,
                percent=kind == "percent",
            )  # fmt: skip
