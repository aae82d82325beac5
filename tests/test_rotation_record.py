"""lbpp rotation as its user runs it: the list, recording into its history, and what must never be lost."""

import csv
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from filelock import FileLock
from openpyxl import Workbook, load_workbook
from running import ROOT, as_seen, lbpp

from lbpp_cli.commands.rotation_store import NotRecordedError, append
from lbpp_cli.read.rotation_history import parse
from lbpp_cli.rotation import Entry

HEADINGS = ("Firm", "Trade", "Certification", "Certification expires", "Licence expires")
TRADE = ("--trade", "Concrete")


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    """The example of a list, as it is written."""
    folder = tmp_path_factory.mktemp("example")
    assert lbpp("rotation", "list.xlsx", "--template", cwd=folder).returncode == 0
    return folder


@pytest.fixture
def folder(example, tmp_path):
    """A folder of its own with the example of a list."""
    shutil.copytree(example, tmp_path, dirs_exist_ok=True)
    return tmp_path


def rotation(folder, *arguments, columns=80, name="list.xlsx"):
    return lbpp("rotation", name, *arguments, cwd=folder, columns=columns, PYTHONPATH=str(ROOT), TERM="dumb")


def record(folder, kind, *arguments, on="2025-03-03", **options):
    return rotation(folder, "--record", kind, *arguments, "--on", on, "--by", "M. Chen", **options)


def entries(folder):
    content = (folder / "list.history.jsonl").read_bytes()
    history = parse(content, "list.history.jsonl")
    assert history.findings == ()
    return history.entries


def steady(text):
    """What a person sees, without the time of recording and the check sums that follow from it."""
    text = re.sub(r"check sum [0-9a-f]{12}", "check sum CHECKSUM", text)
    text = re.sub(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}", "WHEN            ", text)
    text = re.sub(r'("(?:sha256|check)": )"[0-9a-f]{64}"', r'\1"SUM"', text)
    return re.sub(r'("recorded": )"[^"]+"', r'\1"WHEN"', text)


def squeezed(run):
    return " ".join((run.stdout + run.stderr).replace("│", " ").split())


HAPPENED = (
    ("2025-03-03", "invitation", "--job", "42,000", *TRADE, "--number", "J-1"),
    ("2025-03-10", "award", "--firm", "temescal flatwork", "--amount", "41,200", "--number", "J-1"),
    ("2025-03-17", "no-response", "--firm", "Dimond Paving", "--reason", "two letters"),
    ("2025-04-01", "outgrown", "--firm", "Fruitvale Concrete", "--expires", "2027-03-31"),
    ("2025-04-02", "qualified", "--firm", "Oak Knoll Masonry", *TRADE, "--certification", "VSLBE", "--expires", "2026-04-01",
     "--licence-expires", "2027-01-31"),
    ("2025-04-03", "refusal", "--firm", "Laurel Builders", *TRADE, "--number", "J-2", "--reason", "no crew"),
)  # fmt: skip


@pytest.fixture(scope="module")
def weeks(example, tmp_path_factory):
    """The same after a few weeks."""
    folder = tmp_path_factory.mktemp("weeks")
    shutil.copytree(example, folder, dirs_exist_ok=True)
    for on, *arguments in HAPPENED:
        run = record(folder, *arguments, on=on)
        assert run.returncode in {0, 3}, run.stderr
    return folder


@pytest.fixture
def recorded(weeks, tmp_path):
    """A folder of its own with the list and the history of a few weeks."""
    shutil.copytree(weeks, tmp_path, dirs_exist_ok=True)
    return tmp_path


# What a person sees


@pytest.mark.parametrize("columns", [80, 200])
@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--job", "42,000", *TRADE),
        ("--job", "50,000", *TRADE),
        ("--job", "250,000.01", *TRADE),
        ("--job", "10,000", "--trade", "Carpentry"),
    ],
    ids=" ".join,
)
def test_the_list_as_it_begins(arguments, columns, folder, snapshot):
    assert as_seen(rotation(folder, *arguments, "--as-of", "2025-07-15", columns=columns)) == snapshot


