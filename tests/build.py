"""Builds tabulations in memory, for tests that are about rules and not about files."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from lbpp_cli import programs
from lbpp_cli.evaluate import evaluate
from lbpp_cli.model import (
    BID,
    Bid,
    Certification,
    InputFile,
    Register,
    Solicitation,
    Source,
    Subcontractor,
    Tabulation,
)
from lbpp_cli.read.rulebook import read_rulebook

NOWHERE = Source("made.xlsx", {})
TODAY = date(2026, 1, 2)
DUE = date(2025, 6, 2)
LA = programs.load("la-lbpp")
LA_RULES = read_rulebook(programs.folder("la-lbpp"))


def sub(name="Sub", cost="0.00", marks=(), work="Paving", account=None):
    return Subcontractor(NOWHERE, name, Decimal(cost), work, frozenset(marks), account)


def bid(bidder="Bidder", price="100.00", marks=(), subs=(), **more):
    return Bid(NOWHERE, bidder, Decimal(price), frozenset(marks), tuple(subs), **more)


def certification(firm, name, granted=None, *, applied=None, expires=None, account=None):
    """A row of a register; without the day that it was granted, an application that is not decided."""
    return Certification(NOWHERE, firm, name, applied, granted, expires, account)


def register(*rows, similar=None):
    return Register("register.xlsx", rows, similar or {})


def tabulation(*bids, contract_value="1000000.00", kind=BID, work_recorded=True, due=DUE, certifications=None, **more):
    """``certifications``: the rows of a register; None where there is none."""
    value = None if contract_value is None else Decimal(contract_value)
    solicitation = Solicitation(NOWHERE, kind=kind, contract_value=value, due=due, **more)
    held = None if certifications is None else register(*certifications)
    return Tabulation((InputFile("made.xlsx", b""),), solicitation, bids, work_recorded, held)


def evaluated(given, readings=None):
    return evaluate(given, LA, LA_RULES, TODAY, readings)


def by_bidder(evaluation):
    return {entry.bid.bidder: entry for entry in evaluation.bids}


def one(*given, readings=None, **more):
    """The adjustment of the only bid of a solicitation: the bid, then what its solicitation is made of."""
    (entry,) = evaluated(tabulation(*given, **more), readings).bids
    return entry.adjustment


def codes(evaluation):
    return [finding.code for finding in evaluation.findings]


def with_register(book, rows):
    """A workbook with a sheet of certifications: a heading with its value for each row."""
    sheet = book.create_sheet("Certifications")
    headings = ("Firm", "Certification", "Applied", "Granted", "Expires", "RAMP account")
    sheet.append(headings)
    for row in rows:
        sheet.append([row.get(heading) for heading in headings])
    return book
