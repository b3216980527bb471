"""Sheets of movement between two dates: the transition matrix, the steps up, the year's base."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goen.report._reading_periods import calendar_year
from goen.report._workbook_page import Block, Field, Page
from goen.report._workbook_ranks import segment_head, segment_name, segments

if TYPE_CHECKING:
    from goen.report._workbook_book import Book


def transitions(book: Book, page: Page) -> None:
    """The matrix as shares of each row and as customers, then each cell with its interval."""
    found = book.facts.given("transitions")
    cells = {
        (row["from_rank"], row["from_status"], row["to_rank"], row["to_status"]): row
        for row in found["rows"]
    }
    sources: list[tuple[str, str | None]] = [*segments(book), ("none", None)]
    page.freeze_title()
    _matrix(book, page, cells, sources, key="share")
    _matrix(book, page, cells, sources, key="customers")
    _intervals(book, page, cells, sources)


def _matrix(
    book: Book,
    page: Page,
    cells: dict[tuple[Any, ...], dict[str, Any]],
    sources: list[tuple[str, str | None]],
    *,
    key: str,
) -> None:
    t, found = book.facts.pick, book.facts.given("transitions")
    start, end = book.facts.day(found["from_date"]), book.facts.day(found["to_date"])
    what = t(ja="割合", en="share") if key == "share" else t(ja="人数", en="customers")
    corner = t(ja=f"{start}（縦）→ {end}（横）", en=f"{start} (down) → {end} (across)")
    kind = "share" if key == "share" else "count"
    fields = [
        Field(t(ja="もとの姿", en="From")),
        Field(t(ja="もとの人数", en="Customers"), "count"),
    ]
    fields += [Field(segment_head(book, *segment), kind) for segment in segments(book)]
    rows = []
    for source in sources:
        line = [cells.get((*source, *target)) for target in segments(book)]
        total = next((cell["row_total"] for cell in line if cell), 0)
        values = [cell[key] if cell else None for cell in line]
        rows.append([segment_name(book, *source), total, *values])
    block = page.table(fields=fields, rows=rows, title=f"{what}　{corner}")
    heat(page, block, first=2, book=book)


def heat(page: Page, block: Block, *, first: int, book: Book) -> None:
    """Shade the cells of a block from its column `first` on: the more, the deeper."""
    if block.last >= block.first:
        page.sheet.conditional_format(
            block.first,
            block.left + first,
            block.last,
            block.right,
            {
                "type": "2_color_scale",
                "min_color": "#ffffff",
                "max_color": book.colour("act-line"),
                "min_type": "num",
                "min_value": 0,
            },
        )


def _intervals(
    book: Book,
    page: Page,
    cells: dict[tuple[Any, ...], dict[str, Any]],
    sources: list[tuple[str, str | None]],
) -> None:
    t = book.facts.pick
    fields = [
        Field(t(ja="もとの姿 → いまの姿", en="From → to")),
        Field(t(ja="もとの人数", en="Customers"), "count"),
        Field(t(ja="人数", en="Moved"), "count"),
        Field(t(ja="割合", en="Share"), "share"),
        Field(t(ja="幅の下（95%）", en="Low (95%)"), "share"),
        Field(t(ja="幅の上（95%）", en="High (95%)"), "share"),
    ]
    keys = ("row_total", "customers", "share", "low", "high")
    rows = []
    for source in sources:
        for target in segments(book):
            row = cells.get((*source, *target))
            if row and row["customers"]:
                name = f"{segment_name(book, *source)} → {segment_name(book, *target)}"
                rows.append([name, *(row[key] for key in keys)])
    page.table(fields=fields, rows=rows, title=t(ja="割合とその幅", en="Shares with intervals"))


def advance(book: Book, page: Page) -> None:
    """推移率 against its targets."""
    t, found = book.facts.pick, book.facts.given("advance")
    start, end = (book.facts.day(found[key]) for key in ("from_date", "to_date"))
    fields = [
        Field(t(ja="どこから、どこへ", en="Step")),
        Field(t(ja="進んだ人数", en="Moved up"), "count"),
        Field(t(ja="もとの人数", en="Customers"), "count"),
        Field(t(ja="推移率", en="Rate"), "share"),
        Field(t(ja="目安", en="Target"), "share"),
        Field(t(ja="差（ポイント）", en="Points"), "points"),
        Field(t(ja="幅の下（95%）", en="Low (95%)"), "share"),
        Field(t(ja="幅の上（95%）", en="High (95%)"), "share"),
    ]
    rows = [_step(book, step) for step in found["steps"]]
    title = t(ja=f"{start} → {end}", en=f"{start} → {end}")
    block = page.table(fields=fields, rows=rows, title=title)
    page.freeze(block, filtered=False)
    if not rows:
        return
    chart = book.chart("column", title=t(ja="推移率と目安", en="Rates and targets"))
    for place, colour in ((3, "act"), (4, "line-strong")):
        chart.add_series(book.columns(block, 0, place, colour=colour))
    chart.set_y_axis(book.axis(grid=True, num_format="0%", min=0, max=1))
    page.insert(chart, row=page.next, column=0)


def _step(book: Book, step: dict[str, Any]) -> list[Any]:
    rate, target = step["rate"], step["target"]
    share, low, high = rate["share"], step["low"], step["high"]
    points = None if share is None else (share - target) * 100
    counts = [rate["numerator"], rate["denominator"], rate]
    return [step["name"][book.lang], *counts, target, points, low, high]


def active_base(book: Book, page: Page) -> None:
    """稼働顧客: the bridge over a year, and base and moving total month by month."""
    t, found = book.facts.pick, book.facts.given("active_base")
    months = calendar_year(end=found["to_date"], lang=book.lang)
    fields = [
        Field(t(ja="月", en="Month"), "month"),
        Field(t(ja="稼働顧客（12か月に購入）", en="Bought within 12 months"), "count"),
        Field(t(ja="売上の移動年計", en="Moving 12-month sales"), "money"),
    ]
    rows = [[row["month"], row["buyers_12m"], row["sales_12m"]] for row in found["monthly"]]
    block = page.table(fields=fields, rows=rows)
    page.freeze(block)
    page.table(
        fields=[
            Field(t(ja=f"1年の動き（{months}）", en=f"Bridge over the year ({months})")),
            Field("", "count"),
        ],
        rows=_bridge(book, found),
        left=block.right + 2,
        top=block.head,
    )
    page.put(block.head + 6, block.right + 2, t(ja="顧客維持率", en="Retention"))
    page.put(block.head + 6, block.right + 3, found["retention"], "share")
    page.put(block.head + 7, block.right + 2, t(ja="12か月の売上", en="Sales of 12 months"))
    page.put(block.head + 7, block.right + 3, found["sales_12m"], "money")
    page.put(block.head + 8, block.right + 2, t(ja="1人あたり（年間LTV）", en="Each, in the year"))
    page.put(block.head + 8, block.right + 3, found["annual_ltv"], "money")
    if rows:
        _base_charts(book, page, block, len(rows))


def _bridge(book: Book, found: dict[str, Any]) -> list[list[Any]]:
    t = book.facts.pick
    return [
        [t(ja="1年前の稼働顧客", en="Base a year ago"), found["opening"]],
        [t(ja="＋ 新しい", en="+ new"), found["new"]],
        [t(ja="＋ 1年以上ぶりに購入", en="+ bought again after a year or more"), found["revived"]],
        [t(ja="－ 抜けた", en="− dropped"), found["dropped"]],
        [t(ja="いまの稼働顧客", en="Base today"), found["closing"]],
    ]


def _base_charts(book: Book, page: Page, block: Block, count: int) -> None:
    t = book.facts.pick
    titles = (
        (t(ja="売上の移動年計", en="Moving 12-month sales"), 2),
        (t(ja="稼働顧客", en="Base of 12 months"), 1),
    )
    row = block.first
    for title, place in titles:
        chart = book.chart("line", title=title)
        chart.add_series(book.line(block, 0, place))
        chart.set_x_axis(book.month_axis(count))
        chart.set_y_axis(book.axis(grid=True, num_format="#,##0", min=0))
        chart.set_legend({"none": True})
        row = page.insert(chart, row=row, column=block.right + 5)
