"""Reads the facts of contracts, one a row, by the columns that a program declares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from lbpp_cli.findings import Finding, finding, in_order
from lbpp_cli.names import same_bidder_key
from lbpp_cli.penalties import Facts
from lbpp_cli.read.one_table import read_one_table

if TYPE_CHECKING:
    from pathlib import Path

    from lbpp_cli.model import InputFile
    from lbpp_cli.penalties import PenaltyRules

SHEET = "Contracts"


class Contracts(NamedTuple):
    """The facts of each row of a file, and what was found in them; ``file`` is None where they came otherwise."""

    file: InputFile | None
    facts: tuple[Facts, ...]
    findings: tuple[Finding, ...]


def read_contracts(path: Path, rules: PenaltyRules) -> Contracts:
    """The contracts of a table, and all that is wrong with them.

    Raises:
        UnreadableFileError: the file cannot be read.

    """
    table = read_one_table(path, SHEET, rules.columns)
    found = list(table.findings)
    contracts = []
    seen: dict[str, str] = {}
    for record in table.records:
        values: dict[str, Any] = dict(record.values)
        facts = Facts(**values, source=record.source)
        place = record.source.cell("contract")
        if facts.contract is None:
            if "contract" not in record.unreadable:
                hint = "Write what the contract is known by."
                found.append(finding("row-unnamed", "The row names no contract.", hint, table.file.file, place))
        elif (earlier := seen.setdefault(same_bidder_key(facts.contract), place)) != place:
            message = f"“{facts.contract}” stands in {earlier} too; each row is computed by itself."
            found.append(
                finding("contract-twice", message, "Put what belongs together in one row.", table.file.file, place)
            )
        found += [
            finding(fault.code, fault.message, fault.hint, table.file.file, record.source.cell(fault.field))
            for fault in rules.check(facts)
        ]
        contracts.append(facts)
    return Contracts(table.file, tuple(contracts), in_order(found))
