-- One row per indicator: the least worth that earns each score, NULL where nobody earns it.
-- score = 1 + floor(5 × customers who are strictly worse / customers): same value, same score.
-- Worth rises with quality: minus the days of silence, occasions, amount.
WITH worths AS (
    SELECT 'r' AS indicator, CAST(-silence AS BIGINT) AS worth, count(*) AS customers
    FROM standing
    GROUP BY silence
    UNION ALL
    SELECT 'f' AS indicator, CAST(n AS BIGINT) AS worth, count(*) AS customers
    FROM standing
    GROUP BY n
    UNION ALL
    SELECT 'm' AS indicator, amount AS worth, count(*) AS customers
    FROM standing
    GROUP BY amount
),

places AS (
    SELECT
        indicator,
        worth,
        CAST(sum(customers) OVER so_far AS BIGINT) - customers AS worse,
        CAST(sum(customers) OVER (PARTITION BY indicator) AS BIGINT) AS everybody
    FROM worths
    WINDOW so_far AS (PARTITION BY indicator ORDER BY worth
                      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
)

SELECT
    indicator,
    min(CASE WHEN 5 * worse >= everybody THEN worth END) AS score_2,
    min(CASE WHEN 5 * worse >= 2 * everybody THEN worth END) AS score_3,
    min(CASE WHEN 5 * worse >= 3 * everybody THEN worth END) AS score_4,
    min(CASE WHEN 5 * worse >= 4 * everybody THEN worth END) AS score_5
FROM places
GROUP BY indicator
