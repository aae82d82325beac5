"""The audit of a spreadsheet, for reading and as JSON (schema ``lbpp.check/1``)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from lbpp_cli.render import console
from lbpp_cli.render.as_json import finding_object
from lbpp_cli.render.layout import safe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lbpp_cli.findings import Finding
    from lbpp_cli.render.layout import Page

SCHEMA = "lbpp.check/1"


class Checked(NamedTuple):
    """A file that was checked: its kind and its hash (None where it could not be read), and what was found."""

    file: str
    sha256: str | None
    kind: str | None
    findings: tuple[Finding, ...]
    not_checked: tuple[str, ...] = ()


def as_json(checked: Checked) -> str:
    """One file as an indented object."""
    return json.dumps(as_object(checked), ensure_ascii=False, indent=2) + "\n"


def as_lines(checked: Sequence[Checked]) -> str:
    """One object a line."""
    return "".join(f"{json.dumps(as_object(one), ensure_ascii=False)}\n" for one in checked)


def as_object(checked: Checked) -> dict[str, Any]:
    """What was found in a file, in the types of JSON."""
    return {
        "schema": SCHEMA,
        "file": checked.file,
        "sha256": checked.sha256,
        "kind": checked.kind,
        "findings": [finding_object(one) for one in checked.findings],
        "not_checked": list(checked.not_checked),
    }


def as_text(checked: Checked, page: Page) -> str:
    """The findings of a file, what could not be looked at, and one line that sums it up."""
    lines = console.findings(checked.findings, page)[1:]
    lines += page.paragraph("Not checked:", style="bold") if checked.not_checked else []
    for sentence in checked.not_checked:
        lines += page.paragraph(safe(sentence), indent=2, hanging=2)
    lines += page.paragraph(safe(f"{checked.file}: {summary(checked.findings)}."), style="bold")
    return "\n".join(lines) + "\n"


def summary(findings: Sequence[Finding]) -> str:
    """How many findings there are of each severity."""
    counts = [
        f"{number} {severity}{'s' if number > 1 else ''}"
        for severity in ("error", "warning", "note")
        if (number := sum(one.severity == severity for one in findings))
    ]
    return ", ".join(counts) or "nothing was found"
