"""What the program leaves open. The first value of each reading is the default."""

from __future__ import annotations

from lbpp_cli.readings import Reading

SMALL_COVERS_LOCAL = "small-covers-local"
EXTRA_SPLIT = "extra-split"
DOUBLE_BEYOND = "double-beyond"
BASE = "base"

READINGS = (
    Reading(
        SMALL_COVERS_LOCAL,
        "Requirements",
        "Do dollars of small local businesses beyond their own part also fill the part for local businesses?",
        {
            "yes": "what is beyond the small part also fills the local part, as in the example of the old rule",
            "no": "each part stands alone",
        },
    ),
    Reading(
        EXTRA_SPLIT,
        "Incentives; Earning Credits",
        "Which dollars above the requirement earn a further step of the discount?",
        {
            "any": "those of any certified firm",
            "five-and-five": "5% local and 5% small local for each step, or 10% small local",
        },
    ),
    Reading(
        DOUBLE_BEYOND,
        "Action 3; Incentives",
        "Does double counting of very small local businesses serve the requirement alone, or the steps above it too?",
        {"requirement-only": "the requirement alone", "also-discounts": "also the steps above it"},
    ),
    Reading(
        BASE,
        "Requirements; Definitions",
        "Are percentages of the contract dollars, or of the dollars that the specifications leave open?",
        {
            "contract": "of the contract dollars",
            "subcontractable": "of the contract dollars less those that the specifications restrict (Definition 23)",
        },
    ),
)
