"""What a result was made from: program, rules, input, readings, day. With it anybody can evaluate again and compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from lbpp_cli.model import BIDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lbpp_cli.model import Evaluation


MONTH_FIRST = ("Outreach dates", "month first")  # an option beside those for fields of the solicitation


class InputReceipt(NamedTuple):
    """A file that was read: its name, what it gave, and the SHA-256 of its bytes."""

    file: str
    role: str
    sha256: str


class Receipt(NamedTuple):
    """What a result was made from.

    ``date``: the day by which the rules were picked, the bid due date or, where none is stated, the day of evaluation;
    so the same input gives the same receipt on any day. ``options``: fields of the solicitation that were given in
    place of what the sheet says, as they were typed.
    """

    tool: str
    version: str
    program: str
    rules_version: str
    rules_sha256: str
    date: str
    inputs: tuple[InputReceipt, ...]
    options: Mapping[str, str]
    readings: Mapping[str, str]


def receipt_of(evaluation: Evaluation) -> Receipt | None:
    """The receipt of an evaluation; None where nothing was evaluated."""
    rules = evaluation.rules
    if rules is None or evaluation.award is None:
        return None
    return Receipt(
        tool="lbpp",
        version=evaluation.version,
        program=evaluation.program,
        rules_version=str(rules.version),
        rules_sha256=rules.book.file.sha256 or "",
        date=str(evaluation.as_of),
        inputs=tuple(InputReceipt(file.file, file.role, file.sha256 or "") for file in evaluation.files),
        options=dict(evaluation.options) | _dates(evaluation),
        readings={used.id: used.chosen for used in evaluation.readings} | _of_outreach(evaluation),
    )


def _dates(evaluation: Evaluation) -> dict[str, str]:
    """How the dates of an outreach were read, where that was said: it is no field of the solicitation."""
    return dict([MONTH_FIRST]) if evaluation.outreach and evaluation.outreach.month_first else {}


def _of_outreach(evaluation: Evaluation) -> dict[str, str]:
    return dict(evaluation.outreach.readings) if evaluation.outreach else {}


def lines(receipt: Receipt) -> list[tuple[str, str]]:
    """A receipt as names and values, one a line, for people."""
    found = [
        ("Program", f"{receipt.tool} {receipt.version}"),
        ("Rules", receipt.program),
        ("Rules in force from", receipt.rules_version),
        ("Rules SHA-256", receipt.rules_sha256),
        ("Rules as of", receipt.date),
    ]
    for one in receipt.inputs:
        found += [(f"Input: {one.role}", one.file), (f"SHA-256: {one.role}", one.sha256)]
    found += [(f"Option: {name}", value) for name, value in receipt.options.items()]
    return found + [(f"Reading: {name}", value) for name, value in receipt.readings.items()]


def of_object(found: Mapping[str, Any]) -> Receipt:
    """The receipt in a result as JSON.

    Raises:
        KeyError, TypeError: it is none.

    """
    inputs = tuple(InputReceipt(*(_text(one[name]) for name in InputReceipt._fields)) for one in found["inputs"])
    options, readings = _texts(found["options"]), _texts(found["readings"])
    rest = {name: _text(found[name]) for name in Receipt._fields if name not in {"inputs", "options", "readings"}}
    return _with_bids(Receipt(**rest, inputs=inputs, options=options, readings=readings))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value} is no text")
    return value


def _texts(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise TypeError(f"{value} is no object")
    return {name: _text(one) for name, one in value.items()}


def _with_bids(receipt: Receipt) -> Receipt:
    if BIDS not in {one.role for one in receipt.inputs}:
        raise KeyError(f"Input: {BIDS}")
    return receipt


def read_lines(found: Mapping[str, str]) -> Receipt:
    """The receipt that names and values stand for.

    Raises:
        KeyError: a name is missing.

    """
    tool, _, version = found["Program"].partition(" ")
    roles = [name.removeprefix("Input: ") for name in found if name.startswith("Input: ")]

    def named(prefix: str) -> dict[str, str]:
        return {name.removeprefix(prefix): value for name, value in found.items() if name.startswith(prefix)}

    receipt = Receipt(
        tool=tool,
        version=version,
        program=found["Rules"],
        rules_version=found["Rules in force from"],
        rules_sha256=found["Rules SHA-256"],
        date=found["Rules as of"],
        inputs=tuple(InputReceipt(found[f"Input: {role}"], role, found[f"SHA-256: {role}"]) for role in roles),
        options=named("Option: "),
        readings=named("Reading: "),
    )
    return _with_bids(receipt)
