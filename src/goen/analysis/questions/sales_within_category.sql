-- One row per sale, with its category; sales without one belong to the category without a name.
SELECT coalesce(category, '') AS within, customer, day, amount
FROM sales
