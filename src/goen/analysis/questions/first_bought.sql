-- One row per customer and chosen product: the day it was first bought, of all history.
SELECT bought.customer, chosen_products.number, min(bought.day) AS day
FROM bought
JOIN chosen_products ON chosen_products.product = bought.product
GROUP BY bought.customer, chosen_products.number
