"""The rows of New York's samples, which make_samples.py lays out. The firms and the contracts are invented.

One function a sample; its docstring says what the sample shows and what must come out of it, with the arithmetic.
"""

from datetime import date, datetime
from functools import partial

from oakland_samples import Row, Rows, bid_row, marked

MARKS = ("MBE", "WBE", "EBE")
BLACK, ASIAN, HISPANIC = "Black American", "Asian American", "Hispanic American"


_bid = partial(bid_row, MARKS)


def _planned(
    bidder: str,
    name: str,
    work: str,
    amount: float,
    marks: str = "",
    group: str | None = None,
    *,
    found: bool = True,
    **more: object,
) -> Row:
    """A row of the utilization plan: the firm, its work and dollars, whose it is, and when it begins and ends.

    ``found``: the agency looked at what a certified firm does, and whether it is a graduate.
    """
    row = {"Bidder": bidder, "Subcontractor": name, "Work": work, "Amount": amount} | marked(marks, MARKS)
    row |= {
        "Tier": "Direct",
        "Group": group,
        "Counts toward": None,
        "Commercially useful function": None,
        "Graduate": None,
    }
    if found and marks:
        row |= {"Commercially useful function": "yes", "Graduate": "no"}
    row |= {"Work begins": date(2026, 9, 14), "Work ends": date(2027, 5, 28)}
    return row | {name.replace("_", " "): value for name, value in more.items()}


RIVER, KINGSBRIDGE = "Bronx River Contracting Corp.", "Kingsbridge Builders, Inc."
ROCKAWAY, VENTURE = "Far Rockaway Restoration LLC", "Astoria–Morrisania Joint Venture"


def library() -> Rows:
    """Show construction with goals for two groups and for women, and plans that reach them in every way there is.

    Bronx River, $2,480,000.00: Black 150,000 is 6.05% of 8%. Not responsive, though the lowest.
    Kingsbridge, $2,560,000.00: Black 204,800 is 8% exactly. Inwood Masonry, 110,000, is an MBE and a WBE, and the plan
    does not say which goal it is for: toward Hispanic it makes 4.30% of 4%, and women reach 470,000, 18.36% of 16%,
    without it; toward WBE the Hispanic goal would not be met. It wins.
    Far Rockaway, $2,595,000.00, itself a WBE: 2,595,000 - 1,304,000 to direct subcontractors is 1,291,000, 49.75%.
    Hispanic 104,000 is 4.01%. Black 100,000 is 3.85%, below 8%, but the goal was changed to 3.5% for it. Tremont Steel is
    a graduate: 250,000 counts for nothing.
    The venture, $2,610,000.00: (2,610,000 - 1,000,000) x 40% is 644,000, 24.67% Black; Hispanic 120,000 is 4.60%; women
    480,000, 18.39%.
    """
    return Rows(
        {
            "Solicitation number": "85026B0117",
            "Title": "Renovation of the Mott Haven branch library",
            "Department": "Department of Design and Construction",
            "Program": "nyc-mwbe",
            "Kind": "Bid",
            "Category": "Construction",
            "Contract value": 2_600_000,
            "Bid due date": datetime(2026, 6, 16, 14),  # noqa: DTZ001
            "Black American goal %": "8%",
            "Hispanic American goal %": "4%",
            "WBE goal %": "16%",
        },
        [
            _bid(RIVER, 2_480_000),
            _bid(KINGSBRIDGE, 2_560_000),
            _bid(
                ROCKAWAY,
                2_595_000,
                "WBE",
                Commercially_useful_function="yes",
                Graduate="no",
                Counts_toward="WBE",
                Gender="Female",
                Waiver="Partial",
                Goals_after_waiver="Black American 3.5%",
                Waiver_approved_by="City chief procurement officer",
                Waiver_approved_on=date(2026, 6, 5),
            ),
            _bid(VENTURE, 2_610_000, Qualified_joint_venture="yes"),
        ],
        [
            _planned(RIVER, "Harlem Electric Company", "Electrical", 150_000, "MBE", BLACK, Gender="Male"),
            _planned(RIVER, "Inwood Masonry", "Facade", 110_000, "MBE WBE", HISPANIC, Gender="Female"),
            _planned(RIVER, "Sunset Park Glass", "Windows", 450_000, "WBE", Gender="Female"),
            _planned(KINGSBRIDGE, "Harlem Electric Company", "Electrical", 204_800, "MBE", BLACK, Gender="Male"),
            _planned(KINGSBRIDGE, "Inwood Masonry", "Facade", 110_000, "MBE WBE", HISPANIC, Gender="Female"),
            _planned(KINGSBRIDGE, "Sunset Park Glass", "Windows", 400_000, "WBE", Gender="Female"),
            _planned(KINGSBRIDGE, "Gowanus Interiors", "Shelving", 70_000, "WBE", Gender="Female"),
            _planned(KINGSBRIDGE, "Empire Elevator", "Elevator", 310_000),
            _planned(ROCKAWAY, "Harlem Electric Company", "Electrical", 100_000, "MBE", BLACK, Gender="Male"),
            _planned(ROCKAWAY, "Washington Heights Plumbing", "Plumbing", 104_000, "MBE", HISPANIC, Gender="Male"),
            _planned(ROCKAWAY, "Tremont Steel", "Stairs", 250_000, "MBE", BLACK, Gender="Male", Graduate="yes"),
            _planned(ROCKAWAY, "Empire Elevator", "Elevator", 850_000),
            _planned(
                VENTURE,
                "Morrisania Builders",
                "Concrete",
                800_000,
                "MBE",
                BLACK,
                Gender="Male",
                Tier="Joint venture partner",
                **{"Share of profit %": "40%"},
            ),
            _planned(
                VENTURE,
                "Astoria Construction Group",
                "Management",
                810_000,
                Tier="Joint venture partner",
                **{"Share of profit %": "60%"},
            ),
            _planned(VENTURE, "Washington Heights Plumbing", "Plumbing", 120_000, "MBE", HISPANIC, Gender="Male"),
            _planned(VENTURE, "Gowanus Interiors", "Shelving and finishes", 480_000, "WBE", Gender="Female"),
            _planned(VENTURE, "Empire Elevator", "Elevator", 400_000),
        ],
        [
            ("Far Rockaway Restoration LLC", "WBE", date(2024, 11, 4), date(2029, 11, 3)),
            ("Harlem Electric Company", "MBE", date(2023, 5, 15), date(2028, 5, 14)),
            ("Inwood Masonry", "MBE", date(2025, 2, 10), date(2030, 2, 9)),
            ("Inwood Masonry", "WBE", date(2025, 2, 10), date(2030, 2, 9)),
            ("Sunset Park Glass", "WBE", date(2022, 9, 19), date(2027, 9, 18)),
            ("Gowanus Interiors", "WBE", date(2024, 1, 8), date(2029, 1, 7)),
            ("Washington Heights Plumbing", "MBE", date(2025, 7, 1), date(2030, 6, 30)),
            ("Tremont Steel", "MBE", date(2022, 6, 27), date(2027, 6, 26)),
            ("Morrisania Builders", "MBE", date(2023, 10, 2), date(2028, 10, 1)),
        ],
    )


