-- One row per product and quantity bought on one day (the last row stands for $most and more): customers,
-- purchases, pieces and net sales.
WITH days AS (
    SELECT
        customer,
        product,
        day,
        CAST(sum(quantity) AS BIGINT) AS quantity,
        CAST(sum(amount) AS BIGINT) AS amount
    FROM sales
    WHERE day >= $since AND day <= $as_of
        AND customer IS NOT NULL AND product IS NOT NULL AND quantity IS NOT NULL
    GROUP BY customer, product, day
    HAVING sum(quantity) > 0 AND sum(amount) > 0
)

SELECT
    product,
    least(quantity, $most) AS quantity,
    CAST(count(DISTINCT customer) AS BIGINT) AS customers,
    CAST(count(*) AS BIGINT) AS purchases,
    CAST(sum(quantity) AS BIGINT) AS pieces,
    CAST(sum(amount) AS BIGINT) AS sales
FROM days
GROUP BY product, least(quantity, $most)
ORDER BY product, least(quantity, $most)
