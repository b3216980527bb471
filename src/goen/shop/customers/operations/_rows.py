"""Putting plain values into the rows of a customer; rows that stay keep their identity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goen.shop.customers import comparable
from goen.shop.customers.models import Address, ContactPerson, Email, Phone, Tag, Tagging

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
    """Write the rows of customers who have none yet, all together."""
    people = _new_contacts(pairs)
    phones = [(_phones(values.get("phones", ())), customer, None) for customer, values in pairs]
    emails = [(_emails(values.get("emails", ())), customer, None) for customer, values in pairs]
    for person, row in people:
        given = [{"number": text} for text in row.get("phones", ())]
        phones.append((_phones(given), person.customer, person))
        emails.append(
            (
                _emails({"address": text} for text in row.get("emails", ())),
                person.customer,
                person,
            )
        )
    _add(Phone, phones)
    _add(Email, emails)
    Address.objects.bulk_create(
        Address(customer=customer, position=position, **row)
        for customer, values in pairs
        for position, row in enumerate(_addresses(values.get("addresses", ())))
    )
    _new_tags(pairs)


def _add(
    model: type[Phone | Email],
    rows: Iterable[tuple[list[dict[str, Any]], Customer, ContactPerson | None]],
) -> None:
    model._default_manager.bulk_create(
        model(customer=customer, contact=contact, position=position, **row)
        for given, customer, contact in rows
        for position, row in enumerate(given)
    )


def _new_contacts(
    pairs: Sequence[tuple[Customer, Mapping[str, Any]]],
) -> list[tuple[ContactPerson, Values]]:
    """Write contact persons; gives each with the values it came from."""
    made: list[tuple[ContactPerson, Values]] = []
    for customer, values in pairs:
        given = [row for row in values.get("contacts", ()) if row.get("name", "").strip()]
        for position, row in enumerate(_one_primary(given)):
            contact = ContactPerson(customer=customer)
            _set_contact(contact, row=row, position=position)
            made.append((contact, row))
    ContactPerson.objects.bulk_create(contact for contact, _row in made)
    return made


def _new_tags(pairs: Sequence[tuple[Customer, Mapping[str, Any]]]) -> None:
    names = {name for _customer, values in pairs for name in values.get("tags", ())}
    tags = {tag.key: tag for tag in tags_of(sorted(names))}
    Tagging.objects.bulk_create(
        (
            Tagging(customer=customer, tag=tags[key])
            for customer, values in pairs
            for key in dict.fromkeys(_tag_key(name) for name in values.get("tags", ()))
            if key in tags
        )
    )


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
