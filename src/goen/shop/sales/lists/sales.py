"""The list of sales."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from goen.shop.sales import operations
from goen.shop.sales.lists import slips
from goen.shop.sales.models import Category, Sale, Shop, Source
from goen.shop.staff.models import Staff
from goen.shop.staff.roles import Ability
from goen.shop.ui import lists
from goen.shop.ui.clock import now

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from django.db.models import QuerySet
    from django.http import HttpRequest

    from goen.shop.ui.lists.fact import Asking

NAME = "sales"
_MONTH = {"join": "and", "items": [{"fact": "on", "op": "this_month", "values": []}]}
_RETURNS = {"join": "and", "items": [{"fact": "kind", "op": "in", "values": ["RETURN", "CANCEL"]}]}
_WALK_INS = {"join": "and", "items": [{"fact": "walk_in", "op": "yes", "values": []}]}


def _rows(_request: HttpRequest) -> QuerySet[Sale]:
    return Sale.objects.live()


def _counted(n: int) -> str:
    return ngettext("%(n)s line of sales", "%(n)s lines of sales", n) % {"n": f"{n:,}"}


PAGE = lists.ListPage(
    name=NAME,
    title=_("Sales"),
    url_name="sales",
    rows=_rows,
    first_sort="-on",
    counted=_counted,
    tabs=(
        lists.Tab("month", _("This month"), _MONTH),
        lists.Tab("returns", _("Returns and cancelled"), _RETURNS),
        lists.Tab("walk_ins", _("Without a customer"), _WALK_INS),
    ),
    actions="sales/_list_sales_actions.html",
    empty="sales/_list_sales_empty.html",
    row_url=lambda row: reverse("sale", args=[row.pk]),
)


def register() -> None:
    """Declare what the list shows, is filtered by and can do."""
    trash = lists.BulkAction(
        "trash", _("To the trash"), "trash", Ability.BULK.value, _trash, _trashed, order=90
    )
    lists.declare(NAME, columns=_columns(), facts=_facts(), bulk=[trash])


def _columns() -> tuple[lists.Column, ...]:
    column = lists.Column
    return (
        column("on", _("Date"), lists.attribute("on"), "day", order=5, sort=("on",), narrow="last"),
        column(
            "customer",
            pgettext_lazy("sales", "Customer"),
            lists.attribute("customer.name"),
            order=10,
            template="sales/_cell_customer.html",
            select=("customer",),
            narrow="rank",
        ),
        column("amount", _("Amount"), lists.attribute("amount"), "yen", order=20, narrow="sum"),
        column(
            "product",
            _("Product"),
            lists.attribute("product.name"),
            order=30,
            select=("product",),
            template="sales/_cell_product.html",
            narrow="last",
        ),
        column(
            "quantity", _("Quantity"), lists.attribute("quantity"), "num", order=40, optional=True
        ),
        column(
            "shop",
            pgettext_lazy("sales", "Shop"),
            lists.attribute("shop.name"),
            order=50,
            select=("shop",),
        ),
        column("slip", _("Slip number"), lists.attribute("slip"), "code", order=60),
        column(
            "kind",
            _("Kind of sale"),
            lists.attribute("get_kind_display"),
            order=70,
            template="sales/_cell_kind.html",
        ),
        column(
            "profit", _("Gross profit"), lists.attribute("profit"), "yen", order=80, default=False
        ),
        column(
            "category",
            _("Category"),
            lists.attribute("category.name"),
            order=90,
            default=False,
            select=("category",),
        ),
        column(
            "code",
            _("Customer number"),
            lists.attribute("customer.code"),
            "code",
            order=95,
            default=False,
            select=("customer",),
        ),
        column(
            "source",
            _("Source"),
            lists.attribute("source.name"),
            order=96,
            default=False,
            select=("source",),
        ),
    )


def _facts() -> tuple[lists.Fact, ...]:
    fact = lists.Fact
    return (
        fact("on", _("Date"), "day", "on", order=10),
        fact("kind", _("Kind of sale"), "choice", "kind", lists.choices_of(Sale.Kind), order=20),
        fact("amount", _("Amount"), "yen", "amount", order=30),
        fact("profit", _("Gross profit"), "yen", "profit", order=35),
        fact("product", _("Name of the product"), "text", "product__name", order=40),
        fact("category", _("Category"), "choice", "category", lists.names_of(Category), order=50),
        fact(
            "shop", pgettext_lazy("sales", "Shop"), "choice", "shop", lists.names_of(Shop), order=60
        ),
        fact("slip", _("Slip number"), "own", order=70, own=slips.COMPARISONS),
        fact("customer", _("Name of the customer"), "text", "customer__name", order=80),
        fact(
            "owner",
            _("Owner of the customer"),
            "staff",
            "customer__owner",
            lists.names_of(Staff),
            order=85,
        ),
        fact("walk_in", _("Without a customer"), "own", own=_WALKED_IN, order=90),
        fact("source", _("Source"), "choice", "source", lists.names_of(Source), order=95),
    )


def _walk_in(_fact: lists.Fact, _values: Sequence[Any], _asking: Asking) -> Q:
    return Q(customer__isnull=True)


def _known(_fact: lists.Fact, _values: Sequence[Any], _asking: Asking) -> Q:
    return Q(customer__isnull=False)


_WALKED_IN = (
    lists.Comparison("yes", _("yes"), "", _walk_in),
    lists.Comparison("no", _("no"), "", _known),
)


def _trash(by: Staff, ids: Sequence[int], _values: Mapping[str, Any], group: UUID) -> None:
    moment = now()
    lists.in_chunks(
        lambda chunk: operations.trash_sales(by=by, sale_ids=chunk, now=moment, group=group),
        ids=ids,
    )


def _trashed(count: int) -> str:
    said = ngettext("%(n)s line is in the trash", "%(n)s lines are in the trash", count)
    return said % {"n": f"{count:,}"}
