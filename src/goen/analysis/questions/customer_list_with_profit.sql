-- One row per customer: the customer list, and the gross profit.
SELECT customer_list.*, standing.gross_profit
FROM customer_list
LEFT JOIN standing ON standing.customer = customer_list.customer
ORDER BY customer_list.customer