@pytest.mark.parametrize("columns", [80, 200])
def test_after_a_few_weeks(columns, recorded, snapshot):
    run = rotation(
        recorded, "--job", "45,000", *TRADE, "--number", "J-2", "--as-of", "2025-04-15", "--history", columns=columns
    )
    assert steady(as_seen(run)) == snapshot


@pytest.mark.parametrize("form", ["json", "csv"])
def test_for_programs(form, recorded, snapshot):
    run = rotation(recorded, "--job", "45,000", *TRADE, "--as-of", "2025-04-15", "--history", "--format", form)
    assert steady(as_seen(run)) == snapshot


def test_recording_as_seen(folder, snapshot):
    seen = [as_seen(record(folder, *arguments, on=on)) for on, *arguments in HAPPENED[:2]]
    assert steady("\n".join(seen)) == snapshot


def test_the_list_of_an_earlier_day(recorded):
    """Before the award of March 10 the firms stand as the list has them; on that day Temescal is last."""

    def firms(on):
        run = rotation(recorded, *TRADE, "--as-of", on, "--format", "csv")
        return [row["firm"] for row in csv.DictReader(io.StringIO(run.stdout)) if row["tier"] == "1"]

    began = [
        "Fruitvale Concrete",
        "Temescal Flatwork, Inc.",
        "San Antonio Curb & Gutter",
        "Dimond Paving Co.",
        "Laurel Builders",
    ]
    assert firms("2025-03-09") == began
    assert firms("2025-03-10") == [name for name in began if "Temescal" not in name] + ["Temescal Flatwork, Inc."]
    assert firms("2025-04-02")[-1] == "Oak Knoll Masonry"


def test_a_list_in_csv_and_a_history_elsewhere(folder):
    rows = [
        [cell or "" for cell in row] for row in load_workbook(folder / "list.xlsx")["List"].iter_rows(values_only=True)
    ]
    filled = [[str(cell).removesuffix(" 00:00:00") for cell in row] for row in rows if any(row)]
    with (folder / "firms.csv").open("w", newline="") as file:
        csv.writer(file).writerows(filled)
    (folder / "kept").mkdir()
    elsewhere = ("--history-file", "kept/rotation.jsonl")
    run = record(
        folder,
        "award",
        "--firm",
        "Jack London Construction",
        "--number",
        "1",
        "--amount",
        "90000",
        *elsewhere,
        name="firms.csv",
    )
    assert run.returncode == 0, run.stderr
    assert (folder / "kept" / "rotation.jsonl").exists()
    shown = rotation(
        folder, "--job", "90,000", *TRADE, "--as-of", "2025-03-04", "--format", "json", *elsewhere, name="firms.csv"
    )
    invited = json.loads(shown.stdout)["job"]["invited"]
    assert invited == ["Adams Point Engineering, LLC", "Rockridge Contractors", "Glenview General"]


# What is recorded


def test_an_entry_says_who_recorded_it_when_and_the_list_that_it_started_from(folder):
    record(folder, "award", "--firm", "dimond paving", "--number", "J-9", "--amount", "12,000.50")
    first, second = entries(folder)
    assert (first.kind, len(first.listed)) == ("list", 11)
    assert (second.firm, second.trade, second.by, str(second.amount)) == (
        "Dimond Paving Co.",
        "Concrete",
        "M. Chen",
        "12000.50",
    )
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", second.recorded)


