"""The history of every value of a customer, read from the trail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goen.shop.customers import registry
from goen.shop.customers.models import Customer
from goen.shop.staff.action_names import action_name
from goen.shop.staff.models import Staff, Trail
from goen.shop.staff.origin import origins_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from django.db.models import TextChoices

    from goen.shop.staff.origin import FromFile
    from goen.shop.ui.registry import Words

PAGE = 100
ERASED = "customers.customer.erased"

LABELS: dict[str, Words] = {
    "kind": gettext_lazy("Person or company"),
    "code": gettext_lazy("Customer number"),
    "name": gettext_lazy("Name"),
    "kana": gettext_lazy("Kana"),
    "honorific": gettext_lazy("Honorific"),
    "stage": gettext_lazy("Stage"),
    "owner": gettext_lazy("Owner"),
    "birthday": gettext_lazy("Birthday"),
    "source": gettext_lazy("How they came to us"),
    "memo": gettext_lazy("Memo"),
    "corporate_number": gettext_lazy("Corporate number"),
    "invoice_number": gettext_lazy("Invoice number"),
    "shelf": gettext_lazy("Place of the paper card"),
    "household": gettext_lazy("Household"),
    "parent": gettext_lazy("Head office"),
    "introduced_by": gettext_lazy("Introduced by"),
    "tags": gettext_lazy("Tags"),
    "phones": gettext_lazy("Telephones"),
    "emails": gettext_lazy("E-mails"),
    "addresses": gettext_lazy("Addresses"),
    "contacts": gettext_lazy("Contact persons"),
    "attachments": gettext_lazy("Files"),
    "deleted_at": gettext_lazy("Trash"),
}

ACTIONS: dict[str, Words] = {
    "customers.customer.created": gettext_lazy("entered"),
    "customers.customer.updated": gettext_lazy("changed"),
    "customers.customer.put_back": gettext_lazy("undone"),
    "customers.customer.assigned": gettext_lazy("owner changed"),
    "customers.customer.tagged": gettext_lazy("tags changed"),
    ERASED: gettext_lazy("made nameless"),
    "customers.customer.linked": gettext_lazy("bond changed"),
    "customers.customer.trashed": gettext_lazy("put into the trash"),
    "customers.customer.restored": gettext_lazy("taken out of the trash"),
    "customers.attachment.added": gettext_lazy("file added"),
    "customers.attachment.removed": gettext_lazy("file removed"),
    "customers.attachment.restored": gettext_lazy("file brought back"),
}


@dataclass(frozen=True, slots=True)
class Value:
    """One value that changed, in words."""

    label: Words
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done to the customer."""

    row: Trail
    action: Words
    values: Sequence[Value]
    origin: FromFile | None = None


@dataclass(frozen=True, slots=True)
class History:
    """A page of steps, the newest first; `older` is where the next page begins."""

    steps: Sequence[Step]
    older: str


def of_customer(*, customer: Customer, by: Staff, before: str = "", limit: int = PAGE) -> History:
    """What was done to a customer, and from what to what, as far as `by` may see it."""
    rows = Trail.objects.filter(kind="customer", object_id=customer.pk).select_related("staff")
    if before.isdigit():
        rows = rows.filter(pk__lt=int(before))
    found = list(rows.order_by("-pk")[: limit + 1])
    shown = found[:limit]
    names, origins = _names(shown), origins_of(shown)
    seen = visible_fields(customer=customer, by=by)
    erased = erased_at(customer_id=customer.pk)
    steps = [
        Step(
            row,
            ACTIONS.get(row.action) or action_name(row.action),
            [
                in_words(change, names)
                for change in row.changes
                if row.pk > erased and _may_see(change["field"], seen)
            ],
            origins.get(row.pk),
        )
        for row in shown
    ]
    return History(steps, str(shown[-1].pk) if len(found) > limit else "")


def erased_at(*, customer_id: int) -> int:
    """The row of the trail that made the customer nameless; values before it are not told."""
    rows = Trail.objects.filter(kind="customer", object_id=customer_id, action=ERASED)
    return rows.order_by("-pk").values_list("pk", flat=True).first() or 0


