"""A customer as plain (JSON) values: what forms fill in, the trail compares and undo puts back.

Keys of the values: the fields of `Customer` that people fill in (`owner`, `parent`, `introduced_by`
and `household` by id, `birthday` as ISO date), `tags` (names), `phones`, `emails`, `addresses`
(lists of rows, one of them with `primary`), `contacts` (rows with their own phones and mail
addresses as lists of text), and `sections` (values of other rooms by section and field).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goen.shop.customers import registry
from goen.shop.customers.models import Address, ContactPerson, Email, Phone, Tagging

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.db.models import Model

    from goen.shop.customers.models import Customer

Values = dict[str, Any]
Rows = dict[str, list[dict[str, Any]]]  # what belongs to a customer, named as in `ROWS`

TEXTS = (
    "kind",
    "code",
    "name",
    "kana",
    "honorific",
    "stage",
    "source",
    "memo",
    "corporate_number",
    "invoice_number",
    "shelf",
)
LINKS = ("owner", "parent", "introduced_by", "household")
ROWS = ("phones", "emails", "addresses", "contacts")
FIELDS = (*TEXTS, "birthday", *LINKS, "tags", *ROWS)


# What is read of the rows of a customer.
_PLACE = ("postal_code", "prefecture", "city", "street", "building")
_READ: dict[str, tuple[type[Model], Sequence[str]]] = {
    "phones": (Phone, ("contact_id", "label", "number", "is_primary")),
    "emails": (Email, ("contact_id", "label", "address", "is_primary")),
    "addresses": (Address, ("label", *_PLACE, "is_primary")),
    "contacts": (
        ContactPerson,
        ("id", "name", "kana", "department", "title", "is_primary", "has_left"),
    ),
}


def snapshot(customer: Customer) -> Values:
    """Everything that people fill in about `customer`, in five queries and those of sections."""
    values = snapshots([customer])[customer.pk]
    values["sections"] = {
        section.name: dict(section.values(customer=customer)) for section in registry.form_sections
    }
    return values


def snapshots(customers: Sequence[Customer]) -> dict[int, Values]:
    """The same of many customers by id, without the values of other rooms, in five queries."""
    ids = [customer.pk for customer in customers]
    tags: dict[int, list[str]] = {pk: [] for pk in ids}
    rows: dict[int, Rows] = {pk: {name: [] for name in _READ} for pk in ids}
    tagged = Tagging.objects.filter(customer__in=ids)
    for pk, name in tagged.values_list("customer_id", "tag__name"):
        tags[pk].append(name)
    for name, (model, columns) in _READ.items():
        found = model._default_manager.filter(customer__in=ids).order_by("position", "id")
        for row in found.values("customer_id", *columns):
            rows[row["customer_id"]][name].append(row)
    return {one.pk: values_of(one, tags=tags[one.pk], rows=rows[one.pk]) for one in customers}


def whole_snapshots(customers: Sequence[Customer]) -> dict[int, Values]:
    """The same with the values of other rooms."""
    found = snapshots(customers)
    for section in registry.form_sections:
        for pk, values in section.values_of_many(customers=customers).items():
            found[pk].setdefault("sections", {})[section.name] = dict(values)
    return found


def values_of(customer: Customer, *, tags: Iterable[str], rows: Rows) -> Values:
    """What a customer says whose tags and rows are these."""
    values: Values = {name: str(getattr(customer, name)) for name in TEXTS}
    values.update({name: getattr(customer, f"{name}_id") for name in LINKS})
    values["birthday"] = customer.birthday.isoformat() if customer.birthday else None
    values["tags"] = sorted(tags)
    phones, emails = rows["phones"], rows["emails"]
    values["phones"] = [_reach("number", row) for row in phones if row["contact_id"] is None]
    values["emails"] = [_reach("address", row) for row in emails if row["contact_id"] is None]
    values["addresses"] = [_address(row) for row in rows["addresses"]]
    values["contacts"] = [_contact(row, phones, emails) for row in rows["contacts"]]
    return values


def flat(values: Values) -> Values:
    """The same with the values of sections as `section.field`, as the trail names them."""
    plain = {name: value for name, value in values.items() if name != "sections"}
    for section, fields in values.get("sections", {}).items():
        plain.update({f"{section}.{name}": value for name, value in fields.items()})
    return plain


def _reach(name: str, row: Mapping[str, Any]) -> Values:
    return {"label": row["label"], name: row[name], "primary": row["is_primary"]}


def _address(row: Mapping[str, Any]) -> Values:
    place = {name: row[name] for name in _PLACE}
    return {"label": row["label"], **place, "primary": row["is_primary"]}


def _contact(
    row: Mapping[str, Any], phones: Iterable[Mapping[str, Any]], emails: Iterable[Mapping[str, Any]]
) -> Values:
    return {
        "id": row["id"],
        **{name: row[name] for name in ("name", "kana", "department", "title")},
        "primary": row["is_primary"],
        "left": row["has_left"],
        "phones": [one["number"] for one in phones if one["contact_id"] == row["id"]],
        "emails": [one["address"] for one in emails if one["contact_id"] == row["id"]],
    }
