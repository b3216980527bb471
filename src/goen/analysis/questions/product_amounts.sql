-- One row per net amount that products have, the highest first as in amounts.sql. Rows that name no
-- product are left out.
WITH products AS (
    SELECT product, CAST(sum(amount) AS BIGINT) AS amount
    FROM sales
    WHERE product IS NOT NULL AND day <= $as_of
    GROUP BY product
),

amounts AS (
    SELECT amount, count(*) AS products, CAST(count(*) * amount AS BIGINT) AS sales
    FROM products
    GROUP BY amount
)

SELECT
    amount,
    products,
    sales,
    CAST(sum(sales) OVER so_far AS BIGINT) - sales AS sales_before
FROM amounts
WINDOW so_far AS (ORDER BY amount DESC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
