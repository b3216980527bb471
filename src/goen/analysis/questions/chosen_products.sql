-- One row per product that is among the $most with the most buyers in the period, numbered from 1.
WITH counted AS (
    SELECT product, count(DISTINCT customer) AS buyers
    FROM bought
    WHERE day >= $since
    GROUP BY product
),

numbered AS (
    SELECT
        product,
        CAST(buyers AS BIGINT) AS buyers,
        CAST(row_number() OVER (ORDER BY buyers DESC, product) AS INTEGER) AS number
    FROM counted
)

SELECT product, buyers, number
FROM numbered
WHERE number <= $most
