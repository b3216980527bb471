"""The list of products."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from goen.shop.sales import operations
from goen.shop.sales.models import Category, Family, Grade, Product
from goen.shop.staff.roles import Ability
from goen.shop.ui import lists
from goen.shop.ui.clock import now

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from django.db.models import QuerySet
    from django.http import HttpRequest

    from goen.shop.staff.models import Staff

NAME = "products"


def _rows(_request: HttpRequest) -> QuerySet[Product]:
    return Product.objects.live()


def _counted(n: int) -> str:
    return ngettext("%(n)s product", "%(n)s products", n) % {"n": f"{n:,}"}


PAGE = lists.ListPage(
    name=NAME,
    title=_("Products"),
    url_name="products",
    rows=_rows,
    first_sort="name",
    counted=_counted,
    actions="sales/_list_products_actions.html",
    empty="sales/_list_products_empty.html",
    row_url=lambda row: reverse("product", args=[row.pk]),
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
        column("name", _("Product"), lists.attribute("name"), order=5, sort=("name_key",)),
        column(
            "code", _("Product code"), lists.attribute("code"), "code", order=10, sort=("code",)
        ),
        column(
            "category",
            _("Category"),
            lists.attribute("category.name"),
            order=20,
            select=("category",),
            narrow="rank",
        ),
        column(
            "family",
            _("Family"),
            lists.attribute("family.name"),
            order=30,
            select=("family",),
            narrow="last",
        ),
        column("grade", _("Grade"), lists.attribute("get_grade_display"), order=40),
        column("price", _("Price"), lists.attribute("price"), "yen", order=50, narrow="sum"),
    )


def _facts() -> tuple[lists.Fact, ...]:
    fact = lists.Fact
    return (
        fact("name", _("Product"), "text", "name", order=10),
        fact("code", _("Product code"), "text", "code", order=20),
        fact("category", _("Category"), "choice", "category", lists.names_of(Category), order=30),
        fact("family", _("Family"), "choice", "family", lists.names_of(Family), order=40),
        fact("grade", _("Grade"), "choice", "grade", lists.choices_of(Grade), order=50),
        fact("price", _("Price"), "yen", "price", order=60),
    )


def _trash(by: Staff, ids: Sequence[int], _values: Mapping[str, Any], group: UUID) -> None:
    moment = now()
    lists.in_chunks(
        lambda chunk: operations.trash_products(by=by, product_ids=chunk, now=moment, group=group),
        ids=ids,
    )


def _trashed(count: int) -> str:
    said = ngettext("%(n)s product is in the trash", "%(n)s products are in the trash", count)
    return said % {"n": f"{count:,}"}
