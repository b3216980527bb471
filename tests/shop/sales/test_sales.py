from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from goen.shop.customers.operations.purge import purge
from goen.shop.sales import operations, signals
from goen.shop.sales.models import Category, Product, Sale, Shop
from goen.shop.sales.named import with_names
from goen.shop.sales.queries import purchases
from goen.shop.staff import undo
from goen.shop.staff.models import Trail
from tests.shop.sales.conftest import NOW, TODAY


def enter(staff, customer, *amounts, on=TODAY, **values):
    lines = [{"customer": customer, "on": on, "amount": amount, **values} for amount in amounts]
    return operations.record_sales(by=staff, lines=lines, today=TODAY)


def total(customer):
    return purchases.totals(customer_ids=[customer.pk]).get(customer.pk)


def test_a_slip_is_entered_with_its_lines(staff, tea):
    first, second = enter(staff, tea, 1200, 300, slip="D-1")
    assert (first.line, second.line, first.slip) == (1, 2, "D-1")
    assert total(tea).amount == 1500
    rows = Trail.objects.filter(action="sales.sale.recorded")
    assert rows.count() == 2
    assert rows.values("group").distinct().count() == 1


def test_returns_count_and_cancelled_lines_do_not(staff, tea):
    enter(staff, tea, 1000)
    enter(staff, tea, -400, kind=Sale.Kind.RETURN)
    enter(staff, tea, 9000, kind=Sale.Kind.CANCEL)
    assert total(tea).amount == 600


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"on": TODAY + timedelta(days=1)}, "on"),
        ({"amount": None}, "amount"),
        ({"amount": -5}, "kind"),
        ({"kind": Sale.Kind.RETURN}, "amount"),
    ],
)
def test_what_cannot_be_is_refused_whole(staff, tea, values, field):
    good = {"customer": tea, "on": TODAY, "amount": 100}
    with pytest.raises(operations.NotFilledIn) as problem:
        operations.record_sales(by=staff, lines=[good, {**good, **values}], today=TODAY)
    assert problem.value.field == field
    assert not Sale.objects.exists()


def test_a_walk_in_is_nobodys_purchase(staff, tea):
    (sale,) = enter(staff, None, 500)
    assert sale.customer is None
    assert total(tea) is None


def test_a_second_saver_overwrites_nothing(staff, tea):
    (sale,) = enter(staff, tea, 500)
    operations.edit_sale(by=staff, sale_id=sale.pk, version=1, values={"amount": 600}, today=TODAY)
    with pytest.raises(operations.SomeoneSavedFirst):
        operations.edit_sale(
            by=staff, sale_id=sale.pk, version=1, values={"amount": 700}, today=TODAY
        )
    assert Sale.objects.get().amount == 600


def test_others_hear_whose_days_changed(staff, tea, inn):
    heard: list[set] = []
    listen = lambda days, **_given: heard.append(set(days))  # noqa: E731
    signals.sales_changed.connect(listen)
    try:
        (sale,) = enter(staff, tea, 500, on=TODAY - timedelta(days=3))
        operations.edit_sale(
            by=staff, sale_id=sale.pk, version=1, values={"customer": inn, "on": TODAY}, today=TODAY
        )
        operations.trash_sales(by=staff, sale_ids=[sale.pk], now=NOW)
    finally:
        signals.sales_changed.disconnect(listen)
    before = (tea.pk, TODAY - timedelta(days=3))
    assert heard == [{before}, {before, (inn.pk, TODAY)}, {(inn.pk, TODAY)}]


def test_the_trash_gives_back_what_it_took(staff, tea):
    (sale,) = enter(staff, tea, 500)
    group = operations.trash_sales(by=staff, sale_ids=[sale.pk], now=NOW)
    assert total(tea) is None
    undo.undo(by=staff, group=group, now=NOW)
    assert total(tea).amount == 500


def test_a_customer_who_left_for_good_does_not_come_back(staff, tea, inn):
    (sale,) = enter(staff, tea, 500)
    values = {"customer": inn, "amount": 600}
    operations.edit_sale(by=staff, sale_id=sale.pk, version=1, values=values, today=TODAY)
    group = Trail.objects.get(action="sales.sale.updated").group
    purge([tea.pk], now=NOW)
    done = undo.undo(by=staff, group=group, now=NOW)
    sale.refresh_from_db()
    assert (sale.customer, sale.amount, done.objects) == (inn, 500, 0)


def test_what_was_entered_together_is_known(staff, tea):
    first, second = enter(staff, tea, 100, 200)
    enter(staff, tea, 300)
    assert sorted(operations.entered_together(sale=second)) == [first.pk, second.pk]


def test_names_that_were_typed_become_rows_once(staff, tea):
    typed = {"product": "煎茶 100g", "shop": "駅前店", "category": "お茶"}
    again = {"product": "煎茶　１００ｇ", "shop": "駅前店 ", "category": "お茶"}
    first = with_names(by=staff, values=typed, now=NOW)
    second = with_names(by=staff, values=again, now=NOW)
    assert first == second
    assert [model.objects.count() for model in (Product, Shop, Category)] == [1, 1, 1]


def test_a_product_brings_its_category(staff):
    tea = operations.named(Category, name="お茶")
    operations.add_product(by=staff, values={"name": "玉露", "category": tea}, now=NOW)
    values = {"product": "玉露", "category": ""}
    assert with_names(by=staff, values=values, now=NOW)["category"] == tea


def test_a_product_is_found_by_its_code(staff):
    gyokuro = operations.add_product(by=staff, values={"name": "玉露", "code": "T-1"}, now=NOW)
    assert with_names(by=staff, values={"product": "Ｔ-１"}, now=NOW)["product"] == gyokuro


def test_two_products_cannot_have_one_code(staff):
    operations.add_product(by=staff, values={"name": "玉露", "code": "T-1"}, now=NOW)
    with pytest.raises(operations.NotFilledIn):
        operations.add_product(by=staff, values={"name": "煎茶", "code": "T-1"}, now=NOW)


def test_a_code_that_was_given_away_does_not_come_back(staff):
    old = operations.add_product(by=staff, values={"name": "玉露", "code": "T-1"}, now=NOW)
    operations.trash_products(by=staff, product_ids=[old.pk], now=NOW)
    operations.add_product(by=staff, values={"name": "新玉露", "code": "T-1"}, now=NOW)
    operations.restore_products(by=staff, product_ids=[old.pk])
    old.refresh_from_db()
    assert (old.code, old.deleted_at) == ("", None)


def test_days_and_years_add_up(staff, tea):
    enter(staff, tea, 100, 200, on=TODAY)
    enter(staff, tea, 400, on=TODAY - timedelta(days=400), quantity=Decimal("1.5"))
    days = purchases.days_before(customer_id=tea.pk, before=None, limit=10)
    assert [(day.on, day.amount, len(day.lines)) for day in days] == [
        (TODAY, 300, 2),
        (TODAY - timedelta(days=400), 400, 1),
    ]
    assert [
        (year.year, year.days, year.amount)
        for year in purchases.years(days=purchases.net_days(customer_id=tea.pk))
    ] == [
        (2026, 1, 300),
        (2025, 1, 400),
    ]
