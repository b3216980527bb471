-- One row per customer and chosen product that the customer owns: more of it was bought than came back.
SELECT sales.customer, 0 AS basket, chosen_products.number
FROM sales
JOIN chosen_products ON chosen_products.product = sales.product
WHERE sales.day <= $as_of AND sales.customer IS NOT NULL
GROUP BY sales.customer, chosen_products.number
HAVING sum(sales.amount) > 0
