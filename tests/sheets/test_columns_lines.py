"""Amounts of a whole slip that stand on each of its lines, or on its first line only."""

from __future__ import annotations

from goen.sheets._columns import ColumnPlan, find_columns
from goen.sheets._columns_lines import slip_total

HEADER = ["注文番号", "注文日", "会員ID", "商品名", "単価", "個数", "合計金額"]


def _lines(*, total_on_each: bool) -> list[list[str]]:
    """Orders of one to three lines; the total includes 500 yen for delivery."""
    rows = []
    for order in range(30):
        lines = [(f"商品{n}", 300 + 50 * n, 1 + n % 2) for n in range(1 + order % 3)]
        total = sum(price * count for _, price, count in lines) + 500 + order
        for place, (name, price, count) in enumerate(lines):
            shown = str(total) if total_on_each or place == 0 else ""
            cells = [
                f"A{order:03d}",
                "2025/4/1",
                f"M{order % 7}",
                name,
                str(price),
                str(count),
                shown,
            ]
            rows.append(cells)
    return rows


def _plan(rows: list[list[str]], header: list[str], **overrides: str) -> ColumnPlan:
    return find_columns(header=header, sample=rows, digits=0, overrides=overrides)


def test_a_total_on_every_line_gives_way_to_quantity_times_price() -> None:
    plan = _plan(_lines(total_on_each=True), HEADER)
    assert "amount" not in plan.columns
    assert any("合計が各行にある" in note.ja for note in plan.notes)


def test_a_total_on_the_first_line_gives_way_to_quantity_times_price() -> None:
    plan = _plan(_lines(total_on_each=False), HEADER)
    assert "amount" not in plan.columns


def test_an_amount_of_the_line_goes_before_the_product() -> None:
    rows = [[*row, str(int(row[4]) * int(row[5]))] for row in _lines(total_on_each=True)]
    plan = _plan(rows, [*HEADER, "小計"])
    assert plan.headers["amount"] == "小計"


def test_the_total_is_kept_with_a_warning_when_there_is_nothing_else() -> None:
    rows = [[*row[:4], row[6]] for row in _lines(total_on_each=True)]
    plan = _plan(rows, [*HEADER[:4], "合計金額"])
    assert plan.headers["amount"] == "合計金額"
    assert any("二重" in note.ja for note in plan.notes)


def test_the_users_own_choice_is_kept_with_a_warning() -> None:
    plan = _plan(_lines(total_on_each=True), HEADER, amount="合計金額")
    assert plan.headers["amount"] == "合計金額"
    assert any("二重" in note.ja for note in plan.notes)


def test_slips_of_one_line_or_with_different_lines_say_nothing() -> None:
    one_each = [[f"A{n}", "500"] for n in range(50)]
    assert slip_total(one_each, slip=0, amount=1) == ""
    different = [[f"A{n // 2}", str(100 + n)] for n in range(50)]
    assert slip_total(different, slip=0, amount=1) == ""
    same_price = [[f"A{n // 2}", "500"] for n in range(50)]
    assert slip_total(same_price, slip=0, amount=1) == ""
    few = [[f"A{n // 2}", str(n // 2)] for n in range(8)]
    assert slip_total(few, slip=0, amount=1) == ""
