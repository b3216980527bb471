-- One row per customer and date: the customer's state at the end of that day, valid until next_day.
-- A date with a positive net amount is a purchase occasion; other dates count in the amount only.
WITH running AS (
    SELECT
        customer_id,
        day,
        amount AS day_amount,
        amount > 0 AS occasion,
        lead(day) OVER by_day AS next_day,
        min(CASE WHEN amount > 0 THEN day END) OVER (PARTITION BY customer_id) AS first_occasion,
        max(CASE WHEN amount > 0 THEN day END) OVER before AS prev_day,
        CAST(sum(CASE WHEN amount > 0 THEN 1 ELSE 0 END) OVER so_far AS INTEGER) AS n,
        CAST(sum(amount) OVER so_far AS BIGINT) AS amount
    FROM days
    WINDOW
        by_day AS (PARTITION BY customer_id ORDER BY day),
        before AS (PARTITION BY customer_id ORDER BY day
                   ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
        so_far AS (PARTITION BY customer_id ORDER BY day
                   ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
),

dated AS (
    SELECT
        *,
        CASE WHEN n > 0 THEN first_occasion END AS first_day,
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
