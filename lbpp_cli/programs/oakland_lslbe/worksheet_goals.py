"""The goals that each bid has under this program, as formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.formula_goals import Reached
from lbpp_cli.programs.oakland_lslbe.terms import (
    INFORMAL,
    LOCAL_PART,
    LOCAL_WORK,
    REQUIREMENT,
    SMALL_PART,
    SMALL_WORK,
)
from lbpp_cli.stated import answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lbpp_cli.formula import Formula
    from lbpp_cli.programs.oakland_lslbe.worksheet_firms import Sums
    from lbpp_cli.programs.oakland_lslbe.worksheet_setting import Setting


def goals_of(setting: Setting) -> list[str]:
    """The names of the goals that each bid has, in their order."""
    emergency = bool(answer(setting.solicitation, "emergency"))
    if setting.asked.whole is not None:
        names = [REQUIREMENT, LOCAL_PART, SMALL_PART]
    else:
        names = [LOCAL_WORK if setting.case.procedure.id == INFORMAL and not emergency else REQUIREMENT]
    return [*names, *([LOCAL_WORK, SMALL_WORK] if emergency else [])]


def not_required(setting: Setting, sums: Sums) -> Iterator[Reached]:
    """Definitions 13, 14: what the buyer is asked for where nothing is required; no bid is left out for it."""
    everything = sums.all * setting.cent
    if goals_of(setting)[0] == LOCAL_WORK:
        yield Reached(LOCAL_WORK, _rate(setting, "informal-local"), everything)
    else:
        yield Reached(REQUIREMENT, None, everything)
    yield from emergency_goals(setting, sums)


def emergency_goals(setting: Setting, sums: Sums) -> Iterator[Reached]:
    """Emergency Contracts: 75% local, and of that at least two thirds small."""
    if answer(setting.solicitation, "emergency"):
        local = _rate(setting, "emergency-local")
        yield Reached(LOCAL_WORK, local, sums.all * setting.cent)
        small = local * setting.figure("emergency-small") / 3
        yield Reached(SMALL_WORK, small, (sums.small + sums.very) * setting.cent)


def _rate(setting: Setting, percent: str) -> Formula:
    return setting.figure(percent) * (setting.cent // 100)
