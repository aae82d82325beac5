"""Batches: what is found, what comes out, and that nothing which was done is ever lost."""

import csv
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from decimal import Decimal
from multiprocessing import Pipe
from pathlib import Path
from threading import Thread
from types import SimpleNamespace

import pytest
from filelock import FileLock
from hypothesis import given, settings
from hypothesis import strategies as st
from make_samples import workbook
from running import SAMPLES, as_seen, lbpp

from lbpp_cli.batch import local, progress, task
from lbpp_cli.batch.journal import Journal, OtherSettingsError
from lbpp_cli.batch.task import Settings
from lbpp_cli.read.results import read_results
from lbpp_cli.render.kept_rows import kept_rows

CHART, TIE = SAMPLES / "reference_chart.xlsx", SAMPLES / "tie.xlsx"
FORMS = ("csv", "jsonl", "parquet", "xlsx")
IN_CSV = Settings(
    "la-lbpp", program_given=True, readings=(), certifications=None, strict=False, form="csv", day="2026-01-02"
)


@pytest.fixture
def awards(tmp_path):
    """A folder of a few files of every outcome, in a tree, among other things that lie in folders."""
    folder = tmp_path / "awards"
    (folder / "2025" / "spring").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    shutil.copy(CHART, folder / "b_chart.xlsx")
    shutil.copy(TIE, folder / "2025" / "tie.xlsx")
    shutil.copy(SAMPLES / "many_errors.xlsx", folder / "2025" / "spring" / "errors.xlsx")
    shutil.copy(SAMPLES / "small_contract.xlsx", folder / "a_small.xlsx")
    shutil.copy(CHART, folder / ".hidden" / "chart.xlsx")
    (folder / "~$b_chart.xlsx").write_bytes(b"lock")
    (folder / "notes.txt").write_text("not a bid")
    (folder / "broken.xlsx").write_bytes(b"PK\3\4 and no more")
    return folder


def words(said):
    """What was said, without the lines and the frame that a terminal breaks it into."""
    return " ".join(said.replace("│", " ").split())


def rows(path):
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def test_as_seen(awards, snapshot):
    """One row a bid, one a file, one a subcontractor; the summary; the highest exit status."""
    done = lbpp("batch", "awards", "-o", "results.csv", cwd=awards.parent, columns=80)
    assert as_seen(done) == snapshot
    for name in ("results.csv", "results.files.csv", "results.subcontractors.csv", "results.ledger.csv"):
        assert (awards.parent / name).read_text() == snapshot(name=name)
    assert sorted(path.name for path in awards.parent.iterdir()) == [
        "awards", "results.csv", "results.files.csv", "results.ledger.csv", "results.subcontractors.csv",
    ]  # fmt: skip


def test_rows_of_bids_are_those_of_evaluate(awards):
    """The first columns are those of ``lbpp evaluate --format csv``, figure for figure."""
    files = ["a_small.xlsx", "b_chart.xlsx", "2025/tie.xlsx"]
    lbpp("batch", *files, "-o", "results.csv", cwd=awards)
    evaluated = lbpp("evaluate", *files, "--format", "csv", cwd=awards).stdout.splitlines()
    expected = list(csv.reader(evaluated))
    found = [list(row.values())[: len(expected[0])] for row in rows(awards / "results.csv")]
    assert found == expected[1:]


@pytest.mark.parametrize("form", FORMS)
def test_all_forms_hold_the_same(form, awards):
    """Read back, each form gives the figures of the Rules' own chart: A 930,000, B 950,475, C 918,000, D 924,000."""
    done = lbpp("batch", "b_chart.xlsx", "a_small.xlsx", "broken.xlsx", "-o", f"r.{form}", cwd=awards)
    assert done.returncode == 2, done.stderr
    found = read_results(awards / f"r.{form}", kept_rows)
    assert list(found.files["file"]) == ["b_chart.xlsx", "a_small.xlsx", "broken.xlsx"]
    assert list(found.files["status"]) == ["evaluated", "evaluated", "unreadable"]
    chart = found.bids[found.bids["file"] == "b_chart.xlsx"]
    assert [Decimal(str(price)) for price in chart["evaluated_price"]] == [
        Decimal("930000.00"), Decimal("950475.00"), Decimal("918000.00"), Decimal("924000.00"),
    ]  # fmt: skip
    assert list(chart["awarded"]) == [False, False, True, False]


