from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from goen.shop.customers import operations
from goen.shop.customers.conflict import compare
from goen.shop.customers.models import Customer, Phone, Tag
from goen.shop.customers.snapshot import snapshot
from goen.shop.staff.models import Staff, Trail
from goen.shop.staff.trail import new_group
from tests.shop.customers.conftest import COMPANY, NOW, PERSON

if TYPE_CHECKING:
    from collections.abc import Callable

    Enter = Callable[..., Customer]


def _update(customer: Customer, by: Staff, **values: Any) -> list[dict[str, Any]]:
    customer.refresh_from_db()
    return operations.update_customer(
        by=by, customer_id=customer.pk, version=customer.version, values=values, now=NOW
    )


def test_what_was_entered_is_kept_as_typed(enter: Enter) -> None:
    kept = snapshot(enter())
    assert {name: kept[name] for name in PERSON} == PERSON


def test_comparable_forms_are_derived(enter: Enter) -> None:
    customer = enter(name="髙﨑　冴子", phones=[{"number": "０９０ー１２３４ー５６７８"}])
    assert customer.name_key == "高崎冴子"
    assert customer.kana_key == "テシガワラサエコ"
    assert customer.birth_day == 229
    phone = customer.phones.get()
    assert (phone.number, phone.key) == ("０９０ー１２３４ー５６７８", "09012345678")


def test_a_company_has_contact_persons_with_their_own_numbers(enter: Enter) -> None:
    customer = enter(**COMPANY, phones=[{"number": "03-9999-0000"}])
    contact = customer.contacts.get()
    assert (contact.department, contact.title, contact.is_primary) == ("総務部", "課長", True)
    assert [phone.number for phone in contact.phones.all()] == ["03-1111-2222", "090-2222-3333"]
    assert [row["number"] for row in snapshot(customer)["phones"]] == ["03-9999-0000"]


def test_entering_is_on_the_trail(enter: Enter, people: dict[str, Staff]) -> None:
    customer = enter()
    row = Trail.objects.get(action="customers.customer.created")
    assert (row.staff, row.object_id, row.label) == (people["STAFF"], customer.pk, customer.name)
    assert {"field": "name", "from": None, "to": PERSON["name"]} in row.changes


def test_a_change_is_on_the_trail_with_both_values(enter: Enter, people: dict[str, Staff]) -> None:
    customer = enter()
    changes = _update(customer, people["CLERK"], name="勅使河原 冴", phones=[])
    assert [change["field"] for change in changes] == ["name", "phones"]
    assert Trail.objects.get(action="customers.customer.updated").changes == changes


def test_nothing_changed_is_nothing_done(enter: Enter, people: dict[str, Staff]) -> None:
    customer = enter()
    assert _update(customer, people["CLERK"], **PERSON) == []
    customer.refresh_from_db()
    assert customer.version == 1
    assert not Trail.objects.filter(action="customers.customer.updated").exists()


def test_the_second_of_two_editors_overwrites_nothing(
    enter: Enter, people: dict[str, Staff]
) -> None:
    customer = enter()
    _update(customer, people["CLERK"], memo="先に書いた")
    with pytest.raises(operations.SomeoneSavedFirst) as caught:
        operations.update_customer(
            by=people["STAFF"],
            customer_id=customer.pk,
            version=1,
            values={"memo": "後から書いた"},
            now=NOW,
        )
    assert caught.value.mine == {"memo": "後から書いた"}
    assert caught.value.theirs["memo"] == "先に書いた"
    customer.refresh_from_db()
    assert customer.memo == "先に書いた"


def test_undo_restores_exactly(enter: Enter, people: dict[str, Staff]) -> None:
    customer = enter(**COMPANY)
    before = snapshot(customer)
    changes = _update(
        customer,
        people["STAFF"],
        name="みどり商事",
        contacts=[],
        phones=[{"number": "1", "label": "", "primary": True}],
        tags=["大口", "年始"],
        birthday=None,
        owner=people["STAFF"].pk,
    )
    operations.put_back(
        by=people["STAFF"], customer_id=customer.pk, changes=changes, now=NOW, group=new_group()
    )
    assert snapshot(Customer.objects.get()) == before


