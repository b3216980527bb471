-- One row per basket and chosen product in it. A basket is what one customer bought within
-- $window_days, counted back from $as_of.
SELECT DISTINCT
    bought.customer,
    CAST(floor(date_diff('day', bought.day, $as_of) / nullif($window_days, 0)) AS INTEGER) AS basket,
    chosen_products.number
FROM bought
JOIN chosen_products ON chosen_products.product = bought.product
WHERE bought.day >= $since
