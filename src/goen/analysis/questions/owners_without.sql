-- One row per customer who owns one product and not another, and when it was last bought. To own is to
-- have bought more of it than came back.
SELECT customer, max(last_day) AS last_day
FROM (
    SELECT customer, product, max(CASE WHEN amount > 0 THEN day END) AS last_day
    FROM sales
    WHERE day <= $as_of AND customer IS NOT NULL AND (product = $owned OR product = $missing)
    GROUP BY customer, product
    HAVING sum(amount) > 0
) AS held
GROUP BY customer
HAVING max(CASE WHEN product = $missing THEN 1 ELSE 0 END) = 0
ORDER BY last_day DESC, customer
