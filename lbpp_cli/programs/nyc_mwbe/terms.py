"""The words of the program: certifications, goals, kinds of contracts, and the columns of its bid workbook."""

from __future__ import annotations

from typing import NamedTuple

from lbpp_cli.columns import BIDS, DATE, MONEY, PERCENT, SOLICITATION, SUBCONTRACTORS, YES_NO, Column, form_of
from lbpp_cli.model import DIRECT, INDIRECT, VENTURE_PARTNER

MBE, WBE, EBE = "MBE", "WBE", "EBE"
CERTIFICATIONS = (MBE, WBE, EBE)
NAMES = {
    MBE: "Minority-owned Business Enterprise",
    WBE: "Women-owned Business Enterprise",
    EBE: "Emerging Business Enterprise",
}
BLACK, ASIAN, HISPANIC = "Black American", "Asian American", "Hispanic American"
OTHER_GROUP = "Other"  # c.26: a group that the commissioner added
GROUPS = (BLACK, ASIAN, HISPANIC, OTHER_GROUP)
ANY_GROUP = "any"  # no value of a cell: of a firm whose group is not stated, as if it were that of each goal

# What a plan comes to.
MEETS, BELOW, WAIVED, NOTHING_ASKED = "meets", "below", "waived", "nothing-asked"
STANDINGS = {
    MEETS: "the utilization plan meets the goals",
    BELOW: "the utilization plan is below the goals",
    WAIVED: "the goals are waived",
    NOTHING_ASKED: "no goals to meet",
}
# Kinds of procedures: i.3; q; i.2.
WITH_GOALS, EXEMPT, NO_GOALS = "goals", "exempt", "no-goals"
DIRECT_SUBCONTRACTOR = "direct subcontractor"

CONSTRUCTION, PROFESSIONAL, STANDARD, HUMAN, GOODS = (
    "construction", "professional services", "standard services", "human services", "goods",
)  # fmt: skip
CATEGORIES = {
    "Construction": CONSTRUCTION,
    "Professional services": PROFESSIONAL,
    "Standard services": STANDARD,
    "Human services": HUMAN,
    "Goods": GOODS,
    "Services": "services",
}


class GoalKind(NamedTuple):
    """A goal that an agency may set (i.1): its name, its field, and which firms it is for.

    A firm with one of ``certifications`` counts toward it; where it has a ``group``, only a firm of that group.
    """

    name: str
    field: str
    certifications: frozenset[str]
    group: str | None
    about: str

    @property
    def heading(self) -> str:
        """Its heading on the Solicitation sheet."""
        return f"{self.name} goal %"


def _kind(name: str, field: str, *certifications: str, group: str | None = None) -> GoalKind:
    whom = f"{group} MBEs" if group else " and ".join(f"{one}s" for one in certifications)
    about = f"The goal of this contract for {whom}, as the solicitation states it. Blank: none."
    return GoalKind(name, field, frozenset(certifications), group, about)


# i.1: goals may be for MBEs, WBEs and EBEs, for a combination of them, and for types of certified firms.
GOALS = (
    _kind(MBE, "goal_mbe", MBE),
    _kind(WBE, "goal_wbe", WBE),
    _kind("M/WBE", "goal_mwbe", MBE, WBE),
    _kind(EBE, "goal_ebe", EBE),
    _kind("M/WBE/EBE", "goal_all", MBE, WBE, EBE),
    _kind(BLACK, "goal_black", MBE, group=BLACK),
    _kind(ASIAN, "goal_asian", MBE, group=ASIAN),
    _kind(HISPANIC, "goal_hispanic", MBE, group=HISPANIC),
)
GOAL = {goal.name: goal for goal in GOALS}

EXEMPTIONS = {
    "Federal or state funding": "q.1",
    "Federal or state participation requirements": "q.2",
    "Contract between agencies": "q.3",
    "Through another government": "q.4",
    "Emergency": "q.5",
    "Sole source": "q.6",
    "Human services": "q.7",
    "Not-for-profit": "q.8",
}
FULL, PARTIAL, REQUESTED, DENIED = "full", "partial", "requested", "denied"
WAIVERS = {"Full": FULL, "Partial": PARTIAL, "Requested": REQUESTED, "Denied": DENIED, "No": ""}

_TOWARD = {goal.name: goal.name for goal in GOALS}


