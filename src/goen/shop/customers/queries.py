"""Questions about customers that pages ask."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Prefetch, Q

from goen.shop.customers import comparable
from goen.shop.customers.models import TRASH_KEPT, Address, Customer, Email, Phone

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from goen.shop.customers.models import Attachment, ContactPerson
    from goen.shop.staff.models import Staff

_MOST_SIMILAR = 5
_MOST_BIRTHDAYS = 20
_NEAR = 200  # members of a household, branches: more are counted, not listed
_OF_A_BOND = (
    *("name", "kana_key", "kind", "honorific"),
    *("household_id", "parent_id", "introduced_by_id"),
)


def customer_with_everything(*, customer_id: int) -> Customer:
    """One live customer with all that its page shows. Raises Customer.DoesNotExist."""
    return (
        Customer.objects.live()
        .select_related("owner")
        .prefetch_related(
            Prefetch("phones", Phone.objects.order_by("-is_primary", "position", "id")),
            Prefetch("emails", Email.objects.order_by("-is_primary", "position", "id")),
            Prefetch("addresses", Address.objects.order_by("-is_primary", "position", "id")),
            "tags",
        )
        .get(pk=customer_id)
    )


def contacts_of(*, customer: Customer) -> list[tuple[ContactPerson, list[Phone], list[Email]]]:
    """The contact persons of a company, each with the telephones and mail addresses of theirs."""
    if not customer.is_company:
        return []
    return [
        (
            person,
            [phone for phone in customer.phones.all() if phone.contact_id == person.pk],
            [email for email in customer.emails.all() if email.contact_id == person.pk],
        )
        for person in customer.contacts.all()
    ]


def attachments_of(*, customer: Customer) -> Sequence[Attachment]:
    """The files of a customer, the newest document first."""
    return list(customer.attachments.filter(deleted_at=None))


def related_to(*, customer: Customer) -> list[tuple[str, Customer]]:
    """Who belongs to this customer: ("household" | "branch" | "introduced" | …, that customer)."""
    found: list[tuple[str, Customer]] = []
    if customer.parent and customer.parent.deleted_at is None:
        found.append(("parent", customer.parent))
    if customer.introduced_by and customer.introduced_by.deleted_at is None:
        found.append(("introduced_by", customer.introduced_by))
    ways = Q(parent=customer) | Q(introduced_by=customer)
    if customer.household_id:
        ways |= Q(household=customer.household_id)
    others = Customer.objects.live().filter(ways).exclude(pk=customer.pk).only(*_OF_A_BOND)[:_NEAR]
    for other in sorted(others, key=lambda row: (row.kana_key, row.pk)):
        if customer.household_id and other.household_id == customer.household_id:
            found.append(("household", other))
        if other.parent_id == customer.pk:
            found.append(("branch", other))
        if other.introduced_by_id == customer.pk:
            found.append(("introduced", other))
    return found


def similar_customers(*, values: Mapping[str, Any]) -> list[tuple[Customer, str]]:
    """Customers that are perhaps the same, each with why: "phone", "email" or "address"."""
    phones = {comparable.phone(row["number"]) for row in values.get("phones", ())} - {""}
    emails = {comparable.email(row["address"]) for row in values.get("emails", ())} - {""}
    found: dict[int, tuple[Customer, str]] = {}
    for customer in _with(Phone, phones):
        found.setdefault(customer.pk, (customer, "phone"))
    for customer in _with(Email, emails):
        found.setdefault(customer.pk, (customer, "email"))
    for customer in _same_name_and_place(values):
        found.setdefault(customer.pk, (customer, "address"))
    return list(found.values())[:_MOST_SIMILAR]


def _with(model: type[Phone | Email], keys: set[str]) -> list[Customer]:
    if not keys:
        return []
    ids = model._default_manager.filter(key__in=keys).values("customer_id")[:50]
    rows = Customer.objects.live().filter(pk__in=[row["customer_id"] for row in ids])
    return list(rows[:_MOST_SIMILAR])


def _same_name_and_place(values: Mapping[str, Any]) -> list[Customer]:
    """Those with the same name at one of the same postal codes."""
    codes = {comparable.postal(row["postal_code"]) for row in values.get("addresses", ())} - {""}
    if not codes:
        return []
    draft = Customer(kind=values.get("kind", "PERSON"), name=values["name"])
    comparable.fill(draft)
    place = Address.objects.filter(customer=OuterRef("pk"), postal_key__in=codes)
    rows = Customer.objects.live().filter(Exists(place), name_key=draft.name_key)
    return list(rows[:_MOST_SIMILAR])


def trashed_customers(*, limit: int = 200) -> Sequence[Customer]:
    """Customers in the trash, the last one first."""
    return list(Customer.objects.trashed().order_by("-deleted_at", "-id")[:limit])


def days_left(*, customer: Customer, now: datetime) -> int:
    """Days until a customer in the trash leaves for ever."""
    assert customer.deleted_at is not None  # noqa: S101
    return max(0, (customer.deleted_at + TRASH_KEPT - now).days)


def birthdays(*, today: date, owner: Staff, days: int = 8) -> list[tuple[date, Customer]]:
    """Birthdays that come: of the owner's customers in the next `days` days, of all of them today.

    Those born on 29 February have theirs on 28 February in other years.
    """
    wanted = _birth_days(today=today, days=days)
    rows = (
        Customer.objects.live()
        .filter(kind=Customer.Kind.PERSON)
        .exclude(stage=Customer.Stage.SUSPENDED)
        .select_related("owner")
    )
    mine = list(rows.filter(birth_day__in=wanted, owner=owner)[:_NEAR])
    now = [day for day, when in wanted.items() if when == today]
    ours = list(rows.filter(birth_day__in=now).exclude(owner=owner)[:_MOST_BIRTHDAYS])
    found = [(wanted[row.birth_day or 0], row) for row in mine + ours]
    return sorted(found, key=lambda pair: (pair[0], pair[1].kana_key, pair[1].pk))


def _birth_days(*, today: date, days: int) -> dict[int, date]:
    """The next days as month × 100 + day, each with the day on which it is kept."""
    wanted: dict[int, date] = {}
    for number in range(days):
        day = today + timedelta(days=number)
        wanted[day.month * 100 + day.day] = day
        if (day.month, day.day) == (2, 28) and (day + timedelta(days=1)).day == 1:
            wanted[229] = day
    return wanted
