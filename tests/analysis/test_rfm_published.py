"""RFM results that others published for public data, and where Goen's differ by its own rules."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import date

import pytest

from goen.analysis.marks import view_customer_marks
from tests.analysis._small import MAIL_ORDER, ask


def standing(engine):
    """Customer → R, F and M."""
    rows = engine.connection.execute("SELECT customer, silence, n, amount FROM standing")
    return {customer: facts for customer, *facts in rows.fetchall()}


@pytest.fixture
def rsquared(shared_data):
    """The 4,906 orders of the R package rfm."""
    path = shared_data / "rfm_rsquared" / "rfm_data_orders.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [
            (row["customer_id"], date.fromisoformat(row["order_date"]), int(row["revenue"]))
            for row in csv.DictReader(file)
        ]


@pytest.mark.parametrize(
    ("customer", "facts", "scores"),
    [
        ("Abbey O'Reilly", [205, 6, 472], (3, 4, 3)),
        ("Add Senger", [140, 3, 340], (4, 1, 2)),
        ("Aden Lesch", [194, 4, 405], (3, 2, 3)),
        ("Agness O'Keefe", [90, 9, 843], (5, 5, 5)),
    ],
)
def test_quintile_scores_of_the_r_package(rsquared, customer, facts, scores):
    engine = ask(rsquared, as_of=date(2006, 12, 31))
    found = standing(engine)
    assert len(found) == 995
    assert found[customer] == facts
    view_customer_marks(engine=engine, thresholds=MAIL_ORDER, mode="quantile")
    marks = engine.connection.execute(
        "SELECT r, f, m FROM customer_marks WHERE customer = ?", [customer]
    ).fetchone()
    assert marks == scores


def old_mac_rows(path):
    """Rows of a MacRoman CSV with CR or LF line ends."""
    text = path.read_bytes().decode("mac_roman").replace("\r", "\n")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def superstore(shared_data):
    """Orders of 793 customers, and the published table of R, F, M and quartiles."""
    folder = shared_data / "rfm_joaolcorreia"
    sales = []
    for row in old_mac_rows(folder / "sample-orders.csv"):
        month, day, year = map(int, row["order_date"].split("/"))
        sales.append((row["customer"], date(2000 + year, month, day), int(row["grand_total"])))
    published = {row["customer"]: row for row in old_mac_rows(folder / "rfm-table.csv")}
    return sales, published


def test_recency_and_amount_of_every_customer_are_the_published_ones(superstore):
    sales, published = superstore
    found = standing(ask(sales, as_of=date(2014, 12, 31)))
    assert {customer: (r, m) for customer, (r, _, m) in found.items()} == {
        customer: (int(row["recency"]), int(float(row["monetary_value"])))
        for customer, row in published.items()
    }
    assert len(found) == 793


def test_frequency_counts_dates_where_the_published_table_counts_orders(superstore):
    sales, published = superstore
    found = standing(ask(sales, as_of=date(2014, 12, 31)))
    orders_a_day = Counter((customer, day) for customer, day, _ in sales)
    again = Counter({customer: n - 1 for (customer, _), n in orders_a_day.items() if n > 1})
    assert {customer: n + again[customer] for customer, (_, n, _) in found.items()} == {
        customer: int(row["frequency"]) for customer, row in published.items()
    }
    assert len(again) == 17


def test_quartiles_differ_only_where_a_silence_is_a_quartile(superstore):
    _, published = superstore
    columns = {"R": "recency", "F": "frequency", "M": "monetary_value"}
    differing = Counter()
    for letter, column in columns.items():
        better = -1 if letter == "R" else 1
        worths = {key: better * float(row[column]) for key, row in published.items()}
        for customer, worth in worths.items():
            worse = sum(other < worth for other in worths.values())
            quartile = 4 - 4 * worse // len(worths)  # 1 = best, as published
            if quartile != int(published[customer][f"{letter}_Quartile"]):
                differing[letter, abs(worth)] += 1
    assert differing == {("R", 30): 8, ("R", 75): 4, ("R", 183): 3}
