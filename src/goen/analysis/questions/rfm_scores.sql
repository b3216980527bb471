-- One row per R, F and M score, rank and status that occurs.
WITH scores AS (
    SELECT
        CASE
            WHEN silence <= $r5 THEN 5
            WHEN silence <= $r4 THEN 4
            WHEN silence <= $r3 THEN 3
            WHEN silence <= $r2 THEN 2
            ELSE 1
        END AS r,
        CASE
            WHEN n >= $f5 THEN 5
            WHEN n >= $f4 THEN 4
            WHEN n >= $f3 THEN 3
            WHEN n >= $f2 THEN 2
            ELSE 1
        END AS f,
        CASE
            WHEN amount >= $m5 THEN 5
            WHEN amount >= $m4 THEN 4
            WHEN amount >= $m3 THEN 3
            WHEN amount >= $m2 THEN 2
            ELSE 1
        END AS m,
        rank,
        lapsed,
        amount
    FROM standing
)

SELECT r, f, m, rank, lapsed, count(*) AS customers, CAST(sum(amount) AS BIGINT) AS sales
FROM scores
GROUP BY r, f, m, rank, lapsed
