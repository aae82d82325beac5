"""Rows of the results tables from evaluations that were kept as JSON, the same that the evaluations gave."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any

from lbpp_cli.findings import ERROR, UNREADABLE, WARNING
from lbpp_cli.model import AWARD
from lbpp_cli.render.result_rows import Rows, in_json, status_by
from lbpp_cli.results import BIDS, FILES, LEDGER, SUBCONTRACTORS
from lbpp_cli.status import EVALUATED, INPUT_ERRORS, NEEDS_A_PERSON, UNUSABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from lbpp_cli.render.result_rows import Row
    from lbpp_cli.results import Column


def _picks(columns: Sequence[Column]) -> Callable[[Mapping[str, Any]], Row]:
    """Picks a row by the names of its columns: what JSON names otherwise, or holds as a list, is put beside them."""
    return itemgetter(*(column.name for column in columns))


_file, _bid, _subcontractor, _ledger_line = map(_picks, (FILES, BIDS, SUBCONTRACTORS, LEDGER))
_BLANK = dict.fromkeys(column.name for column in FILES)


def kept_rows(result: Mapping[str, Any]) -> Rows:
    """The rows of an evaluation in the types of JSON; it tells its exit status, but not ``--strict``."""
    file = _file_row(result)
    key = {"file": result["input"][0]["file"], "solicitation": (result["solicitation"] or {}).get("number")}
    rows = Rows([], [file], [], [])
    for bid in result["bids"]:
        of_bid = key | {"bidder": bid["bidder"]}
        rows.bids.append(_bid_row(result, bid, key))
        rows.subcontractors.extend(_subcontractor_row(one, of_bid) for one in bid["subcontractors"])
        if bid["participation"]:
            rows.ledger.extend(_ledger_row(line, of_bid) for line in bid["participation"]["ledger"])
    return rows


def _exit_status(result: Mapping[str, Any], codes: set[str]) -> int:
    award = result["award"]
    if award is None:
        return UNUSABLE if codes & UNREADABLE else INPUT_ERRORS
    bidders = result["outreach"]["bidders"] if result["outreach"] else ()
    is_open = any(one["open"] and one["ranked_but_for_it"] for one in bidders)
    hangs = is_open or result["reading_combinations"]["changing"]
    return NEEDS_A_PERSON if hangs or award["decision"] != AWARD else EVALUATED


def _file_row(result: Mapping[str, Any]) -> Row:
    solicitation, award = result["solicitation"] or {}, result["award"] or {}
    severities = [found["severity"] for found in result["findings"]]
    codes = {found["code"] for found in result["findings"]}
    exit_status = _exit_status(result, codes)
    return _file({
        **_BLANK,
        **solicitation,
        **award,
        "file": result["input"][0]["file"],
        "sha256": result["input"][0]["sha256"],
        "status": status_by(codes, exit_status, judged=result["award"] is not None),
        "exit_status": exit_status,
        "program": result["program"],
        "rules_version": (result["rules"] or {}).get("version"),
        "solicitation": solicitation.get("number"),
        "rules_as_of": (result["receipt"] or {}).get("date"),
        "own": _json(solicitation.get("own")),
        "bids": len(result["bids"]),
        "ranked": sum(bid["rank_after"] is not None for bid in result["bids"]),
        "awarded_to": award.get("bidder"),
        "tied": _json(award.get("tied")),
        "verdict": result["verdict"],
        "readings": _json({used["id"]: used["chosen"] for used in result["readings"]}),
        "errors": severities.count(ERROR),
        "warnings": severities.count(WARNING),
        "findings": _json(result["findings"]),
    })  # fmt: skip


def _bid_row(result: Mapping[str, Any], bid: Mapping[str, Any], key: Mapping[str, str | None]) -> Row:
    participation, certifications = bid["participation"], bid["certifications"]
    return _bid({
        **bid,
        **bid["stated"],
        **key,
        "awarded": bid["bidder"] == (result["award"] or {}).get("bidder"),
        "program": result["program"],
        "marked": _names(certifications["marked"]),
        "counted": _names(certifications["counted"]),
        "participation_base": participation["base"] if participation else None,
        "goals": in_json(participation["goals"]) if participation else None,
        "own": _json(bid["own"]),
    })  # fmt: skip


def _subcontractor_row(one: Mapping[str, Any], of_bid: Mapping[str, str | None]) -> Row:
    certifications = one["certifications"]
    return _subcontractor({
        **one,
        **of_bid,
        "subcontractor": one["name"],
        "marked": _names(certifications["marked"]),
        "counted": _names(certifications["counted"] or []),
        "own": _json(one["own"]),
    })  # fmt: skip


def _ledger_row(line: Mapping[str, Any], of_bid: Mapping[str, str | None]) -> Row:
    return _ledger_line({**line, **of_bid, "certifications": _names(line["certifications"]), "own": _json(line["own"])})


def _names(certifications: list[str] | None) -> str | None:
    return None if certifications is None else " ".join(certifications)


def _json(value: object) -> str | None:
    return in_json(value) if value else None
