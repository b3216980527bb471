"""Kinds of transactions, and customers who are nobody."""

from __future__ import annotations

import pytest

from goen.japanese import looks_anonymous, transaction_kind


def each(words: str) -> list[str]:
    return [word.strip() for word in words.split("|")]


@pytest.mark.parametrize(
    "word",
    each("""
        売上 | 販売 | 通常 | 掛売上 | 現金 | 購入 | 出荷済 | 発送済み | 黒 | Sale | PAID |
        Checked-Out | partially_refunded | 売 上 | 売上げ | 完了
    """),
)
def test_words_for_a_sale(word: str) -> None:
    assert transaction_kind(word) == "sale"


@pytest.mark.parametrize(
    "word",
    each("""
        返品 | 返金 | 赤 | 赤伝 | 売上返品 | 返品（全数） | お客様返品 | Return | refund |
        払い戻し | credit note
    """),
)
def test_words_for_a_return(word: str) -> None:
    assert transaction_kind(word) == "return"


@pytest.mark.parametrize(
    "word",
    each("""
        取消 | 取り消し | 取消し | 取消済み | 注文取り消し済み | キャンセル | ｷｬﾝｾﾙ |
        キャンセル済 | お客様都合キャンセル | 予約キャンセル | 取消（店舗） | Cancelled |
        canceled | VOID | No-Show | 返金済み | refunded
    """),
)
def test_words_for_a_cancellation(word: str) -> None:
    assert transaction_kind(word) == "cancelled"


@pytest.mark.parametrize(
    "word",
    each("""
         | 01 | 2 | ギフト | キャンセル待ち | 返品不可 | 返品依頼 | credit | A
    """),
)
def test_words_nobody_knows(word: str) -> None:
    assert transaction_kind(word) is None


@pytest.mark.parametrize(
    "customer",
    each("""
        0 | 0000 | 00000000 | 999 | 9999 | 99999999 | ZZ000000000000 | Z | xxx | - | 非会員 |
        未会員 | 会員以外 | 一般 | 一般客 | フリー客 | ﾌﾘｰ客 | ゲスト | ゲスト購入 | Guest |
        現金客 | 諸口 | その他 | 不明 | 店頭 | walk-in | Walk In Customer | anonymous | N/A |
        NULL | none | cash
    """),
)
def test_numbers_that_look_like_walk_ins(customer: str) -> None:
    assert looks_anonymous(customer)


@pytest.mark.parametrize(
    "customer",
    each("""
        1 | 9 | 99 | 100 | 0001 | 09999 | 99991 | ZZ1 | C0000123 | CS017415000097 | 山田商店 |
        c_26 | 一般財団法人山田 | フリーダム | 現金屋 | ゲストハウス縁 | zoo
    """),
)
def test_numbers_of_real_customers(customer: str) -> None:
    assert not looks_anonymous(customer)
