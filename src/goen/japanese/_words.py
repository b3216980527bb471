"""Words companies write in sales files: the kind of a transaction, customers who are nobody."""

from __future__ import annotations

import re
from typing import Literal

from goen.japanese._text import fold

Kind = Literal["sale", "return", "cancelled"]

# A word for what happened (返品, refund) makes its own row, with its own negative amount.
# A word for the state of an order (返金済, refunded) says that the order's own row came to nothing.
_WORDS: dict[Kind, str] = {
    "sale": """
        売上 売り上げ 売上げ 売 販売 通常 通常売上 通常販売 通常取引 一般売上 店頭売上 現金売上
        現売 現金 掛 掛売 掛売上 購入 注文 受注 定期 定期購入 都度 都度購入 店頭 通販 ネット 来店
        利用 宿泊 予約 予約済 予約確定 確定 新規 正常 有効 黒 黒伝 黒伝票 出荷 出荷済 出荷済み
        出荷完了 発送済 発送済み 発送完了 納品 納品済 納品済み 完了 取引完了 支払済 支払済み
        入金済 入金済み 会計 会計済 精算 精算済 精算済み 未返品 未着手 処理中 対応中 未発送 未出荷
        入金待ち 発送待ち 処理済 処理済み 実売上 仮売上 即時売上 売上確定 売上計上
        sale sales normal regular order ordered purchase purchased invoice
        complete completed paid fulfilled shipped delivered closed confirmed active success
        succeeded settled checked-in checked-out check-in check-out partially_refunded authorized
        pending processing unfulfilled partial open captured approved
    """,
    "return": """
        返品 返金 返却 返 戻り 戻し 赤 赤伝 赤伝票 売上返品 売上戻り 売上戻 売上戻し 返品売上
        返品伝票 部門返品 値引返品 マイナス売上 払戻 払い戻し 払戻し 売返 掛返品 現金返品 return
        returns refund refunds creditnote creditmemo reversal
    """,
    "cancelled": """
        取消 取り消し 取消し 取消済 取消済み 取消伝票 注文取消 予約取消 売上取消 キャンセル
        キャンセル済 キャンセル済み 注文キャンセル 予約キャンセル 無断キャンセル 取引中止 中止
        無効 破棄 削除 削除済 削除済み 失注 不成立 ボイド 返金済 返金済み 返品済 返品済み
        ノーショー 不泊 cancel cancelled canceled cancellation void voided refunded returned
        deleted failed declined expired rejected no-show chargeback
    """,
}


def _compact(text: str) -> str:
    return re.sub(r"[\s_・.()\[\]-]", "", fold(text))


# Longer words are judged by their ends: お客様都合キャンセル, 返品（全数）; not キャンセル待ち.
_PARTS: dict[str, Kind] = {"キャンセル": "cancelled", "取消": "cancelled", "返品": "return"}
_PART = re.compile("^(?:キャンセル|取消|返品)|(?:キャンセル|取消|返品)(?=済?$)")
_NOT_SO = re.compile("不可|なし|無し|待ち?|未|前|料|可能|依頼|申請|受付")
_NOBODY = re.compile(
    r"0+|9{3,}|z+0*|x+0*"
    r"|(?:非|未)?会員(?:以外|外|なし|登録なし)|非会員|未会員|未登録|会員外|一般|一般客|一般のお?客様?|一般顧客"
    r"|フリー|フリー客|フリー顧客|フリー会員|ふりー|ゲスト|ゲスト客|ゲスト購入|guest|guests|guestcheckout"
    r"|現金|現金客|現金売|現金売上|現金顧客|店頭|店頭客|店頭売上|来店客|飛び込み|飛込み?客?|ビジター|visitor"
    r"|諸口|その他|その他顧客|不明|不明客|匿名|なし|無し|無|不特定|不特定客|一見|一見客|名無し|雑|雑客"
    r"|ウォークイン|walkin|walkincustomer|anonymous|anon|unknown|none|null|nan|na|n/a|nil|cash"
    r"|cashcustomer|cashsale|nonmember|nomember|notamember|general|misc|dummy|ダミー|test|テスト"
)


def _kind_form(word: str) -> str:
    """`word` with one spelling of 取消 and 済: 注文取り消し済み → 注文取消済."""
    compact = re.sub("取り?消し?", "取消", _compact(word))
    return re.sub("済み$", "済", compact)


_KINDS: dict[str, Kind] = {
    _kind_form(word): kind for kind, words in _WORDS.items() for word in words.split()
}


def transaction_kind(word: str) -> Kind | None:
    """What the word in a kind column says of its row; None for a word Goen does not know.

    >>> transaction_kind("返品"), transaction_kind("ｷｬﾝｾﾙ"), transaction_kind("売上")
    ('return', 'cancelled', 'sale')
    """
    form = _kind_form(word)
    known = _KINDS.get(form)
    if known is not None or _NOT_SO.search(form):
        return known
    found = _PART.search(form)
    return _PARTS[found[0]] if found else None


def looks_anonymous(customer: str) -> bool:
    """Whether a customer number looks like the one a register gives to walk-in customers.

    A suggestion only: 0, 0000, 9999, ZZ000000000000, 非会員, フリー客, guest and their like. One 9
    or two are left to real customers.
    """
    form = _compact(customer)
    return not form.strip("*") or _NOBODY.fullmatch(form) is not None
