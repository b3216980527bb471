"""What a review found, mended: each with the case that showed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goen.cli import main
from goen.cli._intake_words import say_goes_on
from goen.shop.customers.models import Customer
from goen.shop.customers.registry import erasers
from goen.shop.intake import checking, commands, jobs, operations, store
from goen.shop.intake.models import Batch, Choice, Fix
from goen.shop.jobs.operations import enqueue
from goen.shop.jobs.work import drain
from goen.shop.sales.models import Sale
from goen.shop.sales.operations import record_sales
from goen.shop.staff.trail import new_group
from goen.shop.ui.clock import now, today
from tests.shop.intake.helpers import checked, take_back, take_over, taken

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from django.test import Client

    from goen.japanese import Text
    from goen.shop.sales.operations import SaleValues
    from goen.shop.staff.models import Staff
    from tests.shop.conftest import People

pytestmark = pytest.mark.django_db

THREE = "顧客番号,日付,金額\nA-1,2025/5/1,1000\nA-1,2025/5/2,2000\nA-1,2025/5/3,3000\n"
PEOPLE = "顧客番号,お名前,誕生日\nE-1,消去沢 太郎,1980/1/2\nE-2,佐藤 一郎,1980/2/3\n"


@pytest.fixture
def by(people: People) -> Staff:
    return people["PRESIDENT"]


def test_a_number_too_large_is_refused(by: Staff, client_of: Callable[[str], Client]) -> None:
    batch = checked(by=by, kind="customers", text=PEOPLE)
    address = reverse("batch_choose", args=[batch.pk])
    for target in ("9" * 25, str(2**63)):
        sent = {"row": "2", "what": "TARGET", "target": target}
        assert client_of("CLERK").post(address, sent).status_code == 400
    answer = client_of("CLERK").post(address, {"row": "2", "what": "TARGET-" + "9" * 25})
    assert answer.status_code == 400
    assert not Choice.objects.exists()


def test_an_undo_is_not_swallowed_by_the_job_of_the_import(by: Staff) -> None:
    batch = taken(by=by, kind="sales", text=THREE)
    key = jobs.key_of(jobs.TAKE_OVER, batch.pk)
    enqueue(name=jobs.TAKE_OVER, arguments={"batch": batch.pk}, by=by, key=key)
    first, again = (operations.undo(batch_id=batch.pk, by=by).job for _ in range(2))
    assert first is not None
    assert (first.name, first) == (jobs.TAKE_BACK, again)
    drain()
    assert Batch.objects.get().state == "UNDONE"


class Told:
    """A terminal that keeps what it is told."""

    def __init__(self) -> None:
        self.said: list[Text] = []

    def tell(self, text: Text) -> None:
        self.said.append(text)


def test_no_empty_brackets_are_told() -> None:
    terminal = Told()
    for why in (None, "ディスク"):
        say_goes_on({"batch": 9, "message": why}, terminal, stopped=False)  # type: ignore[arg-type]
    assert "（）" not in terminal.said[0].ja
    assert "()" not in terminal.said[0].en
    assert "（ディスク）" in terminal.said[1].ja


def test_sales_that_are_gone_are_not_said_to_be_kept(by: Staff) -> None:
    first = taken(by=by, kind="sales", text=THREE)
    less = "顧客番号,日付,金額\nA-1,2025/5/1,1000\nA-1,2025/5/2,2500\nA-1,2025/5/3,3000\n"
    second = take_over(checked(by=by, kind="sales", text=less, dates="replace"))
    take_back(first, by=by)
    result = take_back(second, by=by).result["back"]
    assert not Sale.objects.exists()
    assert (result["counts"]["gone"], result["counts"]["kept"]) == (1, 0)
    assert result["kept"] == []


def test_what_was_typed_and_decided_goes_with_the_end(by: Staff) -> None:
    batch = checked(by=by, kind="customers", text=PEOPLE + "E-3,,1990/1/1\n")
    operations.fix(batch_id=batch.pk, texts={(2, "name"): "消去沢 次郎"})
    operations.choose(batch_id=batch.pk, row=3, what=Choice.What.SKIP)
    batch = take_over(Batch.objects.get())
    assert Customer.objects.get().name == "消去沢 次郎"
    assert not Fix.objects.exists()
    assert not Choice.objects.exists()
    assert store.left(batch.pk).is_file()
    take_back(batch, by=by)
    assert not store.left(batch.pk).exists()


def test_an_erased_name_goes_out_of_what_stayed(by: Staff) -> None:
    batch = taken(by=by, kind="customers", text=PEOPLE)
    for customer in Customer.objects.all():
        line: SaleValues = {"on": today(), "customer": customer, "amount": 500}
        record_sales(by=by, lines=[line], today=today())
    batch = take_back(batch, by=by)
    assert sorted(batch.result["back"]["kept"]) == ["佐藤 一郎", "消去沢 太郎"]
    customer, group = Customer.objects.get(code="E-1"), new_group()
    for eraser in erasers:
        eraser.erase(by, customer, now(), group)
    batch.refresh_from_db()
    assert batch.result["back"]["kept"] == ["佐藤 一郎"]
    assert batch.result["back"]["counts"]["kept"] == 2


def full(*_args: object, **_given: object) -> None:
    raise duckdb.IOException('IO Error: Could not write file "x": No space left on device')


def test_a_full_disk_is_told_in_plain_words(
    by: Staff,
    client_of: Callable[[str], Client],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    batch = checked(by=by, kind="sales", text=THREE)
    monkeypatch.setattr(checking, "write", full)
    sent = {"row": "2", "what": "SKIP"}
    answer = client_of("CLERK").post(reverse("batch_choose", args=[batch.pk]), sent)
    assert (answer.status_code, "ディスク" in answer.content.decode()) == (507, True)
    path = tmp_path / "sales.csv"
    path.write_text(THREE, encoding="utf-8")
    with pytest.raises(store.DiskFull, match="ディスク"):
        commands.checked(commands.Wish(path=path, kind="sales", by=by), now=now())
    assert list(Batch.objects.all()) == [batch]


def test_no_room_for_the_cells_is_told_at_the_start(
    client_of: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("goen.sheets.read_grid", full)
    file = SimpleUploadedFile("sales.csv", THREE.encode())
    answer = client_of("CLERK").post(reverse("import_send"), {"kind": "sales", "file": file})
    assert (answer.status_code, "ディスク" in answer.content.decode()) == (507, True)
    assert Batch.objects.get().state == "LEFT"


def test_other_failures_are_not_called_a_full_disk() -> None:
    with pytest.raises(duckdb.IOException), store.room():
        raise duckdb.IOException("IO Error: No files found")


def test_the_command_ends_with_4_on_a_full_disk(
    by: Staff,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr("goen.cli._intake.opened", lambda _home, _terminal: 0)
    monkeypatch.setattr(checking, "write", full)
    path = tmp_path / "sales.csv"
    path.write_text(THREE, encoding="utf-8")
    assert main(["import", str(path), "--kind", "sales", "--by", by.email]) == 4
    assert "ディスクに空きがありません" in capsys.readouterr().err
    assert not Batch.objects.exists()
