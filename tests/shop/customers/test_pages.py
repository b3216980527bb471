from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goen.shop.customers import desk, operations, queries
from goen.shop.customers.models import Attachment, Customer
from goen.shop.staff.models import Trail
from goen.shop.staff.trail import new_group
from goen.shop.staff.undo import undo
from tests.shop.customers.conftest import COMPANY, NOW, PERSON

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from django.test import Client

    from goen.shop.staff.models import Staff

    Enter = Callable[..., Customer]
    ClientOf = Callable[[str], Client]

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"


def _form(client: Client, address: str) -> dict[str, str]:
    """What a browser would send from the form at `address` without changing anything."""
    page = client.get(address).content.decode()
    form = page[page.index('id="customer-form"') : page.index('class="dock"')]
    found: dict[str, str] = {}
    for tag in re.findall(r"<input [^>]*>", form):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        kind = attributes.get("type", "text")
        if "name" in attributes and (kind != "radio" or " checked" in tag):
            found[attributes["name"]] = attributes.get("value", "")
    for name, inside in re.findall(r'<select name="([^"]*)".*?>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', inside)
        found[name] = chosen[1] if chosen else ""
    for name, inside in re.findall(r'<textarea name="([^"]*)".*?>\n?(.*?)</textarea>', form, re.S):
        found[name] = inside
    return found


def test_a_customer_is_entered_with_its_name_alone(client_of: ClientOf) -> None:
    client = client_of("STAFF")
    data = {**_form(client, reverse("customer_new")), "name": "四月一日 環"}
    answer = client.post(reverse("customer_new"), data)
    customer = Customer.objects.get()
    assert answer.headers["Location"] == reverse("customer", args=[customer.pk])
    assert (customer.name, customer.owner and customer.owner.name) == ("四月一日 環", "STAFF")


def test_saving_an_unchanged_form_changes_nothing(client_of: ClientOf, enter: Enter) -> None:
    client = client_of("STAFF")
    for customer in (enter(), enter(**COMPANY, code="C")):
        address = reverse("customer_edit", args=[customer.pk])
        client.post(address, _form(client, address))
    assert not Trail.objects.filter(action="customers.customer.updated").exists()


def test_a_row_is_added_and_dropped_without_javascript(client_of: ClientOf) -> None:
    client = client_of("STAFF")
    address = reverse("customer_new")
    data = {**_form(client, address), "name": "a", "phones-0-number": "03-1111-2222"}
    page = client.post(address, {**data, "do": "add:phones"}).content.decode()
    assert 'name="phones-1-number"' in page
    data |= {"phones-count": "2", "phones-1-number": "090-3333-4444", "phones-primary": "1"}
    page = client.post(address, {**data, "do": "drop:phones:0"}).content.decode()
    assert 'name="phones-1-number"' not in page
    assert 'value="090-3333-4444"' in page
    assert "03-1111-2222" not in page
    assert not Customer.objects.exists()


def test_the_postal_code_fills_the_address(client_of: ClientOf) -> None:
    client = client_of("STAFF")
    address = reverse("customer_new")
    data = {**_form(client, address), "addresses-0-postal_code": "９４０００６２"}
    page = client.post(address, {**data, "do": "postal:0"}).content.decode()
    for value in ("940-0062", "新潟県", "長岡市"):
        assert f'value="{value}' in page


def test_an_impossible_birthday_comes_with_the_likely_fix(client_of: ClientOf) -> None:
    client = client_of("STAFF")
    address = reverse("customer_new")
    data = {**_form(client, address), "name": "a", "birthday": "昭和64年1月8日"}
    page = client.post(address, data).content.decode()
    assert 'value="fix:birthday:平成元年1月8日"' in page
    assert 'value="昭和64年1月8日"' in page  # what was typed stays
    page = client.post(address, {**data, "do": "fix:birthday:平成元年1月8日"}).content.decode()
    assert 'value="平成元年1月8日"' in page
    client.post(address, {**data, "birthday": "平成元年1月8日"})
    assert Customer.objects.get().birthday == date(1989, 1, 8)


