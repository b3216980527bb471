"""A shop in which every screen has something to show, long names among it; nobody exists."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from goen.shop.advice.counting import count
from goen.shop.advice.models import Candidate
from goen.shop.consent import desk
from goen.shop.consent import operations as consents
from goen.shop.customers.operations import create_customer, trash_customers
from goen.shop.fields.operations import propose_field
from goen.shop.fit.operations import observe_fit
from goen.shop.intake import driving
from goen.shop.intake import operations as imports
from goen.shop.intake.kinds import kind_of
from goen.shop.sales.models import Family, Shop
from goen.shop.sales.operations import (
    ProductValues,
    SaleValues,
    add_product,
    named,
    record_document,
    record_sales,
    trash_sales,
)
from goen.shop.touches.operations.actions import plan_action
from goen.shop.touches.operations.improvements import record_improvement
from goen.shop.touches.operations.texts import keep_text
from goen.shop.touches.operations.touches import record_touch
from goen.shop.touches.operations.voices import record_voice

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from goen.shop.customers.models import Customer
    from goen.shop.intake.models import Batch
    from goen.shop.staff.models import Staff

_LONG_PRODUCT = "深むし煎茶と季節の和菓子の詰め合わせ（風呂敷包み・名入れ茶筒つき）特大"
_LONG = "マクドゥガル＝フェルナンデス＝長谷部 アレクサンドラ由紀恵マリアイザベル文緒"


def fill(*, by: Staff, colleague: Staff) -> dict[str, int]:
    """Enter everything, and give the keys that addresses name."""
    now, today = timezone.now(), timezone.localdate()
    person = create_customer(by=by, now=now, values=_person(owner=by.pk, today=today))
    company = create_customer(by=by, now=now, values=_company())
    gone = create_customer(by=by, now=now, values={"kind": "PERSON", "name": "関 凪"})
    trash_customers(by=by, customer_ids=[gone.pk], now=now)
    for who, label in ((by, "お茶の好み"), (colleague, "お孫さんのお名前を伺ったかどうか")):
        asked = {"label": label, "kind": "CHOICE", "required": True, "when": "AT_ONCE"}
        field = propose_field(by=who, asked=asked, choices=["深むし", "渋め"], today=today)
    purpose = consents.add_purpose(by=by, name="新茶のご案内", advertising=True)
    words: dict[str, Any] = {"by": by, "customer_id": person.pk, "day": today, "purpose": purpose}
    consents.allow_channels(**words, channels=["phone", "post"], basis="CONSENT", way="FORM")
    consents.refuse(**words, channels=["mail"], way="PHONE", note="夜は困るとのこと")
    asked_of = {"customer_id": person.pk, "received_on": today, "identity": "生年月日"}
    request = desk.receive_request(by=by, kind="DISCLOSE", words="教えてほしい", **asked_of)
    observe_fit(by=by, customer_id=person.pk, score=5, note="前向き", today=today)
    keep_text(by=by, kind="CALL", title="お礼の電話", line="お買い上げのお礼", text="ご様子：")
    better = {"title": "割れものの包み方", "what": "すき間を埋める"}
    improvement = record_improvement(by=by, now=now, values=better)
    touch = record_touch(by=by, now=now, values={"customer": person, "line": "新茶を喜ばれた。"})
    voice = record_voice(
        by=colleague,
        now=now,
        values={
            "customer": person,
            "kind": "COMPLAINT",
            "title": "届いた急須の注ぎ口が欠けていて、母の誕生日に使えなかった",
            "words": "母の誕生日に使いたかった。",
            "importance": 3,
            "urgency": 3,
            "improvement": improvement,
        },
    )
    late = {"customer": company, "what": "見積を送る", "due_on": today - timedelta(days=1)}
    action = plan_action(by=by, now=now, values={**late, "owner": by})
    made = {"person": person, "company": company, "field": field, "request": request}
    made |= {"touch": touch, "voice": voice, "action": action, "improvement": improvement}
    made |= _sold(by=by, person=person, company=company, now=now, today=today)
    made |= _imported(by=by, now=now)
    _suggest([person, company], now=now, today=today)
    return {name: row.pk for name, row in made.items()}


def _imported(*, by: Staff, now: datetime) -> dict[str, Any]:
    """A file that is taken over but for a row, and one that waits to be mended and decided."""
    head = "顧客番号,氏名,電話番号,生年月日,メモ"
    first = f"A-1,{_LONG},0258-00-0147,1990-07-30,\nA-2,関 凪,,昭和64年1月8日,\n"
    applied = _checked(by=by, now=now, name="はじめの名簿.csv", text=f"{head}\n{first}")
    driving.take_over(batch_id=applied.pk, clock=lambda: now, progress=lambda _d, _t: None)
    rows = (
        f"A-1,{_LONG},0258-00-0148,1990-07-30,{'お茶の好みを伺う' * 8}",
        f"A-3,{_LONG},258000163,2026/2/30,{'長' * 60}",
        f",{_LONG},025-800-0199,1971-01-02,似た人",
        "A-4,一口 千賀子,,,",
    )
    name = "お客様名簿（本店）最新 のコピー (2) " + "とても長い名前の" * 6 + ".csv"
    batch = _checked(by=by, now=now, name=name, text="\n".join([head, *rows]))
    return {"batch": batch, "applied": applied}


def _checked(*, by: Staff, now: datetime, name: str, text: str) -> Batch:
    batch = imports.send(by=by, kind="customers", name=name, stream=BytesIO(text.encode()), now=now)
    batch = imports.read(batch_id=batch.pk)
    form = kind_of("customers").form(batch.options)
    return imports.map_columns(
        batch_id=batch.pk,
        columns=batch.columns,
        options=form.cleaned_data if form.is_valid() else batch.options,
        now=now,
    )


def _sold(
    *, by: Staff, person: Customer, company: Customer, now: datetime, today: date
) -> dict[str, Any]:
    """A product, sales, one of them in the trash, and a quote whose lines are long."""
    family = named(Family, name="贈りもののお茶とお菓子の詰め合わせ")
    values: ProductValues = {"name": _LONG_PRODUCT, "code": "SET-0001", "price": 1_234_567}
    product = add_product(by=by, values={**values, "family": family, "grade": 3}, now=now)
    add_product(by=by, values={"name": "煎茶 100g", "family": family, "grade": 1}, now=now)
    bought: SaleValues = {"on": today, "product": product, "shop": named(Shop, name="長岡駅前店")}
    sale, gone = record_sales(
        by=by,
        lines=[
            {**bought, "customer": person, "amount": 1_234_567, "slip": "2026-1122-000001"},
            {**bought, "amount": -980, "kind": "RETURN"},
        ],
        today=today,
    )
    trash_sales(by=by, sale_ids=[gone.pk], now=now)
    document = record_document(
        by=by,
        values={
            "kind": "QUOTE",
            "number": "見積-2026-000123",
            "customer": company,
            "subject": "創業百周年の記念品として配る名入れの茶筒と煎茶の詰め合わせ",
            "issued_on": today,
            "note": "包み紙は紅白。" * 20,
        },
        lines=[
            {"text": _LONG_PRODUCT, "quantity": Decimal("1234.5"), "unit_price": Decimal(98_765)},
            {"text": "煎茶 100g", "unit_price": Decimal(1_080), "tax_rate": 8},
        ],
        now=now,
    )
    return {"sale": sale, "product": product, "document": document}


def _person(*, owner: int, today: Any) -> dict[str, Any]:
    return {
        "kind": "PERSON",
        "code": "A-00214",
        "name": _LONG,
        "kana": "マクドゥガルフェルナンデスハセベ アレクサンドラ",
        "birthday": today.replace(year=1960, day=1).isoformat(),
        "owner": owner,
        "memo": "深むしがお好み。" * 20,
        "tags": [f"しるし{number}の長い名前" for number in range(30)],
        "phones": [{"number": f"03-1234-{1000 + number}"} for number in range(12)],
        "emails": [{"address": "a-very-long-address-of-a-customer@department.example.co.jp"}],
        "addresses": [{"postal_code": "940-0062", "prefecture": "新潟県", "city": "長岡市"}],
    }


def _company() -> dict[str, Any]:
    return {
        "kind": "COMPANY",
        "name": "株式会社北信越ハウジング・リノベーションサービス長岡東営業所",
        "contacts": [{"name": f"四月一日 環{number}", "title": "部長"} for number in range(6)],
    }


def _suggest(customers: Sequence[Customer], *, now: datetime, today: date) -> None:
    """Put customers into a finding, some of whom a letter does not reach."""
    since = today - timedelta(days=245)
    for number, customer in enumerate(customers):
        Candidate.objects.create(
            key="loyal_left",
            customer=customer,
            since=since,
            occasions=12,
            amount=1_284_500,
            rank=5,
            lapses_on=today - timedelta(days=5),
            yen=612_300,
            post=number % 5,
            mail=3,
        )
    count(key="loyal_left", now=now, today=today)