def test_json_lines_are_evaluations(awards):
    """Each line is what ``lbpp evaluate --format jsonl`` gives."""
    lbpp("batch", "b_chart.xlsx", "broken.xlsx", "-o", "r.jsonl", cwd=awards)
    lines = (awards / "r.jsonl").read_text().splitlines()
    evaluated = lbpp("evaluate", "b_chart.xlsx", "broken.xlsx", "--format", "jsonl", cwd=awards).stdout.splitlines()
    assert [json.loads(line) for line in lines] == [json.loads(line) for line in evaluated]
    assert (
        json.loads((awards / "r.files.jsonl").read_text().splitlines()[0])["readings"]["tenths"] == "each-subcontractor"
    )


@pytest.mark.parametrize(
    ("given", "fed", "files"),
    [
        (["b_chart.xlsx", "a_small.xlsx"], "", ["b_chart.xlsx", "a_small.xlsx"]),
        (["2025"], "", ["2025/tie.xlsx", "2025/spring/errors.xlsx"]),
        (["*_*.xlsx"], "", ["a_small.xlsx", "b_chart.xlsx"]),
        (["**/*.xlsx"], "", ["2025/spring/errors.xlsx", "2025/tie.xlsx", "a_small.xlsx", "b_chart.xlsx", "broken.xlsx"]),
        (["-"], "b_chart.xlsx\n2025\n", ["b_chart.xlsx", "2025/tie.xlsx", "2025/spring/errors.xlsx"]),
        (["-"], "b_chart.xlsx\0a_small.xlsx\0", ["b_chart.xlsx", "a_small.xlsx"]),
        (["b_chart.xlsx", "./b_chart.xlsx", "*chart*"], "", ["b_chart.xlsx"]),
    ],
    ids=["files", "folder", "pattern", "any-depth", "list", "list-of-find", "named-again"],
)  # fmt: skip
def test_which_files(given, fed, files, awards):
    """The order of the output is the order of the input; hidden files and locks are passed over; each file once."""
    command = [sys.executable, "-m", "lbpp_cli", "batch", *given, "-o", "r.csv", "--quiet"]
    subprocess.run(command, cwd=awards, input=fed, text=True, check=False, timeout=60)
    assert [row["file"] for row in rows(awards / "r.files.csv")] == files


def test_own_results_are_no_input(awards):
    """Results that lie in the folder are not read by the run that replaces them."""
    first = lbpp("batch", ".", "-o", "r.csv", cwd=awards)
    again = lbpp("batch", ".", "-o", "r.csv", "--force", cwd=awards)
    assert first.stderr == again.stderr