def test_a_mistake_is_taken_back_and_stays_in_the_history(folder):
    record(folder, "award", "--firm", "Fruitvale Concrete", "--number", "J-1", "--amount", "1")
    run = record(folder, "withdrawal", "--entry", "2", "--reason", "wrong firm", on="2025-03-04")
    assert run.returncode == 0
    assert len(entries(folder)) == 3
    shown = json.loads(rotation(folder, "--job", "1", *TRADE, "--as-of", "2025-03-05", "--format", "json").stdout)
    assert shown["job"]["invited"][0] == "Fruitvale Concrete"


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("award", "--firm", "Fruitvale Concrete"), 2, "award needs --number, --amount"),
        (
            ("award", "--firm", "Fruitvale Concrete", "--number", "1", "--amount", "1", "--entry", "1"),
            2,
            "no use for --entry",
        ),
        (("awrad",), 2, "Did you mean award?"),
        (
            ("award", "--firm", "Fruitvale Concret", "--number", "1", "--amount", "1"),
            2,
            "Did you mean 'Fruitvale Concrete'?",
        ),
        (
            ("no-response", "--firm", "Laurel Builders"),
            2,
            "which trade? Laurel Builders is listed for Concrete, Carpentry",
        ),
        (("no-response", "--firm", "Laurel Builders", "--trade", "Concret"), 2, "Did you mean 'Concrete'?"),
        (("outgrown", "--firm", "Jack London Construction"), 1, "not on the list of the first tier"),
        (("invitation", "--job", "250,000.01", *TRADE, "--number", "1"), 2, "nobody can be invited"),
        (("invitation", "--job", "1", "--amount", "1", *TRADE, "--number", "1"), 2, "an award an --amount"),
        (("qualified", "--firm", "Oak", *TRADE, "--certification", "DBE"), 2, "none of the choices"),
        (("certification-renewed", "--firm", "Dimond Paving", "--expires", "2025-03-02"), 1, "cannot have expired on"),
        (("withdrawal", "--entry", "7", "--reason", "x"), 1, "There is no entry 7 before it"),
    ],
    ids=str,
)
def test_what_cannot_be_recorded(arguments, status, said, folder):
    run = record(folder, *arguments, columns=300)
    assert (run.returncode, said in squeezed(run)) == (status, True), squeezed(run)
    assert not (folder / "list.history.jsonl").exists()


def test_the_future_is_not_recorded(folder):
    run = record(folder, "no-response", "--firm", "Dimond Paving", on="2999-01-01", columns=300)
    assert (run.returncode, "lies in the future" in squeezed(run)) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--job", "1"), "which trade? The list has Concrete, Carpentry"),
        (("--job", "1", "--trade", "Concret"), "Did you mean 'Concrete'?"),
        (("--job", "-1", *TRADE), "no amount of zero or more"),
        (("--firm", "Ash"), "only with --record KIND"),
        (("--as-of", "2010-12-13"), "no rules are known"),
        (("--program", "la-lbpp"), "has no rotation of contractors. Programs that have: oakland-lslbe"),
        (("--reading", "lapse=never"), "Known: passed-over, removed"),
        (("--template",), "exists already"),
    ],
    ids=str,
)
def test_usage(arguments, said, folder):
    run = rotation(folder, *arguments, columns=300)
    assert (run.returncode, said in squeezed(run)) == (2, True), squeezed(run)


# What is odd in a list or its history


def make(path, rows):
    book = Workbook()
    book.active.title = "List"
    for row in rows:
        book.active.append(row)
    book.save(path)


GOOD = ("Ash", "Concrete", "VSLBE", date(2030, 1, 1), date(2030, 1, 1))


