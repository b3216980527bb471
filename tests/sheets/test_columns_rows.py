"""Rows that are no sales: totals and repeated headers; and telling a header from other rows."""

from __future__ import annotations

from datetime import date

import pytest

from goen.sheets._columns import (
    Cell,
    find_columns,
    header_score,
    is_repeated_header,
    is_totals_row,
    looks_like_header,
)

HEADER = ["得意先コード", "得意先名", "売上日", "商品名", "金額"]
PLAN = find_columns(header=HEADER, sample=[["T1", "山田", "2025/4/1", "茶", "100"]], digits=0)


@pytest.mark.parametrize(
    "row",
    [
        ["合計", "", "", "", "12000"],
        ["合　計", None, None, None, 12000.0],
        ["", "", "", "合計", "12000"],
        ["【合計】", "", "", "", "12000"],
        ["*** 総合計 ***", "", "", "", "12000"],
        ["総計", "", "", "", "1"],
        ["4月合計", "", "", "", "1"],
        ["4月度 小計", "", "", "", "1"],
        ["T1", "小計", "", "", "500"],
        ["T1", "山田商店 計", "", "", "500"],
        ["計", "", "", "", "500"],
        ["累計", "", "", "", "500"],
        ["合計（税込）", "", "", "", "500"],
        ["Total", "", "", "", "500"],
        ["GRAND TOTAL:", "", "", "", "500"],
        ["Sub-total", "", "", "", "500"],
        ["Subtotal for T1", "", "", "", "500"],
        ["合計", "", "2025/4/30", "", "500"],
        ["", "", "2025/4/30", "日計", "500"],
    ],
)
def test_totals(row: list[Cell]) -> None:
    assert is_totals_row(row, PLAN)


@pytest.mark.parametrize(
    "row",
    [
        ["T1", "山田", "2025/4/1", "茶", "100"],
        ["T1", "合計太郎", "2025/4/1", "茶", "100"],
        ["T1", "合計", "2025/4/1", "茶", "100"],
        ["T1", "合計", "4/1/25", "茶", "100"],
        ["T1", "時計店", "", "茶", "100"],
        ["会計係", "山田", "", "茶", "100"],
        ["T1", "山田", "", "掛時計", "100"],
        ["", "", "", "", ""],
        ["", "", "", "", "12000"],
        [date(2025, 4, 1), 1.0, None],
        ["totalizer", "x", "", "", "1"],
    ],
)
def test_no_totals(row: list[Cell]) -> None:
    assert not is_totals_row(row, PLAN)


@pytest.mark.parametrize(
    ("row", "repeated"),
    [
        (HEADER, True),
        (["得意先ｺｰﾄﾞ", "得意先名 ", "売上日", "商品名", "金額"], True),
        ([*HEADER, "", None], True),
        (HEADER[:4], False),
        (["T1", "山田", "2025/4/1", "茶", "100"], False),
        (["得意先コード", "山田", "売上日", "商品名", "金額"], False),
        ([], False),
    ],
)
def test_repeated_headers(row: list[Cell], *, repeated: bool) -> None:
    assert is_repeated_header(row, HEADER) is repeated


def test_an_empty_header_is_never_repeated() -> None:
    assert not is_repeated_header(["", ""], ["", ""])


@pytest.mark.parametrize(
    "row",
    [
        HEADER,
        ["日付", "店舗", "商品分類", "売上", "備考"],
        ["customer_id", "date", "number_of_cds", "dollar_value"],
        ["顧客", "いつ", "いくら", "売上金額(税込)"],
        ["order_date", "order_id", "customer", "grand_total"],
        [None, "会員番号", None, "購入日", "お支払金額"],
    ],
)
def test_headers(row: list[Cell]) -> None:
    assert looks_like_header(row)


@pytest.mark.parametrize(
    "row",
    [
        [],
        [None, ""],
        ["売上一覧表"],
        ["売上"],
        ["月次売上報告（2025年）", ""],
        ["作成: 営業企画部", "2025/4/1"],
        ["（単位：千円）"],
        ["T1", "山田", "2025/4/1", "茶", "100"],
        ["00001", "19970101", "1", "11.77"],
        ["合計", "", "", "", "12000"],
        [date(2025, 4, 1), "新宿店", "家電", 1727000.0],
        ["x" * 100_000, "y"],
    ],
)
def test_rows_that_are_no_header(row: list[Cell]) -> None:
    assert not looks_like_header(row)


def test_the_header_scores_above_titles_and_data() -> None:
    rows: list[list[Cell]] = [
        ["売上明細一覧表", None, None, None, None],
        ["期間: 2025/4/1〜2025/4/30", None, None, None, "（単位：円）"],
        [None, None, None, None, None],
        list(HEADER),
        ["T1", "山田", "2025/4/1", "茶", "100"],
    ]
    scores = [header_score(row) for row in rows]
    assert scores.index(max(scores)) == 3
