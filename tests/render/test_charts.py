from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from leadbook.render.xlsx import render
from leadbook.report.model import Chart, Report, Series, Sheet, Table

if TYPE_CHECKING:
    from pathlib import Path

CHART = "xl/charts/chart1.xml"
Made = Callable[..., Table]
Part = Callable[..., str]


def a_chart(**changes: object) -> Chart:
    facts: dict[str, object] = {
        "kind": "column",
        "title": "Open deals",
        "table": "stages",
        "category": "stage",
        "series": (Series("open", "Open"),),
        "text": "How many deals are open.",
    }
    return Chart(**facts | changes)  # type: ignore[arg-type]


def references(xml: str) -> list[str]:
    return re.findall("<c:f>(.*?)</c:f>", xml)


def test_a_chart_draws_the_cells_of_its_table(part_of: Part, table: Made) -> None:
    xml = part_of(CHART, a_chart(), table())
    categories, values = references(xml)
    first = int(re.findall(r"\d+", categories)[0])
    assert categories == f"Summary!$B${first}:$B${first + 2}"
    assert values == f"Summary!$C${first}:$C${first + 2}"
    assert [float(v) for v in re.findall("<c:v>([0-9.]+)</c:v>", xml)] == [0, 10, 20]


def test_a_chart_of_the_first_rows_stops_there(part_of: Part, table: Made) -> None:
    categories, _ = references(part_of(CHART, a_chart(rows=2), table(rows=9)))
    first, last = map(int, re.findall(r"\d+", categories))
    assert last - first == 1


def test_a_chart_may_draw_a_table_of_another_sheet(tmp_path: Path, table: Made) -> None:
    facts = ("As of today", "Rows used: 3.", "Rows left out: none.")
    drawn = Sheet("summary", "Summary", "H", facts, (), (a_chart(sheet="velocity"),))
    held = Sheet("velocity", "My tables", "H", facts, (), (table(),))
    render(Report("en", "gregorian", "", (drawn, held)), tmp_path / "two.xlsx")
    with zipfile.ZipFile(tmp_path / "two.xlsx") as file:
        categories, _ = references(file.read(CHART).decode())
    assert categories.startswith("'My tables'!$B$")


def test_a_chart_of_an_empty_table_is_left_out(rendered: Callable[..., Path], table: Made) -> None:
    with zipfile.ZipFile(rendered(a_chart(), table(rows=0))) as file:
        assert not [name for name in file.namelist() if "chart" in name]


@pytest.mark.parametrize(("language", "orientation"), [("en", "minMax"), ("fa", "maxMin")])
@pytest.mark.parametrize(
    ("kind", "axis"), [("column", "catAx"), ("line", "catAx"), ("bar", "valAx")]
)
def test_right_to_left_the_horizontal_axis_runs_the_other_way(
    part_of: Part, table: Made, kind: str, axis: str, language: str, orientation: str
) -> None:
    xml = part_of(CHART, a_chart(kind=kind), table(), language=language)
    horizontal = xml[xml.index(f"<c:{axis}>") :]
    assert re.search('<c:orientation val="(.*?)"/>', horizontal)[1] == orientation


def test_bars_stand_in_the_order_of_the_table(part_of: Part, table: Made) -> None:
    xml = part_of(CHART, a_chart(kind="bar"), table())
    categories = xml[xml.index("<c:catAx>") :]
    assert re.search('<c:orientation val="(.*?)"/>', categories)[1] == "maxMin"


def test_labels_of_axes_are_level_and_valid(part_of: Part, table: Made) -> None:
    assert set(re.findall('rot="(.*?)"', part_of(CHART, a_chart(kind="line"), table()))) == {"0"}


def test_a_chart_says_in_words_what_it_shows(part_of: Part, table: Made) -> None:
    xml = part_of("xl/drawings/drawing1.xml", a_chart(), table())
    assert 'descr="How many deals are open."' in xml


def test_a_dashed_series_is_a_dashed_line(part_of: Part, table: Made) -> None:
    low = Series("rate", "Low", "muted", dashed=True)
    xml = part_of(CHART, a_chart(kind="line", series=(low,)), table())
    assert '<a:prstDash val="dash"/>' in xml
