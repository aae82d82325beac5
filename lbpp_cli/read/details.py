"""What a person filled in for a memo: a TOML file of names and texts, and ``name=value`` as typed."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import TYPE_CHECKING

from lbpp_cli.read.archive import Archive
from lbpp_cli.read.files import read_file
from lbpp_cli.read.headings import nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path


class DetailsError(ValueError):
    """What is wrong with the details, all at once."""


def read_details(path: Path, known: Collection[str]) -> dict[str, str]:
    """The fields that a TOML file fills in. A blank text leaves a field to be filled in.

    Raises:
        UnreadableFileError: the file cannot be read.
        DetailsError: it is no TOML, names unknown fields, or holds something other than texts.

    """
    content = read_file(path, str(path)).content or b""
    try:
        table = tomllib.loads(content.decode())
    except UnicodeDecodeError:
        raise DetailsError(f"{path} is not text in UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise DetailsError(f'{path} is no TOML: {error}. Write each field as name = "text".') from None
    wrong = [unknown(name, known) for name in table if name not in known]
    wrong += [
        f'{name} is no text. Write {name} = "…".'
        for name, value in table.items()
        if name in known and not isinstance(value, (str, date))
    ]
    if wrong:
        raise DetailsError(" ".join(wrong))
    return _filled((name, str(value)) for name, value in table.items())


def typed_details(assignments: Iterable[str], known: Collection[str], own: Collection[str] = ()) -> dict[str, str]:
    """The fields that were typed as ``name=value``. ``own``: those that the program fills in itself.

    Raises:
        DetailsError: one is not of that form, is not known, or is given twice.

    """
    given: dict[str, str] = {}
    wrong = []
    for text in assignments:
        name, equals, value = text.partition("=")
        if not equals:
            wrong.append(f"{text!r} is not NAME=VALUE.")
        elif name in own:
            wrong.append(f"{name} is filled in by lbpp.")
        elif name not in known:
            wrong.append(unknown(name, known))
        elif name in given:
            wrong.append(f"{name} is given twice.")
        else:
            given[name] = value
    if wrong:
        raise DetailsError(" ".join(wrong))
    return _filled(given.items())


def unknown(name: str, known: Collection[str]) -> str:
    """That a field is not known, and which is nearest to it."""
    near = nearest(name, known, cutoff=0.6)
    hint = f"Did you mean {near!r}?" if near else "lbpp memo --fields lists them."
    return f"{name!r} is no field. {hint}"


def _filled(given: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {name: value.strip() for name, value in given if value.strip()}


def read_template(path: Path) -> bytes:
    """The bytes of a Word template, each part of which unpacks to no more than it should.

    Raises:
        UnreadableFileError: the file cannot be read, or is no package of parts.

    """
    content = read_file(path, str(path)).content or b""
    archive = Archive(content, str(path))
    for name in archive.names():
        archive.read(name)
    return content
