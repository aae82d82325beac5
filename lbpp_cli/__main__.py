"""The command ``lbpp``, and ``python -m lbpp_cli``."""

from __future__ import annotations

import gc
import os
import sys

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
        from lbpp_cli.app import build

        build(_called())()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def _called() -> str | None:
    """The command that is called; None where the shell asks what could be typed."""
    return None if "_LBPP_COMPLETE" in os.environ else next(iter(sys.argv[1:]), None)


if __name__ == "__main__":
    main()
