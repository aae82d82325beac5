"""What is done for one file of a batch, in whatever process it is done."""

from __future__ import annotations

import os
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli import __version__, programs
from lbpp_cli.batch.chunks import TooFineError, chunks_of
from lbpp_cli.findings import UnreadableFileError, finding
from lbpp_cli.from_files import Terms, evaluate_file, unreadable
from lbpp_cli.read.rulebook import read_rulebook
from lbpp_cli.read.source import read_certifications
from lbpp_cli.render.result_rows import status_of
from lbpp_cli.results import BROKE_OFF, TIMED_OUT
from lbpp_cli.status import exit_status

if TYPE_CHECKING:
    from lbpp_cli.model import Evaluation


class Settings(NamedTuple):
    """What a user chose for all files of a batch, in types that any process can be sent.

    ``folder``: where the names of files begin that are not absolute; a process of another machine is elsewhere.
    ``day`` stands for the day, in ISO form, where no due date is stated: the same for all files, also of a batch that
    is gone on with later. ``register``: the SHA-256 of the certifications, once they were read.
    """

    program: str
    program_given: bool
    readings: tuple[tuple[str, str], ...]
    certifications: str | None
    strict: bool
    form: str
    folder: str = ""
    day: str = ""
    register: str | None = None


class Stamp(NamedTuple):
    """By what a file is known to have changed: its size, and when it was last written, in nanoseconds."""

    size: int
    written: int


class Done(NamedTuple):
    """What came of one file: its exit status, its status in a word, and its rows as they stand in the results.

    ``why``: the first error, where nothing was evaluated. ``changed``: whether the preference changed the award;
    None where the program has none.
    """

    path: str
    stamp: Stamp | None
    exit_status: int
    status: str
    changed: bool | None
    why: str
    chunks: tuple[bytes, ...]


def stamp_of(path: str) -> Stamp | None:
    """What a file is now; None where there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116
    except (OSError, ValueError):
        return None
    return Stamp(found.st_size, found.st_mtime_ns)


def do(path: str, settings: Settings) -> Done:
    """Evaluate one file."""
    try:
        terms = _terms(settings)
    except UnreadableFileError as error:
        return _done(path, stamp_of(_place(path, settings)), unreadable(error, _terms_alone(settings)), settings)
    for _ in range(2):  # a file that is being written is read once more
        place = _place(path, settings)
        stamp = stamp_of(place)
        evaluation = evaluate_file(Path(place), terms, lambda _: path, date.fromisoformat(settings.day))
        if stamp_of(place) == stamp:
            try:
                return _done(path, stamp, evaluation, settings)
            except TooFineError as error:
                return _failed(path, settings, "figure-too-fine", str(error), "Write the results as CSV or JSON lines.")
    message = "The file was changed while it was read, twice."
    changing = finding("file-changing", message, "Evaluate it again when nobody writes to it.", path)
    return _done(path, stamp, unreadable(UnreadableFileError(changing), terms), settings)


def timed_out(path: str, settings: Settings, seconds: float) -> Done:
    """What comes of a file that took too long."""
    message = f"The evaluation took longer than {seconds:g} seconds and was ended."
    return _failed(path, settings, TIMED_OUT, message, "Give it more time: --timeout SECONDS; or evaluate it alone.")


def broke_off(path: str, settings: Settings, what: str) -> Done:
    """What comes of a file whose process ended before its evaluation did."""
    message = f"The process that evaluated the file ended before it was done ({what})."
    return _failed(path, settings, BROKE_OFF, message, "Evaluate it alone: lbpp evaluate FILE; look for memory.")


def _failed(path: str, settings: Settings, code: str, message: str, hint: str) -> Done:
    error = UnreadableFileError(finding(code, message, hint, path))
    return _done(path, stamp_of(_place(path, settings)), unreadable(error, _terms_alone(settings)), settings)


def _done(path: str, stamp: Stamp | None, evaluation: Evaluation, settings: Settings) -> Done:
    status = exit_status(evaluation, strict=settings.strict)
    changed: bool | None = bool(evaluation.award and evaluation.award.bidder and evaluation.award.changed_by_preference)
    if not programs.load(evaluation.program).has_preference:
        changed = None
    first = next(iter(evaluation.findings), None) if evaluation.award is None else None
    return Done(
        path,
        stamp,
        status,
        status_of(evaluation, status),
        changed,
        f"{first.cell}: {first.message}" if first and first.cell else first.message if first else "",
        chunks_of(evaluation, status, settings.form),
    )


def _place(path: str, settings: Settings) -> str:
    return os.path.join(settings.folder, path)  # noqa: PTH118  a name stays as it was typed


@lru_cache(maxsize=1)
def _terms(settings: Settings) -> Terms:
    """The terms of a batch; rules and register are read once in each process.

    Raises:
        UnreadableFileError: the register cannot be read, or is another than at the beginning.

    """
    terms, name = _terms_alone(settings), settings.certifications
    if name is None:
        return terms
    register = read_certifications(Path(_place(name, settings)), lambda _: name)
    if settings.register not in {None, register.file.sha256}:
        message = "The register of certifications was changed while the batch was at work."
        raise UnreadableFileError(finding("file-changing", message, "Begin anew: lbpp batch --force.", name))
    return terms._replace(register=register)


def _terms_alone(settings: Settings) -> Terms:
    terms = Terms.of(settings.program, {}, {})
    return terms._replace(readings=dict(settings.readings), program_given=settings.program_given)


def register_of(settings: Settings) -> str | None:
    """The SHA-256 of the register, if there is one.

    Raises:
        UnreadableFileError: it cannot be read.

    """
    register = _terms(settings).register
    return register.file.sha256 if register else None


def _hashes_of_rules(settings: Settings) -> dict[str, str | None]:
    """The SHA-256 of the rules that a file may fall under: where no program was chosen, a sheet may name any."""
    names = [settings.program] if settings.program_given else programs.names()
    return {name: read_rulebook(programs.folder(name)).file.sha256 for name in names}


def key_of(settings: Settings) -> dict[str, object]:
    """What must be the same for a batch to be gone on with: program, version, rules, readings, register, form.

    Raises:
        UnreadableFileError: the register cannot be read.

    """
    hashes = {"rules": _hashes_of_rules(settings), "register": register_of(settings)}
    chosen = {name: value for name, value in settings._asdict().items() if name not in {"folder", "day", "register"}}
    return {"version": __version__, **chosen, **hashes, "readings": dict(settings.readings)}
