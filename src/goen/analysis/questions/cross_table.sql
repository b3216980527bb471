-- One row per place in the table that has customers: customers and their cumulative net sales.
WITH placed AS (
    SELECT
        CASE $rows
            WHEN 'cpm' THEN cpm WHEN 'rfm' THEN rfm WHEN 'decile' THEN decile
            WHEN 'two_axis' THEN two_axis
        END AS line,
        CASE $columns
            WHEN 'cpm' THEN cpm WHEN 'rfm' THEN rfm WHEN 'decile' THEN decile
            WHEN 'two_axis' THEN two_axis
        END AS place,
        amount
    FROM cross_marks
)

SELECT
    line,
    place,
    CAST(count(*) AS BIGINT) AS customers,
    CAST(sum(amount) AS BIGINT) AS sales
FROM placed
GROUP BY line, place
