"""Columns named by the user with --columns."""

from __future__ import annotations

import pytest

from goen.sheets._columns import ColumnPlan, ColumnsNotFound, UnknownColumn, find_columns

HEADER = ["得意先コード", "会員番号", "売上日", "税抜金額", "税込金額", "商品名", "摘要", "摘要"]
ROWS = [
    ["T1", "001", "2025/4/1", "1000", "1100", "茶", "a", "b"],
    ["T2", "002", "2025/4/2", "2000", "2200", "茶", "c", "d"],
]


def _plan(overrides: dict[str, str], header: list[str] | None = HEADER) -> ColumnPlan:
    return find_columns(header=header, sample=ROWS, digits=0, overrides=overrides)


def test_a_named_column_is_taken_and_is_sure() -> None:
    plan = _plan({"customer": "会員番号", "amount": "税抜金額"})
    assert (plan.headers["customer"], plan.headers["amount"]) == ("会員番号", "税抜金額")
    assert (plan.confidence["customer"], plan.confidence["amount"]) == (1.0, 1.0)
    assert plan.word("amount").en == "sure"


@pytest.mark.parametrize("name", ["会員番号", " 会員番号 ", "会員番号　", "B", "b", "2", "２"])
def test_a_column_may_be_named_by_head_letter_or_number(name: str) -> None:
    assert _plan({"customer": name}).columns["customer"] == 1


def test_heads_are_compared_folded() -> None:
    plan = find_columns(
        header=["顧客　ＩＤ", "Sales-Date", "Net Amount"],
        sample=[["1", "2025-04-01", "5"]],
        digits=0,
        overrides={"customer": "顧客 id", "date": "sales−date", "amount": "NET  AMOUNT"},
    )
    assert dict(plan.columns) == {"customer": 0, "date": 1, "amount": 2}


@pytest.mark.parametrize("role", ["store", "SHOP", "店舗"])
def test_roles_have_other_names(role: str) -> None:
    assert _plan({role: "摘要 ".strip() if role == "x" else "G"}).columns["shop"] == 6


def test_letters_and_numbers_without_a_header() -> None:
    plan = _plan({"customer": "B", "date": "3", "amount": "E", "product": "6"}, None)
    assert dict(plan.columns) == {"customer": 1, "date": 2, "amount": 4, "product": 5}
    assert dict(plan.headers) == {"customer": "B", "date": "C", "amount": "E", "product": "F"}


def test_an_optional_column_can_be_switched_off() -> None:
    assert "product" in _plan({}).columns
    for word in ("none", "なし", "NONE", "-"):
        assert "product" not in _plan({"product": word}).columns


def test_the_amount_can_be_switched_off_for_the_product() -> None:
    header = ["会員番号", "売上日", "数量", "単価", "金額"]
    rows = [["1", "2025/4/1", "2", "500", "900"]]
    plan = find_columns(header=header, sample=rows, digits=0, overrides={"amount": "none"})
    assert "amount" not in plan.columns
    with pytest.raises(ColumnsNotFound):
        _plan({"amount": "none"})


@pytest.mark.parametrize("role", ["customer", "date"])
def test_a_required_column_cannot_be_switched_off(role: str) -> None:
    with pytest.raises(UnknownColumn) as refused:
        _plan({role: "none"})
    assert role in refused.value.reason.ja


@pytest.mark.parametrize(
    ("overrides", "part"),
    [
        ({"customer": "顧客番号"}, "という列はありません"),
        ({"customer": "Z"}, "という列はありません"),
        ({"customer": "0"}, "という列はありません"),
        ({"customer": "99"}, "という列はありません"),
        ({"customer": ""}, "という列はありません"),
        ({"custommer": "会員番号"}, "役割の名前ではありません"),
        ({"product": "摘要"}, "2つあります"),
    ],
)
def test_what_is_not_there_is_refused(overrides: dict[str, str], part: str) -> None:
    with pytest.raises(UnknownColumn) as refused:
        _plan(overrides)
    assert part in refused.value.reason.ja
    assert refused.value.reason.en
