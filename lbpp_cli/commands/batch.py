"""``lbpp batch``: many files into tables of results, for scripts and for a decade of files."""

from __future__ import annotations

import os
import signal
import sys
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from lbpp_cli.batch import chunks, paths, task
from lbpp_cli.batch.writers import unfinished
from lbpp_cli.commands.output import check_writable, emit, page_settings, refuse_inputs
from lbpp_cli.findings import UnreadableFileError
from lbpp_cli.render.layout import Page, safe
from lbpp_cli.results import BROKE_OFF, EVALUATED, NEEDS_A_PERSON, REFUSED, TABLES, TIMED_OUT, UNREADABLE
from lbpp_cli.status import UNUSABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from lbpp_cli.batch.journal import Journal
    from lbpp_cli.batch.task import Done, Settings

_NAMED = 10  # files that the summary names
_LONGEST_NAME = 255  # bytes of the name of a file
_LONGEST_PATH = 4_096  # bytes of a path; a longer one is no file anywhere
_WORDS = {
    EVALUATED: "evaluated, one award",
    NEEDS_A_PERSON: "evaluated, but a person must decide",
    REFUSED: "refused: errors in the input",
    UNREADABLE: "not readable",
    TIMED_OUT: "took too long",
    BROKE_OFF: "ended their process",
}


class Options(NamedTuple):
    """How a batch is run; none of it changes what comes out."""

    output: Path
    jobs: int | None
    seconds: float
    scheduler: str | None
    resume: bool
    quiet: bool
    force: bool


def form_of(output: Path) -> str:
    """The form that the ending of the output means.

    Raises:
        typer.BadParameter: the ending means no form, or the name is that of a table beside results.

    """
    form = output.suffix.lower().removeprefix(".")
    if form not in chunks.FORMS:
        endings = ", ".join(f".{one}" for one in chunks.FORMS)
        raise typer.BadParameter(f"{output} ends in none of {endings}.", param_hint="--output")
    if output.stem.endswith(tuple(f".{table}" for table in TABLES)):
        main = output.with_name(output.stem.rpartition(".")[0] + output.suffix)
        raise typer.BadParameter(f"{output} is the name of a table beside {main}; name that.", param_hint="--output")
    return form


def here() -> str:
    """The current folder.

    Raises:
        typer.BadParameter: it is gone.

    """
    try:
        return os.getcwd()  # noqa: PTH109
    except OSError:
        raise typer.BadParameter("the current folder is gone.", param_hint="PATH...") from None


def run(given: Sequence[str], settings: Settings, options: Options) -> int:
    """Evaluate the files and write the tables; gives the highest exit status of the files.

    Raises:
        typer.BadParameter: there is no file, the results cannot be written, or an earlier run was left unfinished.
        KeyboardInterrupt: the batch was interrupted or ended; what was done is kept.

    """
    from filelock import FileLock, Timeout

    from lbpp_cli.batch.writers import places_of

    journal = options.output.with_name(f"{options.output.name}.journal")
    lock = journal.with_name(f"{journal.name}.lock")
    places = places_of(options.output, settings.form)
    _check_places(places, force=options.force or options.resume)
    found = paths.find(given, _listed, [*places, journal, lock])
    _check_inputs(found, places, settings)
    try:
        with FileLock(lock, timeout=0), _terminated_as_interrupted():
            try:
                return _run(found, settings, options, journal)
            finally:
                lock.unlink(missing_ok=True)
    except Timeout:
        raise typer.BadParameter(f"another run is writing {options.output}.", param_hint="--output") from None
    except UnreadableFileError as error:
        raise typer.BadParameter(f"{error.finding.place}: {error}", param_hint="--certifications") from None
    except OSError as error:
        kept = f" What was done is kept: go on with --resume ({journal})." if journal.exists() else ""
        what = f"{error.filename} cannot be written" if error.filename else "the results cannot be written"
        raise typer.BadParameter(f"{what}: {error.strerror or error}.{kept}", param_hint="--output") from None


