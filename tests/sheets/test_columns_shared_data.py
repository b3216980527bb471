"""The columns of the public data sets, found without help; and how many of their rows pass."""

from __future__ import annotations

import csv
import gzip
from typing import TYPE_CHECKING

import pytest

from goen.sheets._check import CheckedRow, CheckOptions, Excluded, RowChecker
from goen.sheets._columns import ColumnPlan, ColumnsNotFound, Row, find_columns

if TYPE_CHECKING:
    from pathlib import Path


def _read(path: Path, *, encoding: str = "utf-8-sig", delimiter: str = ",") -> list[list[str]]:
    text = path.read_bytes().decode(encoding).lstrip("\ufeff")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [row for row in csv.reader(lines, delimiter=delimiter) if row]


def _aligned(text: str) -> list[list[str]]:
    return [line.split() for line in text.splitlines() if line.strip()]


def _heads(plan: ColumnPlan) -> tuple[str, str, str]:
    return plan.headers["customer"], plan.headers["date"], plan.headers["amount"]


def _used(plan: ColumnPlan, rows: list[Row], options: CheckOptions) -> list[CheckedRow]:
    checker = RowChecker(plan, options)
    return [one for row in rows if isinstance(one := checker.check(row), CheckedRow)]


def test_cdnow_master(shared_data: Path) -> None:
    path = shared_data / "cdnow" / "CDNOW_master.txt.gz"
    header, *rows = _aligned(gzip.decompress(path.read_bytes()).decode())
    plan = find_columns(header=header, sample=rows[:1000], digits=2)
    assert _heads(plan) == ("customer_id", "date", "dollar_value")
    checked = [RowChecker(plan, CheckOptions(digits=2)).check(row) for row in rows]
    used = [one for one in checked if isinstance(one, CheckedRow)]
    zero = [one for one in checked if isinstance(one, Excluded) and one.reason == "zero"]
    assert (len(rows), len(zero), len(used)) == (69_659, 80, 69_579)
    assert sum(one.amount for one in used) == 250_031_563
    assert len({one.customer for one in used} | {one.customer for one in zero}) == 23_570


def test_cdnow_sample_without_a_header(shared_data: Path) -> None:
    rows = _aligned((shared_data / "cdnow" / "CDNOW_sample.txt").read_text())
    plan = find_columns(header=None, sample=rows[:1000], digits=2)
    assert _heads(plan) == ("A", "C", "E")
    used = _used(plan, list(rows), CheckOptions(digits=2))
    assert len({row[0] for row in rows}) == len({row[1] for row in rows}) == 2_357
    assert len(used) > 6_900


def test_rsquared_orders(shared_data: Path) -> None:
    header, *rows = _read(shared_data / "rfm_rsquared" / "rfm_data_orders.csv")
    plan = find_columns(header=header, sample=rows[:1000], digits=0)
    assert _heads(plan) == ("customer_id", "order_date", "revenue")
    used = _used(plan, list(rows), CheckOptions())
    assert (len(used), len({one.customer for one in used})) == (4_906, 995)


def test_rsquared_customers(shared_data: Path) -> None:
    header, *rows = _read(shared_data / "rfm_rsquared" / "rfm_data_customer.csv")
    plan = find_columns(header=header, sample=rows[:1000], digits=0)
    assert _heads(plan) == ("customer_id", "most_recent_visit", "revenue")
    assert len(rows) == 39_999


def test_orders_with_month_first_dates(shared_data: Path) -> None:
    path = shared_data / "rfm_joaolcorreia" / "sample-orders.csv"
    header, *rows = _read(path, encoding="mac_roman")
    plan = find_columns(header=header, sample=rows[:1000], digits=0)
    assert _heads(plan) == ("customer", "order_date", "grand_total")
    assert plan.headers["slip"] == "order_id"
    assert any("--date-format mdy --years 1950-2049" in note.en for note in plan.notes)
    used = _used(plan, list(rows), CheckOptions(date_style="mdy", years=(1950, 2049)))
    assert (len(used), len({one.customer for one in used})) == (5_009, 793)
    assert _used(plan, list(rows), CheckOptions()) == []


