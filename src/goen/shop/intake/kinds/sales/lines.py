"""The rows of a file as typed lines, each with its identity; what cannot be a sale is an error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from goen.shop.intake.kinds.sales.form import SOURCE
from goen.shop.intake.tables import literal, one, quoted

if TYPE_CHECKING:
    from datetime import date

    import duckdb

    from goen.shop.intake.models import Batch

_TEXTS = ("product_code", "product", "category", "shop", "slip")
_MARK = "chr(31)"  # stands between the parts of an identity, and in no cell


def make(*, batch: Batch, work: duckdb.DuckDBPyConnection) -> None:
    """The table `line`: one row for each row of `good` that can be a sale."""
    mapped = set(batch.columns)
    unit = int(batch.options.get("unit") or 1)
    source = str(batch.options.get("source") or SOURCE)
    work.execute(
        f"""
        CREATE TABLE typed AS
        WITH read AS (
            SELECT
                row, {_column("id", mapped)}::BIGINT AS id,
                {_column("customer", mapped)} AS code, {_column("customer_name", mapped)} AS name,
                {_column("on", mapped)}::DATE AS day, {_column("kind", mapped)} AS said,
                coalesce(
                    {_column("amount", mapped)}::BIGINT,
                    round({_column("unit_price", mapped)}::DECIMAL(18, 0)
                        * {_column("quantity", mapped)}::DECIMAL(18, 3))::BIGINT
                ) * {unit} AS figure,
                {_column("profit", mapped)}::BIGINT * {unit} AS profit,
                {_column("cost", mapped)}::BIGINT * {unit} AS cost,
                {_column("quantity", mapped)} AS quantity,
                {", ".join(f"{_column(name, mapped)} AS {name}" for name in _TEXTS)},
                {_column("line", mapped)}::INTEGER AS line,
                coalesce({_column("source", mapped)}, {literal(source)}) AS source
            FROM good
        ), signed AS (
            -- A return is negative, and what is negative is a return; cancelled lines stay as told.
            SELECT *, CASE WHEN said = 'RETURN' THEN -abs(figure) ELSE figure END AS amount
            FROM read
        )
        SELECT
            row, id, code, name, day,
            coalesce(nullif(said, 'SALE'), CASE WHEN amount < 0 THEN 'RETURN' ELSE 'SALE' END)
                AS kind,
            amount,
            coalesce(CASE WHEN said = 'RETURN' THEN -abs(profit) ELSE profit END,
                amount - CASE WHEN amount < 0 THEN -abs(cost) ELSE cost END) AS profit,
            quantity, {", ".join(_TEXTS)}, line, source
        FROM signed
        """
    )
    _refuse(work, today=localtime(batch.created_at).date())
    _identify(work)


def _column(name: str, mapped: set[str]) -> str:
    """The column of a field; nothing where the file has none."""
    return quoted(name) if name in mapped else "NULL"


def _refuse(work: duckdb.DuckDBPyConnection, *, today: date) -> None:
    """Lines without an amount, and lines of days to come."""
    for field, condition, words in (
        ("amount", "amount IS NULL", _("This must not be empty.")),
        ("on", f"day > DATE '{today}'", _("This day is still to come.")),
    ):
        work.execute(
            "INSERT INTO problem SELECT t.row, ?, 'ERROR', c.text, ?, NULL FROM typed t"
            f" LEFT JOIN (SELECT row, {_written(work, field)} AS text FROM cell) c USING (row)"
            f" WHERE {condition}",
            [field, words],
        )


def _written(work: duckdb.DuckDBPyConnection, field: str) -> str:
    """The cell of a field as it stands in the file, if the file has it."""
    names = {row[0] for row in work.execute("DESCRIBE cell").fetchall()}
    return quoted(field) if field in names else "NULL"


def _identify(work: duckdb.DuckDBPyConnection) -> None:
    """The table `line`: identities, and the occurrence of equal lines and of lines of a slip.

    A line with a slip number is known again by source, slip and line; its identity is all it says,
    so that a change is seen. One without is known by source, customer, day, amount, product and
    shop, and the how manieth equal one it is. Registers begin anew with their numbers each day or
    in each shop: where one number stands on several days or in several shops (`reused`), both
    belong to it.
    """
    who = "coalesce(code, name, '')"
    product = "coalesce(product_code, product, '')"
    short = [who, "strftime(day, '%Y%m%d')", "amount::VARCHAR", product, "coalesce(shop, '')"]
    whole = [*short, "kind", "coalesce(profit::VARCHAR, '')", "coalesce(quantity, '')"]
    whole.append("coalesce(category, '')")
    work.execute(_REUSED)
    _places(work)
    work.execute(
        f"""
        CREATE TABLE line AS
        WITH named AS (
            SELECT *, line IS NOT NULL AS given,
                source IN (SELECT source FROM reused) AS reused,
                (md5_number_lower(CASE WHEN slip IS NULL THEN concat_ws({_MARK}, {", ".join(short)})
                    ELSE concat_ws({_MARK}, {", ".join(whole)}) END) >> 1)::BIGINT AS identity
            FROM typed WHERE amount IS NOT NULL
        )
        SELECT n.* EXCLUDE (line),
            CASE WHEN slip IS NULL THEN row_number() OVER (
                PARTITION BY source, identity ORDER BY n.row) END AS nth,
            coalesce(line, CASE WHEN slip IS NULL THEN 1 ELSE p.place END)::INTEGER AS line
        FROM named n LEFT JOIN place p ON p.row = n.row;
        DROP TABLE typed;
        DROP TABLE place;
        """
    )
    _twice(work)


def _places(work: duckdb.DuckDBPyConnection) -> None:
    """The table `place`: the how manieth line of its slip a row is, lines with errors counted."""
    apart = ["slip"]
    if one(work, "SELECT count(*) FROM reused")[0]:
        apart += ["on", "shop"]
    parts = ", ".join(_written(work, name) for name in apart)
    work.execute(
        "CREATE TABLE place AS"
        f" SELECT row, row_number() OVER (PARTITION BY {parts} ORDER BY row) AS place FROM cell"
    )


_REUSED = """
    CREATE TABLE reused AS
    SELECT DISTINCT source FROM (
        SELECT source FROM typed WHERE slip IS NOT NULL AND amount IS NOT NULL
        GROUP BY source, slip HAVING min(day) <> max(day)
            OR min(coalesce(shop, '')) <> max(coalesce(shop, ''))
    )
"""


def _twice(work: duckdb.DuckDBPyConnection) -> None:
    """The same line of the same slip, and the same sale of the ledger, stand in the file once."""
    slip = """source, slip, line,
        CASE WHEN reused THEN day END, CASE WHEN reused THEN shop END"""
    for field, key, where, words in (
        ("line", slip, "slip IS NOT NULL", _("Row %(row)s has the same slip number and line.")),
        ("id", "id", "id IS NOT NULL", _("Row %(row)s has the same Goen number.")),
    ):
        rows = work.execute(
            f"SELECT row, first FROM (SELECT row, min(row) OVER (PARTITION BY {key}) AS first"
            f" FROM line WHERE {where}) WHERE row > first ORDER BY row"
        )
        found = [(row, field, words % {"row": f"{first:,}"}) for row, first in rows.fetchall()]
        if found:
            work.executemany("INSERT INTO problem VALUES (?, ?, 'ERROR', NULL, ?, NULL)", found)
