"""The breakdowns that the law of a program asks for as sections of a page: goals with bars, awards, waivers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.compliance.reporting import YEAR
from lbpp_cli.render import goal_chart, oversight_tables
from lbpp_cli.render.html import Element, element
from lbpp_cli.render.page_frame import Section

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lbpp_cli.compliance.oversight import Oversight
    from lbpp_cli.render import summary_tables as tables

    Drawn = Callable[[tables.Table], Element]


def sections(
    found: Oversight, program: str, drawn: Drawn, folded: Callable[[str, tables.Table], Element]
) -> Iterator[Section]:  # fmt: skip
    """The sections; ``drawn`` makes a table of the page, ``folded`` one that is opened."""
    years = found.years.measured
    charts = [goal_chart.chart(one, f"goals-{program}-{at}") for at, one in enumerate(oversight_tables.drawn(found))]
    left_out = oversight_tables.left_out(found)
    made: list[Element] = []
    if charts:
        note = f" {oversight_tables.drawn_note(found)}" if len(years) > len(charts) else ""
        made.append(element("p", goal_chart.CAPTION + note, class_="aside"))
        made.append(element("div", *charts, class_="goals"))
        made += [drawn(one) for one in oversight_tables.years_by_industry(found)]
        own = oversight_tables.own_years(found)
        made += [drawn(own)] if own.rows else []
        made.append(folded("In dollars", oversight_tables.years(found)))
    if left_out.rows:
        made.append(drawn(left_out))
    yield Section("year", "Goals", oversight_tables.title(found, YEAR), tuple(made))
    if found.awarded:
        shown = [oversight_tables.at_a_glance(found), *oversight_tables.owners(found), oversight_tables.awarded(found)]
        full = [folded(f"{one.title}, by agency", one) for one in oversight_tables.full(found)]
        yield Section("oversight", "Awards by firm", "Awards by firm", (*map(drawn, shown), *full))
    waivers = [oversight_tables.requests(found), oversight_tables.waived(found, by_agency=True)]
    yield Section("waivers", "Waivers", "Waivers", tuple(drawn(one) for one in waivers if one.rows))
