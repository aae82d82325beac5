"""What the Rules and Procedures leave open. The first value of each reading is the default."""

from __future__ import annotations

from lbpp_cli.readings import Reading

SUB_CAP = "sub-cap"
NONLOCAL_SUB_CAP = "nonlocal-sub-cap"
OWN_CERTIFICATION = "own-certification"
VALUE_LIMIT = "value-limit"
PROPOSAL_CAP = "proposal-cap"
TENTHS = "tenths"
LATE_APPROVAL = "late-approval"
BROKER_OVER_LIMIT = "broker-over-150k"
RECOVERY_BASE = "recovery-base"

READINGS = (
    Reading(
        SUB_CAP,
        "4.B.3",
        "Is the limit for a certification counted for each subcontractor alone, or once over all of them?",
        {
            "per-subcontractor": "each subcontractor earns up to the limit for each certification that it holds",
            "per-certification": "all subcontractors together earn up to the limit for each certification",
        },
    ),
    Reading(
        NONLOCAL_SUB_CAP,
        "4.B.4.b",
        "“In the same manner”: is a prime without local standing bound by the limit in all alone, or by the limit for "
        "a certification too?",
        {
            "overall": "only by the limit in all",
            "per-certification": "each subcontractor also earns at most the limit of 4.B.3 for each certification",
        },
    ),
    Reading(
        OWN_CERTIFICATION,
        "4.B.3",
        "Does a local prime that is itself LSB or LTE earn credit through subcontractors?",
        {
            "excludes-subcontractors": "no subcontractor credit",
            "fills-the-other": "up to the limit for the certification that it lacks",
        },
    ),
    Reading(
        VALUE_LIMIT,
        "4.B.6",
        "Does the limit on the value hold for every bid, or only for a Local or City Business?",
        {"all-bids": "every bid", "local-bids": "only the bid of a Local or City Business"},
    ),
    Reading(
        PROPOSAL_CAP,
        "4.B.6",
        "The clause names bids: do its two percentages hold for proposals too?",
        {"applies": "they hold for proposals too", "bids-only": "they hold for bids alone"},
    ),
    Reading(
        TENTHS,
        "4.B.3.a; 3.B.1",
        "Are whole tenths taken of each subcontractor's cost, or of all qualifying costs together?",
        {
            "each-subcontractor": "of each subcontractor's cost alone",
            "pooled": "of the cost of all qualifying subcontractors added together",
        },
    ),
    Reading(
        LATE_APPROVAL,
        "2.A; 2.E",
        "Does an LBE or CBE certification count that was applied for before the due date and approved later?",
        {"counts": "it counts (2.A)", "must-be-current": "it must be current on the day of submission (2.E)"},
        of_register=True,
    ),
    Reading(
        BROKER_OVER_LIMIT,
        "2.C.2.c; 4.B.5",
        "2.C.2.c lists brokers among those who need no share of the work, 4.B.5 does not: does a broker of goods count "
        "under Procedure 4?",
        {"counts": "it counts as a dealer or supplier does", "does-not-count": "it has no standing by its role"},
    ),
    Reading(
        RECOVERY_BASE,
        "5.B.1",
        "Who is the “next lowest” bidder to whom the contract would have gone?",
        {
            "final-ranking": "the next in the ranking after the preference",
            "price-order": "the next by bid price",
        },
    ),
)
