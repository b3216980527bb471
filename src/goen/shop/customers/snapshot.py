"""A customer as plain (JSON) values: what forms fill in, the trail compares and undo puts back.

Keys of the values: the fields of `Customer` that people fill in (`owner`, `parent`, `introduced_by`
and `household` by id, `birthday` as ISO date), `tags` (names), `phones`, `emails`, `addresses`
(lists of rows, one of them with `primary`), `contacts` (rows with their own phones and mail
addresses as lists of text), and `sections` (values of other rooms by section and field).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import prefetch_related_objects

from goen.shop.customers import registry

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from goen.shop.customers.models import Address, ContactPerson, Customer, Email, Phone

Values = dict[str, Any]

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


def snapshot(customer: Customer) -> Values:
    """Everything that people fill in about `customer`, in five queries and those of sections."""
    values = _of_this_room(customer)
    values["sections"] = {
        section.name: dict(section.values(customer=customer)) for section in registry.form_sections
    }
    return values


def snapshots(customers: Sequence[Customer]) -> dict[int, Values]:
    """The same of many customers by id, without the values of other rooms, in five queries."""
    for customer in customers:  # prefetched rows may be older than what was just written
        customer._prefetched_objects_cache = {}  # type: ignore[attr-defined]
    prefetch_related_objects(customers, "tags", *ROWS)
    return {customer.pk: _of_this_room(customer) for customer in customers}


def with_rows(customer: Customer, **rows: Sequence[Any]) -> None:
    """Let a customer know its rows (tags, phones …), so that nobody has to ask for them."""
    customer._prefetched_objects_cache = rows  # type: ignore[attr-defined]


def new_snapshots(customers: Sequence[Customer]) -> dict[int, Values]:
    """The same as `snapshots` of customers who know their rows."""
    return {customer.pk: _of_this_room(customer) for customer in customers}


def whole_snapshots(customers: Sequence[Customer]) -> dict[int, Values]:
    """The same with the values of other rooms."""
    found = snapshots(customers)
    for section in registry.form_sections:
        for pk, values in section.values_of_many(customers=customers).items():
            found[pk].setdefault("sections", {})[section.name] = dict(values)
    return found


def _of_this_room(customer: Customer) -> Values:
    values: Values = {name: str(getattr(customer, name)) for name in TEXTS}
    values.update({name: getattr(customer, f"{name}_id") for name in LINKS})
    values["birthday"] = customer.birthday.isoformat() if customer.birthday else None
    values["tags"] = sorted(tag.name for tag in customer.tags.all())
    phones, emails = list(customer.phones.all()), list(customer.emails.all())
    values["phones"] = [_phone(row) for row in phones if row.contact_id is None]
    values["emails"] = [_email(row) for row in emails if row.contact_id is None]
    values["addresses"] = [_address(row) for row in customer.addresses.all()]
    values["contacts"] = [_contact(row, phones, emails) for row in customer.contacts.all()]
    return values


def flat(values: Values) -> Values:
    """The same with the values of sections as `section.field`, as the trail names them."""
    plain = {name: value for name, value in values.items() if name != "sections"}
    for section, fields in values.get("sections", {}).items():
        plain.update({f"{section}.{name}": value for name, value in fields.items()})
    return plain


def _phone(row: Phone) -> Values:
    return {"label": row.label, "number": row.number, "primary": row.is_primary}


def _email(row: Email) -> Values:
    return {"label": row.label, "address": row.address, "primary": row.is_primary}


def _address(row: Address) -> Values:
    return {
        "label": row.label,
        "postal_code": row.postal_code,
        "prefecture": row.prefecture,
        "city": row.city,
        "street": row.street,
        "building": row.building,
        "primary": row.is_primary,
    }


def _contact(row: ContactPerson, phones: Iterable[Phone], emails: Iterable[Email]) -> Values:
    return {
        "id": row.pk,
        "name": row.name,
        "kana": row.kana,
        "department": row.department,
        "title": row.title,
        "primary": row.is_primary,
        "left": row.has_left,
        "phones": [phone.number for phone in phones if phone.contact_id == row.pk],
        "emails": [email.address for email in emails if email.contact_id == row.pk],
    }
