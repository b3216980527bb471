"""What a column of a file of customers can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from goen.shop.customers.models import Customer
from goen.shop.intake import reading, round_trip
from goen.shop.intake.fields import Field
from goen.shop.intake.kinds.customers import own
from goen.shop.intake.kinds.customers.cells import (
    birthday,
    in_both,
    normal,
    on_one_line,
    refused,
    strict,
    tags,
)
from goen.shop.intake.kinds.customers.staff import reader_of_staff

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_KINDS = {
    Customer.Kind.PERSON: ("個人", "個人客", "人", "person", "individual"),
    Customer.Kind.COMPANY: ("法人", "会社", "企業", "団体", "company", "corporation"),
}
_STAGES = {
    Customer.Stage.PROSPECT: ("見込み", "見込", "見込客", "見込み客", "prospect", "lead"),
    Customer.Stage.CUSTOMER: ("顧客", "既存", "得意先", "取引中", "customer", "active"),
    Customer.Stage.SUSPENDED: ("取引停止", "停止", "休眠", "退会", "suspended", "inactive"),
}
# Columns of refusals, by channel of the room of consent.
REFUSALS: Mapping[str, str] = {
    "no_mail": "mail",
    "no_post": "post",
    "no_phone": "phone",
    "no_sms": "sms",
    "no_visit": "visit",
}


def fields() -> Sequence[Field]:
    """The fields in the order of forms and of files that go out."""
    return (*round_trip.FIELDS, *_who(), *_reach(), *_more(), *own.columns(), *_refusals())


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _who() -> Sequence[Field]:
    line = on_one_line
    return (
        Field(
            "code",
            _("Customer number"),
            reading.code(longest=40),
            _words(
                "顧客番号 顧客コード 顧客ID 会員番号 会員ID 得意先コード 得意先番号 取引先コード"
                " お客様番号 お客様コード お客様ID 番号"
                " customer_id customer_code customer_no member_id code"
            ),
            shape="code",
        ),
        Field(
            "name",
            _("Name"),
            normal("name", longest=200),
            _words(
                "氏名 お名前 名前 顧客名 会員名 得意先名 取引先名 会社名 企業名 法人名 名称"
                " お客様名 宛名 name customer_name full_name company_name"
            ),
        ),
        Field(
            "family_name",
            _("Family name"),
            line(longest=100),
            _words("姓 苗字 名字 お名前(姓) 氏名(姓) 氏 last_name surname family_name lastname"),
            goes_out=False,
        ),
        Field(
            "given_name",
            _("Given name"),
            line(longest=100),
            _words("名 お名前(名) 氏名(名) first_name given_name firstname"),
            goes_out=False,
        ),
        Field(
            "kana",
            _("Kana"),
            normal("kana", longest=200),
            _words(
                "フリガナ ふりがな カナ よみ ヨミ 読み よみがな 氏名カナ 顧客名カナ 名前カナ"
                " 会社名カナ カナ氏名 氏名(カナ) 氏名フリガナ kana customer_kana"
            ),
        ),
        Field(
            "family_kana",
            _("Kana of the family name"),
            normal("kana", longest=100),
            _words(
                "セイ せい 姓カナ 姓(カナ) 姓フリガナ お名前(フリガナ・姓) お名前カナ(姓) last_kana"
            ),
            goes_out=False,
        ),
        Field(
            "given_kana",
            _("Kana of the given name"),
            normal("kana", longest=100),
            _words(
                "メイ めい 名カナ 名(カナ) 名フリガナ お名前(フリガナ・名) お名前カナ(名)"
                " first_kana"
            ),
            goes_out=False,
        ),
        Field(
            "kind",
            _("Person or company"),
            in_both(_KINDS, dict(Customer.Kind.choices)),
            _words(
                "区分 個人法人 個人・法人 個人／法人 個人法人区分 法人個人区分 顧客区分 kind type"
            ),
            choices=lambda: [str(label) for label in Customer.Kind.labels],
        ),
        Field(
            "honorific", _("Honorific"), line(longest=20), _words("敬称 honorific title_of_name")
        ),
        Field(
            "stage",
            _("Stage"),
            in_both(_STAGES, dict(Customer.Stage.choices)),
            _words("段階 ステータス 取引状況 顧客ステータス 状態 stage status"),
            choices=lambda: [str(label) for label in Customer.Stage.labels],
        ),
        Field(
            "owner",
            _("Owner"),
            reader_of_staff(),
            _words("担当 担当者 営業担当 担当者名 自社担当 担当社員 owner sales_rep staff"),
            help=_("Name or e-mail of a member of staff."),
        ),
    )


def _reach() -> Sequence[Field]:
    line, phone = on_one_line, normal("phone", longest=40)
    return (
        Field(
            "phone",
            _("Telephone"),
            phone,
            _words(
                "電話 電話番号 TEL 固定電話 代表電話 電話番号1 TEL1 自宅電話 自宅TEL 自宅電話番号"
                " phone telephone phone_number tel"
            ),
            shape="code",
        ),
        Field(
            "mobile",
            _("Mobile phone"),
            phone,
            _words("携帯 携帯電話 携帯番号 携帯電話番号 ケータイ 携帯TEL mobile cell mobile_phone"),
            shape="code",
        ),
        Field(
            "fax",
            _("Fax"),
            phone,
            _words("FAX ファックス ファクス FAX番号 fax fax_number"),
            shape="code",
        ),
        Field(
            "email",
            _("E-mail"),
            normal("email", longest=254),
            _words(
                "メール メールアドレス Eメール E-mail email mail mail_address email_address"
                " 電子メール メアド PCメール"
            ),
        ),
        Field(
            "email2",
            _("Second e-mail"),
            normal("email", longest=254),
            _words("メール2 メールアドレス2 携帯メール 携帯メールアドレス email2"),
        ),
        Field(
            "postal_code",
            _("Postal code"),
            normal("postal", longest=20),
            _words(
                "郵便番号 〒 郵便 自宅郵便番号 postal_code postal_cd zip zipcode zip_code postcode"
            ),
            shape="code",
        ),
        Field(
            "address",
            _("Address in one cell"),
            line(longest=500),
            _words("住所 所在地 ご住所 自宅住所 住所1 会社住所 address address_1"),
            help=_("Prefecture, city, street and building are told apart."),
            goes_out=False,
        ),
        Field(
            "prefecture",
            _("Prefecture"),
            line(longest=10),
            _words("都道府県 都道府県名 県 prefecture state"),
        ),
        Field(
            "city",
            _("City or town"),
            line(longest=100),
            _words("市区町村 市区町村名 市区郡 市町村 市区郡町村 city suburb"),
        ),
        Field(
            "street",
            _("Area and number"),
            line(longest=200),
            _words(
                "町名番地 番地 町域 町域番地 以降の住所 町名・番地 丁目番地 street street_address"
            ),
        ),
        Field(
            "building",
            _("Building and room"),
            line(longest=200),
            _words(
                "建物 建物名 ビル名 マンション名 住所2 建物名・部屋番号 方書 building address_2"
            ),
        ),
    )


def _more() -> Sequence[Field]:
    line = on_one_line
    return (
        Field(
            "birthday",
            _("Birthday"),
            birthday,
            _words("生年月日 誕生日 birthday birth_day birthdate date_of_birth dob"),
            shape="date",
        ),
        Field(
            "source",
            _("How they came to us"),
            line(longest=100),
            _words("きっかけ 来店きっかけ 流入元 獲得経路 来店動機 source lead_source"),
        ),
        Field(
            "tags",
            _("Tags"),
            tags,
            _words("タグ 分類 ラベル グループ tags tag labels"),
            help=_("Several are divided by a comma (、)."),
        ),
        Field(
            "shelf", _("Place of the paper card"), line(longest=100), _words("カードの場所 shelf")
        ),
        Field(
            "corporate_number",
            _("Corporate number"),
            strict("corporate_number"),
            _words("法人番号 corporate_number 提出者法人番号"),
            shape="code",
        ),
        Field(
            "invoice_number",
            _("Invoice number"),
            strict("invoice_number"),
            _words(
                "登録番号 インボイス番号 インボイス登録番号 適格請求書発行事業者番号 invoice_number"
            ),
            shape="code",
        ),
        Field(
            "parent",
            _("Customer number of the head office"),
            reading.code(longest=40),
            _words("本社顧客番号 本社コード 親コード 親会社コード parent_code parent"),
            shape="code",
        ),
        *_contact(),
        Field(
            "memo",
            _("Memo"),
            reading.text(longest=10_000),
            _words("メモ 備考 備考1 コメント 摘要 特記事項 memo note notes remarks comment"),
        ),
    )


def _contact() -> Sequence[Field]:
    line = on_one_line
    return (
        Field(
            "contact_name",
            _("Contact person"),
            line(longest=200),
            _words(
                "先方担当者 担当者氏名 ご担当者 ご担当者名 先方担当者名 窓口担当者 contact_name"
            ),
        ),
        Field(
            "contact_kana",
            _("Kana of the contact person"),
            normal("kana", longest=200),
            _words("先方担当者カナ ご担当者カナ 担当者カナ 担当者フリガナ contact_kana"),
        ),
        Field(
            "contact_department",
            _("Department"),
            line(longest=100),
            _words("部署 部署名 所属 所属部署 department"),
        ),
        Field(
            "contact_title",
            _("Title in the company"),
            line(longest=100),
            _words("役職 役職名 肩書 肩書き title job_title"),
        ),
        Field(
            "contact_phone",
            _("Telephone of the contact person"),
            normal("phone", longest=40),
            _words("担当者電話 担当者電話番号 担当者携帯 担当者TEL contact_phone"),
            shape="code",
        ),
        Field(
            "contact_email",
            _("E-mail of the contact person"),
            normal("email", longest=254),
            _words("担当者メール 担当者メールアドレス contact_email"),
        ),
    )


def _refusals() -> Sequence[Field]:
    """What customers refused; that they may be reached, no file says."""
    labels = {
        "no_mail": (_("No e-mail wanted"), "メール不可 メール拒否 メール配信停止 メルマガ不可"),
        "no_post": (_("No post wanted"), "DM不可 DM拒否 郵送不可 DM停止 郵送DM不可"),
        "no_phone": (_("No calls wanted"), "電話不可 電話拒否 TEL不可 架電不可"),
        "no_sms": (_("No SMS wanted"), "SMS不可 SMS拒否"),
        "no_visit": (_("No visits wanted"), "訪問不可 訪問拒否"),
    }
    told = _("“Yes” writes down a refusal; any other word leaves what is in the ledger.")
    return [
        Field(name, label, refused, _words(words), shape="yes_no", help=told)
        for name, (label, words) in labels.items()
    ]
