"""The rows of Oakland's samples, which make_samples.py lays out. The firms and the contracts are invented.

One function a sample; its docstring says what the sample shows and what must come out of it, with the arithmetic.
"""

from datetime import date, datetime
from functools import partial
from typing import Any, NamedTuple

MARKS = ("LBE", "SLBE", "VSLBE", "LPG")
Row = dict[str, Any]


class Rows(NamedTuple):
    """The rows of each sheet by heading."""

    solicitation: Row
    bids: list[Row]
    subcontractors: list[Row]
    certifications: list[tuple[object, ...]]


def marked(marks: str, names: tuple[str, ...]) -> Row:
    """The columns of the marks of a program, with a cross at those that a firm has."""
    return {name: "x" if name in marks.split() else None for name in names}


def bid_row(
    names: tuple[str, ...], bidder: str, amount: int, marks: str = "", *, score: float | None = None, **more: object
) -> Row:
    """A row of the sheet Bids, with the columns of the marks of a program."""
    scored = {} if score is None else {"Score": score}
    return {"Bidder": bidder, "Bid amount": amount} | scored | marked(marks, names) | {
        name.replace("_", " "): value for name, value in more.items()
    }  # fmt: skip


_bid = partial(bid_row, MARKS)


def _listed(bidder: str, name: str, work: str, amount: float, marks: str = "", role: str = "Subcontractor") -> Row:
    """A row of Schedule R: the firm, its trade, its amount, its certification status."""
    return {"Bidder": bidder, "Subcontractor": name, "Work": work, "Amount": amount} | marked(marks, MARKS) | {
        "Role": role, "Commercially useful function": "yes" if marks and role != "Broker" else None,
    }  # fmt: skip


LAUREL, TEMESCAL = "Laurel Ridge Contractors, Inc.", "Temescal Creek Builders"
FRUITVALE, VENTURE = "Fruitvale Grading & Paving, Inc.", "Adeline–Seminary Joint Venture"


def streets() -> Rows:
    """Show construction over $100,000 with the firms of Schedule R: 25% local and 25% small local are required.

    Laurel Ridge, $1,698,400.00: local 300,000 is 17.66%, small 190,000 is 11.19%. Not responsive, though the lowest.
    Temescal Creek, $1,742,500.00: local 435,625 is 25% exactly; very small 217,812.50 is 12.5%, doubled 25% exactly. Its
    broker, 96,000, counts for nothing. 2%: 1,707,650.00.
    Fruitvale, $1,781,000.00, itself local: its own work is what is left, 730,000, 40.99%; small 500,000 + 220,000 of
    locally produced goods are 40.43%. 81.41% in all, 31.41% above: 5%, 1,691,950.00. It wins, $38,500.00 dearer. Divided
    into 5% and 5% it is three steps too: 15.99% local and 15.43% small above their parts.
    The venture, $1,815,900.00: small 460,000 is 25.33%, local 420,000 is 23.13%. What small ones have beyond 453,975 is
    6,025, and banked credit, 36,318 or 2%, fills the other 27,950. 2%: 1,779,582.00. Its partners do 1,160,000 of
    1,815,900 - 145,000 themselves, more than 25%.
    """
    return Rows(
        {
            "Solicitation number": "C-2026-114",
            "Title": "Resurfacing of Fruitvale Avenue and Foothill Boulevard",
            "Department": "Public Works Agency",
            "Program": "oakland-lslbe",
            "Kind": "Bid",
            "Category": "Construction",
            "Contract value": 1_800_000,
            "Bid due date": datetime(2026, 9, 15, 14),  # noqa: DTZ001
        },
        [
            _bid(LAUREL, 1_698_400),
            _bid(TEMESCAL, 1_742_500),
            _bid(FRUITVALE, 1_781_000, "LBE"),
            _bid(
                VENTURE,
                1_815_900,
                Joint_venture="yes",
                Joint_venture_approved="yes",
                Manufactured_items=145_000,
                Banked_credit=36_318,
                Banked_credit_earned=date(2025, 11, 20),
            ),
        ],
        [
            _listed(LAUREL, "Foothill Electric Co.", "Signals and lighting", 300_000, "LBE"),
            _listed(LAUREL, "Dimond Trucking", "Hauling", 190_000, "SLBE", "Trucker"),
            _listed(TEMESCAL, "Foothill Electric Co.", "Signals and lighting", 435_625, "LBE"),
            _listed(TEMESCAL, "Sausal Signs & Striping", "Striping and signs", 217_812.50, "VSLBE"),
            _listed(TEMESCAL, "Bayfarm Materials", "Aggregate, delivered by others", 96_000, "SLBE", "Broker"),
            _listed(TEMESCAL, "Delta Cold Milling, Inc.", "Cold milling", 212_000),
            _listed(FRUITVALE, "Melrose Concrete", "Curbs, ramps and sidewalk", 500_000, "SLBE"),
            _listed(FRUITVALE, "Jingletown Ironworks", "Frames and grates", 220_000, "LPG", "Manufacturer"),
            _listed(FRUITVALE, "Delta Cold Milling, Inc.", "Cold milling", 331_000),
            _listed(VENTURE, "Adeline Civil Works", "Grading and paving", 700_000, "", "Joint venture partner"),
            _listed(VENTURE, "Seminary Avenue Construction", "Concrete", 460_000, "SLBE", "Joint venture partner"),
            _listed(VENTURE, "Foothill Electric Co.", "Signals and lighting", 420_000, "LBE"),
            _listed(VENTURE, "Delta Cold Milling, Inc.", "Cold milling", 235_900),
        ],
        [
            ("Fruitvale Grading & Paving, Inc.", "LBE", date(2025, 2, 3), date(2027, 2, 2)),
            ("Foothill Electric Co.", "LBE", date(2024, 10, 14), date(2026, 10, 13)),
            ("Dimond Trucking", "SLBE", date(2025, 5, 19), date(2027, 5, 18)),
            ("Sausal Signs & Striping", "VSLBE", date(2026, 3, 2), date(2028, 3, 1)),
            ("Bayfarm Materials", "SLBE", date(2025, 7, 7), date(2027, 7, 6)),
            ("Melrose Concrete", "SLBE", date(2025, 1, 13), date(2027, 1, 12)),
            ("Jingletown Ironworks", "LPG", date(2026, 1, 26), date(2028, 1, 25)),
            ("Seminary Avenue Construction", "SLBE", date(2024, 12, 9), date(2026, 12, 8)),
        ],
    )