def test_what_is_missing_is_named(awards):
    """A file that is not there has its row; a pattern that fits nothing is said; nothing at all is a usage error."""
    done = lbpp("batch", "gone.xlsx", "no*.ods", "b_chart.xlsx", "-o", "r.csv", cwd=awards)
    assert done.returncode == 2
    assert "no*.ods holds no workbook or CSV file, or fits none" in words(done.stderr)
    assert "gone.xlsx: There is no such file." in done.stderr
    assert [row["status"] for row in rows(awards / "r.files.csv")] == ["unreadable", "evaluated"]
    assert lbpp("batch", "no*.ods", "-o", "s.csv", cwd=awards).returncode == 2
    assert not (awards / "s.csv").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("b_chart.xlsx", "a_small.xlsx", "-o", "a_small.xlsx"),
        ("b_chart.xlsx", "--certifications", "register.csv", "-o", "register.csv"),
        ("b_chart.xlsx", "--certifications", "r.files.csv", "-o", "r.csv"),
    ],
    ids=["bids", "register", "companion"],
)
def test_no_input_is_written_over(arguments, awards):
    for name in ("register.csv", "r.files.csv"):
        (awards / name).write_text("Firm,Certification,Granted\nBidder C,LBE,2024-01-02\n")
    before = {path: path.read_bytes() for path in awards.iterdir() if path.is_file()}
    done = lbpp("batch", *arguments, "--force", cwd=awards)
    assert (done.returncode, "is an input" in words(done.stderr)) == (2, True), done.stderr
    assert {path: path.read_bytes() for path in awards.iterdir() if path.is_file()} == before


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such files")
def test_odd_things_in_folders(awards):
    """Linked folders are entered, links that lead back are not; a pipe is not waited for."""
    os.mkfifo(awards / "pipe.csv")
    (awards / "2025" / "back").symlink_to(awards)
    other = awards.parent / "other"
    other.mkdir()
    shutil.copy(CHART, other / "linked.xlsx")
    (awards / "2025" / "link").symlink_to(other)
    lbpp("batch", ".", "-o", "../r.csv", cwd=awards)
    found = {row["file"]: row["status"] for row in rows(awards.parent / "r.files.csv")}
    assert found.pop("./pipe.csv") == "unreadable"
    assert found.pop("./2025/link/linked.xlsx") == "evaluated"
    assert not any("back" in name for name in found)


def test_long_lines_in_a_list(awards):
    """What is too long for a path is a file that is not there, and holds nothing up."""
    command = [sys.executable, "-m", "lbpp_cli", "batch", "-", "-o", "r.csv", "-q", "-j", "1"]
    fed = "\n".join([*(f"{number}{'x' * 100_000}" for number in range(6)), "b_chart.xlsx"])
    subprocess.run(command, cwd=awards, input=fed, text=True, check=False, timeout=60)
    assert [row["status"] for row in rows(awards / "r.files.csv")] == ["unreadable"] * 6 + ["evaluated"]


