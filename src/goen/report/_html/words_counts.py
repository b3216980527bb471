"""Words of the sections about how many customers there are and where they went."""

from __future__ import annotations

from goen.japanese import Text

COUNTS: dict[str, Text] = {
    # Portfolio
    "cpm": Text("いまの姿", "The portfolio today"),
    "cpm_how": Text(
        "太い棒は人数、細い棒は直近1年（{year}）の売上。ぬりつぶしは現役、斜線は離れたお客様。",
        "Thick bars are customers, thin bars sales of the past year ({year}). "
        "Filled: active; hatched: lapsed.",
    ),
    "cpm_table": Text("10の区分の人数と売上", "Customers and sales by rank and status"),
    # Months
    "monthly": Text("人数の移り変わり", "Customers over time"),
    "monthly_how": Text(
        "水平の線から上が現役、下が離れたお客様。線のすぐ上と下がいちばん上のランクです。",
        "Active customers stand above the line, lapsed ones below; the highest rank is next to it.",
    ),
    "monthly_title": Text("月末ごとの区分の人数", "Customers by rank at each month's end"),
    "monthly_tip": Text(
        "{month}：現役 {active}、離脱 {lapsed}", "{month}: active {active}, lapsed {lapsed}"
    ),
    # Ledger
    "ledger": Text("増減の帳簿", "The rank ledger"),
    "ledger_period": Text("{start} → {end}", "{start} → {end}"),
    "ledger_balanced": Text(
        "すべての区分で 期首＋入−出＝期末", "Opening + in − out = closing for every rank"
    ),
    "ledger_unbalanced": Text(
        "期首＋入−出と期末が合いません", "Opening + in − out is not the closing"
    ),
    "opening": Text("期首", "Opening"),
    "came": Text("入った人", "Came in"),
    "went": Text("出た人", "Went out"),
    "by_first": Text("はじめて", "First purchase"),
    "by_purchase": Text("購入で", "By purchase"),
    "by_time": Text("時間で", "By time"),
    "by_return": Text("返品で", "By return"),
    "closing": Text("期末", "Closing"),
    "change": Text("増減", "Change"),
    "ledger_footnote": Text(
        "「時間で」は、お買い物がないまま{lapse}日たったことによる移動。"
        "「返品で」は返品や値引きによる移動で、お客様の行動ではありません。",
        "“By time” are moves because {lapse} days passed without a purchase. “By return” are "
        "moves caused by returns or discounts, not by what customers did.",
    ),
    "ledger_months": Text("月ごとの帳簿", "The ledger month by month"),
    "flows": Text("はじめて・復活・離れた", "First, revived, lapsed"),
    "flows_title": Text("月ごとに来た人と離れた人", "Who came and who lapsed, by month"),
    "flow_first": Text("はじめて", "First"),
    "flow_revived": Text("復活", "Revived"),
    "flow_lapsed": Text("離れた", "Lapsed"),
    "flow_raised": Text("ランクが上がった", "Rose in rank"),
    "flow_lowered": Text("ランクが下がった", "Fell in rank"),
    # Transitions and targets
    "transitions": Text("1年でどこへ移ったか", "Where they went in a year"),
    "transitions_between": Text("どこからどこへ移ったか", "From where to where"),
    "transitions_how": Text(
        "行は{start}の区分、列は{end}の区分。割合は行のなかの人数です。",
        "Rows are the ranks on {start}, columns those on {end}. Shares are of the row.",
    ),
    "transitions_table": Text("区分から区分への移動", "Moves from rank to rank"),
    "transitions_list": Text("移動の一覧と95%の幅", "All moves with 95% intervals"),
    "from": Text("前", "From"),
    "to": Text("後", "To"),
    "not_yet": Text("まだお客様でなかった", "Not yet a customer"),
    "row_total": Text("行の人数", "Row total"),
    "advance": Text("推移率（6か月）", "Advance in six months"),
    "advance_how": Text(
        "{start}にその区分だった方のうち、{end}に上のランクにいる割合。縦線は目安です。",
        "Of those in the rank on {start}, the share in a higher one on {end}. The line: target.",
    ),
    "step": Text("段", "Step"),
    "target": Text("目安", "Target"),
    # The year's base
    "active_base": Text("稼働顧客と移動年計", "The year's base and moving total"),
    "base_identity": Text(
        "年商 {sales} ＝ 年間LTV {ltv} × 稼働顧客 {buyers}",
        "Year's sales {sales} = yearly value {ltv} × base of {buyers}",
    ),
    "base_bridge": Text("稼働顧客はどう変わったか", "How the base changed"),
    "base_months": Text("この12か月は{months}", "The last 12 months are {months}"),
    "base_opening": Text("1年前の稼働顧客", "Base a year ago"),
    "base_new": Text("新しい方", "New"),
    "base_revived": Text("1年以上ぶりに購入", "After a year or more"),
    "base_dropped": Text("抜けた方", "Dropped"),
    "base_closing": Text("いまの稼働顧客", "Base today"),
    "retention": Text("顧客維持率", "Retention"),
    "moving_total": Text("移動年計（12か月の売上の合計）", "Moving annual total of sales"),
    "moving_buyers": Text("12か月に購入した人数", "Customers who bought in 12 months"),
}
