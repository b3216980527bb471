"""How the columns of sales files are headed, in Japanese and English: patterns with their weight.

Each pattern must match a whole header in compact form (folded, without spaces, signs or brackets):
"お客様 番号" → "お客様番号", "Customer ID" → "customerid". A weight near 1 means that the header can
hardly mean anything else; 0.5 that it may.
"""

from __future__ import annotations

_ID = "(?:番号|no|id|コード|cd|code|ナンバー|キー|key|管理番号|識別番号|識別子|識別id|識別コード)"
_DAY = (
    "(?:日|日付|年月日|日時|時間|時刻|ymd|date|day|タイムスタンプ|年月日時刻|年月日時分秒|データ)"
)
_SUM = "(?:金額|額|高|合計金額|合計額|合計|総額|代金|料金|代)"

# Whom companies call a customer, the surest first.
_CUSTOMER = "顧客|お?客様|お客さま|会員|得意先|カスタマー|クライアント|メンバーズ?|ユーザー?"
_CUSTOMER_LESS_SURE = (
    "取引先|ご?購入者|ご?注文者|ご?利用者|ご?予約者|申込者|宿泊者|宿泊客|来店者|来院者|患者|生徒|受講[者生]|"
    "購買者|買主|カルテ|会員カード|ポイントカード|メンバーズカード|診察券|契約者|組合員|寄付者|支援者|飼い主|"
    "オーナー|世帯|請求先|販売先|売上先|売先|客|お?届け先|納[品入]先|アカウント|リピーター|登録者|個人"
)
_CUST = (
    "customer|cust|client|clnt|member|mbr|user|usr|buyer|patient|guest|patron|consumer|shopper|"
    "household|hshd|subscriber|donor|purchaser|contact|account|acct|payer|cardholder|loyaltycard|"
    "loyalty|billto|soldto|debtor|customeraccount|useraccount|crm|visitor|student|policyholder"
)
_EN_ID = "(?:id|no|nr|num|number|code|cd|key|uniqueid|uid|guid|uuid|ref|identifier|pk|hash)"
_SALE = (
    "sales?|sold|transactions?|trans|trx|txn|tran|tx|purchase[ds]?|buy|bought|orders?|ordered|"
    "invoice|inv|receipt|basket|orderpurchase|ticket|slip|pos"
)
_EN_DAY = "(?:date|dates|dt|dat|day|ymd|datetime|timestamp|time|at|on|ts|dttm|dtm|datekey)"