def test_no_list_and_no_journal(awards):
    """A closed standard input is an empty list; another file where the journal belongs is said."""
    run = subprocess.run(
        [sys.executable, "-m", "lbpp_cli", "batch", "-", "-o", "r.csv"], cwd=awards, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert (run.returncode, "there is nothing to evaluate" in words(run.stderr)) == (2, True)
    for content in ("hello\n", "[1]\n", "{}\n"):
        (awards / "r.csv.journal").write_text(content)
        done = lbpp("batch", "b_chart.xlsx", "-o", "r.csv", "--resume", cwd=awards)
        assert (done.returncode, "is no journal of a batch" in words(done.stderr)) == (2, True), done.stderr
        assert not (awards / "r.csv.journal.lock").exists()


def test_what_a_cell_of_a_workbook_does_not_hold(tmp_path):
    """Long names are refused by file, long lists of findings say what is left off, old dates stay as text."""
    (tmp_path / "long.csv").write_text(f"Bidder,Bid amount\n{'N' * 40_000},200000\n")
    (tmp_path / "bad.csv").write_text("Bidder,Bid amount\n" + "".join(f"B{n},x{n}\n" for n in range(400)))
    terms = {"Contract value": 200_000, "Bid due date": "0001-01-01"}
    workbook(terms, [{"Bidder": "A", "Bid amount": 190_000}], []).save(tmp_path / "old.xlsx")
    lbpp("batch", ".", "-o", "r.xlsx", cwd=tmp_path)
    found = read_results(tmp_path / "r.xlsx", kept_rows).files.set_index("file")
    assert found.loc["./long.csv", "status"] == "unreadable"
    assert json.loads(found.loc["./bad.csv", "findings"])[-1]["code"] == "findings-left-off"
    assert str(found.loc["./old.xlsx", "due"]) == "0001-01-01"


def test_settings_hold_for_all_files(awards):
    """Readings and --strict reach the processes that evaluate."""
    lbpp("batch", "b_chart.xlsx", "-o", "r.jsonl", "--reading", "tenths=pooled", cwd=awards)
    chosen = {one["id"]: one["chosen"] for one in json.loads((awards / "r.jsonl").read_text())["readings"]}
    assert chosen["tenths"] == "pooled"
    assert lbpp("batch", "b_chart.xlsx", "-o", "s.csv", cwd=awards).returncode == 0
    strict = lbpp("batch", "b_chart.xlsx", "-o", "t.csv", "--strict", cwd=awards)
    assert strict.returncode == lbpp("evaluate", "b_chart.xlsx", "--strict", cwd=awards).returncode


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such names")
@pytest.mark.parametrize("form", FORMS)
def test_names_of_all_kinds(form, tmp_path):
    """Names that are no text, that hold a line break, or that a spreadsheet would carry out."""
    names = [b"bad\xff.xlsx", b"two\nlines.xlsx", b"=cmd.xlsx", "ñandú ☃.xlsx".encode(), b"[x].xlsx", b"q'\"uote.xlsx"]
    for name in names:
        shutil.copy(CHART, os.fsencode(tmp_path) + b"/" + name)
    done = lbpp("batch", ".", "-o", f"r.{form}", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    found = read_results(tmp_path / f"r.{form}", kept_rows)
    assert len(found.files) == len(set(found.files["file"])) == len(names)
    assert set(found.files["status"]) == {"evaluated"}
    assert len(found.bids) == 4 * len(names)


def test_a_register_judges_all_files(awards):
    """A register in a file of its own is read once for all files, and gives what it gives to each alone."""
    register = awards / "register.csv"
    register.write_text("Firm,Certification,Granted,Expires\nBidder C,LBE,2024-01-02,2027-01-02\n")
    for number in range(3):
        shutil.copy(CHART, awards / f"copy{number}.xlsx")
    files = [f"copy{number}.xlsx" for number in range(3)]
    lbpp("batch", *files, "-o", "r.csv", "--certifications", "register.csv", cwd=awards)
    alone = lbpp("evaluate", *files, "--format", "csv", "--certifications", "register.csv", cwd=awards)
    expected = list(csv.reader(alone.stdout.splitlines()))[1:]
    assert [list(row.values())[:14] for row in rows(awards / "r.csv")] == expected
    missing = lbpp("batch", *files, "-o", "s.csv", "--certifications", "gone.csv", cwd=awards)
    assert (missing.returncode, "There is no such file." in missing.stderr) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "r.pdf"], "ends in none of .csv, .jsonl, .parquet, .xlsx"),
        (["-o", "taken.csv"], "exists already"),
        (["-o", "gone/r.csv"], "There is no folder"),
        (["-o", "."], "ends in none of"),
        (["-o", "r.csv", "--jobs", "0"], "--jobs"),
        (["-o", "r.csv", "--timeout", "inf"], "--timeout"),
        (["-o", "r.files.csv"], "name that"),
        (["-o", f"{'n' * 240}.csv"], "is too long"),
        (["-o", "r.csv", "--scheduler", "tcp://127.0.0.1:1"], "127.0.0.1:1"),
    ],
    ids=["ending", "exists", "no-folder", "folder", "jobs", "timeout", "companion", "long-name", "scheduler"],
)
def test_usage(arguments, said, awards):
    (awards / "taken.csv").write_text("mine")
    done = lbpp("batch", "b_chart.xlsx", *arguments, cwd=awards)
    assert (done.returncode, said in words(done.stderr)) == (2, True), done.stderr
    assert (awards / "taken.csv").read_text() == "mine"


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_other_tables_are_no_bids(form, awards):
    """Results that lie among the bids, and a list of subcontractors with their costs, are never ranked as bids."""
    lbpp("batch", "b_chart.xlsx", "-o", f"r.{form}", cwd=awards)
    shutil.copy(SAMPLES / "csv_subcontractors.csv", awards / "subs.csv")
    again = lbpp("evaluate", f"r.{form}", "subs.csv", "--contract-value", "1000000", cwd=awards)
    assert again.returncode == 1
    assert "This holds results of lbpp, not bids." in again.stderr
    assert "This is a list of subcontractors" in again.stderr
    assert not again.stdout
    lbpp("participation", SAMPLES / "newyork_library.xlsx", "paid.xlsx", "--template", cwd=awards)
    for other in (SAMPLES / "monitoring_outreach.xlsx", "paid.xlsx"):
        run = lbpp("evaluate", other, cwd=awards)
        assert (run.returncode, run.stderr.count("error not-bids"), run.stderr.count("\nerror")) == (1, 1, 0)
    imported = lbpp("import", "subs.csv", "-o", "bids.xlsx", cwd=awards)
    assert (imported.returncode, (awards / "bids.xlsx").exists()) == (2, False)
    if form == "csv":
        lbpp("batch", ".", "-o", "../s.csv", cwd=awards)
        assert not {"./r.csv", "./r.files.csv"} & {row["file"] for row in rows(awards.parent / "s.files.csv")}


