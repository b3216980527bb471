"""Before the first line of a batch goes into the ledger, and after its last one."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from goen import japanese
from goen.shop.customers.models import Customer
from goen.shop.customers.operations import NewCustomer, create_customers
from goen.shop.errands.pace import Pace
from goen.shop.intake import store
from goen.shop.intake.kinds.customers.finding import kind_of_row, name_key
from goen.shop.intake.kinds.customers.form import BY_NAME
from goen.shop.intake.kinds.sales import known, names
from goen.shop.intake.kinds.sales.form import REPLACE
from goen.shop.intake.kinds.sales.who import customers_named
from goen.shop.intake.left import staying
from goen.shop.intake.tables import append, literal
from goen.shop.jobs.pause import breathe
from goen.shop.sales import signals
from goen.shop.sales.models import HiddenBatch, Sale
from goen.shop.sales.operations.sales import trash_sales

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

    from goen.shop.intake.models import Batch


def begin(*, batch: Batch, work: duckdb.DuckDBPyConnection, now: datetime) -> None:
    """Hide the batch, enter what its lines need, and give each line its ids.

    Safe to be done again after a kill: what is there already is found, and not made twice.
    """
    with transaction.atomic():
        HiddenBatch.objects.get_or_create(batch=batch.pk)
        _note_months(batch, work, table="plan")
    _customers(batch, work, now)
    names.make(batch=batch, work=work, now=now)
    if batch.options.get("dates") == REPLACE and not staying(batch):
        _replace(batch, work, now)
    _with_ids(batch, work)


def show(batch: Batch, *, cause: str) -> None:
    """Let everybody see the batch, and other rooms hear of its days and why they changed."""
    HiddenBatch.objects.filter(batch=batch.pk).delete()
    tell(batch, cause=cause)


def tell(batch: Batch, *, cause: str) -> None:
    """Let other rooms hear that the sales of its months are other ones now."""
    months = batch.result.get("months", [])
    days = {(None, date.fromisoformat(f"{month}-01")) for month in months}
    if days:
        signals.sales_changed.send(Sale, days=days, cause=cause)


def _note_months(batch: Batch, work: duckdb.DuckDBPyConnection, *, table: str) -> None:
    """Add the months of a table to those whose sales are other ones with the batch."""
    months = work.execute(
        f"SELECT DISTINCT strftime(day, '%Y-%m') FROM {table} WHERE day IS NOT NULL"
    ).fetchall()
    known = {*batch.result.get("months", []), *(month for (month,) in months)}
    batch.result = {**batch.result, "months": sorted(known)}
    batch.save(update_fields=["result"])


def _customers(batch: Batch, work: duckdb.DuckDBPyConnection, now: datetime) -> None:
    """The table `person` (key, id): customers who are new with this file, entered now."""
    work.execute("CREATE TABLE person (key VARCHAR, id BIGINT)")
    pace = Pace(most=500)
    for rows in _new_people(work, pace):
        with pace.step():
            found = _ids(rows)
            lacking = [row for row in rows if found.get(_key(row)) is None]
            people = {_same(row): row for row in reversed(lacking)}
            made = create_customers(
                by=batch.by,
                rows=[NewCustomer(_values(one), one["row"]) for one in people.values()],
                now=now,
                group=batch.group,
            )
            ids = dict(zip(people, made, strict=True))
            found |= {_key(row): ids[_same(row)] for row in lacking}
        append(
            work,
            table="person",
            columns=("key", "id"),
            rows=[("\x1f".join(_key(row)), found[_key(row)]) for row in rows],
        )
        breathe(since=pace.ended)


def _new_people(work: duckdb.DuckDBPyConnection, pace: Pace) -> Iterator[list[dict[str, Any]]]:
    """Each new customer once, with the first name that the file has, and its first row."""
    cursor = work.cursor()
    cursor.execute(
        """
        WITH lacking AS (
            SELECT coalesce(code, '') AS code, name, row,
                CASE WHEN code IS NULL THEN name END AS one
            FROM plan
            WHERE outcome IN ('NEW', 'UPDATE') AND customer IS NULL
              AND (code IS NOT NULL OR name <> '')
        )
        SELECT code, coalesce(first(name ORDER BY row) FILTER (name <> ''), '') AS name,
            min(row) AS row
        FROM lacking GROUP BY code, one ORDER BY 3
        """
    )
    while rows := cursor.fetchmany(pace.size):
        yield [dict(zip(("code", "name", "row"), row, strict=True)) for row in rows]


def _key(row: dict[str, Any]) -> tuple[str, str]:
    return (row["code"], "" if row["code"] else row["name"])


def _ids(rows: list[dict[str, Any]]) -> dict[tuple[str, str], int]:
    """Those who are in the ledger by now."""
    codes = [row["code"] for row in rows if row["code"]]
    people = customers_named([row["name"] for row in rows if not row["code"]])
    found = Customer.objects.live().filter(code__in=codes).values_list("code", "pk")
    by_name = {("", name): ids[0] for name, ids in people.items() if len(ids) == 1}
    return {(code, ""): pk for code, pk in found} | by_name


def _same(row: dict[str, Any]) -> tuple[str, str]:
    """What makes two of a file one: the number; without one the name, however it is written."""
    name = japanese.without_honorific(name=row["name"])
    return (row["code"], "" if row["code"] else name_key(name, _kind(row)))


def _kind(row: dict[str, Any]) -> str:
    return kind_of_row(row, BY_NAME)


def _values(row: dict[str, Any]) -> dict[str, Any]:
    """A customer of whom the file tells the number, perhaps the name."""
    name = japanese.without_honorific(name=row["name"])
    return {"code": row["code"], "name": name or row["code"], "kind": _kind(row)}


def _replace(batch: Batch, work: duckdb.DuckDBPyConnection, now: datetime) -> None:
    """What is not in the file any more goes to the trash: for others, when the batch is shown.

    After a kill it goes on with the moment that the first part went at.
    """
    known.find_gone(batch=batch, work=work)
    with transaction.atomic():
        _note_months(batch, work, table="gone")
        since = batch.result.get("leaving") or now.isoformat()
        batch.result = {**batch.result, "leaving": since}
        batch.save(update_fields=["result"])
        HiddenBatch.objects.filter(batch=batch.pk).update(leaving=since)
    moment = datetime.fromisoformat(since)
    pace = Pace()
    cursor = work.cursor()
    cursor.execute("SELECT id FROM gone ORDER BY id")
    while rows := cursor.fetchmany(pace.size):
        with pace.step():
            ids = [pk for (pk,) in rows]
            trash_sales(by=batch.by, sale_ids=ids, now=moment, group=batch.group)
            _count(batch, len(ids))
        breathe(since=pace.ended)


def _count(batch: Batch, replaced: int) -> None:
    """Add sales that went to the trash to what the batch did."""
    taken = batch.result.get("taken", {})
    counts = taken.get("counts", {})
    counts = {**counts, "replaced": counts.get("replaced", 0) + replaced}
    batch.result = {**batch.result, "taken": {**taken, "counts": counts}}
    batch.save(update_fields=["result"])


def _with_ids(batch: Batch, work: duckdb.DuckDBPyConnection) -> None:
    """The plan, with the ids of all that its lines name."""
    plan = f"read_parquet({literal(str(store.plan(batch)))})"
    work.execute(
        f"""
        CREATE OR REPLACE VIEW plan AS
        SELECT p.row, p.outcome, p.target, p.changes, p.day::VARCHAR AS day, p.kind, p.amount,
            p.profit, p.quantity, coalesce(p.slip, '') AS slip, p.line, p.identity,
            coalesce(p.customer, w.id) AS customer,
            f.id AS source_id, g.id AS product_id, c.id AS category_id, s.id AS shop_id
        FROM {plan} p
        LEFT JOIN person w
            ON w.key = CASE WHEN p.code IS NULL THEN chr(31) || p.name ELSE p.code || chr(31) END
        LEFT JOIN product g ON g.code = coalesce(p.product_code, '')
            AND g.name = coalesce(p.product, '')
        LEFT JOIN name_id c ON c.of = 'category' AND c.name = p.category
        LEFT JOIN name_id s ON s.of = 'shop' AND s.name = p.shop
        LEFT JOIN name_id f ON f.of = 'source' AND f.name = p.source
        """
    )
