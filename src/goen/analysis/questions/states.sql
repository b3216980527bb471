-- One row per customer and date: the customer's state at the end of that day, valid until next_day.
-- A date with a positive net amount is a purchase occasion; other dates count in the amount only.
WITH running AS (
    SELECT
        customers.customer_id,
        net_days.day,
        net_days.amount AS day_amount,
        net_days.amount > 0 AS occasion,
        CASE WHEN customers.first_day <= net_days.day THEN customers.first_day END AS first_day,
        lead(net_days.day) OVER by_day AS next_day,
        lag(CASE WHEN net_days.amount > 0 THEN net_days.day END IGNORE NULLS) OVER by_day AS prev_day,
        CAST(count(CASE WHEN net_days.amount > 0 THEN 1 END) OVER so_far AS INTEGER) AS n,
        CAST(sum(net_days.amount) OVER so_far AS BIGINT) AS amount
    FROM net_days
    JOIN customers ON customers.customer = net_days.customer
    WINDOW
        by_day AS (PARTITION BY customers.customer_id ORDER BY net_days.day),
        so_far AS (PARTITION BY customers.customer_id ORDER BY net_days.day
                   ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
),

dated AS (
    SELECT
        *,
        CASE WHEN occasion THEN day ELSE prev_day END AS last_day
    FROM running
)

SELECT
    customer_id,
    day,
    next_day,
    occasion,
    n,
    first_day,
    last_day,
    prev_day,
    amount,
    day_amount,
    CASE WHEN n > 0 THEN rank_of(n, date_diff('day', first_day, last_day), amount) END AS rank
FROM dated
