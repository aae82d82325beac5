"""All checks of a spreadsheet, and the one function that carries them out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.audit import calculation, circular, hidden, merged, outside, patterns, rounding, sums, texts
from lbpp_cli.audit.places import count_of
from lbpp_cli.audit.subject import Subject
from lbpp_cli.findings import Finding, in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lbpp_cli.spreadsheet import SpreadsheetFacts

# Every check: a function from the workbook to what it finds.
CHECKS: tuple[Callable[[Subject], Iterator[Finding]], ...] = (
    hidden.hidden_sheets,
    hidden.hidden_rows,
    hidden.hidden_columns,
    hidden.invisible_values,
    hidden.hidden_signs,
    hidden.hidden_tabs,
    hidden.hidden_zeros,
    hidden.left_out_of_print,
    hidden.values_under_merged_cells,
    hidden.hiding_conditions,
    calculation.uncalculated,
    calculation.errors,
    calculation.stale,
    calculation.settings,
    circular.circles,
    sums.missing_rows,
    sums.counted_twice,
    sums.added_numbers,
    patterns.typed_over,
    patterns.inconsistent,
    texts.numbers_as_text,
    texts.dates_as_text,
    merged.merged_cells,
    merged.merged_titles,
    rounding.hidden_decimals,
    rounding.shown_totals,
    outside.links,
    outside.names,
    outside.hyperlinks,
    outside.connections,
    outside.macros,
    outside.protection,
    outside.remarks,
    outside.formulas_in_bids,
    outside.copies,
)
# A sum that misses rows differs from its neighbours for that very reason; one that adds itself is a circle.
_SAID_ALREADY = {
    "formula-inconsistent": ("sum-misses-rows", "sum-counts-twice"),
    "formula-circular": ("sum-counts-twice",),
}


class Audit(NamedTuple):
    """What was found in a spreadsheet, in the order of reading, and what could not be looked at."""

    findings: tuple[Finding, ...]
    not_checked: tuple[str, ...]


def audit(facts: SpreadsheetFacts) -> Audit:
    """Carry out every check on a spreadsheet."""
    subject = Subject(facts)
    found = [*facts.found, *(one for check in CHECKS for one in check(subject))]
    said = {(one.code, one.cell) for one in found}
    kept = [one for one in found if not any((other, one.cell) in said for other in _SAID_ALREADY.get(one.code, ()))]
    not_checked = list(facts.not_checked)
    if subject.figures.gave_up:
        not_checked.append("Some results of formulas: there are more cells to add than are added at once.")
    not_checked += _not_understood(subject)
    return Audit(in_order(kept), tuple(not_checked))


def _not_understood(subject: Subject) -> list[str]:
    """How many formulas are of a kind whose result is not worked out here."""
    total = others = 0
    for sheet in subject.sheets:
        results, expressions = subject.figures.results(sheet), subject.figures.expressions(sheet)
        for place in sheet.formulas:
            known = results.get(place) or subject.figures.repeated_text(expressions.get(place), sheet, place)
            total, others = total + 1, others + (known is None)
    if not others:
        return []
    which = f"{others:,} of {total:,} formulas" if others < total else count_of(total, "formula")
    return [f"The results of {which}: only arithmetic, references and common functions are worked out again."]
