"""The discount of a bid and the points of a proposal (Incentives), and which bids are not responsive (Requirements)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from lbpp_cli.model import PROPOSAL, Adjustment, Step
from lbpp_cli.money import EXACT, ZERO, exact_percent_of, percent_of, show_exact, show_percent
from lbpp_cli.programs.oakland_lslbe import readings as reading
from lbpp_cli.programs.oakland_lslbe.evidence import proved
from lbpp_cli.programs.oakland_lslbe.firms import counts_as
from lbpp_cli.programs.oakland_lslbe.measure import Above, Measured, above_requirement, base_of, measure
from lbpp_cli.programs.oakland_lslbe.terms import (
    DEVELOPER,
    FORMAL,
    LBE,
    LOCAL,
    LOCAL_PART,
    NAMES,
    PARTNER_ROLE,
    REQUIREMENT,
    SLBE,
    SMALL,
    SMALL_PART,
    VERY_SMALL,
)
from lbpp_cli.programs.oakland_lslbe.terms_of_contract import CONSTRUCTION, price_of, required
from lbpp_cli.stated import amount, day

if TYPE_CHECKING:
    from lbpp_cli.model import Bid, Case
    from lbpp_cli.parameters import Rules
    from lbpp_cli.participation import Participation
    from lbpp_cli.readings import Readings

_NO_POINTS = "no points: what developers give is a discount of bids (Private Developments)"


def adjust(case: Case, bid: Bid, readings: Readings, explained: bool) -> Adjustment:  # noqa: ARG001, FBT001
    """The participation of one bid and what it earns; a bid below the requirement is excluded."""
    held = proved(case, bid.bidder, bid.certifications)
    if case.procedure.id == DEVELOPER:
        if case.tabulation.solicitation.kind == PROPOSAL:
            return _adjusted(case, bid, [], None, None, held, (_NO_POINTS,))
        return _adjusted(case, bid, _developer(case.rules, held), None, None, held)
    asks = case.procedure.id == FORMAL and required(case.tabulation.solicitation, case.rules).whole is not None
    if asks and base_of(bid, readings)[0] <= 0:
        # Such a bid is refused when it is read; a bid that is only imagined can come to it.
        return _adjusted(case, bid, [], None, "the specifications leave nothing of it open (Definitions)", held)
    measured = measure(case, bid, readings)
    excluded = _excluded(measured.participation) if case.procedure.id == FORMAL else None
    steps, notes = ([], []) if excluded else earned(case, bid, measured, readings)
    return _adjusted(case, bid, steps, measured.participation, excluded, held, tuple(notes))


def earned(case: Case, bid: Bid, measured: Measured, readings: Readings) -> tuple[list[Step], list[str]]:
    """The steps of a bid that meets its requirement, and notes on what else decided them."""
    rules = case.rules
    if case.procedure.id != FORMAL:
        notes = [f"no discount: {case.procedure.text} ({case.procedure.clause})"]
        if bid.stated.get("mentor_approved"):
            notes.append("the approved mentor-protégé preference is not applied: see the findings (Mentor Protégé)")
        return [], notes
    mentor, notes = mentor_preference(case, bid)
    if measured.required.whole is None:
        notes.append("no discount by participation: the requirement was waived, so none was achieved (Incentives)")
        return mentor, notes
    barred = _venture_bar(case, bid)
    if barred:
        return mentor, [*notes, barred]
    if mentor:
        # Incentives: no more than 5% may be earned; the preference of the team is all of it.
        return mentor, [*notes, "the mentor-protégé preference takes the place of the discount by participation"]
    steps = [Step(rules.value("base-discount"), rules.clause("base-discount"), "Requirement achieved")]
    room = rules.value("discount-limit") - rules.value("base-discount")
    most = int(room // rules.value("step-discount"))
    above = above_requirement(measured, rules.value("very-small-factor"), readings)
    base = measured.participation.base
    further = _steps_above(above, base, rules, readings, most)
    if further:
        text = f"{further} × {show_percent(rules.value('step'))} above the requirement"
        steps.append(Step(rules.value("step-discount") * further, rules.clause("step-discount"), text))
    steps[-1] = steps[-1]._replace(detail=_above(above, base, rules, readings))
    return steps, notes


def _above(above: Above, base: Decimal, rules: Rules, readings: Readings) -> str:
    """The dollars above the requirement, and those of a step."""
    step = exact_percent_of(base, rules.value("step"))
    said = f"{show_exact(above.whole)} above it"
    if above.whole >= step and readings[reading.EXTRA_SPLIT] != "any":
        said += f", {show_exact(above.local)} local and {show_exact(above.small)} small"
    return f"{said}; a step is {show_exact(step)}"


def _steps_above(above: Above, base: Decimal, rules: Rules, readings: Readings, most: int) -> int:
    """How many whole steps of 10% of the contract dollars are above the requirement: exact products, no quotient."""
    step = exact_percent_of(base, rules.value("step"))
    if above.whole < step:
        return 0  # whichever way its dollars are split, a step takes so many of them
    whole = sum(above.whole >= step * number for number in range(1, most + 1))
    if readings[reading.EXTRA_SPLIT] == "any":
        return whole
    # Earning Credits: 5% local and 5% small local for each step; Example 2: or 10% small local.
    part = exact_percent_of(base, rules.value("step-part"))
    # Where the parts are less than the whole, what is above them is not all above it.
    divided = max(
        split + small
        for split in range(most + 1)
        for small in range(most + 1 - split)
        if part * split <= above.local and part * split + step * small <= above.small
    )
    return min(whole, divided)


def _excluded(participation: Participation) -> str | None:
    """Requirements: being responsive includes meeting the requirement."""
    below = [
        f"{goal.name} {goal.achieved}% of {show_percent(goal.required)}"
        for goal in participation.goals
        if not goal.met and goal.required is not None and goal.name in {REQUIREMENT, LOCAL_PART, SMALL_PART}
    ]
    return f"participation below the requirement: {', '.join(below)} (Requirements)" if below else None


def mentor_preference(case: Case, bid: Bid) -> tuple[list[Step], list[str]]:
    """Mentor Protégé: a preference case by case, only where the buyer recorded the approval."""
    if not bid.stated.get("mentor_approved"):
        return [], []
    solicitation, rules = case.tabulation.solicitation, case.rules
    submitted, due = day(bid, "mentor_submitted"), solicitation.due
    if submitted is not None and due is not None:
        # Prior to the bid date for construction, by the due date for professional services.
        late = submitted >= due if solicitation.category == CONSTRUCTION else submitted > due
        if late:
            why = f"the mentor-protégé agreement was submitted on {submitted}, too late for the due date {due}"
            return [], [f"{why} (Mentor Protégé)"]
    percent, clause = rules.value("mentor-preference"), rules.clause("mentor-preference")
    return [Step(percent, clause, "Mentor-protégé team, approved by the City in this case")], []


def _venture_bar(case: Case, bid: Bid) -> str | None:
    """Joint Venture: why a venture earns no discount."""
    if not bid.stated.get("venture"):
        return None
    if bid.stated.get("venture_approved") is False:
        return "no discount: the joint venture agreement was not approved (Joint Venture)"
    if case.tabulation.solicitation.category != CONSTRUCTION:
        return None
    price, manufactured = price_of(bid), amount(bid, "manufactured") or ZERO
    others = sum((one.cost for one in bid.subcontractors if one.stated.get("role") != PARTNER_ROLE), Decimal(0))
    least = case.rules.value("venture-work")
    if EXACT.multiply(price - others, Decimal(100)) >= EXACT.multiply(price - manufactured, least):
        return None
    return (
        f"no discount: the joint venture itself performs less than {show_percent(least)} of the contract without "
        "manufactured items (Joint Venture 4)"
    )


def _developer(rules: Rules, held: frozenset[str]) -> list[Step]:
    """Private Developments: 5% off for small local, 2% off for local businesses."""
    standing = counts_as(held)
    if standing in {VERY_SMALL, SMALL}:
        return [Step(rules.value("developer-small-discount"), rules.clause("developer-small-discount"), NAMES[SLBE])]
    if standing == LOCAL:
        return [Step(rules.value("developer-local-discount"), rules.clause("developer-local-discount"), NAMES[LBE])]
    return []


def _adjusted(
    case: Case,
    bid: Bid,
    steps: list[Step],
    participation: Participation | None,
    excluded: str | None,
    held: frozenset[str],
    notes: tuple[str, ...] = (),
) -> Adjustment:
    solicitation = case.tabulation.solicitation
    price, percent = price_of(bid), sum((step.percent for step in steps), Decimal(0))
    common = Adjustment(
        bid_price=price,
        standing=counts_as(held),
        percent=percent,
        steps=tuple(steps),
        credits=(),
        proved=held,
        notes=notes,
        participation=participation,
        excluded=excluded,
    )
    if solicitation.kind == PROPOSAL:
        if bid.score is None:
            raise ValueError(f"{bid.bidder} has no score to evaluate")
        # Incentives: preference points are added to the score as they are.
        return common._replace(in_points=True, points=percent, evaluated_score=bid.score + percent)
    # Section 3 of the rules as computed: bid x (100 - discount)%, half-up to the cent.
    evaluated = percent_of(price, Decimal(100) - percent)
    return common._replace(value=price - evaluated, evaluated_price=evaluated)
