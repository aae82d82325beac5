"""Builds tabulations in memory, for tests that are about rules and not about files."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from lbpp_cli import programs
from lbpp_cli.evaluate import evaluate
from lbpp_cli.model import BID, Bid, InputFile, Solicitation, Source, Subcontractor, Tabulation
from lbpp_cli.read.rulebook import read_rulebook

NOWHERE = Source("made.xlsx", {})
TODAY = date(2026, 1, 2)
LA = programs.load("la-lbpp")
LA_RULES = read_rulebook(programs.folder("la-lbpp"))


def sub(name="Sub", cost="0.00", marks=(), work="Paving"):
    return Subcontractor(NOWHERE, name, Decimal(cost), work, frozenset(marks))


def bid(bidder="Bidder", price="100.00", marks=(), subs=(), **more):
    return Bid(NOWHERE, bidder, Decimal(price), frozenset(marks), tuple(subs), **more)


def tabulation(*bids, contract_value="1000000.00", kind=BID, work_recorded=True, due=date(2025, 6, 2), **more):
    value = None if contract_value is None else Decimal(contract_value)
    solicitation = Solicitation(NOWHERE, kind=kind, contract_value=value, due=due, **more)
    return Tabulation((InputFile("made.xlsx", b""),), solicitation, bids, work_recorded)


def evaluated(given, readings=None):
    return evaluate(given, LA, LA_RULES, TODAY, readings)


def by_bidder(evaluation):
    return {entry.bid.bidder: entry for entry in evaluation.bids}
