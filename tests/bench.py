"""Speed, as ratios within one run: what a machine's own speed does to the figures cancels out.

Whole processes are run in turn, and the ratio of the medians is printed; what happens in one process is timed there.
"""

from __future__ import annotations

import io
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLE = Path(__file__).parent.parent / "sample_bids" / "reference_chart.xlsx"

MARKS = ("LBE", "CBE", "LSB", "LTE")

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
    warm = min(rounds, 5)
    seconds: dict[str, list[float]] = {name: [] for name in actions}
    for number in range(rounds + warm):
        for name, action in actions.items():
            start = time.perf_counter()
            action()
            if number >= warm:
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

        documents(sample, Path(folder))
        path = Path(folder) / "bids.xlsx"
        large_workbook(path)
        in_process(path)
        register(Path(folder), path)
    whole_tables()


def documents(sample: str, folder: Path) -> None:
    """Report and memo, as whole processes."""
    made = {"report.xlsx": "report", "report.html": "report", "memo.docx": "memo"}
    commands = {
        name: [sys.executable, "-m", "lbpp_cli", command, sample, "--force", "-o", str(folder / name)]
        for name, command in made.items()
    }
    commands["evaluate"] = [sys.executable, "-m", "lbpp_cli", "evaluate", sample]
    medians = whole_processes(commands, runs=5)
    print("Whole process, documents of the reference chart (medians)")
    for name in made:
        print(
            f"  {name:12} {medians[name] * 1000:6.0f} ms, against lbpp evaluate {medians[name] / medians['evaluate']:5.2f}"
        )
    print(f"  all three    {sum(medians[name] for name in made) * 1000:6.0f} ms")


def in_process(path: Path) -> None:
    """Reading, evaluating and rendering against what openpyxl takes to open the same workbook."""
    import openpyxl

    from lbpp_cli.from_files import Terms, evaluate_file
    from lbpp_cli.read.source import read_tables
    from lbpp_cli.read.tabulation import read_tabulation
    from lbpp_cli.render import as_json

    terms = Terms.of("la-lbpp", {}, {})
    content = path.read_bytes()

    medians = in_one_process(
        {
            "all": lambda: as_json.render(evaluate_file(path, terms)),
            "read": lambda: read_tabulation(read_tables(path), terms.program.form, {}),
            "alone": lambda: unchecked(lambda: evaluate_file(path, terms)),
            "checked": lambda: evaluate_file(path, terms),
            "openpyxl": lambda: openpyxl.load_workbook(io.BytesIO(content)),
        }
    )
    print("In one process, a workbook of 10 bids and 40 subcontractors (medians)")
    print(f"  read, evaluate, render JSON {medians['all'] * 1000:6.2f} ms, {1 / medians['all']:,.0f} a second")
    print(f"    against opening it with openpyxl               {medians['all'] / medians['openpyxl']:5.2f}")
    print(f"    reading alone                                  {medians['read'] / medians['openpyxl']:5.2f}")
    print("  read and evaluate, with all readings and assumptions checked")
    print(f"    against the evaluation alone                   {medians['checked'] / medians['alone']:5.2f}")


def unchecked(evaluate: Callable[[], object]) -> object:
    """An evaluation without looking at what it hangs on: readings, assumptions and pending certifications."""
    with (
        mock.patch("lbpp_cli.evaluate.changing_readings", return_value=(0, ())),
        mock.patch("lbpp_cli.evaluate.assumptions", return_value=()),
        mock.patch("lbpp_cli.evaluate.pending", return_value=()),
    ):
        return evaluate()


def register(folder: Path, path: Path) -> None:
    """Reading and matching a register of 50,000 rows."""
    from openpyxl import Workbook

    from lbpp_cli.from_files import Terms, evaluate_file

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Certifications")
    sheet.append(["Firm", "Certification", "Applied", "Granted", "Expires", "RAMP account"])
    for number in range(50_000):
        name = f"Sub {number}" if number < 40 else f"Firm {number % 9973} of the City, Inc."
        mark = ("LBE", "CBE", "LSB", "LTE")[number % 4] if number >= 40 else "LSB"
        sheet.append([name, mark, date(2022, 1, 3), date(2023, 1, 3), date(2027, 1, 3), f"R{number:06}"])
    book.save(folder / "register.xlsx")
    terms = Terms.of("la-lbpp", {}, {})
    with_register = terms._replace(certifications=folder / "register.xlsx")
    medians = in_one_process(
        {
            "with": lambda: evaluate_file(path, with_register),
            "without": lambda: evaluate_file(path, terms),
        },
        rounds=3,
    )
    print("The same with a register of 50,000 rows")
    print(f"  read and matched in {medians['with'] - medians['without']:5.2f} s")