@pytest.mark.parametrize(
    ("headings", "rows", "status", "said"),
    [
        (HEADINGS, [GOOD], 0, "1 Ash VSLBE 2030-01-01 2030-01-01"),
        (HEADINGS, [], 1, "error no-firms"),
        (HEADINGS, [GOOD, ("ASH, Inc.", *GOOD[1:])], 1, "error firm-twice: list.xlsx: List!A3"),
        (HEADINGS, [(None, *GOOD[1:])], 1, "error row-unnamed: list.xlsx: List!A2"),
        (HEADINGS, [(*GOOD[:2], "DBE", *GOOD[3:])], 1, "error choice-unknown: list.xlsx: List!C2"),
        (HEADINGS, [(*GOOD[:4], None)], 0, "warning expiry-missing: list.xlsx: List!E2"),
        (HEADINGS[:3], [GOOD[:3]], 0, "no column for the day on which a licence expires"),
        (HEADINGS[:2], [GOOD[:2]], 1, "error column-missing"),
        ((*HEADINGS, "Order"), [(*GOOD, 1), ("Birch", *GOOD[1:], 1)], 1, "error order-unclear: list.xlsx: List!F3"),
        ((*HEADINGS, "Order"), [(*GOOD, None)], 1, "error order-unclear: list.xlsx: List!F2"),
    ],
)  # fmt: skip
def test_what_is_odd_in_a_list(headings, rows, status, said, tmp_path):
    make(tmp_path / "list.xlsx", [headings, *rows])
    run = rotation(tmp_path, "--as-of", "2025-06-01", columns=300)
    assert (run.returncode, said in squeezed(run)) == (status, True), squeezed(run)


def test_the_order_may_stand_in_a_column(tmp_path):
    make(
        tmp_path / "list.xlsx",
        [(*HEADINGS, "Order"), (*GOOD, 2), ("Birch", *GOOD[1:], 1), ("Gum", "Concrete", "SLBE", *GOOD[3:], 1)],
    )
    shown = rotation(tmp_path, "--job", "1", *TRADE, "--as-of", "2025-06-01", "--format", "json")
    assert json.loads(shown.stdout)["job"]["invited"] == ["Birch", "Ash"]


CHANGES = {
    "added": (lambda rows: [*rows, ("Oak", "Concrete", "VSLBE", None, None, None, None)], "Oak (Concrete) was not on the list"),
    "removed": (lambda rows: rows[:2] + rows[3:], "Temescal Flatwork, Inc. (Concrete) was on the list"),
    "moved": (lambda rows: [rows[0], rows[2], rows[1], *rows[3:]], "another order"),
    "renewed by hand": (lambda rows: [rows[0], (*rows[1][:4], date(2029, 1, 1), *rows[1][5:]), *rows[2:]], "certification expires is 2029-01-01"),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_a_list_that_was_changed_after_its_history_began(name, recorded):
    """Who is invited follows from the list and the history alone: what changes since belongs into the history."""
    change, said = CHANGES[name]
    rows = [row for row in load_workbook(recorded / "list.xlsx")["List"].iter_rows(values_only=True) if any(row)]
    make(recorded / "list.xlsx", change(rows))
    run = rotation(recorded, columns=300)
    assert (run.returncode, "error list-changed" in squeezed(run), said in squeezed(run)) == (1, True, True), squeezed(
        run
    )
    before = len(entries(recorded))
    assert (
        record(
            recorded, "award", "--firm", "Laurel Builders", *TRADE, "--number", "J-5", "--amount", "1", on="2025-05-01"
        ).returncode
        == 1
    )
    assert len(entries(recorded)) == before


def test_a_correction_of_the_list_is_recorded_too(folder):
    record(folder, "award", "--firm", "Jack London Construction", "--number", "1", "--amount", "90000")
    rows = [row for row in load_workbook(folder / "list.xlsx")["List"].iter_rows(values_only=True) if any(row)]
    make(folder / "list.xlsx", [*rows[:6], rows[7], rows[6], *rows[8:]])
    assert record(folder, "list", "--reason", "two rows were swapped", on="2025-03-05").returncode == 0
    for on, first in (("2025-03-04", "Adams Point Engineering, LLC"), ("2025-03-05", "Adams Point Engineering, LLC")):
        shown = json.loads(rotation(folder, "--job", "90000", *TRADE, "--as-of", on, "--format", "json").stdout)
        assert shown["job"]["invited"][0] == first
        assert "Jack London Construction" not in shown["job"]["invited"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace("Temescal", "Temescaal", 1), "Entry 1 is not as it was written"),
        (lambda text: text.replace('"amount": "41200.00"', '"amount": "41200.01"'), "Entry 3 is not as it was written"),
        (
            lambda text: "".join(text.splitlines(keepends=True)[:2] + text.splitlines(keepends=True)[3:]),
            "Entry 3 is not",
        ),
        (lambda text: text + "awarded J-9 to Dimond\n", "This is no entry"),
        (lambda text: text[:-20], "The last line is not complete"),
        (lambda _: "", "The file is empty"),
    ],
    ids=["name", "amount", "line removed", "line added", "cut off", "emptied"],
)
def test_a_history_that_was_changed_by_hand_is_noticed(change, said, recorded):
    place = recorded / "list.history.jsonl"
    place.write_text(change(place.read_text()))
    changed = place.read_bytes()
    for run in (
        rotation(recorded, columns=300),
        record(recorded, "no-response", "--firm", "Laurel Builders", *TRADE, columns=300),
    ):
        assert run.returncode in {1, 2}
        assert said in squeezed(run)
    assert place.read_bytes() == changed


