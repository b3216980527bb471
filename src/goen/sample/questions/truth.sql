-- One row per customer number: who stood behind it, and what came of it.
SELECT
    lpad((history.number + 1)::VARCHAR, 7, '0') AS customer,
    register.person + 1 AS person,
    register.household + 1 AS household,
    getvariable('style')[register.style + 1] AS registered_again,
    getvariable('archetype')[people.archetype + 1] AS archetype,
    getvariable('campaign')[people.campaign + 2] AS campaign,
    round(people.interval, 1) AS mean_interval,
    getvariable('start') + people.arrival::INTEGER AS true_first_day,
    CASE
        WHEN people.leaves < getvariable('days')
        THEN getvariable('start') + floor(people.leaves)::INTEGER
    END AS left_on,
    getvariable('start') + first::INTEGER AS first_day,
    getvariable('start') + last::INTEGER AS last_day,
    occasions,
    history.amount::BIGINT AS amount,
    rank,
    status
FROM history
JOIN register ON register.number = history.number
JOIN people ON people.person = register.person
ORDER BY history.number
