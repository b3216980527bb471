-- One row per customer and contact day up to as_of: the two contact days before it, NULL without.
WITH days AS (
    SELECT customer_id, day
    FROM contacts
    WHERE day <= $as_of
    GROUP BY customer_id, day
)

SELECT
    customer_id,
    day,
    lag(day) OVER own AS previous,
    lag(day, 2) OVER own AS before
FROM days
WINDOW own AS (PARTITION BY customer_id ORDER BY day)
