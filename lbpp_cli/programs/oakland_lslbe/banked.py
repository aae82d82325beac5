"""Credit banked on earlier projects (Incentives; Earning Credits): how much of it counts, and toward which part."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.money import CENT, EXACT, ZERO, exact_percent_of, show_money, show_percent
from lbpp_cli.participation import BANKED, LedgerLine
from lbpp_cli.programs.oakland_lslbe.terms import LOCAL_PART, REQUIREMENT, SMALL_PART
from lbpp_cli.stated import amount, day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lbpp_cli.model import Bid, Case


class Credit(NamedTuple):
    """The banked dollars that count, with their lines in the ledger."""

    counted: Decimal
    ledger: tuple[LedgerLine, ...]


def banked_credit(case: Case, bid: Bid, base: Decimal, lacking: Mapping[str, Decimal]) -> Credit:
    """What of a bid's banked credit counts; where it is not said toward which part, toward those that lack it.

    ``lacking``: dollars that the local part, the small part and the whole lack. Parts that do not add up to the whole
    can be full while the whole lacks something.
    """
    stated = amount(bid, "banked")
    if stated is None or stated <= 0:
        return Credit(ZERO, ())
    rules = case.rules
    why = why_not(case, day(bid, "banked_on"))
    if why:
        line = LedgerLine(
            bid.bidder, BANKED, stated, ZERO, None, rules.clause("banked-months"), why, bid.source, "banked"
        )
        return Credit(ZERO, (line,))
    # Earning Credits: a maximum of 2% counts. It is cut to the cent, so that the maximum is never passed.
    most = exact_percent_of(base, rules.value("banked-limit")).quantize(CENT, rounding=ROUND_DOWN, context=EXACT)
    note = f"at most {show_percent(rules.value('banked-limit'))}, {show_money(most)}" if stated > most else None
    available = min(stated, most)
    toward = bid.stated.get("banked_toward")
    ledger = []
    filled = ZERO
    for part in (LOCAL_PART, SMALL_PART, REQUIREMENT):
        if toward not in (None, part):
            continue
        wanted = lacking[part] if part != REQUIREMENT else max(lacking[part] - filled, ZERO)
        counted = available if toward == part else min(available, wanted)
        available, filled = available - counted, filled + counted
        if counted > 0:
            clause = rules.clause("banked-limit")
            ledger.append(LedgerLine(bid.bidder, BANKED, stated, counted, part, clause, note, bid.source, "banked"))
    if not ledger:
        unneeded = "the requirement does not lack it"
        clause = rules.clause("banked-limit")
        ledger.append(LedgerLine(bid.bidder, BANKED, stated, ZERO, None, clause, unneeded, bid.source, "banked"))
    return Credit(sum((line.counted for line in ledger), ZERO), tuple(ledger))


def why_not(case: Case, earned: date | None) -> str | None:
    """Why banked credit cannot be applied: only within 12 months of the completion that earned it (Incentives)."""
    due, months = case.tabulation.solicitation.due, int(case.rules.value("banked-months"))
    if earned is None:
        return "the day on which the project that earned it was completed is not stated"
    if due is None:
        return "the bid due date is not stated"
    if earned > due:
        return f"the project that earned it was not completed by the due date {due}"
    last = months_after(earned, months)
    if due > last:
        return f"earned by a project completed on {earned}; {months} months ended on {last}, before the due date {due}"
    return None


def months_after(day: date, months: int) -> date:
    """The same day some months later; the last of the month where it has no such day."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
