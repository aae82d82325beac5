"""Evaluates files on the machines of a cluster, by the futures of dask.distributed."""

from __future__ import annotations

import threading
from itertools import islice
from typing import TYPE_CHECKING, Any

from lbpp_cli.batch import task

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from distributed import Client, Future

    from lbpp_cli.batch.task import Done, Settings

_AHEAD = 8  # files that wait for each thread of the cluster
_SECONDS_TO_CONNECT = 10


class ClusterLostError(Exception):
    """There is no scheduler at the address, or it went away."""


def evaluated(paths: Iterable[str], settings: Settings, address: str, seconds: float) -> Iterator[Done]:
    """What comes of each file, in the order in which they are done. ``seconds``: what one may take.

    The machines of the cluster must see the files under the same names, and have this program.

    Raises:
        ImportError: dask.distributed is not installed.
        ClusterLostError: there is no scheduler at that address, or it went away.

    """
    from distributed import Client, as_completed

    try:
        client = Client(address, timeout=_SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterLostError(str(error)) from None
    with client:
        left = iter(paths)
        waiting: dict[Future[Any], str] = {}
        completed = as_completed(_submitted(client, left, settings, seconds, waiting), loop=client.loop)
        for future in completed:
            yield _outcome(future, waiting.pop(future), settings, seconds)
            completed.update(_submitted(client, left, settings, seconds, waiting))


def _submitted(
    client: Client, left: Iterator[str], settings: Settings, seconds: float, waiting: dict[Future[Any], str]
) -> list[Future[Any]]:
    """As many further files as keep every thread of the cluster at work."""
    room = max(sum(client.nthreads().values()), 1) * _AHEAD
    submitted = []
    for path in islice(left, max(room - len(waiting), 0)):
        future = client.submit(do_within, path, settings, seconds, pure=False)
        waiting[future] = path
        submitted.append(future)
    return submitted


def _outcome(future: Future[Any], path: str, settings: Settings, seconds: float) -> Done:
    from distributed import KilledWorker

    if future.cancelled() or future.status == "lost":
        raise ClusterLostError("the scheduler went away")
    error = future.exception()
    if isinstance(error, TimeoutError):
        return task.timed_out(path, settings, seconds)
    if isinstance(error, KilledWorker):
        return task.broke_off(path, settings, "each machine that tried was lost")
    if error is not None:
        return task.broke_off(path, settings, f"{type(error).__name__}: {error}")
    done: Done = future.result()
    return done


def do_within(path: str, settings: Settings, seconds: float) -> Done:
    """Evaluate one file on a machine of the cluster.

    A cluster has no way to end a task, so one that takes too long is left behind in a thread of its own.

    Raises:
        TimeoutError: it takes longer.

    """
    found: list[Done | Exception] = []

    def work() -> None:
        try:
            found.append(task.do(path, settings))
        except Exception as error:  # noqa: BLE001  it is raised again where it is waited for
            found.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(seconds)
    if not found:
        raise TimeoutError
    if isinstance(found[0], Exception):
        raise found[0]
    return found[0]
