-- One row per pair of 10-day steps: how many gaps between purchases, closed or still open, are in
-- the pool of every candidate limit up to the first step, and not back in time for those up to the
-- second. A gap is in the pool of d when it is d days long or more and began followup_days + d days
-- ago or more; it is back in time when it closed within d + followup_days.
WITH gaps AS (
    SELECT
        customer_id,
        date_diff('day', prev_day, $as_of) - $followup_days AS age,
        date_diff('day', prev_day, day) AS length,
        date_diff('day', prev_day, day) - $followup_days - 1 AS late
    FROM states
    WHERE occasion AND n > 1

    UNION ALL

    SELECT
        customer_id,
        silence - $followup_days AS age,
        silence AS length,
        silence - $followup_days AS late
    FROM standing
),

limits AS (
    SELECT
        customer_id,
        least(age, length, $longest) AS in_pool,
        greatest(least(age, late, $longest), 0) AS not_back
    FROM gaps
    WHERE age >= $shortest AND length >= $shortest
),

-- One row per customer: the gaps that began early enough for some pool, as many as the occasions
-- until then. A gap weighs one through that number; later gaps depend on how this one ended.
counted AS (
    SELECT customer_id, n
    FROM states
    WHERE day <= $judged_until AND coalesce(next_day > $judged_until, TRUE)
),

weighed AS (
    SELECT
        limits.in_pool,
        limits.not_back,
        CAST(floor(CAST($unit AS DOUBLE) / nullif(counted.n, 0)) AS BIGINT) AS weight
    FROM limits
    JOIN counted ON counted.customer_id = limits.customer_id
)

SELECT
    in_pool - in_pool % 10 AS pool_days,
    not_back - not_back % 10 AS late_days,
    CAST(count(*) AS BIGINT) AS gaps,
    CAST(sum(weight) AS BIGINT) AS weight,
    CAST(sum(CASE WHEN in_pool >= $lapse_days THEN 1 ELSE 0 END) AS BIGINT) AS pool_now,
    CAST(sum(CASE WHEN not_back >= $lapse_days THEN 1 ELSE 0 END) AS BIGINT) AS late_now,
    CAST(sum(CASE WHEN in_pool >= $lapse_days THEN weight ELSE 0 END) AS BIGINT) AS pool_weight_now,
    CAST(sum(CASE WHEN not_back >= $lapse_days THEN weight ELSE 0 END) AS BIGINT)
        AS late_weight_now
FROM weighed
GROUP BY in_pool - in_pool % 10, not_back - not_back % 10
