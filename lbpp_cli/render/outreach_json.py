"""The decisions on an outreach as JSON, ``lbpp.outreach/1``: percent are decimal strings, keys always present."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from lbpp_cli import __version__
from lbpp_cli.money import plain
from lbpp_cli.render.as_json import finding_object, participation_object

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from lbpp_cli.outreach.decisions import AreaNotices, Decision, Decisions, Ground, Indicator, Judged
    from lbpp_cli.outreach.records import Moment

SCHEMA = "lbpp.outreach/1"


def render(judged: Judged) -> str:
    """The decisions as one object; without any where the input has errors."""
    return json.dumps(as_object(judged), ensure_ascii=False, indent=2) + "\n"


def as_object(judged: Judged) -> dict[str, Any]:
    """The decisions in the types of JSON."""
    decisions = judged.decisions
    rules = decisions.rules if decisions else None
    return {
        "schema": SCHEMA,
        "program": judged.program.id,
        "rules": {"version": str(rules.version), "sha256": rules.book.file.sha256} if rules else None,
        "tool": {"name": "lbpp", "version": __version__},
        "input": [{"file": file.file, "sha256": file.sha256} for file in judged.files],
        "rfp": _rfp(decisions, judged.program.levels) if decisions else None,
        "proposers": [_decision(one, judged.program.levels) for one in decisions.decisions] if decisions else [],
        "needs_a_person": decisions.needs_a_person if decisions else None,
        "readings": [
            {"id": name, "chosen": value, "changes": _changes(decisions.decisions, name)}
            for name, value in decisions.readings.items()
        ]
        if decisions
        else [],
        "assumptions": list(decisions.assumptions) if decisions else [],
        "findings": [finding_object(one) for one in judged.findings],
    }


def _changes(decisions: Iterable[Decision], name: str) -> list[str]:
    """The proposers whose decision another answer would change."""
    return [one.proposer.name for one in decisions if any(name in changed.readings for changed in one.hangs)]


def _moment(moment: Moment | None) -> str | None:
    return None if moment is None else str(moment)


def _percents(of: Mapping[str, Decimal], groups: Iterable[str]) -> dict[str, str | None]:
    return {group: plain(of[group]) if group in of else None for group in groups}


def _rfp(decisions: Decisions, levels: tuple[str, ...]) -> dict[str, Any]:
    rfp = decisions.records.rfp
    return {
        "number": rfp.number,
        "title": rfp.title,
        "department": rfp.department,
        "due": _moment(rfp.due),
        "meeting": _moment(rfp.meeting),
        "meeting_mandatory": rfp.mandatory,
        "anticipated_percent": _percents(rfp.levels, levels),
        "holidays": None if rfp.holidays is None else list(map(str, rfp.holidays)),
        "work_areas": len(decisions.records.areas),
        "notices": len(decisions.records.notices),
    }


def _decision(one: Decision, levels: tuple[str, ...]) -> dict[str, Any]:
    return {
        "proposer": one.proposer.name,
        "cell": one.proposer.source.cell("name"),
        "responsive": one.responsive,
        "indicators": [_indicator(indicator) for indicator in one.indicators],
        "reasons": [
            {"indicator": indicator.number if indicator else None, **_ground(ground)}
            for indicator, ground in one.reasons
        ],
        "areas": [_area(area) for area in one.areas],
        "pledged_percent": _percents(one.proposer.pledged, levels),
        "participation": participation_object(one.participation),
        "changed_by": [
            {
                "readings": dict(changed.readings),
                "responsive": changed.responsive,
                "outcomes": {str(number): outcome for number, outcome in changed.outcomes.items()},
            }
            for changed in one.changed_by
        ],
    }


def _indicator(one: Indicator) -> dict[str, Any]:
    return {
        "indicator": one.number,
        "name": one.name,
        "outcome": one.outcome,
        "clause": one.clause,
        "grounds": [_ground(ground) for ground in one.grounds],
    }


def _ground(one: Ground) -> dict[str, Any]:
    return {"outcome": one.outcome, "clause": one.clause, "text": one.text, "cells": list(one.cells)}


def _area(one: AreaNotices) -> dict[str, Any]:
    return {
        "code": one.area.code,
        "description": one.area.description,
        "registered": one.area.registered,
        "registered_by_group": dict(one.area.by_group),
        "share_percent": None if one.share is None else plain(one.share),
        "needed": one.needed,
        "notified": one.notified,
        "possibly_notified": one.possible,
        "notified_late": one.late,
        "latest_notice": _moment(one.latest),
        "latest_days_before": one.days,
        "groups_left_out": list(one.left_out),
        "outcome": one.outcome,
        "cells": list(one.cells),
    }
