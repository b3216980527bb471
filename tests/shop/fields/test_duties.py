"""Who proposes, who decides, and what is overdue for whom."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from goen.shop.customers.history import LABELS
from goen.shop.customers.models import Customer
from goen.shop.customers.operations import update_customer
from goen.shop.fields.models import OwnField
from goen.shop.fields.operations import (
    UnableToChange,
    bring_back_field,
    change_field,
    decide,
    keep_values,
    propose_field,
    retire_field,
)
from goen.shop.fields.queries import fill, fill_by_owner, overdue, overdue_for

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


def proposed(by, **asked):
    return propose_field(
        by=by, asked={"label": "お茶の好み", **asked}, choices=asked.pop("choices", ()), today=TODAY
    )


def entered_on(day, **given):
    moment = datetime.combine(day, datetime.min.time(), ZoneInfo("Asia/Tokyo"))
    return Customer.objects.create(name="関 凪", created_at=moment, **given)


def test_staff_propose_and_a_manager_approves(people):
    field = proposed(people["STAFF"])
    assert field.status == "PROPOSED"
    with pytest.raises(PermissionDenied):
        decide(by=people["STAFF"], field_id=field.pk, approve=True, today=TODAY)
    decide(by=people["MANAGER"], field_id=field.pk, approve=True, today=TODAY)
    field.refresh_from_db()
    assert (field.status, field.in_use_from, field.decided_by) == (
        "APPROVED",
        TODAY,
        people["MANAGER"],
    )
    with pytest.raises(UnableToChange):
        decide(by=people["PRESIDENT"], field_id=field.pk, approve=False, today=TODAY)


def test_what_a_president_adds_is_in_use_at_once(people):
    assert proposed(people["PRESIDENT"]).status == "APPROVED"


def test_a_proposal_is_changed_by_its_proposer_and_a_field_in_use_is_not(people):
    field = proposed(people["STAFF"])
    change_field(by=people["STAFF"], field_id=field.pk, asked={"help": "例"}, choices=())
    with pytest.raises(PermissionDenied):
        change_field(by=people["CLERK"], field_id=field.pk, asked={"help": "x"}, choices=())
    decide(by=people["MANAGER"], field_id=field.pk, approve=True, today=TODAY)
    with pytest.raises(PermissionDenied):
        change_field(by=people["STAFF"], field_id=field.pk, asked={"help": "x"}, choices=())


def test_the_kind_of_a_field_with_values_stays(people):
    field = proposed(people["PRESIDENT"])
    customer = entered_on(TODAY)
    keep_values(customer_id=customer.pk, values={field.pk: "深むし"})
    with pytest.raises(UnableToChange):
        change_field(
            by=people["PRESIDENT"], field_id=field.pk, asked={"kind": "NUMBER"}, choices=()
        )


def test_a_retired_field_keeps_its_values_for_later(people):
    field = proposed(people["PRESIDENT"])
    customer = entered_on(TODAY)
    keep_values(customer_id=customer.pk, values={field.pk: "深むし"})
    retire_field(by=people["MANAGER"], field_id=field.pk)
    assert not OwnField.objects.in_use().exists()
    bring_back_field(by=people["MANAGER"], field_id=field.pk)
    assert fill(field=field).filled == 1


def test_a_withdrawn_choice_stays_with_those_who_have_it(people):
    field = proposed(people["PRESIDENT"], kind="CHOICE")
    change_field(by=people["PRESIDENT"], field_id=field.pk, asked={}, choices=("緑茶", "紅茶"))
    customer = entered_on(TODAY)
    keep_values(customer_id=customer.pk, values={field.pk: "紅茶"})
    change_field(by=people["PRESIDENT"], field_id=field.pk, asked={}, choices=("緑茶",))
    assert fill(field=field).filled == 1
    assert [choice.label for choice in field.choices.filter(offered=True)] == ["緑茶"]


@pytest.mark.parametrize(
    ("when", "entered", "due"),
    [
        ("AT_ONCE", date(2026, 11, 20), False),
        ("AT_ONCE", date(2026, 11, 19), True),
        ("DAILY", date(2026, 11, 19), False),
        ("DAILY", date(2026, 11, 18), True),
        ("WEEKLY", date(2026, 11, 13), False),
        ("WEEKLY", date(2026, 11, 12), True),
        ("", date(2020, 1, 1), False),
    ],
)
def test_a_value_is_overdue_the_day_after_its_time(people, when, entered, due):
    field = proposed(people["PRESIDENT"], when=when)
    OwnField.objects.update(in_use_from=date(2020, 1, 1))
    field.refresh_from_db()
    entered_on(entered)
    assert overdue(field=field, today=TODAY).exists() is due


def test_nobody_is_late_for_a_field_that_has_just_come_into_use(people):
    field = proposed(people["PRESIDENT"], when="WEEKLY")
    entered_on(date(2020, 1, 1))
    assert not overdue(field=field, today=TODAY).exists()


def test_a_duty_is_the_owner_s_or_the_creator_s_or_one_person_s(people):
    OwnField.objects.all().delete()
    mine = entered_on(date(2026, 1, 1), owner=people["STAFF"], created_by=people["CLERK"])
    for who, person in (("OWNER", "STAFF"), ("CREATOR", "CLERK"), ("STAFF", "MANAGER")):
        field = OwnField.objects.create(
            label=who,
            status="APPROVED",
            in_use_from=date(2025, 1, 1),
            when="DAILY",
            who=who,
            who_staff=people["MANAGER"],
        )
        for role, staff in people.items():
            expected = [mine] if role == person else []
            assert list(overdue_for(field=field, staff=staff, today=TODAY)) == expected, (who, role)


def test_fill_rates_by_field_and_person(people):
    field = proposed(people["PRESIDENT"], applies_to="PERSON")
    first = entered_on(TODAY, owner=people["STAFF"])
    entered_on(TODAY, owner=people["STAFF"])
    entered_on(TODAY)
    entered_on(TODAY, kind="COMPANY")
    keep_values(customer_id=first.pk, values={field.pk: "渋め"})
    assert (fill(field=field).filled, fill(field=field).customers) == (1, 3)
    by_owner = fill_by_owner(field=field)
    assert by_owner[people["STAFF"].pk].share == 0.5
    assert by_owner[None].filled == 0


def saved(browser, customer, **given):
    """Send the whole form of a customer (None: a new one) as a browser does."""
    address = reverse("customer_edit", args=[customer.pk]) if customer else reverse("customer_new")
    rows = {f"{name}-count": "1" for name in ("phones", "emails", "addresses")}
    version = {"version": customer.version} if customer else {}
    return browser.post(address, {"kind": "PERSON", "name": "関 凪", **rows, **version, **given})


@pytest.mark.parametrize("when", ["", "DAILY", "WEEKLY"])
def test_what_may_come_later_stops_nobody(client_of, when):
    field = OwnField.objects.create(
        label="お茶の好み", required=True, when=when, status="APPROVED", in_use_from=TODAY
    )
    browser = client_of("CLERK")
    assert saved(browser, None).status_code == 302
    customer = Customer.objects.get()
    page = browser.get(reverse("customer", args=[customer.pk])).content.decode()
    assert "未入力" in page
    Customer.objects.update(created_at=timezone.now() - timedelta(days=400))
    OwnField.objects.update(in_use_from=TODAY - timedelta(days=300))
    page = browser.get(reverse("customer", args=[customer.pk])).content.decode()
    assert ("期限を過ぎた" in page) == bool(when)
    answer = saved(browser, customer, **{f"fields-{field.input_name}": "", "kana": "せき なぎ"})
    assert answer.status_code == 302


def test_what_is_needed_at_once_stops_a_new_customer_and_nothing_else(client_of):
    before = Customer.objects.create(name="関 凪")
    field = OwnField.objects.create(
        label="お茶の好み", required=True, when="AT_ONCE", status="APPROVED", in_use_from=TODAY
    )
    browser, own = client_of("CLERK"), f"fields-{field.input_name}"
    assert "お名前だけで登録できます" not in browser.get(reverse("customer_new")).content.decode()
    assert saved(browser, None, name="堤 澪").status_code == 200
    assert not Customer.objects.filter(name="堤 澪").exists()
    assert saved(browser, None, name="堤 澪", **{own: "深むし"}).status_code == 302
    assert saved(browser, before, **{own: "", "kana": "せき なぎ"}).status_code == 302
    entered = Customer.objects.get(name="堤 澪")
    assert saved(browser, entered, name="堤 澪", **{own: ""}).status_code == 200  # not emptied


def test_only_who_may_change_a_field_gets_its_form(client_of, people):
    field = OwnField.objects.create(
        label="お茶の好み", status="APPROVED", in_use_from=TODAY, proposed_by=people["STAFF"]
    )
    own = OwnField.objects.create(label="器の好み", proposed_by=people["STAFF"])
    address = reverse("own_field_edit", args=[field.pk])
    assert [client_of(role).get(address).status_code for role in ("STAFF", "MANAGER")] == [403, 200]
    assert client_of("STAFF").get(reverse("own_field_edit", args=[own.pk])).status_code == 200


def test_a_field_is_not_called_like_one_that_every_customer_has(client_of):
    browser, address = client_of("MANAGER"), reverse("own_field_new")
    asked = {"kind": "TEXT", "order": "0"}
    for label in ("name", "memo", "code"):
        answer = browser.post(address, {**asked, "label": f" {LABELS[label]}"})
        assert "はじめからあります" in answer.content.decode()
    assert browser.post(address, {**asked, "label": "お茶の好み"}).status_code == 302
    assert OwnField.objects.get().label == "お茶の好み"


def test_the_history_of_a_retired_field_keeps_its_values(client_of, people):
    field = OwnField.objects.create(label="お茶の好み", status="APPROVED", in_use_from=TODAY)
    customer = Customer.objects.create(name="関 凪")
    values = {"sections": {"fields": {field.input_name: "深むし"}}}
    update_customer(
        by=people["STAFF"], customer_id=customer.pk, version=1, values=values, now=timezone.now()
    )
    retire_field(by=people["MANAGER"], field_id=field.pk)
    page = reverse("customer_history", args=[customer.pk])
    assert "深むし" in client_of("STAFF").get(page).content.decode()
    OwnField.objects.update(sensitive=True)
    assert "深むし" not in client_of("CLERK").get(page).content.decode()
