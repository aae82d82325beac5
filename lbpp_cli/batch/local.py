"""Evaluates files in processes of this machine. One that hangs or ends its process costs itself alone.

Each process has a pipe of its own. A pool whose processes share a queue shares its lock too, and one that is killed
while it holds the lock stops all of them.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
import time
from collections import deque
from contextlib import suppress
from itertools import islice
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

from lbpp_cli.batch import task
from lbpp_cli.batch.task import Done

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext

    from lbpp_cli.batch.task import Settings

_STOPPED = 2.0  # seconds without a look at the processes that only a stop explains
# Files that a process has been given at a time. It is more where they are done faster than they are looked at, so that
# the process never waits for one; a process that is at slow ones keeps few from the others.
_LEAST_AHEAD, _MOST_AHEAD = 2, 16
# Seconds in which further answers come together: to be woken for each alone costs both processes what they had at hand.
_GATHERING = 0.03


def evaluated(paths: Iterable[str], settings: Settings, jobs: int, seconds: float) -> Iterator[Done]:
    """What comes of each file, in the order in which they are done. ``seconds``: what one may take."""
    left = iter(paths)
    context = starting()
    workers = [Worker(context, settings) for _ in range(jobs)]
    try:
        for worker in workers * _LEAST_AHEAD:  # by turns: where there are few files, each process has one
            worker.give(islice(left, 1), seconds)
        looked = time.monotonic()
        while busy := [worker for worker in workers if worker.given]:
            room = max(min(worker.deadline for worker in busy) - time.monotonic(), 0)
            begun = time.monotonic()
            ready = wait([worker.pipe for worker in busy], room)
            # Where this process itself was stopped, as by Ctrl-Z, no file took that time.
            now = time.monotonic()
            if begun - looked > _STOPPED or now - begun > room + _STOPPED:
                for worker in busy:
                    worker.deadline += now - looked
            looked = now
            if ready and all(len(worker.given) > 1 for worker in busy):
                time.sleep(_GATHERING)
            for worker in busy:
                done = list(worker.outcomes())
                if not done and worker.deadline <= now:
                    done = [worker.timed_out(seconds)]
                if done:
                    worker.give(islice(left, worker.room()), seconds)
                    yield from done
    finally:
        for worker in workers:
            worker.end()


class Worker:
    """A process that evaluates files one after the other; a new one takes the place of one that ended."""

    def __init__(self, context: BaseContext, settings: Settings) -> None:
        self._context, self._settings = context, settings
        self.given: deque[str] = deque()
        self.deadline = 0.0
        self._ahead = _LEAST_AHEAD
        self._begin()

    def _begin(self) -> None:
        self.pipe, theirs = self._context.Pipe()
        process = self._context.Process(target=serve, args=(theirs, self._settings), daemon=True)  # type: ignore[attr-defined]
        process.start()
        self._process: multiprocessing.process.BaseProcess = process
        theirs.close()

    def give(self, paths: Iterable[str], seconds: float) -> None:
        """Give it further files; the time of the one that it is at begins."""
        for path in paths:
            self.given.append(path)
            self._send(path)
        self.deadline = time.monotonic() + seconds

    def room(self) -> int:
        """How many further files it can be given; it can take more from now on where it had none left."""
        if not self.given:
            self._ahead = min(2 * self._ahead, _MOST_AHEAD)
        return self._ahead - len(self.given)

    def _send(self, path: str) -> None:
        with suppress(OSError):  # that it has ended is seen where its answer is waited for
            self.pipe.send_bytes(os.fsencode(path))

    def outcomes(self) -> Iterator[Done]:
        """What came of the files that it is done with by now, or of the process."""
        while self.given and self._has_answered():
            yield self._outcome()

    def _has_answered(self) -> bool:
        try:
            return self.pipe.poll()
        except OSError:  # that it has ended is an answer too
            return True

    def _outcome(self) -> Done:
        try:
            answer = self.pipe.recv()
        except (EOFError, OSError):
            self._process.join()
            return self._replaced(task.broke_off(self.given[0], self._settings, _ended(self._process.exitcode)))
        path = self.given.popleft()
        return answer if isinstance(answer, Done) else task.broke_off(path, self._settings, str(answer))

    def timed_out(self, seconds: float) -> Done:
        """End the process: its file took too long."""
        return self._replaced(task.timed_out(self.given[0], self._settings, seconds))

    def _replaced(self, done: Done) -> Done:
        """Have another process go on with the files after this one."""
        self.end()
        self.given.popleft()
        self._begin()
        for path in self.given:
            self._send(path)
        return done

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        self._process.join()
        self.pipe.close()


def starting() -> BaseContext:
    """How processes are started: forked from a server that has no threads, where there is one."""
    methods = multiprocessing.get_all_start_methods()
    if "forkserver" not in methods:
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


def _ended(status: int | None) -> str:
    return f"by signal {-status}" if status is not None and status < 0 else f"with status {status}"


def serve(pipe: Connection, settings: Settings) -> None:
    """Evaluate what is asked for until the one who asks is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interruption is for the one who asks
    # What a process loads lives to its end; looking for garbage in it again and again costs a tenth of its time.
    gc.freeze()
    gc.set_threshold(100_000)
    while True:
        try:
            path = os.fsdecode(pipe.recv_bytes())
        except (EOFError, OSError):
            return
        answer: Done | str
        try:
            answer = task.do(path, settings)
        except Exception as error:  # noqa: BLE001  a file costs itself alone, whatever is wrong with it or with us
            answer = f"{type(error).__name__}: {error}"
        try:
            # What the pipe itself pickles might hold open files; to allow for that takes longer than the rest.
            pipe.send_bytes(pickle.dumps(answer))
        except OSError:
            return
