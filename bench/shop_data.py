"""A shop's home with a million customers and two million touches, all made up.

The same seed gives the same rows on every machine. It is built once, in build/bench.
"""

from __future__ import annotations

import os
import random
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

FOLDER = Path(__file__).resolve().parent.parent / "build" / "bench"
TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
CHUNK = 20_000
STAFF = 30

# fmt: off
_HEADS = [
    "田タ", "中ナカ", "山ヤマ", "川カワ", "小コ", "大オオ", "高タカ", "石イシ", "林ハヤシ",
    "森モリ", "松マツ", "竹タケ", "梅ウメ", "藤フジ", "木キ", "水ミズ", "清キヨ", "金カネ",
    "銀ギン", "青アオ", "赤アカ", "白シロ", "黒クロ", "東ヒガシ", "西ニシ", "南ミナミ", "北キタ",
    "上ウエ", "下シモ", "内ウチ", "秋アキ", "春ハル", "夏ナツ", "冬フユ", "星ホシ", "月ツキ",
    "岩イワ", "島シマ", "池イケ", "沢サワ", "谷タニ", "野ノ", "原ハラ", "村ムラ", "平ヒラ",
    "福フク", "吉ヨシ", "富トミ", "宮ミヤ", "橋ハシ",
]
_TAILS = [
    "田ダ", "中ナカ", "山ヤマ", "川カワ", "口グチ", "本モト", "村ムラ", "井イ", "野ノ", "原ハラ",
    "島シマ", "崎サキ", "沢ザワ", "木キ", "藤トウ", "橋ハシ", "谷タニ", "岡オカ", "森モリ",
    "林バヤシ", "倉クラ", "瀬セ", "塚ヅカ", "堀ボリ", "浦ウラ", "戸ト", "根ネ", "部ベ", "宮ミヤ",
    "尾オ",
]
_GIVEN = [
    "美ミ", "陽ヨウ", "恵ケイ", "幸サチ", "和カズ", "真マ", "優ユウ", "健ケン", "直ナオ",
    "智トモ", "裕ヒロ", "明アキ", "由ユ", "千チ", "里リ", "奈ナ", "早サ", "京キョウ", "貴タカ",
    "英ヒデ",
]
_ENDS = [
    "子コ", "美ミ", "代ヨ", "香カ", "奈ナ", "恵エ", "太タ", "一イチ", "郎ロウ", "樹キ", "介スケ",
    "彦ヒコ", "男オ", "也ヤ", "人ト", "平ヘイ",
]
_FIRMS = [
    "商店ショウテン", "工業コウギョウ", "製作所セイサクショ", "建設ケンセツ", "茶舗チャホ",
    "食品ショクヒン", "印刷インサツ", "運輸ウンユ",
]
_TOWNS = [
    "新潟県長岡市大手通", "新潟県長岡市千手", "新潟県長岡市宮内", "新潟県柏崎市東本町",
    "新潟県新潟市中央区古町通", "新潟県新潟市東区河渡", "新潟県三条市本町", "新潟県上越市高田",
    "長野県長野市南長野", "群馬県高崎市八島町", "東京都世田谷区三軒茶屋", "東京都練馬区石神井町",
    "埼玉県川口市栄町", "石川県金沢市片町", "富山県富山市総曲輪", "大阪府大阪市北区梅田",
    "愛知県名古屋市中区栄",
]
_LINES = [
    "新茶のご案内を差し上げた", "急須の使い方を説明した", "贈り物の相談を受けた",
    "次の定期便の日取りを決めた", "来店、試飲", "お礼の電話", "お届けの遅れをお詫びした",
    "法事のお返しの見積もり", "茶会の道具の下見", "お代わりの注文を承った",
]
# fmt: on


def home_folder(*, customers: int) -> Path:
    """The home of the bench with so many customers and twice as many touches."""
    return FOLDER / f"shop-{customers}"


