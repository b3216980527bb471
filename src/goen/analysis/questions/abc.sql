-- One row per class (1 = A), and one per amount that lies across classes (last_class > first_class).
-- A customer belongs to the class of the sales of all customers before: below $limit_a, $limit_b.
WITH placed AS (
    SELECT
        amount,
        customers,
        sales,
        sales_before,
        CASE WHEN sales_before < $limit_a THEN 1 WHEN sales_before < $limit_b THEN 2 ELSE 3 END
            AS first_class,
        CASE
            WHEN sales_before + sales - amount < $limit_a THEN 1
            WHEN sales_before + sales - amount < $limit_b THEN 2
            ELSE 3
        END AS last_class
    FROM amounts
)

SELECT
    first_class,
    last_class,
    min(sales_before) AS sales_before,
    CAST(sum(customers) AS BIGINT) AS members,
    CAST(sum(sales) AS BIGINT) AS sales
FROM placed
GROUP BY first_class, last_class
