"""The sections of the terminal summary; each returns its lines, none when there is no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goen.report import _format
from goen.report._reading_input import reasons_text, rows_text
from goen.report._reading_periods import calendar_year, past_year
from goen.report._reading_repeat import second_window
from goen.report._terminal_text import (
    Column,
    painted,
    printable,
    rank_code,
    table,
    wrapped,
)

if TYPE_CHECKING:
    from goen.report._reading_rule import Facts

INDENT = "  "
YEAR_DIFFERENCE = 2  # the place of its column among those of the ranks
ROLES = {
    "customer": ("お客様", "customer"),
    "customer_name": ("お名前", "name"),
    "given_name": ("名", "given name"),
    "date": ("日付", "date"),
    "month": ("月", "month"),
    "day_of_month": ("日", "day"),
    "amount": ("金額", "amount"),
    "product": ("商品", "product"),
    "category": ("分類", "category"),
    "quantity": ("数量", "quantity"),
    "unit_price": ("単価", "unit price"),
    "gross_profit": ("粗利", "gross profit"),
    "cost": ("原価", "cost"),
    "unit_cost": ("原価の単価", "unit cost"),
    "shop": ("店", "shop"),
    "slip": ("伝票", "slip"),
    "event": ("催事", "event"),
    "kind": ("取引の種類", "kind"),
    "cancelled": ("取消", "cancelled"),
}


def heading(facts: Facts, *, width: int) -> list[str]:
    """Return the as-of date, how it was chosen, and the thresholds that rule."""
    given = facts.answers.get("as_of_given")
    chosen = (
        facts.pick(ja="ご指定の日", en="as asked for")
        if given
        else facts.pick(ja="データの最後の売上日", en="the last sale in the data")
    )
    as_of = _format.day(facts.answers["as_of"], lang=facts.lang, long=True)
    return [
        *wrapped(
            facts.pick(ja=f"基準日 {as_of}・{chosen}", en=f"As of {as_of}: {chosen}"), width=width
        ),
        *wrapped(rule_line(facts), width=width),
    ]


def rule_line(facts: Facts) -> str:
    """Return the thresholds in one line, as every report prints them."""
    found = facts.answers["thresholds"]
    name, amount = found["name"][facts.lang], facts.money(found.get("loyal_amount"))
    toddler, loyal, lapse = (found[key] for key in ("toddler_days", "loyal_days", "lapse_days"))
    return facts.pick(
        ja=f"決まり {name}：よちよち {toddler}日未満・優良 {loyal}日以上かつ{amount}以上・"
        f"離脱 {lapse}日以上",
        en=f"Rules: {name}; toddler under {toddler} days, loyal from {loyal} days and {amount}, "
        f"lapsed from {lapse} days",
    )


def read_files(facts: Facts, *, width: int) -> list[str]:
    """Return each file with the columns chosen in it, then the rows and what became of them."""
    found = facts.given("input")
    lines = []
    for file in found.get("files") or []:
        lines += wrapped(_file_line(facts, file), width=width, indent=INDENT * 2, first=INDENT)
        lines += wrapped(_columns_line(facts, file), width=width, indent=INDENT * 2)
    if found:
        lines += _row_lines(facts, found, width=width)
    return lines


def _file_line(facts: Facts, file: dict[str, Any]) -> str:
    inside = [text for text in (file.get("sheet"), file.get("encoding")) if text]
    detail = facts.pick(ja="（{}）", en=" ({})").format("・".join(inside)) if inside else ""
    rows = facts.pick(ja=f"{file['rows']:,}行", en=f"{file['rows']:,} rows")
    return f"{file['file']}{detail} {rows}"


def _columns_line(facts: Facts, file: dict[str, Any]) -> str:
    pairs = []
    for role, header in file["columns"].items():
        ja, en = ROLES.get(role, (role, role))
        pairs.append(f"{facts.pick(ja=ja, en=en)}={header}{_doubt(facts, file, role)}")
    return facts.pick(ja="列：", en="columns: ") + facts.pick(ja="、", en=", ").join(pairs)


def _doubt(facts: Facts, file: dict[str, Any], role: str) -> str:
    """Return how sure the choice of a column is, where it is not sure."""
    word = (file.get("sureness") or {}).get(role)
    if word is None or word["en"] == "sure":
        return ""
    return facts.pick(ja=f"（{word['ja']}）", en=f" ({word['en']})")


def _row_lines(facts: Facts, found: dict[str, Any], *, width: int) -> list[str]:
    rows, used, rejected, excluded = (
        f"{found[key]:,}" for key in ("rows", "rows_used", "rows_rejected", "rows_excluded")
    )
    counted = facts.pick(
        ja=f"{rows}行のうち、使った行 {used}・読み取れない行 {rejected}・"
        f"決まりで除いた行 {excluded}",
        en=f"{rows} rows: {used} used, {rejected} not readable, {excluded} left out by rule",
    )
    lines = wrapped(counted, width=width, indent=INDENT)
    reasons = reasons_text(facts, found["excluded"])
    if reasons:
        text = facts.pick(ja=f"除いたわけ：{reasons}", en=f"left out: {reasons}")
        lines += wrapped(text, width=width, indent=INDENT * 2)
    if found.get("overlap_rows") and not found["excluded"].get("overlap"):
        lines += wrapped(_overlap_line(facts, found), width=width, indent=INDENT)
    if found.get("first_date"):
        lines += wrapped(_sales_line(facts, found), width=width, indent=INDENT)
    return lines


def _overlap_line(facts: Facts, found: dict[str, Any]) -> str:
    """Return that rows stand in two files and count twice, with the way to count them once."""
    rows = rows_text(facts, found["overlap_rows"])
    return facts.pick(
        ja=f"2つのファイルに同じ内容の行：{rows}（両方を数えています。1度だけ数えるには "
        "--overlap once）",
        en=f"The same in two files: {rows}, counted in both (--overlap once counts them once)",
    )


def _sales_line(facts: Facts, found: dict[str, Any]) -> str:
    first, last = (_format.day(found[key], lang=facts.lang) for key in ("first_date", "last_date"))
    customers, sales = facts.people(found["customers"]), facts.total(found["sales"])
    return facts.pick(
        ja=f"お客様 {customers}・{first}～{last}・売上 {sales}",
        en=f"{customers}, {first} to {last}, sales {sales}",
    )


def portfolio(facts: Facts, *, width: int, colour: bool) -> list[str]:
    """Return the segments, highest rank first, active before lapsed, with totals."""
    rows = facts.given("cpm")
    if not rows:
        return []
    order = [row["rank"] for row in reversed(facts.answers["ranks"])]
    marks = {row["rank"]: row["mark"] for row in facts.answers["ranks"]}
    keys = [(rank, status) for status in ("active", "lapsed") for rank in order]
    cells = [_segment_cells(facts, marks[rank], rank, status) for rank, status in keys]
    columns, cells = _known_columns(facts, [*cells, _total_cells(facts)])
    lines = table(columns, cells, width=width)
    for place, (rank, status) in enumerate(keys, start=1):
        code = rank_code(rank, status)
        mark = painted(marks[rank], code, colour=colour)
        lines[place] = lines[place].replace(marks[rank], mark, 1)
    lines[0] = painted(lines[0], "2", colour=colour)
    lines[-1] = painted(lines[-1], "1", colour=colour)
    year = past_year(as_of=facts.answers["as_of"], lang=facts.lang)
    note = facts.pick(ja=f"直近1年：{year}", en=f"past year: {year}")
    for text in filter(None, (_prospects_line(facts), note)):
        lines += wrapped(text, width=width, indent=INDENT)
    return lines


def _prospects_line(facts: Facts) -> str:
    """Return the customers without a purchase, in a scheme that has them as 見込客."""
    outside = facts.given("without_purchase")
    if facts.answers["thresholds"]["scheme"] != "prospects" or not outside:
        return ""
    people = facts.people(outside["customers"])
    return facts.pick(
        ja=f"見込客（ランクの外・まだお買い物がない方）：{people}",
        en=f"prospects (outside the ranks, no purchase so far): {people}",
    )


def _known_columns(facts: Facts, cells: list[list[str]]) -> tuple[list[Column], list[list[str]]]:
    """Return the columns and cells, without the difference to a year ago where it is not known."""
    columns = _portfolio_columns(facts)
    rows = facts.given("cpm")
    if any(facts.year_difference(row["rank"], row["status"]) is not None for row in rows):
        return columns, cells
    left_out = YEAR_DIFFERENCE

    def kept(found: list[Any]) -> list[Any]:
        return [*found[:left_out], *found[left_out + 1 :]]

    return kept(columns), [kept(row) for row in cells]


def _portfolio_columns(facts: Facts) -> list[Column]:
    titles = (
        ("", ""),
        ("人数", "customers"),
        ("前年差", "vs year ago"),
        ("これまでの売上", "sales so far"),
        ("直近1年の売上", "past year"),
        ("割合", "share"),
    )
    leaves = (0, 0, 0, 3, 1, 2)
    return [
        Column(facts.pick(ja=ja, en=en), right=place > 0, leaves=leaves[place])
        for place, (ja, en) in enumerate(titles)
    ]


def _segment_cells(facts: Facts, mark: str, rank: str, status: str) -> list[str]:
    name = next(row["name"][facts.lang] for row in facts.answers["ranks"] if row["rank"] == rank)
    word = facts.pick(
        ja="現役" if status == "active" else "離脱", en="active" if status == "active" else "lapsed"
    )
    year = sum(row["sales_12m"] for row in facts.given("cpm"))
    sales_12m = facts.sales(rank, status, column="sales_12m")
    return [
        f"{mark} {word} {name}",
        _format.count(facts.customers(rank, status)),
        _format.signed(facts.year_difference(rank, status)),
        facts.total(facts.sales(rank, status)),
        facts.total(sales_12m),
        facts.part(sales_12m, year) if year > 0 else _format.NOTHING,
    ]


def _total_cells(facts: Facts) -> list[str]:
    rows = facts.given("cpm")
    differences = [facts.year_difference(row["rank"], row["status"]) for row in rows]
    known = [difference for difference in differences if difference is not None]
    return [
        facts.pick(ja="   合計", en="   total"),
        _format.count(sum(row["customers"] for row in rows)),
        _format.signed(sum(known) if known else None),
        facts.total(sum(row["sales"] for row in rows)),
        facts.total(sum(row["sales_12m"] for row in rows)),
        "",
    ]


def bands(facts: Facts, *, width: int) -> list[str]:
    """Return the three bands of silence: active, lapsed but in the year's base, inactive."""
    found = facts.given("bands")
    if not found:
        return []
    lapse, inactive = facts.threshold("lapse_days"), facts.threshold("inactive_days")
    names = {
        "active": (f"現役（{lapse}日未満）", f"active (under {lapse} days)"),
        "lapsed_to_revive": (
            f"離脱・要復活（{lapse}～{inactive - 1}日）",
            f"lapsed, to revive ({lapse} to {inactive - 1} days)",
        ),
        "inactive": (f"非稼働（{inactive}日以上）", f"inactive ({inactive} days or more)"),
    }
    columns = [
        Column(
            facts.pick(ja="最後の購入からの日数", en="days since the last purchase"), right=False
        ),
        Column(facts.pick(ja="人数", en="customers")),
        Column(facts.pick(ja="直近1年の売上", en="past year"), leaves=1),
    ]
    rows = [
        [
            facts.pick(ja=ja, en=en),
            _format.count(found[key]["customers"]),
            facts.total(found[key]["sales_12m"]),
        ]
        for key, (ja, en) in names.items()
    ]
    return table(columns, rows, width=width)


