"""Tabulations as the three frames of results, and what the exact engine says of each bid, for comparison."""

import contextlib
import json
from decimal import Decimal
from unittest import mock

import pandas as pd
import pyarrow as pa
from build import LA, LA_RULES, TODAY

from lbpp_cli.evaluate import evaluate
from lbpp_cli.money import cents
from lbpp_cli.render.as_json import stated_object

READINGS = {one.id: tuple(one.values) for one in LA.readings if not one.of_register and one.id != "recovery-base"}
NUMBERS = pa.decimal128(38, 20)


def _names(certifications):
    return " ".join(sorted(certifications))


def _numbers(values):
    return pd.Series(pa.array(values, NUMBERS), dtype=pd.ArrowDtype(NUMBERS))


def _money(name, values, *, in_cents):
    if in_cents:
        whole = [None if value is None else cents(value) for value in values]
        known = None not in whole
        return {f"{name}_cents": pd.Series(whole, dtype="int64" if known else "Int64")}
    return {name: pd.Series(pa.array(values, pa.decimal128(38, 2)), dtype=pd.ArrowDtype(pa.decimal128(38, 2)))}


def own_json(holder):
    """What the fields of a program alone state, as it stands in results."""
    return json.dumps(stated_object(holder.stated)) if holder.stated else None


def frames(tabulations, *, in_cents=True, program=None):
    """The frames of many tabulations. In cents the keys are whole numbers; else dollars and texts, as from a file."""
    solicitations = [one.solicitation for one in tabulations]
    bids = [(number, bid) for number, one in enumerate(tabulations) for bid in one.bids]
    subs = [(place, sub) for place, (_, bid) in enumerate(bids) for sub in bid.subcontractors]
    key = (lambda number: number) if in_cents else (lambda number: f"bids {number}.xlsx")
    files = pd.DataFrame(
        {
            "file": [key(number) for number in range(len(tabulations))],
            "kind": [one.kind for one in solicitations],
            "category": [one.category for one in solicitations],
            **_money("contract_value", [one.contract_value for one in solicitations], in_cents=in_cents),
            "due": pd.Series([one.due for one in solicitations], dtype=pd.ArrowDtype(pa.date32())),
            "total_points": _numbers([one.total_points for one in solicitations]),
            "items": [one.items for one in solicitations],
            "cash_discount_counted": [one.cash_discount_counted for one in solicitations],
            "cash_discount_minimum_days": pd.Series(
                [one.cash_discount_minimum_days for one in solicitations], dtype="Int64"
            ),
            "combined_discount_allowed": [one.combined_discount_allowed for one in solicitations],
            "waiver": [one.waiver for one in solicitations],
            "work_recorded": [one.work_recorded for one in tabulations],
            **({"program": program, "own": [own_json(one) for one in solicitations]} if program else {}),
        }
    )
    table = pd.DataFrame(
        {
            "file": [key(number) for number, _ in bids],
            **({"bid": range(len(bids))} if in_cents else {}),
            "bidder": [bid.bidder for _, bid in bids],
            "status": ["ranked" if bid.responsive else "not-ranked" for _, bid in bids],
            **_money("quoted_price", [bid.quoted_price for _, bid in bids], in_cents=in_cents),
            "score": _numbers([bid.score for _, bid in bids]),
            "counted": [_names(bid.certifications) for _, bid in bids],
            "county_work_percent": _numbers([bid.county_work for _, bid in bids]),
            "city_work_percent": _numbers([bid.city_work for _, bid in bids]),
            "role": [bid.role for _, bid in bids],
            "cash_discount_percent": _numbers([bid.cash_discount for _, bid in bids]),
            "cash_discount_days": pd.Series([bid.cash_discount_days for _, bid in bids], dtype="Int64"),
            "combined_discount_percent": _numbers([bid.combined_discount for _, bid in bids]),
            "local_status": [bid.local_status for _, bid in bids],
            **({"own": [own_json(bid) for _, bid in bids]} if program else {}),
        }
    )
    owners = (
        {"bid": [place for place, _ in subs]}
        if in_cents
        else {
            "file": [key(bids[place][0]) for place, _ in subs],
            "bidder": [bids[place][1].bidder for place, _ in subs],
        }
    )
    named = pd.DataFrame(
        {
            **owners,
            "subcontractor": [sub.name for _, sub in subs],
            "work": [sub.work for _, sub in subs],
            **_money("cost", [sub.cost for _, sub in subs], in_cents=in_cents),
            "counted": [_names(sub.certifications) for _, sub in subs],
            **({"own": [own_json(sub) for _, sub in subs]} if program else {}),
        }
    )
    return files, table, named


