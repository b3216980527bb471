-- One row per month and product: the visits of customers who had the product by then, and those
-- followed by its first purchase within $within_days.
SELECT
    sequel_visits.sale_month,
    first_bought.number,
    CAST(sum(CASE WHEN first_bought.day <= sequel_visits.day THEN 1 ELSE 0 END) AS BIGINT) AS owned,
    CAST(sum(CASE WHEN first_bought.day > sequel_visits.day THEN 1 ELSE 0 END) AS BIGINT) AS followed
FROM sequel_visits
JOIN first_bought
    ON first_bought.customer = sequel_visits.customer
    AND date_diff('day', sequel_visits.day, first_bought.day) <= $within_days
GROUP BY sequel_visits.sale_month, first_bought.number
