"""What a compliance officer fills in for penalties, what can be wrong in it, and what the program leaves open."""

from __future__ import annotations

from lbpp_cli.columns import COUNT, DATE, MONEY, PERCENT, YES_NO, Column
from lbpp_cli.money import show_money
from lbpp_cli.penalties import Facts, Fault
from lbpp_cli.readings import Reading

SHORTFALL, LATE, EMERGENCY_SMALL = "shortfall-penalty", "late-records", "emergency-small"

READINGS = (
    Reading(
        SHORTFALL,
        "Maintaining Participation",
        "What does the penalty for a shortfall go by? The program prints it twice, as the amount that should have been "
        "awarded to L/SLBE and as 1.5 times it; the report says 1.5 times the shortfall.",
        {
            "shortfall": "1.5 times the dollars that L/SLBE should have received and did not (Summary 4)",
            "whole-amount": "1.5 times the whole amount that should have been awarded to L/SLBE",
            "whole-amount-once": "the whole amount that should have been awarded to L/SLBE, without the factor",
        },
    ),
    Reading(
        LATE,
        "Compliance Monitoring",
        "Is 1% of the contract amount set against what the days come to, or against each day?",
        {
            "all-days": "the lesser of 1% of the contract amount and $1,000 for each day, all days together",
            "each-day": "for each day the lesser of 1% of the contract amount and $1,000",
        },
    ),
    Reading(
        EMERGENCY_SMALL,
        "Emergency Contracts",
        "Of which amount are two thirds to be spent with small local businesses?",
        {
            "of-the-goal": "of the 75% that are to be spent with local firms",
            "of-the-spent": "of what was spent with local firms",
        },
    ),
)

COLUMNS = (
    Column("contract", "Contract", also=("Contract number", "Contract no", "Project"), required=True,
           about="What the contract is known by."),
    Column("amount", "Contract amount", MONEY, ("Amount", "Contract value"), about="The contract in dollars."),
    Column("required_percent", "Required %", PERCENT, ("L/SLBE %", "Participation %", "Required percent"),
           about="The L/SLBE percentage of the award. Leave it blank where the dollars are given."),
    Column("required", "Required", MONEY, ("Required amount", "L/SLBE required"),
           about="The dollars that should have gone to L/SLBE. Leave it blank where the percentage is given."),
    Column("paid", "Paid to L/SLBE", MONEY, ("L/SLBE paid", "Paid"),
           about="The dollars that certified firms received for a commercially useful function."),
    Column("requested", "Records requested", DATE, ("Requested",), about="The day on which records were asked for."),
    Column("due", "Records due", DATE, ("Due",), about="By when, if not ten calendar days after the request."),
    Column("received", "Records received", DATE, ("Received",),
           about="The day on which they came. Blank while they are still missing."),
    Column("days_late", "Days late", COUNT, about="In place of the dates: how many days the records were late."),
    Column("emergency", "Emergency", YES_NO, ("Emergency work",), about="yes if it is emergency work."),
    Column("local_paid", "Paid to local firms", MONEY, ("Local paid",),
           about="Of emergency work: the dollars spent with local firms, small ones among them."),
    Column("small_paid", "Paid to small local firms", MONEY, ("Small local paid",),
           about="Of emergency work: those among them spent with small local firms."),
    Column("closeout", "Closeout", DATE, ("Project closeout",), about="The day of the project's closeout."),
)  # fmt: skip


def check(facts: Facts) -> list[Fault]:
    """What cannot be in the facts of a contract."""
    return [*_amounts(facts), *_dates(facts), *_emergency(facts)]


def _amounts(facts: Facts) -> list[Fault]:
    faults = []
    for field in ("amount", "required", "paid", "local_paid", "small_paid"):
        money = getattr(facts, field)
        if money is not None and (money < 0 or (field == "amount" and money == 0)):
            least = "zero or less" if field == "amount" else "below zero"
            message = f"{_sentence(_heading(field))}: {show_money(money)} is {least}."
            faults.append(Fault(field, "amount-not-positive", message, "Check the sign and the number."))
    if facts.required is not None and facts.required_percent is not None:
        message = "The dollars that should have gone to L/SLBE are given twice, as an amount and as a percentage."
        faults.append(Fault("required", "facts-contradict", message, "Give the one that the award states."))
    if facts.required_percent is not None and not 0 <= facts.required_percent <= 100:  # noqa: PLR2004
        message = "The required percentage lies below 0 or above 100."
        faults.append(Fault("required_percent", "percent-out-of-range", message, "Write the percentage of the award."))
    if facts.amount is not None and facts.required is not None and facts.required > facts.amount:
        message = (
            f"L/SLBE should have received {show_money(facts.required)} of a contract of {show_money(facts.amount)}."
        )
        faults.append(Fault("required", "facts-contradict", message, "Correct the amount that is wrong."))
    return faults


def _dates(facts: Facts) -> list[Fault]:
    faults = []
    if facts.days_late is not None and (facts.requested or facts.due or facts.received):
        message = "The days that records were late are given, and dates as well."
        faults.append(Fault("days_late", "facts-contradict", message, "Give the days or the dates."))
    for earlier, later in (("requested", "due"), ("requested", "received")):
        first, second = getattr(facts, earlier), getattr(facts, later)
        if first is not None and second is not None and second < first:
            message = f"{_heading(later)} on {second} lies before {_heading(earlier)} on {first}."
            faults.append(Fault(later, "facts-contradict", _sentence(message), "Correct the date that is wrong."))
    if facts.received is not None and facts.requested is None and facts.due is None:
        message = "It is said when records were received, but neither when they were asked for nor when they were due."
        faults.append(Fault("received", "facts-contradict", message, "Give the day of the request."))
    return faults


def _emergency(facts: Facts) -> list[Fault]:
    faults = []
    spent = [field for field in ("local_paid", "small_paid") if getattr(facts, field) is not None]
    if spent and not facts.emergency:
        message = "Dollars of emergency work are given, but not that the contract is for emergency work."
        faults.append(Fault(spent[0], "facts-contradict", message, "Say that it is emergency work, or clear them."))
    if facts.small_paid is not None and facts.local_paid is not None and facts.small_paid > facts.local_paid:
        message = (
            f"{show_money(facts.small_paid)} to small local firms is more than the {show_money(facts.local_paid)} to "
            "all local firms."
        )
        faults.append(Fault("small_paid", "facts-contradict", message, "Small local firms are among the local ones."))
    if facts.amount is not None and facts.local_paid is not None and facts.local_paid > facts.amount:
        message = f"{show_money(facts.local_paid)} to local firms is more than the contract."
        faults.append(Fault("local_paid", "facts-contradict", message, "Correct the amount that is wrong."))
    return faults


def _heading(field: str) -> str:
    heading = next(column.heading for column in COLUMNS if column.field == field)
    return f"{heading[0].lower()}{heading[1:]}"


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"
