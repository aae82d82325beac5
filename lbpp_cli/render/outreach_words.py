"""The sentences about an outreach that its terminal, page and workbook forms share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.money import show_percent
from lbpp_cli.outreach.decisions import FAIL, NO, PASS, PERSON, YES
from lbpp_cli.render.words import ended, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lbpp_cli.outreach.decisions import AreaNotices, Changed, Decision, Decisions, Ground, Indicator, Judged
    from lbpp_cli.outreach.records import Rfp

TITLE = "Outreach to subconsultants"
SHORT = {PASS: "pass", FAIL: "fail", PERSON: "person"}
STANDING = {YES: "responsive", NO: "not responsive", PERSON: "needs a person"}
LEGEND = "person: needs a person, because the records do not decide it"


def heading(rfp: Rfp) -> str:
    """The request in a line: number and title."""
    return "  ".join(filter(None, [rfp.number, rfp.title])) or "Request for proposals without number or title"


def circumstances(rfp: Rfp) -> str:
    """Department, due date and meeting."""
    meeting = f"pre-proposal meeting {rfp.meeting}" if rfp.meeting else "pre-proposal meeting not stated"
    kind = {True: ", mandatory", False: ", not mandatory", None: ", not stated whether mandatory"}[rfp.mandatory]
    return " · ".join(filter(None, [rfp.department, f"due {rfp.due}", meeting + kind]))


def in_all(decisions: Decisions) -> str:
    """How many proposers are what."""
    counts = [
        f"{number} {'need a person' if one == PERSON and number > 1 else STANDING[one]}"
        for one in (YES, NO, PERSON)
        if (number := sum(decision.responsive == one for decision in decisions.decisions))
    ]
    number = len(decisions.decisions)
    return f"{number} {'proposers' if number > 1 else 'proposer'}: {listed(counts)}."


def levels(decisions: Decisions) -> tuple[list[str], list[list[str]]] | None:
    """Indicator 1: the anticipated levels beside what was pledged; None where neither is stated."""
    rfp = decisions.records.rfp
    pledged = [one.proposer for one in decisions.decisions if one.proposer.pledged]
    if not rfp.levels and not pledged:
        return None
    groups = [
        group for group in _groups(decisions) if group in rfp.levels or any(group in one.pledged for one in pledged)
    ]
    rows = [["Anticipated", *(_percent(rfp.levels, group) for group in groups)]]
    rows += [[f"{one.name} pledged", *(_percent(one.pledged, group) for group in groups)] for one in pledged]
    return ["Level", *groups], rows


def _groups(decisions: Decisions) -> list[str]:
    stated = [decisions.records.rfp.levels, *(one.proposer.pledged for one in decisions.decisions)]
    return list(dict.fromkeys(group for one in stated for group in one))


def _percent(of: Mapping[str, object], group: str) -> str:
    return show_percent(of[group]) if group in of else "–"  # type: ignore[arg-type]


LEVELS_NOTE = "Missing the anticipated levels fails nobody by itself (C, indicator 1)."


def outcome_row(decision: Decision) -> list[str]:
    """The outcomes of all indicators and whether the proposer is responsive, as a row of a table."""
    star = " *" if decision.hangs else ""
    return [*(SHORT[one.outcome] for one in decision.indicators), f"{decision.responsive}{star}"]


def legend(indicators: Sequence[Indicator]) -> str:
    """What the numbers of the indicators stand for."""
    return " · ".join(f"{one.number} {one.name}" for one in indicators)


def indicator_heading(one: Indicator) -> str:
    """An indicator with its outcome and clause."""
    return f"{one.number} {one.name}: {one.outcome} ({one.clause})"


def shown_grounds(
    one: Indicator, decision: Decision, most: int | None
) -> tuple[list[Ground], str]:  # fmt: skip
    """What is shown of the grounds of an indicator, and a sentence about those that are left out.

    Of many work areas those that do not pass come first. ``most``: how many are shown, None for all.
    """
    grounds = sorted(one.grounds, key=lambda ground: (FAIL, PERSON, PASS).index(ground.outcome))
    if most is None or len(grounds) <= most:
        return grounds, ""
    open_ones = [ground for ground in grounds if ground.outcome != PASS]
    kept = open_ones[:most]
    passed, more = len(grounds) - len(open_ones), len(open_ones) - len(kept)
    said = []
    if more:
        said.append(f"{more} more that do not pass")
    if passed:
        said.append(f"{passed} that pass{_closest(decision.areas) if one.by_area else ''}")
    return kept, ended(f"And {listed(said)}; --all shows them") if said else ""


def _closest(areas: Sequence[AreaNotices]) -> str:
    """Of the work areas with enough notices, the one with the fewest to spare."""
    enough = [one for one in areas if one.outcome == PASS and one.needed]
    if not enough:
        return ""
    one = min(enough, key=lambda area: area.notified - (area.needed or 0))
    return f" (the closest: {one.notified} of {one.needed} needed in {one.area.code})"


def place(cells: Sequence[str], most: int = 6) -> str:
    """The cells that something came from, in brackets."""
    if not cells:
        return ""
    more = f" and {len(cells) - most} more" if len(cells) > most else ""
    return f" [{', '.join(cells[:most])}{more}]"


def depends(decision: Decision) -> Iterator[str]:
    """What other readings would make of a proposer."""
    for one in decision.changed_by:
        yield f"Read {answers(one)}, {decision.proposer.name} would {_effect(one, decision)}."


def answers(one: Changed) -> str:
    """The answers to readings, as they are given by option."""
    return " with ".join(f"{name}={value}" for name, value in one.readings.items())


def _effect(one: Changed, decision: Decision) -> str:
    outcomes = listed([f"indicator {number} {outcome}" for number, outcome in one.outcomes.items()])
    standing = STANDING[one.responsive]
    if one.responsive == decision.responsive:
        return (
            f"still be {standing}, with {outcomes}"
            if one.responsive != PERSON
            else f"still need a person, with {outcomes}"
        )
    return f"be {standing} ({outcomes})" if one.responsive != PERSON else f"need a person ({outcomes})"


def readings_chosen(decisions: Decisions) -> str:
    """The reading of each question that the rules leave open."""
    return "; ".join(f"{name}={value}" for name, value in decisions.readings.items())


def rules(decisions: Decisions) -> str:
    """The rules that were followed."""
    return f"{decisions.rules.book.title}: rules in force from {decisions.rules.version}"


def remedies(judged: Judged) -> list[str]:
    """What the rules give those that are not responsive; nothing where there is none."""
    decisions = judged.decisions
    if decisions is None or all(one.responsive != NO for one in decisions.decisions):
        return []
    return [f"{text} ({clause})." for clause, text in judged.program.remedies]


def before(days: int) -> str:
    """How long before the due date something was."""
    side = "before" if days >= 0 else "after"
    return f"{abs(days)} {'day' if abs(days) == 1 else 'days'} {side}"