def _facts_of_a_firm(whose: str) -> tuple[Column, ...]:
    """What both sheets ask of a certified firm."""
    return (
        Column("toward", "Counts toward", _TOWARD,
               about=f"Which goal {whose} is meant for, as the plan says. Blank: the plan does not say."),
        Column("group", "Group", {name: name for name in GROUPS},
               ("Minority group", "Ethnicity"), about="Of an MBE, the group of its owners."),
        Column("gender", "Gender", {"Female": "female", "Male": "male"}, ("Sex",),
               about="The gender of its owners; for reports alone."),
        Column("certified_on", "Certified on", DATE, ("Certification date",),
               about="The day of its certification, where no register of certifications is given."),
        Column("graduate", "Graduate", YES_NO, ("Graduate firm",),
               about="yes if it is a graduate MBE, WBE or EBE. Blank: not stated, taken as no."),
        Column("useful", "Commercially useful function", YES_NO, ("CUF",),
               about="no if it performs no commercially useful function. Blank: not stated, taken as yes."),
        Column("commission", "Commission", MONEY, ("Paid by commission",),
               about="The commission it earns, in dollars, where it is paid by commission. Blank: it is not."),
    )  # fmt: skip


OWN_COLUMNS = {
    SOLICITATION: (
        Column("category", "Category", CATEGORIES, ("Industry", "Industry classification"),
               about="The industry of the contract. Services alone: which of the three is not stated."),
        *(Column(goal.field, goal.heading, PERCENT, (f"{goal.name} goal",), about=goal.about) for goal in GOALS),
        Column("exempt", "Exempt", EXEMPTIONS, ("Exemption",),
               about="The ground on which no participation requirements apply (q). Blank: none."),
        Column("indirect_counted", "Indirect subcontractors counted", YES_NO,
               about="yes if the City chief procurement officer identified this type of contract as one where payments "
               "to indirect subcontractors are credited. Blank: no."),
        Column("requirements_contract", "Requirements contract", YES_NO,
               about="yes if it is one: credit is then given for what is actually paid. Blank: no."),
    ),
    BIDS: (
        *_facts_of_a_firm("the bidder's own work"),
        Column("direct_work", "Direct subcontracts %", PERCENT, ("Percent to direct subcontractors",),
               about="The share of the work that the plan gives to direct subcontractors, certified or not. Blank: "
               "those that are listed are all of them."),
        Column("venture", "Qualified joint venture", YES_NO, ("Joint venture",),
               about="yes if the bidder is one; list its partners under Subcontractors, with that tier."),
        Column("waiver", "Waiver", WAIVERS,
               about="Full or Partial if the agency granted this bidder a change of the goals before the award."),
        Column("waiver_goals", "Goals after waiver",
               about="Of a partial waiver, the goals that it changes, such as: MBE 10%; WBE 5%."),
        Column("waiver_by", "Waiver approved by",
               about="Who approved it: the City chief procurement officer, or whoever may."),
        Column("waiver_on", "Waiver approved on", DATE, about="The day on which it was approved."),
    ),
    SUBCONTRACTORS: (
        Column("tier", "Tier",
               {"Direct": DIRECT, "Indirect": INDIRECT, "Joint venture partner": VENTURE_PARTNER},
               about="Indirect: a subcontractor of a direct one. Blank: Direct."),
        Column("under", "Under", also=("Direct subcontractor", "Subcontractor of"),
               about="Of an indirect subcontractor, the direct one that it works for."),
        *_facts_of_a_firm("this firm"),
        Column("begins", "Work begins", DATE, ("Start date",), about="When its work is scheduled to begin."),
        Column("ends", "Work ends", DATE, ("Work completed on", "End date"),
               about="When its work is scheduled to end, or was completed. It has to be certified before."),
        Column("share", "Share of profit %", PERCENT, ("Share of profit or loss %",),
               about="Of a joint venture partner, its share of the profit or loss; its amount is what it contributes."),
    ),
}  # fmt: skip
# Columns of the common workbook that mean nothing here: shares of work, discounts, a preference that is waived.
UNUSED = (
    *((SOLICITATION, field) for field in (
        "category", "cash_discount_counted", "cash_discount_minimum_days", "combined_discount_allowed", "items",
        "waiver", "waiver_document",
    )),
    *((BIDS, field) for field in (
        "county_work", "city_work", "role", "cash_discount", "cash_discount_days", "combined_discount",
        "account", "local_status",
    )),
    (SUBCONTRACTORS, "account"),
)  # fmt: skip
_FORM = form_of(CERTIFICATIONS, OWN_COLUMNS, UNUSED)
# The category is the common field with the program's own choices.
FORM = _FORM._replace(own=_FORM.own - {"category"})
FIGURES = ("venture-share",)
