-- One row per month: the visits.
SELECT sale_month, CAST(count(*) AS BIGINT) AS visits
FROM sequel_visits
GROUP BY sale_month