CUSTOMER = (
    (1.0, f"(?:{_CUSTOMER}){_ID}"),
    (0.94, f"(?:{_CUSTOMER_LESS_SURE}){_ID}"),
    (0.9, _CUSTOMER),
    (0.82, _CUSTOMER_LESS_SURE),
    (
        0.9,
        "顧客(?:名?コード|マスタ(?:ー)?(?:id|コード)|管理no|データid)|個人(?:id|コード|番号)|id会員",
    ),
    (1.0, "(?:customer|cust|client|member)(?:unique|master)?(?:id|no|nr|num|number|code|cd|key)"),
    (0.96, f"(?:{_CUST}){_EN_ID}"),
    (0.9, f"(?:{_CUST})s?"),
    (0.84, f"\\w{{0,12}}(?:customer|client|member){_EN_ID}\\w{{0,10}}"),
    (0.86, "cardid|cardno|cardnumber|uid|customerunique|masterid|personid|person|householdkey"),
    (0.45, "id|no|番号|コード|code"),
)
EMAIL = (
    (0.7, "(?:\\w{0,8})(?:メールアドレス|eメール|mailaddress|emailaddress|email)(?:\\w{0,6})"),
    (0.66, "メール|mail|(?:注文者|購入者|顧客|会員|お?客様)メール|e-?mail"),
)
PHONE = (
    (0.45, "(?:\\w{0,8})(?:電話番号|電話|携帯番号|携帯電話|tel|phone|phonenumber|mobile)(?:no)?"),
)
CUSTOMER_NAME = (
    (1.0, f"(?:{_CUSTOMER})(?:名|氏名|名称|名前|様名|お名前|略称|名漢字|氏名漢字|名1|名称1)"),
    (0.94, f"(?:{_CUSTOMER_LESS_SURE})(?:名|氏名|名称|名前|様名|お名前|略称|名漢字|氏名漢字)"),
    (0.9, "氏名|お?名前|ご?芳名|氏名漢字|会社名|法人名|貴社名|社名|企業名|患者氏名|フルネーム"),
    (0.95, f"(?:{_CUST})(?:full|company)?names?"),
    (0.85, "fullname|billingname|companyname|company|buyersname|clientfullname"),
    (0.6, "name|宛名|宛先|お届け先名"),
)
_DATE_STEMS = (
    (1.0, "売上|売上げ|売り上げ|販売|お買上げ?|お?買い上げ|お?買上げ?|ご?購入|購買"),
    (
        0.98,
        "お?取引|ご?注文|受注|オーダー|ご?利用|来店|来院|来館|ご?来場|施術|お?会計|精算|レジ|レシート",
    ),
    (0.95, "伝票|計上|売上計上|売上伝票|営業|処理|発生|取引発生|ジャーナル"),
    (
        0.9,
        "予約|ご?予約受付|申込|お?申し?込み?|受付|契約|寄付|ご?宿泊|ご?利用開始|診療|受診|受講|施行",
    ),
    (0.82, "決済|お?支払|お?支払い|入金|出荷|発送|納品|納入|チェックイン|売掛計上|検収|貸出|出庫"),
    (0.72, "ご?請求|チェックアウト|引渡|引渡し|お?届け|配送|完了|終了|締|対象"),
    (0.45, "作成|登録|入力|データ作成|取込|出力|開始"),
    (0.3, "更新|最終更新|修正|変更|最終購入|最終来店|最新購入|初回購入|初回来店"),
)
DATE = (
    *((weight, f"(?:{stems}){_DAY}") for weight, stems in _DATE_STEMS),
    *((weight - 0.08, f"(?:{stems})(?:年月|月度?|月)") for weight, stems in _DATE_STEMS),
    (0.92, "日付|年月日|日時|期日|日|売上日売上|日付時刻|取引日時刻|日付け"),
    (0.8, "年月|月度|対象月|対象年月|計上月|売上年月"),
    (1.0, f"(?:{_SALE}){_EN_DAY}"),
    (0.97, "dateofsale|dateofpurchase|salesym|orderpurchasetimestamp|tdat|transactiondttm"),
    (0.9, f"(?:reserv(?:e|ation|ed)|book(?:ing|ed)|visit|checkout|created|placed){_EN_DAY}"),
    (0.92, "date|day|datetime|timestamp|ymd|dt|dates|dateordered|datecreated|eventdate"),
    (0.82, f"(?:payment|paid|event|service|activity|entry|posting|posted|post|business){_EN_DAY}"),
    (
        0.8,
        f"(?:ship|shipping|shipped|shipment|deliver(?:y|ed)|dispatch|checkin|stay|arrival){_EN_DAY}",
    ),
    (0.78, f"(?:{_SALE})?(?:ym|yearmonth|month|yyyymm|period)|date\\w{{0,10}}"),
    (
        0.72,
        f"(?:approved|orderapproved|due|close[ds]?|completed|end|departure|bill(?:ing)?){_EN_DAY}",
    ),
    (0.6, f"(?:time|mostrecentvisit|start|recorded|log|accounting|process(?:ed)?){_EN_DAY}?"),
    (0.3, f"(?:updated|modified|last\\w{{0,12}}|first\\w{{0,12}}){_EN_DAY}"),
)
NOT_DATE = (
    "生年|誕生|birth|dob|期限|expir|入会|退会|会員登録|顧客登録|join|signup|signedup|registered|"
    "cancel|キャンセル|取消|application|release|発売|設立|開店|valid|予定|estimated|曜日|weekday|作成者"
)
AMOUNT = (
    (1.0, f"(?:売上|売り上げ|売上げ|販売|ご?購入|お?買上げ?|お?買い上げ|お?取引|購買){_SUM}"),
    (
        0.97,
        f"(?:ご?注文|受注|明細|お?会計|ご?利用|決済|お?支払い?|ご?請求|レシート|精算|施術|診療){_SUM}",
    ),
    (
        0.98,
        "金額|売上|売上げ|売り上げ|売上実績|売上合計|売上総額|売上純額|純売上高?|総売上高?|実売上高?",
    ),
    (
        0.94,
        "合計金額|総額|総合計|合計額|金額合計|合計|総計|取引合計|伝票合計|お?会計|税込|ご?請求額合計",
    ),
    (
        0.9,
        f"(?:ご?予約|ご?宿泊|伝票|契約|寄付|商品|税込み?|総|領収|実売|出荷|納品|計上){_SUM}|年商",
    ),
    (0.84, "小計|商品合計|商品小計|代金|料金|売価金額|料金合計|計|お?買上計|お?買上合計"),
    (0.68, f"入金{_SUM}|円|支払|お?支払|利用料|売価|販売価格|価格|値段|単価合計|実績"),
    (
        1.0,
        "(?:sales?|total|net|gross|transaction|trans|trx|txn|tran|purchase|order|invoice|line|"
        "payment|basket|receipt|totalsales?|netsales?|grosssales?|booking|ticket)"
        "(?:amount|amt|value|revenue|total|sum|price|spend)(?:jpy|usd|yen|gbp|eur)?",
    ),
    (
        0.98,
        "amount|amt|revenue|sales|grandtotal|dollarvalue|total|turnover|spend|spent|netsales|"
        "grosssales|totalsales|salesvalue|totalspent|totalprice|totalrevenue|extendedprice|extprice",
    ),
    (
        0.93,
        "amountpaid|paidamount|amountspent|moneyspent|ordertotal|invoicetotal|linetotal|value|"
        "totalamt|totalpaid|totalpayment|totalcharge|salestotal|totalpurchase|grossamount|netamount",
    ),
    (
        0.85,
        "subtotal|net|gross|paid|payment|billamount|bill|charge|fare|donation|dollars?|usd|yen|"
        "jpy|gbp|eur|sum|monetaryvalue|monetary|salesprice|saleprice|sellprice|finalprice|netprice",
    ),
    (0.6, "price|sellingprice|itemprice|cost\\w{0,3}paid|amount\\w{1,12}|\\w{1,12}amount"),
)
NOT_AMOUNT = (
    "消費税|税額|税率|うち税|内税額|送料|配送料|手数料|値引|割引|ポイント|クーポン|単価|原価|粗利|荒利|利益|率|数量|"
    "個数|点数|残高|目標|予算|前年|累計|平均|定価|上代|下代|仕入|内金|手付|調整|番号|コード|区分|日$|件数|人数|回数|"
    "現金$|釣銭|お釣|預り|預かり|税$|税対象|対象額|tax|shipping|discount|coupon|point|fee|tip|cost|profit|"
    "margin|qty|quantity|count|unit|pct|percent|balance|budget|target|avg|average|cumul|refund|"
    "duties|listprice|baseprice|msrp|outstanding|installment|deposit|freight|weight|rate$|id$|date|"
    "type|score|limit|income|salary|年収|予測|forecast|plan$|last|previous"
)
QUANTITY = (
    (
        1.0,
        "数量|個数|点数|数|(?:売上|販売|ご?購入|ご?注文|受注|出荷|商品|買上|明細|納品)(?:数量?|個数|点数)",
    ),
    (0.85, "本数|枚数|冊数|台数|セット数|箱数|泊数|室数|杯数|数量個|個"),
    (
        1.0,
        "qty|quantity|units|unitssold|numberofitems|itemqty|itemquantity|qtysold|lineitemquantity",
    ),
    (
        0.9,
        "(?:sales?|order(?:ed)?|sold|purchase[ds]?|product|total|line|invoice)(?:qty|quantity|units|count)",
    ),
    (
        0.85,
        "(?:numberof|numof|noof)(?!orders|visits|customers|purchases|transactions|days)\\w{2,20}",
    ),
    (0.7, "pieces|pcs|itemcount|items|count|itemssold|volume"),
)
UNIT_PRICE = (
    (
        1.0,
        "単価|(?:販売|売上?|商品|税込|税抜|受注|注文|購入|明細|平均|客|税込販売|売上販売|実売)単価",
    ),
    (0.85, "価格|販売価格|商品価格|売価|定価|値段|税込価格|税抜価格|商品代|一個あたり"),
    (
        1.0,
        "unitprice|priceperunit|priceeach|pricepereach|itemprice|lineitemprice|unitsprice|perunitprice",
    ),
    (
        0.9,
        "price|sellingprice|saleprice|salesprice|productprice|retailprice|unitpricejpy|unitamount",
    ),
    (0.6, "listprice|baseprice|unitpricetaxin|rate"),
)
GROSS_PROFIT = (
    (1.0, "(?:売上)?(?:粗利|荒利)(?:益|高)?(?:額|金額|合計)?|売上総利益(?:額)?|粗利益高"),
    (0.85, "利益(?:額|金額)?|差益(?:額)?|限界利益(?:額)?|貢献利益(?:額)?"),
    (1.0, "grossprofit(?:amount)?|gp|gpamount|grossmargin(?:amount|value)?"),
    (0.85, "profit(?:amount)?|margin(?:amount|value)?|contribution|contributionmargin|totalprofit"),
)
COST = (
    (1.0, "(?:売上|商品|仕入|製造|販売)?原価(?:額|金額|合計|計)?|仕入(?:金額|額|高|値)|原価税抜"),
    (1.0, "cost|cogs|costofgoods(?:sold)?|costofsales|totalcosts?|costamount|salescost|costvalue"),
    (0.85, "productcost|goodscost|purchasecost|linecost|extendedcost|extcost"),
)
UNIT_COST = (
    (1.0, "(?:原価|仕入|仕入れ|平均原価|標準)単価|原単価|単位原価|仕切単価|標準原価|仕入価格|下代"),
    (1.0, "unitcost|costperunit|costprice|costeach|standardcost|itemcost|lineitemcost|buyingprice"),
)
NOT_COST = "率|rate|ratio|pct|percent|shipping|送料|freight|区分|コード|%"
PRODUCT = (
    (
        1.0,
        "商品名称?|品名|品目名称?|製品名|(?:ご?注文|ご?購入|売上)?商品名|メニュー名?|施術(?:名|内容|メニュー)",
    ),
    (
        0.9,
        "商品|品目|製品|アイテム名?|コース名?|プラン名?|部屋タイプ|ルームタイプ|サービス名|講座名|明細名称?|摘要",
    ),
    (
        0.8,
        "(?:商品|品目|製品|アイテム|メニュー|サービス)(?:管理)?(?:番号|no|id|コード|cd|code)|品番|sku|jan(?:コード|cd)?",
    ),
    (
        1.0,
        "productname|itemname|product|productdescription|lineitemname|item|menu|menuname|productdesc",
    ),
    (
        0.85,
        "description|itemdescription|producttitle|service|servicename|goods|article|articlename",
    ),
    (
        0.8,
        "(?:product|item|stock|article|goods|sku|material|prod|asin)(?:id|cd|code|no|num|number|key)?",
    ),
)
CATEGORY = (
    (
        1.0,
        "(?:商品|製品|品目)?カテゴリー?(?:名称?|1|大)?|商品分類(?:名)?|(?:商品)?大分類(?:名)?|部門名",
    ),
    (
        0.9,
        "分類(?:名)?|部門|ジャンル(?:名)?|商品区分|商品群|商品グループ|品種|品群|ライン|シリーズ|ブランド(?:名)?",
    ),
    (
        0.8,
        "(?:商品)?[中小]分類(?:名)?|部門(?:コード|cd|id|番号)|(?:カテゴリー?|分類|大分類)(?:コード|id|cd)",
    ),
    (
        1.0,
        "category(?:name|1)?|productcategory(?:name)?|productgroup|categorymajorname|maincategory",
    ),
    (0.85, "department(?:name|desc)?|dept|genre|productline|producttype|class|brand|commoditydesc"),
    (
        0.75,
        "subcategory|(?:product)?category(?:id|cd|code|major\\w*|medium\\w*|small\\w*)|productclass",
    ),
)
SHOP = (
    (
        1.0,
        "(?:販売|売上|取扱|ご?利用|来店|購入|取引|受注|担当)?店舗?(?:名称?|名漢字)|店舗|ショップ名?|支店名?",
    ),
    (
        0.9,
        "店|営業所名?|拠点名?|事業所名?|売場名?|販売店|取扱店|施設名?|ホテル名|教室名?|校舎名?|院名|サロン名|出店先",
    ),
    (
        0.8,
        "(?:店舗?|ショップ|支店|営業所|拠点|事業所|施設|モール)(?:番号|no|id|コード|cd|code)|モール名?|チャネル",
    ),
    (1.0, "(?:store|shop|branch|outlet)(?:name)?|storelocation|shopname|salesstore"),
    (
        0.85,
        "(?:store|shop|branch|outlet|hotel|location|salon|clinic|facility|site)(?:id|cd|code|no|nbr|num|number|key|name)",
    ),
    (0.7, "location|hotel|channel|saleschannel|mall|warehouse"),
)
SLIP = (
    (
        1.0,
        "(?:売上|注文|受注|取引|レシート|ジャーナル|会計|予約|伝票|オーダー|購入|販売|納品書?|請求書?|申込|精算|決済)"
        "(?:伝票)?(?:番号|no|id|コード|管理番号|連番)",
    ),
    (0.9, "伝票|レシート|オーダー|取引連番|電子ジャーナル番号|注文管理番号|管理番号"),
    (
        1.0,
        "(?:order|invoice|transaction|trans|trx|txn|tran|receipt|sales?|reserv(?:e|ation)|booking|basket|bill|"
        "ticket|purchase|slip|check|payment|cart|visit)(?:id|no|nr|num|number|key|ref|code)",
    ),
    (0.85, "invoice|order|receipt|transaction|documentno|docno|document|basket|orderref|ordername"),
)
KIND = (
    (
        1.0,
        "(?:取引|伝票|売上|販売|売返|返品|赤黒|売上返品|明細|取引明細|レシート|受注|注文)(?:区分|種別|種類|タイプ)(?:名)?",
    ),
    (0.8, "区分名?|種別|種類|赤黒|処理区分|データ区分|売上返品"),
    (
        0.9,
        "(?:transaction|trans|trx|txn|tran|sales?|order|invoice|document|doc|line|record)(?:type|kind)|kind",
    ),
    (
        0.85,
        "(?:ご?注文|受注|取引|予約|処理|売上|発送|伝票|決済|お?支払い?)?(?:ステータス|状態|状況)|キャンセル",
    ),
    (
        0.85,
        "(?:order|financial|transaction|reservation|booking|payment|sales?|invoice)?status|state",
    ),
    (0.5, "type"),
)
CANCELLED = (
    (
        1.0,
        "(?:注文|受注|予約|伝票|取引|売上)?(?:取消し?|取り消し|キャンセル|ｷｬﾝｾﾙ)(?:フラグ|flg|日|日時|日付|区分|年月日|済)?",
    ),
    (0.9, "削除(?:フラグ|flg|区分|日時?)|無効フラグ|void(?:ed)?(?:flag|flg|at)?"),
    (
        1.0,
        "(?:is|order|booking)?(?:cancell?ed|cancell?ation|cancel)(?:at|on|date|datetime|flag|flg)?|isvoid|isdeleted",
    ),
)
TAX_INCLUDED = "税込み?|内税|taxincl\\w*|incl\\w*tax|withtax|taxin$|gross"
TAX_EXCLUDED = "税抜き?|税別|外税|本体(?=価格|金額|額|$)|taxexcl\\w*|excl\\w*tax|withouttax|beforetax|net(?=amount|sales|$)"
