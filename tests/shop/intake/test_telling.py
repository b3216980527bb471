"""Who asked for an import is told how it ended, wherever they are by then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core import mail
from django.urls import reverse

from goen.shop.intake import driving, kinds, telling
from goen.shop.intake.operations import sending
from goen.shop.jobs.models import Job
from goen.shop.jobs.work import drain
from goen.shop.sharing.models import Notice
from tests.shop.intake.test_screens import FILE, checked, get, mapped, post, send
from tests.shop.intake.tiny import Tiny

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from django.test import Client
    from pytest_django import DjangoCaptureOnCommitCallbacks
    from pytest_django.fixtures import SettingsWrapper

    from goen.shop.staff.models import Staff

    Browser = Callable[[str], Client]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: SettingsWrapper, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.HOME = settings.HOME.__class__(tmp_path)
    monkeypatch.setitem(kinds._KINDS, "tiny", Tiny())


def unread(person: Staff) -> list[str]:
    rows = Notice.objects.filter(to=person, read_at=None).order_by("pk")
    assert {row.kind for row in rows} <= {Notice.Kind.IMPORT}
    return [row.line for row in rows]


def test_the_end_is_told_at_the_bell_with_its_counts(
    client_of: Browser, people: dict[str, Staff]
) -> None:
    client, other = client_of("CLERK"), client_of("MANAGER")
    batch = checked(client)
    post(client, "batch_apply", batch)
    drain()
    assert unread(people["CLERK"]) == ["「一覧.csv」を取り込みました：新しく登録 1・残した行 3"]
    page = client.get(reverse("notices")).content.decode()
    assert reverse("batch", args=[batch.pk]) in page
    get(other, "batch", batch)  # somebody else looks at it
    assert len(unread(people["CLERK"])) == 1
    get(client, "batch", batch)
    assert unread(people["CLERK"]) == []
    post(other, "batch_undo", batch)
    drain()
    assert unread(people["CLERK"]) == []
    assert unread(people["MANAGER"]) == ["「一覧.csv」を元に戻しました：取り除いた 1"]
    assert mail.outbox == []


def test_what_comes_to_a_halt_is_told(
    client_of: Browser,
    people: dict[str, Staff],
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    client = client_of("CLERK")
    batch = checked(client)
    post(client, "batch_apply", batch)

    def broken(**_given: Any) -> None:
        raise OSError

    monkeypatch.setattr(driving, "take_over", broken)
    for left in (True, True, False):
        assert unread(people["CLERK"]) == []
        Job.objects.update(run_after=None)
        with django_capture_on_commit_callbacks(execute=True):
            drain()
        assert Job.objects.get().open is left
    assert unread(people["CLERK"]) == [
        "「一覧.csv」の作業が途中で止まりました。開いて、続けるかどうかを選んでください"
    ]


def test_long_files_tell_when_a_person_is_needed_again(
    client_of: Browser, people: dict[str, Staff], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("goen.shop.intake.operations.starting.READ_AT_ONCE", 10)
    monkeypatch.setattr("goen.shop.intake.operations.starting.CHECKED_AT_ONCE", 2)
    monkeypatch.setattr(sending, "CHECKED_AT_ONCE", 2)
    client = client_of("CLERK")
    batch = send(client, FILE)
    drain()
    assert unread(people["CLERK"]) == ["「一覧.csv」を読みました。列の対応を確かめてください"]
    batch.refresh_from_db()
    post(client, "batch_columns", batch, **mapped(batch))
    drain()
    assert unread(people["CLERK"]) == [
        "「一覧.csv」のすべての行を確認しました：新しく登録 1・エラー 3"
    ]
    get(client, "batch_check", batch)
    assert unread(people["CLERK"]) == []
    broken = send(client, b"%PDF-1.7 and more than ten", "売上.xlsx")
    drain()
    assert unread(people["CLERK"]) == ["「売上.xlsx」を読めませんでした"]
    get(client, "batch", broken)
    assert unread(people["CLERK"]) == []


def test_long_names_of_files_keep_their_ends() -> None:
    name = f"{'あ' * 150}（最新）.xlsx"
    assert telling.short(name).endswith("（最新）.xlsx")
    assert len(telling.short(name)) == 60
    assert telling.short("一覧.csv") == "一覧.csv"