# What can end, hang or hinder a run.


@contextmanager
def started(folder, *arguments, **options):
    """A batch at work; it is ended when the test is. With one process it is at work long enough to be disturbed."""
    command = [sys.executable, "-m", "lbpp_cli", "batch", *arguments]
    # Where the tests run in the background of a shell, interrupts are ignored, and so they would be by what they start.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        begun = subprocess.Popen(
            command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options
        )
    finally:
        signal.signal(signal.SIGINT, before)
    with begun as run:
        try:
            yield run
        finally:
            if run.poll() is None:
                run.kill()


def until(condition, seconds=30):
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.01)


def records(journal):
    """How many records a journal has."""
    return len(re.findall(rb"(?m)^[0-9a-f]{8} \[", journal.read_bytes())) if journal.exists() else 0


def workers(run):
    """The processes that evaluate for a batch: those below the server that it forks them from."""

    def children(parent):
        found = []
        for entry in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = entry.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[1]) == parent:
                found.append(int(entry.parent.name))
        return found

    return [worker for server in children(run.pid) for worker in children(server)]


@pytest.fixture
def many(tmp_path):
    """A folder of files that keep a run busy for a while."""
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(200):
        shutil.copy(CHART if number % 3 else TIE, folder / f"b{number:03}.xlsx")
    return folder


@pytest.fixture
def uninterrupted(many):
    """The bytes of a run that nothing disturbs."""
    lbpp("batch", ".", "-o", "../whole.csv", "--quiet", cwd=many)
    return results(many.parent, "whole")


def results(folder, name):
    return [(folder / f"{name}{table}.csv").read_bytes() for table in ("", ".files", ".subcontractors")]


linux = pytest.mark.skipif(not Path("/proc").exists(), reason="looks for processes in /proc")


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda end: end.name)
def test_an_ended_run_is_gone_on_with(end, many, uninterrupted):
    """Interrupted, terminated or killed: nothing that was done is done again, and the bytes are the same."""
    journal = many.parent / "r.csv.journal"
    with started(many, ".", "-o", "../r.csv", "--jobs", "1") as run:
        until(lambda: records(journal) > 3)
        run.send_signal(end)
        said = run.communicate(timeout=30)[1]
    assert run.returncode == (130 if end != signal.SIGKILL else -signal.SIGKILL)
    assert ("Go on with --resume." in said) == (end != signal.SIGKILL)
    assert not (many.parent / "r.csv").exists()
    done = records(journal)
    kept = journal.read_bytes()
    refused = lbpp("batch", ".", "-o", "../r.csv", cwd=many)
    assert (refused.returncode, "--resume" in refused.stderr) == (2, True)
    assert journal.read_bytes() == kept
    resumed = lbpp("batch", ".", "-o", "../r.csv", "--resume", cwd=many)
    assert f"{done} of 200 files were done before." in resumed.stderr or end == signal.SIGKILL
    assert results(many.parent, "r") == uninterrupted
    assert not journal.exists()


