"""Where results go: standard output, or a file that appears under its name only when it is complete."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from pathlib import Path


def page_settings(stream: object) -> tuple[int | None, bool]:
    """The width of a stream (None where it is no terminal) and whether it may be coloured."""
    is_terminal = getattr(stream, "isatty", lambda: False)()
    columns = os.environ.get("COLUMNS", "")
    if columns.isdigit() and int(columns) > 0:
        width: int | None = int(columns)
    elif is_terminal:
        try:
            width = os.get_terminal_size(stream.fileno()).columns or None  # type: ignore[attr-defined]
        except OSError:
            width = 80
    else:
        width = None
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return width, bool(os.environ.get("FORCE_COLOR") or is_terminal) and not plain


def write(text: str, output: Path | None, *, force: bool) -> None:
    """Write a result to standard output or to a file.

    Raises:
        typer.BadParameter: the file exists and ``force`` is not given, or it cannot be written.

    """
    if output is None:
        sys.stdout.write(text)
        return
    write_bytes(text.encode(), output, force=force)


def write_bytes(content: bytes, output: Path, *, force: bool) -> None:
    """Write a file beside its place and rename it, so that nobody ever sees half of it.

    Raises:
        typer.BadParameter: the file exists and ``force`` is not given, or it cannot be written.

    """
    check_writable(output, force=force)
    temporary = output.with_name(f".{output.name}.{os.getpid()}.part")
    try:
        try:
            with temporary.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(output)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise typer.BadParameter(f"{output} cannot be written: {error.strerror or error}.") from None


def check_writable(output: Path, *, force: bool) -> None:
    """Say early that a result could not be written.

    Raises:
        typer.BadParameter: the file exists and ``force`` is not given, or its folder does not exist.

    """
    if output.is_dir():
        raise typer.BadParameter(f"{output} is a folder. Name a file in it.")
    if output.exists() and not output.is_file():
        raise typer.BadParameter(f"{output} is no regular file. Leave --output away to write to standard output.")
    if output.exists() and not force:
        raise typer.BadParameter(f"{output} exists already. Give --force to replace it.")
    if not output.parent.is_dir():
        raise typer.BadParameter(f"There is no folder {output.parent}.")
