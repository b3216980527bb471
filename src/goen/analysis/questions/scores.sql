-- One row per customer with an occasion: the standing, and the scores of R, F and M.
-- A cut that is NULL is one that nobody reaches.
SELECT
    *,
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
    END AS m
FROM standing
