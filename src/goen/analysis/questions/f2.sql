-- One row per month of first purchase and whether its customers may be older than the data: within
-- each of three windows, the second purchases of first buyers and the third ones of second buyers.
-- Only who has been watched for the whole window counts, on both sides of a rate.
WITH steps AS (
    SELECT
        first_day,
        1 AS step,
        CAST(NULL AS INTEGER) AS waited,
        CAST(NULL AS INTEGER) AS watched,
        date_diff('day', first_day, $as_of) AS onward
    FROM standing

    UNION ALL

    -- prev_day is the purchase before: how long until this one, how long watched since it
    SELECT
        first_day,
        n AS step,
        date_diff('day', prev_day, day) AS waited,
        date_diff('day', prev_day, $as_of) AS watched,
        date_diff('day', day, $as_of) AS onward
    FROM states
    WHERE occasion AND n IN (2, 3)
)

SELECT
    year(first_day) * 12 + month(first_day) - 1 AS cohort,
    date_diff('day', $data_start, first_day) < $lapse_days AS truncated,
    CAST(sum(CASE WHEN step = 1 AND onward >= $short THEN 1 ELSE 0 END) AS BIGINT)
        AS customers_short,
    CAST(sum(CASE WHEN step = 2 AND watched >= $short AND waited <= $short THEN 1 ELSE 0 END)
        AS BIGINT) AS seconds_short,
    CAST(sum(CASE WHEN step = 2 AND onward >= $short THEN 1 ELSE 0 END) AS BIGINT)
        AS twice_short,
    CAST(sum(CASE WHEN step = 3 AND watched >= $short AND waited <= $short THEN 1 ELSE 0 END)
        AS BIGINT) AS thirds_short,
    CAST(sum(CASE WHEN step = 1 AND onward >= $middle THEN 1 ELSE 0 END) AS BIGINT)
        AS customers_middle,
    CAST(sum(CASE WHEN step = 2 AND watched >= $middle AND waited <= $middle THEN 1 ELSE 0 END)
        AS BIGINT) AS seconds_middle,
    CAST(sum(CASE WHEN step = 2 AND onward >= $middle THEN 1 ELSE 0 END) AS BIGINT)
        AS twice_middle,
    CAST(sum(CASE WHEN step = 3 AND watched >= $middle AND waited <= $middle THEN 1 ELSE 0 END)
        AS BIGINT) AS thirds_middle,
    CAST(sum(CASE WHEN step = 1 AND onward >= $long THEN 1 ELSE 0 END) AS BIGINT)
        AS customers_long,
    CAST(sum(CASE WHEN step = 2 AND watched >= $long AND waited <= $long THEN 1 ELSE 0 END)
        AS BIGINT) AS seconds_long,
    CAST(sum(CASE WHEN step = 2 AND onward >= $long THEN 1 ELSE 0 END) AS BIGINT)
        AS twice_long,
    CAST(sum(CASE WHEN step = 3 AND watched >= $long AND waited <= $long THEN 1 ELSE 0 END)
        AS BIGINT) AS thirds_long
FROM steps
GROUP BY
    year(first_day) * 12 + month(first_day) - 1,
    date_diff('day', $data_start, first_day) < $lapse_days
