from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from goen.shop.customers.models import Customer
from goen.shop.sales.models import Document, Product, Sale
from goen.shop.sales.operations import screen
from goen.shop.ui.models import SavedFilter

DAY = date(2026, 11, 10)


def slip(customer=None, lines=(), **values):
    form = {
        "who": customer.name if customer else "",
        "customer": customer.pk if customer else "",
        "on": DAY.isoformat(),
        "shop": "",
        "slip": "",
        "form-TOTAL_FORMS": str(max(len(lines), 1)),
        "form-INITIAL_FORMS": "0",
        **values,
    }
    for place, line in enumerate(lines):
        form |= {f"form-{place}-{name}": value for name, value in line.items()}
    return form


def test_a_slip_is_entered_as_people_write_it(client_of, tea):
    lines = [
        {"product": "深むし煎茶", "quantity": "２", "amount": "￥２，１６０", "kind": "SALE"},
        {"product": "", "amount": "1.5万", "kind": "SALE"},
        {"product": "", "amount": "", "kind": "SALE"},
    ]
    answer = client_of("STAFF").post("/sales/new/", slip(tea, lines))
    assert answer.status_code == 302
    assert sorted(Sale.objects.values_list("amount", "on")) == [(2160, DAY), (15000, DAY)]
    assert Product.objects.get().name == "深むし煎茶"


def test_a_return_is_written_without_its_minus(client_of, tea):
    client_of("STAFF").post("/sales/new/", slip(tea, [{"amount": "500", "kind": "RETURN"}]))
    assert Sale.objects.get().amount == -500


@pytest.mark.parametrize(
    "given",
    [
        {"lines": []},
        {"lines": [{"amount": "たくさん"}]},
        {"lines": [{"product": "煎茶"}]},
        {"lines": [{"amount": "100"}], "on": "2099-01-01"},
        {"lines": [{"amount": "100"}], "who": "いない人"},
    ],
)
def test_what_cannot_be_entered_is_told_and_kept_in_the_form(client_of, given):
    answer = client_of("STAFF").post("/sales/new/", slip(**given))
    assert answer.status_code == 422
    assert not Sale.objects.exists()
    for line in given["lines"]:
        for typed in line.values():
            assert typed in answer.content.decode()


def test_more_lines_keep_what_was_typed(client_of, tea):
    form = slip(tea, [{"product": "煎茶", "amount": "1,000", "kind": "SALE"}]) | {"more": "1"}
    page = client_of("STAFF").post("/sales/new/", form).content.decode()
    assert 'value="1,000"' in page
    assert tea.name in page
    assert page.count('-amount"') > 3
    assert not Sale.objects.exists()


def test_what_was_entered_can_be_taken_back_whole(client_of, tea):
    client = client_of("STAFF")
    client.post("/sales/new/", slip(tea, [{"amount": "100"}, {"amount": "200"}]))
    client.post(f"/sales/{Sale.objects.first().pk}/take-back/")
    assert not Sale.objects.live().exists()


def test_a_line_is_edited_and_a_second_saver_sees_the_difference(client_of, tea):
    client = client_of("STAFF")
    client.post("/sales/new/", slip(tea, [{"amount": "100"}]))
    sale = Sale.objects.get()
    form = {"who": tea.name, "customer": tea.pk, "on": DAY.isoformat(), "kind": "SALE"}
    first = client.post(f"/sales/{sale.pk}/edit/", form | {"amount": "200", "version": "1"})
    second = client.post(f"/sales/{sale.pk}/edit/", form | {"amount": "300", "version": "1"})
    assert (first.status_code, second.status_code) == (302, 422)
    assert "200" in second.content.decode()
    assert Sale.objects.get().amount == 200


def paper(customer, lines, **values):
    form = {
        "kind": "QUOTE",
        "who": customer.name,
        "customer": customer.pk,
        "number": "",
        "issued_on": DAY.isoformat(),
        "due_on": "",
        "status": "SENT",
        "subject": "記念品",
        "rounding": "FLOOR",
        "note": "",
        "form-TOTAL_FORMS": str(max(len(lines), 1)),
        "form-INITIAL_FORMS": "0",
        **values,
    }
    for place, line in enumerate(lines):
        form |= {f"form-{place}-{name}": value for name, value in line.items()}
    return form


LINE = {"text": "茶筒", "quantity": "2", "unit_price": "1,500.5", "tax_rate": "10"}


def test_a_quote_is_entered_edited_and_moved_on(client_of, inn):
    client = client_of("STAFF")
    assert client.post("/documents/new/", paper(inn, [LINE])).status_code == 302
    document = Document.objects.get()
    assert (document.net, document.tax) == (3001, 300)
    page = client.get(f"/documents/{document.pk}/").content.decode()
    assert "茶筒" in page and "3,301" in page
    edited = paper(inn, [{**LINE, "quantity": "4"}], version="1")
    assert client.post(f"/documents/{document.pk}/edit/", edited).status_code == 302
    client.post(f"/documents/{document.pk}/move/", {"status": "ORDERED"})
    document.refresh_from_db()
    assert (document.net, document.status) == (6002, "ORDERED")