def rates(facts: Facts, *, width: int) -> list[str]:
    """Return the key rates with the numbers behind them and their targets."""
    repeat, base = facts.given("repeat"), facts.given("active_base")
    named: list[tuple[str, dict[str, Any] | None, float | None]] = [
        (_f2_name(facts), repeat.get("f2"), None),
        (_f3_name(facts), repeat.get("f3"), None),
        (
            facts.pick(ja="顧客維持率（12か月）", en="kept for 12 months"),
            base.get("retention"),
            None,
        ),
    ]
    for step in facts.given("advance").get("steps") or []:
        name = facts.pick(ja="推移率 ", en="step ") + step["name"][facts.lang]
        named.append((name, step["rate"], step["target"]))
    rows = [
        [
            name,
            _format.share(rate, lang=facts.lang),
            _format.fraction(rate),
            _format.share(target, lang=facts.lang) if target is not None else "",
        ]
        for name, rate, target in named
        if rate
    ]
    titles = (("", ""), ("割合", "rate"), ("もとの人数", "numbers"), ("目安", "target"))
    columns = [
        Column(facts.pick(ja=ja, en=en), right=place > 0, leaves=1 if place == 3 else 0)
        for place, (ja, en) in enumerate(titles)
    ]
    return table(columns, rows, width=width) if rows else []


