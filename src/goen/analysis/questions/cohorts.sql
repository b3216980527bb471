-- One row per month of first purchase and month of sale: customers who bought, who bought for the
-- second time, and net sales. A customer is counted at the first occasion of the month, known by
-- the occasion before it. The first occasion brings along what was returned before it.
WITH dated AS (
    SELECT
        year(first_day) * 12 + month(first_day) - 1 AS cohort,
        year(day) * 12 + month(day) - 1 AS sale_month,
        year(prev_day) * 12 + month(prev_day) - 1 AS previous_month,
        occasion,
        n,
        CASE WHEN occasion AND n = 1 THEN amount ELSE day_amount END AS sales,
        occasion AND n = 1 AND date_diff('day', $data_start, first_day) < $lapse_days AS truncated
    FROM states
    WHERE n > 0
)

SELECT
    cohort,
    sale_month,
    CAST(sum(CASE WHEN occasion AND n = 1 THEN 1 ELSE 0 END) AS BIGINT) AS customers,
    CAST(sum(CASE WHEN truncated THEN 1 ELSE 0 END) AS BIGINT) AS truncated,
    CAST(sum(CASE WHEN occasion AND coalesce(previous_month < sale_month, TRUE)
        THEN 1 ELSE 0 END) AS BIGINT) AS active,
    CAST(sum(CASE WHEN occasion AND n = 2 THEN 1 ELSE 0 END) AS BIGINT) AS returned,
    CAST(sum(sales) AS BIGINT) AS sales
FROM dated
GROUP BY cohort, sale_month
