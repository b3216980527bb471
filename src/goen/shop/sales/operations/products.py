"""Entering, changing and trashing products."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from goen import japanese
from goen.shop.sales.models import DocumentLine, Product, Sale
from goen.shop.sales.operations.shared import NotFilledIn
from goen.shop.staff.rows import locked, put
from goen.shop.staff.trail import Subject, new_group, record
from goen.shop.ui import search

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime
    from uuid import UUID

    from goen.shop.sales.models import Category, Family
    from goen.shop.staff.models import Staff

FIELDS = ("code", "name", "category", "family", "grade", "price")


class ProductValues(TypedDict, total=False):
    """What is known of a product; `name` is needed."""

    code: str
    name: str
    category: Category | None
    family: Family | None
    grade: int | None
    price: int | None


@transaction.atomic
def add_product(*, by: Staff, values: ProductValues, now: datetime) -> Product:
    """Enter a product; raises NotFilledIn without a name, or for a code that another one has."""
    product = Product(created_at=now)
    put(product, values=values, fields=FIELDS)
    _check(product)
    product.save()
    record(by=by, action="sales.product.added", subject=Subject.of(product))
    index_product(product)
    return product


@transaction.atomic
def edit_product(*, by: Staff, product_id: int, version: int, values: ProductValues) -> Product:
    """Change a product; raises SomeoneSavedFirst after another's change, NotFilledIn as adding."""
    product = locked(Product, id=product_id, version=version)
    changes = put(product, values=values, fields=FIELDS)
    _check(product)
    if not changes:
        return product
    product.version += 1
    product.save()
    record(by=by, action="sales.product.updated", subject=Subject.of(product), changes=changes)
    index_product(product)
    return product


@transaction.atomic
def trash_products(
    *, by: Staff, product_ids: Sequence[int], now: datetime, group: UUID | None = None
) -> UUID:
    """Put products into the trash; their sales keep their name."""
    return _trash(by=by, product_ids=product_ids, at=now, group=group)


@transaction.atomic
def restore_products(*, by: Staff, product_ids: Sequence[int]) -> UUID:
    """Take products out of the trash; one whose code was given away comes back without a code."""
    return _trash(by=by, product_ids=product_ids, at=None)


def _trash(
    *, by: Staff, product_ids: Sequence[int], at: datetime | None, group: UUID | None = None
) -> UUID:
    group = group or new_group()
    rows = Product.objects.select_for_update().filter(
        pk__in=product_ids, deleted_at__isnull=at is not None
    )
    for product in rows:
        values = {"deleted_at": at}
        if at is None and _taken(product):
            values["code"] = ""  # type: ignore[assignment]
        changes = put(product, values=values, fields=("deleted_at", "code"))
        product.save()
        action = "sales.product.trashed" if at else "sales.product.restored"
        record(by=by, action=action, subject=Subject.of(product), changes=changes, group=group)
        index_product(product)
    return group


@transaction.atomic
def remove_unused_products(
    *, ids: Sequence[int], by: Staff, now: datetime, group: UUID
) -> Collection[int]:
    """Take products out for good that no sale or document names; gives which.

    For what an import made and takes back, as far as nobody changed it: it must not stand in the
    way of the next one.
    """
    del now
    rows = Product.objects.select_for_update().filter(pk__in=ids)
    used = Q(Exists(Sale.objects.filter(product=OuterRef("pk")))) | Q(
        Exists(DocumentLine.objects.filter(product=OuterRef("pk")))
    )
    gone = list(rows.exclude(used))
    for product in gone:
        search.forget(kind="product", object_id=product.pk)
        record(by=by, action="sales.product.removed", subject=Subject.of(product), group=group)
    ids_gone = {product.pk for product in gone}
    Product.objects.filter(pk__in=ids_gone).delete()
    return ids_gone


def _check(product: Product) -> None:
    product.name = japanese.plain(product.name)[:200]
    product.code = japanese.plain(product.code)[:40]
    product.name_key = japanese.fold(product.name)[:200]
    if not product.name:
        raise NotFilledIn("name", _("Write the name of the product."))
    if _taken(product):
        raise NotFilledIn("code", _("Another product has this code."))


def _taken(product: Product) -> bool:
    same = Product.objects.live().filter(code=product.code).exclude(pk=product.pk)
    return bool(product.code) and same.exists()


def index_product(product: Product) -> None:
    """Let the search find the product, or forget it when it is in the trash."""
    if product.deleted_at is not None:
        search.forget(kind="product", object_id=product.pk)
        return
    index_products([product])


def index_products(products: Iterable[Product]) -> None:
    """Let the search find these products."""
    search.index_many(
        kind="product", objects=[(product.pk, _search_words(product)) for product in products]
    )


def _search_words(product: Product) -> list[search.Words]:
    words = [search.Words(search.NAME, product.name), search.Words(search.CODE, product.code)]
    return [one for one in words if one.text]
