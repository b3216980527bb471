-- One row per pair of products that are in one basket: the baskets with both. A product with itself
-- gives the baskets with that product.
SELECT one.number AS one, other.number AS other, CAST(count(*) AS BIGINT) AS baskets
FROM baskets AS one
JOIN baskets AS other
    ON other.customer = one.customer AND other.basket = one.basket AND other.number >= one.number
GROUP BY one.number, other.number
