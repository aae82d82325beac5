"""A proposer's Schedule A beside the bids that it took: where they differ, a person should know (C.6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.findings import finding
from lbpp_cli.money import show_money
from lbpp_cli.names import firm_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lbpp_cli.findings import Finding
    from lbpp_cli.outreach.records import Listed, Response
    from lbpp_cli.programs.la_bip.facts import Facts

_SHOWN = 3  # work areas that are named of many
_HINT = "Ask which of the two holds; C.6 asks for a bid from each listed subconsultant, selected or not with a reason."


def compared(facts: Facts) -> Iterator[Finding]:
    """What differs; nothing where there are no responses or no listed firms."""
    if facts.responses and facts.listed:
        listed = [one for one in facts.listed if not facts.is_own(one.firm)]
        yield from _not_as_taken(listed, facts.responses, facts)
        yield from _not_listed(listed, facts.responses, facts)
        yield from _areas(listed, facts.responses, facts)


def _not_as_taken(listed: list[Listed], responses: tuple[Response, ...], facts: Facts) -> Iterator[Finding]:
    """Listed, though its bid is stated as not selected; or at an amount that it did not bid."""
    by_firm: dict[str, list[Response]] = {}
    for row in responses:
        by_firm.setdefault(firm_key(row.firm), []).append(row)
    for one in listed:
        rows = [row for row in by_firm.get(firm_key(one.firm), ()) if one.area in (None, row.area)]
        taken = [row for row in rows if row.selected]
        amounts = [row.amount for row in taken if row.amount is not None]
        place = one.source.file, one.source.cell("firm")
        if rows and all(row.selected is False for row in rows):
            message = f"{one.firm} stands on the Schedule A of {facts.proposer.name}, but its bid was not selected."
            yield finding("schedule-a-differs", message, _HINT, *place)
        elif one.amount is not None and len(amounts) == len(taken) > 0 and one.amount not in {*amounts, sum(amounts)}:
            told = " and ".join(map(show_money, amounts))
            message = f"{one.firm} is listed by {facts.proposer.name} at {show_money(one.amount)}; it bid {told}."
            yield finding("schedule-a-differs", message, _HINT, one.source.file, one.source.cell("amount"))


def _not_listed(listed: list[Listed], responses: tuple[Response, ...], facts: Facts) -> Iterator[Finding]:
    known = {(firm_key(one.firm), one.area) for one in listed}
    for row in responses:
        firm = firm_key(row.firm)
        if row.selected and not facts.is_own(row.firm) and not known & {(firm, row.area), (firm, None)}:
            where = f"{facts.proposer.name} selected the bid of {row.firm} in {row.area}"
            message = f"{where}; its Schedule A does not list that firm there."
            yield finding("schedule-a-differs", message, _HINT, row.source.file, row.source.cell("firm"))


def _areas(listed: list[Listed], responses: tuple[Response, ...], facts: Facts) -> Iterator[Finding]:
    """Who performs an area, where own forces are stated and it is not among them; listed firms may name no area."""
    own = facts.proposer.own_forces
    if own is None or any(one.area is None for one in listed):
        return
    named = {*own, *(one.area for one in listed), *(row.area for row in responses if row.selected is not False)}
    left = [area for area in facts.areas if area.code not in named and area.registered != 0]
    if left:
        told = "; ".join(area.name for area in left[:_SHOWN])
        told += f" and {len(left) - _SHOWN} more" if len(left) > _SHOWN else ""
        message = f"{facts.proposer.name} names neither a subconsultant nor own forces for {told}."
        hint = "Ask who performs it: own forces need a bid to compare, and an explanation (C.6)."
        source = facts.proposer.source
        yield finding("area-without-firm", message, hint, source.file, source.cell("own_forces"))
