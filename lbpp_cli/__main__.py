"""The command ``lbpp``, and ``python -m lbpp_cli``."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typer import Typer
    from typer.models import CommandInfo

INTERRUPTED = 130


def main() -> None:
    """Run the command line."""
    # Nearly all that a start allocates lives to the end; looking for garbage in it costs a tenth of the start.
    gc.set_threshold(100_000)
    # A stream that was closed before the start is None; what is written to it goes nowhere.
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: PTH123, SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        # A name from a bid must print wherever the output goes; what a file's encoding lacks must not end the program.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        from lbpp_cli.app import app

        _only_called(app)
        app()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def _only_called(app: Typer) -> None:
    """Leave the command that is called: Typer builds the options of every command that it knows at every start."""
    called = [info for info in app.registered_commands if sys.argv[1:2] == [_name(info)]]
    if called and "_LBPP_COMPLETE" not in os.environ:
        app.registered_commands = called


def _name(info: CommandInfo) -> str:
    return str(info.name or getattr(info.callback, "__name__", ""))


if __name__ == "__main__":
    main()
