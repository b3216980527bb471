-- One row: customers who would stand at another rank or status if rank_of and lapse_days were other.
SELECT CAST(count(*) AS BIGINT) AS customers
FROM standing
WHERE rank_of(n, tenure, amount) <> rank OR (silence >= $lapse_days) <> lapsed
