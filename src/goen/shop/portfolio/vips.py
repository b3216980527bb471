"""The board of VIPs: whom everybody in the company knows by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse

from goen.analysis.indicators import INDICATORS
from goen.shop.customers.models import Customer
from goen.shop.portfolio.place import place_shown
from goen.shop.portfolio.queries import shown, vips
from goen.shop.staff.models import Staff
from goen.shop.touches.models import Action
from goen.shop.ui.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from goen.japanese import Text
    from goen.shop.portfolio.models import Standing
    from goen.shop.portfolio.place import Place

PAGE = 200
MANY = 5_000  # beyond, nobody knows them all by name, and those who bought most are shown
NOBODY = 0  # in the place of an owner: those whom nobody looks after


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done next for a customer, and where; `due_on` is None where no day is set."""

    what: str
    url: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class NextSteps:
    """What an upper room would do next for customers of whom nothing is planned.

    `ask` gets their numbers and the day; of two rooms the one with the lower `order` is heard.
    """

    key: str
    ask: Callable[[Sequence[int], date], Mapping[int, Step]]
    order: int


next_steps: Registry[NextSteps] = Registry()


@dataclass(frozen=True, slots=True)
class Vip:
    """One line of the board; `with_whom`: the persons of a company, or a person's company."""

    customer: Customer
    standing: Standing
    place: Place
    with_whom: str
    step: Step | None


@dataclass(frozen=True, slots=True)
class Owner:
    """A choice of the board: who looks after VIPs, and after how many."""

    key: int
    name: str
    count: int


def indicators() -> tuple[Text, Text]:
    """The names of the two indicators that make a VIP."""
    cuts = shown().limits.two_axis
    return INDICATORS[cuts.x].name, INDICATORS[cuts.y].name


def owners() -> list[Owner]:
    """Who looks after VIPs, the most first; those without an owner last, if there are any."""
    counted: dict[int | None, int] = dict(
        _vips()
        .order_by()
        .values_list("owner")
        .annotate(count=Count("pk"))
        .values_list("owner", "count")
    )
    names = dict(
        Staff.objects.filter(pk__in=[key for key in counted if key]).values_list("pk", "name")
    )
    found = [Owner(key, names[key], counted[key]) for key in names]
    nobody = [Owner(NOBODY, "", counted[None])] if None in counted else []
    return [*sorted(found, key=lambda one: (-one.count, one.name)), *nobody]


def lapsed(*, owner: int | None, today: date) -> int:
    """How many VIPs of one owner, or of all, have lapsed."""
    return _of(owner).filter(pk__in=_lapsed(today).values("customer")).count()


def are_many() -> bool:
    """Whether there are so many VIPs that the board shows those alone who bought most."""
    return vips()[: MANY + 1].count() > MANY


def largest(*, today: date) -> list[Vip]:
    """The `PAGE` VIPs who bought most in 12 months."""
    rows = vips().filter(customer__deleted_at=None).order_by("-amount_12m", "customer")
    ids = list(rows.values_list("customer", flat=True)[:PAGE])
    people = _with_relations(Customer.objects.live()).in_bulk(ids)
    return _lines([people[pk] for pk in ids if pk in people], today=today)


def board(*, owner: int | None, start: int, today: date) -> list[Vip]:
    """At most `PAGE` VIPs from the one at `start` on; of one owner, or all.

    Those who are active come first, then those who lapsed, each by their kana.
    """
    gone = Exists(_lapsed(today).filter(customer=OuterRef("pk")))
    rows = _with_relations(_of(owner)).order_by(gone, "kana_key", "pk")
    return _lines(list(rows[start : start + PAGE]), today=today)


def _with_relations(rows: QuerySet[Customer]) -> QuerySet[Customer]:
    return rows.select_related("owner", "parent").prefetch_related("contacts")


def _lines(customers: Sequence[Customer], *, today: date) -> list[Vip]:
    ids = [one.pk for one in customers]
    now, steps = shown(), _steps(ids, today)
    standings = {one.customer_id: one for one in vips().filter(customer__in=ids)}
    return [
        Vip(
            one,
            standings[one.pk],
            place_shown(standing=standings[one.pk], today=today, limits=now.limits),
            _with_whom(one),
            steps.get(one.pk),
        )
        for one in customers
        if one.pk in standings
    ]


def _vips() -> QuerySet[Customer]:
    return Customer.objects.live().filter(pk__in=vips().values("customer"))


def _of(owner: int | None) -> QuerySet[Customer]:
    return _vips() if owner is None else _vips().filter(owner=owner or None)


def _lapsed(today: date) -> QuerySet[Standing]:
    return vips().filter(lapses_on__lte=today)


def _with_whom(customer: Customer) -> str:
    if customer.kind == Customer.Kind.COMPANY:
        return "、".join(one.name for one in customer.contacts.all() if not one.has_left)
    return customer.parent.name if customer.parent else ""


def _steps(ids: Sequence[int], today: date) -> dict[int, Step]:
    """The next thing to do for each: what somebody planned, else what the upper rooms suggest."""
    rows = Action.objects.open().filter(customer__in=ids).order_by("-due_on", "-pk")
    found = {
        one.customer_id: Step(one.what, reverse("action_edit", args=[one.pk]), one.due_on)
        for one in rows
        if one.customer_id
    }
    for room in next_steps:
        left = [pk for pk in ids if pk not in found]
        if left:
            found = {**room.ask(left, today), **found}
    return found
