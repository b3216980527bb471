-- One row: the products named in the sales, and their net sales.
SELECT
    CAST(coalesce(sum(products), 0) AS BIGINT) AS products,
    CAST(coalesce(sum(sales), 0) AS BIGINT) AS sales
FROM product_amounts
