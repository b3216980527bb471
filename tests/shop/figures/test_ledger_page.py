"""The ledger on screen: it balances, and what was published leads to what is known today."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from goen.analysis import entries_of
from goen.shop.customers.models import Customer
from goen.shop.figures import behind, documents, jobs, published
from goen.shop.portfolio import updating
from goen.shop.portfolio.models import Change, PortfolioState, RankScheme, Restatement
from goen.shop.staff.models import Trail
from goen.shop.ui.clock import now
from tests.shop.figures.conftest import ask
from tests.shop.portfolio.books import FIRST
from tests.shop.portfolio.test_ledger import OTHERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from goen.shop.staff.models import Staff
    from tests.shop.figures.conftest import ShopBooks

pytestmark = pytest.mark.django_db

ADDRESS = "/portfolio/ledger/"
BEGUN = date(2025, 9, 5)
NEW_RULES = date(2026, 1, 20)


@pytest.fixture
def ledgers(books: ShopBooks) -> ShopBooks:
    """A shop that began in September; other rules count from a day of January on."""
    books.sales.clear()
    disturb(books, random.Random(5), 140)
    PortfolioState.objects.filter(pk=1).update(begun_on=BEGUN)
    RankScheme.objects.create(
        name="新しい決まり",
        limits=entries_of(thresholds=OTHERS),
        effective_on=NEW_RULES,
        published_at=now(),
    )
    return books


def disturb(books: ShopBooks, chance: random.Random, count: int) -> None:
    """Take a few sales out, and enter some of forty customers."""
    chance.shuffle(books.sales)
    del books.sales[: count // 3]
    books.sales += [
        (
            chance.randrange(1, 41),
            FIRST + timedelta(days=chance.randrange(364)),
            "SALE",
            chance.choice([300, 1000, 40_000, -600]),
        )
        for _ in range(count)
    ]


def update(books: ShopBooks, today: date, cause: str = "") -> None:
    """Bring the standings up, with one cause for whatever changed."""
    if cause:
        for month in range(1, 13):
            Change.objects.create(month=date(2025, month, 1), cause=cause)
    updating.update(now=now(), today=today)


def sheet_of(client: Client, **given: str) -> Any:
    """What the page shows."""
    answer = client.get(ADDRESS, given)
    assert answer.status_code == 200, answer.content.decode()
    return answer.context["sheet"]


def analysed(president: Staff, **given: str) -> dict[str, int]:
    """How many customers the analysis of an evening finds in each segment."""
    told = documents.document(asked=ask(president, **given), groups=("portfolio",))
    found = {f"{one['rank']}/{one['status']}": one["customers"] for one in told["cpm"]}
    return {segment: count for segment, count in found.items() if count}


def closings(sheet: Any) -> dict[str, int]:
    return {row.segment.key: row.closing.n for row in sheet.ledger.rows if row.closing.n}


@pytest.mark.parametrize("seed", [1])
def test_it_balances_over_random_histories(
    ledgers: ShopBooks, president: Staff, client_of: Callable[[str], Client], seed: int
) -> None:
    chance, client, today = random.Random(seed), client_of("VIEWER"), date(2026, 1, 3)
    for _step in range(3):
        update(ledgers, today, chance.choice(["import", "undo", "correction"]))
        open_month = sheet_of(client, month=f"{today:%Y-%m}")
        assert open_month.ledger.balances
        assert closings(open_month) == analysed(president)
        disturb(ledgers, chance, 12)
        today += timedelta(days=chance.randrange(18, 34))
    update(ledgers, today)
    assert Restatement.objects.count() > 5
    causes = Counter[str]()
    for month in sheet_of(client).months:
        published = sheet_of(client, month=month.key)
        assert published.ledger.balances, month
        causes.update(dict.fromkeys(published.ledger.came, 1))
        if month.state != "closed":
            continue
        known = sheet_of(client, month=month.key, view="known")
        assert known.ledger.balances
        assert known.bridge.balances
        assert closings(known) == analysed(president, on=month.last.isoformat())
    assert causes["scheme"] == 1


def test_every_number_has_its_people(
    ledgers: ShopBooks, president: Staff, client_of: Callable[[str], Client]
) -> None:
    update(ledgers, date(2026, 2, 10))
    sheet = sheet_of(client_of("VIEWER"), month="2026-01")
    moved = [one for row in sheet.ledger.rows for one in (*row.came, *row.left) if one.n]
    assert {one.of["cause"] for one in moved} >= {"scheme", "time"}
    for one in moved:
        found = behind.people(asked=sheet.asked, of=one.of).customers
        assert 0 < found <= one.n
    for row in sheet.ledger.rows:
        for asked, one in ((sheet.before, row.opening), (sheet.asked, row.closing)):
            if one.n and one.of:
                assert behind.people(asked=asked, of=one.of).customers == one.n
    page = client_of("VIEWER").get("/portfolio/people/" + sheet.asked.address(**moved[0].of))
    assert page.status_code == 200


def test_what_became_known_later_has_names_and_causes(
    ledgers: ShopBooks, client_of: Callable[[str], Client]
) -> None:
    client = client_of("VIEWER")
    Customer.objects.bulk_create(Customer(pk=pk, name=f"客{pk}") for pk in range(1, 41))
    update(ledgers, date(2026, 1, 3))
    quiet = client.get(ADDRESS, {"month": "2025-10", "view": "known"}).content.decode()
    assert "公表した数字のままです" in quiet
    ledgers.sales += [(pk, date(2025, 10, 2 + pk), "SALE", 50_000) for pk in range(1, 21)]
    update(ledgers, date(2026, 1, 4), "import")
    published = client.get(ADDRESS, {"month": "2025-10"})
    assert "いま" in published.content.decode()
    assert published.context["ledger"].differs
    number = Restatement.objects.filter(month=date(2025, 10, 1)).count()
    one = Restatement.objects.filter(month=date(2025, 10, 1)).first()
    assert one and number > 3
    forgotten = one.customer
    Restatement.objects.filter(customer=forgotten).update(customer=None)
    answer = client.get(ADDRESS, {"month": "2025-10", "view": "known"})
    page = answer.content.decode()
    assert answer.context["found"].count == number
    assert "お名前は分かりません" in page
    assert "あとからの取り込み" in page
    assert page.count('href="/customers/') >= number - 1
    for given, count in (({"cause": "undo"}, 0), ({"cause": "import"}, number)):
        some = client.get(ADDRESS, {"month": "2025-10", "view": "known", **given})
        assert some.context["found"].count == count
    given = {"month": "2025-10", "view": "known", "segment": one.after}
    assert 0 < client.get(ADDRESS, given).context["found"].count <= number
    given = {"month": "2025-10", "view": "known", "cause": "rain"}
    assert client.get(ADDRESS, given).status_code == 404


def test_as_if_stands_beside_what_counted(
    ledgers: ShopBooks, president: Staff, client_of: Callable[[str], Client]
) -> None:
    update(ledgers, date(2026, 2, 10))
    other = RankScheme.objects.get(name="新しい決まり")
    sheet = sheet_of(client_of("VIEWER"), month="2025-11", by=str(other.pk))
    assert sheet.ledger.balances
    by_other = {one.key: mine for one, mine, _theirs in sheet.counted if mine}
    counted = {one.key: theirs for one, _mine, theirs in sheet.counted if theirs}
    assert by_other == analysed(president, on="2025-11-30", by=str(other.pk))
    assert counted == analysed(president, on="2025-11-30")
    assert not sheet.bridge


def test_months_before_the_beginning_were_never_closed(
    ledgers: ShopBooks, client_of: Callable[[str], Client]
) -> None:
    client = client_of("VIEWER")
    update(ledgers, date(2026, 1, 3))
    assert sheet_of(client).month.key == "2025-12"  # the last one that was closed
    states = {one.key: one.state for one in sheet_of(client).months}
    assert (states["2025-08"], states["2025-09"], states["2026-01"]) == ("never", "closed", "open")
    page = client.get(ADDRESS, {"month": "2025-03"}).content.decode()
    assert "締めていません" in page
    assert "Goen を使いはじめる前" in page
    assert client.get(ADDRESS, {"month": "2019-03"}).status_code == 422
    assert sheet_of(client, on="2025-07-14").month.key == "2025-07"
    shop = sheet_of(client, month="2025-10", who="shop-2")
    assert shop.alone
    assert shop.ledger.balances


def test_the_file_has_the_ledger_shown(
    ledgers: ShopBooks, client_of: Callable[[str], Client]
) -> None:
    update(ledgers, date(2026, 1, 3))
    address = f"{ADDRESS}file/?month=2025-11"
    assert client_of("VIEWER").post(address).status_code == 403
    client = client_of("PRESIDENT")
    answer = client.post(address)
    rows = list(load_workbook(BytesIO(answer.content)).active.values)
    sheet = sheet_of(client, month="2025-11")
    assert len(rows) == len(sheet.ledger.rows) + 2
    assert rows[-1][1:3] == (sheet.ledger.sums.opening.n, sheet.ledger.sums.restated)
    assert rows[-1][-2] == sheet.ledger.sums.closing.n
    told = [str(one.changes) for one in Trail.objects.filter(action__contains="export")]
    assert any("2025-11" in one for one in told)


def test_the_ledgers_of_a_year_are_ready_after_an_update(
    books: ShopBooks, client_of: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs.work_out(given={}, staff=None)

    def worked_out(_asked: object) -> None:
        raise AssertionError("worked out while somebody waits")

    monkeypatch.setattr(published.tables, "only_states", worked_out)
    client = client_of("VIEWER")
    for month in ("2025-12", "2025-11", "2025-03", "2024-12"):
        assert client.get(ADDRESS, {"month": month}).status_code == 200
