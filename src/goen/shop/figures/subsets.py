"""Of whom a figure tells: everybody, the customers of one member of staff or of a kept filter, or
the sales of one shop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from django.utils.translation import gettext as _

from goen.shop.customers.lists import CUSTOMERS
from goen.shop.customers.models import Customer
from goen.shop.sales.models import Shop
from goen.shop.staff.models import Staff
from goen.shop.ui.lists.fact import UnusableCondition
from goen.shop.ui.lists.keeping import visible_filters
from goen.shop.ui.lists.listing import Listing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goen.shop.ui.models import SavedFilter

Kind = Literal["all", "staff", "shop", "filter"]


class NoSuchSubset(ValueError):
    """There is no such subset, or not for this person."""


@dataclass(frozen=True, slots=True)
class Subset:
    """Everybody, or some: `number` is that of the staff, shop or filter; `name` what it is called.

    A shop's customers are judged by what they bought in this shop alone.
    """

    kind: Kind = "all"
    number: int = 0
    name: str = ""

    @property
    def key(self) -> str:
        """How an address says it; empty for everybody."""
        return "" if self.kind == "all" else f"{self.kind}-{self.number}"


ALL = Subset()


def read(*, key: str, by: Staff) -> Subset:
    """The subset that an address says. Raises NoSuchSubset."""
    if not key:
        return ALL
    kind, _dash, number = key.partition("-")
    if not number.isdecimal() or len(number) > 18 or kind not in _FOUND:
        raise NoSuchSubset(key)
    name = _FOUND[kind](int(number), by)
    if name is None:
        raise NoSuchSubset(key)
    return Subset(kind, int(number), name)  # type: ignore[arg-type]


def offered(*, by: Staff) -> list[tuple[str, list[Subset]]]:
    """What a person may choose from, in groups that have a name."""
    mine = Subset("staff", by.pk, _("My customers"))
    others = Staff.objects.filter(is_active=True).exclude(pk=by.pk).order_by("name", "pk")
    filters = visible_filters(staff=by, list_name=CUSTOMERS.name).exclude(name="").order_by("name")
    groups = [
        ("", [Subset(name=_("The whole company")), mine]),
        (_("Shops"), [Subset("shop", one.pk, one.name) for one in Shop.objects.order_by("name")]),
        (_("Staff"), [Subset("staff", one.pk, one.name) for one in others]),
        (_("Saved filters"), [Subset("filter", one.pk, one.name) for one in filters]),
    ]
    return [(name, found) for name, found in groups if found]


def customers_of(*, subset: Subset, by: Staff) -> Sequence[int] | None:
    """The customers of a subset; None when it is not one of customers. Raises NoSuchSubset."""
    if subset.kind == "staff":
        rows = Customer.objects.live().filter(owner=subset.number)
        return list(rows.order_by("pk").values_list("pk", flat=True))
    if subset.kind == "filter":
        kept = _filter(subset.number, by)
        if kept is None:
            raise NoSuchSubset(subset.key)
        return _matching(kept, by)
    return None


def _matching(kept: SavedFilter, by: Staff) -> list[int]:
    look = {"tree": kept.tree, "sort": "", "columns": []}
    try:
        listing = Listing.again(declared=CUSTOMERS, staff=by, look=look)
        return list(listing.matching().order_by("pk").values_list("pk", flat=True))
    except UnusableCondition as error:
        raise NoSuchSubset(str(error)) from error


def _filter(number: int, by: Staff) -> SavedFilter | None:
    return visible_filters(staff=by, list_name=CUSTOMERS.name).filter(pk=number).first()


def _filter_name(number: int, by: Staff) -> str | None:
    kept = _filter(number, by)
    return (kept.name or _("A filter without a name")) if kept else None


def _staff_name(number: int, by: Staff) -> str | None:
    if number == by.pk:
        return _("My customers")
    return Staff.objects.filter(pk=number).values_list("name", flat=True).first()


def _shop_name(number: int, _by: Staff) -> str | None:
    return Shop.objects.filter(pk=number).values_list("name", flat=True).first()


_FOUND: dict[str, Any] = {"staff": _staff_name, "shop": _shop_name, "filter": _filter_name}
