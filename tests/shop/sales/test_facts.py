"""What customers bought, as conditions of the list of customers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from goen.shop.customers.models import Customer
from goen.shop.sales.models import Sale
from goen.shop.sales.operations import record_sales, trash_sales
from goen.shop.ui.lists import facts
from goen.shop.ui.lists.fact import Asking
from goen.shop.ui.lists.tree import Condition, Group, compile_tree
from tests.shop.sales.conftest import NOW, TODAY

if TYPE_CHECKING:
    from goen.shop.staff.models import Staff

# Whose purchases are how many days ago. What was bought in 12 months is told by the standings.
BOUGHT = {
    "今日": [(0, 300)],
    "30日前": [(30, 5000), (400, 90_000)],
    "31日前": [(31, 12_000), (31, -2_500)],
    "1年前の日": [(365, 50_000)],
    "364日前": [(364, 10_000)],
}


@pytest.fixture(autouse=True)
def _customers(staff: Staff) -> None:
    """Those above; one who bought nothing that counts; and walk-ins, who are nobody."""
    for name, rows in BOUGHT.items():
        for days, amount in rows:
            _enter(staff, Customer.objects.get_or_create(name=name)[0], days, amount)
    cancelled = Customer.objects.create(name="取消だけ")
    _enter(staff, cancelled, 1, 99_000, kind=Sale.Kind.CANCEL)
    (thrown,) = _enter(staff, cancelled, 1, 99_000)
    trash_sales(by=staff, sale_ids=[thrown.pk], now=NOW)
    _enter(staff, None, 2, 500)


def _enter(
    staff: Staff, customer: Customer | None, days: int, amount: int, kind: str = ""
) -> list[Sale]:
    kind = kind or (Sale.Kind.RETURN if amount < 0 else Sale.Kind.SALE)
    on = TODAY - timedelta(days=days)
    line: Any = {"customer": customer, "on": on, "amount": amount, "kind": kind}
    return record_sales(by=staff, lines=[line], today=TODAY)


@pytest.mark.parametrize(
    ("fact", "op", "values", "found"),
    [
        ("last_sale", "within", ("0",), {"今日"}),
        ("last_sale", "within", ("30",), {"今日", "30日前"}),
        ("last_sale", "silent", ("31",), {"31日前", "364日前", "1年前の日"}),
        ("last_sale", "silent", ("30",), {"30日前", "31日前", "364日前", "1年前の日"}),
        ("last_sale", "none", (), {"取消だけ"}),
    ],
)
def test_customers_are_found_by_what_they_bought(
    fact: str, op: str, values: tuple[str, ...], found: set[str]
) -> None:
    tree = Group("and", (Condition(fact, op, values),))
    by_key = {one.key: one for one in facts("customers")}
    asked = compile_tree(tree=tree, facts=by_key, asking=Asking(1, TODAY))
    assert set(Customer.objects.filter(asked).values_list("name", flat=True)) == found
