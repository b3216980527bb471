-- One row per customer: the customer list, and the customer's name where there is one.
SELECT customer_list.*, customer_names.customer_name
FROM customer_list
LEFT JOIN customer_names ON customer_names.customer = customer_list.customer
ORDER BY customer_list.customer
