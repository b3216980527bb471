"""What this room adds to the rooms below it: the rank of a customer, on its page and in lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goen.shop.customers import registry as names
from goen.shop.customers.registry import NameMark
from goen.shop.customers.signals import customers_purged
from goen.shop.portfolio import lists, timeline
from goen.shop.portfolio.models import Restatement, Standing
from goen.shop.portfolio.place import VIP, place_of
from goen.shop.portfolio.queries import places, shown, vips
from goen.shop.sales.queries.purchases import bought
from goen.shop.ui import registry
from goen.shop.ui.clock import today
from goen.shop.ui.registry import NavItem, StripFact, TimelineSource

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from django.http import HttpRequest

    from goen.shop.customers.models import Customer
    from goen.shop.portfolio.place import Place


def register() -> None:
    """Fill the registries; hear of customers who leave for ever."""
    registry.strip.add(StripFact("rank", _("Rank"), "portfolio/_strip_rank.html", _rank, 10))
    registry.nav.add(NavItem("look", _("VIPs"), "vip", "star", 15))
    registry.timeline.add(
        TimelineSource(
            "ranks",
            pgettext_lazy("timeline", "Ranks"),
            timeline.rank_entries,
            timeline.rank_count,
            15,
        )
    )
    lists.register()
    names.name_marks.add(NameMark("rank", "portfolio/_cell_rank.html", _places, 10, in_list=False))
    names.name_marks.add(NameMark("vip", "portfolio/_vip.html", _vips, 20))
    customers_purged.connect(_customers_purged, dispatch_uid="portfolio")


def _rank(_request: HttpRequest, customer: Customer) -> dict[str, Any]:
    """From the sales the page has at hand: what was entered a moment ago counts."""
    days = bought(customer=customer)
    return {"place": place_of(days=days, today=today(), limits=shown().limits) if days else None}


def _places(ids: Sequence[int]) -> Mapping[int, Place]:
    return places(among=ids, today=today())


def _vips(ids: Sequence[int]) -> Mapping[int, bool]:
    """Asks what is shown only where there is somebody to show: most pages name no VIP."""
    found = set(
        Standing.objects.filter(customer__in=ids, two_axis=VIP).values_list("customer", flat=True)
    )
    seen = vips().filter(customer__in=found).values_list("customer", flat=True) if found else ()
    return dict.fromkeys(seen, True)


def _customers_purged(*, customer_ids: Collection[int], **_given: object) -> None:
    """Their standings go with them, those in the making too; what was restated names nobody."""
    rows = Standing.objects.filter(customer__in=customer_ids)
    rows._raw_delete(rows.db)
    Restatement.objects.filter(customer__in=customer_ids).update(customer=None)
