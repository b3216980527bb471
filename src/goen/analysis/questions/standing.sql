-- One row per customer with at least one purchase occasion: the standing at the end of as_of.
WITH recent AS (
    SELECT
        customer_id,
        CAST(sum(CASE WHEN day > $year_ago THEN day_amount ELSE 0 END) AS BIGINT) AS amount_12m,
        CAST(sum(CASE WHEN day <= $year_ago THEN day_amount ELSE 0 END) AS BIGINT)
            AS amount_previous_12m
    FROM states
    WHERE day > $two_years_ago
    GROUP BY customer_id
)

SELECT
    states.customer_id,
    states.first_day,
    states.last_day,
    states.n,
    states.amount,
    CAST(date_diff('day', states.first_day, states.last_day) AS INTEGER) AS tenure,
    CAST(date_diff('day', states.last_day, $as_of) AS INTEGER) AS silence,
    states.rank,
    date_diff('day', states.last_day, $as_of) >= $lapse_days AS lapsed,
    date_diff('day', $data_start, states.first_day) < $lapse_days AS truncated,
    coalesce(recent.amount_12m, 0) AS amount_12m,
    coalesce(recent.amount_previous_12m, 0) AS amount_previous_12m
FROM states
LEFT JOIN recent ON recent.customer_id = states.customer_id
WHERE states.next_day IS NULL AND states.n > 0
