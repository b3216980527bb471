-- One row per customer: standing, net amounts, RFM scores and segment, decile and ABC class.
-- Customers without a purchase occasion have amounts only.
WITH cells AS (
    SELECT * FROM (VALUES
        (1, 1, 'lost'), (1, 2, 'hibernating'), (1, 3, 'at_risk'),
        (1, 4, 'at_risk'), (1, 5, 'cant_lose'),
        (2, 1, 'hibernating'), (2, 2, 'hibernating'), (2, 3, 'at_risk'),
        (2, 4, 'at_risk'), (2, 5, 'cant_lose'),
        (3, 1, 'about_to_sleep'), (3, 2, 'about_to_sleep'), (3, 3, 'need_attention'),
        (3, 4, 'loyal'), (3, 5, 'loyal'),
        (4, 1, 'promising'), (4, 2, 'potential_loyalist'), (4, 3, 'potential_loyalist'),
        (4, 4, 'loyal'), (4, 5, 'loyal'),
        (5, 1, 'new'), (5, 2, 'potential_loyalist'), (5, 3, 'potential_loyalist'),
        (5, 4, 'champions'), (5, 5, 'champions')
    ) AS cell (r, f, segment)
),

listed AS (
    SELECT
        customer, first_day, last_day, n, amount, amount_12m, amount_previous_12m,
        rank, lapsed, tenure, silence, truncated, r, f, m, decile, abc
    FROM customer_marks
    UNION ALL
    SELECT
        customer, first_day, last_day, n, amount, amount_12m, amount_previous_12m,
        NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
    FROM customers
    WHERE n = 0
)

SELECT
    listed.customer,
    CASE listed.rank
        WHEN 1 THEN $rank_1 WHEN 2 THEN $rank_2 WHEN 3 THEN $rank_3
        WHEN 4 THEN $rank_4 WHEN 5 THEN $rank_5
    END AS rank,
    CASE WHEN listed.lapsed THEN 'lapsed' WHEN NOT listed.lapsed THEN 'active' END AS status,
    listed.first_day,
    listed.last_day,
    listed.n AS occasions,
    listed.amount AS sales,
    listed.amount_12m AS sales_12m,
    listed.amount_previous_12m AS sales_previous_12m,
    listed.tenure,
    listed.silence,
    CAST(listed.tenure AS DOUBLE) / nullif(listed.n - 1, 0) AS mean_interval,
    CAST(listed.silence AS DOUBLE) * (listed.n - 1) / nullif(listed.tenure, 0) AS overdue_ratio,
    CAST(greatest(listed.amount_12m, 0) - greatest(listed.amount_previous_12m, 0) AS DOUBLE)
        / nullif(greatest(listed.amount_12m, 0) + greatest(listed.amount_previous_12m, 0), 0)
        AS trend,
    listed.truncated,
    listed.r,
    listed.f,
    listed.m,
    cells.segment AS rfm_segment,
    listed.decile,
    CASE listed.abc WHEN 1 THEN 'A' WHEN 2 THEN 'B' WHEN 3 THEN 'C' END AS abc
FROM listed
LEFT JOIN cells ON cells.r = listed.r AND cells.f = listed.f
ORDER BY listed.customer
