"""Which schedules add up to the bid: those that were named, or the only one. Nothing is guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.columns import squeezed
from lbpp_cli.findings import Finding, finding
from lbpp_cli.read.importing import sums

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lbpp_cli.imported import Overall, Schedule


def choose(
    schedules: Sequence[Schedule], overalls: Sequence[Overall], chosen: Sequence[str], findings: list[Finding]
) -> list[Schedule]:
    """The schedules that add up to the bid: those that were named, or the only one."""
    labels = [schedule.label for schedule in schedules]
    if [squeezed(one) for one in chosen] == ["all"]:
        return list(schedules)
    found: list[Schedule] = []
    for name in chosen:
        exact = [one for one in schedules if squeezed(one.label) == squeezed(name)]
        near = exact or [one for one in schedules if squeezed(name) in squeezed(one.label)]
        if len(near) != 1:
            why = "fits more than one of" if near else "is none of"
            message = f"--basis “{name}” {why} the schedules: {'; '.join(labels)}."
            findings.append(finding("basis-unknown", message, "Name one of them as it is written, or all."))
        elif near[0] not in found:
            found.append(near[0])
    if chosen or len(schedules) <= 1:
        return found if chosen else list(schedules)
    first = schedules[0]
    options = " ".join(f'--basis "{label}"' for label in labels)
    says = [text for one in overalls if (text := _says(one, schedules))]
    findings.append(
        finding(
            "basis-needed",
            f"The tabulation has {len(schedules)} schedules, and it is for you to say which of them add up to the bid: "
            f"{'; '.join(labels)}.{''.join(f' {text}' for text in says)}",
            f"{options}; or --basis all for their sum.",
            first.file,
            first.cell,
        )
    )
    return []


def _says(overall: Overall, schedules: Sequence[Schedule]) -> str:
    """Which schedules a stated total is the sum of."""
    basis = adds_up(overall, schedules)
    if not basis:
        return f"“{overall.label}” in {overall.cell} is the sum of no set of them."
    return f"“{overall.label}” in {overall.cell} is the sum of {' and '.join(one.label for one in basis)}."


def adds_up(overall: Overall, schedules: Sequence[Schedule]) -> tuple[Schedule, ...]:
    """The schedules that a stated total is the sum of, for more bidders than any others; none where several are."""
    from itertools import combinations

    most = 10  # schedules of which every set is tried
    if len(schedules) > most:
        sets = [tuple(schedules)]
    else:
        sets = [each for size in range(1, len(schedules) + 1) for each in combinations(schedules, size)]
    fits = [len(fitting(overall, each)) for each in sets]
    best = [each for each, number in zip(sets, fits, strict=True) if number and number == max(fits)]
    return best[0] if len(best) == 1 else ()


def fitting(overall: Overall, schedules: Sequence[Schedule]) -> set[str]:
    """The bidders whose stated total is the sum of the schedules."""
    found = set()
    for key, figure in overall.figures.items():
        given = sums.amount(figure)
        columns = [(one, one.columns[key]) for one in schedules if key in one.columns]
        if not given or len(columns) < len(schedules):
            continue
        read = sums.total(sums.stated(one, column) for one, column in columns)
        right = sums.total(sums.corrected_total(one, column) for one, column in columns)
        if sums.to_cents(given) in {sums.to_cents(value) for value in (read, right) if value is not None}:
            found.add(key)
    return found
