"""What a later file had too is not taken away by undoing an earlier one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from goen.shop.customers.models import Customer
from goen.shop.intake import confirming, driving
from goen.shop.intake.models import Confirmed
from goen.shop.sales.models import Document, Product, Sale
from goen.shop.touches.models import Touch
from goen.shop.ui.clock import now
from tests.shop.intake.helpers import take_back, taken

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from goen.shop.staff.models import Staff
    from tests.shop.conftest import People

pytestmark = pytest.mark.django_db

HEAD = "日付,金額\n"
SLIPS = """伝票番号,日付,会員番号,商品名,金額
1,2025-01-05,A-1,茶,1200
1,2025-01-05,A-1,菓子,300
2,2025-01-06,A-2,茶,600
"""


class Stopped(Exception):
    """The work was cut short here."""


@pytest.fixture
def by(people: People) -> Staff:
    return people["PRESIDENT"]


def lines(first: int, last: int) -> str:
    return HEAD + "".join(f"2025/5/{day},{day * 100}\n" for day in range(first, last + 1))


def amounts() -> list[int]:
    return sorted(Sale.objects.live().values_list("amount", flat=True))


def test_sales_go_over_to_the_later_file_and_leave_with_it(
    by: Staff, client_of: Callable[[str], Client]
) -> None:
    first = taken(by=by, kind="sales", text=lines(1, 4), name="五月.csv")
    later = taken(by=by, kind="sales", text=lines(3, 6), name="五月その2.csv")
    assert (later.counts["SAME"], later.counts["NEW"]) == (2, 2)
    first = take_back(first, by=by)
    assert amounts() == [300, 400, 500, 600]
    assert first.result["back"]["later"] == {str(later.pk): 2}
    assert Sale.objects.get(amount=300).row == 2  # as the later file has it
    assert Sale.objects.get(amount=300).batch == later.pk
    page = client_of("CLERK").get(reverse("batch", args=[first.pk])).content.decode()
    assert "後の取り込みにもあるため、残しました" in page
    assert "五月その2.csv" in page
    take_back(later, by=by)
    assert not Sale.objects.exists()
    assert not Confirmed.objects.exists()


def test_the_same_line_twice_is_kept_as_often_as_the_later_file_has_it(by: Staff) -> None:
    first = taken(by=by, kind="sales", text=HEAD + "2025/5/1,100\n" * 3)
    later = taken(by=by, kind="sales", text=HEAD + "2025/5/1,100\n" * 2)
    assert later.counts["SAME"] == 2
    take_back(first, by=by)
    assert amounts() == [100, 100]


def test_a_later_file_that_was_taken_back_keeps_nothing(by: Staff) -> None:
    first = taken(by=by, kind="sales", text=SLIPS)
    second, third = (taken(by=by, kind="sales", text=SLIPS) for _ in range(2))
    take_back(second, by=by)
    first = take_back(first, by=by)
    assert first.result["back"]["later"] == {str(third.pk): 3}
    assert amounts() == [300, 600, 1200]
    assert Customer.objects.count() == 2


def test_what_an_earlier_file_had_keeps_nothing(by: Staff) -> None:
    taken(by=by, kind="sales", text=lines(1, 2))
    taken(by=by, kind="sales", text=lines(1, 2))
    last = taken(by=by, kind="sales", text=lines(1, 3))
    last = take_back(last, by=by)
    assert amounts() == [100, 200]
    assert "later" not in last.result["back"]


def test_a_value_that_a_later_file_says_too_stays(by: Staff) -> None:
    taken(by=by, kind="sales", text=SLIPS)
    changed = taken(by=by, kind="sales", text=SLIPS.replace("600", "660"))
    later = taken(by=by, kind="sales", text=SLIPS.replace("600", "660"))
    assert later.counts["SAME"] == 3
    changed = take_back(changed, by=by)
    assert amounts() == [300, 660, 1200]
    assert changed.result["back"]["later"] == {str(later.pk): 1}


def test_lines_are_seen_while_they_are_handed_over_and_it_goes_on_after_a_kill(by: Staff) -> None:
    first = taken(by=by, kind="sales", text=SLIPS + "3,2025-01-07,A-3,茶,900\n" * 40)
    taken(by=by, kind="sales", text=SLIPS)
    seen: list[list[int]] = []

    def stop(_done: int, _total: int) -> None:
        seen.append([amount for amount in amounts() if amount != 900])
        raise Stopped

    for _time in range(3):
        with pytest.raises(Stopped):
            driving.take_back(batch_id=first.pk, by=by, clock=now, progress=stop)
    assert take_back(first, by=by).state == "UNDONE"
    assert seen == [[300, 600, 1200]] * 3
    assert amounts() == [300, 600, 1200]


PEOPLE = "顧客番号,お名前,電話番号,メモ\nA-1,山田 太郎,03-1111-1111,\nA-2,佐藤 一郎,,\n"


def test_customers_and_their_values_stay_as_far_as_a_later_file_says_them(by: Staff) -> None:
    first = taken(by=by, kind="customers", text=PEOPLE)
    changed = PEOPLE.replace("03-1111-1111,", "03-2222-2222,お得意様")
    second = taken(by=by, kind="customers", text=changed)
    later = taken(by=by, kind="customers", text="顧客番号,電話番号\nA-1,03-2222-2222\n")
    assert later.counts["SAME"] == 1
    second = take_back(second, by=by)
    customer = Customer.objects.get(code="A-1")
    assert customer.memo == ""  # of which the later file says nothing
    assert customer.phones.get().number == "03-2222-2222"
    assert second.result["back"]["later"] == {str(later.pk): 1}
    first = take_back(first, by=by)
    assert list(Customer.objects.values_list("code", flat=True)) == ["A-1"]
    assert first.result["back"]["later"] == {str(later.pk): 1}
    assert first.result["back"]["kept"] == []


def test_products_touches_and_documents_stay_too(by: Staff) -> None:
    taken(by=by, kind="customers", text=PEOPLE)
    for kind, text, model in (
        ("products", "商品コード,商品名,単価\nP-1,煎茶,500\n", Product),
        ("touches", "日付,顧客番号,種類,内容\n2025/5/1,A-1,電話,お茶のご相談\n", Touch),
        (
            "invoices",
            "請求書番号,取引先,発行日,品名,金額\nI-1,山田 太郎,2025/5/1,茶,500\n",
            Document,
        ),
    ):
        first = taken(by=by, kind=kind, text=text)
        later = taken(by=by, kind=kind, text=text)
        assert later.counts["SAME"] == 1, kind
        first = take_back(first, by=by)
        assert model._default_manager.count() == 1
        assert first.result["back"]["later"] == {str(later.pk): 1}


def test_a_million_rows_are_a_few_kilobytes(by: Staff) -> None:
    earlier, batch = (taken(by=by, kind="sales", text=lines(n, n)) for n in (1, 2))
    confirming.note(batch=batch, pairs=[(5_000_000 + n, n + 2) for n in range(1_000_000)])
    parts = Confirmed.objects.filter(batch=batch)
    assert parts.count() == 20
    assert sum(len(part.packed) for part in parts) < 100_000
    later, pairs, following = confirming.piece(batch=earlier, of="sale", at=49_990, size=20)
    assert (later, pairs[0], len(pairs), following) == (batch.pk, (5_049_990, 49_992), 10, 50_000)
