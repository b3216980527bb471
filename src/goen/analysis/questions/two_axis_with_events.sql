-- One row per customer of two_axis: the axis that asks for them holds the days with an event from
-- $start (or the first event) to $as_of.
WITH attended AS (
    SELECT customers.customer_id, count(DISTINCT events.day) AS events
    FROM events
    JOIN customers ON customers.customer = events.customer
    WHERE events.day >= coalesce($start, events.day) AND events.day <= $as_of
    GROUP BY customers.customer_id
)

SELECT
    two_axis.customer_id,
    CASE WHEN $x = 'events' THEN coalesce(attended.events, 0) ELSE x END AS x,
    CASE WHEN $y = 'events' THEN coalesce(attended.events, 0) ELSE y END AS y,
    sales,
    is_new
FROM two_axis
LEFT JOIN attended ON attended.customer_id = two_axis.customer_id
