"""Makes the samples of the Business Inclusion Program in sample_bids/: run it as ``python tests/outreach_samples.py``.

One function a sample; its docstring says what the sample shows and what must come out of it, with the arithmetic.
The firms and the contracts are invented.
"""

from datetime import date, datetime, timedelta
from typing import Any

import make_samples
from openpyxl import Workbook

Row = dict[str, Any]

NUMBER, TITLE, DEPARTMENT = (
    "RFP-LASAN-2026-042",
    "Stormwater quality monitoring, three years",
    "LA Sanitation and Environment",
)
DUE = datetime(2026, 5, 14, 15)  # noqa: DTZ001  a Thursday; 15 calendar days before it is Wednesday, April 29
CYPRESS, LARCHMONT, TUJUNGA = (
    "Cypress Park Environmental, Inc.",
    "Larchmont Water Consultants",
    "Tujunga Wash Sciences, LLC",
)
SAMPLING, LABORATORY, MAPPING = "541620", "541380", "541370"
AREAS = {
    # Registered firms, and how many of them must be notified: 60% of 24 is 14.4, 15; 80% of 14 is 11.2, 12; all of 5.
    SAMPLING: ("Environmental consulting", 24, {"MBE": 7, "WBE": 6, "SBE": 11, "EBE": 5, "DVBE": 2, "OBE": 6}),
    LABORATORY: ("Testing laboratories", 14, {"MBE": 4, "WBE": 3, "SBE": 6, "EBE": 2, "DVBE": 1, "OBE": 4}),
    MAPPING: ("Surveying and mapping", 5, {"MBE": 2, "WBE": 1, "SBE": 2, "EBE": 1, "DVBE": 1, "OBE": 1}),
}
PLACES = (
    *("Avalon", "Boyle Heights", "Canoga", "Delongpre", "Echo Park", "Fletcher", "Glassell", "Highland", "Imperial"),
    *("Jefferson", "Kenneth Hahn", "Lankershim", "Mulholland", "Northridge", "Olvera", "Pico", "Quincy", "Reseda"),
)
TRADES = {SAMPLING: "Environmental", LABORATORY: "Laboratories", MAPPING: "Geomatics"}
GROUPS = ("MBE, SBE", "WBE", "OBE", "SBE, EBE", "DVBE, SBE", "MBE", "WBE, SBE, EBE", "OBE")


def _firm(area: str, number: int) -> str:
    return f"{PLACES[number]} {TRADES[area]}"


def _notices(proposer: str, area: str, number: int, first: datetime) -> list[Row]:
    return [
        {
            "Proposer": proposer,
            "Work area": area,
            "Firm": _firm(area, at),
            "Groups": GROUPS[at % len(GROUPS)],
            "Sent": first + timedelta(minutes=6 * at),
        }
        for at in range(number)
    ]


def _response(proposer: str, area: str, firm: str, amount: int, *, taken: bool, reason: str) -> Row:
    return {
        "Proposer": proposer,
        "Work area": area,
        "Firm": firm,
        "Amount": amount,
        "Solicited": "yes",
        "Selected": "yes" if taken else "no",
        "Reason": reason,
        "Answered": "yes",
    }


def _listed(proposer: str, area: str | None, firm: str, work: str, amount: int, groups: str = "", agency: str = "", number: str = "", **more: object) -> Row:  # noqa: PLR0913, PLR0917  # fmt: skip
    return {
        "Proposer": proposer,
        "Subconsultant": firm,
        "Work area": area,
        "Work": work,
        "Groups": groups or "OBE",
        "Agency": agency or None,
        "Certification number": number or None,
        "Amount": amount,
        "Kind of work": "Work",
        "Useful function": "yes",
        "Certified until": date(2027, 12, 31) if agency else None,
    } | {name.replace("_", " "): value for name, value in more.items()}


CITY = "City of Los Angeles"
RFP = {
    "RFP number": NUMBER,
    "Title": TITLE,
    "Department": DEPARTMENT,
    "Due": DUE,
    "Meeting": datetime(2026, 4, 16, 10),  # noqa: DTZ001
    "Meeting mandatory": "no",
    "Award date": date(2026, 8, 4),
    "MBE level": "18%",
    "WBE level": "4%",
    "SBE level": "25%",
    "EBE level": "8%",
    "DVBE level": "3%",
}
LISTED = [
    _listed(CYPRESS, SAMPLING, _firm(SAMPLING, 0), "Sampling at outfalls", 212_000, "MBE, SBE", CITY, "MBE-20114"),
    _listed(CYPRESS, LABORATORY, _firm(LABORATORY, 1), "Laboratory analyses", 96_500, "WBE", "Metro", "WBE-3307"),
    _listed(
        CYPRESS, None, "Sawtelle Instruments", "Automatic samplers", 45_000, "DVBE, SBE", "State of California", "D-88120",
        Kind_of_work="Materials",
    ),
    _listed(CYPRESS, MAPPING, _firm(MAPPING, 2), "Maps of drainage areas", 38_250),
]  # fmt: skip