@linux
def test_a_worker_that_is_killed_costs_its_file_alone(many):
    with started(many, ".", "-o", "../r.csv", "--jobs", "2") as run:
        until(lambda: records(many.parent / "r.csv.journal") > 3)
        os.kill(workers(run)[0], signal.SIGKILL)
        said = run.communicate(timeout=60)[1]
    statuses = [row["status"] for row in rows(many.parent / "r.files.csv")]
    assert len(statuses) == 200
    assert statuses.count("broke-off") <= 1
    assert set(statuses) <= {"evaluated", "needs-person", "broke-off"}
    if "broke-off" in statuses:
        named = f"b{statuses.index('broke-off'):03}.xlsx"
        assert f"{named}: The process that evaluated the file ended before it was done" in words(said)


@linux
def test_a_worker_that_hangs_costs_its_file_alone(many):
    with started(many, ".", "-o", "../r.csv", "--jobs", "2", "--timeout", "2") as run:
        until(lambda: records(many.parent / "r.csv.journal") > 3)
        os.kill(workers(run)[0], signal.SIGSTOP)
        run.communicate(timeout=60)
    statuses = [row["status"] for row in rows(many.parent / "r.files.csv")]
    assert len(statuses) == 200
    assert statuses.count("timed-out") <= 1
    assert set(statuses) <= {"evaluated", "needs-person", "timed-out"}


@pytest.mark.skipif(os.name != "posix", reason="other systems stop no processes")
def test_a_stop_is_no_time_that_a_file_took(many, uninterrupted):
    """Stopped as by Ctrl-Z for longer than --timeout, and gone on with: no file took too long."""
    with started(many, ".", "-o", "../r.csv", "--timeout", "2", start_new_session=True) as run:
        until(lambda: records(many.parent / "r.csv.journal") > 3)
        os.killpg(run.pid, signal.SIGSTOP)
        time.sleep(5)
        os.killpg(run.pid, signal.SIGCONT)
        run.communicate(timeout=60)
    assert results(many.parent, "r") == uninterrupted


def test_a_full_disk(many, uninterrupted):
    """What was done is kept, and said; with room again it is gone on with."""

    def little_room():
        resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))

    with started(many, ".", "-o", "../r.csv", preexec_fn=little_room) as run:
        said = words(run.communicate(timeout=60)[1])
    assert run.returncode == 2
    assert "cannot be written" in said  # the journal or the results
    assert "--resume" in said
    assert not (many.parent / "r.csv").exists()
    assert lbpp("batch", ".", "-o", "../r.csv", "--resume", "--quiet", cwd=many).returncode == 3
    assert results(many.parent, "r") == uninterrupted


def test_two_runs_at_once(awards):
    """The second one is told so and changes nothing."""
    with FileLock(awards / "r.csv.journal.lock"):
        second = lbpp("batch", "b_chart.xlsx", "-o", "r.csv", "--force", cwd=awards)
    assert (second.returncode, "another run is writing" in words(second.stderr)) == (2, True)
    assert not (awards / "r.csv").exists()


def test_what_came_about_by_accident_is_tried_again(many, uninterrupted):
    """A file whose process was killed is evaluated when the batch is gone on with; the bytes are the same."""
    place = many.parent / "r.csv.journal"
    with started(many, ".", "-o", "../r.csv", "--jobs", "1") as run:
        until(lambda: records(place) > 3)
        run.kill()
        run.communicate()
    head = json.loads(place.read_bytes().split(b"\n")[0])
    with Journal(place, head["key"]) as journal:
        journal.append(task.broke_off("./b000.xlsx", IN_CSV._replace(folder=str(many)), "by signal 9"))
    lbpp("batch", ".", "-o", "../r.csv", "--resume", "--quiet", cwd=many)
    assert results(many.parent, "r") == uninterrupted


