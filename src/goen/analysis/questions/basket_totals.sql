-- One row: all baskets of the period, and all products in them. A basket is what one customer bought
-- within $window_days, counted back from $as_of.
SELECT
    CAST(count(*) AS BIGINT) AS baskets,
    CAST((SELECT count(DISTINCT product) FROM bought WHERE day >= $since) AS BIGINT) AS products
FROM (
    SELECT DISTINCT
        customer,
        floor(date_diff('day', day, $as_of) / nullif($window_days, 0)) AS basket
    FROM bought
    WHERE day >= $since
) AS baskets
