"""The customer list by hand in DuckDB: the columns of `--customers`, with nothing checked."""

from __future__ import annotations

import sys

import duckdb

DAYS = """
    SELECT customer_id AS customer, date AS day, sum(amount) AS amount
    FROM sales
    GROUP BY ALL
"""
CUSTOMERS = """
    SELECT
        customer,
        min(day) FILTER (amount > 0) AS first_day,
        max(day) FILTER (amount > 0) AS last_day,
        count(*) FILTER (amount > 0) AS occasions,
        sum(amount)::BIGINT AS sales,
        coalesce(sum(amount) FILTER (day > $today - INTERVAL 1 YEAR), 0)::BIGINT AS sales_12m,
        coalesce(sum(amount) FILTER (day > $today - INTERVAL 2 YEARS
            AND day <= $today - INTERVAL 1 YEAR), 0)::BIGINT AS sales_previous_12m,
        last_day - first_day AS tenure,
        $today - last_day AS silence
    FROM days
    GROUP BY customer
"""
LIST = """
    SELECT
        customer,
        CASE WHEN occasions = 1 THEN 'first_time' WHEN tenure < 90 THEN 'toddler'
             WHEN sales < 70000 THEN 'steady' WHEN tenure < 210 THEN 'burst'
             ELSE 'loyal' END AS rank,
        CASE WHEN silence >= 240 THEN 'lapsed' ELSE 'active' END AS status,
        first_day, last_day, occasions, sales, sales_12m, sales_previous_12m, tenure, silence,
        tenure / nullif(occasions - 1, 0) AS mean_interval,
        silence * (occasions - 1) / nullif(tenure, 0) AS overdue_ratio,
        (sales_12m - sales_previous_12m) / nullif(sales_12m + sales_previous_12m, 0) AS trend,
        first_day - (SELECT min(first_day) FROM customers) < 240 AS truncated,
        CASE WHEN silence <= 30 THEN 5 WHEN silence <= 90 THEN 4 WHEN silence <= 180 THEN 3
             WHEN silence <= 365 THEN 2 ELSE 1 END AS r,
        least(occasions, 5) AS f,
        CASE WHEN sales > 20000 THEN 5 WHEN sales > 15000 THEN 4 WHEN sales > 10000 THEN 3
             WHEN sales > 5000 THEN 2 ELSE 1 END AS m,
        concat(r, f) AS rfm_segment,
        ntile(10) OVER best AS decile,
        CASE WHEN sum(sales) OVER best < 0.7 * sum(sales) OVER () THEN 'A'
             WHEN sum(sales) OVER best < 0.9 * sum(sales) OVER () THEN 'B' ELSE 'C' END AS abc
    FROM customers
    WHERE occasions > 0
    WINDOW best AS (ORDER BY sales DESC, last_day DESC, customer)
    ORDER BY customer
"""

path, out = sys.argv[1:]
connection = duckdb.connect()
connection.execute("SET preserve_insertion_order = false")
connection.execute(f"CREATE TABLE sales AS FROM read_csv('{path}')")
(today,) = connection.execute("SELECT max(date) FROM sales").fetchone() or (None,)
connection.execute(f"CREATE VIEW days AS {DAYS}")
connection.execute(f"CREATE TABLE customers AS {CUSTOMERS}", {"today": today})
connection.execute(f"COPY ({LIST}) TO '{out}' (FORMAT parquet)")
