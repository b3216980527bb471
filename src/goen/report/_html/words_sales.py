"""Words of the sections about sales and returning."""

from __future__ import annotations

from goen.japanese import Text

SALES: dict[str, Text] = {
    # Change of sales
    "sales_change": Text("売上の増減はどこから", "Where the change of sales came from"),
    "sales_change_how": Text(
        "この12か月は{to}、前の12か月は{before}（月の初めから数えた12か月）。"
        "売上＝単価×回数×人数。{method}で、増減をあまりなく3つに分けています。",
        "The last 12 months are {to}, the 12 months before {before} (calendar months). "
        "Sales = spending per visit × visits × customers, split without remainder by {method}.",
    ),
    "method_lmdi": Text("対数平均ディビジア指数（LMDI）", "the log-mean Divisia index (LMDI)"),
    "method_shapley": Text("シャープレイ値", "the Shapley value"),
    "period_from": Text("前の12か月", "12 months before"),
    "period_to": Text("この12か月", "Last 12 months"),
    "period": Text("期間", "Period"),
    "unit_price": Text("単価", "Per visit"),
    "unit_price_in": Text("単価（{unit}）", "Per visit ({unit})"),
    "frequency": Text("回数", "Visits"),
    "frequency_each": Text("1人あたりの回数", "Visits per customer"),
    "people": Text("人数", "Customers"),
    "occasions": Text("購入回数", "Purchases"),
    "delta_in": Text("増減（{unit}）", "Change ({unit})"),
    "people_part": Text("人数の増減の内わけ", "The customers behind it"),
    "kind": Text("種類", "Kind"),
    "people_new": Text("新しい方", "New"),
    "people_kept": Text("続いた方", "Stayed"),
    "people_revived": Text("1年以上ぶりに購入", "Bought again after a year or more"),
    "people_lost": Text("なくなった方", "Gone"),
    "effect_in": Text("売上への影響（{unit}）", "Effect on sales ({unit})"),
    "groups_shop": Text("店ごとの増減", "Change by shop"),
    "groups_category": Text("分類ごとの増減", "Change by category"),
    "groups_product": Text("商品ごとの増減", "Change by product"),
    "groups_product_how": Text(
        "単価・回数・人数は、その商品を買ったものだけで数えています。1度に2つの商品を買うと、"
        "どちらにも1人・1回と数えるため、足して全体と合うのは売上と増減です。",
        "Spending, visits and customers are those of each product alone. Who buys two products at "
        "once is a customer and a visit of both, so what sums to the whole is sales and change.",
    ),
    "all_named": Text("すべての売上に商品の記録があります。", "Every sale names a product."),
    "partly_named": Text(
        "この12か月の売上のうち、商品が分かるのは{share}です。残りの{rest}は"
        "「商品の記録がない売上」にまとめています。",
        "Of the sales of the last 12 months, {share} name a product. The other {rest} are in "
        "“Sales that name no product”.",
    ),
    "product": Text("商品", "Product"),
    "no_product": Text("商品の記録がない売上", "Sales that name no product"),
    "no_shop": Text("店の記録がない売上", "Sales that name no shop"),
    "no_category": Text("分類の記録がない売上", "Sales that name no category"),
    "other_groups": Text("ほか{n}件", "{n} others"),
    "groups_segment": Text("期首の区分ごとの増減", "Change by rank at the start"),
    "shop": Text("店", "Shop"),
    "category": Text("分類", "Category"),
    "newcomers": Text("新しい方", "Newcomers"),
    # Repeat
    "repeat": Text("くり返しとコホート", "Returning and cohorts"),
    "survival": Text("2回目までの日数", "Days to the second purchase"),
    "survival_how": Text(
        "はじめての購入から数えて、2回目があった割合の見積もり（カプラン・マイヤー法）。帯は95%の幅。",
        "Estimated share with a second purchase by day (Kaplan–Meier). The band: 95% interval.",
    ),
    "days": Text("日数", "Days"),
    "at_risk": Text("まだの方", "Not yet"),
    "converted": Text("2回目があった方", "Bought again"),
    "conversion": Text("2回目・3回目への割合", "To the second and third purchase"),
    "rates": Text("リピート率いろいろ", "Repeat rates by definition"),
    "rate_name": Text("名前", "Name"),
    "f2_window": Text("F2転換率・{days}日", "F2 in {days} days"),
    "f2_window_how": Text(
        "{days}日以内に2回目があった方 ÷ はじめてから{days}日たった方",
        "Second purchase within {days} days ÷ first purchase {days} days ago or more",
    ),
    "f3_all": Text("F3転換率・{days}日", "F3 in {days} days"),
    "f3_all_how": Text(
        "2回目から{days}日以内に3回目があった方 ÷ 2回目から{days}日たった方",
        "Third within {days} days of the second ÷ second purchase {days} days ago or more",
    ),
    "cohorts": Text("はじめての月ごとに見る", "By month of the first purchase"),
    "cohorts_returned": Text(
        "何か月めまでに戻ってきたか（累計）", "Returned by month (cumulative)"
    ),
    "cohorts_active": Text("その月に購入した割合", "Bought in that month"),
    "cohorts_sales": Text("1人あたりの累計の売上（{unit}）", "Cumulative sales per head ({unit})"),
    "cohort": Text("はじめての月", "First month"),
    "size": Text("人数", "Size"),
    "truncated_mark": Text("※", "*"),
    "truncated_note": Text(
        "※ 記録の始まりから{lapse}日以内の月。以前からのお客様が混じっているかもしれません。"
        "まだ終わっていない月は空けてあります。",
        "* Within {lapse} days of the start of the records: older customers may be among them. "
        "Months that are not over are left blank.",
    ),
    "period_ltv": Text("期間LTV（1人あたり）", "Sales per customer over the records"),
    # F2
    "f2": Text("2回目につながったか（F2）", "The second purchase (F2)"),
    "f2_title": Text(
        "はじめての月ごとの2回目の割合", "Share with a second purchase, by first month"
    ),
    "f2_how": Text(
        "その日数がたった方だけを数えています。",
        "Only customers whose window has passed are counted.",
    ),
    "f2_line": Text("{days}日", "{days} days"),
    "f2_sure": Text(
        "記録の始まりから{lapse}日以内の月は、以前からのお客様が混じるので図に入れていません。",
        "The chart leaves out the months of the first {lapse} days of the records, "
        "which mix in earlier customers.",
    ),
    "f2_truncated": Text("うち以前からかもしれない方", "Of them, perhaps not new"),
    # Lapse
    "lapse_curve": Text("離脱の目安は合っているか", "Is the lapse limit right?"),
    "lapse_how": Text(
        "その日数お買い物がなかったすき間のうち、そのあと{days}日のあいだに戻った割合。"
        "「お客様ごと」は、よく買う方に片寄らないよう1人の重みを等しくしたもの。",
        "Of silences of so many days, the share that ended within the next {days} days. "
        "“By customer” gives each customer the same weight, however often they buy.",
    ),
    "lapse_title": Text("離れたと見たあとに戻る割合", "Share who come back after the limit"),
    "lapse_now": Text("いま {days}日", "Now {days} days"),
    "lapse_fit": Text("目安 {days}日", "Fits {days} days"),
    "reach": Text("あいたすき間", "Silences"),
    "returned": Text("戻った", "Ended"),
    "false_lapse": Text("戻った割合", "Share back"),
    "by_gap": Text("すき間ごと", "By gap"),
    "by_customer": Text("お客様ごと", "By customer"),
    "false_lapse_by_customer": Text("戻った割合（お客様ごと）", "Share back, by customer"),
    # Suggestions
    "suggestions": Text("この会社に合う決まり", "Rules that fit these customers"),
    "threshold": Text("決まり", "Rule"),
    "now": Text("いま", "Now"),
    "suggested": Text("データからの目安", "From the data"),
    "lapse_days": Text("離脱と見るまで", "Lapsed after"),
    "toddler_days": Text("よちよち客の在籍", "Toddler, tenure under"),
    "loyal_days": Text("優良客の在籍", "Loyal, tenure from"),
    "loyal_amount": Text("優良客の累計金額", "Loyal, amount from"),
    "order_mean": Text("1回の平均", "Average purchase"),
    "cycle": Text("間隔のまん中", "Middle interval"),
    "changes": Text("変えると何人動くか", "How many would change rank"),
    "changed_to": Text("変えたあと", "Changed to"),
    "changed": Text("区分が変わる人", "Would change rank"),
}
