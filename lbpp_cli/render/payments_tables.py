"""A plan against its payments as tables and sentences, which every output form shows alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.money import show_exact, show_money, show_percent
from lbpp_cli.participation import PRIME
from lbpp_cli.payments.account import NOT_APPLICABLE
from lbpp_cli.render.summary_tables import MONEY, TEXT, Head, Table
from lbpp_cli.render.words import ended, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lbpp_cli.payments.account import Account, Asked, FirmAccount, GoalAccount, Held, Matter, Otherwise
    from lbpp_cli.render.summary_tables import Value

TITLE = "Participation: plan against payments"
GOALS, FIRMS, WHY = "Goals", "Firms", "Why"
SHARE = "share"  # a percentage with as many decimals as tell it from what is required


def shown(value: Value, kind: str) -> str:
    """A value for people."""
    if value is None:
        return "–"
    return show_exact(value) if kind == MONEY else str(value)  # type: ignore[arg-type]


def head(held: Held) -> Iterator[str]:
    """The contract, the day, and the dollars that percentages are of."""
    account, contract = held.account, held.contract
    if account is None or contract is None:
        return
    named = f"Contract {contract.number}: " if contract.number else ""
    yield f"{named}{held.contractor}, plan against payments until {held.day}"
    rules = f"rules in force from {held.rules.version}" if held.rules else ""
    yield f"{held.title}: {rules} ({held.program})"
    awarded = show_money(held.awarded) if held.awarded is not None else "not stated"
    changed = f", {show_money(account.value)} with approved change orders" if account.value != held.awarded else ""
    yield f"Awarded at {awarded}{changed}; percentages are of {show_money(account.base)}, {account.base_text}."
    paid = "not recorded" if account.paid is None else show_money(account.paid)
    state = f"was completed on {contract.completed}" if _completed(held) else "is not stated as completed"
    yield f"Paid to the contractor: {paid}. The contract {state}."


def _completed(held: Held) -> bool:
    done = held.contract.completed if held.contract else None
    return done is not None and done <= held.day


def verdict(held: Held) -> str:
    """What it comes to, in a sentence."""
    account = held.account
    if account is None:
        return ""
    goals = [one for one in account.goals if one.required is not None]
    if not goals:
        return "No goals are asked for."
    missed = [one.name for one in goals if not one.met]
    if not missed:
        return "Every goal is met by what is credited until this day."
    if _completed(held):
        return f"Shortfall: {listed(missed)}."
    return f"Not reached yet: {listed(missed)}; the contract is not stated as completed."


def goals(held: Held) -> Table:
    """Each goal."""
    last = "Shortfall" if _completed(held) else "To reach it"
    heads = (
        Head("Goal", TEXT), Head("Asked for", SHARE), Head("Planned", MONEY), Head("Paid", MONEY),
        Head("Credited", MONEY), Head("Percent", SHARE), Head("Still due", MONEY), Head(last, MONEY),
    )  # fmt: skip
    return Table(GOALS, heads, tuple(_goal(one) for one in (held.account.goals if held.account else ())))


def _goal(one: GoalAccount) -> tuple[Value, ...]:
    asked = None if one.required is None else show_percent(one.required)
    lacking = None if one.required is None else one.lacking
    return one.name, asked, one.planned, one.paid, one.credited, f"{one.achieved}%", one.due, lacking


def firms(account: Account) -> Table:
    """Each firm in dollars."""
    owed = any(one.owed for one in account.firms)
    heads = [Head("Firm", TEXT), Head("Planned", MONEY), Head("Paid", MONEY)]
    heads += [Head("Owed", MONEY)] if owed else []
    heads += [Head("Credited", MONEY), Head("Toward", TEXT), Head("Still due", MONEY)]
    rows: list[tuple[Value, ...]] = []
    for one in account.firms:
        paid: tuple[Value, ...] = (one.firm, one.planned, one.paid, *((one.owed,) if owed else ()))
        rows.append((*paid, one.credited, one.toward, one.due))
    return Table(FIRMS, tuple(heads), tuple(rows))


def own_part(account: Account) -> str:
    """What the figures of the contractor are; blank where it is not among the firms."""
    if not any(one.role == PRIME for one in account.firms):
        return ""
    return "Of the contractor: without what goes to its direct subcontractors."


def why(account: Account) -> Table:
    """Why what each firm was paid counts or does not, and its days."""
    heads = (
        Head("Firm", TEXT), Head("Role", TEXT), Head("Work completed", TEXT), Head("Certified", TEXT), Head(WHY, TEXT),
    )  # fmt: skip
    return Table("Why", heads, tuple(_why(one) for one in account.firms))


def _why(one: FirmAccount) -> tuple[Value, ...]:
    role = one.role if one.planned is not None else f"{one.role}, not in the plan"
    completed = None if one.completed is None else str(one.completed)
    certified = None if one.certified is None else str(one.certified)
    return one.firm, role, completed, certified, f"{one.clause}: {one.note}" if one.note else one.clause


def matter(one: Matter) -> str:
    """A matter as a sentence, with its cells and what a person decides."""
    places = f" [{', '.join(one.places)}]" if one.places else ""
    text = f"{ended(one.text)}{places}"
    return f"{text} A person decides: {ended(one.decide)}" if one.decide else text


def requests(account: Account) -> Iterator[tuple[str, list[str]]]:
    """Each request for a change with its evidence: what is given, and what is missing."""
    for one in account.asked:
        yield f"{one.what}: {one.standing} ({one.clause})", evidence(one)


def evidence(one: Asked) -> list[str]:
    """The evidence of a request that is given, and that is missing."""
    if not one.evidence:
        return []
    given = [f"{kind}: {text}" for kind, text in one.evidence if text not in {None, NOT_APPLICABLE}]
    without = [kind for kind, text in one.evidence if text == NOT_APPLICABLE]
    lines = [f"Given: {'; '.join(given)}." if given else "Given: none."]
    lines += [f"Said not to apply: {'; '.join(without)}."] if without else []
    return [*lines, f"Missing: {'; '.join(one.missing)}." if one.missing else "Missing: none."]


def contested(one: Otherwise) -> str:
    """What another reading would make of it."""
    return ended(f"Read as {one.reading}={one.value}, {one.meaning}: {one.text}")


def notes(account: Account) -> list[str]:
    """What else there is to say."""
    told = [ended(f"{goal.name}: {goal.note}") for goal in account.goals if goal.note]
    return [*dict.fromkeys(told), *account.notes]


def rules(held: Held) -> str:
    """The rules in force, with their hash."""
    if held.rules is None:
        return ""
    return f"rules in force from {held.rules.version}, SHA-256 {held.rules.book.file.sha256}"


def readings(held: Held) -> str:
    """The readings that were used."""
    return ", ".join(f"{name}={value}" for name, value in held.readings.items())