def _listed() -> Iterator[str]:
    """The names on standard input; none where it is closed."""
    return paths.names_in(sys.stdin.buffer.read() if sys.stdin else b"")


def _check_inputs(found: paths.Found, places: Iterable[Path], settings: Settings) -> None:
    """Refuse to write over what is read; say what gave no file."""
    if found.outputs:
        raise typer.BadParameter(f"{found.outputs[0]} is an input.", param_hint="--output")
    if settings.certifications:
        for place in places:
            refuse_inputs(place, [Path(settings.certifications)])
    for name in found.nothing:
        what = "standard input names no file" if name == "-" else f"{name} holds no workbook or CSV file, or fits none"
        _say(f"note: {what}.")
    for name in found.closed:
        _say(f"{name}: this folder cannot be read; nothing in it was evaluated.")
    if not found.files:
        raise typer.BadParameter("there is nothing to evaluate.", param_hint="PATH...")


def _run(found: paths.Found, settings: Settings, options: Options, place: Path) -> int:
    from lbpp_cli.batch.journal import Journal, NoJournalError, OtherSettingsError
    from lbpp_cli.batch.writers import places_of, write_results

    _check_journal(place, options)
    _check_places(places_of(options.output, settings.form), force=options.force or place.exists())
    key = task.key_of(settings)
    if not all(map(os.path.isabs, found.files)):
        key["folder"] = settings.folder
    try:
        journal = Journal(place, key, settings.day)
    except NoJournalError:
        message = f"{place} is no journal of a batch. Move it away, or replace it with --force."
        raise typer.BadParameter(message, param_hint="--resume") from None
    except OtherSettingsError as error:
        message = f"{place} is of a batch with another {error}. Go on with the same, or begin anew with --force."
        raise typer.BadParameter(message, param_hint="--resume") from None
    settings = settings._replace(day=journal.day, register=task.register_of(settings))
    with journal:
        try:
            _evaluate(found.files, settings, options, journal)
        except KeyboardInterrupt:
            done = sum(journal.has(path, task.stamp_of(path)) for path in found.files)
            _say(f"Interrupted: {done:,} of {len(found.files):,} files are done and kept. Go on with --resume.")
            raise
        tally = Tally()
        write_results(map(tally.counted, journal.records(found.files)), options.output, settings.form)
        journal.remove()
    if not options.quiet:
        _summarise(tally, found, options, settings)
    return max(tally.exit_status, UNUSABLE if found.closed else 0)


def _evaluate(files: Sequence[str], settings: Settings, options: Options, journal: Journal) -> None:
    """Evaluate what has no record yet, or has changed since."""
    from lbpp_cli.batch.progress import progress

    left = [path for path in files if not journal.has(path, task.stamp_of(path))]
    before = len(files) - len(left)
    if before and not options.quiet:
        _say(f"{before:,} of {len(files):,} files were done before.")
    with progress(len(left), before, quiet=options.quiet, say=_say) as advance:
        for done in _outcomes(left, settings, options):
            journal.append(done)
            advance()


def _outcomes(left: Sequence[str], settings: Settings, options: Options) -> Iterator[Done]:
    absurd = [path for path in left if len(os.fsencode(path)) > _LONGEST_PATH]
    for path in absurd:
        yield task.do(path, settings)
    left = [path for path in left if path not in absurd] if absurd else left
    if not left:
        return
    if options.scheduler is None:
        from lbpp_cli.batch import local

        yield from local.evaluated(left, settings, min(options.jobs or _cores(), len(left)), options.seconds)
    else:
        yield from _on_cluster(left, settings, options.scheduler, options.seconds)


def _on_cluster(left: Sequence[str], settings: Settings, address: str, seconds: float) -> Iterator[Done]:
    from lbpp_cli.batch import cluster

    try:
        yield from cluster.evaluated(left, settings, address, seconds)
    except ImportError:
        message = "this needs dask.distributed: pip install 'lbpp-cli[cluster]'."
        raise typer.BadParameter(message, param_hint="--scheduler") from None
    except cluster.ClusterLostError as error:
        message = f"{address}: {error}. What was done is kept: go on with --resume."
        raise typer.BadParameter(message, param_hint="--scheduler") from None


