"""What search knows of a customer, and how a customer looks among its results."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from goen.shop.customers import registry
from goen.shop.customers.models import Customer
from goen.shop.customers.snapshot import snapshots
from goen.shop.ui import search
from goen.shop.ui.registry import Hit
from goen.shop.ui.search import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from goen.shop.customers.snapshot import Values

KIND = "customer"
_SHOWN = ("phones", "addresses")


def index_customers(
    *, customers: Sequence[Customer], values: Mapping[int, Values] | None = None
) -> None:
    """Make the customers found by what is kept now: their `values`, if these are known."""
    said = snapshots(customers) if values is None else values
    ids = [customer.pk for customer in customers]
    further = _further(ids)
    objects = [(pk, [*words_of(said[pk]), *further.get(pk, ())]) for pk in ids]
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


def words_of(values: Values) -> Iterator[Words]:
    """All texts by which a customer is found, the telling ones first."""
    yield Words(search.NAME, values["name"])
    yield Words(search.KANA, values["kana"])
    yield Words(search.CODE, values["code"])
    for number in (row["number"] for row in values["phones"]):
        yield Words(search.PHONE, number)
    for address in (row["address"] for row in values["emails"]):
        yield Words(search.EMAIL, address)
    for place in values["addresses"]:
        line = f"{place['prefecture']}{place['city']}{place['street']}"
        yield Words(search.ADDRESS, place["postal_code"])
        yield Words(search.ADDRESS, f"{line} {place['building']}".strip())
    for person in values["contacts"]:
        yield from _words_of_person(person)
    for number in (values["corporate_number"], values["invoice_number"]):
        yield Words(search.CODE, number)


def _words_of_person(person: Values) -> Iterator[Words]:
    yield Words(search.OTHER, f"{person['name']} {person['department']}")
    yield Words(search.KANA, person["kana"])
    for number in person["phones"]:
        yield Words(search.PHONE, number)
    for address in person["emails"]:
        yield Words(search.EMAIL, address)


def hits(ids: Sequence[int]) -> list[Hit]:
    """The customers with these ids as lines of the results, in the same order."""
    rows = {
        row.pk: row
        for row in Customer.objects.live()
        .select_related("owner")
        .prefetch_related(*_SHOWN)
        .filter(pk__in=ids)
    }
    marks = registry.marks_of(list(rows), in_list=False)
    return [_hit(rows[pk], marks.get(pk, ())) for pk in ids if pk in rows]


def _hit(customer: Customer, marks: Sequence[tuple[str, Any]]) -> Hit:
    phones, addresses = customer.phones.all(), customer.addresses.all()
    parts = [customer.kana, customer.code]
    parts += [phones[0].number] if phones else []
    parts += [f"{addresses[0].prefecture}{addresses[0].city}"] if addresses else []
    return Hit(
        url=reverse("customer", args=[customer.pk]),
        title=customer.name,
        sub="・".join(filter(None, parts)),
        context={"customer": customer, "marks": marks},
    )


def look_for(*, words: str, limit: int = 10) -> list[Customer]:
    """Customers found by `words`, the best first."""
    ids = [found.object_id for found in search.find(query=words, limit=limit, kinds=[KIND])]
    rows = {row.pk: row for row in Customer.objects.live().filter(pk__in=ids)}
    return [rows[pk] for pk in ids if pk in rows]
