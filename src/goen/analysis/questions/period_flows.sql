-- One row per kind of move and cause, before the period and in it: how many moves.
SELECT
    day < $start AS before,
    from_rank,
    from_lapsed,
    to_rank,
    to_lapsed,
    cause,
    CAST(count(*) AS BIGINT) AS moves
FROM moves
WHERE day <= $end
GROUP BY day < $start, from_rank, from_lapsed, to_rank, to_lapsed, cause
