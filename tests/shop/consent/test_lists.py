"""Lists of customers by consent, fit, numbers, bonds and ways to reach them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import RequestFactory

from goen.shop.consent.models import Purpose, Standing
from goen.shop.consent.operations import allow, refuse
from goen.shop.consent.queries import standing_of
from goen.shop.customers.models import Customer
from goen.shop.customers.operations import create_customer, link_household, update_customer
from goen.shop.fit.operations import observe_fit
from goen.shop.ui.lists import Asking
from goen.shop.ui.lists.declared import columns_for, facts_for
from goen.shop.ui.lists.tree import compile_tree, read_tree

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


@pytest.fixture
def request_of(people):
    request = RequestFactory().get("/")
    request.user = people["STAFF"]
    return request


@pytest.fixture
def found(request_of):
    facts = facts_for("customers", request_of)

    def names(fact, op, *values):
        items = [{"fact": fact, "op": op, "values": list(values)}]
        tree = read_tree(kept={"join": "and", "items": items})
        asking = Asking(staff_id=request_of.user.pk, today=TODAY)
        q = compile_tree(tree=tree, facts=facts, asking=asking)
        rows = Customer.objects.live().filter(q).order_by("pk")
        return "".join(row.name for row in rows)

    return names


def entered(by, name, **more):
    address = {"postal_code": "146-0091", "prefecture": "東京都", "city": "大田区"}
    values = {
        "kind": "PERSON",
        "name": name,
        "phones": [{"number": f"03-0000-{ord(name):05}"}],
        "emails": [{"address": f"{ord(name)}@example.jp"}],
        "addresses": [{**address, "street": f"鵜の木三丁目{ord(name)}"}],
        **more,
    }
    return create_customer(by=by, values=values, now=NOW)


def test_who_may_get_post_for_what_and_who_refused(people, found, request_of):
    by, purpose = people["STAFF"], Purpose.objects.create(name="ご案内")
    yes, no, one, _silent = (entered(by, name) for name in "甲乙丙丁")
    for customer in (yes, one):
        given = {"basis": "CONSENT", "day": TODAY, "way": "FORM", "purpose": purpose}
        allow(by=by, customer_id=customer.pk, channel="post", **given)
    refuse(by=by, customer_id=no.pk, channels=["post", "mail"], day=TODAY, way="PHONE")
    later = TODAY + timedelta(days=1)
    refuse(by=by, customer_id=one.pk, channels=["post"], purpose=purpose, day=later, way="PHONE")
    assert found("consent", "in", "post") == "甲"
    assert found("consent", "in", f"post:{purpose.pk}") == "甲"
    assert found("consent", "refused", "post") == "乙丙"
    assert found("consent", "refused", f"post:{purpose.pk}") == "丙"
    assert found("consent", "unknown", "post") == "丁"
    assert found("consent", "refused", "mail", "phone") == "乙"
    columns = columns_for("customers", request_of)
    column = columns["refused"]
    assert column.value(no, column.gather([yes, no])) == ["メール", "郵便"]


def test_lists_say_what_the_customers_page_says(people):
    by = people["STAFF"]
    first, second = entered(by, "甲"), entered(by, "乙", phones=[{"number": "03-0000-30002"}])
    same = {"phones": [{"number": "03-0000-30002"}]}
    update_customer(by=by, customer_id=first.pk, version=1, values=same, now=NOW)
    refuse(by=by, customer_id=first.pk, channels=["phone"], day=TODAY, way="PHONE")
    for customer in (first, second, entered(by, "丙", **same)):
        held = Standing.objects.filter(customer=customer, purpose=None)
        said = [(one.channel, "allowed" if one.allowed else "refused") for one in held]
        standings = standing_of(customer=customer).values()
        assert said == [(one.channel, one.state) for one in standings if one.state != "unknown"]
        assert said == [("phone", "refused")]


def test_by_fit_numbers_bonds_and_ways_to_reach(people, found):
    by = people["STAFF"]
    first, second, third = (entered(by, name) for name in "甲乙丙")
    for staff, score, ago in (
        ("STAFF", 1, 9),
        ("STAFF", 5, 1),
        ("MANAGER", 4, 1),
        ("CLERK", 1, 400),
    ):
        day = TODAY - timedelta(days=ago)
        observe_fit(by=people[staff], customer_id=first.pk, score=score, note="", today=day)
    observe_fit(by=by, customer_id=second.pk, score=2, note="", today=TODAY)
    assert found("fit", "ge", "4") == "甲"
    assert found("fit", "ge", "5") == ""
    assert found("fit", "le", "2") == "乙"
    assert found("fit", "empty") == "丙"
    link_household(by=by, customer_id=first.pk, other_id=second.pk, now=NOW)
    Customer.objects.filter(pk=third.pk).update(parent=first, invoice_number="T1234567890123")
    assert found("household", "yes") == "甲乙"
    assert found("parent", "yes") == "丙"
    assert found("parent", "branches") == "甲"
    assert found("invoice_number", "filled") == "丙"
    assert found("corporate_number", "empty") == "甲乙丙"
    assert found("has_phone", "contains", f"０３ー００００ー{ord('乙'):05}") == "乙"
    assert found("has_phone", "contains", "電話") == ""
    assert found("has_email", "contains", f"{ord('丙')}@EXAMPLE") == "丙"
    assert found("has_address", "contains", f"鵜の木3-{ord('甲')}") == "甲"
    assert found("has_address", "postal", "146") == "甲乙丙"
    assert found("has_address", "postal", "147") == ""
