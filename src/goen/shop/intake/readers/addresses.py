"""Address books: 筆まめ, 宛名職人, はがきデザインキット, Google, Outlook."""

from __future__ import annotations

from goen.shop.intake.readers.made import Join
from goen.shop.intake.readers.reader import Reader

_HOME = {
    "postal_code": "自宅〒|自宅郵便番号|郵便番号(自宅欄)|郵便番号",
    "honorific": "敬称|敬称1",
    "company": "会社名",
}

ADDRESSES = (
    Reader(
        name="hagaki.design_kit",
        title="はがきデザインキット 住所録",
        kind="customers",
        marks=("氏名(姓)", "氏名(名)", "郵便番号(自宅欄)"),
        columns={
            **_HOME,
            "name": Join(("氏名(姓)", "氏名(名)")),
            "kana": Join(("フリガナ(姓)|氏名フリガナ(姓)", "フリガナ(名)|氏名フリガナ(名)")),
            "prefecture": "自宅住所(都道府県)",
            "city": "自宅住所(市区町村)",
            "street": "自宅住所(番地等)",
            "building": "自宅住所(建物名)",
            "phone": "自宅電話番号|電話番号(自宅欄)|電話番号",
            "email": "メールアドレス|自宅メールアドレス",
            "tags": "カテゴリ",
        },
    ),
    Reader(
        name="atena.shokunin",
        title="宛名職人 住所録",
        kind="customers",
        marks=("姓", "名", "自宅〒", "自宅住所1"),
        columns={
            **_HOME,
            "name": Join(("姓", "名")),
            "kana": Join(("姓かな", "名かな")),
            "street": "自宅住所1",
            "building": Join(("自宅住所2", "自宅住所3")),
            "phone": "自宅電話",
            "email": "自宅E-mail",
            "birthday": "誕生日",
            "memo": "備考1|メモ1",
        },
    ),
    Reader(
        name="fudemame",
        title="筆まめ 住所録",
        kind="customers",
        marks=("氏名", "自宅郵便番号|郵便番号", "自宅住所1|住所1", "連名1|連名|連名名1"),
        columns={
            **_HOME,
            "name": "氏名",
            "kana": "フリガナ|氏名フリガナ|ふりがな",
            "street": "自宅住所1|住所1",
            "building": Join(("自宅住所2|住所2", "自宅住所3|住所3")),
            "phone": "自宅電話番号|自宅電話番号1|電話番号",
            "email": "自宅メールアドレス|メールアドレス",
            "birthday": "誕生日|生年月日",
            "memo": "備考|メモ",
        },
    ),
    Reader(
        name="google.contacts",
        title="Google コンタクト",
        kind="customers",
        marks=("E-mail 1 - Value", "First Name|Given Name", "Last Name|Family Name"),
        columns={
            "name": Join(("Last Name|Family Name", "First Name|Given Name")),
            "kana": Join(
                ("Phonetic Last Name|Family Name Yomi", "Phonetic First Name|Given Name Yomi")
            ),
            "phone": "Phone 1 - Value",
            "email": "E-mail 1 - Value",
            "postal_code": "Address 1 - Postal Code",
            "prefecture": "Address 1 - Region",
            "city": "Address 1 - City",
            "street": "Address 1 - Street",
            "building": "Address 1 - Extended Address",
            "company": "Organization Name|Organization 1 - Name",
            "birthday": "Birthday",
            "memo": "Notes",
        },
    ),
    Reader(
        name="outlook.contacts",
        title="Outlook 連絡先",
        kind="customers",
        marks=("First Name", "Last Name", "E-mail Address", "Home Street|Business Street"),
        columns={
            "name": Join(("Last Name", "First Name")),
            "kana": Join(("Family Name Yomi", "Given Name Yomi")),
            "phone": "Mobile Phone|Primary Phone|Home Phone|Business Phone",
            "email": "E-mail Address",
            "postal_code": "Home Postal Code",
            "prefecture": "Home State",
            "city": "Home City",
            "street": "Home Street",
            "company": "Company",
            "birthday": "Birthday",
            "memo": "Notes",
        },
    ),
    Reader(
        name="outlook.contacts.ja",
        title="Outlook・Windows 連絡先",
        kind="customers",
        marks=("姓", "名", "電子メール アドレス"),
        columns={
            "name": Join(("姓", "名")),
            "kana": Join(("姓フリガナ|フリガナ(姓)", "名フリガナ|フリガナ(名)")),
            "phone": "携帯電話|自宅電話番号|自宅電話|勤務先電話番号|会社電話",
            "email": "電子メール アドレス",
            "postal_code": "自宅の郵便番号|郵便番号 (自宅)|郵便番号 (自宅)1",
            "prefecture": "自宅の都道府県|都道府県 (自宅)",
            "city": "自宅の市区町村|市区町村 (自宅)",
            "street": "自宅の番地|番地 (自宅)|番地 (自宅)1",
            "company": "会社名",
            "birthday": "誕生日",
            "memo": "メモ",
        },
    ),
)  # fmt: skip