def test_undo_leaves_alone_what_was_changed_since(enter: Enter, people: dict[str, Staff]) -> None:
    customer = enter()
    changes = _update(customer, people["STAFF"], memo="一", shelf="A-1")
    _update(customer, people["STAFF"], memo="二")
    operations.put_back(
        by=people["STAFF"], customer_id=customer.pk, changes=changes, now=NOW, group=new_group()
    )
    customer.refresh_from_db()
    assert (customer.memo, customer.shelf) == ("二", "")


def test_the_same_number_twice_is_refused_and_says_who_has_it(enter: Enter) -> None:
    enter()
    with pytest.raises(ValidationError) as caught:
        enter(name="別の人")
    assert "勅使河原 冴子" in caught.value.message_dict["code"][0]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": " "}, "name"),
        ({"birthday": "1961-02-29"}, "birthday"),
        ({"kind": "COMPANY", "corporate_number": "7000012050003"}, "corporate_number"),
        ({"kind": "COMPANY", "invoice_number": "T7000012050003"}, "invoice_number"),
        ({"memo": "マイナンバー 1234 5678 9018"}, "memo"),
        ({"contacts": [{"name": "佐藤 個人番号 123456789018"}]}, "contacts"),
        ({"memo": "あ" * 10_001}, "memo"),
    ],
)
def test_what_cannot_be_kept_is_refused(enter: Enter, values: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as caught:
        enter(**values)
    assert list(caught.value.message_dict) == [field]
    assert not Customer.objects.exists()


def test_a_telephone_of_twelve_digits_is_no_my_number(enter: Enter) -> None:
    assert enter(phones=[{"number": "+81 90 1234 5678"}]).phones.get().key == "09012345678"


def test_the_database_holds_one_primary(enter: Enter) -> None:
    customer = enter()
    with pytest.raises(IntegrityError), transaction.atomic():
        Phone.objects.create(customer=customer, number="1", key="1", is_primary=True)


def test_rows_that_stay_keep_their_identity(enter: Enter, people: dict[str, Staff]) -> None:
    customer = enter()
    mobile = customer.phones.get(key="09012345678")
    _update(
        customer,
        people["STAFF"],
        phones=[{"number": "03-1111-2222", "primary": True}, {"number": "090 1234 5678"}],
    )
    kept = customer.phones.get(pk=mobile.pk)
    assert (kept.number, kept.is_primary, kept.position) == ("090 1234 5678", False, 1)


def test_tags_are_the_same_in_any_width(enter: Enter) -> None:
    enter(code="1", tags=["VIP", "ＶＩＰ", "vip "])
    assert Tag.objects.get().name == "VIP"


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)</script>",
        "ロバート'); DROP TABLE--",
        "髙" * 40,
        "𠮷野家 👩‍👩‍👧",
        "a" * 200,
    ],
)
def test_odd_names_are_kept_as_typed(enter: Enter, name: str) -> None:
    assert Customer.objects.get(pk=enter(name=name).pk).name == name


_words = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=20).map(str.strip)
_phones = st.lists(
    st.fixed_dictionaries({"number": st.from_regex(r"0[1-9]0-\d{4}-\d{4}", fullmatch=True)}),
    max_size=4,
    unique_by=lambda row: row["number"],
)


class RoundTrip(TestCase):
    """Whatever is entered and changed, undo gives back what was there."""

    @settings(max_examples=25, deadline=None)
    @given(before=_words, after=_words, old=_phones, new=_phones)
    def test_undo_is_exact(self, before: str, after: str, old: list[Any], new: list[Any]) -> None:
        by = Staff.objects.create_user(email="a@b.jp", name="a", role="STAFF", password=None)
        customer = operations.create_customer(
            by=by, values={"name": "n", "source": before, "phones": old}, now=NOW
        )
        kept = snapshot(customer)
        changes = operations.update_customer(
            by=by,
            customer_id=customer.pk,
            version=1,
            values={"source": after, "phones": new},
            now=NOW,
        )
        operations.put_back(
            by=by, customer_id=customer.pk, changes=changes, now=NOW, group=new_group()
        )
        assert snapshot(Customer.objects.get(pk=customer.pk)) == kept
        Staff.objects.filter(pk=by.pk).update(email=f"{by.pk}@b.jp")


def test_every_way_of_saying_nothing_is_the_same() -> None:
    kept = {"source": None, "sections": {"fields": {"own_1": None}}}
    mine = {"source": "", "sections": {"fields": {"own_1": []}}}
    found = compare(base=kept, mine=mine, theirs=kept)
    assert not (found.both or found.only_mine or found.only_theirs)
