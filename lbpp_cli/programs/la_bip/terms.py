"""The names of groups and indicators, and where the City's clocks are."""

from __future__ import annotations

MBE, WBE, SBE, EBE, DVBE, OBE = "MBE", "WBE", "SBE", "EBE", "DVBE", "OBE"
LEVELS = (MBE, WBE, SBE, EBE, DVBE)  # page 1: the groups with an anticipated level
GROUPS = (*LEVELS, OBE)  # B.1 to B.5
ZONE = "America/Los_Angeles"

MEETING, WORK, NOTICES, INFORMATION, GOOD_FAITH, ASSISTANCE = 2, 3, 4, 5, 6, 7
NAMES = {
    MEETING: "Pre-proposal meeting",
    WORK: "Sufficient work identified",
    NOTICES: "Written notices",
    INFORMATION: "Plans, specifications, requirements",
    GOOD_FAITH: "Negotiated in good faith",
    ASSISTANCE: "Bonds, credit, insurance",
}

# D: what the rules give a proposer that is not responsive.
REMEDIES = (
    (
        "D",
        "Before the award goes away from a proposer for its outreach, it may present further evidence at a hearing",
    ),
)


# B.8: who certifies, and for which groups; each with the names that are accepted for it, without spaces or punctuation.
AGENCIES = (
    ((MBE, WBE, SBE, EBE), ("city", "cityoflosangeles", "bureauofcontractadministration", "bca", "cityoflosangelesbca",
                            "cityoflosangelesbureauofcontractadministration")),
    ((MBE, WBE), ("caltrans", "stateofcaliforniadepartmentoftransportation", "californiadepartmentoftransportation")),
    ((MBE, WBE), ("metro", "mta", "lacmta", "losangelescountymetropolitantransportationauthority")),
    ((MBE,), ("scmbdc", "southerncaliforniaminoritybusinessdevelopmentcouncil",
              "southerncaliforniaminoritybusinessdevelopmentcouncilinc")),
    ((MBE, WBE), ("cucp", "californiaunifiedcertificationprogram", "stateofcaliforniaunifiedcertificationprogram")),
    ((SBE, EBE, DVBE), ("state", "stateofcalifornia", "osds", "dgs", "californiadgs",
                        "officeofsmallbusinessanddisabledveteransbusinessenterpriseservices",
                        "stateofcaliforniaofficeofsmallbusinessdisabledveteransbusinessenterpriseservices")),
)  # fmt: skip


def clause(number: int) -> str:
    """The clause of an indicator."""
    return f"C.{number}"
