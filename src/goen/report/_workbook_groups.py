"""Sheets of the classical groupings: RFM, decile, ABC with Pareto, the two-indicator rank."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goen.report._workbook_moves import heat
from goen.report._workbook_page import Block, Field, Page
from goen.report._workbook_ranks import segment_name, segments

if TYPE_CHECKING:
    from goen.report._workbook_book import Book

AXES_WIDTH = 26  # both indicators in one cell of the matrices
SCORES = (5, 4, 3, 2, 1)
MONEY_INDICATORS = ("amount", "gross_profit")


def rfm(book: Book, page: Page) -> None:
    """The named segments, the R × F grids, the cross table with the ranks, and RFM-Plus."""
    t, found = book.facts.pick, book.facts.given("rfm")
    fields = [
        Field(t(ja="RFMの区分", en="RFM segment")),
        Field(t(ja="人数", en="Customers"), "count"),
        Field(t(ja="人数の割合", en="Share"), "share"),
        Field(t(ja="これまでの売上", en="Sales so far"), "money"),
        Field(t(ja="1人あたり", en="Each"), "money"),
    ]
    everyone = sum(row["customers"] for row in found["segments"])
    rows = [_segment(book, row, everyone) for row in found["segments"]]
    block = page.table(fields=fields, rows=rows)
    page.freeze_title()
    chart = book.chart("bar", title=t(ja="RFMの区分ごとの人数", en="Customers by RFM segment"))
    chart.add_series(book.columns(block, 0, 1))
    chart.set_y_axis(book.axis(reverse=True))
    chart.set_x_axis(book.axis(grid=True, num_format="#,##0", label_position="high"))
    chart.set_legend({"none": True})
    page.insert(chart, row=block.first, column=block.right + 5)
    for key, ja, en, kind in (
        ("customers", "R×F 人数", "R × F: customers", "count"),
        ("sales", "R×F 売上", "R × F: sales", "money"),
        ("average", "R×F 1人あたり", "R × F: average", "money"),
    ):
        _grid(book, page, found["grid"], key=key, title=t(ja=ja, en=en), kind=kind)
    _cross(book, page, found)
    _plus(book, page, found["plus"])


def _segment(book: Book, row: dict[str, Any], everyone: int) -> list[Any]:
    each = round(row["sales"] / row["customers"]) if row["customers"] else None
    share = {"numerator": row["customers"], "denominator": everyone}
    return [row["name"][book.lang], row["customers"], share, row["sales"], each]


def _grid(
    book: Book, page: Page, grid: list[dict[str, Any]], *, key: str, title: str, kind: str
) -> None:
    cells = {(row["r"], row["f"]): row[key] for row in grid}
    fields = [Field("R ＼ F"), *(Field(f"F{f}", kind) for f in reversed(SCORES))]
    rows = [[f"R{r}", *(cells.get((r, f)) for f in reversed(SCORES))] for r in SCORES]
    heat(page, page.table(fields=fields, rows=rows, title=title), first=1, book=book)


def _cross(book: Book, page: Page, found: dict[str, Any]) -> None:
    t = book.facts.pick
    cells = {
        (row["rank"], row["status"], row["segment"]): row["customers"] for row in found["cross"]
    }
    keys = [row["segment"] for row in found["segments"]]
    fields = [Field(t(ja="ランク", en="Rank"))]
    fields += [Field(row["name"][book.lang], "count") for row in found["segments"]]
    rows = [
        [segment_name(book, *segment), *(cells.get((*segment, key), 0) for key in keys)]
        for segment in segments(book)
    ]
    title = t(ja="ランクとRFMの区分（人数）", en="Ranks and RFM segments (customers)")
    heat(page, page.table(fields=fields, rows=rows, title=title), first=1, book=book)


def _plus(book: Book, page: Page, plus: dict[str, list[dict[str, Any]]] | None) -> None:
    t = book.facts.pick
    names = {
        "overdue_ratio": t(ja="乖離率（空いた日数 ÷ ふだんの間隔）", en="Silence ÷ usual interval"),
        "trend": t(ja="直近1年の増減（−1～+1）", en="Trend of the past year (−1 to +1)"),
        "tenure": t(ja="在籍日数", en="Tenure in days"),
    }
    for key, title in names.items():
        fields = [
            Field(t(ja="から", en="From"), "number" if key != "tenure" else "count"),
            Field(t(ja="まで", en="To"), "number" if key != "tenure" else "count"),
            Field(t(ja="人数", en="Customers"), "count"),
        ]
        bins = (plus or {}).get(key) or []
        rows = [[row["low"], row["high"], row["customers"]] for row in bins]
        if rows:
            page.table(fields=fields, rows=rows, title=title)


def rfm_cells(book: Book, page: Page) -> None:
    """Every R, F, M cell that has customers, to be filtered."""
    t = book.facts.pick
    fields = [Field(name, "count") for name in ("R", "F", "M")]
    fields += [
        Field(t(ja="人数", en="Customers"), "count"),
        Field(t(ja="これまでの売上", en="Sales so far"), "money"),
    ]
    rows = [
        [row[key] for key in ("r", "f", "m", "customers", "sales")]
        for row in book.facts.given("rfm")["cells"]
    ]
    page.freeze(page.table(fields=fields, rows=rows), columns=3)


def decile(book: Book, page: Page) -> None:
    """Ten groups of equal number: sales as columns, cumulative share as a line."""
    t = book.facts.pick
    fields = [
        Field(t(ja="デシル（1が上位）", en="Decile (1 is best)"), "count"),
        Field(t(ja="人数", en="Customers"), "count"),
        Field(t(ja="売上", en="Sales"), "money"),
        Field(t(ja="売上の割合", en="Share"), "share"),
        Field(t(ja="累計の割合", en="Cumulative share"), "share"),
        Field(t(ja="1人あたり", en="Each"), "money"),
        Field(t(ja="平均の何倍か", en="Times the average"), "number"),
        Field(t(ja="境目の同額", en="Ties at the border"), "count"),
    ]
    keys = ("decile", "customers", "sales", "share", "cumulative_share", "average", "ratio")
    rows = [[row[key] for key in (*keys, "boundary_ties")] for row in book.facts.given("decile")]
    block = page.table(fields=fields, rows=rows)
    page.freeze(block)
    chart = book.chart(
        "column", title=t(ja="デシルごとの売上と累計", en="Sales by decile, cumulative")
    )
    chart.add_series(book.columns(block, 0, 2))
    line = book.chart("line", title="")
    line.add_series(book.line(block, 0, 4, colour="ink-3") | {"y2_axis": True})
    line.set_y2_axis(book.axis(num_format="0%", min=0, max=1))
    chart.combine(line)
    chart.set_y_axis(book.axis(grid=True, num_format="#,##0", min=0))
    page.insert(chart, row=block.first, column=block.right + 2)


def abc(book: Book, page: Page) -> None:
    """Classes of customers and products, and the Pareto line."""
    t, found = book.facts.pick, book.facts.given("abc")
    curve = found["pareto"]["curve"]
    fields = [
        Field(t(ja="お客様の割合（上位から）", en="Share of customers, best first"), "share"),
        Field(t(ja="売上の割合", en="Share of sales"), "share"),
    ]
    rows = [[point["customers_share"], point["sales_share"]] for point in curve]
    first = _classes(book, page, found["customers"], kind="customers", top=page.top)
    if found["products"]:
        _classes(book, page, found["products"], kind="products", top=first.last + 2)
    top = found["pareto"]["top_20"]
    page.put(page.next, 0, t(ja="上位20%", en="Top 20%"))
    page.put(page.next, 1, top["customers"], "count")
    page.put(page.next, 2, top["sales"], "money")
    page.put(page.next, 3, top["share"], "share")
    block = page.table(fields=fields, rows=rows, left=first.right + 2, top=page.top)
    page.freeze(first, columns=0, filtered=False)
    chart = book.chart("scatter", subtype="straight", title=t(ja="売上のかたより", en="Pareto"))
    chart.add_series(book.line(block, 0, 1))
    names = t(ja="お客様の割合（上位から）", en="Customers"), t(ja="売上の割合", en="Sales")
    chart.set_x_axis(book.axis(num_format="0%", min=0, max=1, name=names[0]))
    chart.set_y_axis(book.axis(grid=True, num_format="0%", min=0, max=1, name=names[1]))
    chart.set_legend({"none": True})
    page.insert(chart, row=block.first, column=block.right + 2)


def _classes(book: Book, page: Page, rows: list[dict[str, Any]], *, kind: str, top: int) -> Block:
    t = book.facts.pick
    what = {"customers": t(ja="人数", en="Customers"), "products": t(ja="商品の数", en="Products")}
    fields = [
        Field(t(ja="クラス", en="Class")),
        Field(what[kind], "count"),
        Field(t(ja="売上", en="Sales"), "money"),
        Field(t(ja="売上の割合", en="Share"), "share"),
    ]
    values = [[row["class"], row[kind], row["sales"], row["share"]] for row in rows]
    return page.table(fields=fields, rows=values, top=top)


def two_axis(book: Book, page: Page) -> None:
    """VIP to 新規客 by two indicators: ranks, both matrices, the scatter and the VIPs' numbers."""
    t, found = book.facts.pick, book.facts.given("two_axis")
    fields = [
        Field(t(ja="ランク", en="Rank")),
        Field(t(ja="人数", en="Customers"), "count"),
        Field(t(ja="売上", en="Sales"), "money"),
    ]
    names = {row["rank"]: row["name"][book.lang] for row in found["ranks"]}
    rows = [[names[row["rank"]], row["customers"], row["sales"]] for row in found["ranks"]]
    page.widen(0, AXES_WIDTH)
    block = page.table(fields=fields, rows=rows)
    _cells(book, page, found, found["cells"], size=2)
    _cells(book, page, found, found["three"]["cells"], size=3)
    vips = _vips(book, page, found, top=block.head, left=block.left + 5)
    points = _points(book, page, found, names, top=block.head, left=vips.right + 2)
    page.freeze(block, columns=0, filtered=False)
    page.insert(_scatter(book, found, points, names), row=block.first, column=points.right + 2)


