-- One row per customer with sales: the gross profit; of sales that do not tell it, nothing.
SELECT customer, CAST(coalesce(sum(gross_profit), 0) AS BIGINT) AS gross_profit
FROM sales
WHERE day <= $as_of
GROUP BY customer
