-- One row per customer and date: the net amount of that date.
SELECT customer, day, CAST(sum(amount) AS BIGINT) AS amount
FROM sales
WHERE day <= $as_of
GROUP BY customer, day