def test_a_similar_customer_is_shown_but_does_not_block(client_of: ClientOf, enter: Enter) -> None:
    other = enter()
    client = client_of("STAFF")
    address = reverse("customer_new")
    data = {**_form(client, address), "name": "勅使河原 さえ", "phones-0-number": "+81 9012345678"}
    page = client.post(address, data).content.decode()
    assert reverse("customer", args=[other.pk]) in page
    assert Customer.objects.count() == 1
    client.post(address, {**data, "anyway": "1"})
    assert Customer.objects.count() == 2


def test_the_second_editor_compares_and_chooses(
    client_of: ClientOf, enter: Enter, people: dict[str, Staff]
) -> None:
    customer = enter()
    client = client_of("STAFF")
    address = reverse("customer_edit", args=[customer.pk])
    mine = {**_form(client, address), "memo": "私のメモ", "shelf": "棚3", "source": "紹介"}
    operations.update_customer(
        by=people["CLERK"],
        customer_id=customer.pk,
        version=1,
        values={"memo": "先のメモ", "kana": "てしがわら さえ", "source": "展示会"},
        now=NOW,
    )
    page = client.post(address, mine).content.decode()
    assert "先のメモ" in page
    assert "私のメモ" in page
    assert 'name="keep-memo"' in page
    assert 'name="keep-kana"' not in page  # only the other one changed it
    choice = {"seen": "2", "keep-memo": "mine", "keep-source": "theirs"}
    client.post(address, {**mine, **choice})
    customer.refresh_from_db()
    assert (customer.memo, customer.source) == ("私のメモ", "展示会")
    assert (customer.kana, customer.shelf) == ("てしがわら さえ", "棚3")


def test_a_my_number_is_refused_with_what_was_typed(client_of: ClientOf) -> None:
    client = client_of("STAFF")
    address = reverse("customer_new")
    data = {**_form(client, address), "name": "a", "memo": "123456789018"}
    page = client.post(address, data).content.decode()
    assert "マイナンバー" in page
    assert "123456789018" in page
    assert not Customer.objects.exists()
    named = {**data, "memo": "マイナンバー 1234-5678-9018", "not_my_number": "1"}
    client.post(address, named)
    assert not Customer.objects.exists()  # what says itself that it is one is never kept
    assert client.post(address, {**data, "not_my_number": "1"}).status_code == 302
    assert Customer.objects.get().memo == "123456789018"  # a chance hit, said to be none


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", '"><img src=x onerror=a()>'])
def test_names_never_become_markup(client_of: ClientOf, enter: Enter, name: str) -> None:
    customer = enter(name=name, kana=name, memo=name, tags=[name[:40]])
    client = client_of("PRESIDENT")
    for view in ("customer", "customer_edit", "customer_history", "customer_map", "customer_links"):
        page = client.get(reverse(view, args=[customer.pk])).content.decode()
        assert name not in page
        assert "<img src=x" not in page


def test_the_customer_page_asks_a_bounded_number_of_questions(
    client_of: ClientOf, enter: Enter, people: dict[str, Staff]
) -> None:
    customer = enter(**COMPANY)
    client = client_of("STAFF")
    address = reverse("customer", args=[customer.pk])
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(address)
    for number in range(8):
        enter(code=f"B-{number}", **{k: v for k, v in COMPANY.items() if k != "contacts"})
    for branch in Customer.objects.exclude(pk=customer.pk):
        operations.link_parent(
            by=people["STAFF"], customer_id=branch.pk, other_id=customer.pk, now=NOW
        )
    with CaptureQueriesContext(connection) as many:
        page = client.get(address).content.decode()
    assert "B-7" not in page  # other customers stand with their names alone
    assert len(many) <= len(few) + 1
    crowd = enter(**{**COMPANY, "code": "B-9", "contacts": COMPANY["contacts"] * 6})
    with CaptureQueriesContext(connection) as persons:
        client.get(reverse("customer", args=[crowd.pk]))
    assert len(persons) <= len(few)
    assert len(few) <= 39  # each thing once


