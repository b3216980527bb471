"""Sales files for the benches: the same seed gives the same rows on every machine."""

from __future__ import annotations

from pathlib import Path

import duckdb

FOLDER = Path(__file__).resolve().parent.parent / "build" / "bench"
HEADER = "customer_id,date,amount"


def sales_file(*, rows: int) -> Path:
    """Return a CSV of `rows` sales by about a tenth as many customers over 6½ years."""
    path = FOLDER / f"sales-{rows}.csv"
    if not path.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        _write(path, rows)
    return path


def excel_file(*, rows: int) -> Path:
    """Return a workbook of `rows` sales, dates as Excel dates."""
    path = FOLDER / f"sales-{rows}.xlsx"
    if not path.exists():
        part = path.with_suffix(".part.xlsx")
        _write_excel(part, sales_file(rows=rows))
        part.replace(path)
    return path


def _write_excel(path: Path, source: Path) -> None:
    import xlsxwriter

    with (
        xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book,
        duckdb.connect() as connection,
    ):
        sheet = book.add_worksheet()
        as_date = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, HEADER.split(","))
        rows = connection.execute("SELECT * FROM read_csv(?)", [str(source)])
        number = 0
        while batch := rows.fetchmany(50_000):
            for customer, day, amount in batch:
                number += 1
                sheet.write_string(number, 0, customer)
                sheet.write_datetime(number, 1, day, as_date)
                sheet.write_number(number, 2, amount)


def _write(path: Path, rows: int) -> None:
    part = path.with_suffix(".part")
    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")
        connection.execute("SELECT setseed(0.42)")
        connection.execute(
            f"""
            COPY (
                SELECT
                    'C' || lpad(CAST(CAST(floor(pow(random(), 2.0) * {rows // 10}) AS BIGINT)
                                     AS VARCHAR), 8, '0') AS customer_id,
                    DATE '2020-01-01' + CAST(floor(random() * 2400) AS INTEGER) AS date,
                    CAST(floor(exp(random() * 3) * 1000) AS BIGINT)
                        * CASE WHEN random() < 0.01 THEN -1 ELSE 1 END AS amount
                FROM range({rows})
            ) TO '{part}' (HEADER)
            """
        )
    part.replace(path)
