"""Products that go together, the simulator and the cross table: each number leads to its people."""

from __future__ import annotations

import io
import re
from html import unescape
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from django.urls import reverse

from goen.shop.figures import crossed, documents, jobs, own
from goen.shop.figures.pages import OWN_TABS
from goen.shop.jobs.models import Job
from goen.shop.sales.models import Family, Product
from goen.shop.staff.models import Trail
from tests.shop.figures import conftest
from tests.shop.figures.conftest import EVENING, ask

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from goen.shop.figures.asked import Asked
    from goen.shop.staff.models import Staff
    from tests.shop.figures.conftest import ShopBooks

    Asking = Callable[[str], Client]

pytestmark = pytest.mark.django_db
LINK = re.compile(r'<a class="num" href="([^"]+)"[^>]*>([0-9,]+)</a>')


def read(client: Client, name: str, **given: str) -> str:
    """A page that answers."""
    answer = client.get(reverse(name), given)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def goods(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> ShopBooks:
    """Sales of three products, a family of three grades: some customers never buy some of them."""
    monkeypatch.setattr(conftest.ShopBooks, "columns", _COLUMNS)
    found: ShopBooks = request.getfixturevalue("books")
    family = Family.objects.create(name="茶", key="茶")
    for product in Product.objects.all():
        product.family, product.grade = family, product.pk
        product.save()
    return found


_COLUMNS = """*, 1000 AS thousandths, CASE customer_id % 6
        WHEN 0 THEN 1 + day(day) % 3 WHEN 1 THEN 1 + day(day) % 3 WHEN 2 THEN 1 + day(day) % 2
        WHEN 3 THEN 1 + 2 * (day(day) % 2) ELSE 1 END AS product_id,
    1 AS category_id, 2 - day(day) % 2 AS shop_id"""


def test_a_viewer_sees_every_page(goods: ShopBooks, client_of: Asking) -> None:
    client = client_of("VIEWER")
    for tab in OWN_TABS:
        for who in ("", "shop-1"):
            assert "style=" not in read(client, tab.url_name, who=who)


def same_people(client: Client, page: str) -> int:
    """Open each number of a page: as many people are there. Gives how many were opened."""
    found = LINK.findall(page)
    for address, count in found:
        answer = client.get(unescape(address))
        assert answer.status_code == 200, address
        people = re.search(r"–[0-9,]+ / ([0-9,]+)", answer.content.decode())
        assert people, address
        assert people[1] == count, address
    return len(found)


def test_each_number_of_the_products_leads_to_its_people(
    goods: ShopBooks, client_of: Asking
) -> None:
    client = client_of("VIEWER")
    opened = sum(
        same_people(client, read(client, "figures_products", way=way))
        for way in ("together", "within", "next")
    )
    assert opened >= 3


def test_each_number_of_the_cross_table_leads_to_its_people(
    books: ShopBooks, client_of: Asking
) -> None:
    client = client_of("VIEWER")
    for rows, columns in (("cpm", "rfm"), ("decile", "two_axis")):
        page = read(client, "figures_cross", rows=rows, columns=columns)
        assert same_people(client, page) >= 4
        turned = read(client, "figures_cross", rows=columns, columns=rows)
        assert sum(counts(page)) == sum(counts(turned))


def counts(page: str) -> list[int]:
    """The numbers of a page that lead to people."""
    return [int(count) for _address, count in LINK.findall(page)]


def test_the_cross_table_sums_to_the_portfolio(books: ShopBooks, president: Staff) -> None:
    asked = ask(president)
    told = own.answer(asked=asked, name="cross")
    found: dict[tuple[str, str], int] = {}
    for row, _column, people, _yen in told["tables"]["cpm/rfm"]["cells"]:
        found[tuple(row)] = found.get(tuple(row), 0) + people
    cpm = documents.document(asked=asked, groups=["portfolio"])["cpm"]
    assert found == {
        (one["rank"], one["status"]): one["customers"] for one in cpm if one["customers"]
    }


def test_the_simulator_starts_from_the_sales_of_twelve_months(
    books: ShopBooks, president: Staff, client_of: Asking
) -> None:
    asked = ask(president)
    year = crossed.year(asked=asked)
    cpm = documents.document(asked=asked, groups=["portfolio"])["cpm"]
    assert {key: totals.sales for key, totals in year.items()} == {
        (one["rank"], one["status"]): one["sales_12m"]
        for one in cpm
        if (one["rank"], one["status"]) in year
    }
    total = sum(one["sales_12m"] for one in cpm)
    page = read(client_of("VIEWER"), "figures_simulator", unit_price="100")
    assert f"{2 * total:,}" in page


def test_a_segment_has_per_cents_of_its_own(
    books: ShopBooks, president: Staff, client_of: Asking
) -> None:
    year = crossed.year(asked=ask(president))
    (rank, status), totals = max(year.items(), key=lambda item: item[1].sales)
    client = client_of("VIEWER")
    page = read(client, "figures_simulator", **{f"unit_price-{rank}-{status}": "10"})
    assert f"+{totals.sales // 10:,}" in page
    assert '<details class="fold" open>' in page
    wrong = read(client, "figures_simulator", unit_price="many", customers="-101")
    assert "many, -101" in wrong
    assert "±0" in wrong


def test_whom_nobody_can_ask_for(books: ShopBooks, client_of: Asking) -> None:
    client = client_of("VIEWER")
    for given in (
        {"kind": "owners", "owned": "1"},
        {"kind": "owners", "owned": "1", "missing": "2 OR 1=1"},
        {"kind": "upgrades", "family": "x", "grade": "1"},
        {"kind": "cross"},
        {"kind": "cross", "decile": "11"},
        {"kind": "cross", "rank": "loyal", "status": "asleep"},
        {"kind": "cross", "two_axis": "king"},
    ):
        assert client.get(reverse("figures_people"), given).status_code == 404, given


def test_other_families_and_other_evenings_are_other_answers(
    goods: ShopBooks, president: Staff
) -> None:
    now = own.answer(asked=ask(president), name="goods")
    assert (now["products"], len(now["grades"])) == (3, 3)
    then = own.answer(asked=ask(president, on=f"{EVENING.year - 1}-12-31"), name="goods")
    assert now["together"]["baskets"] != then["together"]["baskets"]
    Product.objects.update(family=None)
    assert own.answer(asked=ask(president), name="goods")["grades"] == []


def test_what_takes_long_is_worked_out_by_a_job(
    books: ShopBooks, client_of: Asking, president: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "AT_ONCE", 0)
    client = client_of("PRESIDENT")
    for name in ("goods", "cross", "year"):
        with pytest.raises(documents.NotYet):
            own.answer(asked=ask(president), name=name)
    assert 'hx-trigger="every 2s"' in read(client, "figures_products")
    job = Job.objects.get(name=jobs.JOB, arguments__name="goods")
    jobs.work_out(**job.arguments)
    assert 'hx-trigger="every 2s"' not in read(client, "figures_products")


FILES = {
    "products": ("figures_products", {"way": "together"}),
    "simulator": ("figures_simulator", {"frequency": "5"}),
    "cross": ("figures_cross", {"rows": "decile", "columns": "cpm"}),
}


@pytest.fixture
def paired(goods: ShopBooks, monkeypatch: pytest.MonkeyPatch) -> ShopBooks:
    """The same with two pairs that go together."""
    real = own.answer
    pair = {"baskets": 8, "a_baskets": 20, "confidence": 0.4, "sure": True, "candidates": 3}

    def answer(*, asked: Asked, name: str) -> dict[str, Any]:
        found = real(asked=asked, name=name)
        if name == "goods":
            pairs = [{**pair, "a": 1, "b": 2, "ratio": 2.345}, {**pair, "a": 2, "b": 1}]
            found["together"]["pairs"] = [{"ratio": None, **one} for one in pairs]
        return found

    monkeypatch.setattr(own, "answer", answer)
    return goods


@pytest.mark.parametrize("page", FILES)
def test_a_page_is_a_file_too(paired: ShopBooks, client_of: Asking, page: str) -> None:
    client, (name, of) = client_of("MANAGER"), FILES[page]
    shown = read(client, name, **of)
    for form in ("png", "svg", "xlsx"):
        address = unescape(next(one for one in SAVES.findall(shown) if f"{page}.{form}" in one))
        assert all(f"{key}={value}" in address for key, value in of.items())
        answer = client.get(address)
        assert answer.status_code == 200
        assert f"goen-{page}-{EVENING}.{form}" in answer["Content-Disposition"]
        taken = Trail.objects.filter(action="lists.exported").latest("pk")
        assert answer.content[: len(HEADS[form])] == HEADS[form]
        assert form in str(taken.changes)
    for wrong in (("passwd", "png"), (page, "exe")):
        assert client.get(reverse("figures_own_file", args=wrong)).status_code == 404


SAVES = re.compile(r'<a href="([^"]+)" download>')
HEADS = {"png": b"\x89PNG", "svg": b"<svg", "xlsx": b"PK"}


@pytest.mark.parametrize("page", FILES)
def test_viewers_take_no_file_of_a_page(goods: ShopBooks, client_of: Asking, page: str) -> None:
    client = client_of("VIEWER")
    assert "download>" not in read(client, FILES[page][0])
    for form in HEADS:
        assert client.get(reverse("figures_own_file", args=[page, form])).status_code == 403


def _cells(client: Client, page: str, **of: str) -> list[list[list[object]]]:
    body = client.get(reverse("figures_own_file", args=[page, "xlsx"]), of).content
    book = openpyxl.load_workbook(io.BytesIO(body))
    assert not any(
        cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row
    )
    return [[[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book]


def test_the_workbooks_say_what_the_pages_say(
    paired: ShopBooks, client_of: Asking, people: dict[str, Staff]
) -> None:
    client = client_of("MANAGER")
    Product.objects.filter(pk=1).update(name='=HYPERLINK("http://x","y")')
    Product.objects.filter(pk=2).update(name="1,000")
    sheets = _cells(client, "products", way="together")
    assert [row[:5] for row in sheets[0][3:]] == [
        ['=HYPERLINK("http://x","y") → 1,000', 8, 20, 0.4, 2.3],
        ['1,000 → =HYPERLINK("http://x","y")', 8, 20, 0.4, "—"],
    ]
    asked = ask(people["MANAGER"])
    cross = own.answer(asked=asked, name="cross")["tables"]["cpm/decile"]["cells"]
    persons, yen = _cells(client, "cross", rows="cpm", columns="decile")
    assert persons[-1][-1] == sum(cell[2] for cell in cross)
    assert yen[-1][-1] == sum(cell[3] for cell in cross)
    assert sum(row[-1] for row in persons[3:-1]) == persons[-1][-1]  # type: ignore[misc]
    year = crossed.year(asked=asked)
    factors, ranks = _cells(client, "simulator", unit_price="10")
    assert ranks[-1][3] == sum(one.sales for one in year.values())
    assert ranks[-1][4] - ranks[-1][3] == ranks[-1][5] == factors[-1][1]  # type: ignore[operator]
