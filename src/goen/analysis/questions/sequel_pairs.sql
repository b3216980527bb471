-- One row per month and ordered pair of products: of the customers who bought the first for the
-- first time in that month, those who had the second by then, and those who first bought it within
-- $within_days. A product with itself gives all who bought it for the first time.
SELECT
    year(one.day) * 12 + month(one.day) - 1 AS sale_month,
    one.number AS one,
    other.number AS other,
    CAST(sum(CASE WHEN other.day <= one.day THEN 1 ELSE 0 END) AS BIGINT) AS owned,
    CAST(sum(CASE WHEN other.day > one.day THEN 1 ELSE 0 END) AS BIGINT) AS followed
FROM first_bought AS one
JOIN first_bought AS other
    ON other.customer = one.customer AND date_diff('day', one.day, other.day) <= $within_days
WHERE one.day >= $since AND one.day <= $until
GROUP BY year(one.day) * 12 + month(one.day) - 1, one.number, other.number
