-- One row per number of days since the first purchase: customers who bought again on that day, and
-- customers who have not bought again and are watched no longer. Without those older than the data.
SELECT
    days,
    CAST(sum(converted) AS BIGINT) AS converted,
    CAST(sum(censored) AS BIGINT) AS censored
FROM (
    SELECT date_diff('day', first_day, day) AS days, 1 AS converted, 0 AS censored
    FROM states
    WHERE occasion AND n = 2 AND date_diff('day', $data_start, first_day) >= $lapse_days

    UNION ALL

    SELECT silence AS days, 0 AS converted, 1 AS censored
    FROM standing
    WHERE n = 1 AND NOT truncated
) AS times
GROUP BY days
