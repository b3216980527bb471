-- One row per kind of customer and standing at the end of the first of two adjoining periods.
-- The standing on that day is in the row that is valid then: it began before, its next comes after.
WITH sums AS (
    SELECT
        customer_id,
        max(first_day) AS first_day,
        max(CASE WHEN day < $to_start AND coalesce(next_day, $to_start) >= $to_start
            THEN rank END) AS opening_rank,
        max(CASE WHEN day < $to_start AND coalesce(next_day, $to_start) >= $to_start
            THEN last_day END) AS opening_day,
        sum(CASE WHEN day >= $from_start AND day < $to_start THEN day_amount ELSE 0 END)
            AS from_sales,
        sum(CASE WHEN day >= $from_start AND day < $to_start AND occasion THEN 1 ELSE 0 END)
            AS from_occasions,
        sum(CASE WHEN day >= $to_start THEN day_amount ELSE 0 END) AS to_sales,
        sum(CASE WHEN day >= $to_start AND occasion THEN 1 ELSE 0 END) AS to_occasions
    FROM states
    WHERE day >= $from_start OR next_day >= $to_start
    GROUP BY customer_id
),

kinds AS (
    SELECT
        CASE
            WHEN from_occasions > 0 AND to_occasions > 0 THEN 'kept'
            WHEN from_occasions > 0 THEN 'lost'
            WHEN to_occasions = 0 THEN 'none'
            WHEN first_day >= $to_start THEN 'new'
            ELSE 'revived'
        END AS kind,
        opening_rank,
        date_diff('day', opening_day, $to_start) > $lapse_days AS opening_lapsed,
        from_sales,
        from_occasions,
        to_sales,
        to_occasions
    FROM sums
)

SELECT
    kind,
    opening_rank,
    opening_lapsed,
    CAST(count(*) AS BIGINT) AS customers,
    CAST(sum(from_sales) AS BIGINT) AS from_sales,
    CAST(sum(from_occasions) AS BIGINT) AS from_occasions,
    CAST(sum(to_sales) AS BIGINT) AS to_sales,
    CAST(sum(to_occasions) AS BIGINT) AS to_occasions
FROM kinds
GROUP BY kind, opening_rank, opening_lapsed
