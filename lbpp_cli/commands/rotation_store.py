"""Adds entries to the history of a rotation, so that two people who record at once lose nothing.

The history is changed by one program at a time, under a lock that ends with the process that holds it. It is written as
a whole to a temporary file, which takes its name only when it is on the disk, and is read again afterwards.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from lbpp_cli.findings import UnreadableFileError
from lbpp_cli.read.files import read_file
from lbpp_cli.read.rotation_history import lines, parse
from lbpp_cli.rotation import History

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from lbpp_cli.rotation import Entry

SUFFIX = ".history.jsonl"
LARGEST = 256 * 1024**2


class NotRecordedError(Exception):
    """Nothing was recorded; the message says why and what to do."""


def place_of(path: Path, given: Path | None) -> Path:
    """Where the history of a list is kept: beside it, unless another file is named."""
    return given or path.with_name(f"{path.stem}{SUFFIX}")


def read_history(place: Path) -> History:
    """The history as it is; where there is none, an empty one.

    Raises:
        UnreadableFileError: it cannot be read.

    """
    try:
        content = read_file(place, str(place), largest=LARGEST).content or b""
    except UnreadableFileError as error:
        if error.finding.code == "file-missing":
            return History()
        raise
    return parse(content, str(place))


def append(place: Path, build: Callable[[History], Sequence[Entry]], wait: float) -> History:
    """Add the entries that ``build`` makes of the history as it is; gives the history with them.

    Nobody else records between the reading and the writing. ``wait``: how many seconds another may take before.

    Raises:
        NotRecordedError: another program is recording, the folder cannot be written, or the history was changed in
            between without the lock.
        UnreadableFileError: the history cannot be read.

    """
    from filelock import FileLock, Timeout

    place = place.resolve()  # a link stays a link
    lock = place.with_name(f".{place.name}.lock")
    try:
        with FileLock(lock, timeout=wait):
            history = read_history(place)
            added, check = lines(build(history), history.check)
            _replace(place, history.content, history.content + added)
            after = read_history(place)
            if after.content != history.content + added or after.check != check or after.findings:
                raise NotRecordedError(
                    f"{place.name} does not hold what was written: something else changes it. Look at it with "
                    "--history before anything else is recorded."
                )
            return after
    except Timeout:
        raise NotRecordedError(
            f"somebody else is recording ({lock.name} is held). Nothing was recorded; try again."
        ) from None
    except NotImplementedError:
        raise NotRecordedError(
            f"the drive of {place.parent} knows no locks, so that two people could record at once. Nothing was "
            "recorded; keep the history elsewhere: --history-file FILE."
        ) from None
    except OSError as error:
        raise NotRecordedError(
            f"{place.parent} cannot be written: {error.strerror or error}. Nothing was recorded."
        ) from None


def _replace(place: Path, before: bytes, content: bytes) -> None:
    """Put the content in the place of what was read, if that is still what is there."""
    temporary = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _check_unchanged(place, before)
        if place.exists():
            temporary.chmod(place.stat().st_mode & 0o777)
        temporary.replace(place)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _keep_folder(place.parent)


def _check_unchanged(place: Path, before: bytes) -> None:
    if (place.read_bytes() if place.exists() else b"") != before:
        raise NotRecordedError(
            f"{place.name} was changed in between by something that does not wait for its lock. Nothing was recorded; "
            "try again."
        )


def _keep_folder(folder: Path) -> None:
    """Have the disk keep the new name of the file, where the system offers it."""
    if hasattr(os, "O_DIRECTORY"):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            with suppress(OSError):  # some network drives have no way to do it; the file itself is safe
                os.fsync(descriptor)
        finally:
            os.close(descriptor)
