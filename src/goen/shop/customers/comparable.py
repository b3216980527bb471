"""Comparable forms of what people typed about a customer, by `goen.japanese`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from goen.japanese import fold, plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goen.shop.customers.models import Customer


def person(name: str) -> str:
    return fold(name).replace(" ", "")


def words(text: str) -> str:
    """A tag or a label in the form in which two of them are the same."""
    return fold(text)


def phone(number: str) -> str:
    return re.sub(r"\D", "", plain(number))


def email(address: str) -> str:
    return fold(address)


def postal(code: str) -> str:
    return re.sub(r"\D", "", plain(code))[:7]


def address(row: Mapping[str, str]) -> str:
    return fold("".join(row.get(n, "") for n in ("prefecture", "city", "street", "building")))


def fill(customer: Customer) -> None:
    """Set what is derived: the keys that lists and search compare by, the day of birth."""
    customer.name_key = person(customer.name)[:200]
    customer.kana_key = person(customer.kana)[:200] or customer.name_key
    born = customer.birthday
    customer.birth_day = born.month * 100 + born.day if born else None


def corporate_number_problem(number: str) -> str | None:
    return None


def invoice_number_problem(number: str) -> str | None:
    return None


def holds_my_number(text: str) -> bool:
    return False
