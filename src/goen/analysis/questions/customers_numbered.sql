-- One row per customer: the counted customers with a number, for windows over whole numbers.
-- Numbers follow the order of the customer's own code, so that ties broken by customer_id are ties
-- broken by code, whatever the order of the rows.
SELECT CAST(row_number() OVER (ORDER BY customer) AS INTEGER) AS customer_id, *
FROM counted
