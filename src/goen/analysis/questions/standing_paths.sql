-- One row per combination of the places held at three dates: 2 × rank + 1 if lapsed, NULL before the
-- first purchase. The first date is the earliest, the last the latest.
WITH seen AS (
    SELECT
        customer_id,
        rank,
        last_day,
        day <= $first AND (next_day IS NULL OR next_day > $first) AS at_first,
        day <= $second AND (next_day IS NULL OR next_day > $second) AS at_second,
        day <= $last AND (next_day IS NULL OR next_day > $last) AS at_last
    FROM states
    WHERE n > 0
),

paths AS (
    SELECT
        max(CASE WHEN at_first THEN 2 * rank
            + CASE WHEN date_diff('day', last_day, $first) >= $lapse_days THEN 1 ELSE 0 END END)
            AS first_place,
        max(CASE WHEN at_second THEN 2 * rank
            + CASE WHEN date_diff('day', last_day, $second) >= $lapse_days THEN 1 ELSE 0 END END)
            AS second_place,
        max(CASE WHEN at_last THEN 2 * rank
            + CASE WHEN date_diff('day', last_day, $last) >= $lapse_days THEN 1 ELSE 0 END END)
            AS last_place
    FROM seen
    WHERE at_first OR at_second OR at_last
    GROUP BY customer_id
)

SELECT first_place, second_place, last_place, count(*) AS customers
FROM paths
GROUP BY first_place, second_place, last_place
