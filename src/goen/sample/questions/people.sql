-- One row: how many numbers, persons and households stand in the register.
SELECT
    count(*) AS customers,
    count(DISTINCT person) AS persons,
    count(DISTINCT household) AS households
FROM register
