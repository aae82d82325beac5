"""Reads a program's figures from its TOML file."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from typing import TYPE_CHECKING

from lbpp_cli.model import InputFile
from lbpp_cli.parameters import MemoTexts, Parameter, RuleBook

if TYPE_CHECKING:
    from pathlib import Path

    from lbpp_cli.parameters import Rules

_PLACE = re.compile(r"\{([a-z0-9_-]+)\}")


def read_clauses(folder: Path, rules: Rules) -> dict[str, str]:
    """What each clause of a program says, in short, with the figures in force."""
    clauses: dict[str, str] = tomllib.loads((folder / "clauses.toml").read_text(encoding="utf-8"))
    figures = {name: parameter.shown for name, parameter in rules.parameters.items()}
    return {clause: text.format_map(figures) for clause, text in clauses.items()}


def read_memo_texts(folder: Path, rules: Rules | None = None) -> MemoTexts:
    """The texts of a program's award memo, with the figures in force; without rules the figures stay named."""
    table = tomllib.loads((folder / "memo.toml").read_text(encoding="utf-8"))
    figures = {} if rules is None else {name: parameter.shown for name, parameter in rules.parameters.items()}
    for texts in table["statements"].values():
        texts[:] = [_PLACE.sub(lambda place: figures.get(place[1], place[0]), text) for text in texts]
    return MemoTexts(**table)


def read_example(folder: Path, name: str = "example.toml") -> dict[str, list[dict[str, object]]]:
    """What is invented for a template, such as a solicitation: the rows of each sheet, with their values by heading."""
    example: dict[str, list[dict[str, object]]] = tomllib.loads(
        (folder / name).read_text(encoding="utf-8"), parse_float=Decimal
    )
    return example


def read_rulebook(folder: Path) -> RuleBook:
    """Read ``parameters.toml`` in a program's folder: every figure exactly as it is written there.

    A figure that changes over time is a list of tables, one for each date.
    """
    content = (folder / "parameters.toml").read_bytes()
    table = tomllib.loads(content.decode(), parse_float=Decimal)
    parameters = [
        Parameter(name, Decimal(entry["value"]), entry["unit"], entry["since"], entry["clause"], entry["text"])
        for name, entries in table.items()
        if isinstance(entries, (dict, list))
        for entry in (entries if isinstance(entries, list) else [entries])
    ]
    file = InputFile("parameters.toml", content)
    return RuleBook(file, table["title"], table["source"], table["known_since"], tuple(parameters))
