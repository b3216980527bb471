"""What this room adds to the pages below it: rail, customer page, timeline, search, desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goen.shop.customers import registry as customers
from goen.shop.customers.contact import ContactSource, contact_sources
from goen.shop.customers.signals import customers_purged
from goen.shop.sales import lists, privacy, putting_back
from goen.shop.sales.models import Document, Product
from goen.shop.sales.queries import purchases, timeline
from goen.shop.staff.access import member
from goen.shop.staff.roles import Ability
from goen.shop.ui import registry
from goen.shop.ui.registry import Hit, NavItem, Panel, SearchKind, StripFact, TimelineSource

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

    from goen.shop.customers.models import Customer


def register() -> None:
    """Fill the registries."""
    registry.nav.add(
        NavItem("look", _("Sales"), "sales", "sales", 20, also=("products", "documents"))
    )
    contact_sources.add(
        ContactSource("documents", timeline.newest_document, timeline.document_moments, 30)
    )
    _customer_page()
    _search()
    _desk()
    putting_back.register()
    lists.register()


def _customer_page() -> None:
    registry.strip.add(
        StripFact("last_sale", _("Last purchase"), "sales/_strip_last.html", _last, 20)
    )
    registry.strip.add(
        StripFact("total", _("Bought in all"), "sales/_strip_total.html", _total, 25)
    )
    registry.panels.add(Panel("sales", "side", "sales/_panel_sales.html", _panel, 15))
    registry.timeline.add(
        TimelineSource(
            "purchases",
            pgettext_lazy("timeline", "Purchases"),
            timeline.purchase_entries,
            timeline.purchase_count,
            10,
        )
    )
    registry.timeline.add(
        TimelineSource(
            "documents",
            pgettext_lazy("timeline", "Quotes and invoices"),
            timeline.document_entries,
            timeline.document_count,
            25,
        )
    )


def _years(customer: Customer) -> list[purchases.Year]:
    kept: list[purchases.Year] | None = vars(customer).get("bought_by_year")
    if kept is None:
        days = purchases.bought(customer=customer)
        kept = vars(customer)["bought_by_year"] = purchases.years(days=days)
    return kept


def _last(_request: HttpRequest, customer: Customer) -> dict[str, Any]:
    years = _years(customer)
    return {"last_on": years[0].last_on if years else None}


def _total(_request: HttpRequest, customer: Customer) -> dict[str, Any]:
    years = _years(customer)
    return {"bought": bool(years), "total": sum(year.amount for year in years)}


def _panel(request: HttpRequest, customer: Customer) -> dict[str, Any]:
    return {
        "customer": customer,
        "years": _years(customer),
        "may": member(request).may(Ability.RECORD),
    }


def _search() -> None:
    registry.search_kinds.add(SearchKind("product", _("Products"), "tag", _products, 50))
    registry.search_kinds.add(
        SearchKind("document", _("Quotes and invoices"), "file", _documents, 60)
    )


def _products(ids: Sequence[int]) -> list[Hit]:
    rows = Product.objects.live().select_related("category").in_bulk(list(ids))
    return [
        Hit(reverse("product", args=[pk]), rows[pk].name, rows[pk].code) for pk in ids if pk in rows
    ]


def _documents(ids: Sequence[int]) -> list[Hit]:
    rows = Document.objects.live().select_related("customer").in_bulk(list(ids))
    return [
        Hit(reverse("document", args=[pk]), str(rows[pk]), str(rows[pk].customer or ""))
        for pk in ids
        if pk in rows
    ]


def _desk() -> None:
    day, amount = _("Date"), _("Amount")
    for name, label, columns, rows, order in (
        ("sales", _("Sales"), (day, amount, _("Product")), privacy.sales_of, 30),
        (
            "documents",
            _("Quotes and invoices"),
            (day, amount, pgettext_lazy("sales", "What")),
            privacy.documents_of,
            31,
        ),
    ):
        customers.disclosures.add(customers.Disclosure(name, label, columns, rows, order))
    customers.erasers.add(customers.Eraser("sales", _("Sales"), privacy.erase, 30))
    customers_purged.connect(privacy.customers_leave, dispatch_uid="sales")
