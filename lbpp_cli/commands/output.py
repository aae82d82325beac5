"""Where results go: standard output, or a file that appears under its name only when it is complete."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


def page_settings(stream: object) -> tuple[int | None, bool]:
    """The width of a stream (None where it is no terminal) and whether it may be coloured."""
    is_terminal = getattr(stream, "isatty", lambda: False)()
    columns = os.environ.get("COLUMNS", "")
    if columns.isascii() and columns.isdigit() and int(columns) > 0:
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


def emit(text: str, *, error: bool = False) -> None:
    """Write text to standard output, or to standard error.

    A reader that left early, as ``head`` does, has all that it wanted: nothing is said, and the exit status stays.

    Raises:
        typer.BadParameter: the text cannot be written, as on a full disk.

    """
    stream = sys.stderr if error else sys.stdout
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except OSError as failure:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        raise typer.BadParameter(
            f"the result cannot be written: {failure.strerror}.", param_hint="standard output"
        ) from None


def write(content: str | bytes, output: Path | None, *, force: bool, option: str = "--output") -> None:
    """Write a result to standard output, or to a file that is complete when it appears under its name.

    ``option`` is where that name was given.

    Raises:
        typer.BadParameter: the file exists and ``force`` is not given, or it cannot be written.

    """
    if isinstance(content, str):
        if output is None:
            emit(content)
            return
        content = content.encode(errors="backslashreplace")
    if output is None:
        raise typer.BadParameter("a document needs a file: -o FILE.", param_hint="--output")
    check_writable(output, force=force, option=option)
    place = output.resolve()  # a link stays a link
    temporary = place.with_name(f".{os.getpid()}.lbpp.part")
    try:
        try:
            with temporary.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(place)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise _unwritable(output, error, option) from None


def chosen_form(form: str | None, output: Path | None, forms: Mapping[str, str], files: int) -> str | None:
    """The form of a result: the one that was asked for, or the one that the ending of the output file means.

    ``forms``: what each ending means. ``files``: how many files the result is of.

    Raises:
        typer.BadParameter: the ending means no form, or the form has no place for so many files.

    """
    if form is None and output is not None:
        form = forms.get(output.suffix.lower())
        if form is None:
            message = f"{output} ends in none of {', '.join(forms)}. Choose a form with --format."
            raise typer.BadParameter(message, param_hint="--output")
    if form == "json" and files > 1:
        message = "json is one object; several files give one a line: --format jsonl."
        raise typer.BadParameter(message, param_hint="--format")
    return form


def check_writable(output: Path, *, force: bool, option: str = "--output") -> None:
    """Say early that a result could not be written; ``option`` is where its name was given.

    Raises:
        typer.BadParameter: the file exists and ``force`` is not given, or its folder does not exist.

    """
    try:
        if output.is_dir():
            raise typer.BadParameter(f"{output} is a folder. Name a file in it.", param_hint=option)
        if output.exists() and not output.is_file():
            raise typer.BadParameter(f"{output} is no regular file; - is standard output.", param_hint=option)
        if output.exists() and not force:
            raise typer.BadParameter(f"{output} exists already. Give --force to replace it.", param_hint=option)
        if not output.parent.is_dir():
            raise typer.BadParameter(f"There is no folder {output.parent}.", param_hint=option)
    except OSError as error:
        raise _unwritable(output, error, option) from None


def check_target(output: Path, others: Iterable[Path | None], *, force: bool) -> None:
    """Say before any work that a result could not be written, or would replace what the same command reads or writes.

    Raises:
        typer.BadParameter: as :func:`check_writable` and :func:`refuse_inputs`.

    """
    check_writable(output, force=force)
    refuse_inputs(output, others)


def refuse_inputs(output: Path, others: Iterable[Path | None]) -> None:
    """Never write over what is read, or written, by the same command.

    Raises:
        typer.BadParameter: the output is one of those files.

    """
    if output.resolve() in {path.resolve() for path in others if path is not None}:
        raise typer.BadParameter(f"{output} is an input.", param_hint="--output")


def _unwritable(output: Path, error: OSError, option: str) -> typer.BadParameter:
    return typer.BadParameter(f"{output} cannot be written: {error.strerror or error}.", param_hint=option)
