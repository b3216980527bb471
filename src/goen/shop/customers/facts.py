"""What customers can be filtered by that stands in other rows: ways to reach them, bonds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from goen.shop.customers import comparable
from goen.shop.customers.models import Address, Customer, Email, Phone
from goen.shop.ui.lists import Asking, Comparison, Fact

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.db.models import Model

_NOBODY = Q(pk__in=())


def _some(model: type[Model], where: Q | None = None) -> Q:
    rows = model._default_manager.filter(customer=OuterRef("pk"))
    return Q(Exists(rows.filter(where) if where else rows))


def _written(
    model: type[Model], key: Callable[[str], str]
) -> Callable[[Fact, Sequence[Any], Asking], Q]:
    """Whether the comparable form of any row holds that of the typed text."""

    def q(_fact: Fact, values: Sequence[Any], _asking: Asking) -> Q:
        wanted = key(str(values[0]))
        return _some(model, Q(key__contains=wanted)) if wanted else _NOBODY

    return q


def _reach(
    model: type[Model], key: Callable[[str], str], *more: Comparison
) -> tuple[Comparison, ...]:
    return (
        Comparison("yes", _("there is one"), "", lambda _f, _v, _a: _some(model)),
        Comparison("no", _("there is none"), "", lambda _f, _v, _a: ~_some(model)),
        Comparison("contains", _("contains"), "text", _written(model, key)),
        *more,
    )


def _lives_in(_fact: Fact, values: Sequence[Any], _asking: Asking) -> Q:
    place = str(values[0])
    return _some(Address, Q(prefecture__startswith=place) | Q(city__startswith=place))


def _posted_to(_fact: Fact, values: Sequence[Any], _asking: Asking) -> Q:
    digits = comparable.phone(str(values[0]))[:7]
    return _some(Address, Q(postal_key__startswith=digits)) if digits else _NOBODY


def _bond(name: str) -> tuple[Comparison, ...]:
    there = Q(**{f"{name}__isnull": False})
    return (
        Comparison("yes", _("there is one"), "", lambda _f, _v, _a: there),
        Comparison("no", _("there is none"), "", lambda _f, _v, _a: ~there),
    )


def _branches(_fact: Fact, _values: Sequence[Any], _asking: Asking) -> Q:
    return Q(Exists(Customer.objects.live().filter(parent=OuterRef("pk"))))


_POSTAL = Comparison("postal", _("postal code begins with"), "text", _posted_to)
_PLACE = Comparison("starts", _("begins with"), "text", _lives_in)

FACTS = (
    Fact("place", _("Prefecture or city"), "own", own=(_PLACE,), order=10),
    Fact("has_phone", _("Telephone"), "own", own=_reach(Phone, comparable.phone), order=11),
    Fact("has_email", _("E-mail"), "own", own=_reach(Email, comparable.email), order=12),
    Fact(
        "has_address",
        _("Address"),
        "own",
        own=_reach(Address, lambda text: comparable.address({"street": text}), _POSTAL),
        order=13,
    ),
    Fact("corporate_number", _("Corporate number"), "text", "corporate_number", order=19),
    Fact("invoice_number", _("Invoice number"), "text", "invoice_number", order=20),
    Fact("household", _("Household"), "own", own=_bond("household"), order=21),
    Fact(
        "parent",
        _("Head office"),
        "own",
        own=(
            *_bond("parent"),
            Comparison("branches", _("is one, with branches"), "", _branches),
        ),
        order=22,
    ),
)
