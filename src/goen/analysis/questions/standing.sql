-- One row per customer with at least one purchase occasion: the standing at the end of as_of.
WITH aged AS (
    SELECT
        *,
        CAST(date_diff('day', first_day, last_day) AS INTEGER) AS tenure,
        CAST(date_diff('day', last_day, $as_of) AS INTEGER) AS silence
    FROM customers
    WHERE n > 0
)

SELECT
    *,
    rank_of(n, tenure, amount) AS rank,
    silence >= $lapse_days AS lapsed,
    date_diff('day', $data_start, first_day) < $lapse_days AS truncated
FROM aged
