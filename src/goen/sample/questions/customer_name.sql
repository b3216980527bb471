-- How a customer's name stands in the files: `style` is a position in STYLES.
CREATE TEMP MACRO customer_name(style, surname, given) AS
CASE style
    WHEN 1 THEN
        coalesce(
            nullif(getvariable('variant')[surname + 1], ''), getvariable('surname')[surname + 1]
        ) || ' ' || getvariable('given')[given + 1]
    WHEN 2 THEN
        getvariable('half_surname')[surname + 1] || ' ' || getvariable('half_given')[given + 1]
    WHEN 4 THEN
        getvariable('surname')[surname + 1] || getvariable('given')[given + 1]
    ELSE
        getvariable('surname')[surname + 1] || ' ' || getvariable('given')[given + 1]
END
