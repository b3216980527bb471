"""What upper rooms add to customers: parts of the form, refusals, words, what people may ask for.

Filled in each app's `ready()`. Own fields are a `FormSection`; consent gives `refusals`; whatever
room keeps facts about a customer adds a `Disclosure` and an `Eraser` for the request desk.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from goen.shop.ui.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from django import forms
    from django.utils.functional import _StrPromise

    from goen.shop.customers.models import Customer
    from goen.shop.customers.snapshot import Values
    from goen.shop.staff.models import Staff
    from goen.shop.staff.trail import Change

    Words = str | _StrPromise


class FormSection(Protocol):
    """A part of the form of a customer that another room owns and keeps.

    Its values are plain (JSON) and known by the names of its fields. `customer` is None while a new
    one is entered, `kind` is the kind chosen. They take part in the optimistic lock: `values` is
    what is kept now, `fields` the form fields, `former` the names of those no longer asked for
    whose history `by` may see, `label` what one is called, `clean` turns what the form understood
    into plain values or raises ValidationError, `save` keeps the values it is given and returns
    what differed; the operation that saves the customer writes that on its trail as `name.field`.
    """

    name: str  # the prefix of its fields in the form, and in the trail: "fields.tea_taste"
    title: Words
    order: int

    def fields(
        self, *, kind: str, customer: Customer | None, by: Staff
    ) -> Mapping[str, forms.Field]: ...

    def former(self, *, by: Staff) -> Iterable[str]: ...

    def label(self, name: str) -> Words: ...

    def values(self, *, customer: Customer) -> Mapping[str, Any]: ...

    def values_of_many(
        self, *, customers: Sequence[Customer]
    ) -> Mapping[int, Mapping[str, Any]]: ...

    def clean(
        self, *, kind: str, customer: Customer | None, values: Mapping[str, Any]
    ) -> Mapping[str, Any]: ...

    def save(
        self,
        *,
        by: Staff | None,
        customer: Customer,
        values: Mapping[str, Any],
        now: datetime,
        group: UUID,
    ) -> list[Change]: ...

    def save_many(
        self,
        *,
        by: Staff | None,
        values: Mapping[int, Mapping[str, Any]],
        now: datetime,
        group: UUID,
    ) -> Mapping[int, list[Change]]:
        """The same for many customers, values and changes by customer."""
        ...


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a customer must not be reached by a channel."""

    reason: Words
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Refusals:
    """Who knows of refusals: `of` gives those of one customer by channel.

    Channels: "mail", "post", "phone", "sms", "line", "visit".
    """

    name: str
    of: Callable[[Customer], Mapping[str, Refusal]]
    order: int = 0


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What one room knows about a customer, as rows for the person who asks for it.

    `files` gives the files it keeps of them: the name to hand them out under, the name on our disk.
    """

    name: str
    label: Words
    columns: Sequence[Words]
    rows: Callable[[Customer], Iterable[Sequence[str | int | None]]]
    order: int
    files: Callable[[Customer], Iterable[tuple[str, str]]] = lambda _customer: ()


@dataclass(frozen=True, slots=True)
class Eraser:
    """Removes what one room knows about a person; figures that name nobody may stay."""

    name: str
    label: Words
    erase: Callable[[Staff, Customer, datetime, UUID], None]
    order: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why somebody should perhaps not be entered: `of` gives sentences about typed values."""

    name: str
    of: Callable[[Values], Sequence[str]]
    order: int = 0


@dataclass(frozen=True, slots=True)
class FoundBy:
    """Further texts that search finds customers by: `texts` gives them by id, for many at once."""

    name: str
    texts: Callable[[Sequence[int]], Mapping[int, Sequence[str]]]
    order: int = 0


@dataclass(frozen=True, slots=True)
class Belonging:
    """Rows of another room that are a part of the customer: whoever has them is not used yet.

    Rows of any other model that point to a customer are a use of it.
    """

    name: str  # of the model, "fields.OwnValue"
    order: int = 0


@dataclass(frozen=True, slots=True)
class Use:
    """Says which customers are used in a way that no relation tells.

    `of` is asked with their ids and the group of the trail that entered them.
    """

    name: str
    of: Callable[[Sequence[int], UUID], Iterable[int]]
    order: int = 0


@dataclass(frozen=True, slots=True)
class TrailField:
    """How the history of a customer names what another room wrote on the trail, and its values."""

    name: str
    label: Words
    written: Callable[[Any], Words] = str
    order: int = 0


@dataclass(frozen=True, slots=True)
class NameMark:
    """What another room puts beside the names of customers: "VIP".

    `of` gives, for many at once, the `value` that `template` shows; who is not in it has no mark.
    The list of customers and the page of one have a place of their own for what is not `in_list`.
    """

    name: str
    template: str
    of: Callable[[Sequence[int]], Mapping[int, Any]]
    order: int = 0
    in_list: bool = True


form_sections: Registry[FormSection] = Registry()
refusals: Registry[Refusals] = Registry()
disclosures: Registry[Disclosure] = Registry()
erasers: Registry[Eraser] = Registry()
doubts: Registry[Doubt] = Registry()
found_by: Registry[FoundBy] = Registry()
trail_fields: Registry[TrailField] = Registry()
belongings: Registry[Belonging] = Registry()
uses: Registry[Use] = Registry()
name_marks: Registry[NameMark] = Registry()


def marks_of(ids: Sequence[int], *, in_list: bool) -> dict[int, list[tuple[str, Any]]]:
    """The marks of each customer, as templates with their values."""
    found: dict[int, list[tuple[str, Any]]] = {}
    for mark in name_marks:
        if mark.in_list or not in_list:
            for pk, value in mark.of(ids).items():
                found.setdefault(pk, []).append((mark.template, value))
    return found


def refused(customer: Customer) -> dict[str, Refusal]:
    """The refusals of one customer, by channel, from every room that knows of any."""
    found: dict[str, Refusal] = {}
    for source in refusals:
        found.update(source.of(customer))
    return found
