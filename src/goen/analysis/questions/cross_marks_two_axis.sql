-- One row per customer with an occasion: what each analysis calls the customer, as a number. The
-- two-indicator rank is 0 for the new, then the number of indicators at the cut or above, and one.
SELECT
    marks.customer_id,
    marks.amount,
    marks.rank * 2 + CASE WHEN marks.lapsed THEN 1 ELSE 0 END AS cpm,
    marks.r * 10 + marks.f AS rfm,
    marks.decile,
    CASE
        WHEN two_axis.customer_id IS NULL THEN NULL
        WHEN two_axis.is_new THEN 0
        ELSE 1 + CASE WHEN two_axis.x >= $x_cut THEN 1 ELSE 0 END
            + CASE WHEN two_axis.y >= $y_cut THEN 1 ELSE 0 END
    END AS two_axis
FROM customer_marks AS marks
LEFT JOIN two_axis ON two_axis.customer_id = marks.customer_id
