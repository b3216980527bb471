"""The words of the page that do not depend on the answers, in both languages."""

from __future__ import annotations

from goen.japanese import Text
from goen.report._html.words_buying import BUYING
from goen.report._html.words_counts import COUNTS
from goen.report._html.words_sales import SALES

_FRAME: dict[str, Text] = {
    # The frame
    "brand": Text("ご縁", "Goen"),
    "title": Text("顧客ポートフォリオ", "Customer portfolio"),
    "skip": Text("本文へ移る", "Skip to the content"),
    "contents": Text("目次", "Contents"),
    "as_of": Text("基準日", "As of"),
    "theme": Text("画面の明るさ", "Brightness"),
    "theme_auto": Text("自動", "automatic"),
    "theme_light": Text("明るい", "light"),
    "theme_dark": Text("暗い", "dark"),
    "theme_hint": Text("（押すと切り替え）", " (press to change)"),
    "theme_joint": Text("：", ": "),
    "preset": Text("決まり", "Rules"),
    "made_by": Text("ご縁 {version} で作成", "Made with Goen {version}"),
    "group_now": Text("人数と動き", "Customers and moves"),
    "group_buying": Text("買い方", "How they buy"),
    "group_sales": Text("売上とくり返し", "Sales and returning"),
    "group_check": Text("確かめる", "Checking"),
    "as_table": Text("表で見る", "Show as a table"),
    "scroll": Text("{name}の表（横に動かせます）", "Table: {name} (scrolls sideways)"),
    "no_answer": Text("この答えは出していません", "This answer is not given"),
    "no_answer_why": Text(
        "頼まれていないか、材料が足りません。", "It was not asked for, or the data do not allow it."
    ),
    "next": Text("次にすること", "What to do next"),
    "reading": Text("読みとり", "Reading"),
    # Units and column heads
    "n_days": Text("{n}日", "{n} days"),
    "n_times": Text("{n}回", "{n}"),
    "customers": Text("人数", "Customers"),
    "customers_unit": Text("人数（人）", "Customers"),
    "unit_people": Text("人", ""),
    "share": Text("割合", "Share"),
    "share_of_customers": Text("人数の割合", "Share of customers"),
    "share_of_sales": Text("売上の割合", "Share of sales"),
    "cumulative": Text("累計の割合", "Cumulative share"),
    "sales": Text("売上", "Sales"),
    "sales_in": Text("売上（{unit}）", "Sales ({unit})"),
    "sales_all": Text("これまでの売上（{unit}）", "Sales so far ({unit})"),
    "sales_12m": Text("直近1年の売上", "Sales, past year"),
    "sales_months": Text("12か月の売上（{months}）", "Sales of 12 months ({months})"),
    "sales_12m_in": Text("直近1年の売上（{unit}）", "Sales, past year ({unit})"),
    "gross_profit_in": Text("粗利（{unit}）", "Gross profit ({unit})"),
    "average_in": Text("1人あたり（{unit}）", "Per customer ({unit})"),
    "times_average": Text("平均の何倍", "Times the average"),
    "times": Text("{n}倍", "× {n}"),
    "rank": Text("区分", "Rank"),
    "total": Text("合計", "Total"),
    "month": Text("月", "Month"),
    "active": Text("現役", "Active"),
    "lapsed": Text("離脱", "Lapsed"),
    "lapsed_name": Text("{name}・離脱", "{name}, lapsed"),
    "active_n": Text("現役（人）", "Active"),
    "lapsed_n": Text("離脱（人）", "Lapsed"),
    "year_before": Text("前年差", "vs. last year"),
    "interval": Text("95%の幅", "95% interval"),
    "numbers_behind": Text("内わけ", "Numbers"),
    "other": Text("そのほか", "Other"),
    # Opening facts
    "fact_active": Text("現役（{lapse}日未満）", "Active (under {lapse} days)"),
    "fact_revive": Text(
        "離脱・要復活（{lapse}～{last}日）", "Lapsed, to revive ({lapse}–{last} days)"
    ),
    "fact_inactive": Text("非稼働（{inactive}日以上）", "Inactive ({inactive} days or more)"),
    "fact_of_all": Text("全体の{share}", "{share} of all"),
    "fact_prospects": Text("見込客", "Prospects"),
    "fact_prospects_why": Text(
        "ランクの外・まだお買い物がない方", "Outside the ranks, no purchase so far"
    ),
    "fact_year": Text("前年の同じ日より{difference}", "{difference} on the same day last year"),
    "fact_growth": Text("その前の12か月より{change}", "{change} on the 12 months before"),
    "fact_base": Text("稼働顧客（{months}に購入）", "Year's base (bought in {months})"),
    "fact_ltv": Text("1人あたり年間{money}", "{money} each in the year"),
    "fact_f2": Text(
        "初回から2回目へ（{days}日以内）", "First to second purchase (within {days} days)"
    ),
    # Checking
    "input": Text("もとのデータ", "The data"),
    "rows": Text("行", "Rows"),
    "rows_all": Text("読んだ行", "Rows read"),
    "rows_used": Text("使った行", "Rows used"),
    "rows_rejected": Text("読み取れなかった行", "Rows not readable"),
    "rows_excluded": Text("決まりで除いた行", "Rows left out by rule"),
    "ex_after_as_of": Text("基準日より後", "After the as-of date"),
    "ex_future": Text("今日より先の日付", "Dated in the future"),
    "ex_cancelled": Text("取消", "Cancelled"),
    "ex_zero": Text("金額0", "Zero amount"),
    "ex_overlap": Text("2つのファイルに同じ行", "The same row in two files"),
    "ex_no_customer": Text("お客様の番号なし", "No customer number"),
    "data_period": Text("記録の期間", "Period of the records"),
    "identified": Text("お客様が分かる売上", "Sales with a customer"),
    "no_customer_sales": Text("お客様の番号がない売上", "Sales without a customer"),
    "without_purchase": Text("返品などだけのお客様", "With returns only"),
    "overlap": Text("2つのファイルに同じ行", "Rows in two files"),
    "files": Text("読んだファイルと列", "Files and columns read"),
    "file": Text("ファイル", "File"),
    "sheet": Text("シート", "Sheet"),
    "encoding": Text("文字コード", "Encoding"),
    "columns": Text("列", "Columns"),
    "column_customer": Text("お客様", "customer"),
    "column_date": Text("日付", "date"),
    "column_amount": Text("金額", "amount"),
    "column_customer_name": Text("名前", "name"),
    "column_product": Text("商品", "product"),
    "column_category": Text("分類", "category"),
    "column_quantity": Text("数量", "quantity"),
    "column_unit_price": Text("単価", "unit price"),
    "column_gross_profit": Text("粗利", "gross profit"),
    "column_given_name": Text("名", "given name"),
    "column_month": Text("月", "month"),
    "column_day_of_month": Text("日", "day"),
    "column_unit_cost": Text("原価の単価", "unit cost"),
    "column_cancelled": Text("取消", "cancelled"),
    "column_cost": Text("原価", "cost"),
    "column_shop": Text("店", "shop"),
    "column_slip": Text("伝票", "slip"),
    "column_event": Text("催事", "event"),
    "column_kind": Text("区分", "kind"),
    # Rules
    "rules": Text("ランクの決まり", "The rules of the ranks"),
    "rules_how": Text(
        "「{name}」のひな型。どのお客様も、必ず1つの区分に入ります。",
        "Preset “{name}”. Every customer is in exactly one rank.",
    ),
    "rule": Text("条件", "Condition"),
    "rule_first_time": Text("お買い物が1回", "One purchase"),
    "rule_toddler": Text("2回以上で、在籍{t1}日未満", "Two or more, tenure under {t1} days"),
    "rule_steady": Text("在籍{t1}日以上、累計{m}未満", "Tenure from {t1} days, under {m} in all"),
    "rule_steady_of_four": Text(
        "在籍{t1}日以上で、優良客にあたらない", "Tenure from {t1} days, and not yet loyal"
    ),
    "rule_burst": Text(
        "在籍{t1}日以上{t2}日未満、累計{m}以上",
        "Tenure {t1} to under {t2} days, {m} or more in all",
    ),
    "rule_loyal": Text("在籍{t2}日以上、累計{m}以上", "Tenure from {t2} days, {m} or more in all"),
    "rule_lapsed": Text(
        "最後のお買い物から{lapse}日以上たつと離脱、それまでは現役。在籍は、はじめから最後のお買い物までの日数。",
        "{lapse} days or more after the last purchase a customer is lapsed, until then active. "
        "Tenure is the days from the first to the last purchase.",
    ),
    "notes": Text("注記", "Notes"),
    "no_notes": Text("注記はありません。", "There are no notes."),
}

WORDS: dict[str, Text] = {**_FRAME, **COUNTS, **BUYING, **SALES}
