"""The pages of this room, with and without sales, for every role."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from goen.analysis import preset
from goen.shop.customers.models import Customer
from goen.shop.portfolio import schemes, updating
from goen.shop.portfolio.models import RankScheme
from goen.shop.sales.models import Sale, Source
from goen.shop.schemes import queries
from goen.shop.schemes.draft import values_of
from goen.shop.schemes.models import RankTarget
from goen.shop.schemes.preview import Rules
from goen.shop.sharing.models import Notice
from goen.shop.staff.models import Trail
from goen.shop.ui.clock import now, today
from tests.shop.portfolio.books import LAST

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.shop.portfolio.books import Books

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def typed(**changed: object) -> dict[str, str]:
    values = {**values_of(Rules(preset(name="mail_order"))), **changed}
    return {name: "" if value is None else str(value) for name, value in values.items()}


@pytest.fixture
def sold(books: Books) -> Books:
    """Sales of the last year until today, and the ranks that follow from them."""
    books.enter(random.Random(5), 150)
    late = today() - LAST
    books.sales = [(who, day + late, kind, net) for who, day, kind, net in books.sales]
    for pk in range(1, 12):
        Customer.objects.create(pk=pk, name=f"山田{pk}")
    updating.update(now=now(), today=today())
    return books


@pytest.mark.parametrize("name", ["schemes", "scheme_new", "two_indicators"])
@pytest.mark.parametrize("role", ["PRESIDENT", "VIEWER"])
def test_without_sales_pages_say_what_to_do(
    client_of: Callable[[str], Client], name: str, role: str
) -> None:
    page = client_of(role).get(reverse(name))
    assert page.status_code == 200
    assert reverse("imports") in page.content.decode()


@pytest.mark.parametrize("name", ["scheme_new", "two_indicators"])
def test_while_ranks_are_worked_out_pages_look_again(
    sold: Books, client_of: Callable[[str], Client], name: str
) -> None:
    source = Source.objects.create(name="レジ")
    Sale.objects.create(customer_id=1, on=today(), amount=500, source=source)
    for path in (sold.place / "portfolio").glob("*.parquet"):
        path.unlink()
    page = client_of("STAFF").get(reverse(name)).text
    assert "いまランクを計算しています" in page
    assert 'hx-trigger="every 3s"' in page
    assert "もう一度見る" in page
    assert reverse("imports") not in page.split("<main")[1]


def test_a_draft_tells_who_would_move(sold: Books, client_of: Callable[[str], Client]) -> None:
    client = client_of("VIEWER")
    assert "数えています" in client.get(reverse("scheme_new")).content.decode()
    client.post(reverse("scheme_new"), typed(), headers=HTMX)
    page = client.get(reverse("scheme_new")).content.decode()
    assert "いまの決まりのままです" in page
    assert 'value="publish"' not in page
    part = client.post(reverse("scheme_new"), typed(lapse_days="６０日"), headers=HTMX)
    said = part.content.decode()
    assert "離脱を240日から60日にすると" in said
    assert "<html" not in said
    cell = said.split('value="people:')[1].split('"')[0]
    names = client.post(
        reverse("scheme_new"), typed(lapse_days=60, do=f"people:{cell}"), headers=HTMX
    )
    assert "山田" in names.content.decode()
    whole = client.post(reverse("scheme_new"), typed(lapse_days=60, do=f"people:{cell}"))
    assert "山田" in whole.content.decode()
    assert Trail.objects.filter(action="lists.seen", label="schemes").exists()


def test_rows_are_added_to_the_rules(client_of: Callable[[str], Client]) -> None:
    sent = typed(scheme="own", do="rule")
    page = client_of("STAFF").post(reverse("scheme_new"), sent).content.decode()
    assert page.count('name="rule_6_') == 7
    assert "rule_7_" not in page


def test_a_problem_stands_at_its_field_at_once(client_of: Callable[[str], Client]) -> None:
    part = client_of("STAFF").post(reverse("scheme_new"), typed(lapse_days="x"), headers=HTMX)
    said = part.content.decode()
    assert 'id="w-lapse_days" hx-swap-oob="true"' in said
    assert "id_lapse_days_error" in said


@pytest.mark.usefixtures("sold")
def test_publishing_and_withdrawing(client_of: Callable[[str], Client]) -> None:
    day = today() + timedelta(days=3)
    given = {"name": "冬の決まり", "reason": "早く気づく", "effective_on": str(day), "based_on": ""}
    sent = typed(lapse_days=60, do="publish", **given)
    assert client_of("STAFF").post(reverse("scheme_new"), sent).status_code == 403
    client = client_of("MANAGER")
    past = {**sent, "effective_on": str(today() - timedelta(days=1))}
    assert "今日か、あとの日" in client.post(reverse("scheme_new"), past).content.decode()
    assert client.post(reverse("scheme_new"), sent).url == reverse("schemes")  # type: ignore[attr-defined]
    again = client.post(reverse("scheme_new"), sent)
    assert again.status_code == 422
    assert "先に公開しました" in again.content.decode()
    made = queries.latest()
    assert made is not None
    page = client.get(reverse("schemes")).content.decode()
    assert "冬の決まり" in page
    assert made.thresholds.lapse_days == 60
    trail = client.get("/trail/").content.decode()
    assert "離脱：60日 / 優良客：購入2回以上" in trail
    assert "いつから：" in trail
    told = Notice.objects.get(to__role="PRESIDENT", kind="SCHEME")
    assert client_of("PRESIDENT").get(told.address).status_code == 200
    told.refresh_from_db()
    assert told.read_at
    assert client_of("STAFF").post(reverse("scheme_withdraw", args=[made.pk])).status_code == 403
    client.post(reverse("scheme_withdraw", args=[made.pk]))
    assert not RankScheme.objects.filter(pk=made.pk).exists()


@pytest.mark.usefixtures("sold")
def test_older_months_under_another_version(client_of: Callable[[str], Client]) -> None:
    row = schemes.current(on=today(), now=now())
    address = reverse("scheme_as_if", args=[row.pk])
    page = client_of("VIEWER").get(address, {"month": f"{today() - timedelta(days=40):%Y-%m}"})
    assert "ちがいはありません" in page.content.decode()
    other = RankScheme.objects.create(
        name="ため", limits={**row.limits, "lapse_days": 30}, effective_on="2999-01-01",
        published_at=now(),
    )  # fmt: skip
    page = client_of("VIEWER").get(reverse("scheme_as_if", args=[other.pk]))
    assert "▼" in page.content.decode()
    assert client_of("VIEWER").get(reverse("scheme", args=[other.pk])).status_code == 200
    assert client_of("VIEWER").get(reverse("scheme", args=[999_999])).status_code == 404


@pytest.mark.usefixtures("sold")
def test_ranks_of_periods_and_their_targets(client_of: Callable[[str], Client]) -> None:
    client, address = client_of("MANAGER"), reverse("two_indicators")
    first = client.get(address, {"length": "QUARTER"}).content.decode()
    assert "開いて待つ" in first
    assert 'hx-trigger="load, every 5s"' in first
    assert '<noscript><meta http-equiv="refresh"' in first
    part = client.get(address, {"length": "QUARTER", "part": "1"}, headers=HTMX).content.decode()
    assert "上がったお客様" in part
    assert "上がったお客様" in client.get(address, {"length": "QUARTER"}).content.decode()
    start = part.split('name="start" value="')[1][:10]
    sent = {"length": "QUARTER", "start": start, "vip": "３０人", "valued": ""}
    assert client_of("STAFF").post(reverse("two_indicator_targets"), sent).status_code == 403
    client.post(reverse("two_indicator_targets"), sent)
    assert RankTarget.objects.get().people == 30
    assert "目標 30人・あと" in client.get(address, {"length": "QUARTER"}).content.decode()
    for wrong in ({"length": "DAY"}, {"length": "YEAR", "start": "x"}):
        assert client.get(address, wrong).status_code == 404
    assert client.get(address, {"length": "YEAR", "start": "2999-01-01"}).status_code == 404
