-- One row per customer with at least one purchase occasion: the standing, and the gross profit.
SELECT standing.*, coalesce(profits.gross_profit, 0) AS gross_profit
FROM standing
LEFT JOIN (
    SELECT customer, CAST(sum(gross_profit) AS BIGINT) AS gross_profit
    FROM sales
    WHERE day <= $as_of
    GROUP BY customer
) AS profits ON profits.customer = standing.customer
