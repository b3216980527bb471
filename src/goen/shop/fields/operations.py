"""What people do with own fields: propose, decide, change, retire, and enter values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from goen.shop.fields.models import OwnChoice, OwnField, OwnValue
from goen.shop.fields.queries import plain_values, plain_values_of_many
from goen.shop.fields.values import slots
from goen.shop.staff.roles import Ability
from goen.shop.staff.trail import Subject, differences, record
from goen.shop.ui.inserting import insert

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from goen.shop.fields.values import Plain
    from goen.shop.staff.models import Staff
    from goen.shop.staff.trail import Change

ASKED = (
    *("label", "kind", "applies_to", "group", "help", "reason", "required", "searchable"),
    *("sensitive", "order", "who", "who_staff", "when"),
)
Status = OwnField.Status


class UnableToChange(Exception):
    """A change that would lose values or undo a decision; `code` says which."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def propose_field(
    *, by: Staff, asked: Mapping[str, Any], choices: Sequence[str], today: date
) -> OwnField:
    """Propose an own field; who may approve has it approved at once."""
    field = OwnField(proposed_by=by, **{name: asked[name] for name in ASKED if name in asked})
    field.save()
    _offer(field, choices)
    record(by=by, action="fields.field.proposed", subject=Subject.of(field))
    if by.may(Ability.APPROVE):
        decide(by=by, field_id=field.pk, approve=True, today=today)
    field.refresh_from_db()
    return field


def check_may_change(*, by: Staff, field: OwnField) -> None:
    """Raise PermissionDenied unless `by` made this proposal or may approve fields."""
    own_proposal = field.status == Status.PROPOSED and field.proposed_by_id == by.pk
    if not (own_proposal or by.may(Ability.APPROVE)):
        raise PermissionDenied


@transaction.atomic
def change_field(
    *, by: Staff, field_id: int, asked: Mapping[str, Any], choices: Sequence[str]
) -> OwnField:
    """Change what a field says of itself; raise UnableToChange for the kind of a field in use.

    The proposer may change a proposal, who may approve any field. Choices that are no longer
    listed are withdrawn, and stay on the customers who have them.
    """
    field = OwnField.objects.select_for_update().get(pk=field_id)
    check_may_change(by=by, field=field)
    if "kind" in asked and asked["kind"] != field.kind and field.values.exists():
        raise UnableToChange("kind_in_use")
    before = _told(field)
    for name in ASKED:
        if name in asked:
            setattr(field, name, asked[name])
    field.save()
    _offer(field, choices)
    changes = differences(before=before, after=_told(field))
    record(by=by, action="fields.field.changed", subject=Subject.of(field), changes=changes)
    return field


@transaction.atomic
def decide(*, by: Staff, field_id: int, approve: bool, today: date) -> None:
    """Approve or decline a proposal; a decision already made stands."""
    if not by.may(Ability.APPROVE):
        raise PermissionDenied
    field = OwnField.objects.select_for_update().get(pk=field_id)
    if field.status != Status.PROPOSED:
        raise UnableToChange("already_decided")
    field.status = Status.APPROVED if approve else Status.DECLINED
    field.decided_by = by
    field.in_use_from = today if approve else None
    field.save()
    action = "fields.field.approved" if approve else "fields.field.declined"
    record(by=by, action=action, subject=Subject.of(field))


@transaction.atomic
def retire_field(*, by: Staff, field_id: int) -> None:
    """Take a field out of forms and lists; its values are kept and can be brought back."""
    _switch(by, field_id, Status.APPROVED, Status.RETIRED, "fields.field.retired")


@transaction.atomic
def bring_back_field(*, by: Staff, field_id: int) -> None:
    """Use a retired field again, with the values it had."""
    _switch(by, field_id, Status.RETIRED, Status.APPROVED, "fields.field.brought_back")


