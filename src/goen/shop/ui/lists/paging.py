"""Pages by position, not by number: the next fifty rows after this one, whatever came in between.

A page is named by the key of its last (or first) row, so no value of a row stands in an address.
Nothing counts as smaller than anything, on every database: ascending it comes first, descending
last. The indexes of sortable fields are made for exactly this order.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Func, Q

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import Model, QuerySet
    from django.db.models.expressions import OrderBy

    from goen.shop.ui.lists.beside import Beside


@dataclass(frozen=True, slots=True)
class Sort:
    """The fields of a column to sort by, in one direction; the key decides between equals."""

    column: str
    fields: tuple[str, ...]
    descending: bool = False
    beside: Beside | None = None  # the order is kept in another table

    @property
    def name(self) -> str:
        """As it stands in an address: "-last_touch"."""
        return f"-{self.column}" if self.descending else self.column

    def reversed(self) -> Sort:
        """The other direction."""
        return replace(self, descending=not self.descending)


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of one page, and whether there are rows before and after it."""

    rows: Sequence[Any]
    before: bool
    after: bool


class _WithoutIndex(Func):
    """The same value, written so that no index gives its order."""

    arity = 1

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """A plus sign says it to SQLite."""
        return self.as_sql(compiler, connection, template="+%(expressions)s", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """PostgreSQL does not look through an array."""
        return self.as_sql(compiler, connection, template="(ARRAY[%(expressions)s])[1]", **context)


def ordering(sort: Sort, model: type[Model], *, scan: bool = False) -> list[OrderBy]:
    """The ORDER BY of a sort, empty values smallest.

    With `scan` the database reads the table from end to end and keeps the first rows, rather than
    follow the index of the sort: sooner done where few rows match.
    """
    found = [_ordered(sort, model, field, scan=scan) for field in sort.fields]
    return [*found, F("pk").desc() if sort.descending else F("pk").asc()]


def _ordered(sort: Sort, model: type[Model], path: str, *, scan: bool) -> OrderBy:
    field = _WithoutIndex(F(path)) if scan else F(path)
    # Said of a column that is never empty, it would keep PostgreSQL from using its index.
    ends = True if _may_be_empty(model, path) else None
    return field.desc(nulls_last=ends) if sort.descending else field.asc(nulls_first=ends)


def _may_be_empty(model: type[Model], path: str) -> bool:
    options: Any = model._meta
    for name in path.split("__"):
        try:
            field = options.get_field(name)
        except FieldDoesNotExist:
            return True  # something counted beside the row
        if field.null:
            return True
        options = field.related_model._meta if field.is_relation else None
    return False


def parts_beyond(sort: Sort, row: Model) -> list[Q]:
    """The rows that come after `row` in the order of `sort`, nearest part first.

    First those equal in every field with a further key, then those further in the last field, and
    so on to the first field.
    """
    values = [_value(row, field) for field in sort.fields]
    equal = [_same(field, value) for field, value in zip(sort.fields, values, strict=True)]
    found = [_all(equal) & (Q(pk__lt=row.pk) if sort.descending else Q(pk__gt=row.pk))]
    for place in reversed(range(len(values))):
        further = _further(sort.fields[place], values[place], descending=sort.descending)
        found += [_all(equal[:place]) & part for part in further]
    return found


def _all(parts: Sequence[Q]) -> Q:
    whole = Q()
    for part in parts:
        whole &= part
    return whole


def _value(row: Model, path: str) -> Any:
    value: Any = row
    for name in path.split("__"):
        value = getattr(value, name) if value is not None else None
    return value


def _same(field: str, value: Any) -> Q:
    return Q(**{f"{field}__isnull": True}) if value is None else Q(**{field: value})


def _further(field: str, value: Any, *, descending: bool) -> list[Q]:
    empty, filled = Q(**{f"{field}__isnull": True}), Q(**{f"{field}__isnull": False})
    if value is None:
        return [] if descending else [filled]
    if descending:
        return [Q(**{f"{field}__lt": value}), empty]
    return [Q(**{f"{field}__gt": value})]


def page(
    *,
    rows: QuerySet[Any],
    sort: Sort,
    size: int,
    after: int | None,
    before: int | None,
    scan: bool = False,
) -> Page:
    """Return the page after the row with key `after`, before that of `before`, or the first.

    The row itself may have left the list since (its owner was changed); its place is still known.
    A row that is gone altogether leads back to the first page.
    """
    here = after if after is not None else before
    row = _row(rows, sort, here) if here is not None else None
    if row is None:
        found = list(rows.order_by(*ordering(sort, rows.model, scan=scan))[: size + 1])
        return Page(found[:size], before=False, after=len(found) > size)
    way = sort if after is not None else sort.reversed()
    found = _following(rows, way, row, size + 1, scan=scan)
    more = len(found) > size
    if after is not None:
        return Page(found[:size], before=True, after=more)
    return Page(found[:size][::-1], before=more, after=True)


def _row(rows: QuerySet[Any], sort: Sort, key: int) -> Any:
    related = sorted({path.rpartition("__")[0] for path in sort.fields if "__" in path})
    every = rows.model._base_manager.all()
    return (every.select_related(*related) if related else every).filter(pk=key).first()


def _following(rows: QuerySet[Any], way: Sort, row: Model, size: int, *, scan: bool) -> list[Any]:
    """The `size` rows after `row`, read in parts that each lie together in the index.

    Joined by OR in one query, they would make the database sort all of them first.
    """
    found: list[Any] = []
    for part in parts_beyond(way, row):
        found += rows.filter(part).order_by(*ordering(way, rows.model, scan=scan))[
            : size - len(found)
        ]
        if len(found) >= size:
            break
    return found
