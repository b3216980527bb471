-- One row per customer: occasions (dates with a positive net amount), their first and last date,
-- and net amounts.
SELECT
    customer,
    min(CASE WHEN amount > 0 THEN day END) AS first_day,
    max(CASE WHEN amount > 0 THEN day END) AS last_day,
    CAST(count(CASE WHEN amount > 0 THEN 1 END) AS INTEGER) AS n,
    CAST(sum(amount) AS BIGINT) AS amount,
    CAST(sum(CASE WHEN day > $year_ago THEN amount ELSE 0 END) AS BIGINT) AS amount_12m,
    CAST(sum(CASE WHEN day > $two_years_ago AND day <= $year_ago THEN amount ELSE 0 END) AS BIGINT)
        AS amount_previous_12m
FROM net_days
GROUP BY customer
