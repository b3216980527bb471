"""Putting plain values into the rows of a customer; rows that stay keep their identity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goen.shop.customers import comparable
from goen.shop.customers.models import Address, ContactPerson, Email, Phone, Tag, Tagging
from goen.shop.customers.snapshot import with_rows
from goen.shop.ui.inserting import give_ids, insert

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.db.models import Model

    from goen.shop.customers.models import Customer
    from goen.shop.customers.snapshot import Values


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


def write_new(pairs: Sequence[tuple[Customer, Mapping[str, Any]]]) -> None:
    """Write the rows of customers who have none yet, all together; the customers know them then."""
    tags = _tags_by_key(pairs)
    people = [_new_contacts(customer, values) for customer, values in pairs]
    contacts = [contact for theirs in people for contact, _row in theirs]
    give_ids(contacts)
    insert(contacts)
    made = [_new_rows(*pair, one, tags) for pair, one in zip(pairs, people, strict=True)]
    for name in ("phones", "emails", "addresses"):
        insert([one for rows in made for one in rows[name]])
    taggings = []
    for (customer, _values), rows in zip(pairs, made, strict=True):
        taggings += [Tagging(None, customer.pk, tag.pk) for tag in rows["tags"]]
        with_rows(customer, **rows)
    insert(taggings)


def _new_contacts(
    customer: Customer, values: Mapping[str, Any]
) -> list[tuple[ContactPerson, Values]]:
    """The contact persons of a new company, yet to be written, each with what it is made of."""
    made = []
    given = [row for row in values.get("contacts", ()) if row.get("name", "").strip()]
    for position, row in enumerate(_one_primary(given)):
        contact = ContactPerson(customer=customer)
        _set_contact(contact, row=row, position=position)
        made.append((contact, row))
    return made


def _new_rows(
    customer: Customer,
    values: Mapping[str, Any],
    people: Sequence[tuple[ContactPerson, Values]],
    tags: Mapping[str, Tag],
) -> dict[str, list[Any]]:
    """The rows of a new customer, yet to be written."""
    keys = dict.fromkeys(_tag_key(name) for name in values.get("tags", ()))
    phones = _made(Phone, _phones(values.get("phones", ())), customer=customer)
    emails = _made(Email, _emails(values.get("emails", ())), customer=customer)
    for contact, row in people:
        given = _phones({"number": text} for text in row.get("phones", ()))
        phones += _made(Phone, given, customer=customer, contact=contact)
        given = _emails({"address": text} for text in row.get("emails", ()))
        emails += _made(Email, given, customer=customer, contact=contact)
    return {
        "phones": phones,
        "emails": emails,
        "addresses": _made(Address, _addresses(values.get("addresses", ())), customer=customer),
        "contacts": [contact for contact, _row in people],
        "tags": [tags[key] for key in keys if key in tags],
    }


def _made(
    model: type[Model],
    rows: Sequence[dict[str, Any]],
    *,
    customer: Customer,
    contact: ContactPerson | None = None,
) -> list[Model]:
    """New rows; values in the order of the fields make objects in a third of the time."""
    owners: dict[str, Any] = {"id": None, "customer": customer.pk}
    owners["contact"] = contact and contact.pk
    names = [field.name for field in model._meta.concrete_fields]
    made = []
    for position, row in enumerate(rows):
        values = {**owners, **row, "position": position}
        made.append(model(*(values[name] for name in names)))
    return made


def _tags_by_key(pairs: Sequence[tuple[Customer, Mapping[str, Any]]]) -> dict[str, Tag]:
    names = {name for _customer, values in pairs for name in values.get("tags", ())}
    return {tag.key: tag for tag in tags_of(sorted(names))}


def write_contacts(customer: Customer, rows: Iterable[Values]) -> None:
    """Make the contact persons of the company equal `rows`; `id` tells who stays the same."""
    given = _one_primary([row for row in rows if row.get("name", "").strip()])
    customer.contacts.update(is_primary=False)
    known = {contact.pk: contact for contact in customer.contacts.all()}
    for position, row in enumerate(given):
        contact = known.pop(row.get("id") or 0, None) or ContactPerson(customer=customer)
        if contact.pk is None and row.get("id") and not _taken(row["id"]):
            contact.pk = row["id"]  # an undone removal: what pointed to this person finds them
        _fill_contact(contact, row=row, position=position)
        write_phones(customer, [{"number": text} for text in row.get("phones", [])], contact)
        write_emails(customer, [{"address": text} for text in row.get("emails", [])], contact)
    customer.contacts.filter(pk__in=list(known)).delete()


def _taken(contact_id: int) -> bool:
    return ContactPerson.objects.filter(pk=contact_id).exists()


def _fill_contact(contact: ContactPerson, *, row: Values, position: int) -> None:
    _set_contact(contact, row=row, position=position)
    contact.save()


def _set_contact(contact: ContactPerson, *, row: Values, position: int) -> None:
    for name in ("name", "kana", "department", "title"):
        setattr(contact, name, row.get(name, "").strip())
    contact.name_key = comparable.person(contact.name)
    contact.has_left = bool(row.get("left"))
    contact.is_primary = row["primary"]
    contact.position = position


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
