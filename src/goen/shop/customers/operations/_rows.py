"""Putting plain values into the rows of a customer; rows that stay keep their identity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goen.shop.customers import comparable
from goen.shop.customers.models import Address, ContactPerson, Email, Phone, Tag, Tagging
from goen.shop.customers.snapshot import values_of
from goen.shop.ui.inserting import insert_rows, next_ids

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.db.models import Model

    from goen.shop.customers.models import Customer
    from goen.shop.customers.snapshot import Rows, Values


def _one_primary(rows: Sequence[Values]) -> list[Values]:
    """The rows with exactly one primary: the first that says so, else the first."""
    chosen = next((n for n, row in enumerate(rows) if row.get("primary")), 0)
    return [{**row, "primary": number == chosen} for number, row in enumerate(rows)]


def _write(model: type[Model], *, owners: dict[str, Any], rows: Sequence[dict[str, Any]]) -> None:
    """Make the rows of `model` that belong to `owners` equal `rows`, in their order.

    A row with the same comparable key stays the same row, so that what points to it (a consent)
    stays true. The primary is taken away from all before it is given to one.
    """
    manager = model._default_manager.filter(**owners)
    manager.update(is_primary=False)
    left = list(manager.all())
    for position, row in enumerate(rows):
        found = next((old for old in left if old.key == row["key"]), None)  # type: ignore[attr-defined]
        if found is None:
            found = model(**owners)
        else:
            left.remove(found)
        for name, value in {**row, "position": position}.items():
            setattr(found, name, value)
        found.save()
    manager.filter(pk__in=[old.pk for old in left]).delete()


def _phones(rows: Iterable[Values]) -> list[dict[str, Any]]:
    given = [row for row in rows if row.get("number", "").strip()]
    return [
        {
            "label": row.get("label", ""),
            "number": row["number"].strip(),
            "key": comparable.phone(row["number"]),
            "is_primary": row["primary"],
        }
        for row in _one_primary(given)
    ]


def write_phones(customer: Customer, rows: Iterable[Values], contact: Any = None) -> None:
    """Make the telephones of the customer (or of one contact person) equal `rows`."""
    _write(Phone, owners={"customer": customer, "contact": contact}, rows=_phones(rows))


def _emails(rows: Iterable[Values]) -> list[dict[str, Any]]:
    given = [row for row in rows if row.get("address", "").strip()]
    return [
        {
            "label": row.get("label", ""),
            "address": row["address"].strip(),
            "key": comparable.email(row["address"]),
            "is_primary": row["primary"],
        }
        for row in _one_primary(given)
    ]


def write_emails(customer: Customer, rows: Iterable[Values], contact: Any = None) -> None:
    """Make the mail addresses of the customer (or of one contact person) equal `rows`."""
    _write(Email, owners={"customer": customer, "contact": contact}, rows=_emails(rows))


_ADDRESS = ("label", "postal_code", "prefecture", "city", "street", "building")


def _addresses(rows: Iterable[Values]) -> list[dict[str, Any]]:
    given = [row for row in rows if any(row.get(name, "").strip() for name in _ADDRESS[1:])]
    return [
        {
            **{name: row.get(name, "").strip() for name in _ADDRESS},
            "postal_key": comparable.postal(row.get("postal_code", "")),
            "key": comparable.address(row),
            "is_primary": row["primary"],
        }
        for row in _one_primary(given)
    ]


def write_addresses(customer: Customer, rows: Iterable[Values]) -> None:
    """Make the postal addresses of the customer equal `rows`."""
    _write(Address, owners={"customer": customer}, rows=_addresses(rows))


def write_new(pairs: Sequence[tuple[Customer, Mapping[str, Any]]]) -> dict[int, Values]:
    """Write the rows of customers who have none yet, all together; gives what each one says now."""
    tags, people = _tags_by_key(pairs), [_contacts(values) for _customer, values in pairs]
    ids = iter(next_ids(model=ContactPerson, count=sum(map(len, people))))
    written: Rows = {name: [] for name in (*_MODELS, "tags")}
    said = {}
    for (customer, values), theirs in zip(pairs, people, strict=True):
        rows = _new_rows(values, [({"id": next(ids), **row}, plain) for row, plain in theirs])
        keys = dict.fromkeys(_tag_key(name) for name in values.get("tags", ()))
        mine = [tags[key] for key in keys if key in tags]
        written["tags"] += [{"customer_id": customer.pk, "tag_id": tag.pk} for tag in mine]
        for name, some in rows.items():
            written[name] += [{"customer_id": customer.pk, **row} for row in some]
        said[customer.pk] = values_of(customer, tags=[tag.name for tag in mine], rows=rows)
    for name, model in _MODELS.items():
        _insert(model, written[name])
    return said


_MODELS: dict[str, type[Model]] = {
    "contacts": ContactPerson,
    "phones": Phone,
    "emails": Email,
    "addresses": Address,
    "tags": Tagging,
}


def _insert(model: type[Model], rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows that name the same fields in the same order."""
    if rows:
        insert_rows(model=model, names=list(rows[0]), rows=[list(row.values()) for row in rows])


