-- One row per R, F and M score, rank and status that occurs.
SELECT r, f, m, rank, lapsed, count(*) AS customers, CAST(sum(amount) AS BIGINT) AS sales
FROM scores
GROUP BY r, f, m, rank, lapsed
