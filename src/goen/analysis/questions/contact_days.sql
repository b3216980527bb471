-- One row per day with a contact, counted from origin: how many customers were in contact that day.
SELECT
    CAST(date_diff('day', $origin, day) AS INTEGER) AS day,
    CAST(count(*) AS BIGINT) AS contacts
FROM contact_gaps
GROUP BY day
ORDER BY day
