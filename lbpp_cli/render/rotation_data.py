"""A rotation for programs: JSON, and CSV with a row for each firm of the list."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from lbpp_cli import __version__
from lbpp_cli.money import plain_money
from lbpp_cli.render.as_json import finding_object
from lbpp_cli.render.escape import unformula
from lbpp_cli.render.layout import safe
from lbpp_cli.render.rotation import sentence, why_here

if TYPE_CHECKING:
    from decimal import Decimal

    from lbpp_cli.render.rotation import View
    from lbpp_cli.rotation import Cause, Entry, Looked, Standing

SCHEMA = "lbpp.rotation/1"
_COLUMNS = (
    *("trade", "tier", "place", "firm", "certification", "certification_expires", "licence", "licence_expires"),
    *("awarded", "invited", "passed_over", "why_here", "decide"),
)


def as_json(view: View) -> str:
    """The view as one object; money is decimal strings."""
    invitation = view.invitation
    made = {
        "schema": SCHEMA,
        "program": view.program,
        "rules": {"version": str(view.rules.version), "sha256": view.rules.book.file.sha256},
        "tool": {"name": "lbpp", "version": __version__},
        "input": [{"file": view.file.file, "sha256": view.file.sha256}],
        "as_of": str(view.roster.day),
        "history": {
            "file": str(view.place),
            "entries": len(view.history.entries),
            "check": view.history.check or None,
            "shown": [_entry(one) for one in view.history.entries if one.on <= view.roster.day]
            if view.show_history
            else None,
        },
        "recorded": None if view.recorded is None else _entry(view.recorded),
        "job": None
        if invitation is None
        else {
            "number": invitation.job.number,
            "trade": invitation.job.trade,
            "amount": plain_money(invitation.job.amount),
            "tier": invitation.tier,
            "steps": [{"text": text, "clause": clause} for text, clause in invitation.steps],
            "needed": invitation.needed,
            "invited": list(invitation.firms),
            "decide": list(invitation.decide),
        },
        "list": _list(view),
        "off_the_list": [
            {"firm": one.firm, "trade": one.trade, "because": _cause(cause)}
            for one, cause in view.roster.out
            if view.trade in (None, one.trade)
        ],
        "readings": [{"id": name, "chosen": value} for name, value in view.readings.items()],
        "others_invited_under": [
            {"readings": dict(other.readings), "invited": list(other.firms)} for other in view.others
        ],
        "a_person_must_decide": view.needs_a_person,
        "findings": [finding_object(one) for one in view.findings],
    }
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def _list(view: View) -> list[dict[str, Any]]:
    """The firms as they were looked at for a job; without one, as they stand."""
    if view.invitation is not None:
        return [_looked(one, view.invitation.tier) for one in view.invitation.looked]
    return [{"tier": tier, **_standing(one)} for (_, tier), queue in view.queues.items() for one in queue]


def _looked(one: Looked, tier: int | None) -> dict[str, Any]:
    return {
        "tier": tier,
        **_standing(one.standing),
        "invited": one.invited,
        "passed_over": one.passed_over,
        "clause": one.clause,
        "assumed": list(one.remarks),
        "decide": list(one.decide),
    }


def _standing(standing: Standing) -> dict[str, Any]:
    listed = standing.listed
    return {
        "trade": listed.trade,
        "place": standing.place,
        "firm": listed.firm,
        "certification": listed.certification,
        "certification_expires": _day(listed.certification_expires),
        "licence": listed.licence,
        "licence_expires": _day(listed.licence_expires),
        "awarded": _money(standing.awarded),
        "put": _cause(standing.put),
        "moved_up": [_cause(cause) for cause in standing.ahead],
        "lapsed": [_cause(cause) for cause in standing.lapsed],
    }


def _cause(cause: Cause) -> dict[str, Any]:
    return {"entry": cause.entry, "on": _day(cause.on), "text": cause.text}


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "number": entry.number, "on": str(entry.on), "kind": entry.kind, "by": entry.by, "recorded": entry.recorded,
        "firm": entry.firm, "trade": entry.trade, "job": entry.job, "amount": _money(entry.amount),
        "reason": entry.reason, "withdraws": entry.withdraws, "firms": list(entry.firms), "text": sentence(entry),
    }  # fmt: skip


def _day(day: object) -> str | None:
    return None if day is None else str(day)


def _money(amount: Decimal | None) -> str | None:
    return None if amount is None else plain_money(amount)


def as_csv(view: View) -> str:
    """One row for each firm of the list; what the input holds is never run as a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    if view.invitation is not None:
        rows = [_row(one.standing, view.invitation.tier, one) for one in view.invitation.looked]
    else:
        rows = [_row(one, tier, None) for (_, tier), queue in view.queues.items() for one in queue]
    writer.writerows([unformula(safe(cell)) for cell in row] for row in rows)
    return out.getvalue()


def _row(standing: Standing, tier: int | None, looked: Looked | None) -> list[str]:
    listed = standing.listed
    return [
        listed.trade, str(tier or ""), str(standing.place), listed.firm, listed.certification,
        _day(listed.certification_expires) or "", listed.licence or "", _day(listed.licence_expires) or "",
        _money(standing.awarded) or "", "" if looked is None else "yes" if looked.invited else "no",
        (looked.passed_over if looked else None) or "", why_here(standing), " ".join(looked.decide) if looked else "",
    ]  # fmt: skip
