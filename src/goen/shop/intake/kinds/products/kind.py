"""The kind "products": what `goen.shop.intake.kinds.base.Kind` asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from goen.shop.intake import round_trip
from goen.shop.intake.kinds.base import Basis, Candidate, Tally
from goen.shop.intake.kinds.products import plan, take
from goen.shop.intake.kinds.products.fields import fields
from goen.shop.intake.kinds.products.finding import products_like, told_apart
from goen.shop.intake.kinds.products.form import ProductsForm
from goen.shop.sales.models import Product
from goen.shop.staff.models import Trail

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import datetime

    import duckdb

    from goen.shop.intake.fields import Field
    from goen.shop.intake.models import Batch
    from goen.shop.staff.models import Staff
    from goen.shop.ui.registry import Words

_MANY = 500


class ProductsKind(Basis):
    """Products, one row for each."""

    name = "products"
    title: Words = _("Products")
    icon = "tag"
    order = 30
    most = 500

    def fields(self) -> Sequence[Field]:
        """See `Kind`."""
        return fields()

    def missing(self, *, columns: Collection[str]) -> Sequence[Words]:
        """A name or a code: known products can be found by either."""
        if {"name", "code"} & set(columns):
            return []
        return [one.label for one in fields() if one.name == "name"]

    def form(self, data: Any = None, *, initial: Any = None) -> ProductsForm:
        """See `Kind`."""
        return ProductsForm(data, initial=initial)

    def plan(self, *, batch: Batch, work: duckdb.DuckDBPyConnection) -> None:
        """See `Kind`."""
        plan.plan(batch=batch, work=work)

    def candidates(self, *, texts: Mapping[str, str]) -> Sequence[Candidate]:
        """Products of the same code or name, then those of like names."""
        return [Candidate(one.pk, one.name, told_apart(one)) for one in products_like(texts=texts)]

    def take(self, *, batch: Batch, rows: Sequence[Mapping[str, Any]], now: datetime) -> Tally:
        """See `Kind`."""
        return take.take(batch=batch, rows=rows, now=now)

    def back_begin(self, *, batch: Batch, now: datetime) -> int:
        """See `Kind`."""
        return Trail.objects.filter(group=batch.group, kind="product", row__isnull=False).count()

    def back(
        self, *, batch: Batch, by: Staff, cursor: int, size: int, now: datetime
    ) -> tuple[Tally, int | None]:
        """See `Kind`."""
        return take.back(batch=batch, by=by, cursor=cursor, size=size, now=now)

    def export(self, *, ids: Sequence[int] | None = None) -> Iterator[Mapping[str, Any]]:
        """See `Kind`."""
        rows = Product.objects.live().select_related("category", "family").order_by("pk")
        if ids is not None:
            rows = rows.filter(pk__in=ids)
        for product in rows.iterator(chunk_size=_MANY):
            said = plan.said_by(product)
            grade = str(product.get_grade_display()) if product.grade else ""
            yield {**said, "grade": grade, round_trip.NUMBER: str(product.pk)}


PRODUCTS = ProductsKind()
