"""The pages of an import, from the file to the result, without scripts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goen.shop.customers.models import Customer
from goen.shop.intake import kinds
from goen.shop.intake.models import Batch
from goen.shop.jobs.work import drain
from tests.shop.intake.tiny import Tiny

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.http import HttpResponse
    from django.test import Client

pytestmark = pytest.mark.django_db

FILE = """お客様の一覧
顧客番号,お名前,誕生日,メモ
A-1,山田 花子,昭和64年1月8日,お茶
A-2,佐藤 一郎,1980/2/3,
A-3,,1990/5/6,名前がない
A-4,鈴木 次郎,2025/2/30,
"""


@pytest.fixture(autouse=True)
def home(tmp_path, settings) -> None:
    settings.HOME = settings.HOME.__class__(tmp_path)


@pytest.fixture(autouse=True)
def tiny(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(kinds._KINDS, "tiny", Tiny())
    yield


def send(client: Client, text: str = FILE, name: str = "一覧.csv", kind: str = "tiny") -> Batch:
    upload = SimpleUploadedFile(name, text.encode("utf-8"))
    answer = client.post(reverse("import_send"), {"kind": kind, "file": upload})
    assert answer.status_code == 302, answer.content.decode()
    return Batch.objects.latest("pk")


def get(client: Client, name: str, batch: Batch, **query: object) -> str:
    answer = client.get(reverse(name, args=[batch.pk]), query, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def post(client: Client, name: str, batch: Batch, **data: object) -> HttpResponse:
    return client.post(reverse(name, args=[batch.pk]), data, follow=True)


def mapped(batch: Batch) -> dict[str, object]:
    return {f"column-{n}": name for name, n in batch.columns.items()} | {"blank": "keep"}


def checked(client: Client, **given: str) -> Batch:
    batch = send(client, **given)
    answer = post(client, "batch_columns", batch, **mapped(batch))
    batch.refresh_from_db()
    assert batch.state == Batch.State.CHECKED, answer.content.decode()
    return batch


def test_the_whole_way(client_of: Callable[[str], Client]) -> None:
    client = client_of("CLERK")

    batch = send(client)
    page = get(client, "batch", batch)
    assert "2" in page and "山田 花子" in page
    assert batch.grid["header_row"] == 2
    batch = checked(client)
    page = get(client, "batch", batch)
    assert 'value="昭和64年1月8日"' in page
    assert "平成元年1月8日" in page
    post(client, "batch_fix", batch, row=3, field="birthday", likely="平成元年1月8日", text="x")
    post(client, "batch_fix", batch, row=5, field="name", text="高橋 三郎")
    batch.refresh_from_db()
    assert (batch.counts["NEW"], batch.counts["ERROR"]) == (3, 1)
    page = get(client, "batch_summary", batch)
    assert "3" in page
    post(client, "batch_apply", batch)
    post(client, "batch_apply", batch)  # a second press
    assert drain() == 1
    page = get(client, "batch", batch)
    assert "取り込みました" in page
    assert Customer.objects.count() == 3
    assert client.get(reverse("batch_left", args=[batch.pk])).status_code == 200
    post(client, "batch_undo", batch)
    drain()
    assert Customer.objects.count() == 0
    assert "元に戻しました" in get(client, "batch", batch)