HUDSON, DYCKMAN, TOMPKINS = "Hudson Yards Advisors, Inc.", "Dyckman Planning Associates", "Tompkins Square Research LLP"


def study() -> Rows:
    """Show proposals for professional services with a goal for M/WBEs together, and a waiver that is not decided.

    Hudson Yards, 93 points: M/WBE 45,000 of 600,000 is 7.5% of 20%; it asks for a waiver, which is none until it is
    granted. Not responsive now; granted, it would win.
    Dyckman, 90.5: 80,000 + 41,000 of 605,000 is exactly 20%. It wins.
    Tompkins Square, 88, itself an MBE: 590,000 - 60,000 is 530,000, 89.83%.
    """
    return Rows(
        {
            "Solicitation number": "02626P0009",
            "Title": "Study of commercial corridors",
            "Department": "Department of Small Business Services",
            "Program": "nyc-mwbe",
            "Kind": "Proposal",
            "Category": "Professional services",
            "Contract value": 600_000,
            "Bid due date": datetime(2026, 4, 21, 16),  # noqa: DTZ001
            "Total possible points": 100,
            "M/WBE goal %": "20%",
        },
        [
            _bid(HUDSON, 600_000, score=93, Waiver="Requested"),
            _bid(DYCKMAN, 605_000, score=90.5),
            _bid(TOMPKINS, 590_000, "MBE", score=88, Group=ASIAN, Gender="Male", Counts_toward="M/WBE"),
        ],
        [
            _planned(HUDSON, "Bay Ridge Surveys", "Interviews", 45_000, "WBE", Gender="Female", found=False),
            _planned(DYCKMAN, "Bay Ridge Surveys", "Interviews", 80_000, "WBE", Gender="Female", found=False),
            _planned(DYCKMAN, "Flushing Data Works", "Mapping", 41_000, "MBE", ASIAN, Gender="Male", found=False),
            _planned(TOMPKINS, "Nostrand Media", "Outreach", 60_000, found=False),
        ],
        [],
    )


NEW_YORK = {"newyork_library.xlsx": library, "newyork_study.xlsx": study}
