"""Addresses as keyed hashes, so that a refusal outlives the customer and names nobody."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

from django.conf import settings

from goen.shop.consent.models import Channel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goen.shop.customers.models import Customer


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
