"""How sales files head the customer, the date and the amount, in Japanese and English.

Each entry is a weight and patterns, one of which must match a whole head in compact form (folded,
without spaces, signs and brackets): "お客様 番号" → "お客様番号", "Customer ID" → "customerid". A
weight near 1 means that the head can hardly mean anything else; 0.5 that it may.
"""

from __future__ import annotations

import re


def any_of(words: str) -> str:
    """A group of the alternatives in `words`, which are separated by spaces."""
    return f"(?:{'|'.join(words.split())})"


# Old machines wrote heads in katakana alone; only such heads are looked up here.
_KATAKANA = re.compile("[ァ-ヶー ・.a-z0-9()]+")
_KANJI = {
    "コキャク": "顧客",
    "カイイン": "会員",
    "オキャクサマ": "お客様",
    "トクイサキ": "得意先",
    "トリヒキサキ": "取引先",
    "トリヒキ": "取引",
    "ウリアゲ": "売上",
    "チュウモン": "注文",
    "コウニュウ": "購入",
    "デンピョウ": "伝票",
    "ショウヒン": "商品",
    "バンゴウ": "番号",
    "スウリョウ": "数量",
    "タンカ": "単価",
    "キンガク": "金額",
    "ゴウケイ": "合計",
    "ゼイコミ": "税込",
    "ゼイヌキ": "税抜",
    "ショウヒゼイ": "消費税",
    "ネンガッピ": "年月日",
    "ヒヅケ": "日付",
    "クブン": "区分",
    "テンポ": "店舗",
    "シメイ": "氏名",
    "ナマエ": "名前",
}


def with_kanji(head: str) -> str:
    """A head in katakana (folded) with the usual kanji: ウリアゲビ → 売上日; others as they are."""
    if not _KATAKANA.fullmatch(head):
        return head
    for kana, kanji in _KANJI.items():
        head = head.replace(kana, kanji)
    return re.sub("(?<=[一-龠])(?:メイ$)", "名", re.sub("(?<=[一-龠])(?:ビ|ヒ)$", "日", head))


ID = any_of("番号 no id コード cd code ナンバー キー key 管理番号 識別(?:番号|子|id|コード)")
EN_ID = any_of("id no nr num number code cd key uid guid uuid ref identifier pk hash uniqueid")
NAME = any_of("名 氏名 名称 名前 様名 お名前 略称 名漢字 氏名漢字 名1 名称1")

_DAY = any_of("日 日付 年月日 日時 時間 時刻 ymd date day タイムスタンプ")
_EN_DAY = any_of("date dates dt dat day ymd datetime timestamp time at on ts dttm dtm datekey")
_SUM = any_of("金額 額 高 合計金額 合計額 合計 総額 代金 料金 代") + any_of("合計 総額 計") + "?"
_EN_SUM = any_of("amount amt value revenue total sum price spend")

CUSTOMER_WORD = any_of(
    "顧客 お?客様 お客さま 会員 得意先 お?得意様 カスタマー クライアント メンバーズ? ユーザー?"
)
OTHER_CUSTOMER_WORD = any_of("""
    取引先 ご?購入者 ご?注文者 ご?利用者 ご?予約者 申込者 宿泊者 宿泊客 来店者 来院者 患者 生徒
    受講[者生] 購買者 買主 カルテ (?:会員|ポイント|メンバーズ)?カード 診察券 契約者 組合員
    寄付者 支援者 飼い主 オーナー 世帯 請求先 販売先 売上先 売先 客 お?届け先 納[品入]先
    アカウント 登録者
""")
EN_CUSTOMER_WORD = any_of("""
    customer cust client clnt member mbr user usr buyer patient guest patron consumer shopper
    household hshd subscriber donor purchaser contact account acct payer cardholder loyaltycard
    loyalty billto soldto debtor crm visitor student policyholder
""")
_EN_SALE_WORD = any_of("""
    sales? sold transactions? trans trx txn tran tx purchase[ds]? buy bought orders? ordered
    invoice inv receipt basket orderpurchase ticket slip pos
""")