GRAND, LAKESHORE, RIM = "Grand Lake Planning Group", "Lakeshore Design Associates", "Pacific Rim Consulting, LLC"


def design() -> Rows:
    """Show proposals for professional services over $50,000, with a requirement that an analysis lowered to 30%.

    Pacific Rim, 88.00 points: local 30,000 of 402,000 is 7.46%. Not responsive, though the highest score.
    Grand Lake, 86.50: local 60,000 and small 62,000 of 398,000 are 15.08% and 15.58%. 2 points: 88.50.
    Lakeshore, 84.25, itself small: its own work is 249,500 of 389,500, 64.06%; local 80,000 is 20.54%. 84.60% is 54.60%
    above 30%: 5 points, 89.25. It wins.
    """
    return Rows(
        {
            "Solicitation number": "RFP-2026-031",
            "Title": "Civil design services, on call",
            "Department": "Community and Economic Development Agency",
            "Program": "oakland-lslbe",
            "Kind": "Proposal",
            "Category": "Services",
            "Contract value": 400_000,
            "Bid due date": datetime(2026, 5, 8, 16),  # noqa: DTZ001
            "Total possible points": 100,
            "Required participation %": "30%",
            "Required LBE %": "15%",
            "Required SLBE %": "15%",
            "Availability analysis": "Availability analysis of March 2, 2026",
        },
        [
            _bid(GRAND, 398_000, score=86.5),
            _bid(LAKESHORE, 389_500, "SLBE", score=84.25),
            _bid(RIM, 402_000, score=88),
        ],
        [
            _listed(GRAND, "Lake Merritt Surveying", "Surveys", 60_000, "LBE"),
            _listed(GRAND, "Rockridge Geotechnical", "Borings and reports", 62_000, "SLBE"),
            _listed(LAKESHORE, "Lake Merritt Surveying", "Surveys", 80_000, "LBE"),
            _listed(LAKESHORE, "Sierra Traffic Engineers", "Traffic control plans", 60_000),
            _listed(RIM, "Lake Merritt Surveying", "Surveys", 30_000, "LBE"),
        ],
        [],
    )


OAKLAND = {"oakland_streets.xlsx": streets, "oakland_design.xlsx": design}
