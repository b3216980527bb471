"""Sheets of the ranks: as they stand, month by month, the ledger, and who came and left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goen.report._workbook_page import Block, Field, Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goen.report._workbook_book import Book

STATUSES = ("active", "lapsed")


def segments(book: Book) -> list[tuple[str, str]]:
    """Return the segments as sheets list them: highest rank first, active before lapsed."""
    ranks = [row["rank"] for row in reversed(book.facts.answers["ranks"])]
    return [(rank, status) for status in STATUSES for rank in ranks]


def status_name(book: Book, status: str) -> str:
    """Return the word for a status."""
    active = status == "active"
    return book.facts.pick(ja="現役" if active else "離脱", en="active" if active else "lapsed")


def rank_name(book: Book, rank: str) -> str:
    """Return the name of a rank."""
    for row in book.facts.answers["ranks"]:
        if row["rank"] == rank:
            return str(row["name"][book.lang])
    return book.facts.pick(ja="新規", en="New") if rank == "none" else rank


def segment_name(book: Book, rank: str, status: str | None) -> str:
    """Return rank and status in one cell."""
    if status is None:
        return rank_name(book, rank)
    return f"{rank_name(book, rank)}{book.facts.pick(ja='・', en=', ')}{status_name(book, status)}"


def segment_head(book: Book, rank: str, status: str) -> str:
    """Return rank and status as the head of a column, one under the other."""
    return f"{rank_name(book, rank)}\n{status_name(book, status)}"


def ranks(book: Book, page: Page) -> None:
    """The segments with customers and sales, and the three bands of silence."""
    t, facts = book.facts.pick, book.facts
    profit = any(row["gross_profit"] is not None for row in facts.given("cpm"))
    fields = [
        Field(t(ja="ランク", en="Rank")),
        Field(t(ja="状態", en="Status")),
        Field(t(ja="人数", en="Customers"), "count"),
        Field(t(ja="人数の割合", en="Share"), "share"),
        Field(t(ja="1年前の人数", en="A year ago"), "count"),
        Field(t(ja="前年差", en="Change"), "signed"),
        Field(t(ja="これまでの売上", en="Sales so far"), "money"),
        Field(t(ja="直近1年の売上", en="Sales, past year"), "money"),
        Field(t(ja="売上の割合（直近1年）", en="Share, past year"), "share"),
        *([Field(t(ja="粗利", en="Gross profit"), "money")] if profit else []),
    ]
    rows = [_segment_row(book, rank, status, profit=profit) for rank, status in segments(book)]
    total = _total(rows)
    block = page.table(fields=fields, rows=rows, total=total)
    page.freeze(block, columns=2)
    _prospects(book, page)
    _bands(book, page)
    page.insert(_rank_chart(book, block), row=block.first, column=block.right + 2)


def _segment_row(book: Book, rank: str, status: str, *, profit: bool) -> list[Any]:
    facts, rows = book.facts, book.facts.given("cpm")
    everyone = sum(row["customers"] for row in rows)
    year = sum(row["sales_12m"] for row in rows)
    customers, difference = facts.customers(rank, status), facts.year_difference(rank, status)
    sales_12m = facts.sales(rank, status, column="sales_12m")
    found = [
        rank_name(book, rank),
        status_name(book, status),
        customers,
        {"numerator": customers, "denominator": everyone},
        None if difference is None else customers - difference,
        difference,
        facts.sales(rank, status),
        sales_12m,
        {"numerator": sales_12m, "denominator": max(year, 0)},
    ]
    return [*found, facts.sales(rank, status, column="gross_profit")] if profit else found


def _total(rows: Sequence[Sequence[Any]]) -> list[Any]:
    """Return the sums of the columns of whole numbers; names and shares have none."""
    found: list[Any] = []
    for values in zip(*rows, strict=True):
        whole = all(isinstance(value, int) for value in values)
        found.append(sum(values) if whole else None)
    return found


def _prospects(book: Book, page: Page) -> None:
    """Put the customers without a purchase under the ranks, in a scheme that has them as 見込客."""
    t, outside = book.facts.pick, book.facts.given("without_purchase")
    if book.facts.answers["thresholds"]["scheme"] == "prospects" and outside:
        head = Field(t(ja="ランクの外", en="Outside the ranks"))
        why = t(ja="まだお買い物がない方", en="No purchase so far")
        page.table(
            fields=[head, Field(""), Field(t(ja="人数", en="Customers"), "count")],
            rows=[[t(ja="見込客", en="Prospects"), why, outside["customers"]]],
        )


def _bands(book: Book, page: Page) -> None:
    t, found = book.facts.pick, book.facts.given("bands")
    lapse, inactive = (book.facts.threshold(key) for key in ("lapse_days", "inactive_days"))
    names = {
        "active": t(ja=f"現役（{lapse}日未満）", en=f"Active (under {lapse} days)"),
        "lapsed_to_revive": t(
            ja=f"離脱・要復活（{lapse}～{inactive - 1}日）",
            en=f"Lapsed, to revive ({lapse} to {inactive - 1} days)",
        ),
        "inactive": t(ja=f"非稼働（{inactive}日以上）", en=f"Inactive ({inactive} days or more)"),
    }
    fields = [
        Field(t(ja="最後の購入から", en="Since the last purchase")),
        Field(""),
        Field(t(ja="人数", en="Customers"), "count"),
        Field(t(ja="直近1年の売上", en="Sales, past year"), "money"),
    ]
    if found:
        rows = [
            [name, None, found[key]["customers"], found[key]["sales_12m"]]
            for key, name in names.items()
        ]
        page.table(fields=fields, rows=rows)


def _rank_chart(book: Book, block: Block) -> Any:
    """Bars by rank: filled for active, hatched for lapsed."""
    t = book.facts.pick
    title = t(
        ja="ランクの人数（ぬりつぶし＝現役、斜線＝離脱）",
        en="Customers: solid active, hatched lapsed",
    )
    chart = book.chart("bar", subtype="stacked", title=title)
    found = segments(book)
    half = len(found) // 2
    for place, status in enumerate(STATUSES):
        first = place * half
        points = [book.fill(rank, lapsed=status == "lapsed") for rank, _ in found[:half]]
        chart.add_series(
            {
                "name": status_name(book, status),
                "categories": block.cells(0, 0, half - 1),
                "values": block.cells(2, first, first + half - 1),
                "points": points,
                "gap": 60,
                **points[0],
            }
        )
    chart.set_legend({"none": True})
    chart.set_y_axis(book.axis(reverse=True))
    chart.set_x_axis(book.axis(grid=True, num_format="#,##0", label_position="high"))
    return chart


def months(book: Book, page: Page) -> None:
    """Customers at each month end, one column per segment, with the sums of both statuses."""
    t = book.facts.pick
    counts: dict[str, dict[tuple[str, str], int]] = {}
    for row in book.facts.given("monthly"):
        counts.setdefault(row["month"], {})[row["rank"], row["status"]] = row["customers"]
    fields = [Field(t(ja="月末", en="Month end"), "month")]
    fields += [Field(segment_head(book, *segment), "count") for segment in segments(book)]
    fields += [
        Field(t(ja=ja, en=en), "count") for ja, en in (("現役計", "Active"), ("離脱計", "Lapsed"))
    ]
    rows = []
    for month, found in sorted(counts.items()):
        values = [found.get(segment, 0) for segment in segments(book)]
        half = len(values) // 2
        rows.append([month, *values, sum(values[:half]), sum(values[half:])])
    block = page.table(fields=fields, rows=rows)
    page.freeze(block)
    row = block.first
    for status in STATUSES:
        chart = _month_chart(book, block, status, len(rows))
        row = page.insert(chart, row=row, column=block.right + 2)


def _month_chart(book: Book, block: Block, status: str, count: int) -> Any:
    t, word = book.facts.pick, status_name(book, status)
    title = t(ja=f"月末の人数（{word}）", en=f"Customers at month ends ({word})")
    # One month draws no area.
    chart = book.chart("area" if count > 1 else "column", subtype="stacked", title=title)
    for place, (rank, which) in enumerate(segments(book), start=1):
        if which == status:
            chart.add_series(
                {
                    "name": rank_name(book, rank),
                    "categories": block.column(0),
                    "values": block.column(place),
                    **book.fill(rank, lapsed=status == "lapsed"),
                }
            )
    chart.set_x_axis(book.month_axis(count))
    chart.set_y_axis(book.axis(grid=True, num_format="#,##0", min=0))
    return chart


LEDGER = (
    ("opening", "期首", "Opening", "count"),
    ("in_first", "入：初回", "In: first", "count"),
    ("in_purchase", "入：購入で", "In: purchase", "count"),
    ("in_time", "入：時間で", "In: time", "count"),
    ("in_return", "入：返品で", "In: return", "count"),
    ("in", "入 計", "In", "count"),
    ("out_purchase", "出：購入で", "Out: purchase", "count"),
    ("out_time", "出：時間で", "Out: time", "count"),
    ("out_return", "出：返品で", "Out: return", "count"),
    ("out", "出 計", "Out", "count"),
    ("closing", "期末", "Closing", "count"),
)


def ledger(book: Book, page: Page) -> None:
    """Opening + in − out = closing, per month and segment, the latest month first."""
    t = book.facts.pick
    fields = [
        Field(t(ja="月", en="Month"), "month"),
        Field(t(ja="ランク", en="Rank")),
        Field(t(ja="状態", en="Status")),
        *(Field(t(ja=ja, en=en), kind) for _, ja, en, kind in LEDGER),
        Field(t(ja="増減", en="Change"), "signed"),
    ]
    found = {(row["period"], row["rank"], row["status"]): row for row in book.facts.given("ledger")}
    periods = sorted({period for period, _, _ in found}, reverse=True)
    rows = [
        _ledger_row(book, found[period, *segment])
        for period in periods
        for segment in segments(book)
    ]
    block = page.table(fields=fields, rows=rows)
    page.freeze(block, columns=3)


def _ledger_row(book: Book, row: dict[str, Any]) -> list[Any]:
    names = [row["period"], rank_name(book, row["rank"]), status_name(book, row["status"])]
    return [*names, *(row[key] for key, *_ in LEDGER), row["closing"] - row["opening"]]


FLOWS = (
    ("first", "はじめて", "First purchase"),
    ("revived", "復活", "Revived"),
    ("lapsed", "離れた", "Lapsed"),
    ("raised", "上がった", "Rose"),
    ("lowered", "下がった", "Fell"),
)


def flows(book: Book, page: Page) -> None:
    """Who came, revived, left, rose and fell, month by month (each time counted)."""
    t = book.facts.pick
    fields = [Field(t(ja="月", en="Month"), "month")]
    fields += [Field(t(ja=ja, en=en), "count") for _, ja, en in FLOWS]
    periods = book.facts.given("flows").get("periods") or []
    rows = [[row["period"], *(row[key] for key, *_ in FLOWS)] for row in periods]
    block = page.table(fields=fields, rows=rows)
    page.freeze(block)
    if rows:
        page.insert(_flow_chart(book, block, len(rows)), row=block.first, column=block.right + 2)


def _flow_chart(book: Book, block: Block, count: int) -> Any:
    t = book.facts.pick
    chart = book.chart("line", title=t(ja="来た人、復活した人、離れた人", en="Came, revived, left"))
    styles = (("act", "solid"), ("ink-3", "solid"), ("bad", "dash"))
    for place, (colour, dash) in enumerate(styles, start=1):
        chart.add_series(book.line(block, 0, place, colour=colour, dash=dash))
    chart.set_x_axis(book.month_axis(count))
    chart.set_y_axis(book.axis(grid=True, num_format="#,##0", min=0))
    return chart
