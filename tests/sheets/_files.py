"""Files made for tests, and loads of them told as plain values."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import duckdb

from goen.sheets import LoadOptions, LoadReport, NothingUsable, load

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 21)
HEADER = "顧客番号,売上日,金額"


def text_file(
    folder: Path, content: str | bytes, *, name: str = "sales.csv", encoding: str = "utf-8"
) -> Path:
    """Write `content` as it is, without changing its line ends."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def loaded(
    *files: Path | str,
    connection: duckdb.DuckDBPyConnection | None = None,
    as_of: date | None = None,
    today: date = TODAY,
    **options: Any,
) -> LoadReport:
    """Load files, and give the report even when no row can be used."""
    try:
        return load(
            connection or duckdb.connect(),
            files,
            options=LoadOptions(**options),
            today=today,
            as_of=as_of,
        )
    except NothingUsable as nothing:
        assert nothing.report is not None
        return nothing.report


def told(*files: Path | str, **options: Any) -> dict[str, Any]:
    """What a load says and leaves, as values that can be compared."""
    connection = duckdb.connect()
    report = loaded(*files, connection=connection, **options)
    assert report.rows == report.rows_used + report.rows_rejected + report.excluded.total
    sales = connection.execute("SELECT * FROM sales").fetchall()
    return {
        "sales": sorted(sales, key=repr),
        "columns": [row[0] for row in connection.execute("DESCRIBE sales").fetchall()],
        "rows": (report.rows, report.rows_used, report.rows_rejected),
        "excluded": report.excluded,
        "dates": (report.first_date, report.last_date, report.as_of),
        "money": (report.sales, report.no_customer_sales),
        "others": (report.titles, report.blank, report.repeated, report.totals),
        "zero_only": report.customers_zero_only,
        "overlap": report.overlap_rows,
        "rejections": list(report.rejections),
        "future": report.future and list(report.future.each),
    }


def sales_of(*files: Path | str, **options: Any) -> list[tuple[Any, ...]]:
    """The rows of the table `sales`, in order."""
    return list(told(*files, **options)["sales"])
