"""Sales from files: new, known, changed, taken back; walk-ins and customers."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from goen.shop.customers.models import Customer
from goen.shop.intake import driving, store
from goen.shop.intake.kinds import kind_of
from goen.shop.intake.operations import NotNow, accept_alike, ask, choose, fix
from goen.shop.intake.tables import literal
from goen.shop.sales.models import HiddenBatch, Product, Sale
from goen.shop.sales.operations import edit_sale, record_sales
from goen.shop.staff.models import Trail
from goen.shop.ui.clock import now, today
from tests.shop.intake.helpers import checked, take_back, take_over, taken

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from django.test import Client

    from goen.shop.sales.operations import SaleValues
    from goen.shop.staff.models import Staff
    from tests.shop.conftest import People

pytestmark = pytest.mark.django_db

THREE = """顧客番号,日付,金額
A-1,2025/1/5,"1,200"
A-1,2025/1/5,"1,200"
A-2,令和7年2月1日,￥800
,2025-02-03,500
ゲスト,2025-02-03,500
"""


@pytest.fixture
def by(people: People) -> Staff:
    return people["PRESIDENT"]


def amounts() -> list[int]:
    return sorted(Sale.objects.live().values_list("amount", flat=True))


def test_three_columns_are_enough(by: Staff) -> None:
    batch = taken(by=by, kind="sales", text=THREE)
    assert batch.state == "APPLIED"
    assert amounts() == [500, 500, 800, 1200, 1200]
    assert sorted(Customer.objects.values_list("code", flat=True)) == ["A-1", "A-2"]
    assert Sale.objects.filter(customer=None).count() == 2  # walk-ins, no customer of their own
    assert not HiddenBatch.objects.exists()


def test_the_same_file_again_changes_nothing(by: Staff) -> None:
    taken(by=by, kind="sales", text=THREE)
    again = checked(by=by, kind="sales", text=THREE)
    assert again.counts["SAME"] == 5
    assert again.counts["NEW"] == 0
    take_over(again)
    assert len(amounts()) == 5


def test_a_later_file_adds_only_what_is_more(by: Staff) -> None:
    taken(by=by, kind="sales", text=THREE)
    later = taken(by=by, kind="sales", text=THREE + 'A-1,2025/1/5,"1,200"\nA-1,2025/3/1,900\n')
    assert later.counts["NEW"] == 2
    assert amounts() == [500, 500, 800, 900, 1200, 1200, 1200]


SLIPS = """伝票番号,日付,会員番号,商品名,数量,金額
1,2025-01-05,A-1,茶,2,1200
1,2025-01-05,A-1,菓子,1,300
2,2025-01-06,A-2,茶,1,600
"""


def test_a_slip_is_known_again_and_changed(by: Staff) -> None:
    taken(by=by, kind="sales", text=SLIPS)
    assert taken(by=by, kind="sales", text=SLIPS).counts["SAME"] == 3
    batch = taken(by=by, kind="sales", text=SLIPS.replace("600", "660"))
    assert (batch.counts["UPDATE"], batch.counts["SAME"]) == (1, 2)
    assert amounts() == [300, 660, 1200]
    take_back(batch, by=by)
    assert amounts() == [300, 600, 1200]
    assert taken(by=by, kind="sales", text=SLIPS).counts["SAME"] == 3


def test_what_a_person_changed_is_not_overwritten_unseen(by: Staff) -> None:
    taken(by=by, kind="sales", text=SLIPS)
    sale = Sale.objects.get(amount=600)
    edit_sale(by=by, sale_id=sale.pk, version=1, values={"amount": 650}, today=today())
    assert checked(by=by, kind="sales", text=SLIPS).counts["SAME"] == 3  # the file says no more
    other = checked(by=by, kind="sales", text=SLIPS.replace("600", "700"))
    assert other.counts["DOUBTFUL"] == 1
    take_over(other)
    assert amounts() == [300, 650, 1200]


def test_an_import_goes_back_whole(by: Staff) -> None:
    batch = taken(by=by, kind="sales", text=SLIPS)
    batch = take_back(batch, by=by)
    assert batch.state == "UNDONE"
    assert not Sale.objects.exists()
    assert not Customer.objects.exists()
    assert not Product.objects.exists()
    assert taken(by=by, kind="sales", text=SLIPS).counts["NEW"] == 3


def test_later_work_stays_when_an_import_goes_back(by: Staff) -> None:
    batch = taken(by=by, kind="sales", text=SLIPS)
    sale = Sale.objects.get(amount=600)
    edit_sale(by=by, sale_id=sale.pk, version=1, values={"amount": 650}, today=today())
    batch = take_back(batch, by=by)
    assert amounts() == [650]
    assert Customer.objects.get().code == "A-2"
    kept = batch.result["back"]["kept"]
    assert any("650" in label for label in kept)


def test_dates_can_be_replaced(by: Staff) -> None:
    taken(by=by, kind="sales", text=THREE)
    less = "顧客番号,日付,金額\nA-1,2025/1/5,1200\nA-2,2025/2/1,850\n,2025/2/3,500\n"
    batch = checked(by=by, kind="sales", text=less, dates="replace")
    assert batch.counts["GONE"] == 3
    batch = take_over(batch)
    assert amounts() == [500, 850, 1200]
    take_back(batch, by=by)
    assert amounts() == [500, 500, 800, 1200, 1200]


def test_lost_zeros_are_an_error_with_what_was_meant(by: Staff) -> None:
    taken(by=by, kind="sales", text="顧客番号,日付,金額\n0012,2025/1/5,100\n")
    batch = checked(by=by, kind="sales", text="顧客番号,日付,金額\n12,2025/1/6,200\n")
    assert batch.counts["ERROR"] == 1
    with store.workbench(batch) as work:
        path = literal(str(store.problems(batch)))
        found = work.execute(f"SELECT field, words, fix FROM read_parquet({path})")  # noqa: S608
        ((field, words, fix),) = found.fetchall()
    assert fix == "0012"
    batch, cells = accept_alike(batch_id=batch.pk, field=field, words=words)
    assert cells == 1
    assert batch.counts["NEW"] == 1


@pytest.mark.parametrize(
    ("written", "day"),
    [
        (["1/31/25", "9/7/11"], "2025-01-31"),
        (["31/1/2025", "7/9/2011"], "2025-01-31"),
        (["2025-01", "2024-12"], "2025-01-31"),
        (["45688", "45700"], "2025-01-31"),
        (["令和7年1月31日", "R7.2.3"], "2025-01-31"),
    ],
)
def test_dates_are_read_as_the_whole_column_is_written(
    by: Staff, written: list[str], day: str
) -> None:
    rows = "".join(f"A-{n},{text},{n + 1}00\n" for n, text in enumerate(written))
    batch = taken(by=by, kind="sales", text=f"顧客番号,日付,金額\n{rows}")
    assert batch.counts["ERROR"] == 0
    assert Sale.objects.get(amount=100).on.isoformat() == day


def test_thousands_and_prices_times_quantities_become_yen(by: Staff) -> None:
    taken(by=by, kind="sales", text="顧客番号,日付,金額（千円）\nA-1,2025-01-05,12\n")
    taken(by=by, kind="sales", text="顧客番号,日付,単価,数量\nA-1,2025-01-06,120,2.5\n")
    assert amounts() == [300, 12_000]


def test_returns_and_cancelled_lines(by: Staff) -> None:
    text = "日付,顧客番号,区分,金額\n" + "".join(
        f"2025-01-0{n},A-1,{kind},{amount}\n"
        for n, (kind, amount) in enumerate(
            [("売上", 100), ("返品", 30), ("返品", -20), ("取消", 500), ("", -7)], start=1
        )
    )
    taken(by=by, kind="sales", text=text)
    found = Sale.objects.order_by("on").values_list("kind", "amount")
    assert list(found) == [
        ("SALE", 100),
        ("RETURN", -30),
        ("RETURN", -20),
        ("CANCEL", 500),
        ("RETURN", -7),
    ]


def test_a_hundred_knocks_have_one_crowd_of_walk_ins_and_no_vip_of_them(
    by: Staff, shared_data: Path
) -> None:
    content = (shared_data / "jp_100knocks" / "receipt_2010sample.csv").read_bytes()
    batch = taken(by=by, kind="sales", text=content, name="receipt.csv")
    assert batch.counts["ERROR"] == 0
    rows = list(csv.DictReader(io.StringIO(content.decode())))
    members = {row["customer_id"] for row in rows if not row["customer_id"].startswith("ZZ")}
    assert set(Customer.objects.values_list("code", flat=True)) == members
    nobody = [row for row in rows if row["customer_id"].startswith("ZZ")]
    assert Sale.objects.filter(customer=None).count() == len(nobody)
    assert sum(amounts()) == sum(int(row["amount"]) for row in rows)
    assert checked(by=by, kind="sales", text=content).counts["SAME"] == len(rows)


def test_orders_with_american_dates_and_old_line_ends(by: Staff, shared_data: Path) -> None:
    content = (shared_data / "rfm_joaolcorreia" / "sample-orders.csv").read_bytes()
    batch = taken(by=by, kind="sales", text=content, encoding="mac_roman")
    assert batch.counts["NEW"] == 5_009
    assert Customer.objects.count() == 793
    first, last = Sale.objects.earliest("on").on, Sale.objects.latest("on").on
    assert (first.year, last.year) == (2011, 2014)


def test_what_goes_out_comes_back_as_the_same(by: Staff) -> None:
    taken(by=by, kind="sales", text=SLIPS)
    taken(by=by, kind="sales", text=THREE)
    line: SaleValues = {"on": date(2025, 3, 1), "amount": 70}
    record_sales(
        by=by,
        lines=[line, line],
        today=today(),
    )
    labels = {field.name: str(field.label) for field in kind_of("sales").fields()}
    out = io.StringIO()
    rows = list(kind_of("sales").export())
    writer = csv.writer(out)
    writer.writerow([labels[name] for name in rows[0]])
    writer.writerows([value or "" for value in row.values()] for row in rows)
    batch = checked(by=by, kind="sales", text=out.getvalue())
    assert (batch.counts["SAME"], batch.counts["ERROR"]) == (10, 0)


REUSED = """レシート番号,日付,店舗,会員番号,金額
1,2025-01-05,駅前,A-1,100
1,2025-01-05,駅前,A-1,200
1,2025-01-05,本店,A-2,300
1,2025-01-06,駅前,A-3,400
"""


def test_registers_that_begin_anew_each_day_and_in_each_shop(by: Staff) -> None:
    first = "\n".join(REUSED.splitlines()[:3])
    taken(by=by, kind="sales", text=first)  # nothing tells yet that numbers are used again
    batch = taken(by=by, kind="sales", text=REUSED)
    assert (batch.counts["SAME"], batch.counts["NEW"]) == (2, 2)
    assert amounts() == [100, 200, 300, 400]
    other = "レシート番号,日付,店舗,会員番号,金額\n1,2025-01-06,駅前,A-3,450\n"
    assert taken(by=by, kind="sales", text=other).counts["UPDATE"] == 1
    assert amounts() == [100, 200, 300, 450]
    assert checked(by=by, kind="sales", text=other).counts["SAME"] == 1


def test_a_register_whose_file_of_each_day_begins_with_one(by: Staff) -> None:
    days = [f"レシート番号,日付,会員番号,金額\n1,2025-01-0{n},A-1,100\n" for n in range(1, 4)]
    for n, text in enumerate(days, start=1):
        batch = checked(by=by, kind="sales", text=text.replace("100", f"{n}00"))
        assert (batch.counts["NEW"], batch.counts["UPDATE"]) == (1, 0)
        take_over(batch)
    assert amounts() == [100, 200, 300]


def test_whether_a_slip_was_moved_to_another_day_is_for_a_person_to_say(by: Staff) -> None:
    taken(by=by, kind="sales", text=SLIPS)
    batch = checked(by=by, kind="sales", text=SLIPS.replace("2025-01-06", "2025-01-07"))
    assert (batch.counts["DOUBTFUL"], batch.counts["SAME"]) == (1, 2)
    batch = choose(batch_id=batch.pk, row=4, what="TARGET", target=Sale.objects.get(amount=600).pk)
    assert batch.counts["UPDATE"] == 1
    take_over(batch)
    assert Sale.objects.get(amount=600).on == date(2025, 1, 7)


BROKEN = """伝票番号,日付,商品名,金額
7,2025-01-05,茶,100
7,2025-01-05,菓子,二百だよ
7,2025-01-05,器,300
"""


@pytest.mark.parametrize("alone", [True, False])
def test_a_line_that_is_mended_later_overwrites_no_other(by: Staff, *, alone: bool) -> None:
    batch = taken(by=by, kind="sales", text=BROKEN)
    assert (batch.counts["NEW"], batch.counts["ERROR"]) == (2, 1)
    mended = BROKEN.replace("二百だよ", "200")
    if alone:
        mended = "\n".join(line for n, line in enumerate(mended.splitlines()) if n in (0, 2))
    assert taken(by=by, kind="sales", text=mended).counts["NEW"] == 1
    assert amounts() == [100, 200, 300]
    assert checked(by=by, kind="sales", text=BROKEN.replace("二百だよ", "200")).counts["SAME"] == 3


def test_which_of_several_lines_alike_is_meant_is_for_a_person_to_say(by: Staff) -> None:
    text = "伝票番号,日付,金額\n8,2025-01-05,100\n8,2025-01-05,300\n"
    taken(by=by, kind="sales", text=text)
    part = checked(by=by, kind="sales", text="伝票番号,日付,金額\n8,2025-01-05,200\n")
    assert part.counts["DOUBTFUL"] == 1
    whole = taken(by=by, kind="sales", text=text.replace("300", "350"))
    assert (whole.counts["SAME"], whole.counts["UPDATE"]) == (1, 1)
    assert amounts() == [100, 350]


def test_a_sale_stands_once_in_a_file_that_came_from_here(by: Staff) -> None:
    taken(by=by, kind="sales", text=SLIPS)
    pk = Sale.objects.get(amount=600).pk
    text = f"Goen番号,日付,金額\n{pk},2025-01-06,600\n{pk},2025-01-06,7777\n"
    batch = checked(by=by, kind="sales", text=text)
    assert (batch.counts["SAME"], batch.counts["ERROR"]) == (1, 1)


def test_one_name_written_in_two_ways_is_one_new_customer(by: Staff) -> None:
    names = ("試験 花子", "試験花子", "株式会社みどり", "（株）みどり")
    rows = "".join(f"{name},2025-01-05,{n}00\n" for n, name in enumerate(names, start=1))
    taken(by=by, kind="sales", text=f"お客様名,日付,金額\n{rows}")
    assert sorted(Customer.objects.values_list("kind", flat=True)) == ["COMPANY", "PERSON"]
    later = checked(by=by, kind="sales", text="お客様名,日付,金額\n試験花子,2025-02-05,100\n")
    assert later.counts["NEW"] == 1


def test_sales_are_not_replaced_while_rows_stay_behind(
    by: Staff, client_of: Callable[[str], Client]
) -> None:
    text = "顧客番号,日付,数量,金額\nA-1,2025/1/5,1,1200\nA-2,2025/1/5,1,800\n"
    taken(by=by, kind="sales", text=text)
    other = text.replace("800", "900").replace("5,1,1200", "5,１個くらい,1200")
    batch = checked(by=by, kind="sales", text=other, dates="replace")
    assert (batch.counts["ERROR"], batch.counts["NEW"]) == (1, 1)
    assert "GONE" not in batch.counts
    page = client_of("CLERK").get(reverse("batch_summary", args=[batch.pk])).content.decode()
    assert "まだ置き換えられません" in page
    assert reverse("batch_apply", args=[batch.pk]) not in page
    with pytest.raises(NotNow):
        ask(batch_id=batch.pk, by=by, now=now())
    take_over(batch)  # asked for before the ledger was another one
    assert amounts() == [800, 900, 1200]
    batch = checked(by=by, kind="sales", text=other, dates="replace")
    batch = fix(batch_id=batch.pk, texts={(2, "quantity"): "1"})
    assert batch.counts["GONE"] == 1
    ask(batch_id=batch.pk, by=by, now=now())
    batch = take_over(batch)
    assert amounts() == [900, 1200]
    assert batch.result["taken"]["counts"]["replaced"] == 1
    page = client_of("CLERK").get(reverse("batch", args=[batch.pk])).content.decode()
    assert "置き換え（ごみ箱へ）" in page
    told = Trail.objects.get(action="intake.batch.applied", object_id=batch.pk)
    assert {"field": "replaced", "from": None, "to": 1} in told.changes


def test_what_somebody_wrote_meanwhile_is_not_said_to_be_gone(
    by: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driving, "_changed_since_check", lambda _batch: False)
    taken(by=by, kind="sales", text=SLIPS)
    batch = checked(by=by, kind="sales", text=SLIPS.replace("600", "660"))
    Sale.objects.filter(amount=600).update(amount=660)
    counts = take_over(batch).result["taken"]["counts"]
    assert (counts["update"], counts["gone"]) == (0, 0)
