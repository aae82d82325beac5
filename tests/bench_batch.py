"""Throughput and memory of batches, as ratios within one run: against a loop that only opens the same workbooks."""

from __future__ import annotations

import compileall
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from threading import Event, Thread

import xlsxwriter

import lbpp_cli

OPEN = """
import sys, openpyxl
from pathlib import Path
first, last = int(sys.argv[2]), int(sys.argv[3])
for path in sorted(Path(sys.argv[1]).iterdir())[first:last]:
    openpyxl.load_workbook(path)
"""


def workbooks(folder: Path, count: int) -> None:
    """Workbooks of 10 bids and 40 subcontractors, all different."""
    folder.mkdir()
    for number in range(count):
        book = xlsxwriter.Workbook(folder / f"b{number:05}.xlsx")
        solicitation = {
            "Solicitation number": f"B-{number}",
            "Title": f"Work {number}",
            "Contract value": 1_000_000,
            "Bid due date": "2025-06-02",
        }
        sheet = book.add_worksheet("Solicitation")
        sheet.write_row(0, 0, ["Field", "Value"])
        for row, line in enumerate(solicitation.items(), start=1):
            sheet.write_row(row, 0, line)
        sheet = book.add_worksheet("Bids")
        sheet.write_row(0, 0, ["Bidder", "Bid amount", "LBE", "CBE", "LSB", "LTE"])
        for n in range(10):
            sheet.write_row(n + 1, 0, [f"Bidder {number}-{n}", 1_000_000 + n * 1_000 + number, "x" if n % 2 else ""])
        sheet = book.add_worksheet("Subcontractors")
        sheet.write_row(0, 0, ["Bidder", "Subcontractor", "Work", "Amount", "LBE", "CBE", "LSB", "LTE"])
        for n in range(40):
            name = f"Bidder {number}-{n % 10}"
            sheet.write_row(n + 1, 0, [name, f"Sub {number}-{n}", "Paving", 100_000 + n + number, "", "", "x"])
        book.close()


def descendants(pid: int) -> list[int]:
    """A process and all that it started, by what /proc says."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(entry.parent.name))
    found = [pid]
    for one in found:
        found += parents.get(one, [])
    return found


def peak(pid: int) -> int:
    """The largest memory in KiB that a process has had."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)


def measured(command: list[str], cores: set[int]) -> tuple[float, int]:
    """The seconds of a command on some cores, and the sum of the largest memory of its processes in KiB."""
    memory: dict[int, int] = {}
    over = Event()
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)  # what is started has the cores of the one who starts it
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
        os.sched_setaffinity(0, before)

        def watch() -> None:
            while not over.wait(0.25):
                memory.update({pid: max(peak(pid), memory.get(pid, 0)) for pid in descendants(run.pid)})

        watcher = Thread(target=watch)
        watcher.start()
        run.wait()
        seconds = time.perf_counter() - start
        over.set()
        watcher.join()
    return seconds, sum(memory.values())


def main(count: int) -> None:
    """Print the ratios for so many workbooks."""
    if not hasattr(os, "sched_setaffinity"):
        print("Batches are measured on Linux alone.")
        return
    # As pip installs it, and as openpyxl is; in an editable installation that may not have been done.
    compileall.compile_dir(Path(lbpp_cli.__file__).parent, quiet=1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        workbooks(folder / "all", count)
        (folder / "tenth").mkdir()
        for path in sorted((folder / "all").iterdir())[: count // 10]:
            (folder / "tenth" / path.name).hardlink_to(path)
        (folder / "open.py").write_text(OPEN)
        first, *others = sorted(os.sched_getaffinity(0))

        def batch(what: str, jobs: int, cores: set[int]) -> tuple[float, int]:
            output = folder / f"{what}-{jobs}.csv"
            command = [
                sys.executable,
                "-m",
                "lbpp_cli",
                "batch",
                str(folder / what),
                "-o",
                str(output),
                "-q",
                "--force",
            ]
            return measured([*command, "--jobs", str(jobs)], cores)

        def opened(begin: int, end: int) -> float:
            command = [sys.executable, str(folder / "open.py"), str(folder / "all"), str(begin), str(end)]
            return measured(command, {first})[0]

        # What is compared goes on by turns: the speed of a machine that others use too changes within minutes.
        half = count // 2
        opening = opened(0, half)
        once, memory = batch("all", 1, {first})
        opening += opened(half, count)
        again, _ = batch("all", 1, {first})
        _, least = batch("tenth", 1, {first})
        alone = (once + again) / 2
        print(f"Batch of {count:,} workbooks of 10 bids and 40 subcontractors, to CSV")
        print(f"  one core            {count / alone:6.0f} files a second")
        print(f"    against a loop that opens them with openpyxl    {opening / alone:5.2f}")
        print(f"    memory, against that of {count // 10:,} files               {memory / least:5.2f}")
        if others:
            together, _ = batch("all", 2, {first, others[0]})
            after, _ = batch("all", 1, {first})
            print(f"  two cores, against one                            {(again + after) / 2 / together:5.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 5_000)