@pytest.mark.parametrize(("rate", "tax"), [("8", 240), ("5", 150), ("3", 90)])
def test_old_papers_keep_the_rate_of_their_time(client_of, inn, rate, tax):
    client = client_of("STAFF")
    old = {"text": "茶筒", "quantity": "2", "unit_price": "1500", "tax_rate": rate}
    client.post("/documents/new/", paper(inn, [old], issued_on="2013-05-10"))
    document = Document.objects.get()
    assert (document.net, document.tax) == (3000, tax)
    page = client.get(f"/documents/{document.pk}/edit/").content.decode()
    assert f'<option value="{rate}" selected>{rate} %</option>' in page


def test_a_rate_that_never_was_is_refused(client_of, inn):
    line = {**LINE, "tax_rate": "7"}
    assert client_of("STAFF").post("/documents/new/", paper(inn, [line])).status_code == 422


def test_a_line_without_a_price_is_told(client_of, inn):
    line = {"text": "茶筒", "quantity": "1", "unit_price": "", "tax_rate": "10"}
    assert client_of("STAFF").post("/documents/new/", paper(inn, [line])).status_code == 422
    assert not Document.objects.exists()


def test_markup_in_names_is_shown_and_not_run(client_of, tea):
    client = client_of("STAFF")
    evil = "<script>alert(1)</script>"
    client.post("/sales/new/", slip(tea, [{"product": evil, "amount": "100"}], slip=evil))
    sale = Sale.objects.get()
    for address in ("/sales/", f"/sales/{sale.pk}/", f"/customers/{tea.pk}/", "/products/"):
        assert evil not in client.get(address).content.decode()


@pytest.mark.parametrize("address", ["/sales/new/", "/documents/new/", "/products/new/"])
def test_a_viewer_enters_nothing(client_of, address):
    assert client_of("VIEWER").get(address).status_code == 403


def test_the_lists_open_and_filter(client_of, tea):
    client = client_of("PRESIDENT")
    client.post("/sales/new/", slip(tea, [{"amount": "100"}]))
    client.post("/sales/new/", slip(None, [{"amount": "7,777"}]))
    assert "7,777" in client.get("/sales/?tab=walk_ins").content.decode()
    assert tea.name not in client.get("/sales/?tab=walk_ins").content.decode()
    for address in ("/sales/?sort=on", "/products/?sort=-name", "/documents/?tab=quotes"):
        assert client.get(address).status_code == 200


def test_the_list_of_customers_shows_what_they_bought(client_of, tea):
    client = client_of("PRESIDENT")
    client.post("/sales/new/", slip(tea, [{"amount": "12,345"}]))
    assert "12,345" in client.get("/customers/").content.decode()


def test_an_erased_customer_keeps_sums_without_words(client_of, inn):
    from django.utils import timezone

    from goen.shop.sales.privacy import erase
    from goen.shop.staff.trail import new_group

    client_of("STAFF").post("/documents/new/", paper(inn, [LINE], note="ご希望の色は赤"))
    erase(None, Customer.objects.get(pk=inn.pk), timezone.now(), new_group())
    document = Document.objects.get()
    assert (document.net, document.subject, document.note) == (3001, "", "")
    assert not document.lines.exclude(text="").exists()


def test_the_trash_shows_what_can_come_back(client_of, tea):
    client = client_of("STAFF")
    client.post(reverse("sale_new"), slip(tea, [{"amount": "540"}]))
    sale = Sale.objects.get()
    client.post(reverse("sale_trash", args=[sale.pk]))
    page = client.get(reverse("sales_trash")).content.decode()
    assert f"{sale}" in page
    assert tea.name in page
    here = reverse("sales_trash")
    answer = client.post(reverse("sale_restore", args=[sale.pk]), {"next": here})
    assert answer.headers["Location"] == here
    assert "ごみ箱は空です" in client.get(here).content.decode()


@pytest.mark.parametrize(
    ("op", "typed", "found"),
    [
        ("is", "a-1", ["A-1"]),
        ("starts", "A-", ["A-1", "A-12"]),
        ("filled", "", ["A-1", "A-12", "B-1"]),
    ],
)
def test_slips_are_found_by_their_number(client_of, people, op, typed, found):
    source = screen()
    for slip in ("A-1", "A-12", "B-1", ""):
        Sale.objects.create(on=DAY, amount=1, slip=slip, source=source)
    item = {"fact": "slip", "op": op, "values": [typed] if typed else []}
    tree = {"join": "and", "items": [item]}
    kept = SavedFilter.objects.create(list_name="sales", owner=people["STAFF"], tree=tree)
    page = client_of("STAFF").get(f"/sales/?filter={kept.pk}").content.decode()
    shown = [slip for slip in ("A-1", "A-12", "B-1") if f">{slip}<" in page]
    assert shown == found
