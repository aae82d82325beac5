"""From the three frames to the evaluated one."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from lbpp_cli import programs
from lbpp_cli.arrays import Adjusted, DoesNotFitError, Names, Numbers, rescaled, taken
from lbpp_cli.frame import columns
from lbpp_cli.frame.checks import check
from lbpp_cli.frame.ranking import DECISIONS, decide, standard_ranks
from lbpp_cli.frame.tables import FrameError, Problem, join
from lbpp_cli.model import NOT_RANKED, RANKED
from lbpp_cli.money import exactly
from lbpp_cli.read.rulebook import read_rulebook

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lbpp_cli.arrays import Flags, Ints, Tables
    from lbpp_cli.parameters import RuleBook, Rules
    from lbpp_cli.programs import AdjustAll, Program

_EPOCH = date(1970, 1, 1)


@exactly
def evaluate(
    solicitations: pd.DataFrame,
    bids: pd.DataFrame,
    subcontractors: pd.DataFrame,
    today: date,
    readings: Mapping[str, str],
    book: RuleBook | None,
) -> pd.DataFrame:
    """As :func:`lbpp_cli.frame.evaluate_frame`."""
    today = today.date() if isinstance(today, datetime) else today
    program = _program(solicitations)
    if program.adjust_all is None:
        raise FrameError([Problem(None, f"the program {program.id} cannot be evaluated over whole tables")])
    chosen = _chosen(program, readings)
    joined = join(solicitations, bids, subcontractors, program.form)
    tables = joined.tables
    book = book or read_rulebook(programs.folder(program.id))
    try:
        problems = _problems(solicitations, [(tables.bids.of[rows], why) for rows, why in check(tables)])
        in_force, too_early = _rules(solicitations, tables, book, today)
        _raise(problems + too_early)
        result, refused = _adjusted(tables, program.adjust_all, in_force, chosen)
    except DoesNotFitError as error:
        raise FrameError([Problem(None, str(error))]) from None
    none_left = tables.bids.quoted_price.known & (result.bid_price <= 0)
    _raise(_problems(solicitations, [*refused, (tables.bids.of[none_left], "the discounts leave no price")]))
    return _frame(bids, tables, result, in_cents=joined.in_cents)


def _program(solicitations: pd.DataFrame) -> Program:
    """The program that the solicitations name; where they name none, the default."""
    known = programs.names()
    named = (
        sorted({str(one) for one in solicitations["program"].dropna().unique()}) if "program" in solicitations else []
    )
    named = named or [programs.DEFAULT]
    if len(named) > 1:
        several = f"there are solicitations of several programs ({', '.join(named)})"
        raise FrameError([Problem(None, f"{several}: evaluate those of one at a time, named in the column program")])
    try:
        return programs.load(named[0])
    except LookupError:
        raise FrameError([Problem(None, f"there is no program {named[0]}; known: {', '.join(known)}")]) from None


def _chosen(program: Program, readings: Mapping[str, str]) -> dict[str, str]:
    """The answer to each question that the rules leave open."""
    known = {one.id: one for one in program.readings}
    for name, value in readings.items():
        if name not in known:
            raise ValueError(f"there is no reading {name!r}; known: {', '.join(known)}")
        answers = list(known[name].values)
        if value not in answers:
            raise ValueError(f"{name} has no value {value!r}; known: {', '.join(answers)}")
        if known[name].of_register and value != known[name].default:
            raise ValueError(
                f"{name} cannot be chosen here: it is answered by a register of certifications, and the column counted "
                "holds what that register led to"
            )
    return {one.id: one.default for one in program.readings} | dict(readings)


def _problems(solicitations: pd.DataFrame, found: list[tuple[Ints, str]]) -> list[Problem]:
    """What was found of solicitations, by their rows."""
    return [Problem(file, why) for rows, why in found for file in _files(solicitations, rows)]


def _raise(problems: list[Problem]) -> None:
    if problems:
        raise FrameError(problems)


def _files(solicitations: pd.DataFrame, rows: Ints) -> Iterator[object]:
    """The keys of solicitations by their rows, each once."""
    yield from solicitations["file"].iloc[np.unique(rows)].tolist()


def _rules(
    solicitations: pd.DataFrame, tables: Tables, book: RuleBook, today: date
) -> tuple[list[tuple[Rules, Flags]], list[Problem]]:
    """The rules in force, each with the solicitations that fall under them; and those before any that are known."""
    used = np.zeros(len(solicitations), np.bool_)
    used[tables.bids.of] = True
    days, due = np.full(len(solicitations), (today - _EPOCH).days), tables.solicitations.due
    if due is not None:
        days[due.known] = due.units[due.known]
    groups: dict[date, tuple[Rules, Flags]] = {}
    problems = []
    for number in np.unique(days[used]).tolist():
        day, rows = _EPOCH + timedelta(number), used & (days == number)
        rules = book.in_force(day)
        if rules is None:
            why = f"bids were due on {day}; no rules are known for dates before {book.known_since}"
            problems += [Problem(file, why) for file in _files(solicitations, np.flatnonzero(rows))]
            continue
        earlier = groups.get(rules.version)
        groups[rules.version] = (rules, rows if earlier is None else earlier[1] | rows)
    return list(groups.values()), problems


def _adjusted(
    tables: Tables, adjust_all: AdjustAll, in_force: list[tuple[Rules, Flags]], chosen: Mapping[str, str]
) -> tuple[Adjusted, list[tuple[Ints, str]]]:
    """What the program does to the bids, and the rows of solicitations that it refuses."""
    if len(in_force) == 1:
        result = adjust_all(tables, in_force[0][0], chosen)
        found: list[tuple[Ints, str]] = [(np.flatnonzero(rows), why) for rows, why in result.refused]
        return result, [(rows, why) for rows, why in found if rows.size]
    parts, refused = [], []
    for rules, wanted in in_force:
        part, rows = taken(tables, wanted)
        result = adjust_all(part, rules, chosen)
        parts.append((rows, result))
        refused += [(np.flatnonzero(wanted)[found], why) for found, why in result.refused if found.any()]
    return _together(parts, len(tables.bids.of)), refused


def _together(parts: list[tuple[Flags, Adjusted]], count: int) -> Adjusted:
    """The results of parts of the bids as one."""
    whole = {name: np.zeros(count, np.int64) for name in ("bid_price", "value", "evaluated_price")}
    flags = {name: np.zeros(count, np.bool_) for name in ("excluded", "in_points")}
    standing = np.zeros(count, np.int8)
    names: tuple[str, ...] = ()
    for rows, part in parts:
        for name, units in whole.items():
            units[rows] = getattr(part, name)
        for name, marked in flags.items():
            found = getattr(part, name)
            if found is not None:
                marked[rows] = found
        standing[rows], names = part.standing.codes, part.standing.names
    percent = _one_scale([(rows, part.percent) for rows, part in parts], count)
    score = _one_scale([(rows, part.evaluated_score) for rows, part in parts], count)
    every = percent or Numbers(np.zeros(count, np.int64), 0, np.ones(count, np.bool_))
    first = parts[0][1] if parts else None
    goals = first.met if first else ()
    return Adjusted(
        whole["bid_price"],
        Names(standing, names),
        every,
        whole["value"],
        whole["evaluated_price"],
        score,
        [],
        None if first is None or first.excluded is None else flags["excluded"],
        None if first is None or first.in_points is None else flags["in_points"],
        {goal: _one_scale([(rows, part.met[goal]) for rows, part in parts], count) or every for goal in goals},
    )


def _one_scale(parts: list[tuple[Flags, Numbers | None]], count: int) -> Numbers | None:
    there = [(rows, numbers) for rows, numbers in parts if numbers is not None]
    if not there:
        return None
    scale = max(numbers.scale for _, numbers in there)
    values, known = np.zeros(count, np.int64), np.zeros(count, np.bool_)
    for rows, numbers in there:
        values[rows], known[rows] = rescaled(numbers, scale, "a score"), numbers.known
    return Numbers(values, scale, known)


def _frame(bids: pd.DataFrame, tables: Tables, result: Adjusted, *, in_cents: bool) -> pd.DataFrame:
    """The evaluated frame."""
    of, count = tables.bids.of, len(tables.solicitations.proposal)
    excluded = None if result.excluded is None else tables.bids.ranked & result.excluded
    ranked = tables.bids.ranked if excluded is None else tables.bids.ranked & ~excluded
    proposal = tables.solicitations.proposal[of]
    rows = np.flatnonzero(ranked)
    before, after = _ranks(tables, result, rows)
    decisions = decide(count, of[rows], before[rows], after[rows], result.bid_price[rows], rows)
    awarded = np.zeros(len(of), np.bool_)
    awarded[decisions.winner[decisions.winner >= 0]] = True

    def money(name: str, values: Ints, known: Flags) -> None:
        out[f"{name}_cents" if in_cents else name] = (
            columns.as_whole(values, known) if in_cents else columns.as_numbers(values, columns.CENTS, known)
        ).array

    out: dict[str, object] = {
        name: bids[name].array for name in ("file", "bid", "solicitation", "bidder") if name in bids
    }
    out["status"] = columns.as_names(Names((~ranked).astype(np.int8), (RANKED, NOT_RANKED))).array
    if excluded is not None:
        out["excluded"] = columns.as_flags(excluded).array
    money("quoted_price", tables.bids.quoted_price.units, tables.bids.quoted_price.known)
    money("bid_price", result.bid_price, ranked)
    if "score" in bids:
        out["score"] = bids["score"].array
    out["standing"] = columns.as_names(Names(np.where(ranked, result.standing.codes, -1), result.standing.names)).array
    points = result.in_points
    in_percent = ranked if points is None else ranked & ~points
    out["preference_percent"] = columns.as_numbers(result.percent.units, result.percent.scale, in_percent).array
    if points is not None:
        out["points_added"] = columns.as_numbers(result.percent.units, result.percent.scale, ranked & points).array
    money("preference_value", result.value, ranked & ~proposal)
    money("evaluated_price", result.evaluated_price, ranked & ~proposal)
    score = result.evaluated_score or Numbers(np.zeros(len(of), np.int64), 0, ~ranked & ranked)
    out["evaluated_score"] = columns.as_numbers(score.units, score.scale, score.known & ranked & proposal).array
    out["rank_before"] = columns.as_whole(before, ranked).array
    out["rank_after"] = columns.as_whole(after, ranked).array
    out["awarded"] = columns.as_flags(awarded).array
    out["decision"] = columns.as_names(Names(decisions.decision[of], DECISIONS)).array
    for goal, met in result.met.items():
        known = met.known & tables.bids.ranked
        out[f"{goal} met"] = columns.as_flags(met.units > 0, known).array
    return pd.DataFrame(out, index=bids.index)


def _ranks(tables: Tables, result: Adjusted, rows: Ints) -> tuple[Ints, Ints]:
    """The ranks of the ranked bids before and after the preference: bids by price, proposals by score."""
    of = tables.bids.of
    proposal = tables.solicitations.proposal
    before, after = result.bid_price, result.evaluated_price
    score, evaluated = tables.bids.score, result.evaluated_score
    if proposal.any() and score is not None and evaluated is not None:
        before = np.where(proposal[of], -score.units, before)
        after = np.where(proposal[of], -evaluated.units, after)
    ranks = np.zeros((2, len(of)), np.int64)
    everyone = len(rows) == len(of)
    for place, figures in enumerate((before, after)):
        if everyone:
            ranks[place] = standard_ranks(of, figures)
        else:
            ranks[place, rows] = standard_ranks(of[rows], figures[rows])
    return ranks[0], ranks[1]
