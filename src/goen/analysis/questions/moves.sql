-- One row per move: a customer's first standing, or a change of rank or status, with its cause.
-- The state before a row's day follows from the row itself: one occasion and the day's amount less.
WITH edges AS (
    SELECT
        customer_id,
        day,
        next_day,
        last_day,
        occasion,
        rank,
        CASE WHEN n > 1 OR NOT occasion
            THEN rank_of(CASE WHEN occasion THEN n - 1 ELSE n END,
                         date_diff('day', first_day, prev_day),
                         amount - day_amount)
        END AS from_rank,
        -- silence of the evening before: (day - 1) - prev_day
        date_diff('day', prev_day, day) > $lapse_days AS from_lapsed,
        date_diff('day', last_day, day) >= $lapse_days AS to_lapsed
    FROM states
    WHERE n > 0
),

dealt AS (
    SELECT
        day,
        customer_id,
        from_rank,
        from_lapsed,
        rank AS to_rank,
        to_lapsed,
        CASE
            WHEN from_rank IS NULL THEN 'first'
            WHEN occasion THEN 'purchase'
            WHEN from_rank <> rank THEN 'return'
            ELSE 'time'
        END AS cause
    FROM edges
    WHERE from_rank IS NULL OR from_rank <> rank OR from_lapsed <> to_lapsed
),

silent AS (
    SELECT
        CAST(last_day + CAST($lapse_days AS INTEGER) AS DATE) AS day,
        customer_id,
        rank AS from_rank,
        FALSE AS from_lapsed,
        rank AS to_rank,
        TRUE AS to_lapsed,
        'time' AS cause
    FROM edges
    WHERE NOT to_lapsed
        AND date_diff('day', last_day, coalesce(next_day, $after)) > $lapse_days
)

SELECT * FROM dealt
UNION ALL
SELECT * FROM silent
