from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from leadbook.render.plain_chart import with_defaults_written
from leadbook.report.model import Chart, Series, Table

if TYPE_CHECKING:
    from collections.abc import Callable

CHART = "xl/charts/chart1.xml"
KINDS = ["bar", "column", "stacked bar", "line"]


def a_chart(kind: str) -> Chart:
    series = (Series("open", "Open"), Series("rate", "Rate"))
    return Chart(kind, "Open", "stages", "stage", series, x_title="Stage")  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_leaves_nothing_to_the_age_of_its_workbook(
    part_of: Callable[..., str], table: Callable[..., Table], kind: str
) -> None:
    xml = part_of(CHART, a_chart(kind), table())
    for once in ("roundedCorners", "autoTitleDeleted", "varyColors"):
        assert xml.count(f'<c:{once} val="0"/>') == 1
    assert xml.count('<c:dispBlanksAs val="gap"/>') == 1
    assert xml.count("<c:delete ") == xml.count("<c:scaling>") == 2
    assert xml.count("<c:overlay ") == xml.count("<c:title>") + xml.count("<c:legend>")
    assert xml.count("<c:showSerName ") == xml.count("<c:dLbls>")


def test_lines_are_not_smoothed(part_of: Callable[..., str], table: Callable[..., Table]) -> None:
    xml = part_of(CHART, a_chart("line"), table())
    assert xml.count('<c:smooth val="0"/></c:ser>') == 2
    assert "c:smooth" not in part_of(CHART, a_chart("bar"), table())


def test_an_axis_that_is_hidden_stays_hidden() -> None:
    hidden = '<c:scaling></c:scaling><c:delete val="1"/>'
    assert with_defaults_written(hidden) == hidden
