"""Penalties for a shortfall and for late records, and the goals of emergency work: what the program says of them."""

from __future__ import annotations

from datetime import timedelta
from decimal import ROUND_CEILING, Decimal
from typing import TYPE_CHECKING

from lbpp_cli.money import (
    CENT,
    ZERO,
    cents,
    exactly,
    percent_of,
    plain,
    round_cents,
    share_against,
    show_money,
    show_percent,
)
from lbpp_cli.penalties import Assessment, Charge, Facts, Otherwise, PenaltyRules, Step
from lbpp_cli.programs.oakland_lslbe.penalty_terms import (
    COLUMNS,
    EMERGENCY_SMALL,
    LATE,
    READINGS,
    SHORTFALL,
    check,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from lbpp_cli.parameters import Rules

_NO_DAYS = timedelta(0)


@exactly
def assess(facts: Facts, rules: Rules, readings: Mapping[str, str], until: date) -> Assessment:
    """What follows from the facts of a contract; ``until``: the day up to which missing records are late."""
    return Assessment(
        facts,
        (
            _open(SHORTFALL, readings, lambda value: _shortfall(facts, rules, value)),
            _open(LATE, readings, lambda value: _late_records(facts, rules, value, until)),
            *(_emergency(facts, rules, readings) if facts.emergency else ()),
        ),
    )


def _emergency(facts: Facts, rules: Rules, readings: Mapping[str, str]) -> tuple[Charge, Charge]:
    """Both goals of emergency work."""
    small = _open(EMERGENCY_SMALL, readings, lambda value: _emergency_small(facts, rules, value))
    return _emergency_local(facts, rules), small


def _open(reading: str, readings: Mapping[str, str], charge: Callable[[str], Charge]) -> Charge:
    """A charge under the chosen answer, with what the others would give."""
    known = next(one for one in READINGS if one.id == reading)
    chosen = readings.get(reading, known.default)
    made = charge(chosen)
    if made.missing:
        return made
    others = []
    for value, meaning in known.values.items():
        if value != chosen:
            other = charge(value)
            others.append(Otherwise(value, meaning, other.amount, other.met))
    return made._replace(reading=reading, chosen=chosen, others=tuple(others))


# Maintaining Participation: the prime contractor maintains the L/SLBE participation listed at the time of award.
def _shortfall(facts: Facts, rules: Rules, value: str) -> Charge:
    clause = rules.clause("shortfall-factor")
    charge = Charge("shortfall", "Shortfall of dollars to L/SLBE", clause)
    required, steps = _required(facts, clause)
    needed = "what should have gone to L/SLBE (dollars, or a percentage with the contract amount)"
    missing = [] if required is not None else [needed]
    missing += [] if facts.paid is not None else ["what L/SLBE were paid"]
    if required is None or facts.paid is None:
        given = (facts.required, facts.required_percent, facts.paid)
        return charge._replace(missing=tuple(missing), begun=any(one is not None for one in given))
    steps.append(Step(f"L/SLBE were paid {_money(facts, 'paid')}.", clause))
    difference = required - facts.paid
    arithmetic = f"{show_money(required)} - {show_money(facts.paid)} = {show_money(difference)}"
    if difference <= 0:
        steps.append(Step(f"{arithmetic}: no shortfall, so no penalty.", clause))
        return charge._replace(amount=ZERO, steps=tuple(steps))
    steps.append(Step(f"Shortfall: {arithmetic}.", clause))
    factor = rules.value("shortfall-factor")
    base = difference if value == "shortfall" else required
    if value == "whole-amount-once":
        amount = base
        steps.append(Step(f"Penalty: the whole amount that should have been awarded, {show_money(base)}.", clause))
    else:
        amount = _times(factor, base)
        by = "Summary 4" if value == "shortfall" else clause
        text = f"Penalty: {plain(factor)} × {show_money(base)} = {show_money(amount)}{_if_rounded(factor * base)}."
        steps.append(Step(text, by))
    approval = (
        "The City may impose it, or stop the work, upon approval by the full City Council or a designee approved by at "
        f"least three Council Members, one of them for the district of the work ({clause})."
    )
    notes = (approval, _work_off(facts, rules, _times(factor, difference)))
    return charge._replace(amount=amount, steps=tuple(steps), notes=notes)


def _required(facts: Facts, clause: str) -> tuple[Decimal | None, list[Step]]:
    """The dollars that should have gone to certified firms."""
    if facts.required is not None:
        return facts.required, [Step(f"L/SLBE should have received {_money(facts, 'required')}.", clause)]
    if facts.required_percent is None or facts.amount is None:
        return None, []
    required = percent_of(facts.amount, facts.required_percent)
    exact = facts.amount * facts.required_percent / 100
    text = (
        f"L/SLBE should have received {show_percent(facts.required_percent)}{_place(facts, 'required_percent')} of "
        f"{_money(facts, 'amount')} = {show_money(required)}{_if_rounded(exact)}."
    )
    return required, [Step(text, clause)]


def _work_off(facts: Facts, rules: Rules, amount: Decimal) -> str:
    """Summary 5: a shortfall may be satisfied by hiring L/SLBEs on projects that the City does not fund."""
    months = int(rules.value("work-off-months"))
    when = f"within {months} months of the project's closeout"
    if facts.closeout is not None:
        when = f"by {_months_after(facts.closeout, months)}, {months} months after the closeout on {facts.closeout}"
    return (
        f"In place of a payment it can be worked off: {show_money(amount)} to L/SLBEs on projects that the City does "
        f"not fund, {when} ({rules.clause('work-off-months')})."
    )


def _months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first_of_next = day.replace(year=year + (month == 11), month=(month + 1) % 12 + 1, day=1)  # noqa: PLR2004  December
    return day.replace(year=year, month=month + 1, day=min(day.day, (first_of_next - timedelta(days=1)).day))


# Compliance Monitoring: records are due within ten calendar days of a request; the lesser of 1% and $1,000 a day.
def _late_records(facts: Facts, rules: Rules, value: str, until: date) -> Charge:
    clause = rules.clause("late-records-day")
    charge = Charge("late-records", "Records that were late", clause)
    days, steps, rests = _days_late(facts, rules, until)
    missing = [] if days is not None else ["when records were requested or due, or how many days they were late"]
    if days == 0:
        steps.append(Step("No penalty.", clause))
        return charge._replace(amount=ZERO, steps=tuple(steps), rests=rests)
    missing += [] if facts.amount is not None else ["the contract amount"]
    if days is None or facts.amount is None:
        return charge._replace(missing=tuple(missing), begun=days is not None)
    percent, daily = rules.value("late-records-percent"), rules.value("late-records-day")
    share = percent_of(facts.amount, percent)
    exact = facts.amount * percent / 100
    text = f"{show_percent(percent)} of {_money(facts, 'amount')} = {show_money(share)}{_if_rounded(exact)}."
    steps.append(Step(text, clause))
    if value == "each-day":
        lesser = min(share, daily)
        amount = lesser * days
        steps.append(Step(f"Each day the lesser of that and {show_money(daily)}: {show_money(lesser)}.", clause))
        steps.append(Step(f"Penalty: {_days(days)} × {show_money(lesser)} = {show_money(amount)}.", clause))
    else:
        by_days = daily * days
        amount = min(share, by_days)
        steps.append(Step(f"{_days(days)} × {show_money(daily)} = {show_money(by_days)}.", clause))
        steps.append(Step(f"Penalty: the lesser of the two, {show_money(amount)}.", clause))
    note = (
        "It may be applied. The City deems a refusal a material breach, and may end the contract or stop the work "
        f"({clause})."
    )
    return charge._replace(amount=amount, steps=tuple(steps), notes=(note,), rests=rests)


def _days_late(facts: Facts, rules: Rules, until: date) -> tuple[int | None, list[Step], str | None]:
    clause = rules.clause("records-days")
    if facts.days_late is not None:
        place = _place(facts, "days_late")
        return facts.days_late, [Step(f"Records were {_days(facts.days_late)} late{place}.", clause)], None
    if facts.due is None and facts.requested is None:
        return None, [], None
    allowed = int(rules.value("records-days"))
    if facts.due is not None:
        due = facts.due
        steps = [Step(f"Records were due on {due}{_place(facts, 'due')}.", clause)]
    else:
        due = (facts.requested or until) + timedelta(days=allowed)
        asked = f"Records were requested on {facts.requested}{_place(facts, 'requested')}"
        steps = [Step(f"{asked}: due within {allowed} calendar days, by {due}.", clause)]
    rests = None
    if facts.received is None:
        rests = f"Records are taken as not received by {until}, for no day is given on which they were."
    last = facts.received or until
    days = max(last - due, _NO_DAYS).days
    how = f"received on {last}{_place(facts, 'received')}" if facts.received else f"not received by {last}"
    late = f"{_days(days)} late" if days else "not late"
    steps.append(Step(f"They were {how}: {late}.", clause))
    return days, steps, rests


# Emergency Contracts: 75% of emergency contract dollars with local firms, of that two thirds with small local ones.
def _emergency_local(facts: Facts, rules: Rules) -> Charge:
    clause, percent = rules.clause("emergency-local"), rules.value("emergency-local")
    charge = Charge("emergency-local", "Emergency work: local firms", clause)
    missing = [] if facts.amount is not None else ["the contract amount"]
    missing += [] if facts.local_paid is not None else ["what was spent with local firms"]
    if facts.amount is None or facts.local_paid is None:
        return charge._replace(missing=tuple(missing))
    met = cents(facts.local_paid) * 100 >= cents(facts.amount) * percent
    share = show_percent(share_against(facts.local_paid, facts.amount, percent))
    exact = facts.amount * percent / 100
    goal = f"Goal: {show_percent(percent)} of {_money(facts, 'amount')} = {show_money(round_cents(exact))}"
    received = f"Local firms received {_money(facts, 'local_paid')}, {share}"
    steps = (
        Step(f"{goal}{_if_rounded(exact)}.", clause),
        Step(f"{received}: {_met(facts.local_paid, exact, met=met)}.", clause),
    )
    return charge._replace(met=met, steps=steps)


def _emergency_small(facts: Facts, rules: Rules, value: str) -> Charge:
    clause, thirds = rules.clause("emergency-small"), rules.value("emergency-small")
    percent = rules.value("emergency-local")
    charge = Charge("emergency-small", "Emergency work: small local firms", clause)
    whole = facts.amount if value == "of-the-goal" else facts.local_paid
    missing = [] if facts.amount is not None else ["the contract amount"]
    missing += [] if facts.local_paid is not None else ["what was spent with local firms"]
    missing += [] if facts.small_paid is not None else ["what was spent with small local firms"]
    if whole is None or facts.small_paid is None or missing:
        return charge._replace(missing=tuple(missing))
    of = percent if value == "of-the-goal" else Decimal(100)
    # In whole numbers: small / 1 >= thirds / 3 of so many percent of the whole.
    met = cents(facts.small_paid) * 300 >= cents(whole) * of * thirds
    exact = whole * of * thirds / 300
    base = f"{show_percent(of)} of {show_money(whole)}" if value == "of-the-goal" else show_money(whole)
    goal = f"Goal: {_thirds(thirds)} of {base} = {show_money(round_cents(exact))}{_if_rounded(exact)}."
    received = f"Small local firms received {_money(facts, 'small_paid')}"
    steps = (Step(goal, clause), Step(f"{received}: {_met(facts.small_paid, exact, met=met)}.", clause))
    return charge._replace(met=met, steps=steps)


def _met(paid: Decimal, goal: Decimal, *, met: bool) -> str:
    """Whether a goal, which need not be whole cents, is met, and how many whole cents more would meet it."""
    return "the goal is met" if met else f"missed by {show_money(goal.quantize(CENT, rounding=ROUND_CEILING) - paid)}"


def _thirds(thirds: Decimal) -> str:
    return "two thirds" if thirds == 2 else f"{plain(thirds)}/3"  # noqa: PLR2004


def _times(factor: Decimal, amount: Decimal) -> Decimal:
    return round_cents(factor * amount)


def _if_rounded(exact: Decimal) -> str:
    return "" if exact == round_cents(exact) else " (rounded half-up to the cent)"


def _days(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"


def _place(facts: Facts, field: str) -> str:
    """The cell of a fact, where it was read from a table."""
    cell = facts.source.cells.get(field) if facts.source else None
    return f" [{cell}]" if cell else ""


def _money(facts: Facts, field: str) -> str:
    amount: Decimal = getattr(facts, field)
    return f"{show_money(amount)}{_place(facts, field)}"


PENALTY = PenaltyRules(READINGS, COLUMNS, check, assess)
