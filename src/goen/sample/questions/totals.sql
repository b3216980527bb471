-- One row: how many lines of each kind, and their sums.
SELECT
    count(*) AS rows,
    count(*) FILTER (kind = 0) AS sale_rows,
    count(*) FILTER (kind = 1) AS return_rows,
    count(*) FILTER (kind = 2) AS cancelled_rows,
    count(*) FILTER (number < 0 AND kind <> 2) AS walk_in_rows,
    coalesce(sum(amount) FILTER (number < 0 AND kind <> 2), 0)::BIGINT AS walk_in_sales,
    sum(amount) FILTER (number >= 0 AND kind <> 2)::BIGINT AS sales,
    (getvariable('start') + min(day)::INTEGER)::VARCHAR AS first_date,
    (getvariable('start') + max(day)::INTEGER)::VARCHAR AS last_date
FROM named_lines