def outreach() -> Workbook:
    """Show three proposers: one responsive, one that is not, one that needs a person.

    Cypress Park notified 15 of 15 needed, 12 of 12 and 5 of 5 on April 29, 15 days before. It attended, and its summary
    sheet came in at 4:28 p.m. of the next day. Its Schedule A, of $780,000.00: MBE 212,000 is 27.18%, WBE 96,500 is
    12.37%, DVBE 60% of 45,000 is 27,000, 3.46%, SBE 239,000 is 30.64%.
    Larchmont sent its notices to laboratories on April 30, 14 days before: none of 12 in time (C.4).
    Tujunga rejected the lower bid of Avalon Environmental, $198,000.00, for one of $221,000.00: whether its reason
    justifies that is for a person (C.6).
    """
    early = datetime(2026, 4, 29, 8, 30)  # noqa: DTZ001
    late = datetime(2026, 4, 30, 8, 15)  # noqa: DTZ001
    sheet = {"Certified informed": "yes", "Own forces": "none", "Custom wording": "none", "Under own name": "yes"}
    proposers = [
        {"Proposer": CYPRESS, "Summary sheet sent": datetime(2026, 5, 15, 16, 28), "Bids received": 5, "Base bid": 780_000},  # noqa: DTZ001
        {"Proposer": LARCHMONT, "Summary sheet sent": datetime(2026, 5, 15, 11, 4), "Bids received": 3, "Base bid": 742_000},  # noqa: DTZ001
        {"Proposer": TUJUNGA, "Summary sheet sent": datetime(2026, 5, 14, 19, 40), "Bids received": 4, "Base bid": 815_500},  # noqa: DTZ001
    ]  # fmt: skip
    needed = {SAMPLING: 15, LABORATORY: 12, MAPPING: 5}
    notices = [row for area, number in needed.items() for row in _notices(CYPRESS, area, number, early)]
    for area, number in needed.items():
        notices += _notices(LARCHMONT, area, number, late if area == LABORATORY else early)
    notices += [row for area, number in needed.items() for row in _notices(TUJUNGA, area, number + (area != MAPPING), early)]  # fmt: skip
    firms = {area: [_firm(area, at) for at in range(3)] for area in AREAS}
    responses = [
        _response(CYPRESS, SAMPLING, firms[SAMPLING][0], 212_000, taken=True, reason="lowest of two"),
        _response(CYPRESS, SAMPLING, firms[SAMPLING][2], 230_500, taken=False, reason="higher"),
        _response(CYPRESS, LABORATORY, firms[LABORATORY][1], 96_500, taken=True, reason="only bid"),
        _response(CYPRESS, MAPPING, firms[MAPPING][2], 38_250, taken=True, reason="only bid"),
        {"Solicited": "no"}
        | _response(CYPRESS, SAMPLING, "Sawtelle Instruments", 45_000, taken=True, reason="only supplier of samplers"),
        _response(LARCHMONT, SAMPLING, firms[SAMPLING][1], 205_000, taken=True, reason="only bid"),
        _response(LARCHMONT, LABORATORY, firms[LABORATORY][0], 88_000, taken=True, reason="only bid"),
        _response(LARCHMONT, MAPPING, firms[MAPPING][0], 36_000, taken=True, reason="only bid"),
        _response(TUJUNGA, SAMPLING, firms[SAMPLING][0], 198_000, taken=False, reason="no boat for sampling in the harbor"),
        _response(TUJUNGA, SAMPLING, firms[SAMPLING][1], 221_000, taken=True, reason="owns a boat"),
        _response(TUJUNGA, LABORATORY, firms[LABORATORY][1], 99_000, taken=True, reason="only bid"),
        _response(TUJUNGA, MAPPING, firms[MAPPING][0], 40_000, taken=True, reason="only bid"),
    ]  # fmt: skip
    metro = {"agency": "Metro", "groups": "WBE"}
    listed = [
        *LISTED,
        _listed(LARCHMONT, SAMPLING, firms[SAMPLING][1], "Sampling at outfalls", 205_000, number="WBE-1180", **metro),
        _listed(LARCHMONT, LABORATORY, firms[LABORATORY][0], "Laboratory analyses", 88_000, "MBE, SBE", CITY, "MBE-7751"),
        _listed(LARCHMONT, MAPPING, firms[MAPPING][0], "Maps", 36_000, "MBE, SBE", CITY, "MBE-9026"),
        _listed(TUJUNGA, SAMPLING, firms[SAMPLING][1], "Sampling by boat", 221_000, number="WBE-1180", **metro),
        _listed(TUJUNGA, LABORATORY, firms[LABORATORY][1], "Laboratory analyses", 99_000, number="WBE-3307", **metro),
        _listed(TUJUNGA, MAPPING, firms[MAPPING][0], "Maps", 40_000, "MBE, SBE", CITY, "MBE-9026"),
    ]  # fmt: skip
    meeting = [
        {"Proposer": one, "Attendee": who, "Employee": "yes", "Arrived": datetime(2026, 4, 16, 9, minute), "Signed": "yes"}  # noqa: DTZ001
        for one, who, minute in ((CYPRESS, "L. Ferraro", 51), (LARCHMONT, "T. Nakagawa", 58), (TUJUNGA, "D. Abara", 45))
    ]  # fmt: skip
    return _book(
        {
            "RFP": RFP,
            "Work areas": [
                {"NAICS code": code, "Description": what, "Registered": number} | by_group
                for code, (what, number, by_group) in AREAS.items()
            ],
            "Proposers": [row | sheet for row in proposers],
            "Notices": notices,
            "Responses": responses,
            "Meeting": meeting,
            "Schedule A": listed,
        }
    )