def _new_rows(values: Mapping[str, Any], people: Sequence[tuple[dict[str, Any], Values]]) -> Rows:
    """The rows of a new customer, whose contact persons have their ids."""
    phones = _of(None, _phones(values.get("phones", ())))
    emails = _of(None, _emails(values.get("emails", ())))
    for contact, plain in people:
        numbers = ({"number": text} for text in plain.get("phones", ()))
        phones += _of(contact["id"], _phones(numbers))
        addresses = ({"address": text} for text in plain.get("emails", ()))
        emails += _of(contact["id"], _emails(addresses))
    places = _addresses(values.get("addresses", ()))
    return {
        "contacts": [contact for contact, _plain in people],
        "phones": phones,
        "emails": emails,
        "addresses": [{**row, "position": position} for position, row in enumerate(places)],
    }


def _of(contact: int | None, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {"contact_id": contact, **row, "position": position} for position, row in enumerate(rows)
    ]


def _tags_by_key(pairs: Sequence[tuple[Customer, Mapping[str, Any]]]) -> dict[str, Tag]:
    names = {name for _customer, values in pairs for name in values.get("tags", ())}
    return {tag.key: tag for tag in tags_of(sorted(names))}


def write_contacts(customer: Customer, rows: Iterable[Values]) -> None:
    """Make the contact persons of the company equal `rows`; `id` tells who stays the same."""
    customer.contacts.update(is_primary=False)
    known = {contact.pk: contact for contact in customer.contacts.all()}
    for fields, row in _contacts({"contacts": rows}):
        contact = known.pop(row.get("id") or 0, None) or ContactPerson(customer=customer)
        if contact.pk is None and row.get("id") and not _taken(row["id"]):
            contact.pk = row["id"]  # an undone removal: what pointed to this person finds them
        for name, value in fields.items():
            setattr(contact, name, value)
        contact.save()
        write_phones(customer, [{"number": text} for text in row.get("phones", [])], contact)
        write_emails(customer, [{"address": text} for text in row.get("emails", [])], contact)
    customer.contacts.filter(pk__in=list(known)).delete()


def _taken(contact_id: int) -> bool:
    return ContactPerson.objects.filter(pk=contact_id).exists()


def _contacts(values: Mapping[str, Any]) -> list[tuple[dict[str, Any], Values]]:
    """The rows of the contact persons that values name, each with the values it is made of."""
    given = [row for row in values.get("contacts", ()) if row.get("name", "").strip()]
    return [
        (_contact(row, position=position), row) for position, row in enumerate(_one_primary(given))
    ]


def _contact(row: Values, *, position: int) -> dict[str, Any]:
    texts = {name: row.get(name, "").strip() for name in ("name", "kana", "department", "title")}
    return {
        **texts,
        "name_key": comparable.person(texts["name"]),
        "has_left": bool(row.get("left")),
        "is_primary": row["primary"],
        "position": position,
    }


def write_tags(customer: Customer, names: Iterable[str]) -> None:
    """Make the tags of the customer those of `names`; new ones are made."""
    wanted = {tag.pk for tag in tags_of(names)}
    Tagging.objects.filter(customer=customer).exclude(tag__in=wanted).delete()
    Tagging.objects.bulk_create(
        [Tagging(customer=customer, tag_id=tag) for tag in wanted], ignore_conflicts=True
    )


def tags_of(names: Iterable[str]) -> list[Tag]:
    """The tags with these names, made where there are none."""
    found: dict[str, Tag] = {}
    for name in filter(None, (name.strip() for name in names)):
        key = _tag_key(name)
        if key not in found:
            found[key] = Tag.objects.get_or_create(key=key, defaults={"name": name[:40]})[0]
    return list(found.values())


def _tag_key(name: str) -> str:
    return comparable.words(name.strip())[:40]