def test_what_was_cut_off_shows_in_the_check_sum(recorded):
    place = recorded / "list.history.jsonl"
    before = rotation(recorded, "--as-of", "2025-04-15", "--format", "json")
    place.write_text("".join(place.read_text().splitlines(keepends=True)[:-1]))
    after = rotation(recorded, "--as-of", "2025-04-15", "--format", "json")
    assert json.loads(before.stdout)["history"]["check"] != json.loads(after.stdout)["history"]["check"]


def test_what_is_recorded_late_is_said_and_what_it_changes(folder):
    """The award of March 1 is recorded after the invitation of March 3, which it would have changed."""
    record(folder, "invitation", "--job", "42,000", *TRADE, "--number", "J-1")
    record(folder, "award", "--firm", "Fruitvale Concrete", "--number", "J-0", "--amount", "1", on="2025-03-01")
    run = rotation(folder, "--job", "1", *TRADE, "--as-of", "2025-03-04", columns=300)
    assert "note entry-late: list.history.jsonl: entry 3" in squeezed(run)
    assert "warning invitation-differs: list.history.jsonl: entry 2: Invited were Fruitvale Concrete" in squeezed(run)


def test_a_history_that_contradicts_under_other_readings(recorded):
    """Dropped for declining J-2, Laurel could not have been awarded J-3."""
    record(recorded, "award", "--firm", "Laurel Builders", *TRADE, "--number", "J-3", "--amount", "1", on="2025-04-20")
    assert rotation(recorded, *TRADE, columns=300).returncode == 0
    run = rotation(recorded, *TRADE, "--reading", "declined=dropped", columns=300)
    assert (run.returncode, "error history-contradicts" in squeezed(run)) == (1, True)


# Several at once


def test_many_who_record_at_once_lose_nothing(folder):
    """Each of 24 processes records its own award; afterwards every one of them is there, in one unbroken chain."""
    jobs = [f"J-{number}" for number in range(24)]

    def one(job):
        return record(
            folder, "award", "--firm", "Jack London Construction", "--number", job, "--amount", "1", "--wait", "60"
        )

    with ThreadPoolExecutor(8) as pool:
        runs = list(pool.map(one, jobs))
    assert [run.returncode for run in runs] == [0] * len(jobs), [run.stderr for run in runs]
    found = entries(folder)
    assert [entry.number for entry in found] == list(range(1, len(jobs) + 2))
    assert sorted(entry.job for entry in found[1:]) == sorted(jobs)
    assert not list(folder.glob("*.part"))


def test_of_many_who_award_the_same_job_one_is_recorded(folder):
    firms = ["Jack London Construction", "Rockridge Contractors", "Glenview General", "Adams Point Engineering"]
    with ThreadPoolExecutor(4) as pool:
        runs = list(
            pool.map(lambda firm: record(folder, "award", "--firm", firm, "--number", "J-1", "--amount", "1"), firms)
        )
    assert sorted(run.returncode for run in runs) == [0, 1, 1, 1]
    assert all("Job J-1 was awarded already" in squeezed(run) for run in runs if run.returncode)
    assert len(entries(folder)) == 2