def test_a_batch_has_one_day(awards):
    """Where no due date is stated, the rules of the day on which a batch began hold, also when it is gone on with."""
    (awards / "bids.csv").write_text("Bidder,Bid amount\nA,200000\nB,210000\n")
    lbpp("batch", "bids.csv", "gone.xlsx", "-o", "r.csv", cwd=awards)
    settings = IN_CSV._replace(program_given=False, folder=str(awards), day="2025-03-04")
    key = task.key_of(settings) | {"folder": str(awards)}
    with Journal(awards / "s.csv.journal", key, settings.day):
        pass
    done = lbpp("batch", "bids.csv", "-o", "s.csv", "--resume", cwd=awards)
    assert done.returncode == 0, done.stderr
    assert rows(awards / "s.files.csv")[0]["rules_as_of"] == "2025-03-04"


def test_a_file_that_changes_meanwhile(many):
    """After it was read: said, the results are of what was read. Before a run is gone on with: evaluated again."""
    journal = many.parent / "r.csv.journal"
    with started(many, ".", "-o", "../r.csv", "--jobs", "1") as run:
        until(lambda: records(journal) > 3)
        shutil.copy(SAMPLES / "small_contract.xlsx", many / "b000.xlsx")
        said = words(run.communicate(timeout=60)[1])
    assert "1 file changed after it was read" in said
    assert rows(many.parent / "r.files.csv")[0]["solicitation"] == "RFB-GSD-2025-118"
    with started(many, ".", "-o", "../s.csv", "--jobs", "1") as run:
        until(lambda: records(many.parent / "s.csv.journal") > 3)
        run.kill()
        run.communicate()
    shutil.copy(CHART, many / "b000.xlsx")
    lbpp("batch", ".", "-o", "../s.csv", "--resume", cwd=many)
    assert rows(many.parent / "s.files.csv")[0]["solicitation"] == "RFB-BCA-2025-001"


def test_other_settings_are_no_resumption(many):
    """A run under other readings, or with another form, never goes on from the journal."""
    with started(many, ".", "-o", "../r.csv", "--jobs", "1") as run:
        until(lambda: records(many.parent / "r.csv.journal") > 0)
        run.kill()
        run.communicate()
    other = lbpp("batch", ".", "-o", "../r.csv", "--resume", "--reading", "tenths=pooled", cwd=many)
    assert (other.returncode, "begin anew with --force" in words(other.stderr)) == (2, True), other.stderr
    assert "another readings" in words(other.stderr)


RECORDS = [
    task.Done(f"f{number}.xlsx", task.Stamp(number, 1), number % 4, "evaluated", changed=False, why="", chunks=(b"a" * number, b"\n"))
    for number in range(6)
]  # fmt: skip


@given(cut=st.integers(min_value=0, max_value=2_000))
@settings(max_examples=100)
def test_a_journal_cut_anywhere_keeps_what_is_whole(cut, tmp_path_factory):
    """Whatever of the end of a journal is missing: the records before it are there, and it can be gone on with."""
    place = tmp_path_factory.mktemp("journal") / "j"
    with Journal(place, {"version": 1}) as journal:
        ends = []
        for record in RECORDS:
            journal.append(record)
            ends.append(place.stat().st_size)
    content = place.read_bytes()
    place.write_bytes(content[: min(cut, len(content))])
    whole = sum(end <= cut for end in ends)
    with Journal(place, {"version": 1}) as journal:
        kept = [record for record in RECORDS if journal.has(record.path, record.stamp)]
        assert kept == RECORDS[:whole]
        for record in RECORDS[whole:]:
            journal.append(record)
        assert list(journal.records(record.path for record in RECORDS)) == RECORDS
    assert place.read_bytes() == content


def test_a_damaged_record_is_not_believed(tmp_path):
    """A byte that turned in the middle: what follows is done again."""
    place = tmp_path / "j"
    with Journal(place, {"version": 1}) as journal:
        for record in RECORDS:
            journal.append(record)
    content = bytearray(place.read_bytes())
    content[content.index(b"f3.xlsx") + 1] ^= 1
    place.write_bytes(content)
    with Journal(place, {"version": 1}) as journal:
        assert [journal.has(record.path, record.stamp) for record in RECORDS] == [True] * 3 + [False] * 3
    with pytest.raises(OtherSettingsError, match="version"):
        Journal(place, {"version": 2})


