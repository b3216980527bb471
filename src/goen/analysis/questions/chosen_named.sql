-- One row per chosen product, in the order of the numbers.
SELECT product
FROM chosen_products
ORDER BY number
