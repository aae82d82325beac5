"""What the law leaves open during a contract. The first value of each reading is the default."""

from __future__ import annotations

from lbpp_cli.readings import Reading

CHANGE_ORDERS = "change-orders"
CHANGE_ORDER_BASE = "change-order-base"
REQUIREMENTS_BASE = "requirements-base"

READINGS = (
    Reading(
        CHANGE_ORDERS,
        "i.10",
        "Which change orders are held against the limit from which on the goals are reviewed?",
        {
            "each": "each by itself: “a request for a change order the value of which exceeds”",
            "together": "all that were asked for until then, together",
        },
    ),
    Reading(
        CHANGE_ORDER_BASE,
        "i.10",
        "Of which contract does a change order have to exceed the percentage?",
        {
            "awarded": "of the contract as awarded",
            "changed": "of the contract with the change orders approved before it",
        },
    ),
    Reading(
        REQUIREMENTS_BASE,
        "i.3; j.1.e",
        "Of a requirements contract, of what are the goals percentages?",
        {"contract": "of the total value of the contract", "paid": "of what is actually paid under it"},
    ),
)
