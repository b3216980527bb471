"""Addresses as keyed hashes, so that a refusal outlives the customer and names nobody."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING, Any

from django.conf import settings

from goen.shop.consent.models import Channel
from goen.shop.customers import comparable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from goen.shop.customers.models import Customer


def digests_of(customer: Customer, channel: str) -> list[str]:
    """Return the hashes of the addresses by which `channel` reaches the customer now."""
    return [digest(channel=channel, key=key) for key in keys_of(customer=customer, channel=channel)]


def digest(*, channel: str, key: str) -> str:
    """Return the hash of a comparable address; without the shop's secret key nobody can make it."""
    secret = hashlib.sha256(f"suppression:{settings.SECRET_KEY}".encode()).digest()
    return hmac.new(secret, f"{channel}:{key}".encode(), hashlib.sha256).hexdigest()


def keys_of(*, customer: Customer, channel: str) -> Iterable[str]:
    """Return the comparable addresses by which `channel` reaches the customer.

    LINE has no address here yet; a visit goes to where post goes.
    """
    match channel:
        case Channel.MAIL:
            return [email.key for email in customer.emails.all() if email.key]
        case Channel.PHONE | Channel.SMS:
            return [phone.key for phone in customer.phones.all() if phone.key]
        case Channel.POST | Channel.VISIT:
            return [
                f"{address.postal_key} {address.key}"
                for address in customer.addresses.all()
                if address.key
            ]
    return []


def keys_written(*, field: str, rows: Iterable[Mapping[str, Any]], channel: str) -> Iterator[str]:
    """Return the comparable addresses in a value of the trail: rows of telephones, contacts …"""
    for row in rows:
        match field, channel:
            case "emails", Channel.MAIL:
                yield comparable.email(row["address"])
            case "phones", Channel.PHONE | Channel.SMS:
                yield comparable.phone(row["number"])
            case "contacts", Channel.MAIL:
                yield from map(comparable.email, row["emails"])
            case "contacts", Channel.PHONE | Channel.SMS:
                yield from map(comparable.phone, row["phones"])
            case "addresses", Channel.POST | Channel.VISIT:
                yield f"{comparable.postal(row['postal_code'])} {comparable.address(row)}"
