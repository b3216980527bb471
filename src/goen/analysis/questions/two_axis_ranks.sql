-- One row per customer of two_axis: the place of the rank in the 2 × 2 matrix, 1 VIP to 4 new.
-- A value at a cut is above it; without a cut nobody is.
SELECT
    customer_id,
    CASE
        WHEN is_new THEN 4
        ELSE 3
            - CASE WHEN x >= $x_cut THEN 1 ELSE 0 END
            - CASE WHEN y >= $y_cut THEN 1 ELSE 0 END
    END AS place
FROM two_axis
