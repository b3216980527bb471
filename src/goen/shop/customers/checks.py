"""What cannot be kept about a customer, and why: the same for forms, imports and operations."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from goen.shop.customers import comparable
from goen.shop.customers.models import Customer
from goen.shop.ui import my_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from goen.shop.customers.snapshot import Values

Problems = dict[str, list[str]]

_LIMITS = {
    "code": 40,
    "name": 200,
    "kana": 200,
    "honorific": 20,
    "source": 100,
    "memo": 10_000,
    "shelf": 100,
}


def problems(*, values: Mapping[str, Any], customer: Customer | None) -> Problems:
    """What is wrong with the values, by field; only named values are looked at."""
    found: Problems = {}
    for field, words in _all(values, customer):
        found.setdefault(field, []).append(words)
    return found


def problems_of_many(*, values: Sequence[Mapping[str, Any]]) -> list[Problems]:
    """What is wrong with each of many new customers; of the same number twice, with the second."""
    codes = [(one.get("code") or "").strip() for one in values]
    taken = dict(
        Customer.objects.live()
        .filter(code__in=set(filter(None, codes)))
        .values_list("code", "name")
    )
    found: list[Problems] = []
    for one, code in zip(values, codes, strict=True):
        problem = problems_of_texts(values=one)
        if code in taken:
            problem.setdefault("code", []).append(_code_taken(taken[code]))
        elif code:
            taken[code] = one.get("name") or ""
        found.append(problem)
    return found


def problems_of_texts(*, values: Mapping[str, Any]) -> Problems:
    """What is wrong with whole values by themselves, whatever else is kept."""
    found: Problems = {}
    for field, words in _alone(values, None):
        found.setdefault(field, []).append(words)
    return found


def may_stand(*, pairs: Sequence[tuple[Customer, Mapping[str, Any]]]) -> list[bool]:
    """Whether the new values of each of many customers can be kept: as `problems`, in one query."""
    codes = [(values.get("code") or "").strip() for _customer, values in pairs]
    rows = Customer.objects.live().filter(code__in=set(filter(None, codes)))
    owners = dict(rows.values_list("code", "pk"))
    good = []
    for (customer, values), code in zip(pairs, codes, strict=True):
        free = not code or owners.setdefault(code, customer.pk) == customer.pk
        good.append(free and not any(_alone(values, customer)))
    return good


def _all(values: Mapping[str, Any], customer: Customer | None) -> Iterator[tuple[str, str]]:
    yield from _code(values, customer)
    yield from _alone(values, customer)


def _alone(values: Mapping[str, Any], customer: Customer | None) -> Iterator[tuple[str, str]]:
    """What is wrong by itself, whatever else is kept."""
    yield from _name(values, customer)
    yield from _birthday(values)
    yield from _numbers(values, customer)
    yield from _too_long(values)
    # An individual number must not be kept by law.
    yield from my_number.refusals(texts=texts_of(values))


def _name(values: Mapping[str, Any], customer: Customer | None) -> Iterator[tuple[str, str]]:
    if ("name" in values or customer is None) and not (values.get("name") or "").strip():
        yield "name", _("Please enter the name.")


def _code(values: Mapping[str, Any], customer: Customer | None) -> Iterator[tuple[str, str]]:
    code = (values.get("code") or "").strip()
    if not code:
        return
    others = Customer.objects.live().filter(code=code)
    if customer is not None:
        others = others.exclude(pk=customer.pk)
    if other := others.first():
        yield "code", _code_taken(other.name)


def _code_taken(name: str) -> str:
    words = _("%(name)s has this customer number already. Please choose another.")
    return words % {"name": name}


def _birthday(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    given = values.get("birthday")
    if not given:
        return
    try:
        date.fromisoformat(given)
    except ValueError:
        yield "birthday", _("This date does not exist.")


def _numbers(values: Mapping[str, Any], customer: Customer | None) -> Iterator[tuple[str, str]]:
    kind = values.get("kind") or (customer.kind if customer else Customer.Kind.PERSON)
    number = values.get("corporate_number")
    if number and (words := comparable.corporate_number_problem(number)):
        yield "corporate_number", words
    number = values.get("invoice_number")
    company = kind == Customer.Kind.COMPANY
    if number and (words := comparable.invoice_number_problem(number, of_company=company)):
        yield "invoice_number", words


def _too_long(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, limit in _LIMITS.items():
        if len(values.get(name) or "") > limit:
            words = _("This is too long: at most %(limit)s characters.")
            yield name, words % {"limit": limit}


def texts_of(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every text in the values with the field it belongs to; telephones are not among them."""
    for field, value in values.items():
        if isinstance(value, str):
            yield field, value
        elif value and field not in ("phones", "sections"):
            yield from ((field, text) for text in _texts(value))
    for section, fields in (values.get("sections") or {}).items():
        for name, value in fields.items():
            yield from ((f"{section}.{name}", text) for text in _texts(value))


def _texts(value: Values | list[Any] | str | int | None) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for name, item in value.items():
            if name != "phones":
                yield from _texts(item)
