"""Quotes and invoices from files: one row for each, one row for each line; sums, customers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from goen.shop.customers.models import Customer
from goen.shop.customers.operations import create_customer
from goen.shop.intake import driving, operations
from goen.shop.intake.kinds import kind_of
from goen.shop.sales.models import Document, DocumentLine
from goen.shop.sales.operations import move_document
from goen.shop.staff.models import Trail
from goen.shop.ui import search
from goen.shop.ui.clock import now
from tests.shop.intake.found import csv, outcomes, plan, problems
from tests.shop.intake.helpers import checked, take_back, take_over, taken

if TYPE_CHECKING:
    from goen.shop.staff.models import Staff

pytestmark = pytest.mark.django_db

HEAD = [
    "請求書番号",
    "請求日",
    "取引先名",
    "件名",
    "小計",
    "消費税",
    "合計金額",
    "入金期日",
    "ステータス",
]
LIST = csv(
    HEAD,
    ["B-1", "2026/09/30", "株式会社高山 御中", "9月分", "100,000", "10,000", "110,000",
     "2026/10/31", "入金済み"],
    ["B-2", "2026/10/31", "株式会社高山", "10月分", "200000", "20000", "220000", "2026/11/30",
     "下書き"],
)  # fmt: skip
LINES = csv(
    ["見積番号", "見積日", "顧客番号", "件名", "品目", "数量", "単価", "税率", "合計金額"],
    ["Q-7", "2026-10-01", "C-1", "茶会", "煎茶", "3個", "105", "8%（軽減）", "1440"],
    ["Q-7", "", "", "", "席料", "1", "1,000.50", "10%", ""],
    ["", "", "", "", "値引き", "1", "-0.5", "10%", ""],
    ["Q-8", "2026-10-02", "C-1", "", "茶筒", "2", "500", "10%", "1100"],
)


@pytest.fixture
def by(people: dict[str, Staff]) -> Staff:
    """Who brings the files."""
    return people["PRESIDENT"]


@pytest.fixture
def inn(by: Staff) -> Customer:
    """A company with a number."""
    values = {"code": "C-1", "name": "株式会社かめや旅館", "kind": "COMPANY"}
    return create_customer(by=by, values=values, now=now())


def company(by: Staff, name: str, **values: Any) -> Customer:
    return create_customer(by=by, values={"name": name, "kind": "COMPANY", **values}, now=now())


def sums() -> list[tuple[str, int, int, int, str]]:
    rows = Document.objects.live().order_by("number", "pk")
    return [(one.number, one.net, one.tax, one.total, one.status) for one in rows]


def test_a_list_with_one_row_for_each_invoice(by: Staff) -> None:
    batch = taken(by=by, kind="invoices", text=LIST)
    assert sums() == [
        ("B-1", 100_000, 10_000, 110_000, "PAID"),
        ("B-2", 200_000, 20_000, 220_000, "DRAFT"),
    ]
    customer = Customer.objects.get()  # one company, with and without 御中
    assert (customer.name, customer.kind) == ("株式会社高山", "COMPANY")
    assert customer.last_touch_at is not None  # a sent invoice is a contact
    paid = Document.objects.get(number="B-1")
    assert (paid.due_on, paid.subject, paid.row) == (date(2026, 10, 31), "9月分", 2)
    row = Trail.objects.get(action="sales.document.recorded", object_id=paid.pk)
    assert (row.group, row.row) == (batch.group, 2)
    assert [found.kind for found in search.find(query="B-1")] == ["document"]


def test_the_same_list_again_changes_nothing(by: Staff) -> None:
    taken(by=by, kind="invoices", text=LIST)
    batch = checked(by=by, kind="invoices", text=LIST)
    assert outcomes(batch) == ["SAME", "SAME"]
    taken(by=by, kind="invoices", text=LIST)
    assert Document.objects.count() == 2


def test_rows_of_one_number_are_the_lines_of_one_quote(by: Staff, inn: Customer) -> None:
    batch = checked(by=by, kind="quotes", text=LINES)
    assert outcomes(batch) == ["NEW", "PART", "PART", "NEW"]
    assert (batch.counts["NEW"], batch.counts["PART"]) == (2, 2)
    take_over(batch)
    quote = Document.objects.get(number="Q-7")
    # 315 yen at 8 %, 1,000 yen at 10 %: the tax is rounded once for each rate.
    assert (quote.net, quote.tax, quote.total) == (1315, 125, 1440)
    lines = quote.lines.values_list("text", "quantity", "unit_price", "tax_rate", "amount")
    assert [(text, *map(float, numbers)) for text, *numbers in lines] == [
        ("煎茶", 3, 105, 8, 315),
        ("席料", 1, 1000.5, 10, 1001),
        ("値引き", 1, -0.5, 10, -1),
    ]
    assert quote.customer == inn
    assert outcomes(checked(by=by, kind="quotes", text=LINES)) == ["SAME", "PART", "PART", "SAME"]


def one_line(*, net: str = "", tax: str = "", total: str = "", **more: str) -> str:
    """An invoice of three lines of 105 yen, with what the file says of its sums."""
    row = {"請求番号": "B-9", "請求日": "2026-10-01", "取引先名": "青葉工業", "小計": net,
           "消費税": tax, "合計金額": total, "品目": "茶", "数量": "1", "単価": "105",
           "税率": "10", **more}  # fmt: skip
    return csv(list(row), *[list(row.values())] * 3)


@pytest.mark.parametrize(
    ("text", "kept", "outcome"),
    [
        (one_line(), (315, 31, 346, "FLOOR", False), "NEW"),
        (one_line(net="315", tax="32", total="347"), (315, 32, 347, "CEILING", False), "NEW"),
        (one_line(total="315"), (287, 28, 315, "FLOOR", True), "NEW"),  # with the tax in it
        (one_line(tax="30", total="345"), (315, 30, 345, "FLOOR", False), "NEW"),  # line by line
        (one_line(total="340", 税率="8"), (315, 25, 340, "FLOOR", False), "NEW"),
        (one_line(total="340", 税率=""), (315, 25, 340, "FLOOR", False), "NEW"),  # 8 % fits
        (one_line(total="500"), None, "SKIP"),
    ],
)
def test_sums_are_compared_with_the_lines(
    by: Staff, text: str, kept: tuple[Any, ...] | None, outcome: str
) -> None:
    batch = checked(by=by, kind="invoices", text=text)
    told = {level for _row, field, level, _words in problems(batch) if field in ("tax", "total")}
    if kept is None:
        assert told == {"ERROR"}
        assert outcomes(batch) == ["ERROR", "PART", "PART"]
        assert "346" in problems(batch)[-1][3] or "500" in problems(batch)[-1][3]
        return
    assert outcomes(batch) == [outcome, "PART", "PART"]
    take_over(batch)
    one = Document.objects.get()
    assert (one.net, one.tax, one.total, one.rounding, one.tax_included) == kept
    assert told == ({"WARNING"} if one.tax == 30 else set())


def test_an_error_in_one_line_keeps_the_whole_document_back(by: Staff, inn: Customer) -> None:
    text = LINES.replace('"1,000.50"', '"せんえん"')
    batch = checked(by=by, kind="quotes", text=text)
    assert outcomes(batch) == ["SKIP", "ERROR", "PART", "NEW"]
    assert plan(batch)[2]["why"]
    batch = operations.fix(batch_id=batch.pk, texts={(3, "unit_price"): "1000.5"})
    assert outcomes(batch) == ["NEW", "PART", "PART", "NEW"]


def test_rows_of_one_document_that_differ_are_an_error(by: Staff, inn: Customer) -> None:
    text = LINES.replace('"Q-7","",""', '"Q-7","2026-10-09",""')
    assert outcomes(checked(by=by, kind="quotes", text=text)) == ["SKIP", "ERROR", "PART", "NEW"]


@pytest.mark.parametrize(
    ("known", "written", "outcome"),
    [
        (["株式会社青葉"], "㈱青葉 御中", "SAME"),
        (["株式会社青葉"], "青葉株式会社", "DOUBTFUL"),
        (["株式会社青葉"], "青葉", "DOUBTFUL"),
        (["山田,商店"], "山田商店", "DOUBTFUL"),
        (['山田"商店"'], '山田"商店"', "SAME"),
        (["山田\n商店"], "山田 商店", "SAME"),
        (["青葉工業", "青葉工業"], "青葉工業", "DOUBTFUL"),
        (["青葉工業"], "若葉工業", "NEW"),
        (["Aoba Co., Ltd."], "AOBA CO.,LTD", "SAME"),
    ],
)
def test_a_company_is_found_by_exactly_its_name(
    by: Staff, known: list[str], written: str, outcome: str
) -> None:
    companies = [company(by, name) for name in known]
    text = csv(["請求日", "取引先名", "合計金額", "消費税"], ["2026-10-01", written, "110", "10"])
    batch = checked(by=by, kind="invoices", text=text)
    if outcome == "DOUBTFUL":
        assert outcomes(batch) == ["DOUBTFUL"]
        found = kind_of("invoices").candidates(texts={"customer_name": written})
        assert {one.id for one in found} == {one.pk for one in companies}
        return
    assert outcomes(batch) == ["NEW"]
    take_over(batch)
    document = Document.objects.get()
    assert document.customer is not None
    assert (document.customer in companies) == (outcome == "SAME")


def test_a_person_decides_whose_it_is(by: Staff) -> None:
    first, _second = company(by, "青葉工業"), company(by, "青葉工業")
    row = ["2026-10-01", "青葉工業", "110", "10"]
    text = csv(["請求日", "取引先名", "合計金額", "消費税"], row, row, row)
    batch = checked(by=by, kind="invoices", text=text)
    operations.choose(batch_id=batch.pk, row=2, what="TARGET", target=first.pk)
    operations.choose(batch_id=batch.pk, row=3, what="NEW")
    batch = operations.choose(batch_id=batch.pk, row=4, what="SKIP")
    assert outcomes(batch) == ["NEW", "NEW", "SKIP"]
    take_over(batch)
    assert Customer.objects.count() == 3
    assert Document.objects.order_by("row")[0].customer == first


def test_a_customer_who_was_renamed_keeps_the_document(by: Staff) -> None:
    taken(by=by, kind="invoices", text=LIST)
    Customer.objects.update(name="高山ホールディングス", name_key="高山ホールディングス")
    batch = checked(by=by, kind="invoices", text=LIST)
    assert outcomes(batch) == ["SAME", "SAME"]
    assert {level for _row, _field, level, _words in problems(batch)} == {"WARNING"}


def test_what_a_person_decided_is_not_asked_again(by: Staff) -> None:
    first = company(by, "青葉株式会社")
    text = csv(["請求番号", "請求日", "取引先名", "合計", "消費税"],
               ["B-1", "2026-10-01", "株式会社青葉", "110", "10"])  # fmt: skip
    batch = checked(by=by, kind="invoices", text=text)
    assert outcomes(batch) == ["DOUBTFUL"]
    take_over(operations.choose(batch_id=batch.pk, row=2, what="TARGET", target=first.pk))
    assert outcomes(checked(by=by, kind="invoices", text=text)) == ["SAME"]


def test_unknown_customers_can_be_errors(by: Staff) -> None:
    batch = checked(by=by, kind="invoices", text=LIST, unknown="refuse")
    assert outcomes(batch) == ["ERROR", "ERROR"]


def test_documents_without_a_number_are_known_by_what_they_say(by: Staff, inn: Customer) -> None:
    row = ["2026-10-01", "C-1", "茶会", "110", "10"]
    head = ["請求日", "顧客番号", "件名", "合計金額", "消費税"]
    taken(by=by, kind="invoices", text=csv(head, row, row))  # two equal ones are two
    assert Document.objects.count() == 2
    batch = checked(by=by, kind="invoices", text=csv(head, row, row, row))
    assert outcomes(batch) == ["SAME", "SAME", "NEW"]


def test_what_differs_is_updated_lines_and_sums_together(by: Staff, inn: Customer) -> None:
    taken(by=by, kind="quotes", text=LINES)
    text = LINES.replace('"茶筒","2","500","10%","1100"', '"茶筒","3","500","10%","1650"')
    batch = checked(by=by, kind="quotes", text=text)
    assert outcomes(batch) == ["SAME", "PART", "PART", "UPDATE"]
    changes = plan(batch)[5]["changes"]
    assert changes["total"] == ["1100", "1650"]
    assert changes["text"] == ["茶筒 2 × 500 (10 %)", "茶筒 3 × 500 (10 %)"]
    take_over(batch)
    assert DocumentLine.objects.get(text="茶筒").amount == 1500
    batch = take_back(batch, by=by)
    assert DocumentLine.objects.get(text="茶筒").amount == 1000
    assert Document.objects.get(number="Q-8").total == 1100
    assert outcomes(checked(by=by, kind="quotes", text=LINES))[-1] == "SAME"


def test_a_refused_line_keeps_the_sums(by: Staff, inn: Customer) -> None:
    taken(by=by, kind="quotes", text=LINES)
    text = LINES.replace('"茶筒","2","500","10%","1100"', '"茶筒","3","500","10%","1650"')
    batch = checked(by=by, kind="quotes", text=text)
    batch = operations.choose(batch_id=batch.pk, row=5, field="text", what="REFUSE")
    assert outcomes(batch)[-1] == "SAME"


def test_taking_back_removes_documents_and_the_customers_they_brought(by: Staff) -> None:
    batch = taken(by=by, kind="invoices", text=LIST)
    batch = take_back(batch, by=by)
    assert batch.state == "UNDONE"
    assert not Document.objects.exists()
    assert not Customer.objects.exists()
    assert not search.find(query="B-1")
    assert outcomes(checked(by=by, kind="invoices", text=LIST)) == ["NEW", "NEW"]


def test_what_was_changed_by_hand_is_kept_and_told(by: Staff) -> None:
    batch = taken(by=by, kind="invoices", text=LIST)
    move_document(by=by, document_id=Document.objects.get(number="B-2").pk, status="SENT")
    batch = take_back(batch, by=by)
    assert [one.number for one in Document.objects.all()] == ["B-2"]
    assert batch.result["back"]["counts"]["kept"] == 1
    assert batch.result["back"]["kept"][0].endswith("B-2")
    customer = Customer.objects.get()  # used by what was kept
    assert customer.last_touch_at is not None


def test_the_last_contact_goes_back_too(by: Staff, inn: Customer) -> None:
    row = ["B-5", "2026-10-01", "C-1", "110", "10"]
    head = ["請求番号", "請求日", "顧客番号", "合計金額", "消費税"]
    batch = taken(by=by, kind="invoices", text=csv(head, row))
    inn.refresh_from_db()
    assert inn.last_touch_at is not None
    take_back(batch, by=by)
    inn.refresh_from_db()
    assert inn.last_touch_at is None


def test_a_kill_between_steps_loses_and_doubles_nothing(by: Staff) -> None:
    rows = [[f"B-{n}", "2026-10-01", f"会社{n % 7}商店", "110", "10"] for n in range(60)]
    text = csv(["請求番号", "請求日", "取引先名", "合計金額", "消費税"], *rows)
    batch = checked(by=by, kind="invoices", text=text)

    def killed(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        driving.take_over(batch_id=batch.pk, clock=now, progress=killed)
    assert 0 < Document.objects.count() < 60
    take_over(batch)
    assert (Document.objects.count(), Customer.objects.count()) == (60, 7)
    with pytest.raises(KeyboardInterrupt):
        driving.take_back(batch_id=batch.pk, by=by, clock=now, progress=killed)
    take_back(batch, by=by)
    assert (Document.objects.count(), Customer.objects.count()) == (0, 0)


@pytest.mark.parametrize(("kind", "text"), [("invoices", LIST), ("quotes", LINES)])
def test_what_goes_out_comes_back_unchanged(by: Staff, inn: Customer, kind: str, text: str) -> None:
    taken(by=by, kind=kind, text=text)
    Document.objects.filter(number="Q-7").update(number="")  # its rows still belong together
    known = kind_of(kind)
    names = [field.name for field in known.fields()]
    heads = [str(field.label) for field in known.fields()]
    rows = [[str(row.get(name) or "") for name in names] for row in known.export()]
    batch = checked(by=by, kind=kind, text=csv(heads, *rows))
    assert set(batch.columns) == set(names)
    assert set(outcomes(batch)) <= {"SAME", "PART"}, problems(batch)
    assert not problems(batch)


@pytest.mark.parametrize(
    ("status", "kept"),
    [
        ("下書き", "DRAFT"),
        ("送付済み", "SENT"),
        ("失注", "LOST"),
        ("受注済", "ORDERED"),
        ("", "SENT"),
    ],
)
def test_status_words_of_other_programs(by: Staff, inn: Customer, status: str, kept: str) -> None:
    text = csv(
        ["見積番号", "見積日", "顧客番号", "合計", "消費税", "ステータス"],
        ["Q-1", "2026-10-01", "C-1", "110", "10", status],
    )
    taken(by=by, kind="quotes", text=text)
    assert Document.objects.get().status == kept


def test_a_quote_cannot_be_paid(by: Staff, inn: Customer) -> None:
    text = csv(
        ["見積番号", "見積日", "顧客番号", "合計", "消費税", "ステータス"],
        ["Q-1", "2026-10-01", "C-1", "110", "10", "入金済み"],
    )
    assert outcomes(checked(by=by, kind="quotes", text=text)) == ["ERROR"]
