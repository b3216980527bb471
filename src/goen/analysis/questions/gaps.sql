-- One row per length in days: how many gaps between one purchase and the next were that long.
SELECT date_diff('day', prev_day, day) AS days, CAST(count(*) AS BIGINT) AS gaps
FROM states
WHERE occasion AND n > 1
GROUP BY date_diff('day', prev_day, day)
