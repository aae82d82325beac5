"""Penalties and goals for a person, and for programs: JSON, and CSV with a row for each thing that was looked at."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any, NamedTuple

from lbpp_cli import __version__
from lbpp_cli.money import ZERO, plain, plain_money, show_money
from lbpp_cli.render import console
from lbpp_cli.render.as_json import finding_object
from lbpp_cli.render.escape import unformula
from lbpp_cli.render.layout import Page, safe
from lbpp_cli.render.words import listed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from lbpp_cli.findings import Finding
    from lbpp_cli.model import InputFile
    from lbpp_cli.parameters import Rules
    from lbpp_cli.penalties import Assessment, Charge, Facts, Otherwise

SCHEMA = "lbpp.penalty/1"
_COLUMNS = (
    *("file", "contract", "charge", "amount", "goal_met", "reading", "chosen", "other_readings", "not_computed"),
    *("clause", "derivation"),
)


class Account(NamedTuple):
    """What was assessed, by which rules, and what was found in the input. ``file`` is None for options alone."""

    program: str
    rules: Rules
    until: date
    assessments: Sequence[Assessment]
    file: InputFile | None = None
    findings: Sequence[Finding] = ()

    @property
    def total(self) -> Decimal | None:
        """The penalties of all contracts together; None where none was computed."""
        amounts = [one.total for one in self.assessments if one.total is not None]
        return sum(amounts, ZERO) if amounts else None


def on_console(account: Account, page: Page) -> str:
    """The derivation of each penalty and goal."""
    book = account.rules.book
    head = page.paragraph(f"{book.title}: rules in force from {account.rules.version}", style="bold")
    blocks = [head, *(_contract(one, page) for one in account.assessments)]
    if len(account.assessments) > 1:
        text = "nothing was computed" if account.total is None else show_money(account.total)
        blocks.append([page.paint("ALL CONTRACTS", "bold"), *page.paragraph(f"Penalties together: {text}.", indent=2)])
    blocks.append(console.findings(account.findings, page))
    return "\n\n".join("\n".join(lines) for lines in blocks if lines) + "\n"


def _contract(one: Assessment, page: Page) -> list[str]:
    name = one.facts.contract or "The contract"
    amount = "" if one.facts.amount is None else f", {show_money(one.facts.amount)}"
    lines = page.paragraph(safe(f"{name}{amount}"), style="bold")
    for charge in one.charges:
        lines += _charge(charge, page)
    if sum(charge.amount is not None for charge in one.charges) > 1 and one.total is not None:
        lines += page.paragraph(f"Together: {show_money(one.total)}", indent=2, style="bold")
    return lines


def _charge(charge: Charge, page: Page) -> list[str]:
    if charge.missing:
        text = f"{charge.title}: not computed. Not given: {listed(charge.missing)}."
        return page.paragraph(safe(text), indent=2, hanging=2)
    result = _result(charge.amount, charge.met)
    lines = page.paragraph(f"{charge.title}: {result}", indent=2, hanging=2, style="bold")
    for step in charge.steps:
        lines += page.paragraph(safe(f"{step.text.removesuffix('.')} ({step.clause})."), indent=4, hanging=2)
    if charge.rests:
        lines += page.paragraph(f"Assumed: {charge.rests}", indent=4, hanging=2)
    if charge.contested:
        for other in charge.others:
            text = f"Read as {charge.reading}={other.value}, {other.meaning}: {_result(other.amount, other.met)}."
            lines += page.paragraph(text, indent=4, hanging=2)
    for note in charge.notes:
        lines += page.paragraph(safe(note), indent=4, hanging=2, style="dim")
    return lines


def _result(amount: Decimal | None, met: bool | None) -> str:  # noqa: FBT001  two kinds of result
    if met is not None:
        return "goal met" if met else "goal missed"
    return "not computed" if amount is None else show_money(amount)


def as_json(account: Account) -> str:
    """The account as one object; money and percent are decimal strings."""
    made = {
        "schema": SCHEMA,
        "program": account.program,
        "rules": {"version": str(account.rules.version), "sha256": account.rules.book.file.sha256},
        "tool": {"name": "lbpp", "version": __version__},
        "input": [{"file": account.file.file, "sha256": account.file.sha256}] if account.file else [],
        "as_of": str(account.until),
        "contracts": [_object(one) for one in account.assessments],
        "total": _money(account.total),
        "findings": [finding_object(one) for one in account.findings],
    }
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def _object(one: Assessment) -> dict[str, Any]:
    return {
        "contract": one.facts.contract,
        "facts": _facts(one.facts),
        "charges": [
            {
                "charge": charge.kind,
                "amount": _money(charge.amount),
                "goal_met": charge.met,
                "clause": charge.clause,
                "steps": [step._asdict() for step in charge.steps],
                "not_computed_for_want_of": list(charge.missing),
                "reading": charge.reading,
                "chosen": charge.chosen,
                "under_other_readings": [_other(other) for other in charge.others],
                "assumed": charge.rests,
                "notes": list(charge.notes),
            }
            for charge in one.charges
        ],
        "total": _money(one.total),
        "a_person_must_decide": one.needs_a_person,
    }


def _other(other: Otherwise) -> dict[str, Any]:
    return {"value": other.value, "amount": _money(other.amount), "goal_met": other.met}


def _facts(facts: Facts) -> Mapping[str, object]:
    cells = facts.source.cells if facts.source else {}
    shown: dict[str, object] = {}
    for name, value in facts._asdict().items():
        if name not in {"contract", "source"}:
            text = value if value is None or isinstance(value, bool | int) else str(value)
            if name == "required_percent" and facts.required_percent is not None:
                text = plain(facts.required_percent)
            shown[name] = text
    return shown | {"cells": dict(cells)}


def _money(amount: Decimal | None) -> str | None:
    return None if amount is None else plain_money(amount)


def as_csv(account: Account) -> str:
    """One row for each penalty and goal of each contract; what the input holds is never run as a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for one in account.assessments:
        for charge in one.charges:
            others = "; ".join(f"{other.value}: {_plain(other.amount, other.met)}" for other in charge.others)
            writer.writerow(
                [
                    unformula(safe(account.file.file)) if account.file else "",
                    unformula(safe(one.facts.contract or "")),
                    charge.kind,
                    _money(charge.amount) or "",
                    "" if charge.met is None else _plain(None, charge.met),
                    charge.reading or "",
                    charge.chosen or "",
                    others,
                    "; ".join(charge.missing),
                    charge.clause,
                    " ".join(step.text for step in charge.steps),
                ]
            )
    return out.getvalue()


def _plain(amount: Decimal | None, met: bool | None) -> str:  # noqa: FBT001  two kinds of result
    if met is not None:
        return "yes" if met else "no"
    return _money(amount) or ""