def expected(tabulations, readings, book=LA_RULES, program=LA):
    """What the exact engine says of each bid, and of each award; an error where it refuses one."""
    bids, awards = [], []
    for number, one in enumerate(tabulations):
        result = evaluate(one, program, book, TODAY, readings)
        assert result.award is not None, [found.message for found in result.findings if found.severity == "error"]
        for entry in result.bids:
            adjustment = entry.adjustment
            bids.append(
                {
                    "key": number,
                    "bidder": entry.bid.bidder,
                    "status": entry.status,
                    "rank_before": entry.rank_before,
                    "rank_after": entry.rank_after,
                    "awarded": entry.bid.bidder == result.award.bidder,
                    "decision": result.award.decision,
                    "standing": adjustment and adjustment.standing,
                    "bid_price": adjustment and adjustment.bid_price,
                    **_percent_of(adjustment, in_points=program is not LA),
                    "preference_value": adjustment and adjustment.value,
                    "evaluated_price": adjustment and adjustment.evaluated_price,
                    "evaluated_score": adjustment and adjustment.evaluated_score,
                    **_participation_of(entry, program),
                }
            )
        awards.append(
            {
                "key": number,
                "decision": result.award.decision,
                "awarded_to": result.award.bidder,
                "tied": list(result.award.tied),
                "contract_amount": result.award.contract_amount,
                "low_bidder_before": result.award.low_bidder_before,
                "changed_by_preference": result.award.changed_by_preference,
                "cost_of_preference": result.award.cost_of_preference,
            }
        )
    return bids, awards


def _percent_of(adjustment, *, in_points):
    """The preference in percent, or of a program that gives points in those."""
    if not in_points:
        return {"preference_percent": adjustment and adjustment.percent}
    points = adjustment and adjustment.in_points
    return {
        "preference_percent": None if adjustment is None or points else adjustment.percent,
        "points_added": adjustment.points if points else None,
    }


def _participation_of(entry, program):
    """Whether the rules exclude a bid, and which goals of a requirement it meets."""
    if program is LA:
        return {}
    goals = {goal.name: goal for goal in entry.participation.goals} if entry.participation else {}
    asked = "LBE" in goals  # the parts are asked for together with the whole, or none of them is
    return {
        "excluded": entry.status == "not-ranked" and entry.bid.responsive,
        **{f"{name} met": goals[name].met if asked else None for name in ("L/SLBE", "LBE", "SLBE")},
    }


def as_rows(frame):
    """The rows of a frame in Python's types; money in dollars, a key as a number."""
    rows = []
    for row in frame.to_dict("records"):
        made = {}
        for name, value in row.items():
            plain = value if isinstance(value, str) or not pd.isna(value) else None
            if name.endswith("_cents"):
                made[name.removesuffix("_cents")] = None if plain is None else Decimal(int(plain)).scaleb(-2)
            elif name == "file":
                made["key"] = int(str(value).removeprefix("bids ").removesuffix(".xlsx"))
            elif name == "tied":
                made["tied"] = json.loads(plain or "[]")
            else:
                made[name] = plain
        rows.append(made)
    return rows


def _nothing(*_):
    return ()


def _nothing_tried(*_):
    return 0, ()


@contextlib.contextmanager
def the_evaluation_alone():
    """Without what an award hangs on, which asks the exact engine many times over and is no part of a comparison."""
    # Not mocks, which keep all that they are called with.
    with (
        mock.patch("lbpp_cli.evaluate.changing_readings", _nothing_tried),
        mock.patch("lbpp_cli.evaluate.assumptions", _nothing),
        mock.patch("lbpp_cli.evaluate.pending", _nothing),
    ):
        yield
