"""The pages of figures answer everybody who is signed in, and give files to those who may."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import openpyxl
import pytest
from django.urls import reverse

from goen.shop.customers.models import Customer
from goen.shop.figures import documents
from goen.shop.figures.pages import SECTION_PAGES
from goen.shop.jobs.models import Job
from goen.shop.staff.models import Trail

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.shop.figures.conftest import ShopBooks

pytestmark = pytest.mark.django_db
PEOPLE = {"kind": "segment", "rank": "", "status": ""}


def test_a_viewer_sees_figures_and_takes_no_file(
    books: ShopBooks, client_of: Callable[[str], Client]
) -> None:
    client = client_of("VIEWER")
    for name in ("portfolio", *(page.url_name for page in SECTION_PAGES)):
        answer = client.get(reverse(name), {"who": "shop-1"})
        assert answer.status_code == 200
        assert b"style=" not in answer.content
    assert client.get(reverse("figures_people"), PEOPLE).status_code == 200
    for form in ("png", "svg", "xlsx"):
        assert client.get(reverse("figures_file", args=["rfm", form])).status_code == 403
    assert client.post(reverse("figures_people_file"), PEOPLE).status_code == 403


def test_each_section_is_a_file_too(books: ShopBooks, client_of: Callable[[str], Client]) -> None:
    client = client_of("STAFF")
    picture = client.get(reverse("figures_file", args=["monthly", "png"])).content
    assert picture.startswith(b"\x89PNG")
    drawn = client.get(reverse("figures_file", args=["monthly", "svg"])).content.decode()
    assert drawn.startswith("<svg")
    assert "var(--" not in drawn
    book = openpyxl.load_workbook(
        io.BytesIO(client.get(reverse("figures_file", args=["rfm", "xlsx"])).content)
    )
    numbers = [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    assert sum(isinstance(value, (int, float)) for value in numbers) > 20
    assert client.get(reverse("figures_file", args=["rfm", "exe"])).status_code == 404
    assert client.get(reverse("figures_file", args=["passwd", "png"])).status_code == 404
    assert client.get(reverse("figures_file", args=["rfm", "png"]), {"n": "9"}).status_code == 404
    assert Trail.objects.filter(action="lists.exported").exists()


def test_the_people_come_as_a_workbook_without_formulas(
    books: ShopBooks, client_of: Callable[[str], Client]
) -> None:
    Customer.objects.create(pk=3, code="=1+1", name='=HYPERLINK("http://x")')
    Customer.objects.create(pk=4, code="4", name="<script>alert(1)</script>")
    client = client_of("STAFF")
    page = client.get(reverse("figures_people"), PEOPLE).content.decode()
    assert "<script>alert" not in page
    count = int(re.search(r"1–([0-9]+) /", page)[1])  # type: ignore[index]
    address = reverse("figures_people_file") + "?kind=segment"
    sheet = openpyxl.load_workbook(io.BytesIO(client.post(address).content)).active
    assert sheet is not None
    rows = list(sheet.iter_rows())
    assert len(rows) == 1 + count
    assert all(cell.data_type != "f" for row in rows for cell in row)


def test_what_cannot_be_asked_is_said(books: ShopBooks, client_of: Callable[[str], Client]) -> None:
    client = client_of("VIEWER")
    answer = client.get(reverse("portfolio"), {"on": "<b>x</b>"})
    assert answer.status_code == 422
    assert b"<b>x" not in answer.content
    assert client.get(reverse("figures_people"), {"kind": "nobody"}).status_code == 404


def test_what_takes_long_is_waited_for(
    books: ShopBooks, client_of: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "AT_ONCE", 10)
    client = client_of("VIEWER")
    for _twice in range(2):
        answer = client.get(reverse("figures_movement"), {"on": "2025-10-10"})
        assert b"hx-trigger" in answer.content
    assert Job.objects.filter(name="figures.work_out").count() == 1
    portfolio = client.get(reverse("portfolio"), {"on": "2025-10-10"})
    assert portfolio.status_code == 200  # the portfolio itself comes at once


def test_without_sales_it_says_what_to_do_first(client_of: Callable[[str], Client]) -> None:
    answer = client_of("PRESIDENT").get(reverse("portfolio"))
    assert reverse("import_send").encode() in answer.content
