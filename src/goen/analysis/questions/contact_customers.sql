-- One row per customer with a contact: gaps, and the days that tell the rhythm, counted from origin.
-- Without a second or third contact, the day stands for itself. The first contact is in no window:
-- watching begins with it.
SELECT
    customer_id,
    CAST(count(*) - 1 AS INTEGER) AS gaps,
    CAST(date_diff('day', $origin, min(day)) AS INTEGER) AS first,
    CAST(date_diff('day', $origin, max(day)) AS INTEGER) AS last,
    CAST(date_diff('day', $origin, coalesce(max(previous), max(day))) AS INTEGER) AS previous,
    CAST(date_diff('day', $origin, coalesce(max(before), max(day))) AS INTEGER) AS before,
    CAST(date_diff(
        'day', $origin, coalesce(min(CASE WHEN before IS NOT NULL THEN day END), max(day))
    ) AS INTEGER) AS third,
    CAST(sum(
        CASE WHEN previous IS NOT NULL AND day > $recent_after THEN 1 ELSE 0 END
    ) AS INTEGER) AS recent,
    CAST(sum(CASE
        WHEN previous IS NOT NULL AND day > $baseline_after AND day <= $recent_after
            THEN 1
        ELSE 0
    END) AS INTEGER) AS baseline
FROM contact_gaps
GROUP BY customer_id
ORDER BY customer_id