def indicator_kind(axis: dict[str, Any]) -> str:
    """Return the kind of cell an indicator's values need."""
    return "money" if axis["indicator"] in MONEY_INDICATORS else "count"


def _cells(
    book: Book, page: Page, found: dict[str, Any], cells: list[dict[str, Any]], *, size: int
) -> None:
    t = book.facts.pick
    words = {
        2: (("低", "low"), ("高", "high")),
        3: (("低", "low"), ("中", "middle"), ("高", "high")),
    }
    names = [t(ja=ja, en=en) for ja, en in words[size]]
    x, y = (found[axis]["name"][book.lang] for axis in ("x", "y"))
    by_place = {(row["x"], row["y"]): row["customers"] for row in cells}
    fields = [Field(f"{y} ＼ {x}"), *(Field(name, "count") for name in names)]
    rows = [
        [names[place], *(by_place.get((across, place), 0) for across in range(size))]
        for place in reversed(range(size))
    ]
    title = t(ja=f"{size}×{size}（人数）", en=f"{size} × {size} (customers)")
    heat(page, page.table(fields=fields, rows=rows, title=title), first=1, book=book)


def _vips(book: Book, page: Page, found: dict[str, Any], *, top: int, left: int) -> Block:
    t = book.facts.pick
    named = any(row.get("customer_name") for row in found["vip"])
    fields = [
        Field(t(ja="VIPのお客様番号", en="VIP: customer")),
        *([Field(t(ja="お名前", en="Name"))] if named else []),
        *(
            Field(found[axis]["name"][book.lang], indicator_kind(found[axis]))
            for axis in ("x", "y")
        ),
    ]
    rows = [
        [row["customer"], *([row.get("customer_name")] if named else []), row["x"], row["y"]]
        for row in found["vip"]
    ]
    return page.table(fields=fields, rows=rows, top=top, left=left)


