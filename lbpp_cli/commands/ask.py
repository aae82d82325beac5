"""Asks step by step where the items, the prices and the names of a tabulation stand, and writes the map."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import typer

from lbpp_cli.commands.output import check_writable, emit, write
from lbpp_cli.read.guard import cell_name
from lbpp_cli.read.headings import place_of
from lbpp_cli.read.importing import proposals
from lbpp_cli.read.importing.gather import grids_of
from lbpp_cli.read.importing.maps import ITEM_FIELDS
from lbpp_cli.render.layout import safe

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lbpp_cli.model import InputFile
    from lbpp_cli.read.layouts.grid import Grid

_T = TypeVar("_T")
_NONE = "-"
_ASKED = {
    "number": "the item numbers",
    "description": "the descriptions",
    "quantity": "the quantities",
    "unit": "the units",
}


class _Answers(NamedTuple):
    """Where things are, as rows and columns from 0."""

    heading: int
    first: int
    last: int
    total: int | None
    columns: dict[str, int]
    prices: tuple[int | None, int | None]
    starts: tuple[int, ...]
    name_row: int


def ask(tabulation: InputFile, target: Path, *, force: bool) -> None:
    """Ask for the map of a tabulation and write it.

    Raises:
        typer.BadParameter: nobody is there to answer, or the map cannot be written.

    """
    if not sys.stdin.isatty():
        message = (
            "it asks questions, but standard input is no terminal. Run it in a terminal, or write the map by hand."
        )
        raise typer.BadParameter(message, param_hint="--ask")
    check_writable(target, force=force)
    grids = {grid.sheet.name: grid for grid in grids_of(tabulation)[0]}
    _say(f"{tabulation.file}: where is what? Press Enter to take the proposal in brackets; {_NONE} means none.")
    parts = ["# A map of a bid tabulation, for lbpp import --map.\n"]
    more = True
    while more:
        name = _choice("Which sheet holds the prices?", list(grids)) if len(grids) > 1 else next(iter(grids))
        parts.append(_toml(name, grids[name], _answers(grids[name])))
        more = _yes("Is there another table of prices to describe, yes or no?")
    write("\n".join(parts), target, force=force)
    _say(f"{target} was written; use it again with --map {target}.")


def _answers(grid: Grid) -> _Answers:
    heading = _row("In which row are the headings?", grid, proposals.heading_row(grid))
    for column in grid.filled(heading):
        _say(f"  {_letters(column)}: {grid.shown(heading, column)}")
    first = _row("In which row is the first item?", grid, min(heading + 1, grid.height - 1))
    proposed = proposals.total_row(grid, first)
    total = _maybe_row("In which row is the total?", grid, proposed)
    last = _row("In which row is the last item?", grid, proposals.last_item_row(grid, first, total))
    asked = {field: _column(f"Which column holds {_ASKED[field]}?", proposals.column_of(grid, heading, field))
             for field in ITEM_FIELDS}  # fmt: skip
    columns = {field: column for field, column in asked.items() if column is not None}
    start = proposals.first_price(grid, first, max(columns.values(), default=-1))
    unit = _column("Which column holds the unit prices of the first bidder?", start)
    guess = proposals.column_of(grid, heading, "extension")
    total_column = _column("Which column holds the totals of the first bidder?", guess)
    left = min((column for column in (unit, total_column) if column is not None), default=0)
    starts = _columns("In which column does each bidder begin?", proposals.starts(grid, heading, left))
    names = _row("In which row are the bidders' names?", grid, proposals.name_row(grid, heading, left))
    return _Answers(heading, first, last, total, columns, (unit, total_column), starts, names)


def _toml(sheet: str, grid: Grid, answers: _Answers) -> str:
    lines = ["[[table]]"]
    if sheet:
        lines.append(f"sheet = {_quoted(sheet)}")
    lines += [
        f"heading_row = {answers.heading + 1}",
        f"first_row = {answers.first + 1}",
        f"last_row = {answers.last + 1}",
    ]
    if answers.total is not None:
        lines.append(f"total_row = {answers.total + 1}")
    lines += ["", "[table.columns]", *(f'{field} = "{_letters(column)}"' for field, column in answers.columns.items())]
    for left in answers.starts:
        shift = left - answers.starts[0]
        lines += ["", "[[table.bidder]]"]
        lines.append(f'name = "{_letters(left)}{answers.name_row + 1}"  # {safe(grid.shown(answers.name_row, left))}')
        for key, column in zip(("unit_price", "total"), answers.prices, strict=True):
            if column is not None:
                lines.append(f'{key} = "{_letters(column + shift)}"')
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _letters(column: int) -> str:
    return cell_name(1, column + 1)[:-1]


def _say(text: str) -> None:
    emit(f"{safe(text)}\n", error=True)


def _answer(question: str, proposal: str, read: Callable[[str], _T]) -> _T:
    """What a person answers, asked again until it can be read."""
    while True:
        emit(safe(f"{question} [{proposal}] ") if proposal else safe(f"{question} "), error=True)
        line = sys.stdin.readline()
        if not line:
            raise typer.BadParameter("the answers ended before the last question.", param_hint="--ask")
        try:
            return read(line.strip() or proposal)
        except ValueError as error:
            _say(f"  {error}")


def _choice(question: str, names: list[str]) -> str:
    for number, name in enumerate(names, start=1):
        _say(f"  {number}: {name}")

    def read(text: str) -> str:
        if text in names:
            return text
        if text.isdecimal() and 1 <= int(text) <= len(names):
            return names[int(text) - 1]
        raise ValueError(f"Write a number from 1 to {len(names)}.")

    return _answer(question, "", read)


def _row(question: str, grid: Grid, proposal: int | None) -> int:
    def read(text: str) -> int:
        if text.isdecimal() and 1 <= int(text) <= grid.height:
            return int(text) - 1
        raise ValueError(f"Write the number of a row, from 1 to {grid.height}.")

    return _answer(question, "" if proposal is None else str(proposal + 1), read)


def _maybe_row(question: str, grid: Grid, proposal: int | None) -> int | None:
    def read(text: str) -> int | None:
        if text == _NONE:
            return None
        if text.isdecimal() and 1 <= int(text) <= grid.height:
            return int(text) - 1
        raise ValueError(f"Write the number of a row, from 1 to {grid.height}; or {_NONE} if there is none.")

    return _answer(question, _NONE if proposal is None else str(proposal + 1), read)


def _column(question: str, proposal: int | None) -> int | None:
    def read(text: str) -> int | None:
        if text == _NONE:
            return None
        try:
            return place_of(f"{text.upper()}1")[1]
        except ValueError:
            raise ValueError(f"Write the letters of a column, such as E; or {_NONE} if there is none.") from None

    return _answer(question, _NONE if proposal is None else _letters(proposal), read)


def _columns(question: str, proposal: tuple[int, ...]) -> tuple[int, ...]:
    """Several columns, each the first of a bidder; they need not be evenly apart."""

    def read(text: str) -> tuple[int, ...]:
        try:
            found = tuple(place_of(f"{one.upper()}1")[1] for one in text.replace(",", " ").split())
        except ValueError:
            found = ()
        if found and found[0] == proposal[0] and len(set(found)) == len(found):
            return found
        raise ValueError(f"Write the letters of the columns, from {_letters(proposal[0])} on, such as E G I.")

    return _answer(question, " ".join(map(_letters, proposal)), read)


def _yes(question: str) -> bool:
    def read(text: str) -> bool:
        if text.casefold() in {"y", "yes", "n", "no"}:
            return text.casefold() in {"y", "yes"}
        raise ValueError("Write yes or no.")

    return _answer(question, "no", read)
