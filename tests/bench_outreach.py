"""Speed of ``lbpp bip check`` at the sizes that there are, as ratios within one run: 400 work areas, 50,000 notices."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from bench import in_one_process
from outreaches import BIP, at, workbook

AREAS, PROPOSERS, NOTICES = 400, 30, 50_000
REGISTERED = (4, 12, 30, 90, 150, 203)


def large() -> dict[str, object]:
    """Every proposer sends its share of the notices, area by area, so that some suffice and some do not."""
    areas = [
        {"NAICS code": f"{500000 + number}", "Registered": REGISTERED[number % 6], "MBE": 2} for number in range(AREAS)
    ]
    proposers = [
        {"Proposer": f"Proposer {number}", "Summary sheet sent": at("2026-03-31 12:00"), "Custom wording": "none"}
        for number in range(PROPOSERS)
    ]
    notices = [
        {
            "Proposer": proposers[number % PROPOSERS]["Proposer"],
            "Work area": areas[number // PROPOSERS % AREAS]["NAICS code"],
            "Firm": f"Firm {number // (PROPOSERS * AREAS)} in {number // PROPOSERS % AREAS}",
            "Groups": ("MBE", "SBE, OBE", None)[number % 3],
            "Sent": at(f"2026-03-{1 + number % 16:02} 09:{number % 60:02}"),
        }
        for number in range(NOTICES)
    ]
    return {"RFP": {"Due": at("2026-03-30 14:00")}, "Work areas": areas, "Proposers": proposers, "Notices": notices}


def main() -> None:
    """Print the ratios."""
    import openpyxl

    from lbpp_cli.from_outreach import Terms, judge_files
    from lbpp_cli.render.layout import Page
    from lbpp_cli.render.outreach_console import render

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "outreach.xlsx"
        workbook(large()).save(path)
        content = path.read_bytes()
        medians = in_one_process(
            {
                "all": lambda: render(judge_files([path], Terms(BIP)), Page(80)),
                "openpyxl": lambda: openpyxl.load_workbook(io.BytesIO(content)),
            },
            rounds=3,
        )
    print(f"In one process, an outreach of {AREAS} work areas, {NOTICES:,} notices, {PROPOSERS} proposers (medians)")
    print(f"  read, decide under every reading, render {medians['all']:5.2f} s")
    print(f"    against opening it with openpyxl       {medians['all'] / medians['openpyxl']:5.2f}")


if __name__ == "__main__":
    main()