CUSTOMER = (
    # Some exports number the person of each order, and the person in customer_unique_id.
    (1.05, "(?:customer|cust|client|member)(?:unique|master)(?:id|no|number|key)"),
    (
        1.0,
        f"{CUSTOMER_WORD}{ID} (?:customer|cust|client|member)(?:id|no|nr|num|number|code|cd|key)",
    ),
    (0.96, f"{EN_CUSTOMER_WORD}{{1,2}}{EN_ID}"),
    (0.94, f"{OTHER_CUSTOMER_WORD}{ID}"),
    (
        0.9,
        f"{CUSTOMER_WORD} {EN_CUSTOMER_WORD}s? 顧客(?:管理no|マスタ(?:id|コード)) 個人{ID} 客番",
    ),
    (0.86, "cardid cardno cardnumber uid customerunique masterid personid person householdkey"),
    (0.84, rf"\w{{0,12}}(?:customer|client|member){EN_ID}\w{{0,10}}"),
    (0.92, f"(?:{OTHER_CUSTOMER_WORD}|{CUSTOMER_WORD}){CUSTOMER_WORD}{ID}"),
    (0.82, OTHER_CUSTOMER_WORD),
    (0.78, f"(?:貸方|借方|相手|売上|計上)(?:取引先|得意先){ID}?"),
    (0.45, "id no 番号 コード code"),
)
EMAIL = (
    (0.7, r"\w{0,8}(?:メールアドレス|eメール|mailaddress|emailaddress|email)\w{0,6}"),
    (0.66, f"メール mail {CUSTOMER_WORD}メール {OTHER_CUSTOMER_WORD}メール"),
)
PHONE = ((0.45, r"\w{0,8}(?:電話番号|電話|携帯番号|tel|phone|phonenumber|mobile)(?:no)?"),)
CUSTOMER_NAME = (
    (1.0, f"{CUSTOMER_WORD}{NAME}"),
    (0.95, f"{EN_CUSTOMER_WORD}(?:full|company)?names?"),
    (0.94, f"{OTHER_CUSTOMER_WORD}{NAME}"),
    (0.9, "氏名 お?名前 ご?芳名 氏名漢字 会社名 法人名 貴社名 社名 企業名 フルネーム"),
    (0.85, "fullname bill(?:ing)?name companyname company clientfullname"),
    (0.6, "name 宛名 宛先"),
)

_DATE_STEMS = (
    (1.0, "売上 売上げ 売り上げ 販売 お?買上げ? お?買い上げ ご?購入 購買"),
    (
        0.98,
        "お?取引 ご?注文 受注 オーダー ご?利用 来[店院館] ご?来場 施術 お?会計 精算 レジ レシート",
    ),
    (0.95, "伝票 計上 売上計上 売上伝票 営業 処理 発生 取引発生 ジャーナル"),
    (
        0.9,
        "ご?予約(?:受付)? お?申し?込み? 受付 契約 寄付 ご?宿泊 ご?利用開始 診療 受[診講] 発注 課金",
    ),
    (0.82, "ご?請求 決済 出荷 発送 納品 納入 チェックイン 売掛計上 検収 貸出 出庫"),
    (0.72, "お?支払い? ご?入金 チェックアウト 引渡し? お?届け 配送 完了 終了 締め? 対象"),
    (0.45, "作成 登録 入力 データ作成 取込 出力 開始"),
    (0.3, "更新 最終更新 修正 変更 最終購入 最終来店 最新購入 初回購入 初回来店"),
)
DATE = (
    *((weight, f"{any_of(stems)}{_DAY}") for weight, stems in _DATE_STEMS),
    *((weight - 0.08, f"{any_of(stems)}(?:年月|月度?)") for weight, stems in _DATE_STEMS),
    (1.0, f"{_EN_SALE_WORD}{_EN_DAY} dateofsale dateofpurchase tdat"),
    (
        0.92,
        "日付け? 日付(?:時間|時刻) 年月日 日時 期日 日 dates? day datetime "
        "timestamp ymd dt dateordered datecreated",
    ),
    (0.9, f"(?:reserv(?:e|ation|ed)|book(?:ing|ed)|visit|checkout|created|placed){_EN_DAY}"),
    (0.82, f"(?:payment|paid|event|service|activity|entry|posting|posted|post|business){_EN_DAY}"),
    (0.8, f"(?:ship|shipping|shipped|shipment|delivery|delivered|checkin|stay|arrival){_EN_DAY}"),
    (0.8, "年月 月度 対象月 対象年月"),
    (0.78, rf"{_EN_SALE_WORD}?(?:ym|yearmonth|month|yyyymm|period) date\w{{0,10}}"),
    (0.72, f"(?:approved|orderapproved|due|closed?|completed|end|departure|billing){_EN_DAY}"),
    (0.6, f"mostrecentvisit (?:start|recorded|log|accounting|processed){_EN_DAY} time"),
    (0.3, rf"(?:updated|modified|last\w{{0,12}}|first\w{{0,12}}){_EN_DAY}"),
)
NOT_DATE = any_of("""
    生年 誕生 birth dob 期限 expir 入会 退会 会員登録 顧客登録 join signup signedup registered
    cancel キャンセル 取消 application release 発売 設立 開店 valid 予定 estimated 曜日 weekday
    作成者 入社 退社 採用 見積 入荷 仕入
""")

