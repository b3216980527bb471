-- One row per tile, and one per amount that lies across tiles (last_tile > first_tile).
-- Tiles are those of NTILE: the first $larger tiles hold $size + 1 customers, the others $size.
WITH placed AS (
    SELECT
        customers,
        sales,
        customers_before,
        CASE
            WHEN customers_before < $larger * ($size + 1)
                THEN floor(customers_before / nullif($size + 1, 0)) + 1
            ELSE $larger
                + floor((customers_before - $larger * ($size + 1)) / nullif($size, 0)) + 1
        END AS first_tile,
        CASE
            WHEN customers_before + customers - 1 < $larger * ($size + 1)
                THEN floor((customers_before + customers - 1) / nullif($size + 1, 0)) + 1
            ELSE $larger
                + floor((customers_before + customers - 1 - $larger * ($size + 1))
                    / nullif($size, 0)) + 1
        END AS last_tile
    FROM amounts
)

SELECT
    CAST(first_tile AS INTEGER) AS first_tile,
    CAST(last_tile AS INTEGER) AS last_tile,
    CAST(min(customers_before) AS BIGINT) AS customers_before,
    CAST(sum(customers) AS BIGINT) AS customers,
    CAST(sum(sales) AS BIGINT) AS sales
FROM placed
GROUP BY first_tile, last_tile