def test_somebody_else_who_records_is_waited_for_and_then_named(folder):
    with FileLock(folder / ".list.history.jsonl.lock"):
        run = record(folder, "no-response", "--firm", "Dimond Paving", "--wait", "0.2", columns=300)
    assert (run.returncode, "somebody else is recording" in squeezed(run)) == (2, True)
    assert not (folder / "list.history.jsonl").exists()
    assert record(folder, "no-response", "--firm", "Dimond Paving", "--wait", "0.2").returncode == 0


def test_the_lock_of_a_program_that_was_killed_holds_nobody_up(folder):
    lock = str(folder / ".list.history.jsonl.lock")
    code = f"import time; from filelock import FileLock; lock = FileLock({lock!r}); lock.acquire(); print(1, flush=True); time.sleep(60)"
    held = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    held.stdout.readline()
    assert record(folder, "no-response", "--firm", "Dimond Paving", "--wait", "0").returncode == 2
    held.send_signal(signal.SIGKILL)
    held.wait()
    assert (folder / ".list.history.jsonl.lock").exists()
    assert record(folder, "no-response", "--firm", "Dimond Paving", "--wait", "0").returncode == 0


@pytest.mark.skipif(os.name != "posix", reason="signals of a POSIX system")
def test_whoever_is_killed_while_recording_leaves_a_whole_history(folder):
    """Killed again and again at any moment, a recording is there whole or not at all."""
    written = 0
    for number in range(12):
        command = [sys.executable, "-m", "lbpp_cli", "rotation", "list.xlsx", "--record", "award", "--firm", "Jack London Construction",
                   "--number", str(number), "--amount", "1", "--on", "2025-03-03"]  # fmt: skip
        run = subprocess.Popen(
            command, cwd=folder, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL
        )
        time.sleep(0.05 * number)
        run.send_signal(signal.SIGKILL)
        run.wait()
        if (folder / "list.history.jsonl").exists():
            now = len(entries(folder))
            assert now >= written
            written = now
    assert (
        record(folder, "award", "--firm", "Jack London Construction", "--number", "last", "--amount", "1").returncode
        == 0
    )


def test_a_change_by_what_knows_no_lock_is_not_written_over(tmp_path):
    """A sync client or an editor that puts another history in place between the reading and the writing."""
    place = tmp_path / "list.history.jsonl"

    def build(_):
        place.write_text("changed\n")
        return [Entry(1, date(2025, 3, 3), "award", "M. Chen", "")]

    with pytest.raises(NotRecordedError, match="was changed in between"):
        append(place, build, 1)
    assert place.read_text() == "changed\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == [".list.history.jsonl.lock", "list.history.jsonl"]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="whoever may write anywhere is not kept from it")
def test_a_folder_that_cannot_be_written(folder):
    folder.chmod(0o555)
    try:
        run = record(folder, "no-response", "--firm", "Dimond Paving", columns=300)
    finally:
        folder.chmod(0o755)
    assert (run.returncode, "cannot be written" in squeezed(run)) == (2, True)


def test_a_history_in_a_folder_that_is_none(folder):
    (folder / "file").write_text("")
    run = record(folder, "no-response", "--firm", "Dimond Paving", "--history-file", "file/rotation.jsonl", columns=300)
    assert (run.returncode, "cannot be written" in squeezed(run)) == (2, True), squeezed(run)


def test_a_drive_without_locks_is_said(folder, monkeypatch):
    def acquire(*_, **__):
        raise NotImplementedError("FileSystem does not appear to support flock")

    monkeypatch.setattr("filelock.FileLock.acquire", acquire)
    with pytest.raises(NotRecordedError, match="knows no locks"):
        append(folder / "list.history.jsonl", lambda _: [], 1)
