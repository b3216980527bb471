-- One row per shop, category or product: sales, occasions and buyers of two adjoining periods,
-- counted within it alone.
WITH days_within AS (
    SELECT within, customer, day, sum(amount) AS amount
    FROM sales_within
    WHERE day >= $from_start AND day <= $as_of
    GROUP BY within, customer, day
),

customers_within AS (
    SELECT
        within,
        customer,
        sum(CASE WHEN day < $to_start THEN amount ELSE 0 END) AS from_sales,
        sum(CASE WHEN day < $to_start AND amount > 0 THEN 1 ELSE 0 END) AS from_occasions,
        sum(CASE WHEN day >= $to_start THEN amount ELSE 0 END) AS to_sales,
        sum(CASE WHEN day >= $to_start AND amount > 0 THEN 1 ELSE 0 END) AS to_occasions
    FROM days_within
    GROUP BY within, customer
)

SELECT
    within,
    CAST(sum(from_sales) AS BIGINT) AS from_sales,
    CAST(sum(from_occasions) AS BIGINT) AS from_occasions,
    CAST(sum(CASE WHEN from_occasions > 0 THEN 1 ELSE 0 END) AS BIGINT) AS from_customers,
    CAST(sum(to_sales) AS BIGINT) AS to_sales,
    CAST(sum(to_occasions) AS BIGINT) AS to_occasions,
    CAST(sum(CASE WHEN to_occasions > 0 THEN 1 ELSE 0 END) AS BIGINT) AS to_customers
FROM customers_within
GROUP BY within
