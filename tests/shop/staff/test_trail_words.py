"""The trail as people read it: fields, people, values in words, found by what it is about."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils.translation import override

from goen.shop.consent.operations import refuse
from goen.shop.customers.models import Customer
from goen.shop.customers.operations import create_customer, update_customer
from goen.shop.fields.models import OwnField
from goen.shop.staff.models import Department, Trail
from goen.shop.staff.operations import change_role, change_safety
from goen.shop.staff.trail import Subject, record
from goen.shop.staff.trail_list import TRAIL
from goen.shop.staff.trail_words import label_of, lines_of, subject_words
from goen.shop.touches.operations import plan_action, postpone_action

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _in_japanese():
    with override("ja"):
        yield


def told(**which):
    row = Trail.objects.filter(**which).latest("pk")
    return lines_of([row])[row.pk]


@pytest.fixture
def customer(people):
    return create_customer(by=people["STAFF"], values={"kind": "PERSON", "name": "関 凪"}, now=NOW)


def test_fields_people_choices_and_days_are_in_words(people, customer):
    field = OwnField.objects.create(
        label="飼い猫", kind="TEXT", status="APPROVED", in_use_from=date(2026, 1, 1)
    )
    values = {
        "owner": people["CLERK"].pk,
        "stage": "SUSPENDED",
        "birthday": "1971-02-03",
        "phones": [{"number": "090-1234-5678", "label": "携帯", "primary": True}],
        "sections": {"fields": {field.input_name: "たま"}},
    }
    update_customer(by=people["STAFF"], customer_id=customer.pk, version=1, values=values, now=NOW)
    lines = told(action="customers.customer.updated")
    assert "担当：CLERK" in lines
    assert "誕生日：1971/02/03" in lines
    assert "区分：顧客 → 取引停止" in lines
    assert "飼い猫：たま" in lines
    assert any(line.startswith("電話番号：") and "090-1234-5678" in line for line in lines)
    raw = next(line.raw for line in lines if line.startswith("担当"))
    assert raw == f"owner: None → {people['CLERK'].pk}"


def test_other_rooms_are_in_words(people, customer):
    refuse(
        by=people["STAFF"], customer_id=customer.pk, channels=["mail"], day=NOW.date(), way="MAIL"
    )
    assert not any("consent:" in line or "False" in line for line in told(action="consent.refused"))
    values = {"customer": customer, "what": "見本を送る", "due_on": date(2026, 11, 22)}
    plan = plan_action(by=people["STAFF"], values=values, now=NOW)
    postpone_action(by=people["STAFF"], action_id=plan.pk, due_on=date(2026, 12, 1))
    (line,) = told(action="touches.action.postponed")
    assert line.endswith("：2026/11/22 → 2026/12/01")
    assert not line.startswith("due_on")
    department = Department.objects.create(name="本店")
    change_role(
        by=people["PRESIDENT"], staff_id=people["STAFF"].pk, role="CLERK", department=department
    )
    assert told(action="staff.role.changed") == ["役割：スタッフ → 入力担当", "部署：本店"]
    change_safety(by=people["PRESIDENT"], values={"second_factor": "LEADERS"})
    (line,) = told(action="staff.safety.changed")
    assert line.endswith("決めない（だれでも使えます） → 社長と店長・管理者")


def test_who_is_gone_and_what_nobody_knows_is_still_told(people):
    changes = [{"field": "owner", "from": 999, "to": None}, {"field": "x.y", "from": 1, "to": True}]
    record(by=None, action="test.done", subject=Subject("customer", 1), changes=changes)
    lines = told(action="test.done")
    assert lines == ["担当：いまはありません → —", "x.y：1 → はい"]
    record(by=None, action="lists.seen", subject=Subject("list", None, "customers"))
    assert subject_words(Trail.objects.latest("pk")) == "お客様"
    assert label_of(kind="nothing", field="nobody") == "nobody"


def test_a_page_of_the_trail_asks_a_bounded_number_of_queries(
    client_of, people, customer, django_assert_max_num_queries
):
    for number in range(60):
        changes = [{"field": "owner", "from": None, "to": people["CLERK"].pk}]
        changes += [{"field": f"fields.own_{number % 3}", "from": None, "to": "x"}]
        record(
            by=people["STAFF"],
            action="customers.customer.updated",
            subject=Subject("customer", number, f"客{number}"),
            changes=changes,
        )
    client = client_of("PRESIDENT")
    client.get(reverse("trail"))
    with django_assert_max_num_queries(30):
        page = client.get(reverse("trail")).content.decode()
    assert "担当：CLERK" in page
    assert 'title="owner: None' in page


@pytest.mark.parametrize(
    ("fact", "key", "values", "found"),
    [
        ("label", "contains", ["凪"], 2),
        ("staff", "in", ["CLERK"], 1),
        ("action", "in", ["consent.request"], 1),
        ("action", "in", ["customers.customer.created", "consent.request"], 2),
        ("kind", "in", ["customer"], 3),
        ("at", "this_month", [], 3),
    ],
)
def test_the_trail_is_searched_by_whom_when_and_what(people, customer, fact, key, values, found):
    record(
        by=people["CLERK"],
        action="consent.request.done",
        subject=Subject("customer", customer.pk, "関 凪"),
    )
    record(by=None, action="consent.requested", subject=Subject("customer", 5, "東海林"))
    values = [str(people[one].pk) if one in people else one for one in values]
    from goen.shop.ui.lists import Asking, facts

    one = next(each for each in facts(TRAIL.name) if each.key == fact)
    comparison = one.comparison(key)
    asking = Asking(people["STAFF"].pk, Trail.objects.latest("pk").at.date())
    rows = Trail.objects.filter(comparison.q(one, values, asking), kind="customer")
    assert rows.count() == found
    assert Customer.objects.filter(pk=customer.pk).exists()
