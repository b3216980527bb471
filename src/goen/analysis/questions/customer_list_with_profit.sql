-- One row per customer: the customer list, and the gross profit where something was bought.
SELECT
    customer_list.*,
    CASE WHEN customer_list.rank IS NOT NULL THEN profits.gross_profit END AS gross_profit
FROM customer_list
LEFT JOIN profits ON profits.customer = customer_list.customer
ORDER BY customer_list.customer
