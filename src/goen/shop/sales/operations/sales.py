"""Entering, changing and trashing sales on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from goen.shop.sales import signals
from goen.shop.sales.models import Sale
from goen.shop.sales.operations.shared import NotFilledIn, screen
from goen.shop.staff.models import Trail
from goen.shop.staff.rows import locked, put
from goen.shop.staff.trail import Subject, new_group, record

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from decimal import Decimal
    from uuid import UUID

    from goen.shop.customers.models import Customer
    from goen.shop.sales.models import Category, Product, Shop
    from goen.shop.staff.models import Staff

FIELDS = (
    "customer",
    "on",
    "kind",
    "amount",
    "profit",
    "quantity",
    "product",
    "category",
    "shop",
    "slip",
    "line",
)


class SaleValues(TypedDict, total=False):
    """What a line of a sale says; `on` and `amount` are needed when it is entered."""

    customer: Customer | None
    on: date
    kind: str
    amount: int
    profit: int | None
    quantity: Decimal | None
    product: Product | None
    category: Category | None
    shop: Shop | None
    slip: str
    line: int


@transaction.atomic
def record_sales(*, by: Staff, lines: Sequence[SaleValues], today: date) -> list[Sale]:
    """Enter the lines of one sale; they belong together on the trail, and go back together.

    Raises NotFilledIn for a line without an amount, of a day to come, or with a wrong sign.
    """
    group, source = new_group(), screen()
    sales = [Sale(source=source, entered_by=by, line=place) for place in range(1, len(lines) + 1)]
    for sale, values in zip(sales, lines, strict=True):
        put(sale, values=values, fields=FIELDS)
        _check(sale, today=today)
        sale.save()
        record(by=by, action="sales.sale.recorded", subject=Subject.of(sale), group=group)
    tell(sales)
    return sales


@transaction.atomic
def edit_sale(*, by: Staff, sale_id: int, version: int, values: SaleValues, today: date) -> Sale:
    """Change a line; raises SomeoneSavedFirst after another's change, NotFilledIn as entering."""
    sale = locked(Sale, id=sale_id, version=version)
    before = Sale(customer_id=sale.customer_id, on=sale.on)
    changes = put(sale, values=values, fields=FIELDS)
    _check(sale, today=today)
    if not changes:
        return sale
    sale.version += 1
    sale.save()
    record(by=by, action="sales.sale.updated", subject=Subject.of(sale), changes=changes)
    tell([before, sale])
    return sale


@transaction.atomic
def trash_sales(
    *, by: Staff, sale_ids: Sequence[int], now: datetime, group: UUID | None = None
) -> UUID:
    """Put sales into the trash; the answer names the intent (`group`, if one goes on)."""
    return _trash(by=by, sale_ids=sale_ids, at=now, group=group)


@transaction.atomic
def restore_sales(*, by: Staff, sale_ids: Sequence[int]) -> UUID:
    """Take sales out of the trash."""
    return _trash(by=by, sale_ids=sale_ids, at=None)


def _trash(
    *, by: Staff, sale_ids: Sequence[int], at: datetime | None, group: UUID | None = None
) -> UUID:
    group = group or new_group()
    rows = Sale.objects.select_for_update().filter(
        pk__in=sale_ids, deleted_at__isnull=at is not None
    )
    moved = list(rows)
    for sale in moved:
        changes = put(sale, values={"deleted_at": at}, fields=("deleted_at",))
        sale.save(update_fields=["deleted_at"])
        action = "sales.sale.trashed" if at else "sales.sale.restored"
        record(by=by, action=action, subject=Subject.of(sale), changes=changes, group=group)
    tell(moved)
    return group


def _check(sale: Sale, *, today: date) -> None:
    if sale.amount is None:
        raise NotFilledIn("amount", _("Write the amount."))
    if sale.on > today:
        raise NotFilledIn("on", _("A sale is entered when it has happened."))
    if sale.kind == Sale.Kind.RETURN and sale.amount > 0:
        raise NotFilledIn("amount", _("A return has a negative amount."))
    if sale.kind == Sale.Kind.SALE and sale.amount < 0:
        raise NotFilledIn("kind", _("A negative amount is a return."))


def tell(sales: Sequence[Sale]) -> None:
    """Let other rooms know whose sales of which days are other ones now."""
    days = {(sale.customer_id, sale.on) for sale in sales}
    if days:
        signals.sales_changed.send(Sale, days=days)


def entered_together(*, sale: Sale) -> list[int]:
    """The lines that were entered in one go with this one, itself among them."""
    subject = Subject.of(sale)
    entered = Trail.objects.filter(kind=subject.kind, action="sales.sale.recorded")
    group = entered.filter(object_id=sale.pk).values_list("group", flat=True).first()
    if group is None:
        return [sale.pk]
    ids = Trail.objects.filter(group=group, kind=subject.kind).values_list("object_id", flat=True)
    return [one for one in ids if one is not None]
