"""What becomes of each row of a file of sales."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen.shop.intake.kinds.erased import ENTERED, LEFT_OUT
from goen.shop.intake.kinds.sales import compare, known, lines, who
from goen.shop.intake.kinds.sales.form import REPLACE
from goen.shop.intake.tables import one

if TYPE_CHECKING:
    import duckdb

    from goen.shop.intake.models import Batch

# What `take` needs of a row that is new, as columns of the plan.
COLUMNS = {
    "code": "VARCHAR",
    "name": "VARCHAR",
    "customer": "BIGINT",
    "day": "DATE",
    "kind": "VARCHAR",
    "amount": "BIGINT",
    "profit": "BIGINT",
    "quantity": "VARCHAR",
    "product_code": "VARCHAR",
    "product": "VARCHAR",
    "category": "VARCHAR",
    "shop": "VARCHAR",
    "slip": "VARCHAR",
    "line": "INTEGER",
    "source": "VARCHAR",
    "identity": "BIGINT",
}


def plan(*, batch: Batch, work: duckdb.DuckDBPyConnection) -> None:
    """Fill `plan` for all rows of `good`, in SQL; the ledger is asked by the keys of the file."""
    for name, type_ in COLUMNS.items():
        work.execute(f'ALTER TABLE plan ADD COLUMN "{name}" {type_}')
    lines.make(batch=batch, work=work)
    who.find(batch=batch, work=work)
    known.find(work=work)
    _fill(work)
    compare.compare(batch=batch, work=work)
    _ask_of_erased(work)
    _decided(work)
    _count_erased(work)
    if batch.options.get("dates") == REPLACE and not _any_stays(work):
        gone = known.find_gone(batch=batch, work=work)
        work.execute("INSERT INTO extra VALUES ('GONE', ?)", [gone])


def _any_stays(work: duckdb.DuckDBPyConnection) -> bool:
    """Whether a row would stay behind: nobody knows yet which sale of the ledger it is."""
    return bool(
        one(
            work,
            "SELECT (SELECT count(*) FROM problem WHERE level = 'ERROR')"
            " + (SELECT count(*) FROM plan WHERE outcome = 'DOUBTFUL')",
        )[0]
    )


def _fill(work: duckdb.DuckDBPyConnection) -> None:
    """All rows without an error: new, or the same as what is here; what differs is seen later."""
    columns = ", ".join(f'"{name}"' for name in COLUMNS)
    work.execute(
        f"""
        INSERT INTO plan (row, outcome, target, label, why, {columns})
        SELECT
            l.row,
            CASE
                WHEN w.state = 'MANY' THEN 'DOUBTFUL'
                WHEN k.id IS NOT NULL OR l.nth <= coalesce(n.count, 0) THEN 'SAME'
                ELSE 'NEW'
            END,
            k.id,
            CASE WHEN k.id IS NOT NULL THEN strftime(l.day, '%Y-%m-%d') || ' ' || l.amount END,
            CASE WHEN w.state = 'MANY' THEN w.why END,
            l.code, coalesce(l.name, ''), w.customer, l.day, l.kind, l.amount, l.profit, l.quantity,
            l.product_code, l.product, l.category, l.shop, l.slip, l.line, l.source, l.identity
        FROM line l
        LEFT JOIN who w ON w.code = coalesce(l.code, '') AND w.name = coalesce(l.name, '')
        LEFT JOIN known k ON k.row = l.row
        LEFT JOIN counted n ON n.identity = l.identity AND n.source = l.source AND l.slip IS NULL
        WHERE l.row NOT IN (SELECT row FROM problem WHERE level = 'ERROR')
        """
    )


# The lines of people who had themselves erased.
_OF_ERASED = "w.state = 'ERASED' AND w.code = coalesce(plan.code, '') AND w.name = plan.name"


def _ask_of_erased(work: duckdb.DuckDBPyConnection) -> None:
    """Nobody who had themselves erased is entered again unasked."""
    work.execute(
        "UPDATE plan SET outcome = 'DOUBTFUL', why = w.why FROM who w"
        f" WHERE {_OF_ERASED} AND outcome IN ('NEW', 'UPDATE')"
    )


def _count_erased(work: duckdb.DuckDBPyConnection) -> None:
    work.execute(
        "INSERT INTO extra SELECT if(outcome = 'SKIP', $out, $in), count(*) FROM plan, who w"
        f" WHERE {_OF_ERASED} AND (outcome = 'SKIP'"
        " OR outcome IN ('NEW', 'UPDATE') AND plan.customer IS NULL) GROUP BY ALL",
        {"out": LEFT_OUT, "in": ENTERED},
    )


def _decided(work: duckdb.DuckDBPyConnection) -> None:
    """What a person decided goes before what was found; of the erased it holds for all lines."""
    work.execute(
        f"""
        UPDATE plan SET outcome = d.what FROM (
            SELECT w.code, w.name, first(c.what ORDER BY c.row) AS what
            FROM choice c JOIN plan ON plan.row = c.row JOIN who w ON {_OF_ERASED}
            WHERE c.field = '' AND c.what IN ('SKIP', 'NEW') GROUP BY ALL
        ) d
        WHERE outcome = 'DOUBTFUL' AND target IS NULL
          AND d.code = coalesce(plan.code, '') AND d.name = plan.name;
        UPDATE plan SET outcome = 'SKIP' FROM choice c
        WHERE c.row = plan.row AND c.field = '' AND c.what = 'SKIP';
        UPDATE plan SET outcome = 'NEW', target = NULL FROM choice c
        WHERE c.row = plan.row AND c.field = '' AND c.what = 'NEW' AND outcome = 'DOUBTFUL';
        UPDATE plan SET outcome = 'NEW', customer = c.target FROM choice c
        WHERE c.row = plan.row AND c.field = '' AND c.what = 'TARGET' AND outcome = 'DOUBTFUL'
          AND plan.target IS NULL;
        UPDATE plan SET outcome = 'UPDATE' FROM choice c
        WHERE c.row = plan.row AND c.field = '' AND c.what = 'TARGET' AND outcome = 'DOUBTFUL'
          AND plan.target IS NOT NULL;
        """
    )
