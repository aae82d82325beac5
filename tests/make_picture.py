"""Draws the picture in the README: run it as ``python tests/make_picture.py``."""

import io

from rich.console import Console
from rich.text import Text
from running import ROOT, lbpp

PICTURE = ROOT / ".github" / "evaluate.svg"
COMMAND = ("evaluate", "sample_bids/reference_chart.xlsx")


def picture():
    """What the program prints for the reference chart, as an SVG."""
    console = Console(record=True, width=100, file=io.StringIO(), force_terminal=True)
    console.print(Text(f"$ lbpp {' '.join(COMMAND)}", style="bold"))
    console.print(Text.from_ansi(lbpp(*COMMAND, columns=100, FORCE_COLOR="1").stdout))
    return console.export_svg(title="lbpp", unique_id="lbpp")


def main():
    """Write the picture."""
    PICTURE.write_text(picture())


if __name__ == "__main__":
    main()
