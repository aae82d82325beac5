"""The files of the letters: safe and unique names, and nothing written where anything would be overwritten."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

import typer

from lbpp_cli.commands.output import check_writable, write
from lbpp_cli.render import words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from lbpp_cli.render.drafting import Draft

_UNSAFE = re.compile(r"[^\w .,&'()+-]+")
_PREFIX, _ENDING = "Letter to ", ".docx"
_OPTION = "--letters"
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
        raise typer.BadParameter(f"{folder} is no folder.", param_hint=_OPTION)
    if not folder.parent.is_dir():
        raise typer.BadParameter(f"There is no folder {folder.parent}.", param_hint=_OPTION)


def plan(draft: Draft, folder: Path, *, force: bool) -> Plan:
    """The letters to the bidders that are not recommended for award.

    Raises:
        typer.BadParameter: a file exists already and ``force`` is not given, or a letter would remain that is not of
            this evaluation.

    """
    from lbpp_cli.render import memo_docx
    from lbpp_cli.render.letters import letters

    written = letters(draft)
    paths = [folder / name for name in file_names(one.bidder for one in written)]
    refuse_stale(folder, paths)
    if folder.is_dir():
        for path in paths:
            check_writable(path, force=force, option=_OPTION)
    return Plan(folder, {path: memo_docx.render(one.document) for path, one in zip(paths, written, strict=True)})


def refuse_stale(folder: Path, written: Iterable[Path] = ()) -> None:
    """Leave no letter of another evaluation beside those that are written: it may announce another award.

    Raises:
        typer.BadParameter: there are such letters; they are the user's, and nothing is removed.

    """
    if not folder.is_dir():
        return
    own = {_alike(path.name) for path in written}
    left = sorted(path.name for path in folder.glob(f"{_PREFIX}*{_ENDING}") if _alike(path.name) not in own)
    if left:
        message = (
            f"{folder} has {'a letter' if len(left) == 1 else 'letters'} that this evaluation does not write: "
            f"{words.listed(left)}. An older letter may announce another award. Empty the folder, or name another."
        )
        raise typer.BadParameter(message, param_hint=_OPTION)


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
        raise typer.BadParameter(message, param_hint=_OPTION) from None
    for path, content in letters.files.items():
        write(content, path, force=force, option=_OPTION)


def file_names(bidders: Iterable[str]) -> list[str]:
    """A file name for each bidder that any system takes, no two alike even where letter case does not count."""
    taken: set[str] = set()
    names = []
    for bidder in bidders:
        kept = _UNSAFE.sub(" ", normalize("NFC", bidder)).encode()[:_LONGEST].decode(errors="ignore")
        stem = f"{_PREFIX}{' '.join(kept.split()).strip('. ') or 'a bidder'}"
        name, number = stem, 1
        while _alike(name) in taken:
            number += 1
            name = f"{stem} ({number})"
        taken.add(_alike(name))
        names.append(f"{name}{_ENDING}")
    return names


def _alike(name: str) -> str:
    """What the names of files have in common where a system takes them for one."""
    return normalize("NFKC", name).casefold()
