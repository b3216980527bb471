-- One row per segment (rank and status): the gross profit of its customers.
SELECT standing.rank, standing.lapsed, CAST(sum(profits.gross_profit) AS BIGINT) AS gross_profit
FROM standing
JOIN profits ON profits.customer = standing.customer
GROUP BY standing.rank, standing.lapsed
ORDER BY standing.rank, standing.lapsed
