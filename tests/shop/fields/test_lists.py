"""Own fields are columns, conditions and exports of the list of customers."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from goen.shop.customers.models import Customer
from goen.shop.customers.operations import update_customer
from goen.shop.fields.models import OwnChoice, OwnField
from goen.shop.fields.operations import keep_values
from goen.shop.ui.search import find

pytestmark = pytest.mark.django_db
Kind = OwnField.Kind


@pytest.fixture
def shop(db):
    """Three customers and a field of each kind that is compared differently."""
    fields = {
        kind: OwnField.objects.create(
            label=f"項目{kind}", kind=kind, status="APPROVED", in_use_from=date(2026, 1, 1)
        )
        for kind in (Kind.TEXT, Kind.YEN, Kind.DATE, Kind.CHOICES, Kind.YES_NO)
    }
    for order, label in enumerate(("緑茶", "紅茶")):
        OwnChoice.objects.create(field=fields[Kind.CHOICES], label=label, order=order)
    rows = [Customer.objects.create(name=f"客{number}") for number in range(3)]
    values = {
        Kind.TEXT: ("深むし", "浅むし", None),
        Kind.YEN: (1000, 5000, None),
        Kind.DATE: ("2026-01-01", "2026-12-31", None),
        Kind.CHOICES: (["緑茶"], ["緑茶", "紅茶"], None),
        Kind.YES_NO: (True, False, None),
    }
    for place, row in enumerate(rows):
        plain = {fields[kind].pk: values[kind][place] for kind in fields}
        keep_values(customer_id=row.pk, values=plain)
    return fields


def found(client, field, op, *values):
    data = {"fact.0": field.input_name, "op.0": op, "v.0": list(values), "do": "use"}
    answer = client.post(reverse("customers_build"), data)
    page = client.get(answer["Location"]).content.decode()
    return {name for name in ("客0", "客1", "客2") if f">{name}<" in page}


@pytest.mark.parametrize(
    ("kind", "op", "values", "expected"),
    [
        (Kind.TEXT, "contains", ["深"], {"客0"}),
        (Kind.TEXT, "is", ["浅むし"], {"客1"}),
        (Kind.TEXT, "empty", [], {"客2"}),
        (Kind.TEXT, "filled", [], {"客0", "客1"}),
        (Kind.YEN, "ge", ["２，０００"], {"客1"}),
        (Kind.YEN, "between", ["500", "1500"], {"客0"}),
        (Kind.DATE, "from", ["令和8年6月1日"], {"客1"}),
        (Kind.YES_NO, "no", [], {"客1"}),
    ],
)
def test_customers_are_filtered_by_own_fields(client_of, shop, kind, op, values, expected):
    assert found(client_of("STAFF"), shop[kind], op, *values) == expected


def test_customers_are_filtered_by_choices(client_of, shop):
    tea = OwnChoice.objects.get(label="紅茶")
    client = client_of("STAFF")
    assert found(client, shop[Kind.CHOICES], "in", str(tea.pk)) == {"客1"}
    assert found(client, shop[Kind.CHOICES], "not_in", str(tea.pk)) == {"客0", "客2"}


def test_own_fields_are_columns_and_exported(client_of, shop):
    client = client_of("MANAGER")
    keys = [field.input_name for field in shop.values()]
    client.post(reverse("customers_columns"), {"columns": ["name", *keys]})
    page = client.get(reverse("customers")).content.decode()
    assert "緑茶、紅茶" in page
    made = client.post(reverse("customers_export", args=["csv"])).getvalue().decode("utf-8-sig")
    assert "客1,,,浅むし,5000,2026/12/31,緑茶、紅茶" in made


def test_a_sensitive_field_is_neither_seen_nor_filtered_by_without_the_ability(client_of, shop):
    field = shop[Kind.TEXT]
    OwnField.objects.filter(pk=field.pk).update(sensitive=True)
    page = client_of("STAFF").get(reverse("customers_build")).content.decode()
    assert field.label not in page
    assert field.label in client_of("MANAGER").get(reverse("customers_build")).content.decode()
    data = {"fact.0": field.input_name, "op.0": "contains", "v.0": "深", "do": "use"}
    refused = client_of("STAFF").post(reverse("customers_build"), data)
    assert refused.status_code == 200  # the form again, with the reason


def test_search_finds_customers_by_searchable_fields_only(people, shop):
    field = shop[Kind.TEXT]
    OwnField.objects.filter(pk=field.pk).update(searchable=True)
    customer = Customer.objects.get(name="客2")
    section = {field.input_name: "常滑の急須", shop[Kind.DATE].input_name: "2031-03-03"}
    update_customer(
        by=people["STAFF"],
        customer_id=customer.pk,
        version=customer.version,
        values={"sections": {"fields": section}},
        now=timezone.now(),
    )
    assert [hit.object_id for hit in find(query="急須")] == [customer.pk]
    assert not find(query="2031")
