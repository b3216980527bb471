"""Heads as people write them: twice, blank, over several lines, with notes, in two languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from goen.sheets._columns import ColumnPlan, find_columns
from goen.sheets._columns_headers import heads_columns, roles_of, tax_of, unit_of
from tests.sheets._files import loaded, sales_of, text_file

if TYPE_CHECKING:
    from pathlib import Path

    from goen.sheets._columns import Cell

ROWS: list[list[Cell]] = [
    ["001", "2025/4/1", "1000", "10"],
    ["002", "2025/4/2", "2500", "20"],
    ["001", "2025/4/9", "500", "0"],
]


def _plan(*header: str) -> ColumnPlan:
    return find_columns(header=list(header), sample=ROWS, digits=0)


@pytest.mark.parametrize(
    "header",
    [
        ("会員\n番号", "売上日\r\n(年/月/日)", "税込\n金額\n(円)", "ﾎﾟｲﾝﾄ\n残高"),
        ("会員番号※1", "売上日 ※必須", "金額(税込)※単位：円", "備考"),
        ("※会員番号", "※売上日", "※金額", "備考"),
        ("【必須】会員番号", "売上日【YYYY/MM/DD】", "[税込]売上金額", "備考"),
        ("ｶｲｲﾝNo.", "ｳﾘｱｹﾞﾋﾞ", "ｷﾝｶﾞｸ", "ﾎﾟｲﾝﾄ"),
        ("コキャクコード", "デンピョウヒヅケ", "ゼイコミキンガク", "ポイント"),
        ("Customer ID / 顧客ID", "Order Date（注文日）", "Amount 金額", "Point／ポイント"),
        (
            "お客様番号（会員カード）",
            "ご来店日",
            "お支払い金額（送料込み・ポイント利用後）",
            "値引",
        ),
        ("'会員番号", " 売上日　", "売上金額（消費税込）", ""),
        ("顧客ｺｰﾄﾞ", "受注日時(JST)", "注文合計金額(クーポン適用後)", "クーポン割引額"),
        ("会員番号", "日付", "金額", "金額(うち消費税)"),
        ("会員番号", "日付", "売上", "売上原価率"),
    ],
)
def test_the_three_columns_are_known_in_many_dresses(header: tuple[str, ...]) -> None:
    plan = _plan(*header)
    assert [plan.columns[role] for role in ("customer", "date", "amount")] == [0, 1, 2]
    assert plan.confidence["customer"] >= 0.8
    assert plan.confidence["amount"] >= 0.55


@pytest.mark.parametrize(
    "head",
    [
        "送料",
        "送料(税込)",
        "クーポン利用額",
        "ポイント値引額",
        "消費税額(10%)",
        "手数料合計",
        "前年売上金額",
        "累計購入金額",
        "見積金額",
        "仕入金額",
        "うち税額",
        "Shipping Amount",
        "Tax (included)",
        "discount_total",
    ],
)
def test_money_that_is_no_sale_is_no_amount(head: str) -> None:
    assert "amount" not in roles_of(head)


@pytest.mark.parametrize(
    ("head", "unit", "tax"),
    [
        ("金額 ※千円", 1000, ""),
        ("売上金額※税抜・単位千円", 1000, "excluded"),
        ("金額（千円）（税込）", 1000, "included"),
        ("合計※税込", None, "included"),
        ("本体価格※円", 1, "excluded"),
    ],
)
def test_notes_in_heads_tell_the_unit_and_the_tax(head: str, unit: int | None, tax: str) -> None:
    assert (unit_of(head), tax_of(head)) == (unit, tax)


def test_heads_that_stand_twice_are_said() -> None:
    plan = find_columns(
        header=["会員番号", "売上日", "金額", "金額"],
        sample=[[*row[:3], "9"] for row in ROWS],
        digits=0,
    )
    assert plan.columns["amount"] == 2
    assert any("C列を使います（ほかに D列）" in note.ja for note in plan.notes)
    assert any("column C is used (the others: D)" in note.en for note in plan.notes)
    same = find_columns(
        header=["会員番号", "売上日", "金額", "金額"],
        sample=[[*row[:3], row[2]] for row in ROWS],
        digits=0,
    )
    assert same.notes == ()


def test_blank_heads_are_passed_over_and_a_blank_one_is_read_by_its_contents() -> None:
    wide: list[list[Cell]] = [["x", row[0], "", row[1], "", row[2]] for row in ROWS]
    plan = find_columns(header=["", "会員番号", "", "売上日", "", "金額"], sample=wide, digits=0)
    assert [plan.columns[role] for role in ("customer", "date", "amount")] == [1, 3, 5]
    plan = _plan("", "売上日", "金額", "ポイント")
    assert plan.headers["customer"] == "A"
    assert any("「A」" in note.ja for note in plan.notes)


def test_a_header_in_row_twelve_below_all_kinds_of_titles(tmp_path: Path) -> None:
    titles = "売上明細一覧表\n\n出力日,2025/5/1\n期間,2025/4/1,2025/4/30\n店舗,本店\n担当,山田\n"
    titles += "条件1,なし\n条件2,なし\n条件3,なし\n\n(単位：円)\n"
    table = "会員番号,会員名,売上日,商品名,売上金額\n001,佐藤,2025/4/1,茶,1000\n"
    path = text_file(tmp_path, titles + table + "002,田中,2025/4/2,茶,2000\n合計,,,,3000\n")
    report = loaded(path)
    assert (report.rows_used, report.rows_rejected, report.totals) == (2, 0, 1)
    assert report.files[0].plan.headers["product"] == "商品名"


def test_cells_wrapped_against_excel_are_unwrapped(tmp_path: Path) -> None:
    table = '会員番号,売上日,金額\n="0012",="2025/04/01",="1000"\n="0345",="2025/04/02",="2000"\n'
    rows = sales_of(text_file(tmp_path, table))
    assert [(row[0], row[2]) for row in rows] == [("0012", 1000), ("0345", 2000)]


def test_the_total_of_a_slip_on_each_of_its_lines_is_not_added_up(tmp_path: Path) -> None:
    lines = ["注文番号,注文日,会員ID,商品名,単価,個数,送料,合計金額"]
    for order in range(20):
        count, price = order % 3 + 1, (order + 5) * 100
        start = f"A{order},2025/4/{order + 1},M{order % 7}"
        lines += [f"{start},茶{n},{price},1,500,{count * price + 500}" for n in range(count)]
    path = text_file(tmp_path, "\n".join(lines) + "\n")
    report = loaded(path)
    plan = report.files[0].plan
    assert "amount" not in plan.columns
    assert any("注文番号" in note.ja and "数量×単価" in note.ja for note in plan.notes)
    assert report.sales == sum((n % 3 + 1) * (n + 5) * 100 for n in range(20))


@pytest.mark.parametrize(
    ("row", "below", "heads"),
    [
        (["id", "dob", "n"], [["1", "1981-04-29", "3"], ["2", "1952-04-01", "4"]], True),
        (["名", "年齢"], [["佐藤", "37"], ["鈴木", "66"]], True),
        (["得意先", "2025年4月"], [["北陸", "1000"], ["東海", "500"]], True),
        (
            ["C1", "2025-04-01", "100"],
            [["C2", "2025-04-02", "90"], ["C1", "2025-04-03", "5"]],
            False,
        ),
        (
            ["非会員", "2025-04-01", "1"],
            [["1", "2025-04-02", "9"], ["2", "2025-04-03", "5"]],
            False,
        ),
        (["C1", "2025-04-01", ""], [["C2", "2025-04-02", "90"], ["C1", "2025-04-03", "5"]], False),
        (["a", "b"], [["c", "d"], ["e", "f"]], False),
        (["会員番号", "売上日", "金額"], [], True),
        ([], [["1", "2"]], False),
    ],
)
def test_a_row_of_words_above_numbers_and_dates_is_their_header(
    row: list[Cell],
    below: list[list[Cell]],
    *,
    heads: bool,
) -> None:
    assert heads_columns(row, below) is heads
