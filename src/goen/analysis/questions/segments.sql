-- One row per segment (rank and status): customers, their cumulative and recent net sales, silence.
SELECT
    rank,
    lapsed,
    CAST(count(*) AS BIGINT) AS customers,
    CAST(sum(amount) AS BIGINT) AS sales,
    CAST(sum(amount_12m) AS BIGINT) AS sales_12m,
    CAST(sum(CASE WHEN silence >= $inactive_days THEN 1 ELSE 0 END) AS BIGINT) AS inactive,
    CAST(sum(CASE WHEN silence >= $inactive_days THEN amount_12m ELSE 0 END) AS BIGINT)
        AS inactive_sales_12m
FROM standing
GROUP BY rank, lapsed
ORDER BY rank, lapsed
