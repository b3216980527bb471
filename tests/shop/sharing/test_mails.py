"""What the mails of the day and of the week say, when they go out, and that they go out once."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core import mail as outbox
from django.utils import timezone

from goen.shop.customers.models import Customer
from goen.shop.customers.operations import update_customer
from goen.shop.jobs.work import drain
from goen.shop.sharing import mails
from goen.shop.sharing.comments import write_comment
from goen.shop.sharing.models import Digest, Duty, How, Notice, Rule
from goen.shop.sharing.notices import tell
from goen.shop.ui.clock import now

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from pytest_django.fixtures import SettingsWrapper

    from goen.shop.staff.models import Staff
    from tests.shop.smtp import MailServer

ADDRESS = "https://goen.midori.example.jp"


@pytest.fixture
def customer(people: dict[str, Staff], settings: SettingsWrapper) -> Customer:
    """A customer of the member of staff; only rules of the test, links to a known address."""
    settings.SHOP_ADDRESS = f"{ADDRESS}/"
    Rule.objects.all().delete()
    Duty.objects.all().delete()
    return Customer.objects.create(name="勅使河原 冴子", owner=people["STAFF"])


def _rule(how: How) -> None:
    Rule.objects.create(what=Rule.What.OWN_CUSTOMER, who=Rule.Who.OWNER, how=how)


def _change(customer: Customer, *, by: Staff, memo: str) -> None:
    customer.refresh_from_db()
    values = {"memo": memo}
    update_customer(
        by=by, customer_id=customer.pk, version=customer.version, values=values, now=now()
    )


def _sent() -> list[tuple[str, str]]:
    mails.digests()
    drain()
    return [(one.to[0], one.subject) for one in outbox.outbox]


def _at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(mails, "now", lambda: moment)
    monkeypatch.setattr(mails, "today", lambda: timezone.localdate(moment))


def _monday() -> datetime:
    """Seven in the morning of the Monday after this week."""
    local = timezone.localtime(now())
    seven = local.replace(hour=7, minute=0, second=0, microsecond=0)
    return seven + timedelta(days=7 - local.weekday())


def test_the_mail_of_the_day_counts_and_names_nobody(
    people: dict[str, Staff], customer: Customer
) -> None:
    _rule(How.DAILY)
    for memo in ("左利き", "右利き"):
        _change(customer, by=people["CLERK"], memo=memo)
    assert _sent() == [("staff@example.jp", "ご縁：今日のお知らせ1件")]
    (letter,) = outbox.outbox
    assert letter.body == (
        "まだお読みになっていないお知らせです。\n"
        "・お客様の情報が変わりました　1件\n"
        "\n"
        "こちらでお読みください：\n"
        f"{ADDRESS}/notices/\n"
        "\n"
        "お客様のお名前は、メールには書きません。\n"
        f"届け方を変える：{ADDRESS}/sharing/rules/\n"
    )
    assert letter.from_email == "=?utf-8?b?44G/44Gp44KK5aCC?= <goen@localhost>"
    assert len(_sent()) == 1  # never a second


def test_the_mail_of_the_week_comes_on_monday_or_the_first_day_after(
    people: dict[str, Staff], customer: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    _rule(How.WEEKLY)
    _change(customer, by=people["CLERK"], memo="左利き")
    assert _sent() == []  # the week has not ended
    closed_on_monday = _monday() + timedelta(days=1)
    _at(monkeypatch, closed_on_monday)
    assert _sent() == [("staff@example.jp", "ご縁：先週のお知らせ1件")]
    assert Digest.objects.get().day == _monday().date()
    _at(monkeypatch, closed_on_monday + timedelta(days=1))
    assert len(_sent()) == 1


def test_what_was_read_meanwhile_is_not_sent(people: dict[str, Staff], customer: Customer) -> None:
    _rule(How.DAILY)
    _change(customer, by=people["CLERK"], memo="左利き")
    Notice.objects.update(read_at=now())
    assert _sent() == []


def test_one_address_that_fails_keeps_no_other_mail_back(
    people: dict[str, Staff], customer: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = [people["STAFF"], people["VIEWER"]]
    for one in both:
        tell(
            to=[one],
            kind="CUSTOMER",
            key="a",
            url_name="customer",
            object_id=customer.pk,
            line="関",
            by=None,
            how=How.DAILY,
            now=now(),
        )
    send = mails.send

    def refuse(*, to: Staff, **rest: Any) -> None:
        if to == people["STAFF"]:
            raise ConnectionRefusedError
        send(to=to, **rest)

    monkeypatch.setattr(mails, "send", refuse)
    assert _sent() == [("viewer@example.jp", "ご縁：今日のお知らせ1件")]


def test_a_mail_says_it_in_the_language_of_its_reader(
    people: dict[str, Staff], customer: Customer
) -> None:
    people["STAFF"].language = "en"
    people["STAFF"].save()
    _rule(How.DAILY)
    _change(customer, by=people["CLERK"], memo="左利き")
    assert _sent() == [("staff@example.jp", "Goen: 1 notice today")]
    assert re.search("[ぁ-ん一-龥]", outbox.outbox[0].body) is None


def test_the_mail_of_a_mention_leads_to_the_comment(
    people: dict[str, Staff], customer: Customer
) -> None:
    said = write_comment(
        by=people["MANAGER"],
        kind="customer",
        object_id=customer.pk,
        text="@STAFF 勅使河原様へお電話を",
        now=now(),
    )
    drain()
    (letter,) = outbox.outbox
    assert f"{ADDRESS}/customers/{customer.pk}/#comment-{said.pk}\n" in letter.body
    assert "勅使河原" not in letter.subject + letter.body


def test_without_an_address_links_lead_to_where_the_shop_is_served(
    settings: SettingsWrapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SHOP_ADDRESS = ""
    monkeypatch.setenv("GOEN_HOST", "127.0.0.1")
    monkeypatch.setenv("GOEN_PORT", "9000")
    assert mails.address("/notices/") == "http://localhost:9000/notices/"
    monkeypatch.setenv("GOEN_HOST", "0.0.0.0")  # noqa: S104
    monkeypatch.setenv("GOEN_TLS", "1")
    assert re.fullmatch(r"https://[^/:]+:9000/notices/", mails.address("/notices/"))


def test_mails_go_to_the_outbox_of_the_folder(
    people: dict[str, Staff], customer: Customer, settings: SettingsWrapper, tmp_path: Path
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    _rule(How.DAILY)
    _change(customer, by=people["CLERK"], memo="左利き")
    _sent()
    (file,) = tmp_path.iterdir()
    text = file.read_text(encoding="utf-8")
    assert "・お客様の情報が変わりました　1件" in text and "text/html" not in text


def test_digests_go_through_a_real_server(
    people: dict[str, Staff],
    customer: Customer,
    smtp_server: MailServer,
    settings: SettingsWrapper,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = smtp_server.host, smtp_server.port
    _rule(How.WEEKLY)
    _change(customer, by=people["CLERK"], memo="左利き")
    tell(
        to=[people["STAFF"]],
        kind="VOICE",
        key="v",
        url_name="voice",
        object_id=1,
        line="声",
        by=None,
        how=How.DAILY,
        now=now(),
    )
    _at(monkeypatch, _monday())
    for _time in range(2):
        mails.digests()
        drain()
    letters = smtp_server.wait(count=2)
    assert sorted(one["Subject"] for one in letters) == [
        "ご縁：今日のお知らせ1件",
        "ご縁：先週のお知らせ1件",
    ]
    for one in letters:
        assert str(one["From"]) == "みどり堂 <goen@localhost>"
        assert (one["To"], one.get_content_type()) == ("staff@example.jp", "text/plain")
        assert f"{ADDRESS}/notices/" in one.get_content()
        assert "勅使河原" not in one.as_string()
    assert len({one["Message-ID"] for one in letters}) == 2
