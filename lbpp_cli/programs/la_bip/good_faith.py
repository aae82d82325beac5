"""Indicator 6: negotiated in good faith."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.names import KnownNames, firm_key
from lbpp_cli.outreach.decisions import FAIL, PASS, PERSON, Ground, Indicator
from lbpp_cli.programs.la_bip import reasons, summary_sheet
from lbpp_cli.programs.la_bip.reasons import ground as _ground
from lbpp_cli.programs.la_bip.terms import GOOD_FAITH, NAMES, clause

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lbpp_cli.outreach.records import Listed, Response
    from lbpp_cli.parameters import Rules
    from lbpp_cli.programs.la_bip.facts import Facts
    from lbpp_cli.readings import Answers


def indicator(facts: Facts, rules: Rules, readings: Answers) -> Indicator:
    """C.6, part by part."""
    grounds = (
        summary_sheet.ground(facts, rules, readings),
        *_listed_bids(facts),
        *_offers(facts),
        *reasons.grounds(facts),
        *_schedule_a(facts),
        *_own_forces(facts),
    )
    gravest_first = sorted(grounds, key=lambda one: (FAIL, PERSON, PASS).index(one.outcome))
    return Indicator(GOOD_FAITH, NAMES[GOOD_FAITH], clause(GOOD_FAITH), tuple(gravest_first))


def _listed_bids(facts: Facts) -> Iterator[Ground]:
    """The summary sheet lists each bid received; how many there were is what the proposer or the City states."""
    stated, place = facts.proposer.bids_received, (facts.proposer.source, "bids_received")
    if facts.responses is None:
        yield _ground(PERSON, "no responses were given")
    elif stated is not None and stated != len(facts.responses):
        text = f"{stated} bids were received, {len(facts.responses)} stand among the responses"
        yield _ground(PERSON, text, place)
    elif not facts.responses and stated is None:
        yield _ground(PERSON, "no response is listed, and it is not stated that none came", place)
    elif not facts.responses:
        yield _ground(PASS, "no bid was received", place)


def _incomplete(facts: Facts) -> bool:
    """Whether more bids were received than are listed: one that is not there may be among the others."""
    return (facts.proposer.bids_received or 0) > len(facts.responses or ())


def _offers(facts: Facts) -> Iterator[Ground]:
    """Every unsolicited offer of a registered firm is answered. A firm with a notice in the area was asked."""
    rows = [one for one in facts.responses or () if not facts.is_own(one.firm) and one.registered is not False]
    wrong = []
    unsolicited = 0
    for one in rows:
        solicited = one.solicited
        if solicited is None and _was_asked(one, facts):
            solicited = True
        unsolicited += solicited is False
        if solicited or one.answered:
            continue
        what = f"the {'unsolicited ' if solicited is False else ''}offer of {one.firm} in {one.area}"
        if solicited is False and one.answered is False:
            wrong.append(_ground(FAIL, f"{what} was not answered", (one.source, "answered")))
        else:
            unsaid = "whether it was answered" if solicited is False else "whether it was asked for, or answered"
            wrong.append(_ground(PERSON, f"{what}: not stated {unsaid}", (one.source, "answered")))
    yield from wrong
    if rows and not wrong:
        yield _ground(
            PASS, f"unsolicited offers: {unsolicited}, all answered" if unsolicited else "no unsolicited offer"
        )


def _was_asked(one: Response, facts: Facts) -> bool:
    sent = facts.sent.get(one.area)
    return sent is not None and firm_key(one.firm) in {firm_key(notice.firm) for notice in sent.notices}


def _schedule_a(facts: Facts) -> Iterator[Ground]:
    """The City expects a bid from each subconsultant on Schedule A."""
    if facts.listed is None:
        yield _ground(PERSON, "no Schedule A was given")
        return
    if not facts.listed:
        yield _ground(PERSON, "its Schedule A is not among the rows of the sheet")
        return
    listed = [one for one in facts.listed if not facts.is_own(one.firm)]
    if facts.responses is None:
        return
    known = KnownNames(one.firm for one in facts.responses)
    wrong = [ground for one in listed for ground in _listed(one, facts, facts.responses, known)]
    yield from wrong
    if not wrong:
        text = (
            f"a bid from each of {len(listed)} listed subconsultants" if listed else "Schedule A lists no subconsultant"
        )
        yield _ground(PASS, text)


def _listed(one: Listed, facts: Facts, responses: Sequence[Response], known: KnownNames) -> Iterator[Ground]:
    place = (one.source, "firm")
    rows = [row for row in responses if firm_key(row.firm) == firm_key(one.firm)]
    here = [row for row in rows if one.area is None or row.area == one.area]
    if any(row.amount is not None for row in here):
        return
    what = f"{one.firm}, on Schedule A"
    near = known.similar(one.firm)
    if any(not row.declined or reasons.contradicts(row) for row in here):
        yield _ground(PERSON, f"{what}, has a response without an amount", place)
    elif any(row.amount is not None for row in rows):
        yield _ground(PERSON, f"{what} for {one.area}, has a bid in another area alone", place)
    elif not rows and near:
        yield _ground(PERSON, f"{what}, has no bid under that name; is it {' or '.join(near)}?", place)
    elif _incomplete(facts):
        yield _ground(PERSON, f"{what}, has no bid among the responses, of which not all are listed", place)
    else:
        yield _ground(FAIL, f"{what}, has no bid", place)


def _own_forces(facts: Facts) -> Iterator[Ground]:
    """A listed work area performed with own forces needs a bid to compare, and an explanation."""
    areas, place = facts.proposer.own_forces, (facts.proposer.source, "own_forces")
    if areas is None:
        yield _ground(PERSON, "not stated which work areas it performs with its own forces", place)
        return
    if not areas:
        yield _ground(PASS, "no work area with its own forces", place)
    for area in areas:
        yield _own_area(area, facts)


def _own_area(area: str, facts: Facts) -> Ground:
    place = (facts.proposer.source, "own_forces")
    what = f"own forces in {area}"
    if area not in {one.code for one in facts.areas}:
        return _ground(PERSON, f"{what}, which is none of the work areas", place)
    if facts.responses is None:
        return _ground(PERSON, f"{what}: no responses were given, so no bid to compare is known", place)
    rows = [one for one in facts.responses if one.area == area and not one.declined]
    own = [one for one in rows if facts.is_own(one.firm)]
    if not rows:
        outcome, more = (
            (PERSON, " among the responses, of which not all are listed") if _incomplete(facts) else (FAIL, "")
        )
        return _ground(outcome, f"{what}, and no bid to compare{more}", place)
    if not own:
        return _ground(PERSON, f"{what}: bids of others are listed, but none of its own to compare", place)
    if all(one.amount is None for one in own):
        return _ground(PERSON, f"{what}: its own bid has no amount to compare", (own[0].source, "amount"))
    return _ground(PASS, f"{what}, with its own bid to compare", (own[0].source, "amount"))
