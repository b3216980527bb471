"""An erased person is nowhere: no column of any table, no file, no value of the trail."""

from __future__ import annotations

import json
import uuid
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from goen.shop.consent.desk import erase_person, receive_request, stop_using
from goen.shop.consent.disclosure import disclose
from goen.shop.consent.models import Suppressed
from goen.shop.customers.history import of_customer
from goen.shop.customers.models import Customer
from goen.shop.customers.operations import (
    add_attachment,
    assign_owner,
    create_customer,
    purge_trash,
    trash_customers,
    update_customer,
)
from goen.shop.fields.models import OwnField
from goen.shop.fit.operations import observe_fit
from goen.shop.sales.models import Document, Sale
from goen.shop.sales.operations import edit_document, record_document, record_sales
from goen.shop.sharing.comments import write_comment
from goen.shop.sharing.meetings import Noted, note_points, plan_meeting
from goen.shop.staff.models import ERASED, Trail
from goen.shop.staff.redaction import redact
from goen.shop.staff.trail import Subject, new_group, record
from goen.shop.staff.undo import undo
from goen.shop.touches.operations import edit_touch, plan_action, record_touch, record_voice
from goen.shop.touches.operations.files import add_file
from goen.shop.ui.search import find

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
NAME, KANA, PHONE = "四月一日 環", "ワタヌキ タマキ", "090-1234-5678"
MAIL, STREET, BIRTHDAY = "tamaki@example.jp", "鵜の木三丁目", "1971-02-03"
SAID = f"{NAME}様（{PHONE}）"
# What must be found nowhere, as typed and as it is compared.
TRACES = (NAME, "四月一日", "ワタヌキ", "わたぬき", PHONE, "09012345678", MAIL, STREET, BIRTHDAY)


def _values(**more):
    return {
        "kind": "PERSON",
        "name": NAME,
        "kana": KANA,
        "birthday": BIRTHDAY,
        "memo": SAID,
        "phones": [{"number": PHONE, "label": "携帯", "primary": True}],
        "emails": [{"address": MAIL, "label": "", "primary": True}],
        "addresses": [{"postal_code": "146-0091", "prefecture": "東京都", "city": "大田区"}
                      | {"street": STREET, "building": "", "label": "", "primary": True}],
        "contacts": [],
        **more,
    }  # fmt: skip


def _files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.fixture
def known(people, settings, tmp_path):
    """A customer of whom every room knows something."""
    settings.MEDIA_ROOT = tmp_path
    by = people["MANAGER"]
    field = OwnField.objects.create(
        label="飼い猫", kind="TEXT", status="APPROVED", in_use_from=date(2026, 1, 1)
    )
    sections = {"sections": {"fields": {str(field.pk): f"{NAME}家のたま"}}}
    customer = create_customer(by=by, values=_values(**sections), now=NOW)
    update_customer(
        by=by, customer_id=customer.pk, version=1, values={"memo": f"{SAID} ほか"}, now=NOW
    )
    assign_owner(by=by, customer_ids=[customer.pk], owner=people["CLERK"], now=NOW)
    file = SimpleUploadedFile(f"{NAME}.pdf", PDF)
    add_attachment(
        by=by, customer_id=customer.pk, upload=file, document_on=TODAY, now=NOW, note=SAID
    )
    observe_fit(by=by, customer_id=customer.pk, score=5, note=SAID, today=TODAY)
    _touched(customer, by)
    _sold(customer, by)
    return customer


def _touched(customer, by):
    values = {"customer": customer, "kind": "VISIT", "direction": "OUT", "line": SAID, "text": SAID}
    touch = record_touch(by=by, values=values, now=NOW)
    edit_touch(by=by, touch_id=touch.pk, version=1, values={"line": f"{SAID} 再訪"}, now=NOW)
    file = SimpleUploadedFile(f"{NAME}.pdf", PDF)
    add_file(by=by, touch_id=touch.pk, upload=file, document_on=TODAY, now=NOW)
    heard = {"customer": customer, "kind": "COMPLAINT", "title": SAID, "words": SAID}
    voice = record_voice(by=by, values={**heard, "urgency": 3, "importance": 3}, now=NOW)
    plan_action(by=by, values={"customer": customer, "what": SAID, "due_on": TODAY}, now=NOW)
    for kind, pk in (("customer", customer.pk), ("touch", touch.pk), ("voice", voice.pk)):
        write_comment(by=by, kind=kind, object_id=pk, text=f"@STAFF {SAID}", now=NOW)
    week = timedelta(days=7)
    given = {"title": "週の会議", "on": TODAY, "attendees": [by]}
    meeting = plan_meeting(by=by, values=given, now=NOW, since=week)
    noted = [Noted(one.pk, SAID, "", at) for at, one in enumerate(meeting.points.all(), start=1)]
    note_points(by=by, meeting_id=meeting.pk, version=1, noted=noted)


