"""The drawings of a workbook: native charts that follow their cells, told apart without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from lbpp_cli.render.sheets import Bars, Sheet, Slope

_DASHES = ("solid", "dash", "dash_dot", "square_dot", "long_dash", "round_dot")
_MARKERS = ("circle", "square", "diamond", "triangle", "x", "plus")
# Bars of one group differ in how dark they are, and stand in the order of the legend.
_SHADES = ("#1F4E79", "#9DC3E6", "#7F7F7F")
_FONT = {"name": "Arial", "size": 9}


def draw_bars(workbook: Workbook, page: Worksheet, sheet: Sheet, bars: Bars) -> None:
    """Columns of a table as bars, with the figure at each."""
    chart = workbook.add_chart({"type": "bar"})
    of = bars.of or sheet.name
    (first, last), several = bars.rows, len(bars.figures) > 1
    for number, column in enumerate(bars.figures):
        shade = _SHADES[(bars.shades[number] if bars.shades else number) % len(_SHADES)]
        chart.add_series({
            "name": [of, bars.heading_row, column],
            "categories": [of, first, bars.names, last, bars.names],
            "values": [of, first, column, last, column],
            "fill": {"color": shade},
            "border": {"none": True},
            "gap": 40,
            "data_labels": {"value": True, "font": _FONT, "num_format": bars.form},
        })  # fmt: skip
    # The first row stands at the top, as in the table.
    chart.set_y_axis({"reverse": True, "num_font": _FONT, "line": {"color": "#7F7F7F"}})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    chart.set_legend({"position": "bottom", "font": _FONT} if several else {"none": True})
    chart.set_title({"name": bars.title, "name_font": {"name": "Arial", "size": 11}, "overlay": False})
    chart.set_chartarea({"border": {"none": True}})
    chart.set_size({"width": bars.width, "height": bars.height})
    page.insert_chart(*bars.at, chart, {"description": bars.title})


def draw_slope(workbook: Workbook, page: Worksheet, sheet: Sheet, slope: Slope) -> None:
    """The two rankings as a line for each bidder; told apart by dashes, marks and names, not by colour alone."""
    chart = workbook.add_chart({"type": "line"})
    for number, row in enumerate(slope.rows):
        first = number == 0
        shade = "#000000" if first else "#595959"
        font = {"name": "Arial", "size": 9, "bold": first}
        chart.add_series({
            "name": [sheet.name, row, slope.label],
            "categories": [sheet.name, slope.heading_row, slope.places[0], slope.heading_row, slope.places[1]],
            "values": [sheet.name, row, slope.places[0], row, slope.places[1]],
            "line": {"color": shade, "width": 3 if first else 1.25, "dash_type": _DASHES[number % len(_DASHES)]},
            "marker": {
                "type": _MARKERS[number % len(_MARKERS)],
                "size": 8 if first else 6,
                "fill": {"color": shade},
                "border": {"color": shade},
            },
            # The name of each line stands at both its ends, as a reference that follows the input.
            "data_labels": {"series_name": True, "custom": [{"position": "left", "font": font}], "font": font},
        })  # fmt: skip
    count = len(slope.rows)
    chart.set_y_axis(
        {"reverse": True, "min": 0, "max": count + 1, "visible": False, "major_gridlines": {"visible": False}}
    )
    chart.set_x_axis(
        {"label_position": "high", "num_font": {"name": "Arial", "size": 9, "bold": True}, "line": {"none": True}}
    )
    chart.set_plotarea({"layout": {"x": 0.32, "y": 0.14, "width": 0.36, "height": 0.8}})
    chart.set_legend({"none": True})
    chart.set_title({"name": "Rank before and after the preference", "name_font": {"name": "Arial", "size": 11}})
    chart.set_chartarea({"border": {"none": True}})
    chart.set_size({"width": 900, "height": slope.height})
    page.insert_chart(*slope.at, chart, {"description": "Each bidder's rank before and after the preference."})
