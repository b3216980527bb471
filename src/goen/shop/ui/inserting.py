"""Many new rows of one table in one statement: several times faster than `bulk_create`.

The rows are not read back. Who needs their ids gives them before (`give_ids`, `next_ids`).
"""

from __future__ import annotations

from functools import cache, partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from django.db import connection, models

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

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
    model, with_id = type(objects[0]), objects[0].pk is not None
    fields = [field for field in model._meta.concrete_fields if with_id or not field.primary_key]
    read = [_reader(field) for field in fields]
    rows = [[one(each) for one in read] for each in objects]
    insert_rows(model=model, names=[field.attname for field in fields], rows=rows)
    for each in objects:
        each._state.adding, each._state.db = False, connection.alias


def insert_rows(*, model: type[Model], names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows of values in the order of `names` (of the fields, "customer_id" of a link)."""
    if not rows:
        return
    fields = _fields(model)
    columns = ", ".join(connection.ops.quote_name(str(fields[name].column)) for name in names)
    marks = ", ".join(["%s"] * len(names))
    sql = f"INSERT INTO {model._meta.db_table} ({columns}) VALUES ({marks})"  # noqa: S608
    made = [
        _prepared(fields[name], values)
        for name, values in zip(names, zip(*rows, strict=True), strict=True)
    ]
    with connection.cursor() as cursor:
        cursor.executemany(sql, list(zip(*made, strict=True)))


@cache
def _fields(model: type[Model]) -> Mapping[str, Field[Any, Any]]:
    return {field.attname: field for field in model._meta.concrete_fields}


def _prepared(field: Field[Any, Any], values: Sequence[Any]) -> Iterable[Any]:
    """The values of one column as they go into the database."""
    if type(field) in _PLAIN:
        return values
    last: tuple[Any, Any] = (None, None)  # many rows have one and the same moment or group
    made = []
    for value in values:
        if value is not last[0]:
            last = (value, field.get_db_prep_save(value, connection))
        made.append(last[1])
    return made


def _reader(field: Field[Any, Any]) -> Callable[[Model], Any]:
    if type(field) in _PLAIN:
        return attrgetter(field.attname)
    return partial(field.pre_save, add=True)


def give_ids(objects: Sequence[Model]) -> None:
    """Give new objects of one model the next ids, within the caller's transaction."""
    if objects:
        ids = next_ids(model=type(objects[0]), count=len(objects))
        for each, pk in zip(objects, ids, strict=True):
            each.pk = pk


def next_ids(*, model: type[Model], count: int) -> list[int]:
    """The next ids of a model, for rows to be inserted in the caller's transaction."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [table, count],
            )
            return [pk for (pk,) in cursor.fetchall()]
        # SQLite has one writer, and its sequence is moved by the rows themselves.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = (cursor.fetchone() or (0,))[0]
        return list(range(last + 1, last + 1 + count))
