-- One row per customer and day of the period on which something was bought, and its month.
SELECT DISTINCT customer, day, year(day) * 12 + month(day) - 1 AS sale_month
FROM bought
WHERE day >= $since AND day <= $until
