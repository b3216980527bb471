"""How sales files head the columns Goen can do without: products, shops, quantities, kinds."""

from __future__ import annotations

from goen.sheets._columns_words import EN_ID, ID, any_of

_SOLD = any_of("売上 販売 ご?購入 ご?注文 受注 出荷 商品 お?買上げ? お?買い上げ 明細 納品")
QUANTITY = (
    (1.0, f"数量 個数 点数 数 {_SOLD}(?:数量?|個数|点数)"),
    (1.0, "qty quantity units unitssold numberofitems itemqty itemquantity qtysold"),
    (
        0.9,
        "(?:sales?|ordered|order|sold|purchased?|product|total|line|lineitem)(?:qty|quantity|units)",
    ),
    (0.85, "本数 枚数 冊数 台数 セット数 箱数 杯数 販売個数"),
    (0.85, r"(?:numberof|noof)(?!orders|visits|customers|purchases|transactions|days)\w{2,20}"),
    (0.7, "pieces pcs itemcount items count itemssold volume"),
)
UNIT_PRICE = (
    (1.0, f"単価 (?:税込|税抜|平均|客|税込販売|売上販売|実売|売)単価 {_SOLD}単価"),
    (1.0, "unitprice priceperunit priceeach pricepereach itemprice lineitemprice unitsprice"),
    (0.9, "price sellingprice saleprice salesprice productprice retailprice unitamount"),
    (0.85, "価格 販売価格 商品価格 売価 値段 税込価格 税抜価格 商品代"),
)
GROSS_PROFIT = (
    (1.0, "(?:売上)?[粗荒]利(?:益|高)?(?:額|金額|合計)? 売上総利益額?"),
    (1.0, "grossprofit(?:amount)? gp gpamount grossmargin(?:amount|value)?"),
    (0.85, "利益(?:額|金額)? 差益額? 限界利益額? 貢献利益額?"),
    (0.85, "profit(?:amount)? margin(?:amount|value)? contribution contributionmargin totalprofit"),
)
COST = (
    (1.0, "(?:売上|商品|仕入|製造|販売)?原価(?:額|金額|合計|計)? 仕入(?:金額|額|高|値)"),
    (1.0, "cost cogs costofgoods(?:sold)? costofsales totalcosts? costamount salescost costvalue"),
    (0.85, "productcost goodscost purchasecost linecost extendedcost extcost"),
)
UNIT_COST = (
    (1.0, "(?:原価|仕入れ?|平均原価|標準)単価 原単価 単位原価 仕切単価 標準原価 仕入価格 下代"),
    (1.0, "unitcost costperunit costprice costeach standardcost itemcost lineitemcost buyingprice"),
)
NOT_COST = any_of("率 rate ratio pct percent shipping 送料 freight 区分 コード %")

