"""What a hostile or broken file does to the program as a process: a clear finding, a documented status, soon and small.

Each case is run as its user would, in a process of its own whose memory and time are looked at.
"""

import io
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import hostile
import pytest
from make_samples import workbook
from openpyxl import Workbook
from running import ROOT, SAMPLES

MEGABYTES, SECONDS = 300, 20
SOLICITATION = {"Solicitation number": "H-1", "Kind": "Bid", "Contract value": 1_000_000, "Bid due date": "2025-06-02"}


def saved(book):
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def with_bids(*bids, **solicitation):
    return saved(workbook(SOLICITATION | solicitation, list(bids), []))


def named(name):
    """A workbook in which one bidder has that name; the other is above suspicion."""
    return with_bids({"Bidder": name, "Bid amount": 900_000}, {"Bidder": "Plain", "Bid amount": 950_000})


def priced(amount):
    return with_bids({"Bidder": "A", "Bid amount": amount}, {"Bidder": "B", "Bid amount": 950_000})


def many_sheets():
    book = Workbook(write_only=True)
    for number in range(3_000):
        book.create_sheet(f"Sheet {number}")
    return saved(book)


def many_rows():
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(1, 1_000_001))
    return hostile.xlsx(rows)


def deep_texts():
    """A shared text nested far deeper than any program writes."""
    return hostile.xlsx(
        '<row r="1"><c r="A1" t="s"><v>0</v></c></row>', texts=f"<si>{'<r>' * 20_000}<t>x</t>{'</r>' * 20_000}</si>"
    )


def false_count(part, tag):
    """A part that announces a hundred thousand million elements; to make room for them ends the process."""
    parts = hostile.xlsx_parts(
        hostile.worksheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'),
        texts="<si><t>Bidder</t></si>", styles=hostile.PERCENT_STYLES,
    )  # fmt: skip
    parts[part] = re.sub(f"<{tag}\\b", f'<{tag} count="99999999999" uniqueCount="99999999999"', parts[part])
    return hostile.zipped(parts)


