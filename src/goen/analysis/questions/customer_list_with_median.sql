-- One row per customer: the customer list, and the median days between occasions, by rank; of an
-- even number of gaps the mean of the middle two.
WITH gaps AS (
    SELECT customer_id, date_diff('day', prev_day, day) AS gap
    FROM states
    WHERE occasion AND prev_day IS NOT NULL
),

placed AS (
    SELECT
        customer_id,
        gap,
        row_number() OVER (PARTITION BY customer_id ORDER BY gap) AS place,
        count(*) OVER (PARTITION BY customer_id) AS gaps
    FROM gaps
),

medians AS (
    SELECT customer_id, CAST(sum(gap) AS DOUBLE) / nullif(count(*), 0) AS median_interval
    FROM placed
    WHERE 2 * place BETWEEN gaps AND gaps + 2
    GROUP BY customer_id
)

SELECT customer_list.*, medians.median_interval
FROM customer_list
JOIN customers ON customers.customer = customer_list.customer
LEFT JOIN medians ON medians.customer_id = customers.customer_id
ORDER BY customer_list.customer