_GOODS = any_of("商品 品目 製品 アイテム メニュー サービス")
_EN_GOODS = any_of("product item stock article goods sku material prod asin")
PRODUCT = (
    (
        1.0,
        "(?:ご?注文|ご?購入|売上|購入商品)?商品名称? 品名 品目名称? 製品名 メニュー名? 施術名",
    ),
    (1.0, "productname itemname product productdescription lineitemname item menu menuname"),
    (
        0.9,
        "商品 品目 製品 アイテム名? コース名? プラン名? 施術内容 サービス名 講座名 摘要",
    ),
    (
        0.85,
        "description itemdescription producttitle service servicename goods article articlename",
    ),
    (0.8, f"{_GOODS}(?:管理)?{ID} 品番 sku jan(?:コード|cd)? {_EN_GOODS}{EN_ID}? stockcode"),
)
CATEGORY = (
    (1.0, "(?:商品|製品|品目)?カテゴリー?(?:名称?|1|大)? 商品分類名? (?:商品)?大分類名? 部門名"),
    (1.0, "category(?:name|1)? productcategory(?:name)? productgroup categorymajorname"),
    (0.9, "分類名? 部門 ジャンル名? 商品区分 商品群 商品グループ 品種 品群 シリーズ ブランド名?"),
    (0.85, "department(?:name|desc)? dept genre productline producttype brand commoditydesc"),
    (0.8, f"(?:商品)?[中小]分類名? (?:部門|カテゴリー?|分類|大分類|商品分類){ID}"),
    (0.75, r"subcategory (?:product)?category(?:id|cd|code|major\w*|medium\w*|small\w*)"),
)
_SHOP_WORD = any_of("店舗? ショップ 支店 営業所 拠点 事業所 施設 モール 売場")
_EN_SHOP_WORD = any_of("store shop branch outlet hotel location salon clinic facility site")
SHOP = (
    (1.0, "(?:販売|売上|取扱|ご?利用|来店|購入|取引|受注|担当)?店舗?(?:名称?|名漢字) 店舗 支店名?"),
    (1.0, "(?:store|shop|branch|outlet)(?:name)? storelocation salesstore ショップ名?"),
    (0.9, "店 販売店 取扱店 ホテル名 教室名? 校舎名? 院名 サロン名 出店先"),
    (0.9, "(?:営業所|拠点|事業所|売場|施設)名?"),
    (0.85, f"{_EN_SHOP_WORD}(?:{EN_ID}|name|nbr)"),
    (0.8, f"{_SHOP_WORD}{ID} モール名? チャネル"),
    (0.7, "location hotel channel saleschannel mall warehouse"),
)
_SLIP_WORD = any_of("""
    売上 注文 受注 取引 レシート ジャーナル 会計 予約 伝票 オーダー 購入 販売 納品書? 請求書? 申込
    精算 決済
""")
_EN_SLIP_WORD = any_of("""
    order invoice transaction trans trx txn tran receipt sales? reserve reservation booking basket
    bill ticket purchase slip check payment cart visit
""")
SLIP = (
    (1.0, f"{_SLIP_WORD}(?:伝票)?(?:{ID}|連番) {_EN_SLIP_WORD}{EN_ID}"),
    (0.95, f"(?:システム|管理|ショップ|店舗|モール){_SLIP_WORD}{ID}"),
    (0.9, "伝票 レシート オーダー 取引連番 電子ジャーナル番号 注文管理番号 管理番号"),
    (0.9, rf"\w{{1,8}}(?:order|invoice|transaction|receipt){EN_ID}"),
    (0.85, "invoice order receipt transaction documentno docno document basket orderref ordername"),
)
_EVENT_WORD = any_of("イベント 催事 催し フェア 展示会 セミナー 体験会")
EVENT = (
    (1.0, f"(?:参加|来場)?{_EVENT_WORD}(?:名称?|への?参加|参加|来場)?"),
    (1.0, "event eventname eventtitle attendedevent eventattended fair exhibition"),
)
_KIND_OF = any_of("""
    取引 トランザクション 伝票 売上 販売 売返 返品 赤黒 売上返品 明細 取引明細 レシート 受注 注文
""")
_STATE_OF = any_of("ご?注文 受注 取引 予約 処理 売上 発送 伝票 決済 お?支払い? 対応")
_EN_KIND_OF = any_of("""
    transaction trans trx txn tran sales? order invoice document doc line record
""")
_EN_STATE_OF = any_of("order financial transaction reservation booking payment sales? invoice")
KIND = (
    (1.0, f"{_KIND_OF}の?(?:区分|種別|種類|タイプ)名?"),
    (0.9, f"{_EN_KIND_OF}(?:type|kind) kind"),
    (0.85, f"{_STATE_OF}?(?:ステータス|状態|状況) キャンセル 取消 {_EN_STATE_OF}?status state"),
    (0.8, "区分名? 種別 種類 赤黒 処理区分 データ区分 売上返品 取消区分"),
    (0.5, "type"),
)
_CANCELLED = any_of("取消し? 取り消し キャンセル")
CANCELLED = (
    (
        1.0,
        f"(?:注文|受注|予約|伝票|取引|売上)?{_CANCELLED}(?:フラグ|flg|日|日時|日付|区分|年月日|済)?",
    ),
    (
        1.0,
        "(?:is|order|booking)?cancell?(?:ed|ation)?(?:at|on|date|time|flag|flg)? isvoid isdeleted",
    ),
    (0.9, "削除(?:フラグ|flg|区分|日時?) 無効フラグ void(?:ed)?(?:flag|flg|at)?"),
)
