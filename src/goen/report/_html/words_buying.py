"""Words of the sections about how customers buy."""

from __future__ import annotations

from goen.japanese import Text

BUYING: dict[str, Text] = {
    # RFM
    "rfm": Text("RFM", "RFM"),
    "rfm_how_fixed": Text(
        "R（最後の購入からの日数）とF（回数）の決まった点数で分けています。数字が大きいほどよい点です。",
        "Scores by fixed limits of R (days since the last purchase) and F (purchases); 5 is best.",
    ),
    "rfm_how_quantile": Text(
        "R（最後の購入からの日数）とF（回数）を、人数の順位で5段に分けています。数字が大きいほどよい点です。",
        "Scores by rank, in fifths: R (days since the last purchase), F (purchases); 5 is best.",
    ),
    "rfm_grid": Text("R×Fの人数", "Customers by R and F"),
    "rfm_r": Text("R：最後の購入", "R: last purchase"),
    "rfm_f": Text("F：購入回数", "F: purchases"),
    "rfm_segments": Text("11の名前で見る", "Eleven named groups"),
    "group": Text("グループ", "Group"),
    "rfm_cross": Text("ランクとRFMの重なり", "Ranks against RFM"),
    "plus": Text("RFM＋", "RFM-Plus"),
    "plus_overdue": Text(
        "いつもの間隔の何倍あいているか", "Silence against the customer's own interval"
    ),
    "plus_trend": Text("直近1年の購入額の増減", "Change of the past year's amount"),
    "plus_tenure": Text("在籍期間", "Tenure"),
    "plus_range": Text("{low}～{high}", "{low} to {high}"),
    "plus_over": Text("{low}以上", "{low} or more"),
    "trend_note": Text(
        "−1.00は直近1年に購入なし、＋1.00は直近1年だけに購入（その前の1年と合わせた2年のうち）。",
        "−1.00: nothing in the past year; +1.00: only in the past year (of the past two).",
    ),
    # Decile, ABC
    "decile": Text("デシル", "Deciles"),
    "decile_how": Text(
        "購入額の多い順に人数を10に分け、それぞれの売上の割合を見ます。",
        "Customers in order of amount, cut into ten equal numbers; bars are shares of sales.",
    ),
    "decile_title": Text("10の段の売上の割合", "Share of sales by decile"),
    "decile_n": Text("デシル{n}", "Decile {n}"),
    "boundary_ties": Text("境目の同額", "Ties at the edge"),
    "abc": Text("ABCとパレート", "ABC and Pareto"),
    "abc_how": Text(
        "購入額の多い方から売上を積み上げ、{a}までがA、{b}までがB、残りがC。",
        "Sales piled up from the largest customer: A up to {a}, B up to {b}, the rest C.",
    ),
    "pareto_title": Text("お客様の何割が売上の何割か", "Share of customers against share of sales"),
    "pareto_x": Text("人数", "Customers"),
    "pareto_y": Text("売上の割合", "Share of sales"),
    "pareto_mark": Text("上位20%で{share}", "Top 20%: {share}"),
    "class": Text("クラス", "Class"),
    "abc_customers": Text("お客様", "Customers"),
    "abc_products": Text("商品", "Products"),
    "products": Text("商品の数", "Products"),
    # Two indicators
    "two_axis": Text("2つの指標のランク", "Ranks by two indicators"),
    "two_axis_how": Text(
        "{start}から{end}までの{x}と{y}。点の大きさは人数。点線が高い・低いの境目です。"
        "目もりは大きい数ほどつめています。",
        "{x} and {y} from {start} to {end}. Larger dots are more customers, dashed lines part high "
        "from low. Large values are drawn closer together.",
    ),
    "two_axis_title": Text("{x}と{y}", "{x} and {y}"),
    "two_axis_ranks": Text("4つのランク", "The four ranks"),
    "two_axis_cells": Text("高い・低いの4つのます", "Four cells of high and low"),
    "two_axis_three": Text("3×3のます", "Nine cells"),
    "two_axis_vip": Text("VIPの一覧（{n}人）", "The VIPs ({n})"),
    "two_axis_vip_cut": Text("VIPの一覧（多い方から{n}人）", "The VIPs (the first {n})"),
    "customer": Text("お客様", "Customer"),
    "up_to": Text("{value}以内", "up to {value}"),
    "and_over": Text("{value}以上", "{value} or more"),
    "between": Text("{low}以上{high}未満", "{low} to under {high}"),
    "under": Text("{value}未満", "under {value}"),
}
