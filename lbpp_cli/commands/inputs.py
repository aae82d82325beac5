"""Which file is which input of a report: by its content, then by its name, then by its place in the order."""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from lbpp_cli.money import quoted
from lbpp_cli.read.files import read_file
from lbpp_cli.render.layout import safe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from lbpp_cli.render.receipt import InputReceipt, Receipt


def find_inputs(receipt: Receipt, report: Path, given: Sequence[Path]) -> dict[str, Path]:
    """The file for each role that a receipt names; where none is given, the one of that name, here or by the report.

    Raises:
        typer.BadParameter: a file is missing, or one is given that the receipt does not speak of.
        UnreadableFileError: a file that was given cannot be read.

    """
    if len(given) > len(receipt.inputs):
        named = ", ".join(one.file for one in receipt.inputs)
        raise typer.BadParameter(f"the report was made from {named} alone.", param_hint="INPUT")
    found: dict[str, Path] = {}
    left = list(given)
    hashes = {path: sha256(read_file(path, str(path)).content or b"").hexdigest() for path in left}
    tests = (
        lambda path, one: hashes[path] == one.sha256,
        lambda path, one: path.name == Path(one.file).name,
        lambda path, one: True,  # noqa: ARG005
    )
    for test in tests:
        for one in receipt.inputs:
            match = next((path for path in left if one.role not in found and test(path, one)), None)
            if match is not None:
                found[one.role] = match
                left.remove(match)
    for one in receipt.inputs:
        if one.role not in found:
            found[one.role] = _named(one, report)
    return found


def names_of(paths: Iterable[Path | None]) -> Callable[[Path], str]:
    """How a report names its inputs: without their folders, unless two would have the same name."""
    given = {path.resolve() for path in paths if path is not None}
    return (lambda path: path.name) if len({path.name for path in given}) == len(given) else str


def _named(one: InputReceipt, report: Path) -> Path:
    for path in (Path(one.file), report.parent / Path(one.file).name):
        with suppress(OSError, ValueError):  # a name that no file can have
            if path.is_file():
                return path
    hint = f"Name it: lbpp verify {report} FILE."
    raise typer.BadParameter(f"{safe(quoted(one.file))} is needed and not here. {hint}", param_hint="INPUT")
