-- One row per customer with an occasion: two indicators over all history, NULL where they are filled
-- from elsewhere.
SELECT
    customer_id,
    CASE $x
        WHEN 'amount' THEN amount
        WHEN 'occasions' THEN CAST(n AS BIGINT)
        WHEN 'tenure' THEN CAST(tenure AS BIGINT)
    END AS x,
    CASE $y
        WHEN 'amount' THEN amount
        WHEN 'occasions' THEN CAST(n AS BIGINT)
        WHEN 'tenure' THEN CAST(tenure AS BIGINT)
    END AS y,
    amount AS sales,
    n = 1 OR tenure < $toddler_days AS is_new
FROM standing
