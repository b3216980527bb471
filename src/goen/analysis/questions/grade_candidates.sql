-- One row per customer and family in which the customer bought the same grade again and again, and never
-- a better one, though there is one; only who is active.
WITH held AS (
    SELECT
        customer,
        family,
        max(grade) AS grade,
        max(CASE WHEN next_grade IS NULL THEN grade END) AS last_grade,
        max(day) AS last_day
    FROM family_days
    GROUP BY customer, family
),

tops AS (
    SELECT family, max(grade) AS top
    FROM family_days
    GROUP BY family
),

counted AS (
    SELECT customer, family, grade, CAST(count(*) AS BIGINT) AS times
    FROM family_days
    GROUP BY customer, family, grade
)

SELECT held.customer, held.family, held.grade, counted.times, held.last_day
FROM held
JOIN tops ON tops.family = held.family
JOIN counted
    ON counted.customer = held.customer
    AND counted.family = held.family
    AND counted.grade = held.grade
JOIN standing ON standing.customer = held.customer
WHERE held.last_grade = held.grade
    AND held.grade < tops.top
    AND counted.times >= $least
    AND NOT standing.lapsed
ORDER BY held.family, counted.times DESC, held.last_day DESC, held.customer
