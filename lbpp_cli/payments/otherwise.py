"""What other answers to what the rules leave open would make of a plan against its payments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.money import show_exact
from lbpp_cli.payments.account import Otherwise
from lbpp_cli.readings import Readings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from lbpp_cli.payments.account import Account
    from lbpp_cli.readings import Reading


def contested(
    readings: Iterable[Reading], chosen: Mapping[str, str], found: Account, account: Callable[[Readings], Account]
) -> tuple[Otherwise, ...]:
    """The other answers to each question, one at a time, where they would make something else of it."""
    others = []
    for one in readings:
        for value, meaning in one.values.items():
            if value == chosen[one.id]:
                continue
            told = _differs(found, account(Readings({**chosen, one.id: value})))
            if told:
                others.append(Otherwise(one.id, value, meaning, told))
    return tuple(others)


def _differs(found: Account, other: Account) -> str:
    parts = [
        f"{after.name} would be credited {show_exact(after.credited)} of {show_exact(after.required_dollars)}"
        for before, after in zip(found.goals, other.goals, strict=True)
        if (before.credited, before.required_dollars) != (after.credited, after.required_dollars)
    ]
    if parts:
        return "; ".join(parts)
    was, would = ({(one.clause, one.places, one.is_open): one for one in each.matters} for each in (found, other))
    parts = [f"also: {would[key].text.rstrip('.')}" for key in would if key not in was]
    parts += [f"without: {was[key].text.rstrip('.')}" for key in was if key not in would]
    for key, one in would.items():
        before = was[key].amount if key in was else None
        if before is not None and one.amount is not None and one.amount != before:
            parts.append(f"{show_exact(one.amount)}, not {show_exact(before)}")
    return "; ".join(parts)
