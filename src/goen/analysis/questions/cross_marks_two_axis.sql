-- One row per customer with an occasion: what each analysis calls the customer, as a number. The
-- two-indicator rank is its place, from 1 (VIP).
SELECT
    marks.customer_id,
    marks.amount,
    marks.rank * 2 + CASE WHEN marks.lapsed THEN 1 ELSE 0 END AS cpm,
    marks.r * 10 + marks.f AS rfm,
    marks.decile,
    two_axis_ranks.place AS two_axis
FROM customer_marks AS marks
LEFT JOIN two_axis_ranks ON two_axis_ranks.customer_id = marks.customer_id
