"""Columns told by what is in them: files without a header, heads nobody knows, false friends."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from goen.sheets._columns import ColumnPlan, ColumnsNotFound, find_columns

if TYPE_CHECKING:
    from goen.sheets._columns import Cell

FIRST = date(2024, 1, 5)


def _sales(count: int = 200) -> list[tuple[int, date, int]]:
    """(customer, day, yen): repeat customers, prices as shops have them."""
    chance = random.Random(7)
    return [
        (chance.randint(1, 60), FIRST + timedelta(days=chance.randint(0, 600)), yen)
        for yen in (chance.choice((980, 1980, 3500, 4800, 12000, 25400)) for _ in range(count))
    ]


def _plan(rows: list[list[Cell]], header: list[str] | None = None, digits: int = 0) -> ColumnPlan:
    return find_columns(header=header, sample=rows, digits=digits)


@pytest.mark.parametrize(
    "customer",
    ["{:04d}", "C{:03d}", "10{:04d}", "{}@example.jp", "TEL-{:05d}"],
    ids=["leading zeros", "letters", "numbers", "e-mail", "long code"],
)
@pytest.mark.parametrize("order", [(0, 1, 2), (1, 0, 2), (2, 1, 0), (1, 2, 0)])
def test_three_columns_without_a_header(customer: str, order: tuple[int, ...]) -> None:
    rows = [
        [(customer.format(who), day.isoformat(), str(yen))[place] for place in order]
        for who, day, yen in _sales()
    ]
    plan = _plan(list(rows))
    assert not plan.has_header
    assert [plan.columns[role] for role in ("customer", "date", "amount")] == [
        order.index(place) for place in (0, 1, 2)
    ]
    assert plan.headers["date"] == "ABC"[order.index(1)]
    assert plan.word("customer").ja != "確か"
    assert any("中身から" in note.ja for note in plan.notes)


@pytest.mark.parametrize(
    "form", ["{:%Y%m%d}", "{:%Y/%m/%d}", "{:%Y年%m月%d日}", "{:%Y-%m-%d %H:%M:%S}"]
)
def test_each_common_form_of_date_is_told_without_a_header(form: str) -> None:
    rows: list[list[Cell]] = [[f"{who:05d}", form.format(day), yen] for who, day, yen in _sales()]
    assert _plan(rows).columns == {"customer": 0, "date": 1, "amount": 2}


def test_cells_of_a_workbook_without_a_header() -> None:
    rows: list[list[Cell]] = [[f"M{who}", day, float(yen)] for who, day, yen in _sales()]
    assert _plan(rows).columns == {"customer": 0, "date": 1, "amount": 2}


def test_a_line_number_and_a_quantity_are_neither_customer_nor_amount() -> None:
    rows: list[list[Cell]] = [
        [str(line), f"{who:05d}", day.isoformat(), str(1 + who % 3), str(yen)]
        for line, (who, day, yen) in enumerate(_sales(), 1)
    ]
    assert _plan(rows).columns == {"customer": 1, "date": 2, "amount": 4}


def test_slips_telephones_and_postal_codes_are_not_the_customer() -> None:
    rows: list[list[Cell]] = [
        [
            f"S{line:06d}",
            f"090-1234-{who:04d}",
            "150-0001",
            f"K{who:03d}",
            day.isoformat(),
            str(yen),
        ]
        for line, (who, day, yen) in enumerate(_sales(), 1)
    ]
    assert _plan(rows).columns == {"customer": 3, "date": 4, "amount": 5}


def test_dollars_are_told_by_their_cents() -> None:
    rows: list[list[Cell]] = [
        [f"{who:05d}", f"{day:%Y%m%d}", str(1 + who % 4), f"{yen / 100:.2f}"]
        for who, day, yen in _sales()
    ]
    assert _plan(rows, digits=2).columns == {"customer": 0, "date": 1, "amount": 3}


def test_heads_nobody_knows_are_judged_by_their_columns() -> None:
    rows: list[list[Cell]] = [
        [f"C{who:03d}", day.isoformat(), str(yen)] for who, day, yen in _sales()
    ]
    plan = _plan(rows, ["だれ", "いつ", "いくら"])
    assert plan.headers == {"customer": "だれ", "date": "いつ", "amount": "いくら"}
    assert plan.confidence["customer"] < 0.8


def test_a_shop_or_a_remark_is_no_customer() -> None:
    rows: list[list[Cell]] = [
        [day.isoformat(), f"{who % 4}号店", "飲料", str(yen), "特売" if who % 5 else ""]
        for who, day, yen in _sales()
    ]
    with pytest.raises(ColumnsNotFound) as refused:
        _plan(rows, ["日付", "店舗", "商品分類", "売上", "備考"])
    reason = refused.value.reason
    assert "お客様の番号の列が見つかりません" in reason.ja
    assert "日付、店舗、商品分類、売上、備考" in reason.ja
    assert "--columns customer=" in reason.ja
    assert "--columns customer=" in reason.en


def test_the_address_and_the_name_serve_where_there_is_no_number() -> None:
    sales = _sales()
    rows: list[list[Cell]] = [
        [day.isoformat(), f"佐藤{chr(0x4E00 + who)}", f"a{who}@example.jp", str(yen)]
        for who, day, yen in sales
    ]
    plan = _plan(rows, ["注文日", "注文者名", "メールアドレス", "合計金額"])
    assert plan.headers["customer"] == "メールアドレス"
    assert plan.headers["customer_name"] == "注文者名"
    plan = _plan([[row[0], row[1], row[3]] for row in rows], ["注文日", "注文者名", "合計金額"])
    assert plan.headers["customer"] == "注文者名"
    assert plan.word("customer").ja != "確か"
    assert any("同じ名前の別の方" in note.ja for note in plan.notes)


def test_a_customer_number_that_never_repeats_gives_way_to_one_that_does() -> None:
    rows: list[list[Cell]] = [
        [f"o{line}", f"c{line}", f"u{who}", day.isoformat(), str(yen)]
        for line, (who, day, yen) in enumerate(_sales())
    ]
    plan = _plan(rows, ["注文ID", "顧客ID", "会員ID", "注文日", "金額"])
    assert plan.headers["customer"] == "会員ID"


def test_walk_ins_do_not_make_a_column_look_like_a_shop() -> None:
    rows: list[list[Cell]] = [
        ["ZZ000000000000" if who > 6 else f"CS{who:04d}", day.isoformat(), str(yen)]
        for who, day, yen in _sales()
    ]
    assert _plan(rows).columns["customer"] == 0


@pytest.mark.parametrize(
    ("head", "unit"),
    [
        ("売上金額（千円）", 1000),
        ("売上高[千円]", 1000),
        ("金額（単位：千円）", 1000),
        ("金額_千円", 1000),
        ("売上(百万円)", 1_000_000),
        ("売上（万円）", 10_000),
        ("金額（円）", 1),
        ("Sales (thousand yen)", 1000),
        ("金額", 1),
    ],
)
def test_the_unit_is_read_from_the_head(head: str, unit: int) -> None:
    plan = _plan(
        [["T1", "2025/4/1", "12"], ["T2", "2025/4/2", "15"]], ["得意先コード", "日付", head]
    )
    assert plan.headers["amount"] == head
    assert plan.unit == unit
    assert any("単位" in note.ja for note in plan.notes) == (unit > 1)


def test_the_unit_may_stand_in_a_title_above() -> None:
    rows: list[list[Cell]] = [["T1", "2025/4/1", "12"], ["T2", "2025/4/2", "15"]]
    plan = find_columns(
        header=["得意先コード", "日付", "金額"],
        sample=rows,
        digits=0,
        titles=["月次売上", "（単位：千円）"],
    )
    assert plan.unit == 1000


def test_amounts_with_tax_go_before_amounts_without() -> None:
    rows: list[list[Cell]] = [
        ["1", "2025/4/1", "1000", "100", "1100"],
        ["2", "2025/4/2", "2000", "200", "2200"],
    ]
    for included in ("税込金額", "金額（税込）", "税込合計", "売上金額(内税)", "amount_incl_tax"):
        plan = _plan(rows, ["会員番号", "購入日", "税抜金額", "消費税", included])
        assert plan.headers["amount"] == included
        assert any("税込" in note.ja and "税抜金額" in note.ja for note in plan.notes)
    plan = _plan(rows, ["会員番号", "購入日", "税抜金額", "消費税", "摘要"])
    assert plan.headers["amount"] == "税抜金額"


def test_gross_profit_is_the_amount_less_the_cost() -> None:
    rows: list[list[Cell]] = [
        ["1", "2025/4/1", "2", "1000", "600"],
        ["2", "2025/4/2", "1", "800", "300"],
    ]
    plan = _plan(rows, ["会員番号", "購入日", "数量", "金額", "原価"])
    assert "cost" in plan.columns
    assert any("粗利は 金額 −" in note.ja for note in plan.notes)
    plan = _plan(rows, ["会員番号", "購入日", "数量", "金額", "原価単価"])
    assert "unit_cost" in plan.columns
    plan = _plan(rows, ["会員番号", "購入日", "数量", "金額", "粗利率"])
    assert not {"cost", "unit_cost", "gross_profit"} & set(plan.columns)


def test_a_column_of_codes_is_no_kind_and_that_is_said() -> None:
    rows: list[list[Cell]] = [["1", "2025/4/1", "1000", "01"], ["2", "2025/4/2", "800", "02"]]
    plan = _plan(rows, ["会員番号", "購入日", "金額", "取引区分"])
    assert "kind" not in plan.columns
    assert any("取引区分" in note.ja for note in plan.notes)
    words: list[list[Cell]] = [
        [*row[:3], word] for row, word in zip(rows, ("売上", "返品"), strict=True)
    ]
    assert "kind" in _plan(words, ["会員番号", "購入日", "金額", "取引区分"]).columns


@pytest.mark.parametrize(
    ("cells", "option"),
    [
        (["3/14/11", "12/1/11"], "--date-format mdy --years 1950-2049"),
        (["14/3/2011", "1/12/2011"], "--date-format dmy"),
        (["201103", "201112"], "--date-format ym"),
        (["25/4/13", "25/12/31"], "--date-format ymd --years 1950-2049"),
        (["11-Feb-13", "15-Mar-15"], "--years 1950-2049"),
    ],
)
def test_dates_that_need_an_option_are_found_and_the_option_said(
    cells: list[str], option: str
) -> None:
    rows: list[list[Cell]] = [["1", cells[0], "1000"], ["2", cells[1], "800"]]
    plan = _plan(rows, ["会員番号", "購入日", "金額"])
    assert plan.headers["date"] == "購入日"
    assert any(option in note.ja and option in note.en for note in plan.notes)
    style = option.partition("--date-format ")[2].partition(" ")[0] or None
    plan = find_columns(
        header=["会員番号", "購入日", "金額"],
        sample=rows,
        digits=0,
        date_style=style,
        years=(1950, 2049) if "--years" in option else None,
    )
    assert plan.notes == ()


def test_serials_written_as_text_are_told_by_their_column() -> None:
    rows: list[list[Cell]] = [["1", "45748", "1000"], ["2", "45751", "800"]]
    plan = _plan(rows, ["会員番号", "購入日", "金額"])
    assert plan.serials
    assert not _plan([["1", "2025/4/1", "1000"]], ["会員番号", "購入日", "金額"]).serials


def test_cents_in_a_currency_without_them_are_said() -> None:
    rows: list[list[Cell]] = [["1", "2025-04-01", "10.25"], ["2", "2025-04-02", "8.50"]]
    header = ["customer_id", "date", "amount"]
    assert any("--currency USD" in note.ja for note in _plan(rows, header).notes)
    assert _plan(rows, header, digits=2).notes == ()


def test_several_dates_are_said_and_lower_the_confidence() -> None:
    rows: list[list[Cell]] = [
        ["1", "2025-03-01", "2025-04-01", "1000"],
        ["2", "2025-03-02", "2025-04-09", "500"],
    ]
    plan = _plan(rows, ["customer_id", "reserve_datetime", "checkin_date", "total_price"])
    assert plan.headers["date"] == "reserve_datetime"
    assert plan.confidence["date"] < 0.8
    assert any("checkin_date" in note.ja for note in plan.notes)


def test_a_birthday_is_never_the_sale_date() -> None:
    rows: list[list[Cell]] = [
        ["1", "1980-03-01", "2015-04-01", "1000"],
        ["2", "1975-03-02", "2016-04-09", "500"],
    ]
    for header in (
        ["会員番号", "生年月日", "入会日", "金額"],
        ["customer_id", "birth_day", "join_date", "amount"],
    ):
        with pytest.raises(ColumnsNotFound):
            _plan(rows, header)


@pytest.mark.parametrize("width", [0, 1, 2])
def test_too_few_columns_are_refused(width: int) -> None:
    with pytest.raises(ColumnsNotFound):
        _plan([["1", "2025-04-01"][:width]] * 3, ["会員番号", "日付"][:width])
    with pytest.raises(ColumnsNotFound):
        _plan([["1", "2025-04-01"][:width]] * 3)


def test_one_column_for_two_roles_is_refused_for_the_amount() -> None:
    rows: list[list[Cell]] = [[day.isoformat(), who] for who, day, _ in _sales()]
    with pytest.raises(ColumnsNotFound) as refused:
        _plan(rows, ["date", "id"])
    assert refused.value.reason.ja.startswith("金額の列が見つかりません")
