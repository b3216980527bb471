"""Dates and names whose parts stand in columns of their own."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from goen.sheets._check import CheckedRow, CheckOptions, RowChecker
from goen.sheets._check_cells import joined_date, joined_name
from goen.sheets._columns import Cell, ColumnPlan, UnknownColumn, find_columns, is_totals_row
from tests.sheets._files import loaded, sales_of, text_file

if TYPE_CHECKING:
    from pathlib import Path

SALES = """年,月,日,会員番号,姓,名,売上
2025,4,1,001,佐藤,花子,1200
2025,4,31,002,鈴木,恵,800
2025,12,2,001,佐藤,花子,"1,500"
合計,,,,,,3500
"""


def _plan(heads: str, *rows: str, **overrides: str) -> ColumnPlan:
    cells = [row.split(",") for row in rows]
    return find_columns(header=heads.split(","), sample=cells, digits=0, overrides=overrides)


def test_a_date_is_put_together_and_that_is_said(tmp_path: Path) -> None:
    path = text_file(tmp_path, SALES)
    assert sorted(sales_of(path)) == [
        ("001", date(2025, 4, 1), 1200, "佐藤 花子"),
        ("001", date(2025, 12, 2), 1500, "佐藤 花子"),
    ]
    report = loaded(path)
    assert (report.rows, report.rows_rejected, report.totals) == (3, 1, 1)
    (rejection,) = report.rejections
    assert (rejection.row, rejection.column, rejection.value) == (3, "年", "2025/4/31")
    notes = " ".join(note.ja for note in report.files[0].plan.notes)
    assert "「年」「月」「日」を合わせて売上日とします" in notes
    assert "「姓」「名」を合わせてお客様名とします" in notes


@pytest.mark.parametrize(
    "heads",
    [
        "年,月,日",
        "売上年,売上月,売上日",
        "year,month,day",
        "Order Year,Order Month,Order Day",
        "西暦,月,日",
        "購入年,購入月,購入日",
    ],
)
@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0)])
def test_the_parts_may_be_headed_and_placed_in_many_ways(
    heads: str, order: tuple[int, ...]
) -> None:
    parts = heads.split(",")
    plan = _plan(
        ",".join(["会員番号", "金額", *(parts[place] for place in order)]),
        ",".join(["C1", "1200", *(["2025", "4", "1"][place] for place in order)]),
        ",".join(["C2", "900", *(["2025", "12", "31"][place] for place in order)]),
    )
    assert [plan.headers[role] for role in ("date", "month", "day_of_month")] == parts
    assert plan.joined["date"] == tuple(order.index(place) + 2 for place in (0, 1, 2))
    assert min(plan.confidence.values()) >= 0.8


def test_a_whole_date_goes_before_its_parts() -> None:
    plan = _plan(
        "会員番号,売上日,年,月,日,金額", "C1,2025/4/1,2025,4,1,1200", "C2,2025/4/9,2025,4,9,900"
    )
    assert (plan.headers["date"], plan.joined) == ("売上日", {})
    plan = _plan("会員番号,日,金額", "C1,2025/4/1,1200", "C2,2025/4/9,900")
    assert (plan.headers["date"], plan.joined) == ("日", {})


def test_a_year_and_a_month_are_a_date_for_the_option_ym(tmp_path: Path) -> None:
    path = text_file(tmp_path, "年,月,会員番号,金額\n2025,4,C1,1200\n2025,12,C2,900\n")
    refused = loaded(path)
    assert refused.rows_rejected == 2
    assert any("--date-format ym" in note.ja for note in refused.files[0].plan.notes)
    assert sales_of(path, date_format="ym") == [
        ("C1", date(2025, 4, 30), 1200),
        ("C2", date(2025, 12, 31), 900),
    ]


def test_the_parts_may_be_named(tmp_path: Path) -> None:
    path = text_file(tmp_path, "C1,25,4,1,Hanako,Sato,1200\nC2,25,12,31,Jiro,Ito,900\n")
    named = {"customer": "A", "date": "B", "month": "C", "day_of_month": "D", "amount": "G"}
    names = {"given_name": "E", "customer_name": "F"}
    found = sales_of(path, columns=named | names, date_format="ymd", years=(1950, 2049))
    assert found == [
        ("C1", date(2025, 4, 1), 1200, "Hanako Sato"),
        ("C2", date(2025, 12, 31), 900, "Jiro Ito"),
    ]


@pytest.mark.parametrize(
    "lone", [{"month": "月"}, {"date": "年", "day_of_month": "日"}, {"名": "名"}]
)
def test_a_part_alone_says_nothing(lone: dict[str, str]) -> None:
    with pytest.raises(UnknownColumn) as refused:
        _plan("年,月,日,会員番号,名,金額", "2025,4,1,C1,花子,1200", **lone)
    assert "合わせて" in refused.value.reason.ja
    assert "together" in refused.value.reason.en


@pytest.mark.parametrize(
    ("heads", "pair"),
    [
        ("姓,名", ("姓", "名")),
        ("注文者名,注文者姓", ("注文者姓", "注文者名")),
        ("お名前(姓),お名前(名)", ("お名前(姓)", "お名前(名)")),
        ("氏(請求先),名(請求先)", ("氏(請求先)", "名(請求先)")),
        ("first_name,last_name", ("last_name", "first_name")),
        ("姓(カナ),名(カナ),姓,名", ("姓", "名")),
        ("配送先姓,配送先名,購入者姓,購入者名", ("購入者姓", "購入者名")),
        ("Staff Last Name,Staff First Name,Last Name,First Name", ("Last Name", "First Name")),
    ],
)
def test_the_parts_of_a_name_are_found(heads: str, pair: tuple[str, str]) -> None:
    names = ",".join("佐藤" for _ in heads.split(","))
    plan = _plan(f"会員番号,売上日,金額,{heads}", f"C1,2025/4/1,1200,{names}")
    assert (plan.headers["customer_name"], plan.headers["given_name"]) == pair


@pytest.mark.parametrize("heads", ["氏名,姓,名", "会員名,名", "姓", "配送先姓,配送先名"])
def test_a_whole_name_or_half_a_name_is_left_as_it_is(heads: str) -> None:
    names = ",".join("佐藤" for _ in heads.split(","))
    plan = _plan(f"会員番号,売上日,金額,{heads}", f"C1,2025/4/1,1200,{names}")
    assert "given_name" not in plan.columns


def test_every_way_of_reading_joins_names_alike(tmp_path: Path) -> None:
    parts = ["佐藤", "花子", "", " ", "Sato", "Hanako Ann", "=1+1", "長" * 150, "①", "ﾊﾅｺ", "山 田"]
    names = [[family, given] for family in parts for given in parts]
    rows = [["2025-04-01", f"C{n:03d}", *name, str(n + 1)] for n, name in enumerate(names)]
    header = ["注文日", "会員番号", "姓", "名", "金額"]
    path = text_file(tmp_path, "\n".join(",".join(row) for row in [header, *rows]) + "\n")
    checker = RowChecker(find_columns(header=header, sample=rows, digits=0), CheckOptions())
    checked = [one for row in rows if isinstance(one := checker.check(row), CheckedRow)]
    expected = [(one.customer, one.day, one.amount, one.customer_name) for one in checked]
    assert len(expected) == len(rows)
    assert sorted(sales_of(path), key=str) == sorted(expected, key=str)


def test_the_name_can_be_switched_off() -> None:
    for role in ("customer_name", "given_name"):
        plan = _plan("会員番号,売上日,金額,姓,名", "C1,2025/4/1,1200,佐藤,花子", **{role: "none"})
        assert not {"customer_name", "given_name"} & set(plan.columns)


def test_a_product_named_total_is_a_sale_where_the_date_is_in_parts() -> None:
    plan = _plan("商品名,会員番号,年,月,日,金額", "茶,C1,2025,4,1,1200")
    assert not is_totals_row(["合計", "C1", "2025", "4", "1", "1200"], plan)
    assert is_totals_row(["合計", "C1", "2025", "4", "", "1200"][:2], plan)
    assert is_totals_row(["4月 合計", "", "2025", "4", "30", "1200"], plan)


@pytest.mark.parametrize(
    ("cells", "whole"),
    [
        (("2025", "4", "1"), "2025/4/1"),
        (("2025年", "4月", "1日"), "2025/4/1"),
        (("令和7", "4", "1"), "令和7/4/1"),
        ((2025.0, 4.0, 1.0), "2025/4/1"),
        (("2025", "4"), "2025/4"),
        (("2025", "", "1"), "2025//1"),
        (("", None, " "), ""),
    ],
)
def test_parts_of_a_date(cells: tuple[Cell, ...], whole: str) -> None:
    assert joined_date(*cells) == whole


@pytest.mark.parametrize(
    ("family", "given", "whole"),
    [
        ("佐藤", "花子", "佐藤 花子"),
        ("佐藤 ", "　花子", "佐藤 花子"),
        ("Sato", "Hanako", "Hanako Sato"),
        ("佐藤", "Anna", "佐藤 Anna"),
        ("㈱北陸", None, "㈱北陸"),
        ("", "花子", "花子"),
        (None, "", ""),
    ],
)
def test_parts_of_a_name(family: Cell, given: Cell, whole: str) -> None:
    assert joined_name(family, given) == whole
