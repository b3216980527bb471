"""Address books: 筆まめ, 宛名職人, はがきデザインキット, Google, Outlook.

Where a company stands beside the name of a person, the person is the customer, and the company goes
into the memo; where it stands alone, it is the customer.
"""

from __future__ import annotations

from goen.shop.intake.readers.made import First, Join, Piece
from goen.shop.intake.readers.reader import Reader


def _memo(*headers: str) -> Join:
    return Join(headers, by=" / ")


ADDRESSES = (
    Reader(
        name="hagaki.design_kit",
        title="はがきデザインキット 住所録",
        kind="customers",
        marks=("氏名(姓)", "氏名(名)", "郵便番号(自宅欄)"),
        columns={
            "name": First((Join(("氏名(姓)", "氏名(名)")), "会社名")),
            "family_kana": "フリガナ(姓)|氏名フリガナ(姓)",
            "given_kana": "フリガナ(名)|氏名フリガナ(名)",
            "honorific": "敬称",
            "postal_code": "郵便番号(自宅欄)",
            "prefecture": "自宅住所(都道府県)",
            "city": "自宅住所(市区町村)",
            "street": "自宅住所(番地等)",
            "building": "自宅住所(建物名)",
            "phone": "自宅電話番号|電話番号(自宅欄)|電話番号",
            "email": "メールアドレス|自宅メールアドレス",
            "tags": "カテゴリ",
            "memo": _memo("会社名", "部署名", "役職", "備考"),
        },
    ),
    Reader(
        name="atena.shokunin",
        title="宛名職人 住所録",
        kind="customers",
        marks=("姓", "名", "自宅〒", "自宅住所1"),
        columns={
            "name": First((Join(("姓", "名")), "会社名")),
            "family_kana": "姓かな",
            "given_kana": "名かな",
            "honorific": "敬称",
            "postal_code": First(("自宅〒", "会社〒")),
            "address": First(("自宅住所1", "会社住所1")),
            "building": First((Join(("自宅住所2", "自宅住所3")), Join(("会社住所2", "会社住所3")))),
            "phone": First(("自宅電話", "会社電話")),
            "email": First(("自宅E-mail", "会社E-mail")),
            "birthday": "誕生日",
            "memo": _memo("会社名", "部署名1", "役職名", "備考1", "メモ1"),
        },
    ),
    Reader(
        name="fudemame",
        title="筆まめ 住所録",
        kind="customers",
        marks=("氏名", "自宅郵便番号|郵便番号", "自宅住所1|住所1", "連名1|連名|連名名1"),
        columns={
            "name": First(("氏名", "会社名")),
            "kana": "フリガナ|氏名フリガナ|ふりがな",
            "honorific": "敬称|敬称1",
            "postal_code": "自宅郵便番号|郵便番号",
            "address": "自宅住所1|住所1",
            "building": Join(("自宅住所2|住所2", "自宅住所3|住所3")),
            "phone": "自宅電話番号|自宅電話番号1|電話番号",
            "email": "自宅メールアドレス|メールアドレス",
            "birthday": "誕生日|生年月日",
            "memo": _memo("会社名", "部署名|部署名1", "役職名|役職", "備考|備考1|メモ"),
        },
    ),
    Reader(
        name="google.contacts",
        title="Google コンタクト",
        kind="customers",
        marks=("E-mail 1 - Value", "First Name|Given Name", "Last Name|Family Name"),
        columns={
            "name": First(
                (
                    Join(("Last Name|Family Name", "First Name|Given Name")),
                    "Organization Name|Organization 1 - Name",
                )
            ),
            "family_kana": "Phonetic Last Name|Family Name Yomi",
            "given_kana": "Phonetic First Name|Given Name Yomi",
            "phone": Piece("Phone 1 - Value"),
            "mobile": First((Piece("Phone 2 - Value"), Piece("Phone 1 - Value", 2))),
            "email": Piece("E-mail 1 - Value"),
            "email2": First((Piece("E-mail 2 - Value"), Piece("E-mail 1 - Value", 2))),
            "postal_code": "Address 1 - Postal Code",
            "prefecture": "Address 1 - Region",
            "city": "Address 1 - City",
            "street": "Address 1 - Street",
            "building": "Address 1 - Extended Address",
            "birthday": "Birthday",
            "memo": _memo(
                "Organization Name|Organization 1 - Name",
                "Organization Department|Organization 1 - Department",
                "Organization Title|Organization 1 - Title",
                "Notes",
            ),
        },
    ),
    Reader(
        name="outlook.contacts",
        title="Outlook 連絡先",
        kind="customers",
        marks=("First Name", "Last Name", "E-mail Address", "Home Street|Business Street"),
        columns={
            "name": First((Join(("Last Name", "First Name")), "Company")),
            "family_kana": "Family Name Yomi",
            "given_kana": "Given Name Yomi",
            "phone": First(("Home Phone", "Business Phone", "Primary Phone")),
            "mobile": "Mobile Phone",
            "fax": First(("Home Fax", "Business Fax")),
            "email": "E-mail Address",
            "email2": "E-mail 2 Address",
            "postal_code": First(("Home Postal Code", "Business Postal Code")),
            "prefecture": First(("Home State", "Business State")),
            "city": First(("Home City", "Business City")),
            "street": First(("Home Street", "Business Street")),
            "birthday": "Birthday",
            "memo": _memo("Company", "Department", "Job Title", "Notes"),
        },
    ),
    Reader(
        name="windows.contacts",
        title="Windows・Outlook 連絡先",
        kind="customers",
        marks=("姓", "名", "電子メール アドレス"),
        columns={
            "name": First((Join(("姓", "名")), "会社名")),
            "phone": First(("自宅電話番号|自宅電話", "勤務先電話番号|会社電話")),
            "mobile": "携帯電話",
            "fax": First(("自宅ファックス|自宅 FAX", "勤務先ファックス|会社 FAX")),
            "email": "電子メール アドレス",
            "postal_code": First(
                ("自宅の郵便番号|郵便番号 (自宅)", "勤務先の郵便番号|郵便番号 (会社)")
            ),
            "prefecture": First(
                ("自宅の都道府県|都道府県 (自宅)", "勤務先の都道府県|都道府県 (会社)")
            ),
            "city": First(("自宅の市区町村|市区町村 (自宅)", "勤務先の市区町村|市区町村 (会社)")),
            "street": First(
                (
                    "自宅の番地|番地 (自宅)|番地 (自宅)1",
                    "勤務先の番地|番地 (会社)|番地 (会社)1",
                )
            ),
            "birthday": "誕生日",
            "memo": _memo("会社名", "部署", "役職", "メモ"),
        },
    ),
)
