"""Every console block in the README and in the programs' own pages says what the program says."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from running import ROOT, SAMPLES

PAGES = [ROOT / "README.md", *(ROOT / "lbpp_cli").rglob("*.md")]
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks():
    for page in PAGES:
        for number, block in enumerate(BLOCK.findall(page.read_text()), start=1):
            yield pytest.param(block, id=f"{page.relative_to(ROOT)}-{number}")


def commands(block):
    """The commands of a block, each with what it is said to print."""
    command, expected = None, []
    for line in block.splitlines():
        if line.startswith("$ "):
            if command:
                yield command, expected
            command, expected = line[2:], []
        elif command and not expected and command.endswith("\\"):
            command = f"{command[:-1].rstrip()} {line.lstrip('> ')}"
        elif command and not expected and line.startswith("> "):
            command = f"{command}\n{line[2:]}"
        else:
            expected.append(line)
    yield command, expected


def matches(printed, expected):
    """Whether the lines are the same; a line that is ``...`` stands for any number of lines."""
    pattern = "".join("(?:.*\n)*" if line == "..." else f"{re.escape(line)}\n" for line in expected)
    return re.fullmatch(pattern, printed) is not None


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory):
    """A folder with the samples, as after a checkout; the blocks of a page run in it one after the other."""
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(SAMPLES, folder / "sample_bids")
    return folder


@pytest.mark.parametrize("block", list(blocks()))
def test_console_block(block, elsewhere):
    if "$ jq " in block and shutil.which("jq") is None:
        pytest.skip("jq is not installed")
    environment = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(elsewhere),
        "LANG": "C.UTF-8",
        "COLUMNS": "80",
    }
    for command, expected in commands(block):
        run = subprocess.run(
            ["bash", "-c", command], cwd=elsewhere, env=environment, text=True, check=False, timeout=120,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        assert matches(run.stdout, expected), run.stdout
