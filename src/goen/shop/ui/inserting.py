"""Many new rows of one table in one statement: several times faster than `bulk_create`.

The rows are not read back. Who needs their ids gives them before (`give_ids`).
"""

from __future__ import annotations

from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from django.db import connection, models

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.db.models import Field, Model

# Fields whose values go into the database as they are.
_PLAIN = (
    *(models.CharField, models.TextField, models.ForeignKey, models.BooleanField),
    *(models.IntegerField, models.PositiveIntegerField, models.PositiveSmallIntegerField),
    *(models.BigIntegerField, models.BigAutoField),
)


def insert(objects: Sequence[Model]) -> None:
    """Insert new objects of one model, within the caller's transaction."""
    if not objects:
        return
    model = type(objects[0])
    columns, read = _statement(model, with_id=objects[0].pk is not None)
    quote = connection.ops.quote_name
    names = ", ".join(map(quote, columns))
    marks = ", ".join(["%s"] * len(columns))
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(sql, [[one(each) for one in read] for each in objects])
    for each in objects:
        each._state.adding, each._state.db = False, connection.alias


@cache
def _statement(
    model: type[Model], *, with_id: bool
) -> tuple[list[str], list[Callable[[Model], Any]]]:
    """The columns of a model, and how the value of each is read from an object."""
    fields = [field for field in model._meta.concrete_fields if with_id or not field.primary_key]
    return [str(field.column) for field in fields], [_reader(field) for field in fields]


def _reader(field: Field[Any, Any]) -> Callable[[Model], Any]:
    if type(field) in _PLAIN:
        return attrgetter(field.attname)
    last: tuple[Any, Any] = (None, None)  # many rows have one and the same moment or group

    def read(each: Model) -> Any:
        nonlocal last
        value = field.pre_save(each, add=True)
        if value is not last[0]:
            last = (value, field.get_db_prep_save(value, connection))
        return last[1]

    return read


def give_ids(objects: Sequence[Model]) -> None:
    """Give new objects of one model the next ids, within the caller's transaction."""
    if not objects:
        return
    table = objects[0]._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [table, len(objects)],
            )
            ids = [pk for (pk,) in cursor.fetchall()]
        else:
            # SQLite has one writer, and its sequence is moved by the rows themselves.
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            last = (cursor.fetchone() or (0,))[0]
            ids = list(range(last + 1, last + 1 + len(objects)))
    for each, pk in zip(objects, ids, strict=True):
        each.pk = pk
