-- One row per customer with an occasion: what each analysis calls the customer, as a number. There is no
-- two-indicator rank.
SELECT
    customer_id,
    amount,
    rank * 2 + CASE WHEN lapsed THEN 1 ELSE 0 END AS cpm,
    r * 10 + f AS rfm,
    decile,
    CAST(NULL AS INTEGER) AS two_axis
FROM customer_marks
