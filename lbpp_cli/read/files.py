"""Opens the files that a user names, and says plainly why one cannot be read."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from lbpp_cli.findings import UnreadableFileError, finding
from lbpp_cli.model import BIDS, InputFile

if TYPE_CHECKING:
    from pathlib import Path

LARGEST_FILE = 100 * 1024 * 1024


def read_file(path: Path, shown: str, role: str = BIDS, *, largest: int = LARGEST_FILE) -> InputFile:
    """Read a file once; what is evaluated and what is hashed are the same bytes. ``shown``: its name in results.

    ``largest``: the most bytes that are read.

    Raises:
        UnreadableFileError: there is no such file, it is no regular file, cannot be opened, or is too large.

    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            what = "a folder" if stat.S_ISDIR(status.st_mode) else "not a regular file"
            raise _unreadable("file-not-regular", f"This is {what}.", "Name a workbook or a CSV file.", shown)
        if status.st_size > largest:
            size = f"The file has {status.st_size / 1024**2:,.0f} MiB; at most {largest // 1024**2} are read."
            raise _unreadable("file-unreadable", size, "Save the tables alone in a new workbook.", shown)
        most = min(status.st_size, largest) + 1
        with path.open("rb", buffering=0) as file:
            content = file.read(most)
            while len(content) < status.st_size and (more := file.read(most - len(content))):
                content += more
    except (FileNotFoundError, NotADirectoryError):
        nearby = _nearby(path)
        hint = f"Did you mean {nearby}?" if nearby else "Check the name and the folder."
        raise _unreadable("file-missing", "There is no such file.", hint, shown) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        hint = "Check the permissions, and that no other program holds the file."
        raise _unreadable("file-unreadable", f"The file cannot be opened: {reason}.", hint, shown) from None
    if not content:
        raise _unreadable("file-empty", "The file is empty.", "Save the workbook again, or name another file.", shown)
    return InputFile(shown, content, role)


def _unreadable(code: str, message: str, hint: str, file: str) -> UnreadableFileError:
    return UnreadableFileError(finding(code, message, hint, file))


def _nearby(path: Path) -> str | None:
    """A file of nearly the same name beside where the path points."""
    from difflib import get_close_matches

    try:
        names = os.listdir(path.parent)  # noqa: PTH208  names alone are asked for
    except OSError:
        return None
    close = get_close_matches(path.name, names, n=1, cutoff=0.8)
    return str(path.parent / close[0]) if close else None
