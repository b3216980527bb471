"""One row checked: what it becomes, and everything that is wrong with it."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from goen.sheets._check import (
    CheckedRow,
    CheckOptions,
    Excluded,
    Rejected,
    RowChecker,
)
from goen.sheets._columns import ColumnPlan

if TYPE_CHECKING:
    from goen.sheets._columns import Cell

DAY = date(2025, 4, 1)


def _checker(roles: str, *, units: dict[str, int] | None = None, **options: Any) -> RowChecker:
    """A checker for the columns named in `roles`, headed as their roles in capitals."""
    names = roles.split()
    plan = ColumnPlan(
        columns={role: index for index, role in enumerate(names)},
        headers={role: role.upper() for role in names},
        confidence=dict.fromkeys(names, 1.0),
        has_header=True,
        units=units or {},
    )
    return RowChecker(plan, CheckOptions(**options))


THREE = _checker("customer date amount")


def _used(found: object) -> CheckedRow:
    assert isinstance(found, CheckedRow)
    return found


def _problems(found: object) -> list[tuple[str, str, str]]:
    assert isinstance(found, Rejected)
    return [(one.column, one.value, one.reason.ja) for one in found.problems]


def test_a_good_row() -> None:
    assert THREE.check(["0012", "令和7年4月1日", "￥1,200"]) == CheckedRow("0012", DAY, 1200)


@pytest.mark.parametrize(
    ("cell", "customer"),
    [
        ("0012", "0012"),
        ("  0012　", "0012"),
        ("\ufeff0012\u200b", "0012"),
        ('="0012"', "0012"),
        (12.0, "12"),
        (12, "12"),
        (1e15, "1000000000000000"),
        (12.5, "12.5"),
        ("１２", "１２"),
        ("C-12", "C-12"),
        ("佐藤　花子", "佐藤　花子"),
        ("髙﨑①㈱", "髙﨑①㈱"),
        ("O'Brien", "O'Brien"),
        ("12.0", "12.0"),
        ("x" * 200, "x" * 200),
    ],
)
def test_customer_numbers_are_kept_as_they_are(cell: Cell, customer: str) -> None:
    assert _used(THREE.check([cell, "2025/4/1", "1"])).customer == customer


@pytest.mark.parametrize(
    ("cell", "part"),
    [
        ("x" * 201, "200文字"),
        ("00\n12", "見えない文字"),
        ("00\x0012", "見えない文字"),
        ("00\t12", "見えない文字"),
        ("\ud800", "見えない文字"),
        ("#N/A", "表計算のエラー"),
        ("#REF!", "表計算のエラー"),
        (date(2025, 1, 2), "日付になっています"),
        (datetime(2025, 1, 2), "日付になっています"),  # noqa: DTZ001 - a workbook's cell
        (True, "番号ではありません"),
    ],
)
def test_customer_numbers_that_cannot_be_used(cell: Cell, part: str) -> None:
    ((column, _, reason),) = _problems(THREE.check([cell, "2025/4/1", "1"]))
    assert column == "CUSTOMER"
    assert part in reason


def test_all_problems_of_a_row_are_told_together() -> None:
    found = _problems(THREE.check(["a\nb", "2025/2/30", "1,23"]))
    assert found == [
        ("CUSTOMER", "a b", "改行などの、見えない文字が入っています"),
        ("DATE", "2025/2/30", "2025年2月は28日までです（30日はありません）"),
        ("AMOUNT", "1,23", "けた区切りのカンマの位置が正しくありません"),
    ]


def test_long_values_are_shortened_for_the_list() -> None:
    ((_, value, _),) = _problems(THREE.check(["1", "x" * 1_000_000, "1"]))
    assert len(value) == 80
    assert value.endswith("…")


@pytest.mark.parametrize("customer", ["", "　", None])
def test_a_row_without_a_customer_is_left_out_with_its_amount(customer: Cell) -> None:
    found = THREE.check([customer, "2025/4/1", "1,200"])
    assert found == Excluded("no_customer", None, DAY, 1200)


@pytest.mark.parametrize("row", [["", "2025/2/30", "1"], ["", "2025/4/1", "abc"], ["", "", ""], []])
def test_a_row_without_a_customer_that_cannot_be_read_is_rejected(row: list[Cell]) -> None:
    assert isinstance(THREE.check(row), Rejected)


def test_walk_ins_are_matched_whole() -> None:
    checker = _checker("customer date amount", anonymous=re.compile("ZZ0+|非会員"))
    assert checker.check(["ZZ000", "2025/4/1", "5"]) == Excluded("no_customer", "ZZ000", DAY, 5)
    assert checker.check(["非会員", "2025/4/1", "0"]) == Excluded("no_customer", "非会員", DAY, 0)
    assert _used(checker.check(["ZZ0001", "2025/4/1", "5"])).customer == "ZZ0001"


@pytest.mark.parametrize("cell", ["0", "¥0", "¥-", 0.0, "0.00"])
def test_a_row_of_zero_is_left_out(cell: Cell) -> None:
    assert THREE.check(["1", "2025/4/1", cell]) == Excluded("zero", "1", DAY, 0)


class TestKinds:
    checker = _checker("customer date amount kind quantity gross_profit")

    def test_a_return_counts_below_zero(self) -> None:
        found = _used(self.checker.check(["1", "2025/4/1", "1,200", "返品", "2", "300"]))
        assert (found.amount, found.quantity, found.gross_profit) == (-1200, -2, -300)

    def test_a_return_written_below_zero_stays_so(self) -> None:
        found = _used(self.checker.check(["1", "2025/4/1", "△1,200", "返品", "-2", "△300"]))
        assert (found.amount, found.quantity, found.gross_profit) == (-1200, -2, -300)

    @pytest.mark.parametrize("word", ["売上", "", None, "通常"])
    def test_a_sale(self, word: Cell) -> None:
        assert _used(self.checker.check(["1", "2025/4/1", "1,200", word, "2", ""])).amount == 1200

    def test_a_cancelled_row_is_left_out_even_when_it_cannot_be_read(self) -> None:
        assert self.checker.check(["1", "2025/4/1", "1,200", "取消", "", ""]) == Excluded(
            "cancelled", "1", DAY, 1200
        )
        assert self.checker.check(["", "", "", "キャンセル", "x", "y"]) == Excluded(
            "cancelled", None, None, None
        )

    def test_an_unknown_word_is_rejected_by_name(self) -> None:
        found = _problems(self.checker.check(["1", "2025/4/1", "1,200", "ギフト", "", ""]))
        assert found == [("KIND", "ギフト", "「ギフト」が売上、返品、取消のどれか分かりません")]

    def test_a_return_without_a_customer_counts_below_zero_too(self) -> None:
        found = self.checker.check(["", "2025/4/1", "1,200", "返品", "", ""])
        assert found == Excluded("no_customer", None, DAY, -1200)


@pytest.mark.parametrize("flag", ["1", "TRUE", "済", "○", "2025-04-02 10:00:00", 1.0, True, DAY])
def test_a_flag_of_cancellation_that_is_up(flag: Cell) -> None:
    checker = _checker("customer date amount cancelled")
    found = checker.check(["1", "2025/4/1", "1,200", flag])
    assert isinstance(found, Excluded)
    assert found.reason == "cancelled"


@pytest.mark.parametrize(
    "flag", ["", None, "0", 0.0, "FALSE", False, "no", "-", "0000-00-00 00:00:00"]
)
def test_a_flag_of_cancellation_that_is_down(flag: Cell) -> None:
    checker = _checker("customer date amount cancelled")
    assert isinstance(checker.check(["1", "2025/4/1", "1,200", flag]), CheckedRow)


class TestProduct:
    checker = _checker("customer date quantity unit_price")

    @pytest.mark.parametrize(
        ("quantity", "price", "amount"),
        [
            ("3", "500", 1500),
            ("1.5", "200", 300),
            ("4", "12.5", 50),
            ("-1", "500", -500),
            (3.0, 99.0, 297),
        ],
    )
    def test_quantity_times_price(self, quantity: Cell, price: Cell, amount: int) -> None:
        assert _used(self.checker.check(["1", "2025/4/1", quantity, price])).amount == amount

    def test_the_product_must_be_whole(self) -> None:
        ((column, value, reason),) = _problems(self.checker.check(["1", "2025/4/1", "3", "0.5"]))
        assert (column, value) == ("UNIT_PRICE", "0.5")
        assert "小数" in reason

    def test_both_must_be_there(self) -> None:
        found = _problems(self.checker.check(["1", "2025/4/1", "", ""]))
        assert [column for column, _, _ in found] == ["QUANTITY", "UNIT_PRICE"]
        found = _problems(self.checker.check(["1", "2025/4/1", "多数", "百円"]))
        assert [column for column, _, _ in found] == ["QUANTITY", "UNIT_PRICE"]

    def test_nothing_times_a_price_is_zero(self) -> None:
        assert self.checker.check(["1", "2025/4/1", "0", "500"]) == Excluded("zero", "1", DAY, 0)

    def test_cents(self) -> None:
        checker = _checker("customer date quantity unit_price", digits=2)
        assert _used(checker.check([17850.0, "2010-12-01", 6.0, 2.55])) == CheckedRow(
            "17850", date(2010, 12, 1), 1530, quantity=6
        )


class TestProfit:
    def test_as_given_and_rounded(self) -> None:
        checker = _checker("customer date amount gross_profit", digits=2)
        assert _used(checker.check(["1", "2025/4/1", "261.96", "41.9136"])).gross_profit == 4191
        assert _used(checker.check(["1", "2025/4/1", "261.96", ""])).gross_profit is None

    @pytest.mark.parametrize(
        ("amount", "cost", "profit"),
        [("1000", "600", 400), ("-1000", "600", -400), ("-1000", "-600", -400)],
    )
    def test_amount_less_cost(self, amount: str, cost: str, profit: int) -> None:
        checker = _checker("customer date amount cost")
        assert _used(checker.check(["1", "2025/4/1", amount, cost])).gross_profit == profit

    def test_amount_less_cost_of_each(self) -> None:
        checker = _checker("customer date amount quantity unit_cost")
        assert _used(checker.check(["1", "2025/4/1", "1000", "3", "200"])).gross_profit == 400
        assert _used(checker.check(["1", "2025/4/1", "1000", "", "200"])).gross_profit is None

    def test_a_return_gives_its_profit_back(self) -> None:
        checker = _checker("customer date amount cost kind")
        assert _used(checker.check(["1", "2025/4/1", "1000", "600", "返品"])).gross_profit == -400

    def test_units_of_each_column(self) -> None:
        checker = _checker(
            "customer date amount gross_profit", units={"amount": 1000, "gross_profit": 1}
        )
        found = _used(checker.check(["1", "2025/4/1", "12", "3500"]))
        assert (found.amount, found.gross_profit) == (12_000, 3_500)

    def test_what_is_no_number_is_rejected(self) -> None:
        checker = _checker("customer date amount cost")
        assert _problems(checker.check(["1", "2025/4/1", "1000", "不明"])) == [
            ("COST", "不明", "金額として読めません")
        ]


class TestWords:
    checker = _checker("customer date amount customer_name product category shop slip quantity")

    def test_words_are_kept_trimmed_and_never_refused(self) -> None:
        row = ["1", "2025/4/1", "1", " 佐藤\n花子 ", "\x00茶", "", None, 1001.0, "2"]
        found = _used(self.checker.check(row))
        assert found.customer_name == "佐藤 花子"
        assert found.product == "茶"
        assert (found.category, found.shop) == (None, None)
        assert found.slip == "1001"
        assert found.quantity == 2

    def test_words_are_cut_at_two_hundred_characters(self) -> None:
        row = ["1", "2025/4/1", "1", "x" * 1_000_000, "\ud800", DAY, "s", "9", ""]
        found = _used(self.checker.check(row))
        assert found.customer_name == "x" * 200
        assert found.product == "�"
        assert found.category == "2025-04-01"

    def test_a_part_of_a_thing_is_no_number_of_things(self) -> None:
        row = ["1", "2025/4/1", "1", "", "", "", "", "", "1.5kg"]
        assert _used(self.checker.check(row)).quantity is None

    def test_a_quantity_that_is_no_number_is_rejected(self) -> None:
        row = ["1", "2025/4/1", "1", "", "", "", "", "", "多数"]
        assert _problems(self.checker.check(row)) == [("QUANTITY", "多数", "数字として読めません")]

    def test_a_short_row_lacks_what_is_missing(self) -> None:
        assert _used(self.checker.check(["1", "2025/4/1", "1"])).slip is None


def test_the_options_reach_the_cells() -> None:
    checker = _checker(
        "customer date amount", digits=2, date_style="mdy", years=(1950, 2049), serials=True
    )
    assert checker.check(["1", "4/1/25", "1.5"]) == CheckedRow("1", DAY, 150)
    assert _used(checker.check(["1", "45748", "1"])).day == DAY
    checker = _checker("customer date amount", epoch_1904=True)
    assert _used(checker.check(["1", 44286.0, "1"])).day == DAY


def test_serials_of_the_plan_are_read_without_the_option() -> None:
    plan = ColumnPlan(
        columns={"customer": 0, "date": 1, "amount": 2},
        headers={},
        confidence={},
        has_header=False,
        serials=True,
    )
    assert _used(RowChecker(plan, CheckOptions()).check(["1", "45748", "1"])).day == DAY


def test_an_amount_beyond_reason_is_rejected_after_its_unit() -> None:
    checker = _checker("customer date amount", units={"amount": 1_000_000})
    ((_, _, reason),) = _problems(checker.check(["1", "2025/4/1", "999999999999999"]))
    assert "大きすぎます" in reason
