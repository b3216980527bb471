-- One row: purchase occasions and net sales of all customers with an occasion.
SELECT CAST(sum(n) AS BIGINT) AS occasions, CAST(sum(amount) AS BIGINT) AS sales
FROM standing
