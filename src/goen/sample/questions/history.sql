-- One row per customer number: its history under the rules of the published ten segments
-- (T1 = 90, T2 = 210, M = 70,000, L = 240), worked out from the lines alone.
WITH days AS (
    SELECT number, day, sum(amount) AS amount
    FROM named_lines WHERE number >= 0 AND kind <> 2 GROUP BY number, day
),
history AS (
    SELECT
        number,
        count(*) FILTER (amount > 0) AS occasions,
        min(day) FILTER (amount > 0) AS first,
        max(day) FILTER (amount > 0) AS last,
        sum(amount) AS amount
    FROM days GROUP BY number
)
SELECT
    *,
    CASE
        WHEN occasions = 1 THEN 'first_time'
        WHEN last - first < 90 THEN 'toddler'
        WHEN amount < 70000 THEN 'steady'
        WHEN last - first < 210 THEN 'burst'
        ELSE 'loyal'
    END AS rank,
    CASE WHEN getvariable('days') - 1 - last < 240 THEN 'active' ELSE 'lapsed' END AS status
FROM history
WHERE occasions > 0
