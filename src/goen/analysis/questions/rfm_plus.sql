-- One row per bin of 乖離率, trend and tenure that occurs; a NULL bin: the customer has no such value.
-- 乖離率 = silence / (tenure / (n - 1)), trend = (a - b) / (a + b) over two years; both compared as
-- whole numbers. Bins are numbered from 0 as in rfm_plus.py.
WITH facts AS (
    SELECT
        CAST(silence AS BIGINT) * (n - 1) AS waited,
        tenure,
        greatest(amount_12m, 0) - greatest(amount_previous_12m, 0) AS gained,
        greatest(amount_12m, 0) + greatest(amount_previous_12m, 0) AS both_years
    FROM standing
),

bins AS (
    SELECT
        CASE
            WHEN tenure = 0 THEN NULL
            WHEN 2 * waited < tenure THEN 0
            WHEN waited < tenure THEN 1
            WHEN 2 * waited < 3 * tenure THEN 2
            WHEN waited < 2 * tenure THEN 3
            WHEN waited < 3 * tenure THEN 4
            WHEN waited < 5 * tenure THEN 5
            ELSE 6
        END AS overdue_bin,
        CASE
            WHEN both_years = 0 THEN NULL
            WHEN gained = -both_years THEN 0
            WHEN 5 * gained < -3 * both_years THEN 1
            WHEN 5 * gained < -both_years THEN 2
            WHEN 5 * gained <= both_years THEN 3
            WHEN 5 * gained <= 3 * both_years THEN 4
            WHEN gained < both_years THEN 5
            ELSE 6
        END AS trend_bin,
        CASE
            WHEN tenure < 1 THEN 0
            WHEN tenure < 90 THEN 1
            WHEN tenure < 180 THEN 2
            WHEN tenure < 365 THEN 3
            WHEN tenure < 730 THEN 4
            WHEN tenure < 1095 THEN 5
            ELSE 6
        END AS tenure_bin
    FROM facts
)

SELECT overdue_bin, trend_bin, tenure_bin, count(*) AS customers
FROM bins
GROUP BY overdue_bin, trend_bin, tenure_bin
