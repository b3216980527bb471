-- One row per step, from the first purchase to the second one on: customers who took it that far, those
-- watched for $window_days since, and those of them who took the next step within that time.
WITH steps AS (
    SELECT n AS step, 1 AS reached, date_diff('day', day, $as_of) AS watched, NULL AS waited
    FROM states
    WHERE occasion AND n <= $most AND day <= $as_of
        AND date_diff('day', $data_start, first_day) >= $lapse_days

    UNION ALL

    SELECT
        n - 1 AS step,
        0 AS reached,
        date_diff('day', prev_day, $as_of) AS watched,
        date_diff('day', prev_day, day) AS waited
    FROM states
    WHERE occasion AND n > 1 AND n <= $most + 1 AND day <= $as_of
        AND date_diff('day', $data_start, first_day) >= $lapse_days
)

SELECT
    step,
    CAST(sum(reached) AS BIGINT) AS customers,
    CAST(sum(CASE WHEN reached = 1 AND watched >= $window_days THEN 1 ELSE 0 END) AS BIGINT)
        AS watched,
    CAST(sum(CASE WHEN reached = 0 AND watched >= $window_days AND waited <= $window_days
        THEN 1 ELSE 0 END) AS BIGINT) AS converted
FROM steps
GROUP BY step
ORDER BY step
