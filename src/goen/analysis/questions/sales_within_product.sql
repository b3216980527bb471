-- One row per sale, with its product; sales without one belong to the product without a name.
SELECT coalesce(product, '') AS within, customer, day, amount
FROM sales