class Tally:
    """Counts what came of the files as their records are written."""

    def __init__(self) -> None:
        self.statuses: Counter[str] = Counter()
        self.changed = 0
        self.with_preference = False
        self.exit_status = 0
        self.troubled: list[Done] = []
        self.changed_since: list[str] = []

    def counted(self, record: Done) -> Done:
        """The record, counted."""
        self.statuses[record.status] += 1
        self.changed += bool(record.changed)
        self.with_preference |= record.changed is not None
        self.exit_status = max(self.exit_status, record.exit_status)
        if record.why and len(self.troubled) < _NAMED:
            self.troubled.append(record._replace(chunks=()))
        if record.stamp != task.stamp_of(record.path):
            self.changed_since.append(record.path)
        return record


def _summarise(tally: Tally, found: paths.Found, options: Options, settings: Settings) -> None:
    """Say what came of the batch."""
    from lbpp_cli.batch.writers import places_of

    written = [str(place) for place in places_of(options.output, settings.form)]
    counts = [(tally.statuses[status], words) for status, words in _WORDS.items() if tally.statuses[status]]
    if tally.with_preference:
        counts.append((tally.changed, "of the awards changed by the preference"))
    width = max(len(f"{count:,}") for count, _ in counts)
    _say(f"{len(found.files):,} {'file' if len(found.files) == 1 else 'files'}: {', '.join(written)}")
    for count, words in counts:
        _say(f"  {count:>{width},}  {words}")
    for record in tally.troubled:
        _say(f"{record.path}: {record.why}")
    not_evaluated = sum(tally.statuses[status] for status in _WORDS if status not in {EVALUATED, NEEDS_A_PERSON})
    if not_evaluated > len(tally.troubled):
        where = written[1] if len(written) > 1 else f"the sheet Files of {written[0]}"
        _say(f"… and {not_evaluated - len(tally.troubled):,} more, each with its findings in {where}.")
    for count, words in (
        (found.passed_over, "in the folders passed over: no spreadsheet, or results of lbpp as CSV"),
        (found.again, "named more than once, evaluated once"),
        (len(tally.changed_since), "changed after it was read; the results are of what was read"),
    ):
        if count:
            _say(f"note: {count:,} {'file' if count == 1 else 'files'} {words}.")


def _check_journal(journal: Path, options: Options) -> None:
    """Begin anew, or go on, only as the user says."""
    if journal.exists() and not options.resume:
        if not options.force:
            message = (
                f"{journal} holds what an unfinished run has done. Go on with --resume, or begin anew with --force."
            )
            raise typer.BadParameter(message, param_hint="--output")
        journal.unlink()


def _check_places(places: Iterable[Path], *, force: bool) -> None:
    """Say before any work that the results could not be written."""
    for place in places:
        check_writable(place, force=force)
        if len(os.fsencode(unfinished(place).name)) > _LONGEST_NAME:
            raise typer.BadParameter(f"the name {place.name} is too long.", param_hint="--output")


def _cores() -> int:
    """The cores that this process may use."""
    affinity: Callable[[int], set[int]] | None = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


@contextmanager
def _terminated_as_interrupted() -> Iterator[None]:
    """Ended by the system, or with its terminal closed, a batch keeps what it has as when it is interrupted."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    names = [one for one in ("SIGTERM", "SIGHUP") if hasattr(signal, one)]
    before = {name: signal.signal(getattr(signal, name), interrupt) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)


def _say(text: str) -> None:
    """Say something to the person at the terminal."""
    lines = Page(*page_settings(sys.stderr)).paragraph(safe(text.lstrip()), len(text) - len(text.lstrip()), hanging=2)
    emit("".join(f"{line}\n" for line in lines), error=True)
