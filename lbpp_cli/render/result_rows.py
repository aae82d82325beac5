"""Evaluations as rows of the results tables; from their JSON, so that results that were kept give the same rows."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from lbpp_cli.findings import ERROR, UNREADABLE, WARNING
from lbpp_cli.model import AWARD
from lbpp_cli.results import BROKE_OFF, EVALUATED, NEEDS_A_PERSON, REFUSED, TIMED_OUT
from lbpp_cli.results import UNREADABLE as NOT_READ
from lbpp_cli.status import EVALUATED as NO_ERRORS
from lbpp_cli.status import INPUT_ERRORS, UNUSABLE
from lbpp_cli.status import NEEDS_A_PERSON as NEEDS_A_PERSON_STATUS

if TYPE_CHECKING:
    from collections.abc import Mapping

Value = str | int | bool | None
Row = tuple[Value, ...]


class Rows(NamedTuple):
    """The rows that one evaluation gives, for each table."""

    bids: list[Row]
    files: list[Row]
    subcontractors: list[Row]
    ledger: list[Row]


def rows_of(result: Mapping[str, Any], exit_status: int) -> Rows:
    """The rows of an evaluation in the types of JSON, and of the exit status that it led to."""
    solicitation = result["solicitation"] or {}
    file = result["input"][0]["file"]
    key = (file, solicitation.get("number"))
    winner = (result["award"] or {}).get("bidder")
    return Rows(
        [_bid(bid, key, winner, result["program"]) for bid in result["bids"]],
        [_file(result, solicitation, exit_status)],
        [
            (*key, bid["bidder"], *_subcontractor(subcontractor))
            for bid in result["bids"]
            for subcontractor in bid["subcontractors"]
        ],
        [
            (*key, bid["bidder"], *_ledger_line(line))
            for bid in result["bids"]
            if bid["participation"]
            for line in bid["participation"]["ledger"]
        ],
    )


def kept_rows(result: Mapping[str, Any]) -> Rows:
    """The rows of an evaluation that was kept as JSON; it tells its exit status, but not ``--strict``."""
    award = result["award"]
    if award is None:
        unreadable = {found["code"] for found in result["findings"]} & UNREADABLE
        return rows_of(result, UNUSABLE if unreadable else INPUT_ERRORS)
    hangs = award["decision"] != AWARD or result["reading_combinations"]["changing"]
    return rows_of(result, NEEDS_A_PERSON_STATUS if hangs else NO_ERRORS)


def status_of(result: Mapping[str, Any], exit_status: int) -> str:
    """What became of a file, in a word."""
    if result["award"] is not None:
        return NEEDS_A_PERSON if exit_status == NEEDS_A_PERSON_STATUS else EVALUATED
    codes = {found["code"] for found in result["findings"]}
    return next(
        (status for status in (TIMED_OUT, BROKE_OFF) if status in codes), NOT_READ if codes & UNREADABLE else REFUSED
    )


def _file(result: Mapping[str, Any], solicitation: Mapping[str, Any], exit_status: int) -> Row:
    award, rules = result["award"] or {}, result["rules"] or {}
    severities = [found["severity"] for found in result["findings"]]
    return (
        result["input"][0]["file"],
        result["input"][0]["sha256"],
        status_of(result, exit_status),
        exit_status,
        result["program"],
        rules.get("version"),
        solicitation.get("number"),
        solicitation.get("title"),
        solicitation.get("department"),
        solicitation.get("kind"),
        solicitation.get("category"),
        solicitation.get("procedure"),
        solicitation.get("contract_value"),
        solicitation.get("due"),
        (result["receipt"] or {}).get("date"),
        solicitation.get("total_points"),
        solicitation.get("items"),
        solicitation.get("cash_discount_counted"),
        solicitation.get("cash_discount_minimum_days"),
        solicitation.get("combined_discount_allowed"),
        solicitation.get("waiver"),
        solicitation.get("work_recorded"),
        _json(solicitation["own"]) if solicitation.get("own") else None,
        len(result["bids"]),
        sum(bid["rank_after"] is not None for bid in result["bids"]),
        award.get("decision"),
        award.get("bidder"),
        _json(award["tied"]) if award.get("tied") else None,
        award.get("contract_amount"),
        award.get("low_bidder_before"),
        award.get("changed_by_preference"),
        award.get("cost_of_preference"),
        result["verdict"],
        _readings(tuple((used["id"], used["chosen"]) for used in result["readings"])) if result["readings"] else None,
        severities.count(ERROR),
        severities.count(WARNING),
        _json(result["findings"]) if result["findings"] else None,
    )


def _bid(bid: Mapping[str, Any], key: tuple[str, str | None], winner: str | None, program: str) -> Row:
    stated, certifications, participation = bid["stated"], bid["certifications"], bid["participation"]
    return (
        *key,
        bid["bidder"],
        bid["status"],
        bid["quoted_price"],
        bid["bid_price"],
        bid["score"],
        bid["preference_percent"],
        bid["preference_value"],
        bid["evaluated_price"],
        bid["evaluated_score"],
        bid["rank_before"],
        bid["rank_after"],
        bid["bidder"] == winner,
        program,
        bid["reason"],
        bid["excluded"],
        bid["standing"],
        _names(certifications["marked"]),
        _names(certifications["counted"]),
        stated["submitted"],
        stated["county_work_percent"],
        stated["city_work_percent"],
        stated["role"],
        stated["cash_discount_percent"],
        stated["cash_discount_days"],
        stated["combined_discount_percent"],
        stated["local_status"],
        bid["points_added"],
        participation["base"] if participation else None,
        _json(participation["goals"]) if participation else None,
        _json(bid["own"]) if bid["own"] else None,
    )


def _subcontractor(subcontractor: Mapping[str, Any]) -> Row:
    certifications = subcontractor["certifications"]
    return (
        subcontractor["name"],
        subcontractor["work"],
        subcontractor["cost"],
        _names(certifications["marked"]),
        _names(certifications["counted"] or []),
        subcontractor["share_percent"],
        subcontractor["tenths"],
        subcontractor["credited_percent"],
        subcontractor["clause"],
        subcontractor["note"],
        _json(subcontractor["own"]) if subcontractor["own"] else None,
    )


def _ledger_line(line: Mapping[str, Any]) -> Row:
    return (
        line["firm"],
        line["role"],
        line["amount"],
        line["counted"],
        line["toward"],
        _names(line["certifications"]),
        line["clause"],
        line["note"],
        _json(line["own"]) if line["own"] else None,
    )


def _names(certifications: list[str] | None) -> str | None:
    """Certifications in one cell; blank where there are none, None where nothing was decided."""
    return None if certifications is None else " ".join(certifications)


@lru_cache  # they are the same for all files of a batch
def _readings(chosen: tuple[tuple[str, str], ...]) -> str:
    return _json(dict(chosen))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
