"""Starts a preference program: run it as ``python tests/new_program.py CITY-PROGRAM``.

It copies tests/program_template into lbpp_cli/programs under the new name. The copy evaluates bids by price, with no
preference, and every place that only the rules can fill is marked "Fill in:".
"""

import re
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROGRAMS = HERE.parent / "lbpp_cli" / "programs"
TEMPLATE = HERE / "program_template"
NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def start(name: str) -> list[str]:
    """Make the folder of a program; return the places that are to be filled in, as ``file:line: what``.

    Raises:
        ValueError: the name is none, or there is such a program.

    """
    if not NAME.fullmatch(name):
        raise ValueError(f"“{name}” is no name of a program. Write small letters, digits and hyphens, such as ny-mwbe.")
    folder = PROGRAMS / name.replace("-", "_")
    if folder.exists():
        raise ValueError(f"There is a program of that name: {folder.relative_to(HERE.parent)}.")
    shutil.copytree(TEMPLATE, folder, ignore=shutil.ignore_patterns("__pycache__"))
    places = []
    for path in sorted(folder.iterdir()):
        text = path.read_text(encoding="utf-8").replace("new-program", name).replace("new_program", folder.name)
        path.write_text(text, encoding="utf-8", newline="\n")
        for number, line in enumerate(text.splitlines(), start=1):
            places += [
                f"{path.relative_to(HERE.parent)}:{number}: {what}" for what in re.findall(r"Fill in: (.*)", line)
            ]
    return places


def main() -> int:
    """Start the program that the command line names."""
    if len(sys.argv) != 2:
        sys.stderr.write("usage: python tests/new_program.py CITY-PROGRAM\n")
        return 2
    try:
        places = start(sys.argv[1])
    except ValueError as wrong:
        sys.stderr.write(f"{wrong}\n")
        return 2
    sys.stdout.write("\n".join([*places, ""]))
    sys.stdout.write(f"{len(places)} places are to be filled in. It evaluates already, by price:\n")
    sys.stdout.write(f"  lbpp template bids.xlsx --program {sys.argv[1]} && lbpp evaluate bids.xlsx\n")
    sys.stdout.write("The checklist is in lbpp_cli/programs/README.md.\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
