"""Figures on screen are those of `goen analyze` of the same sales, whatever is asked for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from goen.analysis import DuckDBEngine
from goen.report.answers import GROUPS, Case, answer_group, make_tables
from goen.shop.customers.models import Customer
from goen.shop.figures import asked, documents, jobs, now, tables
from goen.shop.portfolio.models import PortfolioState
from goen.shop.ui.models import SavedFilter
from tests.shop.figures.conftest import EVENING, ask
from tests.shop.portfolio.books import profit_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from goen.shop.figures.asked import Asked
    from goen.shop.staff.models import Staff
    from tests.shop.figures.conftest import ShopBooks
    from tests.shop.portfolio.books import Sale

pytestmark = pytest.mark.django_db


def everybody(_sale: Sale) -> bool:
    return True


def analyzed(books: ShopBooks, question: Asked, counts: Callable[[Sale], bool]) -> dict[str, Any]:
    """The document that the analysis gives of these sales when they come from a file."""
    counted = [sale for sale in books.sales if sale[0] and sale[2] != "CANCEL"]
    rows = [
        (sale[0], sale[1], sale[3], f"品{1 + abs(sale[3]) % 3}", *_of(sale), profit_of(sale))
        for sale in counted
        if sale[1] <= question.day and counts(sale)
    ]
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE sales (customer BIGINT, day DATE, amount BIGINT, product VARCHAR,"
            " category VARCHAR, shop VARCHAR, quantity BIGINT, gross_profit BIGINT)"
        )
        connection.executemany("INSERT INTO sales VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
        case = Case(
            engine=DuckDBEngine(connection),
            as_of=question.day,
            data_start=min(sale[1] for sale in counted),
            scheme=question.scheme,
            thresholds=question.limits,
            rfm_mode="fixed",
            columns=frozenset(connection.table("sales").columns),
        )
        make_tables(case, history=True)
        parts = [answer_group(case, name=name) for name in GROUPS]
        notes = [note for part in parts for note in part.pop("notes")]
        return {**{key: value for part in parts for key, value in part.items()}, "notes": notes}


def _of(sale: Sale) -> tuple[str, str, int]:
    """Category, shop and quantity of a sale."""
    return "茶", f"店{2 - sale[1].day % 2}", 1


def shown(question: Asked) -> dict[str, Any]:
    """What the screens show, without what says how it was made."""
    found = documents.everything(asked=question)
    made = ("currency", "minor_digits", "goen_version", "schema_version", *_HEAD)
    return {key: value for key, value in found.items() if key not in made}


_HEAD = ("as_of", "thresholds", "ranks")


def test_any_evening_is_that_of_the_analysis(books: ShopBooks, president: Staff) -> None:
    for day in (EVENING, date(2025, 9, 15), date(2025, 2, 3)):
        question = ask(president, on=day.isoformat())
        assert shown(question) == analyzed(books, question, everybody)


def test_a_shop_is_its_sales_alone(books: ShopBooks, president: Staff) -> None:
    question = ask(president, who="shop-2")
    assert shown(question) == analyzed(books, question, lambda sale: sale[1].day % 2 == 0)
    assert question.subset.name == "店2"


def test_staff_and_filters_are_their_customers_alone(books: ShopBooks, president: Staff) -> None:
    for number in range(1, 12):
        owner = president if number % 2 else None
        Customer.objects.create(pk=number, name=f"客{number}", code=str(number), owner=owner)
    question = ask(president, who=f"staff-{president.pk}")
    mine = analyzed(books, question, lambda sale: bool(sale[0] and sale[0] < 12 and sale[0] % 2))
    assert shown(question) == mine
    condition = {"fact": "owner", "op": "in", "values": [str(president.pk)]}
    kept = SavedFilter.objects.create(
        list_name="customers",
        owner=president,
        name="私の",
        tree={"join": "and", "items": [condition]},
    )
    assert shown(ask(president, who=f"filter-{kept.pk}")) == mine


def test_another_person_does_not_see_through_a_filter(
    books: ShopBooks, people: dict[str, Staff]
) -> None:
    tree = {"join": "and", "items": []}
    kept = SavedFilter.objects.create(
        list_name="customers", owner=people["PRESIDENT"], name="私の", tree=tree
    )
    with pytest.raises(asked.Unreadable):
        ask(people["VIEWER"], who=f"filter-{kept.pk}")


NOT_THERE = [
    {"on": "2025-13-01"},
    {"on": "2031-01-01"},
    {"on": "1999-01-01"},
    {"vs": "'; DROP TABLE"},
    {"who": "shop-1 OR 1=1"},
    {"who": "shop-99"},
    {"who": "staff-0"},
    {"who": "-1"},
    {"who": "shop-99999999999999999999"},
    {"by": "77"},
    {"by": "x"},
]


def test_what_is_not_there_is_told(books: ShopBooks, president: Staff) -> None:
    for given in NOT_THERE:
        with pytest.raises(asked.Unreadable):
            ask(president, **given)


def test_answers_are_worked_out_once(
    books: ShopBooks, president: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = ask(president)
    first = documents.everything(asked=question)
    monkeypatch.setattr(documents, "_worked_out", None)  # whoever asks for more fails
    assert documents.everything(asked=ask(president)) == first


def test_the_newest_evening_is_made_ready(
    books: ShopBooks, president: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs.work_out(given={}, staff=None)
    monkeypatch.setattr(tables, "opened", None)  # whoever works something out fails
    question = ask(president)
    documents.everything(asked=question)
    assert now.before(asked=question)["lines"]


def test_much_is_left_to_a_job(
    books: ShopBooks, president: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "AT_ONCE", 10)
    question = ask(president, on="2025-11-11")
    assert documents.document(asked=question, groups=("portfolio", "rfm", "shares"))["cpm"]
    with pytest.raises(documents.NotYet):
        documents.document(asked=question, groups=("ledger",))
    documents.document(asked=question, groups=("ledger",), wait=True)
    assert documents.document(asked=question, groups=("ledger",))["ledger"]


def test_without_standings_there_is_nothing(people: dict[str, Staff]) -> None:
    with pytest.raises(asked.NothingYet):
        ask(people["PRESIDENT"])
    PortfolioState.objects.create(pk=1)
    with pytest.raises(asked.NothingYet):
        ask(people["PRESIDENT"])
