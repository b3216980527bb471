-- One row per axis: the least value that half, and that four fifths, of the customers counted do not
-- exceed. Customers below the axis' floor are not counted.
WITH counted AS (
    SELECT 'x' AS axis, x AS worth, count(*) AS customers
    FROM two_axis
    WHERE x >= coalesce($x_floor, x)
    GROUP BY x
    UNION ALL
    SELECT 'y' AS axis, y AS worth, count(*) AS customers
    FROM two_axis
    WHERE y >= coalesce($y_floor, y)
    GROUP BY y
),

places AS (
    SELECT
        axis,
        worth,
        CAST(sum(customers) OVER so_far AS BIGINT) AS reached,
        CAST(sum(customers) OVER (PARTITION BY axis) AS BIGINT) AS everybody
    FROM counted
    WINDOW so_far AS (PARTITION BY axis ORDER BY worth
                      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
)

SELECT
    axis,
    min(CASE WHEN 2 * reached >= everybody THEN worth END) AS half,
    min(CASE WHEN 5 * reached >= 4 * everybody THEN worth END) AS four_fifths
FROM places
GROUP BY axis
