"""Native Excel charts over the cells of a table, which a person can edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadbook.render.formats import number_format
from leadbook.render.palette import INK, LINE, QUIET, TONES, WHITE
from leadbook.render.plain_chart import write_defaults

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart as Drawing
    from xlsxwriter.workbook import Workbook

    from leadbook.render.formats import Formats
    from leadbook.render.tables import Placed
    from leadbook.report.model import Chart, Series

__all__ = ["make_chart"]

TYPES = {
    "bar": {"type": "bar"},
    "column": {"type": "column"},
    "stacked bar": {"type": "bar", "subtype": "stacked"},
    "line": {"type": "line"},
}
TICKS = 12
ROOMY, FEW_BARS = 180, 3
LEVEL = 0.5
"""Degrees that XlsxWriter rounds down to 0; an honest 0 it takes for "as the program likes"."""


def make_chart(
    workbook: Workbook, chart: Chart, tab: str, table: Placed, formats: Formats
) -> Drawing:
    """Make the drawing of a chart; right to left, its category axis runs the other way."""
    drawing = workbook.add_chart(TYPES[chart.kind])
    last = min(table.last, table.first + chart.rows - 1) if chart.rows else table.last
    for series in chart.series:
        drawing.add_series(_series(chart, series, tab, (table, last), formats))
    _title(drawing, chart, formats)
    _axes(drawing, chart, last - table.first + 1, formats)
    _legend(drawing, chart, formats)
    drawing.set_chartarea({"border": {"color": LINE}, "fill": {"color": WHITE}})
    drawing.set_plotarea({"fill": {"none": True}})
    write_defaults(drawing)
    return drawing


def _series(
    chart: Chart, series: Series, tab: str, where: tuple[Placed, int], formats: Formats
) -> dict[str, object]:
    table, last = where
    colour = TONES[series.tone].line
    category, values = table.columns[chart.category], table.columns[series.key]
    made: dict[str, object] = {
        "name": series.title,
        "categories": [tab, table.first, category, last, category],
        "values": [tab, table.first, values, last, values],
    }
    if chart.kind == "line":
        width = 1 if series.dashed else 2.25
        line: dict[str, object] = {"color": colour, "width": width}
        return made | {"line": line | ({"dash_type": "dash"} if series.dashed else {})}
    made |= {"fill": {"color": colour}, "border": {"none": True}}
    made["gap"] = ROOMY if last - table.first < FEW_BARS else 55
    if chart.kind == "stacked bar":
        return made | {"overlap": 100}
    return made | {"data_labels": _labels(chart, formats)}


def _labels(chart: Chart, formats: Formats) -> dict[str, object]:
    shown = number_format(chart.value_kind, formats.language, formats.dates)
    font = _font(formats, color=INK)
    return {"value": True, "num_format": shown, "font": font, "position": "outside_end"}


def _title(drawing: Drawing, chart: Chart, formats: Formats) -> None:
    title: dict[str, object] = {
        "name": chart.title,
        "name_font": _font(formats, size=formats.larger(2), bold=True, color=INK),
        "overlay": False,
    }
    if not formats.right_to_left:
        title["layout"] = {"x": 0.02, "y": 0.03}
    drawing.set_title(title)


def _axes(drawing: Drawing, chart: Chart, rows: int, formats: Formats) -> None:
    category, values = _category_axis(chart, formats), _value_axis(chart, formats)
    backwards = {"reverse": formats.right_to_left}
    if chart.kind in {"bar", "stacked bar"}:
        # The first row of the table stands on top, and bars grow from where reading begins.
        # Turned round, the categories would carry the value axis to the top with them.
        drawing.set_y_axis(category | {"reverse": True, "crossing": "max"})
        drawing.set_x_axis(values | backwards)
        return
    step = max(1, -(-rows // TICKS))
    level = {"num_font": _font(formats, rotation=LEVEL)}
    ticks = {"interval_unit": step, "interval_tick": step}
    drawing.set_x_axis(category | level | ticks | backwards)
    drawing.set_y_axis(values)


def _category_axis(chart: Chart, formats: Formats) -> dict[str, object]:
    return {
        "num_font": _font(formats),
        "num_format": number_format("integer", formats.language, formats.dates),
        "major_gridlines": {"visible": False},
        "line": {"color": LINE},
        "major_tick_mark": "none",
        "name": chart.x_title,
        "name_font": _font(formats),
    }


def _value_axis(chart: Chart, formats: Formats) -> dict[str, object]:
    """Make the axis of the figures, from 0; where each bar bears its own figure it is not shown."""
    shown = number_format(chart.value_kind, formats.language, formats.dates)
    labelled = chart.kind in {"bar", "column"}
    return {
        "visible": not labelled,
        "major_gridlines": {"visible": not labelled, "line": {"color": LINE, "width": 0.75}},
        "num_font": _font(formats),
        "num_format": shown.replace(".0", ""),
        "min": 0,
        "line": {"none": True},
        "major_tick_mark": "none",
        "name": chart.y_title,
        "name_font": _font(formats),
    }


def _legend(drawing: Drawing, chart: Chart, formats: Formats) -> None:
    if len(chart.series) == 1:
        drawing.set_legend({"none": True})
    else:
        drawing.set_legend({"position": "bottom", "font": _font(formats)})


def _font(formats: Formats, **own: object) -> dict[str, object]:
    return {"name": formats.font, "size": formats.size - 1, "color": QUIET, "bold": False} | own
