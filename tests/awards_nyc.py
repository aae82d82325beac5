"""Evaluations under New York's program, for tests of reports: firms, bids and solicitations with their figures."""

from decimal import Decimal

from build import DUE

from lbpp_cli import programs
from lbpp_cli.evaluate import evaluate
from lbpp_cli.model import Bid, InputFile, Solicitation, Source, Subcontractor, Tabulation
from lbpp_cli.read.rulebook import read_rulebook

PROGRAM = programs.load("nyc-mwbe")
BOOK = read_rulebook(programs.folder("nyc-mwbe"))
BLACK, ASIAN, HISPANIC = "Black American", "Asian American", "Hispanic American"


def firm(name, cost, *marks, **stated):
    return Subcontractor(Source(name, {}), name, Decimal(cost), "Work", frozenset(marks), stated=stated)


def bid(name, price, marks=(), subs=(), **stated):
    return Bid(Source(name, {}), name, Decimal(price), frozenset(marks), tuple(subs), stated=stated)


def solicited(name, *bids, agency="Parks", industry="construction", goals=(("goal_mbe", 10),), value=None, **stated):
    """An evaluation of a file of its own; ``goals``: of the contract, in percent."""
    stated = {field: Decimal(percent) for field, percent in goals} | stated
    worth = None if value is None else Decimal(value)
    solicitation = Solicitation(
        Source("made.xlsx", {}),
        number=name,
        department=agency,
        category=industry,
        contract_value=worth,
        due=DUE,
        stated=stated,
    )
    given = Tabulation((InputFile(f"{name}.xlsx", name.encode()),), solicitation, bids)
    return evaluate(given, PROGRAM, BOOK, DUE)


def handful():
    """Eight awards of three agencies, worked out by hand in the tests of the summary."""
    venture = [
        firm("Uno", 300_000, "MBE", tier="joint venture partner", share=Decimal(30), group=BLACK, gender="female"),
        firm("Duo", 700_000, tier="joint venture partner", share=Decimal(70)),
        firm("Tria", 200_000, "WBE", gender="female"),
        firm("Quad", 50_000, "WBE", tier="indirect", under="Tria", gender="female"),
    ]
    return [
        solicited(
            "prime", bid("Alpha", 1_000_000, ["MBE"], [firm("Sole", 100_000), firm("Wira", 150_000, "WBE", gender="female")],
                         group=HISPANIC, gender="male"),
            bid("Low", 900_000, waiver="denied"),
        ),
        solicited("venture", bid("Joint", 1_000_000, ["MBE"], venture, venture=True), agency="Transport"),
        solicited(
            "both", bid("Bea", 500_000, ["MBE", "WBE"], [], group=ASIAN, gender="female"),
            goals=(("goal_mwbe", 20),), industry="professional services", agency=" parks",
        ),
        solicited(
            "full", bid("None", 20_000, waiver="full", waiver_by="City chief procurement officer", waiver_on="2025-05-01"),
            agency="Transport", industry="standard services",
        ),
        solicited(
            "partial",
            bid("Part", "20000.01", [], [firm("Mina", 2_000, "MBE", group=BLACK)], waiver="partial",
                waiver_goals="MBE 5%", waiver_by="Agency"),
            bid("Asks", 21_000, ["MBE"], waiver="requested"),
            agency="Transport", industry="standard services",
        ),
        solicited("goods", bid("Gala", "99999.99", ["WBE"], gender="female"), goals=(), industry="goods", agency="Schools"),
        solicited("more goods", bid("Gala", "100000.00", ["WBE"], gender="female"), goals=(), industry="goods",
                  agency="Schools"),
        solicited("federal", bid("Feda", 2_000_000, ["EBE"]), goals=(), agency="Schools", exempt="q.2"),
    ]  # fmt: skip
