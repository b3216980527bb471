-- One row per customer with an occasion: the scores, and the decile (NULL under ten customers) and the
-- ABC class (1 = A, NULL when all sales together are not positive).
-- The order is that of amounts.sql; equal amounts go by the latest purchase, then the code. Only
-- customers whose amount lies across deciles or classes are sorted against each other.
WITH ends AS (
    SELECT tile.number * $size + least(tile.number, $larger) AS place
    FROM (VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9)) AS tile (number)
),

divided AS (
    SELECT amount
    FROM amounts
    WHERE (sales_before < $limit_a) <> (sales_before + (customers - 1) * amount < $limit_a)
        OR (sales_before < $limit_b) <> (sales_before + (customers - 1) * amount < $limit_b)
        OR EXISTS (
            SELECT 1
            FROM ends
            WHERE ends.place > amounts.customers_before
                AND ends.place < amounts.customers_before + amounts.customers
        )
),

turns AS (
    SELECT
        scores.customer,
        row_number() OVER (
            PARTITION BY scores.amount ORDER BY scores.last_day DESC, scores.customer
        ) - 1 AS turn
    FROM scores
    JOIN divided ON divided.amount = scores.amount
),

placed AS (
    SELECT
        scores.*,
        amounts.sales_before + scores.amount * coalesce(turns.turn, 0) AS sales_before,
        amounts.customers_before + coalesce(turns.turn, 0) AS customers_before
    FROM scores
    JOIN amounts ON amounts.amount = scores.amount
    LEFT JOIN turns ON turns.customer = scores.customer
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
