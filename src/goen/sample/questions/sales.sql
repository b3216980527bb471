-- One row per line of a slip, in the order of the day.
SELECT
    'D' || lpad(slip::VARCHAR, 8, '0') AS "伝票番号",
    strftime(getvariable('start') + day::INTEGER, '%Y/%m/%d') AS "売上日",
    CASE WHEN number >= 0 THEN lpad((number + 1)::VARCHAR, 7, '0') END AS "顧客番号",
    CASE
        WHEN number >= 0 THEN customer_name(style, surname, given)
        ELSE '店頭のお客様'
    END AS "お客様名",
    getvariable('product')[product + 1] AS "商品",
    getvariable('category')[product + 1] AS "分類",
    quantity AS "数量",
    amount AS "金額（税込）",
    cost AS "原価",
    getvariable('shop')[shop + 1] AS "店舗",
    getvariable('kind')[kind + 1] AS "区分"
FROM named_lines
