"""What tests/new_program.py starts is a program: it loads, holds to the structure, and compares bids by price."""

import json
import os
import shutil
import subprocess
import sys

import pytest
from running import ROOT

NAME = "some-city"


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The project with a program that was just started."""
    root = tmp_path_factory.mktemp("project")
    without = shutil.ignore_patterns("__pycache__", "__snapshots__", "fixtures")
    for name in ("lbpp_cli", "tests", "sample_bids"):
        shutil.copytree(ROOT / name, root / name, ignore=without)
    shutil.copy(ROOT / "pyproject.toml", root)
    return root


def run(copy, *arguments, expected=0):
    environment = {**os.environ, "PYTHONPATH": str(copy), "COLUMNS": "80"}
    found = subprocess.run(
        [sys.executable, *arguments],
        cwd=copy,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert found.returncode == expected, found.stdout + found.stderr
    return found.stdout, found.stderr


@pytest.fixture(scope="module")
def started(copy):
    return run(copy, "tests/new_program.py", NAME)[0]


def test_it_says_what_is_to_be_filled_in(copy, started):
    """Each place with its file and line, and there it stands."""
    places = [line.split(":", 2) for line in started.splitlines() if line.startswith("lbpp_cli")]
    assert f"{len(places)} places are to be filled in." in started
    for file, line, what in places:
        assert what.strip() in (copy / file).read_text().splitlines()[int(line) - 1]
    assert not list((copy / "lbpp_cli" / "programs" / "some_city").rglob("*new_program*"))


@pytest.mark.usefixtures("started")
def test_it_is_a_program_like_the_others(copy):
    code = "from lbpp_cli import programs; print(*programs.names()); programs.load('some-city')"
    assert NAME in run(copy, "-c", code)[0].split()
    run(copy, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider", "tests/test_structure.py")
    run(copy, "-m", "ruff", "check", "lbpp_cli/programs/some_city")
    run(copy, "-m", "ruff", "format", "--check", "lbpp_cli/programs/some_city")


@pytest.mark.usefixtures("started")
@pytest.mark.parametrize("kind", ["bid", "proposal"])
def test_it_compares_bids_without_a_preference(copy, kind):
    """The example: $191,500.00 against $198,000.00 of a certified bidder; 92.5 points against 90."""
    run(copy, "-m", "lbpp_cli", "template", f"{kind}.xlsx", "--program", NAME, "--kind", kind)
    result = json.loads(run(copy, "-m", "lbpp_cli", "evaluate", f"{kind}.xlsx", "--format", "json")[0])
    assert result["program"] == NAME
    assert result["findings"] == []
    assert result["award"]["bidder"] == "Example Interiors, Inc."
    assert [one["preference_percent"] for one in result["bids"]] == ["0", "0"]
    for command in ("explain", "whatif"):
        run(copy, "-m", "lbpp_cli", command, f"{kind}.xlsx")
    run(copy, "-m", "lbpp_cli", "memo", f"{kind}.xlsx", "-o", f"{kind}.md")
    run(copy, "-m", "lbpp_cli", "report", f"{kind}.xlsx", "-o", f"{kind}.html")


@pytest.mark.usefixtures("started")
@pytest.mark.parametrize(
    ("name", "why"), [(NAME, "There is a program"), ("Some City", "is no name"), ("", "is no name")]
)
def test_a_name_that_cannot_be(copy, name, why):
    assert why in run(copy, "tests/new_program.py", name, expected=2)[1]
