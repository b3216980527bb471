-- One row per segment (rank and status): the gross profit of its customers.
SELECT rank, lapsed, CAST(sum(gross_profit) AS BIGINT) AS gross_profit
FROM standing
GROUP BY rank, lapsed
ORDER BY rank, lapsed
