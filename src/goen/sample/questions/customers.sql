-- One row per customer number: the address list. The telephone numbers cannot exist.
SELECT
    lpad(row_number::VARCHAR, 7, '0') AS "顧客番号",
    customer_name(style, surname, given) AS "お客様名",
    getvariable('kana')[surname + 1] || ' ' || getvariable('given_kana')[given + 1] AS "フリガナ",
    getvariable('postal_code')[place + 1] AS "郵便番号",
    getvariable('prefecture')[place + 1]
        || getvariable('city')[place + 1]
        || getvariable('town')[place + 1]
        || (block % 6 + 1) || '丁目' || (block // 6 % 30 + 1) || '-' || (block // 180 % 20 + 1)
        || CASE
            WHEN block // 3600 < 12 THEN ' ' || (block // 3600 % 9 + 1) || '0' || (block % 8 + 1)
                || '号室'
            ELSE ''
        END AS "住所",
    CASE style
        WHEN 4 THEN '0900' || lpad((telephone % 10000000)::VARCHAR, 7, '0')
        ELSE '090-0' || lpad((telephone // 10000 % 1000)::VARCHAR, 3, '0')
            || '-' || lpad((telephone % 10000)::VARCHAR, 4, '0')
    END AS "電話番号",
    CASE
        WHEN mail % 10 < 7
        THEN getvariable('romaji')[surname + 1] || '.' || getvariable('given_romaji')[given + 1]
            || mail || '@example.jp'
    END AS "メールアドレス",
    strftime(DATE '1970-01-01' + born::INTEGER, '%Y/%m/%d') AS "生年月日",
    strftime(getvariable('start') + since::INTEGER, '%Y/%m/%d') AS "登録日"
FROM register
