"""What another figure or reading of the rules would have meant over past solicitations, from their results.

First each solicitation is evaluated as it was recorded: where that does not give its recorded award, it is named and
left out, for a comparison with it would say nothing.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from lbpp_cli.frame import FrameError, awards, evaluate_frame
from lbpp_cli.simulated import Differing, LeftOut, Outcome, Simulated, Simulation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lbpp_cli.parameters import RuleBook
    from lbpp_cli.programs import Program
    from lbpp_cli.read.results import Results

_AWARD = (
    "decision",
    "awarded_to",
    "contract_amount",
    "low_bidder_before",
    "changed_by_preference",
    "cost_of_preference",
)


class _Tables(NamedTuple):
    """The results of all files together; ``file`` is a whole number, the row of ``files``."""

    files: pd.DataFrame
    bids: pd.DataFrame
    subcontractors: pd.DataFrame


def simulate(
    given: Sequence[tuple[str, Results]],
    program: Program,
    book: RuleBook,
    changed: RuleBook,
    readings: Mapping[str, str],
) -> Simulation:
    """Evaluate recorded solicitations as recorded, and again under other figures and readings.

    ``given``: results with their names. ``changed``: the figures as they would be; ``readings`` override those that
    were recorded.

    Raises:
        FrameError: the results hold what no evaluation writes.

    """
    tables, why = _together(given, program, book)
    before, refused = _evaluated(tables, why, program, book, {})
    why |= refused
    recorded = _outcomes(tables.files.assign(file=tables.files.index))
    differing = {key: found for key, found in before.items() if found != recorded[key]}
    kept = {key: found for key, found in before.items() if key not in differing}
    out = why | dict.fromkeys(differing, "its recorded award is not the one that its recorded bids give")
    after, refused = _evaluated(tables, out, program, changed, readings)
    why |= {key: f"with the change: {reason}" for key, reason in refused.items()}
    names = list(tables.files[["results", "name", "solicitation"]].itertuples(index=False, name=None))

    def named(key: int) -> tuple[str, str, str | None]:
        results, name, number = names[key]
        return results, name, None if pd.isna(number) else number

    return Simulation(
        len(tables.files),
        [Simulated(*named(key), found, after[key]) for key, found in sorted(kept.items()) if key in after],
        [LeftOut(*named(key), reason) for key, reason in sorted(why.items())],
        [Differing(*named(key), recorded[key], found) for key, found in sorted(differing.items())],
    )


def _together(given: Sequence[tuple[str, Results]], program: Program, book: RuleBook) -> tuple[_Tables, dict[int, str]]:
    """All results as one, and the solicitations that cannot be simulated, each with why not."""
    parts: list[_Tables] = []
    count = 0
    why: dict[int, str] = {}
    for name, results in given:
        files = results.files.assign(results=name, name=results.files["file"])
        files.index = pd.RangeIndex(count, count + len(files))
        twice = files["file"].duplicated()
        why |= dict.fromkeys(files.index[twice], "its file stands in the results twice")
        keys = pd.Series(files.index, index=files["file"])[~twice.to_numpy(dtype=bool)]
        bids, subs = (
            table.assign(file=table["file"].map(keys).astype("int64"))
            for table in (results.bids, results.subcontractors)
        )
        parts.append(_Tables(files, bids, subs))
        count += len(files)
    tables = _Tables(*(pd.concat(list(some), ignore_index=True) for some in zip(*parts, strict=True)))
    seen: dict[object, int] = {}
    for key, one in enumerate(tables.files.to_dict("records")):
        if key not in why:
            reason = _why_not(one, program, book)
            earlier = seen.setdefault(one["sha256"], key) if reason is None else key
            if earlier != key:
                reason = f"the same file is counted already, as {tables.files['name'].iloc[earlier]}"
            if reason is not None:
                why[key] = reason
    return tables, why


def _why_not(recorded: Mapping[str, Any], program: Program, book: RuleBook) -> str | None:
    """Why a recorded solicitation cannot be simulated, if it cannot."""
    if pd.isna(recorded["decision"]):
        return f"nothing was evaluated ({recorded['status']})"
    if recorded["program"] != program.id:
        return f"it was evaluated under the program {recorded['program']}"
    day = recorded["rules_as_of"] if pd.isna(recorded["due"]) else recorded["due"]
    rules = None if pd.isna(day) else book.in_force(day)
    if rules is None:
        return "no rules are known for its day"
    if rules.version != recorded["rules_version"]:
        return f"it was evaluated by the rules of {recorded['rules_version']}; those known now are of {rules.version}"
    known = {one.id: list(one.values) for one in program.readings}
    for name, value in _readings(recorded["readings"]).items():
        if value not in known.get(name, []):
            return f"it was evaluated under the reading {name}={value}, which is not known"
    return None


def _readings(recorded: object) -> dict[str, str]:
    found = json.loads(recorded) if isinstance(recorded, str) else {}
    return dict(found)


def _evaluated(
    tables: _Tables, out: Mapping[int, str], program: Program, book: RuleBook, readings: Mapping[str, str]
) -> tuple[dict[int, Outcome], dict[int, str]]:
    """The outcome of each solicitation that is not left out already, and those that are refused, each with why."""
    of_register = {one.id for one in program.readings if one.of_register}
    outcomes: dict[int, Outcome] = {}
    refused: dict[int, str] = {}
    wanted = tables.files[~tables.files.index.isin(list(out))]
    # Where no due date is stated, the day by which the rules were picked; it is no due date, which may decide more.
    picked = wanted["rules_as_of"].where(wanted["due"].isna())
    for (recorded, _), files in wanted.groupby(["readings", picked.rename("picked")], dropna=False):
        chosen = {name: value for name, value in _readings(recorded).items() if name not in of_register}
        part = files.assign(file=files.index)
        while len(part):
            keys = part["file"]
            bids, subs = (one[one["file"].isin(keys)] for one in (tables.bids, tables.subcontractors))
            try:
                found = evaluate_frame(part, bids, subs, date=_day(part), readings=chosen | dict(readings), rules=book)
            except FrameError as error:
                why = {one.file: one.text for one in reversed(error.problems) if isinstance(one.file, int)}
                if any(one.file is None for one in error.problems):
                    raise
                refused |= why
                part = part[~keys.isin(list(why))]
                continue
            outcomes |= _outcomes(awards(found))
            break
    return outcomes, refused


def _day(files: pd.DataFrame) -> date:
    """The day by which the rules of these were picked; where each states its own due date it is never used."""
    picked = files["rules_as_of"].iloc[0]
    return picked if isinstance(picked, date) else date.min + timedelta(1)


def _outcomes(frame: pd.DataFrame) -> dict[int, Outcome]:
    """What became of each solicitation, by its key."""
    columns = [[None if pd.isna(value) else value for value in frame[name]] for name in (*_AWARD, "tied")]
    return {
        int(key): Outcome(decision, bidder, _tied(tied), amount, low, bool(changed), cost)
        for key, decision, bidder, amount, low, changed, cost, tied in zip(frame["file"], *columns, strict=True)
    }


def _tied(recorded: str | None) -> tuple[str, ...]:
    return tuple(json.loads(recorded)) if recorded else ()