def test_viewers_see_and_do_not_change(client_of: ClientOf, enter: Enter) -> None:
    customer = enter()
    client = client_of("VIEWER")
    page = client.get(reverse("customer", args=[customer.pk])).content.decode()
    assert reverse("customer_edit", args=[customer.pk]) not in page
    for view in ("customer_trash", "customer_link", "customer_unlink"):
        assert client.post(reverse(view, args=[customer.pk])).status_code == 403
    assert client.get(reverse("customer_edit", args=[customer.pk])).status_code == 403


def test_trash_frees_the_number_and_restore_brings_all_back(
    client_of: ClientOf, enter: Enter
) -> None:
    customer = enter()
    client = client_of("STAFF")
    client.post(reverse("customer_trash", args=[customer.pk]))
    assert client.get(reverse("customer", args=[customer.pk])).status_code == 404
    assert customer.name in client.get(reverse("customers_trash")).content.decode()
    again = enter()
    client.post(reverse("customers_restore"), {"id": [customer.pk]})
    customer.refresh_from_db()
    assert (customer.deleted_at, customer.code, again.code) == (None, "", PERSON["code"])


def test_what_lay_in_the_trash_for_thirty_days_leaves(
    enter: Enter, people: dict[str, Staff]
) -> None:
    customer = enter()
    operations.trash_customers(by=people["STAFF"], customer_ids=[customer.pk], now=NOW)
    assert operations.purge_trash(now=NOW + timedelta(days=29)) == 0
    assert operations.purge_trash(now=NOW + timedelta(days=31)) == 1
    assert not Customer.objects.exists()
    row = Trail.objects.get(action="customers.customer.purged")
    assert (row.object_id, row.label) == (customer.pk, "")


def test_households_branches_and_introductions(enter: Enter, people: dict[str, Staff]) -> None:
    by = people["STAFF"]
    one, two, three = (enter(code=str(n), name=f"人{n}") for n in range(3))
    operations.link_household(by=by, customer_id=one.pk, other_id=two.pk, now=NOW)
    operations.link_household(by=by, customer_id=three.pk, other_id=two.pk, now=NOW)
    operations.link_introducer(by=by, customer_id=one.pk, other_id=three.pk, now=NOW)
    one = queries.customer_with_everything(customer_id=one.pk)
    assert [(way, other.name) for way, other in queries.related_to(customer=one)] == [
        ("introduced_by", "人2"),
        ("household", "人1"),
        ("household", "人2"),
    ]


