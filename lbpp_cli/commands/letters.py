"""The files of the letters: safe and unique names, and nothing written where anything would be overwritten."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

import typer

from lbpp_cli.commands.output import check_writable, write

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from lbpp_cli.render.drafting import Draft

_UNSAFE = re.compile(r"[^\w .,&'()+-]+")
_LONGEST = 80  # bytes of a bidder's name in the name of a file


class Plan(NamedTuple):
    """The letters that are to be written: the folder, and each file with its content."""

    folder: Path
    files: dict[Path, bytes]


def check_folder(folder: Path) -> None:
    """Say early that letters could not be written.

    Raises:
        typer.BadParameter: it is no folder, or its own folder does not exist.

    """
    if folder.exists() and not folder.is_dir():
        raise typer.BadParameter(f"{folder} is no folder.", param_hint="--letters")
    if not folder.parent.is_dir():
        raise typer.BadParameter(f"There is no folder {folder.parent}.", param_hint="--letters")


def plan(draft: Draft, folder: Path, *, force: bool) -> Plan:
    """The letters to the bidders that were not successful.

    Raises:
        typer.BadParameter: a file exists already and ``force`` is not given.

    """
    from lbpp_cli.render import memo_docx
    from lbpp_cli.render.letters import letters

    written = letters(draft)
    paths = [folder / name for name in file_names(one.bidder for one in written)]
    if folder.is_dir():
        for path in paths:
            check_writable(path, force=force)
    return Plan(folder, {path: memo_docx.render(one.document) for path, one in zip(paths, written, strict=True)})


def write_letters(letters: Plan | None, *, force: bool) -> None:
    """Write the letters, into a folder that is made if need be.

    Raises:
        typer.BadParameter: the folder cannot be made, or a file cannot be written.

    """
    if letters is None:
        return
    try:
        letters.folder.mkdir(exist_ok=True)
    except OSError as error:
        message = f"{letters.folder} cannot be made: {error.strerror or error}."
        raise typer.BadParameter(message, param_hint="--letters") from None
    for path, content in letters.files.items():
        write(content, path, force=force)


def file_names(bidders: Iterable[str]) -> list[str]:
    """A file name for each bidder that any system takes, no two alike even where letter case does not count."""
    taken: set[str] = set()
    names = []
    for bidder in bidders:
        kept = _UNSAFE.sub(" ", normalize("NFC", bidder)).encode()[:_LONGEST].decode(errors="ignore")
        stem = f"Letter to {' '.join(kept.split()).strip('. ') or 'a bidder'}"
        name, number = stem, 1
        while normalize("NFKC", name).casefold() in taken:
            number += 1
            name = f"{stem} ({number})"
        taken.add(normalize("NFKC", name).casefold())
        names.append(f"{name}.docx")
    return names
