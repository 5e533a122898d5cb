"""A chart's XML with every default written out.

XlsxWriter writes charts as Excel 2007 did and leaves out what was a default then. In a workbook
that a later Excel has saved, which is what a report is grafted into, programs take the same gaps
for today's defaults: smoothed lines, rounded corners, labels that repeat the names of series.
"""

from __future__ import annotations

import re
from io import StringIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart as Drawing

__all__ = ["with_defaults_written", "write_defaults"]

LABELS = (
    '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
    '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)
EVERYWHERE = (
    (r"(<c:lang [^>]*/>)", r'\1<c:roundedCorners val="0"/>'),
    (r"</c:title>", '<c:overlay val="0"/></c:title>'),
    (r"<c:plotArea>", '<c:autoTitleDeleted val="0"/><c:plotArea>'),
    (r"(<c:grouping [^>]*/>)", r'\1<c:varyColors val="0"/>'),
    (r'<c:showVal val="1"/>', LABELS),
    (r"</c:scaling>(?!<c:delete)", '</c:scaling><c:delete val="0"/>'),
    (r"(<c:legend>.*?)(<c:txPr>)", r'\1<c:overlay val="0"/>\2'),
    (r"(<c:plotVisOnly [^>]*/>)", r'\1<c:dispBlanksAs val="gap"/>'),
)
LINES = ((r"</c:ser>", '<c:smooth val="0"/></c:ser>'),)


def with_defaults_written(xml: str) -> str:
    """Write out what a chart's XML leaves to the program that reads it.

    >>> with_defaults_written('<c:dLbls><c:showVal val="1"/></c:dLbls>').count('val="0"')
    5
    """
    for pattern, written in (*EVERYWHERE, *(LINES if "<c:lineChart>" in xml else ())):
        xml = re.sub(pattern, written, xml)
    return xml


def write_defaults(drawing: Drawing) -> None:
    """Let a chart write its defaults out when the workbook is stored."""
    assemble = drawing._assemble_xml_file

    def assembled() -> None:
        file, drawing.fh = drawing.fh, _Kept()
        assemble()
        file.write(with_defaults_written(drawing.fh.getvalue()))
        drawing.fh = file
        drawing._xml_close()

    drawing._assemble_xml_file = assembled


class _Kept(StringIO):
    """Text that stays readable when its writer is done with it."""

    def close(self) -> None:
        """Do nothing."""
