-- One row per customer, day and product bought: what came back on the day is taken off. Rows that
-- name no customer or no product are left out.
SELECT customer, day, product
FROM sales
WHERE day <= $as_of AND customer IS NOT NULL AND product IS NOT NULL
GROUP BY customer, day, product
HAVING sum(amount) > 0
