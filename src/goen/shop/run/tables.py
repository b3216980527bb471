"""Rows of one database carried into another, table by table, and proven equal.

The tables are those of the migrations that the source has, not of today's code: so a database can
be carried before it is migrated.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import blake2b
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.core.management.color import no_style
from django.db import DatabaseError, connections, models, transaction
from django.db.migrations.loader import MigrationLoader

from goen.japanese import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Row = tuple[Any, ...]
    Model = type[models.Model]

CHUNK = 2000
_MODULUS = 1 << 128


class UncarriableRow(Exception):
    """A row that the other database refuses; `text` names table and row, not its content."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


@dataclass(frozen=True, slots=True)
class Sum:
    """The rows of one table: how many, and the sum of their hashes (whatever their order)."""

    rows: int = 0
    check: int = 0

    def plus(self, rows: Sequence[Row]) -> Sum:
        """The sum with some more rows."""
        check = sum(int.from_bytes(_digest(row)) for row in rows)
        return Sum(self.rows + len(rows), (self.check + check) % _MODULUS)


def tables_of(alias: str) -> list[Model]:
    """The tables that the applied migrations of a database make, each as its model of that time."""
    loader = MigrationLoader(connections[alias])
    applied = list(loader.applied_migrations)
    known = [key for key in applied if key in loader.graph.nodes]
    state = loader.project_state(known)
    found = state.apps.get_models(include_auto_created=True)
    return sorted(
        (model for model in found if model._meta.managed and not model._meta.proxy),
        key=lambda model: model._meta.db_table,
    )


def fields_of(model: Model) -> list[models.Field]:
    """The columns that hold values of their own; computed ones the other database computes."""
    return [
        field
        for field in model._meta.local_concrete_fields
        if not getattr(field, "generated", False)
    ]


def read_rows(*, model: Model, alias: str) -> Iterator[list[Row]]:
    """All rows of a table in chunks, as Python values."""
    names = [field.attname for field in fields_of(model)]
    every: models.QuerySet[Any, Any] = (
        models.QuerySet(model, using=alias).order_by("pk").values_list(*names)
    )
    rows = iter(every.iterator(chunk_size=CHUNK))
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def sum_of(*, model: Model, alias: str) -> Sum:
    """The rows of a table and their check sum."""
    total = Sum()
    for chunk in read_rows(model=model, alias=alias):
        total = total.plus(chunk)
    return total


def carry(*, model: Model, source: str, target: str) -> Sum:
    """Copy all rows of one table; returns what was read. Raises UncarriableRow."""
    total = Sum()
    for chunk in read_rows(model=model, alias=source):
        total = total.plus(chunk)
        try:
            with transaction.atomic(using=target):
                _insert(model, target, chunk)
        except (DatabaseError, ValueError) as refused:
            raise _refused(model, target, chunk, refused) from refused
    return total


def _insert(model: Model, alias: str, rows: Sequence[Row]) -> None:
    """Plain INSERTs: a model's `save` would set the dates of making and changing anew."""
    connection = connections[alias]
    fields, quote = fields_of(model), connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608 - quoted
    prepared = [
        [
            field.get_db_prep_save(value, connection=connection)
            for field, value in zip(fields, row, strict=True)
        ]
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(statement, prepared)


def _refused(
    model: Model, alias: str, rows: Sequence[Row], reason: Exception
) -> UncarriableRow | Exception:
    """Find the row that was refused, so that somebody can mend it."""
    place = [field.attname for field in fields_of(model)].index(model._meta.pk.attname)
    for row in rows:
        try:
            with transaction.atomic(using=alias):
                _insert(model, alias, [row])
        except (DatabaseError, ValueError) as refused:
            table, why = model._meta.db_table, str(refused).splitlines()[0]
            return UncarriableRow(
                Text(
                    f"表 {table} の {row[place]} の行を移せません（{why}）",
                    f"row {row[place]} of table {table} cannot be carried over ({why})",
                )
            )
    return reason


def copy_counters(*, source: str, target: str, tables: Sequence[Model]) -> None:
    """Go on numbering where the source would: a number once given never means another row."""
    numbered = [model for model in tables if isinstance(model._meta.pk, models.AutoField)]
    with connections[target].cursor() as cursor:
        for line in connections[target].ops.sequence_reset_sql(no_style(), numbered):
            cursor.execute(line)
        for model in numbered:
            _set_counter(cursor, target, model, _counter(source, model))


def _counter(alias: str, model: Model) -> int:
    """The last number that a table has given."""
    table, connection = model._meta.db_table, connections[alias]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        else:
            cursor.execute(
                "SELECT pg_sequence_last_value(pg_get_serial_sequence(%s, %s)::regclass)",
                [connection.ops.quote_name(table), model._meta.pk.column],
            )
        found = cursor.fetchone()
    return int(found[0] or 0) if found else 0


def _set_counter(cursor: Any, alias: str, model: Model, last: int) -> None:
    if not last:
        return
    table, connection = model._meta.db_table, connections[alias]
    if connection.vendor == "sqlite":
        cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last])
    else:
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence(%s, %s)::regclass, %s)",
            [connection.ops.quote_name(table), model._meta.pk.column, last],
        )


def _digest(row: Row) -> bytes:
    text = "\x1f".join(map(_plain, row))
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _plain(value: Any) -> str:
    """A value in one form, whichever database it came from."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, (bytes, memoryview)):
        return bytes(value).hex()
    if isinstance(value, (dict, list)):
        return json.dumps(value, sort_keys=True, ensure_ascii=False)
    return f"{type(value).__name__}:{value}"
