-- One row per rank and status that has customers.
SELECT rank, status, count(*) AS customers, sum(amount)::BIGINT AS sales
FROM history GROUP BY rank, status
ORDER BY
    list_position(['first_time', 'toddler', 'steady', 'burst', 'loyal'], rank),
    status