def test_a_head_office_is_no_branch_of_its_branch(enter: Enter, people: dict[str, Staff]) -> None:
    by = people["STAFF"]
    head, branch = (enter(**{**COMPANY, "code": str(n), "name": f"社{n}"}) for n in range(2))
    operations.link_parent(by=by, customer_id=branch.pk, other_id=head.pk, now=NOW)
    with pytest.raises(operations.CannotLink):
        operations.link_parent(by=by, customer_id=head.pk, other_id=branch.pk, now=NOW)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 11, 20), []),
        (date(2027, 2, 28), [date(2027, 2, 28)]),  # no 29 February in 2027
        (date(2028, 2, 27), [date(2028, 2, 29)]),
        (date(2028, 3, 1), []),
    ],
)
def test_birthdays_of_the_29th_of_february(
    enter: Enter, people: dict[str, Staff], today: date, expected: list[date]
) -> None:
    enter(owner=people["STAFF"].pk)
    found = queries.birthdays(today=today, owner=people["STAFF"])
    assert [day for day, _customer in found] == expected


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def test_a_file_is_kept_with_its_date_and_given_back_safely(
    client_of: ClientOf, enter: Enter, media: Path
) -> None:
    customer = enter()
    client = client_of("STAFF")
    upload = SimpleUploadedFile("../../申込書 2026.pdf", PDF)
    data = {"upload": upload, "document_on": "令和8年4月1日", "note": "申込書"}
    client.post(reverse("customer_file_add", args=[customer.pk]), data)
    kept = Attachment.objects.get()
    assert (kept.name, kept.document_on) == ("申込書 2026.pdf", date(2026, 4, 1))
    assert [path.name for path in media.rglob("*") if path.is_file()] == [
        kept.stored.rpartition("/")[2]
    ]
    answer = client.get(reverse("customer_file", args=[customer.pk, kept.pk]))
    assert b"".join(answer) == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    other = enter(code="2")
    assert client.get(reverse("customer_file", args=[other.pk, kept.pk])).status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "document_on"),
    [
        ("a.html", b"<html><script>alert(1)</script>", "2026/4/1"),
        ("a.pdf", b"<html><script>alert(1)</script>", "2026/4/1"),
        ("a.txt", b"  <svg onload=alert(1)>", "2026/4/1"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "2026/4/1"),
        ("a.exe", b"MZ\x90\x00\x03", "2026/4/1"),
        ("a.png", PDF, "2026/4/1"),
        ("a.pdf", PDF, ""),
        ("a.pdf", b"", "2026/4/1"),
    ],
)
def test_other_files_are_refused(
    client_of: ClientOf, enter: Enter, media: Path, name: str, content: bytes, document_on: str
) -> None:
    customer = enter()
    data = {"upload": SimpleUploadedFile(name, content), "document_on": document_on}
    client_of("STAFF").post(reverse("customer_file_add", args=[customer.pk]), data)
    assert not Attachment.objects.exists()
    assert not [path for path in media.rglob("*") if path.is_file()]


def test_the_card_and_the_envelope_are_pdf(client_of: ClientOf, enter: Enter) -> None:
    for customer in (enter(), enter(**COMPANY, code="C", memo="あ" * 2000)):
        client = client_of("VIEWER")
        for view in ("customer_card", "customer_envelope"):
            answer = client.get(reverse(view, args=[customer.pk]))
            assert answer.content.startswith(b"%PDF-")
            assert customer.name not in answer.headers["Content-Disposition"]


