-- One row per calendar month and the month in which its buyers had bought before: -1 for a first
-- purchase, NULL for dates that are no occasion. Months are year × 12 + month - 1.
WITH visits AS (
    SELECT
        year(day) * 12 + month(day) - 1 AS in_month,
        CASE
            WHEN NOT occasion THEN NULL
            WHEN prev_day IS NULL THEN -1
            ELSE year(prev_day) * 12 + month(prev_day) - 1
        END AS previous_month,
        day_amount
    FROM states
)

SELECT
    in_month,
    previous_month,
    count(*) AS occasions,
    CAST(sum(day_amount) AS BIGINT) AS sales
FROM visits
GROUP BY in_month, previous_month
