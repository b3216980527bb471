-- One row per month, kind of move and cause: how many moves.
SELECT
    year(day) * 12 + month(day) - 1 AS month,
    from_rank,
    from_lapsed,
    to_rank,
    to_lapsed,
    cause,
    CAST(count(*) AS BIGINT) AS moves
FROM moves
GROUP BY
    year(day) * 12 + month(day) - 1, from_rank, from_lapsed, to_rank, to_lapsed, cause
ORDER BY month, from_rank, from_lapsed, to_rank, to_lapsed, cause
