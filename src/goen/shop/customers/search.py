"""What search knows of a customer, and how a customer looks among its results."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects
from django.urls import reverse

from goen.shop.customers import registry
from goen.shop.customers.models import Customer
from goen.shop.ui import search
from goen.shop.ui.registry import Hit
from goen.shop.ui.search import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

KIND = "customer"
_SHOWN = ("phones", "addresses")


def index_customers(*, customers: Sequence[Customer], gathered: bool = False) -> None:
    """Make the customers found by what is kept now.

    `gathered`: what they have prefetched was read, or written, in this very transaction.
    """
    rows = list(customers)
    if not gathered:
        for customer in rows:
            customer._prefetched_objects_cache = {}  # type: ignore[attr-defined]
        prefetch_related_objects(rows, "phones", "emails", "addresses", "contacts")
    further = _further([customer.pk for customer in rows])
    objects = [
        (customer.pk, [*words_of(customer), *further.get(customer.pk, ())]) for customer in rows
    ]
    search.index_many(kind=KIND, objects=objects)


def _further(ids: Sequence[int]) -> dict[int, list[Words]]:
    """What other rooms let customers be found by."""
    found: dict[int, list[Words]] = {}
    for source in registry.found_by:
        for pk, texts in source.texts(ids).items():
            found.setdefault(pk, []).extend(Words(search.OTHER, text) for text in texts)
    return found


def forget_customers(*, customer_ids: Sequence[int]) -> None:
    """Let search find the customers no more."""
    search.forget_many(kind=KIND, object_ids=customer_ids)


def words_of(customer: Customer) -> Iterator[Words]:
    """All texts by which a customer is found, the telling ones first."""
    yield Words(search.NAME, customer.name)
    yield Words(search.KANA, customer.kana)
    yield Words(search.CODE, customer.code)
    for phone in customer.phones.all():
        yield Words(search.PHONE, phone.number)
    for email in customer.emails.all():
        yield Words(search.EMAIL, email.address)
    for address in customer.addresses.all():
        yield Words(search.ADDRESS, address.postal_code)
        yield Words(search.ADDRESS, str(address))
    for contact in customer.contacts.all():
        yield Words(search.OTHER, f"{contact.name} {contact.department}")
        yield Words(search.KANA, contact.kana)
    for number in (customer.corporate_number, customer.invoice_number):
        yield Words(search.CODE, number)


def hits(ids: Sequence[int]) -> list[Hit]:
    """The customers with these ids as lines of the results, in the same order."""
    rows = {
        row.pk: row
        for row in Customer.objects.live()
        .select_related("owner")
        .prefetch_related(*_SHOWN)
        .filter(pk__in=ids)
    }
    return [_hit(rows[pk]) for pk in ids if pk in rows]


def _hit(customer: Customer) -> Hit:
    phones, addresses = customer.phones.all(), customer.addresses.all()
    parts = [customer.kana, customer.code]
    parts += [phones[0].number] if phones else []
    parts += [f"{addresses[0].prefecture}{addresses[0].city}"] if addresses else []
    return Hit(
        url=reverse("customer", args=[customer.pk]),
        title=customer.name,
        sub="・".join(filter(None, parts)),
        context={"customer": customer},
    )


def look_for(*, words: str, limit: int = 10) -> list[Customer]:
    """Customers found by `words`, the best first."""
    ids = [found.object_id for found in search.find(query=words, limit=limit, kinds=[KIND])]
    rows = {row.pk: row for row in Customer.objects.live().filter(pk__in=ids)}
    return [rows[pk] for pk in ids if pk in rows]
