"""The workbook being written: its cell formats, number formats and chart style."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goen.japanese import minor_digits
from goen.pictures import TOKENS, rank_slots

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter.chart import Chart
    from xlsxwriter.format import Format

    from goen.report._reading_rule import Facts
    from goen.report._workbook_page import Block
    from goen.sheets import SafeWorkbook

FONT = {"ja": "Yu Gothic", "en": "Calibri"}
ROW_HEIGHT = 18.0  # points; Yu Gothic needs more than Excel's default
CHART_SIZE = (720, 360)  # pixels


_HEAD = {"bold": True, "text_wrap": True, "bg_color": TOKENS["act-soft"][0], "bottom": 1}
# Kinds whose values stand at the left of their cell.
TEXT_KINDS = ("text", "overflow", "wrapped", "rank", "status", "segment", "flag")


def light(name: str) -> str:
    """Return the light value of a colour token: paper and workbooks have one theme."""
    return TOKENS[name][0]


class Book:
    """A safe workbook with the answers it shows, and formats made once each."""

    def __init__(
        self, *, safe: SafeWorkbook, facts: Facts, reading: Mapping[str, list[str]]
    ) -> None:
        self.safe = safe
        self.facts = facts
        self.reading = reading
        self.lang = facts.lang
        self.digits = minor_digits(facts.currency)
        self._formats: dict[tuple[str, bool], Format] = {}
        ranks = [row["rank"] for row in facts.answers["ranks"]]
        self._slots = dict(zip(ranks, rank_slots(len(ranks)), strict=True))
        safe.book.formats[0].set_font_name(FONT[self.lang])

    def form(self, kind: str, *, total: bool = False) -> Format:
        """Return the cell format of a kind of value; `total` is the bold line under a table."""
        if (kind, total) not in self._formats:
            properties = {**self._base(), **self._kind(kind)}
            if total:
                properties |= {"bold": True, "top": 1, "top_color": light("ink-3")}
            self._formats[kind, total] = self.safe.book.add_format(properties)
        return self._formats[kind, total]

    def _base(self) -> dict[str, Any]:
        return {"font_name": FONT[self.lang], "font_size": 11, "valign": "vcenter"}

    def _kind(self, kind: str) -> dict[str, Any]:
        """Return what sets a kind apart; numbers keep their full value whatever is shown."""
        money = "#,##0" if not self.digits else "#,##0." + "0" * self.digits
        day, month = ("yyyy/mm/dd", "yyyy/mm") if self.lang == "ja" else ("yyyy-mm-dd", "yyyy-mm")
        numbers = {
            "count": "#,##0",
            "signed": "+#,##0;−#,##0;±0",
            "money": money + ";−" + money,
            "signed_money": f"+{money};−{money};±0",
            "share": "0.0%",
            "points": "+0.0;−0.0;±0.0",
            "number": "#,##0.00;−#,##0.00",
            "ratio": "#,##0.0",
            "trend": "+0.00;−0.00;±0.00",
            "day": day,
            "month": month,
        }
        if kind in numbers:
            return {"num_format": numbers[kind], "align": "right"}
        others: dict[str, dict[str, Any]] = {
            "title": {"bold": True, "font_size": 15},
            "lead": {"font_color": light("ink-3")},
            "reading": {"text_wrap": True, "valign": "top"},
            "subtitle": {"bold": True, "font_size": 12},
            "text": {"indent": 1},
            "overflow": {"indent": 1},
            "head": {**_HEAD, "align": "left", "indent": 1},
            "head_number": {**_HEAD, "align": "right"},
            "link": {"font_color": light("act"), "underline": 1},
        }
        return others.get(kind, {})

    def fill(self, rank: str, *, lapsed: bool) -> dict[str, Any]:
        """Return the fill of a rank in a chart: flat when active, hatched when lapsed."""
        slot = self._slots[rank]
        border = {"color": light(f"r{slot}-ink"), "width": 0.75}
        if not lapsed:
            return {"fill": {"color": light(f"r{slot}-fill")}, "border": border}
        pattern = {
            "pattern": "wide_upward_diagonal",
            "fg_color": light(f"r{slot}-ink"),
            "bg_color": light(f"r{slot}-soft"),
        }
        return {"pattern": pattern, "border": border}

    def chart(self, kind: str, *, title: str, subtype: str | None = None) -> Chart:
        """Return a new chart in the style of the reports; values start at zero."""
        options = {"type": kind} | ({"subtype": subtype} if subtype else {})
        chart: Chart = self.safe.book.add_chart(options)
        font = {"name": FONT[self.lang], "color": light("ink")}
        chart.set_title({"name": title, "name_font": font | {"size": 12, "bold": True}})
        chart.set_legend({"position": "bottom", "font": font | {"size": 10}})
        chart.set_chartarea({"border": {"none": True}})
        chart.set_size({"width": CHART_SIZE[0], "height": CHART_SIZE[1]})
        chart.set_x_axis(self.axis())
        chart.set_y_axis(self.axis(grid=True))
        return chart

    def colour(self, name: str) -> str:
        """Return the light value of a colour token."""
        return light(name)

    def line(
        self,
        block: Block,
        categories: int,
        values: int,
        *,
        colour: str = "act",
        dash: str = "solid",
    ) -> dict[str, Any]:
        """Return a series drawn as a line, named after the head of its column."""
        return {
            "name": block.title(values),
            "categories": block.column(categories),
            "values": block.column(values),
            "line": {"color": light(colour), "width": 2, "dash_type": dash},
            "marker": {"type": "none"},
        }

    def columns(
        self, block: Block, categories: int, values: int, *, colour: str = "act"
    ) -> dict[str, Any]:
        """Return a series drawn as columns, named after the head of its column."""
        return {
            "name": block.title(values),
            "categories": block.column(categories),
            "values": block.column(values),
            "fill": {"color": light(colour)},
            "border": {"none": True},
            "gap": 60,
        }

    def axis(self, *, grid: bool = False, **more: Any) -> dict[str, Any]:
        """Return the settings of an axis, with `more` of XlsxWriter's own."""
        font = {"name": FONT[self.lang], "size": 10, "color": light("ink-2")}
        lines = {"visible": grid, "line": {"color": light("line"), "width": 0.75}}
        settings = {"num_font": font, "major_gridlines": lines, "name_font": font | {"bold": False}}
        line = {"none": True} if grid else {"color": light("ink-3")}
        return settings | {"line": line} | more

    def month_axis(self, months: int) -> dict[str, Any]:
        """Return an axis of months with few enough labels to read."""
        step = next(
            unit for unit in (1, 3, 6, 12, 24, 60, 120) if months / unit <= 12 or unit == 120
        )
        return self.axis(
            date_axis=True, num_format="yyyy/m", major_unit=step, major_unit_type="months"
        )
