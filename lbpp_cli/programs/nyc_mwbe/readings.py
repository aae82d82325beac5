"""What the law leaves open. The first value of each reading is the default."""

from __future__ import annotations

from lbpp_cli.readings import Reading

PRIME_CERTIFIED = "prime-certified"
EXPIRY = "certified-until"
COMMISSION_BASE = "commission-base"
COMMISSION_OF_SUBCONTRACTORS = "subcontractor-commission"
GOODS_GOALS = "goods-goals"

READINGS = (
    Reading(
        PRIME_CERTIFIED,
        "i.3; i.5; j.2",
        "Until when may a bidder, or a partner of a joint venture, be certified for its own participation to count?",
        {
            "due-date": "until the bid due date: the plan comes with the bid and says whether it is certified (i.5.a)",
            "any": "until its work is completed, as j.2.c says of subcontractors",
        },
    ),
    Reading(
        EXPIRY,
        "j.1.h; j.2.c",
        "How long does a certification have to be in force?",
        {
            "due-date": "on the bid due date",
            "completion": "until the work is completed, where the plan says when that is",
        },
        of_register=True,
    ),
    Reading(
        COMMISSION_BASE,
        "j.1.i",
        "Where the contractor is paid by commission, what is the dollar amount of the contract?",
        {"commission": "the commission; j.1.i says that it may be", "price": "the bid"},
    ),
    Reading(
        COMMISSION_OF_SUBCONTRACTORS,
        "j.1.b; j.1.i",
        "Of a subcontractor that is paid by commission, what counts?",
        {
            "commission": "its commission, as j.1.i says of the contractor",
            "amount": "the total dollar amount paid to it (j.1.b)",
        },
    ),
    Reading(
        GOODS_GOALS,
        "i",
        "Does a bid for goods that is below a goal stated in the solicitation fail? Subdivision i is for construction "
        "and services.",
        {"stated": "yes: a goal holds where the solicitation states it", "none": "no: there are no goals for goods"},
    ),
)