def test_a_fault_of_our_own_costs_a_file_alone(monkeypatch):
    """An exception that nobody foresaw is an answer like another, and the process goes on."""

    def fault(path, _):
        raise ZeroDivisionError(path)

    monkeypatch.setattr(local.task, "do", fault)
    monkeypatch.setattr(local.signal, "signal", lambda *_: None)
    ours, theirs = Pipe()
    process = Thread(target=local.serve, args=(theirs, IN_CSV))
    process.start()
    ours.send_bytes(b"a.xlsx")
    ours.send_bytes(b"b.xlsx")
    assert [ours.recv(), ours.recv()] == ["ZeroDivisionError: a.xlsx", "ZeroDivisionError: b.xlsx"]
    ours.close()
    process.join()


def test_how_far_it_has_come(monkeypatch):
    """The pace is that since the beginning: 60 files in 60 seconds, though they come together, leave 30 seconds for 30."""
    times, said = iter([1_000.0, *[1_059.0] * 59, 1_060.0]), []
    monkeypatch.setattr(progress, "time", SimpleNamespace(monotonic=lambda: next(times)))
    with progress.progress(90, 10, quiet=False, say=said.append) as advance:
        for _ in range(60):
            advance()
    assert said == ["70 of 100 files, 1 a second, 0:00:30 left."]


def test_few_files_are_shared_out(awards, monkeypatch):
    """Three files for three processes: each has one, however many it could be given ahead."""
    shares = {}
    give = local.Worker.give

    def noted(worker, paths, seconds):
        taken = list(paths)
        shares.setdefault(id(worker), []).extend(taken)
        give(worker, taken, seconds)

    monkeypatch.setattr(local.Worker, "give", noted)
    files = [str(awards / name) for name in ("a_small.xlsx", "b_chart.xlsx", "2025/tie.xlsx")]
    done = local.evaluated(files, IN_CSV, 3, 60)
    assert {one.path for one in done} == set(files)
    assert sorted(shares.values()) == sorted([name] for name in files)


def test_a_figure_that_a_form_cannot_hold(tmp_path):
    """A score of 19 decimals is never rounded: parquet refuses its file by name, CSV holds it."""
    score = "7.1234567890123456789"
    solicitation = {
        "Kind": "Proposal",
        "Total possible points": 10,
        "Contract value": 1_000_000,
        "Bid due date": "2025-06-02",
    }
    workbook(solicitation, [{"Bidder": "A", "Bid amount": 900_000, "Score": score}], []).save(tmp_path / "fine.xlsx")
    refused = lbpp("batch", "fine.xlsx", "-o", "r.parquet", cwd=tmp_path)
    assert (refused.returncode, "parquet holds 18 decimals" in words(refused.stderr)) == (2, True)
    assert lbpp("batch", "fine.xlsx", "-o", "r.csv", cwd=tmp_path).returncode == 0
    assert rows(tmp_path / "r.csv")[0]["score"] == score
    lbpp("batch", "fine.xlsx", "-o", "r.xlsx", cwd=tmp_path)
    assert str(read_results(tmp_path / "r.xlsx", kept_rows).bids["score"][0]) == score


def test_on_a_cluster(awards):
    """The same bytes from a dask cluster of two processes on this machine as from the processes of a batch."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as cluster:
        done = lbpp("batch", ".", "-o", "r.csv", "--scheduler", cluster.scheduler_address, cwd=awards)
        lost = cluster.scheduler_address
    assert done.returncode == 3, done.stderr
    lbpp("batch", ".", "-o", "s.csv", cwd=awards)
    assert results(awards, "r") == results(awards, "s")
    gone = lbpp("batch", ".", "-o", "t.csv", "--scheduler", lost, cwd=awards)
    assert (gone.returncode, lost in words(gone.stderr)) == (2, True)
