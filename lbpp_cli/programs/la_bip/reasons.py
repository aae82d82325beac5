"""Indicator 6: each bid with a reason for taking it or not, and bids that were rejected for a higher one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.columns import squeezed
from lbpp_cli.money import show_money
from lbpp_cli.outreach.decisions import FAIL, PASS, PERSON, Ground, cited
from lbpp_cli.programs.la_bip.terms import GOOD_FAITH, clause

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from lbpp_cli.model import Source
    from lbpp_cli.outreach.records import Response
    from lbpp_cli.programs.la_bip.facts import Facts

# What stands in exports where somebody gave no reason, without spaces and punctuation.
_NO_REASON = frozenset({"", "na", "none", "no", "yes", "nil", "tbd", "x", "notgiven", "notstated", "noreason"})


def ground(outcome: str, text: str, *places: tuple[Source, str]) -> Ground:
    """A ground of indicator 6 with the cells that it came from."""
    cells = tuple(cell for source, field in places for cell in cited([source], field))
    return Ground(outcome, clause(GOOD_FAITH), text, cells)


def by_area(facts: Facts) -> dict[str, list[Response]]:
    """The bids that a proposer received, by work area."""
    found: dict[str, list[Response]] = {}
    for one in facts.responses or ():
        found.setdefault(one.area, []).append(one)
    return found


def grounds(facts: Facts) -> Iterator[Ground]:
    """C.6: a reason for each bid. Whether a reason is good enough is for a person to say, where a lower bid lost."""
    wrong = [found for rows in by_area(facts).values() for one in rows for found in _reason(one, rows, facts)]
    yield from wrong
    number = len(facts.responses or ())
    if number and not wrong:
        yield ground(PASS, f"{number} {'bids' if number > 1 else 'bid'}, each with a reason")


def gives_reason(one: Response) -> bool:
    """Whether something stands there as a reason; a dash or “n/a” gives none."""
    return one.reason is not None and squeezed(one.reason) not in _NO_REASON


def _reason(one: Response, rows: Sequence[Response], facts: Facts) -> Iterator[Ground]:
    what, place = f"the bid of {one.firm} in {one.area}", (one.source, "reason")
    if contradicts(one):
        yield ground(PERSON, f"{what}: stated as no bid, and as one that {contradicts(one)}", (one.source, "declined"))
    elif one.accepted is False:
        yield ground(FAIL, f"{what}: the reason was judged not to justify it", (one.source, "accepted"))
    elif one.declined:
        return
    elif one.accepted:
        yield from _told(one, facts)
    elif one.selected is None and not _is_taken(one, facts):
        yield ground(PERSON, f"{what}: not stated whether it was selected", (one.source, "selected"))
    elif not gives_reason(one):
        lower = rejected_for(one, rows, facts)
        instead = f": “{one.reason}” is none" if one.reason else ""
        more = f", though it was rejected for a higher one, {show_money(lower)}" if lower else ""
        yield ground(PERSON, f"{what} has no reason{more}{instead}", place)
    elif not _is_taken(one, facts):
        yield from _rejected(one, rows, facts)


def contradicts(one: Response) -> str:
    """What a row that is stated to be no bid says of a bid all the same; blank where nothing."""
    if not one.declined:
        return ""
    return "was selected" if one.selected else "has an amount" if one.amount is not None else ""


def _told(one: Response, facts: Facts) -> Iterator[Ground]:
    """C.6: the explanation is communicated to who was rejected."""
    if one.answered is False and not _is_taken(one, facts) and not facts.is_own(one.firm):
        said = f"the bid of {one.firm} in {one.area} was rejected, and the firm was not answered: it is to be told why"
        yield ground(PERSON, said, (one.source, "answered"))


def _rejected(one: Response, rows: Sequence[Response], facts: Facts) -> Iterator[Ground]:
    what, place = f"the bid of {one.firm} in {one.area}", (one.source, "reason")
    yield from _told(one, facts)
    taken = [row for row in rows if _is_taken(row, facts)]
    higher = rejected_for(one, rows, facts)
    if one.amount is None or any(row.amount is None for row in taken):
        yield ground(
            PERSON, f"{what} was rejected, and an amount to compare it by is not stated", (one.source, "amount")
        )
    elif higher is not None:
        text = f"{what}, {show_money(one.amount)}, was rejected for {show_money(higher)}"
        yield ground(PERSON, f"{text}: whether “{one.reason}” justifies it", place)
    elif not taken:
        yield ground(PERSON, f"{what} was rejected, and none in that area was taken", place)


def rejected_for(one: Response, rows: Sequence[Response], facts: Facts) -> Decimal | None:
    """The highest bid of the area that was taken, where one that was rejected is lower."""
    taken = max((row.amount for row in rows if _is_taken(row, facts) and row.amount is not None), default=None)
    if one.amount is None or taken is None or _is_taken(one, facts) or one.selected is None:
        return None
    return taken if one.amount < taken else None


def _is_taken(one: Response, facts: Facts) -> bool:
    """Whether a bid was selected; a proposer's own is, where it performs the area with its own forces."""
    return one.selected is True or (facts.is_own(one.firm) and one.area in (facts.proposer.own_forces or ()))
