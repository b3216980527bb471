"""Contact days of customers: days with a purchase, and touches that count (see Touch.COUNTS)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np
from django.db.models import Func, IntegerField, Sum
from django.utils import timezone

from goen.analysis import DuckDBEngine
from goen.analysis.rhythm import contacts_of, read_contacts
from goen.analysis.rhythm.arrays import ORIGIN, day_number
from goen.report.engines import duckdb_connection
from goen.shop.portfolio import history, writing
from goen.shop.sales.queries.purchases import counting
from goen.shop.touches.models import Touch

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from goen.analysis.rhythm import Contacts

_CHUNK = 500


class DayNumber(Func):
    """The day of a moment in Tokyo, counted from 1970-01-01."""

    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **_given: Any) -> Any:
        template = "CAST(julianday(%(expressions)s, '+9 hours') - 2440587.5 AS INTEGER)"
        return self.as_sql(compiler, connection, template=template)

    def as_postgresql(self, compiler: Any, connection: Any, **_given: Any) -> Any:
        template = "(%(expressions)s AT TIME ZONE 'Asia/Tokyo')::date - DATE '1970-01-01'"
        return self.as_sql(compiler, connection, template=f"({template})")


def contacts_with(*, customer_ids: Collection[int], as_of: date) -> Contacts:
    """The contacts of a few thousand customers, from the ledger as it is this moment."""
    return contacts_of(days=days_with(customer_ids=customer_ids), as_of=as_of)


def days_with(*, customer_ids: Collection[int]) -> dict[int, list[int]]:
    """The contact days of these customers, as numbers; a day may come twice."""
    days: dict[int, list[int]] = defaultdict(list)
    ids = sorted(customer_ids)
    for start in range(0, len(ids), _CHUNK):
        some = ids[start : start + _CHUNK]
        for customer, on, net in (
            counting()
            .filter(customer__in=some)
            .values("customer", "on")
            .annotate(net=Sum("amount"))
            .order_by()
            .values_list("customer", "on", "net")
        ):
            if net > 0:
                days[customer].append(day_number(on))
        touches = Touch.objects.contacts().filter(customer__in=some)
        for customer, day in touches.values_list("customer", DayNumber("at")).order_by():
            days[customer].append(day)
    return days


def day_of(touch: Touch) -> date:
    """The day of a touch in Tokyo."""
    return timezone.localtime(touch.at).date()


def all_contacts(*, as_of: date) -> Contacts:
    """The contacts of everybody: purchases from the history of the standings, which is shown."""
    with duckdb_connection() as connection:
        shown = writing.state().shown
        kept = history.read(place=history.folder(), name=shown["history"]) if shown else None
        history.show(connection, kept, table="bought")
        customers, days = _touches()
        connection.register("touched", {"customer_id": customers, "number": days})
        connection.execute(
            "CREATE OR REPLACE VIEW contacts AS"  # noqa: S608 - a constant
            " SELECT customer_id, day FROM bought WHERE occasion"
            f" UNION ALL SELECT customer_id, DATE '{ORIGIN}' + number FROM touched"
        )
        engine = DuckDBEngine(connection)
        engine.tables.add("contacts")
        return read_contacts(engine=engine, as_of=as_of)


def _touches() -> tuple[Any, Any]:
    """Customer and day of every touch that counts, as arrays."""
    rows = Touch.objects.contacts().order_by().values_list("customer_id", DayNumber("at"))
    found = np.fromiter(_flat(rows.iterator(chunk_size=10_000)), dtype=np.int64).reshape(-1, 2)
    return np.ascontiguousarray(found[:, 0]), found[:, 1].astype(np.int32)


def _flat(rows: Iterable[tuple[int, int]]) -> Iterable[int]:
    for customer, day in rows:
        yield customer
        yield day
