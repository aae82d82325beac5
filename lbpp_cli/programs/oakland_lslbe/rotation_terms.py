"""The words of the Contractor Rotation Program: columns of its list, what can be recorded, what it leaves open."""

from __future__ import annotations

from types import MappingProxyType

from lbpp_cli.columns import COUNT, DATE, Column
from lbpp_cli.readings import Reading
from lbpp_cli.rotation import INVITATION, LIST, WITHDRAWAL, Kind

CLAUSE = "Contractor Rotation Program"
REMOVAL = "2.04.050.A.1.g"
VSLBE, SLBE, LBE, LPG = "VSLBE", "SLBE", "LBE", "LBE-LPG"
ONE, TWO = 1, 2
TIERS = MappingProxyType({ONE: "very small local businesses", TWO: "small local and local businesses"})
CERTIFICATIONS = {
    **{name: name for name in (VSLBE, SLBE, LBE, LPG)},
    "LPG": LPG,
    # Not-for-profit forms are treated as the others.
    "S/LNFPBE": SLBE,
    "L/NFPBE": LBE,
}

AWARD, REFUSAL, NO_RESPONSE, NON_PERFORMANCE, UNQUALIFIED = (
    "award", "refusal", "no-response", "non-performance", "unqualified",
)  # fmt: skip
OUTGROWN, QUALIFIED, REINSTATED = "outgrown", "qualified", "reinstated"
CERTIFICATION_RENEWED, CERTIFICATION_LAPSED = "certification-renewed", "certification-lapsed"
LICENCE_RENEWED, LICENCE_LAPSED = "licence-renewed", "licence-lapsed"

KINDS = MappingProxyType(
    {
        INVITATION: Kind("the firms that are next were invited to bid for a job", ("trade", "job", "amount")),
        AWARD: Kind("a firm was awarded a job: it goes to the end of the list", ("firm", "trade", "job", "amount")),
        REFUSAL: Kind("an invited firm declined to bid for a job", ("firm", "trade", "job"), ("reason",)),
        NO_RESPONSE: Kind("an invited firm did not respond: it is dropped", ("firm", "trade"), ("job", "reason")),
        NON_PERFORMANCE: Kind("a firm did not perform: it is dropped", ("firm", "trade", "reason"), ("job",)),
        UNQUALIFIED: Kind("a firm is no longer qualified: it is removed", ("firm", "reason"), ("trade",)),
        OUTGROWN: Kind(
            "a VSLBE outgrew its size: it moves to the end of the second tier",
            ("firm",),
            ("certification", "expires", "reason"),
        ),
        CERTIFICATION_RENEWED: Kind("a certification was renewed", ("firm", "expires")),
        CERTIFICATION_LAPSED: Kind("a certification ended before it expired", ("firm",), ("reason",)),
        LICENCE_RENEWED: Kind("a licence was renewed", ("firm", "expires"), ("trade",)),
        LICENCE_LAPSED: Kind("a licence ended before it expired", ("firm",), ("trade", "reason")),
        QUALIFIED: Kind(
            "a further firm was prequalified: it comes to the end of its tier",
            ("firm", "trade", "certification"),
            ("expires", "licence_expires"),
        ),
        REINSTATED: Kind("a firm is back on the list, at its end", ("firm", "reason"), ("trade",)),
        WITHDRAWAL: Kind("an entry was made by mistake and does not count", ("withdraws", "reason")),
        LIST: Kind("the list was corrected; the history goes on from it as it is now", ("reason",)),
    }
)

TIER_ONE_LIMIT, TIER_TWO, DROPPED_FROM, DECLINED, LAPSE = (
    "tier-one-limit", "tier-two", "dropped-from", "declined", "lapse",
)  # fmt: skip
READINGS = (
    Reading(
        TIER_ONE_LIMIT,
        CLAUSE,
        "In which tier is a job of exactly $50,000.00? The program has jobs under that amount in the first tier, the "
        "ordinance work up to it (2.04.050.A.1.b).",
        {"under": "in the second, as the program says", "up-to": "in the first, as the ordinance says"},
    ),
    Reading(
        TIER_TWO,
        CLAUSE,
        "Are local businesses that are not small in the second tier? The program names them once and leaves them out "
        "once; the ordinance names them (2.04.050.A.1.b).",
        {"slbe-and-lbe": "they are, with the small ones", "slbe": "small local businesses alone"},
    ),
    Reading(
        DROPPED_FROM,
        REMOVAL,
        "From what is a firm dropped that does not respond or perform?",
        {
            "every-trade": "from the list in every trade: it forfeits the privilege of pre-qualification",
            "that-trade": "from the list of that trade",
        },
    ),
    Reading(
        DECLINED,
        CLAUSE,
        "What becomes of a firm that declines an invitation? Only firms that do not respond are spoken of.",
        {"keeps-place": "it responded, and keeps its place", "dropped": "it is dropped as not responsive"},
    ),
    Reading(
        LAPSE,
        CLAUSE,
        "What becomes of the place of a firm whose certification or licence lapses, once it is renewed? Firms may "
        "remain listed as long as their certification remains the same.",
        {"passed-over": "it was passed over meanwhile, and keeps it", "removed": "it comes back at the end"},
    ),
)

COLUMNS = (
    Column("firm", "Firm", also=("Firm name", "Business", "Contractor", "Company", "Name"), required=True,
           about="The firm, each in one row for each trade."),
    Column("trade", "Trade", also=("Trade or licence", "Specialty", "Work"), required=True,
           about="The trade that it is prequalified for. Each trade has a list of its own."),
    Column("certification", "Certification", CERTIFICATIONS, ("Certified", "Certification type", "Type"), required=True,
           about="VSLBE for the first tier (jobs under $50,000); SLBE, LBE or LBE-LPG for the second."),
    Column("order", "Order", COUNT, ("Place", "No", "Number"),
           about="The place on the list of the trade and tier. Without this column the rows stand in their order."),
    Column("qualified", "Qualified on", DATE, ("Qualified", "Prequalified", "Prequalified on"),
           about="The day on which it was prequalified."),
    Column("certification_expires", "Certification expires", DATE, ("Certification expiry", "Certified until"),
           about="The last day on which the certification is in force."),
    Column("licence", "Licence", also=("License", "Licence number", "License number", "CSLB"),
           about="The contractor's licence."),
    Column("licence_expires", "Licence expires", DATE, ("License expires", "Licence expiry", "License expiration"),
           about="The last day on which the licence is in force."),
)  # fmt: skip


def tier_of(certification: str) -> int:
    """Contractor Rotation Program: the first tier is for very small local businesses, the second for the others."""
    return ONE if certification == VSLBE else TWO
