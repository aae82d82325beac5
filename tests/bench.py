"""Speed, as ratios within one run: what a machine's own speed does to the figures cancels out.

Whole processes are run in turn, and the ratio of the medians is printed; what happens in one process is timed there.
"""

from __future__ import annotations

import io
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SAMPLE = Path(__file__).parent.parent / "sample_bids" / "reference_chart.xlsx"

DO_NOTHING = """
import typer
app = typer.Typer()
@app.command()
def main(file: str) -> None:
    pass
app()
"""

WITH_PANDAS = """
import typer
app = typer.Typer()
@app.command()
def main(file: str) -> None:
    import pandas
    for sheet in pandas.read_excel(file, sheet_name=None).values():
        print(sheet)
app()
"""


def whole_processes(commands: dict[str, list[str]], runs: int = 15) -> dict[str, float]:
    """The median seconds of each command as a whole process; they take turns."""
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(runs + 1):
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
            if number:  # the first round warms up
                seconds[name].append(time.perf_counter() - start)
    return {name: statistics.median(taken) for name, taken in seconds.items()}


def in_one_process(actions: dict[str, object], rounds: int = 40) -> dict[str, float]:
    """The median seconds of each action; they take turns."""
    seconds: dict[str, list[float]] = {name: [] for name in actions}
    for number in range(rounds + 5):
        for name, action in actions.items():
            start = time.perf_counter()
            action()
            if number >= 5:
                seconds[name].append(time.perf_counter() - start)
    return {name: statistics.median(taken) for name, taken in seconds.items()}


def large_workbook(path: Path) -> None:
    """10 bids with 4 subcontractors each."""
    from make_samples import workbook

    bids = [
        {"Bidder": f"Bidder {n}", "Bid amount": 1_000_000 + n * 1_000, "LBE": "x" if n % 2 else None}
        for n in range(10)
    ]  # fmt: skip
    subcontractors = [
        {"Bidder": f"Bidder {n % 10}", "Subcontractor": f"Sub {n}", "Work": "Paving", "Amount": 100_000 + n, "LSB": "x"}
        for n in range(40)
    ]
    workbook(
        {"Solicitation number": "B-1", "Contract value": 1_000_000, "Bid due date": "2025-06-02"}, bids, subcontractors
    ).save(path)


def main() -> None:
    """Print the ratios."""
    python = sys.executable
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "nothing.py").write_text(DO_NOTHING)
        (Path(folder) / "pandas_reader.py").write_text(WITH_PANDAS)
        sample = str(SAMPLE)
        medians = whole_processes(
            {
                "lbpp": [python, "-m", "lbpp_cli", "evaluate", sample],
                "json": [python, "-m", "lbpp_cli", "evaluate", sample, "--format", "json"],
                "nothing": [python, f"{folder}/nothing.py", sample],
                "pandas": [python, f"{folder}/pandas_reader.py", sample],
            }
        )
        print("Whole process, lbpp evaluate on the reference chart (medians)")
        for name, label in (("lbpp", "for reading"), ("json", "as JSON")):
            print(f"  {label:12} {medians[name] * 1000:6.0f} ms")
            print(f"    against a Typer command that does nothing      {medians[name] / medians['nothing']:5.2f}")
            print(f"    against a Typer command with pandas.read_excel {medians[name] / medians['pandas']:5.2f}")

        path = Path(folder) / "bids.xlsx"
        large_workbook(path)
        in_process(path)


def in_process(path: Path) -> None:
    """Reading, evaluating and rendering against what openpyxl takes to open the same workbook."""
    import openpyxl

    from lbpp_cli.commands.evaluate import Terms, evaluate_file
    from lbpp_cli.read.source import read_tables
    from lbpp_cli.render import as_json

    terms = Terms.of("la-lbpp", {}, {})
    content = path.read_bytes()

    medians = in_one_process(
        {
            "all": lambda: json.loads(as_json.render(evaluate_file(path, None, terms))),
            "read": lambda: read_tables(path),
            "openpyxl": lambda: openpyxl.load_workbook(io.BytesIO(content)),
        }
    )
    print("In one process, a workbook of 10 bids and 40 subcontractors (medians)")
    print(f"  read, evaluate, render JSON {medians['all'] * 1000:6.2f} ms, {1 / medians['all']:,.0f} a second")
    print(f"    against opening it with openpyxl {medians['all'] / medians['openpyxl']:5.2f}")
    print(f"    reading alone                    {medians['read'] / medians['openpyxl']:5.2f}")


if __name__ == "__main__":
    main()
