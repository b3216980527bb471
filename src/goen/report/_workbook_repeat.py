"""Sheets on coming back: repeat rates, cohorts, F2, the lapse curve and thresholds that fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goen.report._reading_repeat import CHANGE_NAMES
from goen.report._workbook_moves import heat
from goen.report._workbook_page import Block, Field, Page

if TYPE_CHECKING:
    from goen.report._workbook_book import Book

WINDOWS = (90, 180, 365)


def repeat(book: Book, page: Page) -> None:
    """The rates in use by name, and the Kaplan-Meier curve of the second purchase."""
    t, found = book.facts.pick, book.facts.given("repeat")
    fields = [
        Field(t(ja="割合の名前", en="Rate")),
        Field(t(ja="割合", en="Share"), "share"),
        Field(t(ja="分子", en="Numerator"), "count"),
        Field(t(ja="分母", en="Denominator"), "count"),
        Field(t(ja="数え方", en="Definition"), "overflow"),
    ]
    rates = [_rate(name, rate, text) for name, rate, text in _named_rates(book, found) if rate]
    page.table(fields=fields, rows=rates)
    page.freeze_title()
    ltv = found["period_ltv"]
    if ltv:
        page.put(page.next, 0, t(ja="期間LTV（1人あたり）", en="Period LTV, each"))
        page.put(page.next, 1, ltv["average"], "money")
        page.next += 2
    curve = _survival(book, page, found["survival"])
    if found["survival"]:
        page.insert(_survival_chart(book, curve), row=curve.first, column=curve.right + 2)


def _named_rates(book: Book, found: dict[str, Any]) -> list[tuple[str, Any, str]]:
    t = book.facts.pick
    rows: list[tuple[str, Any, str]] = [
        (t(ja="F2転換率", en="F2"), found["f2"], t(ja="2回目 ÷ 1回目", en="second ÷ first")),
        (t(ja="F3転換率", en="F3"), found["f3"], t(ja="3回目 ÷ 2回目", en="third ÷ second")),
    ]
    for row in found["windows"]:
        days = row["window_days"]
        name = t(ja=f"F2転換率（{days}日以内）", en=f"F2 within {days} days")
        text = t(ja=f"{days}日たった方だけを数える", en=f"only customers watched for {days} days")
        rows.append((name, row["rate"], text))
    rates = found["rates"]
    return rows + [(r["name"][book.lang], r["rate"], r["definition"][book.lang]) for r in rates]


def _rate(name: str, rate: dict[str, Any], text: str) -> list[Any]:
    return [name, rate, rate["numerator"], rate["denominator"], text]


def _survival(book: Book, page: Page, points: list[dict[str, Any]]) -> Block:
    t = book.facts.pick
    fields = [
        Field(t(ja="はじめてからの日数", en="Days since the first purchase"), "count"),
        Field(t(ja="2回目があった割合", en="Second purchase so far"), "share"),
        Field(t(ja="幅の下（95%）", en="Low (95%)"), "share"),
        Field(t(ja="幅の上（95%）", en="High (95%)"), "share"),
        Field(t(ja="待っている人数", en="Still waiting"), "count"),
        Field(t(ja="2回目があった人数", en="Came a second time"), "count"),
    ]
    keys = ("days", "share", "low", "high", "at_risk", "converted")
    rows = [[point[key] for key in keys] for point in points]
    title = t(ja="2回目までの日数", en="Time to the second purchase")
    return page.table(fields=fields, rows=rows, title=title)


def _survival_chart(book: Book, block: Block) -> Any:
    t = book.facts.pick
    title = t(ja="2回目のお買い物があった割合", en="Share with a second purchase")
    chart = book.chart("scatter", subtype="straight", title=title)
    for place, colour, dash in (
        (1, "act", "solid"),
        (2, "act-line", "dash"),
        (3, "act-line", "dash"),
    ):
        chart.add_series(book.line(block, 0, place, colour=colour, dash=dash))
    name = t(ja="はじめてからの日数", en="Days since the first purchase")
    chart.set_x_axis(book.axis(num_format="#,##0", min=0, name=name))
    chart.set_y_axis(book.axis(grid=True, num_format="0%", min=0))
    return chart


def cohorts(book: Book, page: Page) -> None:
    """First-purchase month by months since: active, ever returned, sales per head."""
    t, rows = book.facts.pick, book.facts.given("repeat").get("cohorts") or []
    blocks = (
        ("active", t(ja="その月に購入した割合", en="Share active in the month"), "share"),
        ("returned", t(ja="これまでに2回目があった割合", en="Share ever returned"), "share"),
        ("sales_per_head", t(ja="1人あたりの累計", en="Sales per head so far"), "money"),
    )
    page.freeze_title(columns=2)
    for key, title, kind in blocks:
        _cohort_block(book, page, rows, key=key, title=title, kind=kind)


def _cohort_block(
    book: Book, page: Page, rows: list[dict[str, Any]], *, key: str, title: str, kind: str
) -> None:
    t = book.facts.pick
    months = max((len(row["cells"]) for row in rows), default=0)
    fields = [
        Field(t(ja="はじめての月", en="First purchase"), "month"),
        Field(t(ja="人数", en="Customers"), "count"),
        *(Field(t(ja=f"{k}か月", en=f"+{k}"), kind) for k in range(months)),
    ]
    values = []
    for row in rows:
        cells = [cell[key] for cell in row["cells"]]
        blank = [None] * (months - len(cells))
        values.append([row["cohort"], row["size"], *cells, *blank])
    block = page.table(fields=fields, rows=values, title=title)
    # The month of the first purchase is 100 % by definition and would drown the rest.
    heat(page, block, first=3 if key == "active" else 2, book=book)


def f2(book: Book, page: Page) -> None:
    """Second purchases by first-purchase month within 90, 180 and 365 days."""
    t = book.facts.pick
    found = {(row["cohort"], row["window_days"]): row for row in book.facts.given("f2")}
    fields = [Field(t(ja="はじめての月", en="First purchase"), "month")]
    for days in WINDOWS:
        fields += [
            Field(t(ja=f"{days}日：人数", en=f"{days} d: customers"), "count"),
            Field(t(ja=f"{days}日：2回目", en=f"{days} d: second"), "count"),
            Field(t(ja=f"{days}日以内の割合", en=f"{days} d: share"), "share"),
            Field(t(ja=f"{days}日：除いた人数", en=f"{days} d: left out"), "count"),
        ]
    rows = [_f2_row(found, cohort) for cohort in sorted({cohort for cohort, _ in found})]
    block = page.table(fields=fields, rows=rows)
    page.freeze(block)
    chart = book.chart(
        "line", title=t(ja="2回目があった割合（はじめての月ごと）", en="F2 by cohort")
    )
    styles = (("line-strong", "solid"), ("act-line", "solid"), ("act", "solid"))
    for place, (colour, dash) in enumerate(styles):
        chart.add_series(book.line(block, 0, 3 + 4 * place, colour=colour, dash=dash))
    chart.set_x_axis(book.month_axis(len(rows)))
    chart.set_y_axis(book.axis(grid=True, num_format="0%", min=0, max=1))
    chart.show_blanks_as("gap")
    page.insert(chart, row=block.first, column=block.right + 2)


def _f2_row(found: dict[tuple[str, int], dict[str, Any]], cohort: str) -> list[Any]:
    values: list[Any] = [cohort]
    for days in WINDOWS:
        row = found.get((cohort, days), {"customers": 0, "converted": 0, "truncated": 0})
        # No share before anybody was watched for the window, nor of customers who may be older
        # than the data: an empty cell leaves a gap in the line.
        share = {"numerator": row["converted"], "denominator": row["customers"]}
        known = row["customers"] and not row["truncated"]
        values += [row["customers"], row["converted"], share if known else None, row["truncated"]]
    return values


def lapse_curve(book: Book, page: Page) -> None:
    """How often a silence of so many days ends within the follow-up, with the limit in use."""
    t, found = book.facts.pick, book.facts.given("lapse_curve")
    weighted = any(point.get("false_lapse_by_customer") is not None for point in found["points"])
    fields = [
        Field(t(ja="離脱と見る日数", en="Lapse limit in days"), "count"),
        Field(t(ja="戻った割合", en="Came back"), "share"),
        Field(t(ja="その日数に達した間隔", en="Silences that long"), "count"),
        Field(t(ja="そのうち戻った", en="Of them ended"), "count"),
        *(
            [Field(t(ja="戻った割合（1人1票）", en="Came back, by customer"), "share")]
            if weighted
            else []
        ),
    ]
    keys = ["days", "false_lapse", "reach", "returned"]
    keys += ["false_lapse_by_customer"] if weighted else []
    rows = [[point.get(key) for key in keys] for point in found["points"]]
    block = page.table(fields=fields, rows=rows)
    page.freeze(block)
    limit = book.facts.threshold("lapse_days")
    name = t(ja=f"いまの{limit}日", en=f"{limit} days in use")
    mark = page.table(
        fields=[Field(name, "count"), Field(name, "share")],
        rows=[[limit, 0.0], [limit, 1.0]],
        top=block.head,
        left=block.right + 2,
    )
    page.insert(_lapse_chart(book, block, mark), row=block.first, column=mark.right + 2)


def _lapse_chart(book: Book, block: Block, mark: Block) -> Any:
    t = book.facts.pick
    days = book.facts.given("lapse_curve")["followup_days"]
    title = t(ja=f"その後{days}日のあいだに戻る割合", en=f"Come back within {days} days")
    chart = book.chart("scatter", subtype="straight", title=title)
    chart.add_series(book.line(block, 0, 1))
    chart.add_series(book.line(mark, 0, 1, colour="ink", dash="dash"))
    chart.set_x_axis(
        book.axis(
            num_format="#,##0", min=0, name=t(ja="お買い物がない日数", en="Days without a purchase")
        )
    )
    chart.set_y_axis(book.axis(grid=True, num_format="0%", min=0, max=1))
    return chart


def suggestions(book: Book, page: Page) -> None:
    """The thresholds in use beside those the data suggest, and who would move."""
    t, found = book.facts.pick, book.facts.given("suggestions")
    lapse, order = found.get("lapse_days") or {}, found.get("order_value") or {}
    fields = [
        Field(t(ja="しきい値", en="Threshold")),
        Field(t(ja="いま", en="In use"), "count"),
        Field(t(ja="データから見た目安", en="Suggested"), "count"),
    ]
    wanted = {**found, "lapse_days": lapse.get("value")}
    days = ("toddler_days", "loyal_days", "lapse_days")
    rows = [
        [_threshold_name(book, key), book.facts.answers["thresholds"].get(key), wanted.get(key)]
        for key in days
    ]
    block = page.table(fields=fields, rows=rows)
    page.freeze_title()
    row = block.last + 1
    in_use = book.facts.answers["thresholds"].get("loyal_amount")
    for place, value in enumerate((in_use, found.get("loyal_amount")), start=1):
        page.put(row, place, value, "money")
    page.put(row, 0, _threshold_name(book, "loyal_amount"))
    page.put(row + 1, 0, t(ja="1回の平均", en="Mean order"))
    page.put(row + 1, 2, order.get("mean"), "money")
    page.put(row + 2, 0, t(ja="間隔のまん中（日）", en="Middle interval in days"))
    page.put(row + 2, 2, found.get("cycle_days"), "count")
    page.next = row + 4
    _changes(book, page, found.get("changes") or [])


def _threshold_name(book: Book, key: str) -> str:
    ja, en = CHANGE_NAMES.get(key, (key, key))
    return book.facts.pick(ja=ja, en=en[:1].upper() + en[1:])


def _changes(book: Book, page: Page, rows: list[dict[str, Any]]) -> None:
    t = book.facts.pick
    for kind in ("count", "money"):
        found = [row for row in rows if (row["threshold"] == "loyal_amount") == (kind == "money")]
        fields = [
            Field(t(ja="変えるしきい値", en="Threshold changed")),
            Field(t(ja="値", en="To"), kind),
            Field(t(ja="区分が変わる人数", en="Customers who would move"), "count"),
        ]
        values = [
            [_threshold_name(book, row["threshold"]), row["value"], row["customers_changed"]]
            for row in found
        ]
        if values:
            page.table(fields=fields, rows=values)