def whole_tables(bids: int = 1_000_000, compared: int = 5_000) -> None:
    """The rules over whole tables, against the exact engine over the first of the same rows."""
    from multiprocessing import get_context

    # A process of its own: what it holds at most is counted from its start.
    with get_context("spawn").Pool(1) as pool:
        seconds, held, most = pool.apply(measured_frame, (bids,))
    exact = {name: pool_seconds / compared for name, pool_seconds in exact_seconds(bids, compared).items()}
    print(f"evaluate_frame on {bids:,} bids with {3 * bids:,} subcontractors")
    print(f"  {seconds:6.2f} s, {bids / seconds:,.0f} bids a second")
    for name, each in exact.items():
        print(f"    times the rate of the exact engine, {name:26} {each * bids / seconds:7.0f}")
    print(f"  peak memory above that of the libraries, input included, against its input {most / held:5.2f}")


def random_frames(bids: int):
    """Solicitations of five bids, each bid with three subcontractors; the lean forms of the columns."""
    import numpy as np
    import pandas as pd

    chance = np.random.default_rng(1)
    marks = pd.Index([" ".join(name for at, name in enumerate(MARKS) if number >> at & 1) for number in range(16)])
    price = chance.integers(10_000_00, 20_000_000_00, bids // 5).repeat(5) * chance.integers(100, 115, bids) // 100
    files = pd.DataFrame({"file": np.arange(bids // 5), "contract_value_cents": np.full(bids // 5, 200_000_00)})
    table = pd.DataFrame(
        {
            "file": np.arange(bids) // 5,
            "bid": np.arange(bids),
            "bidder": np.arange(bids) % 5,
            "quoted_price_cents": price,
            "counted": pd.Categorical.from_codes(chance.integers(0, 16, bids), marks),
        }
    )
    owner = np.arange(3 * bids) // 3
    subs = pd.DataFrame(
        {
            "bid": owner,
            "cost_cents": np.maximum(price[owner] * chance.integers(1, 33, 3 * bids) // 100, 1),
            "counted": pd.Categorical.from_codes(chance.integers(0, 16, 3 * bids), marks),
        }
    )
    return files, table, subs


def measured_frame(bids: int) -> tuple[float, int, int]:
    """Seconds for all the bids, the bytes of the tables, and the most bytes that were held."""
    import resource

    from lbpp_cli.frame import evaluate_frame

    small = random_frames(1_000)
    evaluate_frame(*small, date=date(2026, 1, 2), readings={})  # loads what it needs
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    given = random_frames(bids)
    held = sum(int(table.memory_usage(index=False, deep=True).sum()) for table in given)
    start = time.perf_counter()
    evaluate_frame(*given, date=date(2026, 1, 2), readings={})
    seconds = time.perf_counter() - start
    return seconds, held, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 - before


def exact_seconds(bids: int, compared: int) -> dict[str, float]:
    """Seconds of the exact engine for the first of the same bids, alone and with all readings and assumptions."""
    from build import LA, LA_RULES, TODAY, bid, sub, tabulation

    from lbpp_cli.evaluate import evaluate

    _, table, subs = random_frames(bids)
    rows = table.head(compared)
    owned: dict[int, list[object]] = {}
    for one in subs.head(3 * compared).itertuples():
        owned.setdefault(one.bid, []).append(sub("S", Decimal(one.cost_cents).scaleb(-2), one.counted.split()))
    given = [
        tabulation(
            *(
                bid(f"B{one.bidder}", Decimal(one.quoted_price_cents).scaleb(-2), one.counted.split(), owned[one.bid])
                for one in group.itertuples()
            ),
            contract_value="200000.00",
            due=None,
        )
        for _, group in rows.groupby("file")
    ]

    def all_of_them() -> None:
        for one in given:
            evaluate(one, LA, LA_RULES, TODAY)

    found = {}
    for name, action in (
        ("the evaluation alone", lambda: unchecked(all_of_them)),
        ("all readings checked", all_of_them),
    ):
        start = time.perf_counter()
        action()
        found[name] = time.perf_counter() - start
    return found


if __name__ == "__main__":
    main()
