-- One row per customer and date on which the sales name an event that was attended.
SELECT DISTINCT customer, day
FROM sales
WHERE event NOT IN ('0', '-', '×', '無', 'なし', '無し', '不参加', '未参加', 'no', 'No', 'NO', 'false')