CHART = (SAMPLES / "reference_chart.xlsx").read_bytes()
EVALUATED, ERRORS, UNREADABLE = {0, 3}, {1}, {2}
# The file, its name, the statuses that are right for it, and the code of a finding that says why (None: evaluated).
CASES = {
    "zip bomb": (hostile.bomb, "bids.xlsx", UNREADABLE, "file-harmful"),
    "zip bomb that lies about its size": (hostile.lying_bomb, "bids.xlsx", UNREADABLE, "file-damaged|file-harmful"),
    "XML entities": (hostile.with_document_type, "bids.xlsx", UNREADABLE, "file-harmful"),
    "absurd range": (hostile.far_cell, "bids.xlsx", UNREADABLE, "range-absurd"),
    "thousands of sheets": (many_sheets, "bids.xlsx", UNREADABLE, "file-harmful"),
    "a million rows": (many_rows, "bids.xlsx", UNREADABLE, "range-absurd"),
    "deep shared strings": (deep_texts, "bids.xlsx", {1, 2}, "column-missing|file-damaged|file-harmful|sheet-missing"),
    "repeated shared strings": (hostile.repeated_texts, "bids.xlsx", UNREADABLE, "file-harmful"),
    "texts announced without end": (lambda: false_count("xl/sharedStrings.xml", "sst"), "bids.xlsx", {1, 2}, "column-missing|sheet-missing|solicitation-missing"),
    "styles announced without end": (lambda: false_count("xl/styles.xml", "cellXfs"), "bids.xlsx", {1, 2}, "column-missing|sheet-missing|solicitation-missing"),
    "truncated": (lambda: CHART[: len(CHART) // 2], "bids.xlsx", UNREADABLE, "file-damaged"),
    "bit-flipped": (lambda: CHART[:3000] + bytes([CHART[3000] ^ 16]) + CHART[3001:], "bids.xlsx", UNREADABLE, "file-damaged"),
    "empty": (bytes, "bids.xlsx", UNREADABLE, "file-empty"),
    "workbook called csv": (lambda: CHART, "bids.csv", EVALUATED, None),
    "workbook called xls": (lambda: CHART, "bids.xls", EVALUATED, None),
    "csv called xlsx": (lambda: b"Bidder,Bid amount\nA,1\n", "bids.xlsx", UNREADABLE, "not-a-spreadsheet"),
    "password": (hostile.encrypted_office, "bids.xlsx", UNREADABLE, "password"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(5_000), "bids.xlsx", UNREADABLE, "not-a-spreadsheet"),
    "formula as a bidder's name in csv": (
        lambda: b'Bidder,Bid amount\n"=HYPERLINK(""http://x"")",1\n@SUM(A1),2\n', "bids.csv", EVALUATED, None,
    ),
    "control characters": (lambda: named("A\tB"), "bids.xlsx", EVALUATED, None),
    "name of 30,000 characters": (lambda: named("N" * 30_000), "bids.xlsx", EVALUATED, None),
    "right-to-left name": (lambda: named("\u202eشركة البناء\u202c"), "bids.xlsx", EVALUATED, None),
    "combining marks": (lambda: named("e" + "\u0301" * 2_000), "bids.xlsx", EVALUATED, None),
    "1e308": (lambda: priced(1e308), "bids.xlsx", ERRORS, "amount-unreadable"),
    "-1e308": (lambda: priced(-1e308), "bids.xlsx", ERRORS, "amount-unreadable"),
    "1e-308": (lambda: priced(1e-308), "bids.xlsx", ERRORS, "amount-unreadable"),
    "NaN text": (lambda: priced("NaN"), "bids.xlsx", ERRORS, "amount-unreadable"),
    "infinite text": (lambda: priced("Infinity"), "bids.xlsx", ERRORS, "amount-unreadable"),
    "due in 1900": (lambda: with_bids({"Bidder": "A", "Bid amount": 1}, **{"Bid due date": "1900-01-01"}), "bids.xlsx", ERRORS, "rules-unknown"),
    "due in 9999": (lambda: with_bids({"Bidder": "A", "Bid amount": 1}, **{"Bid due date": "9999-12-31"}), "bids.xlsx", EVALUATED, None),
    "csv of one endless line": (lambda: b"Bidder,Bid amount\n" + b"x" * 20_000_000, "bids.csv", {1, 2}, "amount-missing|not-a-spreadsheet"),
    "csv of NULs": (lambda: bytes(1_000_000), "bids.csv", UNREADABLE, "not-a-spreadsheet"),
}  # fmt: skip


# A process begins with the memory of the one that starts it, so that a small one starts what is measured.
STARTER = (
    "import json, resource, subprocess, sys\n"
    "done = subprocess.run(sys.argv[2:], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)\n"
    "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
    "said = done.stdout.decode(errors='backslashreplace')\n"
    "json.dump([done.returncode, said, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024], open(sys.argv[1], 'w'))"
)


def run(*arguments):
    """A run of the program: exit status, what it said, seconds of work, and the most memory that it held, in megabytes."""
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder) / "result.json"
        command = [sys.executable, "-m", "lbpp_cli", *map(str, arguments)]
        subprocess.run([sys.executable, "-S", "-c", STARTER, result, *command], cwd=ROOT, check=True, timeout=300)
        status, said, seconds, megabytes = json.loads(result.read_text())
    return status, said, seconds, megabytes


@pytest.mark.parametrize("case", list(CASES))
def test_a_hostile_file_is_answered_soon_and_small(tmp_path, case):
    build, name, statuses, code = CASES[case]
    path = tmp_path / name
    path.write_bytes(build())
    status, said, seconds, megabytes = run("evaluate", path)
    assert status in statuses, said[:2000]
    assert "Traceback" not in said
    if code:
        assert re.search(f"^error (?:{code})", said, re.MULTILINE), said[:2000]
    assert megabytes < MEGABYTES
    assert seconds < SECONDS


def test_a_parser_that_panics_says_nothing_of_its_own(tmp_path):
    """A day long before the beginning of time makes the parser panic; its talk of threads and backtraces is not for a buyer."""
    rows = '<row r="1"><c r="A1" s="6"><v>-1e308</v></c></row>'
    (tmp_path / "bids.xlsx").write_bytes(hostile.xlsx(rows, styles=hostile.PERCENT_STYLES))
    status, said, *_ = run("evaluate", tmp_path / "bids.xlsx")
    assert (status, "panicked" in said, "backtrace" in said) == (2, False, False)
    assert said.startswith("error file-damaged")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe_is_no_file(tmp_path):
    """It would otherwise be waited for without end."""
    os.mkfifo(tmp_path / "bids.xlsx")
    status, said, seconds, _ = run("evaluate", tmp_path / "bids.xlsx")
    assert (status, "file-not-regular" in said) == (2, True)
    assert seconds < SECONDS


COMMANDS = {
    "explain": [], "whatif": [], "report": ["-o", "made.xlsx"], "memo": ["-o", "made.md"], "verify": [], "check": [],
    "import": ["-o", "made.xlsx"], "recover": ["--bidder", "A", "--paid", "1"],
}  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("kind", ["pipe", "entities"])
def test_every_command_that_reads_refuses_alike(tmp_path, command, kind):
    """A pipe would be waited for without end; entities would be written out without end."""
    path = tmp_path / "bids.xlsx"
    if kind == "entities":
        path.write_bytes(hostile.with_document_type())
    elif hasattr(os, "mkfifo"):
        os.mkfifo(path)
    else:
        pytest.skip("this system has no named pipes")
    more = [tmp_path / one if one.startswith("made") else one for one in COMMANDS[command]]
    status, said, seconds, megabytes = run(command, path, *more)
    assert (status, "Traceback" in said) == (2, False)
    assert re.search("^error (?:file-not-regular|file-harmful|not-a-report)", said, re.MULTILINE), said[:2000]
    assert not list(tmp_path.glob("made*"))
    assert seconds < SECONDS
    assert megabytes < MEGABYTES


def test_a_folder_is_no_file(tmp_path):
    status, said, *_ = run("evaluate", tmp_path)
    assert (status, "file-not-regular" in said) == (2, True)


def test_a_file_that_grows_is_read_once_and_no_further(tmp_path):
    """What is read is what was there; rows that arrive meanwhile do not keep the program reading."""
    path = tmp_path / "bids.csv"
    path.write_text("Bidder,Bid amount\nA,100\n")
    stop = threading.Event()

    def grow():
        with path.open("a") as file:
            number = 0
            while not stop.is_set() and number < 200_000:
                number += 1
                file.write(f"B{number},{number}\n")

    growing = threading.Thread(target=grow)
    growing.start()
    try:
        status, said, seconds, _ = run("evaluate", path, "--format", "json")
    finally:
        stop.set()
        growing.join()
    assert status in {0, 1, 3}, said[-2000:]
    assert "Traceback" not in said
    assert seconds < SECONDS
