"""Damages real workbooks at random and lets the program read them: run it as ``python tests/fuzz.py --minutes 60``.

Whatever is done to a file, the program gives findings or an evaluation, within seconds and within bounds of memory; and
what it evaluates it can also write as a report and a page, what it imports as a workbook. Each file is evaluated,
imported and checked. One that breaks this is kept with its seed; ``--corpus FOLDER`` damages the files of that too.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import resource
import sys
import time
import traceback
import zipfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from lbpp_cli.commands.check import check_file
from lbpp_cli.commands.evaluate import render
from lbpp_cli.findings import ERROR, UnreadableFileError
from lbpp_cli.from_files import Terms, evaluate_tables, tables_of
from lbpp_cli.read.files import read_file
from lbpp_cli.read.importing.run import import_files
from lbpp_cli.read.importing.tables import filled
from lbpp_cli.read.input_cells import input_cells
from lbpp_cli.render import import_account, import_workbook, workbook, xlsx
from lbpp_cli.render.as_check import as_json, as_text
from lbpp_cli.render.layout import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

SAMPLES = Path(__file__).resolve().parent.parent / "sample_bids"
SECONDS, MEGABYTES = 5, 300

TEXTS = (
    *("=1+1", "@SUM(A1)", "+1", "-1", "\t=cmd", "{=1}", "http://example.com", "#REF!", "TRUE", "NaN", "inf", "1e308"),
    *(
        "1e-308",
        "-0",
        "١٢٣",
        "½",
        "1.234,50",
        "(5)",
        "$",
        "%",
        "x",
        "✓",
        "A & B <C>",
        '"',
        "'",
        "\\",
        "_x0041_",
        "\u202e",
    ),
    *(
        "e\u0301" * 50,
        "م",
        "\ufeff",
        "\u2028",
        "a" * 30_000,
        "1900-01-01",
        "9999-12-31",
        "0000-00-00",
        "1/2/2025",
        " ",
        "",
    ),
)
NUMBERS = (
    "0",
    "-1",
    "1e308",
    "-1e308",
    "1e-320",
    "9999999999999.99",
    "1048577",
    "0.1",
    "4294967296",
    "NaN",
    "540.7550000000001",
)
TOKENS = (
    *(
        "<!-- -->",
        "<![CDATA[9]]>",
        "<?x y?>",
        "&#0;",
        "&amp;",
        "&lt;",
        "&nope;",
        "<v>7</v>",
        "</c>",
        "</row>",
        "<f>1/0</f>",
    ),
    *(
        '<!DOCTYPE a [<!ENTITY b "c">]>',
        '<c r="XFD1048576"><v>7</v></c>',
        '<c r="A1" t="e"><v>#N/A</v></c>',
        "\x00",
        "\ud7ff",
    ),
)
ATTRIBUTES = ("XFD1048576", "A0", "", "-1", "99999999999", "s", "str", "e", "b", "d", "n", "inlineStr", "A1:XFD1048576")


def mutations() -> list[Callable[[random.Random, bytes], bytes]]:
    """What can be done to the bytes of a file, or to a part of it."""
    return [_flip, _cut, _repeat, _blank, _insert]


def _flip(chance: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 3, 20))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(chance: random.Random, data: bytes) -> bytes:
    return data[: chance.randrange(len(data))]


def _repeat(chance: random.Random, data: bytes) -> bytes:
    first, last = sorted(chance.randrange(len(data)) for _ in range(2))
    return data[:last] + data[first:last] * chance.choice((1, 2, 50)) + data[last:]


def _blank(chance: random.Random, data: bytes) -> bytes:
    first = chance.randrange(len(data))
    size = chance.choice((1, 4, 100))
    return data[:first] + bytes(size) + data[first + size :]


def _insert(chance: random.Random, data: bytes) -> bytes:
    place = chance.randrange(len(data))
    return data[:place] + chance.randbytes(chance.choice((1, 8, 200))) + data[place:]


# What is looked for in the XML of a part, and what it is replaced by.
MARKUP: tuple[tuple[str, Callable[[random.Random, str], str]], ...] = (
    (r">[^<>]+<", lambda chance, _: f">{_escaped(chance.choice(TEXTS))}<"),
    (r">[-0-9.]+<", lambda chance, _: f">{chance.choice(NUMBERS)}<"),
    (r'"[^"<>]*"', lambda chance, _: f'"{chance.choice(ATTRIBUTES)}"'),
    (r"<[^<>]+>", lambda chance, _: chance.choice((*TOKENS, "", ""))),
    (r"<c .*?</c>", lambda chance, found: found * chance.choice((0, 2))),
    (r"<row.*?</row>", lambda chance, found: found * chance.choice((0, 2, 40))),
)


def _markup(chance: random.Random, data: bytes) -> bytes:
    """Changes that leave the XML of a part mostly whole, so that they come through to the values."""
    text = data.decode("utf-8", "surrogateescape")
    for _ in range(chance.choice((1, 1, 2, 8))):
        pattern, replacement = chance.choice(MARKUP)
        found = list(re.finditer(pattern, text))
        if found:
            match = chance.choice(found)
            text = text[: match.start()] + replacement(chance, match[0]) + text[match.end() :]
    return text.encode("utf-8", "surrogatepass")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def mutated(chance: random.Random, data: bytes) -> bytes:
    """A damaged file: its bytes, or one of the parts of a package."""
    if data[:2] != b"PK" or chance.random() < 0.2:
        return chance.choice(mutations())(chance, data)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for _ in range(chance.choice((1, 1, 2))):
        names = [name for name, content in parts.items() if content]
        weights = [6 if "sheet" in name or "content" in name or "Strings" in name else 1 for name in names]
        name = chance.choices(names, weights)[0]
        change = _markup if chance.random() < 0.85 else chance.choice(mutations())
        parts[name] = change(chance, parts[name])
    if chance.random() < 0.05:
        del parts[chance.choice(list(parts))]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


def evaluated(path: Path, terms: Terms) -> str:
    """Evaluate a file and write what came of it in each form; gives what that was."""
    try:
        tables = tables_of(path, terms, lambda one: one.name)
    except UnreadableFileError as error:
        return error.finding.code
    evaluation = evaluate_tables(tables, terms)
    for form in ("json", "csv", "markdown", "console"):
        render([evaluation], form, Page(80))
    if evaluation.award is None or evaluation.case is None or evaluation.rules is None:
        return "input errors"
    from lbpp_cli import programs
    from lbpp_cli.read.rulebook import read_clauses
    from lbpp_cli.render import page

    cells = input_cells(tables, evaluation.case.tabulation, terms.program.form)
    xlsx.write(workbook.plan(evaluation, terms.program, cells), "title", "footer")
    page.render(evaluation, terms.program, read_clauses(programs.folder(terms.program.id), evaluation.rules))
    return "evaluated"


def imported(path: Path, terms: Terms) -> str:
    """Import a file as a tabulation, and write the workbook and the account of it."""
    certifications = terms.program.certifications
    try:
        file = read_file(path, path.name)
        found = import_files([file], certifications)
    except UnreadableFileError as error:
        return error.finding.code
    stopped = any(one.severity == ERROR for one in found.findings)
    if not stopped:
        xlsx.write(import_workbook.plan(filled(found, certifications), found), "title", "footer")
    import_account.render(found, certifications, Page(80), written=None)
    return "import stopped" if stopped else "imported"


def checked(path: Path, _: Terms) -> str:
    """Check a file, and write what was found."""
    found = check_file(path)
    as_text(found, Page(80))
    as_json(found)
    return found.findings[0].code if found.kind is None else "checked"


ACTIONS = (evaluated, imported, checked)


def originals(folders: Iterable[Path] = ()) -> dict[str, bytes]:
    """The files to damage: the samples, the fixtures, and those of further folders."""
    own = (SAMPLES, Path(__file__).resolve().parent / "fixtures")
    return {path.name: path.read_bytes() for folder in (*own, *folders) for path in sorted(folder.iterdir())}


def cases(seed: int, folders: Iterable[Path] = ()) -> Iterator[tuple[int, str, bytes]]:
    """Damaged files without end, each with the seed that makes it again."""
    files = originals(folders)
    while True:
        chance = random.Random(seed)  # noqa: S311  damage needs no secrecy
        name = chance.choice(list(files))
        yield seed, name, mutated(chance, files[name])
        seed += 1


def run(folder: Path, terms: Terms, seed: int, name: str, data: bytes) -> Iterator[tuple[str, str]]:
    """Do with a damaged file all that can be done; gives what came of each, and what is wrong with that, if anything."""
    path = folder / f"case{Path(name).suffix}"
    path.write_bytes(data)
    for action in ACTIONS:
        start = _processor_seconds()
        try:
            outcome = f"{action.__name__}: {action(path, terms)}"
        except Exception:  # noqa: BLE001  whatever it is, it is what we look for
            yield f"{action.__name__}: failed", traceback.format_exc()
            continue
        seconds = _processor_seconds() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        if seconds > SECONDS:
            yield outcome, f"{action.__name__} took {seconds:.1f} s"
        else:
            yield outcome, f"{peak:.0f} MB after case {seed}" if peak > MEGABYTES else ""


def _processor_seconds() -> float:
    """What this process and those that it started have worked, however busy the machine is otherwise."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def main() -> int:
    """Damage files for so many minutes and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, default=Path("fuzz"))
    parser.add_argument("--corpus", type=Path, action="append", default=[], help="a folder of further files to damage")
    options = parser.parse_args()
    options.keep.mkdir(exist_ok=True)
    terms = Terms.of("la-lbpp", {}, {})
    outcomes: Counter[str] = Counter()
    files = failures = 0
    end = time.monotonic() + options.minutes * 60
    for seed, name, data in cases(options.seed, options.corpus):
        if time.monotonic() > end:
            break
        files += 1
        for outcome, problem in run(options.keep, terms, seed, name, data):
            outcomes[outcome] += 1
            if problem:
                failures += 1
                (options.keep / f"{seed}-{name}").write_bytes(data)
                (options.keep / f"{seed}.txt").write_text(problem)
                print(f"seed {seed}, {name}: {problem.splitlines()[-1]}", flush=True)
    print(f"{files:,} files from seed {options.seed:,}, {failures} failures:")
    for outcome, number in outcomes.most_common():
        print(f"  {number:8,} {outcome}")
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main())
