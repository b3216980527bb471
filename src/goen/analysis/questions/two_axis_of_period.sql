-- One row per customer with an occasion since $start: two indicators over that period (tenure over all
-- history), NULL where they are filled from elsewhere.
WITH recent AS (
    SELECT
        customer_id,
        CAST(sum(day_amount) AS BIGINT) AS amount,
        CAST(sum(CASE WHEN occasion THEN 1 ELSE 0 END) AS BIGINT) AS occasions
    FROM states
    WHERE day >= $start
    GROUP BY customer_id
)

SELECT
    recent.customer_id,
    CASE $x
        WHEN 'amount' THEN recent.amount
        WHEN 'occasions' THEN recent.occasions
        WHEN 'tenure' THEN CAST(standing.tenure AS BIGINT)
    END AS x,
    CASE $y
        WHEN 'amount' THEN recent.amount
        WHEN 'occasions' THEN recent.occasions
        WHEN 'tenure' THEN CAST(standing.tenure AS BIGINT)
    END AS y,
    recent.amount AS sales,
    standing.first_day >= $start AND (standing.n = 1 OR standing.tenure < $toddler_days) AS is_new
FROM recent
JOIN standing ON standing.customer_id = recent.customer_id
WHERE recent.occasions > 0
