-- One row: the customers with an occasion and their cumulative net sales and first day.
SELECT
    count(*) AS customers,
    CAST(coalesce(sum(amount), 0) AS BIGINT) AS sales,
    min(first_day) AS first_day
FROM standing
