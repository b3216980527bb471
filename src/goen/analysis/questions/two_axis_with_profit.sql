-- One row per customer of two_axis: the axis that asks for it holds the gross profit from $start (or
-- the first sale) to $as_of.
WITH profits AS (
    SELECT customers.customer_id, CAST(sum(sales.gross_profit) AS BIGINT) AS gross_profit
    FROM sales
    JOIN customers ON customers.customer = sales.customer
    WHERE sales.day >= coalesce($start, sales.day) AND sales.day <= $as_of
    GROUP BY customers.customer_id
)

SELECT
    two_axis.customer_id,
    CASE WHEN $x = 'gross_profit' THEN coalesce(profits.gross_profit, 0) ELSE x END AS x,
    CASE WHEN $y = 'gross_profit' THEN coalesce(profits.gross_profit, 0) ELSE y END AS y,
    sales,
    is_new
FROM two_axis
LEFT JOIN profits ON profits.customer_id = two_axis.customer_id
