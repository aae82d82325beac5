"""Runs the program as its user does, in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "sample_bids"


def lbpp(*arguments, cwd=ROOT, columns=None, **environment):
    """A finished run of the program; ``columns``: the width it is told, None for a pipe of no width."""
    settings = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "LANG": "C.UTF-8", **environment}
    if columns:
        settings["COLUMNS"] = str(columns)
    command = [sys.executable, "-m", "lbpp_cli", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, env=settings, capture_output=True, text=True, check=False, timeout=60)


def as_seen(finished):
    """What a person sees of a run: exit status, standard output, standard error."""
    return f"exit status {finished.returncode}\n--- stdout\n{finished.stdout}--- stderr\n{finished.stderr}"
