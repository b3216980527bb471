"""Files shaped as other programs write them: known by their headers, read as they come."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from goen.shop.customers.models import Customer
from goen.shop.customers.operations import create_customer
from goen.shop.intake import operations, readers
from goen.shop.intake.kinds import all_kinds
from goen.shop.sales.models import Document, Product, Sale
from goen.shop.ui.clock import now
from tests.shop.intake.found import csv, heads, outcomes, plan, problems
from tests.shop.intake.helpers import checked, take_over, taken

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from goen.shop.intake.models import Batch
    from goen.shop.staff.models import Staff

pytestmark = pytest.mark.django_db


def test_readers_have_names_of_their_own_and_fit_their_kinds() -> None:
    names = [one.name for one in readers.READERS]
    assert len(names) == len(set(names))
    fields = {kind.name: {field.name for field in kind.fields()} for kind in all_kinds()}
    for one in readers.READERS:
        known = fields.get(one.kind, set[str]())
        assert set(one.columns) | set(one.otherwise) <= known, one.name


SMAREGI = heads(
    """
    取引ID,取引日時,取引区分,取消区分,小計,合計,店舗ID,店舗名,会員ID,会員コード,端末取引ID,
    取引明細ID,取引明細区分 （1：通常、2：返品、3：部門売り）,商品ID,商品コード,品番,商品名,
    商品単価,販売単価,数量,値引き前計,単価値引き計,値引き後計,部門ID,部門名
    """
)


def smaregi(number: str, line: str, **values: str) -> list[str]:
    row = {
        "取引ID": number, "取引明細ID": line, "取引日時": "2026-10-01 11:23:45", "取引区分": "1",
        "取消区分": "0", "店舗名": "本店", "会員ID": "77", "会員コード": "M-77",
        "商品コード": "T-1", "商品名": "煎茶, 松", "数量": "2", "値引き後計": "6000",
        "部門名": "茶葉", SMAREGI[12]: "1",
    }  # fmt: skip
    return [({**row, **values}).get(head, "") for head in SMAREGI]


@pytest.fixture
def by(people: dict[str, Staff]) -> Staff:
    """Who brings the files."""
    return people["PRESIDENT"]


def test_smaregi_lines_are_sales_and_deposits_and_points_are_none(by: Staff) -> None:
    file = csv(
        SMAREGI,
        smaregi("10", "1"),
        smaregi("10", "2", 商品名="茶筒", 商品コード="C-1", 値引き後計="900"),
        smaregi("11", "1", **{SMAREGI[12]: "2"}, 数量="1", 値引き後計="3000"),
        smaregi("12", "1", 取消区分="1"),
        smaregi("13", "1", 取引区分="4"),
        smaregi("14", "1", 取引区分="6"),
        smaregi("15", "1", 取引区分="16"),
    )
    batch = checked(by=by, kind="sales", text="\ufeff" + file)  # with a mark of UTF-8
    assert batch.reader == "smaregi.details"
    assert batch.options["source"] == "スマレジ"
    assert outcomes(batch) == ["NEW"] * 4 + ["SKIP"] * 3
    assert all(plan(batch)[row]["why"] for row in (6, 7, 8))
    take_over(batch)
    rows = Sale.objects.order_by("row").select_related("product", "customer", "shop", "source")
    assert [(one.kind, one.amount, one.slip, one.line) for one in rows] == [
        ("SALE", 6000, "10", 1),
        ("SALE", 900, "10", 2),
        ("RETURN", -3000, "11", 1),
        ("CANCEL", 6000, "12", 1),
    ]
    first = rows[0]
    assert (first.product.code, first.product.name) == ("T-1", "煎茶, 松")  # type: ignore[union-attr]
    assert (str(first.shop), str(first.source), first.customer.code) == ("本店", "スマレジ", "M-77")  # type: ignore[union-attr]
    again = csv(SMAREGI, smaregi("10", "1", 取消区分="1"), smaregi("10", "2", 商品名="茶筒",
                商品コード="C-1", 値引き後計="900"))  # fmt: skip
    batch = checked(by=by, kind="sales", text=again)
    assert outcomes(batch) == ["UPDATE", "SAME"]  # cancelled in the register since
    take_over(batch)
    assert Sale.objects.get(slip="10", line=1).kind == "CANCEL"


def test_the_page_of_columns_tells_the_program(
    by: Staff, client_of: Callable[[str], Client]
) -> None:
    stream = io.BytesIO(csv(SMAREGI, smaregi("10", "1")).encode("cp932"))
    batch = operations.send(by=by, kind="sales", name="x.csv", stream=stream, now=now())
    operations.read(batch_id=batch.pk)
    page = client_of("PRESIDENT").get(reverse("batch_columns", args=[batch.pk])).content.decode()
    assert "スマレジ 取引明細" in page
    assert "取引明細区分（ことば）" in page  # a made column, to be seen and chosen


def test_smaregi_receipts_without_lines(by: Staff) -> None:
    file = (
        "取引ID,取引日時,取引区分,取消区分,小計,合計,会員ID,端末取引ID\r\n"
        "21,2026/10/01 09:00:00,1:通常,0,1000,1100,,5\r\n"
        "22,2026/10/01 09:10:00,2:入金,0,0,5000,,6\r\n"
        "23,2026/10/01 09:20:00,1,1,500,550,,7\r\n"
    )
    batch = checked(by=by, kind="sales", text=file.encode("cp932"))
    assert (batch.reader, outcomes(batch)) == ("smaregi", ["NEW", "SKIP", "NEW"])
    take_over(batch)
    assert list(Sale.objects.order_by("row").values_list("kind", "amount")) == [
        ("SALE", 1100),
        ("CANCEL", 550),
    ]


AIRREGI = heads(
    """
    取引No,来店日,来店時間,会計日,会計時間,合計,小計,内消費税,現金,PayPay,おつり,
    全体割引/割増(税込),割引/割増合計(税込),人数,商品点数,伝票名,レジ担当者名,メモ,ID,
    カテゴリー名,メニュー名,種別１,種別２,価格,注文数量,個別割引/割増合計額,
    まとめ買い割引合計額
    """
)


def test_airregi_rows_below_the_first_take_its_day(by: Staff) -> None:
    def row(**values: str) -> list[str]:
        return [values.get(head, "") for head in AIRREGI]

    head = {"来店日": "2026/10/01", "会計日": "2026/10/01", "会計時間": "19:27:08", "合計": "8900",
            "全体割引/割増(税込)": "-100", "メモ": "窓側の席\n誕生日"}  # fmt: skip
    file = csv(
        AIRREGI,
        row(取引No="A1", **head, カテゴリー名="飲物", メニュー名="飲み放題", 価格="2,000",
            注文数量="2"),
        row(取引No="A1", カテゴリー名="料理", メニュー名="刺身", 価格="1,800", 注文数量="3",
            **{"個別割引/割増合計額": "-400"}),
        row(取引No="A2", 会計日="2026/10/02", 合計="0"),
        row(取引No="合計", 合計="8900"),
    )  # fmt: skip
    batch = checked(by=by, kind="sales", text=file.encode("cp932"))
    assert batch.reader == "airregi.details"
    assert outcomes(batch) == ["NEW", "NEW", "SKIP", "SKIP"]
    take_over(batch)
    rows = Sale.objects.order_by("line").select_related("category")
    assert [(one.on.isoformat(), one.amount, one.line, str(one.category)) for one in rows] == [
        ("2026-10-01", 3900, 1, "飲物"),  # the discount on the whole goes off the first line
        ("2026-10-01", 5000, 2, "料理"),
    ]
    again = checked(by=by, kind="sales", text=file.encode("cp932"))
    assert outcomes(again) == ["SAME", "SAME", "SKIP", "SKIP"]


ORDER = heads(
    """
    注文ID,注文番号,会員ID,お名前(姓),お名前(名),お名前(セイ),お名前(メイ),会社名,小計,値引き,
    送料,合計,対応状況(ID),対応状況(名称),支払方法(名称),受注日,注文詳細ID,商品名,商品コード,
    価格,個数,税率,明細区分(ID),明細区分(名称)
    """
)


def test_eccube_orders(by: Staff) -> None:
    def row(number: str, status: str, **values: str) -> list[str]:
        base = {"注文番号": number, "注文ID": number, "会員ID": "5", "お名前(姓)": "青木",
                "お名前(名)": "花", "対応状況(ID)": status, "受注日": "2026/10/01 8:05:00",
                "商品名": "ジェラートCUBE", "商品コード": "cube-01", "価格": "1500.00", "個数": "2",
                "明細区分(ID)": "1", "明細区分(名称)": "商品"}  # fmt: skip
        return [({**base, **values}).get(head, "") for head in ORDER]

    file = csv(
        ORDER,
        row("1", "5"),
        row("1", "5", **{"明細区分(ID)": "2", "明細区分(名称)": "送料"}),
        row("2", "3"),
        row("3", "8"),
        row("4", "9"),
        row("5", "1", 会員ID="", **{"お名前(姓)": "ゲスト"}),
    )
    batch = checked(by=by, kind="sales", text=file.encode("cp932"))
    assert batch.reader == "eccube.orders"
    assert outcomes(batch) == ["NEW", "SKIP", "NEW", "SKIP", "NEW", "NEW"]
    take_over(batch)
    rows = Sale.objects.order_by("row").select_related("customer")
    assert [(one.slip, one.kind, one.amount) for one in rows] == [
        ("1", "SALE", 3000),
        ("2", "CANCEL", 3000),
        ("4", "CANCEL", 3000),
        ("5", "SALE", 3000),
    ]
    assert str(rows[0].customer) == "青木 花"


def test_eccube_products(by: Staff) -> None:
    file = csv(
        ["商品ID", "商品名", "商品規格ID", "規格分類1(名称)", "規格分類2(名称)", "商品コード",
         "販売価格", "商品カテゴリ(名称)"],
        ["1", "ジェラートCUBE", "1", "チョコ", "16mm × 16mm", "cube-01", "110000.00", "アイス"],
    )  # fmt: skip
    batch = taken(by=by, kind="products", text=file)
    assert batch.reader == "eccube.products"
    product = Product.objects.get()
    assert (product.code, product.name, product.price) == (
        "cube-01",
        "ジェラートCUBE チョコ 16mm × 16mm",
        110_000,
    )


def test_kintone_records_bring_their_numbers(by: Staff) -> None:
    file = csv(
        ["レコードの開始行", "レコード番号", "作成者", "更新日時", "品名", "価格", "メモ欄"],
        ["*", "APP-12", "佐藤", "2026/10/01 10:00", "煎茶", "1080", "二行の\nメモ"],
        ["", "", "", "", "", "", "表の二行目"],
        ["*", "APP-13", "佐藤", "2026/10/01 10:00", "茶筒", "2160", ""],
    )
    batch = checked(by=by, kind="products", text=file)
    assert batch.reader == "kintone.products"
    assert outcomes(batch) == ["NEW", "SKIP", "NEW"]
    take_over(batch)
    rows = Product.objects.order_by("code").values_list("code", "name", "price")
    assert list(rows) == [("APP-12", "煎茶", 1080), ("APP-13", "茶筒", 2160)]


FREEE = heads(
    """
    csv_type(変更不可),行形式,取引先名称,件名,請求日,お支払期限,請求書番号,売上計上日,メモ,タグ,
    小計,消費税,合計金額,取引先敬称,備考,入金ステータス,メール送信ステータス,品名,品目コード,
    単価,数量,単位,詳細,金額,品目消費税率
    """
)


def test_invoices_with_a_row_above_their_lines(by: Staff) -> None:
    def row(**values: str) -> list[str]:
        return [values.get(head, "") for head in FREEE]

    file = csv(
        FREEE,
        row(行形式="請求書", 取引先名称="株式会社高山", 件名="9月分", 請求日="2026/09/30",
            お支払期限="2026/10/31", 請求書番号="B-1", 小計="2,000", 消費税="180",
            合計金額="2,180", 取引先敬称="御中", 入金ステータス="入金済み", 備考="一行目\n二行目"),
        row(行形式="品目", 品名="煎茶", 単価="500", 数量="2", 単位="袋", 金額="1,000",
            品目消費税率="8%(軽減税率)"),
        row(行形式="品目", 品名="席料", 単価="1000", 数量="1", 金額="1,000", 品目消費税率="10%"),
        row(行形式="請求書", 取引先名称="株式会社高山", 件名="10月分", 請求日="2026/10/31",
            請求書番号="B-2", 小計="500", 消費税="50", 合計金額="550", 入金ステータス="未入金"),
        row(行形式="品目", 品名="茶筒", 単価="500", 数量="1", 金額="500", 品目消費税率="10%"),
    )  # fmt: skip
    batch = checked(by=by, kind="invoices", text="\ufeff" + file)
    assert batch.reader == "freee.invoices"
    assert outcomes(batch) == ["NEW", "PART", "PART", "NEW", "PART"], problems(batch)
    take_over(batch)
    first, second = Document.objects.order_by("number")
    assert (first.total, first.status, first.lines.count()) == (2180, "PAID", 2)
    assert (second.total, second.status) == (550, "SENT")
    assert Customer.objects.get().name == "株式会社高山"


def test_papers_of_another_kind_are_left_out(by: Staff) -> None:
    head = [
        "行形式",
        "書類種別",
        "発行日",
        "番号",
        "件名",
        "取引先名称",
        "内税/外税",
        "品名",
        "単価",
        "数量",
    ]
    file = csv(
        head,
        ["本文", "見積書", "2026-10-01", "Q-1", "茶会", "青葉工業", "内税", "", "", ""],
        ["明細", "見積書", "", "", "", "", "", "煎茶", "1100", "1"],
        ["本文", "請求書", "2026-10-02", "B-1", "茶会", "青葉工業", "内税", "", "", ""],
        ["明細", "請求書", "", "", "", "", "", "煎茶", "1100", "1"],
    )
    batch = taken(by=by, kind="quotes", text=file.encode("cp932"))
    assert batch.reader == "freee.quotes"
    quote = Document.objects.get()
    assert (quote.number, quote.net, quote.tax, quote.total) == ("Q-1", 1000, 100, 1100)
    assert batch.counts["SKIP"] == 2


def test_yayoi_sales_and_invoices(by: Staff) -> None:
    create_customer(
        by=by, values={"code": "0012", "name": "青葉工業", "kind": "COMPANY"}, now=now()
    )
    sales = (
        "伝票日付\t伝票番号\t得意先コード\t得意先名\t行コード\t商品コード\t商品名\t数量\t単価\t金額\r\n"
        "20261001\t0001\t0012\t青葉工業\t1\tT-1\t煎茶\t2\t500\t1000\r\n"
        "20261001\t0001\t0012\t青葉工業\t2\t\t《消費税》\t\t\t80\r\n"
    )
    batch = checked(by=by, kind="sales", text=sales.encode("cp932"))
    assert (batch.reader, outcomes(batch)) == ("yayoi.sales", ["NEW", "SKIP"])
    take_over(batch)
    assert Sale.objects.get().customer.code == "0012"  # type: ignore[union-attr]
    bills = csv(
        [
            "請求締日",
            "得意先コード",
            "得意先名",
            "前回請求額",
            "入金額",
            "今回売上額",
            "消費税額",
            "今回請求額",
        ],
        ["2026/10/31", "0012", "青葉工業", "5,000", "0", "10,000", "1,000", "16,000"],
        ["", "", "合計", "5,000", "0", "10,000", "1,000", "16,000"],
    )
    batch = checked(by=by, kind="invoices", text=bills.encode("cp932"))
    assert (batch.reader, outcomes(batch)) == ("yayoi.invoices", ["NEW", "SKIP"])
    take_over(batch)
    assert Document.objects.get().total == 11_000  # what was owed from before is no part of it


def book(heads_: list[str], **values: str) -> bytes:
    """An address book with one entry."""
    return csv(heads_, [values.get(head, "") for head in heads_]).encode("cp932")


def whole(customer: Customer) -> dict[str, str]:
    """What was read of somebody."""
    address, phone, email = (
        customer.addresses.first(),
        customer.phones.first(),
        customer.emails.first(),
    )
    return {
        "name": customer.name,
        "kana": customer.kana,
        "place": f"{address.postal_code} {address.prefecture}{address.city}" if address else "",
        "phone": phone.number if phone else "",
        "email": email.address if email else "",
        "memo": customer.memo,
    }


def test_hagaki_design_kit(by: Staff) -> None:
    kit = heads(
        """
        氏名(姓),氏名(名),郵便番号(自宅欄),自宅住所(都道府県),自宅住所(市区町村),
        自宅住所(番地等),自宅住所(建物名),敬称,連名1(姓:自宅欄),連名1(名:自宅欄),カテゴリ,会社名
        """
    )
    values = {
        "氏名(姓)": "青木", "氏名(名)": "花", "郵便番号(自宅欄)": "1500001", "敬称": "様",
        "自宅住所(都道府県)": "東京都", "自宅住所(市区町村)": "渋谷区",
        "自宅住所(番地等)": "神宮前1-2-3",
        "会社名": "みどり商事",
    }  # fmt: skip
    batch = taken(by=by, kind="customers", text=book(kit, **values))
    assert batch.reader == "hagaki.design_kit"
    found = whole(Customer.objects.get())
    assert (found["name"], found["memo"]) == ("青木 花", "みどり商事")
    assert found["place"].endswith("東京都渋谷区")


@pytest.mark.parametrize(
    ("reader", "head", "values"),
    [
        (
            "atena.shokunin",
            "姓,名,姓かな,名かな,敬称,自宅〒,自宅住所1,自宅住所2,自宅電話,自宅E-mail,会社名,備考1",
            {"姓": "青木", "名": "花", "姓かな": "あおき", "名かな": "はな", "自宅〒": "150-0001",
             "自宅住所1": "東京都渋谷区神宮前1-2-3", "自宅電話": "03-3123-4567",
             "自宅E-mail": "hana@example.jp"},
        ),
        (
            "fudemame",
            "氏名,フリガナ,敬称,連名1,自宅郵便番号,自宅住所1,自宅住所2,自宅電話番号,"
            "自宅メールアドレス",
            {"氏名": "青木 花", "フリガナ": "アオキ ハナ", "自宅郵便番号": "150-0001",
             "自宅住所1": "東京都渋谷区神宮前1-2-3", "自宅電話番号": "03-3123-4567",
             "自宅メールアドレス": "hana@example.jp"},
        ),
        (
            "google.contacts",
            "First Name,Last Name,Phonetic First Name,Phonetic Last Name,Organization Name,"
            "Birthday,Notes,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,"
            "Phone 1 - Value,Address 1 - Street,Address 1 - City,Address 1 - Region,"
            "Address 1 - Postal Code",
            {"First Name": "花", "Last Name": "青木", "Phonetic First Name": "はな",
             "Phonetic Last Name": "あおき",
             "E-mail 1 - Value": "hana@example.jp ::: h@example.com",
             "Phone 1 - Value": "03-3123-4567", "Address 1 - Street": "神宮前1-2-3",
             "Address 1 - City": "渋谷区", "Address 1 - Region": "東京都",
             "Address 1 - Postal Code": "150-0001"},
        ),
        (
            "outlook.contacts",
            "Title,First Name,Middle Name,Last Name,Suffix,Given Name Yomi,Family Name Yomi,"
            "Home Street,Home City,Home State,Home Postal Code,Company,Home Phone,E-mail Address,"
            "Notes",
            {"First Name": "花", "Last Name": "青木", "Given Name Yomi": "はな",
             "Family Name Yomi": "あおき", "Home Street": "神宮前1-2-3", "Home City": "渋谷区",
             "Home State": "東京都", "Home Postal Code": "150-0001", "Home Phone": "03-3123-4567",
             "E-mail Address": "hana@example.jp"},
        ),
        (
            "windows.contacts",
            "姓,名,ニックネーム,電子メール アドレス,会社名,自宅の郵便番号,自宅の都道府県,"
            "自宅の市区町村,自宅の番地,携帯電話,自宅電話番号",
            {"姓": "青木", "名": "花", "電子メール アドレス": "hana@example.jp",
             "自宅の郵便番号": "150-0001", "自宅の都道府県": "東京都", "自宅の市区町村": "渋谷区",
             "自宅の番地": "神宮前1-2-3", "自宅電話番号": "03-3123-4567"},
        ),
    ],
)  # fmt: skip
def test_address_books(by: Staff, reader: str, head: str, values: dict[str, str]) -> None:
    batch = taken(by=by, kind="customers", text=book(heads(head), **values))
    assert batch.reader == reader
    found = whole(Customer.objects.get())
    assert found["name"] == "青木 花"
    assert found["place"].replace("-", "").endswith("1500001 東京都渋谷区")
    assert found["phone"].replace("-", "") == "0331234567"
    assert found["email"] == "hana@example.jp"


def test_members_and_partners(by: Staff) -> None:
    members = heads(
        "会員ID,お名前(姓),お名前(名),お名前(セイ),お名前(メイ),会社名,郵便番号,都道府県(名称),"
        "住所1,住所2,メールアドレス,TEL,誕生日,ショップ用メモ欄,会員ステータス(ID),会員ステータス(名称)"
    )
    base = {"お名前(姓)": "青木", "お名前(名)": "花", "都道府県(名称)": "東京都", "住所1": "渋谷区"}
    rows = [
        {**base, "会員ID": "5", "会員ステータス(ID)": "2"},
        {**base, "会員ID": "6", "会員ステータス(ID)": "3"},
    ]
    text = csv(members, *([row.get(head, "") for head in members] for row in rows))
    batch = taken(by=by, kind="customers", text=text)
    assert (batch.reader, outcomes_of(batch)) == ("eccube.members", {"NEW": 1, "SKIP": 1})
    assert Customer.objects.get().code == "5"
    partners = heads(
        "名前（通称）,取引先コード,正式名称（帳票出力時に使用される名称）,カナ名称,敬称,事業所種別,"
        "郵便番号,都道府県,市区町村・番地,電話番号"
    )
    values = {"名前（通称）": "高山", "取引先コード": "T01", "敬称": "御中",
              "事業所種別": "法人", "都道府県": "東京都",
              "正式名称（帳票出力時に使用される名称）": "株式会社高山"}  # fmt: skip
    batch = taken(by=by, kind="customers", text=book(partners, **values))
    assert batch.reader == "freee.partners"
    company = Customer.objects.get(code="T01")
    assert (company.name, company.kind) == ("株式会社高山", "COMPANY")


def outcomes_of(batch: Batch) -> dict[str, int]:
    """The counts of a check that are not nothing."""
    return {name: batch.counts[name] for name in ("NEW", "SKIP") if batch.counts[name]}
