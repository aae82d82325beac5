"""Indicator 4: written notices, in each work area to a sufficient number of the firms that are registered in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.money import show_percent
from lbpp_cli.outreach.decisions import FAIL, PASS, PERSON, AreaNotices, Ground, Indicator, cited
from lbpp_cli.outreach.records import LIMITS
from lbpp_cli.programs.la_bip.readings import OVER_200, PRINTED_FLOOR
from lbpp_cli.programs.la_bip.terms import NAMES, NOTICES, clause

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from lbpp_cli.outreach.records import WorkArea
    from lbpp_cli.parameters import Rules
    from lbpp_cli.programs.la_bip.facts import Facts, Sent
    from lbpp_cli.readings import Answers

_ROWS = 5  # of the table, that end with a number of firms; the last row has no end


def share(registered: int, rules: Rules) -> Decimal:
    """The percent of the registered firms that is to be notified (the table of C.4)."""
    row = next((row for row in range(1, _ROWS + 1) if registered <= rules.value(f"area-{row}-most")), _ROWS + 1)
    return rules.value(f"area-{row}-share")


def needed(registered: int, rules: Rules, readings: Answers) -> int:
    """How many of the registered firms are to be notified.

    A share that is no whole number is rounded up, as the third column of the table shows: of 11 firms 80% is 8.8, and
    it prints 9. Over 200 it prints 20, which is less than 10% of 201: how 201 to 209 are read is asked there alone.
    """
    numerator, denominator = share(registered, rules).as_integer_ratio()
    whole, rest = divmod(registered * numerator, denominator * 100)
    up = whole + (rest > 0)
    if registered <= rules.value(f"area-{_ROWS}-most"):
        return up
    printed = int(rules.value(f"area-{_ROWS + 1}-least"))
    if whole <= printed < up:
        return printed if readings[OVER_200] == PRINTED_FLOOR else up
    return max(up, printed)


def in_area(area: WorkArea, facts: Facts, rules: Rules, readings: Answers) -> AreaNotices:
    """The notices of a proposer in an area, and whether they suffice."""
    sent = facts.sent.get(area.code)
    wanted = None if area.registered is None else needed(area.registered, rules, readings)
    certain, possible = (len(sent.certain), len(sent.possible)) if sent else (0, 0)
    if wanted is not None and certain >= wanted:
        outcome = PASS
    elif wanted is not None and possible < wanted:
        outcome = FAIL
    else:  # the figures do not say it: the registered firms, when a notice was sent, whether two names are one firm
        outcome = PERSON
    latest = sent.latest if sent else None
    return AreaNotices(
        area,
        wanted,
        None if area.registered is None else share(area.registered, rules),
        certain,
        possible,
        len(sent.late) if sent else 0,
        latest,
        None if latest is None else (facts.rfp.due.day - latest.day).days,
        _left_out(area, sent),
        outcome,
        sent.cells if sent else (),
        sent.doubtful if sent else (),
    )


def _left_out(area: WorkArea, sent: Sent | None) -> tuple[str, ...]:
    """The groups with registered firms in the area of which none is known to be among the notified."""
    reached = {group for notice in (sent.counted if sent else ()) for group in notice.groups or ()}
    return tuple(group for group, number in area.by_group.items() if number and group not in reached)


def indicator(facts: Facts, areas: Iterable[AreaNotices]) -> Indicator:
    """C.4 over all work areas."""
    grounds = [Ground(one.outcome, clause(NOTICES), _text(one), (*_registered(one), *one.cells)) for one in areas]
    if facts.proposer.wording == LIMITS:
        # C.4 names the wording too; what follows from it is decided under C.7 (and C.5), which fail.
        text = "the wording that it added was judged to limit responses: see indicators 5 and 7"
        grounds.append(Ground(PASS, clause(NOTICES), text, (facts.proposer.source.cell("wording"),)))
    return Indicator(NOTICES, NAMES[NOTICES], clause(NOTICES), tuple(grounds), by_area=True)


def _registered(one: AreaNotices) -> tuple[str, ...]:
    return cited([one.area.source], "registered")


def _text(one: AreaNotices) -> str:
    said = f"{one.area.name}: sent to {one.notified}"
    if one.needed is None:
        said += "; how many firms are registered is not stated"
    elif one.needed == 0:
        said += "; none is registered, so none is needed"
    else:
        percent = "" if one.share is None else f", {show_percent(one.share)}"
        joined = " of" if one.notified <= one.needed else ","
        said += f"{joined} {one.needed} needed ({one.area.registered} registered{percent})"
    if one.outcome == PERSON and one.possible > one.notified:
        said += f"; up to {one.possible} may have been"
        if one.doubtful:
            said += f" ({', '.join(one.doubtful)})"
    if one.late:
        said += f"; {one.late} only later, not counted"
    if one.latest is not None and one.days is not None:
        side = f"{one.days} {_days(one.days)} before" if one.days >= 0 else f"{-one.days} {_days(-one.days)} after"
        said += f"; latest notice {side} the due date"
    return said


def _days(number: int) -> str:
    return "day" if number == 1 else "days"
