"""Which product a row of a file means."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext as _

from goen import japanese
from goen.shop.intake import round_trip
from goen.shop.intake.kinds.products.form import CODE, NAME
from goen.shop.sales.models import Product
from goen.shop.ui.templatetags.goen import yen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goen.shop.intake.kinds.planning import Choices

    Row = Mapping[str, Any]


class Found(NamedTuple):
    """The product of a row, or why nobody can tell; neither: a new one."""

    product: Product | None = None
    doubt: str = ""
    gone: bool = False  # a number of Goen that stands for nothing any more


_LIKE = 10  # of products that are only similar


def products_like(*, texts: Mapping[str, str]) -> list[Product]:
    """Live products with the code (a JAN, too) or the name of a row, then those of like names."""
    rows = Product.objects.live().select_related("category").order_by("pk")
    key = name_key(texts.get("name"))
    found = list(rows.filter(name_key=key)[:_LIKE]) if key else []
    if code := japanese.plain(texts.get("code") or ""):
        found += rows.filter(code=code)[:1]
    if key:
        found += rows.filter(name_key__contains=key)[:_LIKE]
        short = [key[:end] for end in range(len(key) - 1, max(1, len(key) // 2 - 1), -1)]
        found += rows.filter(name_key__in=short)[:_LIKE]
    return list({one.pk: one for one in found}.values())[: 2 * _LIKE]


def told_apart(product: Product) -> str:
    """What tells a product from others of its name."""
    price = "" if product.price is None else yen(product.price)
    category = product.category.name if product.category else ""
    grade = str(product.get_grade_display()) if product.grade else ""
    return "・".join(filter(None, (product.code, category, grade, price)))


def name_key(name: str | None) -> str:
    """A name in the form in which two products have the same."""
    return japanese.fold(name or "")[:200]


class Finder:
    """Looks up the products of some rows, all at once."""

    def __init__(self, rows: Sequence[Row], *, key: str, choices: Choices) -> None:
        self._key, self._choices = key, choices
        live = Product.objects.live().select_related("category", "family")
        codes = {row["code"] for row in rows if row.get("code")}
        names = {name_key(row["name"]) for row in rows if row.get("name")}
        ids = [int(row[round_trip.NUMBER]) for row in rows if row.get(round_trip.NUMBER)]
        ids += choices.targets(row["row"] for row in rows)
        self._by_id = live.in_bulk(ids)
        self._by_code = {one.code: one for one in live.filter(code__in=codes)}
        self._by_name: dict[str, list[Product]] = defaultdict(list)
        for one in live.filter(name_key__in=names).order_by("pk"):
            self._by_name[one.name_key].append(one)

    def find(self, row: Row) -> Found:
        """The product of one row."""
        if self._choices.is_new(row["row"]):
            return Found()
        chosen = self._choices.target(row["row"]) or row.get(round_trip.NUMBER)
        if chosen:
            product = self._by_id.get(int(chosen))
            return Found(product, gone=product is None)
        code = row.get("code")
        if code and self._key != NAME and code in self._by_code:
            return Found(self._by_code[code])
        return Found() if self._key == CODE else self._named(row.get("name"), code)

    def _named(self, name: str | None, code: str | None) -> Found:
        """By exactly the same name; one with another code is another product."""
        same = self._by_name.get(name_key(name), []) if name else []
        if code and self._key != NAME:
            same = [one for one in same if not one.code]
        if len(same) > 1:
            return Found(doubt=_("More than one product has this name."))
        return Found(same[0] if same else None)
