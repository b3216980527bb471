"""The request desk: told whole, stopped, erased; each request is answered once."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from goen.shop.consent.desk import (
    AlreadyAnswered,
    answer_request,
    erase_person,
    receive_request,
    stop_using,
)
from goen.shop.consent.disclosure import disclose
from goen.shop.consent.models import Consent, PersonRequest, Purpose, Suppressed
from goen.shop.consent.operations import allow
from goen.shop.consent.queries import may_reach
from goen.shop.customers.models import Customer
from goen.shop.customers.operations import add_attachment, create_customer
from goen.shop.fit.operations import observe_fit
from goen.shop.staff.models import Trail
from goen.shop.touches.operations import plan_action

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


@pytest.fixture
def customer(people):
    made = Customer.objects.create(name="四月一日 環", kana="わたぬき たまき", memo="緑茶がお好き")
    made.emails.create(address="tamaki@example.jp", key="tamaki@example.jp")
    observe_fit(by=people["STAFF"], customer_id=made.pk, score=5, note="=1+1", today=TODAY)
    return made


def asked(by, customer, kind):
    return receive_request(
        by=by,
        customer_id=customer.pk,
        kind=kind,
        received_on=TODAY,
        identity="運転免許証",
        words="教えてください",
    )


def test_an_answer_is_due_in_two_weeks(people, customer):
    assert asked(people["MANAGER"], customer, "DISCLOSE").due_on == date(2026, 12, 4)


@pytest.mark.parametrize("form", ["json", "xlsx", "pdf"])
def test_everything_known_is_handed_out_and_that_is_recorded(people, customer, form):
    with disclose(by=people["MANAGER"], customer=customer, day=TODAY, form=form) as file:
        made = file.read()
    assert Trail.objects.filter(action="consent.disclosed", object_id=customer.pk).exists()
    if form == "json":
        told = json.dumps(json.loads(made), ensure_ascii=False)
        assert "四月一日 環" in told
        assert "=1+1" in told
    elif form == "xlsx":
        book = load_workbook(io.BytesIO(made))
        cells = [c for sheet in book for row in sheet.iter_rows() for c in row if c.value]
        assert "四月一日 環" in [cell.value for cell in cells]
        assert [cell.data_type for cell in cells if cell.value == "=1+1"] == ["s"]
    else:
        assert made.startswith(b"%PDF")


def test_the_disclosure_is_whole_and_in_words(people, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    by = people["MANAGER"]
    customer, other = _company(by), Customer.objects.create(name="本店 みなもと")
    customer.parent = customer.introduced_by = other
    customer.save()
    sent = SimpleUploadedFile("名刺.txt", "名刺のうつし".encode())
    add_attachment(by=by, customer_id=customer.pk, upload=sent, document_on=TODAY, now=NOW)
    asked(by, customer, "CORRECT")
    plan = {"customer": customer, "what": "見積を送る", "due_on": TODAY}
    plan_action(by=by, values=plan, now=NOW)
    with (
        disclose(by=by, customer=customer, day=TODAY, form="zip") as file,
        zipfile.ZipFile(file) as archive,
    ):
        names = archive.namelist()
        assert archive.read("files/001-名刺.txt").decode() == "名刺のうつし"
        told = json.loads(archive.read("disclosure.json"))
    assert names[:3] == ["disclosure.json", "disclosure.xlsx", "disclosure.pdf"]
    text = json.dumps(told, ensure_ascii=False)
    for known in ("090-0000-0001", "tanto@example.jp", "MANAGER", "本店 みなもと", "見積を送る"):
        assert known in text
    assert {"訂正", "運転免許証", "2026-11-20 12:00"} <= _words(told)
    for rough in ("created at", "True", "False", "+00:00", "T03:00"):
        assert rough not in text


def _company(by):
    values = {
        "kind": "COMPANY",
        "name": "旅館 みなもと",
        "owner": by.pk,
        "contacts": [{"name": "関", "phones": ["090-0000-0001"], "emails": ["tanto@example.jp"]}],
    }
    return create_customer(by=by, values=values, now=NOW)


def _words(told):
    return {
        str(value)
        for section in told["sections"]
        for row in section["rows"]
        for value in row.values()
    }


def test_stopping_refuses_every_channel(people, customer):
    purpose = Purpose.objects.create(name="ご案内")
    allow(
        by=people["STAFF"],
        customer_id=customer.pk,
        channel="mail",
        purpose=purpose,
        basis="CONSENT",
        day=TODAY,
        way="WEB",
    )
    request = asked(people["MANAGER"], customer, "STOP")
    stop_using(by=people["MANAGER"], request_id=request.pk, answer="止めました", today=TODAY)
    assert not may_reach(customer=customer, channel="mail", purpose=purpose)
    assert Consent.objects.filter(customer=customer, given=False).count() == 6
    with pytest.raises(AlreadyAnswered):
        answer_request(
            by=people["MANAGER"], request_id=request.pk, done=True, answer="x", today=TODAY
        )


def test_erasing_leaves_no_name_and_no_address_but_the_refusal(people, customer):
    stop = asked(people["MANAGER"], customer, "STOP")
    stop_using(by=people["MANAGER"], request_id=stop.pk, answer="止めました", today=TODAY)
    request = asked(people["MANAGER"], customer, "ERASE")
    erase_person(
        by=people["MANAGER"], request_id=request.pk, answer="消しました", now=NOW, today=TODAY
    )
    kept = Customer.objects.filter(pk=customer.pk).values().first() or {}
    assert "四月一日" not in str(kept)
    assert "緑茶" not in str(kept)
    assert not customer.emails.exists()
    assert not customer.fits.exists()
    assert Suppressed.objects.filter(channel="mail").exists()
    assert PersonRequest.objects.get(pk=request.pk).identity == ""


def test_only_who_may_disclose_opens_the_desk(client_of, people, customer):
    request = asked(people["MANAGER"], customer, "DISCLOSE")
    address = reverse("request_disclosure", args=[request.pk, "json"])
    assert client_of("STAFF").post(address).status_code == 403
    answer = client_of("MANAGER").post(address)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert "四月一日 環" in b"".join(answer).decode()  # reading it whole closes the file
    assert client_of("MANAGER").post(address.replace(".json", ".exe")).status_code == 404