_SOLD = any_of("売上 売り上げ 売上げ 販売 ご?購入 お?買上げ? お?買い上げ お?取引 購買")
_SETTLED = any_of("""
    ご?注文 受注 明細 お?会計 ご?利用 決済 お?支払い? ご?請求 レシート 精算 施術 診療 課金
""")
_OTHER_SALE = any_of("""
    ご?予約 ご?宿泊 伝票 契約 寄付 商品 総 領収 実売 出荷 納品 計上 税込み?
""")
_EN_SOLD = any_of("""
    sales? total net gross transaction trans trx txn tran purchase order invoice line payment
    basket receipt booking ticket (?:total|net|gross)sales? ordertotal
""")
AMOUNT = (
    (1.0, f"{_SOLD}{_SUM} {_EN_SOLD}{_EN_SUM}(?:jpy|usd|yen|gbp|eur)?"),
    (0.98, "金額 売上 売上げ 売り上げ 売上実績 売上総額 売上純額 純売上高? 総売上高? 実売上高?"),
    (
        0.98,
        """
        amount amt revenue sales grandtotal dollarvalue total turnover spend spent netsales
        totalsales totalspent extendedprice extprice
        """,
    ),
    (0.97, f"{_SETTLED}{_SUM}"),
    (0.94, "合計金額 総額 総合計 合計額 金額合計 合計 総計 取引合計 伝票合計 お?会計 税込み?"),
    (
        0.93,
        """
        grosssales amountpaid paidamount amountspent moneyspent value totalamt totalpaid
        totalpayment totalcharge totalpurchase totalcollected total(?:ht|ttc)
        """,
    ),
    (0.9, f"{_OTHER_SALE}{_SUM} 年商"),
    (
        0.84,
        """
        小計 商品合計 商品小計 代金 料金 料金合計 宿泊料 受講料 授業料 会費 月謝 施術料 額 計
        売価金額 お?買上計 お?買上合計
        """,
    ),
    (
        0.85,
        """
        subtotal net gross paid payment billamount bill charge fare donation dollars? usd yen jpy
        gbp eur sum monetaryvalue monetary salesprice saleprice sellprice finalprice netprice
        """,
    ),
    (0.68, f"入金{_SUM} 円 お?支払 利用料 売価 販売価格 価格 値段 実績"),
    (0.6, r"price sellingprice itemprice amount\w{1,12} \w{1,12}amount"),
)
NOT_AMOUNT = any_of("""
    消費税 税額 税率 うち税 内税額 送料 手数料 値引 割引 ポイント クーポン 単価 原価 粗利 荒利 利益
    率 数量 個数 点数 残高 目標 予算 前年 累計 平均 定価 上代 下代 仕入 内金 手付 調整 番号 コード
    区分 日$ 件数 人数 回数 現金$ 釣銭 お釣 預り 預かり 税$ 税対象 対象額 年収 予測
    tax(?!in) shipping discount coupon point fee tip cost profit margin qty quantity count unit pct
    percent balance budget target avg average cumul refund duties listprice baseprice msrp
    outstanding installment deposit freight weight rate$ id$ date type score limit income salary
    forecast plan$ last previous 給与 給料 賞与 年収 見積 在庫 支出 経費 byte size length duration
    distance height elapsed capacity area$
""")
TAX_INCLUDED = any_of(r"税込み? 内税 taxin(?:cl\w*)?$ taxincl\w* incl\w*tax withtax")
TAX_EXCLUDED = any_of(r"""
    税抜き? 税別 外税 本体(?=価格|金額|額|$) taxexcl\w* excl\w*tax withouttax beforetax
""")
