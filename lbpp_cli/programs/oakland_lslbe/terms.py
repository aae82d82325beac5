"""The words of the program: certifications, standings, kinds of contracts, and the columns of its bid workbook."""

from __future__ import annotations

from lbpp_cli.columns import BIDS, COUNT, DATE, MONEY, PERCENT, SOLICITATION, SUBCONTRACTORS, YES_NO, Column, form_of

LBE, SLBE, VSLBE, LPG = "LBE", "SLBE", "VSLBE", "LPG"
CERTIFICATIONS = (LBE, SLBE, VSLBE, LPG)
NAMES = {
    LBE: "Local Business Enterprise",
    SLBE: "Small Local Business Enterprise",
    VSLBE: "Very Small Local Business Enterprise",
    LPG: "Local Business Enterprise of Locally Produced Goods",
}
# What a firm counts as: Definitions 15, 16, 22, 29.
VERY_SMALL, SMALL, LOCAL, NONE = "very-small", "small", "local", "none"
STANDINGS = {
    VERY_SMALL: "very small local business",
    SMALL: "small local business",
    LOCAL: "local business",
    NONE: "not certified",
}
FORMAL, INFORMAL, NOT_COVERED, DEVELOPER = "requirement", "informal", "not-covered", "developer"
# The goals of a ledger.
REQUIREMENT, LOCAL_PART, SMALL_PART, LOCAL_WORK, SMALL_WORK = "L/SLBE", "LBE", "SLBE", "Local work", "Small local work"

BROKERS = ("broker", "referral", "temporary employment")
PARTNER_ROLE = "joint venture partner"
ROLES = {
    name: name.lower()
    for name in (
        "Subcontractor", "Supplier", "Manufacturer", "Dealer", "Trucker", "Broker", "Referral",
        "Temporary employment", "Joint venture partner",
    )
}  # fmt: skip

_ROLE_ABOUT = (
    "What the firm is to the work. A broker, referral or temporary employment agency earns no credit unless that is "
    "what was asked for."
)
OWN_COLUMNS = {
    SOLICITATION: (
        Column("requirement", "Required participation %", PERCENT, ("Participation requirement %", "PPR", "PPR %"),
               about="The participation requirement of the project, where it is not 50%."),
        Column("local_part", "Required LBE %", PERCENT, ("LBE requirement %", "LBE part %"),
               about="The part of it that is for local businesses. Blank: what the other leaves, or half."),
        Column("small_part", "Required SLBE %", PERCENT, ("SLBE requirement %", "SLBE part %"),
               about="The part of it that is for small local businesses. Blank: what the other leaves, or half."),
        Column("requirement_waived", "Requirement waived", YES_NO,
               about="yes if the requirement was waived for want of certified firms. Blank: no."),
        Column("availability_analysis", "Availability analysis",
               also=("Availability document", "Waiver document"),
               about="The document by which the requirement was lowered or waived."),
        Column("brokerage_asked", "Brokerage asked for", YES_NO,
               about="yes if brokerage, referral or temporary employment is what the City asks for. Blank: no."),
        Column("local_solicited", "Local firms solicited", COUNT,
               about="How many certified local firms were asked, for contracts at or below the limits."),
        Column("emergency", "Emergency work", YES_NO, about="yes if it is emergency work. Blank: no."),
        Column("assisted", "City-assisted development", YES_NO,
               about="yes where subcontract bids for a City-assisted private development are compared. Blank: no."),
    ),
    BIDS: (
        Column("own_role", "Role", ROLES, ("Bidder role",), about=_ROLE_ABOUT),
        Column("restricted", "Restricted dollars", MONEY, ("Dollars restricted by specifications",),
               about="Dollars of the bid that the specifications leave no choice for. Blank: none is stated."),
        Column("banked", "Banked credit", MONEY, ("Banked credit dollars", "Banked dollars"),
               about="Dollars of credit banked on earlier projects that the bidder applies to this one."),
        Column("banked_on", "Banked credit earned", DATE, ("Banked credit completion", "Banked project completed"),
               about="The day on which the project that earned the banked credit was completed."),
        Column("banked_toward", "Banked toward", {"LBE": LOCAL_PART, "SLBE": SMALL_PART},
               about="Which part the banked dollars were earned with. Blank: they fill the part that lacks them."),
        Column("venture", "Joint venture", YES_NO,
               about="yes if the bidder is a joint venture; list its partners under Subcontractors, with that role."),
        Column("venture_approved", "Joint venture approved", YES_NO,
               about="yes if the City Manager or designee approved the agreement; no if not."),
        Column("manufactured", "Manufactured items", MONEY,
               about="The cost of manufactured items in a joint venture's construction bid. Blank: none is stated."),
        Column("mentor_approved", "Mentor-protege approved", YES_NO, ("Mentor-protégé approved",),
               about="yes if the City approved a preference for the mentor-protégé team in this case."),
        Column("mentor_submitted", "Mentor-protege submitted", DATE, ("Mentor-protégé submitted",),
               about="The day on which the mentor-protégé agreement was submitted."),
    ),
    SUBCONTRACTORS: (
        Column("role", "Role", ROLES, about=_ROLE_ABOUT),
        Column("useful", "Commercially useful function", YES_NO, ("CUF",),
               about="no if the firm performs no commercially useful function. Blank: not stated, taken as yes."),
    ),
}  # fmt: skip
# Columns of the common workbook that mean nothing here: the program has no shares of work and counts no cash discounts;
# it waives the requirement, not a preference.
UNUSED = (
    *((SOLICITATION, field) for field in (
        "cash_discount_counted", "cash_discount_minimum_days", "combined_discount_allowed", "items", "waiver",
        "waiver_document",
    )),
    *((BIDS, field) for field in (
        "county_work", "city_work", "role", "cash_discount", "cash_discount_days", "combined_discount",
        "account", "local_status",
    )),
    (SUBCONTRACTORS, "account"),
)  # fmt: skip
FORM = form_of(CERTIFICATIONS, OWN_COLUMNS, UNUSED)
FIGURES = (
    "construction-limit", "services-limit", "requirement", "local-part", "small-part", "very-small-factor",
    "banked-limit", "banked-months", "base-discount", "step", "step-discount", "discount-limit", "step-part",
    "mentor-preference", "venture-work", "developer-small-discount", "developer-local-discount",
)  # fmt: skip
