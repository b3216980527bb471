-- One row per family and grade: its purchases, and how many were followed by a better, an equal, and a
-- simpler one of the family.
SELECT
    family,
    grade,
    CAST(count(*) AS BIGINT) AS purchases,
    CAST(count(DISTINCT customer) AS BIGINT) AS customers,
    CAST(sum(CASE WHEN next_grade > grade THEN 1 ELSE 0 END) AS BIGINT) AS up,
    CAST(sum(CASE WHEN next_grade = grade THEN 1 ELSE 0 END) AS BIGINT) AS same,
    CAST(sum(CASE WHEN next_grade < grade THEN 1 ELSE 0 END) AS BIGINT) AS down
FROM family_days
GROUP BY family, grade
ORDER BY family, grade