@transaction.atomic
def keep_values(*, customer_id: int, values: Mapping[int, Plain]) -> list[Change]:
    """Set the plain values of one customer by field id; return what changed.

    Fields that are not in `values` stay as they are. The caller has checked required fields and
    writes the trail: the form of a customer keeps them as a part of one change.
    """
    fields = {field.pk: field for field in OwnField.objects.filter(pk__in=values)}
    before = plain_values(customer_id=customer_id, fields=fields.values())
    after = {pk: None if plain == [] else plain for pk, plain in values.items() if pk in fields}
    changed = [pk for pk, plain in after.items() if before.get(pk) != plain]
    for pk in changed:
        _keep(fields[pk], customer_id, after[pk])
    return [
        {
            "field": fields[pk].input_name,
            "label": fields[pk].label,
            "from": before.get(pk),
            "to": after[pk],
        }
        for pk in changed
    ]


@transaction.atomic
def keep_values_of_many(*, values: Mapping[int, Mapping[int, Plain]]) -> dict[int, list[Change]]:
    """Set plain values of many customers, customer → field id → value; return what changed."""
    wanted = {pk for given in values.values() for pk in given}
    fields = {field.pk: field for field in OwnField.objects.filter(pk__in=wanted)}
    kept = plain_values_of_many(customer_ids=values, fields=fields.values())
    changed: dict[int, dict[int, Plain]] = {}
    for customer, given in values.items():
        for pk, plain in given.items():
            after = None if plain == [] else plain
            if pk in fields and kept.get(customer, {}).get(pk) != after:
                changed.setdefault(customer, {})[pk] = after
    _keep_many(fields, changed, kept)
    return {
        customer: [
            {
                "field": fields[pk].input_name,
                "label": fields[pk].label,
                "from": kept.get(customer, {}).get(pk),
                "to": plain,
            }
            for pk, plain in given.items()
        ]
        for customer, given in changed.items()
    }


def _keep_many(
    fields: Mapping[int, OwnField],
    changed: Mapping[int, Mapping[int, Plain]],
    kept: Mapping[int, Mapping[int, Plain]],
) -> None:
    choices: dict[int, dict[str, OwnChoice]] = {pk: {} for pk in fields}
    for choice in OwnChoice.objects.filter(field__in=fields):
        choices[choice.field_id][choice.label] = choice
    for pk in fields:
        had = [one for one, given in changed.items() if pk in given and pk in kept.get(one, {})]
        OwnValue.objects.filter(field=pk, customer__in=had).delete()
    insert(
        [
            OwnValue(field_id=pk, customer_id=customer, slot=slot, **column)
            for customer, given in changed.items()
            for pk, plain in given.items()
            for slot, column in slots(field=fields[pk], plain=plain, known=choices[pk]).rows.items()
        ]
    )


def _keep(field: OwnField, customer_id: int, plain: Plain) -> None:
    wanted = slots(field=field, plain=plain).rows
    rows = OwnValue.objects.filter(field=field, customer_id=customer_id)
    rows.exclude(slot__in=wanted).delete()
    empty = {"text": "", "text_key": "", "number": None, "date": None, "choice": None}
    for slot, column in wanted.items():
        OwnValue.objects.update_or_create(
            field=field, customer_id=customer_id, slot=slot, defaults={**empty, **column}
        )


def _offer(field: OwnField, labels: Sequence[str]) -> None:
    """Offer exactly `labels`, in their order."""
    field.choices.exclude(label__in=labels).update(offered=False)
    for order, label in enumerate(dict.fromkeys(labels)):
        OwnChoice.objects.update_or_create(
            field=field, label=label, defaults={"order": order, "offered": True}
        )


def _switch(by: Staff, field_id: int, old: str, new: str, action: str) -> None:
    if not by.may(Ability.APPROVE):
        raise PermissionDenied
    field = OwnField.objects.select_for_update().get(pk=field_id)
    if field.status != old:
        raise UnableToChange("already_decided")
    field.status = new
    field.save()
    record(by=by, action=action, subject=Subject.of(field))


def _told(field: OwnField) -> dict[str, Any]:
    told = {name: getattr(field, name) for name in ASKED if name != "who_staff"}
    offered = field.choices.filter(offered=True).order_by("order")
    return {**told, "who_staff": field.who_staff_id, "choices": [c.label for c in offered]}
