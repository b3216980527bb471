from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from goen.shop.customers import operations

if TYPE_CHECKING:
    from collections.abc import Callable

    from goen.shop.customers.models import Customer
    from goen.shop.staff.models import Staff

NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)

PERSON: dict[str, Any] = {
    "name": "勅使河原 冴子",
    "kana": "てしがわら さえこ",
    "code": "A-00214",
    "birthday": "1960-02-29",
    "phones": [
        {"label": "携帯", "number": "090-1234-5678", "primary": True},
        {"label": "自宅", "number": "0258-32-1234", "primary": False},
    ],
    "emails": [{"label": "", "address": "saeko@example.jp", "primary": True}],
    "addresses": [
        {
            "label": "",
            "postal_code": "940-0062",
            "prefecture": "新潟県",
            "city": "長岡市",
            "street": "大手通1-2-3",
            "building": "",
            "primary": True,
        }
    ],
    "tags": ["ギフト"],
}

COMPANY: dict[str, Any] = {
    "kind": "COMPANY",
    "name": "株式会社みどり商事",
    "kana": "みどりしょうじ",
    "corporate_number": "7000012050002",
    "contacts": [
        {
            "name": "四月一日 環",
            "kana": "わたぬき たまき",
            "department": "総務部",
            "title": "課長",
            "phones": ["03-1111-2222", "090-2222-3333"],
            "emails": ["tamaki@midori.example"],
        }
    ],
}


@pytest.fixture
def enter(people: dict[str, Staff]) -> Callable[..., Customer]:
    """Enter a customer; named values replace those of PERSON."""

    def entered(**values: Any) -> Customer:
        return operations.create_customer(by=people["STAFF"], values={**PERSON, **values}, now=NOW)

    return entered
