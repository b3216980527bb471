-- One row per sale, with its shop; sales without one belong to the shop without a name.
SELECT coalesce(shop, '') AS within, customer, day, amount
FROM sales