def _points(
    book: Book, page: Page, found: dict[str, Any], names: dict[str, str], *, top: int, left: int
) -> Block:
    """Put the bins of the scatter, by rank, so that each rank is one series."""
    t = book.facts.pick
    order = list(names)
    fields = [
        Field(t(ja="散布図：ランク", en="Scatter: rank")),
        *(
            Field(found[axis]["name"][book.lang], indicator_kind(found[axis]))
            for axis in ("x", "y")
        ),
        Field(t(ja="人数", en="Customers"), "count"),
    ]
    bins = sorted(found["scatter"], key=lambda row: (order.index(row["rank"]), row["x"], row["y"]))
    rows = [[names[row["rank"]], row["x"], row["y"], row["customers"]] for row in bins]
    return page.table(fields=fields, rows=rows, top=top, left=left)


def _scatter(book: Book, found: dict[str, Any], block: Block, names: dict[str, str]) -> Any:
    t = book.facts.pick
    x, y = (found[axis]["name"][book.lang] for axis in ("x", "y"))
    chart = book.chart("scatter", title=t(ja=f"{x}と{y}", en=f"{x} and {y}"))
    styles = (("act", "diamond"), ("act-line", "circle"), ("ink-3", "square"), ("line-strong", "x"))
    ranks = [
        row["rank"] for row in sorted(found["scatter"], key=lambda r: list(names).index(r["rank"]))
    ]
    for (rank, name), (colour, shape) in zip(names.items(), styles, strict=False):
        if rank in ranks:
            first, count = ranks.index(rank), ranks.count(rank)
            fill = {"color": book.colour(colour)}
            marker = {"type": shape, "size": 6, "fill": fill, "border": fill}
            chart.add_series(
                {
                    "name": name,
                    "categories": block.cells(1, first, first + count - 1),
                    "values": block.cells(2, first, first + count - 1),
                    "marker": marker,
                }
            )
    chart.set_x_axis(book.axis(num_format="#,##0", min=0, name=x))
    chart.set_y_axis(book.axis(grid=True, num_format="#,##0", min=0, name=y))
    return chart
