"""Published sets of sales, read with the options of docs/published-data.md, give known answers."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from datetime import date

import pytest

from goen.analysis import preset
from tests.analysis.ledger_by_hand import places

CDNOW = "cdnow/CDNOW_master.txt.gz"
SAMPLE = "cdnow/CDNOW_sample.txt"
SAMPLE_COLUMNS = {"customer": "1", "date": "3", "amount": "5"}
RSQUARED = "rfm_rsquared/rfm_data_orders.csv"
SUPERSTORE = "rfm_joaolcorreia/sample-orders.csv"
HOTEL = "jp_hotel_awesomebook/data/reserve.csv"
MONTHLY = "jp_100knocks/receipt_member_monthly.csv"
WEEKDAY = "jp_100knocks/receipt_member_month_weekday.csv"
RECEIPTS = "jp_100knocks/receipt_2010sample.csv"


def counted(document):
    return {(row["rank"], row["status"]): row["customers"] for row in document["cpm"]}


def by_hand(sales, *, on, digits):
    """The ten segments counted in plain Python."""
    thresholds = preset(name="mail_order").in_minor_units(digits=digits)
    found = places(sales, on=on, scheme=thresholds.scheme(), lapse_days=thresholds.lapse_days)
    return Counter((place.rank, "lapsed" if place.lapsed else "active") for place in found.values())


def holds_together(document):
    """What must be true of every document."""
    read = document["input"]
    assert read["rows"] == read["rows_used"] + read["rows_rejected"] + read["rows_excluded"]
    assert read["rows_excluded"] == sum(read["excluded"].values())
    buyers = sum(row["customers"] for row in document["cpm"])
    sales = sum(row["sales"] for row in document["cpm"])
    without = document["without_purchase"]
    assert buyers + without["customers"] == read["customers"]
    assert sales + without["sales"] == read["sales"]
    last = document["monthly"][-10:]
    assert {(r["rank"], r["status"]): r["customers"] for r in last} == counted(document)
    for line in document["ledger"]:
        assert line["opening"] + line["in"] - line["out"] == line["closing"]
    for name in ("segments", "cells"):
        assert sum(row["customers"] for row in document["rfm"][name]) == buyers
        assert sum(row["sales"] for row in document["rfm"][name]) == sales
    assert sum(row["customers"] for row in document["decile"]) == buyers
    assert sum(row["sales"] for row in document["decile"]) == sales
    change = document["sales_change"]
    if change is not None:
        parts = change["unit_price"] + change["frequency"] + change["customers"]
        assert parts == change["delta"] == change["to"]["sales"] - change["from"]["sales"]
    else:
        assert "sales_change" in {note["answer"] for note in document["notes"]}


def test_cdnow_master(told):
    document = told(CDNOW, currency="USD")
    holds_together(document)
    read = document["input"]
    assert (read["rows"], read["customers"], read["sales"]) == (69_659, 23_570, 250_031_563)
    assert read["excluded"]["zero"] == 80
    assert (read["first_date"], read["last_date"]) == ("1997-01-01", "1998-06-30")
    assert document["as_of"] == "1998-06-30"
    assert document["sales_change"] is None


def test_cdnow_master_equals_the_plain_count(told, shared_data):
    with gzip.open(shared_data / CDNOW, "rt", encoding="ascii") as lines:
        next(lines)
        rows = [line.split() for line in lines if line.strip()]
    sales = [(row[0], date.fromisoformat(row[1]), round(float(row[3]) * 100)) for row in rows]
    for on in (date(1997, 9, 30), date(1998, 6, 30)):
        document = told(CDNOW, currency="USD", as_of=on)
        expected = by_hand(sales, on=on, digits=2)
        assert {key: n for key, n in counted(document).items() if n} == expected


def test_cdnow_sample_without_a_header(told):
    document = told(SAMPLE, currency="USD", columns=SAMPLE_COLUMNS)
    holds_together(document)
    assert document["input"]["customers"] == 2357
    assert document["input"]["rows"] == 6919


def test_cdnow_sample_has_the_published_one_timers(listed):
    first = listed(SAMPLE, currency="USD", columns=SAMPLE_COLUMNS, as_of=date(1997, 9, 30))
    # Published: 1,411 customers without a repeat in 39 weeks, counting sales of 0 dollars; eight
    # customers have only such sales.
    assert sum(row["occasions"] == 1 for row in first.values()) == 1411 - 8


def test_rsquared_published_customers(told, listed):
    holds_together(told(RSQUARED, as_of=date(2006, 12, 31)))
    rows = listed(RSQUARED, as_of=date(2006, 12, 31))
    published = {
        "Abbey O'Reilly": (205, 6, 472),
        "Add Senger": (140, 3, 340),
        "Aden Lesch": (194, 4, 405),
        "Agness O'Keefe": (90, 9, 843),
    }
    assert len(rows) == 995
    for customer, figures in published.items():
        row = rows[customer]
        assert (row["silence"], row["occasions"], row["sales"]) == figures


def test_superstore_published_table(told, listed, shared_data):
    options = {
        "encoding": "mac-roman",
        "date_format": "mdy",
        "years": (1950, 2049),
        "as_of": date(2014, 12, 31),
    }
    document = told(SUPERSTORE, **options)
    holds_together(document)
    assert (document["input"]["rows"], document["input"]["customers"]) == (5009, 793)
    rows = listed(SUPERSTORE, **options)
    with (shared_data / "rfm_joaolcorreia/rfm-table.csv").open(encoding="mac-roman") as lines:
        table = list(csv.DictReader(lines))
    assert len(table) == len(rows)
    for line in table:
        row = rows[line["customer"]]
        assert row["silence"] == int(line["recency"])
        assert row["sales"] == round(float(line["monetary_value"]))


def test_hotel_reservations(told, listed):
    document = told(HOTEL)
    holds_together(document)
    read = document["input"]
    assert (read["rows"], read["customers"], read["sales"]) == (4030, 888, 415_355_800)
    top = sorted(listed(HOTEL).values(), key=lambda row: -row["sales"])[:3]
    assert [(row["customer"], row["sales"]) for row in top] == [
        ("c_26", 1_993_200),
        ("c_692", 1_816_000),
        ("c_775", 1_710_900),
    ]


@pytest.mark.parametrize("file", [MONTHLY, WEEKDAY])
def test_supermarket_months(told, listed, file):
    document = told(file, date_format="ym")
    holds_together(document)
    read = document["input"]
    assert read["customers"] == 8302
    assert read["last_date"] == "2019-10-31"
    top = sorted(listed(file, date_format="ym").values(), key=lambda row: -row["sales"])[:3]
    assert [(row["customer"], row["sales"]) for row in top] == [
        ("CS017415000097", 23_086),
        ("CS015415000185", 20_153),
        ("CS031414000051", 19_202),
    ]
    assert read["sales"] / 8306 == pytest.approx(2547.74, abs=0.005)


def test_supermarket_january(told):
    document = told(MONTHLY, date_format="ym", as_of=date(2017, 1, 31))
    assert document["input"]["sales"] == 618_226


def test_supermarket_receipts_with_walk_ins(told):
    document = told(RECEIPTS, anonymous="ZZ*")
    read = document["input"]
    assert read["excluded"]["no_customer"] == 802
    assert read["rows_used"] == 1100 - 802
    identified = read["identified"]
    assert identified["numerator"] == read["sales"]
    assert identified["denominator"] == read["sales"] + read["no_customer_sales"]
