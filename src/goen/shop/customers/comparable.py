"""Comparable forms of what people typed about a customer, by `goen.japanese`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language

from goen import japanese

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goen.japanese import Text
    from goen.shop.customers.models import Customer


def person(name: str) -> str:
    """The name of a person in the form in which two of them are the same."""
    return japanese.person_key(text=name)[:200]


def words(text: str) -> str:
    """A tag or a label in the form in which two of them are the same."""
    return japanese.fold(text)


def phone(number: str) -> str:
    """The digits of a telephone number, as dialled in Japan."""
    return japanese.phone_key(text=number)[:40]


def email(address: str) -> str:
    """A mail address in the form in which two of them are the same."""
    return japanese.email_key(text=address)[:254]


def postal(code: str) -> str:
    """The seven digits of a postal code; empty for what is none."""
    return japanese.postal_key(text=code)


def address(row: Mapping[str, str]) -> str:
    """A postal address in the form in which two of them are the same."""
    parts = (row.get(name, "") for name in ("prefecture", "city", "street", "building"))
    return japanese.address_key(text="".join(parts))[:500]


def corporate_number(number: str) -> str:
    """The thirteen digits of a corporate number, as they are kept."""
    return japanese.corporate_number_key(text=number)


def invoice_number(number: str) -> str:
    """T and thirteen digits of an invoice number, as they are kept."""
    return japanese.invoice_number_key(text=number)


def corporate_number_problem(number: str) -> str | None:
    """Why this cannot be a corporate number."""
    return told(japanese.corporate_number_problem(number=number))


def invoice_number_problem(number: str, *, of_company: bool) -> str | None:
    """Why this cannot be an invoice number; those of persons have no check digit."""
    return told(japanese.invoice_number_problem(number=number, corporation=of_company))


def told(reason: Text | None) -> str | None:
    """The sentence in the language of the reader."""
    return reason.text(get_language() or "ja") if reason else None


def fill(customer: Customer) -> None:
    """Set what is derived: the keys that lists and search compare by, the day of birth."""
    key = japanese.company_key if customer.is_company else japanese.person_key
    customer.name_key = key(text=customer.name)[:200]
    customer.kana_key = japanese.kana_key(text=customer.kana)[:200] or customer.name_key
    born = customer.birthday
    customer.birth_day = born.month * 100 + born.day if born else None