def erased_among(*, customer_ids: Iterable[int]) -> Iterable[int]:
    """Those of these customers who were made nameless."""
    rows = Trail.objects.filter(kind="customer", object_id__in=list(customer_ids), action=ERASED)
    return (pk for pk in rows.values_list("object_id", flat=True) if pk is not None)


def visible_fields(*, customer: Customer, by: Staff) -> set[str]:
    """The fields of other rooms, as `section.field`, that `by` may see."""
    return {
        f"{section.name}.{name}"
        for section in registry.form_sections
        for names in (
            section.fields(kind=customer.kind, customer=customer, by=by),
            section.former(by=by),
        )
        for name in names
    }


def _may_see(field: str, seen: set[str]) -> bool:
    return "." not in field or field in seen


def in_words(change: dict[str, Any], names: dict[tuple[str, int], str]) -> Value:
    """A change of the trail as people read it."""
    field = change["field"]
    return Value(
        label_of(field),
        written(field, change.get("from"), names),
        written(field, change.get("to"), names),
    )


def label_of(field: str) -> Words:
    """The name of a field as people know it."""
    section, _dot, name = field.partition(".")
    for each in registry.form_sections:
        if each.name == section and name:
            return each.label(name)
    other = _of_another_room(field)
    return other.label if other else LABELS.get(field, field)


def _of_another_room(field: str) -> registry.TrailField | None:
    return next((each for each in registry.trail_fields if each.name == field), None)


def written_elsewhere(field: str, value: Any) -> str:
    """A value that the audit trail cannot read by itself; "" for any other."""
    if field == "household":
        return _("the same household")
    other = _of_another_room(field)
    return str(other.written(value)) if other else ""


def _chosen(choices: type[TextChoices]) -> Callable[[Any], str]:
    return lambda value: str(choices(value).label) if value in choices.values else str(value)


# Fields of a customer whose values stand otherwise on the trail than people read them.
_WRITTEN: Mapping[str, Callable[[Any], str]] = {
    "household": lambda _value: _("the same household"),
    "birthday": lambda value: str(value).replace("-", "/"),
    "kind": _chosen(Customer.Kind),
    "stage": _chosen(Customer.Stage),
}


def written(field: str, value: Any, names: dict[tuple[str, int], str]) -> str:
    """A value as people read it; nothing is the empty text."""
    if value in (None, "", [], {}):
        return ""
    if other := _of_another_room(field):
        return str(other.written(value))
    if field in _WRITTEN:
        return _WRITTEN[field](value)
    if field in ("owner", "parent", "introduced_by"):
        kind = "staff" if field == "owner" else "customer"
        return names.get((kind, value), _("no longer there"))
    if isinstance(value, list):
        return "\n".join(_row(item) for item in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)


def _row(item: Any) -> str:
    """One row of a list: a telephone, an address, a contact person."""
    if not isinstance(item, dict):
        return str(item)
    parts = []
    for name, value in item.items():
        if isinstance(value, list):
            parts += [str(each) for each in value]
        elif value and name not in ("id", "primary", "left"):
            parts.append(str(value))
    if item.get("left"):
        parts.append(_("(has left)"))
    return " ".join(parts)


def _names(rows: Iterable[Trail]) -> dict[tuple[str, int], str]:
    """The names of staff and customers that the changes point to."""
    return names_of(
        (change["field"], value)
        for row in rows
        for change in row.changes
        for value in (change.get("from"), change.get("to"))
    )


def names_of(pairs: Iterable[tuple[str, Any]]) -> dict[tuple[str, int], str]:
    """The names behind ids in fields that point to staff or to customers."""
    staff, customers = set(), set()
    for field, value in pairs:
        if isinstance(value, int) and not isinstance(value, bool):
            if field == "owner":
                staff.add(value)
            elif field in ("parent", "introduced_by"):
                customers.add(value)
    found: dict[tuple[str, int], str] = {}
    if staff:
        people = Staff.objects.filter(pk__in=staff).values_list("pk", "name")
        found |= {("staff", pk): name for pk, name in people}
    if customers:
        others = Customer.objects.filter(pk__in=customers).values_list("pk", "name")
        found |= {("customer", pk): name for pk, name in others}
    return found
