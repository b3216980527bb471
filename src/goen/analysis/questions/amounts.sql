-- One row per cumulative amount that customers have, with the customers and the sales before it when
-- the highest amount comes first. Equal amounts are one row, so no order of rows can matter.
WITH amounts AS (
    SELECT amount, count(*) AS customers, CAST(count(*) * amount AS BIGINT) AS sales
    FROM standing
    GROUP BY amount
)

SELECT
    amount,
    customers,
    sales,
    CAST(sum(customers) OVER so_far AS BIGINT) - customers AS customers_before,
    CAST(sum(sales) OVER so_far AS BIGINT) - sales AS sales_before
FROM amounts
WINDOW so_far AS (ORDER BY amount DESC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
