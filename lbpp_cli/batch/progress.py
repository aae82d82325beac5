"""Says how far a batch has come: a bar on a terminal, one line a minute elsewhere."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_EVERY = 60.0  # seconds between two lines where there is no terminal


@contextmanager
def progress(total: int, before: int, *, quiet: bool, say: Callable[[str], None]) -> Iterator[Callable[[], None]]:
    """Something to call for each file that is done. ``before``: how many were done in an earlier run."""
    if quiet or not total:
        yield lambda: None
    elif sys.stderr.isatty():
        yield from _bar(total, before)
    else:
        yield _lines(total, before, say)


def _bar(total: int, before: int) -> Iterator[Callable[[], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task
    from rich.text import Text

    class Pace(ProgressColumn):
        """From the beginning on: files come several at a time, so that between two of them there is no time at all."""

        def render(self, task: Task) -> Text:
            done = int(task.completed) - before
            return Text(_pace(done, total - done, task.elapsed) if done and task.elapsed else "")

    columns = ("Evaluating", BarColumn(), MofNCompleteColumn(), Pace())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        files = bar.add_task("", total=total + before, completed=before)
        yield lambda: bar.advance(files)


def _lines(total: int, before: int, say: Callable[[str], None]) -> Callable[[], None]:
    start = last = time.monotonic()
    done = 0

    def advance() -> None:
        nonlocal done, last
        done += 1
        now = time.monotonic()
        if now - last >= _EVERY:
            last = now
            say(f"{before + done:,} of {before + total:,} files, {_pace(done, total - done, now - start)}.")

    return advance


def _pace(done: int, left: int, seconds: float) -> str:
    rate = done / seconds
    return f"{rate:,.0f} a second, {_clock(left / rate)} left"


def _clock(seconds: float) -> str:
    minutes, seconds_left = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds_left:02}"
