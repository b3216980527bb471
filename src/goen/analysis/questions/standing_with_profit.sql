-- One row per customer with at least one purchase occasion: the standing, and the gross profit.
SELECT standing.*, coalesce(profits.gross_profit, 0) AS gross_profit
FROM standing
LEFT JOIN (
    SELECT customers.customer_id, CAST(sum(sales.gross_profit) AS BIGINT) AS gross_profit
    FROM sales
    JOIN customers ON customers.customer = sales.customer
    WHERE sales.day <= $as_of
    GROUP BY customers.customer_id
) AS profits ON profits.customer_id = standing.customer_id
