-- One row per customer: the customer list with the name on the customer's latest sale.
-- Of several names on one day the last in text order is taken, so that the order of rows is no matter.
WITH latest AS (
    SELECT customer, substr(max(concat(CAST(day AS VARCHAR), customer_name)), 11) AS customer_name
    FROM sales
    WHERE day <= $as_of AND customer_name IS NOT NULL
    GROUP BY customer
)

SELECT
    customer_list.customer,
    latest.customer_name,
    customer_list.rank,
    customer_list.status,
    customer_list.first_day,
    customer_list.last_day,
    customer_list.occasions,
    customer_list.sales,
    customer_list.sales_12m,
    customer_list.sales_previous_12m,
    customer_list.tenure,
    customer_list.silence,
    customer_list.truncated,
    customer_list.r,
    customer_list.f,
    customer_list.m,
    customer_list.rfm_segment,
    customer_list.decile,
    customer_list.abc
FROM customer_list
LEFT JOIN latest ON latest.customer = customer_list.customer
ORDER BY customer_list.customer