def proposals() -> Workbook:
    """Show the proposals of the same request: Larchmont, first by its score, is left out for its outreach.

    Larchmont 90.5, Tujunga 89, Cypress Park 86. Cypress Park is an LBE: 6% of the 100 possible points, 92, the award.
    Tujunga stays ranked, and its outreach needs a person; were Larchmont's bid ranked, it would still be second.
    """
    marks = make_samples._bid  # noqa: SLF001
    return make_samples.workbook(
        {
            "Solicitation number": NUMBER,
            "Title": TITLE,
            "Department": DEPARTMENT,
            "Kind": "Proposal",
            "Category": "Services",
            "Contract value": 800_000,
            "Bid due date": DUE,
            "Total possible points": 100,
        },
        [
            marks(CYPRESS, 780_000, "LBE", Score=86),
            marks(LARCHMONT, 742_000, Score=90.5),
            marks(TUJUNGA, 815_500, Score=89),
        ],
        [],
    )


def contract() -> Workbook:
    """Show the contract that was awarded to Cypress Park, from its first invoice to the end; the notices are not needed.

    Invoice 2, $390,000.00 to date: MBE 110,000 is 28.21%; WBE 40,000 is 10.26%; DVBE 60% of 45,000, 27,000, is 6.92%.
    Koreatown Couriers was added, and it is not stated whether that was approved (E.1.a).
    The end, $802,400.00: the laboratory was reduced by 6,500.00, approved; the maps by 3,250.00, not approved (E.1).
    Completed on Friday, July 28, 2028: 15 working days later is Friday, August 18; Schedule C came on the 18th.
    """
    invoices = [
        {"Consultant": CYPRESS, "Firm": firm, "Invoice": number, "Date": day, "Amount": amount, "Scheduled to date": scheduled}
        for number, day, firm, amount, scheduled in (
            ("1", date(2027, 1, 29), CYPRESS, 185_000, None),
            ("1", date(2027, 1, 29), _firm(SAMPLING, 0), 50_000, 52_000),
            ("1", date(2027, 1, 29), "Sawtelle Instruments", 45_000, 45_000),
            ("2", date(2027, 6, 30), CYPRESS, 205_000, None),
            ("2", date(2027, 6, 30), _firm(SAMPLING, 0), 60_000, 110_000),
            ("2", date(2027, 6, 30), _firm(LABORATORY, 1), 40_000, 48_000),
            ("2", date(2027, 6, 30), "Koreatown Couriers", 2_400, None),
        )
    ]  # fmt: skip
    paid = [
        {"Consultant": CYPRESS, "Firm": firm, "Amount": amount, "Explanation": why, "Approved": approved}
        for firm, amount, why, approved in (
            (CYPRESS, 802_400, None, None),
            (_firm(SAMPLING, 0), 218_000, "two more storms sampled, amendment 1", None),
            (_firm(LABORATORY, 1), 90_000, "fewer analyses, change order 3", "yes"),
            ("Sawtelle Instruments", 45_000, None, None),
            (_firm(MAPPING, 2), 35_000, "one drainage area left out", "no"),
            ("Koreatown Couriers", 4_400, "samples carried to the laboratory", "yes"),
        )
    ]
    return _book(
        {
            "RFP": RFP,
            "Proposers": [
                {
                    "Proposer": CYPRESS,
                    "Base bid": 780_000,
                    "Address": "2601 Cypress Avenue, Los Angeles, CA 90065",
                    "Contact person": "L. Ferraro",
                    "Telephone": "(323) 555-0164",
                }
            ],
            "Schedule A": LISTED,
            "Contracts": [
                {
                    "Consultant": CYPRESS,
                    "Contract number": "C-143390",
                    "Contract amount": 802_400,
                    "Completed": date(2028, 7, 28),
                    "Schedule C received": date(2028, 8, 18),
                }
            ],
            "Invoices": invoices,
            "Final payments": paid,
        }
    )


def _book(tables: dict[str, Any]) -> Workbook:
    """Lay out the tables in the manner of the other samples."""
    book = make_samples.workbook(tables["RFP"], [], [])
    book.active.title = "RFP"
    del book["Bids"]
    for name, rows in tables.items():
        if name != "RFP":
            make_samples._fill_table(book.create_sheet(name), rows, (), set())  # noqa: SLF001
    return book


OUTREACH = {
    "monitoring_outreach.xlsx": outreach,
    "monitoring_proposals.xlsx": proposals,
    "monitoring_contract.xlsx": contract,
}


def main() -> None:
    """Write every sample."""
    for name, make in OUTREACH.items():
        make_samples.save(make(), make_samples.SAMPLE_BIDS / name)


if __name__ == "__main__":
    main()
