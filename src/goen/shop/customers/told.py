"""What this room tells a person who asks what is kept of them, in words and times of the day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.dateparse import parse_datetime
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from goen.shop.customers import history
from goen.shop.staff.action_names import action_name
from goen.shop.staff.models import Trail

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from goen.shop.customers.models import Attachment, ContactPerson, Customer

COLUMNS = (gettext_lazy("What"), gettext_lazy("Content"))
HISTORY = (
    gettext_lazy("When"),
    pgettext_lazy("history", "What was done"),
    gettext_lazy("What"),
    gettext_lazy("Before"),
    gettext_lazy("After"),
)
_TOLD = (
    *("name", "kana", "code", "kind", "stage", "honorific", "birthday", "source", "memo"),
    *("corporate_number", "invoice_number", "shelf"),
)


def card(customer: Customer) -> Sequence[Sequence[str | int | None]]:
    """Everything on the customer's card, one row each."""
    rows = (*_values(customer), *_people(customer), *_reached(customer), *_kept(customer))
    return [(str(label), text) for label, text in rows if text]


def _values(customer: Customer) -> Iterator[tuple[Any, str]]:
    for name in _TOLD:
        shown = getattr(customer, f"get_{name}_display", lambda name=name: getattr(customer, name))
        yield history.label_of(name), str(shown() or "")
    yield _("Entered"), moment(customer.created_at)
    yield _("Changed"), moment(customer.updated_at)
    yield _("Last contact"), moment(customer.last_touch_at)


def _people(customer: Customer) -> Iterator[tuple[Any, str]]:
    """Those whom the customer has to do with."""
    yield history.label_of("owner"), customer.owner.name if customer.owner else ""
    if customer.household:
        members = customer.household.members.live().exclude(pk=customer.pk).order_by("pk")
        yield history.label_of("household"), _names(members)
    yield history.label_of("parent"), str(customer.parent or "")
    yield _("Branches"), _names(customer.branches.live().order_by("pk"))
    yield history.label_of("introduced_by"), str(customer.introduced_by or "")


def _names(rows: Iterable[Customer]) -> str:
    return _(", ").join(row.name for row in rows)


def _reached(customer: Customer) -> Iterator[tuple[Any, str]]:
    for phone in customer.own_phones:
        yield _("Telephone"), _words(phone.label, phone.number)
    for email in customer.own_emails:
        yield _("E-mail"), _words(email.label, email.address)
    for address in customer.addresses.all():
        yield _("Address"), _words(address.label, address.postal_code, str(address))
    for contact in customer.contacts.all():
        yield _("Contact person"), _contact(contact)


def _contact(contact: ContactPerson) -> str:
    return _words(
        *(contact.department, contact.title, contact.name, contact.kana),
        *(phone.number for phone in contact.phones.all()),
        *(email.address for email in contact.emails.all()),
        _("(has left)") if contact.has_left else "",
    )


def _words(*parts: str) -> str:
    return " ".join(filter(None, parts))


def _kept(customer: Customer) -> Iterator[tuple[Any, str]]:
    for tag in customer.tags.order_by("name"):
        yield _("Tag"), tag.name
    for one in _attachments(customer):
        yield _("File"), _words(one.document_on.isoformat(), one.name, one.note)


def _attachments(customer: Customer) -> Iterable[Attachment]:
    return customer.attachments.filter(deleted_at=None)


def kept_files(customer: Customer) -> Iterator[tuple[str, str]]:
    """The files on the card: the name people gave, and the name on our disk."""
    for one in _attachments(customer):
        yield one.name, one.stored


def changes(customer: Customer) -> Iterator[Sequence[str | int | None]]:
    """Every value the customer ever had, from what to what and when."""
    rows = Trail.objects.filter(kind="customer", object_id=customer.pk).order_by("pk")
    erased = history.erased_at(customer_id=customer.pk)
    for row in rows.filter(pk__gt=erased):
        names = history.names_of(
            (one["field"], one.get(side)) for one in row.changes for side in ("from", "to")
        )
        done = str(history.ACTIONS.get(row.action) or action_name(row.action))
        for one in row.changes:
            value = history.in_words(one, names)
            yield moment(row.at), done, str(value.label), _plain(value.before), _plain(value.after)


def _plain(text: str) -> str:
    """A value of the history; a moment in it as people read it."""
    try:
        at = parse_datetime(text) if "T" in text or "+" in text else None
    except ValueError:
        return text
    return moment(at) if at and at.tzinfo else text


def moment(at: datetime | None) -> str:
    """A moment by the clock on the wall, to the minute; nothing is empty."""
    return f"{localtime(at):%Y-%m-%d %H:%M}" if at else ""
