"""A compliance summary for other programs: as one object of JSON, and as CSV with one row a group and measure."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from lbpp_cli import __version__
from lbpp_cli.money import plain_exact, plain_money
from lbpp_cli.render import oversight_tables, summary_words
from lbpp_cli.render import summary_tables as tables
from lbpp_cli.render.escape import unformula
from lbpp_cli.render.layout import safe

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lbpp_cli.compliance.figures import Figures, Held
    from lbpp_cli.compliance.outcomes import Outcome
    from lbpp_cli.compliance.summary import ProgramSummary, Summary

SCHEMA = "lbpp.summary/1"
_COUNTS = (
    *("solicitations", "not_evaluated", "ties", "without_bids", "awards", "changed", "needs_person"),
    *("awards_for_person", "hanging", "compared", "bids", "refused", "unstated_work", "unrecorded_work"),
)
_OF_PREFERENCE = ("changed", "compared", "low_bids", "cost", "share_percent")
_UNITS = {
    tables.WHOLE: "count",
    tables.MONEY: "USD",
    tables.PERCENT: "percent",
    tables.RATE: "percent",
    tables.TEXT: "",
}
_GROUPED = {"Agency", "Industry", "Size"}
_COLUMNS = ("program", "breakdown", "group", "measure", "detail", "unit", "value")


def as_json(
    summary: Summary,
    labels: Mapping[str, summary_words.Labels],
    results: Mapping[str, str | None],
    chosen: Sequence[str],
) -> str:
    """The summary as one object. Money and percent are decimal texts; ``results``: the SHA-256 of each file."""
    made = {
        "schema": SCHEMA,
        "tool": {"name": "lbpp", "version": __version__},
        "results": [{"file": file, "sha256": sha256} for file, sha256 in results.items()],
        "repeated": [
            [{"results": source, "file": file} for source, file in one.places] for one in summary.repeated
        ],
        "programs": [_program(one, labels[one.program], chosen) for one in summary.programs],
        "unknown": [
            one for one in summary_words.UNKNOWN if all(one in summary_words.not_held(of) for of in summary.programs)
        ],
    }  # fmt: skip
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def _program(program: ProgramSummary, labels: summary_words.Labels, chosen: Sequence[str]) -> dict[str, Any]:
    return {
        "program": program.program,
        "title": labels.title,
        "certifications": {name: labels.full_names.get(name) for name in program.certifications},
        "due": [str(day) for day in program.due] if program.due else None,
        "undated": program.undated,
        "rules_versions": list(map(str, program.rules_versions)),
        "sets_of_readings": program.readings,
        "sizes_from": program.sizes_from._asdict(),
        "same_number": [{"number": number, "files": list(files)} for number, files in program.same_number.items()],
        "definitions": summary_words.definitions(program),
        "not_in_results": list(summary_words.not_held(program)),
        "total": _figures(program, program.total),
        "participation": [
            {"table": one.title, **{head.heading: _plain(value) for head, value in zip(one.heads, row, strict=True)}}
            for one in tables.participation(program)
            for row in one.rows
        ],
        "breakdowns": {
            name: [{"group": one.name, **_figures(program, one.figures)} for one in program.breakdowns[name]]
            for name in chosen
        },
        "oversight": [
            {"table": one.title, **{head.heading: _plain(value) for head, value in zip(one.heads, row, strict=True)}}
            for one in _oversight(program)
            for row in one.rows
        ],
        "solicitations": [_outcome(one) for one in program.outcomes],
    }


def _plain(value: tables.Value) -> str | int | None:
    return plain_exact(value) if isinstance(value, Decimal) else value


def _oversight(program: ProgramSummary) -> list[tables.Table]:
    return oversight_tables.every(program.oversight) if program.oversight else []


def _figures(program: ProgramSummary, found: Figures) -> dict[str, Any]:
    """The figures; those of a preference are null where the program has none."""
    made = {
        **{name: getattr(found, name) for name in _COUNTS},
        "awarded": plain_money(found.awarded),
        "low_bids": plain_money(found.lowest),
        "cost": plain_money(found.cost),
        "share_percent": None if found.share is None else f"{found.share:.2f}",
        "firms": _held(found.firms),
        "subcontractors": _held(found.subcontractors),
        "reasons": [{"reason": reason, "bids": number} for reason, number in found.reasons.items()],
        "codes": [{"code": code, "inputs": number} for code, number in found.codes.items()],
    }
    return made if program.has_preference else made | dict.fromkeys(_OF_PREFERENCE)


def _held(held: Held) -> dict[str, Any]:
    named = {**held.by_certification, "any": held.any_held, "none": held.none_held}
    return {name: {"number": one.number, "dollars": plain_money(one.amount)} for name, one in named.items()}


def _outcome(one: Outcome) -> dict[str, Any]:
    return {
        "results": one.source,
        "file": one.file,
        "sha256": one.sha256,
        "number": one.number,
        "status": one.status,
        "decision": one.decision,
        "awarded_to": one.awarded_to,
        "contract_amount": None if one.contract_amount is None else plain_money(one.contract_amount),
        "changed": one.changed,
        "cost": None if one.cost is None else plain_money(one.cost),
        "low_bid": None if one.lowest is None else plain_money(one.lowest),
        "verdict": one.verdict,
    }


def as_csv(summary: Summary, chosen: Sequence[str]) -> str:
    """The figures in long form. The total of all solicitations is the breakdown ``all``."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    rows: list[tuple[Any, ...]] = []
    for program in summary.programs:
        groups = [("all", "", program.total)]
        groups += [
            (name, one.name or summary_words.NOT_STATED, one.figures)
            for name in chosen
            for one in program.breakdowns[name]
        ]
        for breakdown, group, found in groups:
            rows += [
                (program.program, breakdown, group, *measure)
                for measure in _measures(_figures(program, found))
                if program.has_preference or measure[0] not in _OF_PREFERENCE
            ]
        for table in _oversight(program):
            rows += [(program.program, table.title, *measure) for row in table.rows for measure in _long(table, row)]
    for row in rows:
        writer.writerow([unformula(safe(cell)) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue()


def _long(table: tables.Table, row: Sequence[tables.Value]) -> Iterator[tuple[Any, ...]]:
    """Group, measure, detail, unit and value of each figure: the group is where, the detail what else tells it."""
    cells = list(zip(table.heads, row, strict=True))
    keys = list(takewhile(lambda cell: cell[0].kind == tables.TEXT, cells))
    names = [str(value) for head, value in keys if head.heading in _GROUPED]
    more = [str(value or "") for head, value in keys if head.heading not in _GROUPED]
    for head, value in cells[len(keys) :]:
        yield " | ".join(names), head.heading.lower(), " | ".join(more), _UNITS[head.kind], _plain(value)


def _measures(found: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    """Measure, detail, unit and value. A reason that is not stated is blank."""
    for name in _COUNTS:
        yield name, "", "count", found[name]
    for name in ("awarded", "low_bids", "cost"):
        yield name, "", "USD", found[name]
    yield "share_percent", "", "percent of low_bids", found["share_percent"]
    for name in ("firms", "subcontractors"):
        for certification, dollars in found[name].items():
            yield f"{name}_number", certification, "count", dollars["number"]
            yield f"{name}_dollars", certification, "USD", dollars["dollars"]
    for one in found["reasons"]:
        yield "refused_for", one["reason"], "count", one["bids"]
    for one in found["codes"]:
        yield "not_evaluated_for", one["code"], "count", one["inputs"]
