-- One row per customer, family and day on which something of it was bought: the best grade of the day,
-- and that of the next such day.
WITH graded AS (
    SELECT customer, day, family, grade
    FROM sales
    WHERE day <= $as_of AND customer IS NOT NULL AND family IS NOT NULL AND grade IS NOT NULL
    GROUP BY customer, day, family, grade
    HAVING sum(amount) > 0
),

best AS (
    SELECT customer, family, day, max(grade) AS grade
    FROM graded
    GROUP BY customer, family, day
)

SELECT
    customer,
    family,
    day,
    grade,
    lead(grade) OVER (PARTITION BY customer, family ORDER BY day) AS next_grade
FROM best
