"""Whether the results that the workbook stores are those of its formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.audit.exact import as_kept, number_in
from lbpp_cli.audit.places import Hit, cell, reported
from lbpp_cli.findings import Finding, finding
from lbpp_cli.money import plain, quoted
from lbpp_cli.spreadsheet import UNCALCULATED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lbpp_cli.audit.subject import Subject

_CALCULATE = "Open the workbook in a spreadsheet program, let it calculate (Ctrl+Alt+F9), and save it."


def uncalculated(subject: Subject) -> Iterator[Finding]:
    """Formulas without a result."""
    for sheet in subject.sheets:
        hits = (
            Hit(*place, f"The formula in {cell(*place)} was never calculated")
            for place, odd in sheet.odd.items()
            if odd == UNCALCULATED
        )
        why = "The cell has no value."
        yield from reported("formula-uncalculated", subject.file, sheet.name, hits, why, _CALCULATE)


def errors(subject: Subject) -> Iterator[Finding]:
    """Cells with an error in place of a value."""
    for sheet in subject.sheets:
        hits = (
            Hit(*place, f"{cell(*place)} holds the error {odd}")
            for place, odd in sheet.odd.items()
            if odd != UNCALCULATED
        )
        hint = "Correct the formula or type the value."
        yield from reported("cell-error", subject.file, sheet.name, hits, "", hint)


def stale(subject: Subject) -> Iterator[Finding]:
    """Results that are not what the formula gives for what its cells hold now."""
    why = "The workbook was changed after it was last calculated, or the result was put there by hand."
    for sheet in subject.sheets:
        hits = []
        for place, given in subject.figures.results(sheet).items():
            if place in sheet.odd:
                continue
            value = sheet.value(*place)
            stored = number_in(value)
            if stored is not None:
                if given is not None and not given.agrees(stored):
                    shown = f"{cell(*place)} holds {plain(stored)}, but its formula gives {plain(as_kept(given.value))}"
                    hits.append(Hit(*place, shown))
                continue
            text = subject.figures.repeated_text(subject.figures.expressions(sheet)[place], sheet, place)
            if text is not None and isinstance(value, str) and value != text:
                hits.append(Hit(*place, f"{cell(*place)} holds {quoted(value)}, but its formula gives {quoted(text)}"))
            if value == "" and given is not None and given.value:
                hits.append(
                    Hit(*place, f"{cell(*place)} holds nothing, but its formula gives {plain(as_kept(given.value))}")
                )
        yield from reported("result-stale", subject.file, sheet.name, hits, why, _CALCULATE)


# What is wrong with a setting, and what to do.
_SETTINGS = {
    "calculation-manual": (
        "The workbook is set to be calculated by hand, so a change does not reach the totals by itself.",
        "Choose Formulas, Calculation Options, Automatic; then save it.",
    ),
    "calculation-iterative": (
        "The workbook is set to calculate circular references in rounds, so it never warns of any.",
        "Turn off File, Options, Formulas, Enable iterative calculation; then look at what it warns of.",
    ),
    "dates-from-1904": (
        "The workbook counts its dates from 1904: a date copied to another workbook moves by four years.",
        "Compare the dates with the papers before you copy any.",
    ),
    "precision-as-shown": (
        "The workbook calculates with the figures as shown: what a format rounds is lost for good.",
        "Compare the amounts with the bids as submitted.",
    ),
}


def settings(subject: Subject) -> Iterator[Finding]:
    """Settings of the workbook under which its figures are not what they seem."""
    facts = subject.facts
    calculated = any(sheet.formulas for sheet in subject.sheets)
    for code, holds in (
        ("calculation-manual", facts.manual and calculated),
        ("calculation-iterative", facts.iterative),
        ("dates-from-1904", facts.from_1904),
        ("precision-as-shown", facts.as_shown),
    ):
        if holds:
            yield finding(code, *_SETTINGS[code], subject.file)
