"""What the made-up customers of the sample company are like; nobody in them exists."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import TYPE_CHECKING, Any

from goen.japanese import address_of_postal_code, corporate_number_problem
from goen.shop.customers.models import Customer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goen.shop.customers.snapshot import Values
    from goen.shop.staff.models import Staff

_SOURCES = ("ご紹介", "店頭", "ホームページ", "展示会", "チラシ", "電話")
_TAGS = ("ギフト", "定期便", "試飲会", "年賀状", "お得意様")
_MEMOS = (
    "深むしがお好み。熱いお湯で召し上がる。",
    "お子さんが独立され、お二人暮らし。",
    "土曜の午前がつながりやすい。",
    "贈り物はいつも熨斗つき。",
    "急須は常滑焼をお使い。",
)
COMPANIES = (
    ("旅館 みなもと", "リョカン ミナモト", "女将", "950-0911"),
    ("株式会社あおば製菓", "アオバセイカ", "購買課 課長", "980-0811"),
    ("有限会社ひかり堂", "ヒカリドウ", "代表取締役", "460-0008"),
    ("やまなみ歯科クリニック", "ヤマナミシカクリニック", "受付主任", "380-0823"),
    ("合同会社つむぎ", "ツムギ", "総務部", "600-8008"),
    ("株式会社しらさぎ建設", "シラサギケンセツ", "総務部 部長", "670-0012"),
    ("こもれび保育園", "コモレビホイクエン", "園長", "330-0854"),
    ("株式会社なぎさホテル", "ナギサホテル", "仕入担当", "810-0001"),
)
_CONTACTS = (
    ("四月一日 環", "ワタヌキ タマキ"),
    ("小鳥遊 司", "タカナシ ツカサ"),
    ("月見里 葵", "ヤマナシ アオイ"),
)


def person(row: Mapping[str, str], *, owners: Sequence[Staff]) -> Values:
    """A person of the invented shop of `goen.sample`; equal rows give equal persons."""
    rng = Random(row["顧客番号"])  # noqa: S311
    born = date.fromisoformat(row["生年月日"].replace("/", "-"))
    return {
        "kind": Customer.Kind.PERSON.value,
        "code": row["顧客番号"],
        "name": row["お客様名"],
        "kana": row["フリガナ"],
        "birthday": born.isoformat() if rng.random() < 0.8 else None,
        "stage": "PROSPECT" if rng.random() < 0.1 else "CUSTOMER",
        "owner": rng.choice(owners).pk if rng.random() < 0.9 else None,
        "source": rng.choice(_SOURCES),
        "memo": rng.choice(_MEMOS) if rng.random() < 0.3 else "",
        "tags": rng.sample(_TAGS, k=rng.choice((0, 0, 1, 2))),
        "phones": [{"number": row["電話番号"]}],
        "emails": [{"address": row["メールアドレス"]}] if row["メールアドレス"] else [],
        "addresses": [_address(row["郵便番号"], row["住所"])],
    }


def _address(code: str, line: str) -> Values:
    """An address in one line, divided as its postal code says."""
    place = address_of_postal_code(code=code)
    known = f"{place.prefecture}{place.city}" if place else ""
    street, _, building = line.removeprefix(known).partition(" ")
    address = {"postal_code": code, "street": street, "building": building}
    if place and line.startswith(known):
        address |= {"prefecture": place.prefecture, "city": place.city}
    return address


def company(number: int, *, owners: Sequence[Staff]) -> Values:
    """One of the companies, with the person to ask for."""
    rng = Random(number)  # noqa: S311
    name, kana, title, code = COMPANIES[number]
    contact, contact_kana = _CONTACTS[number % len(_CONTACTS)]
    return {
        "kind": Customer.Kind.COMPANY.value,
        "code": f"H-{number + 1:04}",
        "name": name,
        "kana": kana,
        "owner": rng.choice(owners).pk,
        "corporate_number": _corporate_number(rng),
        "source": rng.choice(_SOURCES),
        "tags": ["法人"],
        "phones": [{"label": "代表", "number": f"03-0000-{number:04}"}],
        "addresses": [_office(code, number)],
        "contacts": [
            {
                "name": contact,
                "kana": contact_kana,
                "title": title,
                "phones": [f"090-0000-{number:04}"],
                "emails": [f"tanto{number}@example.jp"],
            }
        ],
    }


def _office(code: str, number: int) -> Values:
    place = address_of_postal_code(code=code)
    found: dict[str, Any] = {"postal_code": code, "street": f"1-2-{number + 1}"}
    if place is not None:
        found |= {"prefecture": place.prefecture, "city": place.city}
        found["street"] = f"{place.town}1-2-{number + 1}"
    return found


def _corporate_number(rng: Random) -> str:
    """A corporate number with a fitting check digit whose base is not given to anybody."""
    base = f"9999{rng.randrange(100_000_000):08}"
    numbers = (f"{check}{base}" for check in range(1, 10))
    return next(number for number in numbers if corporate_number_problem(number=number) is None)
