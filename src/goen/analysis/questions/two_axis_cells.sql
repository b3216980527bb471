-- One row per cell of the 2 × 2 and of the 3 × 3 matrix, and whether the customers are new.
-- A value at a cut is above it; without a cut nobody is.
WITH placed AS (
    SELECT
        CASE WHEN x >= $x_cut THEN 1 ELSE 0 END AS x_half,
        CASE WHEN y >= $y_cut THEN 1 ELSE 0 END AS y_half,
        CASE WHEN x >= $x_upper THEN 2 WHEN x >= $x_lower THEN 1 ELSE 0 END AS x_third,
        CASE WHEN y >= $y_upper THEN 2 WHEN y >= $y_lower THEN 1 ELSE 0 END AS y_third,
        is_new,
        sales
    FROM two_axis
)

SELECT
    x_half,
    y_half,
    x_third,
    y_third,
    is_new,
    count(*) AS customers,
    CAST(sum(sales) AS BIGINT) AS sales
FROM placed
GROUP BY x_half, y_half, x_third, y_third, is_new
