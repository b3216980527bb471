"""Own fields inside the form of a customer, on the customer's page, and at the request desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from goen.shop.fields import queries
from goen.shop.fields.forms import input_for
from goen.shop.fields.models import OwnField, OwnValue
from goen.shop.fields.operations import keep_values, keep_values_of_many
from goen.shop.fields.search import words_of
from goen.shop.fields.values import understand
from goen.shop.staff.access import member
from goen.shop.staff.roles import Ability
from goen.shop.ui.clock import today

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from django import forms
    from django.http import HttpRequest

    from goen.shop.customers.models import Customer
    from goen.shop.staff.models import Staff
    from goen.shop.staff.trail import Change
    from goen.shop.ui.registry import Words


class OwnFieldsSection:
    """The section of the form of a customer that asks for own fields."""

    name = "fields"
    title: Words = _("Own fields")
    order = 50

    def label(self, name: str) -> Words:
        """The name of the field whose input is called `name`."""
        number = name.removeprefix("own_")
        field = OwnField.objects.filter(pk=int(number)).first() if number.isdecimal() else None
        return field.label if field else name

    def fields(
        self, *, kind: str, customer: Customer | None, by: Staff
    ) -> Mapping[str, forms.Field]:
        """The inputs by name; sensitive ones only for those who may see them."""
        asked = queries.fields_of(kind=kind, sensitive=by.may(Ability.SENSITIVE))
        kept = self._kept(customer, asked) if customer else {}
        return {
            field.input_name: input_for(field=field, value=value, needed=needed)
            for field in asked
            for value in [kept.get(field.pk)]
            for needed in [queries.is_needed(field=field, by=by, new=not customer, value=value)]
        }

    def former(self, *, by: Staff) -> Iterable[str]:
        """The names of fields no longer asked for, whose history `by` may see."""
        rows = OwnField.objects.exclude(status=OwnField.Status.APPROVED)
        rows = rows if by.may(Ability.SENSITIVE) else rows.filter(sensitive=False)
        return [field.input_name for field in rows]

    def values(self, *, customer: Customer) -> Mapping[str, Any]:
        """What is kept now, by the names of the inputs."""
        asked = list(queries.fields_of(kind=customer.kind, sensitive=True))
        kept = self._kept(customer, asked)
        return {field.input_name: kept.get(field.pk) for field in asked}

    def values_of_many(self, *, customers: Sequence[Customer]) -> Mapping[int, Mapping[str, Any]]:
        """The same for many customers, by customer."""
        asked = list(OwnField.objects.in_use().prefetch_related("choices"))
        ids = [customer.pk for customer in customers]
        kept = queries.plain_values_of_many(customer_ids=ids, fields=asked)
        return {
            customer.pk: {
                field.input_name: kept.get(customer.pk, {}).get(field.pk)
                for field in asked
                if field.applies_to in ("", customer.kind)
            }
            for customer in customers
        }

    def clean(
        self, *, kind: str, customer: Customer | None, values: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """Turn what was typed into plain values; raise ValidationError naming each input."""
        plain: dict[str, Any] = {}
        problems: dict[str, list[str]] = {}
        for field in queries.fields_of(kind=kind, sensitive=True):
            name = field.input_name
            if name not in values:
                continue
            try:
                plain[name] = understand(field=field, typed=values[name] or "")
            except ValidationError as problem:
                problems[name] = problem.messages
        if problems:
            raise ValidationError(problems)
        return plain

    def save(
        self,
        *,
        by: Staff | None,
        customer: Customer,
        values: Mapping[str, Any],
        now: datetime,
        group: UUID,
    ) -> list[Change]:
        """Keep the plain values and return what differed."""
        by_name = {field.input_name: field.pk for field in OwnField.objects.in_use()}
        plain = {by_name[name]: value for name, value in values.items() if name in by_name}
        return keep_values(customer_id=customer.pk, values=plain)

    def save_many(
        self,
        *,
        by: Staff | None,
        values: Mapping[int, Mapping[str, Any]],
        now: datetime,
        group: UUID,
    ) -> Mapping[int, list[Change]]:
        """Keep the plain values of many customers and return what differed of each."""
        by_name = {field.input_name: field.pk for field in OwnField.objects.in_use()}
        plain = {
            customer: {by_name[name]: one for name, one in given.items() if name in by_name}
            for customer, given in values.items()
        }
        return keep_values_of_many(values=plain)

    @staticmethod
    def _kept(customer: Customer, asked: Iterable[OwnField]) -> Mapping[int, Any]:
        return queries.plain_values(customer_id=customer.pk, fields=asked)


def panel(request: HttpRequest, customer: Customer) -> dict[str, Any] | None:
    """What the card 自社の項目 shows; None while the company has no own fields."""
    fields = list(
        queries.fields_of(kind=customer.kind, sensitive=member(request).may(Ability.SENSITIVE))
    )
    if not fields:
        return None
    values = queries.plain_values(customer_id=customer.pk, fields=fields)
    return {
        "rows": [
            {
                "field": field,
                "value": values.get(field.pk),
                "overdue": queries.is_overdue(field=field, customer=customer, today=today()),
            }
            for field in fields
        ],
        "customer": customer,
        "may_edit": member(request).may(Ability.EDIT),
    }


def disclosed(customer: Customer) -> Sequence[Sequence[str | int | None]]:
    """The values of one customer for the person who asks what is known of them."""
    fields = list(OwnField.objects.filter(values__customer=customer).distinct())
    values = queries.plain_values(customer_id=customer.pk, fields=fields)
    return [(field.label, _told(values.get(field.pk))) for field in fields]


def _told(value: Any) -> str:
    if isinstance(value, bool):
        return str(_("Yes")) if value else str(_("No"))
    return words_of(value)


def erase(_by: Staff, customer: Customer, _now: datetime, _group: UUID) -> None:
    """Forget everything that own fields hold about one customer."""
    OwnValue.objects.filter(customer=customer).delete()
