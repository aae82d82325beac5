"""The decision on each proposer: its indicators by the policy, and what another reading of it would change."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from lbpp_cli.outreach.decisions import FAIL, Changed, Decision, Decisions, Ground, Indicator, Program, responsive
from lbpp_cli.programs.la_bip import good_faith, information, meeting, notices, work
from lbpp_cli.programs.la_bip.credit import pledge
from lbpp_cli.programs.la_bip.facts import gather
from lbpp_cli.programs.la_bip.forms import FORMS
from lbpp_cli.programs.la_bip.odd import assumptions, odd
from lbpp_cli.programs.la_bip.readings import READINGS
from lbpp_cli.programs.la_bip.terms import ASSISTANCE, GROUPS, INFORMATION, LEVELS, NAMES, REMEDIES, ZONE
from lbpp_cli.readings import Readings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lbpp_cli.outreach.decisions import AreaNotices
    from lbpp_cli.outreach.records import Records
    from lbpp_cli.parameters import Rules
    from lbpp_cli.programs.la_bip.facts import Facts
    from lbpp_cli.readings import Answers


def check(records: Records, rules: Rules, chosen: Mapping[str, str]) -> Decisions:
    """Decide on every proposer. ``chosen``: answers to readings; the default holds where there is none."""
    answers = {reading.id: chosen.get(reading.id, reading.default) for reading in READINGS}
    all_facts = tuple(gather(records, int(rules.value("notice-days"))))
    decisions = tuple(pledge(_decide(facts, rules, answers), facts, rules) for facts in all_facts)
    found = odd(records, rules, all_facts, decisions)
    return Decisions(records, rules, answers, decisions, assumptions(records), found)


def _decide(facts: Facts, rules: Rules, answers: Mapping[str, str]) -> Decision:
    readings = Readings(answers)
    areas, indicators = _judged(facts, rules, readings)
    general = _general(facts)
    decided = responsive(_outcomes(indicators, general))
    changed = tuple(
        _changed(
            facts,
            rules,
            answers,
            set(readings.consulted),
            Decision(facts.proposer, decided, indicators, areas, general),
        )
    )
    return Decision(facts.proposer, decided, indicators, areas, general, changed)


def _judged(facts: Facts, rules: Rules, readings: Answers) -> tuple[tuple[AreaNotices, ...], tuple[Indicator, ...]]:
    """C: each of the indicators 2 to 7."""
    areas = tuple(notices.in_area(area, facts, rules, readings) for area in facts.areas)
    return areas, (
        meeting.indicator(facts, rules, readings),
        work.indicator(facts),
        notices.indicator(facts, areas),
        information.indicator(INFORMATION, facts),
        good_faith.indicator(facts, rules, readings),
        information.indicator(ASSISTANCE, facts),
    )


def _general(facts: Facts) -> tuple[Ground, ...]:
    """C: only outreach under the proposer's own name is evaluated."""
    if facts.proposer.own_name is not False:
        return ()
    text = "its outreach was submitted by a third party, not under its own name"
    return (Ground(FAIL, "C", text, (facts.proposer.source.cell("own_name"),)),)


def _outcomes(indicators: tuple[Indicator, ...], general: tuple[Ground, ...]) -> list[str]:
    """C: all indicators must be passed to be deemed responsive."""
    return [*(one.outcome for one in indicators), *(one.outcome for one in general)]


def _changed(
    facts: Facts, rules: Rules, answers: Mapping[str, str], asked: set[str], decision: Decision
) -> Iterator[Changed]:
    """The readings under which an outcome would be another: each alone, and several where only they together do it."""
    open_ones = [reading for reading in READINGS if reading.id in asked]
    combinations = [
        dict(zip([one.id for one in open_ones], values, strict=True))
        for values in product(*(one.values for one in open_ones))
    ]
    others = [{name: value for name, value in one.items() if value != answers[name]} for one in combinations]
    known: list[Changed] = []
    for other in sorted(filter(None, others), key=len):
        _, indicators = _judged(facts, rules, {**answers, **other})
        outcomes = {
            now.number: now.outcome
            for now, was in zip(indicators, decision.indicators, strict=True)
            if now.outcome != was.outcome
        }
        changed = Changed(other, responsive(_outcomes(indicators, decision.general)), outcomes)
        parts = [one for one in known if one.readings.items() <= other.items()]
        news = not parts or changed.responsive not in {decision.responsive, *(one.responsive for one in parts)}
        if outcomes and news:
            known.append(changed)
            yield changed


OUTREACH = Program("la-bip", GROUPS, LEVELS, ZONE, READINGS, NAMES, check, REMEDIES, FORMS)
