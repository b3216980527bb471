"""The same figures in SQL written by hand for PostgreSQL, straight from the table of sales.

Nothing here comes from goen.analysis. The limits are those of mail order (domain.md §1.2).
"""

from __future__ import annotations

# ruff: noqa: S608 - texts of our own

# A day with a positive sum is an occasion; who is in the trash, and what an import hides, is out.
_DAYS = """
    days AS (
        SELECT s.customer_id, s."on" AS day, sum(s.amount)::bigint AS net
        FROM sales_sale s JOIN customers_customer c ON c.id = s.customer_id
        WHERE s.deleted_at IS NULL AND c.deleted_at IS NULL AND s.kind <> 'CANCEL'
            AND (s.batch IS NULL OR s.batch NOT IN (SELECT batch FROM sales_hiddenbatch))
            AND s."on" <= %(on)s::date
        GROUP BY s.customer_id, s."on"
    )
"""
_RANK = """
    CASE WHEN n = 1 THEN 'first_time'
        WHEN last_day - first_day < 90 THEN 'toddler'
        WHEN amount < 70000 THEN 'steady'
        WHEN last_day - first_day < 210 THEN 'burst'
        ELSE 'loyal' END
"""
STANDINGS = f"""
    WITH {_DAYS},
    stood AS (
        SELECT customer_id, count(*) FILTER (WHERE net > 0) AS n,
            min(day) FILTER (WHERE net > 0) AS first_day,
            max(day) FILTER (WHERE net > 0) AS last_day, sum(net)::bigint AS amount,
            coalesce(sum(net) FILTER (WHERE day > %(on)s::date - interval '1 year'), 0)::bigint
                AS amount_12m
        FROM days GROUP BY customer_id
    ),
    silent AS (SELECT *, %(on)s::date - last_day AS silence FROM stood WHERE n > 0)
    SELECT customer_id, n, first_day::text, last_day::text, amount, amount_12m,
        {_RANK} AS rank, silence >= 240 AS lapsed,
        CASE WHEN silence <= 30 THEN 5 WHEN silence <= 90 THEN 4 WHEN silence <= 180 THEN 3
            WHEN silence <= 365 THEN 2 ELSE 1 END AS r,
        least(n, 5) AS f,
        CASE WHEN amount > 20000 THEN 5 WHEN amount > 15000 THEN 4 WHEN amount > 10000 THEN 3
            WHEN amount > 5000 THEN 2 ELSE 1 END AS m,
        ntile(10) OVER (ORDER BY amount DESC, last_day DESC, customer_id) AS decile
    FROM silent ORDER BY customer_id
"""
# Every customer on each evening of a month and the one before: who stands elsewhere has moved.
LEDGER = f"""
    WITH {_DAYS},
    evenings AS (
        SELECT d::date AS evening FROM generate_series(
            %(month)s::date - 1,
            least((%(month)s::date + interval '1 month')::date - 1, %(on)s::date), interval '1 day'
        ) d
    ),
    stood AS (
        SELECT evening, customer_id, count(*) FILTER (WHERE net > 0) AS n,
            min(day) FILTER (WHERE net > 0) AS first_day,
            max(day) FILTER (WHERE net > 0) AS last_day, sum(net) AS amount
        FROM evenings JOIN days ON day <= evening GROUP BY evening, customer_id
    ),
    segments AS (
        SELECT evening, customer_id, {_RANK} AS rank,
            CASE WHEN evening - last_day >= 240 THEN 'lapsed' ELSE 'active' END AS status
        FROM stood WHERE n > 0
    ),
    moved AS (
        SELECT *, lag(rank) OVER w AS old_rank, lag(status) OVER w AS old_status
        FROM segments WINDOW w AS (PARTITION BY customer_id ORDER BY evening)
    ),
    told AS (
        SELECT rank, status, 1 AS opening, 0 AS entered, 0 AS gone FROM segments
        WHERE evening = %(month)s::date - 1
        UNION ALL
        SELECT rank, status, 0, 1, 0 FROM moved
        WHERE evening >= %(month)s
            AND (rank, status) IS DISTINCT FROM (old_rank, old_status)
        UNION ALL
        SELECT old_rank, old_status, 0, 0, 1 FROM moved
        WHERE evening >= %(month)s AND old_rank IS NOT NULL
            AND (rank, status) IS DISTINCT FROM (old_rank, old_status)
    )
    SELECT rank, status, sum(opening), sum(entered), sum(gone),
        sum(opening) + sum(entered) - sum(gone)
    FROM told GROUP BY rank, status ORDER BY rank, status
"""
# What was bought of each product in the 12 calendar months that end with that of the day, and in
# the 12 before: sales, purchases and buyers of the product alone.
PRODUCTS = """
    WITH bought AS (
        SELECT coalesce(p.name, '') AS product, s.customer_id, s."on" AS day,
            s."on" >= date_trunc('month', %(on)s::date) - interval '11 months' AS later,
            sum(s.amount)::bigint AS net
        FROM sales_sale s JOIN customers_customer c ON c.id = s.customer_id
            LEFT JOIN sales_product p ON p.id = s.product_id
        WHERE s.deleted_at IS NULL AND c.deleted_at IS NULL AND s.kind <> 'CANCEL'
            AND (s.batch IS NULL OR s.batch NOT IN (SELECT batch FROM sales_hiddenbatch))
            AND s."on" <= %(on)s::date
            AND s."on" >= date_trunc('month', %(on)s::date) - interval '23 months'
        GROUP BY 1, 2, 3, 4
    )
    SELECT product, coalesce(sum(net) FILTER (WHERE NOT later), 0)::bigint,
        coalesce(sum(net) FILTER (WHERE later), 0)::bigint,
        count(*) FILTER (WHERE net > 0 AND NOT later), count(*) FILTER (WHERE net > 0 AND later),
        count(DISTINCT customer_id) FILTER (WHERE net > 0 AND NOT later),
        count(DISTINCT customer_id) FILTER (WHERE net > 0 AND later)
    FROM bought GROUP BY product ORDER BY product
"""