def _sold(customer, by):
    """A quote with the name in every text, changed once, and a sale."""
    quote = {"kind": "QUOTE", "number": "Q-1", "customer": customer, "issued_on": TODAY}
    quote |= {"subject": f"{SAID} 御見積", "note": SAID}
    lines = [{"text": f"{NAME}様 名入れ", "unit_price": Decimal(500)}]
    document = record_document(by=by, values=quote, lines=lines, now=NOW)
    quote["note"] = f"{SAID} 二度目"
    lines[0]["text"] = f"{NAME}様 名入れ 大"
    edit_document(by=by, document_id=document.pk, version=1, values=quote, lines=lines)
    record_sales(by=by, lines=[{"customer": customer, "on": TODAY, "amount": 540}], today=TODAY)


def _erase(by, customer):
    for kind in ("DISCLOSE", "ERASE"):
        request = receive_request(
            by=by,
            customer_id=customer.pk,
            kind=kind,
            received_on=TODAY,
            identity=f"{NAME}の免許証",
            words=SAID,
        )
    disclose(by=by, customer=customer, day=TODAY, form="json").close()
    erase_person(by=by, request_id=request.pk, answer="消しました", now=NOW, today=TODAY)


def traces():
    """Where any column of any table still tells of the person."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    text = f"{value} {_plain(value)}"
                    found += [(table, name, trace) for trace in TRACES if trace in text]
    return found


def _plain(value):
    """What a text of JSON says, however its letters are written there."""
    try:
        return json.dumps(json.loads(value), ensure_ascii=False)
    except (TypeError, ValueError):
        return ""


@pytest.mark.django_db(transaction=True)
def test_after_erasing_nothing_tells_of_the_person_but_the_refusal(people, known, tmp_path):
    stop = receive_request(
        by=people["MANAGER"],
        customer_id=known.pk,
        kind="STOP",
        received_on=TODAY,
        identity=NAME,
        words=SAID,
    )
    stop_using(by=people["MANAGER"], request_id=stop.pk, answer=SAID, today=TODAY)
    tables = {table for table, _column, _trace in traces()}
    assert len(tables) > 10  # the search for traces finds them
    assert len(_files(tmp_path)) == 2
    _erase(people["MANAGER"], known)
    assert traces() == []
    assert _files(tmp_path) == []
    assert not find(query="四月一日", limit=5)
    assert Sale.objects.get(customer=known).amount == 540
    assert Document.objects.get(customer=known, number="Q-1").total == 550
    assert {one.channel for one in Suppressed.objects.all()} >= {"mail", "phone", "post"}


@pytest.mark.django_db
def test_who_when_and_what_remain_and_the_blanking_is_recorded(people, known):
    before = {row.pk: row for row in Trail.objects.filter(kind="customer", object_id=known.pk)}
    _erase(people["MANAGER"], known)
    after = {row.pk: row for row in Trail.objects.filter(pk__in=before)}
    for pk, row in before.items():
        for name in ("at", "staff_id", "action", "kind", "object_id", "group", "row"):
            assert getattr(after[pk], name) == getattr(row, name)
        assert after[pk].label == ""
        assert [one["field"] for one in after[pk].changes] == [one["field"] for one in row.changes]
        assert {one["to"] for one in after[pk].changes} <= {ERASED, None}
    told = Trail.objects.filter(action="staff.trail.redacted", object_id=known.pk)
    assert sum(row.changes[0]["to"] for row in told) >= len(before)
    assert {row.staff for row in told} == {people["MANAGER"]}


@pytest.mark.django_db
def test_history_undo_and_trail_cope_with_what_was_blanked(people, known, client_of):
    own = Trail.objects.filter(staff=people["MANAGER"]).exclude(group=None)
    groups = set(own.filter(kind="customer", object_id=known.pk).values_list("group", flat=True))
    owner_left = assign_owner(by=people["MANAGER"], customer_ids=[known.pk], owner=None, now=NOW)
    _erase(people["MANAGER"], known)
    kept = Customer.objects.values().get(pk=known.pk)
    for group in groups | {owner_left}:
        undo(by=people["MANAGER"], group=group, now=NOW)
    assert Customer.objects.values().get(pk=known.pk) == kept
    history = of_customer(customer=Customer.objects.get(pk=known.pk), by=people["PRESIDENT"])
    assert ERASED not in str([step.values for step in history.steps])
    client = client_of("PRESIDENT")
    for address in (reverse("trail"), reverse("customer", args=[known.pk]), reverse("home")):
        page = client.get(address)
        assert page.status_code == 200
        assert ERASED not in page.content.decode()


@pytest.mark.django_db
def test_the_trash_forgets_as_well(people, known):
    trash_customers(by=people["MANAGER"], customer_ids=[known.pk], now=NOW)
    purge_trash(now=NOW + timedelta(days=31))
    assert not Customer.objects.filter(pk=known.pk).exists()
    assert traces() == []


BLANK = [{"field": "name", "from": None, "to": ERASED}, {"field": "memo", "from": ERASED}]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "values",
    [
        {"label": "x"},
        {"changes": [{"field": "name", "from": None, "to": "another"}]},
        {"label": "", "changes": []},
        {"label": "", "changes": [{"field": "name", "from": None, "to": None}]},
        {"label": "", "changes": [{"field": "other", "from": None, "to": ERASED}]},
        {"label": "", "changes": [{"field": "name", "from": ERASED, "to": ERASED}]},
        {"label": "", "changes": [{"field": "name", "from": None, "to": ERASED, "x": "y"}]},
        {"label": "", "changes": [{"field": "name", "to": ERASED}]},
        {"label": "", "changes": ["name"]},
        {"label": "", "changes": BLANK},
        {"label": "", "changes": {"field": "name", "from": None, "to": ERASED}},
        {"label": "old", "changes": [{"field": "name", "from": None, "to": ERASED}]},
        {"at": NOW},
        {"action": "another"},
        {"kind": "another"},
        {"object_id": 99},
        {"staff_id": None},
        {"group": uuid.UUID(int=1)},
        {"row": 129},
        {"row": None},
    ],
)
def test_the_database_refuses_every_other_change(people, values):
    from django.db import models

    changes = [{"field": "name", "from": None, "to": NAME}]
    row = record(
        by=people["STAFF"],
        action="customers.customer.updated",
        subject=Subject("customer", 7, NAME),
        changes=changes,
        row=128,
    )
    blanked = {"label": "", "changes": [{"field": "name", "from": None, "to": ERASED}]}
    if set(values) & {"at", "action", "kind", "object_id", "staff_id", "group", "row"}:
        values = {**blanked, **values}
    rows = models.QuerySet(Trail).filter(pk=row.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(**values)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows._raw_delete(rows.db)
    kept = Trail.objects.get(pk=row.pk)
    assert (kept.label, kept.changes) == (NAME, changes)
    assert redact(by=None, about=Subject("customer", 7), objects={"customer": [7]}) == 1
    assert redact(by=None, about=Subject("customer", 7), objects={"customer": [7]}) == 0


@pytest.mark.django_db
def test_values_of_any_form_are_blanked(people):
    changes = [
        {"field": "飼い猫", "from": ["a", {"b": "c"}], "to": {"d": [1]}},
        {"field": "x", "from": 0, "to": False},
        {"field": "y", "from": "", "to": None, "label": NAME},
        {"field": "z", "from": None, "to": 1.5},
    ]
    group = new_group()
    about = Subject("customer", 7, "")
    record(by=None, action="test.done", subject=about, changes=changes, group=group)
    redact(by=None, about=about, objects={"customer": [7]})
    assert Trail.objects.get(group=group).changes == [
        {"field": "飼い猫", "from": ERASED, "to": ERASED},
        {"field": "x", "from": ERASED, "to": ERASED},
        {"field": "y", "from": ERASED, "to": None},
        {"field": "z", "from": None, "to": ERASED},
    ]
