"""The files of an outreach as they are named on a command line: workbooks, text files, folders, ``TABLE=FILE``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from lbpp_cli.read.headings import nearest
from lbpp_cli.read.outreach_columns import SHEETS
from lbpp_cli.read.outreach_files import table_named
from lbpp_cli.read.source import TEXT_SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def files_of(given: Iterable[str], option: str) -> tuple[tuple[Path, ...], dict[str, Path]]:
    """The files that are named by themselves, and those that are named with their table.

    Raises:
        typer.BadParameter: a folder has no text files, or a table is not known or is given twice.

    """
    paths: list[Path] = []
    named: list[str] = []
    for text in given:
        path = Path(text)
        if "=" in text and not path.exists():
            named.append(text)
        else:
            paths.append(path)
    return in_folders(paths, option), dict(tables(named, option))


def in_folders(paths: Iterable[Path], option: str) -> tuple[Path, ...]:
    """The files, with the text files of a folder in its place.

    Raises:
        typer.BadParameter: a folder has none.

    """
    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        inside = sorted(
            one for one in path.iterdir() if one.suffix.lower() in TEXT_SUFFIXES and not one.name.startswith(".")
        )
        if not inside:
            message = f"there is no CSV file in {path}. Name the files, such as {path / 'notices.csv'}."
            raise typer.BadParameter(message, param_hint=option)
        found += inside
    return tuple(found)


def tables(given: Iterable[str], option: str) -> Iterator[tuple[str, Path]]:
    """What each ``TABLE=FILE`` names.

    Raises:
        typer.BadParameter: it is no such thing, or names a table that is not known or was given.

    """
    known: set[str] = set()
    for text in given:
        name, equals, file = text.partition("=")
        if not equals or not file:
            raise typer.BadParameter(f"{text!r} is not TABLE=FILE.", param_hint=option)
        table = table_named(name)
        if table is None:
            near = nearest(name, SHEETS)
            hint = f"Did you mean {near!r}?" if near else f"Known: {', '.join(SHEETS)}."
            raise typer.BadParameter(f"{name!r} is none of the tables. {hint}", param_hint=option)
        if table in known:
            raise typer.BadParameter(f"{table} is given twice.", param_hint=option)
        known.add(table)
        yield table, Path(file)
