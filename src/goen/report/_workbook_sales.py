"""The sheet of the change in sales: both years, the parts as a waterfall, people and groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goen.report._workbook_page import Block, Field, Page
from goen.report._workbook_ranks import segment_name

if TYPE_CHECKING:
    from goen.report._workbook_book import Book

PARTS = ("unit_price", "frequency", "customers")


def part_name(book: Book, part: str) -> str:
    """Return the name of a factor of sales, or of the whole change."""
    names = {
        "unit_price": ("単価", "Price per visit"),
        "frequency": ("回数", "Visits each"),
        "customers": ("人数", "Customers"),
        "delta": ("差の合計", "Whole change"),
    }
    ja, en = names[part]
    return book.facts.pick(ja=ja, en=en)


def sales_change(book: Book, page: Page) -> None:
    """Both years, the three parts that add up to the change, people, and groups if given."""
    t, found = book.facts.pick, book.facts.given("sales_change")
    block = _periods(book, page, found)
    page.freeze_title()
    _parts(book, page, found)
    _people(book, page, found["people"])
    for key in ("segments", "groups", "products"):
        _groups(book, page, found.get(key))
    if found["method"] == "shapley":
        text = t(ja="分け方：シャープレイ値", en="Method: Shapley values")
        page.put(page.next, 0, text, "lead", measured=False)
        page.next += 2
    chart = _waterfall(book, _pieces(book, page, found))
    page.insert(chart, row=block.first, column=block.right + 2)


def _periods(book: Book, page: Page, found: dict[str, Any]) -> Block:
    t = book.facts.pick
    fields = [
        Field(t(ja="期間", en="Period")),
        Field(t(ja="から", en="From"), "day"),
        Field(t(ja="まで", en="To"), "day"),
        Field(t(ja="売上", en="Sales"), "money"),
        Field(t(ja="人数", en="Customers"), "count"),
        Field(t(ja="購入の回数", en="Visits"), "count"),
        Field(t(ja="1回の単価", en="Per visit"), "money"),
        Field(t(ja="1人の回数", en="Visits each"), "number"),
    ]
    names = {
        "from": t(ja="その前の12か月", en="12 months before"),
        "to": t(ja="この12か月", en="Latest 12 months"),
    }
    rows = [_period(name, found[key]) for key, name in names.items()]
    return page.table(fields=fields, rows=rows)


def _period(name: str, period: dict[str, Any]) -> list[Any]:
    sales, occasions, customers = (period[key] for key in ("sales", "occasions", "customers"))
    price = round(sales / occasions) if occasions else None
    visits = occasions / customers if customers else None
    return [name, period["start"], period["end"], sales, customers, occasions, price, visits]


def spans(values: list[int]) -> list[list[int]]:
    """Return, per bar of a waterfall, [blank, up, down] above zero and the same below it.

    Stacked columns grow from zero in both directions, so a bar that crosses zero is two pieces and
    a bar that does not touch zero stands on a blank one. `values` are the steps; the running total
    begins at 0.
    """
    found, running = [], 0
    for value in values:
        low, high = sorted((running, running + value))
        above, below = max(low, 0), min(high, 0)
        over, under = max(high, 0) - above, min(low, 0) - below
        grows = value >= 0
        over_zero = [above, over, 0] if grows else [above, 0, over]
        under_zero = [below, under, 0] if grows else [below, 0, under]
        found.append([*over_zero, *under_zero])
        running += value
    return found


def _parts(book: Book, page: Page, found: dict[str, Any]) -> None:
    t = book.facts.pick
    fields = [Field(t(ja="内わけ", en="Part")), Field(t(ja="金額", en="Amount"), "signed_money")]
    rows = [[part_name(book, part), found[part]] for part in PARTS]
    total = [part_name(book, "delta"), found["delta"]]
    title = t(ja="増減の内わけ", en="Parts of the change")
    page.table(fields=fields, rows=rows, total=total, title=title)


def _pieces(book: Book, page: Page, found: dict[str, Any]) -> Block:
    """Put the pieces from which the waterfall is drawn, below everything else."""
    t = book.facts.pick
    pieces = ("空白", "増", "減", "空白（下）", "増（下）", "減（下）")
    pieces_en = ("blank", "up", "down", "blank below", "up below", "down below")
    fields = [Field(t(ja="図のもと", en="Behind the chart"))]
    fields += [Field(t(ja=ja, en=en), "money") for ja, en in zip(pieces, pieces_en, strict=True)]
    bars = [*spans([found[part] for part in PARTS]), *spans([found["delta"]])]
    names = [part_name(book, part) for part in (*PARTS, "delta")]
    rows = [[name, *bar] for name, bar in zip(names, bars, strict=True)]
    return page.table(fields=fields, rows=rows)


def _waterfall(book: Book, block: Block) -> Any:
    t = book.facts.pick
    title = t(ja="売上の増減の内わけ", en="Where the change came from")
    chart = book.chart("column", subtype="stacked", title=title)
    for place in range(1, 7):
        kind = (place - 1) % 3
        fill: dict[str, Any] = {"none": True}
        if kind:
            fill = {"color": book.colour("act" if kind == 1 else "bad")}
        chart.add_series(
            {
                "name": block.title(place),
                "categories": block.column(0),
                "values": block.column(place),
                "fill": fill,
                "border": {"none": True},
                "gap": 60,
            }
        )
    chart.set_legend({"none": True})
    chart.set_x_axis(book.axis(label_position="low"))
    chart.set_y_axis(book.axis(grid=True, num_format="#,##0"))
    return chart


def _people(book: Book, page: Page, people: dict[str, dict[str, Any]] | None) -> None:
    t = book.facts.pick
    names = {
        "new": t(ja="新しい", en="New"),
        "kept": t(ja="続いた", en="Kept"),
        "revived": t(ja="1年以上ぶりに購入", en="Bought again after a year or more"),
        "lost": t(ja="なくなった", en="Lost"),
    }
    fields = [
        Field(t(ja="人数の内わけ", en="Part of customers")),
        Field(t(ja="人数", en="Customers"), "count"),
        Field(t(ja="人数による増減のうち", en="Of the change by customers"), "signed_money"),
    ]
    if people:
        rows = [
            [name, people[key]["customers"], people[key]["sales"]] for key, name in names.items()
        ]
        page.table(fields=fields, rows=rows)


def _groups(book: Book, page: Page, groups: dict[str, Any] | list[dict[str, Any]] | None) -> None:
    """Put the change by shop or category, or by the standing a year ago."""
    if not groups:
        return
    t = book.facts.pick
    if isinstance(groups, dict):
        names = {
            "shop": t(ja="店", en="Shop"),
            "category": t(ja="分類", en="Category"),
            "product": t(ja="商品", en="Product"),
        }
        by: str = groups["by"]
        title, rows = names.get(by, by), [*_named(book, groups), *_rest(book, groups)]
    else:
        title, rows = t(ja="1年前の姿", en="Standing a year ago"), groups
    fields = [
        Field(title),
        Field(t(ja="その前の12か月", en="12 months before"), "money"),
        Field(t(ja="この12か月", en="Latest 12 months"), "money"),
        Field(t(ja="差", en="Change"), "signed_money"),
        *(Field(part_name(book, part), "signed_money") for part in PARTS),
    ]
    values = [[_group_name(book, row), row["from"], row["to"], row["delta"]] for row in rows]
    for line, row in zip(values, rows, strict=True):
        line += [row[part] for part in PARTS]
    page.table(fields=fields, rows=values)


def _named(book: Book, groups: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the groups with their names; sales that name none are called so."""
    none = book.facts.pick(ja="記録がない売上", en="not named")
    return [{**row, "group": row["group"] or none} for row in groups["rows"]]


def _rest(book: Book, groups: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the groups not shown by name as one row, if there are any."""
    rest = groups.get("rest")
    if not rest:
        return []
    name = book.facts.pick(ja=f"ほか{rest['groups']:,}件", en=f"{rest['groups']:,} others")
    return [{**rest, "group": name}]


def _group_name(book: Book, row: dict[str, Any]) -> Any:
    return row["group"] if "group" in row else segment_name(book, row["rank"], row["status"])
