"""Typed text becomes a plain value, is kept in rows, and comes back the same."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from goen.shop.customers.models import Customer
from goen.shop.customers.operations import create_customer, update_customer
from goen.shop.fields.models import OwnChoice, OwnField
from goen.shop.fields.operations import keep_values
from goen.shop.fields.queries import plain_values
from goen.shop.fields.values import understand
from goen.shop.staff.models import Trail
from goen.shop.staff.undo import undo

Kind = OwnField.Kind


def field_of(kind, *, choices=()):
    field = OwnField.objects.create(
        label=str(kind), kind=kind, status=OwnField.Status.APPROVED, in_use_from=date(2026, 1, 1)
    )
    for order, label in enumerate(choices):
        OwnChoice.objects.create(field=field, label=label, order=order)
    return field


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "typed", "plain"),
    [
        (Kind.TEXT, "　深むし ", "深むし"),
        (Kind.NUMBER, "１２．５", 12.5),
        (Kind.NUMBER, "3人", 3),
        (Kind.YEN, "￥１２，０００", 12000),
        (Kind.YEN, "3万円", 30000),
        (Kind.DATE, "令和8年4月1日", "2026-04-01"),
        (Kind.DATE, "2026/4/1", "2026-04-01"),
        (Kind.YES_NO, "はい", True),
        (Kind.YES_NO, "0", False),
        (Kind.LINK, "https://example.jp/a", "https://example.jp/a"),
        (Kind.TEXT, "  ", None),
    ],
)
def test_what_people_type_is_understood(kind, typed, plain):
    assert understand(field=field_of(kind), typed=typed) == plain


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (Kind.NUMBER, "たくさん"),
        (Kind.NUMBER, "0.00001"),
        (Kind.YEN, "12.5円"),
        (Kind.DATE, "令和8年2月29日"),
        (Kind.YES_NO, "たぶん"),
        (Kind.LINK, "javascript:alert(1)"),
        (Kind.LINK, "https:///x"),
        (Kind.TEXT, "あ" * 201),
        (Kind.TEXT, "個人番号は 123456789018 です"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_reason(kind, typed):
    with pytest.raises(ValidationError) as caught:
        understand(field=field_of(kind), typed=typed)
    assert caught.value.messages[0]


@pytest.mark.django_db
def test_choices_come_back_in_their_order_and_unknown_ones_are_refused():
    field = field_of(Kind.CHOICES, choices=("緑茶", "ほうじ茶", "玄米茶"))
    assert understand(field=field, typed=["玄米茶", "緑茶", "緑茶"]) == ["玄米茶", "緑茶"]
    with pytest.raises(ValidationError):
        understand(field=field, typed=["紅茶"])


class RoundTrip(TestCase):
    """Whatever is entered comes back, and the trail says from what to what."""

    def setUp(self):
        self.customer = Customer.objects.create(name="四月一日 環")
        self.fields = {
            Kind.TEXT: field_of(Kind.TEXT),
            Kind.NUMBER: field_of(Kind.NUMBER),
            Kind.DATE: field_of(Kind.DATE),
            Kind.YES_NO: field_of(Kind.YES_NO),
            Kind.CHOICES: field_of(Kind.CHOICES, choices=("a", "b", "c")),
        }

    @given(
        values=st.lists(
            st.fixed_dictionaries(
                {},
                optional={
                    Kind.TEXT: st.none() | st.text("あいabc髙", min_size=1, max_size=20),
                    Kind.NUMBER: st.none() | st.integers(-(10**12), 10**12),
                    Kind.DATE: st.none() | st.dates().map(date.isoformat),
                    Kind.YES_NO: st.none() | st.booleans(),
                    Kind.CHOICES: st.none()
                    | st.sets(st.sampled_from("abc"), min_size=1).map(sorted),
                },
            ),
            max_size=4,
        )
    )
    def test_values_round_trip(self, values):
        kept: dict[int, object] = {}
        for step in values:
            plain = {self.fields[kind].pk: value for kind, value in step.items()}
            before = dict(kept)
            kept |= plain
            changes = keep_values(customer_id=self.customer.pk, values=plain)
            told = {
                int(change["field"].removeprefix("own_")): (change["from"], change["to"])
                for change in changes
            }
            assert told == {
                pk: (before.get(pk), value)
                for pk, value in plain.items()
                if before.get(pk) != value
            }
        expected = {pk: value for pk, value in kept.items() if value is not None}
        found = plain_values(customer_id=self.customer.pk, fields=self.fields.values())
        assert found == expected


@pytest.mark.django_db
def test_entering_nothing_new_changes_nothing():
    field, customer = field_of(Kind.YES_NO), Customer.objects.create(name="関 凪")
    assert keep_values(customer_id=customer.pk, values={field.pk: False})
    assert keep_values(customer_id=customer.pk, values={field.pk: False}) == []


@pytest.mark.django_db
def test_the_form_of_a_customer_keeps_own_fields_on_its_trail_and_undo_puts_them_back(people):
    field, now = field_of(Kind.TEXT), timezone.now()
    section = {"sections": {"fields": {field.input_name: "深むし"}}}
    customer = create_customer(
        by=people["STAFF"], values={"name": "関 凪", "kind": "PERSON", **section}, now=now
    )
    assert plain_values(customer_id=customer.pk, fields=[field]) == {field.pk: "深むし"}
    row = Trail.objects.get(action="customers.customer.created")
    told = {change["field"]: change["to"] for change in row.changes}
    assert told[f"fields.{field.input_name}"] == "深むし"
    group = uuid.uuid4()
    section["sections"]["fields"][field.input_name] = "浅むし"
    update_customer(
        by=people["STAFF"],
        customer_id=customer.pk,
        version=customer.version,
        values=section,
        now=now,
        group=group,
    )
    undo(by=people["STAFF"], group=group, now=now)
    assert plain_values(customer_id=customer.pk, fields=[field]) == {field.pk: "深むし"}
