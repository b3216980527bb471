-- One row per customer with an occasion: the scores, and the decile (NULL under ten customers) and the
-- ABC class (1 = A, NULL when all sales together are not positive).
-- The order is that of amounts.sql; equal amounts go by the latest purchase, then the code. Only the
-- customers with one amount are sorted against each other.
WITH placed AS (
    SELECT
        scores.*,
        amounts.sales_before + scores.amount * (row_number() OVER alike - 1) AS sales_before,
        amounts.customers_before + row_number() OVER alike - 1 AS customers_before
    FROM scores
    JOIN amounts ON amounts.amount = scores.amount
    WINDOW alike AS (PARTITION BY scores.amount
                     ORDER BY scores.last_day DESC, scores.customer_id)
)

SELECT
    *,
    CAST(CASE
        WHEN $size = 0 THEN NULL
        WHEN customers_before < $larger * ($size + 1)
            THEN floor(customers_before / nullif($size + 1, 0)) + 1
        ELSE $larger
            + floor((customers_before - $larger * ($size + 1)) / nullif($size, 0)) + 1
    END AS INTEGER) AS decile,
    CASE
        WHEN sales_before < $limit_a THEN 1
        WHEN sales_before < $limit_b THEN 2
        WHEN $limit_b IS NOT NULL THEN 3
    END AS abc
FROM placed
