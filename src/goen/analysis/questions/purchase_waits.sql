-- One row per step and number of days: next purchases that came so many days after the one before, and
-- customers who have waited so long for theirs.
SELECT
    step,
    days,
    CAST(sum(converted) AS BIGINT) AS converted,
    CAST(sum(1 - converted) AS BIGINT) AS censored
FROM (
    SELECT n - 1 AS step, date_diff('day', prev_day, day) AS days, 1 AS converted
    FROM states
    WHERE occasion AND n > 1 AND n <= $most + 1 AND day <= $as_of
        AND date_diff('day', $data_start, first_day) >= $lapse_days

    UNION ALL

    SELECT n AS step, date_diff('day', last_day, $as_of) AS days, 0 AS converted
    FROM standing
    WHERE n <= $most AND date_diff('day', $data_start, first_day) >= $lapse_days
) AS waits
GROUP BY step, days