@pytest.mark.parametrize("name", ["receipt_member_monthly", "receipt_member_month_weekday"])
def test_receipts_by_month(shared_data: Path, name: str) -> None:
    header, *rows = _read(shared_data / "jp_100knocks" / f"{name}.csv")
    plan = find_columns(header=header, sample=rows[:1000], digits=0)
    assert _heads(plan) == ("customer_id", "sales_ym", "amount")
    assert plan.headers["quantity"] == "quantity"
    assert any("--date-format ym" in note.ja for note in plan.notes)
    used = _used(plan, list(rows), CheckOptions(date_style="ym"))
    assert len(used) == len(rows)
    january = [one for one in used if (one.day.year, one.day.month) == (2017, 1)]
    assert {one.day.day for one in january} == {31}
    members = [one for one in january if not one.customer.startswith("Z")]
    assert sum(one.amount for one in members) == 618_226


def test_raw_receipts(shared_data: Path) -> None:
    header, *rows = _read(shared_data / "jp_100knocks" / "receipt_2010sample.csv")
    plan = find_columns(header=header, sample=rows[:1000], digits=0)
    assert _heads(plan) == ("customer_id", "sales_ymd", "amount")
    assert plan.headers["product"] == "product_cd"
    assert plan.headers["shop"] == "store_cd"
    assert len(_used(plan, list(rows), CheckOptions())) == len(rows) == 1_100


def test_hotel_reservations(shared_data: Path) -> None:
    header, *rows = _read(shared_data / "jp_hotel_awesomebook" / "data" / "reserve.csv")
    plan = find_columns(header=header, sample=rows[:1000], digits=0)
    assert _heads(plan) == ("customer_id", "reserve_datetime", "total_price")
    assert any("checkin_date" in note.ja for note in plan.notes)
    used = _used(plan, list(rows), CheckOptions())
    assert (len(used), len({one.customer for one in used})) == (4_030, 888)
    assert sum(one.amount for one in used) == 415_355_800


@pytest.mark.parametrize(
    ("name", "encoding", "delimiter"),
    [
        ("uriage_cp932.csv", "cp932", ","),
        ("uriage_utf8.csv", "utf-8", ","),
        ("uriage_utf8_bom.csv", "utf-8-sig", ","),
        ("uriage_utf16le.csv", "utf-16", "\t"),
        ("sales.csv", "utf-8", ","),
    ],
)
def test_sales_by_shop_have_no_customer_until_one_is_named(
    shared_data: Path, name: str, encoding: str, delimiter: str
) -> None:
    path = shared_data / "excel_wild" / "encoding_samples" / name
    header, *rows = _read(path, encoding=encoding, delimiter=delimiter)
    with pytest.raises(ColumnsNotFound) as refused:
        find_columns(header=header, sample=rows, digits=0)
    assert refused.value.reason.ja.startswith("お客様の番号の列が見つかりません")
    plan = find_columns(header=header, sample=rows, digits=0, overrides={"customer": "店舗"})
    assert _heads(plan) == ("店舗", "日付", "売上")
    assert len(_used(plan, list(rows), CheckOptions())) == len(rows)


@pytest.mark.parametrize(
    "name",
    [
        "jp_100knocks/customer.csv",
        "jp_100knocks/product.csv",
        "jp_100knocks/store.csv",
        "jp_100knocks/category.csv",
        "jp_hotel_awesomebook/data/hotel.csv",
        "jp_hotel_awesomebook/data/customer.csv",
        "rfm_joaolcorreia/rfm-table.csv",
        "cdnow/cdnow_customers_summary.csv",
        "cdnow/donations.csv",
        "excel_wild/encoding_samples/stores.csv",
        "excel_wild/encoding_samples/targets.csv",
    ],
)
def test_tables_that_are_no_sales_are_refused(shared_data: Path, name: str) -> None:
    encoding = "mac_roman" if "joaolcorreia" in name else "utf-8-sig"
    header, *rows = _read(shared_data / name, encoding=encoding)
    with pytest.raises(ColumnsNotFound):
        find_columns(header=header, sample=rows[:1000], digits=0)
