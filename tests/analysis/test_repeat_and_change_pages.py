"""The worked examples of docs/methods are what the code answers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from goen.analysis.decompose import Totals, decompose, lmdi, shapley, split_people
from goen.analysis.f2 import f2
from goen.analysis.lapse_curve import lapse_curve
from goen.analysis.repeat import repeat
from goen.analysis.suggest import suggestions
from tests.analysis._oracle import Oracle
from tests.analysis._shops import MAIL_ORDER, START, day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from goen.analysis.engine import DuckDBEngine
    from tests.analysis._oracle import Sale

FAR_BACK = date(2000, 1, 1)


def row(*cells: object) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def signed(value: float, digits: int = 0) -> str:
    return f"{value:+,.{digits}f}".replace("-", "−") if value else "0"


def percent(share: float) -> str:
    return f"{100 * share:.1f} %"


@pytest.fixture
def page(checkout: Path, request: pytest.FixtureRequest) -> str:
    return (checkout / "docs" / "methods" / f"{request.param}.md").read_text(encoding="utf-8")


def page_of(name: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("page", [name], indirect=True)


@page_of("sales-change")
def test_sales_change(page: str) -> None:
    before, after = Totals(10_000_000, 2_000, 1_000), Totals(10_868_000, 2_090, 950)
    change = decompose(before=before, after=after)
    whole = (change.unit_price, change.frequency, change.customers, change.delta)
    exact = lmdi(before=before.factors, after=after.factors)
    fair = shapley(before=before.factors, after=after.factors)
    total = signed(change.delta)
    assert row("LMDI-I", *(signed(float(part), 2) for part in exact), total) in page
    assert row("in whole yen", *map(signed, whole)) in page
    assert row("Shapley", *(signed(float(part), 2) for part in fair), total) in page
    heads = {"new": 120, "kept": 800, "revived": 30, "lost": 200}
    people = split_people(change=change, heads=heads, sales=dict.fromkeys(heads, 0))
    assert row(*(signed(people[kind]) for kind in heads), signed(change.customers)) in page
    assert f"¥{float(change.per_customer or 0):,.2f}" in page


@page_of("f2")
def test_f2(page: str, engine: DuckDBEngine) -> None:
    first = day(400)
    sales: list[Sale] = []
    for wait in (89, 90, 91):
        sales += [(f"c{wait}", first, 100), (f"c{wait}", first + timedelta(days=wait), 100)]
    as_of = first + timedelta(days=90)
    rows = f2(
        engine=Oracle(sales, as_of).load(engine.connection),
        as_of=as_of,
        data_start=FAR_BACK,
        thresholds=MAIL_ORDER,
    )
    for item in rows[:3]:
        assert row(item["window_days"], item["customers"], item["converted"]) in page


def repeat_of(engine: DuckDBEngine, sales: Sequence[Sale], as_of: date) -> dict[str, Any]:
    return repeat(
        engine=Oracle(sales, as_of).load(engine.connection),
        as_of=as_of,
        data_start=FAR_BACK,
        thresholds=MAIL_ORDER,
    )


@page_of("repeat")
def test_repeat_rates(page: str, engine: DuckDBEngine) -> None:
    bought = {
        "a": ("2024-03-01", "2025-02-01", "2025-03-15"),
        "b": ("2024-05-10",),
        "c": ("2025-04-01", "2025-05-20"),
        "d": ("2025-06-05",),
        "e": ("2023-02-02", "2025-08-08"),
    }
    sales = [(name, date.fromisoformat(on), 100) for name, days in bought.items() for on in days]
    for item in repeat_of(engine, sales, date(2025, 12, 31))["rates"]:
        rate = item["rate"]
        assert row(f"`{item['key']}`", f"{rate['numerator']} / {rate['denominator']}") in page
        assert item["name"]["ja"].split("（")[0] in page


@page_of("repeat")
def test_kaplan_meier(page: str, engine: DuckDBEngine) -> None:
    as_of = day(900)
    sales: list[Sale] = []
    for number, wait in enumerate((10, 30, 30)):
        sales += [(f"back{number}", day(500), 100), (f"back{number}", day(500 + wait), 100)]
    sales += [(f"wait{days}", as_of - timedelta(days=days), 100) for days in (20, 50)]
    points = {point["days"]: point for point in repeat_of(engine, sales, as_of)["survival"]}
    for days in (10, 20, 30, 50):
        point = points[days]
        interval = f"{percent(point['low'])} to {percent(point['high'])}"
        counts = (point["at_risk"], point["converted"])
        assert row(days, *counts, percent(point["share"]), interval) in page


@page_of("repeat")
def test_cohorts(page: str, engine: DuckDBEngine) -> None:
    sales = [
        ("a", date(2022, 1, 10), 1000),
        ("a", date(2022, 2, 10), 500),
        ("b", date(2022, 2, 10), 3000),
        ("b", date(2022, 3, 1), 700),
    ]
    for cell in repeat_of(engine, sales, date(2022, 3, 10))["cohort_total"]["cells"]:
        rates = [cell["active"], cell["returned"]]
        shown = [f"{r['numerator']} / {r['denominator']}" if r else "—" for r in rates]
        head = f"{cell['sales_per_head']:,}" if cell["active"] else "—"
        assert row(cell["month"], *shown, head) in page


@page_of("lapse-curve")
def test_lapse_curve(page: str, engine: DuckDBEngine) -> None:
    sales: list[Sale] = [("old", day(395), 100), ("young", day(396), 100)]
    for wait in (239, 240, 605, 606):
        sales += [(f"c{wait}", day(0), 100), (f"c{wait}", day(wait), 100)]
    found = lapse_curve(
        engine=Oracle(sales, day(1000)).load(engine.connection),
        as_of=day(1000),
        thresholds=MAIL_ORDER,
    )
    assert found is not None
    point = next(point for point in found["points"] if point["days"] == 240)
    figures = f"`reach` {point['reach']}, `returned` {point['returned']}"
    assert f"{figures}, `false_lapse` {percent(point['false_lapse'])}" in page


@page_of("suggestions")
def test_suggestions(page: str, engine: DuckDBEngine) -> None:
    sales = [("a", START + timedelta(days=30 * place), 10_000) for place in range(12)]
    found = suggestions(
        engine=Oracle(sales, day(1500)).load(engine.connection),
        thresholds=MAIL_ORDER,
        lapse_curve=None,
    )
    names = ("toddler_days", "loyal_days", "loyal_amount", "lapse_days_by_cycle")
    assert row(*(f"`{name}`" for name in names)) in page
    assert row(*(f"{found[name]:,}" for name in names)) in page
