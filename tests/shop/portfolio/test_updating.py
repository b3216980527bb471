"""The standings in the database follow the sales, whole at every instant."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from goen.analysis import DuckDBEngine, make_amounts, make_standing, make_states, two_axis
from goen.analysis.calendar import months_before
from goen.analysis.marks import view_customer_marks
from goen.analysis.thresholds import TwoAxisCuts
from goen.shop.customers.models import Customer
from goen.shop.jobs.models import Job
from goen.shop.portfolio import queries, schemes, updating, writing
from goen.shop.portfolio.models import (
    ALWAYS,
    Change,
    Closing,
    PortfolioState,
    RankScheme,
    Restatement,
    Standing,
)
from goen.shop.portfolio.values import COLUMNS
from goen.shop.touches.models import Touch
from goen.shop.ui.clock import now
from tests.shop.portfolio.books import LAST

if TYPE_CHECKING:
    from goen.analysis import Thresholds
    from goen.shop.staff.models import OwnCompany, Staff
    from tests.shop.portfolio.books import Books

pytestmark = pytest.mark.django_db


def shown() -> list[Any]:
    return list(queries.shown().standings().order_by("customer_id").values_list(*COLUMNS))


def expected(books: Books, on: date) -> list[Any]:
    """The same from the sales, by the analysis alone."""
    limits = schemes.current(on=on, now=now()).thresholds
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE sales (customer BIGINT, day DATE, amount BIGINT, gross_profit BIGINT)"
        )
        if rows := books.telling():
            connection.executemany("INSERT INTO sales VALUES (?, ?, ?, ?)", rows)
        engine = DuckDBEngine(connection)
        make_standing(
            engine=engine, scheme=limits.scheme(), thresholds=limits, as_of=on, data_start=on
        )
        if limits.two_axis.months:
            make_states(engine=engine)
        make_amounts(engine=engine)
        view_customer_marks(engine=engine, thresholds=limits)
        marks = connection.execute(
            "SELECT customer, n, first_day, last_day, amount, amount_12m, rank,"
            " CAST(last_day + CAST($days AS INTEGER) AS DATE), r, f, m, decile"
            " FROM customer_marks ORDER BY 1",
            {"days": limits.lapse_days},
        ).fetchall()
        ranks = _two_axis(engine, on, limits)
    profits = books.profits(after=months_before(on, 12), until=on)
    return [(*mark, ranks.get(mark[0]), profits.get(mark[0])) for mark in marks]


def _two_axis(engine: DuckDBEngine, on: date, limits: Thresholds) -> dict[int, int]:
    """Who has which place, from the cuts and the values that the analysis tells."""
    told = two_axis(engine=engine, as_of=on, thresholds=limits)
    rows = engine.connection.execute(
        "SELECT customer, x, y, is_new FROM two_axis JOIN customers USING (customer_id)"
    ).fetchall()
    x, y = told["x"]["cut"], told["y"]["cut"]
    found = {
        who: 4 if new else 3 - (x is not None and a >= x) - (y is not None and b >= y)
        for who, a, b, new in rows
    }
    counted = Counter(found.values())
    assert [one["customers"] for one in told["ranks"]] == [counted[n] for n in range(1, 5)]
    return found


@pytest.mark.parametrize("whole", [0.0, 0.3, 2.0])
def test_standings_follow_the_sales_and_the_days(
    books: Books, whole: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(updating, "_WHOLE", whole)
    chance, day = random.Random(5), LAST - timedelta(days=100)
    for _step in range(5):
        books.change(chance)
        day += timedelta(days=chance.randrange(12))
        updating.update(now=now(), today=day)
        assert shown() == expected(books, day)
        assert Standing.objects.count() == len(shown())


@pytest.mark.parametrize(
    "asked",
    [
        {"x": "gross_profit", "y": "tenure"},
        {"x": "amount", "y": "gross_profit", "months": 6},
        {"x": "occasions", "y": "amount", "months": 3},
    ],
)
def test_the_two_indicators_are_those_of_the_limits(books: Books, asked: dict[str, Any]) -> None:
    _rank_by(asked)
    books.enter(random.Random(6), 120)
    updating.update(now=now(), today=LAST)
    assert shown() == expected(books, LAST)
    places = Counter(queries.shown().standings().values_list("two_axis", flat=True))
    assert len(places) > 2


def test_events_are_touches_to_which_customers_came(books: Books, people: dict[str, Staff]) -> None:
    _rank_by({"x": "amount", "y": "events"})
    came = [customer_who_came(people["STAFF"], number % 3) for number in range(6)]
    books.sales = [
        (one.pk, LAST - timedelta(days=days), "SALE", 1000 * one.pk)
        for one in came
        for days in (1, 200)
    ]
    updating.update(now=now(), today=LAST)
    places = dict(queries.shown().standings().values_list("customer_id", "two_axis"))
    assert [places[one.pk] for one in came] == [3, 2, 2, 3, 1, 1]


def customer_who_came(by: Staff, times: int) -> Customer:
    """A customer with so many events attended, and one to which nobody came."""
    customer = Customer.objects.create(name="客")
    for number in range(times + 1):
        Touch.objects.create(
            customer=customer,
            kind="EVENT",
            at=now() - timedelta(days=number + 1000),
            attended=number < times,
            staff=by,
            entered_by=by,
            entered_at=now(),
            line="催事",
        )
    return customer


def test_a_rank_that_needs_what_no_sale_tells_is_empty(
    books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.shop.portfolio.books.profit_of", lambda _sale: None)
    _rank_by({"x": "gross_profit", "y": "occasions"})
    books.enter(random.Random(6), 40)
    updating.update(now=now(), today=LAST)
    assert set(queries.shown().standings().values_list("two_axis", "profit_12m")) == {(None, None)}


def _rank_by(asked: dict[str, Any]) -> None:
    limits = schemes.limits_of_industry()
    version = RankScheme(name="版", effective_on=date(2025, 1, 1), published_at=now())
    version.thresholds = replace(limits, two_axis=TwoAxisCuts(**asked))
    version.save()


def test_values_of_an_older_form_are_written_anew(books: Books) -> None:
    books.enter(random.Random(1), 60)
    updating.update(now=now(), today=LAST)
    path = books.place / "portfolio" / PortfolioState.objects.get().shown["values"]
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE v AS FROM read_parquet(?)", [str(path)])
        connection.execute("ALTER TABLE v DROP profit_12m")
        connection.table("v").write_parquet(str(path))
    updating.update(now=now(), today=LAST)
    assert shown() == expected(books, LAST)
    assert Standing.objects.count() == len(shown())


def test_what_did_not_change_is_not_written(books: Books) -> None:
    books.enter(random.Random(1), 60)
    updating.update(now=now(), today=LAST)
    ids = set(queries.shown().standings().values_list("pk", flat=True))
    assert updating.update(now=now(), today=LAST) == updating.Updated(0, 0)
    books.sales.append((3, LAST, "SALE", 10))
    assert updating.update(now=now(), today=LAST).affected == 1
    assert len(ids - set(queries.shown().standings().values_list("pk", flat=True))) < len(ids) / 2
    assert shown() == expected(books, LAST)


@pytest.mark.parametrize("whole", [0.0, 2.0])
def test_a_killed_update_shows_what_was_and_goes_on(
    books: Books, whole: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(updating, "_WHOLE", whole)
    monkeypatch.setattr(writing, "_MOST", 2)
    chance = random.Random(8)
    books.enter(chance, 80)
    updating.update(now=now(), today=LAST)
    for kill_at in range(0, 12, 2):
        before = shown()
        books.enter(chance, 6)
        with monkeypatch.context() as patch:
            _kill(patch, kill_at)
            try:
                updating.update(now=now(), today=LAST)
            except Killed:
                assert shown() in (before, expected(books, LAST))
                if PortfolioState.objects.get().phase == "WRITING":
                    assert shown() == before
        updating.update(now=now(), today=LAST)
        assert shown() == expected(books, LAST)
        assert Standing.objects.count() == len(shown())


class Killed(Exception):
    """The process is gone."""


def _kill(patch: pytest.MonkeyPatch, at: int) -> None:
    """Have the work end at its `at`-th step."""
    steps = iter(range(at))
    rest = writing.relaxed

    def rest_or_die(pace: Any) -> Any:
        found = rest(pace)

        class Steps:
            def __enter__(self) -> Any:
                self.steps = found.__enter__()
                return self

            def __exit__(self, *gone: Any) -> Any:
                return found.__exit__(*gone)

            def rest(self) -> None:
                if next(steps, None) is None:
                    raise Killed
                self.steps.rest()

        return Steps()

    patch.setattr(writing, "relaxed", rest_or_die)


def test_an_update_whose_plan_is_gone_is_left(books: Books, monkeypatch: Any) -> None:
    monkeypatch.setattr(writing, "_MOST", 2)
    books.enter(random.Random(2), 60)
    updating.update(now=now(), today=LAST)
    books.enter(random.Random(3), 60)
    with monkeypatch.context() as patch, pytest.raises(Killed):
        _kill(patch, 2)
        updating.update(now=now(), today=LAST)
    for path in (books.place / "portfolio").iterdir():
        path.unlink()
    updating.update(now=now(), today=LAST)
    assert shown() == expected(books, LAST)
    assert Standing.objects.count() == len(shown())


def test_months_close_and_what_becomes_known_later_is_told(books: Books) -> None:
    chance = random.Random(4)
    books.enter(chance, 150)
    updating.update(now=now(), today=date(2025, 9, 20))
    assert not Closing.objects.exists()
    updating.update(now=now(), today=date(2025, 10, 1))
    (closing,) = Closing.objects.all()
    assert closing.month == date(2025, 9, 1)
    assert sum(one["closing"] for one in closing.lines) > 5
    books.sales.append((99, date(2025, 9, 8), "SALE", 500))
    Change.objects.create(month=date(2025, 9, 1), cause="import")
    updating.update(now=now(), today=date(2025, 10, 2))
    told = Restatement.objects.values_list("month", "customer", "before", "after", "cause")
    assert list(told) == [(date(2025, 9, 1), 99, "", "first_time/active", "import")]
    assert not Change.objects.exists()
    updating.update(now=now(), today=date(2025, 12, 3))
    october, november = Closing.objects.order_by("month")[1:]
    restated = {one["segment"]: one["restated"] for one in october.lines}
    assert restated.pop("first_time/active") == 1
    assert not any(restated.values())
    assert not any(one["restated"] for one in november.lines)
    _balances(november.lines)


def _balances(lines: list[dict[str, Any]]) -> None:
    for line in lines:
        moved = sum(count for name, count in line.items() if name.startswith("in_"))
        moved -= sum(count for name, count in line.items() if name.startswith("out_"))
        assert line["opening"] + line["restated"] + moved == line["closing"]


def test_what_a_killed_update_restated_is_told_once(
    books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_MOST", 2)
    books.enter(random.Random(4), 60)
    updating.update(now=now(), today=date(2025, 9, 20))
    updating.update(now=now(), today=date(2025, 10, 1))
    books.sales += [(customer, date(2025, 9, 8), "SALE", 500) for customer in range(90, 99)]
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(writing, "_switch", _die)
        updating.update(now=now(), today=date(2025, 10, 2))
    assert Restatement.objects.count() == 9
    updating.update(now=now(), today=date(2025, 10, 2))
    assert Restatement.objects.count() == 9
    assert shown() == expected(books, date(2025, 10, 2))


def _die(*_given: Any) -> None:
    raise Killed


def test_without_its_history_the_ledger_still_balances(books: Books) -> None:
    books.enter(random.Random(4), 90)
    updating.update(now=now(), today=date(2025, 9, 20))
    updating.update(now=now(), today=date(2025, 11, 1))
    _lose_history(books)
    updating.update(now=now(), today=date(2025, 11, 2))
    assert not Restatement.objects.exists()  # nothing became known
    _lose_history(books)
    books.sales += [(customer, date(2025, 9, 8), "SALE", 500) for customer in (97, 98)]
    updating.update(now=now(), today=date(2025, 11, 3))
    told = Restatement.objects.values_list("month__month", "customer", "before", "after", "cause")
    assert Counter(told) == {
        (month, None, "", "first_time/active", "unknown"): 2 for month in (9, 10)
    }


def _lose_history(books: Books) -> None:
    for path in (books.place / "portfolio").iterdir():
        path.unlink()


def test_another_industry_counts_from_its_day_on(books: Books, company: OwnCompany) -> None:
    books.enter(random.Random(4), 90)
    updating.update(now=now(), today=LAST)
    company.preset = "restaurant"
    company.save()
    assert Job.objects.filter(name="portfolio.update").exists()
    updating.update(now=now(), today=LAST + timedelta(days=3))
    assert shown() == expected(books, LAST + timedelta(days=3))
    assert queries.shown().limits.preset == "restaurant"
    days = [one.effective_on for one in RankScheme.objects.order_by("pk")]
    assert days == [ALWAYS, LAST + timedelta(days=3)]


def test_yet_another_industry_is_made_once(books: Books, company: OwnCompany) -> None:
    books.enter(random.Random(4), 90)
    updating.update(now=now(), today=LAST)
    days = [LAST + timedelta(days=3), LAST + timedelta(days=5)]
    for day, industry in zip(days, ("restaurant", "retail"), strict=True):
        company.preset = industry
        company.save()
        made = {schemes.current(on=day, now=now()).pk for _turn in range(2)}
        assert made == {schemes.counting()[-1].pk}
        Standing.objects.all().delete()  # as when all sales are taken back
    assert [one.effective_on for one in schemes.counting()] == [ALWAYS, *days]
