"""A plan against its payments for other programs: one object of JSON, and CSV with a row for each goal and firm."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from lbpp_cli import __version__
from lbpp_cli.money import plain, plain_exact, plain_money
from lbpp_cli.render.as_json import finding_object
from lbpp_cli.render.escape import unformula
from lbpp_cli.render.layout import safe

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from decimal import Decimal

    from lbpp_cli.payments.account import Account, FirmAccount, GoalAccount, Held

SCHEMA = "lbpp.participation/1"
_COLUMNS = (
    *("row", "name", "role", "toward", "required_percent", "achieved_percent", "planned", "planned_credit", "paid"),
    *("owed", "credited", "due", "lacking", "met", "completed", "certified", "clause", "note"),
)


def as_json(held: Held) -> str:
    """The account as one object; money and percent are decimal strings. Without goals where the input has errors."""
    contract, account = held.contract, held.account
    made = {
        "schema": SCHEMA,
        "program": held.program,
        "rules": {"version": str(held.rules.version), "sha256": held.rules.book.file.sha256} if held.rules else None,
        "tool": {"name": "lbpp", "version": __version__},
        "input": [{"file": file.file, "sha256": file.sha256} for file in held.files],
        "as_of": str(held.day),
        "contract": None
        if contract is None
        else {
            "number": contract.number,
            "contractor": held.contractor,
            "awarded": _money(held.awarded),
            "value": _money(account.value) if account else None,
            "base": _money(account.base) if account else None,
            "base_text": account.base_text if account else None,
            "paid": _money(account.paid) if account else None,
            "started": _day(contract.started),
            "completed": _day(contract.completed),
        },
        **_account(account),
        "readings": [{"id": name, "chosen": value} for name, value in held.readings.items()],
        "findings": [finding_object(one) for one in held.findings],
    }
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def _account(account: Account | None) -> dict[str, Any]:
    if account is None:
        empty: dict[str, Any] = {name: [] for name in ("goals", "firms", "matters", "requests", "under_other_readings")}
        return empty | {"assumptions": [], "notes": [], "a_person_must_decide": None}
    return {
        "goals": [_goal(one) for one in account.goals],
        "firms": [_firm(one) for one in account.firms],
        "matters": [
            {
                "clause": one.clause,
                "text": one.text,
                "a_person_decides": one.decide or None,
                "cells": list(one.places),
                "amount": _money(one.amount),
            }
            for one in account.matters
        ],
        "requests": [
            {
                "what": one.what,
                "standing": one.standing,
                "clause": one.clause,
                "cell": one.place,
                "evidence": [{"kind": kind, "given": given} for kind, given in one.evidence],
            }
            for one in account.asked
        ],
        "under_other_readings": [
            {"id": one.reading, "value": one.value, "text": one.text} for one in account.contested
        ],
        "assumptions": list(account.assumptions),
        "notes": list(account.notes),
        "a_person_must_decide": account.needs_a_person,
    }


def _goal(one: GoalAccount) -> dict[str, Any]:
    return {
        "goal": one.name,
        "required_percent": None if one.required is None else plain(one.required),
        "required": plain_exact(one.required_dollars),
        "planned": plain_exact(one.planned),
        "paid": plain_exact(one.paid),
        "credited": plain_exact(one.credited),
        "achieved_percent": str(one.achieved),
        "due": plain_exact(one.due),
        "lacking": plain_exact(one.lacking),
        "met": one.met,
        "clause": one.clause,
        "note": one.note,
    }


def _firm(one: FirmAccount) -> dict[str, Any]:
    return {
        "firm": one.firm,
        "role": one.role,
        "planned": None if one.planned is None else plain_exact(one.planned),
        "planned_credit": plain_exact(one.planned_credit),
        "paid": plain_exact(one.paid),
        "owed": plain_exact(one.owed),
        "credited": plain_exact(one.credited),
        "due": plain_exact(one.due),
        "toward": one.toward,
        "clause": one.clause,
        "note": one.note,
        "completed": _day(one.completed),
        "certified": _day(one.certified),
    }


def _money(amount: Decimal | None) -> str | None:
    return None if amount is None else plain_money(amount)


def _day(day: date | None) -> str | None:
    return None if day is None else str(day)


def as_csv(held: Held) -> str:
    """A row for each goal, then one for each firm; what the input holds is never run as a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for row in _rows(held.account) if held.account else ():
        cells = [row.get(name) for name in _COLUMNS]
        writer.writerow(["" if cell is None else unformula(safe(str(cell))) for cell in cells])
    return out.getvalue()


def _rows(account: Account) -> Iterator[dict[str, Any]]:
    for goal in account.goals:
        yield {"row": "goal", "name": goal.name, **_goal(goal), "met": "yes" if goal.met else "no"}
    for firm in account.firms:
        yield {"row": "firm", "name": firm.firm, **_firm(firm)}
