-- One row per customer with a name: the name on the customer's latest sale.
-- Of several names on one day the last in text order is taken, so that the order of rows is no matter.
SELECT customer, substr(max(concat(CAST(day AS VARCHAR), customer_name)), 11) AS customer_name
FROM sales
WHERE day <= $as_of AND customer_name IS NOT NULL
GROUP BY customer
