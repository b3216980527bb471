-- One row per customer with an occasion: decile (NULL under ten customers), ABC class (1 = A, NULL
-- when all sales together are not positive) and R, F and M scores.
-- The order is that of amounts.sql; equal amounts go by the latest purchase, then the code.
WITH placed AS (
    SELECT
        standing.customer_id,
        standing.silence,
        standing.n,
        standing.amount,
        amounts.sales_before + standing.amount * (row_number() OVER alike - 1) AS sales_before,
        amounts.customers_before + row_number() OVER alike - 1 AS place
    FROM standing
    JOIN amounts ON amounts.amount = standing.amount
    WINDOW alike AS (PARTITION BY standing.amount
                     ORDER BY standing.last_day DESC, standing.customer_id)
)

SELECT
    customer_id,
    CAST(CASE
        WHEN $size = 0 THEN NULL
        WHEN place < $larger * ($size + 1) THEN floor(place / nullif($size + 1, 0)) + 1
        ELSE $larger + floor((place - $larger * ($size + 1)) / nullif($size, 0)) + 1
    END AS INTEGER) AS decile,
    CASE
        WHEN sales_before < $limit_a THEN 1
        WHEN sales_before < $limit_b THEN 2
        WHEN $limit_b IS NOT NULL THEN 3
    END AS abc,
    CASE
        WHEN silence <= $r5 THEN 5
        WHEN silence <= $r4 THEN 4
        WHEN silence <= $r3 THEN 3
        WHEN silence <= $r2 THEN 2
        ELSE 1
    END AS r,
    CASE
        WHEN n >= $f5 THEN 5
        WHEN n >= $f4 THEN 4
        WHEN n >= $f3 THEN 3
        WHEN n >= $f2 THEN 2
        ELSE 1
    END AS f,
    CASE
        WHEN amount >= $m5 THEN 5
        WHEN amount >= $m4 THEN 4
        WHEN amount >= $m3 THEN 3
        WHEN amount >= $m2 THEN 2
        ELSE 1
    END AS m
FROM placed
