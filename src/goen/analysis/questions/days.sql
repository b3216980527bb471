-- One row per customer and date: the net amount of that date.
SELECT customers.customer_id, sales.day, CAST(sum(sales.amount) AS BIGINT) AS amount
FROM sales
JOIN customers ON customers.customer = sales.customer
WHERE sales.day <= $as_of
GROUP BY customers.customer_id, sales.day
