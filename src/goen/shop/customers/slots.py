"""What the room of customers adds to pages: its panels, facts, the card of birthdays."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from goen.shop.customers import queries
from goen.shop.customers.models import Customer
from goen.shop.customers.paper import channel_name
from goen.shop.staff.access import member
from goen.shop.staff.roles import Ability
from goen.shop.ui.clock import today

if TYPE_CHECKING:
    from django.http import HttpRequest

_MOST_BIRTHDAYS = 8


def owner_fact(_request: HttpRequest, customer: Customer) -> dict[str, Any]:
    """Whose customer it is, and since when the card says so."""
    return {"owner": customer.owner}


def reach_fact(_request: HttpRequest, customer: Customer) -> dict[str, Any]:
    """By which ways the customer can be reached."""
    no = customer.refused
    ways = [
        channel_name(channel)
        for channel, there in (
            ("phone", customer.phones.all()),
            ("mail", customer.emails.all()),
            ("post", customer.addresses.all()),
        )
        if there and channel not in no
    ]
    return {"ways": ways}


def contact_panel(_request: HttpRequest, customer: Customer) -> dict[str, Any]:
    """Telephones, mail addresses, postal addresses, each once."""
    return {"refused": customer.refused}


def card_panel(_request: HttpRequest, customer: Customer) -> dict[str, Any]:
    """What the card says beside the ways to reach the customer."""
    return {"tags": list(customer.tags.all()), "today": today()}


def people_panel(_request: HttpRequest, customer: Customer) -> dict[str, Any]:
    """Contact persons, household, branches, who introduced whom."""
    return {
        "related": queries.related_to(customer=customer),
        "contacts": queries.contacts_of(customer=customer),
    }


def files_panel(_request: HttpRequest, customer: Customer) -> dict[str, Any]:
    """The files of the customer."""
    return {"files": queries.attachments_of(customer=customer), "today": today()}


def start_card(request: HttpRequest) -> dict[str, Any] | None:
    """What to do first, while there are no customers."""
    if Customer.objects.exists():
        return None
    return {"may": member(request).may(Ability.EDIT), "url": reverse("customer_new")}


def birthdays_card(request: HttpRequest) -> dict[str, Any] | None:
    """Birthdays of today and of the next days; nothing when there are none."""
    found = queries.birthdays(today=today(), owner=member(request))
    if not found:
        return None
    shown = found[:_MOST_BIRTHDAYS]
    days = [
        (day, [customer for _, customer in pairs]) for day, pairs in groupby(shown, lambda p: p[0])
    ]
    return {"days": days, "more": len(found) - len(shown), "today": today()}
