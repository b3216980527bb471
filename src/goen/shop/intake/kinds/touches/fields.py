"""What a column of a file of touches can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goen.shop.intake import reading
from goen.shop.intake.fields import Field, Value
from goen.shop.intake.kinds.customers.cells import in_both
from goen.shop.intake.kinds.customers.staff import reader_of_staff
from goen.shop.touches.models import Feeling, Touch
from goen.shop.ui import my_number
from goen.shop.ui.clock import today

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_KINDS = {
    Touch.Kind.CALL: ("電話", "架電", "TEL", "入電", "着信", "発信", "call", "phone"),
    Touch.Kind.VISIT: ("訪問", "外回り", "visit"),
    Touch.Kind.MEETING: ("商談", "打ち合わせ", "打合せ", "会議", "面談", "meeting"),
    Touch.Kind.MAIL: ("メール", "Eメール", "電子メール", "mail", "email"),
    Touch.Kind.SHOP: ("来店", "店頭", "接客", "来社", "shop", "store"),
    Touch.Kind.MESSAGE: ("LINE", "SMS", "メッセージ", "チャット", "message", "chat"),
    Touch.Kind.LETTER: ("手紙", "はがき", "葉書", "DM", "郵便", "FAX", "letter"),
    Touch.Kind.RESERVATION: ("予約", "reservation"),
    Touch.Kind.EVENT: ("イベント", "催事", "展示会", "セミナー", "event"),
    Touch.Kind.NOTE: ("メモ", "その他", "記録", "note", "other"),
}
_DIRECTIONS = {
    Touch.Direction.OUT: ("発信", "こちらから", "送信", "当社から", "outbound", "out"),
    Touch.Direction.IN: ("受信", "着信", "先方から", "お客様から", "inbound", "in"),
}
_FEELINGS = {
    Feeling.VERY_GOOD: ("◎", "とても良い"),
    Feeling.GOOD: ("○", "〇", "良い", "good"),
    Feeling.FAIR: ("△", "普通", "ふつう", "fair"),
    Feeling.WEAK: ("▲", "弱い", "weak"),
    Feeling.BAD: ("×", "悪い", "bad"),
}


def fields() -> Sequence[Field]:
    """The fields in the order of forms and of files that go out."""
    return (*_when(), *_whose(), *_what())


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _text(*, longest: int) -> Callable[[str], Value]:
    """Any text but an individual number, which the law forbids to keep."""
    plain = reading.text(longest=longest)

    def read(cell: str) -> Value:
        words = my_number.refusal(text=cell)
        return Value(None, problem=words) if words else plain(cell)

    return read


def _when() -> Sequence[Field]:
    return (
        Field(
            "at",
            _("Date, and time if it is known"),
            _moment,
            _words(
                "日時 対応日時 接触日時 活動日時 日付 対応日 接触日 活動日 訪問日 連絡日 date"
                " datetime at activity_date contacted_at"
            ),
            required=True,
            shape="moment",
        ),
        Field(
            "kind",
            pgettext_lazy("touches", "Kind"),
            in_both(_KINDS, dict(Touch.Kind.choices)),
            _words(
                "種類 種別 手段 方法 対応種別 接触方法 活動種別 活動区分 対応方法 kind type channel"
            ),
            choices=lambda: [str(label) for label in Touch.Kind.labels],
        ),
        Field(
            "direction",
            _("From whom"),
            in_both(_DIRECTIONS, dict(Touch.Direction.choices)),
            _words("方向 受発信 発信者 発着信 受発 direction"),
            choices=lambda: [str(label) for label in Touch.Direction.labels],
        ),
        Field(
            "staff",
            _("Who did it"),
            reader_of_staff(),
            _words("担当 担当者 対応者 記録者 担当者名 活動者 staff owner by"),
        ),
    )


def _moment(cell: str) -> Value:
    return reading.moment(latest=today())(cell)


def _whose() -> Sequence[Field]:
    return (
        Field(
            "code",
            _("Customer number"),
            reading.code(longest=40),
            _words(
                "顧客番号 顧客コード 顧客ID 会員番号 会員ID 得意先コード 得意先番号 取引先コード"
                " お客様番号 お客様コード お客様ID customer_id code"
            ),
            shape="code",
        ),
        Field(
            "name",
            _("Customer"),
            _line(longest=200),
            _words(
                "顧客名 氏名 お名前 会社名 得意先名 取引先名 お客様名 お客様 顧客 企業名"
                " customer_name customer name company"
            ),
        ),
        Field(
            "phone",
            _("Telephone"),
            reading.text(longest=40),
            _words("電話番号 電話 TEL phone telephone"),
            shape="code",
        ),
        Field(
            "email", _("E-mail"), reading.text(longest=254), _words("メール メールアドレス email")
        ),
        Field(
            "contact",
            _("Contact person"),
            _line(longest=200),
            _words("先方担当者 ご担当者 先方 面談者 お相手 contact contact_name"),
        ),
    )


def _line(*, longest: int) -> Callable[[str], Value]:
    read = reading.text(longest=longest)
    return lambda cell: read(" ".join(cell.split()))


def _what() -> Sequence[Field]:
    return (
        Field(
            "line",
            _("In a line"),
            _text(longest=200),
            _words("件名 表題 タイトル 用件 要件 概要 subject title summary line"),
        ),
        Field(
            "text",
            _("More about it"),
            _text(longest=10_000),
            _words(
                "内容 対応内容 活動内容 詳細 本文 メモ 備考 議事 text content memo note notes body"
            ),
        ),
        Field(
            "minutes",
            _("Minutes"),
            _minutes,
            _words("分 所要時間 時間(分) 対応時間 通話時間 minutes duration"),
            shape="number",
        ),
        Field(
            "feeling",
            _("How it felt"),
            in_both({str(int(one)): words for one, words in _FEELINGS.items()}, _felt()),
            _words("手ごたえ 手応え 感触 反応 feeling"),
            choices=lambda: [str(label) for label in Feeling.labels],
        ),
        Field(
            "attended", _("Attended"), reading.yes_no, _words("出席 参加 attended"), shape="yes_no"
        ),
        Field(
            "bulk",
            _("Sent to many at once"),
            reading.yes_no,
            _words("一斉送信 一斉 bulk"),
            shape="yes_no",
        ),
    )


def _felt() -> dict[str, object]:
    return {str(int(value)): label for value, label in Feeling.choices}


def _minutes(cell: str) -> Value:
    read = reading.number(places=0)(cell.replace("分", ""))
    if read.value and not 0 <= int(read.value) <= 1440:
        return Value(None, problem=_now("Between 0 and 1440 minutes."))
    return read
