-- One row per rank and status with sales in the last 12 months: buyers, occasions and net sales of them.
-- A buyer is counted at the first occasion of the year, known by the occasion before it.
SELECT
    standing.rank,
    standing.lapsed,
    CAST(sum(CASE WHEN states.occasion AND coalesce(states.prev_day <= $year_ago, TRUE)
        THEN 1 ELSE 0 END) AS BIGINT) AS customers,
    CAST(sum(CASE WHEN states.occasion THEN 1 ELSE 0 END) AS BIGINT) AS occasions,
    CAST(sum(states.day_amount) AS BIGINT) AS sales
FROM states
JOIN standing ON standing.customer_id = states.customer_id
WHERE states.day > $year_ago AND states.day <= $as_of
GROUP BY standing.rank, standing.lapsed
ORDER BY standing.rank, standing.lapsed
