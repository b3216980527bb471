-- One row per number of digits and first digit of both indicators, side of each cut, and newness.
-- That makes bins of equal ratio without a logarithm. Nothing (0) and less than nothing (-1) have
-- no digits.
WITH placed AS (
    SELECT
        x,
        y,
        CASE WHEN x >= $x_cut THEN 1 ELSE 0 END AS x_half,
        CASE WHEN y >= $y_cut THEN 1 ELSE 0 END AS y_half,
        is_new,
        CASE WHEN x > 0 THEN length(CAST(x AS VARCHAR)) ELSE 0 END AS x_digits,
        CASE WHEN y > 0 THEN length(CAST(y AS VARCHAR)) ELSE 0 END AS y_digits,
        CASE
            WHEN x > 0 THEN CAST(substr(CAST(x AS VARCHAR), 1, 1) AS INTEGER)
            WHEN x = 0 THEN 0
            ELSE -1
        END AS x_first,
        CASE
            WHEN y > 0 THEN CAST(substr(CAST(y AS VARCHAR), 1, 1) AS INTEGER)
            WHEN y = 0 THEN 0
            ELSE -1
        END AS y_first
    FROM two_axis
)

SELECT
    x_half,
    y_half,
    is_new,
    x_digits,
    x_first,
    y_digits,
    y_first,
    count(*) AS customers,
    CAST(sum(x) AS BIGINT) AS x_sum,
    CAST(sum(y) AS BIGINT) AS y_sum
FROM placed
GROUP BY x_half, y_half, is_new, x_digits, x_first, y_digits, y_first