def prepare(*, customers: int) -> None:
    """Point Django at the bench's home, and build it if it is not there yet."""
    folder = home_folder(customers=customers)
    (folder / "static").mkdir(parents=True, exist_ok=True)
    # Of an older version perhaps; without it files are named as they are.
    (folder / "static" / "staticfiles.json").unlink(missing_ok=True)
    os.environ["GOEN_HOME"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goen.shop.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from goen.shop.customers.models import Customer

    if Customer.objects.count() < customers:
        _build(customers)


def _build(customers: int) -> None:
    from django.core.management.color import no_style
    from django.db import connection

    from goen.shop.customers.models import Customer

    start = time.perf_counter()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous = OFF")
            cursor.execute("PRAGMA cache_size = -1000000")
    staff = _staff()
    chance = random.Random(42)
    for first in range(1, customers + 1, CHUNK):
        numbers = range(first, min(first + CHUNK, customers + 1))
        _put_customers([_person(number, chance) for number in numbers], staff, chance)
        if first // CHUNK % 5 == 4:
            passed = time.perf_counter() - start
            print(f"  {numbers[-1]:,} customers after {passed:.0f} s", file=sys.stderr, flush=True)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # the ids were given, not drawn
            for statement in connection.ops.sequence_reset_sql(no_style(), [Customer]):
                cursor.execute(statement)
        cursor.execute("ANALYZE")
    print(f"built in {time.perf_counter() - start:.0f} s", file=sys.stderr)


def _staff() -> Sequence[Any]:
    from goen.shop.staff.models import OwnCompany, Staff
    from goen.shop.staff.roles import Role

    OwnCompany.objects.get_or_create(defaults={"name": "ことづて茶舗", "purpose": "末永く"})
    for number in range(STAFF):
        email, role = f"staff{number}@example.jp", Role.STAFF if number else Role.PRESIDENT
        Staff.objects.get_or_create(email=email, defaults={"name": f"担当{number}", "role": role})
    return list(Staff.objects.order_by("pk"))


def _pick(words: Sequence[str], chance: random.Random) -> tuple[str, str]:
    """A kanji word and its reading; the first ones far more often, as with real names."""
    word = words[int(len(words) * chance.random() ** 2)]
    cut = next(place for place, sign in enumerate(word) if "ァ" <= sign <= "ヶ")
    return word[:cut], word[cut:]


def _person(number: int, chance: random.Random) -> dict[str, Any]:
    """One made-up customer; every twentieth is a company."""
    head, tail = _pick(_HEADS, chance), _pick(_TAILS, chance)
    name, kana = head[0] + tail[0], head[1] + tail[1]
    company = number % 20 == 0
    if company:
        firm = _pick(_FIRMS, chance)
        name, kana = f"株式会社{name}{firm[0]}", f"{kana}{firm[1]}"
    else:
        given, end = _pick(_GIVEN, chance), _pick(_ENDS, chance)
        name, kana = f"{name} {given[0]}{end[0]}", f"{kana} {given[1]}{end[1]}"
    town = _TOWNS[int(len(_TOWNS) * chance.random() ** 2)]
    block = "-".join(str(chance.randint(1, 30)) for _ in range(3))
    mobile = f"0{chance.choice('789')}0{chance.randrange(10**8):08d}"
    return {
        "number": number,
        "code": f"C{number:07d}",
        "company": company,
        "name": name,
        "kana": kana,
        "phone": mobile if not company else f"0258{chance.randrange(10**6):06d}",
        "email": f"c{number}@{chance.choice(['example.jp', 'example.com'])}"
        if chance.random() < 0.6
        else "",
        "town": town,
        "street": block,
    }


def _put_customers(
    people: list[dict[str, Any]], staff: Sequence[Any], chance: random.Random
) -> None:
    from django.db import transaction

    from goen.shop.customers.models import Address, Customer, Email, Phone

    with transaction.atomic():
        rows = [_customer(one, staff, chance) for one in people]
        _insert(Customer, rows)
        _insert(Phone, (_reach(one, number=one["phone"], key=one["phone"]) for one in people))
        _insert(
            Email,
            (_reach(one, address=one["email"], key=one["email"]) for one in people if one["email"]),
        )
        _insert(Address, (_address(one) for one in people))
        _put_touches(rows, staff, chance)
    _index(people)


def _insert(model: Any, rows: Iterable[dict[str, Any]]) -> None:
    """Insert rows given by their columns; the other columns get the defaults of the model.

    Three times as fast as bulk_create, which makes an object of each row.
    """
    from django.db import connection

    fields = [field for field in model._meta.concrete_fields if field.attname != "id"]
    defaults = {
        field.attname: field.get_db_prep_save(
            field.get_default() if field.has_default() else None if field.null else "", connection
        )
        for field in fields
        if field.null or field.has_default() or field.empty_strings_allowed
    }
    rows = list(rows)
    names = (
        ["id", *(field.attname for field in fields)]
        if "id" in rows[0]
        else [field.attname for field in fields]
    )
    moment = connection.ops.adapt_datetimefield_value
    values = (
        [moment(value) if isinstance(value, datetime) else value for value in map(row.get, names)]
        for row in ({**defaults, **row} for row in rows)
    )
    columns = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join(["%s"] * len(names))
    with connection.cursor() as cursor:
        cursor.executemany(
            f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES ({marks})', list(values)
        )


def _reach(one: dict[str, Any], **values: Any) -> dict[str, Any]:
    return {"customer_id": one["number"], "is_primary": True, **values}


def _address(one: dict[str, Any]) -> dict[str, Any]:
    rest = one["town"][3:]
    return _reach(
        one,
        prefecture=one["town"][:3],
        city=rest[:3],
        street=rest[3:] + one["street"],
        key=one["town"] + one["street"],
    )


def _customer(one: dict[str, Any], staff: Sequence[Any], chance: random.Random) -> dict[str, Any]:
    born = date(1940, 1, 1) + timedelta(days=chance.randrange(24_000))
    changed = NOW - timedelta(minutes=chance.randrange(2_000_000))
    return {
        "id": one["number"],
        "kind": "COMPANY" if one["company"] else "PERSON",
        "code": one["code"],
        "name": one["name"],
        "kana": one["kana"],
        "name_key": one["name"].replace(" ", "").removeprefix("株式会社"),
        "kana_key": one["kana"].replace(" ", ""),
        "stage": chance.choices(["CUSTOMER", "PROSPECT", "SUSPENDED"], [80, 17, 3])[0],
        "owner_id": chance.choice(staff).pk,
        "birthday": None if one["company"] else born,
        "birth_day": None if one["company"] else born.month * 100 + born.day,
        "last_touch_at": NOW - timedelta(minutes=chance.randrange(1_000_000)),
        "next_action_on": TODAY + timedelta(days=chance.randrange(-5, 60))
        if chance.random() < 0.05
        else None,
        "updated_at": changed,
        "created_at": changed - timedelta(days=chance.randrange(1000)),
    }


def _put_touches(
    rows: Sequence[dict[str, Any]], staff: Sequence[Any], chance: random.Random
) -> None:
    from goen.shop.touches.models import Action, Touch

    _insert(
        Touch,
        (
            _touch(row, days, staff, chance)
            for row in rows
            for days in (0, chance.randrange(10, 300))
        ),
    )
    _insert(Action, (_action(row) for row in rows if row["next_action_on"]))


def _touch(
    row: dict[str, Any], days: int, staff: Sequence[Any], chance: random.Random
) -> dict[str, Any]:
    at = row["last_touch_at"] - timedelta(days=days)
    by = chance.choice(staff).pk
    return {
        "customer_id": row["id"],
        "kind": chance.choice(["CALL", "VISIT", "MAIL", "SHOP", "LETTER"]),
        "staff_id": by,
        "at": at,
        "line": chance.choice(_LINES),
        "entered_by_id": by,
        "entered_at": at,
        "updated_at": at,
    }


def _action(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "customer_id": row["id"],
        "what": "お電話する",
        "due_on": row["next_action_on"],
        "owner_id": row["owner_id"],
        "entered_by_id": row["owner_id"],
        "entered_at": NOW,
    }


def _index(people: Sequence[dict[str, Any]]) -> None:
    from goen.shop.ui import search

    search.index_many(
        kind="customer", objects=[(one["number"], list(_words(one))) for one in people]
    )
    for _step in search.settle():
        pass


def _words(one: dict[str, Any]) -> Iterator[Any]:
    from goen.shop.ui.search import ADDRESS, CODE, EMAIL, KANA, NAME, PHONE, Words

    yield Words(NAME, one["name"])
    yield Words(KANA, one["kana"])
    yield Words(CODE, one["code"])
    yield Words(PHONE, one["phone"])
    yield Words(ADDRESS, one["town"] + one["street"])
    if one["email"]:
        yield Words(EMAIL, one["email"])
