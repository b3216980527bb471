-- One row: customers and net sales of the whole ledger, and of customers with a purchase occasion.
SELECT
    CAST(whole.customers AS BIGINT) AS customers,
    CAST(whole.sales AS BIGINT) AS sales,
    CAST(buyers.customers AS BIGINT) AS buyers,
    CAST(buyers.sales AS BIGINT) AS buyer_sales,
    buyers.first_day AS first_day,
    buyers.last_day AS last_day
FROM (
    SELECT count(*) AS customers, coalesce(sum(amount), 0) AS sales
    FROM customers
) AS whole
CROSS JOIN (
    SELECT
        count(*) AS customers,
        coalesce(sum(amount), 0) AS sales,
        min(first_day) AS first_day,
        max(last_day) AS last_day
    FROM standing
) AS buyers