def _f2_name(facts: Facts) -> str:
    """Return the name of the conversion to the second purchase, with its window if it has one."""
    days = second_window(facts)
    if days is None:
        return facts.pick(ja="F2転換率（2回目）", en="F2: second purchase")
    return facts.pick(ja=f"F2転換率（{days}日以内に2回目）", en=f"F2: second within {days} days")


def _f3_name(facts: Facts) -> str:
    """Return the name of the conversion from the second purchase to the third, in as many days."""
    days = second_window(facts)
    if days is None:
        return facts.pick(ja="F3転換率（3回目）", en="F3: third purchase")
    return facts.pick(ja=f"F3転換率（{days}日以内に3回目）", en=f"F3: third within {days} days")


def sales_change(facts: Facts, *, width: int) -> list[str]:
    """Return the change of 12 months and its three parts, which add up to it."""
    found = facts.given("sales_change")
    if not found:
        return []
    columns = [
        Column("", right=False),
        Column(facts.pick(ja="その前の12か月", en="12 months before"), leaves=1),
        Column(facts.pick(ja="12か月", en="12 months")),
        Column(facts.pick(ja="差", en="change")),
    ]
    parts = (
        ("delta", "売上", "sales", "sales"),
        ("unit_price", "うち1回の単価", "  from price", "price"),
        ("frequency", "うち1人の回数", "  from visits each", "occasions"),
        ("customers", "うち人数", "  from customers", "customers"),
    )
    rows = []
    for key, ja, en, shown in parts:
        before, now = (_shown(facts, found[side], shown) for side in ("from", "to"))
        rows.append([facts.pick(ja=ja, en=en), before, now, facts.signed_total(found[key])])
    months = calendar_year(end=found["to"]["end"], lang=facts.lang)
    note = facts.pick(ja=f"12か月：{months}", en=f"12 months: {months}")
    return [*table(columns, rows, width=width), *wrapped(note, width=width, indent=INDENT)]


def _shown(facts: Facts, period: dict[str, Any], key: str) -> str:
    """Return the figure of a period that stands beside a factor: price, visits or customers."""
    sales, occasions, customers = (period[name] for name in ("sales", "occasions", "customers"))
    if key == "sales":
        return facts.total(sales)
    if key == "customers":
        return _format.count(customers) + facts.pick(ja="人", en="")
    if key == "occasions":
        visits = f"{occasions / customers:.2f}" if customers else _format.NOTHING
        return visits + facts.pick(ja="回", en="")
    return facts.money(round(sales / occasions)) if occasions else _format.NOTHING


def bullets(lines: list[str], *, width: int) -> list[str]:
    """Return sentences as a list, wrapped under themselves."""
    found = []
    for line in lines:
        found += wrapped(printable(line), width=width, indent=INDENT * 2, first=INDENT + "- ")
    return found
