-- One row: buyers, repeaters and visits of the two years and of the last year whose visits have all
-- been watched for the revisit window. A buyer is counted at the first occasion in the year, known
-- by the occasion before it. The visits lie within the two years.
SELECT
    CAST(sum(CASE WHEN day >= $to_start AND coalesce(prev_day < $to_start, TRUE)
        THEN 1 ELSE 0 END) AS BIGINT) AS buyers,
    CAST(sum(CASE WHEN day >= $to_start AND n = 1 THEN 1 ELSE 0 END) AS BIGINT) AS new_buyers,
    -- the first occasion in the year that is the customer's second or later one
    CAST(sum(CASE WHEN day >= $to_start AND (n = 2 OR n > 2 AND prev_day < $to_start)
        THEN 1 ELSE 0 END) AS BIGINT) AS repeaters,
    CAST(sum(CASE WHEN day >= $from_start AND day < $to_start
            AND coalesce(prev_day < $from_start, TRUE)
        THEN 1 ELSE 0 END) AS BIGINT) AS earlier_buyers,
    CAST(sum(CASE WHEN day >= $to_start AND prev_day >= $from_start AND prev_day < $to_start
        THEN 1 ELSE 0 END) AS BIGINT) AS kept_buyers,
    CAST(sum(CASE WHEN day >= $visits_start AND day <= $visits_end AND n = 1
        THEN 1 ELSE 0 END) AS BIGINT) AS first_visits,
    CAST(sum(CASE WHEN day >= $visits_start AND day <= $visits_end AND n > 1
        THEN 1 ELSE 0 END) AS BIGINT) AS later_visits,
    CAST(sum(CASE WHEN prev_day >= $visits_start AND prev_day <= $visits_end AND n = 2
            AND date_diff('day', prev_day, day) <= $revisit_days
        THEN 1 ELSE 0 END) AS BIGINT) AS first_visits_back,
    CAST(sum(CASE WHEN prev_day >= $visits_start AND prev_day <= $visits_end AND n > 2
            AND date_diff('day', prev_day, day) <= $revisit_days
        THEN 1 ELSE 0 END) AS BIGINT) AS later_visits_back
FROM states
WHERE occasion AND day >= $from_start
