"""Which part of the rules a contract falls under, and what is wrong or odd in a tabulation under them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.model import Procedure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lbpp_cli.findings import Finding
    from lbpp_cli.model import Tabulation
    from lbpp_cli.parameters import Rules

ALL = "all"


def procedure(_tabulation: Tabulation, rules: Rules) -> Procedure | Finding:
    """The part of the rules that the contract falls under."""
    # Fill in: the limits by value or category (lbpp_cli.checks.over_limit), or the finding that says what is missing.
    return Procedure(ALL, rules.clause("preference"), "every contract")


def check(_tabulation: Tabulation, _rules: Rules) -> Iterator[Finding]:
    """What is wrong or odd in a tabulation under this program's rules."""
    # Fill in: contradictions, what is missing, claims without evidence in the register (lbpp_cli.registered).
    yield from ()
