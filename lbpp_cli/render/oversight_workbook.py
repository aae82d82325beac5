"""The breakdowns that the law of a program asks for as sheets: goals with charts, awards by agency, waivers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.compliance.reporting import YEAR
from lbpp_cli.render import oversight_tables
from lbpp_cli.render import summary_tables as tables
from lbpp_cli.render.oversight_tables import MOST_DRAWN, drawn, kind_of
from lbpp_cli.render.sheets import PIXELS, Bars, Sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from lbpp_cli.compliance.oversight import Oversight
    from lbpp_cli.compliance.year import Year

    Put = Callable[[Sheet, int, tables.Table], int]

_GOALS, _CHARTS, _AWARDS, _WAIVERS = "Goals", "Goal charts", "Awards by agency", "Waivers"
_SECOND, _WIDTH = 10, 620  # the column of the second chart of a row, and how wide a chart is in pixels
_NAME, _ACHIEVED, _GOAL, _AT_MOST = 2, 5, 6, 8  # columns of the table of goals
_ON_A_PAGE = 6  # charts, two across
_PERCENT = "0.00######%"  # as exact as in the table


def sheets(found: Oversight, named: Callable[[str], str], put: Put) -> list[Sheet]:
    """The sheets that there is something for; ``put`` writes a table at a row and gives the row after it."""
    made = []
    if found.years.measured or found.years.left_out:
        made.append(_goals(found, named(_GOALS), put))
    if found.years.measured:
        made.append(_charts(found, named(_CHARTS), named(_GOALS)))
    awards = [oversight_tables.at_a_glance(found), *oversight_tables.full(found)] if found.awarded else []
    waivers = [oversight_tables.requests(found), oversight_tables.waived(found, by_agency=True)]
    for name, widths, shown in (
        (_AWARDS, (32, 26, 30, 20, 20, 14, 16, 18), awards),
        (_WAIVERS, (32, 24, 20, 32, 18, 26, 40, 18), waivers),
    ):
        if any(one.rows for one in shown):
            made.append(_stacked(named(name), name, widths, [one for one in shown if one.rows], put))
    return made


def _goals(found: Oversight, name: str, put: Put) -> Sheet:
    sheet = Sheet(name, freeze=(2, 1), repeat=(1, 1))
    sheet.set_widths(36, 26, 20, 18, 18, 11, 9, 16, 11, 11)
    row = put(sheet, 0, oversight_tables.years(found)) if found.years.measured else 0
    out = oversight_tables.left_out(found)
    if out.rows:
        put(sheet, row + 1 if row else 0, out)
    return sheet


def _charts(found: Oversight, name: str, of: str) -> Sheet:
    """A chart for each agency and industry, of the rows of the table of goals."""
    sheet = Sheet(name, landscape=False)
    sheet.write(0, 0, oversight_tables.title(found, YEAR), "title")
    if len(found.years.measured) > MOST_DRAWN:
        sheet.write(1, 0, oversight_tables.drawn_note(found), "plain")
    tops, row = {}, 2
    for one in found.years.measured:
        tops[id(one)] = row
        row += len(one.goals)
    shown, breaks, at = drawn(found), [], 3
    for number in range(0, len(shown), 2):
        if number and number % _ON_A_PAGE == 0:
            breaks.append(at)
        pair = [_chart(one, tops[id(one)], (at, _SECOND * second), of) for second, one in enumerate(shown[number:][:2])]
        sheet.bars += pair
        at += max(bars.height for bars in pair) // PIXELS + 2
    sheet.page_breaks = tuple(breaks)
    return sheet


def _chart(one: Year, top: int, place: tuple[int, int], of: str) -> Bars:
    figures = (_ACHIEVED, _AT_MOST, _GOAL) if any(goal.open for goal in one.goals) else (_ACHIEVED, _GOAL)
    shades = (0, 1, 2) if _AT_MOST in figures else (0, 2)  # a goal is the same in each
    title, rows = f"{oversight_tables.agency_of(one)}: {kind_of(one)}", (top, top + len(one.goals) - 1)
    return Bars(place, title, rows, _NAME, figures, 1, _PERCENT, _WIDTH, of, shades)


def _stacked(name: str, title: str, widths: tuple[int, ...], shown: list[tables.Table], put: Put) -> Sheet:
    sheet = Sheet(name)
    sheet.set_widths(*widths)
    sheet.write(0, 0, title, "title")
    row = 2
    for table in shown:
        row = put(sheet, row, table) + 1
    return sheet