def test_without_a_font_the_card_says_which_to_install(
    client_of: ClientOf, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    from goen.shop.customers import paper

    monkeypatch.setattr(paper, "_fonts", lambda: (None, ()))
    answer = client_of("STAFF").get(reverse("customer_card", args=[enter().pk]))
    assert answer.status_code == 503
    assert "Noto Sans CJK JP" in answer.content.decode()


def test_what_a_person_had_us_forget_is_not_told_and_does_not_come_back(
    client_of: ClientOf, enter: Enter, people: dict[str, Staff]
) -> None:
    customer = enter()
    by, group = people["STAFF"], new_group()
    operations.update_customer(
        by=by, customer_id=customer.pk, version=1, values={"kana": ""}, now=NOW, group=group
    )
    customer = queries.customer_with_everything(customer_id=customer.pk)
    desk.erase(people["MANAGER"], customer, NOW, new_group())
    undo(by=by, group=group, now=NOW)
    customer.refresh_from_db()
    assert customer.kana == ""
    page = client_of("PRESIDENT").get(reverse("customer_history", args=[customer.pk]))
    for told in ("てしがわら", "勅使河原", "090-1234-5678"):
        assert told not in page.content.decode()


def test_a_number_that_no_row_can_have_is_not_found(client_of: Callable[[str], Client]) -> None:
    assert client_of("STAFF").get(f"/search/customer/{'9' * 25}/").status_code == 404


@pytest.mark.parametrize(
    "row",
    [
        {"phones-0-number": "abc"},
        {"phones-0-number": "12"},
        {"addresses-0-postal_code": "abc"},
        {"addresses-0-postal_code": "999-9999"},
    ],
)
def test_what_reaches_nobody_is_not_kept(client_of: ClientOf, row: dict[str, str]) -> None:
    client, address = client_of("STAFF"), reverse("customer_new")
    data = {**_form(client, address), "name": "a", **row}
    page = client.post(address, data).content.decode()
    assert 'aria-invalid="true"' in page and not Customer.objects.exists()
    if "999-9999" in row.values():
        assert client.post(address, {**data, "addresses-0-postal_sure": "1"}).status_code == 302
    kept = Customer.objects.first() or Customer.objects.create(name="a")
    kept.phones.create(number="abc", key="", is_primary=True)
    address = reverse("customer_edit", args=[kept.pk])
    answer = client.post(address, {**_form(client, address), "kana": "あ"})
    assert answer.status_code == 302  # what was kept before stops no other correction


def test_a_postal_code_alone_brings_its_place_and_all_is_shown_with_hyphens(
    client_of: ClientOf,
) -> None:
    client, address = client_of("STAFF"), reverse("customer_new")
    rows = {
        "addresses-0-postal_code": "１０６００３２",
        "phones-0-number": "０９０１２３４５６７８",
    }
    client.post(address, {**_form(client, address), "name": "a", **rows})
    customer = Customer.objects.get()
    place = customer.addresses.get()
    assert (place.prefecture, place.city, place.street) == ("東京都", "港区", "六本木")
    page = client.get(reverse("customer", args=[customer.pk])).content.decode()
    assert "〒106-0032" in page and "090-1234-5678" in page


def test_whoever_restores_is_told_of_a_number_that_was_taken(
    client_of: ClientOf, enter: Enter, people: dict[str, Staff]
) -> None:
    first = enter(code="A-1")
    operations.trash_customers(by=people["STAFF"], customer_ids=[first.pk], now=NOW)
    enter(name="別の人", code="A-1")
    client = client_of("STAFF")
    page = client.post(reverse("customers_restore"), {"id": first.pk}, follow=True)
    assert "顧客番号 A-1" in page.content.decode()


def test_a_file_has_what_the_screen_shows_below_the_name(client_of: ClientOf, enter: Enter) -> None:
    enter(code="A-1")
    answer = client_of("PRESIDENT").post(reverse("customers_export", args=["csv"]))
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0].split(",")[1:3] == ["ふりがな", "顧客番号"]
    assert "てしがわら さえこ,A-1" in lines[1]


@pytest.mark.parametrize("given", ["xx", "999"])
def test_a_filter_that_is_not_there_is_told_and_gives_no_file(
    client_of: ClientOf, enter: Enter, given: str
) -> None:
    enter()
    client = client_of("PRESIDENT")
    page = client.get(reverse("customers"), {"filter": given}).content.decode()
    assert "このフィルターは使えません" in page
    file = client.post(reverse("customers_export", args=["csv"]) + f"?filter={given}")
    assert file.status_code == 302


def test_my_history_calls_lists_by_their_titles(client_of: ClientOf, enter: Enter) -> None:
    enter()
    client = client_of("PRESIDENT")
    b"".join(client.post(reverse("customers_export", args=["csv"])).streaming_content)
    page = client.get(reverse("my_history")).content.decode()
    assert '<span class="minor">customers</span>' not in page
    assert '<span class="minor">お客様</span>' in page


def test_a_telephone_is_near_the_name_in_form_and_list(client_of: ClientOf, enter: Enter) -> None:
    enter()
    client = client_of("STAFF")
    form = client.get(reverse("customer_new")).content.decode()
    places = [form.index(f'name="{name}"') for name in ("kana", "phones-0-number", "birthday")]
    assert places == sorted(places)
    page = client.get(reverse("customers")).content.decode()
    assert re.search(r'<span class="only-phone num">090-1234-5678</span>', page)
